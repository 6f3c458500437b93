"""Audience: a build for everybody drops what only leadership may read, before it is measured."""

from __future__ import annotations

from dataclasses import replace

from generator.model.dataset import Dataset
from generator.model.schema import Row, table_of
from generator.model.tables import TABLES, Metric
from generator.model.words import Audience


def keep_readable(dataset: Dataset, audience: Audience) -> Dataset:
    """The dataset without rows for leadership only, and without any trace of them.

    Rows that need a dropped row go with it; a list or an optional cell that names one loses
    the name. Files of which no row is left are no longer named.
    """
    if audience is Audience.LEADERSHIP:
        return dataset
    gone: dict[str, set[str]] = {table.name: set() for table in TABLES}
    tables = {name: dict(rows) for name, rows in dataset.tables.items()}
    for name, rows in tables.items():
        gone[name] = {
            key for key, row in rows.items() if getattr(row, "audience", None) == "leadership"
        }
        for key in gone[name]:
            del rows[key]
    if not any(gone.values()):
        return dataset
    changed = True
    while changed:  # a dropped metric drops its goals, which drop their milestones
        changed = False
        for table in TABLES:
            for key, row in list(tables.get(table.name, {}).items()):
                kept = _without(row, gone)
                if kept is None:
                    del tables[table.name][key]
                    gone[table.name].add(key)
                    changed = True
                elif kept is not row:
                    tables[table.name][key] = kept
    hidden = gone[table_of(Metric).name]
    frame = dataset.measurements
    frame = frame[~frame["metric"].isin(hidden)].reset_index(drop=True)
    files = set(frame["file"]) | {
        row.place.file for rows in tables.values() for row in rows.values()
    }
    used = frame.groupby("segment").size()
    return replace(
        dataset,
        tables=tables,
        measurements=frame,
        cadences={key: value for key, value in dataset.cadences.items() if key not in hidden},
        segments={
            key: name
            for key, name in dataset.segments.items()
            if key in used.index or key in tables.get("segments", {})
        },
        sources=tuple(source for source in dataset.sources if source.file in files),
        warnings=tuple(
            problem
            for problem in dataset.warnings
            if not any(_names(problem.wrong, ids) for ids in gone.values())
        ),
    )


def _without(row: Row, gone: dict[str, set[str]]) -> Row | None:
    """The row freed of references to what is gone; None where it cannot stand without."""
    for column in table_of(type(row)).columns:
        lost = gone.get(column.refers_to)
        if not lost:
            continue
        value = getattr(row, column.name)
        if column.many:
            kept = tuple(item for item in value if item not in lost)
            if kept != value:
                row = replace(row, **{column.name: kept})
        elif value in lost:
            if column.required or column.name == "metric":
                return None
            row = replace(row, **{column.name: None})
    return row


def _names(text: str, ids: set[str]) -> bool:
    return any(f'"{name}"' in text for name in ids)
