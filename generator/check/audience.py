"""Audience: a build for everybody drops what only leadership may read, before measuring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.model.dataset import Dataset, SourceFile
from generator.model.problems import Problem, SourceLocation
from generator.model.schema import Row, Subject, table_of
from generator.model.tables import SUBJECTS, TABLES, Goal, Metric, Segment
from generator.model.vocabulary import Audience

if TYPE_CHECKING:
    import pandas as pd

_Tables = Mapping[str, Mapping[str, Row]]


def keep_readable(dataset: Dataset, audience: Audience) -> Dataset:
    """The dataset without rows for leadership only, and without any trace of them.

    Rows about a dropped row are dropped too; other cells that name one lose the name. Files
    without remaining rows are not named, and the counts of others do not include dropped rows.
    """
    if audience is Audience.LEADERSHIP:
        return dataset
    tables = _without_leadership(dataset.tables)
    gone = {name: rows.keys() - tables[name].keys() for name, rows in dataset.tables.items()}
    if not any(gone.values()):
        return dataset
    hidden = gone[table_of(Metric).name]
    is_hidden = dataset.measurements["metric"].isin(hidden)
    frame = dataset.measurements[~is_hidden].reset_index(drop=True)
    dropped = dataset.measurements[is_hidden]
    dropped_at = {
        *(dataset.tables[name][key].location for name, keys in gone.items() for key in keys),
        *(
            SourceLocation(file, line)
            for file, line in zip(dropped["file"], dropped["line"], strict=True)
        ),
    }
    sources = tuple(_sources(dataset.sources, dropped_at, tables, frame))
    closed = {source.file for source in dataset.sources} - {source.file for source in sources}
    segments = _segments_named(tables, frame)
    return replace(
        dataset,
        tables=tables,
        measurements=frame,
        cadences={key: value for key, value in dataset.cadences.items() if key not in hidden},
        segments={key: name for key, name in dataset.segments.items() if key in segments},
        sources=sources,
        warnings=tuple(
            problem
            for problem in dataset.warnings
            if not _reveals(problem, gone, dropped_at, closed)
        ),
        hidden={name: frozenset(keys) for name, keys in gone.items() if keys},
    )


def _without_leadership(tables: _Tables) -> dict[str, dict[str, Row]]:
    """The tables without the rows of leadership and without those that need one of them."""
    kept = {name: dict(rows) for name, rows in tables.items()}
    gone: dict[str, set[str]] = {table.name: set() for table in TABLES}
    changed = True
    while changed:  # a dropped metric drops its goals, which drop their milestones
        changed = False
        for name, rows in kept.items():
            for key, row in list(rows.items()):
                readable = _without(row, gone)
                if readable is None:
                    del rows[key]
                    gone[name].add(key)
                    changed = True
                else:
                    rows[key] = readable
    return kept


def _without(row: Row, gone: Mapping[str, set[str]]) -> Row | None:
    """The row without references to what is gone; None if it needs one or is for leadership."""
    if getattr(row, "audience", None) is Audience.LEADERSHIP:
        return None
    changes: dict[str, Any] = {}
    for column in table_of(type(row)).columns:
        value = getattr(row, column.name)
        if isinstance(value, Subject) and value.key in gone[SUBJECTS[value.kind].name]:
            return None
        lost = gone.get(column.refers_to)
        if not lost:
            continue
        named = value if column.many else (value,)
        left = tuple(item for item in named if item not in lost)
        if len(left) == len(named):
            continue
        if not left and (column.required or column.essential):
            return None
        changes[column.name] = left if column.many else None
    return replace(row, **changes) if changes else row


def _segments_named(tables: _Tables, frame: pd.DataFrame) -> set[str]:
    """The segments that are declared, measured or named by a goal."""
    named = set(tables.get(table_of(Segment).name, {})) | set(frame["segment"])
    goals = tables.get(table_of(Goal).name, {}).values()
    return named | {goal.segment for goal in goals if isinstance(goal, Goal) and goal.segment}


def _sources(
    sources: tuple[SourceFile, ...],
    dropped_at: set[SourceLocation],
    tables: _Tables,
    frame: pd.DataFrame,
) -> Iterator[SourceFile]:
    """The files with remaining rows; their counts and dates are those of these rows."""
    dropped = Counter(location.file for location in dropped_at)
    remaining = {row.location.file for rows in tables.values() for row in rows.values()}
    ends = {str(file): part for file, part in frame.groupby("file")["last"]}
    metrics = tables.get(table_of(Metric).name, {})
    for source in sources:
        part = ends.get(source.file)
        if source.export:  # its rows are those of which the remaining metrics were made
            fed = tuple((key, rows) for key, rows in source.fed if key in metrics)
            count = sum(rows for key, rows in source.fed if key not in metrics)
            if fed:
                yield _without_rows(replace(source, fed=fed), count, part)
        elif part is not None or source.file in remaining:
            yield _without_rows(source, dropped[source.file], part)


def _without_rows(source: SourceFile, count: int, part: pd.Series | None) -> SourceFile:
    return replace(
        source,
        rows_read=source.rows_read - count,
        rows_used=source.rows_used - count,
        first=None if part is None else part.min().date(),
        last=None if part is None else part.max().date(),
    )


def _reveals(
    problem: Problem,
    gone: Mapping[str, set[str]],
    dropped_at: set[SourceLocation],
    closed: set[str],
) -> bool:
    """Whether a warning is at a dropped row, names one, or names a file that has no other."""
    return (
        problem.location.file in closed
        or any(file in f"{problem.message} {problem.fix}" for file in closed)
        or replace(problem.location, column="") in dropped_at
        or any(f"({location})" in problem.message for location in dropped_at)
        or any(f'"{name}"' in problem.message for names in gone.values() for name in names)
    )
