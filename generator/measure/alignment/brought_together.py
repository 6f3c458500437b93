"""Which metrics the company's tables bring together: only these are compared with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.measure.report import Report
from generator.model.tables import Goal, Handoff, Objective, Touchpoint


def brought_together(report: Report) -> Iterator[Sequence[str]]:
    """The ids of metrics that the tables bring together, group by group.

    A group are the metrics of an objective (of its goals, and its outcome), of a handoff, of a
    stage (of its touchpoints and handoffs), or of a goal and its guardrails.
    """
    groups: dict[tuple[str, str | None], list[str | None]] = {}
    for objective in report.dataset.rows(Objective):
        groups["objective", objective.objective] = [objective.outcome_metric]
    for goal in report.dataset.rows(Goal):
        groups["goal", goal.goal] = [goal.metric, *goal.guardrails]
        groups.setdefault(("objective", goal.objective), []).append(goal.metric)
    for touchpoint in report.dataset.rows(Touchpoint):
        groups.setdefault(("stage", touchpoint.stage), []).extend(touchpoint.metrics)
    for handoff in report.dataset.rows(Handoff):
        own = [handoff.metric, handoff.provider_metric, handoff.receiver_metric]
        groups["handoff", handoff.handoff] = own
        groups.setdefault(("stage", handoff.stage), []).extend(own)
    for nothing in ("objective", "stage"):
        groups.pop((nothing, None), None)
    return ([*filter(None, dict.fromkeys(group))] for group in groups.values())
