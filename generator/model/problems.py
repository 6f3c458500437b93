"""Problems: what is wrong in an input, where exactly, and how to fix it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a problem stops the build."""

    ERROR = "error"
    WARNING = "warning"


class ProblemCode(StrEnum):
    """The kind of a problem, in the vocabulary of Frictionless Data."""

    FILE_MISSING = "file-missing"
    FORMAT_ERROR = "format-error"
    ENCODING_ERROR = "encoding-error"
    BLANK_HEADER = "blank-header"
    BLANK_LABEL = "blank-label"
    DUPLICATE_LABEL = "duplicate-label"
    MISSING_LABEL = "missing-label"
    EXTRA_LABEL = "extra-label"
    EXTRA_CELL = "extra-cell"
    MISSING_CELL = "missing-cell"
    BLANK_ROW = "blank-row"
    TYPE_ERROR = "type-error"
    CONSTRAINT_ERROR = "constraint-error"
    PRIMARY_KEY = "primary-key"
    FOREIGN_KEY = "foreign-key"
    ROW_CONSTRAINT = "row-constraint"


@dataclass(frozen=True, slots=True, order=True)
class SourceLocation:
    """A location in an input: a file, its physical line (0: the whole file) and a column."""

    file: str
    line: int = 0
    column: str = ""

    def __str__(self) -> str:
        """As it is written in messages: `data/goals.csv:12:target`."""
        parts = [self.file]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(self.column)
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of an input, for the person who can fix it.

    `message` says what is wrong and names the value; `fix` says what to do. Both are sentences.
    """

    location: SourceLocation
    code: ProblemCode
    message: str
    fix: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """`file:line:column: what is wrong. How to fix it.`."""
        return f"{self.location}: {self.message} {self.fix}".rstrip()

    @property
    def order(self) -> tuple[str, int, str, str]:
        """The key that sorts problems by file and line."""
        return (self.location.file, self.location.line, self.location.column, self.message)


def has_errors(problems: list[Problem] | tuple[Problem, ...]) -> bool:
    """Whether at least one problem stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)
