"""Rules between cells and between tables: what must hold beyond a single cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

import pandas as pd

from generator.check.columns import nearest
from generator.check.segments import SegmentNames
from generator.model.problems import Fault, Place, Problem, Severity
from generator.model.schema import Row
from generator.model.tables import Goal, Metric, Milestone
from generator.model.words import Accumulates, Better, Calculation, GoalState, Rule

_NEARLY_EQUAL = 0.9
_SHORTEST_RUN = 3


def check_metric(metric: Metric) -> list[Problem]:
    """What must hold between the cells of a metric."""
    problems = []
    low, high = metric.minimum, metric.maximum
    if low is not None and high is not None and low >= high:
        problems.append(
            _fault(
                metric,
                "maximum",
                f"The maximum {high:.12g} is not above the minimum {low:.12g}.",
                "Correct one of them.",
            )
        )
    if metric.accumulates is not Accumulates.NO and metric.calculation in (
        Calculation.NPS,
        Calculation.SHARE,
        Calculation.MEAN,
    ):
        problems.append(
            _fault(
                metric,
                "accumulates",
                f"A {metric.calculation} cannot be a running total.",
                'Write "no", or correct the calculation.',
            )
        )
    return problems


def check_goal(
    goal: Goal, metrics: Mapping[str, Metric], milestones: Iterable[Milestone]
) -> list[Problem]:
    """What must hold between the cells of a goal and its metric's."""
    metric = metrics[goal.metric]
    problems = []
    for test in (_range, _direction, _starting_point, _bounds, _replacement):
        problems += test(goal, metric)
    for milestone in milestones:
        problems += _milestone(milestone, goal)
    return problems


def _range(goal: Goal, metric: Metric) -> list[Problem]:
    high = goal.target_high
    if goal.rule is Rule.RANGE and high is None:
        return [
            _fault(
                goal,
                "target_high",
                "A range needs an upper end, and target_high is blank.",
                'Fill it in, or use the rule "hold".',
            )
        ]
    if goal.rule is Rule.RANGE and high is not None and high <= goal.target:
        return [
            _fault(
                goal,
                "target_high",
                f"The upper end {high:.12g} is not above the lower end {goal.target:.12g}.",
                "Correct one of them.",
            )
        ]
    if goal.rule is not Rule.RANGE and high is not None:
        return [
            _fault(
                goal,
                "target_high",
                f'Only a range has an upper end, and this goal\'s rule is "{goal.rule}".',
                'Leave it blank, or use the rule "range".',
            )
        ]
    return []


def _direction(goal: Goal, metric: Metric) -> list[Problem]:
    if goal.rule is Rule.HOLD and metric.better is Better.NEITHER:
        return [
            _fault(
                goal,
                "rule",
                f'"hold" needs a better side, and neither is better for "{metric.metric}".',
                'Use the rule "range", or state in metrics.csv which way is better.',
            )
        ]
    if goal.rule is not Rule.REACH or goal.baseline is None:
        return []
    step = goal.target - goal.baseline
    if step == 0:
        return [
            _fault(
                goal,
                "target",
                f"The target {goal.target:.12g} equals the baseline.",
                'Use the rule "hold", or correct one of them.',
            )
        ]
    if metric.better is not Better.NEITHER and (step > 0) is not (metric.better is Better.HIGHER):
        return [
            _fault(
                goal,
                "target",
                f"From {goal.baseline:.12g} to {goal.target:.12g} is the wrong way: "
                f'{metric.better} is better for "{metric.metric}".',
                'Use the rule "hold", or correct the target, the baseline or the metric\'s better.',
            )
        ]
    return []


def _starting_point(goal: Goal, metric: Metric) -> list[Problem]:
    if goal.baseline_date and goal.due and goal.baseline_date >= goal.due:
        return [
            _fault(
                goal,
                "baseline_date",
                f"The baseline date {goal.baseline_date} is not before the due date {goal.due}.",
                "Correct one of them.",
            )
        ]
    return []


