"""The status of a goal: is it on pace, judged at the date of its data and not of today.

The rules of a goal stand in a table and are tried in its order: the first that applies decides.
The rule and every number that it compares are kept, so that a reader can redo it by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from itertools import takewhile

from generator.measure.comparison import less
from generator.measure.current import Current, current_value, newest_rows, noise_of
from generator.measure.pace import Pace, pace_of, share_of_way
from generator.measure.series import Freshness, Series, freshness
from generator.model.settings import Thresholds
from generator.model.tables import Goal, Metric, Milestone
from generator.model.vocabulary import Better, Rule, Status


class StatusRule(Enum):
    """The rules of status: each has a code and the status that it gives."""

    WITHHELD = "withheld", Status.NO_DATA
    SHIELDING = "shielding", Status.NO_DATA
    NO_FIGURE = "no-figure", Status.NO_DATA
    NO_FIGURE_BY_DUE = "no-figure-by-due", Status.NO_DATA
    MET = "met", Status.MET
    MISSED = "missed", Status.MISSED
    SIDE_UNKNOWN = "side-unknown", Status.NO_STARTING_POINT
    NOT_REPORTED = "not-reported", Status.NOT_REPORTED
    AWAITED = "awaited", Status.AWAITING_DATA
    STALE = "stale", Status.STALE
    THERE = "there", Status.ALREADY_THERE
    NO_START = "no-start", Status.NO_STARTING_POINT
    NOT_BEGUN = "not-begun", Status.TOO_EARLY
    LITTLE_EXPECTED = "little-expected", Status.TOO_EARLY
    SHARE_WITHOUT_NOISE = "share-without-noise", Status.ON_PACE
    AWAY_WITHOUT_NOISE = "away-without-noise", Status.WRONG_WAY
    BEHIND_WITHOUT_NOISE = "behind-without-noise", Status.AT_RISK
    FAR_BEHIND_WITHOUT_NOISE = "far-behind-without-noise", Status.OFF_PACE
    HIDDEN_BY_NOISE = "hidden-by-noise", Status.TOO_NOISY
    SHARE = "share", Status.ON_PACE
    GAP_WITHIN_NOISE = "gap-within-noise", Status.ON_PACE
    AWAY = "away", Status.WRONG_WAY
    FAR_BEHIND = "far-behind", Status.OFF_PACE
    BEHIND = "behind", Status.AT_RISK
    GAP_WITHIN_WIDTH = "gap-within-width", Status.AT_RISK
    KEPT = "kept", Status.KEPT
    BROKEN = "broken", Status.BROKEN
    HOLDS = "holds", Status.HOLDING
    BREACHED = "breached", Status.BREACHED

    def __init__(self, code: str, status: Status) -> None:
        self.code = code
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodsKept:
    """How many (`count`) of the last `of` closed periods kept to a hold or range goal.

    `consecutive` says that none is missing between them.
    """

    count: int
    of: int
    consecutive: bool

    @property
    def mostly(self) -> bool:
        """Whether at least half of them kept to it."""
        return 2 * self.count >= self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalStatus:
    """The status of a goal: the rule that decided, and the steps that led to it.

    `better` is the better direction for this goal. `progress` is the share of the way from
    baseline to target; `pace` has the steps of a goal that was held against its plan, `kept` those
    of one to hold a level or range. `sustained` is how many of the newest periods in a row reach
    the target (0: too few). A goal that was scored at its due date is `frozen`. A step that was not
    needed is None.
    """

    goal: Goal
    metric: Metric
    rule: StatusRule
    better: Better
    fresh: Freshness
    thresholds: Thresholds = field(default_factory=Thresholds)
    current: Current | None = None
    progress: float | None = None
    pace: Pace | None = None
    sustained: int = 0
    kept: PeriodsKept | None = None
    frozen: bool = False

    @property
    def status(self) -> Status:
        """The status that the deciding rule gives."""
        return self.rule.status


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
    status = GoalStatus(
        goal=goal,
        metric=metric,
        rule=_no_figure(series),
        better=better_for(goal, metric),
        fresh=freshness(series, metric, as_of),
        thresholds=thresholds,
    )
    if series is None or not series.closed:
        return status
    reach = goal.rule is Rule.REACH
    evidence = _Evidence(status, series, milestones, as_of)
    table = _REACH_TESTS if reach else _KEEP_TESTS
    rule = next(rule for rule, applies in table.items() if applies(evidence))
    current = evidence.current
    return replace(
        status,
        rule=rule,
        current=current,
        progress=share_of_way(current.value, goal) if current and reach else None,
        pace=evidence.pace if rule in _OF_PACE else None,
        sustained=evidence.sustained() if rule is StatusRule.THERE else 0,
        kept=None if current is None or reach else evidence.kept(),
        frozen=rule.status in SCORED,
    )


def better_for(goal: Goal, metric: Metric) -> Better:
    """The better direction for a goal: its metric's, or else from its baseline to its target."""
    if metric.better is Better.NEITHER and goal.rule is Rule.REACH and goal.baseline is not None:
        if goal.target > goal.baseline:
            return Better.HIGHER
        if goal.target < goal.baseline:
            return Better.LOWER
    return metric.better


def meets(goal: Goal, better: Better, value: float) -> bool:
    """Whether a value fulfils the goal: at or beyond the target, or within the range."""
    if goal.rule is Rule.RANGE:
        assert goal.target_high is not None
        return not (less(value, goal.target) or less(goal.target_high, value))
    return not less(better.sign * value, better.sign * goal.target)


def _no_figure(series: Series | None) -> StatusRule:
    if series is not None and series.withheld:
        return StatusRule.WITHHELD
    if series is not None and series.shielding:
        return StatusRule.SHIELDING
    return StatusRule.NO_FIGURE


