"""Comparable history: the previous edition without what this one may not show any more.

Rows that have become the leadership's, and groups that have become too small to publish, were
published once; a comparison must not bring them back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from generator.check.audience import keep_readable
from generator.measure.suppression import published, withhold
from generator.model.dataset import Dataset
from generator.model.edition import Edition, EditionHistory
from generator.model.schema import Row
from generator.model.vocabulary import Audience


def comparable_history(past: EditionHistory, dataset: Dataset) -> EditionHistory:
    """The history as the audience of `dataset` may know it."""
    commits = {
        cell: commit for cell, commit in past.commits.items() if cell[1] in dataset.tables[cell[0]]
    }
    previous = past.previous and _comparable(past.previous, dataset)
    return replace(past, previous=previous, commits=commits)


def _comparable(previous: Edition, dataset: Dataset) -> Edition:
    before = previous.dataset
    if dataset.hidden:
        tables = {
            name: {
                key: _hidden(row) if key in dataset.hidden.get(name, ()) else row
                for key, row in rows.items()
            }
            for name, rows in before.tables.items()
        }
        before = keep_readable(replace(before, tables=tables), Audience.ALL)
    before = _without_withheld(before, published(dataset))
    if before is previous.dataset:
        return previous
    goals, metrics = (before.tables.get(name, {}) for name in ("goals", "metrics"))
    hidden = dataset.hidden.get("goals", frozenset())
    hidden_pages = {
        f"goals/{key}.md" for key in {*previous.assessments, *hidden} if key not in goals
    }
    return replace(
        previous,
        dataset=before,
        assessments={key: one for key, one in previous.assessments.items() if key in goals},
        series_changes={
            key: word for key, word in previous.series_changes.items() if key[0] in metrics
        },
        feed=tuple(entry for entry in previous.feed if entry.page not in hidden_pages),
    )


def _hidden(row: Row) -> Row:
    changes: dict[str, Any] = {"audience": Audience.LEADERSHIP}
    return replace(row, **changes) if hasattr(row, "audience") else row


def _without_withheld(before: Dataset, now: Dataset) -> Dataset:
    """The earlier dataset without the figures that are not published any more."""
    if not now.withheld:
        return before

    def cells(dataset: Dataset) -> list[tuple[str, str, Any]]:
        frame = dataset.measurements
        return list(zip(frame["metric"], frame["segment"], frame["last"], strict=True))

    silent = now.measurements["value"].isna()
    withheld = {cell for cell, is_silent in zip(cells(now), silent, strict=True) if is_silent}
    rows = np.array([cell in withheld for cell in cells(before)], dtype=np.bool_)
    rows &= before.measurements["value"].notna().to_numpy()
    return withhold(before, rows, np.zeros_like(rows)) if rows.any() else before
