"""Causes: which of the things that changed made the answer another one.

Between the answer that an edition published and the answer of now stand at most five steps: the
method of now, the definition of now, the restated history, the new figures, the commitment of now.
The goal is evaluated after each step; each step that gives another answer is a reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.measure.assessment import GoalAssessment, assess_goal, change_of
from generator.measure.changes.change_kinds import COMMITMENT, ChangeReason
from generator.measure.changes.figure_changes import cut_to
from generator.measure.control_chart_input import judge_series
from generator.measure.outlook import forecasts
from generator.measure.series import Series
from generator.measure.status import evaluate_goal
from generator.model.settings import Settings
from generator.model.tables import Goal, Metric, Milestone
from generator.model.vocabulary import Change

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EvaluationInputs:
    """A goal with all that its assessment is worked out from, at one time.

    `maybe_total`: the metric may be a running total, and nobody has said whether it is one.
    """

    goal: Goal
    metric: Metric
    series: Series | None
    milestones: Sequence[Milestone]
    as_of: dt.date
    maybe_total: bool


def with_previous_commitment(goal: Goal, previous: Goal) -> Goal:
    """A goal with the commitment that it had; under another rule that would mean nothing."""
    if goal.rule is not previous.rule:
        return goal
    return replace(goal, **{name: getattr(previous, name) for name in COMMITMENT})


def reasons_for_goal(
    published: tuple[str, str],
    before: EvaluationInputs,
    now: EvaluationInputs,
    assessment: GoalAssessment,
    settings: Settings,
) -> tuple[ChangeReason, ...]:
    """Why status and triage differ from those `published`; `assessment` is that of now."""
    series = _redefined(before, now)
    redefined = replace(
        before,
        goal=with_previous_commitment(now.goal, before.goal),
        metric=now.metric,
        series=series,
    )
    if before.series is not None and now.series is not None and series is not None:
        series = cut_to(now.series, series)
    restated = replace(redefined, series=series)
    renewed = replace(restated, series=now.series, as_of=now.as_of, maybe_total=now.maybe_total)
    steps = (
        (ChangeReason.METHOD, before),
        (ChangeReason.DEFINITION, redefined),
        (ChangeReason.RESTATED, restated),
        (_renewal(before.series, now.series), renewed),
    )
    answers = [(reason, _answer(_assess(inputs, settings))) for reason, inputs in steps]
    return _reasons(published, [*answers, (ChangeReason.TARGET, _answer(assessment))])


def reasons_for_series(
    published: str,
    before: Series,
    now: Series,
    settings: Settings,
    maybe_totals: tuple[bool, bool],
) -> tuple[ChangeReason, ...]:
    """Why it differs from what was `published` whether a series has really changed.

    `maybe_totals`: whether it may have been a running total, then and now.
    """
    then, today = maybe_totals

    def change(series: Series, *, maybe_total: bool) -> str:
        if not series.closed:
            return str(Change.UNKNOWN)
        return str(change_of(judge_series(series, settings.variation, maybe_total=maybe_total)))

    redefined = restated = cut_to(now, before)
    if before.metric.calculation is now.metric.calculation:
        redefined = replace(before, metric=now.metric, rebased=now.rebased)
    return _reasons(
        published,
        (
            (ChangeReason.METHOD, change(before, maybe_total=then)),
            (ChangeReason.DEFINITION, change(redefined, maybe_total=then)),
            (ChangeReason.RESTATED, change(restated, maybe_total=today)),
            (_renewal(before, now), change(now, maybe_total=today)),
        ),
    )


def _reasons(published: _T, steps: Iterable[tuple[ChangeReason, _T]]) -> tuple[ChangeReason, ...]:
    """The steps whose answer is another one than that of the step before."""
    reasons, previous = [], published
    for reason, answer in steps:
        if answer != previous:
            reasons.append(reason)
        previous = answer
    return tuple(reasons)


def _assess(inputs: EvaluationInputs, settings: Settings) -> GoalAssessment:
    """The assessment by the methods of now."""
    goal, series, as_of = inputs.goal, inputs.series, inputs.as_of
    goal_status = evaluate_goal(
        goal, inputs.metric, series, inputs.milestones, as_of=as_of, thresholds=settings.thresholds
    )
    forecast = judged = None
    if series is not None and goal.due is not None and goal.due >= as_of:
        (forecast,) = forecasts([series])
    if series is not None and series.closed:
        judged = judge_series(series, settings.variation, maybe_total=inputs.maybe_total)
    return assess_goal(goal_status, judged, forecast, as_of=as_of, chances=settings.chances)


def _answer(assessment: GoalAssessment) -> tuple[str, str]:
    return str(assessment.status), str(assessment.triage)


def _renewal(before: Series | None, now: Series | None) -> ChangeReason:
    """New figures, or only time."""
    newest = now.newest if now is not None else None
    had = before.newest if before is not None else None
    return ChangeReason.TIME if newest == had else ChangeReason.NEW_DATA


def _redefined(before: EvaluationInputs, now: EvaluationInputs) -> Series | None:
    """The earlier figures under the definition of now.

    For another series, cadence or calculation the earlier figures mean something else: then it is
    the figures of now up to that time.
    """
    if before.series is None or now.series is None:
        return before.series
    if (
        before.goal.series_key == now.goal.series_key
        and before.series.cadence is now.series.cadence
        and before.metric.calculation is now.metric.calculation
    ):
        return replace(before.series, metric=now.metric, rebased=now.series.rebased)
    if not len(before.series):
        return now.series
    return replace(now.series, closed=int((now.series.last <= before.series.last.max()).sum()))
