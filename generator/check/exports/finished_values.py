"""Exports of finished values: a row a value (long), or a column a period (wide)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.check.date_cells import parse_dates
from generator.check.exports.days import period_for, period_text
from generator.check.exports.export_rows import Reading
from generator.check.faults import CellFault
from generator.check.segment_keys import SegmentNames
from generator.check.typed_rows import DUPLICATE
from generator.model.mapping import Layout
from generator.model.periods import Period
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.wording import quoted

_Row = tuple[dict[str, str], int, int, int]


def stated_rows(
    reading: Reading, names: SegmentNames, resolve: Callable[[str], str | CellFault]
) -> list[_Row]:
    """The rows of measurements of one file, with the lines on which they stand."""
    segments = reading.segments(names)
    metrics = reading.metrics(resolve)
    for code in reading.codes:
        extra = reading.export.groups.counts[code] - 1
        if extra:
            reading.export.groups.counts[code] = 1
            reading.export.groups.skipped[DUPLICATE] += extra
    wide = reading.export.mapping.layout is Layout.WIDE
    rows = _wide(reading) if wide else _long(reading)
    made = []
    for code, cells in rows:
        segment = next(iter(segments[code]), "")
        line = reading.export.groups.firsts[code]
        made.append(({"metric": metrics[code], "segment": segment} | cells, line, line, 1))
    return made


def _long(reading: Reading) -> Iterator[tuple[int, dict[str, str]]]:
    """Each group is a row; where one date has no period of the declared length, none is used."""
    mapping = reading.export.mapping
    periods: dict[int, Period] = {}
    for code in reading.codes:
        period = period_for(reading.days[code], mapping, reading.start)
        if isinstance(period, CellFault):
            reading.problems.append(
                Problem(
                    location=mapping.location("period"),
                    code=ProblemCode.CONSTRAINT_ERROR,
                    message=period.message,
                    fix=period.fix,
                )
            )
            reading.refuse(reading.codes)
            return
        periods[code] = period
    for code, period in periods.items():
        cadence = mapping.period or reading.days[code].form
        figures = {key: reading.text(code, column) for key, column in mapping.figures.items()}
        yield code, {"date": period_text(period, cadence, reading.start)} | figures


def _wide(reading: Reading) -> Iterator[tuple[int, dict[str, str]]]:
    """Each cell under a period is a value; so each counts as a row that is read."""
    export = reading.export
    groups = export.groups
    labels = list(groups.periods)
    each = len(labels)
    groups.rows_read *= each
    groups.refused *= each
    for reason in groups.skipped:
        groups.skipped[reason] *= each
    lines = [export.header_line] * each
    parsed = parse_dates(labels, lines, reading.start, export.mapping.dialect.dates)
    dates: dict[int, str] = {}
    for index, stamp in enumerate(parsed.values):
        fault = parsed.faults.get(index)
        if fault is not None or stamp is None:
            reading.problems.append(_label_fault(reading, labels[index], fault))
            groups.refused += len(reading.codes)
            continue
        period = period_for(stamp, export.mapping, reading.start)
        if isinstance(period, CellFault):
            reading.problems.append(_label_fault(reading, labels[index], period))
            groups.refused += len(reading.codes)
            continue
        dates[index] = period_text(period, export.mapping.period or stamp.form, reading.start)
    for code in reading.codes:
        cells = groups.keys[code][groups.first_period :]
        for index, date in dates.items():
            yield code, {"date": date, "value": cells[index]}


def _label_fault(reading: Reading, label: str, fault: CellFault | None) -> Problem:
    return Problem(
        location=SourceLocation(reading.export.file, reading.export.header_line, label),
        code=ProblemCode.TYPE_ERROR,
        message=fault.message if fault else f"The header {quoted(label)} is no period.",
        fix="Declare how the dates in the header are written: date_format in exports.toml.",
    )
