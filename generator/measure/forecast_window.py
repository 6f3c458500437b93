"""The window of a series that a forecast may rest on, or the reason why there is none.

A forecast needs one value per period without a gap: the closed periods since the last rebase and
since the last gap that is too long to bridge. A straight line bridges shorter gaps. Of a running
total the values are what each period added.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from generator.measure.comparison import RELATIVE
from generator.measure.series import (
    Flags,
    Integers,
    Numbers,
    Series,
    as_date,
    begins_year,
    missing_between,
    starts_again,
)
from generator.model.periods import Period
from generator.model.vocabulary import Cadence, Smoothing

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
#: How many periods ahead the forecast was tried on series that it had never seen.
_MEASURED_TO = {Cadence.MONTHLY: 12, Cadence.QUARTERLY: 8}


class NoForecastReason(StrEnum):
    """Why there is no outlook."""

    NO_DUE_DATE = "no-due-date"
    PAST_DUE = "past-due"
    CLOSED = "closed"
    NO_DIRECTION = "no-direction"
    NO_CLOSED_PERIOD = "no-closed-period"
    STALE = "stale"
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

    Of a running total they are what each period added. `points` counts the measured ones;
    `bridged` are the periods without a value. `since` is the first period used and `cut` why it is
    not the series' first. `refused` is None if there can be a forecast. A series of
    `working_days` has no weekend day.
    """

    series: Series
    values: Numbers
    points: int
    bridged: tuple[Period, ...]
    since: Period | None
    cut: Cut | None
    working_days: bool
    refused: NoForecastReason | None

    @property
    def season(self) -> int:
        """Periods of a season: 12 monthly, 4 quarterly, 52 weekly, 7 daily, 1 yearly."""
        return WORKING_WEEK if self.working_days else SEASON[self.series.cadence]

    @property
    def low_confidence(self) -> bool:
        """Whether there are too few seasons of values to be sure."""
        return len(self.values) < SURE_FROM_SEASONS * self.season

    def ahead(self, steps: int) -> Period:
        """The period so many steps after the newest closed one."""
        newest = self.series.newest
        assert newest is not None
        return _later(newest, steps, self.series.cadence, working_days=self.working_days)


def furthest_of(cadence: Cadence) -> int:
    """How many periods ahead a forecast may look: min(2m, 24); yearly 3, daily 28."""
    return _FURTHEST_OF.get(cadence, min(2 * SEASON[cadence], _FURTHEST))


def measured_to(cadence: Cadence) -> int:
    """How many periods ahead a chance has a number: as far as the forecast was tried."""
    return _MEASURED_TO.get(cadence, furthest_of(cadence))


def find_window(series: Series) -> ForecastWindow:
    """The closed periods of a series on which a forecast may rest."""
    closed, cadence = series.closed, series.cadence
    missing = missing_between(series)[: max(closed - 1, 0)]
    start, cut = _start(series, missing)
    working_days = cadence is Cadence.DAILY and bool(np.is_busday(series.last).all())
    values = series.value[start:closed]
    points = len(values)
    if points:
        places = np.concatenate([[0], np.cumsum(missing[start:] + 1)])
        values = np.interp(np.arange(places[-1] + 1), places, values)
        if series.metric.is_total:
            values = _added(series, values, places, start)
            points -= int(places[-1]) + 1 - len(values)
    return ForecastWindow(
        series=series,
        values=values,
        points=points,
        bridged=tuple(
            _later(series.period(index), count, cadence, working_days=working_days)
            for index, gap in enumerate(missing[start:].tolist(), start)
            for count in range(1, gap + 1)
        ),
        since=series.period(start) if closed else None,
        cut=cut,
        working_days=working_days,
        refused=_refused(series, values, points),
    )


def begins_of_totals(window: ForecastWindow, steps: int) -> Integers:
    """From which step on each step's running total adds up; -1: from the newest total.

    A total that starts again with the (fiscal) year adds up from the year's first period.
    """
    series = window.series
    ahead = [window.ahead(step).last for step in range(steps + 1)]
    days = np.array(ahead, dtype="datetime64[D]")
    again = starts_again(series, days[:-1], days[1:])
    return np.maximum.accumulate(np.where(again, np.arange(steps), -1))


def _start(series: Series, missing: Integers) -> tuple[int, Cut | None]:
    """Where the window begins: after the last rebase or unbridgeable gap, whichever is later."""
    rebased = series.group_start
    breaks = missing > LONGEST_GAP
    breaks |= (missing > 0) & _starts_again(series)
    after_gap = int(np.flatnonzero(breaks)[-1]) + 1 if breaks.any() else 0
    if after_gap > rebased:
        return after_gap, Cut.GAP
    return rebased, Cut.REBASE if rebased else None


def _starts_again(series: Series) -> Flags:
    """Between which closed periods and the next a running total starts again."""
    days = series.last[: series.closed]
    return starts_again(series, days[:-1], days[1:])


def _added(series: Series, totals: Numbers, places: Integers, start: int) -> Numbers:
    """What each period of the window added; missing ones share evenly what they added together.

    The first period's own share is known only where the total starts again with it.
    """
    begins = begins_year(series)[start : series.closed]
    begins[1:] |= _starts_again(series)[start:]
    added = np.diff(totals, prepend=0.0)
    added[places[begins]] = totals[places[begins]]
    return added if begins[0] else added[1:]


def _later(period: Period, count: int, cadence: Cadence, *, working_days: bool) -> Period:
    if not working_days:
        return period.shift(count, cadence)
    day = as_date(np.busday_offset(np.datetime64(period.last, "D"), count))
    return Period(last=day, first=day)


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
