"""Tables that changed: definitions, owners and directions, and metrics that came or went."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.measure.changes.kinds import CellChange, Changes
from generator.model.tables import Department, Goal, Metric, Objective
from generator.pages.book import Book
from generator.pages.changes.goals import about_goal
from generator.pages.changes.items import ChangeItem, Part, joined, owned
from generator.pages.links import OBJECTIVES, department_page, metric_page
from generator.sentences.changes import moved, told
from generator.sentences.words import shortened


def cell_items(book: Book, changes: Changes) -> Iterator[ChangeItem]:
    """The cells of tables that say something else."""
    about: dict[str, Callable[[Book, CellChange], ChangeItem]] = {
        "goals": _goal_cell,
        "metrics": _metric_cell,
        "objectives": _objective_cell,
        "departments": _department_cell,
    }
    for change in changes.cells:
        yield about[change.table](book, change)


def _goal_cell(book: Book, change: CellChange) -> ChangeItem:
    goal = book.report.dataset.by_id(Goal)[change.key]
    return about_goal(
        book,
        goal,
        part=Part.MEANING,
        headline=told.cell_label(change),
        sentence=_cell_sentence(book, change),
    )


def _metric_cell(book: Book, change: CellChange) -> ChangeItem:
    metric = book.report.dataset.by_id(Metric)[change.key]
    return ChangeItem(
        part=Part.MEANING,
        title=shortened(metric.name),
        headline=told.cell_label(change),
        sentence=_cell_sentence(book, change),
        target=metric_page(metric.metric),
        metric=metric.metric,
        department=metric.department,
    )


def _objective_cell(book: Book, change: CellChange) -> ChangeItem:
    objective = book.report.dataset.by_id(Objective)[change.key]
    return ChangeItem(
        part=Part.MEANING,
        title=shortened(objective.name),
        headline=told.cell_label(change),
        sentence=_cell_sentence(book, change),
        target=OBJECTIVES,
        anchor=change.key,
    )


def _department_cell(book: Book, change: CellChange) -> ChangeItem:
    department = book.report.dataset.by_id(Department)[change.key]
    return ChangeItem(
        part=Part.MEANING,
        title=shortened(department.name),
        headline=told.cell_label(change),
        sentence=_cell_sentence(book, change),
        target=department_page(change.key),
        department=change.key,
    )


def _cell_sentence(book: Book, change: CellChange) -> str:
    """What a cell says, in the names that readers know."""
    dataset = book.report.dataset
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
        return known.get(str(value)) or told.plain_value(value)

    return joined(told.cell_sentence(change, named), moved.committed(change.commit))


def metric_items(changes: Changes) -> Iterator[ChangeItem]:
    """The metrics that came and went."""
    for metrics, said, there in (
        (changes.metrics_gone, "It is no longer in the tables, nor are its figures.", False),
        (changes.metrics_added, "It is new.", True),
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
