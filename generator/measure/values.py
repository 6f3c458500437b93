"""Values from counts: how periods pool, and how far chance alone can move the result.

Counts pool and scores do not: the share of two months is the sum of both numerators over the
sum of both denominators, never the mean of two shares.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from generator.measure.series import Numbers, Series
from generator.model.words import Calculation

#: The mean moving range of independent normal values, in standard deviations (d2 for n = 2).
MOVING_RANGE_TO_SIGMA = 1.128

_FEWEST_FOR_NOISE = 3
_NPS_ADDED_ANSWERS = 3.0
_NPS_ADDED_EACH = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """The value of several periods together.

    `n` is the number of answers behind it where every period states its counts (else None), and
    `standard_error` the sampling error in the unit of the value where the calculation gives one.
    """

    value: float
    n: float | None
    standard_error: float | None


def pool(series: Series, rows: slice) -> Pooled:
    """Pools periods: from counts where all of them have counts, else the mean of the values."""
    calculation = series.metric.calculation
    n, numerator = series.n[rows], series.numerator[rows]
    promoters, detractors = series.promoters[rows], series.detractors[rows]
    if calculation is Calculation.NPS and _whole(n, promoters, detractors):
        return _nps(float(n.sum()), float(promoters.sum()), float(detractors.sum()))
    if calculation is Calculation.SHARE and _whole(n, numerator):
        return _share(float(n.sum()), float(numerator.sum()))
    if calculation is Calculation.MEAN and _whole(n, numerator):
        total = float(n.sum())
        return Pooled(value=float(numerator.sum()) / total, n=total, standard_error=None)
    return Pooled(value=float(series.value[rows].mean()), n=None, standard_error=None)


def process_noise(values: Numbers) -> float | None:
    """The standard deviation of one value, from the mean moving range; None under 3 values.

    Source: Shewhart's individuals chart, sigma = mean(|y[i] - y[i-1]|) / 1.128.
    """
    if len(values) < _FEWEST_FOR_NOISE:
        return None
    return float(np.abs(np.diff(values)).mean()) / MOVING_RANGE_TO_SIGMA


def _nps(n: float, promoters: float, detractors: float) -> Pooled:
    """NPS with the adjusted Wald standard error (three answers added, spread evenly)."""
    more = n + _NPS_ADDED_ANSWERS
    p, d = (promoters + _NPS_ADDED_EACH) / more, (detractors + _NPS_ADDED_EACH) / more
    return Pooled(
        value=100.0 * (promoters - detractors) / n,
        n=n,
        standard_error=100.0 * math.sqrt((p + d - (p - d) ** 2) / more),
    )


def _share(n: float, numerator: float) -> Pooled:
    """A share in percent with its binomial standard error."""
    p = numerator / n
    return Pooled(
        value=100.0 * numerator / n,
        n=n,
        standard_error=100.0 * math.sqrt(p * (1.0 - p) / n),
    )


def _whole(*counts: Numbers) -> bool:
    return all(bool(np.isfinite(count).all()) for count in counts) and float(counts[0].sum()) > 0