class _Evidence:
    """What the rules of a goal with closed periods look at; each step is taken when needed."""

    def __init__(
        self, status: GoalStatus, series: Series, milestones: Sequence[Milestone], as_of: dt.date
    ) -> None:
        goal = self.goal = status.goal
        self.series, self.milestones = series, milestones
        self.better, self.fresh, self.limits = status.better, status.fresh, status.thresholds
        self.over = goal.due if goal.due is not None and goal.due < as_of else None
        self.can_pace = None not in (goal.baseline, goal.baseline_date, goal.due)

    @cached_property
    def current(self) -> Current | None:
        """The value that decides; None if there is none yet, or none of the due period.

        To reach a target: that of the newest periods after the baseline date; past due only of the
        period that ends within one cadence before the due date. To hold or stay within a range:
        that of the newest period, past due of the last by the due date.
        """
        series, reach = self.series, self.goal.rule is Rule.REACH
        if self.over is None and reach:
            rows = newest_rows(series, self.goal.baseline_date)
            return None if rows is None else current_value(series, rows)
        last = (series.ended_by(self.over) if self.over else series.closed) - 1
        if last < 0:
            return None
        too_old = series.period(last).shift(1, series.cadence).last
        if reach and self.over is not None and too_old <= self.over:
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

    def sustained(self) -> int:
        """How many of the newest periods in a row reach the target; 0 if too few to count."""
        values = reversed(self.series.closed_values.tolist())
        reached = takewhile(lambda value: meets(self.goal, self.better, value), values)
        in_a_row = sum(1 for _ in reached)
        return in_a_row if in_a_row >= self.limits.sustained else 0

    def kept(self) -> PeriodsKept:
        """How many of the last periods kept to it.

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
            count=sum(meets(goal, self.better, value) for value in values),
            of=len(values),
            consecutive=first.shift(len(values) - 1, series.cadence).last == last.last,
        )


_Test = Callable[[_Evidence], bool]

#: The rules of a goal to reach, in the order in which they are tried.
_REACH_TESTS: Mapping[StatusRule, _Test] = {
    StatusRule.MET: lambda e: e.over is not None and e.fulfilled,
    StatusRule.MISSED: lambda e: (
        e.over is not None and e.current is not None and e.better is not Better.NEITHER
    ),
    StatusRule.SIDE_UNKNOWN: lambda e: e.over is not None and e.current is not None,
    StatusRule.NOT_REPORTED: lambda e: e.over is not None and e.overdue,
    StatusRule.AWAITED: lambda e: e.over is not None,
    StatusRule.STALE: lambda e: e.fresh.stale,
    StatusRule.THERE: lambda e: e.fulfilled,
    StatusRule.NO_START: lambda e: not e.can_pace,
    StatusRule.NOT_BEGUN: lambda e: e.current is None,
    StatusRule.LITTLE_EXPECTED: lambda e: (
        e.pace.expected <= 0 or less(e.pace.expected, e.limits.too_early)
    ),
    StatusRule.SHARE_WITHOUT_NOISE: lambda e: (
        not e.pace.noise.sigma and not less(e.pace.ratio, e.limits.on_pace)
    ),
    StatusRule.AWAY_WITHOUT_NOISE: lambda e: (
        not e.pace.noise.sigma and less(e.pace.progress, e.limits.wrong_way_without_noise)
    ),
    StatusRule.FAR_BEHIND_WITHOUT_NOISE: lambda e: (
        not e.pace.noise.sigma and less(e.pace.ratio, e.limits.off_pace)
    ),
    StatusRule.BEHIND_WITHOUT_NOISE: lambda e: not e.pace.noise.sigma,
    StatusRule.HIDDEN_BY_NOISE: lambda e: e.pace.hidden_by_noise,
    StatusRule.SHARE: lambda e: not less(e.pace.ratio, e.limits.on_pace),
    StatusRule.GAP_WITHIN_NOISE: lambda e: e.pace.gap_within_noise,
    StatusRule.AWAY: lambda e: less(e.pace.moved, -e.pace.width),
    StatusRule.FAR_BEHIND: lambda e: (
        less(e.pace.ratio, e.limits.off_pace) and less(e.pace.gap, -e.pace.width)
    ),
    StatusRule.BEHIND: lambda e: not less(e.pace.ratio, e.limits.off_pace),
    StatusRule.GAP_WITHIN_WIDTH: lambda _: True,
}

#: The rules of a goal to hold a level or stay within a range, in the order in which they are tried.
_KEEP_TESTS: Mapping[StatusRule, _Test] = {
    StatusRule.NO_FIGURE_BY_DUE: lambda e: e.current is None,
    StatusRule.KEPT: lambda e: e.over is not None and e.fulfilled,
    StatusRule.BROKEN: lambda e: e.over is not None,
    StatusRule.STALE: lambda e: e.fresh.stale,
    StatusRule.HOLDS: lambda e: e.fulfilled,
    StatusRule.BREACHED: lambda _: True,
}

#: The rules in the order in which they are tried.
REACH_RULES, KEEP_RULES = tuple(_REACH_TESTS), tuple(_KEEP_TESTS)
#: The rules that decide without noise: it is unknown, or nothing.
WITHOUT_NOISE = (
    StatusRule.SHARE_WITHOUT_NOISE,
    StatusRule.AWAY_WITHOUT_NOISE,
    StatusRule.FAR_BEHIND_WITHOUT_NOISE,
    StatusRule.BEHIND_WITHOUT_NOISE,
)
#: The statuses of a goal that is scored at its due date.
SCORED = (Status.MET, Status.MISSED, Status.KEPT, Status.BROKEN)
_OF_PACE = REACH_RULES[REACH_RULES.index(StatusRule.LITTLE_EXPECTED) :]
