"""Events in a chart: their numbers, and the lane above the plot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from generator.charts.chart_model import EventMark, MetricChart
from generator.charts.scales import PlotArea, metric_plot
from generator.charts.text_width import cut_to_width, width
from generator.charts.theme import PAD_RIGHT, PHONE_TEXT_SIZE, TEXT_SIZE

#: An event with the number that it has in the chart.
NumberedEvent: TypeAlias = tuple[int, EventMark]

_GAP = 6.0
#: Kept free for a font that runs wider than Arial, as DejaVu Sans does by a seventh.
_RESERVE = 1.15


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneText:
    """A text in the lane: at the place of `day`, moved by `dx`."""

    day: date
    text: str
    align: str = "center"
    dx: float = 0.0


def numbered_events(chart: MetricChart, plot: PlotArea | None = None) -> list[NumberedEvent]:
    """The events inside the time axis by date, numbered from 1: the page lists them so."""
    days = (plot or metric_plot(chart)).days
    inside = (event for event in chart.events if days.first <= event.day <= days.last)
    return list(enumerate(sorted(inside, key=lambda event: (event.day, event.label)), 1))


def event_lane(
    events: Iterable[NumberedEvent], plot: PlotArea
) -> tuple[list[LaneText], list[LaneText]]:
    """The lane above the plot: numbers at every width, and labels if there is room.

    Events too near to each other for two numbers on a phone share one: "2–4".
    """
    groups: list[list[NumberedEvent]] = []
    right = -1e9
    for number, event in events:
        half = width(str(number), PHONE_TEXT_SIZE, bold=True) / 2
        if groups and plot.x(event.day) - half < right + _GAP:
            groups[-1].append((number, event))
        else:
            groups.append([(number, event)])
        middle = plot.x(groups[-1][0][1].day)
        right = middle + width(_number(groups[-1]), PHONE_TEXT_SIZE, bold=True) / 2
    numbers = [LaneText(day=group[0][1].day, text=_number(group)) for group in groups]
    return numbers, _labels(groups, numbers, plot)


def _number(group: list[NumberedEvent]) -> str:
    first, last = group[0][0], group[-1][0]
    return str(first) if first == last else f"{first}–{last}"


def _labels(
    groups: list[list[NumberedEvent]], numbers: list[LaneText], plot: PlotArea
) -> list[LaneText]:
    places = [plot.x(number.day) for number in numbers]
    halves = [width(number.text, TEXT_SIZE, bold=True) / 2 + _GAP for number in numbers]
    ends = [place - half for place, half in zip(places, halves, strict=True)]
    labels = []
    taken = 0.0
    for group, place, half, end in zip(
        groups, places, halves, [*ends, plot.width + PAD_RIGHT][1:], strict=True
    ):
        rooms = {"left": end - place - half, "right": place - half - taken}
        wanted = "; ".join(event.label for _, event in group)
        align = next(
            (side for side, room in rooms.items() if _label_width(wanted) <= room),
            max(rooms, key=lambda side: rooms[side]),
        )
        text = cut_to_width(wanted, rooms[align] / _RESERVE, TEXT_SIZE)
        taken = place + half + _GAP
        if text:
            dx = half if align == "left" else -half
            labels.append(LaneText(day=group[0][1].day, text=text, align=align, dx=dx))
            taken += _label_width(text) if align == "left" else 0
    return labels


def _label_width(text: str) -> float:
    return width(text, TEXT_SIZE) * _RESERVE
