"""Metrics in tables: with newest values, by segment, and with the answers about their goals."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from generator.measure.series import Series
from generator.model.tables import Metric
from generator.pages.context import SiteContext
from generator.pages.tables import TableColumn, data_table
from generator.sentences import headings
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.words import shortened


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
