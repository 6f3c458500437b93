"""Opposition: two goals on one metric and segment that cannot both be had."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from generator.measure.report import Report
from generator.model.schema import Row
from generator.model.tables import Goal, Metric
from generator.model.vocabulary import Better, Rule


class ConflictKind(StrEnum):
    """Why two goals cannot both be had."""

    DIRECTIONS = "directions"
    BOUNDS = "bounds"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictingTargets:
    """Two goals that oppose each other; `shared_owner` answers for both."""

    metric: Metric
    first: Goal
    second: Goal
    reason: ConflictKind
    shared_owner: str | None = None

    @property
    def evidence_rows(self) -> tuple[Row, ...]:
        """The rows it rests on."""
        return self.metric, self.first, self.second


def conflicting_targets(report: Report) -> tuple[ConflictingTargets, ...]:
    """Every pair of goals of two departments, or of one owner, that oppose each other.

    Both must still run on the day of the site, and at the same time as each other; a date that is
    not stated is open. A later due date for the same direction is a step on the way, no conflict.
    """
    day, metrics = report.dataset.as_of.day, report.dataset.by_id(Metric)
    found = []
    for (key, _), goals in report.active_goals.items():
        running = [goal for goal in goals if goal.due is None or goal.due >= day]
        for first, second in combinations(running, 2):
            owner = first.owner if first.owner == second.owner else None
            if first.department == second.department and owner is None:
                continue
            reason = _reason(first, second, metrics[key])
            if reason is not None:
                found.append(
                    ConflictingTargets(
                        metric=metrics[key],
                        first=first,
                        second=second,
                        reason=reason,
                        shared_owner=owner,
                    )
                )
    return tuple(found)


def _reason(first: Goal, second: Goal, metric: Metric) -> ConflictKind | None:
    if not _overlap(first, second):
        return None
    both_reach = first.rule is second.rule is Rule.REACH
    if both_reach:
        ways = {_way(first, metric), _way(second, metric)}
        return ConflictKind.DIRECTIONS if ways == {1, -1} else None
    for reaching, other in ((first, second), (second, first)):
        # What is to be reached is asked for on its due date alone, not on the way there.
        if reaching.rule is Rule.REACH and not _runs_on(other, reaching.due):
            return None
    asked = [*_bounds(first, metric), *_bounds(second, metric)]
    low, high = max(ends[0] for ends in asked), min(ends[1] for ends in asked)
    return ConflictKind.BOUNDS if low > high else None


def _way(goal: Goal, metric: Metric) -> int:
    """Whether a goal asks for more (1) or for less (-1); 0 where it cannot be told."""
    if metric.better is not Better.NEITHER:
        return 1 if metric.better is Better.HIGHER else -1
    if goal.rule is not Rule.REACH or goal.baseline is None:
        return 0
    return (goal.target > goal.baseline) - (goal.target < goal.baseline)


def _bounds(goal: Goal, metric: Metric) -> Iterator[tuple[float, float]]:
    """Between which values a goal is fulfilled; nothing where its side cannot be told."""
    if goal.rule is Rule.RANGE and goal.target_high is not None:
        yield goal.target, goal.target_high
        return
    way = _way(goal, metric)
    if way:
        yield (goal.target, math.inf) if way > 0 else (-math.inf, goal.target)


def _overlap(first: Goal, second: Goal) -> bool:
    """Whether both run at some time together."""
    begins = max(goal.baseline_date or dt.date.min for goal in (first, second))
    ends = min(goal.due or dt.date.max for goal in (first, second))
    return begins <= ends


def _runs_on(goal: Goal, day: dt.date | None) -> bool:
    """Whether a goal runs on a day, or at the open end of time."""
    day = day or dt.date.max
    return (goal.baseline_date or dt.date.min) <= day <= (goal.due or dt.date.max)
