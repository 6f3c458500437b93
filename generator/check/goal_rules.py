"""Rules between the cells of metrics, goals and milestones."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.check_context import CheckContext
from generator.check.count_conflicts import outside_bounds
from generator.check.faults import row_error
from generator.model.problems import Problem
from generator.model.tables import Goal, Metric, Milestone
from generator.model.vocabulary import Accumulates, Better, Calculation, Rule
from generator.model.wording import all_of

_NO_TOTALS = (Calculation.NPS, Calculation.SHARE, Calculation.MEAN)


def check_metrics(context: CheckContext) -> Iterator[Problem]:
    """Bounds in the right order, and no running total of what cannot be added up."""
    for metric in context.rows(Metric):
        low, high = metric.minimum, metric.maximum
        if low is not None and high is not None and low >= high:
            message = f"The maximum {high:.12g} is not above the minimum {low:.12g}."
            yield row_error(metric, "maximum", message, "Correct one of them.")
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
            yield from _range(goal)
            yield from _direction(goal, metric)
            yield from _bounds(goal, metric)
            if goal.baseline_date and goal.due and goal.baseline_date >= goal.due:
                yield row_error(
                    goal,
                    "baseline_date",
                    f"The baseline date {goal.baseline_date} is not before the due date "
                    f"{goal.due}.",
                    "Correct one of them.",
                )


def check_milestones(context: CheckContext) -> Iterator[Problem]:
    """Milestones of goals that reach a target, between the baseline date and the due date."""
    goals, metrics = context.by_id(Goal), context.by_id(Metric)
    for milestone in context.rows(Milestone):
        goal = goals.get(milestone.goal)
        if goal is not None and goal.metric in metrics:
            yield from _milestone(milestone, goal)


def _range(goal: Goal) -> Iterator[Problem]:
    high = goal.target_high
    if goal.rule is not Rule.RANGE:
        if high is not None:
            yield row_error(
                goal,
                "target_high",
                f'Only a range has an upper end, and the rule here is "{goal.rule}".',
                'Leave it blank, or use the rule "range".',
            )
    elif high is None:
        yield row_error(
            goal,
            "target_high",
            "A range needs an upper end, and target_high is blank.",
            'Fill it in, or use the rule "hold".',
        )
    elif high <= goal.target:
        yield row_error(
            goal,
            "target_high",
            f"The upper end {high:.12g} is not above the lower end {goal.target:.12g}.",
            "Correct one of them.",
        )


def _direction(goal: Goal, metric: Metric) -> Iterator[Problem]:
    if goal.rule is Rule.HOLD and metric.better is Better.NEITHER:
        yield row_error(
            goal,
            "rule",
            f'The rule "hold" needs a better side, and "{metric.metric}" has none.',
            'Use the rule "range", or write "higher" or "lower" under better in metrics.csv.',
        )
    if goal.rule is not Rule.REACH or goal.baseline is None:
        return
    step = goal.target - goal.baseline
    if step == 0:
        yield row_error(
            goal,
            "target",
            f"The target {goal.target:.12g} equals the baseline.",
            'Use the rule "hold", or correct one of them.',
        )
    elif metric.better is not Better.NEITHER and (step > 0) is not (metric.better is Better.HIGHER):
        yield row_error(
            goal,
            "target",
            f"From {goal.baseline:.12g} to {goal.target:.12g} is the wrong way: "
            f'{metric.better} is better for "{metric.metric}".',
            'Use the rule "hold", or correct the target, the baseline or the metric.',
        )


def _bounds(goal: Goal, metric: Metric) -> Iterator[Problem]:
    for column in ("target", "target_high", "baseline"):
        value: float | None = getattr(goal, column)
        wrong = None if value is None else outside_bounds(value, metric)
        if wrong is not None:
            yield row_error(goal, column, f"{value:.12g} {wrong[0]}", wrong[1])


def _milestone(milestone: Milestone, goal: Goal) -> Iterator[Problem]:
    if goal.rule is not Rule.REACH:
        yield row_error(
            milestone,
            "goal",
            f'Only a goal to reach a target has milestones, and the rule of "{goal.goal}" is '
            f'"{goal.rule}".',
            "Delete the row.",
        )
    elif goal.baseline_date and milestone.date <= goal.baseline_date:
        yield row_error(
            milestone,
            "date",
            f"{milestone.date} is not after the baseline date {goal.baseline_date} of "
            f'"{goal.goal}".',
            "Correct one of them.",
        )
    elif goal.due and milestone.date >= goal.due:
        yield row_error(
            milestone,
            "date",
            f'{milestone.date} is not before the due date {goal.due} of "{goal.goal}".',
            "Correct one of them.",
        )


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
