"""Ownership: what each role answers for, what is due of it and when, and what nobody owns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TypeAlias

from generator.measure.alignment.gaps import GapKind
from generator.measure.commentary import about_goal
from generator.measure.ownership import Responsibilities, Update
from generator.measure.report import group_by
from generator.model.periods import add_months
from generator.model.schema import Row
from generator.model.tables import Commentary, Handoff, Initiative, Objective
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.findings import gap_groups
from generator.pages.goal_list import status_cell
from generator.pages.page import Page
from generator.pages.subjects import row_link
from generator.pages.tables import BLANK_CELL, Cell, TableColumn, data_table, date_cell, link_cell
from generator.pages.view_models import LinkGroups, TextLink, View
from generator.sentences import headings
from generator.sentences.commentary import missing_explanation
from generator.sentences.numbers import counted
from generator.sentences.ownership import (
    UNOWNED,
    due_until,
    next_due,
    ownership_sentence,
    unexplained_sentence,
    update_note,
    update_state,
    update_title,
)
from generator.sentences.words import Tone

_UNOWNED = (
    GapKind.TOUCHPOINT_WITHOUT_OWNER,
    GapKind.GOAL_WITHOUT_OWNER,
    GapKind.METRIC_WITHOUT_OWNER,
)


#: What is due of a role: the day, what it is, who the role is and how it stands.
_Due: TypeAlias = tuple[dt.date, Cell, Cell, Cell]

_COLUMNS: tuple[TableColumn[_Due], ...] = (
    TableColumn("Due", lambda due: date_cell(due[0]), kind="date"),
    TableColumn("What", itemgetter(1)),
    TableColumn("Who", itemgetter(2)),
    TableColumn("State", itemgetter(3), kind="status"),
)


def owner_anchors(roles: Iterable[Responsibilities]) -> dict[str, str]:
    """Where on the page each role stands; a number, because a name may be any text."""
    return {role.owner: f"owner-{number}" for number, role in enumerate(roles, 1)}


def ownership_pages(context: SiteContext) -> Iterator[Page]:
    """The page of ownership, if any role answers for anything."""
    if context.responsibilities:
        yield _page(context, context.responsibilities)


def _page(context: SiteContext, roles: Sequence[Responsibilities]) -> Page:
    """Due until the end of next month, who answers for what, and what nobody owns."""
    today = context.report.dataset.as_of.day
    until = add_months(today.replace(day=1), 2) - dt.timedelta(days=1)
    due = [row for role in roles for row in _due(context, role) if row[0] <= until]
    due.sort(key=lambda row: (row[0], row[1].text))
    return context.section(
        address.OWNERSHIP,
        sentence=ownership_sentence(roles, until),
        until=due_until(until),
        due=data_table(headings.DUE_TABLE, _COLUMNS, due, cards=True) if due else None,
        roles=[_role(context, role) for role in roles],
        unowned=_unowned(context),
    )


def _due(context: SiteContext, role: Responsibilities) -> Iterator[_Due]:
    """Figures, goals and decisions that are due of one role, and explanations that are missing."""
    links, today = context.links(address.OWNERSHIP), context.report.dataset.as_of.day
    holder = role.person.holder if role.person else None
    who = link_cell(context.owner(role.owner, address.OWNERSHIP), holder)
    for update in role.updates:
        href = context.update_link(update.file) or links.to(address.DATA)
        what = Cell(update_title(update), href=href, note=update_note(update))
        yield update.due, what, who, _state(update)
    for one in role.goals:
        goal, link = one.goal, row_link(context, one.goal, address.OWNERSHIP)
        if goal.due and goal.due >= today:
            what = Cell(f"Goal: {link.text}", href=link.href, note=goal.next_step)
            yield goal.due, what, who, status_cell(context, one)
        comment = context.report.commentary.explanation(about_goal(goal.goal))
        missing = missing_explanation(one, comment)
        if missing and context.report.dataset.has(Commentary):
            what = Cell(f"Explanation: {link.text}", href=link.href)
            yield today, what, who, Cell(missing.rstrip("."), tone=Tone.WATCH)
    for moved in role.unexplained:
        link = row_link(context, moved.metric, address.OWNERSHIP)
        what = Cell(f"Event: {link.text}", href=link.href)
        text = unexplained_sentence(moved, context.report, context.formats)
        yield today, what, who, Cell(text.rstrip("."), tone=Tone.WATCH)
    for initiative in role.initiatives:
        decision = initiative.decision_date
        if decision:
            link = row_link(context, initiative, address.OWNERSHIP)
            what = Cell(f"Decision: {link.text}", href=link.href, note=initiative.next_step)
            late = Cell("late", tone=Tone.BAD) if decision < today else BLANK_CELL
            yield decision, what, who, late


def _state(update: Update) -> Cell:
    text = update_state(update)
    return Cell(text, tone=Tone.BAD if update.stale else Tone.WATCH) if text else BLANK_CELL


def _role(context: SiteContext, role: Responsibilities) -> View:
    holder, email = (role.person.holder, role.person.email) if role.person else (None, None)
    files = group_by(role.updates, lambda update: update.file).values()
    return {
        "anchor": context.owner_anchors[role.owner],
        "name": role.owner,
        "holder": holder,
        "email": TextLink(text=email, href=f"mailto:{email}") if email else None,
        "groups": [
            # What is due first stands first.
            (headings.KEEPS_UP_TO_DATE, [next_due(updates[0]) for updates in files]),
            _group(context, "Leads", role.departments),
            _group(context, "Sponsors", role.objectives),
            _group(context, counted(len(role.goals), "goal"), [one.goal for one in role.goals]),
            _group(context, counted(len(role.metrics), "metric"), role.metrics),
            _group(context, counted(len(role.initiatives), "initiative"), role.initiatives),
            _group(context, counted(len(role.handoffs), "handoff"), role.handoffs),
        ],
    }


def _group(context: SiteContext, label: str, rows: Iterable[Row]) -> tuple[str, Sequence[TextLink]]:
    return label, [row_link(context, row, address.OWNERSHIP) for row in rows]


def _unowned(context: SiteContext) -> LinkGroups:
    """What no role or department answers for."""
    dataset = context.report.dataset
    gaps = [gap for kind in _UNOWNED for gap in context.alignment.of_kind(kind)]
    unowned: dict[type[Row], list[Row]] = {
        Objective: [row for row in dataset.rows(Objective) if row.sponsor is None],
        Initiative: [row for row in dataset.rows(Initiative) if row.owner is None],
        Handoff: [row for row in dataset.rows(Handoff) if row.owner is None],
    }
    return [
        *gap_groups(context, gaps, address.OWNERSHIP),
        *(
            _group(context, counted(len(rows), *UNOWNED[kind]), rows)
            for kind, rows in unowned.items()
            if rows
        ),
    ]
