"""Periods: the days that a measurement covers, and the arithmetic of cadences."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.vocabulary import Cadence

_MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.YEARLY: 12}
_DAYS = {Cadence.DAILY: 1, Cadence.WEEKLY: 7}

#: The number of periods in the current value of a goal (k on the Methods page).
POOLED_PERIODS = {
    Cadence.DAILY: 3,
    Cadence.WEEKLY: 3,
    Cadence.MONTHLY: 3,
    Cadence.QUARTERLY: 2,
    Cadence.YEARLY: 1,
}

#: The cadences from finest to coarsest.
FINEST_FIRST = tuple(POOLED_PERIODS)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends included; every calculation uses its last day."""

    last: date
    first: date

    @classmethod
    def containing(cls, day: date, cadence: Cadence, fiscal_year_start: int = 1) -> Period:
        """The period of `cadence` that contains `day`.

        Quarters and years follow the fiscal year, which starts on the first day of the month
        `fiscal_year_start` (1 to 12). Weeks are ISO weeks, Monday to Sunday.
        """
        if cadence is Cadence.DAILY:
            return cls(last=day, first=day)
        if cadence is Cadence.WEEKLY:
            monday = day - timedelta(days=day.weekday())
            return cls(last=monday + timedelta(days=6), first=monday)
        months = _MONTHS[cadence]
        since_start = (day.month - fiscal_year_start) % 12
        first = add_months(day.replace(day=1), -(since_start % months))
        return cls(last=add_months(first, months) - timedelta(days=1), first=first)

    def shift(self, count: int, cadence: Cadence) -> Period:
        """The period `count` periods later (earlier if negative)."""
        if cadence in _DAYS:
            step = timedelta(days=_DAYS[cadence] * count)
            return Period(last=self.last + step, first=self.first + step)
        months = _MONTHS[cadence]
        first = add_months(self.first, months * count)
        return Period(last=add_months(first, months) - timedelta(days=1), first=first)


def days_in(period: Period) -> int:
    """The number of days in a period."""
    return (period.last - period.first).days + 1


def periods_to(period: Period, day: date, cadence: Cadence) -> int:
    """How many periods end after this one and not after a day.

    Negative of an earlier day: how many up to this one end after it.
    """
    if cadence in _DAYS:
        return (day - period.last).days // _DAYS[cadence]
    end, begin = (each + timedelta(days=1) for each in (day, period.last))
    return ((end.year - begin.year) * 12 + end.month - begin.month) // _MONTHS[cadence]


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day if it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_cadences(day: date, count: int, cadence: Cadence) -> date:
    """The day `count` periods of `cadence` after `day`; a month's last day stays a last day."""
    if cadence in _DAYS:
        return day + timedelta(days=_DAYS[cadence] * count)
    months = _MONTHS[cadence] * count
    if (day + timedelta(days=1)).day == 1:
        return add_months(day + timedelta(days=1), months) - timedelta(days=1)
    return add_months(day, months)
