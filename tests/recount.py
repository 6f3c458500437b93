"""The rows of a file, counted a second time: by `csv` alone, and by what stands in the dataset.

Nothing of the generator counts here. Of a table only its file, delimiter, encoding and the line of
its header are taken, and what it says became of its rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from generator.read.exports import RawExport
from generator.read.raw_table import RawTable

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
#: The rows between the header and the first response that a preset may know by their content.
_MOST_BESIDE = 3


def rows_below(path: Path, encoding: str, delimiter: str, header_line: int) -> int | None:
    """How many records stand below the one that begins on a line; None if that cannot be said.

    It cannot where a quotation mark is never closed: then only a part of the file is read.
    """
    content = path.read_bytes()
    if encoding == "utf-16":
        encoding = "utf-16-be" if content.startswith(_MARKS[2]) else "utf-16-le"
    for mark in _MARKS:
        content = content.removeprefix(mark)
    stream = io.StringIO(content.decode(encoding), newline="")
    for _ in islice(stream, header_line - 1):
        pass
    csv.field_size_limit(1 << 20)
    reader = csv.reader(stream, delimiter=delimiter, skipinitialspace=True, strict=True)
    try:
        return max(sum(1 for _ in reader) - 1, 0)
    except csv.Error:
        return None


def table_faults(folder: Path, table: RawTable, used: int) -> Iterator[str]:
    """What does not add up in a table of the project, of which so many rows are in the dataset."""
    there = rows_below(folder / table.file, table.encoding, table.delimiter, table.header_line)
    each = len({*table.from_columns}) or 1 if table.from_columns else 1
    skipped, refused = sum(table.skipped.values()), table.refused
    if there is not None and table.complete and there * each != used + skipped + refused:
        yield (
            f"{table.file}: {there} rows stand in the file, but {used} are used, {skipped} "
            f"skipped and {refused} refused"
        )


def export_faults(folder: Path, export: RawExport) -> Iterator[str]:
    """What does not add up in a raw export: rows that are counted nowhere, or twice."""
    groups = export.groups
    used, skipped, refused = sum(groups.counts), groups.skipped.total(), groups.refused
    told = f"{used} are used, {skipped} skipped and {refused} refused"
    if used + skipped + refused != groups.rows_read:
        yield f"{export.file}: {groups.rows_read} rows are read, but {told}"
    there = rows_below(folder / export.file, export.encoding, export.delimiter, export.header_line)
    if there is None or export.mapping.preset == "ga4":  # of several tables one is read
        return
    beside = there - groups.rows_read
    if not 0 <= beside <= (_MOST_BESIDE if export.mapping.preset else 0):
        yield f"{export.file}: {there} rows stand in the file, but {told}"
