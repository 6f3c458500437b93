"""The status of a goal: is it on pace, judged at the date of its data and not of today.

The rules of a goal stand in a table and are tried in its order: the first that applies decides.
The rule and every number that it compares are kept, so that a reader can redo it by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from generator.measure.comparison import less
from generator.measure.current import Current
from generator.measure.evidence import GoalEvidence, Margin, PeriodsKept, better_for
from generator.measure.pace import Pace, share_of_way
from generator.measure.series import Freshness, Series, freshness
from generator.model.settings import Thresholds
from generator.model.tables import Goal, Metric, Milestone
from generator.model.vocabulary import Better, Rule, Status


class StatusRule(Enum):
    """The rules of status: each has a code and the status that it gives."""

    WITHHELD = "withheld", Status.NO_DATA
    NO_FIGURE = "no-figure", Status.NO_DATA
    MET = "met", Status.MET
    MISSED = "missed", Status.MISSED
    SIDE_UNKNOWN = "side-unknown", Status.NO_STARTING_POINT
    NOT_REPORTED = "not-reported", Status.NOT_REPORTED
    AWAITED = "awaited", Status.AWAITING_DATA
    STALE = "stale", Status.STALE
    THERE = "there", Status.ALREADY_THERE
    THERE_IN_A_ROW = "there-in-a-row", Status.ALREADY_THERE
    REACHED = "reached", Status.REACHED
    NO_START = "no-start", Status.NO_STARTING_POINT
    NOT_BEGUN = "not-begun", Status.TOO_EARLY
    LITTLE_EXPECTED = "little-expected", Status.TOO_EARLY
    AWAY_WITHOUT_NOISE = "away-without-noise", Status.WRONG_WAY
    SHARE_WITHOUT_NOISE = "share-without-noise", Status.ON_PACE
    BEHIND_WITHOUT_NOISE = "behind-without-noise", Status.AT_RISK
    FAR_BEHIND_WITHOUT_NOISE = "far-behind-without-noise", Status.OFF_PACE
    AWAY = "away", Status.WRONG_WAY
    HIDDEN_BY_NOISE = "hidden-by-noise", Status.TOO_NOISY
    SHARE = "share", Status.ON_PACE
    GAP_WITHIN_NOISE = "gap-within-noise", Status.ON_PACE
    FAR_BEHIND = "far-behind", Status.OFF_PACE
    BEHIND = "behind", Status.AT_RISK
    GAP_WITHIN_WIDTH = "gap-within-width", Status.AT_RISK
    KEPT = "kept", Status.KEPT
    BROKEN = "broken", Status.BROKEN
    HOLDS = "holds", Status.HOLDING
    BREACHED = "breached", Status.BREACHED
    BREACHED_AGAIN = "breached-again", Status.BREACHED
    BREACHED_WITHOUT_NOISE = "breached-without-noise", Status.BREACHED
    SLIPPED = "slipped", Status.SLIPPED

    def __init__(self, code: str, status: Status) -> None:
        self.code = code
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalStatus:
    """The status of a goal: the rule that decided, and the steps that led to it.

    `better` is the better direction for this goal. `progress` is the share of the way from
    baseline to target. `pace` has the steps of a goal that was held against its plan, `margin`
    those of one that has reached its target or misses its level or range, `kept` those of one to
    hold a level or range. `sustained` is how many of the newest periods in a row since the
    baseline date reach the target (0: too few). A goal that was scored at its due date is
    `frozen`. A step that was not needed is None.
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
    margin: Margin | None = None
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
    level_start: dt.date | None = None,
) -> GoalStatus:
    """The status of a goal at `as_of`.

    `series` holds the metric's values for the goal's segment, `milestones` the goal's own.
    `level_start` is the first day of the last level of the series (None: it has one level).
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
    evidence = GoalEvidence(
        goal=goal,
        better=status.better,
        series=series,
        milestones=milestones,
        fresh=status.fresh,
        as_of=as_of,
        limits=thresholds,
        level_start=level_start,
    )
    table = _REACH_TESTS if reach else _KEEP_TESTS
    rule = next(rule for rule, applies in table.items() if applies(evidence))
    current = evidence.current
    return replace(
        status,
        rule=rule,
        current=current,
        progress=share_of_way(current.value, goal) if current and reach else None,
        pace=evidence.pace if rule in _OF_PACE else None,
        margin=evidence.margin if rule in _OF_MARGIN else None,
        sustained=evidence.sustained if rule.status is Status.ALREADY_THERE else 0,
        kept=None if current is None or reach else evidence.kept(),
        frozen=rule.status in SCORED,
    )


def _no_figure(series: Series | None) -> StatusRule:
    if series is not None and series.withheld:
        return StatusRule.WITHHELD
    return StatusRule.NO_FIGURE


_Test = Callable[[GoalEvidence], bool]

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
    StatusRule.THERE: lambda e: e.fulfilled and e.margin.beyond_noise,
    StatusRule.THERE_IN_A_ROW: lambda e: e.fulfilled and bool(e.sustained),
    StatusRule.REACHED: lambda e: e.fulfilled,
    StatusRule.NO_START: lambda e: not e.can_pace,
    StatusRule.NOT_BEGUN: lambda e: e.current is None,
    StatusRule.LITTLE_EXPECTED: lambda e: (
        e.pace.expected <= 0 or less(e.pace.expected, e.limits.too_early)
    ),
    StatusRule.AWAY_WITHOUT_NOISE: lambda e: (
        not e.pace.noise.sigma and less(e.pace.progress, e.limits.wrong_way_without_noise)
    ),
    StatusRule.SHARE_WITHOUT_NOISE: lambda e: (
        not e.pace.noise.sigma and not less(e.pace.ratio, e.limits.on_pace)
    ),
    StatusRule.FAR_BEHIND_WITHOUT_NOISE: lambda e: (
        not e.pace.noise.sigma and less(e.pace.ratio, e.limits.off_pace)
    ),
    StatusRule.BEHIND_WITHOUT_NOISE: lambda e: not e.pace.noise.sigma,
    StatusRule.AWAY: lambda e: less(e.pace.moved, -e.pace.width),
    StatusRule.HIDDEN_BY_NOISE: lambda e: e.pace.hidden_by_noise,
    StatusRule.SHARE: lambda e: not less(e.pace.ratio, e.limits.on_pace),
    StatusRule.GAP_WITHIN_NOISE: lambda e: e.pace.gap_within_noise,
    StatusRule.FAR_BEHIND: lambda e: (
        less(e.pace.ratio, e.limits.off_pace) and less(e.pace.gap, -e.pace.width)
    ),
    StatusRule.BEHIND: lambda e: not less(e.pace.ratio, e.limits.off_pace),
    StatusRule.GAP_WITHIN_WIDTH: lambda _: True,
}

#: The rules of a goal to hold a level or stay within a range, in the order in which they are tried.
_KEEP_TESTS: Mapping[StatusRule, _Test] = {
    StatusRule.KEPT: lambda e: e.over is not None and e.fulfilled,
    StatusRule.BROKEN: lambda e: e.over is not None and e.current is not None,
    StatusRule.NOT_REPORTED: lambda e: e.over is not None and e.overdue,
    StatusRule.AWAITED: lambda e: e.over is not None,
    StatusRule.STALE: lambda e: e.fresh.stale,
    StatusRule.HOLDS: lambda e: e.fulfilled,
    StatusRule.BREACHED: lambda e: e.margin.beyond_noise,
    StatusRule.BREACHED_AGAIN: lambda e: e.missed_before,
    StatusRule.BREACHED_WITHOUT_NOISE: lambda e: not e.margin.noise.known,
    StatusRule.SLIPPED: lambda _: True,
}

#: The rules in the order in which they are tried.
REACH_RULES, KEEP_RULES = tuple(_REACH_TESTS), tuple(_KEEP_TESTS)
#: The rules that decide without noise: it is unknown, or nothing.
WITHOUT_NOISE = (
    StatusRule.AWAY_WITHOUT_NOISE,
    StatusRule.SHARE_WITHOUT_NOISE,
    StatusRule.FAR_BEHIND_WITHOUT_NOISE,
    StatusRule.BEHIND_WITHOUT_NOISE,
)
#: The statuses of a goal that is scored at its due date.
SCORED = (Status.MET, Status.MISSED, Status.KEPT, Status.BROKEN)
_OF_PACE = REACH_RULES[REACH_RULES.index(StatusRule.LITTLE_EXPECTED) :]
_OF_MARGIN = (
    *REACH_RULES[REACH_RULES.index(StatusRule.THERE) : REACH_RULES.index(StatusRule.NO_START)],
    *KEEP_RULES[KEEP_RULES.index(StatusRule.BREACHED) :],
)