def _bounds(goal: Goal, metric: Metric) -> list[Problem]:
    problems = []
    named = (
        ("target", goal.target),
        ("target_high", goal.target_high),
        ("baseline", goal.baseline),
    )
    for column, value in named:
        if value is None:
            continue
        for bound, name, outside in (
            (metric.minimum, "minimum", metric.minimum is not None and value < metric.minimum),
            (metric.maximum, "maximum", metric.maximum is not None and value > metric.maximum),
        ):
            if outside:
                problems.append(
                    _fault(
                        goal,
                        column,
                        f'{value:.12g} is outside the {name} {bound:.12g} of "{metric.metric}".',
                        f"Correct it, or the {name} in metrics.csv.",
                    )
                )
    return problems


def _replacement(goal: Goal, metric: Metric) -> list[Problem]:
    if goal.replaces == goal.goal:
        return [_fault(goal, "replaces", "A goal cannot replace itself.", "Name the earlier goal.")]
    return []


def _milestone(milestone: Milestone, goal: Goal) -> list[Problem]:
    if goal.rule is not Rule.REACH:
        return [
            _fault(
                milestone,
                "goal",
                f'Only a goal to reach has milestones, and "{goal.goal}" is a {goal.rule} goal.',
                "Delete the row.",
            )
        ]
    if (goal.baseline_date and milestone.date <= goal.baseline_date) or (
        goal.due and milestone.date >= goal.due
    ):
        span = f"{goal.baseline_date or 'its start'} and {goal.due or 'its due date'}"
        return [
            _fault(
                milestone,
                "date",
                f'{milestone.date} does not lie between {span} of "{goal.goal}".',
                "Correct the date.",
            )
        ]
    return []


def check_future(frame: pd.DataFrame, as_of: dt.date, *, stated: bool) -> list[Problem]:
    """A measurement whose period begins after the day of the site is a fault.

    Where that day was only worked out from the data (not `stated`) it is a warning.
    """
    late = frame[frame["first"] > pd.Timestamp(as_of)]
    return [
        Problem(
            place=Place(file, int(line), "date"),
            fault=Fault.CONSTRAINT_ERROR,
            wrong=f"The period begins on {first:%Y-%m-%d}, after the day of this site, {as_of}.",
            mend="Correct the date." if stated else "Correct the date, or state as_of.",
            severity=Severity.ERROR if stated else Severity.WARNING,
        )
        for file, line, first in zip(late["file"], late["line"], late["first"], strict=True)
    ]


def warn_of_segments(
    goals: Iterable[Goal], names: SegmentNames, measured: frozenset[tuple[str, str]]
) -> list[Problem]:
    """Goals on a segment of which nothing is measured, with the nearest one that is."""
    problems = []
    for goal in goals:
        key = names.key(goal.segment)
        if not key or (goal.metric, key) in measured or goal.state is GoalState.DROPPED:
            continue
        there = [other for metric, other in measured if metric == goal.metric and other]
        problems.append(
            _warning(
                goal,
                "segment",
                f'"{goal.metric}" has no measurement for the segment "{goal.segment}".',
                nearest(key, sorted(there)) or "Correct it, or add its measurements.",
            )
        )
    return problems


def warn_of_silence(metrics: Iterable[Metric], measured: frozenset[str]) -> list[Problem]:
    """Metrics without a single measurement."""
    return [
        _warning(metric, "metric", f'"{metric.metric}" has no measurement yet.', "Add some.")
        for metric in metrics
        if metric.metric not in measured
    ]


def warn_of_running_totals(
    metrics: Mapping[str, Metric], series: Mapping[str, pd.DataFrame]
) -> list[Problem]:
    """Series that look like running totals while `accumulates` is blank."""
    problems = []
    for name, metric in metrics.items():
        whole = series.get(name)
        if metric.accumulates is Accumulates.NO and whole is not None:
            kind = looks_like_total(whole["last"], whole["value"])
            if kind is not None:
                falls = "never falls" if kind is Accumulates.EVER else "falls only at a new year"
                problems.append(
                    _warning(
                        metric,
                        "accumulates",
                        f'"{name}" {falls}, as a running total does.',
                        f'If it is one, write "{kind}" in accumulates.',
                    )
                )
    return problems


