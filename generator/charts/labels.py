"""Where labels go: beside what they name, inside the chart, on nothing else.

Each label has a few places it may take; it gets the one that costs least. Places are judged at
the size that text has on a phone, so that what fits there fits everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from generator.charts.chart_model import LevelMark, MetricChart, Panel, Point, TargetMark
from generator.charts.scales import PlotArea
from generator.charts.text_width import cut_to_width, width
from generator.charts.theme import ACTUAL, PAD_LEFT, PAD_RIGHT, PHONE_TEXT_SIZE, QUIET, TARGET

_GAP = 7.0
_ROW = 22.0
_ROWS = 3
_BESIDE = 9.0
_ASCENT, _DESCENT = 0.74 * PHONE_TEXT_SIZE, 0.22 * PHONE_TEXT_SIZE
#: What a place costs: on another label, out of the chart, on or beyond another level line, on
#: the curve and on the plan (for each step along them), farther off, and for being less usual.
_ON_LABEL, _OUTSIDE, _ON_LEVEL, _ON_CURVE, _ON_PLAN = 1000.0, 700.0, 60.0, 12.0, 4.0
_FARTHER, _LATER = 45.0, 1.0
_STEP = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLabel:
    """A label in its place: at a day and a value, moved by `dx` and `dy`.

    `layer` (above, below, beside) says which edge of the text keeps its place when the style
    job enlarges it.
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


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A place a label may hang on: it begins, ends or is centred there, or stands beside it."""

    day: date
    value: float
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _LabelRequest:
    """A label without its place, and where it would like to be, best first."""

    text: str
    colour: str
    anchors: tuple[_Anchor, ...]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(slots=True, kw_only=True)
class _OccupiedArea:
    """What is taken already: the curves, as places with what each costs, and the level lines."""

    plot: PlotArea
    curves: list[tuple[float, float, float]]
    levels: set[float]
    boxes: list[_Box] = field(default_factory=list)

    def cost(self, box: _Box, own: float) -> float:
        """What it costs to stand there, but for the curves; `own` is where the named thing is."""
        total = sum(_ON_LABEL for other in self.boxes if box.meets(other))
        if box.left < -PAD_LEFT or box.right > self.plot.width + PAD_RIGHT:
            total += _OUTSIDE
        if box.top < -4.0 or box.bottom > self.plot.height:
            total += _OUTSIDE
        top, bottom = min(box.top, own), max(box.bottom, own)
        return total + sum(
            _ON_LEVEL for level in self.levels if level != own and top < level < bottom
        )

    def cost_on_curves(self, box: _Box) -> float:
        """What it costs to cover stretches of the curves."""
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        return sum(price for x, y, price in self.curves if left < x < right and top < y < bottom)


def metric_labels(chart: MetricChart, plot: PlotArea) -> list[PlacedLabel]:
    """The labels of a metric's chart, each in its place."""
    levels = {mark.value for mark in chart.benchmarks}
    levels |= {mark.value for mark in chart.baselines if mark.day is None}
    ground = _ground(chart.points, chart.targets, levels, plot)
    ground.curves += _ahead(chart, plot)
    wishes = [_newest(chart.points, chart.last_label, plot)]
    wishes += [_target(mark, plot) for mark in chart.targets]
    wishes += [_baseline(mark, plot) for mark in chart.baselines]
    wishes += [_level(mark.label, mark.value, plot) for mark in chart.benchmarks]
    return [_placed(wish, ground) for wish in wishes if wish.text]


def panel_labels(
    panel: Panel, whole: tuple[Point, ...], targets: tuple[TargetMark, ...], plot: PlotArea
) -> list[PlacedLabel]:
    """The labels inside one panel: those of its own targets."""
    ground = _ground(panel.points, (*panel.targets, *targets), set(), plot)
    ground.curves += _along(_shown(whole), plot, _ON_PLAN)
    wishes = (_target(mark, plot) for mark in panel.targets)
    return [_placed(wish, ground) for wish in wishes if wish.text]


def newest_closed(points: tuple[Point, ...]) -> Point | None:
    """The newest point with a value, of a closed period where there is one."""
    present = [point for point in points if point.value is not None]
    closed = [point for point in present if not point.provisional]
    return closed[-1] if closed else present[-1] if present else None


def _ground(
    points: tuple[Point, ...], targets: tuple[TargetMark, ...], levels: set[float], plot: PlotArea
) -> _OccupiedArea:
    curves = list(_along(_shown(points), plot, _ON_CURVE))
    for mark in targets:
        levels = levels | {mark.value, mark.value if mark.high is None else mark.high}
        curves += _along(mark.planned, plot, _ON_PLAN)
    return _OccupiedArea(plot=plot, curves=curves, levels={plot.y(value) for value in levels})


def _ahead(chart: MetricChart, plot: PlotArea) -> Iterator[tuple[float, float, float]]:
    """Places along the line of what is expected, and along the stroke of the newest point."""
    newest = newest_closed(chart.points)
    if newest is None:
        return
    start = (newest.day, newest.value)
    steps = ((step.day, step.mean) for step in chart.forecast)
    yield from _along((start, *steps), plot, _ON_CURVE)
    if newest.interval is not None:
        yield from _along(((newest.day, end) for end in newest.interval), plot, _ON_CURVE)


