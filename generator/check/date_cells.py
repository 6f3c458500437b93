"""Dates and periods as people write them; a column, or exports.toml, decides their order.

`03/04/2026` can be read in two ways. Another cell of the column may show the order of day, month
and year: by a part that can be no month, or by a day that is the last of its month in one order
only. A column that shows two orders, or none, is refused, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from generator.check.faults import CellFault, ParsedColumn, on_lines, parsed_column, same_on
from generator.check.number_cells import is_missing
from generator.check.written_dates import (
    SOME_WEEK,
    YEAR_DIGITS,
    DateCell,
    Stamp,
    full_year,
    not_in_calendar,
    of_day,
    of_months,
    plausible,
    written_out,
)
from generator.model.dialect import DATE_WORDS, EXCEL_DATES, ISO_WEEKS
from generator.model.mapping import PERIODS
from generator.model.periods import FINEST_FIRST, Period
from generator.model.vocabulary import Cadence
from generator.model.wording import all_of, any_of, quoted, with_ascii_digits

_SOME_ORDER = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_SERIAL_ORIGIN = dt.date(1899, 12, 30)
_ORDERS = {"day-first": "dmy", "month-first": "mdy", "year-first": "ymd"}
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


#: The lines on which each distinct cell stands.
_Lines = dict[str, list[int]]


def parse_dates(
    cells: Sequence[str], lines: Sequence[int], fiscal_year_start: int = 1, declared: str = ""
) -> ParsedColumn[Stamp]:
    """Parses a column by its `declared` dates, else as it shows; `lines` are for the messages."""
    cells = [*map(with_ascii_digits, cells)]
    parsed: dict[str, DateCell] = {}
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
            parsed[cell] = written_out(cell, fiscal_year_start)
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


def _declared(cell: str, start: int, declared: str) -> DateCell:
    """A cell of a column whose dates exports.toml declares; other written-out dates pass too."""
    week = SOME_WEEK.fullmatch(cell) if declared == ISO_WEEKS else None
    if declared not in DATE_WORDS:
        return None if is_missing(cell) else _by_format(cell, declared)
    if declared == EXCEL_DATES and _SERIAL.fullmatch(cell):
        return plausible(of_day(_serial_day(cell)), cell)
    days = _days_by_order(cell) if declared in _ORDERS else {}
    if declared in days:
        return plausible(of_day(days[declared]), cell)
    if days:
        message = f"{quoted(cell)} is no date that is written {declared}."
        return CellFault(message, _CORRECT_DECLARED)
    if week:
        cell = f"{week['year']}-W{week['week']}"
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
        stamp = of_day(day) if is_day else of_months(day.replace(day=1), Cadence.MONTHLY)
        return plausible(stamp, cell)
    return CellFault(f"{quoted(cell)} is not written as {declared}.", _CORRECT_DECLARED)


def _in_one_order(written: _Lines) -> dict[str, DateCell]:
    """Parses the cells whose order of day, month and year the column has to show."""
    days_of = {cell: days for cell in written if (days := _days_by_order(cell))}
    parsed: dict[str, DateCell] = {
        cell: not_in_calendar(cell) for cell in written if cell not in days_of
    }
    orders = [order for order in _ORDERS if all(order in days for days in days_of.values())]
    if not orders:
        return parsed | dict.fromkeys(days_of, _mixed(days_of, written))
    if len(orders) > 1:
        orders = _by_last_days(orders, days_of) or orders
    unsure = []
    for cell, days in days_of.items():
        if len({days[order] for order in orders}) == 1:
            parsed[cell] = plausible(of_day(days[orders[0]]), cell)
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
        if len(parts[2]) == YEAR_DIGITS and letters[2] != "y":
            continue
        if match[2] == "." and letters != "dmy":  # points are written between day, month and year
            continue
        try:
            days[order] = dt.date(full_year(part["y"]), int(part["m"]), int(part["d"]))
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


def _serials(written: _Lines) -> dict[str, DateCell]:
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
