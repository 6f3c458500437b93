"""The charts of initiatives: each series of their goals, with the day on which they began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.charts.cache import ChartCache
from generator.charts.chart_builder import metric_chart
from generator.charts.chart_model import Chart, EventMark, MetricChart
from generator.charts.interactive import chart_rows
from generator.measure.series import Series
from generator.model.tables import Initiative
from generator.model.wording import folded
from generator.pages.context import SiteContext
from generator.pages.figure_html import metric_figure
from generator.pages.interactive_assets import chart_asset, initiative_address
from generator.pages.page import Asset
from generator.sentences.words import shortened


def initiative_key(initiative: Initiative, metric: str, segment: str) -> str:
    """The key of the chart of one series of an initiative."""
    return f"/initiative/{initiative.initiative}/{metric}/{segment}"


def initiative_charts(context: SiteContext) -> dict[str, Chart]:
    """The charts of all initiatives by key."""
    return {
        key: _picture(context, initiative, series, key)
        for initiative, series, key, _ in _all(context)
    }


def initiative_figures(
    context: SiteContext, drawn: Mapping[str, str], made: Mapping[str, Chart]
) -> dict[str, str]:
    """The HTML of their figures by key."""
    fragments = {}
    for initiative, series, key, place in _all(context):
        chart = made[key]
        assert isinstance(chart, MetricChart)
        name = f"chart-{place}-{series.metric.metric}"
        file = initiative_address(initiative.initiative, place)
        fragments[key] = metric_figure(
            context, series, chart, drawn[key], name=name, interactive=file
        )
    return fragments


def initiative_assets(
    context: SiteContext, made: Mapping[str, Chart], cache: ChartCache | None
) -> Iterator[Asset]:
    """The files from which they come alive: each has a day of its own marked."""
    rows = chart_rows((made[key] for _, _, key, _ in _all(context)), cache)
    for initiative, series, key, place in _all(context):
        address = initiative_address(initiative.initiative, place)
        yield chart_asset(context, series, address, rows[key])


def _all(context: SiteContext) -> Iterator[tuple[Initiative, Series, str, int]]:
    """Every series that a goal of an initiative is about, once an initiative."""
    for initiative in context.report.dataset.rows(Initiative):
        goals = (context.report.assessments[key].goal_status.goal for key in initiative.goals)
        about = dict.fromkeys(goal.series_key for goal in goals)
        for place, key in enumerate(about, 1):
            series = context.report.series.get(key)
            if series is not None and len(series):
                yield initiative, series, initiative_key(initiative, *key), place


def _picture(context: SiteContext, initiative: Initiative, series: Series, key: str) -> MetricChart:
    chart = metric_chart(context.report, series, context.formats)
    if initiative.start is None:
        return replace(chart, key=key)
    name = shortened(initiative.name)
    mark = EventMark(day=initiative.start, label=f"Start: {name}")
    named = {folded(initiative.name), name.casefold()}
    others = (one for one in chart.events if one.label.casefold() not in named)
    return replace(chart, key=key, events=(*others, mark))