def _newest(points: tuple[Point, ...], text: str, plot: PlotArea) -> _LabelRequest:
    point = newest_closed(points)
    if point is None or point.value is None:
        return _LabelRequest(text="", colour="", anchors=())
    return _LabelRequest(
        text=cut_to_width(text, plot.width * 0.5, PHONE_TEXT_SIZE, bold=True),
        colour=ACTUAL.light,
        anchors=tuple(
            _Anchor(point.day, point.value, how) for how in ("beside", "centre", "ending")
        ),
        bold=True,
    )


def _target(mark: TargetMark, plot: PlotArea) -> _LabelRequest:
    end = mark.due or plot.days.last
    value = mark.value if mark.high is None else mark.high
    text = cut_to_width(mark.label, plot.width * 0.95, PHONE_TEXT_SIZE)
    anchors = [_Anchor(end, value, "ending"), _Anchor(plot.days.first, value, "starting")]
    if plot.x(end) + PAD_LEFT < width(text, PHONE_TEXT_SIZE):
        anchors.reverse()
    anchors += _inner(value, plot)
    if mark.high is not None:
        anchors.append(_Anchor(anchors[0].day, mark.value, anchors[0].how))
    return _LabelRequest(text=text, colour=TARGET.light, anchors=tuple(anchors))


def _baseline(mark: LevelMark, plot: PlotArea) -> _LabelRequest:
    if mark.day is None:
        return _level(mark.label, mark.value, plot)
    day = mark.day
    return _LabelRequest(
        text=cut_to_width(mark.label, plot.width * 0.95, PHONE_TEXT_SIZE),
        colour=QUIET.light,
        anchors=tuple(
            _Anchor(day, mark.value, how) for how in ("starting", "ending", "beside", "centre")
        ),
    )


def _level(label: str, value: float, plot: PlotArea) -> _LabelRequest:
    days = plot.days
    ends = (_Anchor(days.last, value, "ending"), _Anchor(days.first, value, "starting"))
    return _LabelRequest(
        text=cut_to_width(label, plot.width * 0.95, PHONE_TEXT_SIZE),
        colour=QUIET.light,
        anchors=(*ends, *_inner(value, plot)),
    )


def _inner(value: float, plot: PlotArea) -> tuple[_Anchor, ...]:
    """Places along a level line, away from its ends."""
    first, last = plot.days.first.toordinal(), plot.days.last.toordinal()
    days = (date.fromordinal(first + (last - first) * part // 8) for part in (4, 2, 6))
    return tuple(_Anchor(day, value, "centre") for day in days)


def _placed(wish: _LabelRequest, ground: _OccupiedArea) -> PlacedLabel:
    best: tuple[float, PlacedLabel, _Box] | None = None
    for label, box, extra in _places(wish, ground.plot):
        cost = extra + ground.cost(box, ground.plot.y(label.value))
        if best is not None and cost >= best[0]:
            continue
        cost += ground.cost_on_curves(box)
        if best is None or cost < best[0]:
            best = (cost, label, box)
    if best is None:
        raise ValueError(f"no place was offered for the label {wish.text!r}")
    ground.boxes.append(best[2])
    return best[1]


def _places(wish: _LabelRequest, plot: PlotArea) -> Iterator[tuple[PlacedLabel, _Box, float]]:
    """Every place of a label with the room that it takes and what being there costs anyway."""
    long = width(wish.text, PHONE_TEXT_SIZE, bold=wish.bold)
    for rank, anchor in enumerate(wish.anchors):
        x, y = plot.x(anchor.day), plot.y(anchor.value)
        usual = rank * _LATER
        if anchor.how == "beside":
            box = _Box(x + _BESIDE, y - _ASCENT / 2 - 2, x + _BESIDE + long, y + _ASCENT / 2 + 2)
            yield _label(wish, anchor, "beside", "left", (_BESIDE, 0.0)), box, usual
            continue
        align, left, dx = {
            "starting": ("left", x, 0.0),
            "centre": ("center", x - long / 2, 0.0),
            "ending": ("right", x - long + 4, 4.0),
        }[anchor.how]
        for row in range(_ROWS):
            off = _GAP + row * _ROW
            extra = usual + row * _FARTHER
            box = _Box(left, y - off - _ASCENT, left + long, y - off + _DESCENT)
            yield _label(wish, anchor, "above", align, (dx, -off)), box, extra
            box = _Box(left, y + off - 2, left + long, y + off + _ASCENT + _DESCENT)
            yield _label(wish, anchor, "below", align, (dx, off)), box, extra


def _label(
    wish: _LabelRequest, anchor: _Anchor, layer: str, align: str, moved: tuple[float, float]
) -> PlacedLabel:
    return PlacedLabel(
        day=anchor.day,
        value=anchor.value,
        text=wish.text,
        layer=layer,
        align=align,
        dx=moved[0],
        dy=moved[1],
        colour=wish.colour,
        bold=wish.bold,
    )


def _shown(points: tuple[Point, ...]) -> Iterator[tuple[date, float | None]]:
    return ((point.day, point.value) for point in points)


def _along(
    points: Iterable[tuple[date, float | None]], plot: PlotArea, price: float
) -> Iterator[tuple[float, float, float]]:
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
