"""The measured report: every series and standing, worked out once for all pages."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from generator.measure.piles import closed_goals
from generator.measure.series import Freshness, Series, collect_series, freshness
from generator.measure.status import Standing, judge
from generator.model.dataset import Dataset
from generator.model.settings import Settings
from generator.model.tables import Goal, Metric, Milestone


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Report:
    """What was measured: the dataset, its series by (metric, segment), standings by goal."""

    dataset: Dataset
    settings: Settings
    series: Mapping[tuple[str, str], Series]
    standings: Mapping[str, Standing]
    closed: frozenset[str]
    fresh: Mapping[str, Freshness]

    @property
    def open_standings(self) -> tuple[Standing, ...]:
        """The standings of the goals that count: neither dropped nor replaced."""
        return tuple(s for key, s in self.standings.items() if key not in self.closed)

    @property
    def figures_to(self) -> dt.date | None:
        """The last day of the newest closed period that a quarter of the metrics share."""
        newest = Counter(fresh.newest.last for fresh in self.fresh.values() if fresh.newest)
        shared = [day for day, count in newest.items() if count * 4 >= sum(newest.values())]
        return max(shared or newest, default=None)

    def segments_of(self, metric: str) -> tuple[Series, ...]:
        """The series of a metric's segments, the whole left out."""
        return tuple(s for (name, key), s in self.series.items() if name == metric and key)


def measure(dataset: Dataset, settings: Settings) -> Report:
    """Measures everything that the pages say."""
    series = collect_series(dataset, settings.fiscal_year_start)
    plans: dict[str, list[Milestone]] = {}
    for milestone in dataset.rows(Milestone):
        plans.setdefault(milestone.goal, []).append(milestone)
    metrics = dataset.by_id(Metric)
    day = dataset.as_of.day
    standings = {
        goal.goal: judge(
            goal,
            metrics[goal.metric],
            series.get((goal.metric, goal.segment or "")),
            plans.get(goal.goal, ()),
            as_of=day,
            thresholds=settings.thresholds,
        )
        for goal in dataset.rows(Goal)
    }
    fresh = {
        name: freshness(_newest(series, name), metric, day) for name, metric in metrics.items()
    }
    return Report(
        dataset=dataset,
        settings=settings,
        series=series,
        standings=standings,
        closed=closed_goals(standings),
        fresh=fresh,
    )


def _newest(series: Mapping[tuple[str, str], Series], metric: str) -> Series | None:
    """The series by which a metric's freshness is told: the whole, else its newest segment."""
    whole = series.get((metric, ""))
    if whole is not None:
        return whole
    parts = [part for (name, _), part in series.items() if name == metric and part.closed]
    return max(parts, key=lambda part: part.last[part.closed - 1], default=None)
