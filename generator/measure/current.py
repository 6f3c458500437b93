"""The current value of a goal and its noise: what was measured, and how far chance can move it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from generator.measure.natural_limits import process_noise
from generator.measure.pooling import Pooled, pool
from generator.measure.series import Series, as_date, increments
from generator.model.periods import Period
from generator.model.vocabulary import Accumulates


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """The current value of a goal: pooled over `periods`, at the mean of their last days."""

    value: float
    day: dt.date
    ordinal: float
    periods: tuple[Period, ...]
    n: float | None
    from_counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """The standard error of the current value: the larger of the two, None where unknown."""

    process: float | None
    sampling: float | None

    @property
    def sigma(self) -> float:
        """The larger standard error, 0 where neither is known."""
        return max(self.process or 0.0, self.sampling or 0.0)


def current_value(series: Series, rows: slice) -> Current:
    """The value of periods together; of a running total the newest one's."""
    ordinals = [as_date(day).toordinal() for day in series.last[rows]]
    middle = sum(ordinals) / len(ordinals)
    total = series.metric.accumulates is not Accumulates.NO
    found = (
        Pooled(value=float(series.value[rows][-1]), n=None, standard_error=None)
        if total
        else pool(series, rows)
    )
    return Current(
        value=found.value,
        day=dt.date.fromordinal(math.floor(middle)),
        ordinal=middle,
        periods=tuple(series.period(index) for index in range(rows.start, rows.stop)),
        n=found.n,
        from_counts=found.n is not None,
    )


def noise_of(series: Series, rows: slice) -> Noise:
    """The two standard errors of the current value.

    Of a running total the increments are the process: a total that grows evenly is no noise.
    """
    start = series.group_start
    if series.metric.accumulates is not Accumulates.NO:
        one = process_noise(increments(series)[: series.closed - 1][start:])
        return Noise(process=one, sampling=None)
    one = process_noise(series.closed_values[start:])
    count = rows.stop - rows.start
    return Noise(
        process=None if one is None else one / math.sqrt(count),
        sampling=pool(series, rows).standard_error,
    )


def answers_that_tell(
    noise: Noise, current: Current, planned_move: float, width: float
) -> int | None:
    """The answers a period at which twice the sampling error equals the planned move.

    None where the sampling is not what hides it: more answers would not help then.
    """
    sampling = noise.sampling
    if not sampling or not current.n or sampling < noise.sigma or planned_move <= 0:
        return None
    ratio = width * sampling / planned_move
    return math.ceil(current.n * ratio * ratio / len(current.periods) - 1e-9)
