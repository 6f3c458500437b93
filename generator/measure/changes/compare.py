"""The comparison of an earlier edition with the report: what may be compared, and every change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any, TypeVar

import numpy as np

from generator.check.audience import keep_readable
from generator.measure.assessment import change_of
from generator.measure.changes.causes import EvaluationInputs, reasons_for_goal, reasons_for_series
from generator.measure.changes.change_kinds import (
    DEFINITIONS,
    CellChange,
    ChangeDirection,
    Changes,
    MethodChange,
    StatusChange,
    VariationChange,
    changed_columns,
)
from generator.measure.changes.commitment_changes import commitment_changes
from generator.measure.changes.figure_changes import compare_figures
from generator.measure.changes.moved_starts import moved_starts
from generator.measure.changes.rejudging import rejudge, verdicts_by_method
from generator.measure.report import Report, group_by, maybe_totals
from generator.measure.series import Series
from generator.measure.status import SCORED
from generator.measure.suppression import published, withhold
from generator.model.dataset import Dataset
from generator.model.edition import CellCommits, Edition, EditionHistory
from generator.model.schema import Row, table_of
from generator.model.settings import Settings
from generator.model.tables import Goal, Metric, Milestone, SeriesKey
from generator.model.vocabulary import Audience, Change, GoalState, Triage

_R = TypeVar("_R", bound=Row)

#: The settings by which figures become answers.
_METHODS = ("thresholds", "variation", "chances", "fiscal_year_start")
_REALLY = {Change.BETTER, Change.WORSE, Change.OTHER}


def comparable_history(past: EditionHistory, dataset: Dataset) -> EditionHistory:
    """The history without what the pages of `dataset` may not show any more.

    Rows that have become the leadership's, and groups that have become too small to publish, were
    published once; a comparison must not bring them back.
    """
    commits = {
        cell: commit for cell, commit in past.commits.items() if cell[1] in dataset.tables[cell[0]]
    }
    previous = past.previous and _comparable(past.previous, dataset)
    return replace(past, previous=previous, commits=commits)


def compare(report: Report, past: EditionHistory) -> Changes | None:
    """What differs from the previous edition; None without one."""
    before = past.previous
    if before is None:
        return None
    then = rejudge(before, report.settings)
    series = then.series
    inputs = _inputs(then.dataset, series)
    goals_then, goals_now = before.dataset.by_id(Goal), report.dataset.by_id(Goal)
    metrics_then, metrics_now = before.dataset.by_id(Metric), report.dataset.by_id(Metric)
    continued = {goal.replaces for goal in goals_now.values() if goal.state is GoalState.ACTIVE}
    # The goals that both editions have and that were active then.
    still = [
        goal
        for key, goal in goals_now.items()
        if key in goals_then and goals_then[key].state is GoalState.ACTIVE
    ]
    closed_then = {key for key, published in before.assessments.items() if published.closed}
    return Changes(
        previous=before,
        as_of=report.dataset.as_of.day,
        verdicts=tuple(verdicts_by_method(before, then)),
        commitment_changes=commitment_changes(report, inputs, past.commits),
        statuses=_status_changes(report, before, inputs),
        variations=tuple(_variation_changes(report, before, series)),
        figures=compare_figures(series, report.series),
        moved_starts=tuple(
            moved_starts(
                before.starts,
                then,
                report,
                (maybe_totals(before.dataset), maybe_totals(report.dataset)),
            )
        ),
        cells=tuple(_cell_changes(before.dataset, report.dataset, past.commits)),
        methods=tuple(_method_changes(before, report.settings)),
        added=_missing_from(goals_now, goals_then),
        gone=_missing_from(goals_then, goals_now),
        dropped=tuple(goal for goal in still if goal.state is GoalState.DROPPED),
        replaced=tuple(
            goal for goal in still if goal.goal in continued and goal.goal not in closed_then
        ),
        metrics_added=_missing_from(metrics_now, metrics_then),
        metrics_gone=_missing_from(metrics_then, metrics_now),
    )


def scored_before(past: EditionHistory) -> frozenset[str]:
    """The goals that the previous edition had scored at their due date."""
    if past.previous is None:
        return frozenset()
    return frozenset(key for key, one in past.previous.assessments.items() if one.status in SCORED)


def _inputs(dataset: Dataset, series: Mapping[SeriesKey, Series]) -> dict[str, EvaluationInputs]:
    """What each goal of a dataset is evaluated from."""
    milestones = group_by(dataset.rows(Milestone), lambda milestone: milestone.goal)
    metrics, maybe = dataset.by_id(Metric), maybe_totals(dataset)
    return {
        key: EvaluationInputs(
            goal=goal,
            metric=metrics[goal.metric],
            series=series.get(goal.series_key),
            milestones=milestones.get(key, ()),
            as_of=dataset.as_of.day,
            maybe_total=goal.metric in maybe,
        )
        for key, goal in dataset.by_id(Goal).items()
        if goal.metric in metrics
    }


def _status_changes(
    report: Report, before: Edition, inputs: Mapping[str, EvaluationInputs]
) -> tuple[StatusChange, ...]:
    """The open goals with another status or triage: the worsened first, then by triage."""
    changes, inputs_now = [], _inputs(report.dataset, report.series)
    for key, previous in inputs.items():
        assessment, then = report.assessments.get(key), before.assessments.get(key)
        if assessment is None or then is None or then.closed or key in report.closed_goals:
            continue
        published = (then.status, then.pile)
        if published == (str(assessment.status), str(assessment.triage)):
            continue
        changes.append(
            StatusChange(
                before=then,
                after=assessment,
                reasons=reasons_for_goal(
                    published, previous, inputs_now[key], assessment, report.settings
                ),
                direction=_direction(then.pile, assessment.triage),
                series_before=previous.series,
            )
        )
    directions, order = list(ChangeDirection), list(Triage)
    changes.sort(
        key=lambda change: (
            directions.index(change.direction),
            order.index(change.after.triage),
            change.after.goal.goal,
        )
    )
    return tuple(changes)


def _direction(then: str, now: Triage) -> ChangeDirection:
    order = [str(triage) for triage in Triage if triage is not Triage.CANNOT_SAY]
    if then not in order or now not in order or then == now:
        return ChangeDirection.OTHER
    improved = order.index(now) > order.index(then)
    return ChangeDirection.IMPROVED if improved else ChangeDirection.WORSENED


def _variation_changes(
    report: Report, before: Edition, series: Mapping[SeriesKey, Series]
) -> Iterator[VariationChange]:
    """The series that had changed and have not now, or the other way round."""
    maybe_then, maybe_now = maybe_totals(before.dataset), maybe_totals(report.dataset)
    for key, judged in report.judged_series.items():
        published, then = before.series_changes.get(key), series.get(key)
        if published is None or then is None or judged.not_judged is not None:
            continue
        now, metric = change_of(judged), key[0]
        if published != now and {published, now} & _REALLY:
            maybe = (metric in maybe_then, metric in maybe_now)
            yield VariationChange(
                series=judged.series,
                before=published,
                after=now,
                reasons=reasons_for_series(published, then, judged.series, report.settings, maybe),
            )


def _cell_changes(before: Dataset, now: Dataset, commits: CellCommits) -> Iterator[CellChange]:
    """Every cell of a definition that differs, in the order of tables, columns and rows."""
    for kind, columns in DEFINITIONS.items():
        name = table_of(kind).name
        then, rows = before.tables.get(name, {}), now.tables.get(name, {})
        for column in columns:
            for key, row in rows.items():
                if key in then and changed_columns(then[key], row, (column,)):
                    yield CellChange(
                        table=name,
                        key=key,
                        column=column,
                        before=getattr(then[key], column),
                        after=getattr(row, column),
                        commit=commits.get((name, key, column)),
                    )


def _method_changes(before: Edition, settings: Settings) -> Iterator[MethodChange]:
    then, now = _methods(before.settings), _methods(asdict(settings))
    for name, value in now.items():
        if name in then and then[name] != value:
            yield MethodChange(name=name, before=then[name], after=value)


def _methods(settings: Mapping[str, Any]) -> dict[str, object]:
    """The settings of methods by name; one of a group is called `thresholds.on_pace`."""
    found: dict[str, object] = {}
    for name in _METHODS:
        value = settings.get(name)
        if isinstance(value, Mapping):
            found |= {f"{name}.{key}": each for key, each in value.items()}
        elif value is not None:
            found[name] = value
    return found


def _missing_from(rows: Mapping[str, _R], others: Mapping[str, _R]) -> tuple[_R, ...]:
    return tuple(row for key, row in rows.items() if key not in others)


def _comparable(previous: Edition, dataset: Dataset) -> Edition:
    before = previous.dataset
    if dataset.hidden:
        tables = {
            name: {
                key: _hidden(row) if key in dataset.hidden.get(name, ()) else row
                for key, row in rows.items()
            }
            for name, rows in before.tables.items()
        }
        before = keep_readable(replace(before, tables=tables), Audience.ALL)
    before = _without_withheld(before, published(dataset))
    if before is previous.dataset:
        return previous
    goals, metrics = before.by_id(Goal), before.by_id(Metric)
    hidden = dataset.hidden.get("goals", frozenset())
    hidden_pages = {
        f"goals/{key}.md" for key in {*previous.assessments, *hidden} if key not in goals
    }
    # What was expected, and where levels began, also rests on the figures that are withheld now.
    unknown = _newly_withheld(previous.dataset, before)
    known = metrics.keys() - unknown
    return replace(
        previous,
        dataset=before,
        assessments={
            key: replace(one, chance=None, floor=None, period=None)
            if goals[key].metric in unknown
            else one
            for key, one in previous.assessments.items()
            if key in goals
        },
        series_changes={
            key: word for key, word in previous.series_changes.items() if key[0] in metrics
        },
        outlooks={key: one for key, one in previous.outlooks.items() if key[0] in known},
        starts={key: one for key, one in previous.starts.items() if key[0] in known},
        feed=tuple(entry for entry in previous.feed if entry.page not in hidden_pages),
    )


def _newly_withheld(published_then: Dataset, now: Dataset) -> set[str]:
    """The metrics of which a figure was published and may not be any more."""
    then = published_then.withheld or {}
    return {key[0] for key, count in (now.withheld or {}).items() if then.get(key) != count}


def _hidden(row: Row) -> Row:
    changes: dict[str, Any] = {"audience": Audience.LEADERSHIP}
    return replace(row, **changes) if hasattr(row, "audience") else row


def _without_withheld(before: Dataset, now: Dataset) -> Dataset:
    """The earlier dataset without the figures that are not published any more."""
    if not now.withheld:
        return before

    def cells(dataset: Dataset) -> list[tuple[str, str, Any]]:
        frame = dataset.measurements
        return list(zip(frame["metric"], frame["segment"], frame["last"], strict=True))

    bounds = {cell: one for cell, one in before.bounds.items() if now.bounds.get(cell) is one}
    before = replace(before, bounds=bounds) if bounds != before.bounds else before
    silent = now.measurements["value"].isna()
    withheld = {cell for cell, is_silent in zip(cells(now), silent, strict=True) if is_silent}
    rows = np.array([cell in withheld for cell in cells(before)], dtype=np.bool_)
    rows &= before.measurements["value"].notna().to_numpy()
    return withhold(before, rows) if rows.any() else before
