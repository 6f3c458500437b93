"""Dates and periods that are written out: each cell means the same whatever the others are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.check.faults import CellFault
from generator.check.month_names import month_number, weekdays
from generator.check.number_cells import is_missing
from generator.model.periods import FINEST_FIRST, Period, add_months
from generator.model.vocabulary import Cadence
from generator.model.wording import quoted, with_ascii_digits, without_unseen

#: Days outside this range are slips.
_EARLIEST = dt.date(1900, 1, 1)
_LATEST = dt.date(2199, 12, 31)

YEAR_DIGITS = 4
_NAME = r"(?P<name>[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]{3,13})\.?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_QUARTER = r"(?:quartal|kvartal|trim(?:estre|\.)?)"
_FORMS = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})",
        r"(?P<year>\d{4})\. (?P<month>\d{1,2})\. (?P<day>\d{1,2})\.?",
        rf"(?P<day>\d{{1,2}})(?:\.|er|st|nd|rd|th)?(?:[-/ ]| de ){_NAME}(?:,? |[-/]| de ){_YEAR}",
        rf"{_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})(?:[-/]|[.,]? ){_NAME}(?: (?P<day>\d{{1,2}})\.?)?",
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})",
        r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        r"(?P<year>\d{4})M?(?P<month>\d{2})",
        r"(?P<year>\d{4}) ?[年년] ?(?P<month>\d{1,2}) ?[月월](?: ?(?P<day>\d{1,2}) ?[日일])?",
        r"(?:FY ?)?(?P<year>\d{4})[- ]?Q(?P<quarter>\d)",
        r"FY ?(?P<year>\d{2})[- ]?Q(?P<quarter>\d)",
        r"Q(?P<quarter>\d)[- ]?(?:(?:FY ?)?(?P<year>\d{4})|FY ?(?P<short>\d{2}))",
        rf"[QTK](?P<quarter>\d)(?:/| ?')(?:{_YEAR})",
        r"(?:[TK]|Quartal |Kvartal |Trimestre )(?P<quarter>\d)[- ](?P<year>\d{4})",
        rf"(?P<quarter>\d)(?:[QT]|[.ºo]? ?{_QUARTER})(?: de)?[-/ ]?{_YEAR}",
        r"FY ?(?P<year>\d{4}|\d{2})[- ]?P(?P<fiscal>\d{1,2})",
        r"(?P<fiscal>0\d{2})\.(?P<year>\d{4})",
        r"(?P<year>\d{4})-?W(?P<week>\d{1,2})",
        r"(?:KW|CW|W|uge|uke|vecka|v\.) ?(?P<week>\d{1,2})[-/ ](?P<year>\d{4})",
        r"(?:FY ?)?(?P<year>\d{4})",
        r"FY ?(?P<year>\d{2})",
        rf"{_NAME}(?:,? |[-/]| de )'?{_YEAR}",
    )
)
_WEEKDAY = re.compile(r"([^\W\d_]{3,15})\.?,? ")
_ENGLISH_DAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)", re.ASCII | re.IGNORECASE)
SOME_WEEK = re.compile(
    r"(?:week|wk|woche|semaine|semana|settimana|tydzień|týden) ?(?P<week>\d{1,2}),? "
    r"(?P<year>\d{4})",
    re.ASCII | re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:from |vom |du |del |dal )?(\S.*?)"
    r"(?: (?:-|\u2013|to|bis|au|al|a|tot|til|till|do) |\u2013)(\S.*)",
    re.IGNORECASE,
)
_WRITE_AS = "Write it as 2026-10-31, 2026-10, 2026-Q3, 2026-W43, 2026 or FY2027-Q1."
_ISO_WEEKS_HOW = (
    "Write it as 2026-W01 if weeks begin on Monday and the first one holds 4 January (ISO 8601)."
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The first and last day that a cell names, and the cadence of its form; a day fits any."""

    first: dt.date
    last: dt.date
    form: Cadence


DateCell: TypeAlias = Stamp | CellFault | None


def written_out(cell: str, start: int) -> DateCell:
    """A cell that names its month or begins with its year."""
    if is_missing(cell):
        return None
    text = with_ascii_digits(without_unseen(cell))
    start_at = _after_weekday(text)
    try:
        for form in _FORMS:
            match = form.fullmatch(text, start_at)
            parts = {key: part for key, part in match.groupdict().items() if part} if match else {}
            stamp = _stamp(parts, start) if parts else None
            if stamp is not None:
                return plausible(stamp, cell)
    except (ValueError, OverflowError):
        return not_in_calendar(cell)
    if SOME_WEEK.fullmatch(text):
        return CellFault(f"{quoted(cell)} does not say how its weeks are counted.", _ISO_WEEKS_HOW)
    return _of_range(cell, start) or CellFault(f"{quoted(cell)} is not a date.", _WRITE_AS)


