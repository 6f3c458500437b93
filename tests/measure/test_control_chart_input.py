"""The record of a series: running totals, gaps, open periods and what is not judged at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.measure.control_chart_input import MissingPeriods, NotJudgedReason, judge_series
from generator.measure.report import measure
from generator.measure.series import Series
from generator.measure.variation import Label, Variation
from generator.model.problems import Problem, ProblemCode, Severity
from generator.model.settings import Settings, VariationRules
from generator.model.vocabulary import Accumulates, Cadence, Smoothing
from tests.measure.build import PLACE, dataset, metric, series

TOTAL = metric(accumulates=Accumulates.YEAR)
EVER = metric(accumulates=Accumulates.EVER)
CALM = [9.0, 11.0] * 6


def values_of(found: Series, **given: Any) -> list[float]:
    chart = judge_series(found, **given).control_chart
    assert chart is not None
    values: list[float] = chart.values.tolist()
    return values


def test_an_ordinary_series_is_its_own_record() -> None:
    found = judge_series(series([*CALM, 20.0], "2025-01-01"))
    assert found.control_chart is not None
    assert found.control_chart.values.tolist() == [*CALM, 20.0]
    assert found.rows.tolist() == list(range(13))
    assert (found.not_judged, found.gaps) == (None, ())
    assert found.control_chart.variation is Variation.IMPROVEMENT_HIGH


def test_an_open_period_is_left_out() -> None:
    found = judge_series(series([*CALM, 16.0], "2025-01-01", as_of="2026-01-30"))
    assert found.control_chart is not None
    assert len(found.control_chart.values) == 12
    assert found.control_chart.variation is Variation.COMMON_CAUSE


def test_gaps_part_nothing_and_are_said() -> None:
    found = judge_series(series(CALM, "2025-01-01", missing=(3, 7, 8)))
    assert found.control_chart is not None
    assert len(found.control_chart.groups) == 1
    assert found.gaps == (MissingPeriods(before=3, missing=1), MissingPeriods(before=6, missing=2))


def test_what_may_be_a_running_total_is_not_judged() -> None:
    found = judge_series(series([1.0, 2.0, 4.0], "2026-01-01"), maybe_total=True)
    assert (found.control_chart, found.not_judged) == (None, NotJudgedReason.MAYBE_TOTAL)


def test_a_metric_is_not_judged_while_its_owner_is_asked_whether_it_is_a_running_total() -> None:
    rows = [{"metric": "speed", "date": f"2026-0{month}-01", "value": month} for month in (1, 2, 3)]
    made = dataset(rows, [metric()])
    asked = Problem(
        location=replace(PLACE, column="accumulates"),
        code=ProblemCode.CONSTRAINT_ERROR,
        message="It never falls.",
        fix="Say so.",
        severity=Severity.WARNING,
    )
    for warnings, not_judged in (((), None), ((asked,), NotJudgedReason.MAYBE_TOTAL)):
        report = measure(replace(made, warnings=warnings), Settings())
        assert report.judged_series["speed", ""].not_judged is not_judged


def test_a_rolling_average_is_not_judged() -> None:
    found = judge_series(series(CALM, "2025-01-01", of=metric(smoothing=Smoothing.ROLLING)))
    assert (found.control_chart, found.not_judged) == (None, NotJudgedReason.ROLLING_AVERAGE)


@pytest.mark.parametrize(
    ("values", "as_of", "of", "reason"),
    [
        ((), "2099-01-01", metric(), NotJudgedReason.NO_CLOSED_PERIOD),
        ((5.0,), "2026-01-15", metric(), NotJudgedReason.NO_CLOSED_PERIOD),
        ((5.0,), "2099-01-01", metric(), NotJudgedReason.TOO_FEW),
        ((5.0, 6.0), "2099-01-01", metric(), None),
        ((5.0,), "2099-01-01", EVER, NotJudgedReason.TOO_FEW),  # nothing is known of its increment
        ((5.0, 6.0), "2099-01-01", EVER, NotJudgedReason.TOO_FEW),  # one increment
        ((5.0, 6.0, 8.0), "2099-01-01", EVER, None),
    ],
)
def test_few_points(
    values: tuple[float, ...], as_of: str, of: Any, reason: NotJudgedReason | None
) -> None:
    found = judge_series(series(values, "2026-01-01", as_of=as_of, of=of))
    assert found.not_judged is reason
    chart = found.control_chart
    assert (chart is not None and chart.variation is not None) is (reason is None)


def test_the_only_point_since_a_rebase_is_shown_and_not_judged() -> None:
    found = judge_series(series([*CALM, 16.0], "2025-01-01", rebased=["2026-01-10"]))
    assert found.not_judged is NotJudgedReason.TOO_FEW
    assert found.control_chart is not None
    assert found.control_chart.labels[-1] is Label.NO_LIMITS


def test_the_metric_fixes_the_limits_and_the_settings_the_rules() -> None:
    values = [9.0, 11.0] * 6 + [10.0, 16.0, 12.0, 14.0]
    fixed = series(values, "2025-01-01", of=metric(fix_limits_after=12))
    plain = judge_series(fixed).control_chart
    beyond = judge_series(fixed, VariationRules(beyond_counts=True)).control_chart
    assert plain is not None and beyond is not None
    assert plain.groups[0].based_on == 12
    assert (plain.labels[-1], beyond.labels[-1]) == (Label.COMMON_CAUSE, Label.TWO_OF_THREE)
    short = series([9.0, 11.0] * 6 + [10.0, *[11.0, 12.0] * 3], "2025-01-01", of=fixed.metric)
    six = judge_series(short, VariationRules(run_length=6)).control_chart
    assert six is not None and six.labels[-1] is Label.SHIFT


# Running totals.


def test_a_total_within_the_year_is_judged_by_what_each_month_added() -> None:
    values = [3.0, 7.0, 12.0, 14.0]  # October to December, and January, in which it starts again
    found = series([*values[:3], 5.0, 9.0], "2025-10-01", of=TOTAL)
    assert values_of(found) == [4.0, 5.0, 5.0, 4.0]
    judged_series = judge_series(found)
    assert judged_series.rows.tolist() == [1, 2, 3, 4]


def test_the_year_is_the_fiscal_one() -> None:
    found = series([10.0, 2.0, 5.0], "2026-03-01", of=TOTAL, fiscal_year_start=4)
    assert values_of(found) == [2.0, 3.0]
    assert values_of(series([10.0, 12.0, 15.0], "2026-03-01", of=TOTAL)) == [2.0, 3.0]


def test_what_was_added_after_a_gap_is_not_known() -> None:
    # March is missing, so April added 9 - 3 together with March.
    found = series([1.0, 3.0, 9.0, 11.0], "2026-01-01", of=EVER, missing=(2,))
    judged_series = judge_series(found)
    assert values_of(found) == [2.0, 2.0]
    assert judged_series.rows.tolist() == [1, 3]
    assert judged_series.gaps == (MissingPeriods(before=1, missing=2),)


def test_january_is_known_even_after_a_gap_and_february_is_not() -> None:
    # December is missing; January starts again.
    january = series([50.0, 4.0, 9.0], "2025-11-01", of=TOTAL, missing=(1,))
    assert values_of(january) == [4.0, 5.0]
    # December and January are missing: February's 9 holds January's share.
    february = series([50.0, 9.0, 15.0], "2025-11-01", of=TOTAL, missing=(1, 2))
    assert values_of(february) == [6.0]


def test_nothing_is_added_across_a_rebase() -> None:
    found = series([1.0, 3.0, 30.0, 32.0, 35.0], "2026-01-01", of=EVER, rebased=["2026-03-01"])
    judged_series = judge_series(found)
    assert values_of(found) == [2.0, 2.0, 3.0]
    assert judged_series.rows.tolist() == [1, 3, 4]
    assert judged_series.control_chart is not None
    assert [group.start for group in judged_series.control_chart.groups] == [0, 1]


def test_an_even_total_adds_the_same_each_time_and_no_dust() -> None:
    values = [0.1 * place for place in range(1, 40)]
    judged_series = judge_series(series(values, "2020-01-01", of=EVER))
    assert judged_series.control_chart is not None
    assert set(judged_series.control_chart.values.tolist()) == {0.1}
    assert set(judged_series.control_chart.labels) == {Label.COMMON_CAUSE}


def test_quarters_start_again_with_the_year() -> None:
    found = series([3.0, 5.0, 1.0, 4.0], "2025-07-01", of=TOTAL, cadence=Cadence.QUARTERLY)
    assert values_of(found) == [2.0, 1.0, 3.0]


def test_weeks_start_again_with_the_year_and_add_up_to_months() -> None:
    # 2 in the week to 28 December; January: 1, 1, 2 and 3 in the weeks to the 4th to the 25th.
    values = [50.0, 52.0, 1.0, 2.0, 4.0, 7.0]
    found = series(values, "2025-12-15", of=TOTAL, cadence=Cadence.WEEKLY)
    assert values_of(found) == [7.0]
