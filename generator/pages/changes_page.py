"""The Changes page, and what other pages show of the changes since the previous edition.

Without a previous edition, or if nothing of their page changed, the functions return nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.measure.changes.change_kinds import Changes, CommitmentChange
from generator.model.vocabulary import Triage
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.goal_list import goal_card
from generator.pages.links import Links, department_page
from generator.pages.page import Page
from generator.pages.view_models import Card, ChangeItem, FindingView
from generator.sentences import headings
from generator.sentences.changes import (
    added_sentence,
    commitment_headline,
    commitment_sentences,
    compared_with,
    since_heading,
    since_line,
)
from generator.sentences.words import TRIAGE_BADGES


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesSection:
    """One part of the page."""

    title: str
    items: Sequence[FindingView]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPart:
    """What changed, on the page of another thing; `href` leads to the Changes page."""

    heading: str
    items: tuple[FindingView, ...]
    href: str


def changes_page(context: SiteContext, changes: Changes) -> Page:
    """The page that says what changed since the previous edition, by importance."""
    links = context.links(address.CHANGES)
    sections = [
        ChangesSection(
            title=headings.PART_HEADINGS[part],
            items=[_named(item, links) for item in context.change_items if item.part is part],
        )
        for part in headings.Part
    ]
    return context.section(
        address.CHANGES,
        sentence=since_line(changes),
        compared=compared_with(changes),
        sections=[section for section in sections if section.items],
        added=added_sentence(changes.figures),
    )


def grave_changes(context: SiteContext) -> tuple[CommitmentChange, ...]:
    """The goals that became easier, and that late or with another status only for that."""
    changes = context.changes.commitment_changes if context.changes else ()
    return tuple(change for change in changes if change.grave)


def grave_change_cards(context: SiteContext) -> list[Card]:
    """The goals of `grave_changes` as cards that ask for attention."""
    tone = TRIAGE_BADGES[Triage.NEEDS_DECISION].tone
    return [
        replace(
            goal_card(context, change.assessment, address.HOME),
            status=commitment_headline(change),
            tone=tone,
            triage_tone=tone,
            sentence=commitment_sentences(change, context.formats),
            next_step=None,
            marks=(),
            quote=None,
            missing_explanation=None,
        )
        for change in grave_changes(context)
    ]


def grave_change_warning(context: SiteContext, goal: str) -> str | None:
    """The warning on the page of a goal whose commitment changed gravely."""
    for change in grave_changes(context):
        if change.goal.goal == goal:
            return commitment_sentences(change, context.formats)
    return None


def changes_of_goal(context: SiteContext, goal: str, links: Links) -> ChangesPart | None:
    """What changed of one goal."""
    items = [item for item in context.change_items if item.goal == goal]
    return _part(context, [_unnamed(item) for item in items], links)


def changes_of_metric(context: SiteContext, metric: str, links: Links) -> ChangesPart | None:
    """What changed of one metric."""
    items = [item for item in context.change_items if item.metric == metric]
    return _part(context, [_unnamed(item) for item in items], links)


def changes_of_department(
    context: SiteContext, department: str, links: Links
) -> ChangesPart | None:
    """What changed of a department, its goals and its metrics."""
    own = department_page(department)
    items = [item for item in context.change_items if item.department == department]
    findings = [_unnamed(item) if item.target == own else _named(item, links) for item in items]
    return _part(context, findings, links)


def _named(item: ChangeItem, links: Links) -> FindingView:
    """An item in a list about many things: by the name of its thing, with a link to its page."""
    return FindingView(
        badge=item.badge,
        title=item.title,
        href=links.to(item.target, anchor=item.anchor) if item.target else None,
        sentence=item.sentence,
    )


def _unnamed(item: ChangeItem) -> FindingView:
    """An item on the page of the thing it is about: by what changed."""
    return FindingView(badge=item.badge, title=item.headline, href=None, sentence=item.sentence)


def _part(
    context: SiteContext, findings: Iterable[FindingView], links: Links
) -> ChangesPart | None:
    items = tuple(findings)
    if not items or context.changes is None:
        return None
    return ChangesPart(
        heading=since_heading(context.changes), items=items, href=links.to(address.CHANGES)
    )
