"""Rows that a system writes below its table: notes of one cell, totals, that the file is cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.read.export_stream import Chunk
from generator.read.presets.preset import Notes
from generator.read.raw_table import FOOTER, TOTALS


class NoteRows:
    """Leaves out the notes and totals of one file, chunk by chunk, and counts them in `skipped`.

    A cell alone is a note if it begins as one does, or below a blank row or another note. A row of
    several cells is none, wherever it is.
    """

    def __init__(self, notes: Notes, file: str, skipped: Counter[str]) -> None:
        self._notes, self._file, self._skipped = notes, file, skipped
        self._below = False
        self.problems: list[Problem] = []

    def without(self, chunk: Chunk) -> Chunk:
        """The chunk without its notes and totals."""
        rows: list[list[str]] = []
        lines: list[int] = []
        for row, line in zip(*chunk, strict=True):
            filled = [cell.strip() for cell in row if cell.strip()]
            if self._is_note(filled):
                self._skipped[FOOTER] += 1
                if filled[0].startswith(self._notes.cut or "\0"):
                    self.problems.append(self._cut(line))
            elif filled and self._notes.totals.fullmatch(filled[0]):
                self._skipped[TOTALS] += 1
            else:
                self._below = not filled
                rows.append(row)
                lines.append(line)
        return rows, lines

    def _is_note(self, filled: Sequence[str]) -> bool:
        if len(filled) != 1 or not (self._below or filled[0].startswith(self._notes.beginnings)):
            return False
        self._below = True
        return not self._notes.totals.fullmatch(filled[0])

    def _cut(self, line: int) -> Problem:
        location = SourceLocation(self._file, line)
        message = "The system says here that the file is cut: it holds not all rows."
        fix = "Export it again with a filter, such as a single month, so that all of it fits."
        return Problem(location, ProblemCode.FORMAT_ERROR, message, fix)
