"""Sparklines: the course of a series in a few strokes, small enough for a card."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.measure.series import Series

#: The size of the drawing, in its own units, and the room left around the strokes.
WIDTH, HEIGHT, _PAD = 200.0, 40.0, 4.0
#: So many of the newest periods are drawn.
_MOST = 60
#: A step in time that is longer than so many usual ones is a gap, and no line crosses it.
_GAP = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """The strokes of a sparkline: its course, its newest point, and the level of each target."""

    course: str
    newest: str
    targets: str


def spark(series: Series, *targets: float) -> Spark | None:
    """The closed periods of a series beside its targets; None if there are not two."""
    values = series.closed_values[-_MOST:]
    days = series.last[: series.closed][-_MOST:].astype(np.int64).astype(np.float64)
    if len(values) < 2:
        return None
    low, high = min(float(values.min()), *targets), max(float(values.max()), *targets)
    across = (WIDTH - 2 * _PAD) / (days[-1] - days[0])
    down = (HEIGHT - 2 * _PAD) / ((high - low) or 1.0)
    xs = [_PAD + (day - days[0]) * across for day in days.tolist()]
    ys = [_PAD + (high - value) * down for value in values.tolist()]
    steps = np.diff(days)
    broken = [True, *(steps > _GAP * float(np.median(steps))).tolist()]
    return Spark(
        course="".join(
            f"{'M' if apart else 'L'}{x:.1f} {y:.1f}"
            for apart, x, y in zip(broken, xs, ys, strict=True)
        ),
        newest=f"M{xs[-1]:.1f} {ys[-1]:.1f}h0",
        targets="".join(
            f"M0 {_PAD + (high - target) * down:.1f}H{WIDTH:.0f}" for target in targets
        ),
    )
