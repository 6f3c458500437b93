"""Pooling: one value for several periods or for all segments, from counts or not at all.

Three teams with NPS 85, −60 and 20 average 15, while their answers together may give 42. So
counts are added and scores are not: a roll-up is made of counts, or refused with the reason.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from generator.measure.intervals import Interval, interval_of
from generator.measure.series import Numbers, Series, as_dates, collect_series, missing_between
from generator.model.counts import (
    ADDED,
    COUNT_COLUMNS,
    NEVER_AVERAGED,
    POOLED_BY_COUNTS,
    Counts,
    value_of,
)
from generator.model.dataset import Dataset, SegmentName
from generator.model.periods import add_months
from generator.model.tables import Metric, SeriesKey
from generator.model.vocabulary import Calculation, Smoothing

_FEWEST_TOGETHER = 2


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

    `n` is the number of answers behind it, None if one of them does not state its counts, or if
    they are no answers.
    `interval` is the 95 % interval, None if the calculation gives none.
    """

    value: float
    n: float | None = None
    interval: Interval | None = None


def pool(series: Series, rows: slice) -> Pooled:
    """Pools periods: from counts if all of them have counts, else the mean of the values."""
    calculation = series.metric.calculation
    if calculation in POOLED_BY_COUNTS:
        pooled = _pool_counts(series.metric, counts_of((series, rows)))
        if pooled is not None:
            return pooled
    return Pooled(value=float(series.value[rows].mean()))


def counts_of(*parts: tuple[Series, slice]) -> Counts:
    """The counts of periods of series together; None if one of them does not state its count."""
    return _counts(
        sum(float(getattr(series, name)[rows].sum()) for series, rows in parts)
        for name in COUNT_COLUMNS
    )


def intervals_of(series: Series) -> tuple[Numbers, Numbers]:
    """The lower and upper end of each period's 95 % interval, NaN if it has none."""
    ends = np.full((2, len(series)), np.nan)
    if series.metric.calculation in POOLED_BY_COUNTS:
        columns = (getattr(series, name) for name in COUNT_COLUMNS)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        for index, row in enumerate(rows):
            interval = _interval(series.metric, _counts(row))
            if interval is not None:
                ends[:, index] = interval.low, interval.high
    return ends[0], ends[1]


def newest_interval(series: Series, decimals: int | None = None) -> Interval | None:
    """The 95 % interval of the newest closed value, with its steps rounded to `decimals`."""
    if not series.closed:
        return None
    counts = counts_of((series, slice(series.closed - 1, series.closed)))
    return _interval(series.metric, counts, decimals)


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
    return _from_counts(metric, counts_of((series, rows)))


def mean_of_last(series: Series, count: int) -> Pooled | Refusal:
    """The mean of the last `count` closed periods, from counts where they exist.

    Refused of a running total, a median or a percentile, of figures that are averages of several
    periods already, and across a rebase.
    """
    rows = slice(series.closed - count, series.closed)
    refusal = _refused(series.metric)
    if refusal not in (None, Refusal.GIVEN):
        return refusal
    return Refusal.REBASED if rows.start < series.group_start else pool(series, rows)


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
    parts = _of_dimension(series, names, metric, dimension)
    if not parts:
        return Refusal.NO_SEGMENTS
    if dimension.casefold() not in {name.casefold() for name in metric.complete_dimensions}:
        return Refusal.NOT_COMPLETE
    here = _ending(parts, last)
    counts = counts_of(*here)
    if len(here) < len(parts):
        whole = _ending([series[key] for key in [(metric.metric, "")] if key in series], last)
        if not whole or counts.n is None or counts.n != counts_of(*whole).n:
            return Refusal.PART_UNPUBLISHED
    if metric.calculation in ADDED:
        return Pooled(value=sum(float(part.value[rows].sum()) for part, rows in here))
    return _from_counts(metric, counts)


def last_year(series: Series) -> slice | None:
    """The rows of the closed periods of the last twelve months; None if there are fewer than two.

    A yearly figure is alone in its year.
    """
    newest = series.newest
    if newest is None:
        return None
    begin = add_months(newest.last + dt.timedelta(days=1), -12)
    start = int(np.searchsorted(series.first, np.datetime64(begin, "D")))
    enough = series.closed - start >= _FEWEST_TOGETHER
    return slice(start, series.closed) if enough else None


def collect_all_series(dataset: Dataset, fiscal_year_start: int = 1) -> dict[SeriesKey, Series]:
    """Every series of a dataset: those that were measured, and the wholes that follow of them."""
    series = collect_series(dataset, fiscal_year_start)
    return series | pooled_wholes(series, dataset)


