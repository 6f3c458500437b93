"""Events in a chart: which are shown, their numbers, and the lane above the plot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.charts.chart_model import EventMark, MetricChart
from generator.charts.scales import PlotArea, metric_plot
from generator.charts.text_width import cut_to_width, width
from generator.charts.theme import PAD_RIGHT, PHONE_TEXT_SIZE, PLOT_HEIGHT, PLOT_WIDTH, TEXT_SIZE

_GAP = 6.0
#: What is kept free for a font that runs wider than Arial, as DejaVu Sans does by a seventh.
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
    align: str = "middle"
    dx: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What stands in the lane: numbers at every width, labels only where there is room."""

    numbers: tuple[LaneText, ...]
    labels: tuple[LaneText, ...]


def numbered_events(chart: MetricChart) -> tuple[NumberedEvent, ...]:
    """The events inside the time axis by date, numbered from 1: the page lists them so."""
    return _numbered(chart, metric_plot(chart, PLOT_WIDTH, PLOT_HEIGHT))


def _numbered(chart: MetricChart, plot: PlotArea) -> tuple[NumberedEvent, ...]:
    inside = (e for e in chart.events if plot.days.first <= e.day <= plot.days.last)
    ordered = sorted(inside, key=lambda event: (event.day, event.label))
    return tuple(
        NumberedEvent(number=number, event=event) for number, event in enumerate(ordered, 1)
    )


def shown_events(chart: MetricChart, plot: PlotArea) -> tuple[tuple[EventMark, ...], Lane]:
    """The events that have an upright line, and the lane above them.

    Events too near to each other for two numbers on a phone share one: "2–4".
    """
    groups: list[list[NumberedEvent]] = []
    right = -1e9
    for item in _numbered(chart, plot):
        place = plot.x(item.event.day)
        half = width(_number([item]), PHONE_TEXT_SIZE, bold=True) / 2
        if groups and place - half < right + _GAP:
            groups[-1].append(item)
        else:
            groups.append([item])
        middle = plot.x(groups[-1][0].event.day)
        right = middle + width(_number(groups[-1]), PHONE_TEXT_SIZE, bold=True) / 2
    numbers = tuple(LaneText(day=group[0].event.day, text=_number(group)) for group in groups)
    shown = tuple(item.event for group in groups for item in group)
    return shown, Lane(numbers=numbers, labels=tuple(_labels(groups, numbers, plot)))


def _number(group: list[NumberedEvent]) -> str:
    first, last = group[0].number, group[-1].number
    return str(first) if first == last else f"{first}–{last}"


def _labels(
    groups: list[list[NumberedEvent]], numbers: tuple[LaneText, ...], plot: PlotArea
) -> list[LaneText]:
    places = [plot.x(number.day) for number in numbers]
    halves = [width(number.text, TEXT_SIZE, bold=True) / 2 + _GAP for number in numbers]
    labels = []
    taken = 0.0
    for index, group in enumerate(groups):
        place, half = places[index], halves[index]
        following = index + 1 < len(groups)
        end = places[index + 1] - halves[index + 1] if following else plot.width + PAD_RIGHT
        rooms = {"left": end - place - half, "right": place - half - taken}
        wanted = "; ".join(item.event.label for item in group)
        align = next(
            (side for side, room in rooms.items() if _label_width(wanted) <= room),
            max(rooms, key=lambda side: rooms[side]),
        )
        text = cut_to_width(wanted, rooms[align] / _RESERVE, TEXT_SIZE)
        after = place + half
        if text:
            dx = half if align == "left" else -half
            labels.append(LaneText(day=group[0].event.day, text=text, align=align, dx=dx))
            after += _label_width(text) if align == "left" else 0
        taken = after + _GAP
    return labels


def _label_width(text: str) -> float:
    return width(text, TEXT_SIZE) * _RESERVE
