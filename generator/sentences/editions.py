"""Editions in words: how many there are, and each one's day and goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.edition import NEXT, EditionSummary
from generator.model.vocabulary import Triage
from generator.sentences.home import TRIAGE_CLAUSES
from generator.sentences.numbers import counted, day, tally
from generator.sentences.words import capitalised


def editions_sentence(released: Sequence[EditionSummary]) -> str:
    """How many editions there are, and since when."""
    count = counted(len(released), "edition")
    if len(released) == 1:
        return f"{count}, which speaks from {day(released[0].as_of)}."
    first = min(edition.as_of for edition in released)
    return f"{count} since {day(first)}; what was once published stays as it was."


def edition_title(version: str) -> str:
    """An edition as news; the current state, which is published as the next one, has no number."""
    return "The figures as they are" if version == NEXT else f"Edition {version}"


def feed_title(company: str) -> str:
    """What the feed is about."""
    return f"{company}: customer experience" if company else "Customer experience"


def news_title(about: str, what: str) -> str:
    """A change as news: what happened, then what it is about."""
    return f"{capitalised(what)}: {about}"


def edition_name(edition: EditionSummary) -> str:
    """An edition's name in the list of editions."""
    return "Next edition, as it is now" if edition.edition == NEXT else edition.edition


def bar_label(edition: EditionSummary) -> str:
    """The text of the bar that shows an edition's goals."""
    return f"{edition_name(edition)}: {triage_sentence(edition.piles)}"


def triage_sentence(counts: Mapping[str, int]) -> str:
    """`34 open goals: 6 need a decision, 13 are on track and 15 have no verdict.`."""
    total = sum(counts.values())
    if not total:
        return "no open goal."
    parts = ((counts.get(triage, 0), *TRIAGE_CLAUSES[triage]) for triage in Triage)
    return f"{counted(total, 'open goal')}: {tally(parts)}."
