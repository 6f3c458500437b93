"""Faults: what is wrong with a cell or a row, and the problem that is reported of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from generator.model.mapping import EXPORTS
from generator.model.mending import AT_SOURCE
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.schema import Row
from generator.model.wording import first_of

_T = TypeVar("_T")
_LINES_SHOWN = 5
_MOST_REPORTED = 20
#: For so many faults of a column the nearest word is looked for: the others are told with them.
MOST_NEAR = 5


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell and how to fix it, as two whole sentences.

    `names_lines` is true if the message already names the other lines with the same fault.
    `exported` is the fix where the cell is one of a raw export, and `near` finds a nearer one than
    `fix`; it is only asked of faults that are told, because it takes time.
    """

    message: str
    fix: str
    names_lines: bool = False
    exported: str = field(default=AT_SOURCE, compare=False)
    near: Callable[[], str] | None = field(default=None, compare=False)

    def of(self, file: str) -> CellFault:
        """The fault with the fix for a file: no row of a raw export is typed again."""
        if not file.startswith(EXPORTS):
            return self
        return replace(self, fix=self.exported, near=None)

    def told(self, number: int) -> CellFault:
        """The fault as the one of that number in its column: of a few the nearest word is found."""
        return replace(self, near=None) if number >= MOST_NEAR else self

    def at(
        self,
        location: SourceLocation,
        code: ProblemCode = ProblemCode.CONSTRAINT_ERROR,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """The problem that is reported at a location."""
        fix = (self.near() if self.near else "") or self.fix
        return Problem(location, code, self.message, fix, severity)

    def with_note(self, note: str) -> CellFault:
        """The same fault with a note in brackets before the full stop; "" adds nothing."""
        if not note:
            return self
        return replace(self, message=f"{self.message[:-1]} ({note}){self.message[-1]}")


@dataclass(slots=True)
class ParsedColumn(Generic[_T]):
    """The values of a column, None for missing or faulty cells, and the faults by index."""

    values: list[_T | None]
    faults: dict[int, CellFault] = field(default_factory=dict)


def parsed_column(
    texts: Sequence[str], parsed: Mapping[str, _T | CellFault | None]
) -> ParsedColumn[_T]:
    """The column of cells whose distinct texts were parsed once each."""
    cells = [parsed[text] for text in texts]
    return ParsedColumn(
        [None if isinstance(cell, CellFault) else cell for cell in cells],
        {index: cell for index, cell in enumerate(cells) if isinstance(cell, CellFault)},
    )


def on_lines(lines: Sequence[int]) -> str:
    """Lines in words, the first five by number: `line 2` or `lines 2, 3 and 12 more`."""
    word = "line" if len(lines) == 1 else "lines"
    return f"{word} {first_of([str(line) for line in lines], _LINES_SHOWN)}"


def same_on(lines: Sequence[int]) -> str:
    """The note of a fault that names its first line: the others with the same; "" if none."""
    return f"the same on {on_lines(lines[1:])}" if lines[1:] else ""


def group_faults(
    faults: Mapping[int, CellFault], lines: Sequence[int]
) -> Iterator[tuple[int, CellFault]]:
    """Each distinct fault of a column once: the index of its first cell, the other lines named."""
    alike: dict[CellFault, list[int]] = {}
    for index in sorted(faults):
        alike.setdefault(faults[index], []).append(index)
    for number, (fault, (first, *rest)) in enumerate(alike.items()):
        also = rest and not fault.names_lines
        note = f"here and on {on_lines([lines[index] for index in rest])}" if also else ""
        yield first, fault.told(number).with_note(note)


def row_error(
    row: Row, column: str, message: str, fix: str, severity: Severity = Severity.ERROR
) -> Problem:
    """A fault between the cells of a row, or between rows, reported at one of its cells."""
    location = replace(row.location, column=column)
    return CellFault(message, fix).at(location, ProblemCode.ROW_CONSTRAINT, severity)


def row_warning(row: Row, column: str, message: str, fix: str) -> Problem:
    """Something that deserves a look and stops nothing."""
    return row_error(row, column, message, fix, Severity.WARNING)


@dataclass(slots=True)
class Seen:
    """The first line of a text, and the number of its rows."""

    line: int
    rows: int


def report(
    file: str,
    column: str,
    faults: Mapping[str, CellFault],
    seen: Mapping[str, Seen],
    code: ProblemCode = ProblemCode.TYPE_ERROR,
) -> Iterator[Problem]:
    """A problem for each distinct fault of a column, at most twenty; the rest are counted."""
    distinct: dict[CellFault, str] = {}
    for text, fault in faults.items():
        distinct.setdefault(fault, text)
    for number, (fault, text) in enumerate(distinct.items()):
        location = SourceLocation(file, seen[text].line, column)
        if number == _MOST_REPORTED:
            yield CellFault(
                f"{len(distinct) - number} more texts of this column are wrong in the same way.",
                "Look whether this is the right column, and correct it in exports.toml.",
            ).at(location, code)
            return
        rows = seen[text].rows
        note = f"{rows} rows have it" if rows > 1 and not fault.names_lines else ""
        yield fault.told(number).with_note(note).at(location, code)
