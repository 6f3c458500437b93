"""The journey: what is known at each contact with the customer, and where it breaks for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.measure.alignment.metric_health import worse_since
from generator.measure.assessment import GoalAssessment
from generator.measure.report import Report
from generator.model.periods import Period
from generator.model.tables import Goal, Metric, Touchpoint
from generator.model.vocabulary import Stage, Triage, YesNo

_LAST = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A metric that does badly for all customers (segment "") or for one segment.

    `since` is the first period in which it is really worse (None: it is not), `failing` are the
    open goals on it that need a decision.
    """

    metric: Metric
    segment: str
    since: Period | None
    failing: tuple[Goal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchpointReview:
    """A touchpoint with its metrics, the answers about their open goals, and what breaks."""

    touchpoint: Touchpoint
    metrics: tuple[Metric, ...]
    goals: Mapping[str, Sequence[GoalAssessment]]
    breaks: tuple[Break, ...]

    @property
    def assessments(self) -> tuple[GoalAssessment, ...]:
        """The answers about every goal on its metrics."""
        return tuple(one for metric in self.metrics for one in self.goals[metric.metric])

    @property
    def is_worse(self) -> bool:
        """Whether one of its metrics is really worse, for all customers or for a segment."""
        return any(one.since is not None for one in self.breaks)

    @property
    def is_owned(self) -> bool:
        """Whether a department owns it."""
        return self.touchpoint.department is not None

    @property
    def is_moment_of_truth(self) -> bool:
        """Whether customers remember it and judge by it."""
        return self.touchpoint.moment_of_truth is YesNo.YES


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReview:
    """One stage of the journey with its contacts in their order."""

    stage: Stage
    touchpoints: tuple[TouchpointReview, ...]

    @property
    def assessments(self) -> tuple[GoalAssessment, ...]:
        """The answers about every goal of the stage, each once."""
        found = {one.goal.goal: one for contact in self.touchpoints for one in contact.assessments}
        return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """The customer's way: its three stages, those without a contact too."""

    stages: tuple[StageReview, ...]

    @property
    def touchpoints(self) -> tuple[TouchpointReview, ...]:
        """Every contact, in order."""
        return tuple(contact for leg in self.stages for contact in leg.touchpoints)

    @property
    def broken(self) -> tuple[TouchpointReview, ...]:
        """The contacts where something breaks, moments of truth first, else in order."""
        found = [contact for contact in self.touchpoints if contact.breaks]
        return tuple(sorted(found, key=lambda contact: not contact.is_moment_of_truth))


def journey(report: Report) -> Journey:
    """The journey of a report's touchpoints; within a stage those without an order come last."""
    metrics = report.dataset.by_id(Metric)
    goals: dict[str, list[GoalAssessment]] = {key: [] for key in metrics}
    for one in report.open_assessments:
        goals[one.goal.metric].append(one)
    points = sorted(
        report.dataset.rows(Touchpoint),
        key=lambda point: _LAST if point.order is None else point.order,
    )
    return Journey(
        stages=tuple(
            StageReview(
                stage=stage,
                touchpoints=tuple(
                    _contact(report, point, [metrics[key] for key in point.metrics], goals)
                    for point in points
                    if point.stage is stage
                ),
            )
            for stage in Stage
        )
    )


def _contact(
    report: Report,
    point: Touchpoint,
    metrics: Iterable[Metric],
    goals: Mapping[str, Sequence[GoalAssessment]],
) -> TouchpointReview:
    own = tuple(dict.fromkeys(metrics))
    return TouchpointReview(
        touchpoint=point,
        metrics=own,
        goals={metric.metric: tuple(goals[metric.metric]) for metric in own},
        breaks=tuple(
            found for metric in own for found in _breaks(report, metric, goals[metric.metric])
        ),
    )


def _breaks(report: Report, metric: Metric, goals: Sequence[GoalAssessment]) -> Iterator[Break]:
    """What does badly: as a whole, then segment by segment in the order of the tables."""
    keys = [segment for name, segment in report.series if name == metric.metric]
    for segment in sorted(keys, key=bool):
        failing = tuple(
            one.goal
            for one in goals
            if (one.goal.segment or "") == segment and one.triage is Triage.NEEDS_DECISION
        )
        since = worse_since(report, metric, segment)
        if failing or since is not None:
            yield Break(metric=metric, segment=segment, since=since, failing=failing)
