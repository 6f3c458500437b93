"""Natural limits: how far routine variation goes from the mean of a group of values.

The head of `generator.measure.variation` gives the formulas and their source.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from generator.measure.series import Numbers, Series
from generator.model.tables import Metric

#: Limits in mean moving ranges, and the moving range from which one is screened.
LIMIT = 2.66
NEAR_SHARE = 2.0 / 3.0
NEAR_LIMIT = LIMIT * NEAR_SHARE
SCREEN = 3.267

#: P′: the limits in standard errors, and how often the largest n holds the smallest from where on.
SIGMAS = 3.0
UNEQUAL = 2.0
#: A count with a smaller mean is too rare for limits.
FEWEST_OF_COUNT = 2.0

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
class Shares:
    """The steps of Laney's P′, for shares in percent of very unequal numbers of answers `sizes`.

    `sigmas` are the sampling errors of the shares in percent, `sigma_z` how much more they vary.
    """

    sizes: tuple[float, ...]
    sigmas: tuple[float, ...]
    sigma_z: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """The points `start` to `stop` (excluded) from one rebase to the next, and their limits.

    Mean and limits rest on the first `based_on` values. `moving_ranges` are theirs, with the mean
    `mean_moving_range`. Those of `screen` or more are `left_out` (`screen` is None if the rules
    screen nothing); the mean of the others is `usual_step`, or of all if it is 0. Limits are wider
    by 1/√(1 − dependence). `limits` is None for a single point.

    Shares of very unequal numbers of answers have limits of their own at each point: `limits` are
    those of the last one, and `usual_step` is theirs too.
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
    dependence: float = 0.0
    shares: Shares | None = None

    @property
    def reaches(self) -> Numbers:
        """How far the limits are from the mean at each point; NaN without limits."""
        if self.limits is None:
            return np.full(self.stop - self.start, np.nan)
        reach = np.full(self.stop - self.start, (self.limits.upper - self.limits.lower) / 2)
        if self.shares is not None and self.shares.sigmas[-1]:
            reach *= np.array(self.shares.sigmas) / self.shares.sigmas[-1]
        return reach

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
    sizes: Sequence[float] | None = None,
) -> Group:
    """The mean and the limits of a group of values that begins at the point `start` of a chart.

    With `sizes`, the number of answers behind each value, they are those of P′.

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
            usual = fine(_mean([move for move in moves if move < screen - tolerance])) or mean_move
    shares = None
    if sizes is not None and len(values) >= FEWEST_FOR_LIMITS:
        mean, shares = _shares(values, sizes, len(base))
        usual = SIGMAS * shares.sigmas[-1] * shares.sigma_z / LIMIT
    limits = None
    if len(values) >= FEWEST_FOR_LIMITS:
        limits = _limits(mean, usual, digits)
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
        shares=shares,
    )


def widened(group: Group, dependence: float, digits: int | None = None) -> Group:
    """A group with limits for values with this lag-1 autocorrelation: wider by 1/√(1 − r′)."""
    if group.limits is None or not dependence:
        return group
    usual = group.usual_step / math.sqrt(1 - dependence)
    if digits is not None:
        usual = round(usual, digits + 1)
    return replace(group, limits=_limits(group.mean, usual, digits), dependence=dependence)


def _limits(mean: float, step: float, digits: int | None) -> Limits:
    """The limits, and the near ones, at these many mean moving ranges from the mean."""
    ends = [mean + sign * reach * step for reach in (LIMIT, NEAR_LIMIT) for sign in (-1, 1)]
    if digits is not None:
        ends = [round(end, digits) for end in ends]
    return Limits(lower=ends[0], upper=ends[1], near_lower=ends[2], near_upper=ends[3])


def _shares(values: Sequence[float], sizes: Sequence[float], based_on: int) -> tuple[float, Shares]:
    """The mean of shares in percent, and the steps of P′ (Laney 2002).

    p̄ = Σx/Σn, σᵢ = √(p̄(1 − p̄)/nᵢ), zᵢ = (pᵢ − p̄)/σᵢ, σ_z = mean|zᵢ − zᵢ₋₁|/1.128, at least 1.
    """
    n, p = np.asarray(sizes, dtype=float), np.asarray(values, dtype=float) / 100
    mean = float((p * n)[:based_on].sum() / n[:based_on].sum())
    sigmas = np.sqrt(min(max(mean * (1 - mean), 0.0), 0.25) / n)
    sigma_z = 1.0
    if sigmas.any():
        z = ((p - mean) / sigmas)[:based_on]
        sigma_z = max(float(np.abs(np.diff(z)).mean()) / MOVING_RANGE_TO_SIGMA, 1.0)
    return 100 * mean, Shares(
        sizes=tuple(n.tolist()), sigmas=tuple((100 * sigmas).tolist()), sigma_z=sigma_z
    )


def natural_bounds(metric: Metric, shown: Iterable[Series]) -> tuple[float, float]:
    """Between which values a metric can lie: its own bounds, and what its series show.

    Percent that stay within 0 and 100 are a share; what was never below zero cannot be.
    """
    low, high = metric.bounds
    values = [value for series in shown for value in series.value.tolist()]
    if not values or min(values) < 0.0:
        return low, high
    percent = metric.is_counted and (metric.unit or "").strip().lower() in PERCENT
    if percent and max(values) <= 100.0:
        high = min(high, 100.0)
    return (0.0 if math.isinf(low) else low), high


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