def pooled_wholes(series: Mapping[SeriesKey, Series], dataset: Dataset) -> dict[SeriesKey, Series]:
    """The whole of each metric that has segments and no whole of its own, by (metric, "").

    It is pooled from the first complete dimension that gives a figure for any period; a period
    for which a segment has none is left out. Nothing is pooled for a metric if a segment of
    another dimension is withheld: the whole less the others would reveal it.
    """
    wholes: dict[SeriesKey, Series] = {}
    metrics = dataset.by_id(Metric)
    for name in dict.fromkeys(name for name, _ in series if (name, "") not in series):
        for dimension in metrics[name].complete_dimensions:
            whole = _whole_of(metrics[name], series, dataset, dimension)
            if whole is not None:
                wholes[name, ""] = whole
                break
    return wholes


def _whole_of(
    metric: Metric, series: Mapping[SeriesKey, Series], dataset: Dataset, dimension: str
) -> Series | None:
    """The whole as the segments of one dimension give it; None if they give none."""
    names = dataset.segments
    parts = _of_dimension(series, names, metric, dimension)
    if not parts or any(
        other.withheld
        for (name, _), other in series.items()
        if name == metric.metric and other not in parts
    ):
        return None
    values = {
        day: pooled.value
        for day in sorted({day for part in parts for day in as_dates(part.last)})
        if isinstance(pooled := pool_segments(series, names, metric, dimension, day), Pooled)
    }
    if not values:
        return None
    # On these days every segment has a figure, or there would be no whole.
    days = np.array(list(values), dtype="datetime64[D]")
    located = [(part, np.searchsorted(part.last, days)) for part in parts]
    counts: dict[str, Numbers] = {
        name: np.sum([getattr(part, name)[rows] for part, rows in located], axis=0)
        for name in COUNT_COLUMNS
    }
    first, first_rows = located[0]
    return Series(
        metric=metric,
        segment="",
        cadence=first.cadence,
        first=first.first[first_rows],
        last=days,
        value=np.array(list(values.values())),
        notes=(None,) * len(days),
        file=tuple(file for part in parts for file in part.file),
        line=np.concatenate([part.line for part in parts]),
        closed=sum(day <= dataset.as_of.day for day in values),
        rebased=first.rebased,
        moments=first.moments,
        withheld=0,
        so_far=0,
        bounds=(),
        fiscal_year_start=first.fiscal_year_start,
        pooled_from=dimension,
        handed_in=max((part.handed_in for part in parts if part.handed_in), default=None),
        **counts,
    )


def _of_dimension(
    series: Mapping[SeriesKey, Series],
    names: Mapping[str, SegmentName],
    metric: Metric,
    dimension: str,
) -> list[Series]:
    """The series of a metric's segments of one dimension."""
    wanted = dimension.casefold()
    return [
        part
        for (name, segment), part in series.items()
        if name == metric.metric
        and segment in names
        and names[segment].dimension.casefold() == wanted
    ]


def _refused(metric: Metric, *, over_time: bool = True) -> Refusal | None:
    """Why nothing of a metric can be pooled, whatever its figures are."""
    if metric.calculation is Calculation.GIVEN:
        return Refusal.GIVEN
    if metric.calculation in NEVER_AVERAGED:
        return Refusal.NEVER_AVERAGED
    if over_time and metric.smoothing is Smoothing.ROLLING:
        return Refusal.ROLLING_AVERAGE
    if over_time and metric.is_total:
        return Refusal.RUNNING_TOTAL
    return None


def _from_counts(metric: Metric, counts: Counts) -> Pooled | Refusal:
    if counts.n == 0:
        return Refusal.NO_ANSWERS
    pooled = _pool_counts(metric, counts)
    if pooled is None or counts.n is None:
        return Refusal.NO_COUNTS
    return Refusal.TOO_SMALL if counts.n < metric.smallest_group else pooled


def _pool_counts(metric: Metric, counts: Counts) -> Pooled | None:
    """The value of counts with its interval; None without the counts that it needs."""
    value = value_of(metric.calculation, counts)
    if value is None:
        return None
    n = counts.n if metric.is_counted else None
    return Pooled(value=value, n=n, interval=_interval(metric, counts))


def _interval(metric: Metric, counts: Counts, decimals: int | None = None) -> Interval | None:
    """The interval of the value that counts give; None if n is no number of answers or cases."""
    return interval_of(metric.calculation, counts, decimals) if metric.is_counted else None


def _counts(numbers: Iterable[float]) -> Counts:
    """Counts from the numbers of arrays; NaN is unknown."""
    return Counts._make(None if math.isnan(number) else number for number in numbers)


def _ending(series: Iterable[Series], last: dt.date) -> list[tuple[Series, slice]]:
    """Those series that have a period that ends on a day, with its row."""
    found = ((each, each.index_ending(last)) for each in series)
    return [(each, slice(index, index + 1)) for each, index in found if index is not None]
