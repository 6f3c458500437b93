"""Metrics in tables: with newest values, by segment, and with the answers about their goals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.measure.assessment import GoalAssessment
from generator.measure.series import Series
from generator.model.tables import Metric
from generator.pages.context import SiteContext
from generator.pages.goal_list import (
    answer_cells,
    answer_columns,
    change_cell,
    in_reading_order,
)
from generator.pages.links import page_of
from generator.pages.subjects import row_link
from generator.pages.tables import BLANK_CELL, Cell, TableColumn, data_table, link_cell
from generator.sentences import headings
from generator.sentences.goal_figures import GoalFigure
from generator.sentences.goals import aim_with_date, newest_told
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.words import full_name, shortened, with_segment


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricAnswer:
    """A metric and one open goal on it, None without one; `role` is what the metric is here."""

    metric: Metric
    assessment: GoalAssessment | None
    role: str = ""


def metric_table(context: SiteContext, metrics: Sequence[Metric], origin: str) -> Markup:
    """Metrics as a small table with their newest values; blank without any."""
    if not metrics:
        return Markup("")
    columns: list[TableColumn[Metric]] = [
        TableColumn("Metric", lambda metric: link_cell(row_link(context, metric, origin))),
        TableColumn(
            "Newest value",
            lambda metric: value_cell(context, context.whole_series(metric.metric)),
            kind="number",
        ),
        TableColumn("Period", lambda metric: period_cell(context, metric)),
        TableColumn("Owner", lambda metric: metric.owner or headings.NO_OWNER),
    ]
    return data_table(headings.NEWEST_VALUES, columns, metrics)


def value_cell(
    context: SiteContext,
    series: Series | None,
    note: str | None = None,
    figure: GoalFigure | None = None,
) -> Cell:
    """The newest value of a series as a cell, or the figure of a goal."""
    text = figure.value if figure else newest_value(series, context.formats)
    has_value = series is not None and series.closed and not series.newest_bound
    value = series.value[series.closed - 1] if series is not None and has_value else None
    value = figure.number if figure else value
    return Cell(text or "no figure", note=note, sort="" if value is None else f"{value:.12g}")


def period_cell(context: SiteContext, metric: Metric) -> Cell:
    """The newest period of a metric as a cell, with a note if the next one is late."""
    series = context.whole_series(metric.metric)
    newest = series.newest if series is not None else None
    if series is not None and series.newest_bound:
        newest = series.newest_bound[0]
    return Cell(
        newest_period(series, context.formats),
        note="late" if context.report.freshness[metric.metric].late else None,
        sort=newest.last.isoformat() if newest else "",
    )


def segment_table(context: SiteContext, metric: Metric, parts: Sequence[Series]) -> Markup:
    """A metric's newest value by segment, as a small table; the whole is named as such."""
    formats = context.formats
    columns: list[TableColumn[Series]] = [
        TableColumn(
            "Segment", lambda part: context.report.dataset.segment_name(part.segment) or "All"
        ),
        TableColumn(
            "Newest value",
            lambda part: newest_value(part, formats) or headings.TOO_FEW_ANSWERS,
            kind="number",
        ),
        TableColumn("Period", lambda part: newest_period(part, formats)),
    ]
    answers = {part.segment: _answers(context, part) for part in parts}
    if any(answers.values()):
        label = headings.ANSWERS_OR_CASES
        columns.append(TableColumn(label, lambda part: answers[part.segment], kind="number"))
    return data_table(f"{shortened(metric.name)} by segment", columns, parts)


def _answers(context: SiteContext, series: Series) -> str:
    if not series.closed or series.newest_bound or not series.metric.is_counted:
        return ""
    n = float(series.n[series.closed - 1])
    return "" if n != n else context.formats.number(n)  # noqa: PLR0124 -- NaN


def metric_answers(
    context: SiteContext, metric: Metric, assessments: Iterable[GoalAssessment], role: str = ""
) -> list[MetricAnswer]:
    """A metric once for each of its open goals, in reading order, and once without any."""
    ordered: list[GoalAssessment | None] = [*in_reading_order(context, assessments)]
    return [
        MetricAnswer(metric=metric, assessment=assessment, role=role)
        for assessment in ordered or [None]
    ]


def answer_table(
    context: SiteContext, caption: str, answers: Sequence[MetricAnswer], origin: str
) -> Markup:
    """Metrics with their newest values and the answers about their goals; blank without any."""
    if not answers:
        return Markup("")
    columns: list[TableColumn[MetricAnswer]] = [
        TableColumn("Metric", lambda answer: _metric_cell(context, answer, origin)),
        TableColumn("Goal", lambda answer: _goal_cell(context, answer, origin)),
        *answer_columns(lambda answer: _answer_cells(context, answer)),
    ]
    if any(answer.role for answer in answers):
        columns.insert(0, TableColumn("Side", lambda answer: Cell(answer.role)))
    return data_table(caption, columns, answers, even=True)


def _metric_cell(context: SiteContext, answer: MetricAnswer, origin: str) -> Cell:
    metric, segment, series = answer.metric, "", context.whole_series(answer.metric.metric)
    if answer.assessment is not None:
        segment = shortened(context.report.dataset.segment_name(answer.assessment.goal.segment))
        series = context.series(answer.assessment.goal_status)
    full = full_name(metric.name)
    return Cell(
        with_segment(shortened(metric.name), segment),
        href=context.links(origin).to(page_of("metric", metric.metric)),
        full=with_segment(full, segment) if full else None,
        note=newest_told(series, context.formats) or headings.NO_FIGURE,
    )


def _goal_cell(context: SiteContext, answer: MetricAnswer, origin: str) -> Cell:
    if answer.assessment is None:
        return Cell(headings.NO_OPEN_GOAL)
    goal = answer.assessment.goal
    return Cell(
        aim_with_date(goal, answer.metric, context.formats),
        href=context.links(origin).to(page_of("goal", goal.goal)),
    )


def _answer_cells(context: SiteContext, answer: MetricAnswer) -> tuple[Cell, ...]:
    """The four answers; without a goal only whether the metric is changing."""
    if answer.assessment is not None:
        return answer_cells(context, answer.assessment)
    change = context.report.current_change(answer.metric.metric)
    return BLANK_CELL, change_cell(change), BLANK_CELL, BLANK_CELL
