"""Board pack: every open goal as a card on one page, to be chosen from and printed."""

from __future__ import annotations

from generator.charts.spark import spark
from generator.measure.assessment import GoalAssessment
from generator.measure.triage import count_triage
from generator.model.tables import Goal
from generator.pages import links as address
from generator.pages.context import SiteContext, triage_value
from generator.pages.goal_list import reading_order
from generator.pages.goals import goal_filters
from generator.pages.page import Fragment, Page
from generator.pages.templating import render
from generator.pages.view_models import BoardCard, IndexLabels
from generator.sentences import headings
from generator.sentences.goals import aim
from generator.sentences.home import goals_sentence
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.numbers import day

_WORDS = IndexLabels(
    search=headings.SEARCH_PACK,
    reset="Clear",
    count=headings.shown_of_all("open goals"),
    nothing=headings.nothing_fits("goal"),
)


def board_page(context: SiteContext) -> Page:
    """All open goals as cards, those that need a decision first."""
    found = sorted(context.report.open_assessments, key=lambda one: reading_order(context, one))
    counts = count_triage(found)
    cards = render(
        "board_cards.html",
        cards=[_card(context, one) for one in found],
        filters=goal_filters(context, found),
        words=_WORDS,
    )
    return context.page(
        address.BOARD,
        "board.md",
        "Board pack",
        in_nav=True,
        sentence=goals_sentence(counts) if found else headings.NO_OPEN_GOALS,
        how=headings.PRINTING,
        cards=Fragment("/board", cards) if found else None,
    )


def _card(context: SiteContext, assessment: GoalAssessment) -> BoardCard:
    goal_status = assessment.goal_status
    goal, metric, formats = goal_status.goal, goal_status.metric, context.formats
    series = context.series(goal_status)
    return BoardCard(
        goal=context.card(assessment, context.links(address.BOARD)),
        now=newest_value(series, formats) or headings.NO_FIGURE,
        period=newest_period(series, formats) or None,
        target=aim(goal, metric, formats),
        due=day(goal.due) if goal.due else None,
        next_step=goal.next_step,
        spark=spark(series, goal.target, *_upper(goal)) if series is not None else None,
        tags={
            "pile": (triage_value(assessment.triage),),
            "department": (goal.department,),
            "objective": (goal.objective or "none",),
        },
    )


def _upper(goal: Goal) -> tuple[float, ...]:
    return () if goal.target_high is None else (goal.target_high,)
