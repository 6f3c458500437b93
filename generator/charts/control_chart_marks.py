"""What a chart shows beside the values: their usual range, what they signal, what is ahead."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TypeAlias

from generator.charts.chart_model import ForecastPoint, LimitsMark, Signal
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.outlook import Forecast
from generator.measure.series import Series, as_date
from generator.model.vocabulary import Better

#: Between which values a metric can lie; None: there is no end.
Bounds: TypeAlias = tuple[float | None, float | None]

#: What a signal says by its direction, for each better side.
_SAID = {
    Better.HIGHER: {1: Signal.BETTER, -1: Signal.WORSE},
    Better.LOWER: {1: Signal.WORSE, -1: Signal.BETTER},
    Better.NEITHER: {1: Signal.OTHER, -1: Signal.OTHER},
}


def limit_marks(
    series: Series, judged_series: JudgedSeries | None, bounds: Bounds
) -> tuple[LimitsMark, ...]:
    """The usual range of each stretch of a record from one rebase to the next.

    None of a running total: its limits are those of what each period added, which the chart
    does not show.
    """
    if judged_series is None or judged_series.control_chart is None or judged_series.of_increments:
        return ()
    days = series.last[judged_series.rows]
    return tuple(
        LimitsMark(
            first=as_date(days[group.start]),
            last=as_date(days[group.stop - 1]),
            mean=group.mean,
            low=_within(group.limits.lower, bounds),
            high=_within(group.limits.upper, bounds),
            trial=group.trial,
        )
        for group in judged_series.control_chart.groups
        if group.limits is not None
    )


def signal_marks(series: Series, judged_series: JudgedSeries | None) -> Mapping[int, Signal]:
    """What points say that routine change does not, by their place in the series."""
    if judged_series is None or judged_series.control_chart is None or judged_series.of_increments:
        return {}
    said = _SAID[series.metric.better]
    return {
        place: said[direction]
        for place, direction in zip(
            judged_series.rows.tolist(), judged_series.control_chart.directions, strict=True
        )
        if direction
    }


def forecast_marks(forecast: Forecast, steps: int, bounds: Bounds) -> tuple[ForecastPoint, ...]:
    """What is expected of each of the next periods."""
    columns = (
        *(forecast.mean, forecast.low_80, forecast.high_80),
        *(forecast.low_95, forecast.high_95),
    )
    rows = zip(*(column[:steps].tolist() for column in columns), strict=True)
    return tuple(
        ForecastPoint(
            day=forecast.period(step).last,
            mean=_within(mean, bounds),
            band_80=(_within(low_80, bounds), _within(high_80, bounds)),
            band_95=(_within(low_95, bounds), _within(high_95, bounds)),
        )
        for step, (mean, low_80, high_80, low_95, high_95) in enumerate(rows, 1)
    )


def _within(value: float, bounds: Bounds) -> float:
    low, high = bounds
    least = -math.inf if low is None else low
    return min(max(value, least), math.inf if high is None else high)
