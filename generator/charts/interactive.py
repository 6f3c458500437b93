"""What a browser needs to draw a chart: a template per chart type, and the rows of each chart.

Only templates hold expressions. Rows hold plain texts and numbers, so that no text of a table is
ever read as an expression.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from generator.charts.cache import ChartCache, cache_key, cached
from generator.charts.chart_model import Chart
from generator.charts.render_job import RenderJob, render_job
from generator.charts.theme import LAPTOP
from generator.charts.window import windowed
from generator.model.codec import Json

#: Marks that cross the whole plot are cut at its edges while it is enlarged.
_CUT = frozenset({"area", "line", "rect", "rule"})
_UNCUT = ("events", "leaders", "levels", "targets")
#: Where the plots of a picture lie: the first, their size, and how the others follow.
_PLACES = ("left", "top", "width", "height", "columns", "right", "below")
#: What the rows of a chart are called in the cache.
PICTURE_ROWS = "rows"
#: The signals that a template gets besides: the size of its texts, and whether it is enlarged.
_SIGNALS = (
    {"name": "cx_text", "value": LAPTOP.text},
    {"name": "cx_enlarged", "value": False},
)


def interactive_templates(cache: ChartCache | None) -> Mapping[str, Json]:
    """The Vega specification of each chart type for a browser."""
    from generator.charts.render_process import templates  # noqa: PLC0415 -- needed by few builds

    return {
        name: {
            "specification": {
                **template,
                "signals": [*template["signals"], *_SIGNALS],
                "marks": [_enlargeable(mark) for mark in template["marks"]],
            },
        }
        for name, template in templates(cache).items()
    }


def chart_rows(charts: Iterable[Chart], cache: ChartCache | None) -> dict[str, str]:
    """The rows and values of each chart by its key, as the text of a JSON object."""
    return {
        chart.key: cached(cache, cache_key(PICTURE_ROWS, chart), partial(rows_of, chart))
        for chart in charts
    }


def rows_of(chart: Chart, drawn: Sequence[RenderJob] = ()) -> str:
    """A chart's pictures, and that of all its periods if there are more than these show.

    `drawn` are the jobs of its pictures, if they are known.
    """
    jobs = drawn or [render_job(chart, layout) for layout in chart.layouts]
    made = {job.layout: _row(job) for job in jobs}
    for layout in chart.layouts:
        if windowed(chart, layout.periods) != chart:
            made[f"{layout.name}-all"] = _row(render_job(chart, layout, whole=True))
    return json.dumps({"type": jobs[0].template, **made}, separators=(",", ":"))


def _row(job: RenderJob) -> Json:
    return {
        "size": job.size,
        "text": job.text,
        "plots": dict(zip(_PLACES, job.plots, strict=True)),
        "frame": job.frame,
        "decimal": job.decimal,
        "thousands": job.thousands,
        "params": job.params,
        "data": {name: rows for name, rows in job.data.items() if rows},
    }


def _enlargeable(mark: Json) -> Json:
    made = dict(mark)
    if "marks" in made:
        made["marks"] = [_enlargeable(inner) for inner in made["marks"]]
    if made["type"] in _CUT and made.get("from", {}).get("data") not in _UNCUT:
        made["clip"] = {"signal": "cx_enlarged"}
    if made["type"] == "text":
        update = {**made["encode"]["update"], "fontSize": {"signal": "cx_text"}}
        made["encode"] = {**made["encode"], "update": update}
    return made
