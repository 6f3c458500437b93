"""The segments of the rows of a raw export: each breakdown names at most those of its column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from generator.check.exports.export_rows import Reading, tokens, undeclared
from generator.check.faults import CellFault
from generator.check.number_cells import is_missing
from generator.check.references import SegmentNames
from generator.check.totals import is_total, total_message
from generator.model.mapping import Breakdown, Layout
from generator.model.problems import ProblemCode, SourceLocation
from generator.model.wording import all_of, counted, did_you_mean, folded, quoted


def read_segments(reading: Reading, names: SegmentNames) -> dict[int, tuple[str, ...]]:
    """The segments to which each group belongs, beside the whole."""
    belongs: dict[int, tuple[str, ...]] = dict.fromkeys(reading.in_use, ())
    for breakdown in reading.export.mapping.breakdowns:
        if not breakdown.column:
            continue
        _refuse_blanks(reading, breakdown)
        parse = partial(_segments, breakdown=breakdown, names=names)
        parsed = reading.parse_each(breakdown.column, parse, ProblemCode.FOREIGN_KEY)
        for group, segments in parsed.items():
            belongs[group] += segments
    return belongs


def segments_of_headers(
    reading: Reading, names: SegmentNames
) -> dict[str, tuple[str, ...] | CellFault]:
    """The segment that each header of a figure names, beside the whole."""
    breakdowns = reading.export.mapping.breakdowns
    breakdown = breakdowns[0] if breakdowns else Breakdown()
    headers = dict.fromkeys(segment for segment, _ in reading.export.groups.spread)
    return {header: _segments(header, breakdown, names) for header in headers}


def refuse_several(reading: Reading, segments: Mapping[int, Sequence[str]]) -> None:
    """Refuses figures that are of several segments at once: a measurement has one."""
    several = [group for group in reading.in_use if len(segments[group]) > 1]
    if not several:
        return
    first = min(several, key=lambda group: reading.export.groups.firsts[group])
    fault = CellFault(
        f"This figure is of {all_of(map(quoted, segments[first]))} at once, and a measurement "
        "is of one segment.",
        "Name one column in segment, and export the other dimension into a file of its own.",
    )
    location = SourceLocation(reading.export.file, reading.export.groups.firsts[first])
    reading.problems.append(fault.at(location))
    reading.refuse(several)


def _refuse_blanks(reading: Reading, breakdown: Breakdown) -> None:
    """Refuses rows of figures without a segment among others that have one.

    A response without a segment still counts for the whole; a figure may be of anything.
    """
    if reading.export.mapping.layout is Layout.RESPONSES or "" in breakdown.whole:
        return
    column = breakdown.column
    blank = [group for group in reading.in_use if not tokens(reading.text(group, column), "")]
    if not blank or len(blank) == len(reading.in_use):
        return
    rows = sum(reading.export.groups.counts[group] for group in blank)
    fault = CellFault(
        f'"{column}" is blank in {counted(rows, "row")} and filled in others, so the file does '
        "not say whose figures they are.",
        "Declare fill_down = true for this segment if a blank cell repeats the one above it, "
        'or whole = [""] if it means the whole company.',
    )
    line = min(reading.export.groups.firsts[group] for group in blank)
    location = SourceLocation(reading.export.file, line, column)
    reading.problems.append(fault.at(location, ProblemCode.MISSING_CELL))
    reading.refuse(blank)


def _segments(text: str, breakdown: Breakdown, names: SegmentNames) -> tuple[str, ...] | CellFault:
    """The keys of the segments that the text of a cell names; none if it is blank."""
    segments = []
    values = {folded(word): segment for word, segment in breakdown.values.items()}
    declared = names.of_dimension(breakdown.dimension)
    whole = {folded(word) for word in breakdown.whole}
    for word in tokens(text, breakdown.separator):
        if folded(word) in whole:
            continue
        segment = values.get(folded(word))
        if segment is None and values:
            return undeclared(word, breakdown.values, "segment", 'values, such as {} = "small"')
        if segment is None and is_missing(word) and declared and folded(word) not in declared:
            continue
        if segment is None and is_total(word) and folded(word) not in declared:
            return CellFault(
                total_message(word),
                f"If it is that, declare whole = [{quoted(word)}] for this segment"
                + (
                    f", or leave such rows out: total_rows = [{quoted(word)}]."
                    if breakdown.column
                    else "."
                ),
            )
        segment = word if segment is None else segment
        if not segment:
            continue
        if declared and folded(segment) not in declared:
            return CellFault(
                f'{quoted(segment)} is no segment of "{breakdown.dimension}" in segments.csv.',
                "Add it there, or say in values what it means.",
                near=partial(did_you_mean, segment, sorted(declared)),
            )
        if breakdown.dimension and folded(segment) not in names.ids:
            segment = f"{breakdown.dimension}: {segment}"
        segments.append(names.key(segment))
    return tuple(dict.fromkeys(segments))
