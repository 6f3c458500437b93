"""Intervals: the values that the answers counted could as well have come from, at 95 %.

They are not symmetric about the value, so a reader is given both ends.
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

#: Decimals of the steps, if an interval is to be worked out on paper.
PAPER_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The ends of a 95 % interval in the unit of the value, and the steps that lead to them.

    `adjusted_n` is n + z² for a share (Wilson) and n + 3 for an NPS (adjusted Wald), `shares` are
    the adjusted shares of promoters and detractors of an NPS. An NPS lies within `middle` ±
    `reach`, a share within 100 · (`middle` ± `reach`) / `adjusted_n`. `standard_error` is that of
    the value: in points (adjusted Wald) of an NPS, in percent (binomial) of a share.
    """

    low: float
    high: float
    adjusted_n: float
    middle: float
    reach: float
    standard_error: float
    shares: tuple[float, float] | None = None


def interval_of(
    calculation: Calculation, counts: Counts, decimals: int | None = None
) -> Interval | None:
    """The 95 % interval of the value that the counts give.

    Adjusted Wald for an NPS, Wilson for a share. None for every other calculation, and for counts
    that are unknown, none or impossible. With `decimals` each step is rounded to so many, and
    follows from the rounded steps before it as on paper.
    """
    n, numerator, promoters, detractors, _ = counts
    if not n:
        return None
    if calculation is Calculation.NPS and promoters is not None and detractors is not None:
        possible = promoters + detractors <= n
        return nps_interval(n, promoters, detractors, decimals) if possible else None
    if calculation is Calculation.SHARE and numerator is not None and 0 <= numerator <= n:
        return share_interval(n, numerator, decimals)
    return None


def share_error(share: float, n: float) -> float:
    """The standard error, in percentage points, of a share (0 to 1) of n cases."""
    return 100.0 * math.sqrt(share * (1.0 - share) / n)


def nps_interval(
    n: float, promoters: float, detractors: float, decimals: int | None = None
) -> Interval:
    """The adjusted Wald interval of an NPS, clipped to −100 and 100.

    Three answers are added, spread evenly over the scale: ¾ of one is a promoter and ¾ a
    detractor. The interval lies about the NPS of the answers with these three. Source: Rocks
    (2016), Interval estimation for the "net promoter score", The American Statistician 70(4).
    """
    more = n + NPS_ADDED_ANSWERS
    middle = _rounded(100.0 * (promoters - detractors) / more, decimals)
    p = _rounded((promoters + NPS_ADDED_EACH) / more, decimals)
    d = _rounded((detractors + NPS_ADDED_EACH) / more, decimals)
    error = 100.0 * math.sqrt((p + d - (p - d) ** 2) / more)
    reach = _rounded(Z * error, decimals)
    return Interval(
        low=max(middle - reach, -100.0),
        high=min(middle + reach, 100.0),
        adjusted_n=more,
        middle=middle,
        reach=reach,
        standard_error=error,
        shares=(p, d),
    )


def share_interval(n: float, numerator: float, decimals: int | None = None) -> Interval:
    """The Wilson interval of a share, in percent.

    Source: Wilson (1927), Probable inference, the law of succession, and statistical inference,
    Journal of the American Statistical Association 22.
    """
    square = Z * Z
    more = n + square
    middle = _rounded(numerator + square / 2.0, decimals)
    reach = Z * math.sqrt(numerator * (n - numerator) / n + square / 4.0)
    reach = _rounded(reach, decimals)
    return Interval(
        low=0.0 if numerator <= 0 else 100.0 * (middle / more - reach / more),
        high=100.0 if numerator >= n else 100.0 * (middle / more + reach / more),
        adjusted_n=more,
        middle=middle,
        reach=reach,
        standard_error=share_error(numerator / n, n),
    )


def _rounded(value: float, decimals: int | None) -> float:
    return value if decimals is None else round(value, decimals)
