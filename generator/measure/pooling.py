"""Pooling: one value for several periods or for all segments, from counts or not at all.

Three teams with NPS 85, −60 and 20 average 15, while their answers together may give 42. So
counts are added and scores are not: a roll-up is made of counts, or refused with the reason.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from generator.measure.intervals import Interval, interval_of, standard_error_of
from generator.measure.series import Numbers, Series, missing_between
from generator.model.counts import (
    ADDED,
    COUNT_COLUMNS,
    NEVER_AVERAGED,
    POOLED_BY_COUNTS,
    Counts,
    value_of,
)
from generator.model.dataset import SegmentName
from generator.model.tables import Metric, SeriesKey
from generator.model.vocabulary import Accumulates, Calculation, Smoothing


class Refusal(StrEnum):
    """Why several periods or segments have no value together."""

    GIVEN = "given"
    NEVER_AVERAGED = "never-averaged"
    ROLLING_AVERAGE = "rolling-average"
    RUNNING_TOTAL = "running-total"
    NO_COUNTS = "no-counts"
    NO_ANSWERS = "no-answers"
    NO_PERIODS = "no-periods"
    PERIOD_MISSING = "period-missing"
    REBASED = "rebased"
    NO_SEGMENTS = "no-segments"
    NOT_COMPLETE = "not-complete"
    PART_UNPUBLISHED = "part-unpublished"
    TOO_SMALL = "too-small"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """The value of several periods or segments together.

    `n` is the number of answers behind it, None if one of them does not state its counts.
    `standard_error` is the sampling error in the unit of the value, `interval` the 95 % interval;
    both are None if the calculation gives none.
    """

    value: float
    n: float | None = None
    standard_error: float | None = None
    interval: Interval | None = None


def pool(series: Series, rows: slice) -> Pooled:
    """Pools periods: from counts if all of them have counts, else the mean of the values."""
    calculation = series.metric.calculation
    if calculation in POOLED_BY_COUNTS:
        found = _pool_counts(calculation, counts_of(series, rows))
        if found is not None:
            return found
    return Pooled(value=float(series.value[rows].mean()))


def counts_of(series: Series, rows: slice) -> Counts:
    """The counts of several periods together; None if one of them does not state its count."""
    columns = (getattr(series, name) for name in COUNT_COLUMNS)
    return _counts(float(column[rows].sum()) for column in columns)


def intervals_of(series: Series) -> tuple[Numbers, Numbers]:
    """The lower and upper end of each period's 95 % interval, NaN if it has none."""
    ends = np.full((2, len(series)), np.nan)
    if series.metric.calculation in POOLED_BY_COUNTS:
        columns = (getattr(series, name) for name in COUNT_COLUMNS)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        for index, row in enumerate(rows):
            found = interval_of(series.metric.calculation, _counts(row))
            if found is not None:
                ends[:, index] = found.low, found.high
    return ends[0], ends[1]


def newest_interval(series: Series, decimals: int | None = None) -> Interval | None:
    """The 95 % interval of the newest closed value, with its steps rounded to `decimals`."""
    if not series.closed:
        return None
    counts = counts_of(series, slice(series.closed - 1, series.closed))
    return interval_of(series.metric.calculation, counts, decimals)


def pool_periods(series: Series, rows: slice) -> Pooled | Refusal:
    """The value of several periods of one series together.

    A share, a mean or an NPS comes from the counts of those that have a value; a sum or a count
    adds, so that none may be missing between the first and the last.
    """
    metric, indexes = series.metric, range(len(series))[rows]
    refusal = _refused(metric)
    if refusal is not None:
        return refusal
    if not indexes:
        return Refusal.NO_PERIODS
    ends = series.last[rows]
    if any(ends[0] < np.datetime64(day, "D") <= ends[-1] for day in series.rebased):
        return Refusal.REBASED
    if metric.calculation in ADDED:
        if any(missing_between(series)[indexes[0] : indexes[-1]]):
            return Refusal.PERIOD_MISSING
        return Pooled(value=float(series.value[rows].sum()))
    return _from_counts(metric, [counts_of(series, rows)])


def pool_segments(
    series: Mapping[SeriesKey, Series],
    names: Mapping[str, SegmentName],
    metric: Metric,
    dimension: str,
    last: dt.date,
) -> Pooled | Refusal:
    """The value of the period that ends on `last`, of all segments of one dimension together.

    Only of a dimension that the metric declares complete, and only if every segment that ever
    had a figure has one here, or those that have one hold all the answers of the whole. So the
    result reveals nothing about a segment that is withheld.
    """
    refusal = _refused(metric, over_time=False)
    if refusal is not None:
        return refusal
    wanted = dimension.casefold()
    parts = [
        part
        for (name, segment), part in series.items()
        if name == metric.metric
        and segment in names
        and names[segment].dimension.casefold() == wanted
    ]
    if not parts:
        return Refusal.NO_SEGMENTS
    if wanted not in {complete.casefold() for complete in metric.complete_dimensions}:
        return Refusal.NOT_COMPLETE
    found = [(part, index) for part in parts if (index := part.index_ending(last)) is not None]
    counts = [counts_of(part, slice(index, index + 1)) for part, index in found]
    whole = series.get((metric.metric, ""))
    if len(found) < len(parts) and not _hold_all(counts, whole, last):
        return Refusal.PART_UNPUBLISHED
    if metric.calculation in ADDED:
        return Pooled(value=sum(float(part.value[index]) for part, index in found))
    return _from_counts(metric, counts)


def _refused(metric: Metric, *, over_time: bool = True) -> Refusal | None:
    """Why nothing of a metric can be pooled, whatever its figures are."""
    if metric.calculation is Calculation.GIVEN:
        return Refusal.GIVEN
    if metric.calculation in NEVER_AVERAGED:
        return Refusal.NEVER_AVERAGED
    if over_time and metric.smoothing is Smoothing.ROLLING:
        return Refusal.ROLLING_AVERAGE
    if over_time and metric.accumulates is not Accumulates.NO:
        return Refusal.RUNNING_TOTAL
    return None


def _from_counts(metric: Metric, parts: Sequence[Counts]) -> Pooled | Refusal:
    counts = Counts._make(map(_total, zip(*parts, strict=True)))
    if counts.n == 0:
        return Refusal.NO_ANSWERS
    found = _pool_counts(metric.calculation, counts)
    if found is None:
        return Refusal.NO_COUNTS
    return Refusal.TOO_SMALL if (found.n or 0) < metric.smallest_group else found


def _pool_counts(calculation: Calculation, counts: Counts) -> Pooled | None:
    """The value of counts with its error; None without the counts that it needs."""
    value = value_of(calculation, counts)
    if value is None:
        return None
    return Pooled(
        value=value,
        n=counts.n,
        standard_error=standard_error_of(calculation, counts),
        interval=interval_of(calculation, counts),
    )


def _total(numbers: Sequence[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _counts(numbers: Iterable[float]) -> Counts:
    """Counts from the numbers of arrays; NaN is unknown."""
    return Counts._make(None if math.isnan(number) else number for number in numbers)


def _hold_all(parts: Sequence[Counts], whole: Series | None, last: dt.date) -> bool:
    """Whether segments hold all answers of the published whole."""
    index = whole.index_ending(last) if whole is not None else None
    if whole is None or index is None:
        return False
    answers = _total([part.n for part in parts])
    return answers is not None and answers == counts_of(whole, slice(index, index + 1)).n
