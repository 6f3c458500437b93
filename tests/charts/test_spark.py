"""Sparklines: where their strokes go, worked out by hand."""

from __future__ import annotations

from generator.charts.spark import Spark, spark
from generator.model.vocabulary import Cadence
from tests.measure.build import series


def test_its_course_spans_the_drawing_in_time_and_value() -> None:
    """From 4 to 196 across for four days, and from 36 up to 4 for 0 to 32."""
    daily = series([0, 16, 32, 16, 8], "2026-03-01", cadence=Cadence.DAILY)
    assert spark(daily, 32) == Spark(
        course="M4.0 36.0L52.0 20.0L100.0 4.0L148.0 20.0L196.0 28.0",
        newest="M196.0 28.0h0",
        targets="M0 4.0H200",
    )


def test_a_target_out_of_the_values_has_room_too() -> None:
    drawn = spark(series([8, 16], "2026-03-01", cadence=Cadence.DAILY), 0, 32)
    assert drawn == Spark(
        course="M4.0 28.0L196.0 20.0", newest="M196.0 20.0h0", targets="M0 36.0H200M0 4.0H200"
    )


def test_no_line_crosses_a_gap() -> None:
    daily = series([0, 16, 32, 16], "2026-03-01", cadence=Cadence.DAILY, missing=[2])
    drawn = spark(daily, 32)
    assert drawn is not None
    assert drawn.course == "M4.0 36.0L52.0 20.0M148.0 4.0L196.0 20.0"


def test_values_that_are_all_the_target_lie_on_it() -> None:
    drawn = spark(series([5, 5], "2026-03-01", cadence=Cadence.DAILY), 5)
    assert drawn == Spark(course="M4.0 4.0L196.0 4.0", newest="M196.0 4.0h0", targets="M0 4.0H200")


def test_an_open_period_is_left_out_and_one_point_alone_is_none() -> None:
    assert spark(series([5, 6], "2026-01-01", as_of="2026-02-15"), 5) is None
    assert spark(series([5], "2026-01-01"), 5) is None
