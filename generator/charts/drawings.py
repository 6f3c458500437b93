"""Small drawings beside a word or a figure: strokes in a box, placed here and coloured by CSS.

Every text beside them comes from the page; a drawing itself says nothing that no word says. All
lengths are in px at the width of a laptop.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.measure.series import Series, as_dates, missing_between

#: A small bar: its size, and the height of what is drawn in it.
_WIDTH, _HEIGHT, _BAR = 134.0, 16.0, 10.0
#: The share of the way at either end of its bar: a little back, a little beyond the target.
_WAY = (-0.35, 1.15)
#: The size of a small multiple, and the room above and below its lines.
PANEL = (230.0, 110.0)
#: The width of a figure with its interval.
STRIP = 260.0
#: The width of a level from 1 to 5.
LEVELS = 400.0
_PAD = 5.0


class Look(StrEnum):
    """What a stroke stands for; the style sheet gives each its colour."""

    TRACK = "track"
    DONE = "done"
    BETTER = "better"
    WORSE = "worse"
    PLAN = "plan"
    PLAN_BAR = "plan-bar"
    ZERO = "zero"
    RANGE = "range"
    TO_COME = "to-come"
    PALE = "pale"
    LINE = "line"
    POINT = "point"
    DECISION = "decision"
    BEFORE = "before"
    LATE = "late"
    MISSING = "missing"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path and what it stands for."""

    look: Look
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Strokes in a box of so many px, those drawn first at the back."""

    width: float
    height: float
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PixelScale:
    """A straight scale from values to px; what lies beyond an end is drawn at that end."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)


_LEVEL_SCALE = PixelScale(low=1.0, high=5.0, start=8.0, end=LEVELS - 8.0)


def across(values: Iterable[float], width: float = _WIDTH) -> PixelScale:
    """A scale on which all values lie within a width, with a little room at both ends."""
    known = list(values)
    return PixelScale(low=min(known), high=max(known), start=3.0, end=width - 3.0)


def way_bar(progress: float, expected: float) -> Drawing:
    """The share of the way from baseline to target, and where the plan expects it."""
    x = PixelScale(low=_WAY[0], high=_WAY[1], start=0.0, end=_WIDTH)
    return _small(
        _box(Look.TRACK, x(0), x(1)),
        _box(Look.WORSE if progress < 0 else Look.DONE, x(0), x(progress)),
        _tick(Look.ZERO, x(0)),
        _tick(Look.PLAN, x(expected)),
    )


def chance_bar(chance: float) -> Drawing:
    """A chance from 0 to 1."""
    x = PixelScale(low=0.0, high=1.0, start=0.0, end=_WIDTH)
    return _small(_box(Look.TRACK, x(0), x(1)), _box(Look.DONE, x(0), max(x(chance), 3.0)))


def level_steps(
    means: Sequence[float], changed: int, look: Look, among: Sequence[float] = ()
) -> Drawing:
    """Levels as steps, the last `changed` of them coloured, on a scale that has others `among`."""
    values = [*means, *among]
    y = PixelScale(low=min(values), high=max(values), start=_HEIGHT - 3.0, end=3.0)
    each = _WIDTH / len(means)
    calm = len(means) - changed
    return _small(
        *(
            Stroke(
                look if place >= calm else Look.LINE,
                f"M{place * each + 1:.1f} {y(mean):.1f}h{each - 2:.1f}",
            )
            for place, mean in enumerate(means)
        )
    )


def range_bar(low: float, high: float, targets: Sequence[float]) -> Drawing:
    """The usual range beside the ends of a target."""
    x = across((low, high, *targets))
    return _small(
        Stroke(Look.ZERO, f"M0 {_HEIGHT / 2:.1f}H{_WIDTH:.0f}"),
        _box(Look.RANGE, x(low), x(high)),
        *(_tick(Look.PLAN, x(target)) for target in targets),
    )


def kept_squares(kept: Sequence[bool]) -> Drawing:
    """Periods in their order, filled where the goal was kept."""
    each = min(11.0, _WIDTH / len(kept))
    return _small(
        *(
            _box(Look.DONE if one else Look.TO_COME, place * each + 1, (place + 1) * each - 1)
            for place, one in enumerate(kept)
        )
    )


def amount_bars(amounts: Sequence[tuple[float, Look]]) -> tuple[Drawing, ...]:
    """Amounts above and below zero on one scale, a bar each."""
    x = across((0.0, *(amount for amount, _ in amounts)))
    return tuple(
        _small(_box(look, x(0), x(amount)), _tick(Look.ZERO, x(0))) for amount, look in amounts
    )


