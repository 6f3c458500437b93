"""Elsewhere: what the other pages say of changes since the previous edition.

Every function gives parts that are ready for a template, and nothing where there is no previous
edition or nothing of that page changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.vocabulary import Triage
from generator.pages import links as address
from generator.pages.changes.change_items import ChangeItem, on_its_page
from generator.pages.context import SiteContext
from generator.pages.links import Links, department_page, goal_page
from generator.pages.view_models import Card, Finding, TextLink
from generator.sentences import headings
from generator.sentences.changes.change_sentences import since_line
from generator.sentences.changes.commitment_changes import move_sentences, moved_headline
from generator.sentences.numbers import day
from generator.sentences.words import TRIAGE_BADGES, shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The part of a page about what changed: its heading, its items and the way to all others."""

    heading: str
    items: tuple[Finding, ...]
    href: str


def since_line_of(context: SiteContext, links: Links) -> TextLink | None:
    """Home's one line about all changes, which leads to their page."""
    if context.changes is None:
        return None
    return TextLink(text=since_line(context.changes), href=links.to(address.CHANGES))


def gravely_moved(context: SiteContext) -> frozenset[str]:
    """The goals of the cards below."""
    found = context.changes.commitment_changes if context.changes else ()
    return frozenset(move.goal.goal for move in found if move.grave)


def moved_cards(context: SiteContext, links: Links) -> list[Card]:
    """The goals that became easier late, or only thereby stand where they do: for attention."""
    cards = []
    for move in context.changes.commitment_changes if context.changes else ():
        if not move.grave:
            continue
        goal, goal_status = move.goal, move.assessment.goal_status
        short, full = context.title(goal_status), context.title(goal_status, most=None)
        department = context.department(goal.department)
        cards.append(
            Card(
                title=short,
                full_title=None if short == full else full,
                href=links.to(goal_page(goal.goal)),
                status=moved_headline(move),
                tone=TRIAGE_BADGES[Triage.NEEDS_DECISION].tone,
                pile_tone=TRIAGE_BADGES[Triage.NEEDS_DECISION].tone,
                sentence=move_sentences(move, context.formats),
                owner=goal.owner or headings.NO_OWNER,
                due=f"due {day(goal.due)}" if goal.due else None,
                department=shortened(department.name),
                department_href=links.to(department_page(goal.department)),
                next_step=None,
            )
        )
    return cards


def moved_warning(context: SiteContext, goal: str) -> str | None:
    """What stands out on a goal's page where its target moved gravely."""
    for move in context.changes.commitment_changes if context.changes else ():
        if move.grave and move.goal.goal == goal:
            return move_sentences(move, context.formats)
    return None


def since_for_goal(context: SiteContext, goal: str, links: Links) -> Since | None:
    """What changed of one goal."""
    return _since(context, [item for item in context.change_items if item.goal == goal], links)


def since_for_metric(context: SiteContext, metric: str, links: Links) -> Since | None:
    """What changed of one metric."""
    return _since(context, [item for item in context.change_items if item.metric == metric], links)


def since_for_department(context: SiteContext, department: str, links: Links) -> Since | None:
    """What changed of a department, its goals and its metrics."""
    items = [item for item in context.change_items if item.department == department]
    if not items or context.changes is None:
        return None
    return Since(
        heading=_heading(context),
        items=tuple(_named(item, department, links) for item in items),
        href=links.to(address.CHANGES),
    )


def _named(item: ChangeItem, department: str, links: Links) -> Finding:
    """An item on a department's page: by what changed where it is about the department itself."""
    own = item.target == department_page(department)
    return Finding(
        sign=item.sign,
        title=item.headline if own else item.title,
        href=links.to(item.target) if item.target and not own else None,
        sentence=item.sentence,
    )


def _since(context: SiteContext, items: list[ChangeItem], links: Links) -> Since | None:
    if not items or context.changes is None:
        return None
    return Since(
        heading=_heading(context),
        items=tuple(on_its_page(items)),
        href=links.to(address.CHANGES),
    )


def _heading(context: SiteContext) -> str:
    assert context.changes is not None
    return f"Since edition {context.changes.previous.version}"
