"""The text of a new row in its file's own form: delimiter, quoting, newline and encoding."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.errors import RowRefusedError
from generator.model.mapping import Layout
from generator.model.schema import Table
from generator.new.kinds import option
from generator.read.raw_table import RawTable

_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file's bytes with the new row in it, and the line on which the row starts."""

    content: bytes
    line: int


def begun(table: Table, cells: Mapping[str, str]) -> Written:
    """A new file: the header of every column, and the row."""
    labels = [column.name for column in table.columns]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(labels)
    writer.writerow([cells.get(label, "") for label in labels])
    return Written(content=text.getvalue().encode(), line=2)


def appended(data: bytes, raw: RawTable, table: Table, cells: Mapping[str, str]) -> Written:
    """A file's bytes with the row at their end; nothing before it changes.

    `raw` is what was read of these bytes.
    """
    rules = raw.rules
    if rules is not None and (rules.layout is Layout.WIDE or rules.dialect.footer_rows):
        raise RowRefusedError(
            f"exports.toml says that {raw.file} has a column a period or rows at its end that do "
            "not count, so no row can follow.",
            "Add it in your spreadsheet.",
        )
    for column in table.columns:
        if cells.get(column.name) and column.name not in raw.labels:
            raise RowRefusedError(
                f"{raw.file} has no column {column.name}.",
                f"Add it to line {raw.header_line}, or leave out {option(column)}.",
            )
    codec, mark = _codec(data, raw.encoding)
    text = data.removeprefix(mark).decode(codec)
    newlines = _NEWLINE.findall(text)
    newline = max(dict.fromkeys(newlines), key=newlines.count) if newlines else "\n"
    start = "" if text.endswith(("\n", "\r")) else newline
    row = start + _row([cells.get(label, "") for label in raw.labels], text, raw, newline)
    try:
        content = data + row.encode(codec)
    except UnicodeEncodeError as fault:
        raise RowRefusedError(
            f"{raw.file} is written in {codec}, which has no {fault.object[fault.start]}.",
            "Save it as CSV UTF-8 first, or leave that character out.",
        ) from None
    return Written(content=content, line=len(newlines) + (2 if start else 1))


def _row(cells: list[str], text: str, raw: RawTable, newline: str) -> str:
    row = io.StringIO()
    csv.writer(
        row,
        delimiter=raw.delimiter,
        lineterminator=newline,
        quoting=csv.QUOTE_ALL if _quotes_all(text, raw) else csv.QUOTE_MINIMAL,
    ).writerow(cells)
    return row.getvalue()


def _quotes_all(text: str, raw: RawTable) -> bool:
    """Whether the file puts every name of its header in quotation marks."""
    lines = _NEWLINE.split(text, raw.header_line)
    header = lines[raw.header_line - 1] if raw.header_line <= len(lines) else ""
    cells = header.split(raw.delimiter)
    return all(re.fullmatch(r'\s*".*"\s*', cell) for cell in cells if cell)


def _codec(data: bytes, encoding: str) -> tuple[str, bytes]:
    """What the file is encoded in, and its byte order mark."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return codec, mark
    return encoding, b""
