"""Every status of a goal to reach and its neighbours, with numbers worked out by hand.

Most cases stand on one of two calendars, chosen so that the shares come out round:

EXACT  Baseline 50 on 31 December 2025, target 70, one period after it: January 2026, which ends
       31 days later. Due 3 March 2026, 62 days after the baseline, so e = 31/62 = 0.5 and the
       plan stands at 60. With k = 1 the noise is the mean step / 1.128: the values before are
       chosen to make it round.
POOLED The same baseline and target; January to March 2026 end 31, 59 and 90 days after it, on
       average 60. Due 30 April 2026, 120 days after it, so again e = 0.5 and the plan 60.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.measure.evidence import PeriodsKept, better_for
from generator.measure.status import (
    KEEP_RULES,
    REACH_RULES,
    StatusRule,
    evaluate_goal,
)
from generator.model.settings import Thresholds
from generator.model.vocabulary import Better, Cadence, Calculation, Rule, Status
from tests.measure.build import day, goal, metric, milestone, series
from tests.measure.cases import (
    DUE_EXACT,
    DUE_POOLED,
    EARLY,
    NOISY,
    OFF,
    ON,
    PACE,
    REACHED,
    RISK,
    THERE,
    UNIT,
    WRONG,
    Case,
    held,
    judged,
)


def exact(value: float, noise: float, status: Status, why: str, **more: Any) -> Case:
    """EXACT with a noise: the value, and before it two that step by 1.128 times the noise."""
    step = UNIT * noise
    return Case(values=(value, value + step, value), status=status, why=why, noise=noise, **more)


THRESHOLDS = [
    # p/e at 0.95. Noise 0.1, so a gap of 0.5 is five times the noise.
    exact(59.5, 0.1, ON, "p = 9.5/20 = .475, p/e = .95", progress=0.475, expected=0.5, gap=-0.5),
    exact(59.48, 0.1, RISK, "p = 9.48/20 = .474, p/e = .948 < .95; gap -.52 < -.1", gap=-0.52),
    exact(60.0, 0.1, ON, "p/e = 1, gap 0", gap=0.0),
    exact(65.0, 0.1, ON, "p = .75, p/e = 1.5, 5 ahead", progress=0.75, gap=5.0),
    # The gap at one noise. Noise 2: e * 20 = 10 is more than 2 * 2.
    exact(58.0, 2.0, ON, "gap 58 - 60 = -2 = -1 noise, though p/e = .8", gap=-2.0),
    exact(57.9, 2.0, RISK, "gap -2.1 < -2; p/e = .395/.5 = .79 >= .60", gap=-2.1),
    # Off pace needs both: p/e < .60 (c < 56) and gap < -2 noise.
    exact(55.9, 1.0, OFF, "p/e = .295/.5 = .59; gap -4.1 < -2", progress=0.295, gap=-4.1),
    exact(56.0, 1.0, RISK, "p/e = .3/.5 = .60 is not below .60; gap -4 < -2", progress=0.3),
    exact(55.0, 2.5, RISK, "p/e = .5 < .60, but gap -5 = -2 * 2.5 is not beyond it", gap=-5.0),
    exact(54.9, 2.5, OFF, "p/e = .49 < .60 and gap -5.1 < -5", gap=-5.1),
    # Wrong way: more than two noises back from the baseline.
    exact(46.0, 2.0, OFF, "moved -4 = -2 * 2, not beyond; p/e = -.4, gap -14", progress=-0.2),
    exact(45.9, 2.0, WRONG, "moved -4.1 < -4", progress=-0.205, gap=-14.1),
    exact(50.0, 2.0, OFF, "no move: p = 0, gap -10 < -4", progress=0.0),
    # Too noisy: the plan's move (10) is below two noises, and it is not the wrong way for sure.
    exact(55.0, 5.0, ON, "10 is not below 2 * 5; gap -5 = -1 noise", gap=-5.0),
    exact(55.0, 5.1, NOISY, "10 < 10.2"),
    exact(39.8, 5.1, NOISY, "10 < 10.2; moved -10.2, which is not beyond it"),
    exact(39.7, 5.1, WRONG, "moved -10.3 < -10.2: the wrong way comes before too noisy"),
    exact(61.0, 5.6, NOISY, "10 < 11.2: ahead of the plan, yet standing still looks like it"),
    exact(65.0, 5.6, NOISY, "10 < 11.2: how far it has moved does not matter"),
    # There: at the target or beyond it by one noise.
    exact(71.0, 1.0, THERE, "71 - 70 = 1 noise", progress=1.05),
    exact(70.9, 1.0, REACHED, ".9 is below 1 noise, and January alone is no three in a row"),
    exact(69.9, 1.0, ON, "not there: p = .995"),
    # Too early: e = 31/310 = .10 is enough, 31/311 = .0997 is not.
    exact(52.0, 0.1, ON, "due 310 days on: e = .10, plan 52", due="2026-11-06", expected=0.1),
    exact(52.0, 0.1, EARLY, "due 311 days on: e = .0997", due="2026-11-07", expected=0.0997),
    exact(30.0, 0.1, EARLY, "too early comes before wrong way", due="2026-11-07"),
    exact(70.0, 0.1, REACHED, "70 >= 70: reached comes before too early", due="2026-11-07",
          progress=1.0),
    Case(values=(70.0, 70.0, 70.0), status=THERE, why="70 >= 70 where nothing swings: at once",
         due="2026-11-07"),
    Case(values=(69.9, 70.1, 69.99), status=ON, why="69.99 is not there: p = .9995, e = .5"),
]  # fmt: skip


def mirrored(case: Case, better: Better) -> Case:
    """The same case where less is better: every number of it taken from 120."""
    turned = {**case.goal, "baseline": 70.0, "target": 50.0}
    values = tuple(120.0 - value for value in case.values)
    return replace(case, values=values, of=metric(better=better), goal=turned, value=None)


@pytest.mark.parametrize("case", THRESHOLDS, ids=lambda case: case.why)
def test_thresholds(case: Case) -> None:
    held(case)


@pytest.mark.parametrize("case", THRESHOLDS, ids=lambda case: case.why)
def test_thresholds_where_less_is_better(case: Case) -> None:
    held(mirrored(case, Better.LOWER))


@pytest.mark.parametrize("case", THRESHOLDS, ids=lambda case: case.why)
def test_thresholds_where_neither_is_better(case: Case) -> None:
    """The goal's own direction counts: up from 50 to 70, down from 70 to 50."""
    held(replace(case, of=metric(better=Better.NEITHER)))
    held(mirrored(case, Better.NEITHER))


