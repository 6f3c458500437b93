"""Several finished values of one period and segment become one, as exports.toml declares."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from generator.check.count_conflicts import Unused
from generator.check.exports.export_rows import MadeRow, Reading
from generator.check.exports.survey_answers import text_of
from generator.check.faults import CellFault, group_faults
from generator.check.number_cells import NumberColumn, parse_numbers
from generator.model.counts import FIGURE_COLUMNS
from generator.model.mapping import Aggregate
from generator.model.mending import AT_SOURCE
from generator.model.problems import ProblemCode, SourceLocation
from generator.model.wording import counted, quoted

#: A row with its numbers, by the name of the figure.
_Read = tuple[MadeRow, dict[str, float | None]]
_TYPE = ProblemCode.TYPE_ERROR
#: The ways that need every row.
_OF_ALL = (Aggregate.SUM, Aggregate.MEAN)


def aggregated(rows: Sequence[MadeRow], reading: Reading) -> list[MadeRow]:
    """One row for each metric, period and segment; rows with a fault are refused.

    Added and averaged rows are all of a key; of the last and the highest there are several if they
    contradict each other, which is reported like any two rows of one key.
    """
    export = reading.export
    figures = [name for name in FIGURE_COLUMNS if any(name in row.cells for row in rows)]
    bad: set[int] = set()
    columns = {name: _column(rows, name, reading, bad) for name in figures}
    notation = _notation(rows, columns.get("value"), reading, bad)
    by_key: dict[tuple[str, str, str], list[_Read]] = {}
    for index, row in enumerate(rows):
        if index in bad:
            export.groups.refused += row.weight
            continue
        numbers = {name: column.values[index] for name, column in columns.items()}
        if any(value is not None for value in numbers.values()):
            key = (row.cells["metric"], row.cells["date"], row.cells["segment"])
            by_key.setdefault(key, []).append((row, numbers))
        else:
            export.groups.skipped[Unused.NO_VALUE] += row.weight
    made = []
    for several in by_key.values():
        if not _are_complete(several, reading):
            continue
        for row, numbers in _together(several, export.mapping.aggregate):
            texts = {name: "" if each is None else text_of(each) for name, each in numbers.items()}
            if texts.get("value"):
                texts["value"] = notation.format(texts["value"])
            made.append(row._replace(cells=row.cells | texts))
    return made


def _column(rows: Sequence[MadeRow], name: str, reading: Reading, bad: set[int]) -> NumberColumn:
    """The numbers of a figure; the rows of those that are none become bad."""
    export = reading.export
    lines = [row.first_line for row in rows]
    parsed = parse_numbers(
        [row.cells.get(name, "") for row in rows],
        lines,
        points_are_decimal=export.delimiter != ";",
        decimal=export.mapping.dialect.decimal_mark,
        durations=name == "value",
    )
    for index, fault in group_faults(parsed.faults, lines):
        place = _place(rows[index], name, reading)
        reading.problems.append(fault.of(export.file).at(place, _TYPE))
    bad |= parsed.faults.keys()
    return parsed


def _place(row: MadeRow, name: str, reading: Reading) -> SourceLocation:
    label = row.header or reading.export.mapping.figures.get(name, name)
    return SourceLocation(reading.export.file, row.first_line, label)


def _notation(
    rows: Sequence[MadeRow], column: NumberColumn | None, reading: Reading, bad: set[int]
) -> str:
    """How a value is written again: as a percentage, with its currency, as a length of time."""
    first: tuple[int, str] | None = None
    for index, value in enumerate(column.values if column else ()):
        if column is None or value is None:
            continue
        notation = "{}%" if index in column.percents else "{}"
        notation = "PT{}S" if index in column.durations else notation
        notation = f"{{}} {column.currencies[index]}" if index in column.currencies else notation
        first = first or (index, notation)
        if notation != first[1]:
            one, other = (quoted(rows[at].cells["value"]) for at in (first[0], index))
            message = f"{other} is written in another way than {one}, and both become one value."
            fault = CellFault(message, "Export all of them in one way, such as 42% or 42.")
            reading.problems.append(fault.at(_place(rows[index], "value", reading), _TYPE))
            bad.update(range(len(rows)))
            break
    return first[1] if first else "{}"


def _are_complete(several: Sequence[_Read], reading: Reading) -> bool:
    """Whether each figure is there in all rows or in none, where all rows make the value."""
    if reading.export.mapping.aggregate not in _OF_ALL:
        return True
    for name in several[0][1]:
        blank = [row for row, numbers in several if numbers[name] is None]
        if blank and len(blank) < len(several):
            place = _place(blank[0], name, reading)
            fault = CellFault(
                f'"{place.column}" is blank in {counted(len(blank), "row")} and filled in others '
                f"of {blank[0].cells['date']}, and all of them become one value.",
                AT_SOURCE,
            )
            reading.problems.append(fault.at(place, ProblemCode.MISSING_CELL))
            reading.export.groups.refused += sum(row.weight for row, _ in several)
            return False
    return True


def _together(several: Sequence[_Read], how: Aggregate | None) -> Iterator[_Read]:
    """The row that several become; more than one if the last or the highest is not unique."""
    row = several[0][0]._replace(
        first_line=min(row.first_line for row, _ in several),
        last_line=max(row.last_line for row, _ in several),
        weight=sum(row.weight for row, _ in several),
    )
    if how in _OF_ALL:
        sums = {name: _sum(several, name) for name in several[0][1]}
        if how is Aggregate.MEAN and sums.get("value") is not None:
            answers = sums["n"] or 0.0
            weighted = math.fsum((each[1]["value"] or 0.0) * _answers(each) for each in several)
            sums["value"] = weighted / answers if answers else None
        yield row, sums
        return
    if how is Aggregate.LAST:
        latest = max(each.day.last for each, _ in several if each.day)
        chosen = [
            (each, numbers) for each, numbers in several if each.day and each.day.last == latest
        ]
    else:
        highest = max((n["value"] for _, n in several if n["value"] is not None), default=None)
        chosen = [(each, numbers) for each, numbers in several if numbers["value"] == highest]
    for number, (each, numbers) in enumerate(chosen):
        if number == 0:
            yield row._replace(first_line=each.first_line, last_line=each.first_line), numbers
        elif numbers != chosen[0][1]:
            yield each._replace(weight=0), numbers


def _answers(read: _Read) -> float:
    row, numbers = read
    return (numbers["n"] or 0.0) * row.weight


def _sum(several: Sequence[_Read], name: str) -> float | None:
    values = [(numbers[name], row.weight) for row, numbers in several]
    if any(value is None for value, _ in values):
        return None
    return math.fsum((value or 0.0) * weight for value, weight in values)
