"""What stands below the rows of a table: footers, totals, and a second table.

What is declared is left out and counted. What is not declared is told once, not row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from generator.model.mapping import FileDialect
from generator.model.problems import Problem, ProblemCode, SourceLocation

#: Reasons why a row is read and not used, as the Data page words them.
FOOTER = "footer rows"
TOTALS = "rows of totals"

Record = tuple[int, list[str]]


class Counted(Protocol):
    """The table whose records are counted here."""

    file: str
    rows_read: int
    refused: int
    labels: tuple[str, ...]

    @property
    def dialect(self) -> FileDialect: ...  # noqa: D102 -- a property of the table

    def skip(self, reason: str, count: int = 1) -> None: ...  # noqa: D102 -- as in the table


def trimmed(records: Iterable[Record], table: Counted, problems: list[Problem]) -> Iterator[Record]:
    """The records of a table without its declared footer and totals; counts all that it reads."""
    rows = list(records)
    table.rows_read += len(rows)
    dialect = table.dialect
    if dialect.footer_rows:
        rows = _without_footer(rows, table)
    totals = {label.casefold() for label in dialect.total_rows}
    for index, (line, cells) in enumerate(rows):
        first = next((cell for cell in cells if cell), "")
        if first.casefold() in totals and first:
            table.skip(TOTALS)
        elif index and first and not any(rows[index - 1][1]) and _is_below(rows[index:], table):
            problems.append(_below(table.file, rows[index:]))
            table.refused += len(rows) - index
            return
        else:
            yield line, cells


def _without_footer(rows: list[Record], table: Counted) -> list[Record]:
    filled = [index for index, (_, cells) in enumerate(rows) if any(cells)]
    footer = set(filled[-table.dialect.footer_rows :])
    table.skip(FOOTER, len(footer))
    return [row for index, row in enumerate(rows) if index not in footer]


def _is_below(rows: list[Record], table: Counted) -> bool:
    """Whether what follows a blank row is no part of the table, down to the end of the file."""
    width = len(table.labels)
    filled = [cells for _, cells in rows if any(cells)]
    narrow = all(len(cells) < width for cells in filled)
    return narrow or (len(filled) > 1 and all(any(cells[width:]) for cells in filled))


def _cells(cells: list[str]) -> int:
    """The width of a row without the blank cells at its end."""
    return max((number for number, cell in enumerate(cells, 1) if cell), default=0)


def _below(file: str, rows: list[Record]) -> Problem:
    filled = [(line, cells) for line, cells in rows if any(cells)]
    line = filled[0][0]
    if all(_cells(cells) == 1 for _, cells in filled):
        count = len(filled)
        lines = f"Lines {line} to {filled[-1][0]} are" if count > 1 else "This line is"
        return Problem(
            location=SourceLocation(file, line),
            code=ProblemCode.FORMAT_ERROR,
            message=f"{lines} below the table and no part of it.",
            fix=f"Delete {'them' if count > 1 else 'it'}, or declare footer_rows = {count} for "
            "this file in exports.toml.",
        )
    return Problem(
        location=SourceLocation(file, line),
        code=ProblemCode.FORMAT_ERROR,
        message="A second table begins here, below a blank row.",
        fix="Save each table as a file of its own.",
    )
