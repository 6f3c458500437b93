"""What is said of objectives: who serves one, by what we will know, and how all of them stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.measure.alignment import Alignment, GapKind
from generator.measure.assessment import GoalAssessment
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.series import Series
from generator.measure.triage import count_piles
from generator.model.tables import Metric, Person
from generator.model.vocabulary import Triage
from generator.sentences.change import change_sentence
from generator.sentences.goals import latest
from generator.sentences.home import counts_sentence
from generator.sentences.numbers import Formats, counted, listed
from generator.sentences.words import shortened

#: Where all goals of an objective lie in one pile, for one goal and for more.
_ALIKE: Mapping[Triage, tuple[str, str]] = {
    Triage.NEEDS_DECISION: ("it needs a decision", "need a decision"),
    Triage.WATCH: ("it is to be watched", "are to be watched"),
    Triage.GOING_WELL: ("it is going well", "are going well"),
    Triage.CANNOT_SAY: ("it cannot be judged yet", "cannot be judged yet"),
}


def objective_state(answers: Sequence[GoalAssessment], departments: Sequence[str]) -> str:
    """How many goals of which departments serve an objective, and how they stand."""
    if not answers:
        return "No open goal serves it."
    goals = counted(len(answers), "open goal")
    names = [shortened(name) for name in departments]
    if len(names) > 3:
        names = [*names[:2], f"{len(names) - 2} other departments"]
    serve = "serves" if len(answers) == 1 else "serve"
    counts = count_piles(answers)
    alike = next((pile for pile in Triage if counts.of(pile) == counts.total), None)
    if alike is None:
        return f"{goals} of {listed(names)} {serve} it: {counts_sentence(counts)}."
    one, many = _ALIKE[alike]
    whole = one if counts.total == 1 else f"{'both' if counts.total == 2 else 'all'} {many}"
    return f"{goals} of {listed(names)} {serve} it, and {whole}."


def objectives_state(alignment: Alignment, objectives: int) -> str:
    """How the objectives are served, in one sentence."""
    text = counted(objectives, "objective")
    parts = []
    without = len(alignment.of_kind(GapKind.OBJECTIVE_WITHOUT_GOAL))
    alone = len(alignment.of_kind(GapKind.CARRIED_ALONE))
    if not alignment.serving:
        return f"{text}."
    harmful = len({one.goal.goal for one in alignment.guardrails})
    cost = ""
    if harmful:
        does, its = ("goal does", "it") if harmful == 1 else ("goals do", "they")
        cost = f" {counted(harmful, does, does)} well while what {its} must not harm does not."
    if without:
        parts.append(f"{without} {'has' if without == 1 else 'have'} no open goal")
    if alone:
        parts.append(f"{alone} {'is' if alone == 1 else 'are'} carried by one department alone")
    if parts:
        return f"{text}: {listed(parts)}.{cost}"
    return f"{text}, each served by two departments or more.{cost}"


def outcome_sentence(
    metric: Metric, series: Series | None, record: JudgedSeries | None, formats: Formats
) -> str:
    """By what one will know that an objective is reached: its newest value and its change."""
    value = latest(series, formats)
    if series is None or not value:
        return f"We will know it by {shortened(metric.name)}; no figure has come yet."
    change = change_sentence(record, series, formats)
    return f"We will know it by {shortened(metric.name)}: {value}. {change}"


def role_with_holder(role: str, people: Mapping[str, Person]) -> str:
    """A role and who holds it, where that is said: `Chief Executive (Kim Berg)`."""
    person = people.get(role)
    return f"{role} ({person.holder})" if person is not None and person.holder else role
