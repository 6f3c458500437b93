"""From text to rows: the delimiter, the header and each record with its physical line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from generator.model.mapping import FileDialect, FileRules
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.vocabulary import Cadence
from generator.model.wording import collapse_whitespace, counted
from generator.read.footers import trimmed

_DELIMITERS = (",", ";", "\t", "|")
#: The delimiters in a word each.
DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_VOTERS = 100
#: A longer cell is taken for a quotation mark that is never closed.
LONGEST_CELL = 1 << 20
_LONGEST_SHOWN = 40
# A `#` before a tab is the name of a first column, not a comment.
_COMMENT = re.compile(r'"?#(?:[^\S\t]|$)')
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*$', re.IGNORECASE)
_FIRST_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|$)")

#: Reasons why a row is read and not used, as the Data page words them.
BLANK = "blank rows"


@dataclass(slots=True, kw_only=True)
class RawTable:
    """A file's cells as text: `lines[i]` is the physical line on which `rows[i]` starts.

    Every row has as many cells as there are labels. `rows_read` counts all records after the
    header; later rooms add to `skipped` (by reason) and `refused`, so that what is used is the
    difference. `ragged` keeps the refused records of another width; `complete` is false where a
    fault of quoting ended the reading early. `rules` are what is declared of the file.

    A row may stand for several of the file: `spread[i]` is the column from which row i of a table
    with a column a period comes; of a raw export, `export` names the mapping, `weights[i]` how
    many rows made row i, `last_lines[i]` the last of them, `fed` how many made each metric,
    `names` under which label the export itself has a column, and `cadence` the declared period.
    """

    file: str
    encoding: str = "utf-8"
    delimiter: str = ","
    header_line: int = 0
    labels: tuple[str, ...] = ()
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    ragged: list[list[str]] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    rows_read: int = 0
    refused: int = 0
    complete: bool = True
    rules: FileRules | None = None
    export: str = ""
    spread: list[str] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    last_lines: list[int] = field(default_factory=list)
    fed: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    cadence: Cadence | None = None

    @property
    def rows_used(self) -> int:
        """The records that are neither skipped nor refused."""
        return self.rows_read - sum(self.skipped.values()) - self.refused

    @property
    def dialect(self) -> FileDialect:
        """The declared dialect of the file."""
        return self.rules.dialect if self.rules else FileDialect()

    def weight(self, index: int) -> int:
        """How many rows of the file a row stands for."""
        return self.weights[index] if self.weights else 1

    def last_line(self, index: int) -> int:
        """The line of the last row of the file for which a row stands."""
        return self.last_lines[index] if self.last_lines else self.lines[index]

    def column_of(self, index: int, column: str) -> str:
        """Under which label the file itself has a cell."""
        if self.spread and column in {"date", "value"}:
            return self.spread[index]
        return self.names.get(column, column)

    @property
    def delimiter_name(self) -> str:
        """The delimiter in a word."""
        return DELIMITER_NAMES.get(self.delimiter, f'"{self.delimiter}"')

    def skip(self, reason: str, count: int = 1) -> None:
        """Counts records that are read and not used."""
        self.skipped[reason] = self.skipped.get(reason, 0) + count

    def written(self, label: str) -> list[str]:
        """The cells of a column as they stand, those of ragged rows included."""
        if label not in self.labels:
            return []
        column = self.labels.index(label)
        return [row[column] for row in (*self.rows, *self.ragged) if column < len(row)]


def parse(
    text: str, file: str, encoding: str = "utf-8", rules: FileRules | None = None
) -> tuple[RawTable, list[Problem]]:
    """The table in `text` and every fault of its form; `rules` are what is declared of the file.

    Labels come back trimmed and in lower case with `_` for spaces; cells trimmed.
    """
    csv.field_size_limit(LONGEST_CELL)
    table = RawTable(file=file, encoding=encoding, rules=rules)
    dialect = table.dialect
    problems: list[Problem] = []
    skipped = sum(map(len, islice(io.StringIO(text, newline=""), dialect.skip_rows)))
    body, first_line, voted = begin(text[skipped:])
    table.delimiter = dialect.delimiter or voted
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
    for line, cells in trimmed(records, table, problems):
        if not any(cells):
            table.skip(BLANK)
        elif len(cells) < width or any(cells[width:]):
            problems.append(_ragged(table, line, cells))
            table.ragged.append(cells)
            table.refused += 1
        elif _repeats_header(cells, table):
            problems.append(_second_header(file, line))
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
        separator = _SEP_LINE.match(first) if line == 1 else None
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
    text: str, table: RawTable, first_line: int, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Each record with the physical line on which it starts; a quoting fault ends them."""
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=table.delimiter,
        skipinitialspace=True,
        strict=True,
    )
    offset = first_line - 1
    start = first_line
    try:
        for cells in reader:
            yield start, [cell.strip() for cell in cells]
            start = reader.line_num + offset + 1
    except csv.Error as fault:
        table.complete = False
        problems.append(quoting_fault(table.file, start, str(fault)))


