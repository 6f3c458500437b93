"""The Changes page: what differs from the previous edition, what matters most first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.measure.changes.change_kinds import Changes
from generator.pages import links as address
from generator.pages.changes.change_items import in_a_list
from generator.pages.context import SiteContext
from generator.pages.page import Page
from generator.pages.view_models import Finding
from generator.sentences.changes.change_sentences import added_sentence, compared_with, since_line
from generator.sentences.headings import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesSection:
    """One part of the page."""

    title: str
    items: Sequence[Finding]


def changes_page(context: SiteContext, changes: Changes) -> Page:
    """The page that says what changed since the previous edition."""
    links = context.links(address.CHANGES)
    sections = [
        ChangesSection(
            title=str(part),
            items=in_a_list([i for i in context.change_items if i.part is part], links),
        )
        for part in Part
    ]
    return context.page(
        address.CHANGES,
        "changes.md",
        "Changes",
        in_nav=True,
        sentence=since_line(changes),
        compared=compared_with(changes),
        sections=[section for section in sections if section.items],
        added=added_sentence(changes.figures),
    )
