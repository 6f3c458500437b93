"""What is said of editions: how many there are, and each one's day and goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model.edition import NEXT, EditionSummary
from generator.model.vocabulary import Triage
from generator.sentences.numbers import counted, day, listed, short_day

#: Each pile within a sentence, for one goal and for more.
_SAID: Mapping[Triage, tuple[str, str]] = {
    Triage.NEEDS_DECISION: ("needs a decision", "need a decision"),
    Triage.WATCH: ("needs watching", "need watching"),
    Triage.GOING_WELL: ("is going well", "are going well"),
    Triage.CANNOT_SAY: ("cannot be judged yet", "cannot be judged yet"),
}


def editions_sentence(released: Sequence[EditionSummary]) -> str:
    """How many editions there are, and since when."""
    count = counted(len(released), "edition")
    if len(released) == 1:
        return f"{count}, which speaks from {day(released[0].as_of)}."
    first = min(one.as_of for one in released)
    return f"{count} since {day(first)}; what was once published stays as it was."


def edition_title(version: str) -> str:
    """An edition as news: the rolling one is told by what it is."""
    return "The figures as they stand" if version == NEXT else f"Edition {version}"


def feed_title(company: str) -> str:
    """What the feed is about."""
    return f"{company}: customer experience" if company else "Customer experience"


def news_title(about: str, what: str) -> str:
    """A change as news: what happened, then what it is about."""
    return f"{what[:1].upper()}{what[1:]}: {about}"


def edition_name(one: EditionSummary) -> str:
    """An edition's name; the rolling one has none of its own."""
    return "Next edition, as it stands" if one.version == NEXT else one.version


def edition_day(one: EditionSummary) -> str:
    """The day from which an edition speaks."""
    return short_day(one.as_of)


def bar_label(one: EditionSummary) -> str:
    """An edition's goals by pile, as the text of its bar."""
    return f"{edition_name(one)}: {piles_sentence(one.piles)}"


def piles_sentence(piles: Mapping[str, int]) -> str:
    """`34 open goals: 6 need a decision, 13 are going well and 6 cannot be judged yet.`."""
    total = sum(piles.values())
    if not total:
        return "no open goal."
    parts = [
        f"{piles[str(pile)]} {_SAID[pile][piles[str(pile)] != 1]}"
        for pile in Triage
        if piles.get(str(pile))
    ]
    return f"{counted(total, 'open goal')}: {listed(parts)}."
