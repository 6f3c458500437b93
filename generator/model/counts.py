"""Counts: the answers or cases behind a value, and the value that follows from them."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.vocabulary import Bound, Calculation

#: The columns of a table of measurements that hold counts.
COUNT_COLUMNS = ("n", "numerator", "promoters", "detractors", "invited")
#: The columns that hold numbers: the value and its counts.
FIGURE_COLUMNS = ("value", *COUNT_COLUMNS)

#: The counts from which a calculation gives the value; a calculation that is not here needs it.
NEEDED_COUNTS: dict[Calculation, tuple[str, ...]] = {
    Calculation.NPS: ("promoters", "detractors", "n"),
    Calculation.SHARE: ("numerator", "n"),
    Calculation.MEAN: ("numerator", "n"),
    Calculation.SUM: ("numerator",),
    Calculation.COUNT: ("n",),
}
#: The calculations that divide by n: without answers there is no value.
POOLED_BY_COUNTS = (Calculation.NPS, Calculation.SHARE, Calculation.MEAN)
#: The calculations whose values add up instead, and those whose values are never averaged.
ADDED = (Calculation.SUM, Calculation.COUNT)
NEVER_AVERAGED = (Calculation.MEDIAN, Calculation.PERCENTILE)
#: A share below this, or above 1 less it, has a bound.
BOUND_SHARE = 0.05
_NEARLY = 1e-9


class Counts(NamedTuple):
    """The counts behind a value, of one period or group or of several together; None: unknown."""

    n: float | None = None
    numerator: float | None = None
    promoters: float | None = None
    detractors: float | None = None
    invited: float | None = None


def value_of(calculation: Calculation, counts: Counts) -> float | None:
    """The value that the counts give; None without the counts it needs, and without answers.

    100 · (promoters − detractors) / n for an NPS, 100 · numerator / n for a share (percent),
    numerator / n for a mean, the numerator for a sum, n for a count.
    """
    needed = NEEDED_COUNTS.get(calculation)
    if needed is None or None in [getattr(counts, name) for name in needed]:
        return None
    n, numerator, promoters, detractors, _ = (count or 0.0 for count in counts)
    whole = {
        Calculation.NPS: 100.0 * (promoters - detractors),
        Calculation.SHARE: 100.0 * numerator,
        Calculation.MEAN: numerator,
        Calculation.SUM: numerator,
        Calculation.COUNT: n,
    }[calculation]
    if calculation not in POOLED_BY_COUNTS:
        return whole
    return whole / n if n else None


def bound_of(n: float, numerator: float) -> Bound | None:
    """The bound beyond which the share `numerator` of `n` is, if it is beyond one."""
    least = BOUND_SHARE * n - _NEARLY
    if numerator < least:
        return Bound.UNDER
    return Bound.OVER if n - numerator < least else None
