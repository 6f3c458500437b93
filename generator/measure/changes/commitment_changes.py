"""Moving: a goal's target, baseline, due date or plan that is another one, and what that means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.measure.changes.causes import (
    COMMITMENT,
    EvaluationInputs,
    answers_of,
    with_previous_commitment,
)
from generator.measure.changes.change_kinds import CommitmentChange
from generator.measure.report import Report
from generator.model.edition import CellCommits, Commit
from generator.model.schema import table_of
from generator.model.tables import Goal
from generator.model.vocabulary import Rule

PLAN = "plan"


def commitment_changes(
    report: Report, before: dict[str, EvaluationInputs], commits: CellCommits
) -> tuple[CommitmentChange, ...]:
    """The goals whose commitment moved: first what nobody must miss, then what became easier."""
    found = []
    for key, was in before.items():
        assessment = report.assessments.get(key)
        if assessment is None or key in report.closed_goals:
            continue
        columns = tuple(_moved(assessment.goal, was, report))
        if columns:
            found.append(_move(report, key, was, columns, commits))
    return tuple(sorted(found, key=lambda one: (not one.grave, _ORDER[one.easier], one.goal.goal)))


_ORDER = {True: 0, None: 1, False: 2}


def _move(
    report: Report, key: str, was: EvaluationInputs, columns: tuple[str, ...], commits: CellCommits
) -> CommitmentChange:
    now = report.assessments[key]
    goal, table = now.goal, table_of(Goal).name
    told = [commit for name in columns if (commit := commits.get((table, key, name)))]
    commit = max(told, key=lambda one: one.day, default=None)
    against = answers_of(
        EvaluationInputs(
            goal=with_previous_commitment(goal, was.goal),
            metric=now.goal_status.metric,
            series=report.series.get(goal.series_key),
            milestones=was.milestones,
            as_of=report.dataset.as_of.day,
        ),
        report.settings,
    )
    return CommitmentChange(
        goal=goal,
        previous_goal=was.goal,
        columns=columns,
        easier=_easier(goal, was.goal, columns, now.goal_status.sign),
        assessment=now,
        assessment_as_committed=against,
        days_before_due=_days_left(was.goal, commit, was.as_of, report.dataset.as_of.day),
        commit=commit,
    )


def _moved(goal: Goal, was: EvaluationInputs, report: Report) -> Iterator[str]:
    about = [(one.series_key, one.rule) for one in (goal, was.goal)]
    if about[0] != about[1]:
        return  # another goal under the same id, told as a change of the definition
    for name in COMMITMENT:
        if getattr(goal, name) != getattr(was.goal, name):
            yield name
    plans = [
        [(milestone.date, milestone.expected) for milestone in plan]
        for plan in (was.milestones, report.milestones.get(goal.goal, ()))
    ]
    if plans[0] != plans[1]:
        yield PLAN


def _days_left(was: Goal, commit: Commit | None, then: dt.date, today: dt.date) -> int | None:
    """How long before its old due date a goal moved: by its commit, else at the latest by now.

    A goal that was long overdue already is not moved late, it is moved after the fact: also that
    counts as late.
    """
    if was.due is None:
        return None
    day = commit.day if commit is not None else min(today, max(then, was.due))
    return (was.due - day).days


def _easier(goal: Goal, was: Goal, columns: tuple[str, ...], sign: int) -> bool | None:
    """Whether it takes less to fulfil the goal than before; None where that cannot be told."""
    ways = set()
    for column in columns:
        if column in ("target", "target_high") and goal.rule is Rule.RANGE:
            ways.add(_wider(goal, was))
        elif column == "target":
            ways.add(_less(goal.target, was.target, sign))
        elif column == "baseline":
            ways.add(_less(goal.baseline, was.baseline, sign))
        elif column == "due":
            ways.add(_later(goal.due, was.due) if goal.rule is Rule.REACH else None)
        elif column == "baseline_date":
            ways.add(_later(goal.baseline_date, was.baseline_date))
        else:
            ways.add(None)
    return ways.pop() if len(ways) == 1 else None


def _less(now: float | None, then: float | None, sign: int) -> bool | None:
    if now is None or then is None or not sign:
        return None
    return sign * now < sign * then


def _later(now: dt.date | None, then: dt.date | None) -> bool | None:
    if then is None:
        return None
    return now is None or now > then


def _wider(goal: Goal, was: Goal) -> bool | None:
    if goal.target_high is None or was.target_high is None:
        return None
    lower, upper = goal.target <= was.target, goal.target_high >= was.target_high
    if lower and upper:
        return True
    return False if goal.target >= was.target and goal.target_high <= was.target_high else None
