"""The places of labels: beside what they name, inside the chart, on nothing else.

Each label has a few places it may take and gets the one that costs least. Places are judged at
the size that text has on a phone, so that what fits there fits everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple, TypeAlias

from generator.charts.chart_model import LevelMark, MetricChart, Point, TargetMark
from generator.charts.scales import PlotArea
from generator.charts.text_width import cut_to_width, width
from generator.charts.theme import ACTUAL, PAD_LEFT, PAD_RIGHT, PHONE_TEXT_SIZE, QUIET, TARGET

_GAP = 7.0
_ROW = 22.0
_ROWS = 3
_BESIDE = 9.0
_ASCENT, _DESCENT = 0.74 * PHONE_TEXT_SIZE, 0.22 * PHONE_TEXT_SIZE
#: What a place costs: on another label, out of the chart, on or beyond another level line, on the
#: curve and on the plan (for each step along them), farther off, and for each better anchor.
_ON_LABEL, _OUTSIDE, _ON_LEVEL, _ON_CURVE, _ON_PLAN = 1000.0, 700.0, 60.0, 12.0, 4.0
_FARTHER, _LATER = 45.0, 1.0
_STEP = 5.0

#: A place on a curve, and what it costs to cover it.
_CurveStep: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLabel:
    """A label in its place: at a day and a value, moved by `dx` and `dy`.

    `layer` (above, below, beside) says which edge of the text keeps its place when the style
    sheet enlarges it.
    """

    day: date
    value: float
    text: str
    layer: str
    align: str
    dx: float
    dy: float
    colour: str
    bold: bool


class _Anchor(NamedTuple):
    """A place that a label may start at, end at, be centred on or be beside."""

    day: date
    value: float
    how: str


@dataclass(frozen=True, slots=True)
class _LabelRequest:
    """A label without its place, and its anchors, best first."""

    text: str
    colour: str
    anchors: tuple[_Anchor, ...]
    bold: bool = False


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(slots=True)
class _OccupiedArea:
    """What is taken already: the curves, the level lines, and the labels in their boxes."""

    plot: PlotArea
    curves: list[_CurveStep]
    levels: set[float]
    boxes: list[_Box] = field(default_factory=list)

    def cost(self, box: _Box, own: float) -> float:
        """The cost of a box, except for the curves; `own` is the level of the named mark."""
        total = sum(_ON_LABEL for other in self.boxes if box.meets(other))
        if box.left < -PAD_LEFT or box.right > self.plot.width + PAD_RIGHT:
            total += _OUTSIDE
        if box.top < -4.0 or box.bottom > self.plot.height:
            total += _OUTSIDE
        top, bottom = min(box.top, own), max(box.bottom, own)
        crossed = (level for level in self.levels if level != own and top < level < bottom)
        return total + sum(_ON_LEVEL for _ in crossed)

    def cost_on_curves(self, box: _Box) -> float:
        """The cost of what a box covers of the curves."""
        left, top, right, bottom = box
        return sum(price for x, y, price in self.curves if left < x < right and top < y < bottom)


def metric_labels(chart: MetricChart, plot: PlotArea) -> list[PlacedLabel]:
    """The labels of a metric's chart, each in its place."""
    area = _occupied_area(chart, plot)
    newest = newest_closed(chart.points)
    requests = []
    if newest is not None and newest.value is not None:
        steps = ((step.day, step.mean) for step in chart.forecast)
        area.curves += _along(((newest.day, newest.value), *steps), plot, _ON_CURVE)
        ends = newest.interval or ()
        area.curves += _along(((newest.day, end) for end in ends), plot, _ON_CURVE)
        text = cut_to_width(chart.last_label, plot.width * 0.5, PHONE_TEXT_SIZE, bold=True)
        anchors = _anchors(newest.day, newest.value, "beside", "centre", "ending")
        requests.append(_LabelRequest(text, ACTUAL.light, anchors, bold=True))
    requests += [_target(mark, plot) for mark in chart.targets]
    requests += [_level(mark, plot) for mark in (*chart.baselines, *chart.benchmarks)]
    return [_placed(request, area) for request in requests if request.text]


def newest_closed(points: tuple[Point, ...]) -> Point | None:
    """The newest point with a value, of a closed period if there is one."""
    present = [point for point in points if point.value is not None]
    closed = [point for point in present if not point.provisional]
    return closed[-1] if closed else present[-1] if present else None


def _occupied_area(chart: MetricChart, plot: PlotArea) -> _OccupiedArea:
    levels = {mark.value for mark in (*chart.benchmarks, *chart.baselines) if mark.day is None}
    curves = list(_along(((point.day, point.value) for point in chart.points), plot, _ON_CURVE))
    for mark in chart.targets:
        levels |= {mark.value, mark.value if mark.high is None else mark.high}
        curves += _along(mark.planned, plot, _ON_PLAN)
    return _OccupiedArea(plot, curves, {plot.y(value) for value in levels})


