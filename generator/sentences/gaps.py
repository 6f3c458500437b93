"""Gaps in words: each one under its title, and all of a kind as a count."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.measure.alignment import Gap, GapKind
from generator.measure.report import Report
from generator.model.tables import Commentary, Goal, Initiative, Metric, Touchpoint
from generator.sentences.goals import goal_title
from generator.sentences.numbers import Formats, counted, listed, plural
from generator.sentences.words import STAGE_NAMES, department_name, shortened

#: All gaps of a kind after their count, for one and for more.
_COUNTED: Mapping[GapKind, tuple[str, str]] = {
    GapKind.COMMITMENT_ALONE: (
        "department has a commitment to customers with no goal behind it",
        "departments have a commitment to customers with no goal behind it",
    ),
    GapKind.TOUCHPOINT_WITHOUT_OWNER: (
        "touchpoint is owned by no department",
        "touchpoints are owned by no department",
    ),
    GapKind.STAGE_UNMEASURED: (
        "stage of the journey has no metric",
        "stages of the journey have no metric",
    ),
    GapKind.OBJECTIVE_WITHOUT_GOAL: ("objective has no open goal", "objectives have no open goal"),
    GapKind.NO_BACK_OFFICE: (
        "objective is served by no back-office department, one that serves only colleagues",
        "objectives are served by no back-office department, one that serves only colleagues",
    ),
    GapKind.CARRIED_ALONE: (
        "objective is carried by one department alone",
        "objectives are carried by one department alone",
    ),
    GapKind.NOTHING_SHARED: (
        "department has no goal on a shared objective",
        "departments have no goal on a shared objective",
    ),
    GapKind.SILOED: ("open goal serves no objective", "open goals serve no objective"),
    GapKind.INITIATIVE_WITHOUT_GOAL: (
        "initiative is aimed at no open goal",
        "initiatives are aimed at no open goal",
    ),
    GapKind.GOAL_WITHOUT_OWNER: ("open goal has no owner", "open goals have no owner"),
    GapKind.METRIC_WITHOUT_OWNER: ("metric has no owner", "metrics have no owner"),
}


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
    return counted(count, *_COUNTED[kind])


def _missing(report: Report, verb: str) -> str:
    """What a goal lacks of what the company keeps a table of: `has no initiative`."""
    tables = {"no initiative": Initiative, "no comment": Commentary}
    return f"{verb} {listed([word for word, table in tables.items() if report.dataset.has(table)])}"


def _commitment(gap: Gap, report: Report) -> str:
    goals = len(gap.evidence_rows) - 1
    text = "Its commitment to customers has no goal behind it"
    if not goals:
        return f"{text}: it has no open goal."
    none = plural(goals, "its one open goal is not", f"none of its {goals} open goals is")
    return f"{text}: {none} about what customers, or the colleagues it serves, experience."


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
        "No back-office department, one that serves only colleagues, has a goal for this objective."
    ),
    GapKind.UNANSWERED: "This goal{whose} needs a decision and {missing}.",
    GapKind.SILOED: "This goal{whose} serves no shared objective.",
    GapKind.INITIATIVE_WITHOUT_GOAL: "This initiative{whose} is aimed at no open goal.",
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
