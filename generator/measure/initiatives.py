"""Initiatives: what has changed in their goals since they began, by the rules of variation.

A change after the start is not a change because of it: what else happened is listed too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.measure.assessment import (
    GoalAssessment,
    claimed_change,
)
from generator.measure.commentary import about_goal
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.report import Report
from generator.measure.series import Series
from generator.model.periods import Period
from generator.model.schema import Subject
from generator.model.tables import Commentary, Event, Initiative, Segment
from generator.model.vocabulary import Better, Change
from generator.model.wording import folded


class Evidence(StrEnum):
    """What can be said of a goal since an initiative for it began."""

    BETTER = "better"
    WORSE = "worse"
    OTHER = "other"
    BEFORE = "before"
    NONE = "none"
    TOO_SOON = "too-soon"
    NOT_BEGUN = "not-begun"
    UNKNOWN = "unknown"


#: What a claim says since the start.
_EVIDENCE = {
    Change.BETTER: Evidence.BETTER,
    Change.WORSE: Evidence.WORSE,
    Change.OTHER: Evidence.OTHER,
    Change.UNKNOWN: Evidence.UNKNOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """What can be said of a series since a day.

    `before` is the index in the series of the last closed period before that day (None: there is
    none). `change` is the one that is claimed, since the period `since`: the newest level's first
    one, or the claim's if that is older than the day. A first sign is no evidence.
    """

    evidence: Evidence
    before: int | None = None
    change: Change = Change.UNKNOWN
    since: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Effect(Aftermath):
    """One goal of an initiative since its start.

    `events` about the metric and `other_initiatives` for it ran after the start too.
    """

    initiative: Initiative
    assessment: GoalAssessment
    series: Series | None
    events: tuple[Event, ...] = ()
    other_initiatives: tuple[Initiative, ...] = ()


def effects(report: Report, initiative: Initiative) -> tuple[Effect, ...]:
    """The effect on each goal of an initiative, in the order in which it names them."""
    return tuple(
        _effect(report, initiative, report.assessments[key])
        for key in dict.fromkeys(initiative.goals)
    )


_WITHOUT_FIGURES = (Evidence.TOO_SOON, Evidence.NOT_BEGUN, Evidence.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BeforeAndNow:
    """A series at the last closed period before a start, and at its newest.

    `worse`: it has worsened since the start.
    """

    series: Series
    before: float
    now: float
    worse: bool


def before_and_beside(report: Report, effect: Effect) -> tuple[BeforeAndNow, ...]:
    """The series of a goal before the start and now, then those of its dimension's other segments.

    Those are not what the initiative is for. A series without a figure before and since is left
    out, and so are all where that of the goal has none.
    """
    start, goal = effect.initiative.start, effect.assessment.goal
    if start is None or effect.before is None or effect.evidence in _WITHOUT_FIGURES:
        return ()
    dimensions = {key: one.dimension for key, one in report.dataset.by_id(Segment).items()}
    mine = dimensions.get(goal.segment or "")
    others = [
        part
        for part in report.segments_of(goal.metric)
        if mine and part.segment != goal.segment and dimensions.get(part.segment) == mine
    ]
    every = [report.series[goal.series_key], *others]
    return tuple(
        BeforeAndNow(
            series=one,
            before=float(one.closed_values[one.ended_before(start) - 1]),
            now=float(one.closed_values[-1]),
            worse=since_day(
                one,
                report.judged_series.get((goal.metric, one.segment)),
                start,
                effect.assessment.goal_status.better,
                stale=effect.assessment.goal_status.fresh.stale,
            ).evidence
            is Evidence.WORSE,
        )
        for one in every
        if 0 < one.ended_before(start) < one.closed
    )


def decision_about(initiative: Initiative, asked: Iterable[Commentary]) -> Commentary | None:
    """The first of some requests about an initiative, or for its day about a goal of it."""
    own = Subject(kind="initiative", key=initiative.initiative)
    goals = {about_goal(goal) for goal in initiative.goals}
    return next(
        (
            one
            for one in asked
            if one.about == own or (one.about in goals and one.due == initiative.decision_date)
        ),
        None,
    )


def has_ended(initiative: Initiative, as_of: dt.date) -> bool:
    """Whether an initiative is over."""
    return initiative.end is not None and initiative.end < as_of


def _effect(report: Report, initiative: Initiative, assessment: GoalAssessment) -> Effect:
    goal, start = assessment.goal, initiative.start
    series, judged = report.series.get(goal.series_key), assessment.judged_series
    effect = Effect(
        initiative=initiative,
        assessment=assessment,
        series=series,
        evidence=Evidence.NOT_BEGUN,
    )
    if start is None or start > report.dataset.as_of.day:
        return effect
    stale, better = assessment.goal_status.fresh.stale, assessment.goal_status.better
    aftermath = since_day(series, judged, start, better, stale=stale)
    return replace(
        effect,
        evidence=aftermath.evidence,
        before=aftermath.before,
        change=aftermath.change,
        since=aftermath.since,
        events=_events(report, initiative, start, goal.metric),
        other_initiatives=_others(report, initiative, start, goal.metric),
    )


def since_day(
    series: Series | None,
    judged: JudgedSeries | None,
    start: dt.date,
    better: Better = Better.NEITHER,
    *,
    stale: bool,
) -> Aftermath:
    """What has changed in a series since a day; `better` as with `claimed_change`."""
    ended = min(series.ended_before(start), series.closed) if series is not None else 0
    change = claimed_change(judged, better)
    since, moved = _began(judged, start)
    if series is None or not series.closed or stale:
        evidence = Evidence.UNKNOWN
    elif ended == series.closed:
        evidence = Evidence.TOO_SOON
    elif since is not None and not moved:
        evidence = Evidence.BEFORE
    else:
        evidence = _EVIDENCE.get(change, Evidence.NONE)
    before = ended - 1 if ended else None
    return Aftermath(evidence=evidence, before=before, change=change, since=since)


def _began(judged: JudgedSeries | None, start: dt.date) -> tuple[Period | None, bool]:
    """Since when it has changed, and whether its newest level began with the start or later."""
    if judged is None or judged.claim is None:
        since = judged.signal_since if judged is not None and judged.levels is None else None
        return since, since is not None and since.last >= start
    newest = judged.period(judged.claim.last_start)
    if newest.last >= start:
        return newest, True
    return judged.period(judged.claim.since), False


def _events(
    report: Report, initiative: Initiative, start: dt.date, metric: str
) -> tuple[Event, ...]:
    """The events about a metric since a start, but for the start itself as an event."""
    name = folded(initiative.name)
    return tuple(
        event
        for event in report.events.get(metric, ())
        if start <= event.date <= report.dataset.as_of.day and folded(event.title) != name
    )


def _others(
    report: Report, initiative: Initiative, start: dt.date, metric: str
) -> tuple[Initiative, ...]:
    """The other initiatives for a goal on a metric that ran since a start."""
    day = report.dataset.as_of.day
    return tuple(
        other
        for other in report.dataset.rows(Initiative)
        if other is not initiative
        and any(report.assessments[key].goal.metric == metric for key in other.goals)
        and other.start is not None
        and other.start <= day
        and (other.end is None or other.end >= start)
    )
