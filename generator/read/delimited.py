"""From text to rows: the delimiter, the header, each record, and what is below the table.

Declared footers and totals are left out and counted; other text below the table is one problem.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from generator.model.mapping import FileRules
from generator.model.mending import EXPORT_AGAIN
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.wording import collapse_whitespace, counted
from generator.read.raw_table import BLANK_ROWS, CELL_MARK, FOOTER, TOTALS, RawTable

_DELIMITERS = (",", ";", "\t", "|")
#: The number of records that decide on the delimiter.
_VOTERS = 100
#: A longer cell is taken for a quotation mark that is never closed.
LONGEST_CELL = 1 << 20
_LONGEST_SHOWN = 40
_ONE_HEADER = "Keep the header in the first row alone."
# A `#` before a tab is the name of a first column, not a comment.
_COMMENT = re.compile(r'"?#(?:[^\S\t]|$)')
#: The line in which Excel states the delimiter.
SEP_LINE = re.compile(r'"?sep=(.)"?\s*$', re.IGNORECASE)
_FIRST_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|$)")

_Record = tuple[int, list[str]]


def parse(
    text: str,
    file: str,
    encoding: str = "utf-8",
    rules: FileRules | None = None,
    delimiter: str = "",
) -> tuple[RawTable, list[Problem]]:
    """The table in `text` and every problem in its form; `rules` are those declared for the file.

    `delimiter` is the one that is known beforehand; otherwise it is declared, or found.

    Labels come back trimmed and in lower case with `_` for spaces; cells trimmed.
    """
    csv.field_size_limit(LONGEST_CELL)
    table = RawTable(file=file, encoding=encoding, rules=rules)
    dialect = table.dialect
    problems: list[Problem] = []
    skipped = sum(map(len, islice(io.StringIO(text, newline=""), dialect.skip_rows)))
    body, first_line, voted = begin(text[skipped:])
    table.delimiter = delimiter or dialect.delimiter or voted
    records = _records(body, table, first_line + dialect.skip_rows, problems)
    for line, cells in records:
        if any(cells) and not (_COMMENT.match(cells[0]) and not any(cells[1:])):
            table.header_line = line
            problems += _read_header(cells, table)
            break
    else:
        table.complete = False
        if not problems:
            problems.append(no_header(file))
        return table, problems
    width = len(table.labels)
    for line, written in _trimmed(records, table, problems):
        missing = width - len(written) if dialect.short_rows else 0
        cells = written + [""] * missing
        if not any(cells):
            table.skip(BLANK_ROWS)
        elif len(cells) < width or any(cells[width:]):
            problems.append(_ragged(table, line, cells))
            table.ragged.append(cells)
            table.refused += 1
        elif len(cells[0]) == len(table.labels[0]) and tuple(map(label_of, cells)) == table.labels:
            message = "This row repeats the header, as where two files were joined."
            problem = table.problem(ProblemCode.FORMAT_ERROR, line, message, _ONE_HEADER)
            problems.append(problem)
            table.refused += 1
        else:
            table.rows.append(cells if len(cells) == width else cells[:width])
            table.lines.append(line)
    return table, problems


def begin(text: str) -> tuple[str, int, str]:
    """The text after a `sep=` line and comments, the line it starts on, and the delimiter."""
    position, line, declared = 0, 1, ""
    while found := _FIRST_LINE.match(text, position):
        first = found[1]
        separator = SEP_LINE.match(first) if line == 1 else None
        if separator:
            declared = separator[1]
        elif first.strip() and not (first.startswith("#") and _COMMENT.match(first)):
            break
        if found.end() == position:
            break
        position, line = found.end(), line + 1
    body = text[position:]
    return body, line, declared or _vote(body)


def _vote(text: str) -> str:
    """The delimiter under which the first records are widest and most alike."""

    def score(delimiter: str) -> tuple[float, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(row) for row in islice(reader, _VOTERS) if any(row)]
        except csv.Error:
            return (0.0, 0)
        commonest = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        if commonest == 1:
            return (0.0, 0)
        return (widths.count(commonest) / len(widths), commonest)

    scores = {delimiter: score(delimiter) for delimiter in _DELIMITERS}
    header = next((line for line in text.splitlines() if line.strip(" \t,;|")), "")
    return max(_DELIMITERS, key=lambda d: (scores[d][0] > 0 and d in header, scores[d]))


def _records(
    text: str, table: RawTable, first_line: int, problems: list[Problem]
) -> Iterator[_Record]:
    """Each record with the physical line on which it starts; a quoting fault ends them."""
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=table.delimiter, skipinitialspace=True, strict=True)
    start = first_line
    try:
        for cells in reader:
            yield start, [cell.strip() for cell in cells]
            start = reader.line_num + first_line
    except csv.Error as error:
        table.complete = False
        problems.append(quotation_problem(table.file, start, str(error)))


def quotation_problem(file: str, line: int, reason: str, *, exported: bool = False) -> Problem:
    """The problem with the quotation marks of a record, from the error of `csv`."""
    if "unexpected end of data" in reason:
        message = "A quotation mark opens a text here and is never closed."
        fix = 'Close it, or write "" for a quotation mark inside a text.'
    elif "expected after" in reason:
        message = "A text goes on after its closing quotation mark."
        fix = 'Write "" for a quotation mark inside a text, or remove the stray one.'
    elif "field larger" in reason:
        message = "A cell holds more than a million characters."
        fix = "Look for a quotation mark that is never closed."
    else:
        message = f"This line cannot be read as CSV ({reason})."
        fix = "Export the file again as CSV UTF-8."
    if exported:
        fix = f'{EXPORT_AGAIN} A quotation mark inside a text stands there as "".'
    return Problem(SourceLocation(file, line), ProblemCode.FORMAT_ERROR, message, fix)


def label_of(cell: str) -> str:
    """The label of a column as it is compared: in lower case, with `_` for spaces."""
    return "_".join(cell.lower().split())


def _read_header(cells: list[str], table: RawTable) -> Iterator[Problem]:
    labels = [label_of(cell) for cell in cells]
    while not labels[-1]:
        labels.pop()
    table.labels = tuple(labels)
    first_at: dict[str, int] = {}
    for number, label in enumerate(labels, 1):
        if not label:
            message = f"Column {number} has no name."
            fix = "Name it; a column of blank cells alone can go."
            yield table.problem(ProblemCode.BLANK_LABEL, table.header_line, message, fix)
        elif label in first_at:
            location = SourceLocation(table.file, table.header_line, label)
            message = f'Columns {first_at[label]} and {number} are both called "{label}".'
            fix = "Rename one of them."
            yield Problem(location, ProblemCode.DUPLICATE_LABEL, message, fix)
        else:
            first_at[label] = number


def no_header(file: str, *, exported: bool = False) -> Problem:
    """The problem of a file without a single row of text."""
    message = "The file has no header row."
    fix = "Write the names of the columns in its first row."
    if exported:
        fix = "Export it again with the names of the columns in its first row."
    return Problem(SourceLocation(file), ProblemCode.BLANK_HEADER, message, fix)


def _ragged(table: RawTable, line: int, cells: list[str]) -> Problem:
    found, width = len(cells), len(table.labels)
    message = f"This row has {counted(found, 'cell')} where the header has {width}"
    delimiter = table.delimiter_name
    if found < width:
        fix = f"Add what is missing; a blank cell needs its {delimiter} too."
        return table.problem(ProblemCode.MISSING_CELL, line, f"{message}.", fix)
    extra = next(cell for cell in cells[width:] if cell)
    shown = extra if len(extra) <= _LONGEST_SHOWN else f"{extra[:_LONGEST_SHOWN]}…"
    message = f'{message}; "{collapse_whitespace(shown)}" has no column.'
    fix = (
        f"Put a text that holds a {delimiter} in quotation marks, or move what is too much to its "
        "column."
    )
    if table.delimiter == CELL_MARK:
        fix = "Give its column a name, or move what is too much to its column."
    return table.problem(ProblemCode.EXTRA_CELL, line, message, fix)


def _trimmed(
    records: Iterable[_Record], table: RawTable, problems: list[Problem]
) -> Iterator[_Record]:
    """The records of a table without its declared footer and totals; counts all that it reads."""
    rows = list(records)
    table.rows_read += len(rows)
    dialect = table.dialect
    if dialect.footer_rows:
        filled = [index for index, (_, cells) in enumerate(rows) if any(cells)]
        footer = set(filled[-dialect.footer_rows :])
        table.skip(FOOTER, len(footer))
        rows = [row for index, row in enumerate(rows) if index not in footer]
    totals = {label.casefold() for label in dialect.total_rows}
    for index, (line, cells) in enumerate(rows):
        first = next((cell for cell in cells if cell), "")
        if first.casefold() in totals and first:
            table.skip(TOTALS)
        elif index and first and not any(rows[index - 1][1]) and _is_below(rows[index:], table):
            problems.append(_below(table, rows[index:]))
            table.refused += len(rows) - index
            return
        else:
            yield line, cells


def _is_below(rows: list[_Record], table: RawTable) -> bool:
    """Whether what follows a blank row is no part of the table, down to the end of the file."""
    width = len(table.labels)
    filled = [cells for _, cells in rows if any(cells)]
    narrow = all(len(cells) < width for cells in filled)
    return narrow or (len(filled) > 1 and all(any(cells[width:]) for cells in filled))


def _below(table: RawTable, rows: list[_Record]) -> Problem:
    filled = [(line, cells) for line, cells in rows if any(cells)]
    line, count = filled[0][0], len(filled)
    if any(any(cells[1:]) for _, cells in filled):
        message = "A second table begins here, below a blank row."
        fix = "Save each table as a file of its own."
    else:
        lines = f"Lines {line} to {filled[-1][0]} are" if count > 1 else "This line is"
        message = f"{lines} below the table and no part of it."
        fix = (
            f"Declare footer_rows = {count} for this file in exports.toml, or keep "
            f"{'them' if count > 1 else 'it'} in a file of your own elsewhere."
        )
    return table.problem(ProblemCode.FORMAT_ERROR, line, message, fix)
