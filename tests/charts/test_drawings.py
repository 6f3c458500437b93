"""Small drawings: the places of their strokes, worked by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.charts import drawings
from generator.charts.drawings import Look, PixelScale
from tests.measure.build import series


@pytest.mark.parametrize(
    ("value", "place"), [(0.0, 10.0), (5.0, 60.0), (10.0, 110.0), (-3.0, 10.0), (20.0, 110.0)]
)
def test_a_scale_ends_at_its_ends(value: float, place: float) -> None:
    assert PixelScale(low=0.0, high=10.0, start=10.0, end=110.0)(value) == place


def test_a_way_backwards_is_worse_and_leads_left_of_the_start() -> None:
    # From -0.35 to 1.15 over 134 px: 0 lies at 31.3, 1 at 120.6, 0.5 at 75.9.
    track, done, zero, plan = drawings.way_bar(-0.35, 0.5).strokes
    assert (track.look, track.path) == (Look.TRACK, "M31.3 3.0H120.6v10H31.3z")
    assert (done.look, done.path) == (Look.WORSE, "M0.0 3.0H31.3v10H0.0z")
    assert (zero.look, plan.path) == (Look.ZERO, "M75.9 0V16")
    assert drawings.way_bar(0.5, 0.5).strokes[1].look is Look.DONE


def test_amounts_share_one_scale() -> None:
    # From -4 to 4 between 3 and 131 px: zero lies at 67.
    needed, so_far = drawings.amount_bars([(-4.0, Look.PLAN_BAR), (4.0, Look.WORSE)])
    assert needed.strokes[0].path == "M3.0 3.0H67.0v10H3.0z"
    assert so_far.strokes[0].path == "M67.0 3.0H131.0v10H67.0z"


def test_levels_are_steps_and_the_last_ones_are_coloured() -> None:
    calm, first, last = drawings.level_steps([30.0, 35.0, 40.0], 2, Look.WORSE).strokes
    assert [one.look for one in (calm, first, last)] == [Look.LINE, Look.WORSE, Look.WORSE]
    assert [one.path.split()[1].partition("h")[0] for one in (calm, first, last)] == [
        "13.0",
        "8.0",
        "3.0",
    ]


def test_a_span_is_done_up_to_the_day_of_the_site() -> None:
    days = dt.date(2026, 1, 1), dt.date(2026, 4, 11)  # 100 days over 100 px
    x = PixelScale(low=days[0].toordinal(), high=days[1].toordinal(), start=0.0, end=100.0)
    begun, decided = dt.date(2026, 1, 11), dt.date(2026, 3, 2)
    whole, done, decision = drawings.span_bar(
        x, (begun, None), dt.date(2026, 1, 31), decided, 100
    ).strokes
    assert whole.path == "M10.0 3.0H100.0v10H10.0z"
    assert done.path == "M10.0 3.0H30.0v10H10.0z"
    assert decision.path == "M55.0 8.0l5 -5l5 5l-5 5z"


def test_panels_share_time_and_scale_and_break_at_a_gap() -> None:
    whole, part = (
        series([0.0, 10.0, 10.0], "2026-01-01"),
        series([10.0, 0.0], "2026-01-01", missing=[1]),
    )
    x, y = drawings.frame_of([whole, part])
    drawn = drawings.panel([(Look.PALE, whole), (Look.LINE, part)], x, y)
    pale, line, point = drawn.strokes
    assert pale.path == "M5.0 105.0L109.4 5.0L225.0 5.0"
    assert line.path == "M5.0 5.0M225.0 105.0"
    assert point.path == "M225.0 105.0h0"
