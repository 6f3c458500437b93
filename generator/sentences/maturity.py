"""Maturity in words: how many competencies are at their target, and how far the others are."""

from __future__ import annotations

from collections.abc import Sequence

from generator.measure.maturity import CompetencyHistory
from generator.model.wording import collapse_whitespace
from generator.sentences.numbers import Formats, counted, day, plural, tally

SCALE = "From 1 (not at all) to 5 (as a matter of course), by those who assessed it."
WHOLE = "The company"


def maturity_sentence(histories: Sequence[CompetencyHistory]) -> str:
    """How many competencies rose and fell in a year, and how many are at their target."""
    compared = [(one.before.level, one.newest.level) for one in histories if one.before]
    rose, fell = (sum(sign * (now - then) > 0 for then, now in compared) for sign in (1, -1))
    same = len(compared) - rose - fell
    moves = tally(
        ((rose, "rose", "rose"), (fell, "fell", "fell"), (same, "is as before", "are as before"))
    )
    aimed = [history for history in histories if history.gap is not None]
    reached = sum(history.gap == 0 for history in aimed)
    share = (
        "all are" if reached == len(aimed) else plural(reached, f"{reached} is", f"{reached} are")
    )
    aim = f"{share if reached else 'none is'} at target" if aimed else ""
    text = counted(len(histories), "competency", "competencies")
    parts = "; ".join(filter(None, [moves and f"{moves} within a year", aim]))
    return f"{text}: {parts}." if parts else f"{text}."


def assessed_to(histories: Sequence[CompetencyHistory]) -> str:
    """The day of the newest assessment."""
    return f"Assessed to {day(max(history.newest.date for history in histories))}."


def levels(history: CompetencyHistory, formats: Formats) -> str:
    """The level then and now: `2.5 → 3`."""
    then = [history.before.level] if history.before else []
    return " → ".join(formats.plain(level) for level in [*then, history.newest.level])


def evidence(history: CompetencyHistory) -> str:
    """What the newest level rests on, and who assessed it."""
    newest = history.newest
    text = collapse_whitespace(newest.evidence or "")
    if text and newest.assessor:
        return f"{text} ({newest.assessor})"
    return text or newest.assessor or ""
