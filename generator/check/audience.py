"""Audience: a build for everybody drops what only leadership may read, before it is measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.model.dataset import Dataset, SourceFile
from generator.model.problems import Problem, SourceLocation
from generator.model.schema import Row, table_of
from generator.model.subjects import Subject
from generator.model.tables import SUBJECTS, TABLES, Goal, Metric, Segment
from generator.model.vocabulary import Audience

if TYPE_CHECKING:
    import pandas as pd

_Tables = Mapping[str, Mapping[str, Row]]


def keep_readable(dataset: Dataset, audience: Audience) -> Dataset:
    """The dataset without rows for leadership only, and without any trace of them.

    Rows that are about a dropped row go with it; a list or another cell that names one loses
    the name. Files of which no row is left are no longer named, and the counts of others leave
    the dropped rows out.
    """
    if audience is Audience.LEADERSHIP:
        return dataset
    tables = _without_leadership(dataset.tables)
    gone = {name: rows.keys() - tables[name].keys() for name, rows in dataset.tables.items()}
    if not any(gone.values()):
        return dataset
    hidden = gone[table_of(Metric).name]
    everything = dataset.measurements
    frame = everything[~everything["metric"].isin(hidden)].reset_index(drop=True)
    dropped = everything[everything["metric"].isin(hidden)]
    places = {
        *(dataset.tables[name][key].location for name, keys in gone.items() for key in keys),
        *(
            SourceLocation(file, line)
            for file, line in zip(dropped["file"], dropped["line"], strict=True)
        ),
    }
    sources = tuple(_sources(dataset.sources, places, tables, frame))
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
            if not _betrays(problem, gone, places) and problem.location.file not in closed
        ),
        hidden={name: frozenset(keys) for name, keys in gone.items() if keys},
    )


def _without_leadership(tables: _Tables) -> dict[str, dict[str, Row]]:
    """The tables without the rows of leadership and without those that need one of them."""
    kept = {name: dict(rows) for name, rows in tables.items()}
    gone: dict[str, set[str]] = {table.name: set() for table in TABLES}
    for name, rows in kept.items():
        gone[name] = {
            key
            for key, row in rows.items()
            if getattr(row, "audience", None) is Audience.LEADERSHIP
        }
        for key in gone[name]:
            del rows[key]
    changed = True
    while changed:  # a dropped metric drops its goals, which drop their milestones
        changed = False
        for name, rows in kept.items():
            for key, row in list(rows.items()):
                free = _without(row, gone)
                if free is None:
                    del rows[key]
                    gone[name].add(key)
                    changed = True
                else:
                    rows[key] = free
    return kept


def _without(row: Row, gone: Mapping[str, set[str]]) -> Row | None:
    """The row freed of references to what is gone; None where it cannot stand without."""
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
    places: set[SourceLocation],
    tables: _Tables,
    frame: pd.DataFrame,
) -> Iterator[SourceFile]:
    """The files of which something is left, their counts and dates without what is dropped."""
    lost = Counter(location.file for location in places)
    left = {row.location.file for rows in tables.values() for row in rows.values()}
    ends = {str(file): part for file, part in frame.groupby("file")["last"]}
    for source in sources:
        if source.export:
            yield from _export(source, tables, ends.get(source.file))
        elif not lost[source.file]:
            yield source
        elif source.file in ends or source.file in left:
            part = ends.get(source.file)
            yield replace(
                source,
                rows_read=source.rows_read - lost[source.file],
                rows_used=source.rows_used - lost[source.file],
                first=None if part is None else part.min().date(),
                last=None if part is None else part.max().date(),
            )


def _export(source: SourceFile, tables: _Tables, part: pd.Series | None) -> Iterator[SourceFile]:
    """A raw export without the rows of which only hidden metrics were made."""
    metrics = tables.get(table_of(Metric).name, {})
    fed = tuple((key, rows) for key, rows in source.fed if key in metrics)
    gone = sum(rows for key, rows in source.fed if key not in metrics)
    if fed or not source.fed:
        yield replace(
            source,
            rows_read=source.rows_read - gone,
            rows_used=source.rows_used - gone,
            first=None if part is None else part.min().date(),
            last=None if part is None else part.max().date(),
            fed=fed,
        )


def _betrays(problem: Problem, gone: Mapping[str, set[str]], places: set[SourceLocation]) -> bool:
    """Whether a warning stands at a dropped row or names one."""
    location = SourceLocation(problem.location.file, problem.location.line)
    return (
        location in places
        or any(f"({hidden})" in problem.message for hidden in places)
        or any(f'"{name}"' in problem.message for names in gone.values() for name in names)
    )
