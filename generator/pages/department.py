"""A department's page: focus and commitment, goals shared and own, whom it serves, what it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.measure.alignment import Gap, GapKind
from generator.measure.answers import Answers
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
from generator.pages.book import Book, by_department
from generator.pages.changes.elsewhere import since_for_department
from generator.pages.findings import finding_views
from generator.pages.goal_list import goal_cards
from generator.pages.metric_list import metric_table
from generator.pages.moves import initiative_pairs
from generator.pages.page import Page
from generator.pages.parts import Fact, Finding, GoalGroup, LinkGroup, Pair, Side
from generator.pages.subjects import subject_fact
from generator.sentences.home import department_state
from generator.sentences.words import STAGE_NAMES, full_name, shortened

_EXTERNAL = "external"
#: What is said of an objective as a whole stands on its page, and what is said in the lists here.
_SAID_ELSEWHERE = (
    GapKind.NO_BACK_OFFICE,
    GapKind.SILOED,
    GapKind.GOAL_WITHOUT_OWNER,
    GapKind.METRIC_WITHOUT_OWNER,
)


def department_pages(book: Book) -> Iterator[Page]:
    """One page a department."""
    found = by_department(book.report.answers.values())
    metrics: dict[str, list[Metric]] = {}
    for metric in book.report.dataset.rows(Metric):
        metrics.setdefault(metric.department, []).append(metric)
    for department in book.report.dataset.rows(Department):
        key = department.department
        origin = address.department_page(key)
        answers = found.get(key, [])
        closed = [one for one in answers if one.goal.goal in book.report.closed]
        still_open = [one for one in answers if one.goal.goal not in book.report.closed]
        name = shortened(department.name)
        yield book.page(
            origin,
            "department.md",
            name,
            heading=name,
            full=full_name(department.name),
            facts=[book.owner(department.lead, origin)] if department.lead else [],
            sentence=department_state(name, still_open),
            sides=_sides(department),
            findings=_findings(book, department, origin),
            customers=_customers(book, department, origin),
            **_goals(book, still_open, origin),
            closed=goal_cards(book, closed, origin),
            since=since_for_department(book, key, book.links(origin)),
            metrics=metric_table(book, metrics.get(key, []), origin),
            handoffs=_handoffs(book, department, origin),
            initiatives=initiative_pairs(
                book,
                (m for m in book.report.dataset.rows(Initiative) if m.department == key),
                origin,
                whose=False,
            ),
            touchpoints=_touchpoints(book, department, origin),
        )


def _goals(book: Book, answers: Sequence[Answers], origin: str) -> dict[str, Any]:
    """The goals that serve each shared objective, and the others."""
    links, objectives = book.links(origin), book.report.dataset.rows(Objective)
    serving = {
        objective: [one for one in answers if one.goal.objective == objective.objective]
        for objective in objectives
    }
    own = [one for one in answers if not one.goal.objective]
    return {
        "shared": [
            GoalGroup(
                about=Fact(
                    text=shortened(objective.name),
                    href=links.to(address.objective_page(objective.objective)),
                ),
                goals=tuple(goal_cards(book, goals, origin)),
            )
            for objective, goals in serving.items()
            if goals
        ],
        "own_title": "Goals that serve no shared objective" if objectives else "Goals",
        "own": goal_cards(book, own, origin),
    }


def _findings(book: Book, department: Department, origin: str) -> list[Finding]:
    return finding_views(
        book,
        (
            one
            for one in book.alignment.in_department(department)
            if not (isinstance(one, Gap) and one.kind in _SAID_ELSEWHERE)
        ),
        origin,
    )


def _sides(department: Department) -> list[Side]:
    sides = []
    if department.traditional_focus:
        sides.append(
            Side(label="What it has always been measured on", text=department.traditional_focus)
        )
    if department.customer_commitment:
        sides.append(
            Side(label="What it commits to for customers", text=department.customer_commitment)
        )
    return sides


def _customers(book: Book, department: Department, origin: str) -> list[LinkGroup]:
    """Whom a department serves, outside and inside, and which departments serve it."""
    links = book.links(origin)
    known = book.report.dataset.by_id(Department)

    def named(keys: list[str]) -> tuple[Fact, ...]:
        return tuple(
            Fact(text=shortened(known[key].name), href=links.to(address.department_page(key)))
            for key in keys
        )

    groups = []
    if _EXTERNAL in department.customers:
        outside = Fact(text="the customers of the company")
        groups.append(LinkGroup(label="Serves outside", links=(outside,)))
    inside = [key for key in department.customers if key in known]
    serving = [key for key, other in known.items() if department.department in other.customers]
    if inside:
        groups.append(LinkGroup(label="Serves inside", links=named(inside)))
    if serving:
        groups.append(LinkGroup(label="Is served by", links=named(serving)))
    return groups


def _handoffs(book: Book, department: Department, origin: str) -> list[Pair]:
    """What a department passes on, then what it is given, each with the promise."""
    key = department.department
    rows = book.report.dataset.rows(Handoff)
    given = [(one, "Gives to", one.receiver) for one in rows if one.provider == key]
    taken = [(one, "Receives from", one.provider) for one in rows if one.receiver == key]
    found = []
    for handoff, verb, other in (*given, *taken):
        fact = subject_fact(book, Subject(kind="handoff", key=handoff.handoff), origin)
        found.append(
            Pair(
                label=f"{verb} {shortened(book.department(other).name)}",
                value=fact.text,
                href=fact.href,
                note=f"Promise: {handoff.promise}" if handoff.promise else None,
            )
        )
    return found


def _touchpoints(book: Book, department: Department, origin: str) -> list[LinkGroup]:
    """The contacts with customers that a department owns, by stage."""
    own = [
        one
        for one in book.report.dataset.rows(Touchpoint)
        if one.department == department.department
    ]
    return [
        LinkGroup(
            label=name,
            links=tuple(
                subject_fact(book, Subject(kind="touchpoint", key=one.touchpoint), origin)
                for one in own
                if one.stage is stage
            ),
        )
        for stage, name in STAGE_NAMES.items()
        if any(one.stage is stage for one in own)
    ]
