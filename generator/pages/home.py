"""Home: the promise, where we stand, what needs attention, and the departments."""

from __future__ import annotations

from typing import Any

from generator.measure.assessment import Change, GoalAssessment
from generator.measure.swings import RealChange, find_real_changes, find_swings
from generator.measure.triage import count_triage, rank_attention, without_request
from generator.model.tables import Department, Goal, Initiative, Objective, Touchpoint
from generator.pages import links as address
from generator.pages.changes_page import grave_change_cards, grave_changes, since_line_of
from generator.pages.context import SiteContext, by_department
from generator.pages.decisions import asked_decisions
from generator.pages.findings import finding_views
from generator.pages.journey import stage_tiles
from generator.pages.links import Links
from generator.pages.page import Page
from generator.pages.view_models import Finding, Tile
from generator.sentences import headings
from generator.sentences.alignment import alignment_line
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.home import (
    changed_metrics,
    freshness_sentence,
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
    links = context.links(address.HOME)
    ranked = rank_attention(report.open_assessments, settings.promise_goal)
    counts = count_triage(report.open_assessments)
    unasked = without_request(
        report.open_assessments, report.commentary, report.dataset.rows(Initiative)
    )
    moved = {change.goal.goal for change in grave_changes(context)}
    others = [one for one in ranked if one.goal.goal not in moved]
    shown = others[:_MOST_CARDS]
    promise_goal = report.goal_statuses.get(settings.promise_goal)
    return context.page(
        address.HOME,
        "home.md",
        "Home",
        in_nav=True,
        company=settings.company,
        promise=settings.promise,
        state=state(report, context.formats),
        state_href=links.to(address.goal_page(promise_goal.goal.goal)) if promise_goal else None,
        freshness=freshness_sentence(report, context.formats),
        data_href=links.to(address.DATA),
        has_goals=report.dataset.has(Goal),
        has_metrics=bool(report.freshness),
        piles=context.piles(counts, links),
        decisions=asked_decisions(context, address.HOME),
        undecided=undecided_sentence(len(unasked), counts.needs_decision),
        decisions_href=links.to(address.DECISIONS),
        cards=[*grave_change_cards(context, links), *(context.card(one, links) for one in shown)],
        since=since_line_of(context, links),
        **_news(context, ranked, links),
        more=more_goals(len(others) - len(shown)),
        goals_href=links.to(address.GOALS),
        has_open=bool(report.open_assessments),
        board_href=links.to(address.BOARD),
        departments=department_tiles(context, address.HOME),
        findings=finding_views(context, context.alignment.foremost(_MOST_FINDINGS), address.HOME),
        found=alignment_line(context.alignment) if report.dataset.has(Objective) else None,
        objectives_href=links.to(address.OBJECTIVES),
        stages=stage_tiles(context, address.HOME) if report.dataset.has(Touchpoint) else [],
        metrics_href=links.to(address.METRICS),
        methods_href=links.to(address.METHODS),
    )


def _news(context: SiteContext, ranked: list[GoalAssessment], links: Links) -> dict[str, Any]:
    """What is really better, what is really worse besides the ranked goals, and no news."""
    changed = find_real_changes(context.report)
    told = {one.goal.metric for one in ranked}
    better = [one for one in changed if one.change is Change.BETTER]
    worse = [one for one in changed if one.change is Change.WORSE and one.metric.metric not in told]
    moves = find_swings(context.report, _MOST_FINDINGS)
    return {
        "better": [_changed(context, one, links) for one in better[:_MOST_FINDINGS]],
        "more_better": _all_of(len(better), "really better"),
        "better_href": links.to(address.METRICS, query=f"change={Change.BETTER.replace(' ', '-')}"),
        "worse": [_changed(context, one, links) for one in worse[:_MOST_FINDINGS]],
        "more_worse": _all_of(
            len(worse), headings.REALLY_WORSE_BESIDES if ranked else headings.REALLY_WORSE
        ),
        "worse_href": links.to(address.METRICS, query=f"change={Change.WORSE.replace(' ', '-')}"),
        "no_news": [
            Finding(
                title=shortened(move.metric.name),
                href=links.to(address.metric_page(move.metric.metric)),
                sentence=swing_sentence(move, context.formats),
                sign=CHANGE_BADGES[Change.NONE],
            )
            for move in moves
        ],
    }


def _changed(context: SiteContext, changed: RealChange, links: Links) -> Finding:
    return Finding(
        title=shortened(changed.metric.name),
        href=links.to(address.metric_page(changed.metric.metric)),
        sentence=changed_sentence(changed, context.formats),
        sign=CHANGE_BADGES[changed.change],
    )


def _all_of(count: int, words: str) -> str | None:
    """How many there are, if not all are shown."""
    return changed_metrics(count, words) if count > _MOST_FINDINGS else None


def department_tiles(context: SiteContext, origin: str) -> list[Tile]:
    """Every department with its goals counted by pile; the order is that of its table."""
    links = context.links(origin)
    found = by_department(context.report.open_assessments)
    return [
        Tile(
            title=shortened(department.name),
            full_title=None,
            href=links.to(address.department_page(department.department)),
            who=department.lead,
            text=None if origin == address.HOME else department.customer_commitment,
            piles=context.piles(
                count_triage(found.get(department.department, [])), links, empty=False
            ),
        )
        for department in context.report.dataset.rows(Department)
    ]
