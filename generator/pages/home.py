"""Home: the promise, where we stand, what needs attention, and the departments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.measure.assessment import GoalAssessment, change_of
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.swings import find_real_changes, find_swings
from generator.measure.triage import count_triage, rank_attention, without_request
from generator.model.tables import Goal, Initiative, Metric, Objective, Touchpoint
from generator.model.vocabulary import Change, Triage
from generator.pages import links as address
from generator.pages.changes_page import grave_change_cards, grave_changes
from generator.pages.commentary import asked_decisions
from generator.pages.context import SiteContext
from generator.pages.departments import department_tiles
from generator.pages.findings import finding_views
from generator.pages.goal_list import goal_card
from generator.pages.journey import stage_tiles
from generator.pages.page import Page
from generator.pages.subjects import row_link
from generator.pages.view_models import FindingView
from generator.sentences import headings
from generator.sentences.alignment import alignment_line
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.changes import since_line
from generator.sentences.home import (
    freshness_sentence,
    more_changed,
    more_goals,
    state,
    undecided_sentence,
)
from generator.sentences.metrics import changed_sentence, swing_sentence
from generator.sentences.words import shortened

_MOST_CARDS = 3
_MOST_FINDINGS = 4


def home_page(context: SiteContext) -> Page:
    """The page that a leader opens first."""
    report, settings = context.report, context.report.settings
    ranked = rank_attention(report.open_assessments, settings.promise_goal)
    counts = count_triage(report.open_assessments)
    unasked = without_request(
        report.open_assessments, report.commentary, report.dataset.rows(Initiative)
    )
    moved = {change.goal.goal for change in grave_changes(context)}
    others = [one for one in ranked if one.goal.goal not in moved]
    return context.section(
        address.HOME,
        company=settings.company,
        promise=settings.promise,
        state=state(report, context.formats),
        state_href=context.links(address.HOME).to(address.page_of("goal", settings.promise_goal))
        if settings.promise_goal in report.assessments
        else None,
        freshness=freshness_sentence(report, context.formats),
        has_goals=report.dataset.has(Goal),
        has_metrics=bool(report.freshness),
        counts=context.triage_counts(report.open_assessments, address.HOME, empty=True),
        decisions=asked_decisions(context, address.HOME),
        undecided=undecided_sentence(len(unasked), counts[Triage.NEEDS_DECISION]),
        cards=[
            *grave_change_cards(context),
            *(goal_card(context, one, address.HOME) for one in others[:_MOST_CARDS]),
        ],
        since=since_line(context.changes) if context.changes else None,
        **_news(context, ranked),
        more=more_goals(len(others[_MOST_CARDS:])),
        has_open=bool(report.open_assessments),
        departments=department_tiles(context, address.HOME),
        findings=finding_views(context, context.alignment.foremost(_MOST_FINDINGS), address.HOME),
        found=alignment_line(context.alignment) if report.dataset.has(Objective) else None,
        stages=stage_tiles(context, address.HOME) if report.dataset.has(Touchpoint) else [],
    )


def _news(context: SiteContext, ranked: list[GoalAssessment]) -> dict[str, Any]:
    """What has improved, what has worsened besides the ranked goals, and no news."""
    changed = find_real_changes(context.report)
    shown = {one.goal.metric for one in ranked}
    better = [one for one in changed if change_of(one) is Change.BETTER]
    worse = [
        one
        for one in changed
        if change_of(one) is Change.WORSE and one.series.metric.metric not in shown
    ]
    return {
        "better": [_changed(context, one) for one in better[:_MOST_FINDINGS]],
        "more_better": _others(better, headings.IMPROVED),
        "worse": [_changed(context, one) for one in worse[:_MOST_FINDINGS]],
        "more_worse": _others(worse, headings.WORSENED),
        "no_news": [
            _finding(
                context, swing.series.metric, swing_sentence(swing, context.formats), Change.NONE
            )
            for swing in find_swings(context.report, _MOST_FINDINGS)
        ],
    }


def _changed(context: SiteContext, changed: JudgedSeries) -> FindingView:
    sentence = changed_sentence(changed, context.formats)
    return _finding(context, changed.series.metric, sentence, change_of(changed))


def _finding(context: SiteContext, metric: Metric, sentence: str, change: Change) -> FindingView:
    link = row_link(context, metric, address.HOME)
    return FindingView(
        title=link.text, href=link.href, sentence=sentence, badge=CHANGE_BADGES[change]
    )


def _others(changed: Sequence[JudgedSeries], words: str) -> str | None:
    """Those that are not shown, by their names."""
    names = [shortened(one.series.metric.name) for one in changed[_MOST_FINDINGS:]]
    return more_changed(names, words) if names else None
