"""Alignment in words: each finding under its title, in a sentence or two, blaming nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.measure.alignment import Finding
from generator.measure.alignment.conflicts import (
    ConflictingTargets,
    ConflictKind,
    GuardrailConflict,
)
from generator.measure.alignment.gaps import Gap, GapKind
from generator.measure.alignment.handoffs import HandoffReview, MetricHealth
from generator.measure.alignment.trade_offs import FEWEST_PERIODS, TradeOff, TradeOffs
from generator.measure.report import Report
from generator.model.periods import Period
from generator.model.tables import Commentary, Goal, Initiative, Metric, Touchpoint
from generator.model.vocabulary import Cadence, Status
from generator.sentences.goals import aim_with_date, goal_title
from generator.sentences.numbers import (
    NBSP,
    Formats,
    counted,
    counted_periods,
    listed,
    periods_word,
    plural,
)
from generator.sentences.words import (
    STAGE_NAMES,
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

#: What brings two metrics together, after their number.
_SHARES = "that share an objective, a handoff, a stage or a guardrail"


def finding_title(finding: Finding, report: Report, formats: Formats) -> str:
    """What a finding is about: a goal, a handoff, a metric, or what lacks something."""
    match finding:
        case GuardrailConflict():
            return short_goal_title(finding.goal, report, formats)
        case HandoffReview():
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
        case HandoffReview():
            return _handoff_conflict(finding, report, formats)
        case ConflictingTargets():
            return _conflicting_targets(finding, report, formats)
        case TradeOff():
            return _trade_off(finding, report, formats)
        case Gap():
            return gap_sentence(finding, report)


def trade_offs_sentence(trade_offs: TradeOffs) -> str:
    """How many pairs of metrics were compared, and how many trade off; "" without any."""
    if not trade_offs.pairs_tested:
        return ""
    compared = counted(trade_offs.pairs_tested, "pair")
    over = f"over at least {FEWEST_PERIODS} periods"
    significant = len(trade_offs.significant)
    if trade_offs.pairs_tested == 1:
        text = f"1 pair of metrics of two departments {_SHARES} was compared {over}"
        return f"{text}: {'it moves' if significant else 'it does not move'} against each other."
    text = f"{compared} of metrics of two departments {_SHARES} were compared {over}"
    if not significant:
        return f"{text}: in none does one move against the other more than chance explains."
    move = plural(significant, "pair moves", "pairs move")
    return f"{text}: {significant} {move} against each other more than chance explains."


def _guardrail_conflict(conflict: GuardrailConflict, report: Report, formats: Formats) -> str:
    whose = possessive(department_name(report.dataset, conflict.goal.department))
    well = _GOING_WELL[report.assessments[conflict.goal.goal].status]
    parts = []
    if conflict.since is not None:
        parts.append(_worse(conflict.guardrail, conflict.since, report, formats))
    if conflict.not_kept:
        goals = plural(len(conflict.not_kept), "its own goal")
        aims = _aims(conflict.not_kept, conflict.guardrail, formats)
        parts.append(f"does not keep {goals}, {aims}")
    text = f"{whose} goal {well}. Its guardrail {_quoted(conflict.guardrail)} {listed(parts)}."
    return text + _both(conflict.shared_owner)


def _handoff_conflict(conflict: HandoffReview, report: Report, formats: Formats) -> str:
    provider = department_name(report.dataset, conflict.handoff.provider)
    receiver = department_name(report.dataset, conflict.handoff.receiver)
    parts = []
    if conflict.bad_promise is not None:
        bad = _bad(conflict.bad_promise, report, formats)
        parts.append(f"the promise, {_quoted(conflict.bad_promise.metric)}, {bad}")
    if conflict.bad_receiver is not None:
        bad = _bad(conflict.bad_receiver, report, formats)
        parts.append(f"for {receiver}, {_quoted(conflict.bad_receiver.metric)} {bad}")
    assert conflict.provider is not None
    own = _quoted(conflict.provider.metric)
    return f"{provider} does well by {own}, its own metric. {capitalised('; '.join(parts))}."


def _conflicting_targets(conflict: ConflictingTargets, report: Report, formats: Formats) -> str:
    one, other = goals = (conflict.first, conflict.second)
    names = [f"that of {department_name(report.dataset, goal.department)}" for goal in goals]
    if one.department == other.department:
        names = ["one", "the other"]
    aims = [aim_with_date(goal, conflict.metric, formats) for goal in goals]
    why = "No value fulfils both goals on it"
    if conflict.reason is ConflictKind.DIRECTIONS:
        why = "One goal asks for more of it, the other for less"
    pair = f"{names[0]} is {aims[0]}, {names[1]} {aims[1]}"
    return f"{why}: {pair}.{_both(conflict.shared_owner)}"


def _trade_off(trade_off: TradeOff, report: Report, formats: Formats) -> str:
    one, other = (
        department_name(report.dataset, metric.department)
        for metric in (trade_off.metric, trade_off.opposing_metric)
    )
    periods = counted_periods(trade_off.periods, trade_off.cadence)
    last = formats.period(trade_off.last_period, trade_off.cadence)
    each = periods_word(trade_off.cadence, 1)
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
    return f"has worsened since {formats.period(since, cadence)}"


def _aims(goals: Sequence[Goal], metric: Metric, formats: Formats) -> str:
    return listed([aim_with_date(goal, metric, formats) for goal in goals])


def _quoted(metric: Metric) -> str:
    return f"“{shortened(metric.name)}”"


def _both(owner: str | None) -> str:
    return f" {owner} answers for both." if owner else ""


#: All gaps of a kind after their count; what stands in braces agrees with it.
_COUNTED: Mapping[GapKind, str] = {
    GapKind.COMMITMENT_ALONE: "commitment{s} to customers {has} no goal",
    GapKind.TOUCHPOINT_WITHOUT_OWNER: "touchpoint{s} {has} no owner",
    GapKind.STAGE_UNMEASURED: "stage{s} of the journey {has} no metric",
    GapKind.OBJECTIVE_WITHOUT_GOAL: "objective{s} {has} no open goal",
    GapKind.NO_BACK_OFFICE: "objective{s} {has} no goal of a department for colleagues",
    GapKind.CARRIED_ALONE: "objective{s} {is} carried by one department",
    GapKind.NOTHING_SHARED: "department{s} {has} no goal on a shared objective",
    GapKind.SILOED: "open goal{s} {serves} no objective",
    GapKind.INITIATIVE_WITHOUT_GOAL: "initiative{s} {serves} no open goal",
    GapKind.GOAL_WITHOUT_OWNER: "open goal{s} {has} no owner",
    GapKind.METRIC_WITHOUT_OWNER: "metric{s} {has} no owner",
}
_FOR_ONE = {"s": "", "has": "has", "is": "is", "serves": "serves"}
_FOR_MORE = {"s": "s", "has": "have", "is": "are", "serves": "serve"}


def short_goal_title(goal: Goal, report: Report, formats: Formats) -> str:
    """A goal by its short name with its aim."""
    metric = report.dataset.by_id(Metric)[goal.metric]
    segment = report.dataset.segment_name(goal.segment)
    return goal_title(goal, metric, formats, segment, shortened(metric.name))


def gap_title(gap: Gap, report: Report, formats: Formats) -> str:
    """What lacks something."""
    if gap.stage is not None:
        return STAGE_NAMES[gap.stage]
    row = gap.evidence_rows[0]
    if isinstance(row, Goal):
        return short_goal_title(row, report, formats)
    return shortened(str(getattr(row, "name", "")))


def gap_sentence(gap: Gap, report: Report) -> str:
    """What is missing, to be read after the title."""
    if gap.kind in _WORKED_OUT:
        return _WORKED_OUT[gap.kind](gap, report)
    key = getattr(gap.evidence_rows[0], "department", None)
    whose = f" of {department_name(report.dataset, key)}" if key else ""
    return _PLAIN[gap.kind].format(whose=whose, missing=_missing(report, "has"))


def gaps_counted(kind: GapKind, count: int, report: Report) -> str:
    """All gaps of a kind in a line: `2 objectives are carried by one department alone`."""
    if kind is GapKind.UNANSWERED:
        missing = _missing(report, plural(count, "has", "have"))
        return f"{counted(count, 'goal needs', 'goals need')} a decision and {missing}"
    if kind is GapKind.GOAL_WITHOUT_OWNER and count == len(report.open_assessments) > 1:
        return f"None of the {counted(count, 'open goal')} names an owner"
    if kind is GapKind.METRIC_WITHOUT_OWNER and count == len(report.freshness) > 1:
        return f"None of the {counted(count, 'metric')} names an owner"
    phrase = _COUNTED[kind].format_map(_FOR_ONE if count == 1 else _FOR_MORE)
    return f"{count}{NBSP}{phrase}"


def _missing(report: Report, verb: str) -> str:
    """What a goal lacks of what the company keeps a table of: `has no initiative`."""
    tables = {"no initiative": Initiative, "no comment": Commentary}
    return f"{verb} {listed([word for word, table in tables.items() if report.dataset.has(table)])}"


def _commitment(gap: Gap, report: Report) -> str:
    goals = len(gap.evidence_rows) - 1
    text = "Its commitment to customers has no goal"
    if not goals:
        return f"{text}: it has no open goal."
    none = plural(goals, "its one open goal does not measure", f"none of its {goals} measures")
    return f"{text}: {none} what customers, or the colleagues it serves, experience."


def _stage(gap: Gap, report: Report) -> str:
    touchpoints = len(gap.evidence_rows)
    if not touchpoints:
        return "No touchpoint of this stage is named, so nothing measures it."
    if touchpoints == 1:
        return "Nothing measures this stage: its one touchpoint has no metric."
    return f"Nothing measures this stage: none of its {touchpoints} touchpoints has a metric."


def _nothing_shared(gap: Gap, report: Report) -> str:
    goals = len(gap.evidence_rows) - 1
    if not goals:
        return "It has no open goal, and so none on a shared objective."
    whose = plural(goals, "Its one open goal", f"None of its {goals} open goals")
    return f"{whose} serves {'no' if goals == 1 else 'a'} shared objective."


def _touchpoint(gap: Gap, report: Report) -> str:
    touchpoint = gap.evidence_rows[0]
    assert isinstance(touchpoint, Touchpoint)
    return f"No department owns this touchpoint of the stage {STAGE_NAMES[touchpoint.stage]}."


def _carried_alone(gap: Gap, report: Report) -> str:
    goals = gap.evidence_rows[1:]
    name = department_name(report.dataset, getattr(goals[0], "department", ""))
    return f"Carried by {name} alone, with {counted(len(goals), 'open goal')}."


#: Sentences that are the same for each gap of a kind; `whose` is the department.
_PLAIN: Mapping[GapKind, str] = {
    GapKind.OBJECTIVE_WITHOUT_GOAL: "No open goal serves this objective.",
    GapKind.NO_BACK_OFFICE: (
        "No department that serves only colleagues has a goal for this objective."
    ),
    GapKind.UNANSWERED: "This goal{whose} needs a decision and {missing}.",
    GapKind.SILOED: "This goal{whose} serves no shared objective.",
    GapKind.INITIATIVE_WITHOUT_GOAL: "This initiative{whose} serves no open goal.",
    GapKind.GOAL_WITHOUT_OWNER: "This goal{whose} has no owner.",
    GapKind.METRIC_WITHOUT_OWNER: "This metric{whose} has no owner.",
}
_WORKED_OUT: Mapping[GapKind, Callable[[Gap, Report], str]] = {
    GapKind.COMMITMENT_ALONE: _commitment,
    GapKind.TOUCHPOINT_WITHOUT_OWNER: _touchpoint,
    GapKind.STAGE_UNMEASURED: _stage,
    GapKind.CARRIED_ALONE: _carried_alone,
    GapKind.NOTHING_SHARED: _nothing_shared,
}
