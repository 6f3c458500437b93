"""Conflicts as lines from what does well to what it harms."""

from __future__ import annotations

from collections.abc import Sequence

from generator.charts.crossings import STEP, WIDTH, curves, untangled
from generator.measure.alignment.conflicts import ConflictingTargets
from generator.measure.assessment import GoalAssessment
from generator.model.tables import Metric
from generator.model.vocabulary import Triage
from generator.pages.context import SiteContext
from generator.pages.dots import goal_dot, metric_dot, short_department
from generator.pages.goal_list import in_reading_order
from generator.pages.view_models import View
from generator.sentences.metrics import newest_value
from generator.sentences.rows import brief_value, since_month

#: From so many lines on only those are drawn whose harm needs a decision.
_MANY = 25


def conflict_lines(context: SiteContext) -> list[tuple[str, str]]:
    """Each conflict as the goal that does well and the metric that it harms."""
    pairs = (
        one.pair for one in context.alignment.conflicts if not isinstance(one, ConflictingTargets)
    )
    lines = list(dict.fromkeys(filter(None, pairs)))
    if len(lines) < _MANY:
        return lines
    pressing = {
        one.goal.metric
        for one in context.report.open_assessments
        if one.triage is Triage.NEEDS_DECISION
    }
    return [(goal, metric) for goal, metric in lines if metric in pressing]


def crossings(context: SiteContext, lines: Sequence[tuple[str, str]], origin: str) -> View:
    """The lines with what stands at their ends, so ordered that few of them cross."""
    left, right = untangled(lines)
    places = [(left.index(goal), right.index(metric)) for goal, metric in lines]
    metrics = context.report.dataset.by_id(Metric)
    harms = {
        goal: [metric_dot(context, metrics[metric], origin) for one, metric in lines if one == goal]
        for goal in left
    }
    return {
        "left": [
            {**_well(context, context.report.assessments[goal], origin), "harms": harms[goal]}
            for goal in left
        ],
        "right": [_harmed(context, metrics[metric], origin) for metric in right],
        "path": curves(places, len(left), len(right)),
        "width": WIDTH,
        "height": STEP * max(len(left), len(right)),
    }


def _well(context: SiteContext, assessment: GoalAssessment, origin: str) -> View:
    department = short_department(context, assessment.goal.department, origin)
    return {"department": department, "dot": goal_dot(context, assessment, origin)}


def _harmed(context: SiteContext, metric: Metric, origin: str) -> View:
    report = context.report
    goals = [one for one in report.open_assessments if one.goal.metric == metric.metric]
    first = next(iter(in_reading_order(context, goals)), None)
    since = report.worse_since(metric.metric, after=first.goal.baseline_date if first else None)
    return {
        "dot": metric_dot(context, metric, origin),
        "now": brief_value(newest_value(context.whole_series(metric.metric), context.formats)),
        "since": since_month(since),
    }
