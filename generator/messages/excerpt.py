"""Excerpts: the line of a file on which a problem stands, and where in it the cell is.

Of a raw export nothing but the cell itself is shown: its other columns may name people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model.mapping import EXPORTS, FileRules
from generator.model.problems import SourceLocation
from generator.model.wording import printable
from generator.read.data_folder import rules_of
from generator.read.declarations import read_declarations
from generator.read.decoding import Text, decode_bytes
from generator.read.delimited import parse

_LARGEST = 64 << 20
_WIDEST = 100
_HEAD_LINES = 60
_NEWLINE = re.compile(r"\r\n|\r|\n")
_CELL_END = {mark: re.compile(f"[{re.escape(mark)}\r\n]") for mark in ",;\t|"}
_TABLE_ENDINGS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A physical line, fit to be shown, with the cell at `text[start:end]` (both 0: no cell).

    `column` and `end_column` say where the cell stands in the file's own line, counted from 1.
    """

    line: int
    text: str
    start: int = 0
    end: int = 0
    column: int = 0
    end_column: int = 0

    @property
    def mark(self) -> str:
        """What stands under the line: spaces, then a caret for each character of the cell."""
        if not self.column:
            return ""
        return " " * _width(self.text[: self.start]) + "^" * max(
            1, _width(self.text[self.start : self.end])
        )


@dataclass(frozen=True, slots=True)
class _Lines:
    """A file's text and where each of its physical lines starts."""

    text: str
    starts: Sequence[int]

    def line_of(self, position: int) -> int:
        """The number of the line that holds a position, counted from 1."""
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.starts[middle] <= position else (low, middle)
        return low

    def span(self, line: int) -> tuple[int, int]:
        """Where a line starts and ends, its newline left out."""
        start = self.starts[line - 1]
        newline = _NEWLINE.search(self.text, start)
        return start, newline.start() if newline else len(self.text)


def excerpts(folder: Path, places: Sequence[SourceLocation]) -> Mapping[SourceLocation, Excerpt]:
    """The excerpt of each place that has a line in a file that can be read."""
    found: dict[SourceLocation, Excerpt] = {}
    by_file: dict[str, list[SourceLocation]] = {}
    for location in places:
        if location.line:
            by_file.setdefault(location.file, []).append(location)
    declared, _ = read_declarations(folder)
    for file, wanted in by_file.items():
        rules = rules_of(file, declared)
        lines = _read(folder / file, file, max(location.line for location in wanted), rules)
        if lines is None:
            continue
        find = _cell_finder(lines, file, rules)
        for location in wanted:
            if location.line <= len(lines.starts) and lines.starts[location.line - 1] < len(
                lines.text
            ):
                excerpt = _excerpt(lines, location, find(location), alone=file.startswith(EXPORTS))
                if excerpt is not None:
                    found[location] = excerpt
    return found


def _read(path: Path, file: str, last_line: int, rules: FileRules | None) -> _Lines | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        text = decode_bytes(path.read_bytes(), file, rules.dialect.encoding if rules else "")
    except OSError:
        return None
    if not isinstance(text, Text):
        return None
    starts = [0]
    for newline in _NEWLINE.finditer(text.content):
        if len(starts) > max(last_line, _HEAD_LINES):
            break
        starts.append(newline.end())
    return _Lines(text=text.content, starts=starts)


class _cell_finder:  # noqa: N801 -- a function that remembers the file's form
    """Finds the cell of a place in one file, or None."""

    def __init__(self, lines: _Lines, file: str, rules: FileRules | None) -> None:
        self._lines = lines
        self._is_table = file.lower().endswith(_TABLE_ENDINGS)
        head = lines.text[: lines.starts[min(len(lines.starts), _HEAD_LINES) - 1] or None]
        self._delimiter = parse(head, file, rules=rules)[0].delimiter if self._is_table else ""
        self._columns: dict[str, int | None] = {}

    def __call__(self, location: SourceLocation) -> tuple[int, int] | None:
        if not location.column:
            return None
        if not self._is_table:
            return self._word(location)
        if location.column not in self._columns:
            self._columns[location.column] = self._index_of(location.column)
        index = self._columns[location.column]
        if index is None:
            return None
        cells = list(self._cells(self._lines.starts[location.line - 1]))
        return self._trimmed(*cells[index]) if index < len(cells) else None

    def _word(self, location: SourceLocation) -> tuple[int, int] | None:
        start, end = self._lines.span(location.line)
        word = re.compile(rf"(?<![\w-]){re.escape(location.column)}(?![\w-])")
        found = word.search(self._lines.text, start, end)
        return found.span() if found else None

    def _index_of(self, column: str) -> int | None:
        """The number of the column in the first record that names it."""
        position, wanted = 0, _label(column)
        for _ in range(_HEAD_LINES):
            cells = list(self._cells(position))
            named = [_label(self._lines.text[slice(*cell)]) for cell in cells]
            if wanted in named:
                return named.index(wanted)
            newline = _NEWLINE.match(self._lines.text, cells[-1][1])
            if newline is None:
                break
            position = newline.end()
        return None

    def _cells(self, start: int) -> Iterator[tuple[int, int]]:
        """Where each cell of the record at `start` stands, its quotation marks included."""
        text = self._lines.text
        stop = _CELL_END.get(self._delimiter) or re.compile(f"[{re.escape(self._delimiter)}\r\n]")
        while True:
            end = stop.search(text, self._after_quotes(start))
            yield start, end.start() if end else len(text)
            if end is None or end[0] in "\r\n":
                return
            start = end.end()

    def _after_quotes(self, at: int) -> int:
        """Where the quoted part of a cell ends; where the cell starts if it has none."""
        text = self._lines.text
        while text[at : at + 1] == " ":
            at += 1
        if text[at : at + 1] != '"':
            return at
        at += 1
        while (close := text.find('"', at)) >= 0:
            if text[close + 1 : close + 2] != '"':
                return close + 1
            at = close + 2
        return len(text)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        cell = self._lines.text[start:end]
        start += len(cell) - len(cell.lstrip())
        return start, max(start, start + len(cell.strip()))


def _label(cell: str) -> str:
    return "_".join(cell.strip().strip('"').lower().split())


def _excerpt(
    lines: _Lines, location: SourceLocation, cell: tuple[int, int] | None, *, alone: bool
) -> Excerpt | None:
    """The line of a place, cut to what can be shown around its cell."""
    if cell is None:
        start, end = lines.span(location.line)
        text = lines.text[start:end]
        if alone or not text.strip():
            return None
        cut = len(text) > _WIDEST
        return Excerpt(
            line=location.line, text=printable(text[: _WIDEST - 1] + "…" if cut else text)
        )
    line = lines.line_of(cell[0])
    start, end = lines.span(line)
    first, last = cell[0] - start, min(cell[1], end) - start
    left, right = (first, last) if alone else (0, end - start)
    if right - left > _WIDEST:
        left = max(left, min(first - _WIDEST // 2, right - _WIDEST))
        right = min(right, left + _WIDEST)
    before = "…" if left and not alone else ""
    after = "…" if right < end - start and not alone else ""
    at = len(before) + first - left
    return Excerpt(
        line=line,
        text=before + printable(lines.text[start + left : start + right]) + after,
        start=at,
        end=min(at + last - first, len(before) + right - left),
        column=first + 1,
        end_column=last + 1,
    )


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )
