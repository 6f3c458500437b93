"""What an edition has told, and what it has withheld: the next one minds both.

A reader may keep every edition. So a group that one has withheld stays withheld, and a small
restatement of colleagues' answers waits: between two releases the earlier figures are shown, since
from the difference one could work out what a few of them said.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from generator.measure.suppression import suppress
from generator.model.counts import COUNT_COLUMNS, FIGURE_COLUMNS
from generator.model.dataset import Dataset
from generator.model.tables import Metric

if TYPE_CHECKING:
    import pandas as pd

#: A metric, a segment and the last day of a period.
_Cell: TypeAlias = tuple[str, str, dt.date]


def mind_earlier(
    dataset: Dataset,
    earlier: Dataset | None,
    *,
    is_release: bool,
    withheld: frozenset[_Cell] = frozenset(),
) -> Dataset:
    """The checked dataset with what an earlier edition of it asks for.

    `kept_back` are the cells of closed periods that were withheld, also those `withheld` by
    editions before it. If it is no release, a period of colleagues' answers that was restated by
    fewer answers than a group that is published has the figures of then; a group that had none
    then is kept back.
    """
    if earlier is None:
        return replace(dataset, kept_back=withheld)
    then = {
        cell: row
        for row, cell in enumerate(_cells(earlier.measurements))
        if cell[2] <= earlier.as_of.day
    }
    silent = earlier.measurements["value"].isna().to_numpy()
    kept_back = {cell for cell, row in then.items() if silent[row]} | withheld
    if is_release:
        return replace(dataset, kept_back=frozenset(kept_back), bounds=earlier.bounds)
    frame = dataset.measurements
    rows = _rows_restated(dataset, earlier.measurements, then)
    shown = {row: then[cell] for row, cell in rows.items() if cell in then}
    if shown:
        frame = frame.copy()
        for name in FIGURE_COLUMNS:
            figures = frame[name].to_numpy(dtype=float, copy=True)
            figures[list(shown)] = earlier.measurements[name].to_numpy()[list(shown.values())]
            frame[name] = figures
    kept_back |= {cell for row, cell in rows.items() if row not in shown or silent[shown[row]]}
    kept = frozenset(kept_back)
    return replace(dataset, measurements=frame, kept_back=kept, bounds=earlier.bounds)


def count_newly_withheld(dataset: Dataset, earlier: Dataset) -> int:
    """How many figures an edition shows that are not published any more."""
    silent = earlier.measurements["value"].isna().to_numpy()
    told = {
        cell for cell, gone in zip(_cells(earlier.measurements), silent, strict=True) if not gone
    }
    cells = zip(_cells(dataset.measurements), suppress(dataset).tolist(), strict=True)
    return sum(is_gone and cell in told for cell, is_gone in cells)


def _rows_restated(
    dataset: Dataset, earlier: pd.DataFrame, then: Mapping[_Cell, int]
) -> dict[int, _Cell]:
    """The rows of each period of colleagues' answers of which a group was restated a little."""
    least = {
        name: metric.smallest_group
        for name, metric in dataset.by_id(Metric).items()
        if metric.is_of_colleagues and metric.smallest_group
    }
    tables: dict[tuple[str, dt.date], list[tuple[int, _Cell]]] = defaultdict(list)
    for row, cell in enumerate(_cells(dataset.measurements) if least else ()):
        if cell[0] in least:
            tables[cell[0], cell[2]].append((row, cell))
    now, before = (
        np.nan_to_num(frame[[*COUNT_COLUMNS]].to_numpy(dtype=float), nan=-1.0)
        for frame in (dataset.measurements, earlier)
    )
    found: dict[int, _Cell] = {}
    for (name, _), rows in tables.items():
        pairs = [(row, then[cell]) for row, cell in rows if cell in then]
        if any(
            before[old, 0] >= 0
            and abs(now[row, 0] - before[old, 0]) < least[name]
            and (now[row] != before[old]).any()
            for row, old in pairs
        ):
            found |= dict(rows)
    return found


def _cells(frame: pd.DataFrame) -> Sequence[_Cell]:
    days = frame["last"].dt.date
    return list(zip(frame["metric"], frame["segment"], days, strict=True))
