"""Decisions: the figure that one is about, and what has changed in it since one was taken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.measure.assessment import GoalAssessment
from generator.measure.initiatives import Aftermath, since_day
from generator.measure.report import Report
from generator.measure.series import Series
from generator.measure.triage import urgency_key
from generator.model.schema import Subject
from generator.model.tables import Handoff, Initiative, Metric, Touchpoint
from generator.model.vocabulary import Better, Triage


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Concern:
    """The metric that a decision is about with its series, and the goal if there is one."""

    metric: Metric
    series: Series | None
    assessment: GoalAssessment | None = None


def concern_of(report: Report, about: Subject) -> Concern | None:
    """The figure of something that a decision is about; None if it has none.

    That is the goal itself or the first goal of an initiative. Of a metric, a touchpoint or a
    handoff it is the most pressing open goal on its metrics, else the first of these metrics.
    """
    dataset, metrics = report.dataset, tuple[str | None, ...]()
    goals: list[GoalAssessment] = []
    match about.kind:
        case "goal":
            goals = [report.assessments[about.key]]
        case "initiative":
            serves = dataset.by_id(Initiative)[about.key].goals[:1]
            goals = [report.assessments[key] for key in serves]
        case "metric":
            metrics = (about.key,)
        case "touchpoint":
            metrics = dataset.by_id(Touchpoint)[about.key].metrics
        case "handoff":
            handoff = dataset.by_id(Handoff)[about.key]
            metrics = (handoff.metric, handoff.receiver_metric)
    goals = goals or [one for one in report.open_assessments if one.goal.metric in metrics]
    named = next(filter(None, metrics), None)
    if goals:
        promise = report.settings.promise_goal
        first = min(
            goals, key=lambda one: (list(Triage).index(one.triage), urgency_key(one, promise))
        )
        series = report.series.get(first.goal.series_key)
        return Concern(metric=first.goal_status.metric, series=series, assessment=first)
    if named is None:
        return None
    return Concern(metric=dataset.by_id(Metric)[named], series=report.series.get((named, "")))


def since_decision(report: Report, concern: Concern, taken: dt.date) -> Aftermath:
    """What has changed in the figure of a decision since the day on which it was taken."""
    key = concern.metric.metric
    segment = concern.series.segment if concern.series is not None else ""
    judged, one = report.judged_series.get((key, segment)), concern.assessment
    better = one.goal_status.better if one is not None else Better.NEITHER
    fresh = one.goal_status.fresh if one is not None else report.freshness[key]
    return since_day(concern.series, judged, taken, better, stale=fresh.stale)
