"""Judging again: which of the things that changed made the answer another one.

Between what an edition said of a goal and what is said now stand at most five steps: the methods
of now, the definition of now, the history as it is told now, the new figures, the target of now.
The goal is judged after each; where the answer becomes another one, that step is a reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.measure.assessment import GoalAssessment, assess_goal, change_of
from generator.measure.changes.change_kinds import ChangeReason
from generator.measure.changes.figure_changes import cut_to
from generator.measure.control_chart_input import JudgedSeries, judge_series
from generator.measure.outlook import forecasts
from generator.measure.series import Series
from generator.measure.status import evaluate_goal
from generator.model.settings import Settings
from generator.model.tables import Goal, Metric, Milestone

_T = TypeVar("_T")

#: What a goal commits to; the rest of its row defines what it is about.
COMMITMENT = ("target", "target_high", "baseline", "baseline_date", "due")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EvaluationInputs:
    """A goal with all that its answers are worked out from, at one time.

    Of what is `maybe_total`, a running total of which nobody has said so, nothing is told.
    """

    goal: Goal
    metric: Metric
    series: Series | None
    milestones: Sequence[Milestone]
    as_of: dt.date
    maybe_total: bool = False


def answers_of(state: EvaluationInputs, settings: Settings) -> GoalAssessment:
    """The four answers about a goal by the methods of now."""
    goal, series, day = state.goal, state.series, state.as_of
    goal_status = evaluate_goal(
        goal, state.metric, series, state.milestones, as_of=day, thresholds=settings.thresholds
    )
    ahead = None
    if series is not None and goal.due is not None and goal.due >= day:
        (ahead,) = forecasts([series])
    judged_series = _record(series, settings, maybe_total=state.maybe_total)
    return assess_goal(goal_status, judged_series, ahead, as_of=day, chances=settings.chances)


def with_previous_commitment(goal: Goal, was: Goal) -> Goal:
    """A goal with the commitment that it had; under another rule that would mean nothing."""
    if goal.rule is not was.rule:
        return goal
    return replace(goal, **{name: getattr(was, name) for name in COMMITMENT})


def reasons_for_goal(
    said: tuple[str, str],
    before: EvaluationInputs,
    now: EvaluationInputs,
    assessment: GoalAssessment,
    settings: Settings,
) -> tuple[ChangeReason, ...]:
    """Why the status and pile that were `said` are others now; `assessment` is that of now."""
    goal = with_previous_commitment(now.goal, before.goal)
    told = replace(before, goal=goal, metric=now.metric, series=_redefined(before, now))
    restated = replace(told, series=_cut(before, now))
    renewed = replace(restated, series=now.series, as_of=now.as_of, maybe_total=now.maybe_total)

    def words(state: EvaluationInputs) -> tuple[str, str]:
        found = answers_of(state, settings)
        return str(found.status), str(found.triage)

    steps: list[tuple[ChangeReason, Callable[[], tuple[str, str]]]] = [
        (ChangeReason.METHOD, lambda: words(before)),
        (ChangeReason.DEFINITION, lambda: words(told)),
        (ChangeReason.RESTATED, lambda: words(restated)),
        (_renewal(before.series, now.series), lambda: words(renewed)),
        (ChangeReason.TARGET, lambda: (str(assessment.status), str(assessment.triage))),
    ]
    return _reasons(said, steps)


def reasons_for_series(
    said: str, before: Series, now: Series, settings: Settings, maybe_totals: tuple[bool, bool]
) -> tuple[ChangeReason, ...]:
    """Why it is told otherwise whether a series has really changed.

    `maybe_totals` says of either time whether it could have been a running total.
    """
    then, today = maybe_totals

    def word(series: Series, *, maybe_total: bool) -> str:
        judged_series = _record(series, settings, maybe_total=maybe_total)
        return str(change_of(judged_series))

    redefined = (
        replace(before, metric=now.metric, rebased=now.rebased)
        if before.metric.calculation is now.metric.calculation
        else cut_to(now, before)
    )
    return _reasons(
        said,
        [
            (ChangeReason.METHOD, lambda: word(before, maybe_total=then)),
            (ChangeReason.DEFINITION, lambda: word(redefined, maybe_total=then)),
            (ChangeReason.RESTATED, lambda: word(cut_to(now, before), maybe_total=today)),
            (_renewal(before, now), lambda: word(now, maybe_total=today)),
        ],
    )


def _reasons(
    said: _T, steps: Iterable[tuple[ChangeReason, Callable[[], _T]]]
) -> tuple[ChangeReason, ...]:
    found = []
    for reason, result in steps:
        then, said = said, result()
        if said != then:
            found.append(reason)
    return tuple(found)


def _renewal(before: Series | None, now: Series | None) -> ChangeReason:
    """New figures, or only time."""
    newest = now.newest if now is not None else None
    had = before.newest if before is not None else None
    return ChangeReason.TIME if newest == had else ChangeReason.NEW_DATA


def _redefined(before: EvaluationInputs, now: EvaluationInputs) -> Series | None:
    """The earlier figures under the definition of now.

    Counts mean something else under another calculation: then the figures of now are taken.
    """
    if before.series is None or now.series is None:
        return before.series
    if (
        before.goal.series_key != now.goal.series_key
        or before.series.cadence is not now.series.cadence
        or before.metric.calculation is not now.metric.calculation
    ):
        return (
            replace(now.series, closed=int((now.series.last <= before.series.last.max()).sum()))
            if len(before.series)
            else now.series
        )
    return replace(before.series, metric=now.metric, rebased=now.series.rebased)


def _cut(before: EvaluationInputs, now: EvaluationInputs) -> Series | None:
    """The history as it is told now, up to what the earlier edition had."""
    redefined = _redefined(before, now)
    if before.series is None or now.series is None or redefined is None:
        return redefined
    return cut_to(now.series, redefined)


def _record(
    series: Series | None, settings: Settings, *, maybe_total: bool = False
) -> JudgedSeries | None:
    if series is None or not series.closed:
        return None
    return judge_series(series, settings.variation, maybe_total=maybe_total)
