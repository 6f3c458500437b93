"""Dates and periods as people write them: a column decides the order of day, month and year.

`03/04/2026` reads both ways. Another cell of the column may show the order: by a part that can
be no month, or by a day that is the last of its month in one order only. Two orders, or none,
are refused, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from generator.check.fault_wording import CellFault, on_lines
from generator.check.number_cells import MISSING
from generator.model.periods import Period, add_months
from generator.model.vocabulary import Cadence
from generator.model.wording import all_of, any_of, quoted

#: Days before or after are taken for slips.
EARLIEST = dt.date(1900, 1, 1)
LATEST = dt.date(2199, 12, 31)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SOME_ORDER = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?", re.ASCII)
SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
SERIAL_ORIGIN = dt.date(1899, 12, 30)
_FORMS = "2026-10-31, 2026-10, 2026-Q3, 2026-W43, 2026 or FY2027-Q1"
ORDERS = {"day-first": "dmy", "month-first": "mdy", "year-first": "ymd"}
_YEAR_DIGITS = 4

#: A period of each cadence, in a word and as it may be written.
UNITS = {
    Cadence.DAILY: "day",
    Cadence.WEEKLY: "week",
    Cadence.MONTHLY: "month",
    Cadence.QUARTERLY: "quarter",
    Cadence.YEARLY: "year",
}
EXAMPLES = {
    Cadence.DAILY: "2026-10-31",
    Cadence.WEEKLY: "2026-W43",
    Cadence.MONTHLY: "2026-10",
    Cadence.QUARTERLY: "2026-Q3",
    Cadence.YEARLY: "2026",
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a date cell names: a stretch of days, and the cadence its form belongs to.

    A plain day has the cadence daily; it fits any cadence, since it lies in one period of each.
    """

    first: dt.date
    last: dt.date
    form: Cadence


@dataclass(slots=True)
class DateColumn:
    """The dates of a column (None: missing or faulty) and what each faulty cell lacks."""

    stamps: list[Stamp | None]
    faults: dict[int, CellFault] = field(default_factory=dict)


def parse_stamps(
    cells: Sequence[str], lines: Sequence[int], fiscal_year_start: int = 1
) -> DateColumn:
    """Reads a column of cells as dates or periods; `lines` are their lines, for the messages."""
    known: dict[str, Stamp | CellFault | None] = {}
    in_some_order: dict[str, list[int]] = {}
    serials: dict[str, list[int]] = {}
    for line, cell in zip(lines, cells, strict=True):
        if _SOME_ORDER.fullmatch(cell):
            in_some_order.setdefault(cell, []).append(line)
        elif SERIAL.fullmatch(cell):
            serials.setdefault(cell, []).append(line)
        elif cell not in known:
            missing = cell.lower() in MISSING
            known[cell] = None if missing else _stamp(cell, fiscal_year_start)
    known |= _in_order(in_some_order)
    known |= _serial(serials)
    column = DateColumn(stamps=[])
    for index, cell in enumerate(cells):
        found = known[cell]
        if isinstance(found, CellFault):
            column.faults[index] = found
            found = None
        column.stamps.append(found)
    return column


def period_of(stamp: Stamp, cadence: Cadence, fiscal_year_start: int = 1) -> Period | None:
    """The period of a metric's cadence that a stamp names; None where its form does not fit."""
    if stamp.form is cadence:
        return Period(last=stamp.last, first=stamp.first)
    if stamp.form is Cadence.DAILY:
        return Period.containing(stamp.last, cadence, fiscal_year_start)
    return None


def _stamp(cell: str, start: int) -> Stamp | CellFault:
    try:
        for form, read in _READERS:
            if match := form.fullmatch(cell):
                found = read(match, start)
                if found is not None:
                    return within(found, cell)
    except (ValueError, OverflowError):
        return _not_in_calendar(cell)
    return CellFault(f"{quoted(cell)} is not a date.", f"Write it as {_FORMS}.")


