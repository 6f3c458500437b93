"""The input of a control chart: which points of a series the rules of variation may judge.

The rules (`generator.measure.variation`) see one value per period, within the levels of the record
(`generator.measure.levels`). Of a running total that is what each period added; of a weekly or
daily record it is one value per complete month, since a season of weeks looks like levels. An
average over several periods is not judged: neighbours share their answers, and make runs by
themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import numpy as np

from generator.measure.forecast_window import SEASON
from generator.measure.levels import Levels, Movement, Record, find_levels
from generator.measure.natural_limits import FEWEST_OF_COUNT
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
from generator.measure.variation import ControlChart, allow_for_dependence, examine
from generator.model.counts import ADDED
from generator.model.periods import Period
from generator.model.settings import PUBLISHED_RULES, VariationRules
from generator.model.vocabulary import Cadence, Calculation, Smoothing

#: The cadences that are judged by complete months, and the share of its periods that each needs.
_BY_MONTH = (Cadence.DAILY, Cadence.WEEKLY)
_OF_MONTH = 0.75

#: Differences of a running total are rounded to so many digits of the total.
_DIGITS = 12


class NotJudgedReason(StrEnum):
    """Why a series has no variation."""

    NO_CLOSED_PERIOD = "no-closed-period"
    ROLLING_AVERAGE = "rolling-average"
    MAYBE_TOTAL = "maybe-total"
    TOO_FEW = "too-few"
    TOO_RARE = "too-rare"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPeriods:
    """Periods without a value just before a point of the chart."""

    before: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JudgedSeries:
    """A series under the rules of variation, or the reason why they do not judge it.

    `first` and `last` are the days on which the periods of the points of the chart begin and end,
    `cadence` is theirs, and `rows` gives the index in the series at which each of them ends. The
    values of a running total are what each period added. `levels` is None if the rules search none.
    `not_judged` is None if there is a variation; `control_chart` is None if no point may be judged.
    """

    series: Series
    control_chart: ControlChart | None
    not_judged: NotJudgedReason | None
    cadence: Cadence
    first: Days
    last: Days
    rows: Integers
    gaps: tuple[MissingPeriods, ...]
    levels: Levels | None = None

    def period(self, point: int) -> Period:
        """The period of a point of the chart (negative: from the end)."""
        return Period(last=as_date(self.last[point]), first=as_date(self.first[point]))

    def season(self, point: int) -> float:
        """What the season adds at a point since the last rebase, and the chart leaves out."""
        season = self.levels.season if self.levels is not None else None
        return 0.0 if season is None else float(season[point - len(self.rows)])

    @property
    def claim(self) -> Movement | None:
        """The movement of the record's levels, if it is no wave that such figures make."""
        movement = self.levels.movement if self.levels is not None else None
        return movement if movement is not None and movement.claimed else None

    @property
    def first_sign(self) -> int:
        """The direction in which the last point signals within its level, if no claim says so."""
        chart = self.control_chart
        sign = chart.directions[-1] if chart is not None and self.not_judged is None else 0
        return 0 if self.claim is not None and self.claim.direction == sign else sign

    @property
    def signal_start(self) -> int | None:
        """The first point of the change that is told now: of a first sign, else of the claim."""
        chart = self.control_chart
        if chart is None or self.not_judged is not None:
            return None
        if self.claim is None or self.first_sign:
            return chart.signal_start
        return self.claim.since

    @property
    def signal_since(self) -> Period | None:
        """The first period of the change that is told now."""
        start = self.signal_start
        return None if start is None else self.period(start)

    @property
    def signal_direction(self) -> int:
        """+1 if what is told now is a rise, −1 if it is a fall, 0 if nothing is."""
        return self.first_sign or (self.claim.direction if self.claim is not None else 0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Points:
    """What is judged: a value per period, the answers behind it, and where it ends in the series.

    `places` count the periods of the calendar from point to point.
    """

    first: Days
    last: Days
    rows: Integers
    places: Integers
    values: Numbers
    sizes: Numbers | None = None


def judge_series(
    series: Series, rules: VariationRules = PUBLISHED_RULES, *, maybe_total: bool = False
) -> JudgedSeries:
    """Judges one series as `judge_together` does."""
    return judge_together([(series, maybe_total)], rules)[0]


def judge_together(
    series: Sequence[tuple[Series, bool]], rules: VariationRules = PUBLISHED_RULES
) -> list[JudgedSeries]:
    """Judges the closed periods of each series by the rules of variation.

    Groups begin at the series' rebase dates and at the levels found since; limits are fixed as its
    metric says. Beside each series stands whether it may be a running total: then nothing is
    judged, since its average means nothing.
    """
    asked = [_Asked.of(one, maybe_total) for one, maybe_total in series]
    levels: list[Levels | None] = [None] * len(asked)
    if not rules.whole:
        places = [place for place, one in enumerate(asked) if one.not_judged is None]
        found = find_levels([asked[place].record for place in places])
        for place, one in zip(places, found, strict=True):
            levels[place] = one
    return [_judged(*one, rules) for one in zip(asked, levels, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Asked:
    """A series, its points, and why they are not judged if they are not."""

    series: Series
    points: _Points
    not_judged: NotJudgedReason | None

    @classmethod
    def of(cls, series: Series, maybe_total: bool) -> _Asked:
        points = _points(series)
        reasons = {
            NotJudgedReason.ROLLING_AVERAGE: series.metric.smoothing is Smoothing.ROLLING,
            NotJudgedReason.NO_CLOSED_PERIOD: not series.closed,
            NotJudgedReason.MAYBE_TOTAL: maybe_total,
            NotJudgedReason.TOO_FEW: not len(points.rows),
            NotJudgedReason.TOO_RARE: _too_rare(series, points.values),
        }
        not_judged = next((reason for reason, applies in reasons.items() if applies), None)
        return cls(series=series, points=points, not_judged=not_judged)

    @property
    def cadence(self) -> Cadence:
        return Cadence.MONTHLY if self.series.cadence in _BY_MONTH else self.series.cadence

    @property
    def record(self) -> Record:
        points = self.points
        return Record(
            values=points.values,
            season=SEASON[self.cadence],
            places=points.places,
            rebased=np.searchsorted(points.last, _days(self.series.rebased)).tolist(),
            moments=_moments(self.series.moments, points.first),
        )


def _judged(asked: _Asked, levels: Levels | None, rules: VariationRules) -> JudgedSeries:
    series, points, not_judged = asked.series, asked.points, asked.not_judged
    control_chart = None
    if not_judged is None:
        values, begins = points.values, list(series.rebased)
        if levels is not None:
            values = levels.values
            begins += [as_date(points.last[level.start]) for level in levels.starts]
        control_chart = examine(
            points.last,
            values,
            better=series.metric.better,
            rebase=begins,
            fix_after=series.metric.fix_limits_after,
            rules=rules,
            sizes=points.sizes,
        )
        if levels is not None:
            better, dependence = series.metric.better, levels.dependence
            control_chart = allow_for_dependence(control_chart, better, dependence)
        not_judged = NotJudgedReason.TOO_FEW if control_chart.variation is None else None
    judged = points if control_chart is not None else _NONE
    return JudgedSeries(
        series=series,
        control_chart=control_chart,
        not_judged=not_judged,
        cadence=asked.cadence,
        first=judged.first,
        last=judged.last,
        rows=judged.rows,
        gaps=_gaps(judged.places),
        levels=levels,
    )


def _points(series: Series) -> _Points:
    """What the rules may judge of a series."""
    rows, values = np.arange(series.closed), series.closed_values
    if series.metric.is_total:
        rows, values = _increments(series)
    if series.cadence in _BY_MONTH:
        return _months(series, rows, values)
    absent = np.concatenate([[0], np.cumsum(missing_between(series))])
    places = (rows + absent[rows]) if len(rows) else rows
    return _Points(
        first=series.first[rows],
        last=series.last[rows],
        rows=rows,
        places=places - places[:1].sum(),
        values=values,
        sizes=series.n[rows] if _is_counted_share(series) else None,
    )


def _months(series: Series, rows: Integers, values: Numbers) -> _Points:
    """One value per complete month: from counts, the sum of what adds, else the mean."""
    if not len(rows):
        return _NONE
    ends = as_dates(series.last[rows])
    begun = series.period(series.closed - 1).shift(1, series.cadence).last
    adds = series.metric.is_total or series.metric.calculation in ADDED
    working_days = series.cadence is Cadence.DAILY and bool(np.is_busday(series.last).all())
    kept: list[tuple[Period, int, float, float]] = []
    for (year, month), places in groupby(
        range(len(rows)), key=lambda place: (ends[place].year, ends[place].month)
    ):
        inside = list(places)
        whole = Period.containing(dt.date(year, month, 1), Cadence.MONTHLY)
        expected = _expected(whole, series.cadence, working_days=working_days)
        if len(inside) < _OF_MONTH * expected or begun <= whole.last:
            continue
        part = slice(int(rows[inside[0]]), int(rows[inside[-1]]) + 1)
        value = float(values[inside].sum()) if adds else pool(series, part).value
        size = counts_of((series, part)).n
        kept.append((whole, int(rows[inside[-1]]), value, np.nan if size is None else size))
    if not kept:
        return _NONE
    first = _days(period.first for period, *_ in kept)
    months = first.astype("datetime64[M]").astype(np.int64)
    return _Points(
        first=first,
        last=_days(period.last for period, *_ in kept),
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
    return month.days


def _is_counted_share(series: Series) -> bool:
    return series.metric.calculation is Calculation.SHARE


def _too_rare(series: Series, values: Numbers) -> bool:
    """Whether a count is so rare that its limits would say nothing."""
    counts = series.metric.calculation is Calculation.COUNT
    return counts and bool(len(values)) and float(values.mean()) < FEWEST_OF_COUNT


def _moments(days: Iterable[dt.date], begins: Days) -> list[int]:
    """The first point that begins on each day or later, of the days after the first point's."""
    places = np.searchsorted(begins, _days(days)).tolist()
    return sorted({place for place in places if 0 < place < len(begins)})


def _days(days: Iterable[dt.date]) -> Days:
    return np.array([*days], dtype="datetime64[D]")


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


def _gaps(places: Integers) -> tuple[MissingPeriods, ...]:
    """Where periods are missing between one point and the next."""
    return tuple(
        MissingPeriods(before=point, missing=step - 1)
        for point, step in enumerate(np.diff(places).tolist(), 1)
        if step > 1
    )


_NONE = _Points(
    first=_days([]),
    last=_days([]),
    rows=np.arange(0),
    places=np.arange(0),
    values=np.array([], dtype=float),
)
