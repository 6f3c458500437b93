"""The drawing process: reads charts' rows from its input, writes lean SVG to its output.

It runs apart from the build (see `render`) and ends when its input does. Lines are JSON: the first
one in holds the templates in Vega's language; each further one a job, which is answered with its
chart.
"""

from __future__ import annotations

import json
import re
import signal
import sys
from typing import Any, TypeAlias

from generator.charts.render_job import RenderJob
from generator.charts.svg import minify_svg

Template: TypeAlias = dict[str, Any]

_COLUMN = re.compile(r"datum\.(\w+)")
_USUAL_MARKS = (".", ",")


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
        svg = vl_convert.vega_to_svg(specification, format_locale=_locale(job))
        sys.stdout.write(json.dumps(minify_svg(svg, job.height, job.overhang)) + "\n")
        sys.stdout.flush()


def filled_template(template: Template, job: RenderJob) -> Template:
    """A template with a job's rows and values put in."""
    data = [
        {**entry, "values": job.data[entry["name"]]} if entry["name"] in job.data else entry
        for entry in template["data"]
    ]
    signals = [
        {**entry, "value": job.params[entry["name"]]} if entry["name"] in job.params else entry
        for entry in template["signals"]
    ]
    return {**template, "data": data, "signals": signals}


def without_empty(specification: Template, job: RenderJob) -> Template:
    """A specification without the layers that have nothing to show, for even those cost time."""
    empty = {name for name, rows in job.data.items() if not rows}
    return {**specification, "marks": _full(specification["marks"], empty)}


def _full(marks: list[Template], empty: set[str]) -> list[Template]:
    return [
        {**mark, "marks": _full(mark["marks"], empty)} if "marks" in mark else mark
        for mark in marks
        if mark.get("from", {}).get("data") not in empty
    ]


def make_still(node: Any) -> Any:
    """A template made cheap to draw once: the same chart, but for the size of its texts.

    Measuring text is most of the work of drawing (0.1 ms a letter), and nothing in a chart
    depends on it, as every place is fixed: so texts are drawn without a size, and `minify_svg`
    gives it back to them. Each expression costs a translation by Vega: one that only names a column
    is read as that column, and the guard against missing values goes, for no row has any but those
    of lines, which break there.
    """
    if isinstance(node, list):
        if len(node) == 2 and isinstance(node[0], dict) and "test" in node[0]:
            return make_still(node[1])
        return [make_still(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.keys() == {"signal"} and (column := _COLUMN.fullmatch(str(node["signal"]))):
        return {"field": column[1]}
    return {
        name: (0 if name == "labelFontSize" else {"value": 0})
        if name in {"fontSize", "labelFontSize"}
        else make_still(value)
        for name, value in node.items()
    }


def _locale(job: RenderJob) -> dict[str, Any] | None:
    if (job.decimal, job.thousands) == _USUAL_MARKS:
        return None
    return {
        "decimal": job.decimal,
        "thousands": job.thousands,
        "grouping": [3],
        "currency": ["", ""],
    }


if __name__ == "__main__":
    serve()
