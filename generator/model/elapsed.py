"""The time between two dates as exports.toml declares it: its columns, unit and open hours."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.model.declared_values import Constraint, setting

#: The seconds of each unit of time that a metric may have.
SECONDS_OF = {
    "seconds": 1.0,
    "minutes": 60.0,
    "hours": 3600.0,
    "days": 86400.0,
    "weeks": 604800.0,
}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAME = "|".join(_DAYS)
_OPEN = re.compile(
    rf"({_NAME})(?:-({_NAME}))?(?: (\d{{1,2}}):(\d\d)-(\d{{1,2}}):(\d\d))?",
    re.ASCII | re.IGNORECASE,
)
_WHOLE_DAY = 24 * 60
#: From which minute of a day to which.
Window = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHours:
    """The windows in which time counts, for each day of the week from Monday."""

    windows: tuple[tuple[Window, ...], ...]

    @property
    def minutes_a_day(self) -> int:
        """The length of an open day; 0 if they are of different length."""
        lengths = {sum(end - start for start, end in day) for day in self.windows if day}
        return lengths.pop() if len(lengths) == 1 else 0


def _windows(texts: Sequence[str]) -> list[list[Window]]:
    """The windows of each day; ValueError if a text is none or two of them overlap."""
    windows: list[list[Window]] = [[] for _ in _DAYS]
    for text in texts:
        found = _OPEN.fullmatch(" ".join(text.split()))
        if found is None:
            raise ValueError(text)
        first = _DAYS.index(found[1].lower())
        last = _DAYS.index((found[2] or found[1]).lower())
        start, end = (
            (int(found[hour]) * 60 + int(found[hour + 1]) if found[3] else whole)
            for hour, whole in ((3, 0), (5, _WHOLE_DAY))
        )
        if last < first or not start < end <= _WHOLE_DAY:
            raise ValueError(text)
        for day in windows[first : last + 1]:
            day.append((start, end))
    for day in windows:
        day.sort()
        if any(later[0] < earlier[1] for earlier, later in pairwise(day)):
            raise ValueError(texts)
    return windows


def _are_hours(texts: Sequence[str]) -> bool:
    try:
        return bool(_windows(texts))
    except ValueError:
        return False


def _are_days(texts: Sequence[str]) -> bool:
    try:
        return bool(_days(texts)) or not texts
    except ValueError:
        return False


def _days(texts: Sequence[str]) -> frozenset[dt.date]:
    return frozenset(map(dt.date.fromisoformat, texts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Elapsed:
    """The time from `opened` to `closed`, two columns, in a unit.

    With `hours` only open time counts, and none on `holidays`. `skip_negative` leaves out what
    ends before it begins; else it is refused.
    """

    opened: str = ""
    closed: str = ""
    unit: str = setting("", choices={unit: unit for unit in SECONDS_OF})
    hours: OpenHours | None = setting(
        None,
        given=tuple[str, ...],
        constraint=Constraint(
            _are_hours,
            "Open hours are days of the week and times.",
            'Write hours = "Mon-Fri 9:00-17:00", or several such in a list.',
        ),
        make=lambda texts: OpenHours(windows=tuple(map(tuple, _windows(texts)))),
    )
    holidays: frozenset[dt.date] = setting(
        frozenset(),
        given=tuple[str, ...],
        constraint=Constraint(
            _are_days,
            "Holidays are days.",
            'Write holidays = ["2026-12-25", "2026-12-26"].',
        ),
        make=_days,
    )
    skip_negative: bool = setting(False, keys=("negative",), choices={"skip": True})

    @property
    def seconds_of_unit(self) -> float:
        """The seconds of a unit; a day of open hours is as long as these."""
        if self.unit == "days" and self.hours is not None:
            return self.hours.minutes_a_day * 60.0
        return SECONDS_OF[self.unit]
