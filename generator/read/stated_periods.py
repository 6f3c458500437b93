"""The period of a whole file: declared for it, part of its name, or in a cell above the header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from generator.model.mapping import EXPORTS, PERIOD_MARK, ExportMapping
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.wording import collapse_whitespace, quoted
from generator.read.presets.preset import Record


def stated_period(
    file: str, mapping: ExportMapping, above: Sequence[Record]
) -> tuple[str, SourceLocation] | Problem | None:
    """The text of a file's period and where it stands; None if no setting says where.

    `file` is named from the data folder; `above` are the records above its header.
    """
    whole = SourceLocation(file)
    if mapping.period_of_file:
        for name, period in mapping.period_of_file.items():
            if PurePath(file).match(name.removeprefix(EXPORTS)):
                return period, mapping.location("period_of_file")
        message = "period_of_file states no period of this file."
        fix = f'Add "{PurePath(file).name}" = "2026-10" to it in exports.toml.'
        return Problem(whole, ProblemCode.FORMAT_ERROR, message, fix)
    if mapping.from_name:
        depth = mapping.from_name.count("/") + 1
        name = "/".join(PurePath(file).parts[-depth:])
        found = _within(mapping.from_name, name)
        if found:
            return found.replace("_", "-"), whole
        message = f"The name {quoted(name)} is not {quoted(mapping.from_name)}."
        fix = "Rename the file, or correct from_name in exports.toml."
        return Problem(whole, ProblemCode.FORMAT_ERROR, message, fix)
    if mapping.date_cell:
        return _in_cell(whole, mapping.date_cell, above)
    return None


def _in_cell(
    whole: SourceLocation, pattern: str, above: Sequence[Record]
) -> tuple[str, SourceLocation] | Problem:
    found: dict[str, SourceLocation] = {}
    for line, cells in above:
        filled = [collapse_whitespace(cell) for cell in cells if cell.strip()]
        for text in (*filled, " ".join(filled)):
            period = _within(collapse_whitespace(pattern), text)
            if period:
                found.setdefault(period, SourceLocation(whole.file, line))
                break
    if len(found) == 1:
        return next(iter(found.items()))
    message = f"No cell above the names of the columns is {quoted(pattern)}."
    fix = "Correct date_cell in exports.toml, or declare skip_rows if the title has more lines."
    if found:
        message = f"Several cells are {quoted(pattern)}: {' and '.join(map(quoted, found))}."
        fix = "Make date_cell in exports.toml longer, so that only one cell fits."
    return Problem(whole, ProblemCode.FORMAT_ERROR, message, fix)


def _within(pattern: str, text: str) -> str:
    """What stands for the period in a text that a pattern fits; "" if it does not fit."""
    parts = {PERIOD_MARK: "(.+?)", "*": ".*?"}
    expression = "".join(
        parts.get(part) or re.escape(part) for part in re.split(r"(\{period\}|\*)", pattern)
    )
    found = re.fullmatch(expression, text, re.IGNORECASE)
    return found[1].strip() if found else ""
