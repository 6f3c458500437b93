"""The record of a series: which of its points the rules of variation may judge, and which not.

The rules see one value a period (`generator.measure.variation`). Here is decided what that value
is: of a running total what each period added, of an average over several periods nothing, since
neighbours share their answers and make runs by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from generator.measure.series import (
    Numbers,
    Series,
    begins_year,
    increments,
    missing_between,
)
from generator.measure.variation import RUN_LENGTH, ControlChart, Variant, examine
from generator.model.vocabulary import Accumulates, Smoothing

Places = npt.NDArray[np.int64]

#: Differences of a running total are told to so many digits of the total.
_DIGITS = 12


class NotJudgedReason(StrEnum):
    """Why nothing is said about variation."""

    NO_CLOSED_PERIOD = "no closed period"
    ROLLING_AVERAGE = "a rolling average"
    MAYBE_TOTAL = "what looks like a running total, and nobody has said whether it is one"
    TOO_FEW = "fewer than two points since the record began anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPeriods:
    """Periods without a value just before a point of the record."""

    before: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JudgedSeries:
    """What the rules say of a series, or why they say nothing.

    `rows` gives the place in the series of each point of `process`. With `of_increments` the
    values are what each period added to a running total. `left_open` periods have not ended.
    `unjudged` is None where there is a variation; `process` is None where there is no chart of
    one either.
    """

    process: ControlChart | None
    unjudged: NotJudgedReason | None
    rows: Places
    of_increments: bool
    gaps: tuple[MissingPeriods, ...]
    left_open: int


def record_of(
    series: Series,
    *,
    target: float | tuple[float, float] | None = None,
    screen: bool = True,
    variant: Variant = Variant.PUBLISHED,
    run_length: int = RUN_LENGTH,
    maybe_total: bool = False,
) -> JudgedSeries:
    """The closed periods of a series under the rules of variation.

    Groups begin at the series' rebase dates; limits are fixed as its metric says. A target is
    not compared with increments: it is one of the total. With `maybe_total` nothing is judged:
    of a running total an average says nothing.
    """
    of_increments = series.metric.accumulates is not Accumulates.NO
    rows, values = _added(series) if of_increments else _closed(series)
    left_open = len(series) - series.closed
    reason = None
    if series.metric.smoothing is Smoothing.ROLLING:
        reason = NotJudgedReason.ROLLING_AVERAGE
    elif not series.closed:
        reason = NotJudgedReason.NO_CLOSED_PERIOD
    elif maybe_total:
        reason = NotJudgedReason.MAYBE_TOTAL
    elif not len(rows):
        reason = NotJudgedReason.TOO_FEW
    if reason is not None:
        nothing = np.array([], dtype=np.int64)
        return JudgedSeries(
            process=None,
            unjudged=reason,
            rows=nothing,
            of_increments=of_increments,
            gaps=(),
            left_open=left_open,
        )
    process = examine(
        series.last[rows],
        values,
        direction=series.metric.better,
        target=None if of_increments else target,
        rebase=series.rebased,
        fix_after=series.metric.fix_limits_after,
        screen=screen,
        variant=variant,
        run_length=run_length,
    )
    return JudgedSeries(
        process=process,
        unjudged=NotJudgedReason.TOO_FEW if process.variation is None else None,
        rows=rows,
        of_increments=of_increments,
        gaps=_gaps(series, rows),
        left_open=left_open,
    )


def _closed(series: Series) -> tuple[Places, Numbers]:
    """Every closed period with its value."""
    return np.arange(series.closed), series.value[: series.closed]


def _added(series: Series) -> tuple[Places, Numbers]:
    """The closed periods of which it is known what they alone added to a running total.

    Not known is what a period added after a missing one, since two or more periods share it,
    and across a rebase, unless the total started again with that period.
    """
    rows = np.arange(1, series.closed)
    added = increments(series)[: max(series.closed - 1, 0)]
    if not len(rows):
        return rows, added
    total = float(np.abs(series.value).max())
    if total > 0:
        decimals = _DIGITS - int(np.ceil(np.log10(total)))
        added = np.round(added, min(max(decimals, 0), _DIGITS))
    follows = np.array(missing_between(series)[: len(rows)]) == 0
    last = series.last[: series.closed]
    for day in series.rebased:
        begin = int(np.searchsorted(last, np.datetime64(day, "D")))
        if 0 < begin < series.closed:
            follows[begin - 1] = False
    known = follows | begins_year(series)[rows]
    return rows[known], added[known]


def _gaps(series: Series, rows: Places) -> tuple[MissingPeriods, ...]:
    """Where periods are missing between one point and the next, in periods of the calendar."""
    absent = np.concatenate([[0], np.cumsum(missing_between(series))]).astype(np.int64)
    missing = np.diff(absent[rows]) + np.diff(rows) - 1
    return tuple(
        MissingPeriods(before=place + 1, missing=count)
        for place, count in enumerate(missing.tolist())
        if count
    )
