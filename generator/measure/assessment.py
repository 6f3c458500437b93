"""The assessment of a goal: pace, real change, assurance and outlook, kept apart.

Each is worked out by its own method (`status`, `variation`, `outlook`) and none is ever merged
with another. The triage reads them in a stated order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from generator.measure.control_chart_input import JudgedSeries
from generator.measure.evidence import meets
from generator.measure.forecast_window import ForecastWindow, NoForecastReason
from generator.measure.outlook import Forecast, Likelihood, Outlook, evaluate_outlook
from generator.measure.series import Series
from generator.measure.status import GoalStatus
from generator.measure.variation import Assurance, assure
from generator.model.periods import Period, add_months
from generator.model.settings import Chances
from generator.model.tables import Goal
from generator.model.vocabulary import Better, Change, Rule, Status, Triage

FIRST_SIGNS = (Change.FIRST_BETTER, Change.FIRST_WORSE, Change.FIRST_OTHER)

#: The pile of each status alone.
TRIAGE_OF: Mapping[Status, Triage] = {
    Status.NO_DATA: Triage.CANNOT_SAY,
    Status.STALE: Triage.CANNOT_SAY,
    Status.AWAITING_DATA: Triage.CANNOT_SAY,
    Status.NOT_REPORTED: Triage.CANNOT_SAY,
    Status.NO_STARTING_POINT: Triage.CANNOT_SAY,
    Status.TOO_EARLY: Triage.CANNOT_SAY,
    Status.TOO_NOISY: Triage.CANNOT_SAY,
    Status.MISSED: Triage.NEEDS_DECISION,
    Status.BROKEN: Triage.NEEDS_DECISION,
    Status.WRONG_WAY: Triage.NEEDS_DECISION,
    Status.BREACHED: Triage.NEEDS_DECISION,
    Status.OFF_PACE: Triage.NEEDS_DECISION,
    Status.AT_RISK: Triage.WATCH,
    Status.REACHED: Triage.WATCH,
    Status.SLIPPED: Triage.WATCH,
    Status.MET: Triage.GOING_WELL,
    Status.ALREADY_THERE: Triage.GOING_WELL,
    Status.ON_PACE: Triage.GOING_WELL,
    Status.HOLDING: Triage.GOING_WELL,
    Status.KEPT: Triage.GOING_WELL,
}


class PileRule(Enum):
    """Why a goal is in its pile: each rule has a code and its pile. The first that fits decides."""

    FAILS = "status-fails", Triage.NEEDS_DECISION
    UNLIKELY_AT_RISK = "unlikely-and-at-risk", Triage.NEEDS_DECISION
    UNLIKELY_WORSENED = "unlikely-and-worsened", Triage.NEEDS_DECISION
    TO_WATCH = "status-to-watch", Triage.WATCH
    WORSENED = "worsened", Triage.WATCH
    UNLIKELY = "unlikely", Triage.WATCH
    FIRST_SIGN = "first-sign-worse", Triage.WATCH
    DOUBTFUL = "less-likely-than-not", Triage.WATCH
    NO_VERDICT = "no-verdict", Triage.CANNOT_SAY
    WELL = "status-well", Triage.GOING_WELL

    def __init__(self, code: str, triage: Triage) -> None:
        self.code = code
        self.triage = triage


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GoalAssessment:
    """What is known of a goal: its status, and beside it the three other answers.

    `change` is that of the goal's series, `assurance` compares its natural limits with the goal
    (None if that cannot be said, as of a running total). A goal that was scored at its due date
    is frozen: what came later changes neither its triage nor its place.
    """

    goal_status: GoalStatus
    outlook: Outlook
    judged_series: JudgedSeries | None = None
    change: Change = Change.UNKNOWN
    assurance: Assurance | None = None

    @property
    def goal(self) -> Goal:
        """The goal that it is about."""
        return self.goal_status.goal

    @property
    def status(self) -> Status:
        """Whether it is on pace."""
        return self.goal_status.status

    @property
    def _judged(self) -> bool:
        """Whether its other answers count: it is not scored, and its figures are not too old."""
        return not (self.goal_status.frozen or self.goal_status.fresh.stale)

    @property
    def unlikely(self) -> bool:
        """Whether it is unlikely to be there on time."""
        return self._judged and self.outlook.likelihood is Likelihood.UNLIKELY

    @property
    def doubtful(self) -> bool:
        """Whether its chance, as it is stated, is under one half."""
        chance = self.outlook.stated_chance
        return self._judged and chance is not None and chance < 0.5

    @property
    def worse(self) -> bool:
        """Whether what it is about has worsened since its baseline, if it is still judged."""
        return not self.goal_status.frozen and self.worsened

    @property
    def worsened(self) -> bool:
        """Whether what it is about has worsened since its baseline, scored or not."""
        if self.judged_series is None or self.goal_status.fresh.stale:
            return False
        since = self.goal.baseline_date
        return worsened_since(self.judged_series, self.goal_status.better, since) is not None

    @property
    def current_change(self) -> Change:
        """Its change whenever it began, as its metric shows it; unknown of old figures."""
        return Change.UNKNOWN if self.goal_status.fresh.stale else self.change

    @property
    def first_sign_worse(self) -> bool:
        """Whether there is a first sign that it worsens."""
        return self._judged and self.change is Change.FIRST_WORSE

    @property
    def asked_ability(self) -> bool:
        """Whether its ability is asked and known: it is judged, and its newest figure misses."""
        return self._judged and self.assurance is not None

    @property
    def newest_meets(self) -> bool:
        """Whether its newest figure fulfils it."""
        judged = self.judged_series
        return judged is not None and newest_meets(self.goal_status, judged.series)

    @property
    def pile_rule(self) -> PileRule:
        """Why it is in its pile."""
        return next(rule for rule, applies in _PILE_TESTS.items() if applies(self))

    @property
    def triage(self) -> Triage:
        """Its pile: the first that fits."""
        return self.pile_rule.triage


_PILE_TESTS: Mapping[PileRule, Callable[[GoalAssessment], bool]] = {
    PileRule.FAILS: lambda one: TRIAGE_OF[one.status] is Triage.NEEDS_DECISION,
    PileRule.UNLIKELY_AT_RISK: lambda one: one.unlikely and one.status is Status.AT_RISK,
    PileRule.UNLIKELY_WORSENED: lambda one: one.unlikely and one.worse,
    PileRule.TO_WATCH: lambda one: TRIAGE_OF[one.status] is Triage.WATCH,
    PileRule.WORSENED: lambda one: one.worse,
    PileRule.UNLIKELY: lambda one: one.unlikely,
    PileRule.FIRST_SIGN: lambda one: one.first_sign_worse,
    PileRule.DOUBTFUL: lambda one: one.doubtful and TRIAGE_OF[one.status] is Triage.GOING_WELL,
    PileRule.NO_VERDICT: lambda one: TRIAGE_OF[one.status] is Triage.CANNOT_SAY,
    PileRule.WELL: lambda one: TRIAGE_OF[one.status] is Triage.GOING_WELL,
}


def change_of(judged_series: JudgedSeries | None, better: Better = Better.NEITHER) -> Change:
    """The change of a series; `better` is its goal's better direction if its metric has none.

    A first sign comes before an older claim of the other way.
    """
    if judged_series is None or judged_series.levels is None or not judged_series.first_sign:
        return claimed_change(judged_series, better)
    sign = (judged_series.series.metric.better.sign or better.sign) * judged_series.first_sign
    return {1: Change.FIRST_BETTER, -1: Change.FIRST_WORSE}.get(sign, Change.FIRST_OTHER)


def claimed_change(judged_series: JudgedSeries | None, better: Better = Better.NEITHER) -> Change:
    """The change that a series claims, whatever its last point signals.

    Of a record that is judged as one the last point's label is the change.
    """
    if judged_series is None or judged_series.not_judged is not None:
        return Change.UNKNOWN
    direction = judged_series.signal_direction
    if judged_series.levels is not None:
        direction = judged_series.claim.direction if judged_series.claim is not None else 0
    own = judged_series.series.metric.better
    return signal_of(direction, better if own is Better.NEITHER else own)


def signal_of(direction: int, better: Better) -> Change:
    """What a direction (+1, −1, or 0 without one) means, by which way is better."""
    if not direction:
        return Change.NONE
    return {1: Change.BETTER, -1: Change.WORSE}.get(direction * better.sign, Change.OTHER)


def worsened_since(
    judged: JudgedSeries, better: Better = Better.NEITHER, after: dt.date | None = None
) -> Period | None:
    """Since when a series is worse, if its last level began after a day; None if it is not.

    Without a day its last level must have begun within a year of its newest figure. Of a record
    that is judged as one, the last point's label decides.
    """
    chart, sign = judged.control_chart, judged.series.metric.better.sign or better.sign
    if chart is None or judged.not_judged is not None or not sign:
        return None
    if judged.levels is None:
        return judged.signal_since if judged.signal_direction * sign < 0 else None
    claim = judged.claim
    if claim is None or claim.direction * sign > 0 or not _recent(judged, after):
        return None
    return judged.period(claim.since)


def _recent(judged: JudgedSeries, after: dt.date | None) -> bool:
    """Whether the last level of a claim began after a day; without one, within the last year."""
    if judged.claim is None or after is None:
        return is_new(judged)
    return judged.period(judged.claim.last_start).first > after


def is_new(judged: JudgedSeries) -> bool:
    """Whether what has changed is news: its last level began within a year of the newest figure.

    Of a record that is judged as one it is.
    """
    if judged.claim is None:
        return judged.levels is None
    return is_recent(judged.period(judged.claim.last_start), judged)


def is_recent(period: Period, judged: JudgedSeries) -> bool:
    """Whether a period begins within a year of the newest figure."""
    return period.first > add_months(judged.period(-1).last, -12)


def assess_goal(
    goal_status: GoalStatus,
    judged_series: JudgedSeries | None,
    forecast: Forecast | ForecastWindow | None,
    *,
    as_of: dt.date,
    chances: Chances,
    closed: bool = False,
) -> GoalAssessment:
    """The assessment of a goal, from its judged series and its forecast; closed, no outlook."""
    goal, better = goal_status.goal, goal_status.better
    outlook = Outlook(reason=NoForecastReason.CLOSED)
    if not closed:
        outlook = evaluate_outlook(
            goal,
            better,
            forecast,
            judged_series,
            as_of=as_of,
            chances=chances,
            stale=goal_status.fresh.stale,
        )
    return GoalAssessment(
        goal_status=goal_status,
        outlook=outlook,
        judged_series=judged_series,
        change=change_of(judged_series, better),
        assurance=_assurance(goal_status, judged_series),
    )


def _assurance(goal_status: GoalStatus, judged_series: JudgedSeries | None) -> Assurance | None:
    """Whether the last group's limits are within what the goal asks for.

    It is not asked where the newest figure fulfils the goal.
    """
    chart = judged_series.control_chart if judged_series is not None else None
    if judged_series is None or chart is None or not judged_series.is_drawn:
        return None
    limits, goal = chart.groups[-1].limits, goal_status.goal
    if newest_meets(goal_status, judged_series.series):
        return None
    if goal.rule is Rule.RANGE and goal.target_high is not None:
        return assure(limits, (goal.target, goal.target_high), goal_status.metric.better)
    return assure(limits, goal.target, goal_status.better)


def newest_meets(goal_status: GoalStatus, series: Series | None) -> bool:
    """Whether the newest figure fulfils the goal."""
    goal, better = goal_status.goal, goal_status.better
    if series is None or not series.closed or not (better.sign or goal.rule is Rule.RANGE):
        return False
    return meets(goal, better, float(series.closed_values[-1]))
