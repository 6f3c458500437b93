"""Dates and periods as people write them: a column decides its day-month order.

`03/04/2026` reads both ways. A first part over 12 anywhere in the column proves day-first, a
second part over 12 month-first; both or neither are refused, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from generator.check.numbers import MISSING, Fault
from generator.model.periods import Period, add_months
from generator.model.words import Cadence

#: The earliest day that is taken for a date and not for a slip.
EARLIEST = dt.date(1900, 1, 1)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})", re.ASCII)
_QUARTER = re.compile(r"(?:FY ?)?(\d{4})[- ]?Q(\d)", re.ASCII | re.IGNORECASE)
_QUARTER_FIRST = re.compile(r"Q(\d)[- ]?(?:FY ?)?(\d{4})", re.ASCII | re.IGNORECASE)
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.ASCII | re.IGNORECASE)
_YEAR = re.compile(r"(?:FY ?)?(\d{4})", re.ASCII | re.IGNORECASE)
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[- ](\d{4}|\d{2})", re.ASCII)
_NAMED_DAY = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})\.?[- ](\d{4})", re.ASCII)
_EITHER_ORDER = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?", re.ASCII
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_SERIAL_ORIGIN = dt.date(1899, 12, 30)
_FORMS = "2026-10-31, 2026-10, 2026-Q3, 2026-W43, 2026 or FY2027-Q1"
_UNITS = {
    Cadence.DAILY: "day",
    Cadence.WEEKLY: "week",
    Cadence.MONTHLY: "month",
    Cadence.QUARTERLY: "quarter",
    Cadence.YEARLY: "year",
}
_EXAMPLES = {
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
    """What a date cell names: a stretch of days, and the cadence its form belongs to.

    A plain day has the cadence daily; it fits any cadence, since it lies in one period of each.
    """

    first: dt.date
    last: dt.date
    form: Cadence


def parse_stamps(
    cells: Sequence[str], fiscal_year_start: int = 1
) -> tuple[list[Stamp | None], dict[int, Fault]]:
    """Reads a column of cells as dates or periods; faults by the index of the cell."""
    known: dict[str, Stamp | Fault | None] = {}
    orders: dict[str, list[str]] = {"day": [], "month": [], "either": []}
    for cell in cells:
        if cell in known:
            continue
        if cell.lower() in MISSING:
            known[cell] = None
        elif match := _EITHER_ORDER.fullmatch(cell):
            first, second = int(match[1]), int(match[3])
            kind = "day" if first > 12 else "month" if second > 12 else "either"  # noqa: PLR2004
            orders[kind].append(cell)
            known[cell] = None
        else:
            known[cell] = _stamp(cell, fiscal_year_start)
    for cell, settled in _in_order(orders).items():
        known[cell] = settled
    stamps: list[Stamp | None] = []
    faults: dict[int, Fault] = {}
    for index, cell in enumerate(cells):
        found = known[cell]
        if isinstance(found, tuple):
            faults[index] = found
            stamps.append(None)
        else:
            stamps.append(found)
    return stamps, faults


def period_of(stamp: Stamp, cadence: Cadence, fiscal_year_start: int = 1) -> Period | Fault:
    """The period of a metric's cadence that a stamp names, or why it names none."""
    if stamp.form is cadence:
        return Period(last=stamp.last, first=stamp.first)
    if stamp.form is Cadence.DAILY:
        return Period.containing(stamp.last, cadence, fiscal_year_start)
    return (
        f"This is a {_UNITS[stamp.form]}, but the metric is {cadence}.",
        f"Write the {_UNITS[cadence]}, such as {_EXAMPLES[cadence]}, or correct the metric's "
        "cadence.",
    )


def infer_cadence(stamps: Sequence[Stamp]) -> Cadence | Fault:
    """The cadence that dates show: their form, else the median gap of at least four days."""
    forms = {stamp.form for stamp in stamps} - {Cadence.DAILY}
    if len(forms) == 1:
        return forms.pop()
    if forms:
        named = " and ".join(sorted(f"{_UNITS[form]}s" for form in forms))
        return (
            f"Its dates are {named}, so its cadence cannot be told.",
            "State the cadence in metrics.csv.",
        )
    days = sorted({stamp.last for stamp in stamps})
    if len(days) < _ENOUGH_TO_INFER:
        return (
            f"Its cadence is blank, and {len(days)} "
            f"{'date is' if len(days) == 1 else 'dates are'} too few to work it out.",
            "State the cadence: daily, weekly, monthly, quarterly or yearly.",
        )
    gap = median((b - a).days for a, b in zip(days, days[1:], strict=False))
    return next((cadence for most, cadence in _GAPS if gap <= most), Cadence.YEARLY)


