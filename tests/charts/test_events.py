"""Events above the plot: in two rows, on no line of another one, cut only for want of room."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from generator.charts.chart_model import EventMark, MetricChart
from generator.charts.events import LaneText, event_lane, numbered_events
from generator.charts.scales import DayAxis, PlotArea, ValueAxis
from generator.charts.theme import LAPTOP, PHONE, ChartLayout

DAYS = DayAxis(first=date(2026, 1, 1), last=date(2026, 12, 31), ticks=(), step="month")
AXIS = ValueAxis(low=0.0, high=50.0, ticks=())


def lane(*events: tuple[int, str], layout: ChartLayout = LAPTOP, unit: str = "") -> list[LaneText]:
    """The lane of events, each so many days after New Year."""
    marks = tuple(EventMark(day=DAYS.first + timedelta(days=at), label=text) for at, text in events)
    plot = PlotArea(days=DAYS, values=AXIS, width=layout.plot_width, height=layout.plot_height)
    chart = MetricChart(key="k", points=(), events=marks)
    return event_lane(numbered_events(chart), plot, layout, unit)


def test_events_are_numbered_by_date() -> None:
    days = (date(2026, 5, 1), date(2025, 1, 1), date(2026, 2, 1))
    events = tuple(EventMark(day=day, label=str(day.month)) for day in days)
    numbered = numbered_events(MetricChart(key="k", points=(), events=events))
    assert [(number, event.label) for number, event in numbered] == [(1, "1"), (2, "2"), (3, "5")]


@pytest.mark.parametrize(
    ("events", "shown"),
    [
        ([(20, "One")], [(0, "1 One")]),
        ([(20, "One"), (200, "Two")], [(0, "1 One"), (0, "2 Two")]),
        ([(20, "A very long title"), (60, "Two")], [(1, "1 A very long title"), (0, "2 Two")]),
        ([(20, "One"), (25, "Two")], [(0, "1–2 One; Two")]),
        ([(340, "At the right rim is still room")], [(0, "1 At the right rim is still room")]),
        ([(-5, "Before"), (900, "After")], []),
    ],
)
def test_titles_take_the_lower_row_and_else_the_upper(
    events: list[tuple[int, str]], shown: list[tuple[int, str]]
) -> None:
    assert [(text.row, text.text) for text in lane(*events)] == shown


def test_a_title_is_cut_only_where_both_rows_are_taken() -> None:
    texts = lane((20, "A title that is long"), (50, "Another long one"), (90, "The third long one"))
    assert texts[0].text == "1 A title that is long"
    assert texts[1].text == "2 Anot…"
    assert texts[2].text == "3 The third long one"


def test_a_title_of_a_phone_ends_at_its_rim() -> None:
    (text,) = lane((200, "Onboarding desk for small firms"), layout=PHONE)
    assert text.text == "1 Onboarding desk for small firms"
    assert text.row == 1
    assert text.x < 200 / 365 * PHONE.plot_width


def test_the_unit_keeps_the_beginning_of_the_lower_row() -> None:
    assert [text.row for text in lane((5, "One"), unit="days")] == [1]
