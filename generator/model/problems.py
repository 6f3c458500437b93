"""Problems: what is wrong in an input, where exactly, and how to fix it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.model.wording import first_of

#: So many problems of one kind in a file are each told whole; more are told as one.
_MOST_ALIKE = 3
_NAMED = 3
_QUOTED = re.compile(r'"[^"]*"')
#: What differs between two problems of a kind: values, names, numbers, and the other lines.
_VARYING = re.compile(r'"[^"]*"|\((?:here and|the same) on [^)]*\)|[\d.,-]+')


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


def one_a_kind(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, those of one kind in a file as one if there are many: a count and the first."""
    kinds: dict[tuple[str, str, str, str], list[Problem]] = {}
    for problem in problems:
        kind = _VARYING.sub("", problem.message)
        key = (problem.location.file, problem.code.value, problem.severity.value, kind)
        kinds.setdefault(key, []).append(problem)
    told = {id(group[0]): _as_one(group) for group in kinds.values() if len(group) > _MOST_ALIKE}
    left_out = {id(each) for group in kinds.values() if len(group) > _MOST_ALIKE for each in group}
    return tuple(
        told.get(id(each), each)
        for group in kinds.values()
        for each in group
        if id(each) in told or id(each) not in left_out
    )


def _as_one(alike: list[Problem]) -> Problem:
    first, *others = alike
    places = []
    for each in others:
        named, line = _QUOTED.search(each.message), each.location.line
        at = f"line {line}" if line != first.location.line else ""
        places.append(" on ".join(filter(None, (named[0] if named else "", at))))
    also = first_of(places, _NAMED) if all(places) else f"{len(others)} more"
    return replace(first, message=f"{first.message} The same is so of {also}.")


def has_errors(problems: list[Problem] | tuple[Problem, ...]) -> bool:
    """Whether at least one problem stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)
