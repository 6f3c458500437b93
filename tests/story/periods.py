"""Periods of the story: months, quarters, weeks and years, and how owners write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Cadence = Literal["monthly", "quarterly", "weekly", "yearly"]
DateForm = Literal["period", "excel", "last-day"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One period: its name (2026-10, 2026-Q3, 2026-W43, 2026) and its last day."""

    name: str
    last: date

    def written(self, form: DateForm) -> str:
        """Return the period as an owner writes it: as its name, as Excel does, or as a day."""
        if form == "last-day":
            return self.last.isoformat()
        if form == "excel" and len(self.name) == 7 and self.name[5:].isdigit():
            return f"{_MONTHS[self.last.month - 1]}-{self.last:%y}"
        return self.name


def month_end(month: str) -> date:
    """Return the last day of a month written 2026-10."""
    year, number = int(month[:4]), int(month[5:7])
    following = date(year + number // 12, number % 12 + 1, 1)
    return following - timedelta(days=1)


def span(cadence: Cadence, first: str, last: str) -> list[Period]:
    """Return the periods that end in the months from ``first`` to ``last``, both included."""
    begin, end = month_end(first).replace(day=1), month_end(last)
    days = (begin + timedelta(days=step) for step in range((end - begin).days + 1))
    named = ((day, _name_if_last(cadence, day)) for day in days)
    return [Period(name=name, last=day) for day, name in named if name]


def _name_if_last(cadence: Cadence, day: date) -> str:
    """Return the name of the period that ends on this day, or nothing where none does."""
    next_day = day + timedelta(days=1)
    if cadence == "weekly":
        iso = day.isocalendar()
        return f"{iso.year}-W{iso.week:02d}" if iso.weekday == 7 else ""
    if next_day.month == day.month:
        return ""
    if cadence == "monthly":
        return f"{day:%Y-%m}"
    if cadence == "quarterly":
        return f"{day.year}-Q{day.month // 3}" if day.month % 3 == 0 else ""
    return str(day.year) if day.month == 12 else ""
