"""Sparks: where their strokes go, worked out by hand, in tenths of a pixel."""

from __future__ import annotations

import datetime as dt

from generator.charts.spark import Span, Spark, course, spark
from generator.measure.control_chart_input import judge_series
from generator.model.vocabulary import Accumulates, Cadence, Change
from tests.measure.build import metric, series

MARCH = Span(first=dt.date(2026, 3, 1), last=dt.date(2026, 3, 5))


def test_its_course_spans_the_drawing_in_time_and_value() -> None:
    """From 30 to 1570 across for four days, and from 250 up to 30 for 0 to 32."""
    daily = series([0, 16, 32, 16, 8], "2026-03-01", cadence=Cadence.DAILY)
    assert spark(daily, MARCH, (32,)) == Spark(
        course="M30 250l385 -110l385 -110l385 110l385 55",
        run="",
        tone="",
        newest="M1570 195h0",
        level="",
        targets="M0 30h1600",
        ends=(195, 30),
    )


def test_a_metric_that_is_late_ends_before_the_day_of_the_edition() -> None:
    daily = series([0, 16, 32], "2026-03-01", cadence=Cadence.DAILY)
    drawn = spark(daily, MARCH)
    assert drawn is not None
    assert drawn.newest == "M800 30h0"


def test_a_target_out_of_the_values_has_room_too() -> None:
    drawn = spark(series([8, 16], "2026-03-04", cadence=Cadence.DAILY), MARCH, (0, 32))
    assert drawn is not None
    assert drawn.course == "M1185 195l385 -55"
    assert drawn.targets == "M0 250h1600M0 30h1600"


def test_no_line_crosses_a_gap() -> None:
    daily = series([0, 16, 32, 16], "2026-03-01", cadence=Cadence.DAILY, missing=[2])
    drawn = spark(daily, Span(first=MARCH.first, last=dt.date(2026, 3, 5)), (32,))
    assert drawn is not None
    assert drawn.course == "M30 250l385 -110M1185 30l385 110"


def test_values_that_are_all_the_target_lie_in_the_middle() -> None:
    drawn = spark(series([5, 5], "2026-03-04", cadence=Cadence.DAILY), MARCH, (5,))
    assert drawn is not None
    assert (drawn.course, drawn.targets) == ("M1185 140l385 0", "M0 140h1600")


def test_what_is_older_than_the_span_is_left_out_but_for_the_last_two() -> None:
    drawn = spark(series([5, 6, 7], "2026-02-01", cadence=Cadence.DAILY), MARCH)
    assert drawn is not None
    assert drawn.course == "M30 250l0 -220"


def test_without_a_closed_period_there_is_none() -> None:
    assert spark(series([5], "2026-02-01", as_of="2026-02-15"), MARCH) is None


def test_the_run_that_is_claimed_is_a_stroke_of_its_own_above_the_last_level() -> None:
    """Twelve months at 10 or 12, then twelve at 30 or 32, where less is better."""
    monthly = series([10, 12] * 6 + [30, 32] * 6, "2024-01-01")
    judged = judge_series(monthly)
    drawn = spark(monthly, Span.until(dt.date(2025, 12, 31), 24), (), judged, Change.WORSE)
    assert drawn is not None
    assert drawn.tone == "worse"
    assert (drawn.course.count("l"), drawn.run.count("l")) == (12, 11)
    assert drawn.course.startswith("M")
    begins = drawn.run.removeprefix("M").split()[0]
    assert drawn.level.startswith(f"M{begins} ")
    plain = spark(monthly, Span.until(dt.date(2025, 12, 31), 24), (), judged, Change.NONE)
    assert plain is not None
    assert (plain.run, plain.course.count("l")) == ("", 23)


def test_a_running_total_is_one_line_a_year() -> None:
    total = metric(accumulates=Accumulates.YEAR)
    bookings = series([1, 2, 3, 1, 2, 3], "2025-10-01", of=total)
    drawn = spark(bookings, Span.until(dt.date(2026, 3, 31), 6))
    assert drawn is not None
    assert (drawn.course.count("M"), drawn.level) == (2, "")


def test_a_course_has_its_years_and_words_that_do_not_meet() -> None:
    """A plot of 240 by 82 px: two days of 2025 are too few for a year of its own."""
    daily = series([0, 16, 32, 16, 30], "2026-03-01", cadence=Cadence.DAILY)
    drawn = spark(daily, MARCH, (32,))
    assert drawn is not None
    large = course(drawn, Span(first=dt.date(2024, 12, 30), last=dt.date(2026, 3, 5)), "30", "≥ 32")
    assert [year for _, year in large.years] == ["2025", "2026"]
    assert large.labels == ((6, "≥ 32", "target"), (18, "30", "now"))