def _stamp(cell: str, start: int) -> Stamp | Fault:  # noqa: PLR0911, C901 -- one branch a form
    try:
        if match := _DAY.fullmatch(cell):
            return _checked(dt.date(int(match[1]), int(match[2]), int(match[3])), cell)
        if match := _NAMED_DAY.fullmatch(cell):
            month = _month_number(match[2])
            if month:
                return _checked(dt.date(int(match[3]), month, int(match[1])), cell)
        if match := _MONTH.fullmatch(cell):
            return _month(int(match[1]), int(match[2]), cell)
        if match := _QUARTER.fullmatch(cell):
            return _quarter(int(match[1]), int(match[2]), start, cell)
        if match := _QUARTER_FIRST.fullmatch(cell):
            return _quarter(int(match[2]), int(match[1]), start, cell)
        if match := _WEEK.fullmatch(cell):
            monday = dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return _stretch(monday, monday + dt.timedelta(days=6), Cadence.WEEKLY, cell)
        if match := _YEAR.fullmatch(cell):
            first = _fiscal_first(int(match[1]), start)
            return _stretch(first, add_months(first, 12), Cadence.YEARLY, cell, open_end=True)
        if match := _NAMED_MONTH.fullmatch(cell):
            month = _month_number(match[1])
            if month:
                return _month(_full_year(match[2]), month, cell)
    except ValueError:
        return (f'"{cell}" is no date in the calendar.', "Correct the day, month or week.")
    if _SERIAL.fullmatch(cell):
        day = _SERIAL_ORIGIN + dt.timedelta(days=int(float(cell)))
        return (
            f'"{cell}" looks like an Excel day number ({day.isoformat()}).',
            "Format the column as a date (yyyy-mm-dd) in Excel and save it again.",
        )
    return (f'"{cell}" is no date.', f"Write it as {_FORMS}.")


def _in_order(orders: dict[str, list[str]]) -> dict[str, Stamp | Fault]:
    """Reads the cells whose day-month order the column has to prove."""
    day, month, either = orders["day"], orders["month"], orders["either"]
    settled: dict[str, Stamp | Fault] = {}
    if day and month:
        fault = (
            f'The column mixes day-first ("{day[0]}") and month-first ("{month[0]}") dates.',
            "Write all of them as 2026-10-31.",
        )
        return dict.fromkeys(day + month + either, fault)
    for cell in day + month + either:
        match = _EITHER_ORDER.fullmatch(cell)
        assert match is not None
        first, second = int(match[1]), int(match[3])
        if not day and not month and first != second:
            settled[cell] = (
                f'"{cell}" can be read day-first or month-first, and no other cell of the '
                "column tells which.",
                "Write it as 2026-10-31.",
            )
            continue
        number, in_month = (second, first) if month else (first, second)
        try:
            settled[cell] = _checked(dt.date(_full_year(match[4]), in_month, number), cell)
        except ValueError:
            settled[cell] = (f'"{cell}" is no date in the calendar.', "Correct the day or month.")
    return settled


def _checked(day: dt.date, cell: str) -> Stamp | Fault:
    return _stretch(day, day, Cadence.DAILY, cell)


def _month(year: int, month: int, cell: str) -> Stamp | Fault:
    first = dt.date(year, month, 1)
    return _stretch(first, add_months(first, 1), Cadence.MONTHLY, cell, open_end=True)


def _quarter(year: int, number: int, start: int, cell: str) -> Stamp | Fault:
    if not 1 <= number <= 4:  # noqa: PLR2004 -- quarters
        return (f'"{cell}" names no quarter.', "Write Q1, Q2, Q3 or Q4.")
    first = add_months(_fiscal_first(year, start), 3 * (number - 1))
    return _stretch(first, add_months(first, 3), Cadence.QUARTERLY, cell, open_end=True)


def _fiscal_first(year: int, start: int) -> dt.date:
    """The first day of a fiscal year, which is named by the year in which it ends."""
    return dt.date(year, 1, 1) if start == 1 else dt.date(year - 1, start, 1)


def _stretch(
    first: dt.date, last: dt.date, form: Cadence, cell: str, *, open_end: bool = False
) -> Stamp | Fault:
    if first < EARLIEST:
        return (f'"{cell}" is before 1900.', "Correct the year.")
    return Stamp(first, last - dt.timedelta(days=1) if open_end else last, form)


def _month_number(name: str) -> int:
    name = name.lower()
    if name in _MONTH_NAMES:
        return _MONTH_NAMES.index(name) + 1
    if name == "sept":
        return 9
    return _MONTHS.index(name) + 1 if name in _MONTHS else 0


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)  # noqa: PLR2004
