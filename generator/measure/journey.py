"""The journey: what is known at each touchpoint, and where it breaks for which customers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.measure.assessment import GoalAssessment
from generator.measure.report import Report
from generator.model.periods import Period
from generator.model.tables import Goal, Metric, Touchpoint
from generator.model.vocabulary import Stage, Triage, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A metric that does badly for all customers (segment "") or for one segment.

    `since` is the first period since when it is worse (None: it has not worsened within a year),
    `failing` the open goals on it that need a decision.
    """

    metric: Metric
    segment: str
    since: Period | None
    failing: tuple[Goal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchpointReview:
    """A touchpoint with its metrics, the assessments of their open goals, and what breaks."""

    touchpoint: Touchpoint
    metrics: tuple[Metric, ...]
    goals: Mapping[str, Sequence[GoalAssessment]]
    breaks: tuple[Break, ...]

    @property
    def assessments(self) -> tuple[GoalAssessment, ...]:
        """The assessments of every goal on its metrics."""
        return tuple(one for metric in self.metrics for one in self.goals[metric.metric])

    @property
    def worst(self) -> Metric | None:
        """The metric that does worst: one with a goal that needs a decision, then one worsened.

        Then by the pile of its goals, those without one last; None without a metric.
        """
        failing = {one.metric.metric for one in self.breaks if one.failing}
        worse = {one.metric.metric for one in self.breaks if one.since is not None}
        order = list(Triage)

        def key(metric: Metric) -> tuple[bool, bool, int]:
            piles = [order.index(one.triage) for one in self.goals[metric.metric]]
            return (
                metric.metric not in failing,
                metric.metric not in worse,
                min(piles, default=len(order)),
            )

        return min(self.metrics, key=key, default=None)

    @property
    def is_moment_of_truth(self) -> bool:
        """Whether customers remember it and judge by it."""
        return self.touchpoint.moment_of_truth is YesNo.YES


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReview:
    """One stage of the journey with its touchpoints in their order."""

    stage: Stage
    touchpoints: tuple[TouchpointReview, ...]

    @property
    def assessments(self) -> tuple[GoalAssessment, ...]:
        """The assessments of every goal of the stage, each once."""
        by_goal = {one.goal.goal: one for review in self.touchpoints for one in review.assessments}
        return tuple(by_goal.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """The three stages of the journey, also those without a touchpoint."""

    stages: tuple[StageReview, ...]

    @property
    def touchpoints(self) -> tuple[TouchpointReview, ...]:
        """Every touchpoint, in order."""
        return tuple(review for stage in self.stages for review in stage.touchpoints)

    @property
    def broken(self) -> tuple[TouchpointReview, ...]:
        """The touchpoints where something breaks, moments of truth first, else in order."""
        broken = [review for review in self.touchpoints if review.breaks]
        return tuple(sorted(broken, key=lambda review: not review.is_moment_of_truth))


def journey(report: Report) -> Journey:
    """Reviews every touchpoint; within a stage those without an order come last."""
    goals = report.open_by("metric")
    reviews = [
        _review(report, touchpoint, goals)
        for touchpoint in sorted(
            report.dataset.rows(Touchpoint), key=lambda row: (row.order is None, row.order or 0)
        )
    ]
    return Journey(
        stages=tuple(
            StageReview(
                stage=stage,
                touchpoints=tuple(one for one in reviews if one.touchpoint.stage is stage),
            )
            for stage in Stage
        )
    )


def _review(
    report: Report, touchpoint: Touchpoint, goals: Mapping[str, Sequence[GoalAssessment]]
) -> TouchpointReview:
    by_id = report.dataset.by_id(Metric)
    metrics = tuple(by_id[key] for key in dict.fromkeys(touchpoint.metrics))
    return TouchpointReview(
        touchpoint=touchpoint,
        metrics=metrics,
        goals={metric.metric: tuple(goals.get(metric.metric, ())) for metric in metrics},
        breaks=tuple(
            found
            for metric in metrics
            for found in _breaks(report, metric, goals.get(metric.metric, ()))
        ),
    )


def _breaks(report: Report, metric: Metric, goals: Sequence[GoalAssessment]) -> Iterator[Break]:
    """The breaks of a metric: as a whole, then per segment in the order of the tables."""
    keys = [segment for name, segment in report.series if name == metric.metric]
    for segment in sorted(keys, key=bool):
        failing = tuple(
            one.goal
            for one in goals
            if (one.goal.segment or "") == segment and one.triage is Triage.NEEDS_DECISION
        )
        since = report.worse_since(metric.metric, segment)
        if failing or since is not None:
            yield Break(metric=metric, segment=segment, since=since, failing=failing)
