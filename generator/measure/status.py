"""The status of a goal: is it on pace, judged at the date of its data and not of today.

The rules are those of the Methods: first match wins, noise is told from movement, and where
nothing can be said the status says so. Every number that decides is kept, so that the page can
show the working and a reader can redo it by hand.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from generator.measure.current import (
    Current,
    Noise,
    answers_that_tell,
    current_value,
    noise_of,
)
from generator.measure.series import Freshness, Series, freshness
from generator.model.counts import NEVER_AVERAGED
from generator.model.periods import POOLED_PERIODS
from generator.model.settings import Thresholds
from generator.model.tables import Goal, Metric, Milestone
from generator.model.vocabulary import Accumulates, Better, Rule, Status

#: A median is never averaged, so the newest period of such a metric speaks alone.


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """How many of the last closed periods kept to a hold or range goal."""

    kept: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalStatus:
    """Where a goal stands, with everything the status was worked out from.

    `sign` is +1 where a higher value is better, -1 where a lower one is, 0 where it cannot be
    told. `progress` is the share of the way from baseline to target (0.5 is half way, below 0 is
    moving away), `expected` the share that the plan expects at the data's date, and `gap` the
    distance to the plan in the metric's unit, positive where ahead. What a status did not need
    is None. `sustained` is how many of the newest periods in a row reach the target, 0 where they
    are too few to call it sustained. `answers_needed` is the number of answers a period at which
    a move to plan could be told from chance.
    """

    goal: Goal
    metric: Metric
    status: Status
    sign: int
    fresh: Freshness
    current: Current | None = None
    noise: Noise | None = None
    progress: float | None = None
    expected: float | None = None
    expected_value: float | None = None
    gap: float | None = None
    sustained: int = 0
    inside: Inside | None = None
    answers_needed: int | None = None
    frozen: bool = False


def evaluate_goal(
    goal: Goal,
    metric: Metric,
    series: Series | None,
    milestones: Sequence[Milestone],
    *,
    as_of: dt.date,
    thresholds: Thresholds,
) -> GoalStatus:
    """The status of a goal at `as_of`.

    `series` holds the metric's values for the goal's segment, `milestones` the goal's own.
    """
    fresh = freshness(series, metric, as_of)
    base = GoalStatus(
        goal=goal, metric=metric, status=Status.NO_DATA, sign=_sign(goal, metric), fresh=fresh
    )
    if series is None or series.closed == 0:
        return base
    if goal.rule is Rule.REACH:
        return _Reach(base, series, milestones, as_of, thresholds).judged()
    return _hold(base, series, as_of, thresholds)


def meets(goal: Goal, sign: int, value: float) -> bool:
    """Whether a value fulfils the goal: at or beyond the target, or within the range."""
    if goal.rule is Rule.RANGE:
        assert goal.target_high is not None
        return not (_less(value, goal.target) or _less(goal.target_high, value))
    return not _less(sign * value, sign * goal.target)


def _less(value: float, limit: float) -> bool:
    """Whether a value is below a limit by more than the dust of binary fractions."""
    return value < limit and not math.isclose(value, limit, rel_tol=1e-9, abs_tol=1e-12)


def _sign(goal: Goal, metric: Metric) -> int:
    if metric.better is Better.HIGHER:
        return 1
    if metric.better is Better.LOWER:
        return -1
    if goal.rule is Rule.REACH and goal.baseline is not None:
        return 1 if goal.target > goal.baseline else -1
    return 0


class _Reach:
    """The rules of a goal to reach, in the order in which they are tried."""

    def __init__(
        self,
        base: GoalStatus,
        series: Series,
        milestones: Sequence[Milestone],
        as_of: dt.date,
        thresholds: Thresholds,
    ) -> None:
        self.base, self.series, self.as_of, self.limits = base, series, as_of, thresholds
        self.goal, self.sign = base.goal, base.sign
        self.milestones = sorted(milestones, key=lambda milestone: milestone.date)

    def judged(self) -> GoalStatus:
        due = self.goal.due
        if due is not None and due < self.as_of:
            return self._past_due(due)
        rows = self._pooled_rows()
        current = current_value(self.series, rows) if rows is not None else None
        if self.base.fresh.stale:
            return self._as(Status.STALE, current=current)
        if current is not None and self.sign and meets(self.goal, self.sign, current.value):
            return self._as(Status.ALREADY_THERE, current=current, sustained=self._sustained())
        goal = self.goal
        if goal.baseline is None or goal.baseline_date is None or due is None:
            return self._as(Status.NO_STARTING_POINT, current=current)
        if current is None or rows is None:
            return self._as(Status.TOO_EARLY)
        return self._on_the_way(current, rows, goal.baseline, goal.baseline_date, due)

    def _on_the_way(
        self, current: Current, rows: slice, baseline: float, start: dt.date, due: dt.date
    ) -> GoalStatus:
        goal, limits, sign = self.goal, self.limits, self.sign
        span = goal.target - baseline
        expected = self._expected(current.ordinal, baseline, start, due)
        planned = baseline + expected * span
        progress = (current.value - baseline) / span
        noise = noise_of(self.series, rows)
        sigma, gap = noise.sigma, sign * (current.value - planned)
        result = GoalStatus(
            goal=goal,
            metric=self.base.metric,
            status=Status.AT_RISK,
            sign=sign,
            fresh=self.base.fresh,
            current=current,
            noise=noise,
            progress=progress,
            expected=expected,
            expected_value=planned,
            gap=gap,
        )
        if expected <= 0 or _less(expected, limits.too_early):
            return replace(result, status=Status.TOO_EARLY)
        if sigma == 0:
            return replace(result, status=_without_noise(progress, expected, limits))
        width, move = limits.noise * sigma, expected * abs(span)
        moved = sign * (current.value - baseline)
        if _less(move, width) and _less(abs(moved), width):
            needed = answers_that_tell(noise, current, move, limits.noise)
            return replace(result, status=Status.TOO_NOISY, answers_needed=needed)
        share = progress / expected
        if not (_less(share, limits.on_pace) and _less(gap, -sigma)):
            status = Status.ON_PACE
        elif _less(moved, -width):
            status = Status.WRONG_WAY
        elif _less(share, limits.off_pace) and _less(gap, -width):
            status = Status.OFF_PACE
        else:
            status = Status.AT_RISK
        return replace(result, status=status)

    def _past_due(self, due: dt.date) -> GoalStatus:
        """Scored on the period that ends within one cadence before the due date, and no other."""
        series = self.series
        index = series.ended_by(due) - 1
        if index < 0 or series.period(index).shift(1, series.cadence).last <= due:
            silent = self._silent_since(due)
            return self._as(Status.NOT_REPORTED if silent else Status.AWAITING_DATA)
        current = current_value(series, slice(index, index + 1))
        if not self.sign:
            return self._as(Status.NO_STARTING_POINT, current=current)
        met = meets(self.goal, self.sign, current.value)
        return self._as(Status.MET if met else Status.MISSED, current=current, frozen=True)

    def _silent_since(self, due: dt.date) -> bool:
        """Whether the period that decides is overdue by the measure of staleness."""
        if self.base.fresh.stale:
            return True
        newest = self.series.newest
        return newest is not None and newest.last > due

    def _pooled_rows(self) -> slice | None:
        """The last k closed periods that end after the baseline date.

        Of a running total, a median or a percentile the newest one alone.
        """
        series, start = self.series, 0
        if self.goal.baseline_date is not None:
            start = series.ended_by(self.goal.baseline_date)
        if start >= series.closed:
            return None
        metric = series.metric
        alone = metric.accumulates is not Accumulates.NO or metric.calculation in NEVER_AVERAGED
        count = 1 if alone else POOLED_PERIODS[series.cadence]
        return slice(max(start, series.closed - count), series.closed)

    def _expected(self, ordinal: float, baseline: float, start: dt.date, due: dt.date) -> float:
        """The share of the way that the plan expects on a day: straight between its points."""
        first, last = start.toordinal(), due.toordinal()
        if not self.milestones:
            return min(max((ordinal - first) / (last - first), 0.0), 1.0)
        days = [first, *(milestone.date.toordinal() for milestone in self.milestones), last]
        values = [baseline, *(m.expected for m in self.milestones), self.goal.target]
        planned = float(np.interp(ordinal, days, values))
        return min(max((planned - baseline) / (self.goal.target - baseline), 0.0), 1.0)

    def _sustained(self) -> int:
        """How many of the newest periods in a row reach the target; 0 if too few to count."""
        values = self.series.closed_values.tolist()
        there = [meets(self.goal, self.sign, value) for value in reversed(values)]
        in_a_row = there.index(False) if False in there else len(there)
        return in_a_row if in_a_row >= self.limits.sustained else 0

    def _as(
        self,
        status: Status,
        *,
        current: Current | None = None,
        sustained: int = 0,
        frozen: bool = False,
    ) -> GoalStatus:
        progress = None
        goal = self.goal
        if current is not None and goal.baseline is not None and goal.target != goal.baseline:
            progress = (current.value - goal.baseline) / (goal.target - goal.baseline)
        return GoalStatus(
            goal=goal,
            metric=self.base.metric,
            status=status,
            sign=self.sign,
            fresh=self.base.fresh,
            current=current,
            progress=progress,
            sustained=sustained,
            frozen=frozen,
        )


def _hold(base: GoalStatus, series: Series, as_of: dt.date, thresholds: Thresholds) -> GoalStatus:
    """A goal to hold a level or stay in a range: judged on the newest period that counts."""
    goal, sign, due = base.goal, base.sign, base.goal.due
    over = due is not None and due < as_of
    end = series.closed
    if over and due is not None:
        end = min(series.ended_by(due), end)
        if end == 0:
            return base
    window = series.value[:end] if over else series.value[:end][-thresholds.hold_window :]
    if over and goal.baseline_date is not None:
        after = series.last[:end] > np.datetime64(goal.baseline_date, "D")
        window = series.value[:end][after] if after.any() else window
    kept = sum(meets(goal, sign, float(value)) for value in window)
    current = current_value(series, slice(end - 1, end))
    good = meets(goal, sign, current.value)
    if over:
        status = Status.KEPT if good else Status.BROKEN
    elif base.fresh.stale:
        status = Status.STALE
    else:
        status = Status.HOLDING if good else Status.BREACHED
    return GoalStatus(
        goal=goal,
        metric=base.metric,
        status=status,
        sign=sign,
        fresh=base.fresh,
        current=current,
        inside=Inside(kept=kept, of=len(window)),
        frozen=over,
    )


def _without_noise(progress: float, expected: float, limits: Thresholds) -> Status:
    """The status where nothing tells movement from chance."""
    share = progress / expected
    if not _less(share, limits.on_pace):
        return Status.ON_PACE
    if _less(progress, limits.wrong_way_without_noise):
        return Status.WRONG_WAY
    return Status.OFF_PACE if _less(share, limits.off_pace) else Status.AT_RISK
