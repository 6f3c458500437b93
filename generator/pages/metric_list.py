"""Metrics in tables: with newest values, by segment, and with the answers about their goals."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from generator.measure.series import Series
from generator.model.tables import Metric
from generator.pages.context import SiteContext
from generator.pages.tables import Cell, TableColumn, data_table
from generator.sentences import headings
from generator.sentences.goal_figures import GoalFigure
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.words import shortened


def value_cell(
    context: SiteContext,
    series: Series | None,
    note: str | None = None,
    figure: GoalFigure | None = None,
) -> Cell:
    """The newest value of a series as a cell, or the figure of a goal."""
    text = figure.value if figure else newest_value(series, context.formats)
    value = series.value[series.closed - 1] if series is not None and series.closed else None
    value = figure.number if figure else value
    return Cell(text or "no figure", note=note, sort="" if value is None else f"{value:.12g}")


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
    if not series.closed or not series.metric.is_counted:
        return ""
    n = float(series.n[series.closed - 1])
    return "" if n != n else context.formats.number(n)  # noqa: PLR0124 -- NaN
