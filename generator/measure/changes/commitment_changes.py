"""Commitment changes: a goal's target, baseline, due date or plan that is another one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from generator.measure.changes.causes import EvaluationInputs, with_previous_commitment
from generator.measure.changes.change_kinds import (
    COMMITMENT,
    PLAN,
    CommitmentChange,
    changed_columns,
)
from generator.measure.report import Report
from generator.measure.status import evaluate_goal
from generator.model.edition import CellCommits, Commit
from generator.model.schema import table_of
from generator.model.tables import Goal
from generator.model.vocabulary import Rule

_ORDER = {True: 0, None: 1, False: 2}


def commitment_changes(
    report: Report, before: Mapping[str, EvaluationInputs], commits: CellCommits
) -> tuple[CommitmentChange, ...]:
    """The open goals whose commitment changed: the grave ones first, then those made easier."""
    changes = [
        _commitment_change(report, inputs, columns, commits)
        for key, inputs in before.items()
        if key in report.assessments and key not in report.closed_goals
        if (columns := _changed_columns(report, inputs))
    ]
    changes.sort(key=lambda change: (not change.grave, _ORDER[change.easier], change.goal.goal))
    return tuple(changes)


def _changed_columns(report: Report, before: EvaluationInputs) -> tuple[str, ...]:
    """The changed columns; none for another series or rule, which is a change of definition."""
    goal, previous = report.assessments[before.goal.goal].goal, before.goal
    if (goal.series_key, goal.rule) != (previous.series_key, previous.rule):
        return ()
    plan, previous_plan = (
        [(milestone.date, milestone.expected) for milestone in milestones]
        for milestones in (report.milestones.get(goal.goal, ()), before.milestones)
    )
    changed = changed_columns(previous, goal, COMMITMENT)
    return (*changed, *([PLAN] if plan != previous_plan else ()))


def _commitment_change(
    report: Report, before: EvaluationInputs, columns: tuple[str, ...], commits: CellCommits
) -> CommitmentChange:
    previous, as_of = before.goal, report.dataset.as_of.day
    assessment = report.assessments[previous.goal]
    goal, goal_status = assessment.goal, assessment.goal_status
    table = table_of(Goal).name
    known = [commits[cell] for name in columns if (cell := (table, goal.goal, name)) in commits]
    commit = max(known, key=lambda commit: commit.day, default=None)
    judged = report.judged_series.get(goal.series_key)
    as_committed = evaluate_goal(
        with_previous_commitment(goal, previous),
        goal_status.metric,
        report.series.get(goal.series_key),
        before.milestones,
        as_of=as_of,
        thresholds=report.settings.thresholds,
        level_start=judged.level_start if judged is not None else None,
    )
    return CommitmentChange(
        goal=goal,
        previous_goal=previous,
        columns=columns,
        easier=_easier(goal, previous, columns, goal_status.better.sign),
        assessment=assessment,
        status_as_committed=as_committed.status,
        days_before_due=_days_before_due(previous, commit, before.as_of, as_of),
        commit=commit,
    )


def _days_before_due(
    previous: Goal, commit: Commit | None, then: dt.date, today: dt.date
) -> int | None:
    """How long before its old due date a goal changed; negative after it.

    Without a commit it changed at the latest today: on its due date, or at the earlier edition if
    it was overdue already.
    """
    if previous.due is None:
        return None
    day = commit.day if commit is not None else min(today, max(then, previous.due))
    return (previous.due - day).days


def _easier(goal: Goal, previous: Goal, columns: tuple[str, ...], sign: int) -> bool | None:
    """Whether the goal takes less than before; None if unknown or mixed."""
    answers: set[bool | None] = set()
    for column in columns:
        if column in ("target", "target_high") and goal.rule is Rule.RANGE:
            answers.add(_wider(goal, previous))
        elif column in ("target", "baseline"):
            answers.add(_less(getattr(goal, column), getattr(previous, column), sign))
        elif column == "due" and goal.rule is Rule.REACH:
            answers.add(_later(goal.due, previous.due))
        elif column == "baseline_date":
            answers.add(_later(goal.baseline_date, previous.baseline_date))
        else:
            answers.add(None)
    return answers.pop() if len(answers) == 1 else None


def _less(now: float | None, then: float | None, sign: int) -> bool | None:
    if now is None or then is None or not sign:
        return None
    return sign * now < sign * then


def _later(now: dt.date | None, then: dt.date | None) -> bool | None:
    if then is None:
        return None
    return now is None or now > then


def _wider(goal: Goal, previous: Goal) -> bool | None:
    if goal.target_high is None or previous.target_high is None:
        return None
    lower, higher = previous.target - goal.target, goal.target_high - previous.target_high
    if lower >= 0 and higher >= 0:
        return True
    return False if lower <= 0 and higher <= 0 else None
