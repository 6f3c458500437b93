"""Figures: which periods of a series were added, restated or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from generator.measure.changes.change_kinds import FigureChange, Restated
from generator.measure.comparison import equal_each
from generator.measure.series import Series
from generator.model.counts import FIGURE_COLUMNS
from generator.model.tables import SeriesKey


def compare_figures(
    before: Mapping[SeriesKey, Series], now: Mapping[SeriesKey, Series]
) -> tuple[FigureChange, ...]:
    """The changes of every series in the order of now, then the series without any figure left.

    Open periods do not count: their figures were provisional. Metrics that are gone do not either.
    """
    metrics = {metric for metric, _ in now}
    gone = [one for key, one in before.items() if key not in now and key[0] in metrics]
    changes = [
        *(_compared(before.get(key), series) for key, series in now.items()),
        *(FigureChange(series=one, withdrawn=tuple(one.periods[: one.closed])) for one in gone),
    ]
    return tuple(one for one in changes if one.added or one.restated or one.withdrawn)


def cut_to(series: Series, before: Series) -> Series:
    """A series as it is now, with only the periods that were closed in the earlier one."""
    rows = np.flatnonzero(np.isin(series.last, before.last[: before.closed]))
    return replace(
        series,
        **{name: getattr(series, name)[rows] for name in ("first", "last", *FIGURE_COLUMNS)},
        notes=tuple(series.notes[row] for row in rows.tolist()),
        file=tuple(series.file[row] for row in rows.tolist()),
        line=series.line[rows],
        closed=len(rows),
    )


def _compared(before: Series | None, now: Series) -> FigureChange:
    if before is None:
        return FigureChange(series=now, added=tuple(now.periods[: now.closed]))
    if before.cadence is not now.cadence:  # a change of the definition: no period is the same
        return FigureChange(series=now)
    closed, had = now.last[: now.closed], before.last[: before.closed]
    _, then, here = np.intersect1d(had, closed, assume_unique=True, return_indices=True)
    differs = ~equal_each(before.value[then], now.value[here])
    return FigureChange(
        series=now,
        added=tuple(now.period(row) for row in np.flatnonzero(~np.isin(closed, had)).tolist()),
        restated=tuple(
            Restated(
                period=now.period(new), before=float(before.value[old]), after=float(now.value[new])
            )
            for old, new in zip(then[differs].tolist(), here[differs].tolist(), strict=True)
        ),
        withdrawn=tuple(
            before.period(row) for row in np.flatnonzero(~np.isin(had, closed)).tolist()
        ),
    )
