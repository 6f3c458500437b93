"""Cells that a spreadsheet would take for formulas, in a file that is kept as it came."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.model.codec import is_formula
from generator.model.dialect import FileDialect
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.wording import counted, first_of
from generator.read.export_stream import open_source

_SHOWN = 3


def formula_warning(path: Path, name: str, dialect: FileDialect) -> Problem | None:
    """A warning that says in which lines of a text file such cells are; None if it has none.

    All of its columns count, also those that the site never reads, and no cell is quoted.
    """
    source = open_source(path, name, replace(dialect, skip_rows=0))
    if isinstance(source, Problem):
        return None
    lines: list[int] = []
    with source.stream:
        for rows, starts in source.chunks():
            for row, line in zip(rows, starts, strict=False):
                lines += [line] * sum(map(is_formula, row))
    if not lines:
        return None
    own = [*dict.fromkeys(lines)]
    message = (
        f"{counted(len(lines), 'cell')} {'begins' if len(lines) == 1 else 'begin'} as a formula "
        f"does, in line{'s' if len(own) > 1 else ''} {first_of([*map(str, own)], _SHOWN)}. "
        "Nothing in the file was changed."
    )
    fix = "Ask its owner before you open it in a spreadsheet. The site's downloads are safe there."
    location = SourceLocation(name, lines[0])
    return Problem(location, ProblemCode.FORMAT_ERROR, message, fix, Severity.WARNING)