@pytest.mark.parametrize("shift", [-50.0, -130.0, 1000.0])
@pytest.mark.parametrize("case", THRESHOLDS, ids=lambda case: case.why)
def test_thresholds_from_zero_below_zero_and_far_up(case: Case, shift: float) -> None:
    """A status does not depend on where zero lies: from 0 to 20, from -80 to -60."""
    values = tuple(value + shift for value in case.values)
    given = {**case.goal, "baseline": 50.0 + shift, "target": 70.0 + shift}
    held(replace(case, values=values, goal=given, value=None))


FEW_DATA = [
    # One value: no noise, so p/e alone decides (and p < -.05 for the wrong way).
    Case(values=(59.5,), status=ON, why="p/e = .475/.5 = .95"),
    Case(values=(59.4,), status=RISK, why="p/e = .47/.5 = .94"),
    Case(values=(56.0,), status=RISK, why="p/e = .3/.5 = .60 is not below .60"),
    Case(values=(55.9,), status=OFF, why="p/e = .295/.5 = .59"),
    Case(values=(49.0,), status=OFF, why="p = -1/20 = -.05 is not below -.05"),
    Case(values=(48.9,), status=WRONG, why="p = -1.1/20 = -.055"),
    Case(values=(50.0,), status=OFF, why="p = 0"),
    Case(values=(70.0,), status=REACHED, why="70 >= 70, but its noise is not known"),
    Case(values=(99.0,), status=REACHED, why="nor is it by any distance"),
]


@pytest.mark.parametrize("case", FEW_DATA, ids=lambda case: case.why)
def test_one_point_only(case: Case) -> None:
    one = replace(case, first="2026-01-01")
    held(one)
    pace = judged(one).pace
    assert pace is None or pace.noise.sigma == 0


