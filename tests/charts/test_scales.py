from __future__ import annotations

from dataclasses import replace
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
from generator.charts.scales import cut_off, day_axis, metric_plot, segments_plot, value_axis
from tests.charts.samples import full, monthly, wave

#: A metric without bounds.
FREE = (-inf, inf)


@pytest.mark.parametrize(
    ("values", "bounds", "low", "high", "ticks"),
    [
        ([], FREE, 0.0, 1.0, ()),
        ([12.0, 47.0], FREE, 0.0, 50.0, (0, 10, 20, 30, 40, 50)),
        ([44.0, 30.0], FREE, 25.0, 45.0, (25, 30, 35, 40, 45)),
        ([0.0], FREE, 0.0, 1.0, (0, 0.5, 1)),
        ([96.0, 99.5], (0.0, 100.0), 95.0, 100.0, (95, 96, 97, 98, 99, 100)),
        ([97.0, 100.0], (0.0, 100.0), 96.0, 100.0, (96, 97, 98, 99, 100)),
        ([-3.0, 4.0], FREE, -4.0, 6.0, (-4, -2, 0, 2, 4, 6)),
        ([-100.0, 100.0], (-100.0, 100.0), -100.0, 100.0, (-100, -50, 0, 50, 100)),
        ([0.1, 0.3], FREE, 0.05, 0.35, (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35)),
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
        ([1.2e6, 5e6], ["0m", "1m", "2m", "3m", "4m", "5m", "6m"]),
        ([2.1e9, 2.2e9], ["2075m", "2100m", "2125m", "2150m", "2175m", "2200m", "2225m"]),
        ([1.1e9, 9e9], ["0bn", "2bn", "4bn", "6bn", "8bn", "10bn"]),
        ([10_200, 10_900], ["10.0k", "10.2k", "10.4k", "10.6k", "10.8k", "11.0k"]),
        ([1_000, 7_000], ["0", "2000", "4000", "6000", "8000"]),
        ([123_456, 123_457], ["123455.75", "123456.00"]),
        ([0.5, 0.9], ["0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0"]),
        ([1.3e-4, 1.4e-4], ["0.0001275", "0.0001300", "0.0001325"]),
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
    assert 2 <= len(axis.ticks) <= 8
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)


def test_zero_is_not_forced_and_no_axis_dips_below_it_without_need() -> None:
    assert value_axis([80, 90]).low > 0
    assert value_axis([0.2, 9]).low == 0
    assert value_axis([-0.2, 9]).low < 0


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "last", "step", "ticks"),
    [
        ("2021-11-30", "2026-10-31", "year", ["2022", "2023", "2024", "2025", "2026"]),
        ("2006-01-31", "2026-10-31", "year", ["2010", "2015", "2020", "2025"]),
        ("2024-11-30", "2026-10-31", "month", ["2024-12", "2025-06", "2025-12", "2026-06"]),
        ("2025-11-30", "2026-10-31", "month", ["2025-12", "2026-02", "2026-04", "2026-06"]),
        ("2026-09-01", "2026-09-14", "day", ["2026-09-01", "2026-09-06", "2026-09-11"]),
    ],
)
def test_day_axis(first: str, last: str, step: str, ticks: list[str]) -> None:
    axis = day_axis([date.fromisoformat(first), date.fromisoformat(last)])
    assert axis.step == step
    assert axis.first < date.fromisoformat(first) < date.fromisoformat(last) < axis.last
    written = [tick.isoformat()[: len(ticks[0])] for tick in axis.ticks]
    assert written[: len(ticks)] == ticks


@pytest.mark.parametrize("days", [0, 1, 5, 13, 40, 80, 200, 540, 900, 1500, 4000, 40_000, 700_000])
def test_ticks_are_sparse_and_inside_whatever_the_span(days: int) -> None:
    first = date(26, 3, 1)
    axis = day_axis([first, first + days * DAY])
    assert axis.first < axis.last
    assert all(axis.first <= tick <= axis.last for tick in axis.ticks)
    assert 1 <= len(axis.ticks) <= 10
    assert all(one < other for one, other in pairwise(axis.ticks))


def test_the_ends_of_the_calendar_are_no_obstacle() -> None:
    axis = day_axis([date.min, date.max])
    assert (axis.first, axis.last) == (date.min, date.max)


