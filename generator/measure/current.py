"""The current value of a goal and its noise: what was measured, and how far chance can move it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from generator.measure.comparison import RELATIVE
from generator.measure.natural_limits import mean_moving_range, swing_error
from generator.measure.pooling import Pooled, pool
from generator.measure.series import Series, as_date, increments
from generator.model.counts import NEVER_AVERAGED
from generator.model.periods import POOLED_PERIODS, Period


class ValueMethod(Enum):
    """How several periods make one current value."""

    RUNNING_TOTAL = auto()
    COUNTS = auto()
    MEAN = auto()
    NEVER_AVERAGED = auto()
    SINGLE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """The current value of a goal, of the `periods` in `rows` of its series.

    `ordinal` is the mean of their last days, `day` that day; `n` is the number of answers if the
    value follows from counts.
    """

    value: float
    day: dt.date
    ordinal: float
    rows: slice
    periods: tuple[Period, ...]
    n: float | None
    method: ValueMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualSwing:
    """The mean step between `values` neighbouring values since a day, none of them left out.

    Of a running total the steps lie between what each period added. `pooled` is the number of
    periods in the current value.
    """

    mean_step: float
    values: int
    since: dt.date
    pooled: int

    @property
    def error(self) -> float:
        """The standard error of the current value."""
        return swing_error(self.mean_step, self.pooled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """The standard error of the current value by its usual swing and by sampling; None: unknown."""

    swing: UsualSwing | None
    sampling: float | None

    @property
    def known(self) -> bool:
        """Whether there is a standard error, be it 0."""
        return self.swing is not None or self.sampling is not None

    @property
    def sigma(self) -> float:
        """The larger standard error, 0 if neither is known."""
        return max(self.swing.error if self.swing else 0.0, self.sampling or 0.0)


def newest_rows(series: Series, after: dt.date | None) -> slice | None:
    """The last k closed periods that end after a day, k by the cadence; None without one.

    Of a running total, a median or a percentile the newest period alone.
    """
    start = series.ended_by(after) if after is not None else 0
    if start >= series.closed:
        return None
    alone = series.metric.is_total or series.metric.calculation in NEVER_AVERAGED
    count = 1 if alone else POOLED_PERIODS[series.cadence]
    return slice(max(start, series.closed - count), series.closed)


def current_value(series: Series, rows: slice) -> Current:
    """The value of periods together; of a running total that of the newest."""
    ordinals = [as_date(day).toordinal() for day in series.last[rows]]
    middle = sum(ordinals) / len(ordinals)
    pooled = (
        Pooled(value=float(series.value[rows][-1]))
        if series.metric.is_total
        else pool(series, rows)
    )
    return Current(
        value=pooled.value,
        day=dt.date.fromordinal(math.floor(middle)),
        ordinal=middle,
        rows=rows,
        periods=tuple(series.period(index) for index in range(rows.start, rows.stop)),
        n=pooled.n,
        method=_method(series, pooled, len(ordinals)),
    )


def _method(series: Series, pooled: Pooled, count: int) -> ValueMethod:
    if series.metric.is_total:
        return ValueMethod.RUNNING_TOTAL
    if pooled.n is not None:
        return ValueMethod.COUNTS
    if count > 1:
        return ValueMethod.MEAN
    never = series.metric.calculation in NEVER_AVERAGED
    return ValueMethod.NEVER_AVERAGED if never else ValueMethod.SINGLE


def noise_of(series: Series, rows: slice) -> Noise:
    """The two standard errors of the current value, the process over all since the last rebase."""
    interval = None if series.metric.is_total else pool(series, rows).interval
    return Noise(
        swing=_usual_swing(series, series.group_start, rows.stop - rows.start),
        sampling=interval.standard_error if interval else None,
    )


def single_noise(series: Series, level_start: dt.date | None) -> Noise:
    """The usual swing of one figure since the last level began, at a day or at the last rebase."""
    begun = 0 if level_start is None else int((series.first < np.datetime64(level_start)).sum())
    return Noise(swing=_usual_swing(series, max(series.group_start, begun), 1), sampling=None)


def _usual_swing(series: Series, start: int, pooled: int) -> UsualSwing | None:
    """The usual swing of the closed periods from `start` on; None if they are too few.

    Of a running total the increments are the process: a total that grows evenly is no noise.
    """
    total = series.metric.is_total
    values = series.closed_values[start:]
    if total:
        values = increments(series)[start : series.closed - 1]
    step = mean_moving_range(values)
    if step is None:
        return None
    return UsualSwing(
        mean_step=step,
        values=len(values),
        since=as_date(series.last[start + int(total)]),
        pooled=1 if total else pooled,
    )


def answers_needed(noise: Noise, current: Current, planned_move: float, width: float) -> int | None:
    """The answers per period with which `width` sampling errors equal the planned move.

    None if the sampling is not what hides it: more answers would not help then.
    """
    sampling = noise.sampling
    if not sampling or not current.n or sampling < noise.sigma or planned_move <= 0:
        return None
    ratio = width * sampling / planned_move
    return math.ceil(current.n * ratio * ratio / len(current.periods) - RELATIVE)
