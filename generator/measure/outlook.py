"""The outlook of a goal: will the target be hit by the due date, and how likely is that.

`forecasts` says where series are heading (`generator.measure.forecast` has the formulas),
`outlook` what that means for a goal: the forecast of the last period that ends on or before the
due date, and the chance that its value fulfils the goal. Forecast and bands are clipped to what
the metric can be; the chance is not touched by that. Where there is no outlook the reason says
why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from generator.measure.bounds import natural_bounds
from generator.measure.forecast import (
    Numbers,
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
    stretch_of,
)
from generator.measure.series import Series
from generator.model.periods import Period
from generator.model.tables import Goal
from generator.model.vocabulary import Rule

LIKELY = 0.80
UNLIKELY = 0.20


class Likelihood(StrEnum):
    """The chance in a word."""

    LIKELY = "likely"
    OPEN = "open"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forecast:
    """Where a series is heading, one entry a step: the first is the period after the newest.

    `mean` and the ends of the bands are clipped to the metric's bounds; `centre` and `spread` are
    the normal distribution behind them. Of a running total all of it is the total's. `seasonal`
    says that the season was taken out before and put back after.
    """

    stretch: ForecastWindow
    centre: Numbers
    spread: Numbers
    mean: Numbers
    low_80: Numbers
    high_80: Numbers
    low_95: Numbers
    high_95: Numbers
    seasonal: bool

    def __len__(self) -> int:
        """How many periods ahead it looks: as many as may be looked ahead."""
        return len(self.mean)

    def period(self, step: int) -> Period:
        """The period of a step; the first step is 1."""
        return self.stretch.ahead(step)

    @property
    def low_confidence(self) -> bool:
        """Whether it rests on fewer than two seasons of values."""
        return self.stretch.low_confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Whether a goal's target will be hit, or in `none` why that cannot be said.

    `chance` is the chance (0 to 1) that the value of `period`, `steps` periods ahead, fulfils the
    goal; `mean`, `band_80` and `band_95` forecast that value. Without an outlook these are None,
    except `period` where the goal is decided by it. `stretch` is what it rests on.
    """

    none: NoForecastReason | None
    stretch: ForecastWindow | None = None
    period: Period | None = None
    steps: int | None = None
    mean: float | None = None
    band_80: tuple[float, float] | None = None
    band_95: tuple[float, float] | None = None
    chance: float | None = None
    likelihood: Likelihood | None = None
    low_confidence: bool = False


def forecasts(series: Iterable[Series]) -> list[Forecast | ForecastWindow]:
    """The forecast of each series, as far ahead as may be looked; its stretch if refused.

    Series of one length and season are worked out together.
    """
    stretches = [stretch_of(one) for one in series]
    found: list[Forecast | ForecastWindow] = list(stretches)
    alike: dict[tuple[int, int, int], list[int]] = {}
    for place, stretch in enumerate(stretches):
        if stretch.refused is None:
            key = (len(stretch.values), stretch.season, stretch.furthest)
            alike.setdefault(key, []).append(place)
    for (_, season, furthest), places in alike.items():
        values = np.array([stretches[place].values for place in places])
        projection = project(values, season, furthest)
        for row, place in enumerate(places):
            found[place] = _forecast(stretches[place], projection, row)
    return found


