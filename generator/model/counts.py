"""Counts: the answers or cases behind a value, and the value that follows from them."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.vocabulary import Calculation

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
    n, numerator, promoters, detractors, _ = counts
    if calculation is Calculation.SUM:
        return numerator
    if calculation is Calculation.COUNT:
        return n
    if not n:
        return None
    if calculation is Calculation.NPS and promoters is not None and detractors is not None:
        return 100.0 * (promoters - detractors) / n
    if calculation is Calculation.SHARE and numerator is not None:
        return 100.0 * numerator / n
    return numerator / n if calculation is Calculation.MEAN and numerator is not None else None
