"""Lists on one time axis: initiatives as bars, also under a chart, and the figures of periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from generator.charts.chart_model import MetricChart
from generator.charts.drawings import Drawing, Look, PixelScale, Stroke, span_bar
from generator.charts.labels import with_own_gutter
from generator.charts.scales import metric_plot
from generator.charts.text_width import width
from generator.charts.theme import ChartLayout
from generator.charts.window import windowed_metric
from generator.measure.arrivals import Arrival, Arrived
from generator.model.periods import add_months
from generator.model.tables import Initiative

#: The width of the time axis that a list of initiatives shares, and the longest look back.
AXIS_WIDTH = 300
_MONTHS_BACK, _MONTHS_AHEAD = 24, 12
_TEXT = 28
#: The width of the axis on which the figures of periods are, the look back, and where cells are.
STRIP_WIDTH, STRIP_MONTHS = 480, 24
_TOP, _CELL, _WHOLE = 3, 10, 16
#: The text of a page is larger than that of a chart, and its font may be wider.
_LARGER = 1.25
#: Cells that are wider than this are drawn apart.
_APART = 3
_LOOKS = {
    Arrival.THERE: Look.RANGE,
    Arrival.LATE: Look.LATE,
    Arrival.MISSING: Look.MISSING,
    Arrival.WITHHELD: Look.WITHHELD,
    Arrival.OPEN: Look.TO_COME,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAxis:
    """The time that a list shares: the middle of each year, and today."""

    scale: PixelScale
    day: dt.date
    years: tuple[tuple[int, str], ...]
    width: int = AXIS_WIDTH

    @property
    def first(self) -> dt.date:
        """The day with which it begins."""
        return dt.date.fromordinal(round(self.scale.low))

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

    def strip(self, periods: Sequence[Arrived]) -> Drawing:
        """A cell for each period: what is there is filled, what is late is taller."""
        x = self.scale
        cells: dict[Arrival, list[str]] = {}
        for one in periods:
            start, end = x(one.period.first.toordinal()), x(one.period.last.toordinal() + 1)
            apart = 1 if end - start > _APART else 0
            cells.setdefault(one.arrival, []).append(
                _cell(one.arrival, round(start), max(round(end) - apart - round(start), 1))
            )
        strokes = tuple(Stroke(_LOOKS[one], "".join(cells[one])) for one in Arrival if one in cells)
        return Drawing(self.width, _WHOLE, strokes)


def sample_cell(arrival: Arrival) -> Drawing:
    """A cell of a strip, for its legend."""
    return Drawing(_WHOLE, _WHOLE, (Stroke(_LOOKS[arrival], _cell(arrival, 1, 12)),))


def _cell(arrival: Arrival, left: int, width: int) -> str:
    if arrival is Arrival.LATE:
        return f"M{left} 0h{width}v{_WHOLE}h-{width}z"
    if arrival is Arrival.MISSING:
        return f"M{left} {_TOP}l{width} {_CELL}m0-{_CELL}l-{width} {_CELL}"
    box = f"M{left} {_TOP}h{width}v{_CELL}h-{width}z"
    return f"{box}l{width} {_CELL}" if arrival is Arrival.WITHHELD else box


def strip_axis(as_of: dt.date) -> TimeAxis:
    """The axis of the last two years and the month to come."""
    first, last = add_months(as_of, -STRIP_MONTHS), add_months(as_of, 1)
    scale = PixelScale(low=first.toordinal(), high=last.toordinal(), start=0.0, end=STRIP_WIDTH)
    return TimeAxis(
        scale=scale, day=as_of, years=year_middles(first, last, scale), width=STRIP_WIDTH
    )


def initiative_axis(initiatives: Sequence[Initiative], as_of: dt.date) -> TimeAxis:
    """From the first start, two years back at most, to a year ahead or the last end."""
    starts = [one.start for one in initiatives if one.start]
    first = max(min([*starts, as_of]), add_months(as_of, -_MONTHS_BACK))
    ends = [one.end or as_of for one in initiatives]
    last = max([*ends, add_months(as_of, _MONTHS_AHEAD)])
    scale = PixelScale(
        low=first.toordinal(), high=last.toordinal(), start=6.0, end=AXIS_WIDTH - 6.0
    )
    return TimeAxis(scale=scale, day=as_of, years=year_middles(first, last, scale))


def year_middles(first: dt.date, last: dt.date, scale: PixelScale) -> tuple[tuple[int, str], ...]:
    """The middle of each year that has room for its number."""
    years = []
    for year in range(first.year, last.year + 1):
        begin, end = max(first, dt.date(year, 1, 1)), min(last, dt.date(year, 12, 31))
        left, right = scale(begin.toordinal()), scale(end.toordinal())
        if right - left > _TEXT:
            years.append((round((left + right) / 2), str(year)))
    return tuple(years)


def initiative_bars(
    chart: MetricChart,
    initiatives: Sequence[Initiative],
    labels: Sequence[str],
    as_of: dt.date,
    layout: ChartLayout,
) -> list[tuple[Drawing, bool]]:
    """A bar each from start to end (the end of the axis without one), done up to a day.

    With each stands whether its label fits to the left of its bar.
    """
    shown = windowed_metric(chart, layout.periods)
    layout = with_own_gutter(shown, layout)
    days = metric_plot(shown, layout).days
    x = PixelScale(
        low=days.first.toordinal(),
        high=days.last.toordinal(),
        start=layout.left,
        end=layout.left + layout.plot_width,
    )
    return [
        (
            span_bar(x, (one.start, one.end), as_of, one.decision_date, layout.width),
            _LARGER * width(label, layout.text) < x(one.start.toordinal()),
        )
        for one, label in zip(initiatives, labels, strict=True)
        if one.start is not None
    ]