def looks_like_total(last: pd.Series, value: pd.Series) -> Accumulates | None:
    """Whether three or more values never fall, or fall only where a new year begins."""
    values, days = value.to_numpy(), last.to_numpy()
    if len(values) < _SHORTEST_RUN or values[0] == values[-1] == values.max() == values.min():
        return None
    falls = values[1:] < values[:-1]
    if not falls.any():
        return Accumulates.EVER
    years = days.astype("datetime64[Y]")
    new_year = years[1:] != years[:-1]
    repeats = new_year.sum() >= 1 and not new_year.all()
    return Accumulates.YEAR if repeats and not (falls & ~new_year).any() else None


def warn_of_near_names(people: Iterable[tuple[Row, str, str | None]]) -> list[Problem]:
    """Owners, sponsors and leads whose names differ so little that one is meant."""
    seen: dict[str, tuple[str, Row]] = {}
    problems = []
    for row, column, written in people:
        if not written or written in seen:
            continue
        twin = next((other for other in seen if _nearly(written, other)), None)
        if twin is None:
            seen[written] = (column, row)
            continue
        place = seen[twin][1].place
        problems.append(
            _warning(
                row,
                column,
                f'"{written}" is nearly "{twin}" ({place}).',
                "If they are the same, write them the same.",
            )
        )
    return problems


def _nearly(one: str, other: str) -> bool:
    first, second = ("".join(filter(str.isalnum, text.casefold())) for text in (one, other))
    if first == second:
        return True
    matcher = SequenceMatcher(None, first, second)
    return matcher.quick_ratio() >= _NEARLY_EQUAL and matcher.ratio() >= _NEARLY_EQUAL


def _warning(row: Row, column: str, wrong: str, mend: str) -> Problem:
    return _fault(row, column, wrong, mend, Severity.WARNING)


def _fault(
    row: Row, column: str, wrong: str, mend: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(
        place=Place(row.place.file, row.place.line, column),
        fault=Fault.ROW_CONSTRAINT,
        wrong=wrong,
        mend=mend,
        severity=severity,
    )


def warn_of_baselines(
    goals: Iterable[Goal],
    metrics: Mapping[str, Metric],
    names: SegmentNames,
    frame: pd.DataFrame,
) -> list[Problem]:
    """Goals whose stated baseline differs from the value measured for that date."""
    stated = [goal for goal in goals if goal.baseline is not None and goal.baseline_date]
    if not stated:
        return []
    series = dict(tuple(frame.groupby(["metric", "segment"], sort=False)))
    problems = []
    for goal in stated:
        part = series.get((goal.metric, names.key(goal.segment)))
        if part is None or goal.baseline is None:
            continue
        day = pd.Timestamp(goal.baseline_date)
        there = part[(part["first"] <= day) & (day <= part["last"])]
        if metrics[goal.metric].accumulates is not Accumulates.NO:
            there = there[there["last"] == day]
        if there.empty:
            continue
        measured = float(there["value"].iloc[0])
        decimals = metrics[goal.metric].decimals
        decimals = _decimals(goal.baseline) if decimals is None else decimals
        if abs(measured - goal.baseline) > 0.5 * 10.0**-decimals + 1e-9:
            problems.append(
                _warning(
                    goal,
                    "baseline",
                    f"The baseline is {goal.baseline:.12g}, but {goal.baseline_date} was measured "
                    f"as {measured:.{decimals + 1}f}.",
                    "Correct one of them, or say in the note why they differ.",
                )
            )
    return problems


def _decimals(value: float) -> int:
    _, _, fraction = f"{value:.6f}".rstrip("0").partition(".")
    return len(fraction)
