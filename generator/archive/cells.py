"""Cells: a row of any table as the text of its columns, and back to the same row."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, get_args, get_type_hints

from generator.model.problems import SourceLocation
from generator.model.schema import Column, Row, Table
from generator.model.subjects import Subject

_MANY = "; "
_QUOTE = "'"
_FORMULA_STARTS = ("=", "+", "-", "@", "|", "%", _QUOTE)
_NUMBER = re.compile(r"-?[0-9.]+(e[+-]?[0-9]+)?")


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    # Most cells begin with a letter or a digit: only the others have to be looked into.
    writer.writerows([cell if cell[:1].isalnum() else _inert(cell) for cell in row] for row in rows)
    return text.getvalue()


def from_csv(text: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV text by the names in its head."""
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield {name: cell.removeprefix(_QUOTE) for name, cell in row.items()}


def _inert(cell: str) -> str:
    """A cell that a spreadsheet will not take for a formula, and that `from_csv` gives back."""
    if cell.lstrip()[:1] in _FORMULA_STARTS and cell and not _NUMBER.fullmatch(cell):
        return _QUOTE + cell
    return cell


def number(value: float) -> str:
    """A number in full, so that the same one is read back; nothing for no number."""
    if value != value:  # noqa: PLR0124 -- NaN
        return ""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def written(value: object) -> str:
    """A value of a row as the text of its cell."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return _MANY.join(map(str, value))
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return number(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


class RowReader:
    """Makes the rows of one table from cells that `written` wrote.

    A column that an older edition did not know has its default; so has a word that this version
    of the generator does not know any more.
    """

    def __init__(self, table: Table) -> None:
        hints = get_type_hints(table.row)
        self._row = table.row
        self._columns = [(column, _maker(hints[column.name], column)) for column in table.columns]

    def __call__(self, cells: Mapping[str, str | None], location: SourceLocation) -> Row | None:
        """The row of some cells; None where one that it needs is missing."""
        values: dict[str, Any] = {"location": location}
        for column, make in self._columns:
            text = cells.get(column.name) or ""
            try:
                value = make(text) if text else column.default
            except ValueError:
                value = column.default
            if value is None and column.required:
                return None
            values[column.name] = value
        return self._row(**values)


def _subject(text: str) -> Subject:
    kind, _, key = text.partition(":")
    return Subject(kind=kind, key=key)


def _maker(hint: object, column: Column) -> Callable[[str], Any]:
    if column.many:
        return lambda text: tuple(part for part in text.split(_MANY) if part)
    kinds = [kind for kind in (get_args(hint) or (hint,)) if isinstance(kind, type)]
    kind = next(kind for kind in kinds if kind is not type(None))
    if kind is Subject:
        return _subject
    return dt.date.fromisoformat if kind is dt.date else kind
