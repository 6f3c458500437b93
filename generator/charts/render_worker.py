"""The drawing process: reads render jobs from its input and writes small SVG to its output.

It runs apart from the build (see `render_process`) and ends when its input does. Lines are JSON:
the first one in holds the templates in Vega's language, each further one a job, which is answered
with its SVG. With the argument `library` it writes the script for browsers instead.
"""

from __future__ import annotations

import json
import re
import signal
import sys
from importlib.metadata import version
from typing import Any

from generator.charts.render_job import RenderJob
from generator.charts.svg import minify_svg
from generator.model.codec import Json

_COLUMN = re.compile(r"datum\.(\w+)")
_DEFAULT_MARKS = {"decimal": ".", "thousands": ","}
_NO_SIZE: Json = {"fontSize": {"value": 0}, "labelFontSize": 0}

_NOTICE = """/* Vega, Vega-Lite and Vega-Embed: (c) University of Washington Interactive Data Lab
   and contributors, BSD 3-Clause licence. With D3: (c) Mike Bostock, ISC licence.
   As bundled by vl-convert {}. */
"""


def serve() -> None:
    """Answer line by line until the input ends."""
    # Ctrl-C reaches this process too, but ending is for the one that started it to decide.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import vl_convert  # noqa: PLC0415 -- takes its time zone from the process as it is now

    templates = json.loads(sys.stdin.readline())
    still = {name: make_still(template) for name, template in templates.items()}
    vl_convert.vega_to_svg({"marks": []})  # loads Vega, while the build is still reading tables
    for line in sys.stdin:
        job = RenderJob(**json.loads(line))
        specification = without_empty(filled_template(still[job.template], job), job)
        marks: Json = {"decimal": job.decimal, "thousands": job.thousands}
        locale = {**marks, "grouping": [3], "currency": ["", ""]}
        svg = vl_convert.vega_to_svg(
            specification, format_locale=None if marks == _DEFAULT_MARKS else locale
        )
        sys.stdout.write(json.dumps(minify_svg(svg, job.layout, job.size, job.text)) + "\n")
        sys.stdout.flush()


def write_library() -> None:
    """Write the script with which browsers draw: out of the drawing library, nothing is fetched."""
    import vl_convert  # noqa: PLC0415 -- as above

    notice = _NOTICE.format(version("vl-convert-python"))
    json.dump(notice + vl_convert.javascript_bundle("export default vegaEmbed;"), sys.stdout)


def filled_template(template: Json, job: RenderJob) -> Json:
    """A template with a job's rows and values put in."""
    filled = {
        part: [
            {**entry, key: given[entry["name"]]} if entry["name"] in given else entry
            for entry in template[part]
        ]
        for part, key, given in (("data", "values", job.data), ("signals", "value", job.params))
    }
    frame = dict(job.frame)
    if "layout" in template:
        columns, gaps = frame.pop("columns"), {at: frame.pop(at) for at in ("row", "column")}
        frame["layout"] = {**template["layout"], "columns": columns, "padding": gaps}
    return {**template, **filled, **frame}


def without_empty(specification: Json, job: RenderJob) -> Json:
    """A specification without what has nothing to show: even empty data sets cost time."""
    empty = {name for name, rows in job.data.items() if not rows}
    data = [entry for entry in specification["data"] if entry["name"] not in empty]
    return {**specification, "data": data, "marks": _with_data(specification["marks"], empty)}


def _with_data(marks: list[Json], empty: set[str]) -> list[Json]:
    return [
        {**mark, "marks": _with_data(mark["marks"], empty)} if "marks" in mark else mark
        for mark in marks
        if mark.get("from", {}).get("data") not in empty
    ]


def make_still(node: Any) -> Any:
    """A template made cheap to draw once: the same chart, but for the size of its texts.

    Measuring text is most of the work of drawing (0.1 ms per letter), and nothing in a chart
    depends on it, as every place is fixed: so texts are drawn without a size, and `minify_svg`
    gives it back to them. Vega translates each expression: one that only names a column is read
    as that column, and the guard against missing values goes, for no row has any but those of
    lines, which break there.
    """
    if isinstance(node, list):
        if len(node) == 2 and isinstance(node[0], dict) and "test" in node[0]:
            return make_still(node[1])
        return [make_still(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.keys() == {"signal"} and (column := _COLUMN.fullmatch(str(node["signal"]))):
        return {"field": column[1]}
    return {name: _NO_SIZE.get(name, make_still(value)) for name, value in node.items()}


if __name__ == "__main__":
    if sys.argv[1:] == ["library"]:
        write_library()
    else:
        serve()
