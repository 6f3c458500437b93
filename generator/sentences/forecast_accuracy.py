"""How the forecast did on series that it had never seen, as rows of the tables on Methods."""

from __future__ import annotations

from collections.abc import Sequence

from generator.measure.method_accuracy import FORECAST_ACCURACY, ForecastAccuracy, behind_steps
from generator.sentences.numbers import NBSP, Formats, periods_word


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
