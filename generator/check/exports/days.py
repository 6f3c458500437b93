"""The dates of a raw export: its cut timestamps become days in the company's time zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from generator.check.date_cells import EXAMPLES, parse_dates, period_of
from generator.check.exports.date_parts import date_of
from generator.check.faults import CellFault, Seen
from generator.check.totals import is_total
from generator.check.written_dates import Stamp
from generator.model.mapping import DECLARED_IN, ExportMapping
from generator.model.mending import AT_SOURCE
from generator.model.periods import Period
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.vocabulary import Cadence
from generator.model.wording import quoted
from generator.read.exports import RawExport
from generator.read.timestamps import CUT, day_in_zone


def read_days(
    export: RawExport, seen: Mapping[str, Seen], company: ZoneInfo | None, start: int
) -> dict[str, Stamp | CellFault | None]:
    """What each cut timestamp names; None if the cell is blank."""
    parts = export.mapping.date_parts
    joined = {cut: date_of(cut, parts) for cut in seen} if parts else {}
    torn = {cut: date for cut, date in joined.items() if isinstance(date, CellFault)}
    whole = [cut for cut in seen if cut not in torn]
    dates = {cut: str(joined[cut]) if parts else cut.partition(CUT)[0] for cut in whole}
    written = list(dict.fromkeys(dates.values()))
    lines = {date: seen[cut].line for cut, date in reversed(dates.items())}
    parsed = parse_dates(
        written, [lines[date] for date in written], start, export.mapping.dialect.dates
    )
    by_date: dict[str, Stamp | CellFault | None] = {}
    for index, date in enumerate(written):
        fault = parsed.faults.get(index)
        by_date[date] = _declare(fault, date) if fault else parsed.values[index]
    stamps: dict[str, Stamp | CellFault | None] = {**torn}
    for cut, date in dates.items():
        stamp = by_date[date]
        mark = cut.partition(CUT)[2]
        if mark and isinstance(stamp, Stamp):
            day = day_in_zone(stamp.last, mark, export.zone, company)
            stamp = Stamp(day, day, Cadence.DAILY)
        stamps[cut] = stamp
    return stamps


def read_period_of_file(
    export: RawExport, start: int
) -> tuple[Stamp, SourceLocation] | Problem | None:
    """The period that is stated for the whole file, and where; None if no setting says one."""
    if export.period is None:
        return None
    text, place = export.period
    parsed = parse_dates([text], [place.line], start, export.mapping.dialect.dates)
    fault = parsed.faults.get(0)
    stamp = parsed.values[0]
    if stamp is not None:
        return stamp, place
    fault = fault or CellFault(f"{quoted(text)} is not a date.", "")
    if fault.names_lines:
        fault = _declare(fault, text)
    elif place.file != DECLARED_IN:
        fix = (
            "Export the file again with its period, or correct what exports.toml says of where it "
            "stands."
        )
        fault = replace(fault, fix=fix)
    return fault.at(place, ProblemCode.TYPE_ERROR)


def _declare(fault: CellFault, date: str) -> CellFault:
    """The fault with a declaration as its fix: nobody types the rows of an export again."""
    if is_total(date):
        return CellFault(
            f"{quoted(date)} is no date, but a row of totals.",
            f'Declare total_rows = ["{date}"] for this export.',
        )
    if "weeks are counted" in fault.message:
        fix = 'If they are weeks of ISO 8601, declare date_format = "iso-weeks" in exports.toml.'
    elif not fault.names_lines:
        fix = f"Correct date or date_format in exports.toml if they are wrong. {AT_SOURCE}"
    elif "Excel" in fault.message:
        fix = 'If it is one, declare date_format = "excel-days" in exports.toml.'
    else:
        fix = (
            'Declare how the dates are written, such as date_format = "day-first" or "%d.%m.%Y", '
            "in exports.toml."
        )
    return replace(fault, fix=fix)


def period_for(stamp: Stamp, mapping: ExportMapping, start: int) -> Period | CellFault:
    """The declared period that holds a stamp."""
    cadence = mapping.period or stamp.form
    period = period_of(stamp, cadence, start)
    if period is None:
        return CellFault(
            "The file has dates of one length and exports.toml declares another.",
            f"Declare the period that the dates have; {cadence} needs such as {EXAMPLES[cadence]}.",
        )
    return period


def period_text(period: Period, cadence: Cadence, start: int) -> str:
    """A period as a table of measurements writes it."""
    first = period.first
    if cadence is Cadence.DAILY:
        return first.isoformat()
    if cadence is Cadence.WEEKLY:
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02}"
    if cadence is Cadence.MONTHLY:
        return f"{first:%Y-%m}"
    months = (first.month - start) % 12
    year = first.year + (1 < start <= first.month)  # named by the year in which it ends
    return str(year) if cadence is Cadence.YEARLY else f"{year}-Q{months // 3 + 1}"
