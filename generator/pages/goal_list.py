"""Goals in lists, cards and cells, in one reading order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from generator.measure.assessment import (
    GoalAssessment,
)
from generator.measure.commentary import about_goal
from generator.measure.triage import UrgencyKey, urgency_key
from generator.model.tables import Commentary
from generator.model.vocabulary import Triage
from generator.pages.commentary import quote_of
from generator.pages.context import SiteContext
from generator.pages.links import page_of
from generator.pages.view_models import Card
from generator.sentences import headings
from generator.sentences.assessment import marks
from generator.sentences.commentary import missing_explanation
from generator.sentences.numbers import day
from generator.sentences.words import TRIAGE_BADGES


def goal_cards(
    context: SiteContext, assessments: Iterable[GoalAssessment], origin: str
) -> list[Card]:
    """Goals as cards, in reading order."""
    return [goal_card(context, one, origin) for one in in_reading_order(context, assessments)]


def in_reading_order(
    context: SiteContext, assessments: Iterable[GoalAssessment]
) -> list[GoalAssessment]:
    """Goals sorted: the open ones first, by what they need of a reader.

    What needs a decision or watching stands in the order that it has on Home, all else by due
    date and id.
    """
    promise = context.report.settings.promise_goal

    def key(assessment: GoalAssessment) -> tuple[bool, int, UrgencyKey | tuple[dt.date, str]]:
        goal, triage = assessment.goal, assessment.triage
        urgent = triage in (Triage.NEEDS_DECISION, Triage.WATCH)
        return (
            context.is_closed(goal.goal),
            list(Triage).index(triage),
            urgency_key(assessment, promise) if urgent else (goal.due or dt.date.max, goal.goal),
        )

    return sorted(assessments, key=key)


def goal_card(context: SiteContext, assessment: GoalAssessment, origin: str) -> Card:
    """A goal as a card."""
    goal_status, goal = assessment.goal_status, assessment.goal
    badge, closed = context.badge(assessment), context.is_closed(goal.goal)
    comment = context.report.commentary.explanation(about_goal(goal.goal))
    missing = ""
    if context.report.dataset.has(Commentary) and not closed:
        missing = missing_explanation(assessment, comment)
    return Card(
        title=context.title(goal_status),
        full_title=context.full_title(goal_status),
        href=context.links(origin).to(page_of("goal", goal.goal)),
        status=badge.word,
        status_detail=badge.detail,
        tone=badge.tone,
        triage_tone=TRIAGE_BADGES[assessment.triage].tone,
        sentence=context.brief(assessment),
        owner=goal.owner or headings.NO_OWNER,
        due=f"due {day(goal.due)}" if goal.due else None,
        department=context.department_link(goal.department, origin),
        next_step=f"Next: {goal.next_step}" if goal.next_step else None,
        marks=() if closed else marks(assessment, context.formats),
        missing_explanation=missing or None,
        quote=quote_of(comment) if comment and not missing and not closed else None,
    )
