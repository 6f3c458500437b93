from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import inf

import pytest

from generator.charts.chart_model import (
    EventMark,
    ForecastPoint,
    LevelMark,
    LimitsMark,
    MetricChart,
    Panel,
    SegmentsChart,
    TargetMark,
)
from generator.charts.scales import day_axis, metric_plot, segments_plot, value_axis
from generator.charts.theme import LAPTOP, PHONE
from tests.charts.samples import full, monthly, wave

#: A metric without bounds.
FREE = (-inf, inf)


@pytest.mark.parametrize(
    ("values", "bounds", "low", "high", "ticks"),
    [
        ([], FREE, 0.0, 1.0, ()),
        ([12.0, 47.0], FREE, 7.8, 51.2, (20, 40)),
        ([44.0, 30.0], FREE, 28.32, 45.68, (30, 35, 40, 45)),
        ([0.0], FREE, 0.0, 1.0, (0, 0.3, 0.6, 0.9)),
        ([96.0, 99.5], (0.0, 100.0), 95.58, 99.92, (96, 97, 98, 99)),
        ([97.0, 100.0], (0.0, 100.0), 96.64, 100.0, (97, 98, 99, 100)),
        ([-3.0, 4.0], FREE, -3.84, 4.84, (-2, 0, 2, 4)),
        (
            [-100.0, 100.0],
            (-100.0, 100.0),
            -100.0,
            100.0,
            (-100, 0, 100),
        ),
        ([0.1, 0.3], FREE, 0.076, 0.324, (0.1, 0.2, 0.3)),
    ],
)
def test_value_axis(
    values: list[float],
    bounds: tuple[float, float],
    low: float,
    high: float,
    ticks: tuple[float, ...],
) -> None:
    axis = value_axis(values, minimum=bounds[0], maximum=bounds[1])
    assert [axis.low, axis.high] == pytest.approx([low, high])
    assert axis.ticks == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([1.2e6, 5e6], ["2m", "4m"]),
        ([2.1e9, 2.2e9], ["2100m", "2130m", "2160m", "2190m"]),
        ([1.1e9, 9e9], ["2bn", "4bn", "6bn", "8bn"]),
        ([10_200, 10_900], ["10.2k", "10.4k", "10.6k", "10.8k"]),
        ([1_000, 7_000], ["2000", "4000", "6000"]),
        ([0.5, 0.9], ["0.6", "0.8"]),
    ],
)
def test_large_values_are_written_short_where_that_keeps_them_apart(
    values: list[float], labels: list[str]
) -> None:
    axis = value_axis(values)
    written = [f"{tick / axis.divisor:.{axis.decimals}f}{axis.suffix}" for tick in axis.ticks]
    assert len(set(written)) == len(written)
    assert written[: len(labels)] == labels


@pytest.mark.parametrize("level", [1e-9, 1e-3, 0.7, 1.0, 99.9, 1e4, 1e9, 1e15, -1e-3, -7e6])
@pytest.mark.parametrize("spread", [0.0, 1e-6, 0.01, 0.3, 1.0, 40.0])
def test_every_value_is_inside_and_the_ticks_are_few(level: float, spread: float) -> None:
    values = [level, level + abs(level) * spread]
    axis = value_axis(values)
    assert axis.low <= min(values) <= max(values) <= axis.high
    assert axis.low < axis.high
    assert 1 <= len(axis.ticks) <= 4
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)


def test_zero_is_not_forced_and_no_axis_dips_below_it_without_need() -> None:
    assert value_axis([80, 90]).low > 0
    assert value_axis([0.2, 9]).low == 0
    assert value_axis([-0.2, 9]).low < 0


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "last", "step", "ticks"),
    [
        ("2023-11-30", "2026-10-31", "year", ["2024-07", "2025-07", "2026-06"]),
        ("2006-01-31", "2026-10-31", "year", ["2006", "2008", "2010"]),
        ("2024-11-30", "2026-10-31", "year", ["2025", "2026"]),
        ("2025-11-30", "2026-10-31", "month", ["2025-12", "2026-02", "2026-04"]),
        ("2026-09-01", "2026-09-14", "day", ["2026-09-01", "2026-09-06"]),
    ],
)
def test_a_year_is_written_under_the_middle_of_what_is_seen_of_it(
    first: str, last: str, step: str, ticks: list[str]
) -> None:
    axis = day_axis([date.fromisoformat(first), date.fromisoformat(last)], 570)
    assert axis.step == step
    assert axis.first < date.fromisoformat(first) < date.fromisoformat(last) < axis.last
    written = [tick.isoformat()[: len(ticks[0])] for tick in axis.ticks]
    assert written[: len(ticks)] == ticks


