"""Suppression: which measurements are not published, so that nobody can know a small group.

A group with fewer answers than its metric publishes is withheld. If the segments of a dimension
add up to the whole, a reader can subtract the others from the whole. Then the segment with the
fewest answers is withheld too, as a shield, and so on, until the withheld segments together are a
group that may be known: not smaller than the metric publishes, and not of one mind (if all agree,
the answer of each segment is known). A dimension that is not declared complete counts as complete
if its counts add up to the whole: a reader can add as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from generator.model.counts import COUNT_COLUMNS, FIGURE_COLUMNS, NEVER_AVERAGED
from generator.model.dataset import Dataset, SegmentName
from generator.model.tables import Metric
from generator.model.vocabulary import Calculation

_Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One measurement of a metric in one period, with its place among all."""

    row: int
    segment: str
    n: float
    numerator: float
    promoters: float
    detractors: float
    invited: float


def suppress(dataset: Dataset) -> tuple[_Flags, _Flags]:
    """Which rows of the measurements are too small a group, and which shield such a one."""
    frame = dataset.measurements
    metrics = dataset.by_id(Metric)
    names = frame["metric"].to_numpy()
    smallest = {name: metric.smallest_group for name, metric in metrics.items()}
    least = np.array([smallest[name] for name in names], dtype=float)
    counts = {name: frame[name].to_numpy(dtype=float) for name in COUNT_COLUMNS}
    small = np.nan_to_num(counts["n"], nan=np.inf) < least
    shields = np.zeros(len(frame), dtype=np.bool_)
    if not small.any():
        return small, shields
    segments, last = frame["segment"].to_numpy(), frame["last"].to_numpy()
    affected = {(names[row], last[row]) for row in np.flatnonzero(small & (segments != ""))}
    tables: dict[tuple[str, object], list[_Cell]] = {key: [] for key in affected}
    concerned = np.isin(names, list({name for name, _ in affected}))
    for row in np.flatnonzero(concerned).tolist():
        table = tables.get((names[row], last[row]))
        if table is not None:
            table.append(_Cell(row, segments[row], *(counts[name][row] for name in COUNT_COLUMNS)))
    for (name, _), table in tables.items():
        hidden = {cell.row for cell in table if small[cell.row]}
        metric = metrics[name]
        if metric.calculation not in NEVER_AVERAGED:
            shields[list(_shields(table, hidden, metric, dataset.segments))] = True
    return small, shields


def published(dataset: Dataset) -> Dataset:
    """The dataset as it may be kept: without the figures that are not published."""
    return dataset if dataset.withheld is not None else withhold(dataset, *suppress(dataset))


def withhold(dataset: Dataset, small: _Flags, shields: _Flags) -> Dataset:
    """The dataset with some rows that have lost their figures and note.

    `withheld` counts the rows of each series that are too small, and those that shield them.
    """
    gone, frame = small | shields, dataset.measurements
    withheld = dict(dataset.withheld or {})
    if gone.any():
        frame = frame.copy()
        frame.loc[gone, [*FIGURE_COLUMNS]] = np.nan
        frame.loc[gone, "note"] = None
    names, segments = frame["metric"].to_list(), frame["segment"].to_list()
    for row in np.flatnonzero(gone).tolist():
        key = (names[row], segments[row])
        few, shielding = withheld.get(key, (0, 0))
        withheld[key] = (few + int(small[row]), shielding + int(shields[row]))
    return replace(dataset, measurements=frame, withheld=withheld)


def _shields(
    table: Sequence[_Cell], small: set[int], metric: Metric, segments: Mapping[str, SegmentName]
) -> set[int]:
    """The rows of one metric and period that are withheld so that small groups stay unknown."""
    whole: _Cell | None = None
    dimensions: dict[str, list[_Cell]] = {}
    for cell in table:
        if cell.segment:
            dimensions.setdefault(_dimension(cell, segments), []).append(cell)
        else:
            whole = cell
    complete = {dimension.casefold() for dimension in metric.complete_dimensions}
    summing = [
        cells
        for dimension, cells in dimensions.items()
        if dimension in complete
        or (whole is not None and math.fsum(cell.n for cell in cells) == whole.n)
    ]
    # The whole is known if it is published, and perhaps from a second dimension.
    known = whole is not None and whole.row not in small
    if not known and len(summing) < 2:
        return set()
    return {row for cells in summing for row in _shields_within(cells, small, metric)}


def _shields_within(cells: Sequence[_Cell], small: set[int], metric: Metric) -> Iterator[int]:
    """The segments of one complete dimension that have to be withheld beside the small ones."""
    hidden = [cell for cell in cells if cell.row in small]
    published = [cell for cell in cells if cell.row not in small]
    published.sort(key=lambda cell: (math.isnan(cell.n), cell.n, cell.segment))
    for cell in published:
        if not hidden or _may_be_known(hidden, metric):
            return
        hidden.append(cell)
        yield cell.row


def _dimension(cell: _Cell, segments: Mapping[str, SegmentName]) -> str:
    name = segments.get(cell.segment)
    return name.dimension.casefold() if name is not None else ""


def _may_be_known(hidden: Sequence[_Cell], metric: Metric) -> bool:
    """Whether the withheld segments of a dimension together tell nothing that is withheld."""
    n = math.fsum(cell.n for cell in hidden)
    if n < metric.smallest_group:  # so is a single one, which is withheld for being small
        return False
    if metric.calculation in (Calculation.SHARE, Calculation.MEAN):
        low, high = (0.0, 1.0) if metric.calculation is Calculation.SHARE else metric.bounds
        return math.fsum(cell.numerator for cell in hidden) not in (low * n, high * n)
    if metric.calculation is Calculation.NPS:
        promoters = math.fsum(cell.promoters for cell in hidden)
        detractors = math.fsum(cell.detractors for cell in hidden)
        return max(promoters, detractors, n - promoters - detractors) < n
    return True
