"""Conflicts: a goal or a side of a handoff that does well at the cost of another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.measure.alignment.metric_health import MetricHealth, metric_health, worse_since
from generator.measure.assessment import GoalAssessment
from generator.measure.report import Report
from generator.measure.triage import FELT_BY_CUSTOMERS
from generator.model.periods import Period
from generator.model.schema import Row
from generator.model.tables import Goal, Handoff, Metric
from generator.model.vocabulary import Status, Triage

#: A goal that is not kept, whether it is over or still runs.
_NOT_KEPT = (Status.MISSED, Status.BROKEN, Status.BREACHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardrailConflict:
    """A goal that goes well while a metric that must not worsen for it does.

    `since` is the first period in which the guardrail is really worse (None: it is not),
    `not_kept` the guardrail's own goals that are missed, broken or breached. `shared_owner`
    answers for the goal and for one of those, or for the goal and the guardrail itself.
    """

    goal: Goal
    guardrail: Metric
    since: Period | None
    not_kept: tuple[Goal, ...] = ()
    shared_owner: str | None = None

    @property
    def evidence_rows(self) -> tuple[Row, ...]:
        """The rows it rests on."""
        return (self.goal, self.guardrail, *self.not_kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffConflict:
    """A handoff whose provider does well by its own metric, while the promise or the receiver not.

    `promise` and `receiver` hold the metric that does badly; None where it does not, is not
    stated, or is the same.
    """

    handoff: Handoff
    provider: MetricHealth
    promise: MetricHealth | None = None
    receiver: MetricHealth | None = None

    @property
    def evidence_rows(self) -> tuple[Row, ...]:
        """The rows it rests on."""
        conditions = [one for one in (self.promise, self.receiver) if one is not None]
        failing = [goal for one in conditions for goal in one.failing]
        return (
            self.handoff,
            self.provider.metric,
            *(one.metric for one in conditions),
            *dict.fromkeys(failing),
        )


def guardrail_conflicts(report: Report) -> tuple[GuardrailConflict, ...]:
    """Every goal that goes well while a guardrail of its own is really worse or not kept.

    Those whose guardrail customers feel come first, then what has been worse for longest. A goal
    that was scored at its due date is not held against what worsened only after that day.
    """
    found = [
        conflict
        for one in report.open_assessments
        if one.triage is Triage.GOING_WELL
        for conflict in _of_goal(report, one)
    ]
    found.sort(
        key=lambda one: (
            one.guardrail.kind not in FELT_BY_CUSTOMERS,
            one.since is None,
            one.since.last.toordinal() if one.since else 0,
            one.goal.goal,
        )
    )
    return tuple(found)


def handoff_conflicts(report: Report) -> tuple[HandoffConflict, ...]:
    """Every handoff whose provider does well while its promise or its receiver does badly."""
    metrics = report.dataset.by_id(Metric)
    found = []
    for handoff in report.dataset.rows(Handoff):
        if handoff.provider_metric is None:
            continue
        provider = metric_health(report, metrics[handoff.provider_metric])
        if not provider.fine:
            continue
        promise = _bad(report, handoff.metric)
        receiver = _bad(report, handoff.receiver_metric)
        if receiver is not None and handoff.receiver_metric == handoff.metric:
            receiver = None
        if promise is not None or receiver is not None:
            found.append(
                HandoffConflict(
                    handoff=handoff, provider=provider, promise=promise, receiver=receiver
                )
            )
    return tuple(found)


def _of_goal(report: Report, assessment: GoalAssessment) -> Iterator[GuardrailConflict]:
    goal, metrics = assessment.goal, report.dataset.by_id(Metric)
    for key in dict.fromkeys(goal.guardrails):
        guardrail = metrics[key]
        if key == goal.metric:
            continue
        since = worse_since(report, guardrail)
        over = goal.due if assessment.goal_status.frozen else None
        if since is not None and over is not None and since.first > over:
            since = None
        own = [
            one.goal
            for one in report.open_assessments
            if one.goal.metric == key and (one.goal.segment or None) in (None, goal.segment)
        ]
        not_kept = tuple(one for one in own if report.assessments[one.goal].status in _NOT_KEPT)
        if since is not None or not_kept:
            yield GuardrailConflict(
                goal=goal,
                guardrail=guardrail,
                since=since,
                not_kept=not_kept,
                shared_owner=_shared(goal, guardrail, own),
            )


def _shared(goal: Goal, guardrail: Metric, own: list[Goal]) -> str | None:
    """Who answers for a goal and for what it must not harm: by its goals, else by the metric."""
    owners = {one.owner for one in own} or {guardrail.owner}
    return goal.owner if goal.owner in owners else None


def _bad(report: Report, metric: str | None) -> MetricHealth | None:
    if metric is None:
        return None
    condition = metric_health(report, report.dataset.by_id(Metric)[metric])
    return condition if condition.bad else None
