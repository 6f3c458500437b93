"""The report: every series and assessment, worked out once for all pages."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from generator.measure.assessment import (
    GoalAssessment,
    assess_goal,
    change_of,
    worsened_since,
)
from generator.measure.commentary import CommentaryIndex, index_commentary
from generator.measure.control_chart_input import JudgedSeries, judge_together
from generator.measure.forecast_window import ForecastWindow
from generator.measure.outlook import Forecast, forecasts
from generator.measure.pooling import collect_all_series
from generator.measure.series import Freshness, Series, events_by_metric, freshness
from generator.measure.status import evaluate_goal
from generator.measure.triage import ClosureReason, closed_goals
from generator.model.dataset import Dataset
from generator.model.periods import Period
from generator.model.settings import Settings
from generator.model.tables import Benchmark, Event, Goal, Metric, Milestone, SeriesKey
from generator.model.vocabulary import Change, GoalState

_R = TypeVar("_R")
_K = TypeVar("_K", bound=Hashable)


@dataclass(frozen=True, kw_only=True, eq=False)  # no slots: what is asked of it again is kept
class Report:
    """What was measured: the dataset, its series, and the assessment of each goal by its id.

    `judged_series` has every series with a closed period, `forecasts` every series with an open
    goal that is still to come due. `active_goals` lists the open goals of each series by due date,
    `milestones` those of each goal, `events` and `benchmarks` those of each metric.
    """

    dataset: Dataset
    settings: Settings
    series: Mapping[SeriesKey, Series]
    judged_series: Mapping[SeriesKey, JudgedSeries]
    forecasts: Mapping[SeriesKey, Forecast | ForecastWindow]
    assessments: Mapping[str, GoalAssessment]
    closed_goals: Mapping[str, ClosureReason]
    commentary: CommentaryIndex
    freshness: Mapping[str, Freshness]
    active_goals: Mapping[SeriesKey, Sequence[Goal]]
    milestones: Mapping[str, Sequence[Milestone]]
    events: Mapping[str, Sequence[Event]]
    benchmarks: Mapping[str, Sequence[Benchmark]]

    @cached_property
    def open_assessments(self) -> tuple[GoalAssessment, ...]:
        """The assessments of the goals that count: those that are not closed."""
        return tuple(one for key, one in self.assessments.items() if key not in self.closed_goals)

    @cached_property
    def figures_to(self) -> dt.date | None:
        """The last day of the newest closed period that a quarter of the metrics share."""
        newest = Counter(fresh.newest.last for fresh in self.freshness.values() if fresh.newest)
        shared = [day for day, count in newest.items() if count * 4 >= sum(newest.values())]
        return max(shared or newest, default=None)

    def open_by(self, column: str) -> Mapping[str, Sequence[GoalAssessment]]:
        """The assessments of the open goals by a column of theirs, if it is filled in."""
        filled = [one for one in self.open_assessments if getattr(one.goal, column)]
        return group_by(filled, lambda one: str(getattr(one.goal, column)))

    def current_change(self, metric: str, segment: str = "") -> Change:
        """Whether a metric, or a segment of it, is changing; unknown of old figures."""
        if self.freshness[metric].stale:
            return Change.UNKNOWN
        return change_of(self.judged_series.get((metric, segment)))

    def worse_since(
        self, metric: str, segment: str = "", after: dt.date | None = None
    ) -> Period | None:
        """Since when it is worse, if its last level began after a day (None: within a year)."""
        judged = self.judged_series.get((metric, segment))
        if judged is None or self.freshness[metric].stale:
            return None
        return worsened_since(judged, after=after)

    def segments_of(self, metric: str) -> tuple[Series, ...]:
        """The series of a metric's segments, without the whole."""
        return tuple(self._segments.get(metric, ()))

    @cached_property
    def _segments(self) -> Mapping[str, Sequence[Series]]:
        parts = [one for (_, segment), one in self.series.items() if segment]
        return group_by(parts, lambda part: part.metric.metric)


def measure(
    dataset: Dataset, settings: Settings, scored_before: frozenset[str] = frozenset()
) -> Report:
    """Measures everything that the pages show.

    `scored_before` are the goals that the previous edition had scored at their due date.
    """
    series = collect_all_series(dataset, settings.fiscal_year_start)
    milestones = group_by(dataset.rows(Milestone), lambda milestone: milestone.goal)
    metrics, as_of = dataset.by_id(Metric), dataset.as_of.day
    maybe = maybe_totals(dataset)
    closed_series = {key: one for key, one in series.items() if one.closed}
    asked = [(one, key[0] in maybe) for key, one in closed_series.items()]
    judged = dict(zip(closed_series, judge_together(asked, settings.variation), strict=True))
    levels = {key: one.level_start for key, one in judged.items()}
    goal_statuses = {
        goal.goal: evaluate_goal(
            goal,
            metrics[goal.metric],
            series.get(goal.series_key),
            milestones.get(goal.goal, ()),
            as_of=as_of,
            thresholds=settings.thresholds,
            level_start=levels.get(goal.series_key),
        )
        for goal in dataset.rows(Goal)
    }
    commentary = index_commentary(dataset)
    closed = closed_goals(goal_statuses, commentary, scored_before)
    active = [
        goal
        for goal in dataset.rows(Goal)
        if goal.goal not in closed and goal.state is GoalState.ACTIVE
    ]
    active.sort(key=lambda goal: (goal.due or dt.date.max, goal.goal))
    due = dict.fromkeys(goal.series_key for goal in active if goal.due and goal.due >= as_of)
    keys = [key for key in due if key in series]
    ahead = dict(zip(keys, forecasts([series[key] for key in keys]), strict=True))
    return Report(
        dataset=dataset,
        settings=settings,
        series=series,
        judged_series=judged,
        forecasts=ahead,
        assessments={
            key: assess_goal(
                goal_status,
                judged.get(goal_status.goal.series_key),
                ahead.get(goal_status.goal.series_key),
                as_of=as_of,
                chances=settings.chances,
                closed=key in closed,
            )
            for key, goal_status in goal_statuses.items()
        },
        closed_goals=closed,
        commentary=commentary,
        freshness={
            key: freshness(_newest(series, key), metric, as_of) for key, metric in metrics.items()
        },
        active_goals=group_by(active, lambda goal: goal.series_key),
        milestones=milestones,
        events=events_by_metric(dataset),
        benchmarks=group_by(dataset.rows(Benchmark), lambda mark: mark.metric),
    )


def maybe_totals(dataset: Dataset) -> frozenset[str]:
    """The metrics that may be running totals: those for which the checks ask."""
    asked = {
        (w.location.file, w.location.line)
        for w in dataset.warnings
        if w.location.column == "accumulates"
    }
    places = ((metric.metric, metric.location) for metric in dataset.rows(Metric))
    return frozenset(name for name, place in places if (place.file, place.line) in asked)


def group_by(rows: Iterable[_R], key: Callable[[_R], _K]) -> dict[_K, list[_R]]:
    """Rows in groups of one key, in their order."""
    groups: dict[_K, list[_R]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def _newest(series: Mapping[SeriesKey, Series], metric: str) -> Series | None:
    """The series that gives a metric's freshness: the whole, else its newest segment."""
    whole = series.get((metric, ""))
    if whole is not None and not whole.pooled_from:
        return whole
    parts = [part for (name, _), part in series.items() if name == metric and part.closed]
    return max(parts, key=lambda part: part.last[part.closed - 1], default=None)
