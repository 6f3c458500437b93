"""The window of a series that a forecast may rest on, or the reason why there is none.

A forecast needs one value per period without a gap: the closed periods since the last rebase and
since the last gap that is too long to bridge. A straight line bridges shorter gaps. Of a running
total the values are what each period added.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from generator.measure.comparison import RELATIVE
from generator.measure.series import Numbers, Series, as_date, begins_year, missing_between
from generator.model.periods import Period
from generator.model.vocabulary import Accumulates, Cadence, Smoothing

#: Periods of a season (m in the Methods).
SEASON = {
    Cadence.DAILY: 7,
    Cadence.WEEKLY: 52,
    Cadence.MONTHLY: 12,
    Cadence.QUARTERLY: 4,
    Cadence.YEARLY: 1,
}
#: The season of a daily series without a single weekend day.
WORKING_WEEK = 5

FEWEST_POINTS = 12
LONGEST_GAP = 2
#: With fewer seasons than this of values a forecast is less sure.
SURE_FROM_SEASONS = 2
_FURTHEST = 24
_FURTHEST_OF = {Cadence.YEARLY: 3, Cadence.DAILY: 28}


class NoForecastReason(StrEnum):
    """Why there is no outlook."""

    NO_DUE_DATE = "no-due-date"
    PAST_DUE = "past-due"
    CLOSED = "closed"
    NO_DIRECTION = "no-direction"
    NO_CLOSED_PERIOD = "no-closed-period"
    ROLLING_AVERAGE = "rolling-average"
    TOO_FEW = "too-few"
    CONSTANT = "constant"
    DECIDED = "decided"
    TOO_FAR = "too-far"
    BEGINS_ANEW = "begins-anew"


class Cut(StrEnum):
    """Why earlier points are left out."""

    REBASE = "rebase"
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ForecastWindow:
    """The values that a forecast rests on, one per period and none missing.

    `points` counts the measured ones. `bridged` are the periods without a value, which were put
    on a straight line. `since` is the first period used and `cut` why it is not the series'
    first. Of a running total `values` are what each period added (`of_increments`). `refused` is
    None if there can be a forecast. A series of `working_days` has no weekend day.
    """

    series: Series
    values: Numbers
    points: int
    bridged: tuple[Period, ...]
    since: Period | None
    cut: Cut | None
    of_increments: bool
    working_days: bool
    refused: NoForecastReason | None

    @property
    def season(self) -> int:
        """Periods of a season: 12 monthly, 4 quarterly, 52 weekly, 7 daily, 1 yearly."""
        return WORKING_WEEK if self.working_days else SEASON[self.series.cadence]

    @property
    def furthest(self) -> int:
        """How many periods ahead a forecast may look."""
        return furthest_of(self.series.cadence)

    @property
    def low_confidence(self) -> bool:
        """Whether there are too few seasons of values to be sure."""
        return len(self.values) < SURE_FROM_SEASONS * self.season

    def ahead(self, steps: int) -> Period:
        """The period so many steps after the newest closed one."""
        newest = self.series.newest
        assert newest is not None
        if not self.working_days:
            return newest.shift(steps, self.series.cadence)
        day = as_date(np.busday_offset(np.datetime64(newest.last, "D"), steps))
        return Period(last=day, first=day)


def furthest_of(cadence: Cadence) -> int:
    """How many periods ahead a forecast may look: min(2m, 24); yearly 3, daily 28."""
    return _FURTHEST_OF.get(cadence, min(2 * SEASON[cadence], _FURTHEST))


def find_window(series: Series) -> ForecastWindow:
    """The closed periods of a series on which a forecast may rest."""
    total = series.metric.accumulates is not Accumulates.NO
    closed = series.closed
    missing = np.array(missing_between(series), dtype=np.int64)[: max(closed - 1, 0)]
    start, cut = _start(series, missing)
    places = np.concatenate([[0], np.cumsum(missing[start:] + 1)]) if closed else np.zeros(0)
    working = _counts_working_days(series)
    values = series.value[start:closed]
    grid = np.arange(int(places[-1]) + 1) if closed else np.zeros(0)
    full = np.interp(grid, places, values) if closed else values
    if total and closed:
        full = _added(series, full, places.astype(np.int64), start)
    points = max(len(values) - (len(grid) - len(full)), 0)
    return ForecastWindow(
        series=series,
        values=full,
        points=points,
        bridged=_bridged(series, missing, start),
        since=series.period(start) if closed else None,
        cut=cut,
        of_increments=total,
        working_days=working,
        refused=_refused(series, full, points),
    )


def begins_of_totals(window: ForecastWindow, steps: int) -> npt.NDArray[np.int64]:
    """From which step on each step's running total adds up; -1: from the newest total.

    A total that starts again with the (fiscal) year adds up from the year's first period.
    """
    begins = np.full(steps, -1, dtype=np.int64)
    series = window.series
    if series.metric.accumulates is not Accumulates.YEAR or series.newest is None:
        return begins
    year, begin = _year(series, series.newest), -1
    for step in range(steps):
        if (new := _year(series, window.ahead(step + 1))) != year:
            year, begin = new, step
        begins[step] = begin
    return begins


def _start(series: Series, missing: npt.NDArray[np.int64]) -> tuple[int, Cut | None]:
    """Where the window begins: after the last rebase or unbridgeable gap, whichever is later."""
    rebased = series.group_start
    breaks = missing > LONGEST_GAP
    if series.metric.accumulates is Accumulates.YEAR:
        breaks |= (missing > 0) & _crosses_year(series)
    after_gap = int(np.flatnonzero(breaks)[-1]) + 1 if breaks.any() else 0
    if after_gap > rebased:
        return after_gap, Cut.GAP
    return rebased, Cut.REBASE if rebased else None


def _crosses_year(series: Series) -> npt.NDArray[np.bool_]:
    """Between which closed periods and the next the (fiscal) year changes."""
    years = np.array(
        [_year(series, period) for period in series.periods[: series.closed]], dtype=object
    )
    crosses: npt.NDArray[np.bool_] = np.array(years[1:] != years[:-1], dtype=np.bool_)
    return crosses


def _year(series: Series, period: Period) -> Period:
    return Period.containing(period.last, Cadence.YEARLY, series.fiscal_year_start)


def _added(series: Series, totals: Numbers, places: npt.NDArray[np.int64], start: int) -> Numbers:
    """What each period of the window added; missing ones share evenly what they added together.

    The first period's own share is known only where the total starts again with it.
    """
    begins = begins_year(series)[start : series.closed]
    if series.metric.accumulates is Accumulates.YEAR:
        begins[1:] |= _crosses_year(series)[start:]
    added = np.diff(totals, prepend=0.0)
    added[places[begins]] = totals[places[begins]]
    return added if begins[0] else added[1:]


def _bridged(series: Series, missing: npt.NDArray[np.int64], start: int) -> tuple[Period, ...]:
    periods = []
    for index in np.flatnonzero(missing[start:]).tolist():
        before = series.period(start + index)
        for count in range(1, int(missing[start + index]) + 1):
            if _counts_working_days(series):
                day = as_date(np.busday_offset(np.datetime64(before.last, "D"), count))
                periods.append(Period(last=day, first=day))
            else:
                periods.append(before.shift(count, series.cadence))
    return tuple(periods)


def _counts_working_days(series: Series) -> bool:
    return series.cadence is Cadence.DAILY and bool(np.is_busday(series.last).all())


def _refused(series: Series, values: Numbers, points: int) -> NoForecastReason | None:
    if series.metric.smoothing is Smoothing.ROLLING:
        return NoForecastReason.ROLLING_AVERAGE
    if not series.closed:
        return NoForecastReason.NO_CLOSED_PERIOD
    if points < FEWEST_POINTS:
        return NoForecastReason.TOO_FEW
    if np.ptp(values) <= RELATIVE * np.abs(values).max():
        return NoForecastReason.CONSTANT
    return None
