"""Timestamps: cells with a date and a time, cut to what decides the day.

Millions of rows have millions of timestamps, but few days. A timestamp is cut to its date as
written; if it moves to another time zone, a mark says by how many days. The time stays only near
midnight, where the day depends on summer time.
"""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from functools import cache
from zoneinfo import ZoneInfo

from generator.model.dialect import EXCEL_DATES, UNIX_TIMES

#: Separates the date of a cut timestamp from its mark: a number of days, or a time and an offset.
CUT = "\ue000"

_TIME = re.compile(
    r"(\d{1,2}):(\d{2})(?::(?P<seconds>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?\s*"
    r"(?P<offset>Z|(?:UTC|GMT)?(?:[+-]\d{1,2}(?::?\d{2})?)?)(?-i:(?P<letters>[A-Z]{3,5}))?",
    re.ASCII | re.IGNORECASE,
)
_DATE_AND_TIME = re.compile(r"(.*?\S)(?:,? +|(?<=\d)T)(\d{1,2}:.+)", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d{1,2})(?::?(\d{2}))?")
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 -- its zone is written behind it
#: A number of seconds or milliseconds since 1970 has at most so many digits.
_MOST_DIGITS = 13
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_DAY = 24 * 60
_HOUR = 60
_MOST_KEPT = 200_000
_YEARS = range(2000, 2041)
_HOURS = (0, 12)


class Timestamps(dict[str, str]):
    """Cuts each cell once: `timestamps[cell]`. Cells are in `zone` unless they state an offset.

    Without `to`, the company's zone, times are dropped. Letters such as AST name several zones, so
    such a time counts as one without an offset; `letters` are those that no zone explains, each
    with its first cell. A cell that is no timestamp comes back whole; the
    parser of dates reports it.
    """

    def __init__(self, dates: str, zone: dt.tzinfo | None, to: ZoneInfo | None) -> None:
        super().__init__()
        self.letters: dict[str, str] = {}
        self._ticks = UNIX_TIMES.get(dates, 0)
        self._zone = zone
        self._to = to
        self._spans: dict[str, tuple[int, int] | None] = {}
        self._hours = _Hours(self)

    def cut_all(self, cells: list[str]) -> list[str]:
        """A column of cells, cut. Those written to the second are cut once per hour."""
        hours = self._hours
        return [
            (hours[cell[:13] + cell[19:]] or self[cell])
            if cell[16:17] == ":" == cell[13:14]
            else self[cell]
            for cell in cells
        ]

    def __missing__(self, cell: str) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        cut = self[cell] = self._cut(cell.replace(CUT, "").strip())
        return cut

    def _cut(self, cell: str) -> str:
        if self._ticks:
            cell = _of_ticks(cell, self._ticks)
        found = _DATE_AND_TIME.fullmatch(cell)
        parsed = _TIME.fullmatch(found[2]) if found else None
        if found is None or parsed is None:
            return cell
        date = found[1]
        if parsed["letters"] and self._zone is None and self._to is not None:
            self.letters.setdefault(parsed["letters"], cell)
        minutes = _minutes(parsed)
        if minutes is None:
            return cell
        return date + self._mark(minutes, parsed["offset"])

    def _mark(self, minutes: int, offset: str) -> str:
        if self._to is None or (not offset and self._zone is None):
            return ""
        if offset not in self._spans:
            self._spans[offset] = _ahead(zone_of(offset) or self._zone, self._to)
        span = self._spans[offset]
        if span is None:
            return ""
        least, most = ((minutes + ahead) // _DAY for ahead in span)
        if least == most:
            return f"{CUT}{least}" if least else ""
        return f"{CUT}{minutes // 60:02}:{minutes % 60 // 15 * 15:02}{CUT}{offset}"


class _Hours(dict[str, str]):
    """The cut of all timestamps of an hour; "" if they differ. The key has no minutes."""

    def __init__(self, timestamps: Timestamps) -> None:
        super().__init__()
        self._timestamps = timestamps

    def __missing__(self, key: str) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        hour, rest = key[:13], key[13:]
        first, last = (self._timestamps[f"{hour}:{minute}{rest}"] for minute in ("00:00", "59:59"))
        cut = self[key] = first if first == last else ""
        return cut


def day_in_zone(day: dt.date, mark: str, zone: dt.tzinfo | None, to: ZoneInfo | None) -> dt.date:
    """The day of a cut timestamp in the company's time zone."""
    if not mark:
        return day
    time, cut, offset = mark.partition(CUT)
    if not cut:
        return day + dt.timedelta(days=int(mark))
    source = zone_of(offset) or zone
    moment = dt.datetime.combine(day, dt.time.fromisoformat(time), source)
    return moment.astimezone(to).date()


def split_moment(cell: str, dates: str) -> tuple[str, dt.timedelta | None, str]:
    """The date of a cell, its time of day (None without one), and its offset as written.

    `dates` is how exports.toml declares them.
    """
    if dates in UNIX_TIMES:
        cell = _of_ticks(cell, UNIX_TIMES[dates])
    if dates == EXCEL_DATES and _SERIAL.fullmatch(cell):
        day, fraction = divmod(float(cell), 1)
        time = dt.timedelta(seconds=round(fraction * _DAY * 60))
        return f"{day:.0f}", time if "." in cell else None, ""
    if "%H" in dates or "%I" in dates:
        with suppress(ValueError):
            moment = dt.datetime.strptime(cell, dates)  # noqa: DTZ007 -- its offset comes back
            return cell, moment - moment.replace(hour=0, minute=0, second=0), f"{moment:%z}"
    found = _DATE_AND_TIME.fullmatch(cell)
    parsed = _TIME.fullmatch(found[2]) if found else None
    minutes = _minutes(parsed) if parsed else None
    if found is None or parsed is None or minutes is None:
        return cell, None, ""
    time = dt.timedelta(minutes=minutes, seconds=int(parsed["seconds"] or 0))
    return found[1], time, parsed["offset"]


def _of_ticks(cell: str, ticks: int) -> str:
    """A number of seconds or milliseconds since 1970 as a timestamp in UTC."""
    if not cell.isdecimal() or len(cell) > _MOST_DIGITS:
        return cell
    return f"{_EPOCH + dt.timedelta(seconds=int(cell) // ticks):%Y-%m-%d %H:%M:%S}Z"


def zone_of(offset: str) -> dt.tzinfo | None:
    """The time zone of an offset as written beside a time; None if there is none."""
    if not offset:
        return None
    found = _OFFSET.search(offset)
    if found is None:
        return dt.UTC
    ahead = dt.timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return dt.timezone(-ahead if found[1] == "-" else ahead)


def _minutes(time: re.Match[str]) -> int | None:
    hours, minutes, half = int(time[1]), int(time[2]), time["half"]
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.lower().startswith("p") else 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


@cache
def _ahead(source: dt.tzinfo | None, to: ZoneInfo) -> tuple[int, int] | None:
    """By how many minutes `to` is ahead, at least and at most, with an hour's margin."""
    differences = set()
    for year in _YEARS:
        start = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
        for day in range(366):
            for hour in _HOURS:
                moment = start + dt.timedelta(days=day, hours=hour)
                here = (source or dt.UTC).utcoffset(moment.astimezone(source).replace(fold=0))
                there = to.utcoffset(moment.astimezone(to))
                differences.add((there or dt.timedelta()) - (here or dt.timedelta()))
    minutes = sorted(int(ahead.total_seconds()) // 60 for ahead in differences)
    if minutes == [0]:
        return None
    return minutes[0] - _HOUR, minutes[-1] + _HOUR
