"""Conflicts: goals that go well at the cost of another, and goals that cannot both be met."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from generator.measure.assessment import GoalAssessment
from generator.measure.evidence import better_for
from generator.measure.report import Report
from generator.measure.triage import FELT_BY_CUSTOMERS
from generator.model.periods import Period
from generator.model.schema import Row
from generator.model.tables import Goal, Metric
from generator.model.vocabulary import Rule, Status, Triage

#: A goal that is not kept, whether it is over or still runs.
_NOT_KEPT = (Status.MISSED, Status.BROKEN, Status.BREACHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardrailConflict:
    """A goal that goes well while a metric that must not worsen for it does.

    `since` is the first period since which the guardrail has worsened (None: it has not),
    `not_kept` the guardrail's own goals that are missed, broken or breached. `shared_owner`
    answers for the goal and for one of those, or for the goal and the guardrail itself.
    """

    goal: Goal
    guardrail: Metric
    since: Period | None
    not_kept: tuple[Goal, ...] = ()
    shared_owner: str | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """The goal that does well and the metric that it harms, by their ids."""
        return self.goal.goal, self.guardrail.metric

    @property
    def evidence_rows(self) -> tuple[Row, ...]:
        """The rows it rests on."""
        return (self.goal, self.guardrail, *self.not_kept)


class ConflictKind(StrEnum):
    """Why two goals cannot both be had."""

    DIRECTIONS = "directions"
    BOUNDS = "bounds"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictingTargets:
    """Two goals on one metric and segment that cannot both be met; `shared_owner` has both."""

    metric: Metric
    first: Goal
    second: Goal
    reason: ConflictKind
    shared_owner: str | None = None

    @property
    def evidence_rows(self) -> tuple[Row, ...]:
        """The rows it rests on."""
        return self.metric, self.first, self.second


def guardrail_conflicts(report: Report) -> tuple[GuardrailConflict, ...]:
    """Every goal that goes well while a guardrail has worsened since its baseline or is not kept.

    Guardrails that customers feel come first, then those worse for longest. What worsened only
    after the due date of a scored goal does not count against it.
    """
    conflicts = [
        conflict
        for assessment in report.open_assessments
        if assessment.triage is Triage.GOING_WELL
        for conflict in _guardrail_conflicts(report, assessment)
    ]
    conflicts.sort(
        key=lambda conflict: (
            conflict.guardrail.kind not in FELT_BY_CUSTOMERS,
            conflict.since is None,
            conflict.since.last.toordinal() if conflict.since else 0,
            conflict.goal.goal,
        )
    )
    return tuple(conflicts)


def _guardrail_conflicts(report: Report, assessment: GoalAssessment) -> Iterator[GuardrailConflict]:
    goal, metrics = assessment.goal, report.dataset.by_id(Metric)
    for key in dict.fromkeys(goal.guardrails):
        guardrail = metrics[key]
        if key == goal.metric:
            continue
        since = report.worse_since(key, after=goal.baseline_date)
        scored_on = goal.due if assessment.goal_status.frozen else None
        if since is not None and scored_on is not None and since.first > scored_on:
            since = None
        own = [
            one
            for one in report.open_assessments
            if one.goal.metric == key and (one.goal.segment or None) in (None, goal.segment)
        ]
        not_kept = tuple(one.goal for one in own if one.status in _NOT_KEPT)
        if since is not None or not_kept:
            # The owners of the guardrail's goals; without a goal that of the metric.
            owners = {one.goal.owner for one in own} or {guardrail.owner}
            yield GuardrailConflict(
                goal=goal,
                guardrail=guardrail,
                since=since,
                not_kept=not_kept,
                shared_owner=goal.owner if goal.owner in owners else None,
            )


def conflicting_targets(report: Report) -> tuple[ConflictingTargets, ...]:
    """Every pair of goals of two departments, or of one owner, that cannot both be met.

    Both must still run on the day of the site, and at the same time as each other; a date that is
    not stated is open. A later due date for the same direction is a step on the way, no conflict.
    """
    day, metrics = report.dataset.as_of.day, report.dataset.by_id(Metric)
    conflicts = []
    for (key, _), goals in report.active_goals.items():
        running = [goal for goal in goals if goal.due is None or goal.due >= day]
        for first, second in combinations(running, 2):
            owner = first.owner if first.owner == second.owner else None
            if first.department == second.department and owner is None:
                continue
            reason = _conflict_kind(first, second, metrics[key])
            if reason is not None:
                conflicts.append(
                    ConflictingTargets(
                        metric=metrics[key],
                        first=first,
                        second=second,
                        reason=reason,
                        shared_owner=owner,
                    )
                )
    return tuple(conflicts)


def _conflict_kind(first: Goal, second: Goal, metric: Metric) -> ConflictKind | None:
    (start, end), (other_start, other_end) = _runs(first), _runs(second)
    if max(start, other_start) > min(end, other_end):
        return None
    if first.rule is second.rule is Rule.REACH:
        directions = {better_for(first, metric).sign, better_for(second, metric).sign}
        return ConflictKind.DIRECTIONS if directions == {1, -1} else None
    for reaching, other in ((first, second), (second, first)):
        # A target to reach counts on its due date alone, not on the way there.
        start, end = _runs(other)
        if reaching.rule is Rule.REACH and not start <= (reaching.due or dt.date.max) <= end:
            return None
    bounds = [*_bounds(first, metric), *_bounds(second, metric)]
    low, high = max(low for low, _ in bounds), min(high for _, high in bounds)
    return ConflictKind.BOUNDS if low > high else None


def _runs(goal: Goal) -> tuple[dt.date, dt.date]:
    """The days from which and to which a goal runs; open ends are the ends of time."""
    return goal.baseline_date or dt.date.min, goal.due or dt.date.max


def _bounds(goal: Goal, metric: Metric) -> Iterator[tuple[float, float]]:
    """The values between which a goal is met; nothing if its direction is unknown."""
    if goal.rule is Rule.RANGE and goal.target_high is not None:
        yield goal.target, goal.target_high
    elif direction := better_for(goal, metric).sign:
        yield (goal.target, math.inf) if direction > 0 else (-math.inf, goal.target)
