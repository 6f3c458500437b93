"""Events in a chart: which are shown, their numbers, and the lane above the plot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.charts.chart_model import EventMark, MetricChart
from generator.charts.scales import PlotArea, metric_plot
from generator.charts.text_width import cut_to_width, width
from generator.charts.theme import PAD_RIGHT, PHONE_TEXT_SIZE, TEXT_SIZE

_GAP = 6.0
#: Kept free for a font that runs wider than Arial, as DejaVu Sans does by a seventh.
_RESERVE = 1.15


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedEvent:
    """An event with the number that it has in the chart."""

    number: int
    event: EventMark


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneText:
    """A text in the lane: at the place of `day`, moved by `dx`."""

    day: date
    text: str
    align: str = "center"
    dx: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The texts in the lane: numbers at every width, labels only if there is room."""

    numbers: tuple[LaneText, ...]
    labels: tuple[LaneText, ...]


def numbered_events(chart: MetricChart, plot: PlotArea | None = None) -> tuple[NumberedEvent, ...]:
    """The events inside the time axis by date, numbered from 1: the page lists them so."""
    days = (plot or metric_plot(chart)).days
    inside = (event for event in chart.events if days.first <= event.day <= days.last)
    ordered = sorted(inside, key=lambda event: (event.day, event.label))
    return tuple(
        NumberedEvent(number=number, event=event) for number, event in enumerate(ordered, 1)
    )


def shown_events(chart: MetricChart, plot: PlotArea) -> tuple[tuple[EventMark, ...], Lane]:
    """The events that have an upright line, and the lane above them.

    Events too near to each other for two numbers on a phone share one: "2–4".
    """
    events = numbered_events(chart, plot)
    groups: list[list[NumberedEvent]] = []
    right = -1e9
    for item in events:
        half = width(str(item.number), PHONE_TEXT_SIZE, bold=True) / 2
        if groups and plot.x(item.event.day) - half < right + _GAP:
            groups[-1].append(item)
        else:
            groups.append([item])
        middle = plot.x(groups[-1][0].event.day)
        right = middle + width(_number(groups[-1]), PHONE_TEXT_SIZE, bold=True) / 2
    numbers = tuple(LaneText(day=group[0].event.day, text=_number(group)) for group in groups)
    labels = tuple(_labels(groups, numbers, plot))
    return tuple(item.event for item in events), Lane(numbers=numbers, labels=labels)


def _number(group: list[NumberedEvent]) -> str:
    first, last = group[0].number, group[-1].number
    return str(first) if first == last else f"{first}–{last}"


def _labels(
    groups: list[list[NumberedEvent]], numbers: tuple[LaneText, ...], plot: PlotArea
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
        wanted = "; ".join(item.event.label for item in group)
        align = next(
            (side for side, room in rooms.items() if _label_width(wanted) <= room),
            max(rooms, key=lambda side: rooms[side]),
        )
        text = cut_to_width(wanted, rooms[align] / _RESERVE, TEXT_SIZE)
        taken = place + half + _GAP
        if text:
            dx = half if align == "left" else -half
            labels.append(LaneText(day=group[0].event.day, text=text, align=align, dx=dx))
            taken += _label_width(text) if align == "left" else 0
    return labels


def _label_width(text: str) -> float:
    return width(text, TEXT_SIZE) * _RESERVE
