"""Method accuracy in words: how often the methods are right and wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.measure.method_accuracy import (
    FALSE_ALARM_POINTS,
    FALSE_ALARM_TRIES,
    FALSE_ALARMS,
    FALSE_ALARMS_IF_CORRELATED,
    FORECAST_ACCURACY,
    STATUS_ACCURACY,
    Autocorrelation,
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


def status_accuracy_rows(formats: Formats) -> Sequence[tuple[str, ...]]:
    """What simulated goals are called, by their answers per month."""
    rows = []
    for one in STATUS_ACCURACY:
        shares = (one.good[0], one.unknown[0], one.good[1], one.unknown[1])
        cells = (f"{formats.number(share)}{NBSP}%" for share in shares)
        rows.append((formats.number(one.answers), *cells))
    return rows


def forecast_accuracy_rows(formats: Formats) -> Sequence[tuple[str, ...]]:
    """How the forecast did on series that it had never seen."""
    rows = []
    for one in FORECAST_ACCURACY:
        unit = periods_word(one.cadence, 2)
        name = f"{formats.number(one.series)} {one.cadence} series: the last {one.points} {unit}, "
        name += f"{one.ahead} {unit} ahead"
        percents = (one.error, one.error_of_seasonal_naive, one.inside_80, one.inside_95)
        cells = (f"{formats.number(percent, 1)}{NBSP}%" for percent in percents)
        rows.append((name, *cells, formats.number(one.brier, 3)))
    return rows


def false_alarms(rules: VariationRules, formats: Formats) -> Mapping[str, str]:
    """How often a change is signalled that there is not."""
    rate = FALSE_ALARMS[rules]
    correlated = [
        f"{formats.number(share)}{NBSP}% {_CORRELATED[kind]}"
        for kind, share in FALSE_ALARMS_IF_CORRELATED.items()
    ]
    return {
        "false_alarms": f"{formats.number(rate, 1)}{NBSP}%",
        "about_false_alarms": _SMALL_NUMBERS.get(round(rate), str(round(rate))),
        "false_alarms_if_correlated": listed(correlated),
        "false_alarm_tries": formats.number(FALSE_ALARM_TRIES),
        "false_alarm_points": formats.number(FALSE_ALARM_POINTS),
    }
