"""Pace: how far a goal has come from its baseline to its target, against its plan."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.measure.comparison import equal, less
from generator.measure.current import Current, Noise, answers_needed
from generator.model.settings import Thresholds
from generator.model.tables import Goal, Milestone
from generator.model.vocabulary import Better


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSegment:
    """The straight line of the plan on which the current value's day lies.

    `passed` of its `days` days are over. With `clipped` the plan asks there for less than the
    baseline or more than the target, and is not followed.
    """

    start: dt.date
    end: dt.date
    start_value: float
    end_value: float
    passed: float
    clipped: bool = False

    @property
    def days(self) -> int:
        """The length of the line in days."""
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Every step by which a goal is held against its plan, on the day of its current value.

    `progress` and `expected` are shares of the way from baseline to target: 0.5 is half way, a
    negative progress leads away. `planned` is the value that the plan expects. The rest is in the
    metric's unit, positive in the better direction: `gap` is the distance to the plan, `moved`
    that to the baseline, `planned_move` what `moved` should be. `answers_needed` is the number of
    answers per period with which chance would not hide the planned move (None: no help).
    """

    segment: PlanSegment
    has_milestones: bool
    progress: float
    expected: float
    planned: float
    gap: float
    moved: float
    planned_move: float
    noise: Noise
    thresholds: Thresholds
    answers_needed: int | None

    @property
    def ratio(self) -> float:
        """Progress as a share of what was expected; infinite if nothing was."""
        return self.progress / self.expected if self.expected else np.inf

    @property
    def width(self) -> float:
        """How far chance can plausibly move the current value."""
        return self.thresholds.noise * self.noise.sigma

    @property
    def gap_within_noise(self) -> bool:
        """Whether the current value is behind the plan by no more than one standard error."""
        return not less(self.gap, -self.noise.sigma)

    @property
    def hidden_by_noise(self) -> bool:
        """Whether chance hides the planned move: standing still would look like being on pace."""
        return less(self.planned_move, self.width)


def share_of_way(value: float, goal: Goal) -> float | None:
    """The share of the way from baseline to target; None without a way."""
    if goal.baseline is None or goal.baseline == goal.target:
        return None
    return (value - goal.baseline) / (goal.target - goal.baseline)


def pace_of(
    goal: Goal,
    better: Better,
    current: Current,
    noise: Noise,
    *,
    milestones: Sequence[Milestone],
    thresholds: Thresholds,
) -> Pace:
    """The pace of a goal that states its baseline, with its date, and its due date."""
    assert goal.baseline is not None
    assert goal.baseline_date is not None
    assert goal.due is not None
    span = goal.target - goal.baseline
    plan = [
        (goal.baseline_date, goal.baseline),
        *sorted((milestone.date, milestone.expected) for milestone in milestones),
        (goal.due, goal.target),
    ]
    expected, segment = _expected(plan, current.ordinal)
    planned, planned_move = goal.baseline + expected * span, expected * abs(span)
    sign = better.sign
    return Pace(
        segment=segment,
        has_milestones=bool(milestones),
        progress=(current.value - goal.baseline) / span,
        expected=expected,
        planned=planned,
        gap=sign * (current.value - planned),
        moved=sign * (current.value - goal.baseline),
        planned_move=planned_move,
        noise=noise,
        thresholds=thresholds,
        answers_needed=answers_needed(noise, current, planned_move, thresholds.noise),
    )


def _expected(plan: Sequence[tuple[dt.date, float]], ordinal: float) -> tuple[float, PlanSegment]:
    """The share of the way that the plan expects on a day (0 to 1), and the line it lies on.

    `plan` holds days with their values, from baseline to target; lines between them are straight.
    """
    days, values = [date.toordinal() for date, _ in plan], [value for _, value in plan]
    if len(plan) > 2:
        share = (float(np.interp(ordinal, days, values)) - values[0]) / (values[-1] - values[0])
    else:
        share = (ordinal - days[0]) / (days[-1] - days[0])
    expected = min(max(share, 0.0), 1.0)
    line = min(bisect_left(days, ordinal, lo=1), len(plan) - 1)
    (start, low), (end, high) = plan[line - 1 : line + 1]
    segment = PlanSegment(
        start=start,
        end=end,
        start_value=low,
        end_value=high,
        passed=ordinal - start.toordinal(),
        clipped=len(plan) > 2 and not equal(share, expected),
    )
    return expected, segment
