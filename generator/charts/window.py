"""The newest periods of a chart: what a picture shows until all of them are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.charts.chart_model import Chart, MetricChart, Panel, Point, TargetMark
from generator.charts.labels import newest_closed

#: The fewest points with a value that a window holds.
_FEWEST = 2


def windowed(chart: Chart, periods: int) -> Chart:
    """The chart from so many of its newest points on; what began before is cut at its edge."""
    if isinstance(chart, MetricChart):
        return windowed_metric(chart, periods)
    starts = [_start(panel.points, periods) for panel in chart.panels]
    newest = max((start for start in starts if start is not None), default=None)
    if newest is None:
        return chart
    # A segment of which nothing has come for long is still seen to end.
    ends = [newest_closed(panel.points) for panel in chart.panels]
    start = min([newest, *(point.day for point in ends if point is not None)])
    panels = tuple(_panel_from(panel, start) for panel in chart.panels)
    return replace(chart, panels=panels, whole=_points_from(chart.whole, start))


def windowed_metric(chart: MetricChart, periods: int) -> MetricChart:
    """The same of a metric's chart."""
    start = _start(chart.points, periods)
    return chart if start is None else _metric_from(chart, start)


def _start(points: tuple[Point, ...], periods: int) -> date | None:
    """The day of the first point in the window; None if all are."""
    if len(points) <= periods:
        return None
    present = [point.day for point in points if point.value is not None][-_FEWEST:]
    return min([points[-periods].day, *present])


def _points_from(points: tuple[Point, ...], start: date) -> tuple[Point, ...]:
    return tuple(point for point in points if point.day >= start)


def _panel_from(panel: Panel, start: date) -> Panel:
    return replace(panel, points=_points_from(panel.points, start))


def _metric_from(chart: MetricChart, start: date) -> MetricChart:
    return replace(
        chart,
        points=_points_from(chart.points, start),
        limits=tuple(
            replace(mark, first=max(mark.first, start))
            for mark in chart.limits
            if mark.last > start
        ),
        targets=tuple(target_from(mark, start) for mark in chart.targets),
        events=tuple(event for event in chart.events if event.day >= start),
    )


def target_from(mark: TargetMark, start: date) -> TargetMark:
    """A target whose plan begins at the edge, at the value that was planned for it."""
    inside = tuple(step for step in mark.planned if step[0] >= start)
    before = [step for step in mark.planned if step[0] < start]
    if before and inside:
        (day, value), (next_day, next_value) = before[-1], inside[0]
        share = (start - day).days / (next_day - day).days
        inside = ((start, value + (next_value - value) * share), *inside)
    return replace(mark, planned=inside)
