"""Where labels are: beside the plot, apart from each other, and the words of a run on nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from generator.charts.chart_model import LevelMark, MetricChart, Run, TargetMark
from generator.charts.labels import gutter_labels, run_label, spread, with_own_gutter, within
from generator.charts.scales import metric_plot
from generator.charts.theme import ACTUAL, LAPTOP, LAYOUTS, PHONE, QUIET, TARGET, ChartLayout
from generator.model.vocabulary import Change
from tests.charts.samples import full, monthly, wave


@pytest.mark.parametrize(
    ("wishes", "places"),
    [
        ([], []),
        ([50.0], [50.0]),
        ([20.0, 60.0], [20.0, 60.0]),
        ([50.0, 54.0], [44.5, 59.5]),  # one block at the mean of both wishes
        ([50.0, 50.0, 50.0], [35.0, 50.0, 65.0]),
        ([40.0, 52.0, 70.0], [38.5, 53.5, 70.0]),  # the third is far enough
        ([40.0, 50.0, 58.0], [34.0 + 1 / 3, 49.0 + 1 / 3, 64.0 + 1 / 3]),
        ([0.0, 1.0], [7.5, 22.5]),  # clipped at the top
        ([99.0, 100.0], [77.5, 92.5]),
    ],
)
def test_neighbours_merge_into_blocks_at_the_mean_of_their_wishes(
    wishes: list[float], places: list[float]
) -> None:
    assert spread(wishes, 15.0, 7.5, 92.5) == pytest.approx(places)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_all_labels_are_in_the_gutter_and_apart(layout: ChartLayout) -> None:
    plot = metric_plot(full(), layout)
    labels = gutter_labels(full(), plot, layout)
    assert len(labels) == 5
    for before, after in pairwise(labels):
        assert after.y - before.y >= layout.text * 1.25 - 1e-6
    assert all(0 < label.y < plot.height for label in labels)


def test_labels_have_the_colour_of_their_line_and_the_short_words_on_a_phone() -> None:
    chart = replace(full(), run=None)
    wide, narrow = (
        {label.text: label.colour for label in gutter_labels(chart, metric_plot(chart, of), of)}
        for of in LAYOUTS
    )
    assert wide["44 days now"] == wide["38–46 by Mar 2027"] == ACTUAL.light
    assert wide["≤ 20 by Jun 2027"] == TARGET.light
    assert wide["70 industry median"] == QUIET.light
    assert {"≤ 20", "38–46"} <= narrow.keys()


def test_a_label_that_moved_or_is_far_from_the_end_of_its_line_has_a_leader() -> None:
    points = monthly([40.0, 40.0])
    far = TargetMark(value=90, due=date(2027, 6, 30), label="far")
    near = LevelMark(value=40.5, label="near")
    chart = MetricChart(
        key="k", points=points, last_label="now", targets=(far,), benchmarks=(near,)
    )
    plot = metric_plot(chart, LAPTOP)
    leaders = {label.text: label.leader for label in gutter_labels(chart, plot, LAPTOP)}
    assert leaders["far"] == ()
    assert len(leaders["near"]) == 2  # it moved
    start, _, end = leaders["now"]  # its point is far away, as the target is due in June
    assert start[0] == pytest.approx(plot.x(points[-1].day) + 5)
    assert end[0] == plot.width + 8


@pytest.mark.parametrize(
    ("label", "right"),
    [
        ("", 24),  # half of a label under the axis
        ("9 now", 51),  # 34.6 px in bold, a reserve of 15 %, and 10 px from the plot
        ("EUR 13.7 million now, and more words than there is room for", 169),
    ],
)
def test_the_gutter_is_as_wide_as_its_labels(label: str, right: int) -> None:
    chart = MetricChart(key="k", points=monthly([3.0, 9.0]), last_label=label)
    assert with_own_gutter(chart, LAPTOP).right == right


def test_with_more_labels_than_room_the_first_ones_stay() -> None:
    marks = tuple(LevelMark(value=at, label=f"mark {at}") for at in range(60))
    chart = MetricChart(key="k", points=monthly([3.0]), last_label="now", benchmarks=marks)
    labels = gutter_labels(chart, metric_plot(chart, PHONE), PHONE)
    assert "now" in [label.text for label in labels]
    assert len(labels) == int(PHONE.plot_height / (PHONE.text * 1.25))


@pytest.mark.parametrize(
    ("stroke", "inside"),
    [
        ((0.0, 5.0, 30.0, 5.0), True),
        ((0.0, 15.0, 30.0, 15.0), False),
        ((0.0, -2.0, 12.0, 10.0), True),
        ((0.0, 10.0, 10.0, 0.0), False),
        ((15.0, -5.0, 15.0, 25.0), True),
        ((0.0, 10.0, 30.0, 10.0), False),  # along the edge
        ((12.0, 2.0, 14.0, 4.0), True),
        ((0.0, 5.0, 9.0, 5.0), False),
    ],
)
def test_a_stroke_crosses_a_box(stroke: tuple[float, float, float, float], inside: bool) -> None:
    assert (within(stroke, (10.0, 0.0, 20.0, 10.0)) is not None) is inside


def test_the_words_of_a_run_are_beside_its_start_where_nothing_crosses_them() -> None:
    plot = metric_plot(MetricChart(key="k", points=monthly(wave(24))), LAPTOP)
    run = Run(change=Change.WORSE, first=date(2026, 1, 1), label="worsened since Jan 2026")
    free = run_label(run, (200.0, 100.0), (), plot, LAPTOP)
    assert free is not None
    assert (round(free.x), round(free.y), free.rule) == (202, 100, None)
    taken = [(0.0, y, plot.width, y) for y in range(90, 200, 4)]
    moved = run_label(run, (200.0, 100.0), taken, plot, LAPTOP)
    assert moved is not None
    assert moved.y < 90 - LAPTOP.text * 0.6
    assert run_label(run, (200.0, 100.0), [(x, 0.0, x, 300.0) for x in range(0, 700, 9)], plot,
                     LAPTOP) is None  # fmt: skip
