"""Departments in words: their goals counted, never averaged or ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.measure.assessment import Change, GoalAssessment
from generator.measure.outlook import Likelihood
from generator.measure.report import Report
from generator.measure.triage import count_triage
from generator.model.tables import Department, Goal
from generator.sentences.assessment import CHANGE_BADGES, LIKELIHOOD_BADGES
from generator.sentences.home import counts_sentence
from generator.sentences.numbers import counted, listed, plural
from generator.sentences.words import Badge, shortened

_MOST_NAMED = 4
#: The answers that are counted, each with its badge and what follows its word.
_COUNTED = (
    (Change.BETTER, CHANGE_BADGES[Change.BETTER], ""),
    (Change.WORSE, CHANGE_BADGES[Change.WORSE], ""),
    (Likelihood.LIKELY, LIKELIHOOD_BADGES[Likelihood.LIKELY], " to be there on time"),
    (Likelihood.UNLIKELY, LIKELIHOOD_BADGES[Likelihood.UNLIKELY], " to be there on time"),
)


def departments_sentence(report: Report) -> str:
    """How many departments there are, and which have no open goal."""
    departments = report.dataset.rows(Department)
    if not departments:
        return "No department is described yet."
    text = counted(len(departments), "department")
    if not report.dataset.has(Goal):
        return f"{text}; no goals are set yet."
    with_goals = {assessment.goal.department for assessment in report.open_assessments}
    without = [shortened(d.name) for d in departments if d.department not in with_goals]
    if not without:
        return f"{text}, each with goals of its own."
    rest = len(without) - _MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    verb = plural(len(without), "has", "have")
    return f"{text}; {listed(without[:_MOST_NAMED])}{more} {verb} no open goal."


def department_state(name: str, assessments: Iterable[GoalAssessment]) -> str:
    """How the goals of a department do, in one sentence of counts."""
    counts = count_triage(assessments)
    if counts.total == 0:
        return f"{name} has no open goal."
    goals = counted(counts.total, "open goal")
    if counts.going_well < counts.total:
        return f"{name} has {goals}: {counts_sentence(counts)}."
    every = {1: "The one open goal", 2: "Both open goals"}.get(counts.total, f"All {goals}")
    return f"{every} of {name} {plural(counts.total, 'is', 'are')} going well."


def answer_counts(assessments: Sequence[GoalAssessment]) -> tuple[Badge, ...]:
    """How many goals are really better or worse, and likely or unlikely to be there on time.

    A goal does not count if it is scored already or if its figures are too old to judge by.
    """
    judged = [
        assessment
        for assessment in assessments
        if not assessment.goal_status.frozen and not assessment.goal_status.fresh.stale
    ]
    counts = Counter(
        answer
        for assessment in judged
        for answer in (assessment.change, assessment.outlook.likelihood)
    )
    return tuple(
        replace(badge, word=f"{counts[answer]} {badge.word}{after}")
        for answer, badge, after in _COUNTED
        if counts[answer]
    )
