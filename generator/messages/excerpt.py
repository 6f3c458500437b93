"""Excerpts: the line of a file that a problem concerns, and the position of the cell in it.

Of a raw export only the cell itself is shown, because its other columns may name people.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from generator.model.mapping import EXPORTS, FileRules
from generator.model.problems import SourceLocation
from generator.model.wording import printable
from generator.read.data_folder import rules_of
from generator.read.declarations import read_declarations
from generator.read.decoding import Text
from generator.read.delimited import label_of, parse
from generator.read.shared_folder import dialect_of
from generator.read.workbooks import file_text

_MOST_BYTES = 64 << 20
_MOST_CHARACTERS = 100
_HEAD_LINES = 60
_KEPT_RECORDS = 100
_NEWLINE = re.compile(r"\r\n|\r|\n")
_TABLE_ENDINGS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A physical line, fit to be shown, with the cell at `text[start:end]` (both 0: no cell).

    `column` and `end_column` are the position of the cell in the file's own line, from 1.
    """

    line: int
    text: str
    start: int = 0
    end: int = 0
    column: int = 0
    end_column: int = 0

    @property
    def mark(self) -> str:
        """The text below the line: spaces, then a caret for each character of the cell."""
        if not self.column:
            return ""
        carets = max(1, _width(self.text[self.start : self.end]))
        return " " * _width(self.text[: self.start]) + "^" * carets


def excerpts(folder: Path, locations: Sequence[SourceLocation]) -> Mapping[SourceLocation, Excerpt]:
    """The excerpt of each location that has a line in a readable file."""
    found: dict[SourceLocation, Excerpt] = {}
    by_file: dict[str, list[SourceLocation]] = {}
    for location in locations:
        if location.line:
            by_file.setdefault(location.file, []).append(location)
    declared, _ = read_declarations(folder)
    for file, wanted in by_file.items():
        source = _read(folder, file, max(each.line for each in wanted), rules_of(file, declared))
        for location in wanted if source else ():
            if source and (excerpt := source.excerpt(location)):
                found[location] = excerpt
    return found


def _read(folder: Path, file: str, last_line: int, rules: FileRules | None) -> _SourceText | None:
    path = folder / file
    dialect = dialect_of(file, folder)
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        decoded = file_text(path.read_bytes(), file, dialect)
    except OSError:
        return None
    if not isinstance(decoded, Text):
        return None
    text, starts = decoded.content, [0]
    for newline in _NEWLINE.finditer(text):
        if len(starts) > max(last_line, _HEAD_LINES):
            break
        starts.append(newline.end())
    delimiter = decoded.delimiter
    if not delimiter and file.lower().endswith(_TABLE_ENDINGS):
        head = text[: starts[min(len(starts), _HEAD_LINES) - 1] or None]
        delimiter = parse(head, file, rules=rules)[0].delimiter
    return _SourceText(text, starts, delimiter, is_export=file.startswith(EXPORTS))


class _SourceText:
    """A file's text with the position at which each physical line starts.

    `delimiter` is that of a table; "" for other files, in which a column is a word.
    """

    def __init__(
        self, text: str, starts: Sequence[int], delimiter: str, *, is_export: bool
    ) -> None:
        self._text, self._starts, self._is_export = text, starts, is_export
        stop = f"{re.escape(delimiter)}\r\n"
        quoted = rf' *+"(?:[^"]|"")*+(?:"[^{stop}]*)?'
        self._cell = re.compile(f"{quoted}|[^{stop}]*") if delimiter else None
        self._column_index = cache(self._find_column)
        # A wide row may have a problem in each of its cells.
        self._cells = lru_cache(maxsize=_KEPT_RECORDS)(self._find_cells)
        self._labels = lru_cache(maxsize=_HEAD_LINES)(self._find_labels)

    def excerpt(self, location: SourceLocation) -> Excerpt | None:
        """The line of a location, cut to what can be shown around its cell."""
        number = location.line
        if number > len(self._starts) or self._starts[number - 1] >= len(self._text):
            return None
        cell = self._cell_at(location) if location.column else None
        if cell is None:
            start, end = self._span(number)
            line = self._text[start:end]
            if self._is_export or not line.strip():
                return None
            cut = len(line) > _MOST_CHARACTERS
            line = line[: _MOST_CHARACTERS - 1] + "…" if cut else line
            return Excerpt(line=number, text=printable(line))
        number = bisect_right(self._starts, cell[0])
        start, end = self._span(number)
        first, last = cell[0] - start, min(cell[1], end) - start
        left, right = (first, last) if self._is_export else (0, end - start)
        if right - left > _MOST_CHARACTERS:
            left = max(left, min(first - _MOST_CHARACTERS // 2, right - _MOST_CHARACTERS))
            right = min(right, left + _MOST_CHARACTERS)
        before = "…" if left and not self._is_export else ""
        after = "…" if right < end - start and not self._is_export else ""
        at = len(before) + first - left
        return Excerpt(
            line=number,
            text=before + printable(self._text[start + left : start + right]) + after,
            start=at,
            end=min(at + last - first, len(before) + right - left),
            column=first + 1,
            end_column=last + 1,
        )

    def _span(self, line: int) -> tuple[int, int]:
        """The start and the end of a line without its newline."""
        start = self._starts[line - 1]
        newline = _NEWLINE.search(self._text, start)
        return start, newline.start() if newline else len(self._text)

    def _cell_at(self, location: SourceLocation) -> tuple[int, int] | None:
        if self._cell is None:
            word = re.compile(rf"(?<![\w-]){re.escape(location.column)}(?![\w-])")
            match = word.search(self._text, *self._span(location.line))
            return match.span() if match else None
        index = self._column_index(location.column)
        cells = self._cells(self._starts[location.line - 1])
        if index is None or index >= len(cells):
            return None
        start, end = cells[index]
        cell = self._text[start:end]
        start += len(cell) - len(cell.lstrip())
        return start, start + len(cell.strip())

    def _find_column(self, column: str) -> int | None:
        """The index of a column in the first record that names it."""
        position, wanted = 0, label_of(column)
        for _ in range(_HEAD_LINES):
            labels = self._labels(position)
            if wanted in labels:
                return labels[wanted]
            newline = _NEWLINE.match(self._text, self._cells(position)[-1][1])
            if newline is None:
                break
            position = newline.end()
        return None

    def _find_labels(self, position: int) -> Mapping[str, int]:
        """The index of each label of the record at `position`, the first of that name."""
        labels: dict[str, int] = {}
        for index, (start, end) in enumerate(self._cells(position)):
            labels.setdefault(label_of(self._text[start:end].strip().strip('"')), index)
        return labels

    def _find_cells(self, position: int) -> list[tuple[int, int]]:
        """The span of each cell of the record at `position`, its quotation marks included."""
        cells: list[tuple[int, int]] = []
        while self._cell and (match := self._cell.match(self._text, position)):
            cells.append(match.span())
            if self._text[match.end() : match.end() + 1] in {"", "\r", "\n"}:
                break
            position = match.end() + 1
        return cells


def _width(text: str) -> int:
    """The number of columns that a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
