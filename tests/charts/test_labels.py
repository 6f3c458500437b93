from __future__ import annotations

import dataclasses
from datetime import date
from itertools import combinations

import pytest

from generator.charts.chart_model import ForecastPoint, LevelMark, MetricChart, TargetMark
from generator.charts.labels import PlacedLabel, metric_labels
from generator.charts.scales import PlotArea, metric_plot
from generator.charts.text_width import width
from generator.charts.theme import PAD_LEFT, PAD_RIGHT, PHONE_TEXT_SIZE, PLOT_HEIGHT, PLOT_WIDTH
from tests.charts.samples import full, monthly, odd, wave

Box = tuple[float, float, float, float]


def placed(chart: MetricChart) -> tuple[PlotArea, list[PlacedLabel]]:
    plot = metric_plot(chart)
    return plot, metric_labels(chart, plot)


def box(label: PlacedLabel, plot: PlotArea, size: float = PHONE_TEXT_SIZE) -> Box:
    long = width(label.text, size, bold=label.bold)
    at = plot.x(label.day) + label.dx
    left = {"left": at, "center": at - long / 2, "right": at - long}[label.align]
    base = plot.y(label.value) + label.dy
    base += {"above": 0.0, "below": 0.74 * size, "beside": 0.35 * size}[label.layer]
    return left, base - 0.7 * size, left + long, base + 0.2 * size


def close(*, targets: int, benchmarks: int) -> MetricChart:
    """Many level lines within a few units of each other."""
    return MetricChart(
        key="k",
        points=monthly(wave(48, level=40, size=20)),
        last_label="44 days",
        targets=tuple(
            TargetMark(
                value=40 + number / 10,
                due=date(2027, 3 * (number + 1), 28),
                label=f"target {40 + number / 10} by 28 Mar 2027",
            )
            for number in range(targets)
        ),
        benchmarks=tuple(
            LevelMark(value=40.05 + number / 10, label=f"peers {number}")
            for number in range(benchmarks)
        ),
    )


CHARTS = (full(), *odd(), close(targets=2, benchmarks=2), close(targets=4, benchmarks=0))


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
def test_labels_do_not_meet_and_stay_inside_at_the_size_of_a_phone(chart: MetricChart) -> None:
    plot, labels = placed(chart)
    boxes = [box(label, plot) for label in labels]
    for left, top, right, bottom in boxes:
        assert left >= -PAD_LEFT
        assert right <= PLOT_WIDTH + PAD_RIGHT
        assert top >= -6
        assert bottom <= PLOT_HEIGHT + 2
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart


def test_every_mark_has_its_label() -> None:
    _, labels = placed(full())
    assert [label.text for label in labels] == [
        "44 days",
        "target 20 by 30 Jun 2027",
        "keep between 50 and 55",
        "start 62",
        "start 48, day unknown",
        "industry median 70",
    ]


def test_the_newest_value_stands_beside_its_point_where_there_is_room() -> None:
    target = TargetMark(value=10, due=date(2028, 12, 31), label="target 10")
    chart = MetricChart(key="k", points=monthly(wave(24)), last_label="44 days", targets=(target,))
    _, (newest, _) = placed(chart)
    assert (newest.layer, newest.day) == ("beside", date(2026, 10, 31))


def test_the_label_belongs_to_the_newest_closed_period() -> None:
    chart = MetricChart(
        key="k", points=monthly([40.0, 41.0, 55.0], provisional=1), last_label="41 days"
    )
    _, (newest,) = placed(chart)
    assert (newest.day, newest.value) == (date(2026, 9, 30), 41.0)


def test_a_label_keeps_off_the_curve_where_it_can() -> None:
    """The curve ends high and the target lies just above its end: the label goes elsewhere."""
    points = monthly([10.0] * 40 + [29.0] * 20)
    target = TargetMark(value=28, due=date(2026, 10, 31), label="target 28 by 31 Oct 2026")
    plot, labels = placed(MetricChart(key="k", points=points, targets=(target,)))
    left, top, right, bottom = box(labels[0], plot)
    on = [
        point
        for point in points
        if point.value is not None
        and left < plot.x(point.day) < right
        and top < plot.y(point.value) < bottom
    ]
    assert on == []


def test_a_very_long_label_is_shortened() -> None:
    benchmark = LevelMark(value=40, label="A survey of many firms " * 20)
    chart = dataclasses.replace(full(), benchmarks=(benchmark,))
    _, labels = placed(chart)
    assert labels[-1].text.endswith("…")


def test_the_newest_value_keeps_off_the_line_ahead() -> None:
    steps = tuple(
        ForecastPoint(day=date(2027, month, 28), mean=40.0, band_80=(38, 42), band_95=(36, 44))
        for month in range(1, 13)
    )
    target = TargetMark(value=10, due=date(2027, 12, 31), label="target 10")
    chart = MetricChart(key="k", points=monthly(wave(24)), last_label="44 days", targets=(target,))
    _, (before, _) = placed(chart)
    assert before.layer == "beside"
    plot, (newest, _) = placed(dataclasses.replace(chart, forecast=steps))
    _, top, _, bottom = box(newest, plot)
    assert not top < plot.y(40.0) < bottom
