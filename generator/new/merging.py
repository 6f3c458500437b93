"""Merging a hand-in into the file that is there: which figures go, and which are added."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.model.counts import FIGURE_COLUMNS
from generator.model.dataset import Dataset
from generator.model.errors import RowRefusedError
from generator.model.mapping import Layout
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.schema import table_of
from generator.model.tables import Measurement
from generator.new.row_writing import write_rows
from generator.read.data_folder import read_file, rules_of
from generator.read.declarations import read_declarations
from generator.read.raw_table import RawTable

#: Whose figure it is: metric, segment, first and last day.
FigureKey = tuple[str, str, dt.date, dt.date]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFigure:
    """One figure of the data: its file and line, and its value and counts."""

    file: str
    line: int
    numbers: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFile:
    """The file with a hand-in merged into it, and what was done, as a sentence's end."""

    content: bytes
    done: str


def figures_of(dataset: Dataset) -> Mapping[FigureKey, StoredFigure]:
    """Every figure of a dataset by its key."""
    frame = dataset.measurements
    keys = zip(*(frame[name] for name in ("metric", "segment", "first", "last")), strict=True)
    places = zip(frame["file"], frame["line"], strict=True)
    numbers = zip(*(frame[name] for name in FIGURE_COLUMNS), strict=True)
    return {
        (metric, segment, _day(first), _day(last)): StoredFigure(
            file=file,
            line=int(line),
            numbers=tuple(None if math.isnan(number) else float(number) for number in row),
        )
        for (metric, segment, first, last), (file, line), row in zip(
            keys, places, numbers, strict=True
        )
    }


def lost_figures(
    file: str, before: Mapping[FigureKey, StoredFigure], after: Iterable[FigureKey]
) -> Problem | None:
    """The problem that figures of a file would be in no file any more, or None."""
    own = [key for key, figure in before.items() if figure.file == file]
    kept = set(after)
    lost = [key for key in own if key not in kept]
    if not lost:
        return None
    metrics = sorted({metric for metric, *_ in lost})
    named = ", ".join(metrics[:3]) + f" and {len(metrics) - 3} more" * (len(metrics) > 3)
    first, last = min(key[2] for key in lost), max(key[3] for key in lost)
    message = f"{len(lost)} of {len(own)} figures would go: {named}, from {first} to {last}."
    return lost_problem(file, message)


def lost_problem(file: str, message: str) -> Problem:
    """The problem of a hand-in that takes away what is there."""
    if file.startswith(table_of(Measurement).file):
        ways = "--add, which keeps them, or with --replace, which lets them go."
    else:
        ways = "--replace, which lets them go."
    fix = f"Hand in a file that has them too, or ask whoever collects to run it with {ways}"
    return Problem(SourceLocation(file), ProblemCode.ROW_CONSTRAINT, message, fix)


def merge(
    folder: Path,
    file: str,
    handed_in: Path,
    before: Mapping[FigureKey, StoredFigure],
    after: Mapping[FigureKey, StoredFigure],
) -> MergedFile:
    """The file of the data folder with the rows of the same file in the folder `handed_in`.

    `before` and `after` are the figures of the two folders. A figure that both have is written
    anew if a number differs. Raises RowRefusedError if the rows do not fit into the file.
    """
    rules = rules_of(file, read_declarations(folder)[0])
    if rules is not None and rules.layout is Layout.WIDE:
        message = f"{file} has a column a period, so no rows can be added."
        raise RowRefusedError(message, "Hand in the whole file.")
    raw, _ = read_file(folder / file, file, rules)
    new, _ = read_file(handed_in / file, file, rules)
    if raw is None or new is None:
        raise RowRefusedError(f"{file} cannot be read.", "Hand in the whole file.")
    there, rows = _rows_by_line(raw), _rows_by_line(new)
    added: list[Mapping[str, str]] = []
    instead: dict[int, Mapping[str, str]] = {}
    restated: list[str] = []
    for key, figure in sorted(after.items(), key=lambda each: each[1].line):
        if figure.file != file:
            continue
        known = before.get(key)
        if known is None:
            added.append(rows[figure.line])
        elif known.file == file and _differs(known, figure):
            # A column that the hand-in does not have keeps what it has.
            instead[known.line] = {**there[known.line], **rows[figure.line]}
            restated.append(f"{key[0]} to {key[3]}" + f" of {key[1]}" * bool(key[1]))
    content = write_rows((folder / file).read_bytes(), raw, table_of(Measurement), added, instead)
    done = f"{len(added)} {'row' if len(added) == 1 else 'rows'} added"
    if restated:
        more = f" and {len(restated) - 3} more" * (len(restated) > 3)
        done += f", {len(restated)} written anew ({', '.join(restated[:3])}{more})"
    return MergedFile(content=content.content, done=f"{done}.")


def _rows_by_line(table: RawTable) -> dict[int, dict[str, str]]:
    return {
        line: dict(zip(table.labels, row, strict=True))
        for line, row in zip(table.lines, table.rows, strict=True)
    }


def _differs(known: StoredFigure, figure: StoredFigure) -> bool:
    """Whether a number that the second states is another one than the first has."""
    pairs = zip(known.numbers, figure.numbers, strict=True)
    return any(new is not None and new != old for old, new in pairs)


def is_union(
    merged: Mapping[FigureKey, StoredFigure],
    before: Mapping[FigureKey, StoredFigure],
    after: Mapping[FigureKey, StoredFigure],
) -> bool:
    """Whether the merged figures are those of before, and those handed in with their numbers."""
    return merged.keys() == before.keys() | after.keys() and not any(
        _differs(merged[key], figure) for key, figure in after.items()
    )


def _day(day: dt.date) -> dt.date:
    return dt.date(day.year, day.month, day.day)