@pytest.mark.parametrize("days", [0, 1, 5, 13, 40, 80, 200, 540, 900, 1500, 4000, 40_000, 700_000])
def test_ticks_are_sparse_and_inside_whatever_the_span(days: int) -> None:
    first = date(26, 3, 1)
    axis = day_axis([first, first + days * DAY], 570)
    assert axis.first < axis.last
    assert all(axis.first <= tick <= axis.last for tick in axis.ticks)
    assert 1 <= len(axis.ticks) <= 13
    assert all(one < other for one, other in pairwise(axis.ticks))


def test_the_ends_of_the_calendar_are_no_obstacle() -> None:
    axis = day_axis([date.min, date.max], 570)
    assert (axis.first, axis.last) == (date.min, date.max)


def test_all_that_a_picture_shows_is_inside() -> None:
    chart = full()
    plot = metric_plot(chart, LAPTOP)
    assert plot.values.low <= 20
    assert plot.values.high >= 70
    assert plot.days.first < chart.points[0].day
    assert plot.days.last > date(2027, 6, 30)
    assert 0 < plot.x(date(2027, 6, 30)) < LAPTOP.plot_width
    assert 0 <= plot.y(70) < plot.y(20) <= LAPTOP.plot_height


@pytest.mark.parametrize(
    "marks",
    [
        {"targets": (TargetMark(value=900, label=""),)},
        {"targets": (TargetMark(value=40, high=900, label=""),)},
        {"benchmarks": (LevelMark(value=900, label=""),)},
    ],
    ids=["target", "range", "benchmark"],
)
def test_a_mark_far_off_stretches_the_value_axis(marks: dict[str, object]) -> None:
    chart = MetricChart(key="k", points=monthly(wave(24)), **marks)  # type: ignore[arg-type]
    assert metric_plot(chart, LAPTOP).values.high >= 900


def test_neither_the_rim_of_the_forecast_nor_a_usual_range_stretches_the_value_axis() -> None:
    step = ForecastPoint(day=date(2026, 12, 31), mean=50.0, band=(-70.0, 170.0))
    usual = LimitsMark(first=date(2025, 1, 31), last=date(2026, 10, 31), low=-9.0, high=90.0)
    chart = MetricChart(key="k", points=monthly(wave(24)), forecast=(step,), limits=(usual,))
    plot = metric_plot(chart, LAPTOP)
    assert (plot.values.low, plot.values.high) == pytest.approx((33.2, 51.8))
    assert plot.days.last > date(2026, 12, 31)


def test_bars_begin_at_zero() -> None:
    chart = MetricChart(key="k", points=monthly(wave(24)), bars=True)
    assert metric_plot(chart, LAPTOP).values.low == 0.0


def test_a_place_is_a_moment_and_a_value() -> None:
    plot = metric_plot(MetricChart(key="k", points=monthly(wave(24))), PHONE)
    assert plot.y(plot.value_at(17.0)) == pytest.approx(17.0)
    assert plot.moment_at(plot.x(date(2026, 1, 1))) == pytest.approx(date(2026, 1, 1).toordinal())


def test_events_stretch_the_time_axis_only_a_little() -> None:
    def last(*days: date) -> date:
        events = tuple(EventMark(day=day, label="e") for day in days)
        chart = MetricChart(key="k", points=monthly(wave(24)), events=events)
        return metric_plot(chart, LAPTOP).days.last

    assert last(date(2026, 12, 20)) > date(2026, 12, 20)
    assert last(date(2030, 1, 1)) == last()
    assert last(date(2001, 1, 1)) == last()


def test_panels_share_one_frame_that_holds_them_all() -> None:
    chart = SegmentsChart(
        key="k",
        panels=(
            Panel(name="a", points=monthly([5.0, 6.0])),
            Panel(name="b", points=monthly([80.0], last=(2028, 2))),
        ),
        whole=monthly([1.0] * 12),
    )
    plot = segments_plot(chart, LAPTOP)
    assert plot.values.low <= 1
    assert plot.values.high >= 80
    assert plot.days.first < date(2025, 11, 30)
    assert plot.days.last > date(2028, 1, 1)