def _anchors(day: date, value: float, *ways: str) -> tuple[_Anchor, ...]:
    return tuple(_Anchor(day, value, how) for how in ways)


def _target(mark: TargetMark, plot: PlotArea) -> _LabelRequest:
    end = mark.due or plot.days.last
    value = mark.value if mark.high is None else mark.high
    text = cut_to_width(mark.label, plot.width * 0.95, PHONE_TEXT_SIZE)
    anchors = [_Anchor(end, value, "ending"), _Anchor(plot.days.first, value, "starting")]
    if plot.x(end) + PAD_LEFT < width(text, PHONE_TEXT_SIZE):
        anchors.reverse()
    anchors += _inner(value, plot)
    if mark.high is not None:
        anchors.append(anchors[0]._replace(value=mark.value))
    return _LabelRequest(text, TARGET.light, tuple(anchors))


def _level(mark: LevelMark, plot: PlotArea) -> _LabelRequest:
    if mark.day is not None:
        anchors = _anchors(mark.day, mark.value, "starting", "ending", "beside", "centre")
    else:
        anchors = (
            _Anchor(plot.days.last, mark.value, "ending"),
            _Anchor(plot.days.first, mark.value, "starting"),
            *_inner(mark.value, plot),
        )
    text = cut_to_width(mark.label, plot.width * 0.95, PHONE_TEXT_SIZE)
    return _LabelRequest(text, QUIET.light, anchors)


def _inner(value: float, plot: PlotArea) -> Iterator[_Anchor]:
    """Places along a level line, away from its ends."""
    first, last = plot.days.first.toordinal(), plot.days.last.toordinal()
    for eighth in (4, 2, 6):
        yield _Anchor(date.fromordinal(first + (last - first) * eighth // 8), value, "centre")


def _placed(request: _LabelRequest, area: _OccupiedArea) -> PlacedLabel:
    """The label in its cheapest place, which is taken from now on."""
    best: tuple[PlacedLabel, _Box] | None = None
    least = math.inf
    for label, box, extra in _places(request, area.plot):
        cost = extra + area.cost(box, area.plot.y(label.value))
        if cost < least:
            cost += area.cost_on_curves(box)
        if cost < least:
            best, least = (label, box), cost
    assert best is not None, "every request has an anchor"
    area.boxes.append(best[1])
    return best[0]


def _places(request: _LabelRequest, plot: PlotArea) -> Iterator[tuple[PlacedLabel, _Box, float]]:
    """Every place of a label with the box that it takes there and the cost of the place itself."""
    long = width(request.text, PHONE_TEXT_SIZE, bold=request.bold)
    for rank, anchor in enumerate(request.anchors):
        x, y = plot.x(anchor.day), plot.y(anchor.value)
        label = partial(
            PlacedLabel,
            day=anchor.day,
            value=anchor.value,
            text=request.text,
            colour=request.colour,
            bold=request.bold,
        )
        extra = rank * _LATER
        if anchor.how == "beside":
            box = _Box(x + _BESIDE, y - _ASCENT / 2 - 2, x + _BESIDE + long, y + _ASCENT / 2 + 2)
            yield label(layer="beside", align="left", dx=_BESIDE, dy=0.0), box, extra
            continue
        align, left, dx = {
            "starting": ("left", x, 0.0),
            "centre": ("center", x - long / 2, 0.0),
            "ending": ("right", x - long + 4, 4.0),
        }[anchor.how]
        for row in range(_ROWS):
            off = _GAP + row * _ROW
            box = _Box(left, y - off - _ASCENT, left + long, y - off + _DESCENT)
            yield label(layer="above", align=align, dx=dx, dy=-off), box, extra + row * _FARTHER
            box = _Box(left, y + off - 2, left + long, y + off + _ASCENT + _DESCENT)
            yield label(layer="below", align=align, dx=dx, dy=off), box, extra + row * _FARTHER


def _along(
    points: Iterable[tuple[date, float | None]], plot: PlotArea, price: float
) -> Iterator[_CurveStep]:
    """Places along the curve through the points, so close that no label slips between them."""
    before: tuple[float, float] | None = None
    for day, value in points:
        if value is None:
            before = None
            continue
        here = (plot.x(day), plot.y(value))
        start = before or here
        steps = max(1, math.ceil(math.dist(start, here) / _STEP))
        for step in range(1, steps + 1):
            share = step / steps
            x, y = (start[at] + (here[at] - start[at]) * share for at in (0, 1))
            yield x, y, price
        before = here
