from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.charts.chart_model import (
    MetricChart,
    Panel,
    Point,
    SegmentsChart,
    TargetMark,
)
from generator.charts.marks import MarkRow
from generator.charts.render_job import render_job
from generator.charts.theme import LAPTOP, LAYOUTS, PHONE
from generator.charts.window import windowed
from tests.charts.samples import full, monthly, segments


def approx(numbers: list[float | None]) -> list[object]:
    return [number if number is None else pytest.approx(number) for number in numbers]


def values(rows: list[MarkRow]) -> list[float | None]:
    return [row["value"] for row in rows]


@pytest.mark.parametrize(
    ("points", "line", "dashed", "dots", "hollow"),
    [
        (monthly([1.0, 2.0, 3.0]), [1, 2, 3], [], [3], []),
        (monthly([1.0, None, 3.0, 4.0]), [1, None, 3, 4], [], [1, 4], []),
        (monthly([1.0, 2.0, None, 3.0, None, 4.0]), [1, 2, None, 3, None, 4], [], [3, 4], []),
        (monthly([1.0, 2.0, 3.0], provisional=1), [1, 2, None], [2, 3], [2], [3]),
        (monthly([1.0, 2.0, 3.0], provisional=2), [1, None, None], [1, 2, 2, 3], [1], [2, 3]),
        (monthly([1.0, None, 3.0], provisional=1), [1, None, None], [None, 3], [1], [3]),
        (monthly([5.0]), [5], [], [5], []),
        (monthly([5.0], provisional=1), [None], [], [], [5]),
        (monthly([None, None]), [None, None], [], [], []),
        ((), [], [], [], []),
    ],
)
def test_points_become_lines_and_symbols(
    points: tuple[Point, ...],
    line: list[float | None],
    dashed: list[float | None],
    dots: list[float],
    hollow: list[float],
) -> None:
    data = render_job(MetricChart(key="k", points=points), LAPTOP).data
    assert values(data["line"]) == line
    assert values(data["open"]) == dashed
    assert values(data["dots"]) == dots
    assert values(data["hollow"]) == hollow


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_value_that_no_axis_has_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"2026-10-31: .* a missing value is None"):
        Point(day=date(2026, 10, 31), value=value)


def test_days_are_milliseconds_since_1970_in_utc() -> None:
    data = render_job(MetricChart(key="k", points=monthly([1.0])), LAPTOP).data
    assert data["line"][0]["day"] == 1_793_404_800_000
    assert timedelta(milliseconds=1_793_404_800_000) == date(2026, 10, 31) - date(1970, 1, 1)


def test_a_target_runs_across_the_plot_and_the_plan_over_its_milestones() -> None:
    filled = render_job(full(), LAPTOP, whole=True)
    due = 1_814_313_600_000
    target, low, high = filled.data["targets"]
    assert (target["value"], low["value"], high["value"]) == (20, 50, 55)
    assert [(row["low"], row["high"]) for row in filled.data["bands"]] == [(50, 55)]
    assert values(filled.data["plan"]) == approx([62, 44, None, 44, 20, None])
    assert values(filled.data["milestones"]) == [44]
    assert filled.data["ends"] == [{"day": due, "value": 20}]


def test_plans_of_two_goals_are_not_joined() -> None:
    plan = ((date(2026, 1, 31), 5.0), (date(2026, 12, 31), 3.0))
    targets = tuple(TargetMark(value=3, label="", due=plan[1][0], planned=plan) for _ in range(2))
    chart = MetricChart(key="k", points=monthly([5.0] * 10), targets=targets)
    assert values(render_job(chart, LAPTOP).data["plan"]) == approx([5, 3, None, 5, 3, None])


def test_a_picture_shows_its_newest_periods_and_the_plan_from_its_edge_on() -> None:
    whole = render_job(full(), LAPTOP, whole=True)
    windows = [render_job(full(), layout) for layout in LAYOUTS]
    assert [len(job.data["line"]) for job in (whole, *windows)] == [60, 36, 24]
    edge = windows[1].data["line"][0]["day"]
    assert windows[1].data["usual_bands"][0]["start"] >= edge
    # 62 in January 2026 to 44 in December: by hand 62 − 18 · 120 / 334 on 31 May.
    late = replace(full(), points=full().points[-6:])
    plan = render_job(windowed(late, 5), LAPTOP, whole=True).data["plan"]
    assert values(plan)[:1] == approx([62 - 18 * 150 / 334])


def test_each_picture_has_the_sizes_of_its_layout() -> None:
    laptop, phone = (render_job(full(), layout) for layout in LAYOUTS)
    assert (laptop.size, phone.size) == ((790, 328), (340, 260))
    assert (
        phone.frame["width"]
        == 340 - phone.frame["padding"]["left"] - phone.frame["padding"]["right"]
    )
    panels = render_job(segments(5), PHONE)
    assert (panels.frame["columns"], panels.size[0]) == (1, 340)


def test_the_locale_goes_with_the_rows() -> None:
    chart = MetricChart(key="k", points=(), decimal=",", thousands=" ")
    filled = render_job(chart, LAPTOP)
    assert (filled.decimal, filled.thousands) == (",", " ")


def test_panels_stand_in_the_order_given() -> None:
    chart = SegmentsChart(
        key="k",
        panels=(
            Panel(name="Small", points=monthly([1.0, 2.0]), last_label="2 days"),
            Panel(name="Large " * 8, points=monthly([3.0])),
        ),
        unit="days",
        whole_label="pale: all",
    )
    rows = render_job(chart, LAPTOP).data["panels"]
    texts = [(row["panel"], row["kind"], row["text"]) for row in rows if row.get("text")]
    assert texts[0] == (0, "unit", "days, pale: all")
    assert texts[1:3] == [(0, "value", "2 days"), (0, "name", "Small")]
    assert texts[3][:2] == (1, "name")
    assert texts[3][2].endswith("…")
