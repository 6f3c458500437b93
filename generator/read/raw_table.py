"""A raw table: the cells of one file as text, each row with its physical line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.model.dialect import FileDialect
from generator.model.mapping import FileRules
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.vocabulary import Cadence
from generator.read.mapped_columns import looks_like_period

_DATE, _VALUE = "date", "value"
#: What stands between the cells of a workbook, which has no delimiter; cells seldom hold it.
CELL_MARK = "\N{BROKEN BAR}"
_DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", CELL_MARK: "none"}
#: The reasons why a row is read and not used, as the Data page words them.
BLANK_ROWS = "blank rows"
FOOTER = "footer rows"
TOTALS = "rows of totals"
HEADERS = "rows that repeat the header"


def delimiter_name(delimiter: str) -> str:
    """A delimiter as a word."""
    return _DELIMITER_NAMES.get(delimiter, f'"{delimiter}"')


@dataclass(slots=True, kw_only=True)
class RawTable:
    """A file's cells as text: `lines[i]` is the physical line on which `rows[i]` starts.

    Every row has as many cells as there are labels. `rows_read` counts all records after the
    header; later rooms add to `skipped` (by reason) and `refused`, and the rest is used. `ragged`
    keeps the refused records of another width. `complete` is false if a quotation mark ended the
    reading early. `rules` are those that exports.toml declares for the file.

    The value of row i comes from the column `from_columns[i]` if a file has a column for each
    period or segment. Of a raw export, `export` names
    the mapping; row i was made from `weights[i]` rows, the last on line `last_lines[i]`; `fed`
    counts the rows that made each metric, `names` gives the export's own label of a column, and
    `cadence` is the declared period. `covers` are the first and last day that the file states for
    all its rows, and `partial` that these may be less than the period.
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
    from_columns: list[str] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    last_lines: list[int] = field(default_factory=list)
    fed: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    cadence: Cadence | None = None
    covers: tuple[dt.date, dt.date] | None = None
    partial: bool = False

    @property
    def rows_used(self) -> int:
        """The number of records that are neither skipped nor refused."""
        return self.rows_read - sum(self.skipped.values()) - self.refused

    @property
    def dialect(self) -> FileDialect:
        """The declared dialect of the file."""
        return self.rules.dialect if self.rules else FileDialect()

    def weight(self, index: int) -> int:
        """The number of the file's rows from which a row was made."""
        return self.weights[index] if self.weights else 1

    def last_line(self, index: int) -> int:
        """The line of the last of the file's rows from which a row was made."""
        return self.last_lines[index] if self.last_lines else self.lines[index]

    def column_of(self, index: int, column: str) -> str:
        """The file's own label of a cell."""
        moved = {_VALUE} if self.export else {_DATE, _VALUE}
        if self.from_columns and column in moved:
            return self.from_columns[index]
        return self.names.get(column, column)

    @property
    def delimiter_name(self) -> str:
        """The delimiter as a word."""
        return delimiter_name(self.delimiter)

    def skip(self, reason: str, count: int = 1) -> None:
        """Counts records that are read and not used."""
        self.skipped[reason] = self.skipped.get(reason, 0) + count

    def written(self, label: str) -> list[str]:
        """The cells of a column as written, those of ragged rows included."""
        if label not in self.labels:
            return []
        column = self.labels.index(label)
        return [row[column] for row in (*self.rows, *self.ragged) if column < len(row)]

    def problem(self, code: ProblemCode, line: int, message: str, fix: str) -> Problem:
        """A problem on one line of the file."""
        return Problem(SourceLocation(self.file, line), code, message, fix)


def unpivot(table: RawTable) -> list[Problem]:
    """Turns the columns of periods into rows; each of their cells counts as a row that is read."""
    periods = [
        (index, label)
        for index, label in enumerate(table.labels)
        if looks_like_period(label.replace("_", " "))
    ]
    if not periods:
        message = (
            "No column is named by a period, such as 2026-10 or Oct 2026, and "
            'exports.toml declares layout = "wide" for this file.'
        )
        fix = "Write the periods in the header, or remove the declaration."
        return [table.problem(ProblemCode.MISSING_LABEL, table.header_line, message, fix)]
    others = [index for index in range(len(table.labels)) if index not in dict(periods)]
    rows, lines, columns = [], [], []
    for row, line in zip(table.rows, table.lines, strict=True):
        kept = [row[index] for index in others]
        for index, label in periods:
            rows.append([*kept, label.replace("_", " "), row[index]])
            lines.append(line)
            columns.append(label)
    table.rows_read *= len(periods)
    table.refused *= len(periods)
    table.skipped = {reason: count * len(periods) for reason, count in table.skipped.items()}
    table.labels = (*(table.labels[index] for index in others), _DATE, _VALUE)
    table.rows, table.lines, table.from_columns = rows, lines, columns
    return []


def is_wide(labels: Sequence[str]) -> bool:
    """Whether a table of measurements looks as if it had a column per period."""
    periods = sum(looks_like_period(label.replace("_", " ")) for label in labels)
    return _DATE not in labels and periods > 1
