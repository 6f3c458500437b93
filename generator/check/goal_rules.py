"""Rules between the cells of metrics, goals and milestones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.check.check_context import CheckContext
from generator.check.count_conflicts import outside_bounds
from generator.check.faults import row_error
from generator.model.counts import POOLED_BY_COUNTS
from generator.model.problems import Problem
from generator.model.tables import Goal, Metric, Milestone
from generator.model.vocabulary import Better, Rule
from generator.model.wording import all_of, quoted

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
        if metric.is_total and metric.calculation in POOLED_BY_COUNTS:
            yield row_error(
                metric,
                "accumulates",
                f'With the calculation "{metric.calculation}" a metric cannot be a running total.',
                'Write "no" in accumulates, or correct the calculation.',
            )


def check_parts(context: CheckContext) -> Iterator[Problem]:
    """Parts have the unit of their whole, and no metric is a part of itself."""
    metrics = context.by_id(Metric)
    wholes = {key: metric.part_of for key, metric in metrics.items()}
    for key, metric in metrics.items():
        chain = _circle_from(key, wholes)
        if chain == [key]:
            message = f'"{key}" cannot be a part of itself.'
            yield row_error(metric, "part_of", message, "Name the whole, or leave it blank.")
        elif chain and key == min(chain):
            circle = all_of(f'"{name}"' for name in chain)
            message = f"The metrics {circle} are parts of each other in a circle."
            fix = "Leave part_of blank at the one that is the whole."
            yield row_error(metric, "part_of", message, fix)
        whole = metrics.get(metric.part_of or "")
        if whole is not None and _unit(whole) != _unit(metric):
            message = (
                f'"{key}" is {_unit_in_words(metric)}, and "{whole.metric}", of which it is a '
                f"part, is {_unit_in_words(whole)}."
            )
            yield row_error(
                metric, "part_of", message, "Give both the same unit, or leave part_of blank."
            )


def _unit(metric: Metric) -> str:
    return (metric.unit or "").strip().casefold()


def _unit_in_words(metric: Metric) -> str:
    return f"in {quoted(metric.unit)}" if metric.unit else "without a unit"


def check_goals(context: CheckContext) -> Iterator[Problem]:
    """Goals whose rule, target, baseline and dates fit each other and their metric."""
    metrics = context.by_id(Metric)
    for goal in context.rows(Goal):
        if goal.metric in metrics:
            yield from _rule_problems(goal, metrics[goal.metric])
            yield from _value_problems(goal, metrics[goal.metric])


def _rule_problems(goal: Goal, metric: Metric) -> Iterator[Problem]:
    """The upper end belongs to a range, and a value is held only where one side is better."""
    high, is_range = goal.target_high, goal.rule is Rule.RANGE
    if high is not None and not is_range:
        yield row_error(
            goal,
            "target_high",
            f'Only a range has an upper end, and the rule here is "{goal.rule}".',
            'Leave it blank, or use the rule "range".',
        )
    elif high is None and is_range:
        message = "A range needs an upper end, and target_high is blank."
        yield row_error(goal, "target_high", message, 'Fill it in, or use the rule "hold".')
    elif high is not None and high <= goal.target:
        message = f"The upper end {high:.12g} is not above the lower end {goal.target:.12g}."
        yield row_error(goal, "target_high", message, _CORRECT_ONE)
    if goal.rule is Rule.HOLD and metric.better is Better.NEITHER:
        yield row_error(
            goal,
            "rule",
            f'The rule "hold" needs a better side, and "{metric.metric}" has none.',
            'Use the rule "range", or write "higher" or "lower" under better in metrics.csv.',
        )


def _value_problems(goal: Goal, metric: Metric) -> Iterator[Problem]:
    """The target improves on the baseline, in time, and all values are within the bounds."""
    step = None if goal.baseline is None else goal.target - goal.baseline
    is_reach = goal.rule is Rule.REACH
    if is_reach and step == 0:
        message = f"The target {goal.target:.12g} equals the baseline."
        yield row_error(goal, "target", message, 'Use the rule "hold", or correct one of them.')
    elif is_reach and step is not None and metric.better.sign * step < 0:
        yield row_error(
            goal,
            "target",
            f"From {goal.baseline:.12g} to {goal.target:.12g} is the wrong way: "
            f'{metric.better} is better for "{metric.metric}".',
            'Use the rule "hold", or correct the target, the baseline or the metric.',
        )
    start, due = goal.baseline_date, goal.due
    if start and due and start >= due:
        message = f"The baseline date {start} is not before the due date {due}."
        yield row_error(goal, "baseline_date", message, _CORRECT_ONE)
    for column in _VALUES:
        value: float | None = getattr(goal, column)
        wrong = None if value is None else outside_bounds(value, metric)
        if wrong is not None:
            yield row_error(goal, column, f"{value:.12g} {wrong[0]}", wrong[1])


def check_milestones(context: CheckContext) -> Iterator[Problem]:
    """Milestones of goals that reach a target, between the baseline date and the due date."""
    goals, metrics = context.by_id(Goal), context.by_id(Metric)
    for milestone in context.rows(Milestone):
        goal = goals.get(milestone.goal)
        if goal is None or goal.metric not in metrics:
            continue
        if goal.rule is not Rule.REACH:
            yield row_error(
                milestone,
                "goal",
                f'Only a goal to reach a target has milestones, and the rule of "{goal.goal}" is '
                f'"{goal.rule}".',
                'Name another goal, or use the rule "reach" for that one.',
            )
            continue
        if goal.baseline_date and milestone.date <= goal.baseline_date:
            bound = f"after the baseline date {goal.baseline_date}"
        elif goal.due and milestone.date >= goal.due:
            bound = f"before the due date {goal.due}"
        else:
            continue
        message = f'{milestone.date} is not {bound} of "{goal.goal}".'
        yield row_error(milestone, "date", message, _CORRECT_ONE)


def check_replacements(context: CheckContext) -> Iterator[Problem]:
    """No goal replaces itself, neither directly nor in a circle of others."""
    goals = context.by_id(Goal)
    earlier = {key: goal.replaces for key, goal in goals.items()}
    for key, goal in goals.items():
        chain = _circle_from(key, earlier)
        if chain == [key]:
            message = f'"{key}" cannot replace itself.'
            yield row_error(goal, "replaces", message, "Name the earlier goal, or leave it blank.")
        elif chain and key == min(chain):
            circle = all_of(f'"{name}"' for name in chain)
            message = f"The goals {circle} replace each other in a circle."
            fix = "Leave replaces blank at the earliest of them."
            yield row_error(goal, "replaces", message, fix)


def _circle_from(key: str, following: Mapping[str, str | None]) -> list[str]:
    """The keys from one back to itself, each followed by the next; empty if it is in no circle."""
    chain = [key]
    while (following_key := following[chain[-1]]) in following and following_key not in chain:
        chain.append(str(following_key))
    return chain if following_key == key else []
