"""Exports of finished values: one row per value (long), or one column per period (wide)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.check.date_cells import parse_dates
from generator.check.exports.days import period_for, period_text
from generator.check.exports.export_rows import MadeRow, Reading
from generator.check.faults import CellFault
from generator.check.segment_keys import SegmentNames
from generator.check.typed_rows import DUPLICATE
from generator.model.mapping import Layout
from generator.model.periods import Period
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.wording import quoted


def stated_rows(
    reading: Reading, names: SegmentNames, resolve: Callable[[str], str | CellFault]
) -> list[MadeRow]:
    """The rows of measurements of one file."""
    segments = reading.segments(names)
    metrics = reading.metrics(resolve)
    for group in reading.in_use:
        extra = reading.export.groups.counts[group] - 1
        if extra:
            reading.export.groups.counts[group] = 1
            reading.export.groups.skipped[DUPLICATE] += extra
    wide = reading.export.mapping.layout is Layout.WIDE
    rows = _wide(reading) if wide else _long(reading)
    made = []
    for group, cells in rows:
        segment = next(iter(segments[group]), "")
        line = reading.export.groups.firsts[group]
        row = {"metric": metrics[group], "segment": segment} | cells
        made.append(MadeRow(row, line, line, 1))
    return made


def _long(reading: Reading) -> Iterator[tuple[int, dict[str, str]]]:
    """Each group is a row."""
    mapping = reading.export.mapping
    for group, period in reading.periods().items():
        cadence = mapping.period or reading.days[group].form
        figures = {key: reading.text(group, column) for key, column in mapping.figures.items()}
        yield group, {"date": period_text(period, cadence, reading.start)} | figures


def _wide(reading: Reading) -> Iterator[tuple[int, dict[str, str]]]:
    """Each cell under a period is a value and counts as a row that is read."""
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
        period: Period | CellFault | None = parsed.faults.get(index)
        if stamp is not None:
            period = period_for(stamp, export.mapping, reading.start)
        if stamp is not None and isinstance(period, Period):
            cadence = export.mapping.period or stamp.form
            dates[index] = period_text(period, cadence, reading.start)
        else:
            assert not isinstance(period, Period)
            reading.problems.append(_label_problem(reading, labels[index], period))
            groups.refused += len(reading.in_use)
    for group in reading.in_use:
        cells = groups.keys[group][groups.first_period :]
        for index, date in dates.items():
            yield group, {"date": date, "value": cells[index]}


def _label_problem(reading: Reading, label: str, fault: CellFault | None) -> Problem:
    return CellFault(
        fault.message if fault else f"The header {quoted(label)} is no period.",
        "Declare how the dates in the header are written: date_format in exports.toml.",
    ).at(
        SourceLocation(reading.export.file, reading.export.header_line, label),
        ProblemCode.TYPE_ERROR,
    )