def outlook(
    goal: Goal,
    sign: int,
    forecast: Forecast | ForecastWindow | None,
    *,
    as_of: dt.date,
    likely: float = LIKELY,
    unlikely: float = UNLIKELY,
) -> Outlook:
    """The outlook of a goal whose better way is `sign` (+1 higher, -1 lower, 0 unknown).

    `forecast` is that of the goal's series (None: it has none).
    """
    stretch = forecast.stretch if isinstance(forecast, Forecast) else forecast
    none = _unasked(goal, sign, as_of)
    if none is not None or goal.due is None:
        return Outlook(none=none or NoForecastReason.NO_DUE_DATE, stretch=stretch)
    if not isinstance(forecast, Forecast):
        reason = NoForecastReason.NO_CLOSED_PERIOD if forecast is None else forecast.refused
        return Outlook(none=reason, stretch=stretch)
    steps = _steps_to(goal.due, forecast)
    base = Outlook(none=None, stretch=stretch, low_confidence=forecast.low_confidence)
    if steps == 0:
        newest = forecast.stretch.series.newest
        return replace(base, none=NoForecastReason.DECIDED, period=newest)
    if steps > len(forecast):
        return replace(base, none=NoForecastReason.TOO_FAR)
    period = forecast.period(steps)
    if _begins_anew(forecast.stretch.series, period):
        return replace(base, none=NoForecastReason.BEGINS_ANEW)
    at = steps - 1
    chance = chance_of(goal, sign, float(forecast.centre[at]), float(forecast.spread[at]))
    return replace(
        base,
        period=period,
        steps=steps,
        mean=float(forecast.mean[at]),
        band_80=(float(forecast.low_80[at]), float(forecast.high_80[at])),
        band_95=(float(forecast.low_95[at]), float(forecast.high_95[at])),
        chance=chance,
        likelihood=likelihood(chance, likely, unlikely),
    )


def chance_of(goal: Goal, sign: int, mean: float, spread: float) -> float:
    """The chance that a value with this forecast fulfils the goal: at or beyond the target.

    Of a range: that it lies between both limits.
    """
    below = chance_below(goal.target, mean, spread)
    if goal.rule is Rule.RANGE:
        assert goal.target_high is not None
        return max(chance_below(goal.target_high, mean, spread) - below, 0.0)
    return 1.0 - below if sign > 0 else below


def likelihood(chance: float, likely: float = LIKELY, unlikely: float = UNLIKELY) -> Likelihood:
    """The chance in a word: likely from `likely` on, unlikely down from `unlikely`, else open."""
    if chance >= likely:
        return Likelihood.LIKELY
    return Likelihood.UNLIKELY if chance <= unlikely else Likelihood.OPEN


def _unasked(goal: Goal, sign: int, as_of: dt.date) -> NoForecastReason | None:
    """Why the question does not arise, whatever the figures."""
    if goal.due is None:
        return NoForecastReason.NO_DUE_DATE
    if goal.due < as_of:
        return NoForecastReason.PAST_DUE
    return None if sign or goal.rule is Rule.RANGE else NoForecastReason.NO_DIRECTION


def _steps_to(due: dt.date, forecast: Forecast) -> int:
    """How many periods ahead the last one is that ends on or before the due date.

    One more than the forecast has where it is still further away.
    """
    for step in range(len(forecast) + 1):
        if forecast.period(step + 1).last > due:
            return step
    return len(forecast) + 1


def _begins_anew(series: Series, period: Period) -> bool:
    """Whether a rebase lies between the newest closed period and the one that is forecast."""
    newest = series.newest
    return newest is not None and any(newest.last < day <= period.last for day in series.rebased)


def _forecast(stretch: ForecastWindow, projection: Projection, row: int) -> Forecast:
    centre, spread = projection.mean[row], projection.spread[row]
    if stretch.of_increments:
        centre, spread = _of_total(stretch, projection, row)
    low_80, high_80 = band(centre, spread, 80)
    low_95, high_95 = band(centre, spread, 95)
    least, most = natural_bounds(stretch.series.metric, [stretch.series])
    return Forecast(
        stretch=stretch,
        centre=centre,
        spread=spread,
        mean=np.clip(centre, least, most),
        low_80=np.clip(low_80, least, most),
        high_80=np.clip(high_80, least, most),
        low_95=np.clip(low_95, least, most),
        high_95=np.clip(high_95, least, most),
        seasonal=bool(projection.seasonal[row]),
    )


def _of_total(stretch: ForecastWindow, projection: Projection, row: int) -> tuple[Numbers, Numbers]:
    """A running total from the forecast of what is added: the newest total and its additions."""
    added, series = projection.mean[row], stretch.series
    begins = begins_of_totals(stretch, len(added))
    newest = float(series.value[series.closed - 1])
    sums = np.concatenate([[0.0], np.cumsum(added)])
    first = np.maximum(begins, 0)
    total: Numbers = np.where(begins < 0, newest, 0.0) + sums[1:] - sums[first]
    spread = spread_of_sums(float(projection.sigma[row]), projection.psi[row], first)
    return total, spread