def span_bar(
    x: PixelScale,
    span: tuple[dt.date, dt.date | None],
    as_of: dt.date,
    decision: dt.date | None,
    width: float,
) -> Drawing:
    """A span of days on the time axis of a chart: what is over filled, a diamond to decide."""
    first, last = span
    start, end = x(first.toordinal()), x.end if last is None else x(last.toordinal())
    today = min(max(x(as_of.toordinal()), start), end)
    middle = _HEIGHT / 2
    strokes = [_box(Look.TO_COME, start, end), _box(Look.DONE, start, today)]
    if decision is not None:
        at = x(decision.toordinal())
        strokes.append(Stroke(Look.DECISION, f"M{at - 5:.1f} {middle}l5 -5l5 5l-5 5z"))
    return Drawing(width, _HEIGHT, tuple(strokes))


def dot_line(
    x: PixelScale, value: float, interval: tuple[float, float] | None, whole: float | None
) -> Drawing:
    """A figure with its interval on a scale that others share, and the whole as a rule."""
    strokes = [] if whole is None else [_tick(Look.PALE, x(whole))]
    if interval is not None:
        low, high = interval
        strokes.append(Stroke(Look.LINE, f"M{x(low):.1f} {_HEIGHT / 2}H{x(high):.1f}"))
    strokes.append(_point(x(value), _HEIGHT / 2))
    return Drawing(STRIP, _HEIGHT, tuple(strokes))


def level_bar(before: float | None, now: float, target: float | None) -> Drawing:
    """A level then and now, with the target as a tick; the line between is coloured if it fell."""
    x, middle = _LEVEL_SCALE, _HEIGHT / 2
    strokes = [] if target is None else [_tick(Look.PLAN, x(target))]
    if before is not None:
        look = Look.WORSE if now < before else Look.LINE
        strokes.append(Stroke(look, f"M{x(before):.1f} {middle}H{x(now):.1f}"))
        strokes.append(Stroke(Look.BEFORE, f"M{x(before):.1f} {middle}h0"))
    return Drawing(LEVELS, _HEIGHT, (*strokes, _point(x(now), middle)))


def level_places() -> dict[int, int]:
    """Where the levels from 1 to 5 are."""
    return {level: round(_LEVEL_SCALE(level)) for level in range(1, 6)}


def frame_of(
    every: Sequence[Series], targets: Sequence[float] = ()
) -> tuple[PixelScale, PixelScale]:
    """One time and one scale for the panels of several series and their targets."""
    width, height = PANEL
    days = [day.toordinal() for one in every for day in as_dates(one.last[: one.closed])]
    values = [*targets, *(float(value) for one in every for value in one.closed_values)]
    return (
        PixelScale(low=min(days), high=max(days), start=_PAD, end=width - _PAD),
        PixelScale(low=min(values), high=max(values), start=height - _PAD, end=_PAD),
    )


def panel(
    courses: Sequence[tuple[Look, Series]],
    x: PixelScale,
    y: PixelScale,
    targets: Sequence[float] = (),
) -> Drawing:
    """Series over one time and on one scale; a dot at the newest figure of the last one."""
    width, height = PANEL
    strokes = [Stroke(Look.PLAN, f"M0 {y(target):.1f}H{width:.0f}") for target in targets]
    for look, series in courses:
        days = as_dates(series.last[: series.closed])
        values = series.closed_values.tolist()
        missing = [True, *(missing_between(series)[: series.closed - 1] > 0).tolist()]
        strokes.append(
            Stroke(
                look,
                "".join(
                    f"{'M' if apart else 'L'}{x(day.toordinal()):.1f} {y(value):.1f}"
                    for day, value, apart in zip(days, values, missing, strict=True)
                ),
            )
        )
    _, last = courses[-1]
    day, value = last.period(last.closed - 1).last, float(last.closed_values[-1])
    return Drawing(width, height, (*strokes, _point(x(day.toordinal()), y(value))))


def _small(*strokes: Stroke) -> Drawing:
    return Drawing(_WIDTH, _HEIGHT, strokes)


def _box(look: Look, start: float, end: float) -> Stroke:
    """A box between two places, whichever comes first."""
    left, right = sorted((start, end))
    top = (_HEIGHT - _BAR) / 2
    return Stroke(look, f"M{left:.1f} {top:.1f}H{right:.1f}v{_BAR:.0f}H{left:.1f}z")


def _tick(look: Look, at: float) -> Stroke:
    return Stroke(look, f"M{at:.1f} 0V{_HEIGHT:.0f}")


def _point(x: float, y: float) -> Stroke:
    return Stroke(Look.POINT, f"M{x:.1f} {y:.1f}h0")
