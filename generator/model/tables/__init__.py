"""The tables of the data folder, each stated once: files, columns, meaning and rules."""

from __future__ import annotations

from generator.model.schema import Table, table_of
from generator.model.tables.company import Department, Objective, Segment
from generator.model.tables.goals import Goal, Milestone
from generator.model.tables.metrics import (
    DEFAULT_MIN_N,
    Benchmark,
    Event,
    Measurement,
    Metric,
)

__all__ = [
    "DEFAULT_MIN_N",
    "RESERVED_IDS",
    "TABLES",
    "Benchmark",
    "Department",
    "Event",
    "Goal",
    "Measurement",
    "Metric",
    "Milestone",
    "Objective",
    "Segment",
]

#: Every table, in the order in which it is read, checked and documented.
TABLES: tuple[Table, ...] = tuple(
    table_of(row)
    for row in (
        Department,
        Objective,
        Metric,
        Measurement,
        Goal,
        Milestone,
        Segment,
        Benchmark,
        Event,
    )
)

#: Words that no id may be, because addresses and tables use them.
RESERVED_IDS = frozenset({"index", "external", "all", "none"})
