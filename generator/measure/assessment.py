"""The assessment of a goal: pace, real change, assurance and outlook, kept apart.

Each is worked out by its own method (`status`, `variation`, `outlook`) and none is ever merged
with another. The triage reads them in a stated order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from generator.measure.control_chart_input import JudgedSeries
from generator.measure.forecast_window import ForecastWindow, NoForecastReason
from generator.measure.outlook import Forecast, Likelihood, Outlook, evaluate_outlook
from generator.measure.status import GoalStatus
from generator.measure.variation import Assurance, assure
from generator.model.settings import Chances
from generator.model.tables import Goal
from generator.model.vocabulary import Better, Change, Rule, Status, Triage

#: The triage of each status; another answer may move a goal up in the reading order, never down.
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
    Status.MET: Triage.GOING_WELL,
    Status.ALREADY_THERE: Triage.GOING_WELL,
    Status.ON_PACE: Triage.GOING_WELL,
    Status.HOLDING: Triage.GOING_WELL,
    Status.KEPT: Triage.GOING_WELL,
}


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
    def unlikely(self) -> bool:
        """Whether it will hardly be there on time."""
        return self.outlook.likelihood is Likelihood.UNLIKELY

    @property
    def worse(self) -> bool:
        """Whether what it is about is really worse, on a goal that is still judged."""
        return self.change is Change.WORSE and not self.goal_status.frozen

    @property
    def triage(self) -> Triage:
        """The first that fits of cannot say, needs a decision, watch and going well."""
        by_status = TRIAGE_OF[self.status]
        if by_status is Triage.CANNOT_SAY or self.goal_status.frozen:
            return by_status
        if by_status is Triage.NEEDS_DECISION or self.unlikely:
            return Triage.NEEDS_DECISION
        return Triage.WATCH if self.worse else by_status


def change_of(judged_series: JudgedSeries | None, better: Better = Better.NEITHER) -> Change:
    """The change of a series; `better` is its goal's better direction if its metric has none."""
    chart = judged_series.control_chart if judged_series is not None else None
    if judged_series is None or chart is None or chart.variation is None:
        return Change.UNKNOWN
    own = judged_series.series.metric.better
    return signal_of(chart.directions[-1], better if own is Better.NEITHER else own)


def signal_of(direction: int, better: Better) -> Change:
    """What a signal in a direction (+1, −1, or 0 without one) means, by which way is better."""
    if not direction:
        return Change.NONE
    return {1: Change.BETTER, -1: Change.WORSE}.get(direction * better.sign, Change.OTHER)


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
        outlook = evaluate_outlook(goal, better, forecast, as_of=as_of, chances=chances)
    return GoalAssessment(
        goal_status=goal_status,
        outlook=outlook,
        judged_series=judged_series,
        change=change_of(judged_series, better),
        assurance=_assurance(goal_status, judged_series),
    )


def _assurance(goal_status: GoalStatus, judged_series: JudgedSeries | None) -> Assurance | None:
    """Whether the last group's limits lie within what the goal asks for."""
    chart = judged_series.chart_of_values if judged_series is not None else None
    if chart is None:
        return None
    limits, goal = chart.groups[-1].limits, goal_status.goal
    if goal.rule is Rule.RANGE and goal.target_high is not None:
        return assure(limits, (goal.target, goal.target_high), goal_status.metric.better)
    return assure(limits, goal.target, goal_status.better)
