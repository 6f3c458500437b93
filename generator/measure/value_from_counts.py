"""Values from counts: how periods pool, and how far chance alone can move the result.

Counts pool and scores do not: the share of two months is the sum of both numerators over the
sum of both denominators, never the mean of two shares.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from generator.measure.intervals import Interval, interval_of, nps_error
from generator.measure.series import Numbers, Series
from generator.model.counts import POOLED_BY_COUNTS, Counts, value_of
from generator.model.vocabulary import Calculation

#: The mean moving range of independent normal values, in standard deviations (d2 for n = 2).
MOVING_RANGE_TO_SIGMA = 1.128

_FEWEST_FOR_NOISE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """The value of several periods together.

    `n` is the number of answers behind it where every period states its counts (else None), and
    `standard_error` the sampling error in the unit of the value where the calculation gives one,
    as it does for the 95 % `interval`.
    """

    value: float
    n: float | None
    standard_error: float | None
    interval: Interval | None = None


def pool(series: Series, rows: slice) -> Pooled:
    """Pools periods: from counts where all of them have counts, else the mean of the values."""
    calculation = series.metric.calculation
    if calculation in POOLED_BY_COUNTS:
        found = pool_counts(calculation, counts_of(series, rows))
        if found is not None:
            return found
    return Pooled(value=float(series.value[rows].mean()), n=None, standard_error=None)


def pool_counts(calculation: Calculation, counts: Counts) -> Pooled | None:
    """The value of counts with what is known of its error; None without the counts it needs."""
    value = value_of(calculation, counts)
    if value is None:
        return None
    return Pooled(
        value=value,
        n=counts.n,
        standard_error=_error(calculation, counts),
        interval=interval_of(calculation, counts),
    )


def counts_of(series: Series, rows: slice) -> Counts:
    """The counts of several periods together; None where one of them does not state its count."""
    columns = (series.n, series.numerator, series.promoters, series.detractors)
    return _counts(float(column[rows].sum()) for column in columns)


def intervals_of(series: Series) -> tuple[Numbers, Numbers]:
    """The lower and upper end of each period's 95 % interval, NaN where there is none."""
    ends = np.full((2, len(series)), np.nan)
    if series.metric.calculation in POOLED_BY_COUNTS:
        columns = (series.n, series.numerator, series.promoters, series.detractors)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        for place, row in enumerate(rows):
            found = interval_of(series.metric.calculation, _counts(row))
            if found is not None:
                ends[:, place] = found.low, found.high
    return ends[0], ends[1]


def process_noise(values: Numbers) -> float | None:
    """The standard deviation of one value, from the mean moving range; None under 3 values.

    Source: Shewhart's individuals chart, sigma = mean(|y[i] - y[i-1]|) / 1.128.
    """
    if len(values) < _FEWEST_FOR_NOISE:
        return None
    return float(np.abs(np.diff(values)).mean()) / MOVING_RANGE_TO_SIGMA


def _counts(numbers: Iterable[float]) -> Counts:
    """Counts in the order n, numerator, promoters, detractors; NaN is unknown."""
    n, numerator, promoters, detractors = (None if math.isnan(x) else x for x in numbers)
    return Counts(n=n, numerator=numerator, promoters=promoters, detractors=detractors)


def _error(calculation: Calculation, counts: Counts) -> float | None:
    """The standard error of an NPS (adjusted Wald) or of a share in percent (binomial)."""
    n, numerator, detractors = counts.n, counts.numerator, counts.detractors
    if not n:
        return None
    if calculation is Calculation.NPS and counts.promoters is not None and detractors is not None:
        return nps_error(n, counts.promoters, detractors)
    if calculation is Calculation.SHARE and numerator is not None:
        p = numerator / n
        return 100.0 * math.sqrt(p * (1.0 - p) / n)
    return None
