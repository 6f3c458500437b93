"""How often the methods are right and wrong, in the words and tables of the Methods page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.measure import method_accuracy
from generator.measure.method_accuracy import (
    FORECAST_ACCURACY,
    Autocorrelation,
    ForecastAccuracy,
    Moving,
    behind_steps,
)
from generator.model.settings import VariationRules
from generator.sentences.numbers import NBSP, Formats, listed, periods_word

_CORRELATED = {
    Autocorrelation.KEEPS_30: "if each figure keeps 30 % of how far the one before was off",
    Autocorrelation.KEEPS_50: "if each figure keeps 50 % of it",
    Autocorrelation.KEEPS_70: "if each figure keeps 70 % of it",
    Autocorrelation.WAVE_1: "if there is a yearly wave as high as the usual scatter",
    Autocorrelation.WAVE_2: "if there is a yearly wave twice as high",
}
_SMALL_NUMBERS = {1: "one", 2: "two", 3: "three"}
_MOVING = {
    Moving.FREELY: "figures that know nothing of each other",
    Moving.KEEPS_30: "each keeps 30 % of how far the one before was off",
    Moving.KEEPS_40: "each keeps 40 % of it",
    Moving.KEEPS_60: "each keeps 60 % of it",
    Moving.WAVE: "a yearly wave twice as high as the usual scatter",
}


def forecast_accuracy_rows(formats: Formats) -> Sequence[tuple[str, ...]]:
    """How the forecast did on series that it had never seen."""
    rows = []
    for one in FORECAST_ACCURACY:
        percents = (one.error, one.error_of_seasonal_naive, one.inside_80, one.inside_95)
        cells = (f"{formats.number(percent, 1)}{NBSP}%" for percent in percents)
        rows.append((_tried_on(one, formats), *cells, formats.number(one.brier, 3)))
    return rows


def chances_came_rows(formats: Formats) -> Sequence[tuple[str, ...]]:
    """How often what the chances said came on these series."""
    rows = []
    for one in FORECAST_ACCURACY:
        percents = (one.came_of_low, one.came_under_20, one.came_20_to_40, one.came_of_open_rises)
        cells = (
            "not stated" if percent is None else f"{formats.number(percent, 1)}{NBSP}%"
            for percent in percents
        )
        rows.append((_tried_on(one, formats), *cells))
    return rows


def behind(formats: Formats) -> str:
    """By how much of a step the forecast stayed behind: `24 to 30 %`."""
    least, most = behind_steps()
    return f"{formats.number(least)} to {formats.percent(most / 100)}"


def _tried_on(one: ForecastAccuracy, formats: Formats) -> str:
    """The series that the forecast was tried on, and how far ahead."""
    unit = periods_word(one.cadence, 2)
    name = f"{formats.number(one.series)} {one.cadence} series: the last {one.points} {unit}, "
    return f"{name}{one.ahead} {unit} ahead"


def status_accuracy_rows(formats: Formats) -> Sequence[tuple[str, ...]]:
    """What simulated goals are called, by their answers per month."""
    rows = []
    for one in method_accuracy.STATUS_ACCURACY:
        shares = (one.good[0], one.unknown[0], one.good[1], one.unknown[1])
        cells = (f"{formats.number(share)}{NBSP}%" for share in shares)
        rows.append((formats.number(one.answers), *cells))
    return rows


def claim_accuracy_rows(formats: Formats) -> Sequence[tuple[str, ...]]:
    """How often a change is told of records in which nothing changes, by how they move."""
    return [
        (_MOVING[kind], *(formats.number(rate, 2) for rate in (one.new, one.either, one.whole)))
        for kind, one in method_accuracy.CLAIM_ACCURACY.items()
    ]


def told_steps(steps: Mapping[int, float], formats: Formats) -> str:
    """How many steps are told in time, by their size: `34 % at 1 and 76 % at 2`."""
    return listed([f"{formats.number(rate)}{NBSP}% at {size}" for size, rate in steps.items()])


def false_alarms(rules: VariationRules, formats: Formats) -> Mapping[str, str]:
    """How often a change is signalled that there is not."""
    rate = method_accuracy.FALSE_ALARMS[replace(rules, whole=False)]
    correlated = [
        f"{formats.number(share)}{NBSP}% {_CORRELATED[kind]}"
        for kind, share in method_accuracy.FALSE_ALARMS_IF_CORRELATED.items()
    ]
    return {
        "false_alarms": f"{formats.number(rate, 1)}{NBSP}%",
        "about_false_alarms": _SMALL_NUMBERS.get(round(rate), str(round(rate))),
        "false_alarms_if_correlated": listed(correlated),
        "false_alarm_tries": formats.number(method_accuracy.FALSE_ALARM_TRIES),
        "false_alarm_points": formats.number(method_accuracy.FALSE_ALARM_POINTS),
    }
