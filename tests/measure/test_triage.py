"""The four piles: what lies where, what is read first and what no longer counts."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from typing import Any

import pytest

from generator.measure.assessment import (
    GoalAssessment,
    PileRule,
)
from generator.measure.commentary import CommentaryIndex
from generator.measure.control_chart_input import judge_series
from generator.measure.forecast_window import NoForecastReason
from generator.measure.outlook import Likelihood, Outlook
from generator.measure.report import measure
from generator.measure.series import Freshness
from generator.measure.status import GoalStatus
from generator.measure.triage import (
    ClosureReason,
    closed_goals,
    count_triage,
    does_well,
    rank_attention,
    without_request,
)
from generator.model.schema import Subject
from generator.model.settings import Settings
from generator.model.tables import Commentary, Initiative
from generator.model.vocabulary import Better, Change, CommentKind, GoalState, Kind, Status, Triage
from tests.measure.build import PLACE, dataset, day, goal, metric, rule_of, series

FRESH = Freshness(newest=None, next_due=None, last_good=None, late=False, stale=False)
#: Twelve months about 41, then seven about 33: worsened since December 2026.
FALLEN = judge_series(
    series([41.0, 40.0, 42.0] * 4 + [33.0, 32.0, 33.0, 34.0, 33.0, 32.0, 33.0], "2025-12-01")
)
SAY, DECIDE, WATCH, WELL = (
    Triage.CANNOT_SAY,
    Triage.NEEDS_DECISION,
    Triage.WATCH,
    Triage.GOING_WELL,
)


def goal_status(
    status: Status = Status.ON_PACE, *, kind: Kind | None = None, frozen: bool = False, **given: Any
) -> GoalStatus:
    return GoalStatus(
        goal=goal(**given),
        metric=metric(kind=kind),
        rule=rule_of(status),
        better=Better.HIGHER,
        fresh=replace(FRESH, stale=status is Status.STALE),
        frozen=frozen,
    )


def assessment(
    status: Status = Status.ON_PACE,
    *,
    change: Change = Change.NONE,
    chance: float | None = None,
    **given: Any,
) -> GoalAssessment:
    """The answers about a goal; without a chance there is no outlook.

    A goal that has worsened is about a series that really has.
    """
    ahead = Outlook(reason=NoForecastReason.TOO_FEW)
    if chance is not None:
        words = {0.9: Likelihood.LIKELY, 0.1: Likelihood.UNLIKELY}
        word = words.get(chance, Likelihood.OPEN)
        ahead = Outlook(reason=None, chance=chance, floor=0.05, likelihood=word)
    return GoalAssessment(
        goal_status=goal_status(status, **given),
        outlook=ahead,
        change=change,
        judged_series=FALLEN if change is Change.WORSE else None,
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
        (Status.REACHED, WATCH),
        (Status.SLIPPED, WATCH),
        (Status.MET, WELL),
        (Status.KEPT, WELL),
        (Status.ALREADY_THERE, WELL),
        (Status.ON_PACE, WELL),
        (Status.HOLDING, WELL),
    ],
)
def test_the_pile_of_each_status(status: Status, pile: Triage) -> None:
    assert assessment(status).triage is pile


@pytest.mark.parametrize(
    ("status", "change", "chance", "frozen", "pile"),
    [
        (Status.ON_PACE, Change.NONE, 0.9, False, WELL),
        (Status.ON_PACE, Change.NONE, 0.5, False, WELL),
        (Status.ON_PACE, Change.NONE, 0.49, False, WATCH),
        (Status.ALREADY_THERE, Change.BETTER, 0.49, False, WATCH),
        (Status.HOLDING, Change.NONE, 0.49, False, WATCH),
        (Status.TOO_NOISY, Change.NONE, 0.49, False, SAY),
        (Status.OFF_PACE, Change.NONE, 0.49, False, DECIDE),
        (Status.MET, Change.NONE, 0.49, True, WELL),
        (Status.ON_PACE, Change.NONE, 0.1, False, WATCH),
        (Status.ON_PACE, Change.FIRST_WORSE, 0.9, False, WATCH),
        (Status.ON_PACE, Change.FIRST_WORSE, 0.1, False, WATCH),
        (Status.ON_PACE, Change.FIRST_BETTER, None, False, WELL),
        (Status.ON_PACE, Change.FIRST_OTHER, None, False, WELL),
        (Status.REACHED, Change.BETTER, 0.9, False, WATCH),
        (Status.REACHED, Change.WORSE, 0.1, False, DECIDE),
        (Status.SLIPPED, Change.NONE, 0.1, False, WATCH),
        (Status.AT_RISK, Change.FIRST_WORSE, 0.5, False, WATCH),
        (Status.ON_PACE, Change.WORSE, 0.9, False, WATCH),
        (Status.ON_PACE, Change.WORSE, 0.1, False, DECIDE),
        (Status.ON_PACE, Change.BETTER, None, False, WELL),
        (Status.ON_PACE, Change.OTHER, None, False, WELL),
        (Status.ALREADY_THERE, Change.WORSE, 0.1, False, DECIDE),
        (Status.AT_RISK, Change.BETTER, 0.9, False, WATCH),
        (Status.AT_RISK, Change.NONE, 0.1, False, DECIDE),
        (Status.OFF_PACE, Change.BETTER, 0.9, False, DECIDE),
        (Status.HOLDING, Change.WORSE, 0.5, False, WATCH),
        (Status.TOO_NOISY, Change.NONE, 0.5, False, SAY),
        (Status.TOO_NOISY, Change.NONE, 0.1, False, WATCH),
        (Status.TOO_NOISY, Change.WORSE, 0.5, False, WATCH),
        (Status.TOO_NOISY, Change.WORSE, 0.1, False, DECIDE),
        (Status.TOO_EARLY, Change.FIRST_WORSE, None, False, WATCH),
        (Status.NO_STARTING_POINT, Change.WORSE, None, False, WATCH),
        (Status.NOT_REPORTED, Change.WORSE, None, False, WATCH),
        (Status.STALE, Change.WORSE, 0.1, False, SAY),
        (Status.STALE, Change.FIRST_WORSE, 0.1, False, SAY),
        (Status.MET, Change.FIRST_WORSE, 0.1, True, WELL),
        (Status.MET, Change.WORSE, None, True, WELL),
        (Status.KEPT, Change.WORSE, None, True, WELL),
        (Status.MISSED, Change.BETTER, None, True, DECIDE),
    ],
)
def test_the_other_answers_move_a_goal_up_and_never_down(
    status: Status, change: Change, chance: float | None, frozen: bool, pile: Triage
) -> None:
    assert assessment(status, change=change, chance=chance, frozen=frozen).triage is pile


WORSE_OR_NOT = (Change.NONE, Change.WORSE, Change.FIRST_WORSE)
EVERY = list(itertools.product(Status, WORSE_OR_NOT, (None, 0.1, 0.49, 0.5, 0.9)))


def test_every_combination_is_in_one_pile_for_one_reason() -> None:
    """The piles written a second time, each with all its conditions; the rules are all met."""
    bad = (Status.MISSED, Status.BROKEN, Status.OFF_PACE, Status.WRONG_WAY, Status.BREACHED)
    middling = (Status.AT_RISK, Status.REACHED, Status.SLIPPED)
    good = (Status.ALREADY_THERE, Status.ON_PACE, Status.HOLDING, Status.MET, Status.KEPT)
    met = set()
    for status, change, chance in EVERY:
        one = assessment(status, change=change, chance=chance)
        judged = status is not Status.STALE
        worse, unlikely = judged and change is Change.WORSE, judged and chance == 0.1
        sign = judged and change is Change.FIRST_WORSE
        decide = status in bad or (unlikely and (worse or status is Status.AT_RISK))
        doubtful = status in good and chance == 0.49
        watch = not decide and (status in middling or worse or unlikely or sign or doubtful)
        piles = {
            DECIDE: decide,
            WATCH: watch,
            WELL: not decide and not watch and status in good,
            SAY: not decide and not watch and status not in (*bad, *middling, *good),
        }
        assert [pile for pile, inside in piles.items() if inside] == [one.triage]
        met.add(one.pile_rule)
    assert met == set(PileRule)


def test_nothing_that_worsens_or_is_unlikely_hides_under_no_verdict() -> None:
    for status, change, chance in EVERY:
        one = assessment(status, change=change, chance=chance)
        if one.worse or one.unlikely:
            assert one.triage in (DECIDE, WATCH)


def test_an_old_claim_holds_no_goal_down() -> None:
    """The newest level began in December 2026: before it or on it the baseline still counts."""
    for baseline, pile in ((None, WATCH), ("2026-11-30", WATCH), ("2026-12-01", WELL),
                           ("2027-01-31", WELL)):  # fmt: skip
        one = assessment(Status.ON_PACE, change=Change.WORSE, baseline_date=baseline)
        assert one.triage is pile
        assert one.current_change is Change.WORSE


@pytest.mark.parametrize(
    ("given", "well"),
    [
        ([{}, {}], True),
        ([{}], False),
        ([{}, {}, {"status": Status.TOO_EARLY}], True),
        ([{}, {"status": Status.TOO_EARLY}], False),
        ([{}, {}, {"status": Status.AT_RISK}], False),
        ([{}, {}, {"chance": 0.1}], False),
        ([{}, {}, {"chance": 0.5}], True),
        ([{}, {}, {"change": Change.WORSE}], False),
        ([{}, {}, {"change": Change.FIRST_WORSE}], False),
        ([{}, {}, {"status": Status.MET, "frozen": True}], True),
        ([{}, {}, {"status": Status.MET, "frozen": True, "change": Change.WORSE}], False),
        ([{}, {}, {"status": Status.OFF_PACE}], False),
    ],
)
def test_a_department_does_well(given: list[dict[str, Any]], well: bool) -> None:
    """Two goals on track, none to decide or watch, none unlikely, and no metric has worsened."""
    assert does_well([assessment(**one) for one in given]) is well


def test_counts() -> None:
    given = [Status.MISSED, Status.OFF_PACE, Status.AT_RISK, Status.MET, Status.MET, Status.STALE]
    counts = count_triage(assessment(status) for status in given)
    assert dict(counts) == {DECIDE: 2, WATCH: 1, WELL: 2, SAY: 1}
    assert list(count_triage([]).items()) == [(pile, 0) for pile in Triage]


def test_every_status_counts_once() -> None:
    counts = count_triage(assessment(status) for status in Status)
    assert dict(counts) == {DECIDE: 5, WATCH: 3, WELL: 5, SAY: 7}


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
    goal_statuses = {key: goal_status(goal=key, **given) for key, given in goals}
    assert set(closed_goals(goal_statuses, CommentaryIndex())) == closed, why


@pytest.mark.parametrize(
    ("given", "decided", "scored_before", "reason"),
    [
        # Past due: by a decision on the due date or later.
        ({"status": Status.MISSED}, "2026-09-30", set(), ClosureReason.DECISION),
        ({"status": Status.KEPT}, "2026-10-05", set(), ClosureReason.DECISION),
        ({"status": Status.MISSED}, "2026-09-29", set(), None),
        ({"status": Status.MISSED}, None, set(), None),
        ({"status": Status.OFF_PACE}, "2026-10-05", set(), None),  # it still runs
        ({"status": Status.MISSED, "due": None}, "2026-10-05", set(), None),
        # Scored, and scored in the edition before.
        ({"status": Status.MISSED, "frozen": True}, None, {"a"}, ClosureReason.EDITION),
        ({"status": Status.MISSED, "frozen": True}, None, {"b"}, None),
        ({"status": Status.AWAITING_DATA}, None, {"a"}, None),  # its figure was taken back
        # The first reason counts.
        (
            {"status": Status.MISSED, "frozen": True, "state": DROPPED},
            "2026-10-05",
            {"a"},
            ClosureReason.DROPPED,
        ),
        (
            {"status": Status.MISSED, "frozen": True},
            "2026-10-05",
            {"a"},
            ClosureReason.DECISION,
        ),
    ],
)
def test_what_closes_a_goal(
    given: dict[str, Any],
    decided: str | None,
    scored_before: set[str],
    reason: ClosureReason | None,
) -> None:
    comments = []
    if decided is not None:
        request = asked("goal:a")
        comments = [replace(request, kind=CommentKind.DECISION_TAKEN, date=day(decided))]
    found = closed_goals(
        {"a": goal_status(**({"goal": "a", "due": "2026-09-30"} | given))},
        CommentaryIndex(by_subject={Subject(kind="goal", key="a"): comments}),
        frozenset(scored_before),
    )
    assert found.get("a") is reason


def test_a_report_counts_open_goals_only() -> None:
    rows = [{"metric": "speed", "date": "2026-10-01", "value": 75.0}]
    tables = [metric(), goal(), goal(goal="next", replaces="speed-70"), goal(goal="gone",
              state=DROPPED)]  # fmt: skip
    report = measure(dataset(rows, tables), Settings())
    assert [found.goal.goal for found in report.open_assessments] == ["next"]
    assert report.closed_goals == {
        "speed-70": ClosureReason.SUCCESSOR,
        "gone": ClosureReason.DROPPED,
    }


def test_a_missed_goal_that_is_closed_needs_no_decision() -> None:
    rows = [{"metric": "speed", "date": "2026-09-01", "value": 60.0}]
    past = goal(due="2026-09-30")
    open_report = measure(dataset(rows, [metric(), past]), Settings())
    assert count_triage(open_report.open_assessments)[DECIDE] == 1
    closed_report = measure(
        dataset(rows, [metric(), past, goal(goal="next", replaces="speed-70")]), Settings()
    )
    assert closed_report.assessments["speed-70"].status is Status.MISSED
    assert count_triage(closed_report.open_assessments)[DECIDE] == 0


def test_attention_by_urgency() -> None:
    order = [
        Status.BROKEN,
        Status.MISSED,
        Status.WRONG_WAY,
        Status.BREACHED,
        Status.OFF_PACE,
        Status.AT_RISK,
        Status.REACHED,
        Status.SLIPPED,
    ]
    shuffled = [assessment(status, goal=status.name.lower()) for status in reversed(list(Status))]
    assert [found.status for found in rank_attention(shuffled)] == order


def test_attention_by_all_answers() -> None:
    """Missed or unlikely before the rest, then worsened, then off pace, then at risk."""
    given = [
        assessment(Status.AT_RISK, goal="risk"),
        assessment(Status.OFF_PACE, goal="off", change=Change.BETTER),
        assessment(Status.ON_PACE, goal="well", change=Change.BETTER, chance=0.9),
        assessment(Status.ON_PACE, goal="worse", change=Change.WORSE, chance=0.5),
        assessment(Status.ON_PACE, goal="unlikely", chance=0.1),
        assessment(Status.WRONG_WAY, goal="wrong"),
        assessment(Status.MISSED, goal="missed", due="2026-09-30", frozen=True),
        assessment(Status.TOO_NOISY, goal="noisy", change=Change.WORSE),
        assessment(Status.AT_RISK, goal="all", change=Change.WORSE, chance=0.1),
        assessment(Status.OFF_PACE, goal="late", chance=0.1),
    ]
    ranked = [found.goal.goal for found in rank_attention(given)]
    assert ranked == ["all", "late", "missed", "unlikely", "noisy", "worse", "wrong", "off", "risk"]


def test_attention_among_equals() -> None:
    """What customers feel, then the earlier due date, then the id; no due date comes last."""
    off = Status.OFF_PACE
    given = [
        assessment(off, goal="z", due="2027-01-31", kind=Kind.OPERATIONAL),
        assessment(off, goal="b", due="2027-03-31", kind=Kind.CUSTOMER),
        assessment(off, goal="y", kind=Kind.BUSINESS),
        assessment(off, goal="c", due="2027-03-31", kind=Kind.RELATIONSHIP),
        assessment(off, goal="a", due="2027-06-30", kind=Kind.CUSTOMER),
        assessment(off, goal="x", due="2027-01-31", kind=None),
        assessment(Status.AT_RISK, goal="soon", due="2026-12-31", kind=Kind.CUSTOMER),
    ]
    ranked = [found.goal.goal for found in rank_attention(given)]
    assert ranked == ["b", "c", "a", "x", "z", "y", "soon"]


@pytest.mark.parametrize(
    ("promise", "first"), [("promise", "promise"), ("", "worse"), ("other", "worse")]
)
def test_the_promise_comes_first(promise: str, first: str) -> None:
    given = [assessment(Status.MISSED, goal="worse"), assessment(Status.AT_RISK, goal="promise")]
    assert rank_attention(given, promise)[0].goal.goal == first


def test_a_promise_that_is_well_is_no_news() -> None:
    given = [assessment(Status.ON_PACE, goal="promise"), assessment(Status.AT_RISK, goal="other")]
    assert [found.goal.goal for found in rank_attention(given, "promise")] == ["other"]


def test_a_request_counts_for_a_goal_its_metric_and_an_initiative_for_it() -> None:
    off = Status.OFF_PACE
    given = [
        assessment(off, goal="named"),
        assessment(off, goal="helped"),
        assessment(off, goal="alone"),
        assessment(Status.AT_RISK, goal="watched"),
    ]
    moves = [
        Initiative(
            location=PLACE, initiative="desk", name="A desk", department="s", goals=("helped",)
        ),
        Initiative(
            location=PLACE, initiative="idle", name="Idle", department="s", goals=("alone",)
        ),
    ]
    voice = CommentaryIndex(
        open_requests=(asked("goal:named"), asked("initiative:desk"), asked("goal:other"))
    )
    assert [one.goal.goal for one in without_request(given, voice, moves)] == ["alone"]
    about_metric = CommentaryIndex(open_requests=(asked(f"metric:{given[0].goal.metric}"),))
    assert without_request(given, about_metric, moves) == []


def asked(about: str) -> Commentary:
    kind, key = about.split(":")
    return Commentary(
        location=PLACE,
        about=Subject(kind=kind, key=key),
        date=dt.date(2026, 11, 10),
        kind=CommentKind.DECISION_NEEDED,
        text="Shall we?",
    )
