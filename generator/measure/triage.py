"""Triage: open goals by what they need of a reader, counted and ranked, never averaged."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias

from generator.measure.assessment import GoalAssessment
from generator.measure.commentary import CommentaryIndex, about_goal, about_metric
from generator.measure.status import SCORED, GoalStatus
from generator.model.periods import add_months
from generator.model.schema import Subject
from generator.model.tables import Initiative
from generator.model.vocabulary import CommentKind, GoalState, Kind, Status, Triage

#: What a goal may be once its due date has passed.
_PAST_DUE = (*SCORED, Status.AWAITING_DATA, Status.NOT_REPORTED)
#: The statuses that cannot be mended in time any more.
_LOST = (Status.MISSED, Status.BROKEN)
#: The statuses that are read first among those that could still be mended.
URGENT = (Status.WRONG_WAY, Status.BREACHED, Status.OFF_PACE)

#: The fewest goals on track by which a department is said to do well.
_FEWEST_WELL = 2

#: The rank of a goal among those that need attention.
UrgencyKey: TypeAlias = tuple[bool, bool, bool, int, bool, dt.date, str]
#: The kinds of metrics that customers feel; they come before what only the company sees.
FELT_BY_CUSTOMERS = (Kind.CUSTOMER, Kind.RELATIONSHIP)


class ClosureReason(StrEnum):
    """Why a goal is out of the counts."""

    DROPPED = "dropped"
    SUCCESSOR = "continued-by-another-goal"
    DECISION = "decided-about"
    EDITION = "scored-in-an-earlier-edition"


def count_triage(assessments: Iterable[GoalAssessment]) -> Counter[Triage]:
    """Counts goals by their triage, in its order; zeros are counts too."""
    counts = Counter(dict.fromkeys(Triage, 0))
    counts.update(assessment.triage for assessment in assessments)
    return counts


def does_well(assessments: Sequence[GoalAssessment]) -> bool:
    """Whether a department does well by its open goals.

    It does if two or more are on track, none needs a decision or watching, none is unlikely to be
    there on time, and none of their metrics has worsened, that of a scored goal included.
    """
    counts = count_triage(assessments)
    return (
        counts[Triage.GOING_WELL] >= _FEWEST_WELL
        and not counts[Triage.NEEDS_DECISION] + counts[Triage.WATCH]
        and not any(one.unlikely or one.worsened for one in assessments)
    )


def without_request(
    assessments: Iterable[GoalAssessment],
    commentary: CommentaryIndex,
    initiatives: Iterable[Initiative],
) -> list[GoalAssessment]:
    """The goals that need a decision for which nobody asks.

    A request counts if it is about the goal, its metric, or an initiative for the goal.
    """
    subjects = {request.about for request in commentary.open_requests}
    for initiative in initiatives:
        if Subject(kind="initiative", key=initiative.initiative) in subjects:
            subjects |= {about_goal(goal) for goal in initiative.goals}
    return [
        one
        for one in assessments
        if one.triage is Triage.NEEDS_DECISION
        and not subjects & {about_goal(one.goal.goal), about_metric(one.goal.metric)}
    ]


def closed_goals(
    goal_statuses: Mapping[str, GoalStatus],
    commentary: CommentaryIndex,
    scored_before: frozenset[str] = frozenset(),
) -> dict[str, ClosureReason]:
    """The goals out of the counts, and what closed each; the first reason of the enumeration wins.

    A goal past its due date is closed by a decision taken about it on that day or later, and at
    the latest one edition after the one that scored it: `scored_before` are the goals that the
    previous edition had scored.
    """
    reasons: dict[ClosureReason, list[str]] = {reason: [] for reason in reversed(ClosureReason)}
    for key, goal_status in goal_statuses.items():
        goal = goal_status.goal
        decision = commentary.newest(about_goal(key), CommentKind.DECISION_TAKEN)
        if key in scored_before and goal_status.frozen:
            reasons[ClosureReason.EDITION].append(key)
        if goal_status.status in _PAST_DUE and decision and goal.due and decision.date >= goal.due:
            reasons[ClosureReason.DECISION].append(key)
        if goal.replaces and goal.state is GoalState.ACTIVE:
            reasons[ClosureReason.SUCCESSOR].append(goal.replaces)
        if goal.state is GoalState.DROPPED:
            reasons[ClosureReason.DROPPED].append(key)
    return {key: reason for reason, keys in reasons.items() for key in keys}


def rank_attention(
    assessments: Iterable[GoalAssessment], promise_goal: str = ""
) -> list[GoalAssessment]:
    """The open goals that need a decision or watching, the most pressing first.

    The goal that measures the promise leads. Then those missed or unlikely to be there on time
    come before the rest; within both, those worsened before the rest; within these, those moving
    the wrong way, breached, off pace, then the others. Among equals what customers feel comes
    first, then the earlier due date, then the id.
    """
    shown = [one for one in assessments if one.triage in (Triage.NEEDS_DECISION, Triage.WATCH)]
    return sorted(shown, key=lambda one: urgency_key(one, promise_goal))


def sink_long_past_due(assessments: Iterable[GoalAssessment], day: dt.date) -> list[GoalAssessment]:
    """The same order, but goals that were due more than a year before a day come last."""
    limit = add_months(day, -12)
    return sorted(assessments, key=lambda one: one.goal.due is not None and one.goal.due < limit)


def urgency_key(assessment: GoalAssessment, promise_goal: str = "") -> UrgencyKey:
    """The rank of a goal in the order of `rank_attention`: the lower the more pressing."""
    return (
        assessment.goal.goal != promise_goal,
        not (assessment.status in _LOST or assessment.unlikely),
        not assessment.worse,
        URGENT.index(assessment.status) if assessment.status in URGENT else len(URGENT),
        assessment.goal_status.metric.kind not in FELT_BY_CUSTOMERS,
        assessment.goal.due or dt.date.max,
        assessment.goal.goal,
    )
