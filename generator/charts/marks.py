"""The rows of each mark of a chart: lines with their gaps, symbols, bands, upright strokes."""

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
    Signal,
    TargetMark,
)
from generator.charts.labels import newest_closed
from generator.charts.scales import PlotArea, ValueAxis
from generator.charts.theme import ACTUAL, CONCERN, IMPROVEMENT

MarkRow: TypeAlias = dict[str, Any]

#: The shape and the colour of a signal: none of them points anywhere.
SIGNS: Mapping[Signal, tuple[str, str]] = {
    Signal.BETTER: ("diamond", IMPROVEMENT.light),
    Signal.WORSE: ("square", CONCERN.light),
    Signal.OTHER: ("cross", ACTUAL.light),
}
#: How large symbols are, as areas: the newest one, and the others by the room that each has.
_NEWEST, _LARGEST, _SMALLEST = 90.0, 56.0, 26.0
_ROOM = 7.0
_SOLID: list[float] = []
_BROKEN = [4.0, 3.0]
_MEAN_WIDTH, _LIMIT_WIDTH = 1.25, 0.75
_EVENT_WIDTH, _ANEW_WIDTH = 0.75, 2.0


def line_rows(points: tuple[Point, ...]) -> list[MarkRow]:
    """The closed points; a row without a value breaks the line."""
    return [
        {"day": milliseconds(point.day), "value": None if point.provisional else point.value}
        for point in points
    ]


def open_rows(points: tuple[Point, ...]) -> list[MarkRow]:
    """The dotted line: provisional points with the point before each, broken in between."""
    rows: list[MarkRow] = []
    for before, point in pairwise(points):
        if point.provisional:
            rows += [{"day": milliseconds(p.day), "value": p.value} for p in (before, point)]
        elif rows:
            rows.append({"day": milliseconds(point.day), "value": None})
    return rows


def symbol_rows(points: tuple[Point, ...], room: float) -> dict[str, list[MarkRow]]:
    """The points that need a symbol: signals, the newest and those with no neighbour, open ones.

    `room` is the width of the plot: the more points share it, the smaller are their signals.
    """
    rows: dict[str, list[MarkRow]] = {"dots": [], "signals": [], "hollow": []}
    newest = newest_closed(points)
    side = min(room / max(len(points), 1) / _ROOM, 1.0)
    size = round(max(_LARGEST * side, _SMALLEST), 1)
    for index, point in enumerate(points):
        if point.value is None:
            continue
        row: MarkRow = {"day": milliseconds(point.day), "value": point.value}
        beside = (*points[max(0, index - 1) : index], *points[index + 1 : index + 2])
        if point.provisional:
            rows["hollow"].append(row)
        elif point.signal:
            shape, colour = SIGNS[point.signal]
            row |= {"shape": shape, "colour": colour}
            rows["signals"].append(row | {"size": _NEWEST if point is newest else size})
        elif point is newest or all(p.value is None or p.provisional for p in beside):
            rows["dots"].append(row)
    return rows


def interval_rows(points: tuple[Point, ...], axis: ValueAxis) -> list[MarkRow]:
    """The upright strokes through points: how far chance alone could have moved them."""
    return [
        {"day": milliseconds(point.day), **_between(point.interval, axis)}
        for point in points
        if point.interval is not None
    ]


def usual_rows(ranges: tuple[LimitsMark, ...], axis: ValueAxis) -> dict[str, list[MarkRow]]:
    """The bands of usual ranges, and their lines as far as they lie within the axis."""
    rows: dict[str, list[MarkRow]] = {"usual_bands": [], "usual_lines": []}
    for usual in ranges:
        span = {"start": milliseconds(usual.first), "end": milliseconds(usual.last)}
        if not usual.trial:
            band = {**span, **_between((usual.low, usual.high), axis)}
            rows["usual_bands"].append(band)
        dash = _BROKEN if usual.trial else _SOLID
        levels = {usual.low: _LIMIT_WIDTH, usual.high: _LIMIT_WIDTH, usual.mean: _MEAN_WIDTH}
        rows["usual_lines"] += [
            {**span, "value": value, "width": width, "dash": dash}
            for value, width in levels.items()
            if axis.low <= value <= axis.high
        ]
    return rows


def ahead_rows(
    points: tuple[Point, ...], steps: tuple[ForecastPoint, ...], axis: ValueAxis
) -> dict[str, list[MarkRow]]:
    """What is expected from the newest closed point on: a line, and two bands that open there."""
    newest = newest_closed(points)
    if newest is None or newest.value is None or not steps:
        return {"ahead": [], "ahead_80": [], "ahead_95": []}
    day, value = milliseconds(newest.day), newest.value
    start = {"day": day, "low": value, "high": value}
    days = [milliseconds(step.day) for step in steps]
    bands = {
        "ahead_80": [step.band_80 for step in steps],
        "ahead_95": [step.band_95 for step in steps],
    }
    rows: dict[str, list[MarkRow]] = {
        name: [
            start,
            *({"day": at, **_between(band, axis)} for at, band in zip(days, ends, strict=True)),
        ]
        for name, ends in bands.items()
    }
    rows["ahead"] = [
        {"day": day, "value": value},
        *(
            {"day": at, "value": step.mean if axis.low <= step.mean <= axis.high else None}
            for at, step in zip(days, steps, strict=True)
        ),
    ]
    return rows


def event_rows(events: Iterable[EventMark]) -> list[MarkRow]:
    """The upright lines of events, one a day; where values begin anew it is a strong one."""
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
            rows.append({"day": milliseconds(mark.planned[0][0]), "value": None})
        rows += [{"day": milliseconds(day), "value": value} for day, value in mark.planned]
    return rows


def target_rows(targets: tuple[TargetMark, ...], plot: PlotArea) -> dict[str, list[MarkRow]]:
    """What goals aim at: bands, and lines at their ends, until the due date."""
    first, last = plot.days.first, plot.days.last
    spans = [
        {"start": milliseconds(first), "end": milliseconds(mark.due or last)} for mark in targets
    ]
    return {
        "bands": [
            {**span, "low": mark.value, "high": mark.high}
            for span, mark in zip(spans, targets, strict=True)
            if mark.high is not None
        ],
        "targets": [
            {**span, "value": value}
            for span, mark in zip(spans, targets, strict=True)
            for value in (mark.value, mark.high)
            if value is not None
        ],
    }


def _between(ends: tuple[float, float], axis: ValueAxis) -> MarkRow:
    """Two ends, as far as the axis reaches."""
    low, high = (min(max(end, axis.low), axis.high) for end in ends)
    return {"low": low, "high": high}


def milliseconds(day: date) -> int:
    """A day as the drawing library counts time: milliseconds since 1970, UTC."""
    return (day.toordinal() - _EPOCH) * 86_400_000


_EPOCH = date(1970, 1, 1).toordinal()
