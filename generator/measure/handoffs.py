"""Handoffs: whether what one department promises another is kept, by the goals on its metric."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.measure.alignment.conflicts import HandoffConflict
from generator.measure.alignment.metric_health import MetricHealth, metric_health
from generator.measure.assessment import GoalAssessment
from generator.measure.report import Report
from generator.model.tables import Handoff, Metric
from generator.model.vocabulary import Status, Triage

#: What is there already, and not only on its way.
_THERE = (Status.MET, Status.ALREADY_THERE, Status.HOLDING, Status.KEPT)


class Kept(StrEnum):
    """Whether a promise is kept, in the order in which it is read: what is not comes first."""

    NO = "not-kept"
    WORSE = "worsened"
    WATCH = "watch"
    UNKNOWN = "unknown"
    ON_THE_WAY = "on-the-way"
    YES = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffReview:
    """A handoff: whether its promise is kept, and the condition of the metrics on both sides.

    A condition is None where no metric is stated. `conflict` holds where the provider does well
    while the promise or the receiver does badly.
    """

    handoff: Handoff
    kept: Kept
    promise: MetricHealth | None
    provider: MetricHealth | None
    receiver: MetricHealth | None
    conflict: HandoffConflict | None

    @property
    def bad_sides(self) -> int:
        """On how many sides it breaks: that of the promise, and that of the receiver."""
        return sum(side is not None and side.bad for side in (self.promise, self.receiver))


def handoff_reviews(
    report: Report, conflicts: Iterable[HandoffConflict]
) -> tuple[HandoffReview, ...]:
    """Every handoff; first those that break on both sides, then on one, then by the promise."""
    conflict_at = {one.handoff.handoff: one for one in conflicts}
    metrics = report.dataset.by_id(Metric)
    conditions: dict[str, MetricHealth] = {}

    def condition(metric: str | None) -> MetricHealth | None:
        if metric is None:
            return None
        if metric not in conditions:
            conditions[metric] = metric_health(report, metrics[metric])
        return conditions[metric]

    found = []
    for handoff in report.dataset.rows(Handoff):
        promise = condition(handoff.metric)
        found.append(
            HandoffReview(
                handoff=handoff,
                kept=_kept(report, promise),
                promise=promise,
                provider=condition(handoff.provider_metric),
                receiver=condition(handoff.receiver_metric),
                conflict=conflict_at.get(handoff.handoff),
            )
        )
    order = list(Kept)
    found.sort(key=lambda one: (-one.bad_sides, order.index(one.kept), one.conflict is None))
    return tuple(found)


def goals_of(report: Report, metric: Metric) -> tuple[GoalAssessment, ...]:
    """The answers about the open goals on a metric as a whole."""
    return tuple(
        one
        for one in report.open_assessments
        if one.goal.metric == metric.metric and not one.goal.segment
    )


def _kept(report: Report, promise: MetricHealth | None) -> Kept:
    """By the goals on its metric; without a goal only whether that is really worse."""
    if promise is None:
        return Kept.UNKNOWN
    judged = [
        one for one in goals_of(report, promise.metric) if one.triage is not Triage.CANNOT_SAY
    ]
    there = all(one.status in _THERE for one in judged)
    if promise.failing and not there:
        return Kept.NO
    if promise.worse_since is not None:
        return Kept.WORSE
    if not judged:
        return Kept.UNKNOWN
    # What is there today and will hardly stay there is kept so far.
    if promise.failing or any(one.triage is Triage.WATCH for one in judged):
        return Kept.WATCH
    return Kept.YES if there else Kept.ON_THE_WAY