OTHER_NOISE = [
    Case(
        values=(59.4, 59.4, 59.4, 59.4),
        first="2025-10-01",
        status=RISK,
        why="constant: noise 0, p/e = .94",
        noise=0.0,
    ),
    Case(
        values=(48.0, 48.0, 48.0),
        status=WRONG,
        why="constant: p = -2/20 = -.10 < -.05",
        noise=0.0,
        progress=-0.1,
    ),
    Case(
        values=(52.0, 59.4),
        first="2025-12-01",
        status=RISK,
        why="two points are too few for a noise: p/e = .94",
        noise=0.0,
    ),
    Case(
        values=(52.0, 56.0, 59.4),
        status=ON,
        why="three points: steps 4 and 3.4, mean 3.7 / 1.128 = 3.2801; gap -.6 > -3.28",
        noise=3.2801,
        gap=-0.6,
    ),
    Case(
        values=(10.0, 90.0, 10.0, 57.0, 58.0, 57.0),
        first="2025-08-01",
        status=RISK,
        why="rebased in November: steps 1 and 1 only, noise .8865; p/e = .70, gap -3 < -.8865",
        more={"rebased": ["2025-11-01"]},
        noise=0.8865,
        gap=-3.0,
    ),
    Case(
        values=(10.0, 90.0, 10.0, 57.0, 58.0, 57.0),
        first="2025-08-01",
        status=NOISY,
        why="not rebased: steps 80 80 47 1 1, mean 41.8 / 1.128 = 37.0567; 10 < 74 and 7 < 74",
        noise=37.0567,
    ),
    Case(
        values=(10.0, 90.0, 10.0, 57.0, 58.0, 57.0),
        first="2025-08-01",
        status=RISK,
        why="a period whose last day is the day of the rebase belongs to the new group",
        more={"rebased": ["2025-11-30"]},
        noise=0.8865,
    ),
    Case(
        values=(10.0, 90.0, 10.0, 57.0, 58.0, 57.0),
        first="2025-08-01",
        status=RISK,
        why="the day after it: December and January are two, no noise: p/e = .35/.5 = .70",
        more={"rebased": ["2025-12-01"]},
        noise=0.0,
    ),
    Case(
        values=(57.0, 58.0, 57.0, 99.0),
        status=RISK,
        why="February is open on 20 February: 99 neither decides nor swings; noise 1 / 1.128",
        noise=0.8865,
        value=57.0,
        progress=0.35,
    ),
]


@pytest.mark.parametrize("case", OTHER_NOISE, ids=lambda case: case.why)
def test_noise(case: Case) -> None:
    held(case)


