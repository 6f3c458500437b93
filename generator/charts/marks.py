"""The rows of each mark of a chart: lines with their gaps, symbols, bands, upright lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, TypeAlias

from generator.charts.chart_model import (
    ForecastPoint,
    LimitsMark,
    PastYear,
    Point,
    Run,
    TargetMark,
)
from generator.charts.events import LaneText
from generator.charts.labels import newest_closed, run_colour, tone_of, within
from generator.charts.scales import PlotArea, ValueAxis
from generator.charts.theme import ACTUAL

MarkRow: TypeAlias = dict[str, Any]

_SOLID: list[float] = []
_BROKEN = [4.0, 3.0]
_EVENT_WIDTH, _ANEW_WIDTH = 0.75, 2.0
_EPOCH = date(1970, 1, 1).toordinal()
_DAY = 86_400_000
#: Between the strokes of a hatched band, in px, and the steps in which they are drawn.
_HATCH, _HATCH_STEP = 7.0, 2.0
#: How much of the room between two points a bar takes.
_BAR = 0.66


def milliseconds(day: date | float) -> int:
    """A day as the drawing library counts time: milliseconds since 1970, UTC."""
    ordinal = day.toordinal() if isinstance(day, date) else day
    return round((ordinal - _EPOCH) * _DAY)


def row(day: date | float, value: float | None) -> MarkRow:
    """A place in the plot; without a value a line breaks there."""
    return {"day": milliseconds(day), "value": value}


def placed(plot: PlotArea, x: float, y: float) -> MarkRow:
    """A place in px, as a day and a value, so that it is the same in each picture."""
    return row(plot.moment_at(x), plot.value_at(y))


def line_rows(points: Sequence[Point]) -> list[MarkRow]:
    """The line through the closed points, broken where a period is missing."""
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


def run_rows(points: Sequence[Point], run: Run | None) -> dict[str, list[MarkRow]]:
    """The stretch that is told now, under the name of its tone."""
    if run is None:
        return {}
    return {f"run_{tone_of(run)}": line_rows([p for p in points if p.day >= run.first])}


def symbol_rows(points: tuple[Point, ...], run: Run | None) -> dict[str, list[MarkRow]]:
    """The points that need a symbol: earlier signals, the newest, the lonely and the open ones."""
    rows: dict[str, list[MarkRow]] = {"earlier": [], "dots": [], "hollow": []}
    newest = newest_closed(points)
    for index, point in enumerate(points):
        if point.value is None:
            continue
        symbol = row(point.day, point.value)
        beside = (*points[max(0, index - 1) : index], *points[index + 1 : index + 2])
        if point.provisional:
            rows["hollow"].append(symbol)
        elif point is newest or all(p.value is None or p.provisional for p in beside):
            told = run is not None and point.day >= run.first
            colour = run_colour(run) if told else ACTUAL.light
            rows["dots"].append({**symbol, "colour": colour, "size": 56 if point is newest else 30})
        elif point.earlier:
            rows["earlier"].append(symbol)
    return rows


def bar_rows(points: tuple[Point, ...], run: Run | None) -> list[MarkRow]:
    """The bars of a count or a sum, from zero; those told now have their colour."""
    days = [point.day.toordinal() for point in points]
    gaps = [after - before for before, after in pairwise(days)]
    half = (min(gaps) if gaps else 30) * _BAR / 2
    return [
        {
            "start": milliseconds(day - half),
            "end": milliseconds(day + half),
            "low": 0.0,
            "high": point.value,
            "colour": run_colour(run) if run and point.day >= run.first else ACTUAL.light,
            "share": 0.35 if point.provisional else 1.0,
        }
        for day, point in zip(days, points, strict=True)
        if point.value is not None
    ]


def year_rows(years: tuple[PastYear, ...]) -> list[MarkRow]:
    """The earlier years of a running total one after the other, with a break in between."""
    rows: list[MarkRow] = []
    for year in years:
        if rows and year.points:
            rows.append(row(year.points[0].day, None))
        rows += line_rows(year.points)
    return rows


def interval_rows(points: tuple[Point, ...], axis: ValueAxis) -> list[MarkRow]:
    """The upright line through the newest point: how far chance alone could have moved it."""
    return [
        {"day": milliseconds(point.day), **_clipped(point.interval, axis)}
        for point in points
        if point.interval is not None
    ]


def limit_rows(marks: tuple[LimitsMark, ...], axis: ValueAxis) -> dict[str, list[MarkRow]]:
    """The bands of natural limits, and their edges if they lie within the axis."""
    rows: dict[str, list[MarkRow]] = {"usual_bands": [], "usual_lines": []}
    for mark in marks:
        if mark.high < axis.low or mark.low > axis.high:
            continue
        span = {"start": milliseconds(mark.first), "end": milliseconds(mark.last)}
        rows["usual_bands"].append({**span, **_clipped((mark.low, mark.high), axis)})
        rows["usual_lines"] += [
            {**span, "value": value, "dash": _BROKEN if mark.trial else _SOLID}
            for value in dict.fromkeys((mark.low, mark.high))
            if axis.low <= value <= axis.high
        ]
    return rows


def forecast_rows(
    points: tuple[Point, ...], forecast: tuple[ForecastPoint, ...], plot: PlotArea
) -> dict[str, list[MarkRow]]:
    """The forecast from the newest closed point on: a line, and a hatched band that opens there."""
    rows: dict[str, list[MarkRow]] = {"ahead": [], "hatch": []}
    newest = newest_closed(points)
    if newest is None or newest.value is None or not forecast:
        return rows
    ends = (newest.value, newest.value)
    steps = (ForecastPoint(day=newest.day, mean=newest.value, band=ends), *forecast)
    rows["ahead"] = [row(step.day, step.mean) for step in steps]
    rows["hatch"] = list(_hatched(steps, plot))
    return rows


def _hatched(steps: Sequence[ForecastPoint], plot: PlotArea) -> Iterable[MarkRow]:
    """Slanting strokes within the band, as one line with breaks."""
    edges = [(plot.x(s.day), *(plot.y(end) for end in reversed(s.band))) for s in steps]
    left, right = edges[0][0], edges[-1][0]
    columns, pairs = [], pairwise(edges)
    before, after = next(pairs)
    for at in range(int((right - left) / _HATCH_STEP) + 1):
        x = left + at * _HATCH_STEP
        while x > after[0] + 1e-6:
            before, after = next(pairs)
        share = (x - before[0]) / ((after[0] - before[0]) or 1.0)
        top, bottom = (before[i] + (after[i] - before[i]) * share for i in (1, 2))
        columns.append((x, max(top, 0.0), min(bottom, plot.height)))
    shift = left - plot.height
    while shift < right:
        inside = [x for x, top, bottom in columns if top <= x - shift <= bottom]
        for begin, end in _stretches(inside):
            yield placed(plot, begin, begin - shift)
            yield placed(plot, end, end - shift)
            yield {**placed(plot, end, end - shift), "value": None}
        shift += _HATCH


def _stretches(xs: Sequence[float]) -> Iterable[tuple[float, float]]:
    """The ends of each stretch of neighbouring places."""
    begin = 0
    for at in range(1, len(xs) + 1):
        if at == len(xs) or xs[at] - xs[at - 1] > _HATCH_STEP * 1.5:
            if xs[at - 1] > xs[begin]:
                yield xs[begin], xs[at - 1]
            begin = at


def event_rows(
    lane: Iterable[LaneText], points: tuple[Point, ...], plot: PlotArea
) -> dict[str, list[MarkRow]]:
    """The upright lines of events from their text to the curve; strong if values begin anew."""
    rows: dict[str, list[MarkRow]] = {"events": [], "event_dots": []}
    for text in lane:
        day = text.event.day
        value = _value_on(day, points)
        rows["events"].append(
            {
                "day": milliseconds(day),
                "low": plot.values.low if value is None else value,
                "high": plot.value_at(text.y + 3.0),
                "width": _ANEW_WIDTH if text.event.anew else _EVENT_WIDTH,
            }
        )
        if value is not None:
            rows["event_dots"].append(row(day, value))
    return rows


def _value_on(day: date, points: tuple[Point, ...]) -> float | None:
    """The height of the curve on a day; None where there is none."""
    for before, after in pairwise(points):
        if before.day <= day <= after.day and before.value is not None and after.value is not None:
            share = (day - before.day).days / ((after.day - before.day).days or 1)
            return before.value + (after.value - before.value) * share
    return None


def plan_rows(targets: tuple[TargetMark, ...], plot: PlotArea) -> list[MarkRow]:
    """The plans, as far as they are inside the plot: each straight part, with a break after it."""
    box = (0.0, 0.0, plot.width, plot.height)
    rows: list[MarkRow] = []
    for mark in targets:
        places = [(plot.x(day), plot.y(value)) for day, value in mark.planned]
        for start, end in pairwise(places):
            inside = within((*start, *end), box)
            if inside is not None:
                rows += (placed(plot, *inside[:2]), placed(plot, *inside[2:]))
                rows.append({**rows[-1], "value": None})
    return rows


def target_rows(targets: tuple[TargetMark, ...]) -> dict[str, list[MarkRow]]:
    """The targets of goals: bands, and lines at their ends."""
    rows: dict[str, list[MarkRow]] = {"bands": [], "targets": []}
    for mark in targets:
        rows["targets"].append({"value": mark.value})
        if mark.high is not None:
            rows["bands"].append({"low": mark.value, "high": mark.high})
            rows["targets"].append({"value": mark.high})
    return rows


def curve(points: Iterable[Point], plot: PlotArea) -> list[tuple[float, float] | None]:
    """The places of points; None for a missing one."""
    return [
        None
        if point.value is None or not math.isfinite(point.value)
        else (plot.x(point.day), plot.y(point.value))
        for point in points
    ]


def _clipped(ends: tuple[float, float], axis: ValueAxis) -> MarkRow:
    """Two ends, as far as the axis reaches."""
    low, high = (min(max(end, axis.low), axis.high) for end in ends)
    return {"low": low, "high": high}
