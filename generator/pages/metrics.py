"""Metrics: the index that can be sorted and filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.measure.assessment import change_of
from generator.model.tables import Department, Metric
from generator.model.vocabulary import Change
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.goal_list import change_cell
from generator.pages.metric_list import period_cell, value_cell
from generator.pages.page import Fragment, Page
from generator.pages.tables import (
    BLANK_CELL,
    Cell,
    Filter,
    TableColumn,
    department_filter,
    index,
    link_cell,
    used_options,
)
from generator.sentences import headings
from generator.sentences import metrics as say
from generator.sentences.accuracy import false_alarms
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.words import (
    KIND_NAMES,
    LONGEST_IN_LIST,
    full_name,
    shortened,
)


def metrics_page(context: SiteContext) -> Page:
    """All metrics."""
    freshness = context.report.freshness
    return context.section(
        address.METRICS,
        sentence=say.metrics_sentence(freshness.values()),
        first_signs=say.first_signs_sentence(
            [context.report.current_change(metric) for metric in freshness],
            false_alarms(context.report.settings.variation, context.formats)["false_alarms"],
        ),
        table=Fragment("/metrics", _index(context) if freshness else ""),
    )


def _index(context: SiteContext) -> str:
    metrics, goals = context.report.dataset.rows(Metric), Counter[str]()
    goals.update(assessment.goal.metric for assessment in context.report.open_assessments)
    columns: list[TableColumn[Metric]] = [
        TableColumn("Metric", lambda metric: _name_cell(context, metric)),
        TableColumn(
            "Newest value",
            lambda metric: value_cell(context, context.whole_series(metric.metric)),
            kind="number",
        ),
        TableColumn("Period", lambda metric: period_cell(context, metric), kind="date"),
        TableColumn(headings.CHANGING, lambda metric: _change_cell(context, metric), kind="status"),
        TableColumn(
            "Department",
            lambda metric: link_cell(context.department_link(metric.department, address.METRICS)),
        ),
        TableColumn("Owner", lambda metric: shortened(metric.owner or "")),
        TableColumn("Goals", lambda metric: str(goals[metric.metric] or ""), kind="number"),
    ]
    filters = _filters(context, metrics)
    return index("metrics-list", headings.METRICS_TABLE, columns, metrics, filters, "metric")


def _filters(context: SiteContext, metrics: Sequence[Metric]) -> list[Filter[Metric]]:
    changes = {_change(context, metric) for metric in metrics}
    kinds = {metric.kind for metric in metrics if metric.kind}
    changed = {change: badge.word for change, badge in CHANGE_BADGES.items()}
    return [
        department_filter(
            context.report.dataset.rows(Department),
            {metric.department for metric in metrics},
            lambda metric: metric.department,
        ),
        Filter(
            "kind",
            "Looks at",
            "Everything",
            lambda metric: str(metric.kind or "none"),
            used_options(KIND_NAMES, kinds),
        ),
        Filter(
            "change",
            "Show",
            "All",
            lambda metric: str(_change(context, metric)),
            used_options(changed, changes),
            kind="chips",
        ),
    ]


def _change(context: SiteContext, metric: Metric) -> Change:
    return change_of(context.report.judged_series.get((metric.metric, "")))


def _name_cell(context: SiteContext, metric: Metric) -> Cell:
    name = shortened(metric.name, LONGEST_IN_LIST)
    return Cell(
        name,
        full=full_name(metric.name, LONGEST_IN_LIST),
        href=context.links(address.METRICS).to(address.page_of("metric", metric.metric)),
        sort=name.casefold(),
    )


def _change_cell(context: SiteContext, metric: Metric) -> Cell:
    """A metric's change; nothing is said of now if the newest figure is too old."""
    stale = context.report.freshness[metric.metric].stale
    return BLANK_CELL if stale else change_cell(_change(context, metric))
