"""From a measured report to the charts of its series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from generator.charts.chart_builder import metric_chart, points, segments_chart
from generator.charts.chart_model import MetricChart
from generator.measure.report import Report, measure
from generator.model.dataset import SegmentName
from generator.model.schema import Row
from generator.model.settings import Settings
from generator.model.vocabulary import Accumulates, Calculation, YesNo
from generator.sentences.numbers import formats_of
from tests.measure.build import dataset, day, event, goal, metric, series

SHARE = metric(unit="percent", calculation=Calculation.SHARE, minimum=0, maximum=100)


def monthly_rows(count: int, *, segment: str = "", **columns: Any) -> list[dict[str, Any]]:
    """Rows that end in October 2026; a column is a function of the place."""
    rows = []
    for place in range(count):
        year, month = divmod(2026 * 12 + 9 - (count - 1 - place), 12)
        given = {name: of(place) for name, of in columns.items()}
        date = f"{year}-{month + 1:02d}-01"
        rows.append({"metric": "speed", "segment": segment, "date": date, **given})
    return rows


def report_of(rows: Sequence[Mapping[str, Any]], *tables: Row, segments: str = "") -> Report:
    made = dataset(rows, tables)
    names = {
        key: SegmentName(key=key, name=key.title(), dimension="size") for key in segments.split()
    }
    return measure(replace(made, segments=names), Settings())


def picture_of(report: Report, segment: str = "") -> MetricChart:
    formats = formats_of(report.settings, report.series)
    return metric_chart(report, report.series["speed", segment], formats)


def test_a_line_breaks_where_values_begin_anew() -> None:
    found = series([1.0, 2.0, 3.0], "2026-01-01", rebased=("2026-02-10",))
    shown = [(point.day.isoformat(), point.value) for point in points(found)]
    assert shown == [
        ("2026-01-31", 1.0),
        ("2026-02-01", None),
        ("2026-02-28", 2.0),
        ("2026-03-31", 3.0),
    ]


@pytest.mark.parametrize("rebased", [("2025-12-01",), ("2026-01-31",), ("2027-01-01",), ()])
def test_a_line_does_not_break_before_its_first_or_after_its_last_point(
    rebased: tuple[str, ...],
) -> None:
    found = series([1.0, 2.0], "2026-01-01", rebased=rebased)
    assert [point.value for point in points(found)] == [1.0, 2.0]


def test_a_gap_and_a_new_beginning_at_one_place_break_the_line_once() -> None:
    found = series([1.0, 2.0], "2026-01-01", missing=(1,), rebased=("2026-03-01",))
    assert [point.value for point in points(found)] == [1.0, None, 2.0]


def share(count: int) -> Report:
    rows = monthly_rows(
        count, value=lambda _: 50.0, numerator=lambda _: 50.0, n=lambda place: 100.0 + 0 * place
    )
    return report_of(rows, SHARE)


def test_only_the_newest_point_has_an_interval() -> None:
    found = [point.interval for point in picture_of(share(26)).points]
    # Wilson by hand: (50 + 1.9208 ± 1.96 · √(50 · 50 / 100 + 0.9604)) / 103.8416.
    assert found[-1] == pytest.approx((40.383, 59.617), abs=5e-4)
    assert [place for place, interval in enumerate(found) if interval] == [25]


def test_without_counts_there_is_no_interval() -> None:
    rows = monthly_rows(6, value=float)
    assert all(point.interval is None for point in picture_of(report_of(rows, SHARE)).points)


def aims(*due: str) -> MetricChart:
    rows = monthly_rows(36, value=lambda place: 50.0 + (place * 7) % 11)
    goals = [goal(goal=f"goal-{number}", due=text) for number, text in enumerate(due)]
    return picture_of(report_of(rows, metric(), *goals))


@pytest.mark.parametrize(
    ("due", "last"),
    [
        (("2027-03-31",), "2027-03-31"),
        (("2027-03-31", "2027-06-30"), "2027-06-30"),
        (("2027-03-15",), "2027-02-28"),
        (("2027-03-31", "2031-12-31"), "2027-03-31"),  # the further one is too far to foresee
        (("2027-10-31",), "2027-10-31"),
        (("2028-06-30",), "2027-10-31"),  # the bands were tried up to twelve months ahead
    ],
)
def test_it_is_foreseen_to_the_furthest_due_date_that_can_be(
    due: tuple[str, ...], last: str
) -> None:
    shown = aims(*due).forecast
    assert shown[0].day == day("2026-11-30")
    assert shown[-1].day == day(last)


def test_stale_figures_show_no_way_ahead() -> None:
    rows = monthly_rows(36, value=lambda place: 50.0 + (place * 7) % 11)
    made = dataset(rows, (metric(), goal(due="2027-03-31")), as_of="2027-02-20")
    assert picture_of(measure(made, Settings())).forecast == ()


@pytest.mark.parametrize("due", [(), ("2026-09-30",), ("2031-12-31",)])
def test_nothing_is_foreseen_without_a_due_date_within_reach(due: tuple[str, ...]) -> None:
    assert aims(*due).forecast == ()


def test_an_event_with_which_values_begin_anew_is_marked() -> None:
    rows = monthly_rows(24, value=float)
    shown = picture_of(
        report_of(
            rows,
            metric(),
            event("2026-01-01", metric="speed", rebase=YesNo.YES),
            event("2026-03-01", metric="speed", rebase=YesNo.NO, title="Saturday"),
        )
    )
    assert [(mark.label, mark.anew) for mark in shown.events] == [
        ("New wording", True),
        ("Saturday", False),
    ]
    assert [mark.first for mark in shown.limits if mark.first >= day("2026-01-01")] == [
        day("2026-01-01")
    ]


def test_what_was_never_below_zero_has_no_range_below_it() -> None:
    rows = monthly_rows(14, value=lambda place: 1.0 + 9.0 * (place % 2))
    (usual,) = picture_of(report_of(rows, metric())).limits
    assert usual.low == 0.0
    rows = monthly_rows(14, value=lambda place: -1.0 + 9.0 * (place % 2))
    (usual,) = picture_of(report_of(rows, metric())).limits
    assert usual.low < -10


def test_a_running_total_shows_where_it_is_heading_and_no_range() -> None:
    rows = monthly_rows(30, value=lambda place: 10.0 * place + place % 3)
    of = metric(accumulates=Accumulates.EVER)
    shown = picture_of(report_of(rows, of, goal(target=500, due="2027-03-31")))
    assert shown.limits == ()
    assert len(shown.forecast) == 5
    assert shown.run is None
    assert not any(point.earlier for point in shown.points)


def test_the_years_of_a_running_total_are_laid_over_one_another() -> None:
    rows = monthly_rows(30, value=lambda place: 10.0 * ((place + 4) % 12 + 1))
    shown = picture_of(report_of(rows, metric(accumulates=Accumulates.YEAR)))
    assert [point.day.year for point in shown.points] == [2026] * 10
    assert [(year.label, len(year.points)) for year in shown.years] == [("2024", 8), ("2025", 12)]
    days = {point.day.year for year in shown.years for point in year.points}
    assert days == {2026}


@pytest.mark.parametrize(
    ("of", "bars"),
    [
        (metric(calculation=Calculation.COUNT), True),
        (metric(calculation=Calculation.SUM), True),
        (metric(calculation=Calculation.SUM, accumulates=Accumulates.YEAR), False),
        (metric(), False),
    ],
)
def test_counts_and_sums_are_bars(of: Row, bars: bool) -> None:
    assert picture_of(report_of(monthly_rows(6, value=float), of)).bars is bars


def by_size(**given: Any) -> Report:
    """Two segments: half of 100 answers a month, and a tenth of 300."""
    rows = [
        *monthly_rows(3, segment="small", value=lambda _: 50.0, numerator=lambda _: 50.0,
                      n=lambda _: 100.0),
        *monthly_rows(3, segment="large", value=lambda _: 10.0, numerator=lambda _: 30.0,
                      n=lambda _: 300.0),
    ]  # fmt: skip
    return report_of(rows, replace(SHARE, **given), segments="small large")


def test_a_whole_that_is_not_measured_is_pooled_over_a_complete_dimension() -> None:
    report = by_size(complete_dimensions=("size",))
    formats = formats_of(report.settings, report.series)
    shown = segments_chart(report, report.segments_of("speed"), formats)
    assert [point.value for point in shown.whole] == [20.0] * 3
    assert shown.whole_label.replace("\u00a0", " ") == "pale line: all, 20 %"


def test_without_a_complete_dimension_there_is_no_whole() -> None:
    report = by_size()
    formats = formats_of(report.settings, report.series)
    shown = segments_chart(report, report.segments_of("speed"), formats)
    assert (shown.whole, shown.whole_label) == ((), "")


def test_panels_show_the_interval_of_their_newest_point() -> None:
    report = by_size()
    formats = formats_of(report.settings, report.series)
    for panel in segments_chart(report, report.segments_of("speed"), formats).panels:
        assert [bool(point.interval) for point in panel.points] == [False, False, True]
