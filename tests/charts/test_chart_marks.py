"""From records and forecasts to what a chart shows of them."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.charts.chart_builder import (
    earlier_signals,
    forecast_marks,
    limit_marks,
    run_of,
)
from generator.measure.control_chart_input import judge_series
from generator.measure.outlook import Forecast, forecasts
from generator.model.settings import Settings
from generator.model.vocabulary import Accumulates, Better, Change, Smoothing
from generator.sentences.numbers import formats_of
from tests.measure.build import day, metric, series

FORMATS = formats_of(Settings(), {})
#: Twelve quiet months (mean 10, mean moving range 1, so limits 10 ± 2.66), then one far above.
QUIET = [10.5, 9.5] * 6


def test_a_range_is_that_of_its_group_from_its_first_to_its_last_closed_period() -> None:
    found = series([*QUIET, 10.5, 99.0], "2025-01-01", as_of="2026-02-10")
    (usual,) = limit_marks(judge_series(found))
    assert (usual.first, usual.last) == (dt.date(2025, 1, 31), dt.date(2026, 1, 31))
    mean = (6 * 20 + 10.5) / 13
    assert (usual.low, usual.high) == pytest.approx((mean - 2.66, mean + 2.66))
    assert not usual.trial


def test_under_thirteen_points_it_is_a_first_estimate() -> None:
    found = series(QUIET, "2025-01-01")
    (usual,) = limit_marks(judge_series(found))
    assert usual.trial


def test_each_group_has_its_own_range_and_a_single_point_none() -> None:
    found = series([*QUIET, 30.5, 29.5, 50.0], "2025-01-01", rebased=("2026-01-01", "2026-03-01"))
    ranges = limit_marks(judge_series(found))
    middles = [(usual.low + usual.high) / 2 for usual in ranges]
    assert list(zip(middles, (usual.last.isoformat() for usual in ranges), strict=True)) == [
        (10.0, "2025-12-31"),
        (30.0, "2026-02-28"),
    ]


def test_a_range_ends_where_the_metric_does() -> None:
    found = series(QUIET, "2025-01-01", of=metric(minimum=8.0, maximum=11.0))
    (usual,) = limit_marks(judge_series(found))
    assert (usual.low, usual.high) == (8.0, 11.0)


@pytest.mark.parametrize(
    "of", [metric(accumulates=Accumulates.EVER), metric(smoothing=Smoothing.ROLLING)]
)
def test_running_totals_and_averages_have_no_range_and_no_marks(of: object) -> None:
    found = series([float(value) for value in range(30)], "2024-01-01", of=of)  # type: ignore[arg-type]
    record = judge_series(found)
    assert limit_marks(record) == ()
    assert run_of(record, FORMATS) is None


def test_nothing_is_shown_of_no_record() -> None:
    assert limit_marks(None) == ()
    assert run_of(None, FORMATS) is None
    assert earlier_signals(None) == frozenset()


@pytest.mark.parametrize(
    ("better", "high", "low"),
    [
        (Better.HIGHER, Change.BETTER, Change.FIRST_WORSE),
        (Better.LOWER, Change.WORSE, Change.FIRST_BETTER),
        (Better.NEITHER, Change.OTHER, Change.FIRST_OTHER),
    ],
)
def test_a_signal_is_turned_by_which_way_is_better(
    better: Better, high: Change, low: Change
) -> None:
    found = series(
        [*QUIET, 14.0, *QUIET, 6.0], "2023-01-01", as_of="2025-03-20", of=metric(better=better)
    )
    judged = judge_series(found)
    run = run_of(judged, FORMATS)
    assert run is not None
    assert (run.change, run.first) == (low, day("2025-02-28"))
    assert earlier_signals(judged) == {12}  # the 14 of January 2024 is not told any more
    risen = series([*QUIET, *(value + 9.0 for value in QUIET)], "2023-01-01", of=found.metric)
    run = run_of(judge_series(risen), FORMATS)
    assert run is not None
    assert (run.change, run.first) == (high, day("2024-01-31"))
    assert run.label.endswith("since Jan 2024")


def test_what_is_ahead_is_dated_by_its_periods_and_clipped() -> None:
    found = series([*QUIET, *QUIET[:-1], 13.0], "2024-01-01")
    (forecast,) = forecasts([found])
    assert isinstance(forecast, Forecast)
    free = forecast_marks(forecast, 2)
    assert [step.day for step in free] == [day("2026-01-31"), day("2026-02-28")]
    assert [step.mean for step in free] == forecast.mean[:2].tolist()
    for step in free:
        assert step.band[0] < step.mean < step.band[1]
    tight = metric(minimum=9.9, maximum=10.0)
    bounded = series([*QUIET, *QUIET[:-1], 13.0], "2024-01-01", of=tight)
    (narrow,) = forecasts([bounded])
    assert isinstance(narrow, Forecast)
    (step,) = forecast_marks(narrow, 1)
    assert step.band == (9.9, 10.0)
    assert 9.9 <= step.mean <= 10.0
    assert forecast_marks(forecast, 0) == ()