POOLED = [
    Case(
        values=(60.0, 57.0, 63.0),
        first="2026-01-01",
        as_of="2026-04-10",
        due=DUE_POOLED,
        status=ON,
        why="c = 180/3 = 60 on day 60 of 120; steps 3 and 6, 4.5 / 1.128 / 1.7321 = 2.3033",
        value=60.0,
        progress=0.5,
        expected=0.5,
        noise=2.3033,
        gap=0.0,
    ),
    Case(
        values=(0.0, 60.0, 57.0, 63.0),
        first="2025-12-01",
        as_of="2026-04-10",
        due=DUE_POOLED,
        status=NOISY,
        why="December ends on the baseline date and is left out of c, but not of the noise: "
        "(60 + 3 + 6)/3 = 23 / 1.128 / 1.7321 = 11.7723; 10 < 23.5",
        value=60.0,
        noise=11.7723,
    ),
    Case(
        values=(53.0, 57.0, 60.0, 63.0),
        first="2026-01-01",
        as_of="2026-05-10",
        due="2026-06-15",
        status=ON,
        why="the last three of four: c = 60; February to April end 59, 90 and 120 days on, "
        "269/3 = 89.667 of 166: e = .5402, plan 60.803; noise 10/3/1.128/1.7321 = 1.7061",
        value=60.0,
        expected=0.5402,
        noise=1.7061,
        gap=-0.8032,
    ),
    Case(
        values=(57.0, 63.0),
        first="2026-01-01",
        as_of="2026-03-10",
        due="2026-03-31",
        status=ON,
        why="two periods after the baseline: c = 60, (31 + 59)/2 = 45 of 90",
        value=60.0,
        expected=0.5,
    ),
    Case(
        values=(50.0, 56.0, 58.0, 63.0),
        first="2025-11-01",
        as_of="2026-03-10",
        due="2026-03-31",
        status=ON,
        why="the number really pooled goes under the root: (6 + 2 + 5)/3 = 4.3333 / 1.128 / "
        "1.4142 = 2.7164",
        value=60.5,
        expected=0.5,
        noise=2.7164,
        gap=0.5,
    ),
    Case(
        values=(57.0, 63.0),
        first="2026-01-01",
        as_of="2026-07-20",
        due="2026-09-28",
        cadence=Cadence.QUARTERLY,
        status=ON,
        why="quarters pool by two: (90 + 181)/2 = 135.5 of 271 days",
        value=60.0,
        expected=0.5,
    ),
    Case(
        values=(10.0, 57.0, 63.0),
        first="2026-01-01",
        as_of="2026-10-20",
        due="2027-06-28",
        cadence=Cadence.QUARTERLY,
        status=NOISY,
        why="of three quarters the last two: c = 60; (181 + 273)/2 = 227 of 544 = .4173; steps 47 "
        "and 6, 26.5 / 1.128 / 1.4142 = 16.6121",
        value=60.0,
        expected=0.4173,
        noise=16.6121,
    ),
    Case(
        values=(10.0, 60.0),
        first="2024-01-01",
        as_of="2026-02-01",
        due="2028-01-01",
        cadence=Cadence.YEARLY,
        goal=PACE | {"baseline_date": "2023-12-31"},
        status=ON,
        why="years do not pool: c = 60; 366 + 365 = 731 of 1,462 days",
        value=60.0,
        expected=0.5,
    ),
    Case(
        values=(57.0, 60.0, 63.0),
        first="2026-01-01",
        as_of="2026-01-20",
        due="2026-01-22",
        cadence=Cadence.WEEKLY,
        status=ON,
        why="weeks end on 4, 11 and 18 January: 11 of 22 days; 3 / 1.128 / 1.7321 = 1.5355",
        value=60.0,
        expected=0.5,
        noise=1.5355,
    ),
    Case(
        values=(57.0, 60.0, 63.0),
        first="2026-01-01",
        as_of="2026-01-03",
        due="2026-01-04",
        cadence=Cadence.DAILY,
        status=ON,
        why="1 to 3 January: 2 of 4 days; the day of the site itself is closed",
        value=60.0,
        expected=0.5,
    ),
    Case(
        values=(57.0, 60.0, 66.0),
        first="2026-01-01",
        as_of="2026-04-10",
        due=DUE_POOLED,
        of=metric(calculation=Calculation.MEDIAN),
        status=ON,
        why="a median is never averaged: March alone, 66 on day 90 of 120, plan 65; 4.5 / 1.128",
        value=66.0,
        expected=0.75,
        noise=3.9894,
        gap=1.0,
    ),
    Case(
        values=(57.0, 60.0, 66.0),
        first="2026-01-01",
        as_of="2026-04-10",
        due=DUE_POOLED,
        of=metric(calculation=Calculation.PERCENTILE),
        status=ON,
        why="nor is a percentile",
        value=66.0,
    ),
]


@pytest.mark.parametrize("case", POOLED, ids=lambda case: case.why)
def test_pooled_periods(case: Case) -> None:
    held(case)


#: 60, 57 and 63 as in POOLED: c = 60, noise 2.3033, on day 60.
PLANS = [
    ([], 0.5, 60.0, ON, "straight: 60 of 120"),
    ([("2026-02-09", 52.0), ("2026-03-21", 60.0)], 0.3, 56.0, ON, "days 40 to 80: 52 + 20/40 * 8"),
    ([("2026-03-31", 65.0)], 0.5, 60.0, ON, "before the first, day 90: 50 + 60/90 * 15"),
    ([("2026-01-20", 52.0)], 0.46, 59.2, ON, "after the last, day 20: 52 + 40/100 * 18"),
    ([("2026-03-01", 52.0)], 0.1, 52.0, NOISY, "on it: .10 is not too early; 2 < 4.607"),
    ([("2026-03-01", 51.9)], 0.095, 51.9, EARLY, "on it: 1.9/20 = .095"),
    ([("2026-03-01", 69.0)], 0.95, 69.0, OFF, "gap -9 < -4.607; p/e = .5/.95 = .526"),
    ([("2026-03-01", 74.0)], 1.0, 70.0, OFF, "never more than the target: e = 1, p/e = .5"),
    ([("2026-03-01", 45.0)], 0.0, 50.0, EARLY, "never less than the baseline: e = 0"),
]


