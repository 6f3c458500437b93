from __future__ import annotations

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
from tests.charts.samples import full, monthly


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
    data = render_job(MetricChart(key="k", points=points)).data
    assert values(data["line"]) == line
    assert values(data["open"]) == dashed
    assert values(data["dots"]) == dots
    assert values(data["hollow"]) == hollow


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_value_that_no_axis_has_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"2026-10-31: .* a missing value is None"):
        Point(day=date(2026, 10, 31), value=value)


def test_days_are_milliseconds_since_1970_in_utc() -> None:
    data = render_job(MetricChart(key="k", points=monthly([1.0]))).data
    assert data["line"][0]["day"] == 1_793_404_800_000
    assert timedelta(milliseconds=1_793_404_800_000) == date(2026, 10, 31) - date(1970, 1, 1)


def test_the_target_runs_to_its_due_date_and_the_plan_over_its_milestones() -> None:
    filled = render_job(full())
    due = 1_814_313_600_000
    target, low, high = filled.data["targets"]
    assert (target["value"], target["end"]) == (20, due)
    assert (low["value"], high["value"]) == (50, 55)
    assert low["end"] == high["end"] == filled.params["x_domain"][1]
    assert [(row["low"], row["high"]) for row in filled.data["bands"]] == [(50, 55)]
    assert values(filled.data["plan"]) == [62, 44, 20]
    assert values(filled.data["milestones"]) == [44]
    assert filled.data["ends"] == [{"day": due, "value": 20}]


def test_plans_of_two_goals_are_not_joined() -> None:
    plan = ((date(2026, 1, 31), 5.0), (date(2026, 12, 31), 3.0))
    targets = tuple(TargetMark(value=3, label="", planned=plan) for _ in range(2))
    data = render_job(MetricChart(key="k", points=(), targets=targets)).data
    assert values(data["plan"]) == [5, 3, None, 5, 3]


def test_a_baseline_without_a_day_is_a_level_line() -> None:
    data = render_job(full()).data
    assert values(data["baselines"]) == [62]
    assert values(data["levels"]) == [70, 48]


def test_the_locale_goes_with_the_rows() -> None:
    chart = MetricChart(key="k", points=(), decimal=",", thousands=" ")
    filled = render_job(chart)
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
    rows = render_job(chart).data["panels"]
    texts = [(row["panel"], row["kind"], row["text"]) for row in rows if row.get("text")]
    assert texts[:4] == [
        (0, "unit", "days"),
        (0, "whole", "pale: all"),
        (0, "value", "2 days"),
        (0, "name", "Small"),
    ]
    names = [(panel, kind) for panel, kind, _ in texts[4:] if kind.startswith("name")]
    assert names == [(1, "name_wide"), (1, "name_narrow")]
