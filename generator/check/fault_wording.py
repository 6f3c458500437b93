"""How faults are told: values, lists and lines in a message, and faults of one kind together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.schema import Row
from generator.model.wording import first_of

_LINES_SHOWN = 5

#: The mend of numbers in a raw export that read both ways: nobody types them again.
DECLARE_MARK = 'Declare decimal = "." or decimal = "," for this export in exports.toml.'


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell and how to mend it, as two whole sentences.

    `names_lines` is true where the sentence already says on which lines else it is so.
    """

    message: str
    fix: str
    names_lines: bool = False


def on_lines(lines: Sequence[int]) -> str:
    """Lines in words, the first five by number: `line 2` or `lines 2, 3 and 12 more`."""
    word = "line" if len(lines) == 1 else "lines"
    return f"{word} {first_of([str(line) for line in lines], _LINES_SHOWN)}"


def problems_of(
    faults: Mapping[int, CellFault], file: str, lines: Sequence[int], column: str
) -> Iterator[tuple[int, SourceLocation, CellFault]]:
    """One fault a kind: the same one in several cells of a column is told once, at the first.

    Yields the index of the first cell, its place and the fault, with the other lines named.
    """
    alike: dict[CellFault, list[int]] = {}
    for index in sorted(faults):
        alike.setdefault(faults[index], []).append(index)
    for fault, (first, *rest) in alike.items():
        message = fault.message
        if rest and not fault.names_lines:
            also = on_lines([lines[index] for index in rest])
            message = f"{message[:-1]} (here and on {also}){message[-1]}"
        yield first, SourceLocation(file, lines[first], column), CellFault(message, fault.fix)


def fault_of(
    row: Row, column: str, message: str, fix: str, severity: Severity = Severity.ERROR
) -> Problem:
    """A fault between the cells of a row, or between rows, told at one of its cells."""
    return Problem(
        location=SourceLocation(row.location.file, row.location.line, column),
        code=ProblemCode.ROW_CONSTRAINT,
        message=message,
        fix=fix,
        severity=severity,
    )


def warning_of(row: Row, column: str, message: str, fix: str) -> Problem:
    """What deserves a look and stops nothing."""
    return fault_of(row, column, message, fix, Severity.WARNING)
