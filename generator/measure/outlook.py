"""The outlook of a goal: how likely it is to be fulfilled at its due date.

`forecasts` says where series are heading (`generator.measure.forecast` has the formulas),
`evaluate_outlook` what that means for a goal: the forecast of the last period that ends on or
before the due date, and the chance that its value fulfils the goal. Forecast and bands are
clipped to what the metric can be, the chance is not. What is stated of a chance ends at a floor:
no more was shown on the series of the M3 competition (`python -m tests.bench.outlook`).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from generator.measure.control_chart_input import JudgedSeries
from generator.measure.forecast import (
    INNER_BAND,
    OUTER_BAND,
    Projection,
    band,
    chance_below,
    project,
    spread_of_sums,
)
from generator.measure.forecast_window import (
    ForecastWindow,
    NoForecastReason,
    begins_of_totals,
    find_window,
    furthest_of,
    measured_to,
)
from generator.measure.natural_limits import natural_bounds
from generator.measure.series import Numbers, Series
from generator.model.periods import Period
from generator.model.settings import Chances
from generator.model.tables import Goal
from generator.model.vocabulary import Better, Cadence, Rule

#: No chance is stated below this, nor above 1 less this.
FLOOR = 0.05
#: The floor where it may be lower: these cadences, so many points since the last rebase, at most
#: so many steps ahead, and no new level among so many of the last points.
LOW_FLOOR = 0.01
LOW_FLOOR_CADENCES = (Cadence.DAILY, Cadence.WEEKLY, Cadence.MONTHLY)
LOW_FLOOR_POINTS = 36
LOW_FLOOR_STEPS = 12
LOW_FLOOR_LEVEL = 12


class Likelihood(StrEnum):
    """The chance in a word."""

    LIKELY = "likely"
    OPEN = "open"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forecast:
    """Where a series is heading, one entry per step: the first is the period after the newest.

    `mean` and the bands (low and high, a row each) are clipped to the metric's bounds; `centre`
    and `spread` are the normal distribution behind them. Of a running total all of it is the
    total's.
    """

    window: ForecastWindow
    centre: Numbers
    spread: Numbers
    mean: Numbers
    band_80: Numbers
    band_95: Numbers

    def __len__(self) -> int:
        """How many periods ahead it looks: as many as may be looked ahead."""
        return len(self.mean)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Whether a goal will be fulfilled, or in `reason` why that cannot be said.

    `chance` is the chance (0 to 1) that the value of `period`, `steps` periods ahead, fulfils the
    goal; `mean`, `band_80` and `band_95` forecast that value. `floor` is where a stated chance
    ends; None so far ahead that only the word is stated. Without an outlook these are None, but
    for the `period` by which a goal is decided. The outlook rests on `window`.
    """

    reason: NoForecastReason | None
    window: ForecastWindow | None = None
    period: Period | None = None
    steps: int | None = None
    mean: float | None = None
    band_80: tuple[float, float] | None = None
    band_95: tuple[float, float] | None = None
    chance: float | None = None
    floor: float | None = None
    likelihood: Likelihood | None = None

    @property
    def stated_chance(self) -> float | None:
        """The chance as it is stated: at the floor where it is beyond, None for the word alone."""
        if self.chance is None or self.floor is None:
            return None
        return min(max(self.chance, self.floor), 1 - self.floor)


def forecasts(series: Iterable[Series]) -> list[Forecast | ForecastWindow]:
    """The forecast of each series as far ahead as is allowed; its window if it is refused.

    Series of one length and season are worked out together.
    """
    windows = [find_window(one) for one in series]
    results: list[Forecast | ForecastWindow] = list(windows)
    alike: dict[tuple[int, int, int], list[int]] = {}
    for index, window in enumerate(windows):
        if window.refused is None:
            key = (len(window.values), window.season, furthest_of(window.series.cadence))
            alike.setdefault(key, []).append(index)
    for (_, season, furthest), indices in alike.items():
        values = np.array([windows[index].values for index in indices])
        projection = project(values, season, furthest)
        for row, index in enumerate(indices):
            results[index] = _forecast(windows[index], projection, row)
    return results


