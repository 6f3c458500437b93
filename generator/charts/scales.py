"""The axes of a chart: how far they reach, where their ticks are, and the place of each value.

They are computed here and not by the drawing library, because labels are placed by them and
because everything that a chart shows has to lie inside.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from generator.charts.chart_model import Chart, MetricChart, Point, SegmentsChart
from generator.charts.theme import PANEL_HEIGHT, PANEL_WIDTH, PLOT_HEIGHT, PLOT_WIDTH

_ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MAGNITUDES = ((1e9, 1e9, "bn"), (1e6, 1e6, "m"), (1e4, 1e3, "k"))
_VALUE_TICKS = 4.5
_MARGIN = 0.06
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MONTH_STEPS = (1, 2, 3, 6, 12)
_DAY_STEPS = (1, 2, 5, 7, 10, 14, 28)
#: How far estimates may stretch the value axis, in spans of all measured and stated values.
_REACH = 2.5
#: An event this soon after the last figure still extends the axis.
_EVENT_REACH = timedelta(days=92)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueAxis:
    """The value axis. A tick is written as its value divided by `divisor`, with `suffix`."""

    low: float
    high: float
    ticks: tuple[float, ...]
    divisor: float = 1.0
    suffix: str = ""
    decimals: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAxis:
    """The time axis; `step` (year, month or day) says how its ticks are written."""

    first: date
    last: date
    ticks: tuple[date, ...]
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotArea:
    """Both axes of a plot and its size in px."""

    days: DayAxis
    values: ValueAxis
    width: float
    height: float

    def x(self, day: date) -> float:
        """The place of a day, from the left."""
        span = (self.days.last - self.days.first).days
        return (day - self.days.first).days / span * self.width

    def y(self, value: float) -> float:
        """The place of a value, from the top."""
        span = self.values.high - self.values.low
        return (self.values.high - value) / span * self.height


def value_axis(
    values: Iterable[float], *, minimum: float = -math.inf, maximum: float = math.inf
) -> ValueAxis:
    """An axis that holds every value and ends at round numbers; it need not show zero.

    The margin around the values reaches below zero only if a value does, and never beyond the
    metric's own bounds.
    """
    present = [value for value in values if math.isfinite(value)]
    if not present:
        return ValueAxis(low=0.0, high=1.0, ticks=())
    least, most = min(present), max(present)
    margin = (most - least) * _MARGIN or abs(most) * _MARGIN or 1.0
    step, exponent, halves = _round_step((most - least + 2 * margin) / _VALUE_TICKS)
    decimals = max(0, halves - exponent)
    first, last = math.floor((least - margin) / step), math.ceil((most + margin) / step)
    ticks = [round(count * step, decimals) + 0.0 for count in range(first, last + 1)]
    low, high = ticks[0], ticks[-1]
    floor = 0.0 if math.isinf(minimum) and least >= 0 else minimum
    if low < floor <= least:
        low = floor
    if most <= maximum < high:
        high = maximum
    ticks = [tick for tick in ticks if low <= tick <= high]
    divisor, suffix = 1.0, ""
    for above, by, name in _MAGNITUDES:
        after = max(0, halves - exponent + round(math.log10(by)))
        if max(abs(low), abs(high)) >= above and after <= 1:
            divisor, suffix, decimals = by, name, after
            break
    return ValueAxis(
        low=low, high=high, ticks=tuple(ticks), divisor=divisor, suffix=suffix, decimals=decimals
    )


def day_axis(days: Iterable[date], *, most_years: int = 10, most_months: int = 6) -> DayAxis:
    """An axis that holds every day, with few ticks: years, or months if it is short."""
    present = list(days)
    if not present:
        day = date(2000, 1, 1)
        return DayAxis(first=day, last=day + timedelta(days=366), ticks=(), step="year")
    first, last = min(present), max(present)
    margin = timedelta(days=max(2, round((last - first).days * 0.02)) if first < last else 60)
    first, last = _shifted(first, -margin), _shifted(last, margin)
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    if len(years) >= 3:
        by = next(step for step in _YEAR_STEPS if len(years) / step <= most_years)
        shown = tuple(day for day in years if day.year % by == 0)
        return DayAxis(first=first, last=last, ticks=shown, step="year")
    # At the ends of months, like the figures of months and quarters.
    begins = [
        date(index // 12, index % 12 + 1, 1)
        for index in range(first.year * 12 + first.month, last.year * 12 + last.month + 1)
    ]
    ends = (_shifted(begin, timedelta(days=-1)) for begin in begins)
    months = [day for day in ends if first <= day <= last]
    if len(months) >= 3:
        by = next((step for step in _MONTH_STEPS if len(months) / step <= most_months), 12)
        shown = tuple(day for day in months if day.month % by == 0)
        return DayAxis(first=first, last=last, ticks=shown, step="month")
    count = (last - first).days
    by = next((step for step in _DAY_STEPS if count / step <= most_months), 28)
    shown = tuple(first + timedelta(days=days) for days in range(by // 2, count, by))
    return DayAxis(first=first, last=last, ticks=shown, step="day")


def metric_plot(chart: MetricChart) -> PlotArea:
    """The plot of a metric's chart: all it shows lies inside, also due dates in the future.

    Events alone do not stretch the time axis backwards, and forwards only a little.
    """
    days = {point.day for point in chart.points}
    days |= {mark.due for mark in chart.targets if mark.due}
    days |= {day for mark in chart.targets for day, _ in mark.planned}
    days |= {mark.day for mark in chart.baselines if mark.day}
    events = {event.day for event in chart.events}
    if days:
        latest = max(days)
        events = {day for day in events if latest < day <= _shifted(latest, _EVENT_REACH)}
    stated = _values(chart.points)
    for target in chart.targets:
        ends = (target.value, target.value if target.high is None else target.high)
        stated += (*ends, *(value for _, value in target.planned))
    stated += [mark.value for mark in (*chart.baselines, *chart.benchmarks)]
    return PlotArea(
        days=day_axis(days | events | {step.day for step in chart.forecast}),
        values=_chart_values(stated, _estimates(chart), chart),
        width=PLOT_WIDTH,
        height=PLOT_HEIGHT,
    )


def cut_off(chart: MetricChart) -> bool:
    """Whether estimates go on beyond the chart, and the metric could as well."""
    axis = metric_plot(chart).values
    floor, ceiling = _bounds(axis.low, axis.high, chart)
    ends = _estimates(chart)
    return any(max(end, floor) < axis.low or min(end, ceiling) > axis.high for end in ends)


def segments_plot(chart: SegmentsChart) -> PlotArea:
    """The plot that every panel of a chart by segment has."""
    points = (*chart.whole, *(point for panel in chart.panels for point in panel.points))
    return PlotArea(
        days=day_axis((point.day for point in points), most_years=4, most_months=2),
        values=_chart_values(_values(points), _intervals(points), chart),
        width=PANEL_WIDTH,
        height=PANEL_HEIGHT,
    )


def _values(points: tuple[Point, ...]) -> list[float]:
    return [point.value for point in points if point.value is not None]


def _estimates(chart: MetricChart) -> list[float]:
    """The ends of what is not measured but estimated: natural limits, intervals, the forecast."""
    ends = [end for mark in chart.limits for end in (mark.low, mark.mean, mark.high)]
    ends += _intervals(chart.points)
    return ends + [end for step in chart.forecast for end in (*step.band_95, step.mean)]


def _intervals(points: tuple[Point, ...]) -> list[float]:
    return [end for point in points if point.interval for end in point.interval]


def _chart_values(stated: list[float], estimates: list[float], chart: Chart) -> ValueAxis:
    """The axis of all stated values, and of the estimates as far as the stated stay readable."""
    values = list(stated)
    if stated:
        least, most = min(stated), max(stated)
        reach = _REACH * (most - least) or abs(most) or 1.0
        floor, ceiling = _bounds(least, most, chart)
        low, high = max(least - reach, floor), min(most + reach, ceiling)
        values += (min(max(end, low), high) for end in estimates)
    return value_axis(values, minimum=chart.minimum, maximum=chart.maximum)


def _bounds(least: float, most: float, chart: Chart) -> tuple[float, float]:
    """The bounds of the metric: its own, and zero if nothing is below it."""
    floor = 0.0 if math.isinf(chart.minimum) and least >= 0 else chart.minimum
    return min(floor, least), max(chart.maximum, most)


def _round_step(rough: float) -> tuple[float, int, int]:
    """The round step at or above `rough`, its power of ten, and 1 if it is two and a half."""
    exponent = math.floor(math.log10(rough))
    factor = next((f for f in _ROUND_STEPS if f * 10.0**exponent >= rough * 0.999), 10.0)
    if factor == 10.0:
        factor, exponent = 1.0, exponent + 1
    return factor * 10.0**exponent, exponent, int(factor == 2.5)


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.min if by.days < 0 else date.max
