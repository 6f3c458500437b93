"""Maturity in words: how many competencies are at their target, and how far the others are."""

from __future__ import annotations

from collections.abc import Sequence

from generator.measure.maturity import CompetencyHistory
from generator.model.wording import collapse_whitespace
from generator.sentences.numbers import Formats, counted, day, tally

SCALE = "From 1 (not at all) to 5 (as a matter of course), by those who assessed it."
WHOLE = "The company"


def maturity_sentence(histories: Sequence[CompetencyHistory]) -> str:
    """How many competencies are at their target and how many below, and when that was assessed."""
    newest = max(history.newest.date for history in histories)
    total = len(histories)
    text = f"{counted(total, 'competency', 'competencies')}, assessed to {day(newest)}"
    counts = {
        "at": sum(history.gap == 0 for history in histories),
        "below": sum(bool(history.gap) for history in histories),
    }
    if total > 1 and total in counts.values():
        return f"{text}: all of them {'at' if counts['at'] else 'below'} their target."
    parts = tally((count, f"{at} target", f"{at} target") for at, count in counts.items())
    return f"{text}: {parts}." if parts else f"{text}."


def level_gap_sentence(history: CompetencyHistory, formats: Formats) -> str:
    """How far a competency is from its target: `0.5 below its target, 4`; "" without a target."""
    if history.gap is None or history.target is None:
        return ""
    distance = f"{formats.plain(round(history.gap, 2))} below" if history.gap else "at"
    return f"{distance} its target, {formats.plain(history.target)}"


def evidence(history: CompetencyHistory) -> str:
    """What the newest level rests on, and who assessed it."""
    newest = history.newest
    text = collapse_whitespace(newest.evidence or "")
    if text and newest.assessor:
        return f"{text} ({newest.assessor})"
    return text or newest.assessor or ""
