"""Metrics as rows with the four answers: a row for each open goal, and one where there is none."""

from __future__ import annotations

from collections.abc import Iterable

from generator.measure.alignment.metric_health import current_change
from generator.measure.assessment import GoalAssessment
from generator.measure.series import Series
from generator.model.tables import Metric
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.goal_list import reading_order
from generator.pages.metric_list import whole_series
from generator.pages.view_models import Cell, TableColumn
from generator.sentences import headings
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.goals import aim_with_date, latest
from generator.sentences.words import full_name, shortened, with_segment

#: The columns of the rows.
ANSWER_COLUMNS = (
    TableColumn(label="Metric"),
    TableColumn(label="Goal"),
    TableColumn(label="On pace?", kind="status"),
    TableColumn(label="Really changed?", kind="status"),
    TableColumn(label=headings.TODAYS_WAY, kind="status"),
    TableColumn(label=headings.ON_TIME, kind="status"),
)


def answer_rows(
    context: SiteContext, metric: Metric, assessments: Iterable[GoalAssessment], origin: str
) -> list[list[Cell]]:
    """A metric with its newest value and the answers about its open goals."""
    ordered = sorted(assessments, key=lambda one: reading_order(context, one))
    rows = [_goal_row(context, metric, one, origin) for one in ordered]
    return rows or [_row_without_goal(context, metric, origin)]


def _metric_cell(
    context: SiteContext, metric: Metric, series: Series | None, origin: str, segment: str = ""
) -> Cell:
    full = full_name(metric.name)
    return Cell(
        text=with_segment(shortened(metric.name), segment),
        href=context.links(origin).to(address.metric_page(metric.metric)),
        full=with_segment(full, segment) if full else None,
        note=latest(series, context.formats) or headings.NO_FIGURE,
    )


def _row_without_goal(context: SiteContext, metric: Metric, origin: str) -> list[Cell]:
    sign = CHANGE_BADGES[current_change(context.report, metric)]
    blank = Cell(text="")
    return [
        _metric_cell(context, metric, whole_series(context, metric), origin),
        Cell(text=headings.NO_OPEN_GOAL),
        blank,
        Cell(text=sign.word, sign=sign),
        blank,
        blank,
    ]


def _goal_row(
    context: SiteContext, metric: Metric, assessment: GoalAssessment, origin: str
) -> list[Cell]:
    goal, series = assessment.goal, context.series(assessment.goal_status)
    change, able, ahead = context.answer_cells(assessment)
    return [
        _metric_cell(context, metric, series, origin, shortened(context.segment(goal.segment))),
        Cell(
            text=aim_with_date(goal, metric, context.formats),
            href=context.links(origin).to(address.goal_page(goal.goal)),
        ),
        context.status_cell(assessment),
        change,
        able,
        ahead,
    ]
