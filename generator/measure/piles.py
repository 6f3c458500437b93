"""The four piles: the reading order of Home, counted and ranked, never averaged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.measure.status import Standing
from generator.model.words import GoalState, Kind, Pile, Status

#: The pile of each status; a later answer may move a goal up in the order, never down.
PILE_OF: Mapping[Status, Pile] = {
    Status.NO_DATA: Pile.CANNOT_SAY,
    Status.STALE: Pile.CANNOT_SAY,
    Status.AWAITING_DATA: Pile.CANNOT_SAY,
    Status.NOT_REPORTED: Pile.CANNOT_SAY,
    Status.NO_STARTING_POINT: Pile.CANNOT_SAY,
    Status.TOO_EARLY: Pile.CANNOT_SAY,
    Status.TOO_NOISY: Pile.CANNOT_SAY,
    Status.MISSED: Pile.NEEDS_DECISION,
    Status.BROKEN: Pile.NEEDS_DECISION,
    Status.WRONG_WAY: Pile.NEEDS_DECISION,
    Status.BREACHED: Pile.NEEDS_DECISION,
    Status.OFF_PACE: Pile.NEEDS_DECISION,
    Status.AT_RISK: Pile.WATCH,
    Status.MET: Pile.GOING_WELL,
    Status.ALREADY_THERE: Pile.GOING_WELL,
    Status.ON_PACE: Pile.GOING_WELL,
    Status.HOLDING: Pile.GOING_WELL,
    Status.KEPT: Pile.GOING_WELL,
}

#: Which statuses a leader reads first among those that need attention.
_URGENCY = (
    Status.MISSED,
    Status.BROKEN,
    Status.WRONG_WAY,
    Status.BREACHED,
    Status.OFF_PACE,
    Status.AT_RISK,
)

#: What customers meet comes before what only the company sees.
_FELT_BY_CUSTOMERS = (Kind.CUSTOMER, Kind.RELATIONSHIP)


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


def pile_of(standing: Standing) -> Pile:
    """The pile on which an open goal lies."""
    return PILE_OF[standing.status]


def count_piles(standings: Iterable[Standing]) -> PileCounts:
    """The open goals counted by pile."""
    piles = [pile_of(standing) for standing in standings]
    return PileCounts(
        needs_decision=piles.count(Pile.NEEDS_DECISION),
        watch=piles.count(Pile.WATCH),
        going_well=piles.count(Pile.GOING_WELL),
        cannot_say=piles.count(Pile.CANNOT_SAY),
    )


def closed_goals(standings: Mapping[str, Standing]) -> frozenset[str]:
    """The goals out of the counts: dropped, or continued by a goal that replaces them."""
    closed = {key for key, s in standings.items() if s.goal.state is GoalState.DROPPED}
    for standing in standings.values():
        if standing.goal.replaces and standing.goal.state is GoalState.ACTIVE:
            closed.add(standing.goal.replaces)
    return frozenset(closed)


def rank_attention(standings: Iterable[Standing], promise_goal: str = "") -> list[Standing]:
    """The open goals that need a decision or watching, the most pressing first.

    The goal that measures the promise leads where it is among them; then missed or broken,
    moving the wrong way, breached, off pace, at risk; among equals what customers feel, then the
    earlier due date, then the id.
    """
    shown = [s for s in standings if s.status in _URGENCY]
    return sorted(
        shown,
        key=lambda s: (
            s.goal.goal != promise_goal,
            _URGENCY.index(s.status),
            s.metric.kind not in _FELT_BY_CUSTOMERS,
            s.goal.due or dt.date.max,
            s.goal.goal,
        ),
    )
