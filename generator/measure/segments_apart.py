"""How far the segments of a metric are from its whole, by the newest figure of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.measure.intervals import Interval
from generator.measure.pooling import newest_interval
from generator.measure.series import Series


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SegmentFigure:
    """The newest figure of a segment with its 95 % interval, if it has one.

    `apart` is the figure less that of the whole in the same period (None: the whole has none).
    """

    series: Series
    value: float
    interval: Interval | None
    apart: float | None


def segments_apart(whole: Series | None, parts: Iterable[Series]) -> list[SegmentFigure]:
    """The segments with a closed figure, the one farthest from the whole first.

    Those without a whole to compare with come last, in their order.
    """
    newest = whole.newest if whole is not None else None
    found = []
    for part in parts:
        if part.newest is None:
            continue
        value, apart = float(part.closed_values[-1]), None
        if whole is not None and part.newest == newest:
            apart = value - float(whole.closed_values[-1])
        found.append(
            SegmentFigure(series=part, value=value, interval=newest_interval(part), apart=apart)
        )
    return sorted(found, key=lambda one: (one.apart is None, -abs(one.apart or 0.0)))
