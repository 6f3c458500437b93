"""Board pack: Home as its cover, what is to be decided, and every open goal as a card."""

from __future__ import annotations

from collections.abc import Sequence

from generator.charts.spark import Span, course
from generator.measure.assessment import GoalAssessment
from generator.measure.triage import count_triage
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.decisions import asked_rows
from generator.pages.goal_list import goal_card, in_reading_order
from generator.pages.goals import goal_filters
from generator.pages.home import home_sheet
from generator.pages.page import Fragment, Page
from generator.pages.rows import goal_row, row_table
from generator.pages.tables import Filter
from generator.pages.templating import render
from generator.pages.view_models import View
from generator.sentences import headings
from generator.sentences.goal_figures import goal_figure
from generator.sentences.home import goals_sentence
from generator.sentences.numbers import day
from generator.sentences.rows import ASKED_HEADS, brief_value
from generator.sentences.words import short_name


def board_page(context: SiteContext) -> Page:
    """All open goals as cards, those that need a decision first; on paper behind a cover."""
    goals = in_reading_order(context, context.report.open_assessments)
    counts, filters = count_triage(goals), goal_filters(context, goals)
    cards = [_card(context, goal, filters) for goal in goals]
    html = render("board_cards.html", cards=cards, filters=filters)
    return context.section(
        address.BOARD,
        sentence=goals_sentence(counts) if goals else headings.NO_OPEN_GOALS,
        how=headings.printing(context.report.settings.paper),
        cards=Fragment("/board", html) if goals else None,
        asked=row_table(
            headings.DECISIONS_ASKED,
            asked_rows(context, context.report.commentary.open_requests, address.BOARD),
            name="Decision",
            heads=ASKED_HEADS,
        ),
        **home_sheet(context, address.BOARD),
    )


def _card(
    context: SiteContext, assessment: GoalAssessment, filters: Sequence[Filter[GoalAssessment]]
) -> View:
    row, goal = goal_row(context, assessment, address.BOARD, filters), assessment.goal
    series = context.series(assessment.goal_status)
    figure = goal_figure(assessment.goal_status, series, context.formats)
    # Of a goal that is decided the words above the chart say which figure decided it.
    now = "" if figure.decided else brief_value(figure.value)
    span = Span.until(context.report.dataset.as_of.day)
    return {
        "row": row,
        "goal": goal_card(context, assessment, address.BOARD),
        "department": short_name(context.department(goal.department)),
        "figure": figure,
        "due": day(goal.due) if goal.due else None,
        "chart": course(row.spark, span, now, row.target) if row.spark else None,
    }
