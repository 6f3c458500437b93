"""Goals as a list: on the pages of departments, metrics and objectives, in one reading order."""

from __future__ import annotations

import datetime as dt

from generator.measure.assessment import GoalAssessment
from generator.measure.triage import UrgencyKey, urgency_key
from generator.model.vocabulary import Triage
from generator.pages.context import SiteContext
from generator.pages.view_models import (
    Card,
)


def goal_cards(context: SiteContext, assessments: list[GoalAssessment], origin: str) -> list[Card]:
    """Goals as a list, in reading order."""
    links = context.links(origin)
    return [
        context.card(one, links)
        for one in sorted(assessments, key=lambda one: reading_order(context, one))
    ]


def reading_order(
    context: SiteContext, assessment: GoalAssessment
) -> tuple[bool, int, UrgencyKey | tuple[dt.date, str]]:
    """Sorts goals: the open ones first, by pile.

    What needs a decision or watching stands in the order that it has on Home, all else by due
    date and id.
    """
    goal, pile = assessment.goal, assessment.triage
    pressed = pile in (Triage.NEEDS_DECISION, Triage.WATCH)
    promise = context.report.settings.promise_goal
    return (
        goal.goal in context.report.closed_goals,
        list(Triage).index(pile),
        urgency_key(assessment, promise) if pressed else (goal.due or dt.date.max, goal.goal),
    )
