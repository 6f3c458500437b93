"""Metrics as small tables: those a department keeps, and one by its segments."""

from __future__ import annotations

from markupsafe import Markup

from generator.measure.series import Series
from generator.model.tables import Metric
from generator.pages import links as address
from generator.pages.context import UNNAMED, SiteContext
from generator.pages.templating import component
from generator.pages.view_models import (
    Cell,
    TableColumn,
)
from generator.sentences import headings
from generator.sentences import metrics as say
from generator.sentences.words import shortened


def whole_series(context: SiteContext, metric: Metric) -> Series | None:
    """The series of a metric as a whole, where it has one."""
    return context.report.series.get((metric.metric, ""))


def metric_table(context: SiteContext, metrics: list[Metric], origin: str) -> Markup | None:
    """Metrics as a small table with their newest values; None without any."""
    if not metrics:
        return None
    links, formats = context.links(origin), context.formats
    rows = []
    for metric in metrics:
        series = whole_series(context, metric)
        fresh = context.report.freshness[metric.metric]
        rows.append(
            [
                Cell(
                    text=shortened(metric.name),
                    href=links.to(address.metric_page(metric.metric)),
                ),
                Cell(text=say.newest_value(series, formats) or "no figure"),
                Cell(text=say.newest_period(series, formats), note="late" if fresh.late else None),
                Cell(text=metric.owner or UNNAMED),
            ]
        )
    columns = [
        TableColumn(label="Metric"),
        TableColumn(label="Newest value", kind="number"),
        TableColumn(label="Period"),
        TableColumn(label="Owner"),
    ]
    return component("data_table", headings.NEWEST_VALUES, columns, rows, cells=True)


def segment_table(context: SiteContext, metric: Metric, parts: list[Series]) -> Markup:
    """A metric's newest value by segment, as a small table; the whole is named as such."""
    formats = context.formats
    rows = [
        [
            context.segment(part.segment) or "All",
            say.newest_value(part, formats) or headings.TOO_FEW_ANSWERS,
            say.newest_period(part, formats),
            _answers(part, context),
        ]
        for part in parts
    ]
    columns = [
        TableColumn(label="Segment"),
        TableColumn(label="Newest value", kind="number"),
        TableColumn(label="Period"),
        TableColumn(label=headings.ANSWERS_OR_CASES, kind="number"),
    ]
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return component("data_table", f"{shortened(metric.name)} by segment", columns, rows)


def _answers(series: Series, context: SiteContext) -> str:
    if not series.closed or not series.has_counts():
        return ""
    n = float(series.n[series.closed - 1])
    return "" if n != n else context.formats.number(n)  # noqa: PLR0124 -- NaN
