"""Rules between cells and between tables: what must hold beyond a single cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from generator.check.count_conflicts import outside_bounds
from generator.check.fault_wording import fault_of, on_lines
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.schema import Row
from generator.model.tables import Goal, Metric, Milestone
from generator.model.vocabulary import Accumulates, Better, Calculation, Rule
from generator.model.wording import all_of

_NO_TOTALS = (Calculation.NPS, Calculation.SHARE, Calculation.MEAN)


def check_metric(metric: Metric) -> Iterator[Problem]:
    """What must hold between the cells of a metric."""
    low, high = metric.minimum, metric.maximum
    if low is not None and high is not None and low >= high:
        yield fault_of(
            metric,
            "maximum",
            f"The maximum {high:.12g} is not above the minimum {low:.12g}.",
            "Correct one of them.",
        )
    if metric.accumulates is not Accumulates.NO and metric.calculation in _NO_TOTALS:
        yield fault_of(
            metric,
            "accumulates",
            f'With the calculation "{metric.calculation}" a metric cannot be a running total.',
            'Write "no" in accumulates, or correct the calculation.',
        )


def check_goal(
    goal: Goal, metrics: Mapping[str, Metric], milestones: Iterable[Milestone]
) -> Iterator[Problem]:
    """What must hold between the cells of a goal and its metric's."""
    metric = metrics[goal.metric]
    yield from _range(goal)
    yield from _direction(goal, metric)
    yield from _starting_point(goal)
    yield from _bounds(goal, metric)
    for milestone in milestones:
        yield from _milestone(milestone, goal)


def _range(goal: Goal) -> Iterator[Problem]:
    high = goal.target_high
    if goal.rule is not Rule.RANGE:
        if high is not None:
            yield fault_of(
                goal,
                "target_high",
                f'Only a range has an upper end, and the rule here is "{goal.rule}".',
                'Leave it blank, or use the rule "range".',
            )
    elif high is None:
        yield fault_of(
            goal,
            "target_high",
            "A range needs an upper end, and target_high is blank.",
            'Fill it in, or use the rule "hold".',
        )
    elif high <= goal.target:
        yield fault_of(
            goal,
            "target_high",
            f"The upper end {high:.12g} is not above the lower end {goal.target:.12g}.",
            "Correct one of them.",
        )


def _direction(goal: Goal, metric: Metric) -> Iterator[Problem]:
    if goal.rule is Rule.HOLD and metric.better is Better.NEITHER:
        yield fault_of(
            goal,
            "rule",
            f'The rule "hold" needs a better side, and "{metric.metric}" has none.',
            'Use the rule "range", or write "higher" or "lower" under better in metrics.csv.',
        )
    if goal.rule is not Rule.REACH or goal.baseline is None:
        return
    step = goal.target - goal.baseline
    if step == 0:
        yield fault_of(
            goal,
            "target",
            f"The target {goal.target:.12g} equals the baseline.",
            'Use the rule "hold", or correct one of them.',
        )
    elif metric.better is not Better.NEITHER and (step > 0) is not (metric.better is Better.HIGHER):
        yield fault_of(
            goal,
            "target",
            f"From {goal.baseline:.12g} to {goal.target:.12g} is the wrong way: "
            f'{metric.better} is better for "{metric.metric}".',
            'Use the rule "hold", or correct the target, the baseline or the metric.',
        )


def _starting_point(goal: Goal) -> Iterator[Problem]:
    if goal.baseline_date and goal.due and goal.baseline_date >= goal.due:
        yield fault_of(
            goal,
            "baseline_date",
            f"The baseline date {goal.baseline_date} is not before the due date {goal.due}.",
            "Correct one of them.",
        )


def _bounds(goal: Goal, metric: Metric) -> Iterator[Problem]:
    for column in ("target", "target_high", "baseline"):
        value: float | None = getattr(goal, column)
        wrong = None if value is None else outside_bounds(value, metric)
        if wrong is not None:
            yield fault_of(goal, column, f"{value:.12g} {wrong[0]}", wrong[1])


def _milestone(milestone: Milestone, goal: Goal) -> Iterator[Problem]:
    if goal.rule is not Rule.REACH:
        yield fault_of(
            milestone,
            "goal",
            f'Only a goal to reach a target has milestones, and the rule of "{goal.goal}" is '
            f'"{goal.rule}".',
            "Delete the row.",
        )
    elif goal.baseline_date and milestone.date <= goal.baseline_date:
        yield fault_of(
            milestone,
            "date",
            f"{milestone.date} is not after the baseline date {goal.baseline_date} of "
            f'"{goal.goal}".',
            "Correct one of them.",
        )
    elif goal.due and milestone.date >= goal.due:
        yield fault_of(
            milestone,
            "date",
            f'{milestone.date} is not before the due date {goal.due} of "{goal.goal}".',
            "Correct one of them.",
        )


def check_replacements(goals: Mapping[str, Goal]) -> Iterator[Problem]:
    """No goal replaces itself, neither at once nor round a circle of others."""
    for key, goal in goals.items():
        chain = [key]
        while (earlier := goals[chain[-1]].replaces) in goals and earlier not in chain:
            chain.append(str(earlier))
        if earlier != key:
            continue
        if len(chain) == 1:
            yield fault_of(
                goal,
                "replaces",
                f'"{key}" cannot replace itself.',
                "Name the earlier goal, or leave it blank.",
            )
        elif key == min(chain):
            circle = all_of(f'"{one}"' for one in chain)
            yield fault_of(
                goal,
                "replaces",
                f"The goals {circle} replace each other in a circle.",
                "Leave replaces blank at the earliest of them.",
            )


def check_future(frame: pd.DataFrame, as_of: dt.date, *, stated: bool) -> Iterator[Problem]:
    """A measurement whose period begins after the day of the site is a fault, told once a file.

    Where that day was only worked out from the data (not `stated`) it is a warning.
    """
    late = frame[frame["first"] > pd.Timestamp(as_of)]
    for (file, first), rows in late.groupby(["file", "first"], sort=False):
        line, *others = sorted(map(int, rows["line"]))
        also = f" (here and on {on_lines(others)})" if others else ""
        yield Problem(
            location=SourceLocation(str(file), line, "date"),
            code=ProblemCode.CONSTRAINT_ERROR,
            message=f"The period begins on {first:%Y-%m-%d}, after the day of this site, "
            f"{as_of}{also}.",
            fix="Correct the date." if stated else "Correct the date, or set as_of.",
            severity=Severity.ERROR if stated else Severity.WARNING,
        )


def check_dates(
    dated: Iterable[tuple[Row, dt.date]], as_of: dt.date, *, stated: bool
) -> Iterator[Problem]:
    """What was said or assessed after the day of the site is a fault, or as above a warning."""
    for row, date in dated:
        if date > as_of:
            yield fault_of(
                row,
                "date",
                f"{date} is after the day of this site, {as_of}.",
                "Correct the date." if stated else "Correct the date, or set as_of.",
                Severity.ERROR if stated else Severity.WARNING,
            )
