"""The tables of the data folder, each stated once: files, columns, meaning and rules."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.file_names import DEVICES
from generator.model.schema import Table, table_of
from generator.model.tables.commentary import Commentary, currency_of
from generator.model.tables.company import Department, Objective, Person, Segment
from generator.model.tables.goals import Goal, Initiative, Milestone
from generator.model.tables.journey import Handoff, Touchpoint
from generator.model.tables.maturity import Maturity
from generator.model.tables.metrics import (
    DEFAULT_MIN_N,
    Benchmark,
    Event,
    Measurement,
    Metric,
    SeriesKey,
)

__all__ = [
    "DEFAULT_MIN_N",
    "RESERVED_IDS",
    "SUBJECTS",
    "TABLES",
    "Benchmark",
    "Commentary",
    "Department",
    "Event",
    "Goal",
    "Handoff",
    "Initiative",
    "Maturity",
    "Measurement",
    "Metric",
    "Milestone",
    "Objective",
    "Person",
    "Segment",
    "SeriesKey",
    "Touchpoint",
    "currency_of",
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
        Initiative,
        Touchpoint,
        Handoff,
        Commentary,
        Maturity,
        Person,
    )
)

_ABOUT = (Department, Objective, Metric, Goal, Segment, Initiative, Touchpoint, Handoff, Maturity)
#: What commentary may be about, by the word that says which table an id is of.
SUBJECTS: Mapping[str, Table] = {table.key[0]: table for table in map(table_of, _ABOUT)}

#: Words that no id may be, because addresses and tables use them.
RESERVED_IDS = frozenset({"index", "external", "all", "none"}) | DEVICES
