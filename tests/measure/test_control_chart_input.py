"""The record of a series: running totals, gaps, open periods and what is not judged at all."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from generator.measure.control_chart_input import MissingPeriods, NotJudgedReason, judge_series
from generator.measure.report import measure
from generator.measure.series import Occasion, Series
from generator.measure.variation import Label, Variation
from generator.model.problems import Problem, ProblemCode, Severity
from generator.model.settings import Settings, VariationRules
from generator.model.vocabulary import Accumulates, Cadence, Calculation, Smoothing
from tests.measure.build import PLACE, dataset, day, metric, series

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


# Weeks and days: by complete months.


def test_weeks_are_judged_by_the_mean_of_their_month() -> None:
    """The weeks that end in January 2026: 4th, 11th, 18th, 25th; in February from the 1st on."""
    weeks = [1.0, 2.0, 3.0, 6.0, 10.0, 10.0, 20.0, 20.0, 30.0]
    found = judge_series(series(weeks, "2025-12-29", cadence=Cadence.WEEKLY))
    assert found.control_chart is not None
    assert found.control_chart.values.tolist() == [3.0, 15.0]
    assert found.cadence is Cadence.MONTHLY
    assert found.rows.tolist() == [3, 7]
    assert [found.period(point).last.isoformat() for point in (0, 1)] == [
        "2026-01-31",
        "2026-02-28",
    ]


def test_counts_of_weeks_are_pooled_and_sums_added() -> None:
    weeks: dict[str, Any] = {"n": [10.0, 10.0, 10.0, 70.0], "numerator": [5.0, 5.0, 5.0, 63.0]}
    share = metric(calculation=Calculation.SHARE, unit="%")
    shares = [50.0, 50.0, 50.0, 90.0]
    found = series([*shares], "2025-12-29", cadence=Cadence.WEEKLY, of=share, **weeks)
    assert values_of(found) == [78.0]  # 78 of 100, not the mean of 60
    for adds in (Calculation.SUM, Calculation.COUNT):
        found = series(shares, "2025-12-29", cadence=Cadence.WEEKLY, of=metric(calculation=adds))
        assert values_of(found) == [240.0]


@pytest.mark.parametrize(
    ("missing", "months"),
    [
        ((), [1, 2, 3]),
        ((1,), [1, 2, 3]),  # three of the four weeks of January
        ((1, 2), [2, 3]),
        ((9, 10), [1, 2]),  # three of the five weeks of March
        ((12,), [1, 2]),  # a week of March is still to come
    ],
)
def test_a_month_needs_three_quarters_of_its_weeks(
    missing: tuple[int, ...], months: list[int]
) -> None:
    """Thirteen weeks, the last of which ends on 29 March 2026; the next one ends in April."""
    values = [9.0, 11.0] * 6 + [9.0]
    found = series(
        values[: 13 - len(missing)], "2025-12-29", cadence=Cadence.WEEKLY, missing=missing
    )
    judged = judge_series(found)
    assert [judged.period(point).last.month for point in range(len(judged.rows))] == months


@pytest.mark.parametrize(("count", "months"), [(28, 0), (30, 0), (31, 1), (58, 1), (59, 2)])
def test_the_running_month_of_days_is_left_out(count: int, months: int) -> None:
    days = [9.0, 11.0] * 30
    judged = judge_series(series(days[:count], "2026-01-01", cadence=Cadence.DAILY))
    assert len(judged.rows) == months


def test_working_days_make_a_whole_month() -> None:
    """Of the 22 working days of January 2026 17 are three quarters, 16 are not."""
    weekends = [day for day in range(60) if (day + 3) % 7 > 4]  # 1 January is a Thursday
    for gone, months in ((5, [1]), (6, [])):
        missing = sorted({*weekends, *[day for day in range(31) if day not in weekends][:gone]})
        found = series(
            [9.0] * (60 - len(missing)), "2026-01-01", cadence=Cadence.DAILY, missing=missing
        )
        judged = judge_series(found)
        told = [judged.period(point).last.month for point in range(len(judged.rows))]
        assert told[: len(told) - 1] == months


def test_a_yearly_wave_in_weeks_is_not_cut() -> None:
    """Sixty records of two years with a wave of two standard deviations and its noise."""
    random, places = np.random.default_rng(7), np.arange(104)
    cut = 0
    for _ in range(60):
        values = 2 * np.sin(2 * np.pi * places / 52) + random.normal(size=104)
        judged = judge_series(series(values.tolist(), "2024-01-01", cadence=Cadence.WEEKLY))
        assert judged.levels is not None
        cut += bool(judged.levels.starts)
    assert cut <= 15


# Shares of very unequal numbers of answers, and rare counts.


def test_the_limits_of_very_unequal_shares_by_hand() -> None:
    """Laney's P′ of 50 of 100, 60 of 100, 120 of 200 and 15 of 25.

    p̄ = 245/425 = 57.647 %, σ = √(.57647·.42353/n) = 4.941 % at 100, 3.494 % at 200, 9.882 % at 25;
    z = −1.5476, .4762, .6735, .2381; steps 2.0239, .1972, .4354, mean .8855; /1.128 = .785, so 1;
    the limits of the last are 57.647 ± 3·9.882.
    """
    share = metric(calculation=Calculation.SHARE, unit="%")
    counts: dict[str, Any] = {
        "n": [100.0, 100.0, 200.0, 25.0],
        "numerator": [50.0, 60.0, 120.0, 15.0],
    }
    values = [50.0, 60.0, 60.0, 60.0]
    chart = judge_series(series(values, "2026-01-01", of=share, **counts)).control_chart
    assert chart is not None
    group = chart.groups[0]
    assert group.limits is not None and group.shares is not None
    assert group.mean == pytest.approx(57.647, abs=1e-3)
    assert group.shares.sigmas == pytest.approx((4.941, 4.941, 3.494, 9.882), abs=1e-3)
    assert group.shares.sigma_z == 1.0
    assert (group.limits.lower, group.limits.upper) == pytest.approx((28.001, 87.293), abs=2e-3)
    assert group.reaches == pytest.approx([14.823, 14.823, 10.481, 29.646], abs=2e-3)


@pytest.mark.parametrize(("largest", "unequal"), [(200.0, False), (201.0, True)])
def test_unequal_is_over_twice_the_smallest(largest: float, unequal: bool) -> None:
    share = metric(calculation=Calculation.SHARE, unit="%")
    n = [100.0, largest, 150.0]
    counts: dict[str, Any] = {"n": n, "numerator": [each / 2 for each in n]}
    chart = judge_series(series([50.0] * 3, "2026-01-01", of=share, **counts)).control_chart
    assert chart is not None
    assert (chart.groups[0].shares is not None) is unequal


@pytest.mark.parametrize(
    ("values", "reason"), [((1.0, 3.0, 2.0), None), ((1.0, 3.0, 1.9), NotJudgedReason.TOO_RARE)]
)
def test_a_count_with_a_mean_under_two_is_too_rare(
    values: tuple[float, ...], reason: NotJudgedReason | None
) -> None:
    count = metric(calculation=Calculation.COUNT)
    assert judge_series(series(values, "2026-01-01", of=count)).not_judged is reason
    assert judge_series(series(values, "2026-01-01")).not_judged is None


# Levels.

MOVED = [*CALM, *(value + 8.0 for value in CALM[:8])]


def test_a_record_is_cut_unless_the_settings_judge_it_as_one() -> None:
    found = series(MOVED, "2025-01-01")
    cut, whole = judge_series(found), judge_series(found, VariationRules(whole=True))
    assert cut.control_chart is not None and whole.control_chart is not None
    assert [group.start for group in cut.control_chart.groups] == [0, 12]
    assert cut.claim is not None
    assert (cut.signal_start, cut.signal_direction, cut.first_sign) == (12, 1, 0)
    assert cut.signal_since == cut.period(12)
    assert [group.start for group in whole.control_chart.groups] == [0]
    assert (whole.levels, whole.claim, whole.signal_direction) == (None, None, 1)
    assert whole.control_chart.labels[-1] is Label.TWO_OF_THREE


def test_a_first_sign_of_the_other_way_stands_before_the_claim() -> None:
    found = judge_series(series([*MOVED, 2.0], "2025-01-01"))
    assert found.claim is not None
    assert (found.first_sign, found.signal_direction, found.signal_start) == (-1, -1, 20)
    more = judge_series(series([*MOVED, 40.0], "2025-01-01"))
    assert (more.first_sign, more.signal_direction, more.signal_start) == (0, 1, 12)


def test_the_moments_of_a_series_are_those_of_its_points() -> None:
    """The first month that begins on the day or later: of 2 May 2026 it is June."""
    moved = [*CALM, *CALM[:5], *(value + 3.0 for value in CALM[:6])]
    plain = series(moved, "2025-01-01")
    assert plain.moments == ()
    for date, start in (("2026-06-01", 17), ("2026-05-02", 17), ("2026-06-02", None)):
        found = judge_series(replace(plain, moments=(Occasion(day=day(date), title="New desk"),)))
        assert found.levels is not None
        told = [(one.start, one.at_moment) for one in found.levels.starts]
        assert (start, True) in told if start else (17, True) not in told


def test_dependence_widens_the_last_limits_and_only_they_judge() -> None:
    """Slow waves: r′ is 0.8, so limits are √5 times as far."""
    values = [50 + 5 * math.sin(place / 4) for place in range(36)]
    found = judge_series(series(values, "2023-01-01", cadence=Cadence.QUARTERLY))
    assert found.levels is not None and found.control_chart is not None
    group = found.control_chart.groups[-1]
    assert group.limits is not None
    r = found.levels.dependence
    assert r == group.dependence > 0
    assert group.limits.upper - group.mean == pytest.approx(
        2.66 * group.usual_step / math.sqrt(1 - r)
    )
    last = set(found.control_chart.labels[group.start :])
    assert last <= {Label.OUTSIDE, Label.COMMON_CAUSE}
