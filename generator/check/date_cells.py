"""Dates and periods as people write them; a column, or exports.toml, decides their order.

`03/04/2026` can be read in two ways. Another cell of the column may show the order of day, month
and year: by a part that can be no month, or by a day that is the last of its month in one order
only. A column that shows two orders, or none, is refused, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from generator.check.faults import CellFault, ParsedColumn, on_lines, parsed_column, same_on
from generator.check.number_cells import is_missing
from generator.model.mapping import EXCEL_DATES, PERIODS
from generator.model.periods import FINEST_FIRST, Period, add_months
from generator.model.vocabulary import Cadence
from generator.model.wording import all_of, any_of, quoted

#: Days outside this range are slips.
_EARLIEST = dt.date(1900, 1, 1)
_LATEST = dt.date(2199, 12, 31)

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SOME_ORDER = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_SERIAL_ORIGIN = dt.date(1899, 12, 30)
_ORDERS = {"day-first": "dmy", "month-first": "mdy", "year-first": "ymd"}
_YEAR_DIGITS = 4
_FORMS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})[-/ ](?P<name>[A-Za-z]{3,9})\.?[-/ ](?P<year>\d{4}|\d{2})",
        r"(?P<name>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}), (?P<year>\d{4})",
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})",
        r"(?i)(?:FY ?)?(?P<year>\d{4})[- ]?Q(?P<quarter>\d)",
        r"(?i)Q(?P<quarter>\d)[- ]?(?:FY ?)?(?P<year>\d{4})",
        r"(?i)(?P<year>\d{4})-?W(?P<week>\d{1,2})",
        r"(?i)(?:FY ?)?(?P<year>\d{4})",
        r"(?P<name>[A-Za-z]{3,9})\.?[- ](?P<year>\d{4}|\d{2})",
    )
)
_WRITE_AS = "Write it as 2026-10-31, 2026-10, 2026-Q3, 2026-W43, 2026 or FY2027-Q1."
_WRITE_ALL = "Write all of them as year-month-day, such as 2026-10-31"
_CORRECT_DECLARED = "Correct the cell, or what exports.toml declares of the dates."

#: The noun and an example of a period of each cadence.
UNITS = {cadence: unit for unit, cadence in PERIODS.items()}
EXAMPLES = {
    Cadence.DAILY: "2026-10-31",
    Cadence.WEEKLY: "2026-W43",
    Cadence.MONTHLY: "2026-10",
    Cadence.QUARTERLY: "2026-Q3",
    Cadence.YEARLY: "2026",
}

_ENOUGH_TO_INFER = 4
_GAPS = (  # the longest median gap in days that still means this cadence
    (3.0, Cadence.DAILY),
    (10.0, Cadence.WEEKLY),
    (45.0, Cadence.MONTHLY),
    (135.0, Cadence.QUARTERLY),
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The first and last day that a cell names, and the cadence of its form; a day fits any."""

    first: dt.date
    last: dt.date
    form: Cadence


_Parsed = Stamp | CellFault | None
#: The lines on which each distinct cell stands.
_Lines = dict[str, list[int]]


def parse_dates(
    cells: Sequence[str], lines: Sequence[int], fiscal_year_start: int = 1, declared: str = ""
) -> ParsedColumn[Stamp]:
    """Parses a column by its `declared` dates, else as it shows; `lines` are for the messages."""
    parsed: dict[str, _Parsed] = {}
    in_some_order: _Lines = {}
    serials: _Lines = {}
    for line, cell in zip(lines, cells, strict=True):
        if declared:
            if cell not in parsed:
                parsed[cell] = _declared(cell, fiscal_year_start, declared)
        elif _SOME_ORDER.fullmatch(cell):
            in_some_order.setdefault(cell, []).append(line)
        elif _SERIAL.fullmatch(cell):
            serials.setdefault(cell, []).append(line)
        elif cell not in parsed:
            parsed[cell] = _written_out(cell, fiscal_year_start)
    parsed |= _in_one_order(in_some_order)
    parsed |= _serials(serials)
    return parsed_column(cells, parsed)


def period_of(stamp: Stamp, cadence: Cadence, fiscal_year_start: int = 1) -> Period | None:
    """The period of a metric's cadence that a stamp names; None if its form does not fit."""
    if stamp.form is cadence:
        return Period(last=stamp.last, first=stamp.first)
    if stamp.form is Cadence.DAILY:
        return Period.containing(stamp.last, cadence, fiscal_year_start)
    return None


