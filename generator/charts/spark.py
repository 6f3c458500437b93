"""Sparks: the course of a series in a few strokes, small enough for a row of a list."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.charts.drawings import PixelScale
from generator.charts.labels import spread
from generator.charts.timeline import year_middles
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.series import Days, Integers, Numbers, Series, starts_again
from generator.model.periods import add_months
from generator.model.vocabulary import Change

#: The size of the drawing in tenths of a pixel, and the room left around the strokes.
WIDTH, HEIGHT, _PAD = 1600, 280, 30
#: The plot of a course as large as a card, and the size of its words, in px.
_PLOT, _LABEL = (240, 82), 11
#: How long a list looks back, and the most points of one line.
MONTHS = 36
_MOST = 160
#: A step in time that is longer than so many usual ones is a gap, and no line crosses it.
_GAP = 1.5
_TONES = {Change.BETTER: "better", Change.WORSE: "worse"}
_EPOCH = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The time that all sparks of a list show: it ends at the day of the edition."""

    first: dt.date
    last: dt.date

    @classmethod
    def until(cls, day: dt.date, months: int = MONTHS) -> Span:
        """The last months before a day."""
        return cls(first=add_months(day, -months), last=day)

    def place_of(self, day: dt.date) -> int:
        """Where one day lies."""
        return int(self.across(np.array([day.toordinal()], dtype=np.float64))[0])

    def across(self, days: Numbers) -> Numbers:
        """Where days lie, in tenths of a pixel; earlier ones at the left edge."""
        first, last = self.first.toordinal(), self.last.toordinal()
        share = np.clip((days - first) / max(last - first, 1), 0, 1)
        return np.round(_PAD + share * (WIDTH - 2 * _PAD))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """The strokes of a spark, each the `d` of a path; "" where there is nothing to draw.

    `run` is the stretch of the course that a claimed change is about, `tone` says which way;
    `level` is the usual range of the last level, `targets` the level of each target. `ends` says
    how far down the newest figure lies, then each target.
    """

    course: str
    run: str
    tone: str
    newest: str
    level: str
    targets: str
    ends: tuple[int, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A spark as large as a card, in px: its plot, and what stands below and beside it.

    `years` are by their middles, `labels` by their heights, each with what it is about.
    """

    spark: Spark
    years: tuple[tuple[int, str], ...]
    labels: tuple[tuple[int, str, str], ...]
    size: tuple[int, int] = (330, 96)
    plot: tuple[int, int] = _PLOT


def spark(
    series: Series,
    span: Span,
    targets: tuple[float, ...] = (),
    judged: JudgedSeries | None = None,
    change: Change | None = None,
    *,
    mark: dt.date | None = None,
) -> Spark | None:
    """The closed periods of a series within a span beside its targets; None without any.

    A `mark` is a rule at its day. `judged` gives the usual range of the last level. If the
    `change` that is claimed is for the better or the worse, the stretch that it is about is a
    stroke of its own. A running total has neither: it is one line a year.
    """
    if not series.closed:
        return None
    rows, total = _shown(series, span), series.metric.is_total
    days = _ordinals(series.last[rows])
    values = series.value[rows]
    low = min(float(values.min()), *targets, np.inf)
    high = max(float(values.max()), *targets, -np.inf)
    xs = span.across(days).astype(int).tolist()
    ys = [_down(value, low, high) for value in values.tolist()]
    points = list(zip(xs, ys, _broken(series, rows, days), strict=True))
    start = len(rows)
    tone = _TONES.get(change, "") if change is not None else ""
    if tone and judged is not None and judged.told_now and not total:
        start = int((rows < judged.told_now.start).sum())
    downs = [_down(target, low, high) for target in targets]
    level = ""
    usual = judged.level_range if judged is not None and judged.is_drawn else None
    if judged is not None and usual and judged.control_chart is not None:
        begun = judged.last[judged.control_chart.groups[-1].start]
        left = int(span.across(_ordinals(np.array([begun])))[0])
        top, bottom = (_down(end, low, high) for end in reversed(usual))
        level = f"M{left} {top}H{xs[-1]}V{bottom}H{left}z"
    return Spark(
        course=_path(points[: start + 1]),
        run=_path(points[start:]) if start < len(points) else "",
        tone=tone,
        newest=f"M{xs[-1]} {ys[-1]}h0",
        level=level,
        mark="" if mark is None else f"M{span.place_of(mark)} 0v{HEIGHT}",
        targets="".join(f"M0 {down}h{WIDTH}" for down in downs),
        ends=(ys[-1], *downs),
    )


def course(drawn: Spark, span: Span, now: str, target: str) -> Course:
    """A spark with its newest figure and its target in words, pushed apart where they would meet.

    A target that is a range has its words at its middle; without `now` the figure has none.
    """
    newest, *targets = (end * _PLOT[1] / HEIGHT for end in drawn.ends)
    wishes = [(newest, now, "now")] if now else []
    if targets:
        wishes.append((sum(targets) / len(targets), target, "target"))
    wishes.sort()
    apart, half = _LABEL + 1, _LABEL / 2
    places = spread([wish[0] for wish in wishes], apart, half, _PLOT[1] - half)
    edge = _PAD * _PLOT[0] / WIDTH
    scale = PixelScale(
        low=span.first.toordinal(), high=span.last.toordinal(), start=edge, end=_PLOT[0] - edge
    )
    return Course(
        spark=drawn,
        years=year_middles(span.first, span.last, scale),
        labels=tuple(
            (round(place), text, about)
            for place, (_, text, about) in zip(places, wishes, strict=True)
        ),
    )


def whole_percent(share: float, least: float = -math.inf, most: float = math.inf) -> int:
    """A share of one in whole percent for a small bar, within the ends of its picture."""
    return round(min(max(100 * share, least), most))


def _shown(series: Series, span: Span) -> Integers:
    """The closed periods within the span, at least the last two, thinned from the newest back."""
    ends = series.last[: series.closed]
    begin = min(int((ends < np.datetime64(span.first)).sum()), max(series.closed - 2, 0))
    step = -(-(series.closed - begin) // _MOST)
    return np.arange(series.closed - 1, begin - 1, -step)[::-1]


def _ordinals(days: Days) -> Numbers:
    return days.astype("datetime64[D]").astype(np.float64) + _EPOCH


def _down(value: float, low: float, high: float) -> int:
    """How far down a value lies, in tenths of a pixel; what is beyond the picture, at its edge."""
    share = (high - value) / (high - low) if high > low else 0.5
    return min(max(round(_PAD + share * (HEIGHT - 2 * _PAD)), 0), HEIGHT)


def _broken(series: Series, rows: Integers, days: Numbers) -> list[bool]:
    """Where the pen is lifted before a point: at gaps, and where a running total starts again."""
    steps = np.diff(days)
    lifted = steps > _GAP * (float(np.median(steps)) if len(steps) else 0.0)
    ends = series.last[rows]
    return [True, *(lifted | starts_again(series, ends[:-1], ends[1:])).tolist()]


def _path(points: Sequence[tuple[int, int, bool]]) -> str:
    """Lines from point to point, each by its step, which is shorter than its place."""
    pieces, x, y = [], 0, 0
    for at, (across, down, lifted) in enumerate(points):
        pieces.append(f"M{across} {down}" if lifted or not at else f"l{across - x} {down - y}")
        x, y = across, down
    return "".join(pieces)
