"""The comparison of an earlier edition with the report: every kind of change, by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TypeVar

from generator.measure.assessment import Change, change_of
from generator.measure.changes.causes import (
    EvaluationInputs,
    reasons_for_goal,
    reasons_for_series,
)
from generator.measure.changes.change_kinds import (
    Changes,
    MethodChange,
    StatusChange,
    Turn,
    VariationChange,
)
from generator.measure.changes.commitment_changes import commitment_changes
from generator.measure.changes.definition_changes import cell_changes
from generator.measure.changes.figure_changes import compare_figures
from generator.measure.report import Report, maybe_totals
from generator.measure.series import Series, collect_series
from generator.model.edition import Edition, EditionHistory, PublishedAssessment
from generator.model.schema import Row
from generator.model.settings import Settings
from generator.model.tables import Goal, Metric, Milestone, SeriesKey
from generator.model.vocabulary import GoalState, Status, Triage

_R = TypeVar("_R", bound=Row)

#: The settings by which figures become answers.
_METHODS = ("thresholds", "variation", "chances", "fiscal_year_start")
_RANK = {Triage.NEEDS_DECISION: 0, Triage.WATCH: 1, Triage.GOING_WELL: 2}
_TURNS = (Turn.WORSENED, Turn.IMPROVED, Turn.OTHER)
_SCORED = (Status.MET, Status.MISSED, Status.KEPT, Status.BROKEN)
_REALLY = (Change.BETTER, Change.WORSE, Change.OTHER)


def compare(report: Report, past: EditionHistory) -> Changes | None:
    """What differs from the previous edition; None where there is none to compare with."""
    before = past.previous
    if before is None:
        return None
    series = collect_series(before.dataset, before.fiscal_year_start)
    states = _states(before, series)
    goals_then, goals_now = before.dataset.by_id(Goal), report.dataset.by_id(Goal)
    metrics_then, metrics_now = before.dataset.by_id(Metric), report.dataset.by_id(Metric)
    still = [goal for key, goal in goals_now.items() if key in goals_then]
    active = {key for key, goal in goals_then.items() if goal.state is GoalState.ACTIVE}
    open_then = {key for key in active if not _judged(before, key).closed}
    replaced = {goal.replaces for goal in goals_now.values() if goal.state is GoalState.ACTIVE}
    return Changes(
        previous=before,
        as_of=report.dataset.as_of.day,
        commitment_changes=commitment_changes(report, states, past.commits),
        statuses=_statuses(report, before, states),
        variations=tuple(_variations(report, before, series)),
        figures=compare_figures(series, report.series),
        cells=tuple(cell_changes(before.dataset, report.dataset, past.commits)),
        methods=tuple(_methods(before, report.settings)),
        added=_missing_from(goals_now, goals_then),
        gone=_missing_from(goals_then, goals_now),
        dropped=tuple(
            goal for goal in still if goal.goal in active and goal.state is GoalState.DROPPED
        ),
        replaced=tuple(goal for goal in still if goal.goal in open_then and goal.goal in replaced),
        metrics_added=_missing_from(metrics_now, metrics_then),
        metrics_gone=_missing_from(metrics_then, metrics_now),
    )


def scored_before(past: EditionHistory) -> frozenset[str]:
    """The goals that the previous edition had scored at their due date."""
    if past.previous is None:
        return frozenset()
    return frozenset(key for key, one in past.previous.judged.items() if one.status in _SCORED)


def _states(before: Edition, series: Mapping[SeriesKey, Series]) -> dict[str, EvaluationInputs]:
    plans: dict[str, list[Milestone]] = {}
    for milestone in before.dataset.rows(Milestone):
        plans.setdefault(milestone.goal, []).append(milestone)
    metrics, maybe = before.dataset.by_id(Metric), maybe_totals(before.dataset)
    return {
        key: EvaluationInputs(
            goal=goal,
            metric=metrics[goal.metric],
            series=series.get(goal.series_key),
            milestones=plans.get(key, ()),
            as_of=before.dataset.as_of.day,
            maybe_total=goal.metric in maybe,
        )
        for key, goal in before.dataset.by_id(Goal).items()
        if goal.metric in metrics
    }


def _statuses(
    report: Report, before: Edition, states: Mapping[str, EvaluationInputs]
) -> tuple[StatusChange, ...]:
    """The open goals that stand elsewhere: first those that worsened, then by their pile."""
    found, maybe = [], maybe_totals(report.dataset)
    for key, was in states.items():
        assessment, then = report.assessments.get(key), before.judged.get(key)
        if assessment is None or then is None or then.closed or key in report.closed_goals:
            continue
        said = (then.status, then.pile)
        if said == (str(assessment.status), str(assessment.triage)):
            continue
        now = EvaluationInputs(
            goal=assessment.goal,
            metric=assessment.goal_status.metric,
            series=report.series.get(assessment.goal.series_key),
            milestones=report.milestones.get(key, ()),
            as_of=report.dataset.as_of.day,
            maybe_total=assessment.goal.metric in maybe,
        )
        found.append(
            StatusChange(
                goal=assessment.goal,
                before=then,
                after=assessment,
                reasons=reasons_for_goal(said, was, now, assessment, report.settings),
                direction=_turn(then, assessment.triage),
                series_before=was.series,
            )
        )
    piles = list(Triage)
    return tuple(
        sorted(
            found,
            key=lambda one: (
                _TURNS.index(one.direction),
                piles.index(one.after.triage),
                one.goal.goal,
            ),
        )
    )


def _turn(then: PublishedAssessment, now: Triage) -> Turn:
    before = next((pile for pile in Triage if pile == then.pile), Triage.CANNOT_SAY)
    if before not in _RANK or now not in _RANK or before is now:
        return Turn.OTHER
    return Turn.IMPROVED if _RANK[now] > _RANK[before] else Turn.WORSENED


def _variations(
    report: Report, before: Edition, series: Mapping[SeriesKey, Series]
) -> Iterator[VariationChange]:
    """The series of which it is told otherwise whether they have really changed."""
    were, are = maybe_totals(before.dataset), maybe_totals(report.dataset)
    for key, judged_series in report.judged_series.items():
        said, then = before.changes.get(key), series.get(key)
        if said is None or then is None or judged_series.not_judged is not None:
            continue
        now = change_of(judged_series)
        if said == now or not ({said, str(now)} & set(map(str, _REALLY))):
            continue
        yield VariationChange(
            metric=report.series[key].metric,
            segment=key[1],
            before=said,
            after=now,
            reasons=reasons_for_series(
                said, then, report.series[key], report.settings, (key[0] in were, key[0] in are)
            ),
        )


def _methods(before: Edition, settings: Settings) -> Iterator[MethodChange]:
    for name in _METHODS:
        then, now = before.settings.get(name), getattr(settings, name)
        stated = _as_stated(now)
        if isinstance(stated, dict) and isinstance(then, dict):
            for key in stated:
                if key in then and then[key] != stated[key]:
                    yield MethodChange(name=f"{name}.{key}", before=then[key], after=stated[key])
        elif then is not None and then != stated:
            yield MethodChange(name=name, before=then, after=stated)


def _as_stated(value: object) -> object:
    if is_dataclass(value):
        return {item.name: _as_stated(getattr(value, item.name)) for item in fields(value)}
    return value.value if isinstance(value, Enum) else value


def _missing_from(rows: Mapping[str, _R], others: Mapping[str, _R]) -> tuple[_R, ...]:
    return tuple(row for key, row in rows.items() if key not in others)


def _judged(edition: Edition, goal: str) -> PublishedAssessment:
    unknown = PublishedAssessment(goal=goal, status="", pile="")
    return edition.judged.get(goal, unknown)
