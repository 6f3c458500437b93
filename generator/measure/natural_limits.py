"""Natural limits: the mean of a stretch of values, and how far routine change carries them.

The formulas and their source stand at the head of `generator.measure.variation`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

#: Limits in mean moving ranges, and the moving range from which one is screened.
LIMIT = 2.66
NEAR_LIMIT = LIMIT * 2.0 / 3.0
SCREEN = 3.267

#: The fewest points with limits; with limits that are no longer "trial"; to fix limits after.
FEWEST_FOR_LIMITS = 2
FEWEST_FOR_FIRM_LIMITS = 13
FEWEST_TO_FIX = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The natural limits of a group, and the near limits at two thirds of the way."""

    lower: float
    upper: float
    near_lower: float
    near_upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The points `start` to `stop` (excluded) from one rebase to the next.

    `limits` is None with fewer than 2 points. They rest on the first `based_on` points, and are
    `trial` limits with fewer than 13 points in the group. `screened` moving ranges were dropped.
    """

    start: int
    stop: int
    mean: float
    limits: Limits | None
    based_on: int
    screened: int

    @property
    def trial(self) -> bool:
        """Whether there are limits that may still move much with each new point."""
        return self.limits is not None and self.stop - self.start < FEWEST_FOR_FIRM_LIMITS


def group_of(
    values: Numbers, start: int, dust: float, fix_after: int | None, *, screen: bool
) -> Group:
    """The mean and the limits of the group of values that begins at a place of the record."""
    base = values[:fix_after]
    mean = mean_of(base)
    limits, kept = None, np.abs(np.diff(base))
    moves = len(kept)
    if len(values) >= FEWEST_FOR_LIMITS:
        amr = mean_of(kept)
        if amr <= dust:
            amr = 0.0
        elif screen:
            kept = kept[kept < SCREEN * amr - dust]
            amr = mean_of(kept)
        limits = Limits(
            lower=mean - LIMIT * amr,
            upper=mean + LIMIT * amr,
            near_lower=mean - NEAR_LIMIT * amr,
            near_upper=mean + NEAR_LIMIT * amr,
        )
    return Group(
        start=start,
        stop=start + len(values),
        mean=mean,
        limits=limits,
        based_on=len(base),
        screened=moves - len(kept),
    )


def mean_of(values: Numbers) -> float:
    """The mean of an exact sum, the same on every machine; 0 of nothing."""
    return math.fsum(values.tolist()) / len(values) if len(values) else 0.0
