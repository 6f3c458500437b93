"""The four piles: what lies where, what is read first and what no longer counts."""

from __future__ import annotations

from typing import Any

import pytest

from generator.measure.piles import (
    PILE_OF,
    closed_goals,
    count_piles,
    pile_of,
    rank_attention,
)
from generator.measure.report import measure
from generator.measure.series import Freshness
from generator.measure.status import Standing
from generator.model.settings import Settings
from generator.model.words import GoalState, Kind, Pile, Status
from tests.measure.build import dataset, goal, metric

FRESH = Freshness(newest=None, next_due=None, last_good=None, late=False, stale=False)
SAY, DECIDE, WATCH, WELL = (
    Pile.CANNOT_SAY,
    Pile.NEEDS_DECISION,
    Pile.WATCH,
    Pile.GOING_WELL,
)


def standing(
    status: Status = Status.ON_PACE, *, kind: Kind | None = None, **given: Any
) -> Standing:
    return Standing(
        goal=goal(**given), metric=metric(kind=kind), status=status, sign=1, fresh=FRESH
    )


@pytest.mark.parametrize(
    ("status", "pile"),
    [
        (Status.NO_DATA, SAY),
        (Status.STALE, SAY),
        (Status.AWAITING_DATA, SAY),
        (Status.NOT_REPORTED, SAY),
        (Status.NO_STARTING_POINT, SAY),
        (Status.TOO_EARLY, SAY),
        (Status.TOO_NOISY, SAY),
        (Status.MISSED, DECIDE),
        (Status.BROKEN, DECIDE),
        (Status.OFF_PACE, DECIDE),
        (Status.WRONG_WAY, DECIDE),
        (Status.BREACHED, DECIDE),
        (Status.AT_RISK, WATCH),
        (Status.MET, WELL),
        (Status.KEPT, WELL),
        (Status.ALREADY_THERE, WELL),
        (Status.ON_PACE, WELL),
        (Status.HOLDING, WELL),
    ],
)
def test_the_pile_of_each_status(status: Status, pile: Pile) -> None:
    assert pile_of(standing(status)) is pile


def test_no_status_is_without_a_pile() -> None:
    assert set(PILE_OF) == set(Status)


def test_counts() -> None:
    given = [Status.MISSED, Status.OFF_PACE, Status.AT_RISK, Status.MET, Status.MET, Status.STALE]
    counts = count_piles(standing(status) for status in given)
    assert [counts.of(pile) for pile in (DECIDE, WATCH, WELL, SAY)] == [2, 1, 2, 1]
    assert counts.total == 6
    assert count_piles([]).total == 0


def test_every_status_counts_once() -> None:
    counts = count_piles(standing(status) for status in Status)
    assert [counts.of(pile) for pile in (DECIDE, WATCH, WELL, SAY)] == [5, 1, 5, 7]


DROPPED = GoalState.DROPPED


@pytest.mark.parametrize(
    ("goals", "closed", "why"),
    [
        ([("a", {}), ("b", {})], set(), "none"),
        ([("a", {"state": DROPPED}), ("b", {})], {"a"}, "dropped"),
        ([("a", {}), ("b", {"replaces": "a"})], {"a"}, "continued by its successor"),
        ([("a", {}), ("b", {"replaces": "a", "state": DROPPED})], {"b"}, "a dropped successor"),
        (
            [("a", {}), ("b", {"replaces": "a"}), ("c", {"replaces": "b"})],
            {"a", "b"},
            "a chain: the last one counts",
        ),
    ],
)
def test_closed_goals(goals: list[tuple[str, Any]], closed: set[str], why: str) -> None:
    standings = {key: standing(goal=key, **given) for key, given in goals}
    assert closed_goals(standings) == closed, why


def test_a_report_counts_open_goals_only() -> None:
    rows = [{"metric": "speed", "date": "2026-10-01", "value": 75.0}]
    tables = [metric(), goal(), goal(goal="next", replaces="speed-70"), goal(goal="gone",
              state=DROPPED)]  # fmt: skip
    report = measure(dataset(rows, tables), Settings())
    assert [found.goal.goal for found in report.open_standings] == ["next"]
    assert report.closed == {"speed-70", "gone"}


def test_a_missed_goal_that_is_closed_needs_no_decision() -> None:
    rows = [{"metric": "speed", "date": "2026-09-01", "value": 60.0}]
    past = goal(due="2026-09-30")
    open_report = measure(dataset(rows, [metric(), past]), Settings())
    assert count_piles(open_report.open_standings).needs_decision == 1
    closed_report = measure(
        dataset(rows, [metric(), past, goal(goal="next", replaces="speed-70")]), Settings()
    )
    assert closed_report.standings["speed-70"].status is Status.MISSED
    assert count_piles(closed_report.open_standings).needs_decision == 0


def test_attention_by_urgency() -> None:
    order = [
        Status.MISSED,
        Status.BROKEN,
        Status.WRONG_WAY,
        Status.BREACHED,
        Status.OFF_PACE,
        Status.AT_RISK,
    ]
    shuffled = [standing(status, goal=status.name.lower()) for status in reversed(list(Status))]
    assert [found.status for found in rank_attention(shuffled)] == order


def test_attention_among_equals() -> None:
    """What customers feel, then the earlier due date, then the id; no due date comes last."""
    off = Status.OFF_PACE
    given = [
        standing(off, goal="z", due="2027-01-31", kind=Kind.OPERATIONAL),
        standing(off, goal="b", due="2027-03-31", kind=Kind.CUSTOMER),
        standing(off, goal="y", kind=Kind.BUSINESS),
        standing(off, goal="c", due="2027-03-31", kind=Kind.RELATIONSHIP),
        standing(off, goal="a", due="2027-06-30", kind=Kind.CUSTOMER),
        standing(off, goal="x", due="2027-01-31", kind=None),
        standing(Status.AT_RISK, goal="soon", due="2026-12-31", kind=Kind.CUSTOMER),
    ]
    ranked = [found.goal.goal for found in rank_attention(given)]
    assert ranked == ["b", "c", "a", "x", "z", "y", "soon"]


@pytest.mark.parametrize(
    ("promise", "first"), [("promise", "promise"), ("", "worse"), ("other", "worse")]
)
def test_the_promise_comes_first(promise: str, first: str) -> None:
    given = [standing(Status.MISSED, goal="worse"), standing(Status.AT_RISK, goal="promise")]
    assert rank_attention(given, promise)[0].goal.goal == first


def test_a_promise_that_is_well_is_no_news() -> None:
    given = [standing(Status.ON_PACE, goal="promise"), standing(Status.AT_RISK, goal="other")]
    assert [found.goal.goal for found in rank_attention(given, "promise")] == ["other"]
