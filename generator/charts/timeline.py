"""Initiatives as bars: under a chart on its time axis, and in a list on one of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts.chart_model import MetricChart
from generator.charts.drawings import Drawing, Look, PixelScale, Stroke, span_bar
from generator.charts.scales import metric_plot
from generator.charts.text_width import width
from generator.charts.theme import LAPTOP
from generator.charts.window import windowed_metric
from generator.model.periods import add_months
from generator.model.tables import Initiative

#: The width of the time axis that a list of initiatives shares, and the longest look back.
AXIS_WIDTH = 300
_MONTHS_BACK, _MONTHS_AHEAD = 24, 12
_TEXT = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeAxis:
    """The time that a list of initiatives shares: the middle of each year, and today."""

    scale: PixelScale
    day: dt.date
    years: tuple[tuple[int, str], ...]
    width: int = AXIS_WIDTH

    @property
    def today(self) -> int:
        """Where the day of the edition lies."""
        return round(self.scale(self.day.toordinal()))

    def bar(self, initiative: Initiative) -> Drawing | None:
        """An initiative on the axis, with the rule of today; None without a date."""
        begins = initiative.start or initiative.decision_date
        if begins is None:
            return None
        end = initiative.end if initiative.start else begins
        decision = initiative.decision_date
        drawn = span_bar(self.scale, (begins, end), self.day, decision, AXIS_WIDTH)
        rule = Stroke(Look.PALE, f"M{self.today} 0V{drawn.height}")
        return Drawing(drawn.width, drawn.height, (rule, *drawn.strokes))


def initiative_axis(initiatives: Sequence[Initiative], as_of: dt.date) -> InitiativeAxis:
    """From the first start, two years back at most, to a year ahead or the last end."""
    starts = [one.start for one in initiatives if one.start]
    first = max(min([*starts, as_of]), add_months(as_of, -_MONTHS_BACK))
    ends = [one.end or as_of for one in initiatives]
    last = max([*ends, add_months(as_of, _MONTHS_AHEAD)])
    scale = PixelScale(
        low=first.toordinal(), high=last.toordinal(), start=6.0, end=AXIS_WIDTH - 6.0
    )
    years = []
    for year in range(first.year, last.year + 1):
        begin, end = max(first, dt.date(year, 1, 1)), min(last, dt.date(year, 12, 31))
        left, right = scale(begin.toordinal()), scale(end.toordinal())
        if right - left > _TEXT:
            years.append((round((left + right) / 2), str(year)))
    return InitiativeAxis(scale=scale, day=as_of, years=tuple(years))


def initiative_bars(
    chart: MetricChart, initiatives: Sequence[Initiative], labels: Sequence[str], as_of: dt.date
) -> list[tuple[Drawing, bool]]:
    """A bar each from start to end (the end of the axis without one), done up to a day.

    With each stands whether its label fits to the left of its bar.
    """
    days = metric_plot(windowed_metric(chart, LAPTOP.periods), LAPTOP).days
    x = PixelScale(
        low=days.first.toordinal(),
        high=days.last.toordinal(),
        start=LAPTOP.left,
        end=LAPTOP.left + LAPTOP.plot_width,
    )
    return [
        (
            span_bar(x, (one.start, one.end), as_of, one.decision_date, LAPTOP.width),
            width(label, LAPTOP.text) < x(one.start.toordinal()),
        )
        for one, label in zip(initiatives, labels, strict=True)
        if one.start is not None
    ]
