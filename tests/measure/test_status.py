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

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from generator.measure.status import Standing, judge
from generator.model.settings import Thresholds
from generator.model.tables import Metric
from generator.model.words import Accumulates, Better, Cadence, Calculation, Rule, Status
from tests.measure.build import day, goal, metric, milestone, series

START, DUE_EXACT, DUE_POOLED = "2025-12-31", "2026-03-03", "2026-04-30"
PACE = {"baseline": 50.0, "baseline_date": START, "target": 70.0}
UNIT = 1.128  # steps of this size are a noise of 1 where k = 1


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is given, what must come out, and the arithmetic in `why`."""

    values: Sequence[float]
    status: Status
    why: str
    first: str = "2025-11-01"
    as_of: str = "2026-02-20"
    due: str | None = DUE_EXACT
    of: Metric = field(default_factory=metric)
    goal: dict[str, Any] = field(default_factory=lambda: dict(PACE))
    cadence: Cadence = Cadence.MONTHLY
    plan: Sequence[tuple[str, float]] = ()
    more: dict[str, Any] = field(default_factory=dict)
    value: float | None = None
    progress: float | None = None
    expected: float | None = None
    noise: float | None = None
    gap: float | None = None


def judged(case: Case) -> Standing:
    values = series(
        case.values,
        case.first,
        as_of=case.as_of,
        cadence=case.cadence,
        of=case.of,
        **case.more,
    )
    return judge(
        goal(due=case.due, **case.goal),
        case.of,
        values,
        [milestone(date, expected) for date, expected in case.plan],
        as_of=day(case.as_of),
        thresholds=Thresholds(),
    )


def held(case: Case) -> None:
    found = judged(case)
    assert found.status is case.status, case.why
    numbers = {
        "value": found.current.value if found.current else None,
        "progress": found.progress,
        "expected": found.expected,
        "noise": found.noise.sigma if found.noise else None,
        "gap": found.gap,
    }
    for name, number in numbers.items():
        wanted = getattr(case, name)
        if wanted is not None:
            assert number == pytest.approx(wanted, abs=5e-4), f"{name}: {case.why}"


def exact(value: float, noise: float, status: Status, why: str, **more: Any) -> Case:
    """EXACT with a noise: the value, and before it two that step by 1.128 times the noise."""
    step = UNIT * noise
    return Case(values=(value, value + step, value), status=status, why=why, noise=noise, **more)


ON, RISK, OFF = Status.ON_PACE, Status.AT_RISK, Status.OFF_PACE
WRONG, NOISY, EARLY = Status.WRONG_WAY, Status.TOO_NOISY, Status.TOO_EARLY

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
    # Too noisy: the plan's move (10) and the real one are both below two noises.
    exact(55.0, 5.0, ON, "10 is not below 2 * 5; gap -5 = -1 noise", gap=-5.0),
    exact(55.0, 5.1, NOISY, "10 < 10.2 and |5| < 10.2"),
    exact(39.9, 5.1, NOISY, "10 < 10.2 and |-10.1| < 10.2"),
    exact(39.8, 5.1, OFF, "|-10.2| is not below 10.2, nor is -10.2 beyond it; gap -20.2 < -10.2"),
    exact(39.7, 5.1, WRONG, "moved -10.3 < -10.2"),
    exact(61.0, 5.6, NOISY, "10 < 11.2 and |11| < 11.2: ahead of the plan, yet within chance"),
    exact(61.3, 5.6, ON, "|11.3| is not below 11.2; 1.3 ahead", gap=1.3),
    # Too early: e = 31/310 = .10 is enough, 31/311 = .0997 is not.
    exact(52.0, 0.1, ON, "due 310 days on: e = .10, plan 52", due="2026-11-06", expected=0.1),
    exact(52.0, 0.1, EARLY, "due 311 days on: e = .0997", due="2026-11-07", expected=0.0997),
    exact(30.0, 0.1, EARLY, "too early comes before wrong way", due="2026-11-07"),
    Case(values=(70.0, 70.1, 70.0), status=Status.ALREADY_THERE, due="2026-11-07",
         why="70 >= 70: already there comes before too early", value=70.0, progress=1.0),
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
    Case(values=(70.0,), status=Status.ALREADY_THERE, why="70 >= 70"),
]


@pytest.mark.parametrize("case", FEW_DATA, ids=lambda case: case.why)
def test_one_point_only(case: Case) -> None:
    one = replace(case, first="2026-01-01")
    held(one)
    noise = judged(one).noise
    assert noise is None or noise.sigma == 0


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
    ([("2026-03-01", 52.0)], 0.1, 52.0, ON, "on it: 2/20 = .10 is not too early"),
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
    assert judged(case).expected_value == pytest.approx(planned)


THERE = Status.ALREADY_THERE


@pytest.mark.parametrize(
    ("values", "status", "sustained", "why"),
    [
        ((50.0, 70.0, 72.0, 71.0), THERE, 3, "c = 71; three in a row"),
        ((71.0, 70.0, 72.0, 71.0), THERE, 4, "four in a row, the first before the baseline"),
        ((71.0, 69.9, 75.0, 71.0), THERE, 0, "c = 71.97, but only two in a row"),
        ((71.0, 72.0, 75.0, 69.0), THERE, 0, "c = 72, but the newest is below 70"),
        ((71.0, 70.0, 70.0, 69.9), ON, 0, "c = 69.967 < 70; p = .998"),
        ((50.0, 69.9, 70.0, 70.1), THERE, 0, "c = 210/3 = 70 exactly"),
    ],
)
def test_already_there_and_sustained(
    values: tuple[float, ...], status: Status, sustained: int, why: str
) -> None:
    case = Case(
        values=values,
        first="2025-12-01",
        as_of="2026-04-10",
        due=DUE_POOLED,
        status=status,
        why=why,
    )
    held(case)
    assert judged(case).sustained == sustained


def test_a_mean_that_equals_the_target_on_paper_equals_it_here() -> None:
    """(0.1 + 0.2 + 0.3) / 3 is 0.2, whatever binary fractions make of it (0.20000000000000004)."""
    held(
        Case(
            values=(0.1, 0.2, 0.3),
            first="2026-01-01",
            as_of="2026-04-10",
            due=DUE_POOLED,
            of=metric(better=Better.LOWER),
            goal={"baseline": 0.5, "baseline_date": START, "target": 0.2},
            status=THERE,
            why="0.6 / 3 = 0.2",
        )
    )


NO_START = Status.NO_STARTING_POINT


@pytest.mark.parametrize(
    ("given", "due", "value", "why"),
    [
        ({"target": 70.0}, None, 60.0, "nothing but a target"),
        ({"target": 70.0}, DUE_POOLED, 60.0, "no baseline"),
        ({"target": 70.0, "baseline": 50.0}, DUE_POOLED, 60.0, "no baseline date"),
        (PACE, None, 60.0, "no due date"),
    ],
)
def test_no_starting_point(given: dict[str, Any], due: str | None, value: float, why: str) -> None:
    case = Case(
        values=(0.0, 57.0, 60.0, 63.0),
        first="2025-12-01",
        as_of="2026-04-10",
        due=due,
        goal=given,
        status=NO_START,
        why=why,
        value=value,
    )
    held(case)
    assert judged(case).expected is None


def test_already_there_needs_no_starting_point() -> None:
    held(Case(values=(71.0, 72.0, 73.0), goal={"target": 70.0}, due=None, status=THERE, why="72"))


def test_where_neither_is_better_nothing_is_there_without_a_baseline() -> None:
    case = Case(
        values=(71.0, 72.0, 73.0),
        of=metric(better=Better.NEITHER),
        goal={"target": 70.0},
        status=NO_START,
        why="up or down? nobody said",
    )
    held(case)
    past = replace(case, due="2026-01-31")
    held(past)
    assert judged(past).current is not None


@pytest.mark.parametrize(
    ("values", "first", "as_of", "why"),
    [
        ((71.0, 72.0, 73.0), "2025-10-01", "2026-01-10", "December ends on the baseline date"),
        ((71.0, 72.0, 73.0, 99.0), "2025-10-01", "2026-01-30", "January is open"),
    ],
)
def test_too_early_without_a_period_after_the_baseline(
    values: tuple[float, ...], first: str, as_of: str, why: str
) -> None:
    """Not even "already there": what was before the baseline proves nothing."""
    case = Case(values=values, first=first, as_of=as_of, status=EARLY, why=why)
    held(case)
    assert judged(case).current is None


@pytest.mark.parametrize("as_of", ["2026-02-20", "2026-09-09"])
def test_no_data(as_of: str) -> None:
    """No closed period at all, even long after the due date."""
    empty = Case(values=(), as_of=as_of, status=Status.NO_DATA, why="nothing")
    held(empty)
    found = judge(
        goal(due=DUE_EXACT, **PACE),
        metric(),
        None,
        [],
        as_of=day(as_of),
        thresholds=Thresholds(),
    )
    assert found.status is Status.NO_DATA


def test_an_open_period_is_no_data() -> None:
    held(Case(values=(60.0,), first="2026-02-01", status=Status.NO_DATA, why="February is open"))


STALE = Status.STALE


@pytest.mark.parametrize(
    ("cadence", "first", "lag", "last_good", "why"),
    [
        (Cadence.MONTHLY, "2026-01-01", 10, "2026-04-10", "31 Jan + 2 months = 31 Mar, + 10 days"),
        (Cadence.MONTHLY, "2026-01-01", 0, "2026-03-31", "31 Jan + 2 months"),
        (Cadence.MONTHLY, "2025-12-01", 30, "2026-03-30", "31 Dec + 2 months = 28 Feb, + 30 days"),
        (Cadence.QUARTERLY, "2026-01-01", 10, "2026-10-10", "31 Mar + 2 quarters = 30 Sep, + 10"),
        (Cadence.YEARLY, "2025-01-01", 10, "2028-01-10", "31 Dec 2025 + 2 years, + 10"),
        (Cadence.WEEKLY, "2026-01-01", 10, "2026-01-28", "4 Jan + 14 days + 10"),
        (Cadence.DAILY, "2026-01-04", 10, "2026-01-24", "4 Jan + 10 days (2 are less) + 10"),
        (Cadence.DAILY, "2026-01-04", 0, "2026-01-14", "4 Jan + 10 days"),
    ],
)
def test_stale_from_the_day_after(
    cadence: Cadence, first: str, lag: int, last_good: str, why: str
) -> None:
    of = metric(lag_days=lag)
    given = PACE | {"baseline_date": "2024-12-31", "target": 70.0}
    for late, status in ((0, None), (1, STALE)):
        as_of = day(last_good) + dt.timedelta(days=late)
        found = judged(
            Case(
                values=(60.0,),
                first=first,
                cadence=cadence,
                as_of=as_of.isoformat(),
                of=of,
                goal=given,
                due="2029-01-01",
                status=STALE,
                why=why,
            )
        )
        assert (found.status is STALE) is (status is STALE), why
        assert found.fresh.last_good == day(last_good)


def test_stale_comes_before_already_there_and_no_starting_point() -> None:
    held(
        Case(
            values=(75.0,),
            first="2026-01-01",
            as_of="2026-06-01",
            due=None,
            goal={"target": 70.0},
            status=STALE,
            why="January, judged in June",
        )
    )


MET, MISSED = Status.MET, Status.MISSED
AWAITING, NEVER = Status.AWAITING_DATA, Status.NOT_REPORTED
PAST = [
    # Monthly figures from January 2026: 60, 65, 71, 72 ... Each case tells which one decides.
    ("2026-03-31", "2026-03-31", 3, THERE, None, "due today is not yet past: c = 71, 71, 71"),
    ("2026-03-31", "2026-04-01", 3, MET, 71.0, "the day after: March, which ends on the due date"),
    ("2026-04-30", "2026-05-05", 3, AWAITING, None, "March ends exactly one month before"),
    ("2026-04-29", "2026-05-05", 3, MET, 71.0, "March is the last to end by 29 April"),
    ("2026-04-15", "2026-05-05", 4, MET, 71.0, "inside: March; April comes later and is ignored"),
    ("2026-03-30", "2026-04-20", 3, MET, 71.0, "February (71) is the last to end by 30 March"),
    ("2026-02-28", "2026-06-20", 5, MET, 71.0, "frozen on February, whatever came later"),
    ("2026-04-30", "2026-06-10", 3, AWAITING, None, "on 10 June March is not stale yet"),
    ("2026-04-30", "2026-06-11", 3, NEVER, None, "on 11 June March is stale: 31 May + 10 days"),
    ("2025-12-31", "2026-02-20", 1, NEVER, None, "figures began after the due date"),
]


@pytest.mark.parametrize(("due", "as_of", "count", "status", "value", "why"), PAST)
def test_past_due(
    due: str, as_of: str, count: int, status: Status, value: float | None, why: str
) -> None:
    case = Case(
        values=(71.0, 71.0, 71.0, 60.0, 60.0)[:count],
        first="2026-01-01",
        as_of=as_of,
        due=due,
        goal=PACE | {"baseline_date": "2025-06-30"},
        status=status,
        why=why,
        value=value,
    )
    held(case)
    assert judged(case).frozen is (status in (MET, MISSED))


DECIDES = [
    # (values from January, missing places, due, as of, status, deciding value)
    ((50.0, 60.0, 69.9), (), "2026-03-31", MISSED, 69.9, "69.9 < 70"),
    ((50.0, 60.0, 70.0), (), "2026-03-31", MET, 70.0, "70 >= 70"),
    ((99.0, 99.0, 60.0), (), "2026-03-31", MISSED, 60.0, "the one period, not the mean of three"),
    ((50.0, 60.0, 99.0), (2,), "2026-03-31", NEVER, None, "March left out, April came"),
    ((50.0, 60.0, 80.0), (2,), "2026-04-30", MET, 80.0, "March left out, April decides"),
]


@pytest.mark.parametrize(("values", "missing", "due", "status", "value", "why"), DECIDES)
def test_the_period_that_decides(
    values: tuple[float, ...],
    missing: tuple[int, ...],
    due: str,
    status: Status,
    value: float | None,
    why: str,
) -> None:
    held(
        Case(
            values=values,
            first="2026-01-01",
            as_of="2026-05-05",
            due=due,
            more={"missing": missing},
            status=status,
            value=value,
            why=why,
        )
    )


@pytest.mark.parametrize(
    ("due", "decides"),
    [
        # The last month that ends by the day, in months of 28 to 31 days.
        ("2026-12-30", "2026-11-30"),
        ("2026-05-30", "2026-04-30"),
        ("2027-03-29", "2027-02-28"),
        ("2027-03-30", "2027-02-28"),
        ("2027-03-31", "2027-03-31"),
        ("2027-02-28", "2027-02-28"),
        ("2027-02-27", "2027-01-31"),
    ],
)
def test_every_due_date_has_one_month_that_decides(due: str, decides: str) -> None:
    case = Case(
        values=tuple(range(100, 130)),
        first="2025-06-01",
        as_of="2027-05-31",
        due=due,
        status=MET,
        why=due,
    )
    held(case)
    current = judged(case).current
    assert current is not None
    assert [period.last for period in current.periods] == [day(decides)]


@pytest.mark.parametrize(
    ("better", "value", "status"),
    [
        (Better.LOWER, 50.0, MET),
        (Better.LOWER, 50.1, MISSED),
        (Better.NEITHER, 50.0, MET),
        (Better.NEITHER, 50.1, MISSED),
    ],
)
def test_met_downwards(better: Better, value: float, status: Status) -> None:
    held(
        Case(
            values=(value,),
            first="2026-01-01",
            due="2026-01-31",
            of=metric(better=better),
            goal={"baseline": 70.0, "baseline_date": START, "target": 50.0},
            status=status,
            why=f"{value} against 50",
        )
    )


def test_met_and_missed_need_no_baseline() -> None:
    held(Case(values=(71.0,), first="2026-01-01", due="2026-01-31", goal={"target": 70.0},
              status=MET, why="71 >= 70"))  # fmt: skip


YEAR, EVER = Accumulates.YEAR, Accumulates.EVER
TOTALS = [
    Case(
        values=(100.0, 110.0, 120.0, 10.0, 20.0, 31.0),
        first="2025-10-01",
        as_of="2026-04-10",
        due="2026-12-31",
        of=metric(accumulates=YEAR),
        goal={"baseline": 0.0, "baseline_date": START, "target": 120.0},
        status=ON,
        why="March, the newest: 31/120 = .2583; 90/365 = .2466. It added 10 10 10 10 11: "
        "steps 0 0 0 1, mean .25 / 1.128 = .2216",
        value=31.0,
        progress=0.2583,
        expected=0.2466,
        noise=0.2216,
        gap=1.4110,
    ),
    Case(
        values=(10.0, 20.0, 19.0, 30.0),
        first="2026-01-01",
        as_of="2026-05-10",
        due="2026-12-31",
        of=metric(accumulates=YEAR),
        goal={"baseline": 0.0, "baseline_date": START, "target": 120.0},
        status=ON,
        why="a correction in March is no new year: added 10 -1 11, steps 11 and 12, 11.5 / 1.128 = "
        "10.195; plan 120 * 120/365 = 39.452, gap -9.452 is less than 10.195",
        value=30.0,
        noise=10.1950,
        gap=-9.4521,
    ),
    Case(
        values=(80.0, 90.0, 100.0, 8.0, 17.0),
        first="2026-01-01",
        as_of="2026-06-10",
        due="2027-03-31",
        of=metric(accumulates=YEAR),
        goal={"baseline": 0.0, "baseline_date": "2026-03-31", "target": 100.0},
        more={"fiscal_year_start": 4},
        status=ON,
        why="a year from April: 17 on day 61 of 365 (plan 16.712); added 10 10 8 9: steps 0 2 1, "
        "1 / 1.128 = .8865",
        value=17.0,
        noise=0.8865,
        gap=0.2877,
    ),
    Case(
        values=(1000.0, 1010.0, 1020.0, 1031.0),
        first="2025-12-01",
        as_of="2026-04-10",
        due="2026-12-31",
        of=metric(accumulates=EVER),
        goal={"baseline": 1000.0, "baseline_date": START, "target": 1200.0},
        status=RISK,
        why="p = 31/200 = .155; p/e = .155/.2466 = .6286; plan 1049.315; added 10 10 11: "
        ".5 / 1.128 = .4433",
        progress=0.155,
        noise=0.4433,
        gap=-18.3151,
    ),
    Case(
        values=(1000.0, 1010.0, 1020.0, 1029.0),
        first="2025-12-01",
        as_of="2026-04-10",
        due="2026-12-31",
        of=metric(accumulates=EVER),
        goal={"baseline": 1000.0, "baseline_date": START, "target": 1200.0},
        status=OFF,
        why="p = .145, p/e = .5881 < .60; gap -20.315 < -.8866",
        progress=0.145,
    ),
    Case(
        values=(1000.0, 1010.0, 1029.0),
        first="2025-12-01",
        as_of="2026-03-10",
        due="2026-12-31",
        of=metric(accumulates=EVER),
        goal={"baseline": 1000.0, "baseline_date": START, "target": 1200.0},
        status=RISK,
        why="two increments are too few for a noise; p = .145, e = 59/365 = .1616, p/e = .897",
        noise=0.0,
        expected=0.1616,
    ),
    Case(
        values=(50.0, 62.0, 60.0),
        first="2026-01-01",
        as_of="2026-04-10",
        due="2026-03-31",
        of=metric(accumulates=YEAR),
        status=MISSED,
        why="past due: the total at the date",
        value=60.0,
    ),
]


@pytest.mark.parametrize("case", TOTALS, ids=lambda case: case.why)
def test_running_totals(case: Case) -> None:
    held(case)


#: Three months whose counts make 42 together: promoters 36 1 27, detractors 2 4 16 of 40 5 55.
NPS_COUNTS = {"n": [40, 5, 55], "promoters": [36, 1, 27], "detractors": [2, 4, 16]}
COUNTED = [
    Case(
        values=(85.0, -60.0, 20.0),
        of=metric(calculation=Calculation.NPS),
        more=NPS_COUNTS,
        goal={"baseline": 30.0, "baseline_date": START, "target": 42.0},
        status=THERE,
        why="100 * (64 - 22)/100 = 42, not the mean 15",
        value=42.0,
    ),
    Case(
        values=(85.0, -60.0, 20.0),
        of=metric(calculation=Calculation.NPS),
        more=NPS_COUNTS,
        goal={"baseline": 30.0, "baseline_date": START, "target": 60.0},
        status=NOISY,
        why="steps 145 and 80: 112.5 / 1.128 / 1.7321 = 57.5818; the plan's 15 is below it",
        value=42.0,
        noise=57.5818,
    ),
    Case(
        values=(42.0, 42.0, 42.0),
        of=metric(calculation=Calculation.NPS),
        more=NPS_COUNTS,
        goal={"baseline": 10.0, "baseline_date": START, "target": 60.0},
        status=ON,
        why="sampling is larger than a process of 0: p = 64.75/103, d = 22.75/103: "
        "sqrt((.84951 - .40777^2)/103) = .081446; plan 35",
        value=42.0,
        noise=8.1446,
        gap=7.0,
    ),
    Case(
        values=(95.0, 100.0 / 3),
        of=metric(calculation=Calculation.SHARE),
        first="2026-01-01",
        as_of="2026-03-10",
        due="2026-03-31",
        more={"n": [100, 900], "numerator": [95, 300]},
        goal={"baseline": 30.0, "baseline_date": START, "target": 50.0},
        status=ON,
        why="395 of 1,000 = 39.5 %, not 64.2; sqrt(.395 * .605/1000) = 1.5459; plan 40",
        value=39.5,
        noise=1.5459,
        gap=-0.5,
    ),
    Case(
        values=(95.0, 100.0 / 3),
        of=metric(calculation=Calculation.SHARE),
        first="2026-01-01",
        as_of="2026-03-10",
        due="2026-03-31",
        more={"n": [100, float("nan")], "numerator": [95, float("nan")]},
        goal={"baseline": 30.0, "baseline_date": START, "target": 70.0},
        status=ON,
        why="one month without counts: the mean of the values, 64.17",
        value=64.1667,
        noise=0.0,
    ),
    Case(
        values=(4.0, 5.0),
        of=metric(calculation=Calculation.MEAN),
        first="2026-01-01",
        as_of="2026-03-10",
        due="2026-03-31",
        more={"n": [10, 30], "numerator": [40, 150]},
        goal={"baseline": 4.0, "baseline_date": START, "target": 6.0},
        status=RISK,
        why="190/40 = 4.75, not 4.5: p = .375, p/e = .75",
        value=4.75,
        progress=0.375,
    ),
    Case(
        values=(57.0,),
        of=metric(calculation=Calculation.SHARE),
        first="2026-01-01",
        due="2026-01-31",
        more={"n": [100], "numerator": [57]},
        goal={"target": 57.0},
        status=MET,
        why="57 of 100 is 57 %, though 100 * 0.57 is 56.99999999999999 to a machine",
        value=57.0,
    ),
]


@pytest.mark.parametrize("case", COUNTED, ids=lambda case: case.why)
def test_counts(case: Case) -> None:
    if len(case.values) == 3:
        case = replace(case, first="2026-01-01", as_of="2026-04-10", due=DUE_POOLED)
    held(case)


@pytest.mark.parametrize(
    ("n", "numerator", "target", "needed", "why"),
    [
        # 50 of 100 a month: error sqrt(.5 * .5/300) = 2.8868 points; the plan moves 5.
        # 2 * 2.8868 = 5.7735 points from 300 answers; 5 points need 300 * (5.7735/5)^2 = 400.
        ((100, 100, 100), (50, 50, 50), 60.0, 134, "400 answers, 133.3 a month"),
        ((100, 100, 100), (50, 50, 50), 61.0, 111, "5.5 points: 300 * (5.7735/5.5)^2 = 330.6"),
        # Large samples whose values swing by more than sampling explains: no number would help.
        ((10000, 10000, 10000), (4000, 6000, 5000), 60.0, None, "the process is larger"),
    ],
)
def test_answers_needed(
    n: Sequence[float], numerator: Sequence[float], target: float, needed: int | None, why: str
) -> None:
    case = Case(
        values=tuple(100 * a / b for a, b in zip(numerator, n, strict=True)),
        first="2026-01-01",
        as_of="2026-04-10",
        due=DUE_POOLED,
        of=metric(calculation=Calculation.SHARE),
        more={"n": n, "numerator": numerator},
        goal={"baseline": 50.0, "baseline_date": START, "target": target},
        status=NOISY,
        why=why,
    )
    held(case)
    assert judged(case).answers_needed == needed


HOLDING, BREACHED = Status.HOLDING, Status.BREACHED
KEPT, BROKEN = Status.KEPT, Status.BROKEN
LEVEL = {"rule": Rule.HOLD, "target": 70.0}
BAND = {"rule": Rule.RANGE, "target": 4.0, "target_high": 8.0}
HELD: list[tuple[Any, ...]] = [
    # Months from January 2025.
    ((70.0,), LEVEL, None, "2025-02-10", HOLDING, (1, 1), "70 >= 70, no due date"),
    ((69.9,), LEVEL, None, "2025-02-10", BREACHED, (0, 1), "69.9 < 70"),
    ((60.0, 71.0), LEVEL, "2025-12-31", "2025-03-10", HOLDING, (1, 2), "the newest alone"),
    ((90.0, 90.0, 69.0), LEVEL, None, "2025-04-10", BREACHED, (2, 3), "its mean of 83 is no help"),
    (
        (0.0, 0.0, *[71.0] * 11, 69.0),
        LEVEL,
        None,
        "2026-03-10",
        BREACHED,
        (11, 12),
        "of fourteen the last twelve: eleven of 71 and 69",
    ),
    ((71.0,), LEVEL, None, "2025-04-10", HOLDING, (1, 1), "on 10 April January is not stale"),
    ((71.0,), LEVEL, None, "2025-04-11", STALE, (1, 1), "on the 11th it is"),
    ((4.0,), BAND, None, "2025-02-10", HOLDING, (1, 1), "the lower end belongs to it"),
    ((3.9,), BAND, None, "2025-02-10", BREACHED, (0, 1), "below it"),
    ((8.0,), BAND, None, "2025-02-10", HOLDING, (1, 1), "the upper end belongs to it"),
    ((8.1,), BAND, None, "2025-02-10", BREACHED, (0, 1), "above it"),
    ((6.0, 9.0, 3.0, 5.0), BAND, None, "2025-05-10", HOLDING, (2, 4), "6 and 5 of four"),
    # Past its due date: the last period that ends by it, the share over all of them.
    ((71.0, 69.0, 72.0), LEVEL, "2025-03-31", "2025-03-31", HOLDING, (2, 3), "due today"),
    ((71.0, 69.0, 72.0), LEVEL, "2025-03-31", "2025-04-01", KEPT, (2, 3), "the day after"),
    ((71.0, 69.0, 72.0), LEVEL, "2025-03-30", "2025-04-10", BROKEN, (1, 2), "February: 69"),
    ((71.0, 72.0, 60.0), LEVEL, "2025-02-28", "2025-04-10", KEPT, (2, 2), "March is ignored"),
    ((71.0, 72.0), LEVEL, "2025-12-31", "2027-01-01", KEPT, (2, 2), "the last by then, if old"),
    (
        (60.0, 60.0, 71.0, 69.0, 72.0),
        LEVEL | {"baseline": 60.0, "baseline_date": "2025-02-28"},
        "2025-05-31",
        "2025-06-10",
        KEPT,
        (2, 3),
        "the share counts from the baseline date: 71, 69 and 72",
    ),
    (
        (60.0, 71.0),
        LEVEL | {"baseline": 60.0, "baseline_date": "2025-03-15"},
        "2025-04-30",
        "2025-06-10",
        KEPT,
        (1, 2),
        "no period after the baseline: all of them",
    ),
    ((5.0, 9.0), BAND, "2025-02-28", "2025-03-10", BROKEN, (1, 2), "9 is above 8"),
    (
        tuple([71.0] * 14 + [69.0] * 6),
        LEVEL,
        "2026-08-31",
        "2026-12-01",
        BROKEN,
        (14, 20),
        "past due the share is over all twenty, not the last twelve",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("values", "given", "due", "as_of", "status", "inside", "why"), HELD)
def test_hold_and_range(
    values: Sequence[float],
    given: dict[str, Any],
    due: str | None,
    as_of: str,
    status: Status,
    inside: tuple[int, int],
    why: str,
) -> None:
    case = Case(
        values=values, first="2025-01-01", as_of=as_of, due=due, goal=given, status=status, why=why
    )
    held(case)
    found = judged(case)
    assert found.inside is not None
    assert (found.inside.kept, found.inside.of) == inside
    assert found.frozen is (status in (KEPT, BROKEN))
    assert found.progress is None
    assert found.expected is None


@pytest.mark.parametrize(("value", "status"), [(70.0, HOLDING), (69.0, HOLDING), (70.1, BREACHED)])
def test_hold_where_less_is_better(value: float, status: Status) -> None:
    held(
        Case(
            values=(value,),
            first="2026-01-01",
            due=None,
            of=metric(better=Better.LOWER),
            goal=LEVEL,
            status=status,
            why="at most 70",
        )
    )


@pytest.mark.parametrize("given", [LEVEL, BAND])
def test_hold_without_data(given: dict[str, Any]) -> None:
    held(Case(values=(), goal=given, status=Status.NO_DATA, why="nothing"))
    held(
        Case(
            values=(71.0,),
            first="2026-03-01",
            as_of="2026-06-01",
            due="2026-02-28",
            goal=given,
            status=Status.NO_DATA,
            why="figures began after the due date",
        )
    )


def test_a_range_needs_no_better_side() -> None:
    of = metric(better=Better.NEITHER)
    held(Case(values=(5.0,), first="2026-01-01", due=None, of=of, goal=BAND, status=HOLDING,
              why="5"))  # fmt: skip


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
    found = judge(
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
    found = judge(
        goal(due=DUE_EXACT, **PACE),
        metric(),
        series((59.0,), "2026-01-01", as_of="2026-02-20"),
        [milestone("2026-02-10", 40.0)],
        as_of=day("2026-02-20"),
        thresholds=Thresholds(too_early=0.0),
    )
    assert (found.status, found.expected) == (EARLY, 0.0)
