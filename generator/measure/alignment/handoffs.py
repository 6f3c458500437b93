"""Handoffs: whether a department keeps its promise to another, and how the metrics of both do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.measure.assessment import GoalAssessment
from generator.measure.comparison import equal
from generator.measure.report import Report
from generator.model.periods import Period
from generator.model.schema import Row
from generator.model.tables import Goal, Handoff, Metric
from generator.model.vocabulary import Change, Triage


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MetricHealth:
    """How a metric does now: its change, and the assessments of the open goals on it.

    `worse_since` is the first period since when it is worse (None: it is not).
    """

    metric: Metric
    change: Change
    worse_since: Period | None
    assessments: tuple[GoalAssessment, ...]

    @property
    def judged(self) -> list[GoalAssessment]:
        """The assessments of which something can be said."""
        return [one for one in self.assessments if one.triage is not Triage.CANNOT_SAY]

    @property
    def pile(self) -> Triage | None:
        """The pile of its goals that is read first; None without a goal."""
        piles = {one.triage for one in self.assessments}
        return next((pile for pile in Triage if pile in piles), None)

    @property
    def failing(self) -> tuple[Goal, ...]:
        """The goals that need a decision."""
        return tuple(one.goal for one in self.judged if one.triage is Triage.NEEDS_DECISION)

    @property
    def bad(self) -> bool:
        """Whether it has worsened, or a goal on it needs a decision."""
        return self.worse_since is not None or bool(self.failing)

    @property
    def fine(self) -> bool:
        """Whether it is not bad and all goals that can be judged go well.

        Without a goal, whether it has not really changed for the worse.
        """
        if self.bad:
            return False
        if not self.assessments:
            return self.change in (Change.NONE, Change.BETTER)
        return bool(self.judged) and all(one.triage is Triage.GOING_WELL for one in self.judged)


class Kept(StrEnum):
    """Whether a promise is kept, in the order in which it is read: what is not comes first."""

    NO = "not-kept"
    YES = "kept"
    UNKNOWN = "not-measurable"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HandoffReview:
    """A handoff with the health of its three metrics; None if a metric is not stated.

    Its promise is `kept` if the newest figure of its metric meets the value of the promise.
    """

    handoff: Handoff
    kept: Kept
    promise: MetricHealth | None
    provider: MetricHealth | None
    receiver: MetricHealth | None

    @property
    def bad_promise(self) -> MetricHealth | None:
        """How the metric of the promise does, if badly."""
        return self.promise if self.promise is not None and self.promise.bad else None

    @property
    def bad_receiver(self) -> MetricHealth | None:
        """How the receiver's metric does, if badly and it is not that of the promise."""
        if self.receiver is None or self.handoff.receiver_metric == self.handoff.metric:
            return None
        return self.receiver if self.receiver.bad else None

    @property
    def is_conflict(self) -> bool:
        """Whether the provider does well while the promise or the receiver does badly."""
        fine = self.provider is not None and self.provider.fine
        return fine and (self.bad_promise is not None or self.bad_receiver is not None)

    @property
    def pair(self) -> tuple[str, str] | None:
        """Of a conflict with a goal: that goal of the provider and the metric that is harmed."""
        harmed = self.bad_promise or self.bad_receiver
        if self.provider is None or harmed is None or not self.provider.assessments:
            return None
        return self.provider.assessments[0].goal.goal, harmed.metric.metric

    @property
    def evidence_rows(self) -> tuple[Row, ...]:
        """The rows on which a conflict rests: the metrics, and the goals that need a decision."""
        bad = [health for health in (self.bad_promise, self.bad_receiver) if health is not None]
        provider = [self.provider.metric] if self.provider is not None else []
        failing = dict.fromkeys(goal for health in bad for goal in health.failing)
        return (self.handoff, *provider, *(health.metric for health in bad), *failing)


def handoff_reviews(report: Report) -> tuple[HandoffReview, ...]:
    """Every handoff, in the order of the table."""

    def health(metric: str | None) -> MetricHealth | None:
        return None if metric is None else metric_health(report, metric)

    return tuple(
        HandoffReview(
            handoff=handoff,
            kept=_kept(report, handoff),
            promise=health(handoff.metric),
            provider=health(handoff.provider_metric),
            receiver=health(handoff.receiver_metric),
        )
        for handoff in report.dataset.rows(Handoff)
    )


def _kept(report: Report, handoff: Handoff) -> Kept:
    """Whether the newest figure is at least the promised value, or at most if lower is better.

    Without a value, a metric or a figure that is fresh enough it cannot be measured.
    """
    value, key = handoff.promise_value, handoff.metric or ""
    series = report.series.get((key, ""))
    if value is None or series is None or not series.closed or report.freshness[key].stale:
        return Kept.UNKNOWN
    newest = float(series.closed_values[-1])
    ahead = series.metric.better.sign * (newest - value)
    return Kept.YES if ahead > 0 or equal(newest, value) else Kept.NO


def rank_handoffs(reviews: Iterable[HandoffReview]) -> list[HandoffReview]:
    """First the promises that are not kept; among equals those that break on more sides."""
    order = list(Kept)

    def key(review: HandoffReview) -> tuple[int, int, bool]:
        sides = (review.promise, review.receiver)
        good_sides = sum(side is None or not side.bad for side in sides)
        return order.index(review.kept), good_sides, not review.is_conflict

    return sorted(reviews, key=key)


def metric_health(report: Report, metric: str) -> MetricHealth:
    """The health of a metric as a whole, by its id; goals on a segment do not count.

    It has worsened if it has since the baseline of a goal on it; without a goal, within a year.
    """
    assessments = tuple(
        one for one in report.open_assessments if one.goal.metric == metric and not one.goal.segment
    )
    baselines = {one.goal.baseline_date for one in assessments} or {None}
    worse = (report.worse_since(metric, after=day) for day in baselines)
    return MetricHealth(
        metric=report.dataset.by_id(Metric)[metric],
        change=report.current_change(metric),
        worse_since=next((since for since in worse if since is not None), None),
        assessments=assessments,
    )
