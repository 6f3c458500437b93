"""A raw table: the cells of one file as text, each row with its physical line."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.model.mapping import FileDialect, FileRules
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.vocabulary import Cadence

_DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
#: The reasons why a row is read and not used, as the Data page words them.
BLANK = "blank rows"
FOOTER = "footer rows"
TOTALS = "rows of totals"


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

    Of a wide table, `spread[i]` is the column from which row i comes. Of a raw export, `export`
    names the mapping; row i was made from `weights[i]` rows, the last on line `last_lines[i]`;
    `fed` counts the rows that made each metric, `names` gives the export's own label of a column,
    and `cadence` is the declared period.
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
        if self.spread and column in {"date", "value"}:
            return self.spread[index]
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
        return Problem(
            location=SourceLocation(self.file, line), code=code, message=message, fix=fix
        )