@pytest.mark.parametrize(("plan", "expected", "planned", "status", "why"), PLANS)
def test_milestones(
    plan: list[tuple[str, float]], expected: float, planned: float, status: Status, why: str
) -> None:
    case = Case(
        values=(60.0, 57.0, 63.0),
        first="2026-01-01",
        as_of="2026-04-10",
        due=DUE_POOLED,
        plan=list(reversed(plan)),
        status=status,
        why=why,
        expected=expected,
    )
    held(case)
    pace = judged(case).pace
    assert pace is not None
    assert pace.planned == pytest.approx(planned)


@pytest.mark.parametrize(
    ("limits", "status", "why"),
    [
        (Thresholds(on_pace=0.9), ON, "p/e = .92 >= .90"),
        (Thresholds(on_pace=0.93), RISK, "p/e = .92 < .93"),
        (Thresholds(off_pace=0.93), OFF, "p/e = .92 < .93 and gap -.8 < -.2"),
        (Thresholds(off_pace=0.93, noise=9), RISK, "gap -.8 is not beyond 9 * .1"),
        (Thresholds(too_early=0.51), EARLY, "e = .50 < .51"),
        (Thresholds(noise=101), NOISY, "10 < 101 * .1"),
    ],
)
def test_thresholds_are_settings(limits: Thresholds, status: Status, why: str) -> None:
    """59.2: p = .46, p/e = .92, gap -.8, noise .1."""
    step = UNIT * 0.1
    found = evaluate_goal(
        goal(due=DUE_EXACT, **PACE),
        metric(),
        series((59.2, 59.2 + step, 59.2), "2025-11-01", as_of="2026-02-20"),
        [],
        as_of=day("2026-02-20"),
        thresholds=limits,
    )
    assert found.status is status, why


def test_no_threshold_divides_by_zero() -> None:
    """A milestone below the baseline makes e = 0, which is too early whatever the threshold."""
    found = evaluate_goal(
        goal(due=DUE_EXACT, **PACE),
        metric(),
        series((59.0,), "2026-01-01", as_of="2026-02-20"),
        [milestone("2026-02-10", 40.0)],
        as_of=day("2026-02-20"),
        thresholds=Thresholds(too_early=0.0),
    )
    assert found.pace is not None
    assert (found.status, found.pace.expected) == (EARLY, 0.0)


@pytest.mark.parametrize(
    ("case", "rule"),
    [
        (exact(59.5, 0.1, ON, "p/e = .95"), StatusRule.SHARE),
        (exact(58.0, 2.0, ON, "p/e = .8, but the gap is one noise"), StatusRule.GAP_WITHIN_NOISE),
        (exact(56.0, 1.0, RISK, "p/e = .60, gap -4 < -1"), StatusRule.BEHIND),
        (exact(55.0, 2.5, RISK, "p/e = .5, gap -5 = -2 * 2.5"), StatusRule.GAP_WITHIN_WIDTH),
        (exact(54.9, 2.5, OFF, "p/e = .49 and gap -5.1 < -5"), StatusRule.FAR_BEHIND),
        (exact(45.9, 2.0, WRONG, "moved -4.1 < -4"), StatusRule.AWAY),
        (exact(55.0, 5.1, NOISY, "10 < 10.2"), StatusRule.HIDDEN_BY_NOISE),
        (exact(71.0, 1.0, THERE, "71 - 70 = 1 noise"), StatusRule.THERE),
        (exact(70.9, 1.0, REACHED, ".9 < 1"), StatusRule.REACHED),
        (exact(30.0, 0.1, EARLY, "e = .0997", due="2026-11-07"), StatusRule.LITTLE_EXPECTED),
        (replace(FEW_DATA[0], first="2026-01-01"), StatusRule.SHARE_WITHOUT_NOISE),
    ],
    ids=lambda given: given.why if isinstance(given, Case) else "",
)
def test_the_deciding_rule_is_kept(case: Case, rule: StatusRule) -> None:
    held(case)
    assert judged(case).rule is rule


