"""The four piles: the reading order of Home, counted and ranked, never averaged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from generator.measure.assessment import GoalAssessment
from generator.measure.commentary import CommentaryIndex, about_goal, about_metric
from generator.measure.status import GoalStatus
from generator.model.schema import Subject
from generator.model.tables import Initiative
from generator.model.vocabulary import GoalState, Kind, Status, Triage

#: What a goal may be once its due date has passed.
_PAST_DUE = (
    Status.MET,
    Status.MISSED,
    Status.KEPT,
    Status.BROKEN,
    Status.AWAITING_DATA,
    Status.NOT_REPORTED,
)
#: What cannot be mended in time any more.
_LOST = (Status.MISSED, Status.BROKEN)
#: Which statuses are read first among those that could still be mended.
_URGENCY = (Status.WRONG_WAY, Status.BREACHED, Status.OFF_PACE)

#: The place of a goal among those that need attention.
UrgencyKey: TypeAlias = tuple[bool, bool, bool, int, bool, dt.date, str]
#: What customers meet comes before what only the company sees.
FELT_BY_CUSTOMERS = (Kind.CUSTOMER, Kind.RELATIONSHIP)


class ClosureReason(StrEnum):
    """Why a goal is out of the counts."""

    DROPPED = "dropped"
    SUCCESSOR = "continued-by-another-goal"
    DECISION = "decided-about"
    EDITION = "scored-in-an-earlier-edition"


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageCounts:
    """How many open goals lie on each pile."""

    needs_decision: int = 0
    watch: int = 0
    going_well: int = 0
    cannot_say: int = 0

    @property
    def total(self) -> int:
        """All open goals."""
        return self.needs_decision + self.watch + self.going_well + self.cannot_say

    def of(self, pile: Triage) -> int:
        """The count of one pile."""
        return {
            Triage.NEEDS_DECISION: self.needs_decision,
            Triage.WATCH: self.watch,
            Triage.GOING_WELL: self.going_well,
            Triage.CANNOT_SAY: self.cannot_say,
        }[pile]


def count_triage(assessments: Iterable[GoalAssessment]) -> TriageCounts:
    """The open goals counted by pile."""
    piles = [one.triage for one in assessments]
    return TriageCounts(
        needs_decision=piles.count(Triage.NEEDS_DECISION),
        watch=piles.count(Triage.WATCH),
        going_well=piles.count(Triage.GOING_WELL),
        cannot_say=piles.count(Triage.CANNOT_SAY),
    )


def without_request(
    assessments: Iterable[GoalAssessment], voice: CommentaryIndex, initiatives: Iterable[Initiative]
) -> list[GoalAssessment]:
    """The goals that need a decision for which none is asked.

    A request counts that is about the goal, its metric, or an initiative that is to shift it.
    """
    asked = {one.about for one in voice.open_requests}
    moved = {
        goal
        for move in initiatives
        if Subject(kind="initiative", key=move.initiative) in asked
        for goal in move.goals
    }
    return [
        one
        for one in assessments
        if one.triage is Triage.NEEDS_DECISION
        and not asked & {about_goal(one.goal.goal), about_metric(one.goal.metric)}
        and one.goal.goal not in moved
    ]


def closed_goals(
    goal_statuses: Mapping[str, GoalStatus],
    voice: CommentaryIndex,
    scored_before: frozenset[str] = frozenset(),
) -> dict[str, ClosureReason]:
    """The goals out of the counts, and what closed each.

    A goal past its due date is closed by a decision taken about it on that day or later, and at
    the latest one edition after that which scored it: `scored_before` are those that the previous
    edition had scored.
    """
    told = (key for key in scored_before if key in goal_statuses and goal_statuses[key].frozen)
    closed = dict.fromkeys(told, ClosureReason.EDITION)
    closed |= {
        key: ClosureReason.DECISION for key, s in goal_statuses.items() if _decided(s, voice)
    }
    for goal_status in goal_statuses.values():
        if goal_status.goal.replaces and goal_status.goal.state is GoalState.ACTIVE:
            closed[goal_status.goal.replaces] = ClosureReason.SUCCESSOR
    dropped = (key for key, s in goal_statuses.items() if s.goal.state is GoalState.DROPPED)
    return closed | dict.fromkeys(dropped, ClosureReason.DROPPED)


def _decided(goal_status: GoalStatus, voice: CommentaryIndex) -> bool:
    due, taken = goal_status.goal.due, voice.decision_on(about_goal(goal_status.goal.goal))
    over = goal_status.status in _PAST_DUE
    return over and taken is not None and due is not None and taken.date >= due


def rank_attention(
    assessments: Iterable[GoalAssessment], promise_goal: str = ""
) -> list[GoalAssessment]:
    """The open goals that need a decision or watching, the most pressing first.

    The goal that measures the promise leads where it is among them. Then what is missed or
    unlikely to be there on time comes before the rest; within both, what is really worse before
    the rest; within that moving the wrong way, breached, off pace, then all else. Among equals
    what customers feel, then the earlier due date, then the id.
    """
    shown = [one for one in assessments if one.triage in (Triage.NEEDS_DECISION, Triage.WATCH)]
    return sorted(shown, key=lambda one: urgency_key(one, promise_goal))


def urgency_key(one: GoalAssessment, promise_goal: str = "") -> UrgencyKey:
    """The place of a goal in the order of `rank_attention`: the lower the more pressing."""
    return (
        one.goal.goal != promise_goal,
        not (one.status in _LOST or one.unlikely),
        not one.worse,
        _URGENCY.index(one.status) if one.status in _URGENCY else len(_URGENCY),
        one.goal_status.metric.kind not in FELT_BY_CUSTOMERS,
        one.goal.due or dt.date.max,
        one.goal.goal,
    )
