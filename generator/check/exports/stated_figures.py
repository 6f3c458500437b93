"""Figures that an export has worked out already: its rows and columns as rows of measurements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from generator.check.date_cells import parse_dates
from generator.check.exports.aggregates import aggregated
from generator.check.exports.breakdowns import read_segments, refuse_several, segments_of_headers
from generator.check.exports.days import period_for, period_text
from generator.check.exports.export_rows import MadeRow, Reading, time_unit
from generator.check.faults import CellFault
from generator.check.references import SegmentNames
from generator.check.typed_rows import DUPLICATE
from generator.model.mapping import SEGMENT_MARK, Layout
from generator.model.periods import Period
from generator.model.problems import ProblemCode, SourceLocation
from generator.model.wording import quoted

#: A group, the cells of its row of measurements, and the header that its value stands under.
_StatedRow: TypeAlias = tuple[int, dict[str, str], str]


def stated_rows(
    reading: Reading, names: SegmentNames, resolve: Callable[[str], str | CellFault]
) -> list[MadeRow]:
    """The rows of measurements of one file."""
    segments = read_segments(reading, names)
    metrics = reading.metrics(resolve)
    refuse_several(reading, segments)
    groups, mapping = reading.export.groups, reading.export.mapping
    for group in () if mapping.aggregate else reading.in_use:
        extra = groups.counts[group] - 1
        if extra:
            groups.counts[group] = 1
            groups.skipped[DUPLICATE] += extra
    if mapping.layout is Layout.WIDE:
        rows = _wide(reading)
    elif mapping.patterns:
        rows = _by_headers(reading, segments_of_headers(reading, names))
    else:
        rows = _long(reading)
    made = []
    for group, cells, header in rows:
        segment = next(iter(segments[group]), "")
        row = {"metric": metrics[group], "segment": segment} | cells
        first, last = groups.firsts[group], groups.lasts[group]
        last = last if mapping.aggregate else first
        made.append(
            MadeRow(row, first, last, groups.counts[group], header, reading.days.get(group))
        )
    return aggregated(made, reading) if mapping.aggregate else made


def _spread_counts(reading: Reading, each: int) -> None:
    """Each of the cells that a row has of a figure counts as a row that is read."""
    groups = reading.export.groups
    groups.rows_read *= each
    groups.refused *= each
    for reason in groups.skipped:
        groups.skipped[reason] *= each


def _by_headers(
    reading: Reading, segments: Mapping[str, tuple[str, ...] | CellFault]
) -> Iterator[_StatedRow]:
    """Each group is a row for each segment that the headers name."""
    export, mapping = reading.export, reading.export.mapping
    groups = export.groups
    periods = reading.periods()
    _spread_counts(reading, len(segments))
    places: dict[str, dict[str, int]] = {}
    for at, (header, figure) in enumerate(groups.spread, groups.first_period):
        places.setdefault(header, {})[figure] = at
    for header, segment in segments.items():
        label = next(iter(mapping.patterns.values())).replace(SEGMENT_MARK, header)
        if isinstance(segment, CellFault):
            place = SourceLocation(export.file, export.header_line, label)
            reading.problems.append(segment.at(place, ProblemCode.FOREIGN_KEY))
            groups.refused += sum(groups.counts[group] for group in reading.in_use)
            continue
        named = {"segment": next(iter(segment), "")}
        for group, period in periods.items():
            cadence = mapping.period or reading.days[group].form
            key = groups.keys[group]
            cells = {figure: key[at] for figure, at in places[header].items()}
            dated = {"date": period_text(period, cadence, reading.start)}
            yield group, dated | named | _figures(reading, group) | cells, label


def _figures(reading: Reading, group: int) -> dict[str, str]:
    """The cells of the figures that have one column each."""
    mapping = reading.export.mapping
    cells = {
        key: reading.text(group, column)
        for key, column in mapping.figures.items()
        if key not in mapping.patterns
    }
    unit = time_unit(mapping, mapping.figures.get("value", ""))
    if unit and cells["value"]:
        cells["value"] = f"{cells['value']} {unit}"
    return cells


def _long(reading: Reading) -> Iterator[_StatedRow]:
    """Each group is a row."""
    mapping = reading.export.mapping
    for group, period in reading.periods().items():
        cadence = mapping.period or reading.days[group].form
        dated = {"date": period_text(period, cadence, reading.start)}
        yield group, dated | _figures(reading, group), ""


def _wide(reading: Reading) -> Iterator[_StatedRow]:
    """Each cell under a period is a value and counts as a row that is read."""
    export = reading.export
    groups = export.groups
    labels = list(groups.periods)
    _spread_counts(reading, len(labels))
    lines = [export.header_line] * len(labels)
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
            message = (
                period.message if period else f"The header {quoted(labels[index])} is no period."
            )
            fix = "Declare how the dates in the header are written: date_format in exports.toml."
            location = SourceLocation(export.file, export.header_line, labels[index])
            reading.problems.append(CellFault(message, fix).at(location, ProblemCode.TYPE_ERROR))
            groups.refused += sum(groups.counts[group] for group in reading.in_use)
    for group in reading.in_use:
        cells = groups.keys[group][groups.first_period :]
        for index, date in dates.items():
            yield group, {"date": date, "value": cells[index]}, ""
