"""A raw export as a stream: its encoding, its delimiter, and its records with their lines.

A small file is decoded whole, by the same code as every table. A large one is never held in
memory: one pass over its bytes checks its encoding, a second one yields the records.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from generator.model.dialect import FileDialect
from generator.model.problems import Problem
from generator.read.decoding import Text, cannot_open, decode_bytes
from generator.read.delimited import LONGEST_CELL, SEP_LINE, begin, no_header, quotation_problem
from generator.read.presets.preset import Record
from generator.read.workbooks import file_text, is_workbook

_LARGE = 8 << 20
_BLOCK = 1 << 20
_HEAD = 1 << 17
_BREAK = re.compile("\r\n|\r|\n")
#: How many records are handed on at once.
CHUNK = 5_000

Chunk = tuple[list[list[str]], Sequence[int]]


@dataclass(slots=True, kw_only=True)
class Source:
    """An open export. `problem` is the one that ended the reading early, if there was one.

    `above` are the records that `skip_rows` leaves out, `notes` warnings about the whole file.
    """

    file: str
    encoding: str
    delimiter: str
    stream: TextIO
    first_line: int = 1
    above: list[Record] = field(default_factory=list)
    problem: Problem | None = None
    notes: tuple[Problem, ...] = ()
    _line: int = 0
    _ahead: list[Record] = field(default_factory=list)
    _reader: Any = None  # `csv` has no public name for this type

    def head(self, count: int | None) -> list[Record]:
        """The first records (all if `count` is None); `chunks` gives them again."""
        while count is None or len(self._ahead) < count:
            rows, lines = self._next(CHUNK if count is None else count - len(self._ahead))
            if not rows:
                break
            self._ahead += zip(lines, rows, strict=True)
        return list(self._ahead)

    def skip(self, count: int) -> None:
        """Drops records at the beginning, of those that `head` gave."""
        del self._ahead[:count]

    def chunks(self, end: int | None = None) -> Iterator[Chunk]:
        """Records and the lines on which they start, many at a time; `end` is how many at most."""
        ahead = self._ahead[:end]
        self._ahead = []
        if ahead:
            yield [cells for _, cells in ahead], [line for line, _ in ahead]
        while end is None and (chunk := self._next(CHUNK))[0]:
            yield chunk

    def _next(self, count: int) -> Chunk:
        """The next records; an unclosed or stray quotation mark ends them."""
        if self._reader is None:
            csv.field_size_limit(LONGEST_CELL)
            self._reader = csv.reader(
                self.stream, delimiter=self.delimiter, skipinitialspace=True, strict=True
            )
            self._line = self.first_line
        rows: list[list[str]] = []
        start, before = self._line, self._reader.line_num
        try:
            rows.extend(islice(self._reader, count))  # keeps what came before a fault
        except csv.Error as error:
            lines = _starts(rows, start)
            self.problem = quotation_problem(self.file, lines[-1], str(error), exported=True)
            return rows, lines[:-1]
        self._line = start + self._reader.line_num - before
        if self._line - start == len(rows):
            return rows, range(start, self._line)
        return rows, _starts(rows, start)[:-1]


def _starts(rows: list[list[str]], start: int) -> list[int]:
    """The line on which each record starts, and that of the next: cells may hold line breaks."""
    lines = [start]
    for row in rows:
        start += 1
        text = "".join(row)
        if "\n" in text or "\r" in text:
            start += sum(len(_BREAK.findall(cell)) for cell in row)
        lines.append(start)
    return lines


def open_source(path: Path, name: str, dialect: FileDialect) -> Source | Problem:
    """Opens an export; a Problem if it is no text."""
    try:
        opened = _open(path, name, dialect)
    except OSError as error:
        return cannot_open(name, error)
    if isinstance(opened, Problem):
        return opened
    text, stream = opened
    lines = list(islice(iter(stream.readline, ""), dialect.skip_rows))
    skipped = len(lines)
    start = stream.tell()
    head = stream.read(_HEAD)
    if not head.strip():
        return no_header(name, exported=True)
    stream.seek(start)
    separator = SEP_LINE.match(head.splitlines()[0]) if not skipped else None
    if separator:
        stream.readline()
        skipped = 1
    _, _, voted = begin(head[: head.rfind("\n") + 1] or head)
    delimiter = text.delimiter or dialect.delimiter or voted
    above: list[list[str]] = []
    with suppress(csv.Error):  # what is no row is no title either
        above.extend(csv.reader(lines, delimiter=delimiter))
    return Source(
        file=name,
        encoding=text.encoding,
        delimiter=delimiter,
        stream=stream,
        first_line=skipped + 1,
        above=[*enumerate(above, 1)],
        notes=text.notes,
    )


def _open(path: Path, name: str, dialect: FileDialect) -> tuple[Text, TextIO] | Problem:
    is_large = path.stat().st_size > _LARGE and not is_workbook(name)
    if is_large and _is_utf8(path, dialect):
        return Text(content="", encoding="utf-8"), path.open(encoding="utf-8-sig", newline="")
    text = file_text(path.read_bytes(), name, dialect, exported=True)
    if not isinstance(text, Text):
        return text
    return text, io.StringIO(text.content, newline="")


def _is_utf8(path: Path, dialect: FileDialect) -> bool:
    """Whether a large file is plain UTF-8 text; otherwise it is decoded whole."""
    if dialect.encoding and codecs.lookup(dialect.encoding).name != "utf-8":
        return False
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    with path.open("rb") as file:
        start = file.read(_BLOCK)
        if isinstance(decode_bytes(start[: start.rfind(b"\n") + 1], ""), Problem):
            return False
        file.seek(0)
        try:
            while block := file.read(_BLOCK):
                if b"\0" in block:
                    return False
                if not block.isascii() or decoder.getstate()[0]:
                    decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
