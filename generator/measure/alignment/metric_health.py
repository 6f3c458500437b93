"""Metric health: whether a metric as a whole does well, by its goals and by its own change."""

from __future__ import annotations

from dataclasses import dataclass

from generator.measure.assessment import Change, GoalAssessment, change_of
from generator.measure.report import Report
from generator.model.periods import Period
from generator.model.tables import Goal, Metric
from generator.model.vocabulary import Triage


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MetricHealth:
    """How a metric does now: its change, and the assessments of the open goals on it.

    `worse_since` is the first period in which it is really worse (None: it is not).
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
    def failing(self) -> tuple[Goal, ...]:
        """The goals that need a decision."""
        return tuple(one.goal for one in self.judged if one.triage is Triage.NEEDS_DECISION)

    @property
    def bad(self) -> bool:
        """Whether it is really worse, or a goal on it needs a decision."""
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


def metric_health(report: Report, metric: str) -> MetricHealth:
    """The health of a metric as a whole, by its id; goals on a segment do not count."""
    row = report.dataset.by_id(Metric)[metric]
    return MetricHealth(
        metric=row,
        change=current_change(report, row),
        worse_since=worse_since(report, row),
        assessments=tuple(
            one
            for one in report.open_assessments
            if one.goal.metric == metric and not one.goal.segment
        ),
    )


def current_change(report: Report, metric: Metric, segment: str = "") -> Change:
    """Whether a metric, or a segment of it, has really changed; unknown of old figures."""
    if report.freshness[metric.metric].stale:
        return Change.UNKNOWN
    return change_of(report.judged_series.get((metric.metric, segment)))


def worse_since(report: Report, metric: Metric, segment: str = "") -> Period | None:
    """The first period of those that say that a metric is really worse; None if it is not."""
    if current_change(report, metric, segment) is not Change.WORSE:
        return None
    return report.judged_series[metric.metric, segment].signal_since
