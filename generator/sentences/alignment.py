"""Alignment in words: each finding under its title, in a sentence or two, blaming nobody."""

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
    TradeOff,
    TradeOffs,
)
from generator.measure.report import Report
from generator.model.periods import Period
from generator.model.tables import Goal, Metric
from generator.model.vocabulary import Cadence, Status
from generator.sentences.gaps import gap_sentence, gap_title, short_goal_title
from generator.sentences.goals import aim_with_date
from generator.sentences.numbers import (
    Formats,
    counted,
    counted_periods,
    listed,
    periods_word,
    plural,
)
from generator.sentences.words import (
    capitalised,
    department_name,
    possessive,
    shortened,
    with_segment,
)

#: A goal that goes well, after "goal".
_GOING_WELL: Mapping[Status, str] = {
    Status.MET: "is met",
    Status.ALREADY_THERE: "is already reached",
    Status.ON_PACE: "is on pace",
    Status.HOLDING: "holds",
    Status.KEPT: "was kept",
}


def finding_title(finding: Finding, report: Report, formats: Formats) -> str:
    """What a finding is about: a goal, a handoff, a metric, or what lacks something."""
    match finding:
        case GuardrailConflict():
            return short_goal_title(finding.goal, report, formats)
        case HandoffConflict():
            return shortened(finding.handoff.name)
        case ConflictingTargets():
            segment = report.dataset.segment_name(finding.first.segment)
            return with_segment(shortened(finding.metric.name), segment)
        case TradeOff():
            return f"{shortened(finding.metric.name)}; {shortened(finding.opposing_metric.name)}"
        case Gap():
            return gap_title(finding, report, formats)


def finding_sentence(finding: Finding, report: Report, formats: Formats) -> str:
    """What was found, to be read after the title."""
    match finding:
        case GuardrailConflict():
            return _guardrail_conflict(finding, report, formats)
        case HandoffConflict():
            return _handoff_conflict(finding, report, formats)
        case ConflictingTargets():
            return _conflicting_targets(finding, report, formats)
        case TradeOff():
            return _trade_off(finding, report, formats)
        case Gap():
            return gap_sentence(finding, report)


def finding_counts(alignment: Alignment) -> str:
    """The findings counted for the head of a list: `6 conflicts, 12 gaps and 1 question`.

    Rows without an owner are left out: if a company does not keep owners, that is all of them.
    """
    found = {
        "conflict": len(alignment.conflicts),
        "gap": sum(gap.kind not in OWNERLESS for gap in alignment.gaps),
        "question": len(alignment.trade_offs.significant),
    }
    return listed([counted(count, noun) for noun, count in found.items() if count])


def alignment_line(alignment: Alignment) -> str:
    """All findings counted in one sentence for Home."""
    found = finding_counts(alignment)
    return f"Found in all: {found}." if found else "No conflict and no gap was found."


def trade_offs_sentence(trade_offs: TradeOffs) -> str:
    """How many pairs of metrics were compared, and how many trade off; "" without any."""
    if not trade_offs.pairs_tested:
        return ""
    compared = counted(trade_offs.pairs_tested, "pair")
    found = len(trade_offs.significant)
    if trade_offs.pairs_tested == 1:
        text = "1 pair of metrics of two departments was compared over at least 24 periods"
        return f"{text}: {'it moves' if found else 'it does not move'} against each other."
    text = f"{compared} of metrics of two departments were compared over at least 24 periods"
    if not found:
        return f"{text}: in none does one move against the other more than chance explains."
    move = plural(found, "pair moves", "pairs move")
    return f"{text}: {found} {move} against each other more than chance explains."


def _guardrail_conflict(found: GuardrailConflict, report: Report, formats: Formats) -> str:
    whose = possessive(department_name(report.dataset, found.goal.department))
    well = _GOING_WELL[report.assessments[found.goal.goal].status]
    parts = []
    if found.since is not None:
        parts.append(_worse(found.guardrail, found.since, report, formats))
    if found.not_kept:
        goals = plural(len(found.not_kept), "its own goal")
        aims = _aims(found.not_kept, found.guardrail, formats)
        parts.append(f"does not keep {goals}, {aims}")
    text = f"{whose} goal {well}. Its guardrail {_quoted(found.guardrail)} {listed(parts)}."
    return text + _both(found.shared_owner)


def _handoff_conflict(found: HandoffConflict, report: Report, formats: Formats) -> str:
    provider = department_name(report.dataset, found.handoff.provider)
    receiver = department_name(report.dataset, found.handoff.receiver)
    parts = []
    if found.promise is not None:
        bad = _bad(found.promise, report, formats)
        parts.append(f"the promise, {_quoted(found.promise.metric)}, {bad}")
    if found.receiver is not None:
        bad = _bad(found.receiver, report, formats)
        parts.append(f"for {receiver}, {_quoted(found.receiver.metric)} {bad}")
    own = _quoted(found.provider.metric)
    return f"{provider} does well by {own}, its own metric. {capitalised('; '.join(parts))}."


def _conflicting_targets(found: ConflictingTargets, report: Report, formats: Formats) -> str:
    one, other = goals = (found.first, found.second)
    names = [f"that of {department_name(report.dataset, goal.department)}" for goal in goals]
    if one.department == other.department:
        names = ["one", "the other"]
    aims = [aim_with_date(goal, found.metric, formats) for goal in goals]
    why = "No value fulfils both goals on it"
    if found.reason is ConflictKind.DIRECTIONS:
        why = "One goal asks for more of it, the other for less"
    pair = f"{names[0]} is {aims[0]}, {names[1]} {aims[1]}"
    return f"{why}: {pair}.{_both(found.shared_owner)}"


def _trade_off(found: TradeOff, report: Report, formats: Formats) -> str:
    one, other = (
        department_name(report.dataset, metric.department)
        for metric in (found.metric, found.opposing_metric)
    )
    periods = counted_periods(found.periods, found.cadence)
    last = formats.period(found.last_period, found.cadence)
    each = periods_word(found.cadence, 1)
    return (
        f"Do {one} and {other} pull against each other here? In {periods} to {last}, in a {each} "
        "in which one of the two got better the other mostly got worse. That does not say that one "
        "is the cause of the other."
    )


def _bad(health: MetricHealth, report: Report, formats: Formats) -> str:
    """What is the matter with a metric, after its name."""
    parts = []
    if health.worse_since is not None:
        parts.append(_worse(health.metric, health.worse_since, report, formats))
    if health.failing:
        goals = plural(len(health.failing), "a goal that needs", "goals that need")
        aims = _aims(health.failing, health.metric, formats)
        parts.append(f"has {goals} a decision ({aims})")
    return listed(parts)


def _worse(metric: Metric, since: Period, report: Report, formats: Formats) -> str:
    cadence = report.dataset.cadences.get(metric.metric, Cadence.MONTHLY)
    return f"has been really worse since {formats.period(since, cadence)}"


def _aims(goals: Sequence[Goal], metric: Metric, formats: Formats) -> str:
    return listed([aim_with_date(goal, metric, formats) for goal in goals])


def _quoted(metric: Metric) -> str:
    return f"“{shortened(metric.name)}”"


def _both(owner: str | None) -> str:
    return f" {owner} answers for both." if owner else ""
