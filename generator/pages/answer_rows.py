"""Metrics as rows with the four answers: a row for each open goal, and one where there is none."""

from __future__ import annotations

from collections.abc import Iterable

from generator.measure.alignment.condition import current_change
from generator.measure.answers import Answers
from generator.measure.series import Series
from generator.model.tables import Metric
from generator.pages import links as address
from generator.pages.book import Book
from generator.pages.goal_list import reading_order
from generator.pages.metric_list import whole_series
from generator.pages.parts import Cell, Column
from generator.sentences.answers import CHANGE_SIGNS
from generator.sentences.goals import aim_with_date, latest
from generator.sentences.words import full_name, shortened, with_segment

#: The columns of the rows.
ANSWER_COLUMNS = (
    Column(label="Metric"),
    Column(label="Goal"),
    Column(label="On pace?", kind="status"),
    Column(label="Really changed?", kind="status"),
    Column(label="Could today's way get there?", kind="status"),
    Column(label="There on time?", kind="status"),
)


def answer_rows(
    book: Book, metric: Metric, answers: Iterable[Answers], origin: str
) -> list[list[Cell]]:
    """A metric with its newest value and the answers about its open goals."""
    ordered = sorted(answers, key=lambda one: reading_order(book, one))
    rows = [_goal_row(book, metric, one, origin) for one in ordered]
    return rows or [_row_without_goal(book, metric, origin)]


def _metric_cell(
    book: Book, metric: Metric, series: Series | None, origin: str, segment: str = ""
) -> Cell:
    full = full_name(metric.name)
    return Cell(
        text=with_segment(shortened(metric.name), segment),
        href=book.links(origin).to(address.metric_page(metric.metric)),
        full=with_segment(full, segment) if full else None,
        note=latest(series, book.formats) or "no figure yet",
    )


def _row_without_goal(book: Book, metric: Metric, origin: str) -> list[Cell]:
    sign = CHANGE_SIGNS[current_change(book.report, metric)]
    blank = Cell(text="")
    return [
        _metric_cell(book, metric, whole_series(book, metric), origin),
        Cell(text="No open goal"),
        blank,
        Cell(text=sign.word, sign=sign),
        blank,
        blank,
    ]


def _goal_row(book: Book, metric: Metric, answers: Answers, origin: str) -> list[Cell]:
    goal, series = answers.goal, book.series(answers.standing)
    change, able, ahead = book.answer_cells(answers)
    return [
        _metric_cell(book, metric, series, origin, shortened(book.segment(goal.segment))),
        Cell(
            text=aim_with_date(goal, metric, book.formats),
            href=book.links(origin).to(address.goal_page(goal.goal)),
        ),
        book.status_cell(answers),
        change,
        able,
        ahead,
    ]
