"""The four answers about a goal, worked out together and kept apart."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from generator.measure.assessment import GoalAssessment, change_of
from generator.measure.control_chart_input import judge_series
from generator.measure.forecast_window import NoForecastReason
from generator.measure.outlook import Likelihood
from generator.measure.report import measure
from generator.measure.variation import Assurance
from generator.model.settings import Chances, Settings, VariationRules
from generator.model.vocabulary import Accumulates, Better, Change, GoalState, Rule, Status
from tests.measure.build import dataset, goal, metric, series

#: Two levels: twelve months that swing between 40 and 42, then seven above each of them.
RISEN = [41.0, 40.0, 42.0, 41.0, 40.0, 42.0, 41.0, 40.0, 42.0, 41.0, 40.0, 42.0]
RISEN += [48.0, 49.0, 48.0, 50.0, 49.0, 48.0, 49.0]


def about(
    values: list[float], given: dict[str, Any], settings: Settings | None = None, **of: Any
) -> GoalAssessment:
    """The answers about one goal on monthly values that end in October 2026."""
    first = dt.date(2026, 10, 1)
    rows = []
    for back, value in enumerate(reversed(values)):
        month = first.year * 12 + first.month - 1 - back
        rows.append({"metric": "speed", "date": f"{month // 12}-{month % 12 + 1:02d}-01",
                     "value": value})  # fmt: skip
    tables = [metric(**of), goal(**given)]
    found = measure(
        dataset(list(reversed(rows)), tables, as_of="2026-11-20"), settings or Settings()
    )
    return found.assessments[given.get("goal", "speed-70")]


@pytest.mark.parametrize(
    ("values", "better", "goal_better", "change"),
    [
        (RISEN, Better.HIGHER, Better.HIGHER, Change.BETTER),
        (RISEN, Better.LOWER, Better.LOWER, Change.WORSE),
        (RISEN, Better.NEITHER, Better.NEITHER, Change.OTHER),
        (RISEN, Better.NEITHER, Better.HIGHER, Change.BETTER),
        (RISEN, Better.NEITHER, Better.LOWER, Change.WORSE),
        (RISEN[:12], Better.HIGHER, Better.HIGHER, Change.NONE),
        (RISEN[:1], Better.HIGHER, Better.HIGHER, Change.UNKNOWN),
        ([], Better.HIGHER, Better.HIGHER, Change.UNKNOWN),
    ],
)
def test_change(values: list[float], better: Better, goal_better: Better, change: Change) -> None:
    judged_series = (
        judge_series(series(values, "2025-01-31", of=metric(better=better))) if values else None
    )
    assert change_of(judged_series, goal_better) is change


def test_on_pace_really_better_and_not_without_a_change() -> None:
    """Limits of the record lie below the target of 70: today's way would not get there."""
    given = {"baseline": 41.0, "baseline_date": "2025-09-30", "target": 70.0, "due": "2029-09-30"}
    found = about(RISEN, given)
    assert found.status is Status.ON_PACE
    assert found.change is Change.BETTER
    assert found.assurance is Assurance.FAILS
    assert found.outlook.reason is NoForecastReason.TOO_FAR


def test_an_outlook_by_the_chances_in_force() -> None:
    given = {"rule": Rule.HOLD, "target": 48.5, "due": "2026-12-31"}
    usual = about(RISEN, given)
    assert usual.outlook.chance is not None
    assert 0.2 < usual.outlook.chance < 0.8
    assert usual.outlook.likelihood is Likelihood.OPEN
    chances = Chances(likely=usual.outlook.chance, unlikely=0.1)
    assert about(RISEN, given, Settings(chances=chances)).outlook.likelihood is Likelihood.LIKELY


def test_a_change_by_the_rules_in_force() -> None:
    """Seven above the mean are a shift, of eight nothing: too few, and too near, for a level."""
    slow = [40.0, 44.0] * 8 + [43.0, 44.0, 43.0, 44.0, 43.0, 44.0, 43.0]
    given = {"rule": Rule.HOLD, "target": 30.0}
    assert about(slow, given).change is Change.FIRST_BETTER
    assert (
        about(slow, given, Settings(variation=VariationRules(whole=True))).change is Change.BETTER
    )
    eight = Settings(variation=VariationRules(run_length=8))
    assert about(slow[:-1], given, eight).change is Change.NONE


@pytest.mark.parametrize(
    ("newest", "given", "assurance"),
    [
        (42.0, {"rule": Rule.HOLD, "target": 42.0}, None),
        (40.0, {"rule": Rule.HOLD, "target": 42.0}, Assurance.HIT_OR_MISS),
        (40.0, {"rule": Rule.HOLD, "target": 48.0}, Assurance.FAILS),
        (40.0, {"rule": Rule.RANGE, "target": 40.5, "target_high": 60.0}, Assurance.HIT_OR_MISS),
        (40.0, {"rule": Rule.RANGE, "target": 45.0, "target_high": 60.0}, Assurance.FAILS),
        (40.0, {"rule": Rule.RANGE, "target": 39.0, "target_high": 60.0}, None),
        (40.0, {"target": 41.0}, Assurance.HIT_OR_MISS),
        (42.0, {"target": 41.0}, None),
    ],
)
def test_today_s_way_is_asked_only_where_the_newest_figure_misses(
    newest: float, given: dict[str, Any], assurance: Assurance | None
) -> None:
    """Twelve months about 41: a range of 37.6 to 44.5; against both limits of a range."""
    assert about([*RISEN[:12], newest], given).assurance is assurance


def test_a_slip_by_the_newest_level_alone() -> None:
    """Since April the figures step by 0 to 2: of the leap before them a slip of .9 knows nothing.

    Steps since: 1 1 2 1 1 1 1.9 and 1.9 back, so .9 is less than the swing.
    """
    found = about([*RISEN, 47.1], {"rule": Rule.HOLD, "target": 48.0})
    assert found.goal_status.margin is not None
    swing = found.goal_status.margin.noise.swing
    assert swing is not None
    assert swing.values == 8
    assert swing.mean_step == pytest.approx(8.9 / 7)
    assert found.status is Status.SLIPPED
    assert about([*RISEN, 46.0], {"rule": Rule.HOLD, "target": 48.0}).status is Status.BREACHED


def test_a_running_total_has_no_assurance() -> None:
    total = [float(10 * month) for month in range(1, 11)]
    given = {"baseline": 0.0, "baseline_date": "2025-12-31", "target": 120.0, "due": "2026-12-31"}
    found = about(total, given, accumulates=Accumulates.YEAR)
    assert found.assurance is None
    assert found.change is Change.NONE


def test_a_closed_goal_is_not_asked_whether_it_will_be_there() -> None:
    given = {"target": 60.0, "due": "2027-06-30", "state": GoalState.DROPPED}
    assert about(RISEN, given).outlook.reason is NoForecastReason.CLOSED


def test_forecasts_are_made_where_a_goal_asks_for_one() -> None:
    rows = [{"metric": "speed", "date": f"2026-{month:02d}-01", "value": 40.0 + month}
            for month in range(1, 11)]  # fmt: skip
    past, ahead = goal(due="2026-09-30"), goal(due="2027-09-30")
    assert not measure(dataset(rows, [metric(), past]), Settings()).forecasts
    assert measure(dataset(rows, [metric(), ahead]), Settings()).forecasts
