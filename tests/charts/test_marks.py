from __future__ import annotations

from datetime import date

import pytest

from generator.charts.chart_model import EventMark, ForecastPoint, LimitsMark, Point
from generator.charts.marks import (
    SIGNAL_MARKS,
    event_rows,
    forecast_rows,
    interval_rows,
    limit_rows,
    milliseconds,
    symbol_rows,
)
from generator.charts.scales import ValueAxis
from generator.model.vocabulary import Change
from tests.charts.samples import marked, monthly, wave

AXIS = ValueAxis(low=0.0, high=50.0, ticks=(0.0, 50.0))
START, END = date(2025, 1, 31), date(2026, 10, 31)


def usual(mean: float, low: float, high: float, *, trial: bool = False) -> LimitsMark:
    return LimitsMark(first=START, last=END, mean=mean, low=low, high=high, trial=trial)


def test_a_usual_range_is_one_band_with_a_line_at_each_limit_and_a_stronger_one_at_its_mean() -> (
    None
):
    rows = limit_rows((usual(40.0, 32.0, 48.0),), AXIS)
    span = {"start": milliseconds(START), "end": milliseconds(END)}
    assert rows["usual_bands"] == [{**span, "low": 32.0, "high": 48.0}]
    lines = {row["value"]: (row["width"], row["dash"]) for row in rows["usual_lines"]}
    assert lines == {32.0: (0.75, []), 48.0: (0.75, []), 40.0: (1.25, [])}


def test_a_trial_range_is_broken_lines_without_a_band() -> None:
    rows = limit_rows((usual(40.0, 32.0, 48.0, trial=True),), AXIS)
    assert rows["usual_bands"] == []
    assert [row["dash"] for row in rows["usual_lines"]] == [[4.0, 3.0]] * 3


def test_a_limit_beyond_the_axis_has_no_line_and_its_band_ends_there() -> None:
    rows = limit_rows((usual(40.0, -8.0, 88.0),), AXIS)
    assert [(row["low"], row["high"]) for row in rows["usual_bands"]] == [(0.0, 50.0)]
    assert [row["value"] for row in rows["usual_lines"]] == [40.0]


def test_a_range_without_width_is_one_line() -> None:
    assert len(limit_rows((usual(40.0, 40.0, 40.0),), AXIS)["usual_lines"]) == 1


def test_what_is_ahead_opens_at_the_newest_closed_point_and_ends_where_the_axis_does() -> None:
    points = monthly([40.0, 41.0, 55.0], provisional=1)
    step = ForecastPoint(
        day=date(2026, 10, 31), mean=44.0, band_80=(38.0, 50.0), band_95=(30.0, 58.0)
    )
    rows = forecast_rows(points, (step,), AXIS)
    days = [milliseconds(date(2026, 9, 30)), milliseconds(date(2026, 10, 31))]
    assert [(row["day"], row["value"]) for row in rows["ahead"]] == [(days[0], 41), (days[1], 44)]
    assert [(row["low"], row["high"]) for row in rows["ahead_80"]] == [(41, 41), (38, 50)]
    assert [(row["low"], row["high"]) for row in rows["ahead_95"]] == [(41, 41), (30, 50)]


def test_a_line_ahead_breaks_where_it_leaves_the_axis() -> None:
    steps = tuple(
        ForecastPoint(
            day=date(2026, 12, day), mean=mean, band_80=(mean, mean), band_95=(mean, mean)
        )
        for day, mean in ((1, 48.0), (2, 60.0))
    )
    rows = forecast_rows(monthly([40.0]), steps, AXIS)
    assert [row["value"] for row in rows["ahead"]] == [40.0, 48.0, None]


@pytest.mark.parametrize("points", [(), monthly([None]), monthly([40.0])])
def test_nothing_is_ahead_of_nothing(points: tuple[Point, ...]) -> None:
    assert not any(forecast_rows(points, (), AXIS).values())


def test_a_signal_has_its_shape_and_colour_and_the_newest_is_the_largest() -> None:
    points = marked(monthly(wave(24)), *(Change.BETTER, Change.OTHER, Change.WORSE), first=21)
    rows = symbol_rows(points, 570)
    found = [(row["shape"], row["colour"]) for row in rows["signals"]]
    assert found == [
        SIGNAL_MARKS[Change.BETTER],
        SIGNAL_MARKS[Change.OTHER],
        SIGNAL_MARKS[Change.WORSE],
    ]
    sizes = [row["size"] for row in rows["signals"]]
    assert sizes[0] == sizes[1] < sizes[2]
    assert rows["dots"] == []


def test_a_point_within_the_usual_range_has_no_symbol_but_the_newest() -> None:
    rows = symbol_rows(monthly(wave(24)), 570)
    assert (len(rows["dots"]), rows["signals"]) == (1, [])


def test_a_provisional_point_is_hollow_whatever_it_would_signal() -> None:
    points = marked(monthly([1.0, 2.0], provisional=1), Change.BETTER, first=1)
    rows = symbol_rows(points, 570)
    assert (len(rows["hollow"]), rows["signals"]) == (1, [])


def test_signals_are_smaller_where_many_share_the_room_but_never_invisible() -> None:
    def size(count: int) -> float:
        points = marked(monthly(wave(count)), Change.BETTER)
        return float(symbol_rows(points, 570)["signals"][0]["size"])

    assert size(24) > size(124) >= 18
    assert size(5000) == size(2000)


def test_strokes_stand_where_an_interval_is_known() -> None:
    one, other = monthly([30.0, 40.0])
    points = (one, Point(day=other.day, value=40.0, interval=(35.0, 62.0)))
    assert interval_rows(points, AXIS) == [
        {"day": milliseconds(other.day), "low": 35.0, "high": 50.0}
    ]


def test_where_values_begin_anew_the_line_of_the_event_is_strong() -> None:
    days = [date(2026, 1, 1), date(2026, 3, 1)]
    rows = event_rows(
        [
            EventMark(day=days[0], label="a", anew=True),
            EventMark(day=days[0], label="b"),
            EventMark(day=days[1], label="c"),
        ]
    )
    assert rows == [
        {"day": milliseconds(days[0]), "width": 2.0},
        {"day": milliseconds(days[1]), "width": 0.75},
    ]
