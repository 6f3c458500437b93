"""Events in a chart: their numbers and titles above the plot, and the lines down to the curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from generator.charts.chart_model import EventMark, MetricChart
from generator.charts.labels import RESERVE
from generator.charts.scales import PlotArea
from generator.charts.text_width import cut_to_width, width
from generator.charts.theme import EVENT_ROW, ChartLayout

#: An event with the number that it has in the chart.
NumberedEvent: TypeAlias = tuple[int, EventMark]

_GAP = 6.0
#: From the plot to the lower row.
_LOWEST = 6.0
#: A title is cut to no less than this.
_LEAST = 56.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneText:
    """A text above the plot, from `x` on, in a row (0: the lower one) whose line is at `y`."""

    x: float
    row: int
    text: str
    event: EventMark

    @property
    def y(self) -> float:
        """Its baseline, above the plot."""
        return -_LOWEST - self.row * EVENT_ROW


def numbered_events(chart: MetricChart) -> list[NumberedEvent]:
    """The events of a chart by date, numbered from 1: the page lists them so."""
    ordered = sorted(chart.events, key=lambda event: (event.day, event.label))
    return list(enumerate(ordered, 1))


def event_lane(
    events: list[NumberedEvent], plot: PlotArea, layout: ChartLayout, unit: str = ""
) -> list[LaneText]:
    """The texts above the plot: `1 Onboarding desk`, in two rows at most.

    Nothing covers the line of another event. Events too near to each other share their numbers:
    "2–4". A title is cut only where there is no room for it. The `unit` begins the lower row.
    """
    groups: list[list[NumberedEvent]] = []
    for event in events:
        if not plot.days.first <= event[1].day <= plot.days.last:
            continue
        x = plot.x(event[1].day)
        if groups and x - plot.x(groups[-1][0][1].day) < _width("10", layout):
            groups[-1].append(event)
        else:
            groups.append([event])
    rim = float(plot.width + layout.right)
    starts = [plot.x(group[0][1].day) for group in groups]
    free = [_width(unit, layout) + _GAP if unit else -1e9, -1e9]
    lane = []
    for group, x, following in zip(groups, starts, [*starts, rim + _GAP][1:], strict=True):
        title = f"{_number(group)} {'; '.join(event.label for _, event in group)}"
        long = _width(title, layout)
        back = min(x, rim - long)  # where it ends at the rim
        lower, upper = x >= free[0], x >= free[1]
        row, left, room = 0, x, following - x - _GAP
        if not (lower and long <= room):
            if back >= max(free[1], -layout.left):
                row, left, room = 1, back, long
            elif upper:
                row, room = 1, rim - x
        text = title if long <= room else cut_to_width(title, room / RESERVE, layout.text)
        if text != title and room < _LEAST:
            text = _number(group)
        if not (lower, upper)[row] and left == x:
            continue  # the number is in the list below the picture
        lane.append(LaneText(x=left, row=row, text=text, event=group[0][1]))
        free[row] = left + _width(text, layout) + _GAP
    return lane


def _number(group: list[NumberedEvent]) -> str:
    first, last = group[0][0], group[-1][0]
    return str(first) if first == last else f"{first}–{last}"


def _width(text: str, layout: ChartLayout) -> float:
    return width(text, layout.text) * RESERVE
