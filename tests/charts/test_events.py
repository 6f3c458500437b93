from __future__ import annotations

from datetime import date

import pytest

from generator.charts.chart_model import EventMark, MetricChart
from generator.charts.events import LaneText, event_lane, numbered_events
from generator.charts.scales import metric_plot
from generator.charts.text_width import width
from generator.charts.theme import PAD_RIGHT, PLOT_WIDTH, TEXT_SIZE
from tests.charts.samples import monthly, wave

LONG = "Merger of the two service centres of the north with the partner unit " * 5


def chart(*events: tuple[str, str]) -> MetricChart:
    return MetricChart(
        key="k",
        points=monthly(wave(60)),
        events=tuple(EventMark(day=date.fromisoformat(day), label=label) for day, label in events),
    )


def lane(shown: MetricChart) -> tuple[list[LaneText], list[LaneText]]:
    return event_lane(numbered_events(shown), metric_plot(shown))


def test_events_are_numbered_by_date_and_those_outside_the_axis_left_out() -> None:
    events = chart(("2026-04-01", "b"), ("2019-01-01", "early"), ("2023-03-01", "a"))
    numbered = [(number, event.label) for number, event in numbered_events(events)]
    assert numbered == [(1, "a"), (2, "b")]


def test_numbers_that_would_touch_are_joined() -> None:
    numbers, labels = lane(
        chart(("2024-03-01", "a"), ("2024-03-20", "b"), ("2024-04-10", "c"), ("2026-01-01", "d"))
    )
    assert [text.text for text in numbers] == ["1–3", "4"]
    assert [text.text for text in labels] == ["a; b; c", "d"]


@pytest.mark.parametrize("wider", [1, 1.15])  # Arial, and what stands in for it on Linux
def test_labels_of_any_length_stay_inside_and_apart(wider: float) -> None:
    shown = chart(*((f"20{22 + n // 4}-{1 + n % 4 * 3:02d}-15", LONG) for n in range(18)))
    plot = metric_plot(shown)
    numbers, labels = lane(shown)
    spans = []
    for label in labels:
        at, long = plot.x(label.day) + label.dx, width(label.text, TEXT_SIZE) * wider
        spans.append((at, at + long) if label.align == "left" else (at - long, at))
    for number in numbers:
        half = width(number.text, TEXT_SIZE, bold=True) / 2
        spans.append((plot.x(number.day) - half, plot.x(number.day) + half))
    spans.sort()
    assert spans[0][0] >= -PAD_RIGHT
    assert spans[-1][1] <= PLOT_WIDTH + PAD_RIGHT
    for index, (_, end) in enumerate(spans[:-1]):
        assert end <= spans[index + 1][0]


def test_a_label_at_the_right_edge_stands_to_the_left() -> None:
    _, (label,) = lane(chart(("2026-10-01", "Onboarding desk for small firms")))
    assert (label.align, label.text) == ("right", "Onboarding desk for small firms")
    assert label.dx < 0