@pytest.mark.parametrize(
    ("better", "rule", "baseline", "target", "found"),
    [
        (Better.NEITHER, Rule.REACH, 50.0, 70.0, Better.HIGHER),
        (Better.NEITHER, Rule.REACH, 70.0, 50.0, Better.LOWER),
        (Better.NEITHER, Rule.REACH, 50.0, 50.0, Better.NEITHER),  # no way to go
        (Better.NEITHER, Rule.REACH, None, 70.0, Better.NEITHER),
        (Better.NEITHER, Rule.HOLD, 50.0, 70.0, Better.NEITHER),
        (Better.LOWER, Rule.REACH, 50.0, 70.0, Better.LOWER),  # as the metric says
        (Better.HIGHER, Rule.REACH, 50.0, 70.0, Better.HIGHER),
    ],
)
def test_the_better_direction_of_a_goal(
    better: Better, rule: Rule, baseline: float | None, target: float, found: Better
) -> None:
    stated = goal(rule=rule, baseline=baseline, target=target)
    assert better_for(stated, metric(better=better)) is found


@pytest.mark.parametrize(
    ("count", "of", "mostly"),
    [(0, 1, False), (1, 1, True), (1, 2, True), (1, 3, False), (2, 3, True), (6, 12, True),
     (5, 12, False)],
)  # fmt: skip
def test_most_periods_keep_to_a_goal_from_half_of_them_on(
    count: int, of: int, mostly: bool
) -> None:
    each = (*[True] * count, *[False] * (of - count))
    assert PeriodsKept(each=each, consecutive=True).mostly is mostly


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (None, StatusRule.NO_FIGURE),
        ({}, StatusRule.NO_FIGURE),
        ({"withheld": 1}, StatusRule.WITHHELD),
    ],
)
def test_why_there_is_no_figure(given: dict[str, Any] | None, rule: StatusRule) -> None:
    found = evaluate_goal(
        goal(**PACE),
        metric(),
        None if given is None else series([], "2026-01-01", **given),
        [],
        as_of=day("2026-02-20"),
        thresholds=Thresholds(),
    )
    assert (found.rule, found.sustained, found.frozen) == (rule, 0, False)
    assert (found.current, found.progress, found.pace, found.kept) == (None, None, None, None)


@pytest.mark.parametrize(
    ("too_early", "expected", "early"),
    [(0.1, 0.1, False), (0.1, 0.09, True), (0.0, 0.01, False), (0.0, 0.0, True), (0.0, -0.1, True)],
)
def test_a_plan_that_asks_for_nothing_yet_is_too_early(
    too_early: float, expected: float, early: bool
) -> None:
    """The plan asks for a share of the way from 50 to 70 by the newest figure; 60 is there."""
    found = evaluate_goal(
        goal(due="2026-12-31", **PACE),
        metric(),
        series([60.0], "2026-01-01", as_of="2026-02-20"),
        [milestone("2026-01-31", 50.0 + 20.0 * expected)],
        as_of=day("2026-02-20"),
        thresholds=replace(Thresholds(), too_early=too_early),
    )
    assert (found.rule is StatusRule.LITTLE_EXPECTED) is early


def test_each_rule_has_a_code_and_is_tried_once() -> None:
    assert len({rule.code for rule in StatusRule}) == len(StatusRule)
    without_figure = {StatusRule.WITHHELD, StatusRule.NO_FIGURE}
    assert {*REACH_RULES, *KEEP_RULES} == set(StatusRule) - without_figure


def test_the_steps_of_the_pace_are_kept() -> None:
    """57.9 after 50 on the way to 70, half way in time: the plan expects 60."""
    pace = judged(exact(57.9, 2.0, RISK, "")).pace
    assert pace is not None
    assert pace.noise.swing is not None
    steps = (pace.planned, pace.planned_move, pace.moved, pace.gap, pace.ratio, pace.width)
    assert steps == pytest.approx((60.0, 10.0, 7.9, -2.1, 0.79, 4.0))
    assert (pace.segment.start, pace.segment.end) == (day("2025-12-31"), day(DUE_EXACT))
    assert (pace.segment.passed, pace.segment.days) == (31.0, 62)
    assert pace.noise.swing.mean_step == pytest.approx(2.256)
    assert pace.noise.swing.values == 3
