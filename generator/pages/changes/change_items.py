"""Items: one change each, as a list about many things shows it and as its own page does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.pages.links import Links
from generator.pages.view_models import Finding
from generator.sentences import headings
from generator.sentences.headings import Part
from generator.sentences.words import Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeItem:
    """One change: what it is about, where that stands, and what is said of it.

    `headline` names the change where the page itself is what it is about, `news` in the feed.
    `goal`, `metric` and `department` are those on whose pages it belongs.
    """

    part: Part
    title: str
    headline: str
    sentence: str
    sign: Badge | None = None
    target: str = ""
    anchor: str = ""
    goal: str = ""
    metric: str = ""
    department: str = ""
    news: str = ""
    grave: bool = False


def in_a_list(items: Iterable[ChangeItem], links: Links) -> list[Finding]:
    """Items in a list about many things: each is named and leads to its page."""
    return [
        Finding(
            sign=item.sign,
            title=item.title,
            href=links.to(item.target, anchor=item.anchor) if item.target else None,
            sentence=item.sentence,
        )
        for item in items
    ]


def on_its_page(items: Iterable[ChangeItem]) -> list[Finding]:
    """Items on the page of what they are about: each is named by what changed."""
    return [
        Finding(sign=item.sign, title=item.headline, href=None, sentence=item.sentence)
        for item in items
    ]


def owned(owner: str | None) -> str:
    """Whose it is, as a sentence."""
    return f"Owner: {owner}." if owner else headings.NO_OWNER_IS_NAMED


def joined(*sentences: str) -> str:
    """Sentences in a row, those left out that say nothing."""
    return " ".join(filter(None, sentences))
