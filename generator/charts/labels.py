"""The places of labels: in the gutter beside the plot, and of the run where nothing crosses it.

Each label of the gutter wishes the height of its line. Neighbours that are too close merge into a
block at the mean of their wishes; a thin leader shows the line of one that moved.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from generator.charts.chart_model import MetricChart, Point, Run
from generator.charts.scales import PlotArea, metric_plot
from generator.charts.text_width import cut_to_width, plain, width
from generator.charts.theme import ACTUAL, CONCERN, IMPROVEMENT, QUIET, TARGET, ChartLayout
from generator.model.vocabulary import Change

#: A straight part of what is drawn, from one place to another, in px.
StraightPart: TypeAlias = tuple[float, float, float, float]

#: Room for half of a label under the end of the time axis.
_LEAST_GUTTER = 24
#: From the plot to the labels, and from one line of text to the next, in px and text sizes.
GUTTER = 10.0
_LINE = 1.25
#: Kept free for a font that runs wider than Arial, as DejaVu Sans does by a seventh.
RESERVE, BOLD_RESERVE = 1.15, 1.3
#: A label that is farther from the end of its line has a leader, and from `_FAR` on one from there.
_NEAR, _FAR = 11.0, 14.0
_STEP_X, _STEP_Y = 24.0, 3.0
#: The colour of a run by its tone.
TONES = {"better": IMPROVEMENT, "worse": CONCERN, "other": ACTUAL}
_TONE_OF = {
    Change.BETTER: "better",
    Change.FIRST_BETTER: "better",
    Change.WORSE: "worse",
    Change.FIRST_WORSE: "worse",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GutterLabel:
    """A label at its height `y`, and the leader to it from the end of its line, if it needs one."""

    text: str
    colour: str
    bold: bool
    y: float
    leader: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLabel:
    """The words at a run, from `x` on, around the height `y`; `rule` leads to it from its start."""

    text: str
    x: float
    y: float
    rule: StraightPart | None = None


class _Wish(NamedTuple):
    """A label, the height of its line, and where that ends."""

    text: str
    colour: str
    bold: bool
    y: float
    end: float
    short: str = ""


def run_colour(run: Run | None) -> str:
    """The colour of what is told now: of a change for better or worse, else of every figure."""
    return TONES[tone_of(run)].light if run else ACTUAL.light


def tone_of(run: Run) -> str:
    """Whether a run is better, worse or only other."""
    return _TONE_OF.get(run.change, "other")


def newest_closed(points: tuple[Point, ...]) -> Point | None:
    """The newest point with a value, of a closed period if there is one."""
    present = [point for point in points if point.value is not None]
    closed = [point for point in present if not point.provisional]
    return closed[-1] if closed else present[-1] if present else None


def gutter_labels(chart: MetricChart, plot: PlotArea, layout: ChartLayout) -> list[GutterLabel]:
    """The labels beside a plot, from the top: as many as there is room for, the first first."""
    line = layout.text * _LINE
    room = (layout.right - GUTTER) / RESERVE
    wishes = [
        wish._replace(text=text)
        for wish in _wishes(chart, plot)
        if (text := _fitting(wish, room, layout.text))
    ]
    wishes = sorted(wishes[: int(plot.height / line)], key=lambda wish: wish.y)
    places = spread([wish.y for wish in wishes], line, line / 2, plot.height - line / 2)
    return [
        GutterLabel(
            text=wish.text,
            colour=wish.colour,
            bold=wish.bold,
            y=y,
            leader=_leader(wish, y, plot.width),
        )
        for wish, y in zip(wishes, places, strict=True)
    ]


def with_own_gutter(chart: MetricChart, layout: ChartLayout) -> ChartLayout:
    """The layout with a gutter no wider than its labels: the plot has the rest."""
    labels = gutter_labels(chart, metric_plot(chart, layout), layout)
    texts = (width(label.text, layout.text, bold=label.bold) for label in labels)
    needed = math.ceil(GUTTER + max(texts, default=0.0) * RESERVE)
    return replace(layout, right=min(max(needed + 1, _LEAST_GUTTER), layout.right))


def _fitting(wish: _Wish, room: float, size: float) -> str:
    """The text of a label, or else its short one, cut if even that is too long."""
    long = plain(wish.text)
    fits = width(long, size, bold=wish.bold) <= room
    text = long if fits else wish.short or long
    return cut_to_width(text, room, size, bold=wish.bold)


def spread(wishes: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Places near sorted wishes, `apart` from each other and within the ends.

    Neighbours that overlap become a block at the mean of their wishes.
    """
    blocks: list[list[float]] = []

    def middle(block: list[float]) -> float:
        half = (len(block) - 1) * apart / 2
        return max(min(sum(block) / len(block), high - half), low + half)

    for wish in wishes:
        blocks.append([wish])
        while len(blocks) > 1:
            needed = (len(blocks[-2]) + len(blocks[-1])) * apart / 2
            if middle(blocks[-1]) - middle(blocks[-2]) >= needed - 1e-9:
                break
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    return [
        middle(block) + (place - (len(block) - 1) / 2) * apart
        for block in blocks
        for place in range(len(block))
    ]


