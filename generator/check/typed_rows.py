"""Rows: the parsed cells of a table's file become its typed rows, with unique keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

from generator.check.faults import CellFault
from generator.check.references import ReferenceIndex
from generator.check.typed_columns import ParsedCells, check_labels, convert
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.schema import Column, ColumnType, Row, Table
from generator.model.wording import all_of, quoted
from generator.read.raw_table import RawTable

#: Why a row is not used, as the Data page words it.
DUPLICATE = "exact duplicates"


def check_table(
    raw: RawTable, table: Table, known: ReferenceIndex
) -> tuple[dict[str, Row], list[Problem]]:
    """The rows of one file by key, the first of each, and every problem in it."""
    problems = check_labels(raw, table)
    cells, cell_problems = convert(raw, table, known)
    problems += cell_problems
    if any(problem.code is ProblemCode.MISSING_LABEL for problem in problems):
        raw.refused += raw.rows_used
        return {}, problems
    build = _builder(table, cells)
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


_hints: Callable[[Any], dict[str, Any]] = cache(get_type_hints)


def _builder(table: Table, cells: ParsedCells) -> Callable[[int, SourceLocation], Row]:
    """Makes the row of an index: enums of words, whole numbers of floats, defaults for blanks."""
    hints = _hints(table.row)
    columns = [
        (column, cells.values[column.name], _maker(hints[column.name], column))
        for column in table.columns
        if column.name in cells.values
    ]
    defaults = {column.name: column.default for column in table.columns}

    def build(index: int, location: SourceLocation) -> Row:
        given = {
            column.name: make(value)
            for column, values, make in columns
            if (value := values[index]) is not None and value != ()
        }
        return table.row(location=location, **(defaults | given))

    return build


def _maker(hint: object, column: Column) -> Callable[[Any], object]:
    kinds = get_args(hint) or (hint,)
    if column.type is ColumnType.CHOICE:
        return next(k for k in kinds if isinstance(k, type) and issubclass(k, StrEnum))
    return int if column.type is ColumnType.WHOLE and int in kinds else lambda value: value


def key_of(row: Row, table: Table) -> str:
    """The key of a row within its table."""
    values = [getattr(row, name) for name in table.key]
    return "\x1f".join("" if value is None else str(value) for value in values).casefold()


def _duplicate(row: Row, earlier: Row, table: Table) -> Problem:
    values = [(name, getattr(row, name)) for name in table.key]
    named = all_of(
        f"{name} {quoted(str(value))}" for name, value in values if value not in (None, "")
    )
    own_id = ", or give each its own id" if len(table.key) == 1 else ""
    return CellFault(
        f"There is already another row for {named}, on line {earlier.location.line}.",
        f"Look which of the two is right, and keep that one{own_id}.",
    ).at(replace(row.location, column=table.key[0]), ProblemCode.PRIMARY_KEY)
