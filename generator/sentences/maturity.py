"""Maturity in words: how many competencies are where they should be, and how far they are."""

from __future__ import annotations

from collections.abc import Sequence

from generator.measure.maturity import CompetencyHistory
from generator.model.wording import collapse_whitespace
from generator.sentences.numbers import Formats, counted, day, listed, stated_decimals

SCALE = "From 1 (not at all) to 5 (as a matter of course), by those who assessed it."
WHOLE = "The company"


def maturity_sentence(found: Sequence[CompetencyHistory]) -> str:
    """How many competencies are at their target and how many below, and when that was assessed."""
    newest = max(course.newest.date for course in found)
    text = f"{counted(len(found), 'competency', 'competencies')}, assessed to {day(newest)}"
    there = sum(course.gap == 0 for course in found)
    below = sum(bool(course.gap) for course in found)
    if len(found) > 1 and len(found) in (there, below):
        return f"{text}: all of them {'at their target' if there else 'below their target'}."
    parts = [f"{there} at target"] if there else []
    if below:
        parts.append(f"{below} below target")
    return f"{text}: {listed(parts)}." if parts else f"{text}."


def level(value: float, formats: Formats) -> str:
    """A level with as many decimals as it was given: `3.5`."""
    return formats.number(value, stated_decimals(value))


def gap_sentence(course: CompetencyHistory, formats: Formats) -> str:
    """Where a competency stands to its target: `0.5 below 4`; "" without a target."""
    if course.gap is None or course.target is None:
        return ""
    target = level(course.target, formats)
    if course.gap == 0:
        return f"at its target, {target}"
    return f"{level(round(course.gap, 2), formats)} below its target, {target}"


def evidence(course: CompetencyHistory) -> str:
    """What the newest level rests on, and who assessed it."""
    newest = course.newest
    text = collapse_whitespace(newest.evidence or "")
    if text and newest.assessor:
        return f"{text} ({newest.assessor})"
    return text or newest.assessor or ""
