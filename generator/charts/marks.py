"""The rows of each mark of a chart: lines with their gaps, symbols, bands, upright lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, TypeAlias

from generator.charts.chart_model import (
    EventMark,
    ForecastPoint,
    LimitsMark,
    Point,
    TargetMark,
)
from generator.charts.labels import newest_closed
from generator.charts.scales import PlotArea, ValueAxis
from generator.charts.theme import ACTUAL, CONCERN, IMPROVEMENT
from generator.model.vocabulary import Change

MarkRow: TypeAlias = dict[str, Any]

#: The shape and the colour of a signal: none of them points anywhere.
SIGNAL_MARKS: Mapping[Change, tuple[str, str]] = {
    Change.BETTER: ("diamond", IMPROVEMENT.light),
    Change.WORSE: ("square", CONCERN.light),
    Change.OTHER: ("cross", ACTUAL.light),
}
#: The areas of symbols: of the newest one, and of the others by the room that each has.
_NEWEST, _LARGEST, _SMALLEST = 90.0, 56.0, 26.0
_ROOM = 7.0
_SOLID: list[float] = []
_BROKEN = [4.0, 3.0]
_MEAN_WIDTH, _LIMIT_WIDTH = 1.25, 0.75
_EVENT_WIDTH, _ANEW_WIDTH = 0.75, 2.0
_EPOCH = date(1970, 1, 1).toordinal()


def milliseconds(day: date) -> int:
    """A day as the drawing library counts time: milliseconds since 1970, UTC."""
    return (day.toordinal() - _EPOCH) * 86_400_000


def row(day: date, value: float | None) -> MarkRow:
    """A place on a line, or a symbol; without a value it breaks the line."""
    return {"day": milliseconds(day), "value": value}


def line_rows(points: tuple[Point, ...]) -> list[MarkRow]:
    """The line of the closed points."""
    return [row(point.day, None if point.provisional else point.value) for point in points]


def open_rows(points: tuple[Point, ...]) -> list[MarkRow]:
    """The dotted line: provisional points with the point before each, broken in between."""
    rows: list[MarkRow] = []
    for before, point in pairwise(points):
        if point.provisional:
            rows += [row(before.day, before.value), row(point.day, point.value)]
        elif rows:
            rows.append(row(point.day, None))
    return rows


def symbol_rows(points: tuple[Point, ...], width: float) -> dict[str, list[MarkRow]]:
    """The points that need a symbol: signals, the newest, those with no neighbour, open ones.

    `width` is that of the plot: the more points share it, the smaller are their signals.
    """
    rows: dict[str, list[MarkRow]] = {"dots": [], "signals": [], "hollow": []}
    newest = newest_closed(points)
    side = min(width / max(len(points), 1) / _ROOM, 1.0)
    size = round(max(_LARGEST * side, _SMALLEST), 1)
    for index, point in enumerate(points):
        if point.value is None:
            continue
        symbol = row(point.day, point.value)
        beside = (*points[max(0, index - 1) : index], *points[index + 1 : index + 2])
        if point.provisional:
            rows["hollow"].append(symbol)
        elif point.signal:
            shape, colour = SIGNAL_MARKS[point.signal]
            symbol |= {"shape": shape, "colour": colour}
            rows["signals"].append(symbol | {"size": _NEWEST if point is newest else size})
        elif point is newest or all(p.value is None or p.provisional for p in beside):
            rows["dots"].append(symbol)
    return rows


def interval_rows(points: tuple[Point, ...], axis: ValueAxis) -> list[MarkRow]:
    """The upright lines through points: how far chance alone could have moved them."""
    return [
        {"day": milliseconds(point.day), **_clipped(point.interval, axis)}
        for point in points
        if point.interval is not None
    ]


def limit_rows(marks: tuple[LimitsMark, ...], axis: ValueAxis) -> dict[str, list[MarkRow]]:
    """The bands of natural limits, and their lines if they lie within the axis."""
    rows: dict[str, list[MarkRow]] = {"usual_bands": [], "usual_lines": []}
    for mark in marks:
        span = {"start": milliseconds(mark.first), "end": milliseconds(mark.last)}
        if not mark.trial:
            rows["usual_bands"].append({**span, **_clipped((mark.low, mark.high), axis)})
        widths = {mark.low: _LIMIT_WIDTH, mark.high: _LIMIT_WIDTH, mark.mean: _MEAN_WIDTH}
        rows["usual_lines"] += [
            {**span, "value": value, "width": width, "dash": _BROKEN if mark.trial else _SOLID}
            for value, width in widths.items()
            if axis.low <= value <= axis.high
        ]
    return rows


def forecast_rows(
    points: tuple[Point, ...], forecast: tuple[ForecastPoint, ...], axis: ValueAxis
) -> dict[str, list[MarkRow]]:
    """The forecast from the newest closed point on: a line, and two bands that open there."""
    rows: dict[str, list[MarkRow]] = {"ahead_80": [], "ahead_95": [], "ahead": []}
    newest = newest_closed(points)
    if newest is None or newest.value is None or not forecast:
        return rows
    ends = (newest.value, newest.value)
    start = ForecastPoint(day=newest.day, mean=newest.value, band_80=ends, band_95=ends)
    for step in (start, *forecast):
        day = milliseconds(step.day)
        rows["ahead_80"].append({"day": day, **_clipped(step.band_80, axis)})
        rows["ahead_95"].append({"day": day, **_clipped(step.band_95, axis)})
        inside = axis.low <= step.mean <= axis.high
        rows["ahead"].append({"day": day, "value": step.mean if inside else None})
    return rows


def event_rows(events: Iterable[EventMark]) -> list[MarkRow]:
    """The upright lines of events, one per day; a strong one if values begin anew."""
    widths: dict[date, float] = {}
    for event in events:
        width = _ANEW_WIDTH if event.anew else _EVENT_WIDTH
        widths[event.day] = max(width, widths.get(event.day, 0.0))
    return [{"day": milliseconds(day), "width": width} for day, width in widths.items()]


def plan_rows(targets: tuple[TargetMark, ...]) -> list[MarkRow]:
    """The plans one after the other, with a break in between."""
    rows: list[MarkRow] = []
    for mark in targets:
        if mark.planned and rows:
            rows.append(row(mark.planned[0][0], None))
        rows += [row(day, value) for day, value in mark.planned]
    return rows


def target_rows(targets: tuple[TargetMark, ...], plot: PlotArea) -> dict[str, list[MarkRow]]:
    """The targets of goals: bands, and lines at their ends, until the due date."""
    rows: dict[str, list[MarkRow]] = {"bands": [], "targets": []}
    for mark in targets:
        end = milliseconds(mark.due or plot.days.last)
        span = {"start": milliseconds(plot.days.first), "end": end}
        rows["targets"].append({**span, "value": mark.value})
        if mark.high is not None:
            rows["bands"].append({**span, "low": mark.value, "high": mark.high})
            rows["targets"].append({**span, "value": mark.high})
    return rows


def _clipped(ends: tuple[float, float], axis: ValueAxis) -> MarkRow:
    """Two ends, as far as the axis reaches."""
    low, high = (min(max(end, axis.low), axis.high) for end in ends)
    return {"low": low, "high": high}
