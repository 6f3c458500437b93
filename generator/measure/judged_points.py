"""The points of a control chart: what the rules of variation may judge of a series.

Of a running total that is what each period added, of a weekly or daily record one value per
complete month: a season of weeks looks like levels.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from generator.measure.pooling import counts_of, pool
from generator.measure.series import (
    Days,
    Integers,
    Numbers,
    Series,
    as_date,
    as_dates,
    begins_year,
    increments,
    missing_between,
)
from generator.model.counts import ADDED
from generator.model.periods import Period, days_in
from generator.model.vocabulary import Cadence, Calculation

#: The cadences that are judged by complete months, and the share of its periods that each needs.
BY_MONTH = (Cadence.DAILY, Cadence.WEEKLY)
OF_MONTH = 0.75

#: Differences of a running total are rounded to so many digits of the total.
_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JudgedPoints:
    """What is judged: a value per period, the answers behind it, and where it ends in the series.

    `places` count the periods of the calendar from point to point.
    """

    first: Days
    last: Days
    rows: Integers
    places: Integers
    values: Numbers
    sizes: Numbers | None = None


def judged_points(series: Series) -> JudgedPoints:
    """What the rules may judge of a series."""
    rows, values = np.arange(series.closed), series.closed_values
    if series.metric.is_total:
        rows, values = _increments(series)
    if series.cadence in BY_MONTH:
        return _months(series, rows, values)
    absent = np.concatenate([[0], np.cumsum(missing_between(series))])
    places = (rows + absent[rows]) if len(rows) else rows
    return JudgedPoints(
        first=series.first[rows],
        last=series.last[rows],
        rows=rows,
        places=places - places[:1].sum(),
        values=values,
        sizes=series.n[rows] if _is_counted_share(series) else None,
    )


def _months(series: Series, rows: Integers, values: Numbers) -> JudgedPoints:
    """One value per complete month: from counts, the sum of what adds, else the mean."""
    if not len(rows):
        return NO_POINTS
    ends = as_dates(series.last[rows])
    adds = series.metric.is_total or series.metric.calculation in ADDED
    working_days = series.cadence is Cadence.DAILY and bool(np.is_busday(series.last).all())
    newest = series.closed - 1
    if working_days:
        begun = as_date(np.busday_offset(series.last[newest], 1))
    else:
        begun = series.period(newest).shift(1, series.cadence).last
    kept: list[tuple[Period, int, float, float]] = []
    for (year, month), places in groupby(
        range(len(rows)), key=lambda place: (ends[place].year, ends[place].month)
    ):
        inside = list(places)
        whole = Period.containing(dt.date(year, month, 1), Cadence.MONTHLY)
        expected = _expected(whole, series.cadence, working_days=working_days)
        if len(inside) < OF_MONTH * expected or begun <= whole.last:
            continue
        part = slice(int(rows[inside[0]]), int(rows[inside[-1]]) + 1)
        value = float(values[inside].sum()) if adds else pool(series, part).value
        size = counts_of((series, part)).n
        kept.append((whole, int(rows[inside[-1]]), value, np.nan if size is None else size))
    if not kept:
        return NO_POINTS
    first = days_of(period.first for period, *_ in kept)
    months = first.astype("datetime64[M]").astype(np.int64)
    return JudgedPoints(
        first=first,
        last=days_of(period.last for period, *_ in kept),
        rows=np.array([row for _, row, *_ in kept], dtype=np.int64),
        places=months - months[0],
        values=np.array([value for _, _, value, _ in kept]),
        sizes=np.array([size for *_, size in kept]) if _is_counted_share(series) else None,
    )


def _expected(month: Period, cadence: Cadence, *, working_days: bool) -> int:
    """How many periods end in a month."""
    if cadence is Cadence.WEEKLY:
        return int(np.busday_count(month.first, month.last + dt.timedelta(days=1), weekmask="Sun"))
    if working_days:
        return int(np.busday_count(month.first, month.last + dt.timedelta(days=1)))
    return days_in(month)


def _is_counted_share(series: Series) -> bool:
    return series.metric.calculation is Calculation.SHARE and series.metric.is_counted


def _increments(series: Series) -> tuple[Integers, Numbers]:
    """The closed periods with a known increment to a running total.

    It is not known after a missing period, since two or more periods share it, and across a
    rebase, unless the total starts again with that period.
    """
    rows = np.arange(1, series.closed)
    added = increments(series)[: max(series.closed - 1, 0)]
    if not len(rows):
        return rows, added
    total = float(np.abs(series.value).max())
    if total > 0:
        decimals = _DIGITS - int(np.ceil(np.log10(total)))
        added = np.round(added, min(max(decimals, 0), _DIGITS))
    follows = missing_between(series)[: len(rows)] == 0
    for start in series.group_starts:
        follows[start - 1] = False
    known = follows | begins_year(series)[rows]
    return rows[known], added[known]


def days_of(days: Iterable[dt.date]) -> Days:
    """Dates as an array of days."""
    return np.array([*days], dtype="datetime64[D]")


#: Of a series that may not be judged at all.
NO_POINTS = JudgedPoints(
    first=days_of([]),
    last=days_of([]),
    rows=np.arange(0),
    places=np.arange(0),
    values=np.array([], dtype=float),
)
