"""Intervals: the range of values that the answers counted could as well have come from, at 95 %.

These intervals are not symmetric about the value, so each is told by its two ends.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.model.counts import Counts
from generator.model.vocabulary import Calculation

#: Standard errors to either side of a 95 % interval.
Z = 1.96

#: What the adjusted Wald interval adds: answers in all, and of these promoters and detractors.
NPS_ADDED_ANSWERS = 3.0
NPS_ADDED_EACH = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The two ends of a 95 % interval, in the unit of the value."""

    low: float
    high: float


def interval_of(calculation: Calculation, counts: Counts) -> Interval | None:
    """The 95 % interval of the value that the counts give.

    Adjusted Wald for an NPS, Wilson for a share; None for every other calculation, without the
    counts, and of no answers.
    """
    n = counts.n
    if not n:
        return None
    if calculation is Calculation.NPS:
        if counts.promoters is None or counts.detractors is None:
            return None
        return nps_interval(n, counts.promoters, counts.detractors)
    if calculation is Calculation.SHARE and counts.numerator is not None:
        return share_interval(n, counts.numerator)
    return None


def nps_error(n: float, promoters: float, detractors: float) -> float:
    """The standard error of an NPS in points, by the adjusted Wald method.

    Three answers are added, spread evenly over the scale: ¾ of one is a promoter and ¾ a
    detractor. 100 · √((p + d − (p − d)²) / (n + 3)).
    """
    more = n + NPS_ADDED_ANSWERS
    p, d = (promoters + NPS_ADDED_EACH) / more, (detractors + NPS_ADDED_EACH) / more
    return 100.0 * math.sqrt((p + d - (p - d) ** 2) / more)


def nps_interval(n: float, promoters: float, detractors: float) -> Interval:
    """The adjusted Wald interval of an NPS, clipped to −100 and 100.

    It lies about the NPS of the answers with the added three. Source: Rocks (2016), Interval
    estimation for the "net promoter score", The American Statistician 70(4).
    """
    middle = 100.0 * (promoters - detractors) / (n + NPS_ADDED_ANSWERS)
    reach = Z * nps_error(n, promoters, detractors)
    return Interval(low=max(middle - reach, -100.0), high=min(middle + reach, 100.0))


def share_interval(n: float, numerator: float) -> Interval:
    """The Wilson interval of a share, in percent.

    Source: Wilson (1927), Probable inference, the law of succession, and statistical inference,
    Journal of the American Statistical Association 22.
    """
    square = Z * Z
    middle = (numerator + square / 2.0) / (n + square)
    reach = Z * math.sqrt(numerator * (n - numerator) / n + square / 4.0) / (n + square)
    low = 0.0 if numerator <= 0 else 100.0 * (middle - reach)
    return Interval(low=low, high=100.0 if numerator >= n else 100.0 * (middle + reach))
