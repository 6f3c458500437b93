"""The axes of a chart: how far they reach, where their ticks are, and the place of each value.

They are computed here and not by the drawing library, because labels are placed by them and
because everything that a chart shows has to lie inside.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from generator.charts.chart_model import MetricChart, Point, SegmentsChart
from generator.charts.theme import ChartLayout

_ROUND_STEPS = (1.0, 2.0, 3.0, 5.0)
_MAGNITUDES = ((1e9, 1e9, "bn"), (1e6, 1e6, "m"), (1e4, 1e3, "k"))
#: Ticks at most: so many, or one for each so many px of a higher plot.
_MOST_TICKS, _TICK_ROOM = 4, 50
#: The air around the values, as a share of their span.
_AIR = 0.12
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MONTH_STEPS = (1, 2, 3, 6, 12)
_DAY_STEPS = (1, 2, 5, 7, 10, 14, 28)
#: From so many days on an axis has years, and so much room each label needs, in px.
_YEARS_FROM, _LABEL_ROOM = 400, 44.0
#: A month so near to the corner would meet the lowest number of the other axis, in px.
_CORNER = 28.0
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
    """The time axis; `step` (year, month or day) says how its ticks are written.

    The tick of a year is under the middle of what is seen of it; `years` begin at the others.
    """

    first: date
    last: date
    ticks: tuple[date, ...]
    step: str
    years: tuple[date, ...] = ()


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

    def value_at(self, y: float) -> float:
        """The value at a place from the top, also outside the plot."""
        span = self.values.high - self.values.low
        return self.values.high - y / self.height * span

    def moment_at(self, x: float) -> float:
        """The ordinal of the day at a place from the left, with its fraction."""
        span = (self.days.last - self.days.first).days
        return self.days.first.toordinal() + x / self.width * span


def value_axis(
    values: Iterable[float],
    *,
    minimum: float = -math.inf,
    maximum: float = math.inf,
    height: float = 0.0,
) -> ValueAxis:
    """An axis that holds every value with some air, and few round ticks: four if it is low.

    It need not show zero. The air reaches below zero only if a value does, and never beyond the
    metric's own bounds.
    """
    present = [value for value in values if math.isfinite(value)]
    if not present:
        return ValueAxis(low=0.0, high=1.0, ticks=())
    least, most = min(present), max(present)
    air = (most - least) * _AIR or abs(most) * _AIR or 1.0
    floor = 0.0 if math.isinf(minimum) and least >= 0 else minimum
    low = least - air if least < floor else max(least - air, floor)
    high = most + air if most > maximum else min(most + air, maximum)
    exponent, ticks = _ticks(low, high, max(_MOST_TICKS, int(height / _TICK_ROOM)))
    decimals = max(0, -exponent)
    divisor, suffix = 1.0, ""
    for above, by, name in _MAGNITUDES:
        after = max(0, round(math.log10(by)) - exponent)
        if max(abs(low), abs(high)) >= above and after <= 1:
            divisor, suffix, decimals = by, name, after
            break
    return ValueAxis(
        low=low, high=high, ticks=ticks, divisor=divisor, suffix=suffix, decimals=decimals
    )


def day_axis(days: Iterable[date], width: float) -> DayAxis:
    """An axis that holds every day, with few ticks: years, or months if it is short."""
    present = list(days)
    if not present:
        day = date(2000, 1, 1)
        return DayAxis(first=day, last=day + timedelta(days=366), ticks=(), step="year")
    first, last = min(present), max(present)
    margin = timedelta(days=max(2, round((last - first).days * 0.015)) if first < last else 60)
    first, last = _shifted(first, -margin), _shifted(last, margin)
    span = (last - first).days
    years = tuple(date(year, 1, 1) for year in range(first.year + 1, last.year + 1))
    if span >= _YEARS_FROM:
        ends = [first, *years, last]
        centres = [start + (end - start) / 2 for start, end in pairwise(ends)]
        fits = [
            middle
            for middle, (start, end) in zip(centres, pairwise(ends), strict=True)
            if (end - start).days / span * width >= _LABEL_ROOM * 0.8 or len(years) > width / 60
        ]
        by = next(step for step in _YEAR_STEPS if len(fits) / step <= width / _LABEL_ROOM)
        ticks = tuple(day for day in fits if day.year % by == 0)
        return DayAxis(first=first, last=last, ticks=ticks, step="year", years=years[:40])
    most = max(2, int(width / 70))
    # At the ends of months, like the figures of months and quarters.
    begins = [
        date(index // 12, index % 12 + 1, 1)
        for index in range(first.year * 12 + first.month, last.year * 12 + last.month + 1)
    ]
    closes = (_shifted(begin, timedelta(days=-1)) for begin in begins)
    months = [day for day in closes if first <= day <= last]
    if len(months) >= 3:
        by = next((step for step in _MONTH_STEPS if len(months) / step <= most), 12)
        clear = [day for day in months if (day - first).days / span * width >= _CORNER]
        shown = tuple(day for day in clear if day.month % by == 0)
        return DayAxis(first=first, last=last, ticks=shown, step="month", years=years)
    count = (last - first).days
    by = next((step for step in _DAY_STEPS if count / step <= most), 28)
    shown = tuple(first + timedelta(days=days) for days in range(by // 2, count, by))
    return DayAxis(first=first, last=last, ticks=shown, step="day", years=years)


def metric_plot(chart: MetricChart, layout: ChartLayout) -> PlotArea:
    """The plot of a metric's chart: all it shows lies inside, also due dates in the future.

    The values reach as far as figures, targets, benchmarks and the middle of the forecast; ranges
    are cut. Events alone do not stretch the time axis backwards, and forwards only a little.
    """
    lines = [chart.points, *(year.points for year in chart.years)]
    days = {point.day for points in lines for point in points}
    days |= {mark.due for mark in chart.targets if mark.due}
    events = {event.day for event in chart.events}
    if days:
        latest = max(days)
        events = {day for day in events if latest < day <= _shifted(latest, _EVENT_REACH)}
    values = [value for points in lines for value in _values(points)]
    for target in chart.targets:
        values += (target.value, target.value if target.high is None else target.high)
    values += [mark.value for mark in chart.benchmarks]
    values += [step.mean for step in chart.forecast]
    if chart.bars:
        values.append(0.0)
    return PlotArea(
        days=day_axis(days | events | {step.day for step in chart.forecast}, layout.plot_width),
        values=value_axis(
            values, minimum=chart.minimum, maximum=chart.maximum, height=layout.plot_height
        ),
        width=layout.plot_width,
        height=layout.plot_height,
    )


def segments_plot(chart: SegmentsChart, layout: ChartLayout) -> PlotArea:
    """The plot that every panel of a chart by segment has."""
    points = (*chart.whole, *(point for panel in chart.panels for point in panel.points))
    return PlotArea(
        days=day_axis((point.day for point in points), layout.panel_width),
        values=value_axis(_values(points), minimum=chart.minimum, maximum=chart.maximum),
        width=layout.panel_width,
        height=layout.panel_height,
    )


def _values(points: tuple[Point, ...]) -> list[float]:
    return [point.value for point in points if point.value is not None]


def _ticks(low: float, high: float, most: int) -> tuple[int, tuple[float, ...]]:
    """The least round step with few enough ticks: its power of ten, and the ticks."""
    exponent = math.floor(math.log10((high - low) / most)) - 1
    while True:
        for factor in _ROUND_STEPS:
            step = factor * 10.0**exponent
            slack = step * 1e-9
            first, last = math.ceil((low - slack) / step), math.floor((high + slack) / step)
            if last - first < most:
                decimals = max(0, -exponent)
                ticks = (round(count * step, decimals) + 0.0 for count in range(first, last + 1))
                return exponent, tuple(ticks)
        exponent += 1


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.min if by.days < 0 else date.max