def quoting_fault(file: str, line: int, reason: str) -> Problem:
    """What is wrong with the quotation marks of a record, from what `csv` says of it."""
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
    return Problem(
        location=SourceLocation(file, line), code=ProblemCode.FORMAT_ERROR, message=message, fix=fix
    )


def _label(cell: str) -> str:
    return "_".join(cell.lower().split())


def _read_header(cells: list[str], table: RawTable) -> Iterator[Problem]:
    labels = [_label(cell) for cell in cells]
    while not labels[-1]:
        labels.pop()
    table.labels = tuple(labels)
    first_at: dict[str, int] = {}
    for number, label in enumerate(labels, 1):
        if not label:
            yield Problem(
                location=SourceLocation(table.file, table.header_line),
                code=ProblemCode.BLANK_LABEL,
                message=f"Column {number} has no name.",
                fix="Name it, or delete the column.",
            )
        elif label in first_at:
            yield Problem(
                location=SourceLocation(table.file, table.header_line, label),
                code=ProblemCode.DUPLICATE_LABEL,
                message=f'Columns {first_at[label]} and {number} are both called "{label}".',
                fix="Rename or delete one of them.",
            )
        else:
            first_at[label] = number


def no_header(file: str) -> Problem:
    """A file without a single row of text."""
    return Problem(
        location=SourceLocation(file),
        code=ProblemCode.BLANK_HEADER,
        message="The file has no header row.",
        fix="Write the names of the columns in its first row.",
    )


def _repeats_header(cells: Sequence[str], table: RawTable) -> bool:
    first = table.labels[0]
    return len(cells[0]) == len(first) and [*map(_label, cells)] == [*table.labels]


def _second_header(file: str, line: int) -> Problem:
    return Problem(
        location=SourceLocation(file, line),
        code=ProblemCode.FORMAT_ERROR,
        message="This row repeats the header, as where two files were joined.",
        fix="Delete the row.",
    )


def _ragged(table: RawTable, line: int, cells: list[str]) -> Problem:
    found, width = len(cells), len(table.labels)
    message = f"This row has {counted(found, 'cell')} where the header has {width}"
    delimiter = table.delimiter_name
    if found < width:
        return Problem(
            location=SourceLocation(table.file, line),
            code=ProblemCode.MISSING_CELL,
            message=f"{message}.",
            fix=f"Add what is missing; a blank cell needs its {delimiter} too.",
        )
    extra = next(cell for cell in cells[width:] if cell)
    shown = extra if len(extra) <= _LONGEST_SHOWN else f"{extra[:_LONGEST_SHOWN]}…"
    return Problem(
        location=SourceLocation(table.file, line),
        code=ProblemCode.EXTRA_CELL,
        message=f'{message}; "{collapse_whitespace(shown)}" has no column.',
        fix=f"Put a text that holds a {delimiter} in quotation marks, or delete what is too much.",
    )
