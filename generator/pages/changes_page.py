"""The Changes page, and what other pages show of the changes since the previous edition.

Without a previous edition, or if nothing of their page changed, the functions return nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.measure.changes.change_kinds import Changes, CommitmentChange
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.links import Links
from generator.pages.page import Page
from generator.pages.view_models import ChangeItem, FindingView
from generator.sentences import headings
from generator.sentences.changes import (
    added_sentence,
    commitment_sentences,
    compared_with,
    since_heading,
    since_line,
)
from generator.sentences.method_changes import method_line


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPart:
    """What changed, on the page of another thing; `href` leads to the Changes page."""

    heading: str
    items: tuple[FindingView, ...]
    href: str


def changes_page(context: SiteContext, changes: Changes) -> Page:
    """The page that says what changed since the previous edition, by importance."""
    links = context.links(address.CHANGES)
    sections: dict[str, list[FindingView]] = {}
    for part in headings.Part:
        findings = [_finding(item, links) for item in context.change_items if item.part is part]
        if findings:
            sections[headings.PART_HEADINGS[part]] = findings
    return context.section(
        address.CHANGES,
        method=method_line(len(changes.verdicts)) if changes.verdicts else None,
        sentence=since_line(changes),
        compared=compared_with(changes),
        sections=sections,
        added=added_sentence(changes.figures),
    )


def grave_changes(context: SiteContext) -> tuple[CommitmentChange, ...]:
    """The goals that became easier, and that late or with another status only for that."""
    changes = context.changes.commitment_changes if context.changes else ()
    return tuple(change for change in changes if change.grave)


def grave_change_warning(context: SiteContext, goal: str) -> str | None:
    """The warning on the page of a goal whose commitment changed gravely."""
    for change in grave_changes(context):
        if change.goal.goal == goal:
            return commitment_sentences(change, context.formats)
    return None


def changes_about(
    context: SiteContext, kind: Literal["goal", "metric", "department"], key: str, links: Links
) -> ChangesPart | None:
    """What changed of a goal, of a metric, or of a department with its goals and metrics."""
    items = [item for item in context.change_items if getattr(item, kind) == key]
    if not items or context.changes is None:
        return None
    return ChangesPart(
        heading=since_heading(context.changes),
        items=tuple(_finding(item, links) for item in items),
        href=links.to(address.CHANGES),
    )


def _finding(item: ChangeItem, links: Links) -> FindingView:
    """An item on the page that it is about by what changed, elsewhere by its name with a link."""
    if item.target == links.origin:
        return FindingView(badge=item.badge, title=item.headline, sentence=item.sentence)
    return FindingView(
        badge=item.badge,
        title=item.title,
        href=links.to(item.target, anchor=item.anchor) if item.target else None,
        sentence=item.sentence,
    )
