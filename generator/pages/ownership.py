"""Ownership: what each role answers for, what is due of it and when, and what nobody owns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.measure.alignment.gaps import GapKind
from generator.measure.commentary import about_goal
from generator.measure.ownership import Responsibilities, Update
from generator.model.periods import add_months
from generator.model.schema import Row
from generator.model.tables import Commentary, Handoff, Initiative, Objective
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.findings import gap_groups
from generator.pages.goal_list import status_cell
from generator.pages.page import Page
from generator.pages.subjects import row_link
from generator.pages.tables import BLANK_CELL, Cell, TableColumn, data_table, link_cell
from generator.pages.view_models import LinkGroups, TextLink, View
from generator.sentences import headings
from generator.sentences.commentary import missing_explanation
from generator.sentences.numbers import counted, short_day
from generator.sentences.ownership import (
    UNOWNED,
    due_until,
    next_due,
    ownership_sentence,
    update_note,
    update_state,
    update_title,
)
from generator.sentences.words import Tone, full_name, shortened

_UNOWNED = (
    GapKind.TOUCHPOINT_WITHOUT_OWNER,
    GapKind.GOAL_WITHOUT_OWNER,
    GapKind.METRIC_WITHOUT_OWNER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """Something that is due of a role."""

    day: dt.date
    what: Cell
    who: Cell
    state: Cell


_COLUMNS: tuple[TableColumn[_Due], ...] = (
    TableColumn("Due", lambda due: Cell(short_day(due.day), sort=due.day.isoformat()), kind="date"),
    TableColumn("What", lambda due: due.what),
    TableColumn("Who", lambda due: due.who),
    TableColumn("State", lambda due: due.state, kind="status"),
)


def owner_anchors(roles: Iterable[Responsibilities]) -> dict[str, str]:
    """Where on the page each role stands; a number, because a name may be any text."""
    return {role.owner: f"owner-{number}" for number, role in enumerate(roles, 1)}


def ownership_pages(context: SiteContext) -> Iterator[Page]:
    """The page of ownership, if any role answers for anything."""
    if context.responsibilities:
        yield _page(context, context.responsibilities)


def _page(context: SiteContext, roles: Sequence[Responsibilities]) -> Page:
    """What is due until the end of next month, who answers for what, and what nobody owns."""
    today = context.report.dataset.as_of.day
    until = add_months(today.replace(day=1), 2) - dt.timedelta(days=1)
    due = [row for role in roles for row in _due(context, role) if row.day <= until]
    due.sort(key=lambda row: (row.day, row.what.text))
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
        yield _Due(day=update.due, what=what, who=who, state=_state(update))
    for one in role.goals:
        goal, link = one.goal, row_link(context, one.goal, address.OWNERSHIP)
        if goal.due and goal.due >= today:
            what = Cell(f"Goal: {link.text}", href=link.href, note=goal.next_step)
            yield _Due(day=goal.due, what=what, who=who, state=status_cell(context, one))
        comment = context.report.commentary.explanation(about_goal(goal.goal))
        missing = missing_explanation(one, comment)
        if missing and context.report.dataset.has(Commentary):
            what = Cell(f"Explanation: {link.text}", href=link.href)
            state = Cell(missing.rstrip("."), tone=Tone.WATCH)
            yield _Due(day=today, what=what, who=who, state=state)
    for initiative in role.initiatives:
        decision = initiative.decision_date
        if decision:
            link = row_link(context, initiative, address.OWNERSHIP)
            what = Cell(f"Decision: {link.text}", href=link.href, note=initiative.next_step)
            state = Cell("late", tone=Tone.BAD) if decision < today else BLANK_CELL
            yield _Due(day=decision, what=what, who=who, state=state)


def _state(update: Update) -> Cell:
    text = update_state(update)
    return Cell(text, tone=Tone.BAD if update.stale else Tone.WATCH) if text else BLANK_CELL


def _role(context: SiteContext, role: Responsibilities) -> View:
    person, facts = role.person, []
    if person is not None and person.holder:
        facts.append(TextLink(text=person.holder))
    if person is not None and person.email:
        facts.append(TextLink(text=person.email, href=f"mailto:{person.email}"))
    files = tuple(TextLink(text=next_due(update)) for update in _next_of_files(role.updates))
    groups = [
        (headings.KEEPS_UP_TO_DATE, files),
        _group(context, "Leads", role.departments),
        _group(context, "Sponsors", role.objectives),
        _group(context, counted(len(role.goals), "goal"), [one.goal for one in role.goals]),
        _group(context, counted(len(role.metrics), "metric"), role.metrics),
        _group(context, counted(len(role.initiatives), "initiative"), role.initiatives),
        _group(context, counted(len(role.handoffs), "handoff"), role.handoffs),
    ]
    return {
        "anchor": context.owner_anchors[role.owner],
        "name": shortened(role.owner),
        "full": full_name(role.owner),
        "facts": tuple(facts),
        "groups": [group for group in groups if group[1]],
    }


def _next_of_files(updates: Iterable[Update]) -> list[Update]:
    """What is due next of each file; the first that is due stands first."""
    first: dict[str, Update] = {}
    for update in updates:
        first.setdefault(update.file, update)
    return list(first.values())


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
