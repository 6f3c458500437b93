"""Rules between the cells of metrics, goals and milestones."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.check_context import CheckContext
from generator.check.count_conflicts import outside_bounds
from generator.check.faults import CellFault, row_error
from generator.model.problems import Problem
from generator.model.tables import Goal, Metric, Milestone
from generator.model.vocabulary import Accumulates, Better, Calculation, Rule
from generator.model.wording import all_of

_NO_TOTALS = (Calculation.NPS, Calculation.SHARE, Calculation.MEAN)
#: The columns of a goal that hold values of its metric.
_VALUES = ("target", "target_high", "baseline")
_CORRECT_ONE = "Correct one of them."


def check_metrics(context: CheckContext) -> Iterator[Problem]:
    """Bounds in the right order, and no running total of what cannot be added up."""
    for metric in context.rows(Metric):
        low, high = metric.minimum, metric.maximum
        if low is not None and high is not None and low >= high:
            message = f"The maximum {high:.12g} is not above the minimum {low:.12g}."
            yield row_error(metric, "maximum", message, _CORRECT_ONE)
        if metric.accumulates is not Accumulates.NO and metric.calculation in _NO_TOTALS:
            yield row_error(
                metric,
                "accumulates",
                f'With the calculation "{metric.calculation}" a metric cannot be a running total.',
                'Write "no" in accumulates, or correct the calculation.',
            )


def check_goals(context: CheckContext) -> Iterator[Problem]:
    """Goals whose rule, target, baseline and dates fit each other and their metric."""
    metrics = context.by_id(Metric)
    for goal in context.rows(Goal):
        if goal.metric in metrics:
            metric = metrics[goal.metric]
            for column, fault in (
                ("target_high", _range_fault(goal)),
                ("rule", _hold_fault(goal, metric)),
                ("target", _direction_fault(goal, metric)),
                ("baseline_date", _start_fault(goal)),
                *((name, _bound_fault(goal, name, metric)) for name in _VALUES),
            ):
                if fault is not None:
                    yield row_error(goal, column, fault.message, fault.fix)


def check_milestones(context: CheckContext) -> Iterator[Problem]:
    """Milestones of goals that reach a target, between the baseline date and the due date."""
    goals, metrics = context.by_id(Goal), context.by_id(Metric)
    for milestone in context.rows(Milestone):
        goal = goals.get(milestone.goal)
        if goal is None or goal.metric not in metrics:
            continue
        column = "goal" if goal.rule is not Rule.REACH else "date"
        fault = _milestone_fault(milestone, goal)
        if fault is not None:
            yield row_error(milestone, column, fault.message, fault.fix)


def _range_fault(goal: Goal) -> CellFault | None:
    high = goal.target_high
    if goal.rule is not Rule.RANGE:
        if high is None:
            return None
        return CellFault(
            f'Only a range has an upper end, and the rule here is "{goal.rule}".',
            'Leave it blank, or use the rule "range".',
        )
    if high is None:
        return CellFault(
            "A range needs an upper end, and target_high is blank.",
            'Fill it in, or use the rule "hold".',
        )
    if high <= goal.target:
        message = f"The upper end {high:.12g} is not above the lower end {goal.target:.12g}."
        return CellFault(message, _CORRECT_ONE)
    return None


def _hold_fault(goal: Goal, metric: Metric) -> CellFault | None:
    if goal.rule is not Rule.HOLD or metric.better is not Better.NEITHER:
        return None
    return CellFault(
        f'The rule "hold" needs a better side, and "{metric.metric}" has none.',
        'Use the rule "range", or write "higher" or "lower" under better in metrics.csv.',
    )


def _direction_fault(goal: Goal, metric: Metric) -> CellFault | None:
    if goal.rule is not Rule.REACH or goal.baseline is None:
        return None
    step = goal.target - goal.baseline
    if step == 0:
        return CellFault(
            f"The target {goal.target:.12g} equals the baseline.",
            'Use the rule "hold", or correct one of them.',
        )
    if metric.better is Better.NEITHER or (step > 0) is (metric.better is Better.HIGHER):
        return None
    return CellFault(
        f"From {goal.baseline:.12g} to {goal.target:.12g} is the wrong way: "
        f'{metric.better} is better for "{metric.metric}".',
        'Use the rule "hold", or correct the target, the baseline or the metric.',
    )


def _start_fault(goal: Goal) -> CellFault | None:
    start, due = goal.baseline_date, goal.due
    if not (start and due and start >= due):
        return None
    return CellFault(f"The baseline date {start} is not before the due date {due}.", _CORRECT_ONE)


def _bound_fault(goal: Goal, column: str, metric: Metric) -> CellFault | None:
    value: float | None = getattr(goal, column)
    wrong = None if value is None else outside_bounds(value, metric)
    return None if wrong is None else CellFault(f"{value:.12g} {wrong[0]}", wrong[1])


def _milestone_fault(milestone: Milestone, goal: Goal) -> CellFault | None:
    if goal.rule is not Rule.REACH:
        return CellFault(
            f'Only a goal to reach a target has milestones, and the rule of "{goal.goal}" is '
            f'"{goal.rule}".',
            "Delete the row.",
        )
    if goal.baseline_date and milestone.date <= goal.baseline_date:
        date = f"after the baseline date {goal.baseline_date}"
    elif goal.due and milestone.date >= goal.due:
        date = f"before the due date {goal.due}"
    else:
        return None
    return CellFault(f'{milestone.date} is not {date} of "{goal.goal}".', _CORRECT_ONE)


def check_replacements(context: CheckContext) -> Iterator[Problem]:
    """No goal replaces itself, neither directly nor in a circle of others."""
    goals = context.by_id(Goal)
    for key, goal in goals.items():
        chain = [key]
        while (earlier := goals[chain[-1]].replaces) in goals and earlier not in chain:
            chain.append(str(earlier))
        if earlier != key:
            continue
        if len(chain) == 1:
            yield row_error(
                goal,
                "replaces",
                f'"{key}" cannot replace itself.',
                "Name the earlier goal, or leave it blank.",
            )
        elif key == min(chain):
            circle = all_of(f'"{name}"' for name in chain)
            yield row_error(
                goal,
                "replaces",
                f"The goals {circle} replace each other in a circle.",
                "Leave replaces blank at the earliest of them.",
            )
