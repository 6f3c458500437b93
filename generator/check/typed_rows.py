"""Rows: the converted cells of a table's file become its typed rows, with unique keys."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, get_args, get_type_hints

from generator.check.references import ReferenceIndex
from generator.check.typed_columns import Cells, check_labels, convert
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.schema import Column, ColumnType, Row, Table
from generator.model.wording import all_of, quoted
from generator.read.raw_table import RawTable

#: Why a row is read and not used, as the Data page words it.
DUPLICATE = "exact duplicates"


def check_table(
    raw: RawTable, table: Table, known: ReferenceIndex
) -> tuple[dict[str, Row], list[Problem]]:
    """The rows of one file by key, and every fault in it.

    Exact duplicates are dropped and counted; two rows of one key that differ are refused with
    both places.
    """
    problems = check_labels(raw, table)
    cells, faults = convert(raw, table, known)
    problems += faults
    if any(problem.code is ProblemCode.MISSING_LABEL for problem in problems):
        raw.refused += raw.rows_used
        return {}, problems
    build = _Builder(table, cells)
    rows: dict[str, Row] = {}
    first_at: dict[str, int] = {}
    for index, line in enumerate(raw.lines):
        if index in cells.bad:
            continue
        row = build(index, SourceLocation(raw.file, line))
        key = key_of(row, table)
        if key not in rows:
            rows[key] = row
            first_at[key] = index
        elif raw.rows[index] == raw.rows[first_at[key]]:
            raw.skip(DUPLICATE)
        else:
            cells.bad.add(index)
            problems.append(_duplicate(row, rows[key], table))
    raw.refused += len(cells.bad)
    return rows, problems


class _Builder:
    """Makes rows: enums from words, whole numbers from floats, defaults where blank."""

    def __init__(self, table: Table, cells: Cells) -> None:
        hints = get_type_hints(table.row)
        self._row = table.row
        self._columns = [
            (column, cells.values.get(column.name), _maker(hints[column.name], column))
            for column in table.columns
        ]

    def __call__(self, index: int, location: SourceLocation) -> Row:
        values: dict[str, Any] = {"location": location}
        for column, converted, make in self._columns:
            value = None if converted is None else converted[index]
            if value is None or value == ():
                values[column.name] = column.default
            else:
                values[column.name] = make(value)
        return self._row(**values)


def _maker(hint: object, column: Column) -> Callable[[Any], object]:
    kinds = get_args(hint) or (hint,)
    if column.type is ColumnType.CHOICE:
        return next(k for k in kinds if isinstance(k, type) and issubclass(k, StrEnum))
    return int if column.type is ColumnType.WHOLE and int in kinds else lambda value: value


def key_of(row: Row, table: Table) -> str:
    """What a row is found by among those of its table."""
    values = [getattr(row, name) for name in table.key]
    return "\x1f".join("" if value is None else str(value) for value in values).casefold()


def _duplicate(row: Row, earlier: Row, table: Table) -> Problem:
    values = [(name, getattr(row, name)) for name in table.key]
    named = all_of(
        [f"{name} {quoted(str(value))}" for name, value in values if value not in (None, "")]
    )
    one = len(table.key) == 1
    return Problem(
        location=SourceLocation(row.location.file, row.location.line, table.key[0]),
        code=ProblemCode.PRIMARY_KEY,
        message=f"There is already another row for {named}, on line {earlier.location.line}.",
        fix=f"Delete one of the two{', or give it its own id' if one else ''}.",
    )