def within(stamp: Stamp, cell: str) -> Stamp | CellFault:
    """The stamp, unless its year can only be a slip."""
    if stamp.first < EARLIEST:
        return CellFault(f"{quoted(cell)} is before {EARLIEST.year}.", "Correct the year.")
    if stamp.last > LATEST:
        return CellFault(f"{quoted(cell)} is after {LATEST.year}.", "Correct the year.")
    return stamp


def _not_in_calendar(cell: str) -> CellFault:
    return CellFault(
        f"{quoted(cell)} is not in the calendar.", "Correct the day, week, month or quarter."
    )


def _day(match: re.Match[str], _start: int) -> Stamp:
    return of_day(dt.date(int(match[1]), int(match[2]), int(match[3])))


def _named_day(match: re.Match[str], _start: int) -> Stamp | None:
    month = _month_number(match[2])
    return of_day(dt.date(_full_year(match[3]), month, int(match[1]))) if month else None


def _day_named_first(match: re.Match[str], _start: int) -> Stamp | None:
    month = _month_number(match[1])
    return of_day(dt.date(int(match[3]), month, int(match[2]))) if month else None


def _month(match: re.Match[str], _start: int) -> Stamp:
    return _of_months(dt.date(int(match[1]), int(match[2]), 1), Cadence.MONTHLY)


def _named_month(match: re.Match[str], _start: int) -> Stamp | None:
    month = _month_number(match[1])
    return _of_months(dt.date(_full_year(match[2]), month, 1), Cadence.MONTHLY) if month else None


def _quarter(match: re.Match[str], start: int) -> Stamp:
    number = int(match["quarter"])
    if not 1 <= number <= 4:
        raise ValueError(number)
    first = add_months(_fiscal_first(int(match["year"]), start), 3 * (number - 1))
    return _of_months(first, Cadence.QUARTERLY)


def _week(match: re.Match[str], _start: int) -> Stamp:
    monday = dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
    return Stamp(monday, monday + dt.timedelta(days=6), Cadence.WEEKLY)


def _year(match: re.Match[str], start: int) -> Stamp:
    return _of_months(_fiscal_first(int(match[1]), start), Cadence.YEARLY)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], Stamp | None]], ...] = (
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?", re.ASCII), _day),
    (re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII), _day),
    (re.compile(r"(\d{1,2})[-/ ]([A-Za-z]{3,9})\.?[-/ ](\d{4}|\d{2})", re.ASCII), _named_day),
    (re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}), (\d{4})", re.ASCII), _day_named_first),
    (re.compile(r"(\d{4})[-/](\d{1,2})", re.ASCII), _month),
    (
        re.compile(r"(?:FY ?)?(?P<year>\d{4})[- ]?Q(?P<quarter>\d)", re.ASCII | re.IGNORECASE),
        _quarter,
    ),
    (
        re.compile(r"Q(?P<quarter>\d)[- ]?(?:FY ?)?(?P<year>\d{4})", re.ASCII | re.IGNORECASE),
        _quarter,
    ),
    (re.compile(r"(\d{4})-?W(\d{1,2})", re.ASCII | re.IGNORECASE), _week),
    (re.compile(r"(?:FY ?)?(\d{4})", re.ASCII | re.IGNORECASE), _year),
    (re.compile(r"([A-Za-z]{3,9})\.?[- ](\d{4}|\d{2})", re.ASCII), _named_month),
)


def _in_order(written: dict[str, list[int]]) -> dict[str, Stamp | CellFault | None]:
    """Reads the cells whose order the column has to prove; `written` maps them to their lines."""
    settled: dict[str, Stamp | CellFault | None] = {}
    readings = {cell: readings_of(cell) for cell in written}
    for cell, days in readings.items():
        if not days:
            settled[cell] = _not_in_calendar(cell)
    readings = {cell: days for cell, days in readings.items() if days}
    orders = [order for order in ORDERS if all(order in days for days in readings.values())]
    if not orders:
        return settled | dict.fromkeys(readings, _mixed(readings, written))
    if len(orders) > 1:
        orders = _by_last_days(orders, readings) or orders
    for cell, days in readings.items():
        found = {days[order] for order in orders}
        settled[cell] = within(of_day(found.pop()), cell) if len(found) == 1 else None
    unsure = [cell for cell in readings if settled[cell] is None]
    if unsure:
        settled |= dict.fromkeys(unsure, _ambiguous(unsure, orders, readings, written))
    return settled


