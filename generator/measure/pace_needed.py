"""The pace needed from now: how fast a goal has to move, how fast it has, and the best it did.

needed = (target − newest) / periods left, where the periods left are those that end after the
newest closed one and not after the due date. Beside it stand the mean change a period since the
baseline, and the best change over as many periods as are left. Of a running total a change is
what the periods added together. All in the unit of the metric.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from generator.measure.assessment import GoalAssessment, newest_meets
from generator.measure.series import Numbers, Series, increments, missing_between, starts_again
from generator.model.periods import periods_to
from generator.model.vocabulary import Accumulates, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A change over some periods: after the day `after`, up to the day `until`."""

    change: float
    periods: int
    after: dt.date
    until: dt.date

    @property
    def per_period(self) -> float:
        """The mean change a period."""
        return self.change / self.periods


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceNeeded:
    """What has to change from the newest figure to the due date.

    `so_far` is since the baseline (None: it is not stated, or no period has ended since), `best`
    the best over as many periods as are left since the last rebase (None: too short a record).
    """

    newest: float
    target: float
    needed: Move
    so_far: Move | None
    best: Move | None


def pace_needed(assessment: GoalAssessment, series: Series | None) -> PaceNeeded | None:
    """The pace needed; None where nothing is left to reach, or where it cannot be said.

    It is not asked of a scored goal or of old figures, of a goal to hold, where the newest figure
    meets the target, nor of a running total that begins anew before the due date.
    """
    goal, status = assessment.goal, assessment.goal_status
    if goal.rule is not Rule.REACH or goal.due is None or status.frozen or status.fresh.stale:
        return None
    if series is None or series.newest is None or newest_meets(status, series):
        return None
    newest, cadence = series.newest, series.cadence
    left = periods_to(newest, goal.due, cadence)
    ends = (np.array([day], dtype="datetime64[D]") for day in (newest.last, goal.due))
    if left < 1 or starts_again(series, *ends).any():
        return None
    value = float(series.closed_values[-1])
    change = goal.target - value
    if change == 0:
        return None
    so_far = None
    if goal.baseline is not None and goal.baseline_date is not None:
        past = -periods_to(newest, goal.baseline_date, cadence)
        moved = value - goal.baseline
        if series.metric.accumulates is Accumulates.YEAR:
            since = series.ended_by(goal.baseline_date)
            moved = float(_added(series)[since:].sum())
        if past > 0:
            so_far = Move(change=moved, periods=past, after=goal.baseline_date, until=newest.last)
    return PaceNeeded(
        newest=value,
        target=goal.target,
        needed=Move(change=change, periods=left, after=newest.last, until=goal.due),
        so_far=so_far,
        best=_best(series, left, 1 if change > 0 else -1),
    )


def _added(series: Series) -> Numbers:
    """What each closed period added to a running total; the first one its whole value."""
    return np.concatenate([series.value[:1], increments(series)])[: series.closed]


def _best(series: Series, periods: int, sign: int) -> Move | None:
    """The greatest change in one direction over so many periods; the latest of equal ones."""
    course = series.closed_values
    if series.metric.is_total:
        course = np.cumsum(_added(series))
    begin = series.group_start
    places = np.concatenate([[0], np.cumsum(missing_between(series)[: series.closed - 1] + 1)])
    ends = np.searchsorted(places, places[begin:] + periods)
    starts = np.arange(begin, series.closed)
    inside = ends < series.closed
    starts, ends = starts[inside], ends[inside]
    whole = places[ends] - places[starts] == periods
    starts, ends = starts[whole], ends[whole]
    if not len(starts):
        return None
    changes = course[ends] - course[starts]
    at = len(changes) - 1 - int(np.argmax((changes * sign)[::-1]))
    after, until = (series.period(int(each[at])).last for each in (starts, ends))
    return Move(change=float(changes[at]), periods=periods, after=after, until=until)
