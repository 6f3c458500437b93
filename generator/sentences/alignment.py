"""What is said of alignment: each finding under its title, in a sentence or two, blaming nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.measure.alignment import (
    OWNERLESS,
    Alignment,
    ConflictingTargets,
    ConflictKind,
    Finding,
    Gap,
    GuardrailConflict,
    HandoffConflict,
    MetricHealth,
    Tensions,
    TradeOff,
)
from generator.measure.report import Report
from generator.model.periods import Period
from generator.model.tables import Department, Goal, Metric
from generator.model.vocabulary import Cadence, Status
from generator.sentences.gaps import gap_sentence, gap_title
from generator.sentences.goals import aim_with_date, goal_title
from generator.sentences.numbers import Formats, counted, listed, periods_word
from generator.sentences.words import possessive, shortened, with_segment

#: How a goal that goes well stands, after "goal".
_WELL: Mapping[Status, str] = {
    Status.MET: "is met",
    Status.ALREADY_THERE: "is already reached",
    Status.ON_PACE: "is on pace",
    Status.HOLDING: "holds",
    Status.KEPT: "was kept",
}


def finding_title(finding: Finding, report: Report, formats: Formats) -> str:
    """What a finding is about: a goal, a handoff, a metric or whatever something is missing of."""
    match finding:
        case GuardrailConflict():
            return titled(finding.goal, report, formats)
        case HandoffConflict():
            return shortened(finding.handoff.name)
        case ConflictingTargets():
            return _metric_title(finding, report)
        case TradeOff():
            return f"{shortened(finding.one.name)}; {shortened(finding.other.name)}"
        case Gap():
            return gap_title(finding, report, formats)


def finding_sentence(finding: Finding, report: Report, formats: Formats) -> str:
    """What was found, to be read after the title."""
    match finding:
        case GuardrailConflict():
            return _guardrail(finding, report, formats)
        case HandoffConflict():
            return _handoff(finding, report, formats)
        case ConflictingTargets():
            return _opposition(finding, report, formats)
        case TradeOff():
            return _tension(finding, report, formats)
        case Gap():
            return gap_sentence(finding, report)


def counts_of(alignment: Alignment) -> str:
    """How much was found, for the head of a list: `6 conflicts, 12 gaps and 1 question`.

    Rows that name no owner are left out: where a company does not keep owners that is all of them.
    """
    gaps = [gap for gap in alignment.gaps if gap.kind not in OWNERLESS]
    parts = [
        counted(len(found), *words)
        for found, words in (
            (alignment.conflicts, ("conflict", "conflicts")),
            (gaps, ("gap", "gaps")),
            (alignment.tensions.found, ("question", "questions")),
        )
        if found
    ]
    return listed(parts)


def alignment_line(alignment: Alignment) -> str:
    """All that was found, in one sentence for Home."""
    found = counts_of(alignment)
    return f"Found in all: {found}." if found else "No conflict and no gap was found."


def tried_sentence(tensions: Tensions) -> str:
    """How many pairs were compared for tension, and how many of them stood; "" without any."""
    if not tensions.tried:
        return ""
    pairs = counted(tensions.tried, "pair")
    found = len(tensions.found)
    if tensions.tried == 1:
        text = "1 pair of metrics of two departments was compared over at least 24 periods"
        return f"{text}: {'it moves' if found else 'it does not move'} against each other."
    text = f"{pairs} of metrics of two departments were compared over at least 24 periods"
    if not found:
        return f"{text}: in none does one move against the other more than chance explains."
    moves = "pair moves" if found == 1 else "pairs move"
    return f"{text}: {found} {moves} against each other more than chance explains."


def titled(goal: Goal, report: Report, formats: Formats) -> str:
    """A goal by its name with its aim."""
    metric = report.dataset.by_id(Metric)[goal.metric]
    known = report.dataset.segments.get(goal.segment or "")
    segment = known.name if known else goal.segment or ""
    return goal_title(goal, metric, formats, segment, shortened(metric.name))


def _department(key: str, report: Report) -> str:
    return shortened(report.dataset.by_id(Department)[key].name)


def _guardrail(found: GuardrailConflict, report: Report, formats: Formats) -> str:
    whose = possessive(_department(found.goal.department, report))
    well = _WELL[report.answers[found.goal.goal].status]
    parts = []
    if found.since is not None:
        parts.append(_worse(found.guardrail, found.since, report, formats))
    if found.not_kept:
        parts.append(f"does not keep {_goals(found.not_kept, found.guardrail, formats)}")
    text = f"{whose} goal {well}. Its guardrail {_quoted(found.guardrail)} "
    return f"{text}{' and '.join(parts)}.{_both(found.shared_owner)}"


def _handoff(found: HandoffConflict, report: Report, formats: Formats) -> str:
    handoff = found.handoff
    provider, receiver = (_department(key, report) for key in (handoff.provider, handoff.receiver))
    own = _quoted(found.provider.metric)
    said = []
    if found.promise is not None:
        bad = _bad(found.promise, report, formats)
        said.append(f"the promise, {_quoted(found.promise.metric)}, {bad}")
    if found.receiver is not None:
        bad = _bad(found.receiver, report, formats)
        said.append(f"for {receiver}, {_quoted(found.receiver.metric)} {bad}")
    text = "; ".join(said)
    return f"{provider} does well by {own}, its own metric. {text[:1].upper()}{text[1:]}."


def _opposition(found: ConflictingTargets, report: Report, formats: Formats) -> str:
    goals = (found.first, found.second)
    names = [f"that of {_department(goal.department, report)}" for goal in goals]
    if found.first.department == found.second.department:
        names = ["one", "the other"]
    aims = [aim_with_date(goal, found.metric, formats) for goal in goals]
    why = "No value fulfils both goals on it"
    if found.reason is ConflictKind.DIRECTIONS:
        why = "One goal asks for more of it, the other for less"
    pair = f"{names[0]} is {aims[0]}, {names[1]} {aims[1]}"
    return f"{why}: {pair}.{_both(found.shared_owner)}"


def _tension(found: TradeOff, report: Report, formats: Formats) -> str:
    one, other = (_department(metric.department, report) for metric in (found.one, found.other))
    periods = counted(found.periods, *(periods_word(found.cadence, n) for n in (1, 2)))
    last = formats.period(found.last, found.cadence)
    each = periods_word(found.cadence, 1)
    return (
        f"Do {one} and {other} pull against each other here? In {periods} to {last}, in a {each} "
        "in which one of the two got better the other mostly got worse. That does not say that one "
        "is the cause of the other."
    )


def _metric_title(found: ConflictingTargets, report: Report) -> str:
    segment = report.dataset.segments.get(found.first.segment or "")
    return with_segment(shortened(found.metric.name), segment.name if segment else "")


def _bad(condition: MetricHealth, report: Report, formats: Formats) -> str:
    """What is the matter with a metric, after its name."""
    parts = []
    if condition.worse_since is not None:
        parts.append(_worse(condition.metric, condition.worse_since, report, formats))
    if condition.failing:
        verb = "needs" if len(condition.failing) == 1 else "need"
        aims = [aim_with_date(goal, condition.metric, formats) for goal in condition.failing]
        noun = "a goal" if len(aims) == 1 else "goals"
        parts.append(f"has {noun} that {verb} a decision ({listed(aims)})")
    return " and ".join(parts)


def _worse(metric: Metric, since: Period, report: Report, formats: Formats) -> str:
    cadence = report.dataset.cadences.get(metric.metric, Cadence.MONTHLY)
    return f"has been really worse since {formats.period(since, cadence)}"


def _goals(goals: Sequence[Goal], metric: Metric, formats: Formats) -> str:
    noun = "its own goal" if len(goals) == 1 else "its own goals"
    return f"{noun}, {listed([aim_with_date(goal, metric, formats) for goal in goals])}"


def _quoted(metric: Metric) -> str:
    return f"“{shortened(metric.name)}”"


def _both(owner: str | None) -> str:
    return f" {owner} answers for both." if owner else ""
