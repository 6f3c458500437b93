"""The whole table of statuses, written a second time in plain arithmetic, on simulated goals.

Every simulated goal meets exactly one row of the table, every row is met, and every status has a
pile. The rows stand here side by side, each with all its conditions, and not in an order.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import pytest

from generator.measure.assessment import TRIAGE_OF, GoalAssessment
from generator.measure.forecast_window import NoForecastReason
from generator.measure.outlook import Outlook
from generator.measure.status import KEEP_RULES, REACH_RULES, GoalStatus, StatusRule, evaluate_goal
from generator.model.settings import Thresholds
from generator.model.tables import Goal
from generator.model.vocabulary import Better, Cadence, Rule, Status, Triage
from tests.measure.build import goal, metric, periods, series

FIRST = dt.date(2025, 1, 1)
Row = dict[str, bool]


def plain_rows(
    one: Goal, sign: int, months: Sequence[tuple[dt.date, float]], as_of: dt.date
) -> Row:
    """Every row of the table, and whether a goal on closed months (last day, value) meets it."""
    if not months:
        return {"no-data": True}
    over = one.due is not None and one.due < as_of
    due = one.due or dt.date.max
    in_time = [(end, value) for end, value in months if end <= due]
    decides = in_time[-1][1] if in_time and month_after(in_time[-1][0]) > due else None
    stale = as_of > month_after(month_after(months[-1][0])) + dt.timedelta(days=10)
    passed_over = stale or months[-1][0] > due
    rows: Row = {
        "awaiting-data": over and decides is None and not passed_over,
        "not-reported": over and decides is None and passed_over,
        "stale": not over and stale,
    }
    still = not over and not stale
    if one.rule is not Rule.REACH:
        return rows | keep_rows(one, sign, months, decides=decides, over=over, still=still)
    scored, good = over and decides is not None, decides is not None and inside(one, sign, decides)
    rows |= {"met": scored and good, "missed": scored and sign != 0 and not good}
    rows["no-starting-point"] = scored and sign == 0
    after = [value for end, value in months if end > (one.baseline_date or dt.date.min)]
    last = after[-3:]
    c = sum(last) / len(last) if last else math.nan
    steps = [abs(b[1] - a[1]) for a, b in itertools.pairwise(months)]
    known = len(months) >= 3
    sigma = sum(steps) / len(steps) / 1.128 / math.sqrt(len(last)) if known and last else 0.0
    beyond = sign * (c - one.target)
    reached = still and sign != 0 and bool(last) and beyond >= 0
    sure = (known and beyond >= sigma) or (
        len(after) >= 3 and all(inside(one, sign, value) for value in after[-3:])
    )
    rows |= {"already-there": reached and sure, "reached-not-yet-sure": reached and not sure}
    b, t0 = one.baseline, one.baseline_date
    begun = still and not reached and b is not None and t0 is not None and one.due is not None
    rows["no-starting-point"] |= still and not reached and not begun
    e = math.nan
    if begun and last and t0 is not None and one.due is not None:
        ends = [end.toordinal() for end, _ in months if end > t0][-3:]
        t = sum(ends) / len(ends) - t0.toordinal()
        e = min(max(t / (one.due - t0).days, 0.0), 1.0)
    rows["too-early"] = begun and (not last or e < 0.10)
    paced = begun and bool(last) and e >= 0.10
    way = one.target - (b or 0.0)
    p = (c - (b or 0.0)) / way
    gap = sign * (c - ((b or 0.0) + e * way))
    away = sign * (c - (b or 0.0)) < -2 * sigma if sigma else p < -0.05
    noisy = sigma > 0 and e * abs(way) < 2 * sigma
    ahead = paced and not away and not noisy
    on = p / e >= 0.95 or (sigma > 0 and gap >= -sigma) if paced else False
    off = p / e < 0.60 and (not sigma or gap < -2 * sigma) if paced else False
    return rows | {
        "moving-the-wrong-way": paced and away,
        "too-noisy-to-tell": paced and not away and noisy,
        "on-pace": ahead and on,
        "off-pace": ahead and not on and off,
        "at-risk": ahead and not on and not off,
    }


def keep_rows(
    one: Goal,
    sign: int,
    months: Sequence[tuple[dt.date, float]],
    *,
    decides: float | None,
    over: bool,
    still: bool,
) -> Row:
    values = [value for _, value in months]
    newest, steps = values[-1], [abs(b - a) for a, b in itertools.pairwise(values)]
    miss = max(one.target - newest, newest - one.target_high) if one.target_high else (
        sign * (one.target - newest)
    )  # fmt: skip
    good = inside(one, sign, newest)
    far = len(values) < 3 or miss >= sum(steps) / len(steps) / 1.128
    again = len(values) > 1 and not inside(one, sign, values[-2])
    scored = over and decides is not None
    kept = decides is not None and inside(one, sign, decides)
    return {
        "kept": scored and kept,
        "broken": scored and not kept,
        "holding": still and good,
        "breached": still and not good and (far or again),
        "slipped": still and not good and not (far or again),
    }


def inside(one: Goal, sign: int, value: float) -> bool:
    if one.target_high is not None:
        return one.target <= value <= one.target_high
    return sign != 0 and sign * value >= sign * one.target


def month_after(end: dt.date) -> dt.date:
    """The last day of the month after the one that ends on a day."""
    following = end + dt.timedelta(days=32)
    return following.replace(day=1) - dt.timedelta(days=1)


def simulated(count: int) -> Iterator[tuple[GoalStatus, Row]]:
    """Goals of every kind on 0 to 14 months, judged at some day; and their rows of the table."""
    random = Random(8)  # noqa: S311 -- the same goals each time
    for _ in range(count):
        rule = random.choice(list(Rule))
        better = random.choice([Better.HIGHER, Better.LOWER, Better.NEITHER])
        if rule is Rule.HOLD and better is Better.NEITHER:
            better = Better.HIGHER
        target = 60.0 if better is not Better.LOWER else 40.0
        given: dict[str, Any] = {"rule": rule, "target": target}
        if rule is Rule.RANGE:
            given |= {"target": 48.0, "target_high": 56.0}
        elif random.random() < 0.9:
            given["baseline"] = 50.0
        if random.random() < 0.9:
            given["baseline_date"] = FIRST + dt.timedelta(days=random.randrange(-200, 300))
        months = random.randrange(15)
        day = FIRST + dt.timedelta(days=31 * months + random.choice([2, 5, 20, 20, 40, 75, 200]))
        if random.random() < 0.9:
            days = random.choice([random.randrange(310, 1500), 31 * months + 1])
            given["due"] = FIRST + dt.timedelta(days=max(days, 310))
        sway, drift = random.choice([0.0, 0.3, 1.0, 4.0]), random.uniform(-0.8, 1.6)
        turn = -1 if better is Better.LOWER else 1
        values = [
            round(50 + turn * (drift * month + random.gauss(0, sway)), 3)
            for month in range(months)
        ]  # fmt: skip
        spans = periods("2025-01-01", months, Cadence.MONTHLY)
        of, one = metric(better=better), goal(**given)
        found = evaluate_goal(
            one,
            of,
            series(values, "2025-01-01", as_of=day.isoformat(), of=of),
            [],
            as_of=day,
            thresholds=Thresholds(),
        )
        closed = [
            (span.last, value)
            for span, value in zip(spans, values, strict=True)
            if span.last <= day
        ]
        yield found, plain_rows(one, found.better.sign, closed, day)


@pytest.fixture(scope="module")
def goals() -> list[tuple[GoalStatus, Row]]:
    return list(simulated(4000))


def test_every_combination_meets_exactly_one_row(goals: list[tuple[GoalStatus, Row]]) -> None:
    for found, rows in goals:
        met = [name for name, applies in rows.items() if applies]
        assert met == [found.status.value], (found.rule, found.goal, found.current)


def test_every_row_and_every_rule_is_met(goals: list[tuple[GoalStatus, Row]]) -> None:
    rules = Counter(found.rule for found, _ in goals)
    assert {rule.status for rule in rules} == set(Status)
    assert set(rules) == {StatusRule.NO_FIGURE, *REACH_RULES, *KEEP_RULES}


def test_every_status_has_a_pile(goals: list[tuple[GoalStatus, Row]]) -> None:
    assert set(TRIAGE_OF) == set(Status)
    for found, _ in goals:
        ahead = Outlook(reason=NoForecastReason.TOO_FEW)
        pile = GoalAssessment(goal_status=found, outlook=ahead).triage
        assert pile is TRIAGE_OF[found.status]
        assert isinstance(pile, Triage)
