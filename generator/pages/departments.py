"""Departments: all of them, in no ranking, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.measure.alignment.gaps import Gap, GapKind
from generator.measure.assessment import GoalAssessment
from generator.measure.report import group_by
from generator.model.tables import Department, Handoff, Initiative, Metric, Objective, Touchpoint
from generator.pages import links as address
from generator.pages.changes_page import changes_about
from generator.pages.context import SiteContext
from generator.pages.findings import finding_views
from generator.pages.goal_list import goal_cards
from generator.pages.metric_list import metric_table
from generator.pages.page import Page
from generator.pages.subjects import initiative_list, row_link, row_value
from generator.pages.view_models import LabelledValue, Tile
from generator.sentences import headings
from generator.sentences.objectives import answer_counts, department_state, departments_sentence
from generator.sentences.words import STAGE_NAMES, shortened

#: What is said of an objective as a whole stands on its page, and what is said in the lists here.
_SAID_ELSEWHERE = (
    GapKind.NO_BACK_OFFICE,
    GapKind.SILOED,
    GapKind.GOAL_WITHOUT_OWNER,
    GapKind.METRIC_WITHOUT_OWNER,
)


def departments_page(context: SiteContext) -> Page:
    """All departments, in the order of their table."""
    return context.section(
        address.DEPARTMENTS,
        sentence=departments_sentence(context.report),
        tiles=department_tiles(context, address.DEPARTMENTS, full=True),
    )


def department_tiles(context: SiteContext, origin: str, *, full: bool = False) -> list[Tile]:
    """Every department with its goals counted, in the order of its table.

    `full` ones have what each commits to, and how its goals are answered.
    """
    links, goals = context.links(origin), context.report.open_by("department")
    return [
        Tile(
            title=shortened(department.name),
            href=links.to(address.page_of("department", department.department)),
            who=department.lead,
            text=department.customer_commitment if full else None,
            counts=context.triage_counts(goals.get(department.department, []), origin),
            marks=answer_counts(goals.get(department.department, [])) if full else (),
        )
        for department in context.report.dataset.rows(Department)
    ]


def department_pages(context: SiteContext) -> Iterator[Page]:
    """One page per department."""
    goals = group_by(context.report.assessments.values(), lambda one: one.goal.department)
    for department in context.report.dataset.rows(Department):
        yield _department_page(context, department, goals.get(department.department, []))


def _department_page(
    context: SiteContext, department: Department, goals: Sequence[GoalAssessment]
) -> Page:
    key, name, dataset = department.department, shortened(department.name), context.report.dataset
    origin = address.page_of("department", key)
    still_open = [one for one in goals if not context.is_closed(one.goal.goal)]
    closed = [one for one in goals if context.is_closed(one.goal.goal)]
    findings = [
        one
        for one in context.alignment.in_department(department)
        if not (isinstance(one, Gap) and one.kind in _SAID_ELSEWHERE)
    ]
    metrics = [metric for metric in dataset.rows(Metric) if metric.department == key]
    own = [one for one in dataset.rows(Touchpoint) if one.department == key]
    initiatives = [one for one in dataset.rows(Initiative) if one.department == key]
    return context.page(
        origin,
        "department.md",
        name,
        department=department,
        lead=context.owner(department.lead, origin),
        sentence=department_state(name, still_open),
        findings=finding_views(context, findings, origin),
        **_customers(context, department, origin),
        **_goals(context, still_open, origin),
        closed=goal_cards(context, closed, origin),
        since=changes_about(context, "department", key, context.links(origin)),
        metrics=metric_table(context, metrics, origin),
        handoffs=_handoffs(context, department, origin),
        initiatives=list(initiative_list(context, initiatives, origin, whose=False)),
        touchpoints=[
            (name, [row_link(context, one, origin) for one in own if one.stage is stage])
            for stage, name in STAGE_NAMES.items()
        ]
        if own
        else None,
    )


def _goals(context: SiteContext, goals: Sequence[GoalAssessment], origin: str) -> dict[str, Any]:
    """The goals that serve each shared objective, and the others."""
    objectives = context.report.dataset.rows(Objective)
    serving = {
        objective: [one for one in goals if one.goal.objective == objective.objective]
        for objective in objectives
    }
    return {
        "shared": [
            (row_link(context, objective, origin), goal_cards(context, own, origin))
            for objective, own in serving.items()
            if own
        ],
        "own_title": headings.UNALIGNED_GOALS if objectives else "Goals",
        "own": goal_cards(context, [one for one in goals if not one.goal.objective], origin),
    }


def _customers(context: SiteContext, department: Department, origin: str) -> dict[str, Any]:
    """Whom a department serves inside the company, and which departments serve it."""
    key, departments = department.department, context.report.dataset.by_id(Department)
    inside = [other for other in department.customers if other in departments]
    serving = [other for other, row in departments.items() if key in row.customers]
    return {
        "inside": [context.department_link(other, origin) for other in inside],
        "served_by": [context.department_link(other, origin) for other in serving],
    }


def _handoffs(context: SiteContext, department: Department, origin: str) -> list[LabelledValue]:
    """What a department passes on, then what it is given, each with the promise."""
    key, rows = department.department, context.report.dataset.rows(Handoff)
    given = [(one, "Gives to", one.receiver) for one in rows if one.provider == key]
    received = [(one, "Receives from", one.provider) for one in rows if one.receiver == key]
    return [
        row_value(
            context,
            handoff,
            origin,
            f"{verb} {shortened(context.department(other).name)}",
            f"Promise: {handoff.promise}" if handoff.promise else None,
        )
        for handoff, verb, other in (*given, *received)
    ]
