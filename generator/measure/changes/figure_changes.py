"""Figures: which periods of a series were added, restated or withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from generator.measure.changes.change_kinds import FigureChange, Restated
from generator.measure.series import Series
from generator.model.periods import Period
from generator.model.tables import SeriesKey


def compare_figures(
    before: Mapping[SeriesKey, Series], now: Mapping[SeriesKey, Series]
) -> tuple[FigureChange, ...]:
    """The changes of every series that both editions may know, in the order of now.

    A period that was still open is no restatement: its figure was provisional.
    """
    known = {metric for metric, _ in before}
    return tuple(
        change
        for key, series in now.items()
        if (change := _compared(before.get(key), series)) is not None
    ) + tuple(_withdrawn(before, now, known))


def cut_to(series: Series, before: Series) -> Series:
    """A series as it is now, without the periods that the earlier one did not have."""
    rows = np.flatnonzero(np.isin(series.last, before.last[: before.closed]))
    return replace(
        series,
        first=series.first[rows],
        last=series.last[rows],
        value=series.value[rows],
        n=series.n[rows],
        numerator=series.numerator[rows],
        promoters=series.promoters[rows],
        detractors=series.detractors[rows],
        invited=series.invited[rows],
        notes=tuple(series.notes[row] for row in rows.tolist()),
        file=tuple(series.file[row] for row in rows.tolist()),
        line=series.line[rows],
        closed=len(rows),
    )


def _compared(before: Series | None, now: Series) -> FigureChange | None:
    if before is not None and before.cadence is not now.cadence:
        return None  # told as a change of the definition: no period is the same
    closed = now.last[: now.closed]
    had = before.last[: before.closed] if before is not None else closed[:0]
    _, then, here = np.intersect1d(had, closed, assume_unique=True, return_indices=True)
    added = np.flatnonzero(~np.isin(closed, had))
    change = FigureChange(
        metric=now.metric,
        segment=now.segment,
        cadence=now.cadence,
        added=tuple(now.period(row) for row in added.tolist()),
        restated=() if before is None else tuple(_restated(before, now, then, here)),
        withdrawn=() if before is None else _lost(before, closed),
    )
    return change if change.added or change.restated or change.withdrawn else None


def _restated(
    before: Series, now: Series, then: npt.NDArray[np.int64], here: npt.NDArray[np.int64]
) -> Iterator[Restated]:
    same = np.isclose(before.value[then], now.value[here], rtol=1e-9, atol=1e-12)
    for old, new in zip(then[~same].tolist(), here[~same].tolist(), strict=True):
        yield Restated(
            period=now.period(new), before=float(before.value[old]), after=float(now.value[new])
        )


def _lost(before: Series, closed: npt.NDArray[np.datetime64]) -> tuple[Period, ...]:
    rows = np.flatnonzero(~np.isin(before.last[: before.closed], closed))
    return tuple(before.period(row) for row in rows.tolist())


def _withdrawn(
    before: Mapping[SeriesKey, Series], now: Mapping[SeriesKey, Series], metrics: set[str]
) -> Iterator[FigureChange]:
    """The series of metrics that are still there, of which no figure is left."""
    still = {metric for metric, _ in now} & metrics
    for key, series in before.items():
        if key not in now and key[0] in still and series.closed:
            periods = tuple(series.period(row) for row in range(series.closed))
            yield FigureChange(
                metric=series.metric,
                segment=series.segment,
                cadence=series.cadence,
                added=(),
                restated=(),
                withdrawn=periods,
            )
