"""Dates that exports.toml declares: nothing is inferred, and what differs is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from generator.check import date_cells
from generator.check.date_cells import DateColumn, Stamp
from generator.check.fault_wording import CellFault
from generator.check.number_cells import MISSING
from generator.model.mapping import EXCEL_DATES
from generator.model.periods import Period
from generator.model.vocabulary import Cadence
from generator.model.wording import quoted

_HINT = "Correct the cell, or what exports.toml declares of the dates."


def parse_dates(
    cells: Sequence[str], lines: Sequence[int], fiscal_year_start: int, declared: str = ""
) -> DateColumn:
    """Reads a column of dates as exports.toml declares them, else as the column itself shows."""
    if not declared:
        return date_cells.parse_stamps(cells, lines, fiscal_year_start)
    known: dict[str, Stamp | CellFault | None] = {}
    column = DateColumn(stamps=[])
    for index, cell in enumerate(cells):
        if cell not in known:
            known[cell] = _read(cell, fiscal_year_start, declared)
        found = known[cell]
        if isinstance(found, CellFault):
            column.faults[index] = found
            found = None
        column.stamps.append(found)
    return column


def _read(cell: str, start: int, declared: str) -> Stamp | CellFault | None:
    if cell.lower() in MISSING:
        return None
    if declared == EXCEL_DATES:
        found = _of_excel(cell)
    elif declared in date_cells.ORDERS:
        found = _in_order(cell, declared)
    else:
        found = _by_format(cell, declared)
    if found is not None:
        return found
    column = date_cells.parse_stamps([cell], [0], start)
    fault = column.faults.get(0)
    return fault or column.stamps[0]


def _of_excel(cell: str) -> Stamp | CellFault | None:
    if not date_cells.SERIAL.fullmatch(cell):
        return None
    day = date_cells.SERIAL_ORIGIN + dt.timedelta(days=int(float(cell)))
    return date_cells.within(date_cells.of_day(day), cell)


def _in_order(cell: str, order: str) -> Stamp | CellFault | None:
    days = date_cells.readings_of(cell)
    if order in days:
        return date_cells.within(date_cells.of_day(days[order]), cell)
    if not days:
        return None
    return CellFault(f"{quoted(cell)} is no date that is written {order}.", _HINT)


def _by_format(cell: str, declared: str) -> Stamp | CellFault:
    for form in dict.fromkeys((declared, _without_time(declared))):
        try:
            day = dt.datetime.strptime(cell, form).date()  # noqa: DTZ007 -- a date alone
        except ValueError:
            continue
        if "%d" in form or "%j" in form or "%x" in form:
            return date_cells.within(date_cells.of_day(day), cell)
        period = Period.containing(day, Cadence.MONTHLY)
        return date_cells.within(Stamp(period.first, period.last, Cadence.MONTHLY), cell)
    return CellFault(f"{quoted(cell)} is not written as {declared}.", _HINT)


def _without_time(declared: str) -> str:
    """A format without its time, which the reader may have cut off."""
    return min((declared.partition(mark)[0].rstrip(" T,") for mark in ("%H", "%I")), key=len)
