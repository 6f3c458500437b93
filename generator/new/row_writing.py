"""The text of a new row in its file's own form: delimiter, quoting, newline and encoding."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.model.errors import RowRefusedError
from generator.model.mapping import Layout
from generator.model.schema import Table
from generator.new.row_columns import option
from generator.read.raw_table import RawTable

NEWLINE = re.compile(r"\r\n|\r|\n")
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


class FileWithRow(NamedTuple):
    """A file's bytes with the new row in it, and the line on which the row starts."""

    content: bytes
    line: int


def new_file(table: Table, cells: Mapping[str, str]) -> FileWithRow:
    """A new file: the header of every column, and the row."""
    labels = [column.name for column in table.columns]
    rows = [labels, [cells.get(label, "") for label in labels]]
    return FileWithRow(_csv(rows, lineterminator="\n").encode(), line=2)


def append_row(data: bytes, raw: RawTable, table: Table, cells: Mapping[str, str]) -> FileWithRow:
    """A file's bytes with the row at their end; nothing before it changes.

    `raw` is what was read of these bytes. Raises RowRefusedError if the row does not fit.
    """
    return write_rows(data, raw, table, [cells], {})


def write_rows(
    data: bytes,
    raw: RawTable,
    table: Table,
    added: Sequence[Mapping[str, str]],
    instead: Mapping[int, Mapping[str, str]],
) -> FileWithRow:
    """A file's bytes with rows `added` at their end, and others `instead` of those on a line.

    Nothing else changes. `raw` is what was read of these bytes. The line is that of the first row
    at the end. Raises RowRefusedError if a row does not fit.
    """
    rules = raw.rules
    if rules is not None and (rules.layout is Layout.WIDE or rules.dialect.footer_rows):
        raise RowRefusedError(
            f"exports.toml says that {raw.file} has a column a period or rows at its end that do "
            "not count, so no row can follow.",
            "Add it in your spreadsheet.",
        )
    for column in table.columns:
        rows = (*added, *instead.values())
        if column.name not in raw.labels and any(cells.get(column.name) for cells in rows):
            raise RowRefusedError(
                f"{raw.file} has no column {column.name}.",
                f"Add it to line {raw.header_line}, or leave out {option(column)}.",
            )
    marks = (mark for mark in _BYTE_ORDER_MARKS if data.startswith(mark))
    mark = next(marks, b"")
    codec = _BYTE_ORDER_MARKS.get(mark, raw.encoding)
    text = data.removeprefix(mark).decode(codec)
    newline = usual_newline(text)
    quoting = csv.QUOTE_ALL if _quotes_all(text, raw) else csv.QUOTE_MINIMAL

    def written(rows: Sequence[Mapping[str, str]]) -> str:
        cells = [[row.get(label, "") for label in raw.labels] for row in rows]
        return _csv(cells, delimiter=raw.delimiter, lineterminator=newline, quoting=quoting)

    lines = _LINES.findall(text)
    for line, cells in sorted(instead.items(), reverse=True):
        lines[line - 1 : line - 1 + _height(lines[line - 1 :], raw)] = [written([cells])]
    kept = "".join(lines)
    start = "" if not added or kept.endswith(("\n", "\r")) else newline
    try:
        content = (kept + start + written(added)).encode(codec)
    except UnicodeEncodeError as error:
        raise RowRefusedError(
            f"{raw.file} is written in {codec}, which has no {error.object[error.start]}.",
            "Save it as CSV UTF-8 first, or leave that character out.",
        ) from None
    return FileWithRow(mark + content, line=len(NEWLINE.findall(kept + start)) + 1)


def _height(lines: Sequence[str], raw: RawTable) -> int:
    """The number of physical lines of the row with which they begin."""
    reader = csv.reader(lines, delimiter=raw.delimiter)
    next(reader)
    return reader.line_num


def usual_newline(text: str) -> str:
    """The newline that a text has most often; the first of several."""
    return next((newline for newline, _ in Counter(NEWLINE.findall(text)).most_common(1)), "\n")


def _csv(rows: Sequence[Sequence[str]], **form: object) -> str:
    text = io.StringIO()
    csv.writer(text, **form).writerows(rows)  # type: ignore[arg-type]  # by name
    return text.getvalue()


def _quotes_all(text: str, raw: RawTable) -> bool:
    """Whether the file puts every name of its header in quotation marks."""
    lines = NEWLINE.split(text, raw.header_line)
    header = lines[raw.header_line - 1] if raw.header_line <= len(lines) else ""
    cells = header.split(raw.delimiter)
    return all(re.fullmatch(r'\s*".*"\s*', cell) for cell in cells if cell)