def infer_cadence(metric: str, stamps: Sequence[Stamp]) -> Cadence | CellFault:
    """The cadence that dates show: their form, else the median gap of at least four days."""
    forms = {stamp.form for stamp in stamps} - {Cadence.DAILY}
    if len(forms) == 1:
        return forms.pop()
    if forms:
        named = all_of([f"{UNITS[form]}s" for form in FINEST_FIRST if form in forms])
        return CellFault(
            f'The dates of "{metric}" are {named}, so its cadence cannot be told.',
            "State the cadence, and write all its dates in that form.",
        )
    days = sorted({stamp.last for stamp in stamps})
    if len(days) < _ENOUGH_TO_INFER:
        few = "one date is" if len(days) == 1 else f"{len(days)} dates are"
        return CellFault(
            f'The cadence of "{metric}" is blank, and {few} too few to work it out.',
            "State it: daily, weekly, monthly, quarterly or yearly.",
        )
    gap = median((later - earlier).days for earlier, later in pairwise(days))
    return next((cadence for most, cadence in _GAPS if gap <= most), Cadence.YEARLY)


def _written_out(cell: str, start: int) -> _Parsed:
    """A cell that names its month or begins with its year."""
    if is_missing(cell):
        return None
    try:
        for form in _FORMS:
            match = form.fullmatch(cell)
            stamp = _stamp(match.groupdict(), start) if match else None
            if stamp is not None:
                return _plausible(stamp, cell)
    except (ValueError, OverflowError):
        return _not_in_calendar(cell)
    return CellFault(f"{quoted(cell)} is not a date.", _WRITE_AS)


def _stamp(parts: Mapping[str, str], start: int) -> Stamp | None:
    """The stamp of the parts of a date; None without a month of that name.

    Raises ValueError or OverflowError for what is not in the calendar.
    """
    year = _full_year(parts["year"])
    month = int(parts.get("month", 0))
    if "name" in parts:
        month = _month_number(parts["name"])
        if not month:
            return None
    if "day" in parts:
        return _of_day(dt.date(year, month, int(parts["day"])))
    if "month" in parts or "name" in parts:
        return _of_months(dt.date(year, month, 1), Cadence.MONTHLY)
    if "week" in parts:
        monday = dt.date.fromisocalendar(year, int(parts["week"]), 1)
        return Stamp(monday, monday + dt.timedelta(days=6), Cadence.WEEKLY)
    # A fiscal year is named by the year in which it ends.
    first = dt.date(year, 1, 1) if start == 1 else dt.date(year - 1, start, 1)
    if "quarter" not in parts:
        return _of_months(first, Cadence.YEARLY)
    quarter = int(parts["quarter"])
    if not 1 <= quarter <= 4:
        raise ValueError(quarter)
    return _of_months(add_months(first, 3 * (quarter - 1)), Cadence.QUARTERLY)


def _plausible(stamp: Stamp, cell: str) -> Stamp | CellFault:
    """The stamp, unless its year can only be a slip."""
    if stamp.first < _EARLIEST:
        return CellFault(f"{quoted(cell)} is before {_EARLIEST.year}.", "Correct the year.")
    if stamp.last > _LATEST:
        return CellFault(f"{quoted(cell)} is after {_LATEST.year}.", "Correct the year.")
    return stamp


def _not_in_calendar(cell: str) -> CellFault:
    message = f"{quoted(cell)} is not in the calendar."
    return CellFault(message, "Correct the day, week, month or quarter.")


def _declared(cell: str, start: int, declared: str) -> _Parsed:
    """A cell of a column whose dates exports.toml declares; other written-out dates pass too."""
    if is_missing(cell):
        return None
    if declared == EXCEL_DATES:
        if _SERIAL.fullmatch(cell):
            return _plausible(_of_day(_serial_day(cell)), cell)
    elif declared in _ORDERS:
        days = _days_by_order(cell)
        if declared in days:
            return _plausible(_of_day(days[declared]), cell)
        if days:
            message = f"{quoted(cell)} is no date that is written {declared}."
            return CellFault(message, _CORRECT_DECLARED)
    else:
        return _by_format(cell, declared)
    alone = parse_dates([cell], [0], start)
    return alone.faults.get(0) or alone.values[0]


def _by_format(cell: str, declared: str) -> Stamp | CellFault:
    """A cell in a format such as `%d.%m.%Y`; its time may have been cut off."""
    cut = min((declared.partition(mark)[0].rstrip(" T,") for mark in ("%H", "%I")), key=len)
    for form in dict.fromkeys((declared, cut)):
        try:
            day = dt.datetime.strptime(cell, form).date()  # noqa: DTZ007 -- a date alone
        except ValueError:
            continue
        is_day = "%d" in form or "%j" in form or "%x" in form
        stamp = _of_day(day) if is_day else _of_months(day.replace(day=1), Cadence.MONTHLY)
        return _plausible(stamp, cell)
    return CellFault(f"{quoted(cell)} is not written as {declared}.", _CORRECT_DECLARED)


