"""Where the table of an export is: what a preset finds by the file's own marks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.wording import collapse_whitespace

#: A record of a file: the line on which it starts and its cells.
Record = tuple[int, list[str]]

_COMMENT = re.compile(r"#(?:\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The table of a file: its labels, where its rows begin, and what the file says of itself.

    `labels` has the names of each column, the first of which is written in messages. `body` and
    `end` are indexes of records. `zone` is the time zone of its dates where the file states it,
    `span` the days of which it speaks as a whole.
    """

    labels: tuple[tuple[str, ...], ...]
    header: int
    body: int
    end: int | None = None
    zone: str = ""
    span: tuple[dt.date, dt.date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """Why a preset finds no table in a file."""

    line: int
    message: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Rows that an export holds and nobody wants: those with one of `texts` in a column."""

    columns: tuple[str, ...]
    texts: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a mapping says that a preset has to know."""

    header_rows: int = 1
    table: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """How the exports of one system are laid out.

    `recognise` gives the mark by which a file is known, or "". `find` looks at the first records
    of a file, or at all of them where `needs_all`. `first_of_many` takes the first filled cell
    (or any, in a filter) of columns that share a name.
    """

    name: str
    system: str
    about: str
    recognise: Callable[[Sequence[Record]], str]
    find: Callable[[Sequence[Record], Asked], Found | Unfit]
    defaults: Mapping[str, str] = field(default_factory=dict)
    drops: tuple[Drop, ...] = ()
    needs_all: bool = False
    first_of_many: bool = False


def is_comment(cells: Sequence[str]) -> bool:
    """Whether a record is a comment: `#` and a space, or `#` alone."""
    first = cells[0] if cells else ""
    if first.strip() == "#":
        return not any(cell.strip() for cell in cells[1:])
    return bool(_COMMENT.match(first))


def is_blank(cells: Sequence[str]) -> bool:
    """Whether a record holds nothing but delimiters and spaces."""
    return not any(cell.strip() for cell in cells)


def header_index(records: Sequence[Record]) -> int | None:
    """The first record that is neither blank nor a comment."""
    return next(
        (
            i
            for i, (_, cells) in enumerate(records)
            if not is_blank(cells) and not is_comment(cells)
        ),
        None,
    )


def without_header(records: Sequence[Record]) -> Unfit:
    """What is wrong with a file that has no header row."""
    return Unfit(
        line=records[0][0] if records else 1,
        message="The file has no header row.",
        fix="Export it again with the names of the columns in its first row.",
    )


def plain_labels(cells: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """One name a column, without the blank ones that a trailing delimiter leaves behind."""
    names = [collapse_whitespace(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple((name,) for name in names)


def header_row(records: Sequence[Record], asked: Asked) -> Found | Unfit:
    """A table whose header is one row, or the several that a mapping declares."""
    first = header_index(records)
    if first is None or first + asked.header_rows > len(records):
        return without_header(records)
    rows = [cells for _, cells in records[first : first + max(asked.header_rows, 1)]]
    labels = plain_labels(rows[0]) if len(rows) == 1 else joined_labels(rows)
    return Found(labels=labels, header=first, body=first + len(rows))


def joined_labels(
    rows: Sequence[Sequence[str]], silent: frozenset[str] = frozenset()
) -> tuple[tuple[str, ...], ...]:
    """The names of columns under several header rows.

    A blank cell of an upper row means the same as the one before it. The parts are joined by
    " - "; those in `silent` (in lower case) say nothing.
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