def test_all_that_a_picture_shows_is_inside() -> None:
    chart = full()
    plot = metric_plot(chart)
    assert plot.values.low <= 20
    assert plot.values.high >= 70
    assert plot.days.first < chart.points[0].day
    assert plot.days.last > date(2027, 6, 30)
    assert 0 < plot.x(date(2027, 6, 30)) < 570
    assert 0 <= plot.y(70) < plot.y(20) <= 218


@pytest.mark.parametrize(
    "marks",
    [
        {"targets": (TargetMark(value=900, label=""),)},
        {"targets": (TargetMark(value=40, high=900, label=""),)},
        {"targets": (TargetMark(value=40, label="", planned=((date(2026, 1, 1), 900.0),)),)},
        {"baselines": (LevelMark(value=900, label=""),)},
        {"benchmarks": (LevelMark(value=900, label=""),)},
    ],
    ids=["target", "range", "milestone", "baseline", "benchmark"],
)
def test_a_mark_far_off_stretches_the_value_axis(marks: dict[str, object]) -> None:
    chart = MetricChart(key="k", points=monthly(wave(24)), **marks)  # type: ignore[arg-type]
    assert metric_plot(chart).values.high >= 900


def expecting(low: float, high: float, **bounds: float) -> MetricChart:
    """Values from 35 to 45 of which a next one is expected within some ends."""
    step = ForecastPoint(
        day=date(2026, 12, 31), mean=40.0, band_80=(low, high), band_95=(low, high)
    )
    return MetricChart(key="k", points=monthly(wave(24)), forecast=(step,), **bounds)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chart", "low", "high"),
    [
        (expecting(30.0, 55.0), 30.0, 55.0),
        (expecting(20.0, 60.0), 20.0, 60.0),
        (expecting(0.0, 60.0), 10.0, 60.0),
        (expecting(-70.0, 60.0), 10.0, 60.0),
        (expecting(30.0, 100.0, maximum=50.0), 30.0, 50.0),
    ],
    ids=["near", "far", "too far below", "below zero", "beyond what can be"],
)
def test_what_is_expected_is_inside_as_far_as_that_leaves_the_values_readable(
    chart: MetricChart, low: float, high: float
) -> None:
    axis = metric_plot(chart).values
    assert axis.low <= low
    assert axis.high >= high
    # The ten units between the least and the greatest value keep an eighth of the height.
    assert axis.high - axis.low <= 80


def test_the_time_axis_reaches_the_last_period_expected() -> None:
    assert metric_plot(expecting(30.0, 50.0)).days.last > date(2026, 12, 31)


@pytest.mark.parametrize(
    ("chart", "cut"),
    [
        (expecting(30.0, 55.0), False),
        (expecting(30.0, 1000.0), True),
        (expecting(30.0, 1000.0, maximum=50.0), False),
        (expecting(-900.0, 50.0, minimum=-1000.0), True),
        (expecting(-900.0, 50.0, minimum=30.0), False),
        (expecting(-900.0, 50.0), False),  # no value was ever below zero
    ],
)
def test_it_is_known_whether_what_is_expected_goes_on_beyond_the_picture(
    chart: MetricChart, cut: bool
) -> None:
    assert cut_off(chart) is cut


def test_usual_ranges_and_strokes_are_inside() -> None:
    usual = LimitsMark(
        first=date(2025, 1, 31), last=date(2026, 10, 31), mean=40.0, low=28.0, high=52.0
    )
    *before, newest = monthly(wave(24))
    chart = MetricChart(
        key="k", points=(*before, replace(newest, interval=(25.0, 57.0))), limits=(usual,)
    )
    axis = metric_plot(chart).values
    assert axis.low <= 25.0
    assert axis.high >= 57.0


def test_events_stretch_the_time_axis_only_a_little() -> None:
    def last(*days: date) -> date:
        events = tuple(EventMark(day=day, label="e") for day in days)
        chart = MetricChart(key="k", points=monthly(wave(24)), events=events)
        return metric_plot(chart).days.last

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
    plot = segments_plot(chart)
    assert plot.values.low <= 1
    assert plot.values.high >= 80
    assert plot.days.first < date(2025, 11, 30)
    assert plot.days.last > date(2028, 1, 1)
