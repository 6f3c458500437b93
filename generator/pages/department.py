"""A department's page: focus and commitment, goals shared and own, whom it serves, what it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.measure.alignment import Gap, GapKind
from generator.measure.assessment import GoalAssessment
from generator.model.subjects import Subject
from generator.model.tables import (
    Department,
    Handoff,
    Initiative,
    Metric,
    Objective,
    Touchpoint,
)
from generator.pages import links as address
from generator.pages.changes_page import changes_of_department
from generator.pages.context import SiteContext, by_department
from generator.pages.findings import finding_views
from generator.pages.goal_list import goal_cards
from generator.pages.initiative_list import initiative_pairs
from generator.pages.metric_list import metric_table
from generator.pages.page import Page
from generator.pages.subjects import subject_fact
from generator.pages.view_models import (
    Finding,
    GoalGroup,
    LabelledValue,
    LinkGroup,
    TextBlock,
    TextLink,
)
from generator.sentences import headings
from generator.sentences.objectives import department_state
from generator.sentences.words import STAGE_NAMES, full_name, shortened

_EXTERNAL = "external"
#: What is said of an objective as a whole stands on its page, and what is said in the lists here.
_SAID_ELSEWHERE = (
    GapKind.NO_BACK_OFFICE,
    GapKind.SILOED,
    GapKind.GOAL_WITHOUT_OWNER,
    GapKind.METRIC_WITHOUT_OWNER,
)


def department_pages(context: SiteContext) -> Iterator[Page]:
    """One page a department."""
    found = by_department(context.report.assessments.values())
    metrics: dict[str, list[Metric]] = {}
    for metric in context.report.dataset.rows(Metric):
        metrics.setdefault(metric.department, []).append(metric)
    for department in context.report.dataset.rows(Department):
        key = department.department
        origin = address.department_page(key)
        assessments = found.get(key, [])
        closed = [one for one in assessments if one.goal.goal in context.report.closed_goals]
        still_open = [
            one for one in assessments if one.goal.goal not in context.report.closed_goals
        ]
        name = shortened(department.name)
        yield context.page(
            origin,
            "department.md",
            name,
            heading=name,
            full=full_name(department.name),
            facts=[context.owner(department.lead, origin)] if department.lead else [],
            sentence=department_state(name, still_open),
            sides=_sides(department),
            findings=_findings(context, department, origin),
            customers=_customers(context, department, origin),
            **_goals(context, still_open, origin),
            closed=goal_cards(context, closed, origin),
            since=changes_of_department(context, key, context.links(origin)),
            metrics=metric_table(context, metrics.get(key, []), origin),
            handoffs=_handoffs(context, department, origin),
            initiatives=initiative_pairs(
                context,
                (m for m in context.report.dataset.rows(Initiative) if m.department == key),
                origin,
                whose=False,
            ),
            touchpoints=_touchpoints(context, department, origin),
        )


def _goals(
    context: SiteContext, assessments: Sequence[GoalAssessment], origin: str
) -> dict[str, Any]:
    """The goals that serve each shared objective, and the others."""
    links, objectives = context.links(origin), context.report.dataset.rows(Objective)
    serving = {
        objective: [one for one in assessments if one.goal.objective == objective.objective]
        for objective in objectives
    }
    own = [one for one in assessments if not one.goal.objective]
    return {
        "shared": [
            GoalGroup(
                about=TextLink(
                    text=shortened(objective.name),
                    href=links.to(address.objective_page(objective.objective)),
                ),
                goals=tuple(goal_cards(context, goals, origin)),
            )
            for objective, goals in serving.items()
            if goals
        ],
        "own_title": headings.UNALIGNED_GOALS if objectives else "Goals",
        "own": goal_cards(context, own, origin),
    }


def _findings(context: SiteContext, department: Department, origin: str) -> list[Finding]:
    return finding_views(
        context,
        (
            one
            for one in context.alignment.in_department(department)
            if not (isinstance(one, Gap) and one.kind in _SAID_ELSEWHERE)
        ),
        origin,
    )


def _sides(department: Department) -> list[TextBlock]:
    sides = []
    if department.traditional_focus:
        sides.append(TextBlock(label=headings.MEASURED_ON, text=department.traditional_focus))
    if department.customer_commitment:
        sides.append(TextBlock(label=headings.COMMITS_TO, text=department.customer_commitment))
    return sides


def _customers(context: SiteContext, department: Department, origin: str) -> list[LinkGroup]:
    """Whom a department serves, outside and inside, and which departments serve it."""
    links = context.links(origin)
    known = context.report.dataset.by_id(Department)

    def named(keys: list[str]) -> tuple[TextLink, ...]:
        return tuple(
            TextLink(text=shortened(known[key].name), href=links.to(address.department_page(key)))
            for key in keys
        )

    groups = []
    if _EXTERNAL in department.customers:
        outside = TextLink(text=headings.CUSTOMERS)
        groups.append(LinkGroup(label="Serves outside", links=(outside,)))
    inside = [key for key in department.customers if key in known]
    serving = [key for key, other in known.items() if department.department in other.customers]
    if inside:
        groups.append(LinkGroup(label="Serves inside", links=named(inside)))
    if serving:
        groups.append(LinkGroup(label=headings.SERVED_BY, links=named(serving)))
    return groups


def _handoffs(context: SiteContext, department: Department, origin: str) -> list[LabelledValue]:
    """What a department passes on, then what it is given, each with the promise."""
    key = department.department
    rows = context.report.dataset.rows(Handoff)
    given = [(one, "Gives to", one.receiver) for one in rows if one.provider == key]
    taken = [(one, "Receives from", one.provider) for one in rows if one.receiver == key]
    found = []
    for handoff, verb, other in (*given, *taken):
        fact = subject_fact(context, Subject(kind="handoff", key=handoff.handoff), origin)
        found.append(
            LabelledValue(
                label=f"{verb} {shortened(context.department(other).name)}",
                value=fact.text,
                href=fact.href,
                note=f"Promise: {handoff.promise}" if handoff.promise else None,
            )
        )
    return found


def _touchpoints(context: SiteContext, department: Department, origin: str) -> list[LinkGroup]:
    """The contacts with customers that a department owns, by stage."""
    own = [
        one
        for one in context.report.dataset.rows(Touchpoint)
        if one.department == department.department
    ]
    return [
        LinkGroup(
            label=name,
            links=tuple(
                subject_fact(context, Subject(kind="touchpoint", key=one.touchpoint), origin)
                for one in own
                if one.stage is stage
            ),
        )
        for stage, name in STAGE_NAMES.items()
        if any(one.stage is stage for one in own)
    ]
