"""The four piles: the reading order of Home, counted and ranked, never averaged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from generator.measure.answers import Answers
from generator.measure.status import Standing
from generator.measure.voice import Voice, about_goal, about_metric
from generator.model.subjects import Subject
from generator.model.tables import Initiative
from generator.model.words import GoalState, Kind, Pile, Status

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
Pressing: TypeAlias = tuple[bool, bool, bool, int, bool, dt.date, str]
#: What customers meet comes before what only the company sees.
FELT_BY_CUSTOMERS = (Kind.CUSTOMER, Kind.RELATIONSHIP)


class ClosedBy(StrEnum):
    """Why a goal is out of the counts."""

    DROPPED = "dropped"
    SUCCESSOR = "continued by another goal"
    DECISION = "decided about"
    EDITION = "scored in an earlier edition"


@dataclass(frozen=True, slots=True, kw_only=True)
class PileCounts:
    """How many open goals lie on each pile."""

    needs_decision: int = 0
    watch: int = 0
    going_well: int = 0
    cannot_say: int = 0

    @property
    def total(self) -> int:
        """All open goals."""
        return self.needs_decision + self.watch + self.going_well + self.cannot_say

    def of(self, pile: Pile) -> int:
        """The count of one pile."""
        return {
            Pile.NEEDS_DECISION: self.needs_decision,
            Pile.WATCH: self.watch,
            Pile.GOING_WELL: self.going_well,
            Pile.CANNOT_SAY: self.cannot_say,
        }[pile]


def count_piles(answers: Iterable[Answers]) -> PileCounts:
    """The open goals counted by pile."""
    piles = [one.pile for one in answers]
    return PileCounts(
        needs_decision=piles.count(Pile.NEEDS_DECISION),
        watch=piles.count(Pile.WATCH),
        going_well=piles.count(Pile.GOING_WELL),
        cannot_say=piles.count(Pile.CANNOT_SAY),
    )


def without_request(
    answers: Iterable[Answers], voice: Voice, initiatives: Iterable[Initiative]
) -> list[Answers]:
    """The goals that need a decision for which none is asked.

    A request counts that is about the goal, its metric, or an initiative that is to shift it.
    """
    asked = {one.about for one in voice.asked}
    moved = {
        goal
        for move in initiatives
        if Subject(kind="initiative", key=move.initiative) in asked
        for goal in move.goals
    }
    return [
        one
        for one in answers
        if one.pile is Pile.NEEDS_DECISION
        and not asked & {about_goal(one.goal.goal), about_metric(one.goal.metric)}
        and one.goal.goal not in moved
    ]


def closed_goals(
    standings: Mapping[str, Standing],
    voice: Voice,
    scored_before: frozenset[str] = frozenset(),
) -> dict[str, ClosedBy]:
    """The goals out of the counts, and what closed each.

    A goal past its due date is closed by a decision taken about it on that day or later, and at
    the latest one edition after that which scored it: `scored_before` are those that the previous
    edition had scored.
    """
    told = (key for key in scored_before if key in standings and standings[key].frozen)
    closed = dict.fromkeys(told, ClosedBy.EDITION)
    closed |= {key: ClosedBy.DECISION for key, s in standings.items() if _decided(s, voice)}
    for standing in standings.values():
        if standing.goal.replaces and standing.goal.state is GoalState.ACTIVE:
            closed[standing.goal.replaces] = ClosedBy.SUCCESSOR
    dropped = (key for key, s in standings.items() if s.goal.state is GoalState.DROPPED)
    return closed | dict.fromkeys(dropped, ClosedBy.DROPPED)


def _decided(standing: Standing, voice: Voice) -> bool:
    due, taken = standing.goal.due, voice.decided(about_goal(standing.goal.goal))
    over = standing.status in _PAST_DUE
    return over and taken is not None and due is not None and taken.date >= due


def rank_attention(answers: Iterable[Answers], promise_goal: str = "") -> list[Answers]:
    """The open goals that need a decision or watching, the most pressing first.

    The goal that measures the promise leads where it is among them. Then what is missed or
    unlikely to be there on time comes before the rest; within both, what is really worse before
    the rest; within that moving the wrong way, breached, off pace, then all else. Among equals
    what customers feel, then the earlier due date, then the id.
    """
    shown = [one for one in answers if one.pile in (Pile.NEEDS_DECISION, Pile.WATCH)]
    return sorted(shown, key=lambda one: pressing(one, promise_goal))


def pressing(one: Answers, promise_goal: str = "") -> Pressing:
    """The place of a goal in the order of `rank_attention`: the lower the more pressing."""
    return (
        one.goal.goal != promise_goal,
        not (one.status in _LOST or one.unlikely),
        not one.worse,
        _URGENCY.index(one.status) if one.status in _URGENCY else len(_URGENCY),
        one.standing.metric.kind not in FELT_BY_CUSTOMERS,
        one.goal.due or dt.date.max,
        one.goal.goal,
    )
