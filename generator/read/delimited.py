"""From text to rows: the delimiter, the header and each record with its physical line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from generator.model.problems import Fault, Place, Problem

_DELIMITERS = (",", ";", "\t", "|")
_DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_VOTERS = 100
_LONGEST_CELL = 1 << 20
_COMMENT = re.compile(r"#(\s|$)")
_SEP_LINE = re.compile(r"(?i)sep=(.)\s*$")

#: Reasons why a row is read and not used, as the Data page words them.
BLANK = "blank rows"


@dataclass(slots=True, kw_only=True)
class RawTable:
    """A file's cells as text: `lines[i]` is the physical line on which `rows[i]` starts.

    Every row has as many cells as there are labels. `rows_read` counts all records after the
    header; later rooms add to `skipped` (by reason) and `refused`, so that what is used is the
    difference.
    """

    file: str
    encoding: str = "utf-8"
    delimiter: str = ","
    header_line: int = 0
    labels: tuple[str, ...] = ()
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    rows_read: int = 0
    refused: int = 0

    @property
    def rows_used(self) -> int:
        """The records that are neither skipped nor refused."""
        return self.rows_read - sum(self.skipped.values()) - self.refused

    @property
    def delimiter_name(self) -> str:
        """The delimiter in a word."""
        return _DELIMITER_NAMES.get(self.delimiter, repr(self.delimiter))

    def skip(self, reason: str, count: int = 1) -> None:
        """Counts records that are read and not used."""
        self.skipped[reason] = self.skipped.get(reason, 0) + count


def parse(text: str, file: str, encoding: str = "utf-8") -> tuple[RawTable, list[Problem]]:
    """The table in `text` and every fault of its form.

    Labels come back trimmed and in lower case with `_` for spaces; cells trimmed.
    """
    csv.field_size_limit(_LONGEST_CELL)
    table = RawTable(file=file, encoding=encoding)
    problems: list[Problem] = []
    body, first_line, table.delimiter = _start(text)
    records = _records(body, table.delimiter, first_line, file, problems)
    for line, cells in records:
        if len(cells) == 1 and _COMMENT.match(cells[0]):
            continue
        if any(cells):
            table.header_line = line
            _read_header(cells, table, problems)
            break
    else:
        if not problems:
            problems.append(
                Problem(
                    place=Place(file),
                    fault=Fault.BLANK_HEADER,
                    wrong="The file has no header row.",
                    mend="Write the column names in its first row.",
                )
            )
        return table, problems
    ragged: list[tuple[int, int]] = []
    width = len(table.labels)
    for line, cells in records:
        table.rows_read += 1
        if len(cells) == width:
            if any(cells):
                table.rows.append(cells)
                table.lines.append(line)
            else:
                table.skip(BLANK)
        elif not any(cells):
            table.skip(BLANK)
        elif len(cells) > width and not any(cells[width:]):
            table.rows.append(cells[:width])
            table.lines.append(line)
        else:
            ragged.append((line, len(cells)))
    table.refused = len(ragged)
    problems.extend(_ragged(file, line, found, width) for line, found in ragged)
    return table, problems


def _start(text: str) -> tuple[str, int, str]:
    """The text after a `sep=` line, the line it starts on, and the delimiter."""
    first, _, rest = text.partition("\n")
    declared = _SEP_LINE.match(first.strip("\r"))
    if declared:
        return rest, 2, declared.group(1)
    return text, 1, _vote(text)


def _vote(text: str) -> str:
    """The delimiter under which the first records are widest and most alike."""

    def score(delimiter: str) -> tuple[float, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(row) for row in islice(reader, _VOTERS) if any(row)]
        except csv.Error:
            return (0.0, 0)
        if not widths or max(widths) == 1:
            return (0.0, 0)
        commonest = max(set(widths), key=lambda width: (widths.count(width), width))
        if commonest == 1:
            return (0.0, 0)
        return (widths.count(commonest) / len(widths), commonest)

    scores = {delimiter: score(delimiter) for delimiter in _DELIMITERS}
    header = next((line for line in text.splitlines() if line.strip(" \t,;|")), "")
    return max(_DELIMITERS, key=lambda d: (scores[d][0] > 0 and d in header, scores[d]))


def _records(
    text: str, delimiter: str, first_line: int, file: str, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Each record with the physical line on which it starts; a quoting fault ends them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    offset = first_line - 1
    start = first_line
    try:
        for cells in reader:
            yield start, [cell.strip() for cell in cells]
            start = reader.line_num + offset + 1
    except csv.Error as fault:
        problems.append(_quoting(file, start, str(fault)))


def _quoting(file: str, line: int, reason: str) -> Problem:
    if "unexpected end of data" in reason:
        wrong = "A quotation mark opens a text here and is never closed."
        mend = 'Close it, or write "" for a quotation mark inside a text.'
    elif "expected after" in reason:
        wrong = "A text goes on after its closing quotation mark."
        mend = 'Write "" for a quotation mark inside a text, or remove the stray one.'
    elif "field larger" in reason:
        wrong = "A cell holds more than a million characters."
        mend = "Look for a quotation mark that is never closed."
    else:
        wrong = f"This line cannot be read as CSV ({reason})."
        mend = "Export the file again as CSV UTF-8."
    return Problem(place=Place(file, line), fault=Fault.FORMAT_ERROR, wrong=wrong, mend=mend)


def _read_header(cells: list[str], table: RawTable, problems: list[Problem]) -> None:
    labels = [" ".join(cell.split()).lower().replace(" ", "_") for cell in cells]
    while labels and not labels[-1]:
        labels.pop()
    first_at: dict[str, int] = {}
    for number, label in enumerate(labels, 1):
        if not label:
            problems.append(
                Problem(
                    place=Place(table.file, table.header_line),
                    fault=Fault.BLANK_LABEL,
                    wrong=f"Column {number} has no name.",
                    mend="Name it, or delete the column.",
                )
            )
        elif label in first_at:
            problems.append(
                Problem(
                    place=Place(table.file, table.header_line, label),
                    fault=Fault.DUPLICATE_LABEL,
                    wrong=f'Columns {first_at[label]} and {number} are both called "{label}".',
                    mend="Rename or delete one of them.",
                )
            )
        else:
            first_at[label] = number
    table.labels = tuple(labels)


def _ragged(file: str, line: int, found: int, width: int) -> Problem:
    cells = "cell" if found == 1 else "cells"
    if found > width:
        return Problem(
            place=Place(file, line),
            fault=Fault.EXTRA_CELL,
            wrong=f"This row has {found} {cells} where the header has {width}.",
            mend="Put a text that holds the delimiter in quotation marks, or delete what is "
            "too much.",
        )
    return Problem(
        place=Place(file, line),
        fault=Fault.MISSING_CELL,
        wrong=f"This row has {found} {cells} where the header has {width}.",
        mend="Add the missing cells; a blank one needs its delimiter too.",
    )
