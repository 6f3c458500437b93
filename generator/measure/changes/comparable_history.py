"""Readable: the previous edition without what this one may not tell any more.

What has become a matter of the leadership, or too small a group to publish, was published once;
it does not come back through a comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from generator.check.audience import keep_readable
from generator.measure.suppression import published
from generator.model.counts import FIGURE_COLUMNS
from generator.model.dataset import Dataset
from generator.model.edition import Edition, EditionHistory
from generator.model.schema import Row
from generator.model.tables import SeriesKey
from generator.model.vocabulary import Audience


def readable_past(past: EditionHistory, dataset: Dataset) -> EditionHistory:
    """The past as the audience of `dataset` may know of it."""
    commits = {
        cell: commit for cell, commit in past.commits.items() if cell[1] in dataset.tables[cell[0]]
    }
    previous = past.previous and readable(past.previous, dataset)
    return replace(past, previous=previous, commits=commits)


def readable(previous: Edition, dataset: Dataset) -> Edition:
    """The previous edition as the audience of `dataset` may know of it."""
    before = previous.dataset
    if dataset.hidden:
        tables = {
            name: {key: _hidden(row) if key in dataset.hidden.get(name, ()) else row
                   for key, row in rows.items()}
            for name, rows in before.tables.items()
        }  # fmt: skip
        before = keep_readable(replace(before, tables=tables), Audience.ALL)
    before = _without_withheld(before, published(dataset))
    if before is previous.dataset:
        return previous
    goals, metrics = (before.tables.get(name, {}) for name in ("goals", "metrics"))
    hidden = dataset.hidden.get("goals", frozenset())
    hidden_pages = {f"goals/{key}.md" for key in {*previous.judged, *hidden} if key not in goals}
    return replace(
        previous,
        dataset=before,
        judged={key: one for key, one in previous.judged.items() if key in goals},
        changes={key: word for key, word in previous.changes.items() if key[0] in metrics},
        feed=tuple(entry for entry in previous.feed if entry.page not in hidden_pages),
    )


def _hidden(row: Row) -> Row:
    changes: dict[str, Any] = {"audience": Audience.LEADERSHIP}
    return replace(row, **changes) if hasattr(row, "audience") else row


def _without_withheld(before: Dataset, now: Dataset) -> Dataset:
    """The earlier dataset without figures of periods that are not published any more."""
    if not now.withheld:
        return before
    frame = now.measurements
    silent = frame[frame["value"].isna()]
    keys = set(zip(silent["metric"], silent["segment"], silent["last"], strict=True))
    frame = before.measurements
    rows = (
        np.array(
            [
                key in keys
                for key in zip(frame["metric"], frame["segment"], frame["last"], strict=True)
            ],
            dtype=np.bool_,
        )
        & frame["value"].notna().to_numpy()
    )
    if not rows.any():
        return before
    frame = frame.copy()
    frame.loc[rows, [*FIGURE_COLUMNS]] = np.nan
    frame.loc[rows, "note"] = None
    withheld: Mapping[SeriesKey, tuple[int, int]] = before.withheld or {}
    more = dict(withheld)
    for key in zip(frame["metric"][rows], frame["segment"][rows], strict=True):
        few, shielding = more.get(key, (0, 0))
        more[key] = (few + 1, shielding)
    return replace(before, measurements=frame, withheld=more)
