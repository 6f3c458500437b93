"""Rejudging: what the methods of now say of the data of an earlier edition.

Where that differs from what the edition published, the method alone made the difference: its rules
in the generator, or the settings of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.measure.assessment import change_of
from generator.measure.changes.change_kinds import GoalVerdict, SeriesVerdict
from generator.measure.report import Report, measure
from generator.model.edition import Edition
from generator.model.settings import Settings
from generator.model.tables import Goal, Metric


def rejudge(before: Edition, settings: Settings) -> Report:
    """The data of an edition, measured by the methods of now.

    A goal whose metric the edition's reader had to leave out is left out too.
    """
    dataset = before.dataset
    metrics, goals = dataset.by_id(Metric), dataset.tables.get("goals", {})
    kept = {key: goal for key, goal in dataset.by_id(Goal).items() if goal.metric in metrics}
    if len(kept) < len(goals):
        dataset = replace(dataset, tables={**dataset.tables, "goals": kept})
    return measure(dataset, replace(settings, fiscal_year_start=before.fiscal_year_start))


def verdicts_by_method(before: Edition, then: Report) -> Iterator[GoalVerdict | SeriesVerdict]:
    """The published verdicts on open goals and on series that `then` gives otherwise."""
    for key, published in before.assessments.items():
        one = then.assessments.get(key)
        if one is None or published.closed or key in then.closed_goals:
            continue
        likelihood = one.outlook.likelihood or ""
        answers = (one.status.value, one.triage.value, str(likelihood))
        if answers != (published.status, published.pile, published.likelihood):
            yield GoalVerdict(before=published, after=one)
    for series_key, change in before.series_changes.items():
        judged = then.judged_series.get(series_key)
        if judged is not None and change_of(judged) != change:
            yield SeriesVerdict(series=judged.series, before=change, after=change_of(judged))
