"""Condition: whether a metric as a whole does well, by the goals on it and by its own change."""

from __future__ import annotations

from dataclasses import dataclass

from generator.measure.assessment import Change, change_of
from generator.measure.report import Report
from generator.model.periods import Period
from generator.model.tables import Goal, Metric
from generator.model.vocabulary import Triage


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricHealth:
    """How a metric does now.

    It does badly where it is really worse (`worse_since` is the first period of that) or where an
    open goal on it needs a decision (`failing`). It is `fine` where it does not do badly and each
    goal on it that can be judged is going well; without a goal, where it has not really changed
    for the worse. What is neither is watched, or cannot be judged.
    """

    metric: Metric
    fine: bool
    worse_since: Period | None = None
    failing: tuple[Goal, ...] = ()

    @property
    def bad(self) -> bool:
        """Whether it does badly."""
        return self.worse_since is not None or bool(self.failing)


def metric_health(report: Report, metric: Metric) -> MetricHealth:
    """The condition of a metric as a whole; goals and figures of a segment alone do not count."""
    change = current_change(report, metric)
    on_it = [
        one
        for one in report.open_assessments
        if one.goal.metric == metric.metric and not one.goal.segment
    ]
    judged = [one for one in on_it if one.triage is not Triage.CANNOT_SAY]
    failing = tuple(one.goal for one in judged if one.triage is Triage.NEEDS_DECISION)
    well = change in (Change.NONE, Change.BETTER)
    if on_it:
        well = bool(judged) and all(one.triage is Triage.GOING_WELL for one in judged)
    worse = worse_since(report, metric)
    return MetricHealth(
        metric=metric,
        fine=well and not failing and worse is None,
        worse_since=worse,
        failing=failing,
    )


def current_change(report: Report, metric: Metric, segment: str = "") -> Change:
    """Whether a metric, or a segment of it, has really changed; of old figures nothing is said."""
    if report.freshness[metric.metric].stale:
        return Change.UNKNOWN
    return change_of(report.judged_series.get((metric.metric, segment)))


def worse_since(report: Report, metric: Metric, segment: str = "") -> Period | None:
    """The first period of those that say that a metric is really worse; None where none does."""
    if current_change(report, metric, segment) is not Change.WORSE:
        return None
    return report.judged_series[metric.metric, segment].signal_since
