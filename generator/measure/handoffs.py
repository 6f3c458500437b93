"""Handoffs: whether a department keeps its promise to another, by the goals on its metric."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.measure.alignment.conflicts import HandoffConflict
from generator.measure.alignment.metric_health import MetricHealth, metric_health
from generator.measure.report import Report
from generator.model.tables import Handoff
from generator.model.vocabulary import Status, Triage

#: A goal that has been reached already, and is not only on its way.
_REACHED = (Status.MET, Status.ALREADY_THERE, Status.HOLDING, Status.KEPT)


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
    """A handoff: whether its promise is kept, and the health of the metrics on both sides.

    A health is None if no metric is stated. `conflict` is set if the provider does well while the
    promise or the receiver does badly.
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
    conflict_at = {conflict.handoff.handoff: conflict for conflict in conflicts}

    def health(metric: str | None) -> MetricHealth | None:
        return None if metric is None else metric_health(report, metric)

    reviews = []
    for handoff in report.dataset.rows(Handoff):
        promise = health(handoff.metric)
        reviews.append(
            HandoffReview(
                handoff=handoff,
                kept=_kept(promise),
                promise=promise,
                provider=health(handoff.provider_metric),
                receiver=health(handoff.receiver_metric),
                conflict=conflict_at.get(handoff.handoff),
            )
        )
    order = list(Kept)
    reviews.sort(
        key=lambda review: (-review.bad_sides, order.index(review.kept), review.conflict is None)
    )
    return tuple(reviews)


def _kept(promise: MetricHealth | None) -> Kept:
    """By the goals on its metric; without a goal only whether that is really worse."""
    if promise is None:
        return Kept.UNKNOWN
    reached = all(assessment.status in _REACHED for assessment in promise.judged)
    if promise.failing and not reached:
        return Kept.NO
    if promise.worse_since is not None:
        return Kept.WORSE
    if not promise.judged:
        return Kept.UNKNOWN
    # A level that is reached today and will hardly last is kept so far.
    if promise.failing or any(one.triage is Triage.WATCH for one in promise.judged):
        return Kept.WATCH
    return Kept.YES if reached else Kept.ON_THE_WAY