def _wishes(chart: MetricChart, plot: PlotArea) -> Iterator[_Wish]:
    newest = newest_closed(chart.points)
    if newest is not None and newest.value is not None:
        end = plot.x(newest.day) - (_FAR if chart.bars else 0.0)
        colour = run_colour(chart.run)
        y = plot.y(newest.value)
        yield _Wish(chart.last_label, colour, True, y, end, chart.last_short)
    for mark in chart.targets:
        value = mark.value if mark.high is None else mark.high
        yield _Wish(mark.label, TARGET.light, True, plot.y(value), plot.width, mark.short)
    if chart.forecast:
        last = chart.forecast[-1]
        y = min(max(plot.y(last.mean), 0.0), plot.height)
        end, short = plot.x(last.day), chart.forecast_short
        yield _Wish(chart.forecast_label, ACTUAL.light, False, y, end, short)
    for level in chart.benchmarks:
        y = plot.y(level.value)
        yield _Wish(level.label, QUIET.light, False, y, plot.width, level.short)
    for year in chart.years:
        last_point = newest_closed(year.points)
        if last_point is not None and last_point.value is not None:
            end = plot.x(last_point.day)
            yield _Wish(year.label, QUIET.light, False, plot.y(last_point.value), end)


def _leader(wish: _Wish, y: float, edge: float) -> tuple[tuple[float, float], ...]:
    """From the end of a line along its height to the gutter, and there to its label."""
    across = edge - wish.end + GUTTER
    if math.hypot(across, y - wish.y) <= _NEAR:
        return ()
    start = ((wish.end + 5.0, wish.y),) if across > _FAR else ()
    return (*start, (edge + 2.0, wish.y), (edge + GUTTER - 2.0, y))


def strokes(points: Iterable[tuple[float, float] | None]) -> Iterator[StraightPart]:
    """The straight parts between places; None breaks the line."""
    for start, end in pairwise(points):
        if start is not None and end is not None:
            yield (*start, *end)


def run_label(
    run: Run,
    begin: tuple[float, float],
    taken: Iterable[StraightPart],
    plot: PlotArea,
    layout: ChartLayout,
) -> RunLabel | None:
    """The words at the start of a run, in the nearest place that nothing crosses; None: nowhere.

    `begin` is the place of its first point, `taken` what is drawn.
    """
    text = plain(run.label)
    long, half = width(text, layout.text, bold=True) * BOLD_RESERVE + 6, layout.text * 0.62 + 3
    if long > plot.width or not text:
        return None
    last = max(plot.width - long, 0.0)
    x, y = min(max(begin[0], 0.0), last), begin[1]
    xs = [at * _STEP_X for at in range(int(last / _STEP_X) + 1)]
    heights = int((plot.height - 2 * half) / _STEP_Y)
    ys = [half + at * _STEP_Y for at in range(heights + 1)]
    # The nearest places first; mostly one of the first is free, so they are not sorted.
    places = [(math.hypot(left - x, 1.5 * (top - y)), left, top) for left in (x, *xs) for top in ys]
    heapify(places)
    tried = list(taken)
    while places:
        _, left, top = heappop(places)
        box = (left, top - half, left + long, top + half)
        crossing = next((at for at, part in enumerate(tried) if within(part, box)), None)
        if crossing is not None:
            # What crosses one place mostly crosses the next one too, so it is tried first there.
            tried.insert(0, tried.pop(crossing))
            continue
        rule = None
        if not (left - 8 <= begin[0] <= left + long and abs(top - y) - half <= _FAR):
            rule = (
                *begin,
                min(max(begin[0], left), left + long),
                top + math.copysign(half, y - top),
            )
        return RunLabel(text=text, x=left + 2, y=top, rule=rule)
    return None


def within(part: StraightPart, box: StraightPart) -> StraightPart | None:
    """What of a straight part is inside a box; None if nothing is."""
    x1, y1, x2, y2 = part
    left, top, right, bottom = box
    if (x1 <= left and x2 <= left) or (x1 >= right and x2 >= right):
        return None
    if (y1 <= top and y2 <= top) or (y1 >= bottom and y2 >= bottom):
        return None
    enter, leave = 0.0, 1.0
    for start, step, low, high in ((x1, x2 - x1, left, right), (y1, y2 - y1, top, bottom)):
        if step == 0:
            if not low < start < high:
                return None
            continue
        near, far = sorted(((low - start) / step, (high - start) / step))
        enter, leave = max(enter, near), min(leave, far)
    if enter >= leave:
        return None
    across, down = x2 - x1, y2 - y1
    return (x1 + across * enter, y1 + down * enter, x1 + across * leave, y1 + down * leave)