def _after_weekday(text: str) -> int:
    """Where a text goes on after the name of a day of the week; 0 without one."""
    found = _WEEKDAY.match(text)
    if found is None:
        return 0
    named = _ENGLISH_DAY.match(text) or found[1].casefold() in weekdays()
    return found.end() if named else 0


def _of_range(cell: str, start: int) -> Stamp | CellFault | None:
    """`2026-10-01 - 2026-10-31`: the period that begins and ends so; None for no two days."""
    found = _RANGE.fullmatch(cell)
    ends = [written_out(end, start) for end in found.groups()] if found else []
    days = [end for end in ends if isinstance(end, Stamp) and end.form is Cadence.DAILY]
    if len(days) < 2:
        return None
    first, last = days[0].first, days[1].last
    for form in FINEST_FIRST:
        if Period.containing(last, form, start) == Period(first=first, last=last):
            return plausible(Stamp(first, last, form), cell)
    return CellFault(
        f"{quoted(cell)} is neither a day, a week, a month, a quarter nor a year.",
        "Export whole periods, each on a row of its own.",
    )


def _stamp(parts: Mapping[str, str], start: int) -> Stamp | None:
    """The stamp of the parts of a date; None without a month of that name.

    Raises ValueError or OverflowError for what is not in the calendar.
    """
    year = full_year(parts["short"] if "short" in parts else parts["year"])
    month = int(parts.get("month", 0))
    if "name" in parts:
        month = month_number(parts["name"])
        if not month:
            return None
    if "day" in parts:
        return of_day(dt.date(year, month, int(parts["day"])))
    if "month" in parts or "name" in parts:
        return of_months(dt.date(year, month, 1), Cadence.MONTHLY)
    if "week" in parts:
        monday = dt.date.fromisocalendar(year, int(parts["week"]), 1)
        return Stamp(monday, monday + dt.timedelta(days=6), Cadence.WEEKLY)
    return _of_fiscal_year(year, parts, start)


def _of_fiscal_year(year: int, parts: Mapping[str, str], start: int) -> Stamp:
    """A fiscal year, or its quarter or month of that number; ValueError if it has none such."""
    # A fiscal year is named by the year in which it ends.
    first = dt.date(year, 1, 1) if start == 1 else dt.date(year - 1, start, 1)
    if "fiscal" in parts:
        return of_months(add_months(first, _within(parts["fiscal"], 12) - 1), Cadence.MONTHLY)
    if "quarter" not in parts:
        return of_months(first, Cadence.YEARLY)
    quarter = _within(parts["quarter"], 4)
    return of_months(add_months(first, 3 * (quarter - 1)), Cadence.QUARTERLY)


def _within(digits: str, most: int) -> int:
    """A number from 1 to `most`; any other raises ValueError."""
    number = int(digits)
    if not 1 <= number <= most:
        raise ValueError(number)
    return number


def plausible(stamp: Stamp, cell: str) -> Stamp | CellFault:
    """The stamp, unless its year can only be a slip."""
    if stamp.first < _EARLIEST:
        return CellFault(f"{quoted(cell)} is before {_EARLIEST.year}.", "Correct the year.")
    if stamp.last > _LATEST:
        return CellFault(f"{quoted(cell)} is after {_LATEST.year}.", "Correct the year.")
    return stamp


def not_in_calendar(cell: str) -> CellFault:
    """The fault of a date such as 31 February."""
    message = f"{quoted(cell)} is not in the calendar."
    return CellFault(message, "Correct the day, week, month or quarter.")


def of_day(day: dt.date) -> Stamp:
    """A day as a stamp."""
    return Stamp(day, day, Cadence.DAILY)


def of_months(first: dt.date, form: Cadence) -> Stamp:
    """The month, quarter or year that begins on a day."""
    return Stamp(first, Period.containing(first, form, first.month).last, form)


def full_year(digits: str) -> int:
    """A year of four digits, or of two in this century."""
    return int(digits) if len(digits) == YEAR_DIGITS else 2000 + int(digits)