def _in_one_order(written: _Lines) -> dict[str, _Parsed]:
    """Parses the cells whose order of day, month and year the column has to show."""
    days_of = {cell: days for cell in written if (days := _days_by_order(cell))}
    parsed: dict[str, _Parsed] = {
        cell: _not_in_calendar(cell) for cell in written if cell not in days_of
    }
    orders = [order for order in _ORDERS if all(order in days for days in days_of.values())]
    if not orders:
        return parsed | dict.fromkeys(days_of, _mixed(days_of, written))
    if len(orders) > 1:
        orders = _by_last_days(orders, days_of) or orders
    unsure = []
    for cell, days in days_of.items():
        if len({days[order] for order in orders}) == 1:
            parsed[cell] = _plausible(_of_day(days[orders[0]]), cell)
        else:
            unsure.append(cell)
    if not unsure:
        return parsed
    ways = " or as ".join(str(days_of[unsure[0]][order]) for order in orders)
    fault = CellFault(
        f'"{unsure[0]}" can be read as {ways}, and no other cell of the column tells which.',
        f"{_WRITE_ALL}, or declare the order for this file in exports.toml: "
        f"dates = {any_of(quoted(order) for order in orders)}.",
        names_lines=True,
    )
    return parsed | dict.fromkeys(unsure, fault.with_note(same_on(_sorted_lines(unsure, written))))


def _days_by_order(cell: str) -> dict[str, dt.date]:
    """The day that a cell names under each order in which it names one."""
    match = _SOME_ORDER.fullmatch(cell)
    if match is None:
        return {}
    days: dict[str, dt.date] = {}
    parts = (match[1], match[3], match[4])
    for order, letters in _ORDERS.items():
        part = dict(zip(letters, parts, strict=True))
        if len(parts[2]) == _YEAR_DIGITS and letters[2] != "y":
            continue
        try:
            days[order] = dt.date(_full_year(part["y"]), int(part["m"]), int(part["d"]))
        except ValueError:
            continue
    return days


def _by_last_days(orders: Sequence[str], days_of: Mapping[str, Mapping[str, dt.date]]) -> list[str]:
    """The one order under which a day is the last of its month while it is so under no other."""
    shown = set()
    for days in days_of.values():
        ends = [order for order in orders if (days[order] + dt.timedelta(days=1)).day == 1]
        if len(ends) == 1:
            shown.add(ends[0])
    return list(shown) if len(shown) == 1 else []


def _mixed(days_of: Mapping[str, Mapping[str, dt.date]], written: _Lines) -> CellFault:
    groups: dict[str, list[str]] = {}
    for cell, days in days_of.items():
        groups.setdefault(next(iter(days)), []).append(cell)
    shown = all_of(
        f'{order} dates ("{cells[0]}" on {on_lines(_sorted_lines(cells, written))})'
        for order, cells in groups.items()
    )
    return CellFault(f"The column mixes {shown}.", f"{_WRITE_ALL}.", names_lines=True)


def _serials(written: _Lines) -> dict[str, _Parsed]:
    """Refuses the numbers by which Excel counts days."""
    if not written:
        return {}
    first = next(iter(written))
    fault = CellFault(
        f'"{first}" looks like an Excel day number, {_serial_day(first)}.',
        "Format the column as a date (yyyy-mm-dd) in Excel and save it again.",
        names_lines=True,
    )
    return dict.fromkeys(written, fault.with_note(same_on(_sorted_lines([*written], written))))


def _sorted_lines(cells: Sequence[str], written: _Lines) -> list[int]:
    return sorted(line for cell in cells for line in written[cell])


def _serial_day(cell: str) -> dt.date:
    return _SERIAL_ORIGIN + dt.timedelta(days=int(float(cell)))


def _of_day(day: dt.date) -> Stamp:
    return Stamp(day, day, Cadence.DAILY)


def _of_months(first: dt.date, form: Cadence) -> Stamp:
    return Stamp(first, Period.containing(first, form, first.month).last, form)


def _month_number(name: str) -> int:
    """The number of a month by its name or its first letters; 0 for another word."""
    name = name.lower()
    if name == "sept":
        return 9
    return next((at for at, month in enumerate(_MONTHS, 1) if name in {month, month[:3]}), 0)


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == _YEAR_DIGITS else 2000 + int(digits)
