"""Dots: goals by the signs of their piles alone, each a link, under the short names of things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.measure.assessment import GoalAssessment
from generator.model.tables import Metric
from generator.pages.context import SiteContext
from generator.pages.goal_list import in_reading_order
from generator.pages.links import page_of
from generator.pages.view_models import TextLink, TriageView
from generator.sentences.rows import CHANGE_SIGNS
from generator.sentences.words import TRIAGE_BADGES, Badge, shortened, with_segment

#: More dots than these are counted.
_MOST_DOTS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A goal or a metric as a sign that leads to it; `short` is its name in a narrow place."""

    sign: Badge
    short: str
    full: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """Goals as dots after whose they are; so many that they are counted, as counts."""

    head: TextLink | None = None
    dots: tuple[Dot, ...] = ()
    counts: tuple[TriageView, ...] = ()


def goal_dots(
    context: SiteContext,
    assessments: Iterable[GoalAssessment],
    origin: str,
    head: TextLink | None = None,
    most: int = _MOST_DOTS,
) -> Dots:
    """Goals in reading order as dots; more than `most` as counts."""
    goals = in_reading_order(context, assessments)
    if len(goals) > most:
        return Dots(head=head, counts=context.triage_counts(goals, origin))
    return Dots(head=head, dots=tuple(goal_dot(context, one, origin) for one in goals))


def goal_dot(context: SiteContext, assessment: GoalAssessment, origin: str) -> Dot:
    """A goal by its short name, else that of its metric."""
    goal, metric = assessment.goal, assessment.goal_status.metric
    segment = context.segment(goal.segment)
    short = goal.short_name or with_segment(metric.short_name or metric.name, segment)
    return Dot(
        sign=TRIAGE_BADGES[assessment.triage],
        short=shortened(short),
        full=with_segment(metric.name, segment),
        href=context.links(origin).to(page_of("goal", goal.goal)),
    )


def metric_dot(context: SiteContext, metric: Metric, origin: str) -> Dot:
    """A metric with the sign of its most pressing goal, else that of its change."""
    goals = [
        one
        for one in context.report.open_assessments
        if one.goal.metric == metric.metric and not one.goal.segment
    ]
    first = next(iter(in_reading_order(context, goals)), None)
    change = context.report.current_change(metric.metric)
    return Dot(
        sign=CHANGE_SIGNS[change] if first is None else TRIAGE_BADGES[first.triage],
        short=shortened(metric.short_name or metric.name),
        full=shortened(metric.name),
        href=context.links(origin).to(page_of("metric", metric.metric)),
    )


def short_department(context: SiteContext, key: str, origin: str) -> TextLink:
    """A department by its short name, as a link to its page."""
    department = context.department(key)
    return TextLink(
        text=shortened(department.short_name or department.name),
        href=context.links(origin).to(page_of("department", key)),
    )
