"""Ownership: what each role answers for, what is due of it and when, and what nobody owns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.measure.alignment import GapKind
from generator.measure.commentary import about_goal
from generator.measure.ownership import Responsibilities, Update
from generator.model.periods import add_months
from generator.model.schema import Row
from generator.model.tables import Commentary, Handoff, Initiative, Objective
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.findings import gap_groups, row_fact
from generator.pages.page import Page
from generator.pages.templating import component
from generator.pages.view_models import Cell, LinkGroup, TableColumn, TextLink
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

_COLUMNS = (
    TableColumn(label="Due", kind="date"),
    TableColumn(label="What"),
    TableColumn(label="Who"),
    TableColumn(label="State", kind="status"),
)
_UNOWNED = (
    GapKind.TOUCHPOINT_WITHOUT_OWNER,
    GapKind.GOAL_WITHOUT_OWNER,
    GapKind.METRIC_WITHOUT_OWNER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeView:
    """One role with all that it answers for."""

    anchor: str
    name: str
    full: str | None
    facts: tuple[TextLink, ...]
    groups: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """A row of what is due."""

    day: dt.date
    what: Cell
    who: Cell
    state: Cell


def owner_anchors(found: Iterable[Responsibilities]) -> dict[str, str]:
    """Where on the page each role stands; a number, because a name may be any text."""
    return {charge.owner: f"owner-{place}" for place, charge in enumerate(found, 1)}


def ownership_pages(context: SiteContext) -> Iterator[Page]:
    """The page of ownership, if any role answers for anything."""
    if context.responsibilities:
        yield _page(context, context.responsibilities)


def _page(context: SiteContext, found: Sequence[Responsibilities]) -> Page:
    """What is due until the end of next month, who answers for what, and what nobody owns."""
    today = context.report.dataset.as_of.day
    until = add_months(today.replace(day=1), 2) - dt.timedelta(days=1)
    return context.page(
        address.OWNERSHIP,
        "ownership.md",
        "Ownership",
        in_nav=True,
        sentence=ownership_sentence(found, until),
        until=due_until(until),
        due=_due_table(context, found, until),
        charges=[_charge(context, one) for one in found],
        unowned=_unowned(context),
    )


def _due_table(
    context: SiteContext, found: Iterable[Responsibilities], until: dt.date
) -> Markup | None:
    rows = [
        row
        for charge in found
        for row in _due(context, charge, _owner_cell(context, charge))
        if row.day <= until
    ]
    if not rows:
        return None
    rows.sort(key=lambda row: (row.day, row.what.text))
    cells = [
        [Cell(text=short_day(row.day), sort=row.day.isoformat()), row.what, row.who, row.state]
        for row in rows
    ]
    return component("data_table", headings.DUE_TABLE, _COLUMNS, cells, cells=True, cards=True)


def _due(context: SiteContext, charge: Responsibilities, who: Cell) -> Iterator[_Due]:
    """Figures, goals and decisions that are due of one role, and explanations that are missing."""
    links, today = context.links(address.OWNERSHIP), context.report.dataset.as_of.day
    for update in charge.updates:
        href = context.update_link(update.file) or links.to(address.DATA)
        what = Cell(text=update_title(update), href=href, note=update_note(update))
        yield _Due(day=update.due, what=what, who=who, state=_state(update))
    for one in charge.goals:
        goal, href = one.goal, links.to(address.goal_page(one.goal.goal))
        if goal.due and goal.due >= today:
            what = Cell(
                text=f"Goal: {context.title(one.goal_status)}", href=href, note=goal.next_step
            )
            yield _Due(day=goal.due, what=what, who=who, state=context.status_cell(one))
        quiet = missing_explanation(
            one, context.report.commentary.explanation(about_goal(goal.goal))
        )
        if quiet and context.report.dataset.has(Commentary):
            what = Cell(text=f"Explanation: {context.title(one.goal_status)}", href=href)
            state = Cell(text=quiet.rstrip("."), tone=Tone.WATCH)
            yield _Due(day=today, what=what, who=who, state=state)
    for move in charge.initiatives:
        if move.decision_date:
            fact = row_fact(context, move, address.OWNERSHIP)
            what = Cell(text=f"Decision: {fact.text}", href=fact.href, note=move.next_step)
            over = Cell(text="late", tone=Tone.BAD) if move.decision_date < today else Cell(text="")
            yield _Due(day=move.decision_date, what=what, who=who, state=over)


def _state(update: Update) -> Cell:
    text = update_state(update)
    if not text:
        return Cell(text="")
    return Cell(text=text, tone=Tone.BAD if update.stale else Tone.WATCH)


def _owner_cell(context: SiteContext, charge: Responsibilities) -> Cell:
    owner = context.owner(charge.owner, address.OWNERSHIP)
    return Cell(
        text=owner.text,
        href=owner.href,
        note=charge.person.holder if charge.person else None,
    )


def _charge(context: SiteContext, charge: Responsibilities) -> ChargeView:
    person = charge.person
    facts = []
    if person is not None:
        facts = [TextLink(text=person.holder)] if person.holder else []
        if person.email:
            facts.append(TextLink(text=person.email, href=f"mailto:{person.email}"))
    groups = [
        LinkGroup(
            label=headings.KEEPS_UP_TO_DATE,
            links=tuple(
                TextLink(text=next_due(update)) for update in _next_of_files(charge.updates)
            ),
        ),
        _group(context, "Leads", charge.departments),
        _group(context, "Sponsors", charge.objectives),
        _group(context, counted(len(charge.goals), "goal"), [one.goal for one in charge.goals]),
        _group(context, counted(len(charge.metrics), "metric"), charge.metrics),
        _group(context, counted(len(charge.initiatives), "initiative"), charge.initiatives),
        _group(context, counted(len(charge.handoffs), "handoff"), charge.handoffs),
    ]
    return ChargeView(
        anchor=context.owner_anchors[charge.owner],
        name=shortened(charge.owner),
        full=full_name(charge.owner),
        facts=tuple(facts),
        groups=tuple(group for group in groups if group.links),
    )


def _next_of_files(updates: Iterable[Update]) -> list[Update]:
    """What is due next of each file; the first that is due stands first."""
    first: dict[str, Update] = {}
    for update in updates:
        first.setdefault(update.file, update)
    return list(first.values())


def _group(context: SiteContext, label: str, rows: Iterable[Row]) -> LinkGroup:
    links = tuple(row_fact(context, row, address.OWNERSHIP) for row in rows)
    return LinkGroup(label=label, links=links)


def _unowned(context: SiteContext) -> list[LinkGroup]:
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
            _group(context, counted(len(rows), *UNOWNED[table]), rows)
            for table, rows in unowned.items()
            if rows
        ),
    ]
