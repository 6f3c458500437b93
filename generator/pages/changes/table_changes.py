"""Tables that changed: definitions, owners and directions, and metrics that came or went."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.measure.changes.change_kinds import CellChange, Changes
from generator.model.tables import Department, Goal, Metric, Objective
from generator.pages.changes.change_items import ChangeItem, joined, owned
from generator.pages.changes.goal_changes import about_goal
from generator.pages.context import SiteContext
from generator.pages.links import OBJECTIVES, department_page, metric_page
from generator.sentences import headings
from generator.sentences.changes import change_sentences, commitment_changes
from generator.sentences.headings import Part
from generator.sentences.words import shortened


def cell_items(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    """The cells of tables that say something else."""
    about: dict[str, Callable[[SiteContext, CellChange], ChangeItem]] = {
        "goals": _goal_cell,
        "metrics": _metric_cell,
        "objectives": _objective_cell,
        "departments": _department_cell,
    }
    for change in changes.cells:
        yield about[change.table](context, change)


def _goal_cell(context: SiteContext, change: CellChange) -> ChangeItem:
    goal = context.report.dataset.by_id(Goal)[change.key]
    return about_goal(
        context,
        goal,
        part=Part.MEANING,
        headline=change_sentences.cell_label(change),
        sentence=_cell_sentence(context, change),
    )


def _metric_cell(context: SiteContext, change: CellChange) -> ChangeItem:
    metric = context.report.dataset.by_id(Metric)[change.key]
    return ChangeItem(
        part=Part.MEANING,
        title=shortened(metric.name),
        headline=change_sentences.cell_label(change),
        sentence=_cell_sentence(context, change),
        target=metric_page(metric.metric),
        metric=metric.metric,
        department=metric.department,
    )


def _objective_cell(context: SiteContext, change: CellChange) -> ChangeItem:
    objective = context.report.dataset.by_id(Objective)[change.key]
    return ChangeItem(
        part=Part.MEANING,
        title=shortened(objective.name),
        headline=change_sentences.cell_label(change),
        sentence=_cell_sentence(context, change),
        target=OBJECTIVES,
        anchor=change.key,
    )


def _department_cell(context: SiteContext, change: CellChange) -> ChangeItem:
    department = context.report.dataset.by_id(Department)[change.key]
    return ChangeItem(
        part=Part.MEANING,
        title=shortened(department.name),
        headline=change_sentences.cell_label(change),
        sentence=_cell_sentence(context, change),
        target=department_page(change.key),
        department=change.key,
    )


def _cell_sentence(context: SiteContext, change: CellChange) -> str:
    """What a cell says, in the names that readers know."""
    dataset = context.report.dataset
    known: dict[str, str] = {}
    if change.column in ("metric", "guardrails", "outcome_metric"):
        known = {key: metric.name for key, metric in dataset.by_id(Metric).items()}
    elif change.column in ("department", "customers"):
        known = {key: one.name for key, one in dataset.by_id(Department).items()}
    elif change.column == "objective":
        known = {key: one.name for key, one in dataset.by_id(Objective).items()}

    def named(value: object) -> str:
        if isinstance(value, tuple):
            return ", ".join(map(named, value))
        return known.get(str(value)) or change_sentences.plain_value(value)

    return joined(
        change_sentences.cell_sentence(change, named), commitment_changes.committed(change.commit)
    )


def metric_items(changes: Changes) -> Iterator[ChangeItem]:
    """The metrics that came and went."""
    for metrics, said, there in (
        (changes.metrics_gone, headings.METRIC_GONE, False),
        (changes.metrics_added, headings.IS_NEW, True),
    ):
        for metric in metrics:
            yield ChangeItem(
                part=Part.METRICS,
                title=shortened(metric.name),
                headline="The metric",
                sentence=joined(said, owned(metric.owner)),
                target=metric_page(metric.metric) if there else "",
                metric=metric.metric,
                department=metric.department if there else "",
            )
