"""The evidence about a goal: what the rules of its status look at, each step taken when needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from generator.measure.comparison import less
from generator.measure.current import (
    Current,
    Noise,
    current_value,
    newest_rows,
    noise_of,
    single_noise,
)
from generator.measure.pace import Pace, pace_of
from generator.measure.series import Freshness, Series
from generator.model.settings import Thresholds
from generator.model.tables import Goal, Metric, Milestone
from generator.model.vocabulary import Better, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodsKept:
    """Which (`each`) of the last closed periods kept to a hold or range goal, the oldest first.

    `consecutive` says that none is missing between them.
    """

    each: tuple[bool, ...]
    consecutive: bool

    @property
    def count(self) -> int:
        """How many of them kept to it."""
        return sum(self.each)

    @property
    def of(self) -> int:
        """How many they are."""
        return len(self.each)

    @property
    def mostly(self) -> bool:
        """Whether at least half of them kept to it."""
        return 2 * self.count >= self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How far the value that decides is beyond what the goal asks for, beside its noise.

    `distance` is in the metric's unit, negative if the value misses.
    """

    distance: float
    noise: Noise

    @property
    def beyond_noise(self) -> bool:
        """Whether it fulfils or misses by at least one standard error; one of 0 is one too."""
        return self.noise.known and not less(abs(self.distance), self.noise.sigma)


@dataclass(frozen=True, kw_only=True, eq=False)  # no slots: a step once taken is kept
class GoalEvidence:
    """What the rules of a goal with closed periods look at; each step is taken when needed."""

    goal: Goal
    better: Better
    series: Series
    milestones: Sequence[Milestone]
    fresh: Freshness
    as_of: dt.date
    limits: Thresholds
    level_start: dt.date | None

    @property
    def over(self) -> dt.date | None:
        """Its due date, if that has passed."""
        due = self.goal.due
        return due if due is not None and due < self.as_of else None

    @property
    def can_pace(self) -> bool:
        """Whether it has a starting point, an end and a direction."""
        goal = self.goal
        known = None not in (goal.baseline, goal.baseline_date, goal.due)
        return known and self.better is not Better.NEITHER

    @cached_property
    def current(self) -> Current | None:
        """The value that decides; None if there is none yet, or none of the due period.

        Past due that of the period that ends within one cadence before the due date. Before, to
        reach a target: that of the newest periods after the baseline date; to hold or stay within
        a range: that of the newest period.
        """
        series = self.series
        if self.over is None and self.goal.rule is Rule.REACH:
            rows = newest_rows(series, self.goal.baseline_date)
            return None if rows is None else current_value(series, rows)
        last = (series.ended_by(self.over) if self.over else series.closed) - 1
        if last < 0:
            return None
        if self.over and series.period(last).shift(1, series.cadence).last <= self.over:
            return None
        return current_value(series, slice(last, last + 1))

    @property
    def fulfilled(self) -> bool:
        """Whether the value that decides fulfils the goal."""
        current, reach = self.current, self.goal.rule is Rule.REACH
        if current is None or (reach and not self.better.sign):
            return False
        return meets(self.goal, self.better, current.value)

    @property
    def overdue(self) -> bool:
        """Whether the figure of the due period is overdue by the measure of staleness."""
        newest = self.series.newest
        return self.fresh.stale or (
            newest is not None and self.over is not None and newest.last > self.over
        )

    @cached_property
    def pace(self) -> Pace:
        """The steps of its pace."""
        assert self.current is not None
        return pace_of(
            self.goal,
            self.better,
            self.current,
            noise_of(self.series, self.current.rows),
            milestones=self.milestones,
            thresholds=self.limits,
        )

    @cached_property
    def margin(self) -> Margin:
        """How far the current value is beyond what the goal asks for, and its noise."""
        assert self.current is not None
        keeps = self.goal.rule is not Rule.REACH
        rows = self.current.rows
        return Margin(
            distance=_distance(self.goal, self.better, self.current.value),
            noise=single_noise(self.series, self.level_start)
            if keeps
            else noise_of(self.series, rows),
        )

    @property
    def missed_before(self) -> bool:
        """Whether the figure before the newest misses the goal."""
        values = self.series.closed_values
        return len(values) > 1 and not meets(self.goal, self.better, float(values[-2]))

    @cached_property
    def sustained(self) -> int:
        """How many of the newest periods in a row since the baseline date reach the target.

        0 if they are too few to count.
        """
        after = self.goal.baseline_date
        start = self.series.ended_by(after) if after is not None else 0
        values = reversed(self.series.closed_values[start:].tolist())
        reached = takewhile(lambda value: meets(self.goal, self.better, value), values)
        in_a_row = sum(1 for _ in reached)
        return in_a_row if in_a_row >= self.limits.sustained else 0

    def kept(self) -> PeriodsKept:
        """Which of the last periods kept to it.

        Past due those from the baseline date to the due date, or all until then if there are none.
        """
        series, goal = self.series, self.goal
        stop, start = series.closed, max(series.closed - self.limits.hold_window, 0)
        if self.over is not None:
            stop = series.ended_by(self.over)
            start = series.ended_by(goal.baseline_date) if goal.baseline_date else 0
            start = start if start < stop else 0
        values = series.value[start:stop].tolist()
        first, last = series.period(start), series.period(stop - 1)
        return PeriodsKept(
            each=tuple(meets(goal, self.better, value) for value in values),
            consecutive=first.shift(len(values) - 1, series.cadence).last == last.last,
        )


def better_for(goal: Goal, metric: Metric) -> Better:
    """The better direction for a goal: its metric's, or else from its baseline to its target."""
    stated = metric.better is not Better.NEITHER or goal.rule is not Rule.REACH
    if stated or goal.baseline is None or goal.baseline == goal.target:
        return metric.better
    return Better.HIGHER if goal.target > goal.baseline else Better.LOWER


def meets(goal: Goal, better: Better, value: float) -> bool:
    """Whether a value fulfils the goal: at or beyond the target, or within the range."""
    if goal.rule is Rule.RANGE:
        assert goal.target_high is not None
        return not (less(value, goal.target) or less(goal.target_high, value))
    return not less(better.sign * value, better.sign * goal.target)


def _distance(goal: Goal, better: Better, value: float) -> float:
    """How far a value is beyond what the goal asks for; negative if it misses."""
    if goal.target_high is not None:
        return min(value - goal.target, goal.target_high - value)
    return better.sign * (value - goal.target)
