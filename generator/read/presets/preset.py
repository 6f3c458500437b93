"""Presets: how the exports of one system are recognised, and where their table is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.model.mapping import ExportMapping
from generator.model.wording import all_of, collapse_whitespace

#: A record of a file: the line on which it starts and its cells.
Record = tuple[int, list[str]]
#: The cells of the records from the header row on.
TableRows = Sequence[Sequence[str]]
#: The names of each column; messages write the first.
Labels = tuple[tuple[str, ...], ...]

_COMMENT = re.compile(r"#(?:\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLayout:
    """Where a file has its table, and what the file states itself.

    `header`, `body` and `end` are indexes of records. `zone` is the time zone of its dates and
    `span` the days that the whole file covers, if it states them.
    """

    labels: Labels
    header: int = 0
    body: int
    end: int | None = None
    zone: str = ""
    span: tuple[dt.date, dt.date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTableReason:
    """Why a preset finds no table in a file."""

    line: int
    message: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnwantedRows:
    """Rows that an export has and nobody wants: those with one of `texts` in a column."""

    columns: tuple[str, ...]
    texts: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What a system writes below its table: how its notes begin, and the first cell of its totals.

    A note that begins with `cut` says that the file does not hold all rows.
    """

    beginnings: tuple[str, ...]
    totals: re.Pattern[str]
    cut: str = ""


Recognise = Callable[[Sequence[Record]], str]
Locate = Callable[[Sequence[Record], ExportMapping], TableLayout | NoTableReason]


def is_comment(cells: Sequence[str]) -> bool:
    """Whether a record is a comment: `#` and a space, or `#` alone."""
    first = cells[0] if cells else ""
    if first.strip() == "#":
        return is_blank(cells[1:])
    return bool(_COMMENT.match(first))


def is_blank(cells: Sequence[str]) -> bool:
    """Whether a record holds nothing but delimiters and spaces."""
    return not any(cell.strip() for cell in cells)


def recognised_by(mark: str, holds: Callable[[TableRows], bool]) -> Recognise:
    """Recognises a file if a condition holds for its rows from the header on."""

    def recognise(records: Sequence[Record]) -> str:
        _, rows = _from_header(records)
        return mark if rows and holds(rows) else ""

    return recognise


def first_column_called(name: str, *spellings: str) -> Recognise:
    """Recognises a file by its first column."""
    known = {name.casefold(), *spellings}
    return recognised_by(
        f"its first column is called {name}", lambda rows: rows[0][0].strip().casefold() in known
    )


def columns_called(*names: str, within: int = 1) -> Recognise:
    """Recognises a file by the names of some of its columns, in one of its first rows."""
    wanted = {name.casefold() for name in names}
    return recognised_by(
        f"its columns are called {all_of(names)}",
        lambda rows: any(wanted <= folded_cells(row) for row in rows[:within]),
    )


def folded_cells(cells: Sequence[str]) -> set[str]:
    """The cells of a row as names are compared."""
    return {cell.strip().casefold() for cell in cells}


def below_header(read: Callable[[TableRows, ExportMapping], TableLayout | None]) -> Locate:
    """Locates the table in the rows from the header on; None there means that there is none."""

    def locate(records: Sequence[Record], mapping: ExportMapping) -> TableLayout | NoTableReason:
        first, rows = _from_header(records)
        layout = read(rows, mapping) if rows else None
        if layout is None:
            return without_header(records)
        return replace(layout, header=first + layout.header, body=first + layout.body)

    return locate


def _from_header(records: Sequence[Record]) -> tuple[int, TableRows]:
    """The rows from the first that is neither blank nor a comment, and its index."""
    for index, (_, cells) in enumerate(records):
        if not is_blank(cells) and not is_comment(cells):
            return index, [row for _, row in records[index:]]
    return 0, []


def without_header(records: Sequence[Record]) -> NoTableReason:
    """The reason for a file that has no header row."""
    return NoTableReason(
        line=records[0][0] if records else 1,
        message="The file has no header row.",
        fix="Export it again with the names of the columns in its first row.",
    )


def plain_labels(cells: Sequence[str]) -> Labels:
    """One name per column, without the blank ones that a trailing delimiter leaves behind."""
    names = [collapse_whitespace(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple((name,) for name in names)


def header_rows(rows: TableRows, mapping: ExportMapping) -> TableLayout | None:
    """A table with one header row, or with the several that a mapping declares."""
    count = max(mapping.header_rows, 1)
    if mapping.header_rows > len(rows):
        return None
    labels = plain_labels(rows[0]) if count == 1 else joined_labels(rows[:count])
    return TableLayout(labels=labels, body=count)


def joined_labels(rows: TableRows, silent: frozenset[str] = frozenset()) -> Labels:
    """The names of columns under several header rows.

    A blank cell of an upper row means the same as the one before it. The parts are joined by
    " - "; those in `silent` (in lower case) add nothing.
    """
    width = max(len(row) for row in rows)
    parts: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(rows):
        carried = ""
        for column in range(width):
            text = collapse_whitespace(row[column]) if column < len(row) else ""
            if number < len(rows) - 1:
                carried = text or carried
                text = carried
            if text and text.casefold() not in silent:
                parts[column].append(text)
    labels = [tuple(dict.fromkeys((" - ".join(part), *part[-1:]))) for part in parts]
    while labels and not any(labels[-1]):
        labels.pop()
    return tuple(labels)


#: The table below the header rows that a mapping declares.
BELOW_HEADER = below_header(header_rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """How the exports of one system are laid out.

    `recognise` gives the mark by which a file is known, or "". `locate` gets the first records of
    a file, or all of them with `needs_all`. `defaults` are settings of a mapping. With
    `first_of_many`, columns may share a name: the first filled cell counts (a filter takes any).
    `time_unit` is the unit of time that the name of a column states, or "".
    """

    name: str
    system: str
    about: str
    recognise: Recognise
    locate: Locate = BELOW_HEADER
    defaults: Mapping[str, str] = field(default_factory=dict)
    unwanted: tuple[UnwantedRows, ...] = ()
    notes: Notes | None = None
    time_unit: Callable[[str], str] = lambda _column: ""
    needs_all: bool = False
    first_of_many: bool = False
