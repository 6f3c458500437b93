"""What a browser needs to draw a chart: a template per chart type, and the rows of each chart.

Only templates hold expressions. Rows hold plain texts and numbers, so that no text of a table is
ever read as an expression.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial

from generator.charts import theme
from generator.charts.cache import ChartCache, cache_key, cached
from generator.charts.chart_model import Chart
from generator.charts.render_job import render_job
from generator.model.codec import Json

#: Marks that cross the whole plot are cut at its edges while it is enlarged.
_CUT = frozenset({"area", "line", "rect", "rule"})
_UNCUT = ("events", "levels")
#: Where the plots of each chart type lie: the first, their size, and how the others follow.
_PLACES = ("left", "top", "width", "height", "columns", "right", "below")
_PLOTS: Mapping[str, tuple[int, ...]] = {
    "metric": (theme.PAD_LEFT, theme.PAD_TOP, theme.PLOT_WIDTH, theme.PLOT_HEIGHT, 1, 0, 0),
    "segments": (
        *(theme.PAD_LEFT, theme.PANELS_PAD_TOP, theme.PANEL_WIDTH, theme.PANEL_HEIGHT),
        *(theme.PANEL_COLUMNS, theme.PANEL_GAP_X, theme.PANEL_GAP_Y),
    ),
}
#: The signals that a template gets besides: the size of its texts, and whether it is enlarged.
_SIGNALS = (
    {"name": "cx_text", "value": theme.TEXT_SIZE},
    {"name": "cx_enlarged", "value": False},
)


def interactive_templates(cache: ChartCache | None) -> Mapping[str, Json]:
    """The Vega specification of each chart type for a browser, and where its plots lie.

    `only` names the kinds of rows that are shown on `wide` or `narrow` screens only.
    """
    from generator.charts.render_process import templates  # noqa: PLC0415 -- needed by few builds

    only = {
        name.removeprefix("panel_"): style.only for name, style in theme.TEXTS.items() if style.only
    }
    return {
        name: {
            "specification": {
                **template,
                "signals": [*template["signals"], *_SIGNALS],
                "marks": [_enlargeable(mark) for mark in template["marks"]],
            },
            "plots": dict(zip(_PLACES, _PLOTS[name], strict=True)),
            "only": only,
        }
        for name, template in templates(cache).items()
    }


def chart_rows(charts: Iterable[Chart], cache: ChartCache | None) -> dict[str, str]:
    """The rows and values of each chart by its key, as the text of a JSON object."""
    return {
        chart.key: cached(cache, cache_key("rows", chart), partial(_rows, chart))
        for chart in charts
    }


def _rows(chart: Chart) -> str:
    job = render_job(chart)
    rows = {
        "type": job.template,
        "width": theme.WIDTH,
        "height": job.height,
        "overhang": job.overhang,
        "decimal": job.decimal,
        "thousands": job.thousands,
        "params": job.params,
        "data": {name: rows for name, rows in job.data.items() if rows},
    }
    return json.dumps(rows, separators=(",", ":"))


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
