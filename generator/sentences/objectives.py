"""Objectives and departments in words: how the goals of each do, and by what we will know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.measure.alignment import Alignment
from generator.measure.assessment import GoalAssessment
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.report import Report
from generator.measure.series import Series
from generator.measure.triage import count_triage
from generator.model.tables import Department, Goal, Metric, Person
from generator.model.vocabulary import Triage
from generator.sentences.change import change_sentence
from generator.sentences.goals import latest
from generator.sentences.home import TRIAGE_CLAUSES, counts_sentence, goals_sentence
from generator.sentences.numbers import Formats, counted, listed, plural
from generator.sentences.words import short_name, shortened

#: All goals of an objective in one group, for one goal and for more.
_ALIKE: Mapping[Triage, tuple[str, str]] = {
    **TRIAGE_CLAUSES,
    Triage.WATCH: ("is to be watched", "are to be watched"),
}
_MOST_DEPARTMENTS = 3


def objective_sentence(assessments: Sequence[GoalAssessment], departments: Sequence[str]) -> str:
    """How many goals of which departments serve an objective, and how they do."""
    if not assessments:
        return "No open goal serves it."
    goals = counted(len(assessments), "open goal")
    most = len(departments) if len(departments) <= _MOST_DEPARTMENTS else _MOST_DEPARTMENTS - 1
    names = [shortened(name) for name in departments]
    who = listed(names, most, ("other departments", "other departments"))
    serving = f"{goals} of {who} {plural(len(assessments), 'serves', 'serve')} it"
    counts = count_triage(assessments)
    total = counts.total()
    alike = next((triage for triage, count in counts.items() if count == total), None)
    if alike is None:
        return f"{serving}: {counts_sentence(counts)}."
    subject = {1: "it", 2: "both"}.get(total, "all")
    return f"{serving}, and {subject} {plural(total, *_ALIKE[alike])}."


def objectives_sentence(alignment: Alignment, objectives: int) -> str:
    """How many objectives need a decision, and how many conflicts there are.

    `5 of 8 objectives have a goal that needs a decision; 4 conflicts.`
    """
    text = counted(objectives, "objective")
    if not alignment.serving:
        return f"{text}."
    acute = sum(
        any(one.triage is Triage.NEEDS_DECISION for one in goals)
        for goals in alignment.serving.values()
    )
    have = plural(acute or 1, "has", "have")
    subject = f"{acute} of {text}" if acute else f"{text}; none"
    text = f"{subject} {have} a goal that needs a decision"
    if alignment.conflicts:
        text += f"; {counted(len(alignment.conflicts), 'conflict')}"
    return f"{text}."


def outcome_sentence(
    metric: Metric, series: Series | None, judged: JudgedSeries | None, formats: Formats
) -> str:
    """How we will know that an objective is reached: a metric's newest value and its change."""
    value = latest(series, formats)
    if series is None or not value:
        return f"We will know it by {shortened(metric.name)}; no figure has come yet."
    change = change_sentence(judged, series, formats)
    return f"We will know it by {shortened(metric.name)}: {value}. {change}"


def role_with_holder(role: str, people: Mapping[str, Person]) -> str:
    """A role and its holder, if known: `Chief Executive (Kim Berg)`."""
    person = people.get(role)
    return f"{role} ({person.holder})" if person is not None and person.holder else role


_MOST_NAMED = 4


def departments_sentence(report: Report) -> str:
    """How many departments have a goal that needs a decision, and which have no open goal."""
    departments = report.dataset.rows(Department)
    if not departments:
        return "No department is described yet."
    text = counted(len(departments), "department")
    if not report.dataset.has(Goal):
        return f"{text}; no goals are set yet."
    with_goals = {assessment.goal.department for assessment in report.open_assessments}
    without = [shortened(d.name) for d in departments if d.department not in with_goals]
    acute = {
        one.goal.department
        for one in report.open_assessments
        if one.triage is Triage.NEEDS_DECISION
    }
    if acute:
        have = plural(len(acute), "has", "have")
        text = f"{len(acute)} of {text} {have} a goal that needs a decision"
    if not without:
        return f"{text}." if acute else f"{text}, each with goals of its own."
    rest = len(without) - _MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    verb = plural(len(without), "has", "have")
    return f"{text}; {listed(without[:_MOST_NAMED])}{more} {verb} no open goal."


def department_state(
    assessments: Sequence[GoalAssessment], worse: Sequence[tuple[Metric, str]] = ()
) -> str:
    """How the open goals of a department do, in one sentence of counts.

    Where all are on track, what it commits to and has become `worse`, with the newest figure.
    """
    counts = count_triage(assessments)
    total = counts.total()
    if not total:
        return "No goal is open."
    if counts[Triage.GOING_WELL] < total:
        return goals_sentence(counts)
    every = {1: "The one open goal", 2: "Both open goals"}.get(total, f"All {total} open goals")
    text = f"{every} {plural(total, *TRIAGE_CLAUSES[Triage.GOING_WELL])}"
    worsened = len({one.goal.series_key for one in assessments if one.worsened})
    if worsened:
        has = plural(worsened, "has", "have")
        return f"{text}, but {worsened} of their metrics {has} worsened."
    for metric, value in worse:
        return f"{text}, but {short_name(metric)} has worsened to {value}."
    return f"{text}."