def evaluate_outlook(
    goal: Goal,
    better: Better,
    forecast: Forecast | ForecastWindow | None,
    judged: JudgedSeries | None = None,
    *,
    as_of: dt.date,
    chances: Chances,
    stale: bool = False,
) -> Outlook:
    """The outlook of a goal, from its better direction and its forecast (None: no series).

    `judged` says whether the level of the series is new; there is no outlook from `stale` figures.
    """
    reason = _unasked(goal, better, as_of)
    if reason is None and not isinstance(forecast, Forecast):
        reason = NoForecastReason.NO_CLOSED_PERIOD if forecast is None else forecast.refused
    elif reason is None and stale:
        reason = NoForecastReason.STALE
    if reason is not None or goal.due is None or not isinstance(forecast, Forecast):
        window = forecast.window if isinstance(forecast, Forecast) else forecast
        return Outlook(reason=reason, window=window)
    window, newest = forecast.window, forecast.window.ahead(0)
    within = range(1, len(forecast) + 2)
    steps = bisect_right(within, goal.due, key=lambda step: window.ahead(step).last)
    if steps == 0:
        return Outlook(reason=NoForecastReason.DECIDED, window=window, period=newest)
    if steps > len(forecast):
        return Outlook(reason=NoForecastReason.TOO_FAR, window=window)
    period = window.ahead(steps)
    if any(newest.last < day <= period.last for day in window.series.rebased):
        return Outlook(reason=NoForecastReason.BEGINS_ANEW, window=window)
    at = steps - 1
    chance = chance_of(goal, better, float(forecast.centre[at]), float(forecast.spread[at]))
    return Outlook(
        reason=None,
        window=window,
        period=period,
        steps=steps,
        mean=float(forecast.mean[at]),
        band_80=(float(forecast.band_80[0, at]), float(forecast.band_80[1, at])),
        band_95=(float(forecast.band_95[0, at]), float(forecast.band_95[1, at])),
        chance=chance,
        floor=floor_of(window, judged, steps),
        likelihood=likelihood_of(chance, chances),
    )


def chance_of(goal: Goal, better: Better, mean: float, spread: float) -> float:
    """The chance that a value with this forecast fulfils the goal: at or beyond the target.

    Of a range: that it lies between both limits.
    """
    below = chance_below(goal.target, mean, spread)
    if goal.rule is Rule.RANGE:
        assert goal.target_high is not None
        return max(chance_below(goal.target_high, mean, spread) - below, 0.0)
    return 1.0 - below if better is Better.HIGHER else below


def floor_of(window: ForecastWindow, judged: JudgedSeries | None, steps: int) -> float | None:
    """Where a stated chance so many steps ahead ends; None where only the word is stated.

    A record whose levels are not searched may have moved just now.
    """
    cadence, levels = window.series.cadence, judged.levels if judged is not None else None
    if steps > measured_to(cadence):
        return None
    if (
        judged is None
        or levels is None
        or cadence not in LOW_FLOOR_CADENCES
        or window.points < LOW_FLOOR_POINTS
        or steps > LOW_FLOOR_STEPS
        or any(one.start >= len(judged.rows) - LOW_FLOOR_LEVEL for one in levels.starts)
    ):
        return FLOOR
    return LOW_FLOOR


def likelihood_of(chance: float, chances: Chances) -> Likelihood:
    """The chance as a word, by the chances in force."""
    if chance >= chances.likely:
        return Likelihood.LIKELY
    return Likelihood.UNLIKELY if chance <= chances.unlikely else Likelihood.OPEN


def _unasked(goal: Goal, better: Better, as_of: dt.date) -> NoForecastReason | None:
    """Why the question does not arise, whatever the figures are."""
    if goal.due is None:
        return NoForecastReason.NO_DUE_DATE
    if goal.due < as_of:
        return NoForecastReason.PAST_DUE
    known = better is not Better.NEITHER or goal.rule is Rule.RANGE
    return None if known else NoForecastReason.NO_DIRECTION


def _forecast(window: ForecastWindow, projection: Projection, row: int) -> Forecast:
    centre, spread = projection.mean[row], projection.spread_of(row)
    if window.series.metric.is_total:
        centre, spread = _of_total(window, projection, row)
    least, most = natural_bounds(window.series.metric, [window.series])
    return Forecast(
        window=window,
        centre=centre,
        spread=spread,
        mean=np.clip(centre, least, most),
        band_80=np.clip(band(centre, spread, INNER_BAND), least, most),
        band_95=np.clip(band(centre, spread, OUTER_BAND), least, most),
    )


def _of_total(window: ForecastWindow, projection: Projection, row: int) -> tuple[Numbers, Numbers]:
    """A running total from the forecast of what is added: the newest total and its additions."""
    added, series = projection.mean[row], window.series
    begins = begins_of_totals(window, len(added))
    newest = float(series.value[series.closed - 1])
    sums = np.concatenate([[0.0], np.cumsum(added)])
    first = np.maximum(begins, 0)
    total: Numbers = np.where(begins < 0, newest, 0.0) + sums[1:] - sums[first]
    spread = spread_of_sums(float(projection.sigma[row]), projection.psi[row], first)
    return total, spread
