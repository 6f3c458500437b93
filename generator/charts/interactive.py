"""What a browser needs to draw a chart alive: a template for each type, and the rows of each chart.

Expressions stand in the templates alone and rows hold plain texts and numbers, so that no text of
a table is ever read as an expression.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from generator.charts import theme
from generator.charts.cache import ChartCache, job_name
from generator.charts.chart_model import Chart
from generator.charts.render_job import render_job

Json: TypeAlias = dict[str, Any]

#: What reaches from one side of the plot to the other is cut at its edges while it is enlarged.
_CUT = frozenset({"area", "line", "rect", "rule"})
_LANE = ("events", "levels")


def interactive_templates(cache: ChartCache | None) -> Mapping[str, Json]:
    """The specification of each chart type for Vega in a browser, and where its plots lie.

    Two signals are added: the size of the texts, and whether the chart is enlarged. Kinds of
    rows that are shown on `wide` or `narrow` screens only are named.
    """
    from generator.charts.render_process import templates  # noqa: PLC0415 -- needed by few builds

    plots = {"metric": _metric_plots(), "segments": _segment_plots()}
    only = {
        name.removeprefix("panel_"): style.only for name, style in theme.TEXTS.items() if style.only
    }
    return {
        name: {"specification": _enlivened(template), "plots": plots[name], "only": only}
        for name, template in templates(cache).items()
    }


def chart_rows(charts: Iterable[Chart], cache: ChartCache | None) -> dict[str, str]:
    """The rows and values of each chart by its key: the text of a JSON object.

    It comes out of the cache where it is there, and is never read for it.
    """
    found: dict[str, str] = {}
    for chart in charts:
        name = job_name(chart)
        kept = cache.load(name) if cache else None
        if kept is None:
            kept = json.dumps(_rows(chart), separators=(",", ":"))
            if cache:
                cache.store(name, kept)
        found[chart.key] = kept
    return found


def _rows(chart: Chart) -> Json:
    made = render_job(chart)
    size = {"width": theme.WIDTH, "height": made.height, "overhang": made.overhang}
    marks = {"decimal": made.decimal, "thousands": made.thousands}
    filled = {name: rows for name, rows in made.data.items() if rows}
    return {"type": made.template, **size, **marks, "params": made.params, "data": filled}


def _metric_plots() -> Json:
    place = {"left": theme.PAD_LEFT, "top": theme.PAD_TOP}
    size = {"width": theme.PLOT_WIDTH, "height": theme.PLOT_HEIGHT}
    return {**place, **size, "columns": 1, "right": 0, "below": 0}


def _segment_plots() -> Json:
    place = {"left": theme.PAD_LEFT, "top": theme.PANELS_PAD_TOP}
    size = {"width": theme.PANEL_WIDTH, "height": theme.PANEL_HEIGHT}
    gaps = {"right": theme.PANEL_GAP_X, "below": theme.PANEL_GAP_Y}
    return {**place, **size, "columns": theme.PANEL_COLUMNS, **gaps}


def _enlivened(template: Json) -> Json:
    added = [{"name": "cx_text", "value": theme.TEXT_SIZE}, {"name": "cx_enlarged", "value": False}]
    marks = [_mark(mark) for mark in template["marks"]]
    return {**template, "signals": [*template["signals"], *added], "marks": marks}


def _mark(mark: Json) -> Json:
    made = dict(mark)
    if "marks" in made:
        made["marks"] = [_mark(inner) for inner in made["marks"]]
    if made["type"] in _CUT and made.get("from", {}).get("data") not in _LANE:
        made["clip"] = {"signal": "cx_enlarged"}
    if made["type"] == "text":
        update = {**made["encode"]["update"], "fontSize": {"signal": "cx_text"}}
        made["encode"] = {**made["encode"], "update": update}
    return made
