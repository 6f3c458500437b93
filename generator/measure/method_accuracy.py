"""Method accuracy: how often the methods are right and wrong, measured once for the Methods page.

A build works none of it out. `python -m tests.bench.claims` prints the rates of simulated figures,
`python -m tests.bench.outlook` the accuracy of the forecast; tests compare these numbers with both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.model.settings import VariationRules
from generator.model.vocabulary import Cadence

#: False alarms are counted at the last of so many points, in so many series that never change.
FALSE_ALARM_POINTS = 24
FALSE_ALARM_TRIES = 100_000


class Autocorrelation(StrEnum):
    """How the values of a series that never changes depend on each other."""

    KEEPS_30 = "keeps-30"
    KEEPS_50 = "keeps-50"
    KEEPS_70 = "keeps-70"
    WAVE_1 = "wave-1"
    WAVE_2 = "wave-2"


#: Claims are counted in so many simulated records of each kind.
CLAIM_RUNS = 400


class Moving(StrEnum):
    """How the months of a record in which nothing changes depend on each other."""

    FREELY = "freely"
    KEEPS_30 = "keeps-30"
    KEEPS_40 = "keeps-40"
    KEEPS_60 = "keeps-60"
    WAVE = "wave-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAccuracy:
    """In how many months a year a change is told of records in which nothing changes.

    `new` claims, whose last level began within a year, `either` with first signs, and `whole` if
    each record is judged as one.
    """

    new: float
    either: float
    whole: float

    def lines(self, metrics: int) -> float:
        """How many of so many metrics are falsely told as changed in an edition."""
        return metrics * self.new / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusAccuracy:
    """The status of a simulated goal with so many answers per month, in percent of its months.

    The first of each pair is a goal that moves to plan, the second one that stands still. `good`
    is on pace or already there, `unknown` too early, too noisy to tell, or reached and not yet
    sure; the rest is behind.
    """

    answers: int
    good: tuple[float, float]
    unknown: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastAccuracy:
    """How the forecast did on series of the M3 competition, cut to their last `points`.

    `error` is the mean sMAPE in percent over `ahead` steps, beside that of seasonal naive; the
    shares inside the bands are in percent. Of goals to rise and to fall whose chance was under 20,
    and between 20 and 40 percent, so many percent came; `came_of_open_rises` of goals to rise
    between 40 and 60. `came_of_low` of those whose chance was stated as under 1 percent (None: it
    is never stated so). `behind` is the median share of a step, in percent, by which the forecast
    of months stayed behind after a level that began within their last 12.
    """

    cadence: Cadence
    series: int
    points: int
    ahead: int
    error: float
    error_of_seasonal_naive: float
    inside_80: float
    inside_95: float
    brier: float
    came_under_20: float
    came_20_to_40: float
    came_of_open_rises: float
    came_of_low: float | None = None
    behind: float | None = None


#: The share of last points that signal a change where there is none, in percent: of independent
#: normal values under each rule set that can be chosen.
FALSE_ALARMS: Mapping[VariationRules, float] = {
    VariationRules(run_length=run_length, beyond_counts=beyond_counts, screening=screening): rate
    for run_length, beyond_counts, screened, unscreened in (
        (6, False, 2.96, 2.73),
        (6, True, 2.97, 2.74),
        (7, False, 1.64, 1.40),
        (7, True, 1.65, 1.41),
        (8, False, 1.12, 0.89),
        (8, True, 1.14, 0.90),
    )
    for screening, rate in ((True, screened), (False, unscreened))
}

#: The same of values that depend on each other, under the rules as published.
FALSE_ALARMS_IF_CORRELATED: Mapping[Autocorrelation, float] = {
    Autocorrelation.KEEPS_30: 5.5,
    Autocorrelation.KEEPS_50: 12.6,
    Autocorrelation.KEEPS_70: 26.9,
    Autocorrelation.WAVE_1: 5.2,
    Autocorrelation.WAVE_2: 14.3,
}

CLAIM_ACCURACY: Mapping[Moving, ClaimAccuracy] = {
    Moving.FREELY: ClaimAccuracy(new=0.0, either=0.22, whole=0.23),
    Moving.KEEPS_30: ClaimAccuracy(new=0.065, either=0.47, whole=0.77),
    Moving.KEEPS_40: ClaimAccuracy(new=0.17, either=0.62, whole=1.21),
    Moving.KEEPS_60: ClaimAccuracy(new=0.73, either=1.06, whole=2.77),
    Moving.WAVE: ClaimAccuracy(new=0.0025, either=0.14, whole=1.61),
}
#: The steps, in standard deviations, that are told within six months, and those that are dated to
#: the very month, in percent.
TOLD_SOON: Mapping[int, float] = {1: 34.0, 2: 76.3, 3: 97.5}
DATED_EXACTLY: Mapping[int, float] = {3: 84.5, 5: 97.5}

#: A net promoter score of 30 that is to be 40 within 18 months, judged each month.
STATUS_ACCURACY = (
    StatusAccuracy(answers=25, good=(8.9, 3.9), unknown=(90.6, 94.5)),
    StatusAccuracy(answers=50, good=(5.5, 1.0), unknown=(94.2, 97.6)),
    StatusAccuracy(answers=100, good=(3.7, 0.3), unknown=(96.2, 98.6)),
    StatusAccuracy(answers=200, good=(16.9, 2.0), unknown=(80.2, 76.1)),
    StatusAccuracy(answers=400, good=(32.8, 2.2), unknown=(61.0, 55.2)),
    StatusAccuracy(answers=1600, good=(58.8, 0.6), unknown=(31.9, 30.2)),
)

#: The day on which the forecast was tried.
FORECASTS_TRIED_ON = dt.date(2026, 11, 30)
FORECAST_ACCURACY = (
    ForecastAccuracy(cadence=Cadence.MONTHLY, series=1428, points=24, ahead=12, error=12.90,
          error_of_seasonal_naive=15.80, inside_80=80.2, inside_95=93.3, brier=0.1132,
          came_under_20=5.5, came_20_to_40=28.4, came_of_open_rises=59.1, behind=24),
    ForecastAccuracy(cadence=Cadence.MONTHLY, series=1428, points=36, ahead=12, error=12.84,
          error_of_seasonal_naive=15.80, inside_80=82.5, inside_95=94.6, brier=0.1098,
          came_under_20=4.3, came_20_to_40=28.1, came_of_open_rises=59.1,
          came_of_low=0.29, behind=28),
    ForecastAccuracy(cadence=Cadence.MONTHLY, series=1088, points=60, ahead=12, error=9.91,
          error_of_seasonal_naive=12.42, inside_80=81.6, inside_95=94.0, brier=0.1180,
          came_under_20=4.7, came_20_to_40=28.4, came_of_open_rises=62.4,
          came_of_low=0.40, behind=30),
    ForecastAccuracy(cadence=Cadence.QUARTERLY, series=756, points=16, ahead=8, error=9.53,
          error_of_seasonal_naive=11.07, inside_80=81.2, inside_95=92.5, brier=0.1544,
          came_under_20=10.8, came_20_to_40=29.8, came_of_open_rises=66.4),
    ForecastAccuracy(cadence=Cadence.QUARTERLY, series=704, points=24, ahead=8, error=9.79,
          error_of_seasonal_naive=11.46, inside_80=81.6, inside_95=93.1, brier=0.1532,
          came_under_20=9.7, came_20_to_40=29.3, came_of_open_rises=65.2),
    ForecastAccuracy(cadence=Cadence.QUARTERLY, series=634, points=36, ahead=8, error=9.61,
          error_of_seasonal_naive=11.52, inside_80=78.7, inside_95=91.9, brier=0.1489,
          came_under_20=9.4, came_20_to_40=28.8, came_of_open_rises=63.2),
)  # fmt: skip


def inside_bands(cadence: Cadence) -> tuple[float, float] | None:
    """The least shares inside both bands, in percent, of what was tried; None of other cadences."""
    tried = [(one.inside_80, one.inside_95) for one in FORECAST_ACCURACY if one.cadence is cadence]
    if not tried:
        return None
    inner, outer = zip(*tried, strict=True)
    return min(inner), min(outer)


def behind_steps() -> tuple[float, float]:
    """The least and the most of a step by which the forecast stayed behind, in percent."""
    found = [one.behind for one in FORECAST_ACCURACY if one.behind is not None]
    return min(found), max(found)
