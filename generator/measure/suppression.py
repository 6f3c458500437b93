"""Suppression: which measurements are not published, so that nobody can know a small group.

A group of people with fewer answers than its metric publishes is withheld, and so is every other
group that it takes to keep it unknown (`generator.measure.group_audit`). What is published never
says which of the two a withheld group is. Of people's answers an open period has no figure. What
an edition has withheld stays withheld. Of some groups of colleagues who nearly all say the same a
bound is told in place of the figure (`generator.measure.one_mind`).

Metrics that count the same answers withhold the same groups (`generator.measure.same_answers`).
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from generator.measure.group_audit import AnswerGroup, Audit, Protection, find_sums, implied_wholes
from generator.measure.one_mind import FEWEST_IF_ONE_DIFFERS
from generator.measure.one_mind import told as bounds_told
from generator.measure.same_answers import Cells, TableKey, links, small_longer, small_remainders
from generator.model.counts import FIGURE_COLUMNS, bound_of
from generator.model.dataset import Dataset
from generator.model.tables import Metric, SeriesKey
from generator.model.vocabulary import Bound, Calculation

if TYPE_CHECKING:
    import pandas as pd

_Flags: TypeAlias = npt.NDArray[np.bool_]

#: Below how many times the smallest group colleagues of one mind are protected too.
OF_ONE_MIND = 3


def suppress(dataset: Dataset) -> _Flags:
    """Which rows of the measurements are not published."""
    if dataset.withheld is not None:
        silent: _Flags = np.isnan(dataset.measurements["value"].to_numpy(dtype=float))
        return silent
    return _suppressed(dataset)[0]


def _suppressed(dataset: Dataset) -> tuple[_Flags, dict[int, Bound]]:
    """Which rows are not published, and of which of them a bound is told."""
    hidden, told = np.zeros(len(dataset.measurements), dtype=np.bool_), dict[int, Bound]()
    metrics = dataset.by_id(Metric)
    guarded = {name: one for name, one in metrics.items() if is_guarded(one)}
    if guarded:  # a number of answers, say
        of_same = {name: one for name, one in metrics.items() if one.same_answers in guarded}
        guarded = {**guarded, **of_same}
    if guarded:
        found = _Suppression(dataset, guarded, hidden)
        found.run()
        told = dict(found.bounds())
    return hidden, told


def is_guarded(metric: Metric) -> bool:
    """Whether a metric has figures that may not be published."""
    return bool(metric.smallest_group or metric.min_numerator)


def published(dataset: Dataset) -> Dataset:
    """The dataset as it may be kept: without the figures that are not published."""
    if dataset.withheld is not None:
        return dataset
    gone, told = _suppressed(dataset)
    rows = dataset.measurements.iloc[list(told)]
    cells = zip(rows["metric"], rows["segment"], rows["last"].dt.date, strict=True)
    bounds = dict(zip(cells, told.values(), strict=True))
    return replace(withhold(dataset, gone), so_far=_so_far(dataset, gone), bounds=bounds)


def _so_far(dataset: Dataset, gone: _Flags) -> dict[SeriesKey, int]:
    """The answers of each withheld open period, down to a multiple of the smallest group.

    They are those of wholes: from the segments' one would know later which of them were small.
    """
    frame = dataset.measurements
    is_open = frame["last"].to_numpy() > np.datetime64(dataset.as_of.day, "D")
    is_whole = frame["segment"].eq("").to_numpy()
    rows = frame[gone & is_open & is_whole & frame["n"].notna().to_numpy()]
    metrics, found = dataset.by_id(Metric), {}
    for name, segment, n in zip(rows["metric"], rows["segment"], rows["n"], strict=True):
        least = metrics[name].smallest_group
        if least and n >= least:
            found[name, segment] = int(n // least) * least
    return found


def withhold(dataset: Dataset, gone: _Flags) -> Dataset:
    """The dataset with some rows that have lost their figures and note."""
    frame = dataset.measurements
    if gone.any():
        frame = frame.copy()
        frame.loc[gone, [*FIGURE_COLUMNS]] = np.nan
        frame.loc[gone, "note"] = None
    return replace(dataset, measurements=frame, withheld=withheld_series(frame))


def withheld_series(frame: pd.DataFrame) -> dict[SeriesKey, int]:
    """How many periods of each series have no figure, if any."""
    silent = frame[frame["value"].isna()]
    return dict(Counter(zip(silent["metric"], silent["segment"], strict=True)))


class _Suppression:
    """The rows of all guarded metrics by metric and period, and which are withheld so far."""

    def __init__(self, dataset: Dataset, guarded: Mapping[str, Metric], hidden: _Flags) -> None:
        self._dataset, self._metrics, self._hidden = dataset, guarded, hidden
        self._cells = Cells(dataset.measurements, guarded)
        self._protections = {name: _protection(metric) for name, metric in guarded.items()}
        self._linked = links(self._cells, guarded, dataset.cadences)
        self._audits: Mapping[TableKey, Audit] = {}

    def run(self) -> None:
        """Withholds small groups, open periods and what stays withheld; then what shields them."""
        linked = self._linked
        least = {name: one.least for name, one in self._protections.items()}
        self._audits = audits = dict(self._first_look(small_longer(self._cells, linked, least)))
        self._hidden[list(self._kept_back())] = True
        self._hidden[list(small_remainders(self._cells, linked, least))] = True
        pending = list(self._cells.tables)
        while pending:
            key = pending.pop()
            rows = self._cells.tables[key]
            audit = audits.get(key)
            if audit is not None:
                audit.hidden.update(row for row in rows if self._hidden[row])
                audit.shield()
                self._hidden[[row for row in audit.hidden if row >= 0]] = True
            gone = {self._cells.segment[row] for row in rows if self._hidden[row]}
            for other in linked.get(key, ()) if gone else ():
                more = [
                    row
                    for row in self._cells.tables[other]
                    if self._cells.segment[row] in gone and not self._hidden[row]
                ]
                if more:
                    self._hidden[more] = True
                    pending.append(other)

    def bounds(self) -> Iterator[tuple[int, Bound]]:
        """The withheld rows of which a bound is told; none before `run`."""
        cells, day = self._cells, np.datetime64(self._dataset.as_of.day, "D").astype(np.int64)
        linked = {*self._linked, *(key for keys in self._linked.values() for key in keys)}
        for key, rows in cells.tables.items():
            protection = self._protections[key[0]]
            if not protection.has_bounds or protection.numerator or key in linked or key[1] > day:
                continue
            found = {}
            for row in rows:
                n, numerator = cells.column["n"][row], cells.column["numerator"][row]
                bound = bound_of(n, numerator)
                if (
                    bound is not None
                    and protection.least <= n < protection.of_one_mind
                    and self._may_be_told(key, row, bound)
                ):
                    found[row] = bound
            if found:
                ends = (protection.least, protection.of_one_mind - 1)
                told = bounds_told(self._audits.get(key), found, *ends)
                yield from ((row, found[row]) for row in told)

    def _may_be_told(self, key: TableKey, row: int, bound: Bound) -> bool:
        """Whether an earlier edition told the same, if it has withheld; and n is said nowhere."""
        segment, n = self._cells.segment[row], self._cells.column["n"][row]
        cell = key[0], segment, np.datetime64(key[1], "D").item()
        if cell in self._dataset.kept_back:
            return self._dataset.bounds.get(cell) is bound
        return n >= FEWEST_IF_ONE_DIFFERS or self._alike[segment, cell[2], n] == 1

    @cached_property
    def _alike(self) -> Counter[tuple[str, dt.date, float]]:
        """How many metrics have so many answers of a segment and period, which may be the same."""
        frame = self._dataset.measurements
        return Counter(zip(frame["segment"], frame["last"].dt.date, frame["n"], strict=True))

    def _first_look(self, longer: Mapping[int, float]) -> Iterator[tuple[TableKey, Audit]]:
        """Withholds what is withheld for itself; the audit of each table that may need one."""
        day = np.datetime64(self._dataset.as_of.day, "D").astype(np.int64)
        for key, rows in self._cells.tables.items():
            metric, protection = self._metrics[key[0]], self._protections[key[0]]
            groups = self._groups(rows, metric, longer)
            for group in groups:
                self._hidden[group.row] = (
                    group.n < protection.least
                    or protection.protects(group)
                    or (bool(metric.smallest_group) and key[1] > day)
                )
            if len(groups) > 1:
                yield key, self._audit(groups, protection)

    def _groups(
        self, rows: Sequence[int], metric: Metric, longer: Mapping[int, float]
    ) -> list[AnswerGroup]:
        """The groups of one metric and period; one that does not state its n has what is left.

        Where several do not, each may be small: none is published, and they are the rest.
        """
        cells = self._cells
        found = [
            AnswerGroup(
                row=row,
                segment=cells.segment[row],
                n=cells.column["n"][row],
                parts=tuple(self._parts(row, metric.calculation)),
                longer=longer.get(row, 0.0),
            )
            for row in rows
        ]
        unknown = [one for one in found if one.segment and math.isnan(one.n)]
        whole = next((one.n for one in found if not one.segment), math.nan)
        if not unknown or math.isnan(whole):
            return found
        left: dict[str, float] = {}
        for dimension in {self._dimension(one.segment) for one in unknown}:
            mine = [o.n for o in found if o.segment and self._dimension(o.segment) == dimension]
            known = [n for n in mine if not math.isnan(n)]
            is_one = len(known) == len(mine) - 1
            left[dimension] = whole - math.fsum(known) if is_one else 0.0
        return [
            replace(one, n=max(left[self._dimension(one.segment)], 0.0)) if one in unknown else one
            for one in found
        ]

    def _dimension(self, segment: str) -> str:
        name = self._dataset.segments.get(segment)
        return name.dimension.casefold() if name is not None else ""

    def _parts(self, row: int, calculation: Calculation) -> Iterator[float]:
        column = self._cells.column
        if calculation is Calculation.NPS:
            yield column["promoters"][row]
            yield column["detractors"][row]
        elif calculation in (Calculation.SHARE, Calculation.MEAN, Calculation.SUM):
            yield column["numerator"][row]
        elif calculation is Calculation.GIVEN:
            yield column["value"][row] * column["n"][row]

    def _audit(self, groups: Sequence[AnswerGroup], protection: Protection) -> Audit:
        dimensions: dict[str, list[AnswerGroup]] = {}
        whole = None
        for group in groups:
            if group.segment and not math.isnan(group.n):
                dimensions.setdefault(self._dimension(group.segment), []).append(group)
            elif not math.isnan(group.n):
                whole = group
        wholes = [whole] if whole else implied_wholes(dimensions.values())
        sums = find_sums(wholes, dimensions.values())
        return Audit(sums=sums, protection=protection, whole=whole)

    def _kept_back(self) -> Iterator[int]:
        """The rows that an earlier edition has withheld."""
        kept = self._dataset.kept_back
        for (name, last), rows in self._cells.tables.items() if kept else ():
            day = np.datetime64(last, "D").item()
            yield from (row for row in rows if (name, self._cells.segment[row], day) in kept)


def _protection(metric: Metric) -> Protection:
    unit = (0.0, 1.0)
    low, high = metric.bounds
    ends = {
        Calculation.NPS: (unit, unit),
        Calculation.SHARE: (unit,),
        Calculation.MEAN: ((low, high),),
        Calculation.SUM: ((-math.inf, math.inf),),
        Calculation.GIVEN: ((low, high),),
    }
    return Protection(
        least=metric.smallest_group,
        ends=ends.get(metric.calculation, ()),
        numerator=metric.min_numerator or 0,
        of_one_mind=OF_ONE_MIND * metric.smallest_group if metric.is_of_colleagues else 0,
        has_bounds=metric.is_of_colleagues and metric.calculation is Calculation.SHARE,
    )
