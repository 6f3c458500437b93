"""Natural limits: how far routine variation goes from the mean of a group of values.

The head of `generator.measure.variation` gives the formulas and their source.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from generator.measure.series import Numbers, Series
from generator.model.tables import Metric

#: Limits in mean moving ranges, and the moving range from which one is screened.
LIMIT = 2.66
NEAR_LIMIT = LIMIT * 2.0 / 3.0
SCREEN = 3.267

#: The mean moving range of independent normal values, in standard deviations (d2 for n = 2).
MOVING_RANGE_TO_SIGMA = 1.128

#: The fewest points with limits; with limits that are no longer "trial"; to fix limits after.
FEWEST_FOR_LIMITS = 2
FEWEST_FOR_FIRM_LIMITS = 13
FEWEST_TO_FIX = 12
#: With fewer values than this their usual swing is unknown.
FEWEST_FOR_NOISE = 3

#: How the unit percent is written.
PERCENT = ("percent", "%", "per cent")

#: Values are equal if they differ by less than this share of the largest one.
TOLERANCE = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The natural limits of a group, and the near limits at two thirds of the way."""

    lower: float
    upper: float
    near_lower: float
    near_upper: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """The points `start` to `stop` (excluded) from one rebase to the next, and their limits.

    Mean and limits rest on the first `based_on` values. `moving_ranges` are theirs, with the mean
    `mean_moving_range`. Those of `screen` or more are `left_out` (`screen` is None if the rules
    screen nothing); the mean of the others is `usual_step`. `limits` is None for a single point.
    """

    start: int
    stop: int
    values: tuple[float, ...]
    based_on: int
    mean: float
    moving_ranges: tuple[float, ...]
    mean_moving_range: float
    screen: float | None
    left_out: tuple[float, ...]
    usual_step: float
    limits: Limits | None

    @property
    def trial(self) -> bool:
        """Whether there are limits that may still move much with each new point."""
        return self.limits is not None and self.stop - self.start < FEWEST_FOR_FIRM_LIMITS


def tolerance_of(*values: float) -> float:
    """The difference up to which two of these values are equal."""
    return TOLERANCE * max(map(abs, values), default=0.0)


def group_of(
    values: list[float],
    *,
    start: int = 0,
    tolerance: float = 0.0,
    fix_after: int | None = None,
    screening: bool = True,
    digits: int | None = None,
) -> Group:
    """The mean and the limits of a group of values that begins at the point `start` of a chart.

    With `digits` each step is rounded, so that it follows from the rounded steps before it as on
    paper: values and limits to so many decimals, means to one more.
    """

    def fine(value: float) -> float:
        return value if digits is None else round(value, digits + 1)

    def coarse(value: float) -> float:
        return value if digits is None else round(value, digits)

    values = [coarse(value) for value in values]
    base = values[:fix_after]
    mean = fine(_mean(base))
    moves = [coarse(abs(after - before)) for before, after in pairwise(base)]
    mean_move = fine(_mean(moves))
    if mean_move <= tolerance:
        mean_move = 0.0
    screen, left_out, usual = None, [], mean_move
    if screening:
        screen = fine(SCREEN * mean_move)
        if screen:
            left_out = [move for move in moves if move >= screen - tolerance]
            usual = fine(_mean([move for move in moves if move < screen - tolerance]))
    limits = None
    if len(values) >= FEWEST_FOR_LIMITS:
        limits = Limits(
            lower=coarse(mean - LIMIT * usual),
            upper=coarse(mean + LIMIT * usual),
            near_lower=coarse(mean - NEAR_LIMIT * usual),
            near_upper=coarse(mean + NEAR_LIMIT * usual),
        )
    return Group(
        start=start,
        stop=start + len(values),
        values=tuple(values),
        based_on=len(base),
        mean=mean,
        moving_ranges=tuple(moves),
        mean_moving_range=mean_move,
        screen=screen,
        left_out=tuple(left_out),
        usual_step=usual,
        limits=limits,
    )


def natural_bounds(metric: Metric, shown: Iterable[Series]) -> tuple[float, float]:
    """Between which values a metric can lie: its own bounds, and what its series show.

    Percent that stay within 0 and 100 are a share; what was never below zero cannot be.
    """
    low, high = metric.bounds
    values = [value for series in shown for value in series.value.tolist()]
    if not values or min(values) < 0.0:
        return low, high
    if (metric.unit or "").strip().lower() in PERCENT and max(values) <= 100.0:
        high = min(high, 100.0)
    return (0.0 if math.isinf(low) else low), high


def usual_range(group: Group, series: Series) -> tuple[float, float]:
    """The natural limits of a group, within what the metric can be."""
    assert group.limits is not None
    least, most = natural_bounds(series.metric, [series])
    low, high = (min(max(end, least), most) for end in (group.limits.lower, group.limits.upper))
    return low, high


def mean_moving_range(values: Numbers) -> float | None:
    """The mean step between neighbouring values; None with fewer than 3 values."""
    return None if len(values) < FEWEST_FOR_NOISE else float(np.abs(np.diff(values)).mean())


def swing_error(mean_step: float, pooled: int) -> float:
    """The standard error of the mean of `pooled` values with this mean step between neighbours.

    Source: Shewhart's individuals chart, sigma = mean(|y[i] - y[i-1]|) / 1.128.
    """
    return mean_step / MOVING_RANGE_TO_SIGMA / math.sqrt(pooled)


def _mean(values: list[float]) -> float:
    """The mean of an exact sum, the same on every machine; 0 of nothing."""
    return math.fsum(values) / len(values) if values else 0.0
