"""Board pack: every open goal as a card on one page, to be chosen from and printed."""

from __future__ import annotations

from collections.abc import Sequence

from generator.measure.assessment import GoalAssessment
from generator.measure.triage import count_triage
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.goal_list import goal_card, in_reading_order
from generator.pages.goals import goal_filters
from generator.pages.page import Fragment, Page
from generator.pages.rows import goal_spark
from generator.pages.tables import Filter, tags
from generator.pages.templating import render
from generator.pages.view_models import View
from generator.sentences import headings
from generator.sentences.goal_figures import goal_figure
from generator.sentences.goals import aim
from generator.sentences.home import goals_sentence
from generator.sentences.numbers import day


def board_page(context: SiteContext) -> Page:
    """All open goals as cards, those that need a decision first."""
    goals = in_reading_order(context, context.report.open_assessments)
    counts, filters = count_triage(goals), goal_filters(context, goals)
    cards = [_card(context, goal, filters) for goal in goals]
    paper = context.report.settings.paper
    html = render("board_cards.html", cards=cards, filters=filters, paper=paper)
    return context.section(
        address.BOARD,
        sentence=goals_sentence(counts) if goals else headings.NO_OPEN_GOALS,
        how=headings.printing(context.report.settings.paper),
        cards=Fragment("/board", html) if goals else None,
    )


def _card(
    context: SiteContext, assessment: GoalAssessment, filters: Sequence[Filter[GoalAssessment]]
) -> View:
    goal, formats = assessment.goal, context.formats
    series = context.series(assessment.goal_status)
    figure = goal_figure(assessment.goal_status, series, formats)
    return {
        "goal": goal_card(context, assessment, address.BOARD),
        "now": figure.value or headings.NO_FIGURE,
        "period": figure.when,
        "target": aim(goal, assessment.goal_status.metric, formats),
        "due": day(goal.due) if goal.due else None,
        "next_step": goal.next_step,
        "spark": goal_spark(context, assessment),
        "tags": tags(filters, assessment),
    }
