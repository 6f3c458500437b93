"""The Goals page in words."""

from __future__ import annotations

from collections.abc import Sequence

from generator.measure.assessment import GoalAssessment
from generator.measure.triage import count_triage
from generator.model.vocabulary import Change, Triage
from generator.sentences.home import TRIAGE_CLAUSES, counts_sentence
from generator.sentences.numbers import counted, plural

#: Beside the goals of which nobody asks whether they can be hit as we work today.
MET_NOW = "Target met now:"
UNANSWERED = "Cannot be told:"


def goals_headline(goals: Sequence[GoalAssessment]) -> str:
    """How many of the open goals need a decision, and how many of these have worsened."""
    counts = count_triage(goals)
    if not goals:
        return "There is no open goal."
    urgent = [one for one in goals if one.triage is Triage.NEEDS_DECISION]
    if not urgent:
        return f"{counted(len(goals), 'open goal')}: {counts_sentence(counts)}."
    clause = plural(len(urgent), *TRIAGE_CLAUSES[Triage.NEEDS_DECISION])
    text = f"{len(urgent)} of {counted(len(goals), 'goal')} {clause}"
    worse = sum(one.current_change is Change.WORSE for one in urgent)
    if worse:
        of = "it" if len(urgent) == 1 else f"{worse} of them"
        text += f"; {of} {plural(worse, 'has', 'have')} worsened"
    return f"{text}."


def closed_fold(count: int) -> str:
    """What opens the list of closed goals: `5 closed goals`."""
    return counted(count, "closed goal")