def _serial(written: dict[str, list[int]]) -> dict[str, Stamp | CellFault | None]:
    """Refuses the numbers by which Excel counts days; `written` maps them to their lines."""
    if not written:
        return {}
    first = next(iter(written))
    day = SERIAL_ORIGIN + dt.timedelta(days=int(float(first)))
    fault = CellFault(
        f'"{first}" looks like an Excel day number, {day}{_also(_lines([*written], written))}.',
        "Format the column as a date (yyyy-mm-dd) in Excel and save it again.",
        names_lines=True,
    )
    return dict.fromkeys(written, fault)


def readings_of(cell: str) -> dict[str, dt.date]:
    """The day that a cell names under each order in which it names one."""
    match = _SOME_ORDER.fullmatch(cell)
    if match is None:
        return {}
    parts = (match[1], match[3], match[4])
    days = {}
    for order, letters in ORDERS.items():
        part = dict(zip(letters, parts, strict=True))
        if len(parts[2]) == _YEAR_DIGITS and letters[2] != "y":
            continue
        try:
            days[order] = dt.date(_full_year(part["y"]), int(part["m"]), int(part["d"]))
        except ValueError:
            continue
    return days


def _by_last_days(orders: Sequence[str], readings: dict[str, dict[str, dt.date]]) -> list[str]:
    """The orders under which a day is the last of its month where it is so under no other."""
    proven = set()
    for days in readings.values():
        ends = [order for order in orders if (days[order] + dt.timedelta(days=1)).day == 1]
        if len(ends) == 1:
            proven.add(ends[0])
    return list(proven) if len(proven) == 1 else []


def _mixed(readings: dict[str, dict[str, dt.date]], written: dict[str, list[int]]) -> CellFault:
    groups: dict[str, list[str]] = {}
    for cell, days in readings.items():
        groups.setdefault(next(iter(days)), []).append(cell)
    shown = [
        f'{order} dates ("{cells[0]}" on {on_lines(_lines(cells, written))})'
        for order, cells in groups.items()
    ]
    return CellFault(
        f"The column mixes {all_of(shown)}.",
        "Write all of them as year-month-day, such as 2026-10-31.",
        names_lines=True,
    )


def _ambiguous(
    unsure: Sequence[str],
    orders: Sequence[str],
    readings: dict[str, dict[str, dt.date]],
    written: dict[str, list[int]],
) -> CellFault:
    first = unsure[0]
    also = _also(_lines(unsure, written))
    ways = " or as ".join(str(readings[first][order]) for order in orders)
    return CellFault(
        f'"{first}" can be read as {ways}, and no other cell of the column tells which{also}.',
        "Write all of them as year-month-day, such as 2026-10-31, or declare the order for this "
        f"file in exports.toml: dates = {any_of([quoted(order) for order in orders])}.",
        names_lines=True,
    )


def _also(lines: Sequence[int]) -> str:
    return f" (the same on {on_lines(lines[1:])})" if len(lines) > 1 else ""


def _lines(cells: Sequence[str], written: dict[str, list[int]]) -> list[int]:
    return sorted(line for cell in cells for line in written[cell])


def of_day(day: dt.date) -> Stamp:
    """The stamp of a single day."""
    return Stamp(day, day, Cadence.DAILY)


def _of_months(first: dt.date, form: Cadence) -> Stamp:
    return Stamp(first, Period.containing(first, form, first.month).last, form)


def _fiscal_first(year: int, start: int) -> dt.date:
    """The first day of a fiscal year, which is named by the year in which it ends."""
    return dt.date(year, 1, 1) if start == 1 else dt.date(year - 1, start, 1)


def _month_number(name: str) -> int:
    name = name.lower()
    if name in _MONTH_NAMES:
        return _MONTH_NAMES.index(name) + 1
    if name == "sept":
        return 9
    return _MONTHS.index(name) + 1 if name in _MONTHS else 0


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == _YEAR_DIGITS else 2000 + int(digits)
