"""Cells: definitions, directions, owners and the like that a table states otherwise than before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.measure.changes.change_kinds import CellChange
from generator.model.dataset import Dataset
from generator.model.edition import CellCommits
from generator.model.schema import Row, table_of
from generator.model.tables import Department, Goal, Metric, Objective

#: What is compared of each table: what an id means comes before who answers for it.
COMPARED: Mapping[type[Row], tuple[str, ...]] = {
    Goal: ("metric", "segment", "rule", "objective", "guardrails", "department", "owner"),
    Metric: (
        "better",
        "calculation",
        "definition",
        "unit",
        "cadence",
        "accumulates",
        "smoothing",
        "kind",
        "minimum",
        "maximum",
        "min_n",
        "complete_dimensions",
        "lag_days",
        "fix_limits_after",
        "source",
        "name",
        "department",
        "owner",
    ),
    Objective: ("name", "model", "description", "outcome_metric", "sponsor"),
    Department: ("name", "traditional_focus", "customer_commitment", "customers", "lead"),
}


def cell_changes(before: Dataset, now: Dataset, commits: CellCommits) -> Iterator[CellChange]:
    """Every compared cell that differs, in the order of tables, columns and rows."""
    for kind, columns in COMPARED.items():
        table = table_of(kind)
        then = before.tables.get(table.name, {})
        for column in columns:
            for key, row in now.tables.get(table.name, {}).items():
                if key not in then:
                    continue
                was, stands = getattr(then[key], column), getattr(row, column)
                if was != stands:
                    yield CellChange(
                        table=table.name,
                        key=key,
                        column=column,
                        before=was,
                        after=stands,
                        commit=commits.get((table.name, key, column)),
                    )
