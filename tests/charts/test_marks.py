from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.charts.chart_model import EventMark, ForecastPoint, LimitsMark, Point, Run
from generator.charts.events import LaneText
from generator.charts.marks import (
    bar_rows,
    event_rows,
    forecast_rows,
    interval_rows,
    limit_rows,
    milliseconds,
    run_rows,
    symbol_rows,
)
from generator.charts.scales import DayAxis, PlotArea, ValueAxis
from generator.charts.theme import ACTUAL, CONCERN
from generator.model.vocabulary import Change
from tests.charts.samples import monthly, wave

AXIS = ValueAxis(low=0.0, high=50.0, ticks=(0.0, 50.0))
DAYS = DayAxis(first=date(2026, 1, 1), last=date(2027, 1, 1), ticks=(), step="year")
PLOT = PlotArea(days=DAYS, values=AXIS, width=365.0, height=100.0)
START, END = date(2025, 1, 31), date(2026, 10, 31)
WORSE = Run(change=Change.WORSE, first=date(2026, 9, 30))


def usual(low: float, high: float, *, trial: bool = False) -> LimitsMark:
    return LimitsMark(first=START, last=END, low=low, high=high, trial=trial)


@pytest.mark.parametrize(("trial", "dash"), [(False, []), (True, [4.0, 3.0])])
def test_a_usual_range_is_one_band_with_its_edges_broken_for_a_first_estimate(
    trial: bool, dash: list[float]
) -> None:
    rows = limit_rows((usual(32.0, 48.0, trial=trial),), AXIS)
    span = {"start": milliseconds(START), "end": milliseconds(END)}
    assert rows["usual_bands"] == [{**span, "low": 32.0, "high": 48.0}]
    edges = [(row["value"], row["dash"]) for row in rows["usual_lines"]]
    assert edges == [(32.0, dash), (48.0, dash)]


@pytest.mark.parametrize(
    ("low", "high", "bands", "edges"),
    [
        (-8.0, 88.0, [(0.0, 50.0)], []),
        (40.0, 88.0, [(40.0, 50.0)], [40.0]),
        (40.0, 40.0, [(40.0, 40.0)], [40.0]),
        (60.0, 88.0, [], []),
    ],
)
def test_a_band_ends_where_the_axis_does_and_has_no_edge_there(
    low: float, high: float, bands: list[tuple[float, float]], edges: list[float]
) -> None:
    rows = limit_rows((usual(low, high),), AXIS)
    assert [(row["low"], row["high"]) for row in rows["usual_bands"]] == bands
    assert [row["value"] for row in rows["usual_lines"]] == edges


def test_what_is_ahead_begins_at_the_newest_closed_point_and_is_hatched_within_its_band() -> None:
    points = monthly([20.0, 30.0, 45.0], provisional=1)
    step = ForecastPoint(day=date(2026, 12, 31), mean=30.0, band=(10.0, 70.0))
    rows = forecast_rows(points, (step,), PLOT)
    assert [(row["day"], row["value"]) for row in rows["ahead"]] == [
        (milliseconds(date(2026, 9, 30)), 30.0),
        (milliseconds(date(2026, 12, 31)), 30.0),
    ]
    strokes = [row for row in rows["hatch"] if row["value"] is not None]
    assert len(strokes) > 10
    first, last = milliseconds(date(2026, 9, 30)), milliseconds(date(2026, 12, 31))
    for stroke in strokes:
        share = (stroke["day"] - first) / (last - first)
        assert 30 - 20 * share - 1 <= stroke["value"] <= min(30 + 40 * share, 50.0) + 1


@pytest.mark.parametrize("points", [(), monthly([None]), monthly([40.0])])
def test_nothing_is_ahead_of_nothing(points: tuple[Point, ...]) -> None:
    assert not any(forecast_rows(points, (), PLOT).values())


def test_what_is_told_now_is_a_stretch_of_its_tone_up_to_the_newest_closed_point() -> None:
    points = monthly([1.0, 2.0, 3.0, 4.0], provisional=1)
    assert run_rows(points, None) == {}
    assert run_rows(points, replace(WORSE, first=date(2026, 8, 31))) == {
        "run_worse": [
            {"day": milliseconds(date(2026, 8, 31)), "value": 2.0},
            {"day": milliseconds(date(2026, 9, 30)), "value": 3.0},
            {"day": milliseconds(date(2026, 10, 31)), "value": None},
        ]
    }


@pytest.mark.parametrize(
    ("change", "tone"),
    [
        (Change.BETTER, "better"),
        (Change.FIRST_BETTER, "better"),
        (Change.FIRST_WORSE, "worse"),
        (Change.OTHER, "other"),
        (Change.FIRST_OTHER, "other"),
    ],
)
def test_a_run_has_one_of_three_tones(change: Change, tone: str) -> None:
    assert [*run_rows(monthly([1.0, 2.0]), Run(change=change, first=START))] == [f"run_{tone}"]


def test_the_newest_point_has_a_dot_and_an_earlier_signal_a_small_hollow_one() -> None:
    points = [replace(p, earlier=place in (3, 23)) for place, p in enumerate(monthly(wave(24)))]
    rows = symbol_rows(tuple(points), None)
    assert [row["colour"] for row in rows["dots"]] == [ACTUAL.light]
    assert [row["day"] for row in rows["earlier"]] == [milliseconds(points[3].day)]
    (dot,) = symbol_rows(tuple(points), WORSE)["dots"]
    assert dot["colour"] == CONCERN.light


def test_bars_begin_at_zero_and_those_told_now_have_its_colour() -> None:
    bars = bar_rows(monthly([5.0, None, 7.0], provisional=1), WORSE)
    assert [(bar["low"], bar["high"], bar["colour"], bar["share"]) for bar in bars] == [
        (0.0, 5.0, ACTUAL.light, 1.0),
        (0.0, 7.0, CONCERN.light, 0.35),
    ]
    assert bars[0]["end"] < bars[1]["start"]


def test_strokes_are_where_an_interval_is_known() -> None:
    one, other = monthly([30.0, 40.0])
    points = (one, Point(day=other.day, value=40.0, interval=(35.0, 62.0)))
    assert interval_rows(points, AXIS) == [
        {"day": milliseconds(other.day), "low": 35.0, "high": 50.0}
    ]


def test_the_line_of_an_event_ends_at_the_curve_and_is_strong_where_values_begin_anew() -> None:
    day = date(2026, 10, 15)
    lane = [
        LaneText(x=0, row=0, text="1 a", event=EventMark(day=day, label="a", anew=True)),
        LaneText(x=0, row=1, text="2 b", event=EventMark(day=date(2026, 1, 5), label="b")),
    ]
    rows = event_rows(lane, monthly([10.0, 20.0]), PLOT)
    assert [(row["low"], row["width"]) for row in rows["events"]] == [
        (pytest.approx(10.0 + 10.0 * 15 / 31), 2.0),
        (0.0, 0.75),
    ]
    assert [row["high"] > 50.0 for row in rows["events"]] == [True, True]
    assert [row["day"] for row in rows["event_dots"]] == [milliseconds(day)]
