"""Metrics that count the same answers: what one withholds, the other withholds too.

They are those whose owner says so, and those of a longer cadence some of whose counts are the
sums of a shorter one's. A reader subtracts the published months from the quarter: so a quarter
withholds each segment that one of its months withholds. Within the month the withheld groups may
then change places, and no published quarter changes.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from generator.model.tables import Metric
from generator.model.vocabulary import Cadence

if TYPE_CHECKING:
    import pandas as pd

#: A metric and the last day of one of its periods, as a number.
TableKey: TypeAlias = tuple[str, int]

#: The last day of a period and a segment; the counts there.
_Place: TypeAlias = tuple[int, str]
_Counts: TypeAlias = tuple[float, ...]

_COUNTS = ("n", "numerator", "promoters", "detractors")
_LENGTH = {each: place for place, each in enumerate(Cadence)}


class Cells:
    """The rows of some metrics, by metric and period, and their columns as lists."""

    def __init__(self, frame: pd.DataFrame, metrics: Mapping[str, Metric]) -> None:
        """Rows of other metrics are left out of the tables."""
        self.segment: list[str] = frame["segment"].to_list()
        self.column = {name: frame[name].to_list() for name in ("value", *_COUNTS)}
        self.metric: list[str] = frame["metric"].to_list()
        names = self.metric
        first, last = (
            frame[name].to_numpy().astype("datetime64[D]").astype(np.int64).tolist()
            for name in ("first", "last")
        )
        self.tables: dict[TableKey, list[int]] = defaultdict(list)
        self.first: dict[TableKey, int] = {}
        for row in np.flatnonzero(frame["metric"].isin(list(metrics)).to_numpy()).tolist():
            key = (names[row], last[row])
            self.tables[key].append(row)
            self.first[key] = first[row]
        self.keys: dict[str, list[TableKey]] = defaultdict(list)
        for key in sorted(self.tables):
            self.keys[key[0]].append(key)

    def counts(self, row: int) -> _Counts:
        """The counts of a row; one that is not stated is 0."""
        found = (self.column[name][row] for name in _COUNTS)
        return tuple(0.0 if math.isnan(count) else count for count in found)

    def holding(self, key: TableKey, metric: str) -> TableKey | None:
        """The period of another metric that holds one."""
        keys = self.keys[metric]
        at = bisect_left(keys, (metric, key[1]))
        return keys[at] if at < len(keys) and self.first[keys[at]] <= self.first[key] else None


def links(
    cells: Cells, metrics: Mapping[str, Metric], cadences: Mapping[str, Cadence]
) -> dict[TableKey, list[TableKey]]:
    """The tables that withhold each segment that a table withholds: as long, or longer."""
    found: dict[TableKey, list[TableKey]] = defaultdict(list)
    for one, other in {*_stated(metrics), *_found(cells, metrics, cadences)}:
        for key in cells.keys[one]:
            holding = cells.holding(key, other)
            if holding is not None:
                found[key].append(holding)
    return found


def small_remainders(
    cells: Cells, links: Mapping[TableKey, Sequence[TableKey]], least: Mapping[str, float]
) -> Iterator[int]:
    """Rows of longer periods whose missing shorter ones would together be a small group."""
    sums: dict[tuple[str, int], float] = defaultdict(float)
    for shorter, row in _shorter_and_longer(cells, links):
        sums[cells.metric[shorter], row] += cells.column["n"][shorter]
    for (name, row), together in sums.items():
        if 0 < cells.column["n"][row] - together < least[name]:
            yield row


def small_longer(
    cells: Cells, links: Mapping[TableKey, Sequence[TableKey]], least: Mapping[str, float]
) -> dict[int, float]:
    """The n of the largest small group of a longer period that a row is a part of, by row."""
    found: dict[int, float] = {}
    for shorter, row in _shorter_and_longer(cells, links):
        n = cells.column["n"][row]
        if 0 < n < least[cells.metric[row]]:
            found[shorter] = max(n, found.get(shorter, 0.0))
    return found


def _shorter_and_longer(
    cells: Cells, links: Mapping[TableKey, Sequence[TableKey]]
) -> Iterator[tuple[int, int]]:
    """Each row of a shorter period and that of the same segment in a longer one."""
    for key, rows in cells.tables.items():
        place = {cells.segment[row]: row for row in rows}
        for longer in links.get(key, ()):
            if cells.first[longer] < cells.first[key] or longer[1] > key[1]:
                for row in cells.tables[longer]:
                    if cells.segment[row] in place:
                        yield place[cells.segment[row]], row


def _stated(metrics: Mapping[str, Metric]) -> Iterator[tuple[str, str]]:
    for metric in metrics.values():
        other = metric.same_answers
        if other is not None and other in metrics:
            yield metric.metric, other
            yield other, metric.metric


def _found(
    cells: Cells, metrics: Mapping[str, Metric], cadences: Mapping[str, Cadence]
) -> Iterator[tuple[str, str]]:
    """Pairs of a shorter and a longer cadence of which half of the sums are equal."""
    by_cadence: dict[Cadence, list[str]] = defaultdict(list)
    for name in cells.keys:
        if name in cadences:
            by_cadence[cadences[name]].append(name)
    for longer, others in by_cadence.items():
        shorter = [
            n for c, names in by_cadence.items() if _LENGTH[c] < _LENGTH[longer] for n in names
        ]
        if not shorter:
            continue
        stated: dict[str, dict[_Place, _Counts]] = {
            other: {
                (key[1], cells.segment[row]): cells.counts(row)
                for key in cells.keys[other]
                for row in cells.tables[key]
            }
            for other in others
        }
        stating: dict[tuple[_Place, _Counts], list[str]] = defaultdict(list)
        for other, known in stated.items():
            for place, counts in known.items():
                stating[place, counts].append(other)
        periods = sorted({(key[1], cells.first[key]) for o in others for key in cells.keys[o]})
        for name in shorter:
            sums = _sums(cells, name, periods)
            equal = Counter(
                other
                for one in sums.items()
                if one[1][0]
                for other in stating.get(one, ())
                if metrics[other].calculation is metrics[name].calculation
            )
            for other, count in equal.items():
                if 2 * count >= len(sums.keys() & stated[other].keys()):
                    yield name, other


def _sums(cells: Cells, name: str, periods: Sequence[tuple[int, int]]) -> dict[_Place, _Counts]:
    """The counts of a metric within each longer period (its last and first day)."""
    found: dict[_Place, _Counts] = {}
    ends = [last for last, _ in periods]
    for key in cells.keys[name]:
        at = bisect_left(ends, key[1])
        if at == len(ends) or periods[at][1] > cells.first[key]:
            continue
        for row in cells.tables[key]:
            place = (ends[at], cells.segment[row])
            before = found.get(place, (0.0,) * len(_COUNTS))
            found[place] = tuple(a + b for a, b in zip(before, cells.counts(row), strict=True))
    return found
