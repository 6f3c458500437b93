"""Metrics: all of them as rows that can be sorted, filtered and grouped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup

from generator.measure.assessment import FIRST_SIGNS
from generator.measure.report import group_by
from generator.model.tables import Department, Metric
from generator.model.vocabulary import Change
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.goal_list import in_reading_order
from generator.pages.page import Fragment, Page
from generator.pages.row_groups import divided, group_list, group_pages
from generator.pages.rows import ListRow, RowGroup, metric_row, row_index
from generator.pages.tables import Filter, Option, department_filter
from generator.sentences import headings
from generator.sentences import metrics as say

#: The groups in the order in which they are read; a first sign of any kind is in one of its own.
_GROUPS: Mapping[str, Sequence[Change]] = {
    headings.WORSENED: (Change.WORSE,),
    headings.IMPROVED: (Change.BETTER,),
    headings.OTHERWISE: (Change.OTHER,),
    headings.FIRST_SIGN: FIRST_SIGNS,
    headings.STEADY: (Change.NONE,),
    headings.CANNOT_BE_TOLD: (Change.UNKNOWN,),
}


def metrics_pages(context: SiteContext) -> Iterator[Page]:
    """All metrics, those that have worsened first; of very many the departments, each a page."""
    metrics = context.report.dataset.rows(Metric)
    groups = divided(metrics, lambda metric: metric.department)
    shown = _rows(context, address.METRICS, metrics) if metrics and not groups else ""
    if groups:
        change = _filters(context, metrics)[-1]
        shown = group_list(context, address.METRICS, "metric", groups, change)
    headline = partial(_headline, context)
    table = Fragment("/metrics", shown)
    yield context.section(address.METRICS, sentence=headline(metrics), table=table)
    yield from group_pages(context, address.METRICS, groups, headline, partial(_rows, context))


def _headline(context: SiteContext, metrics: Sequence[Metric]) -> str:
    report, keys = context.report, [metric.metric for metric in metrics]
    changes = [report.current_change(key) for key in keys]
    return say.metrics_headline(changes, [report.freshness[key] for key in keys])


def _rows(context: SiteContext, origin: str, metrics: Sequence[Metric]) -> Markup:
    """Metrics as rows by their change."""
    filters = _filters(context, metrics)
    goals = group_by(
        (one for one in context.report.open_assessments if not one.goal.segment),
        lambda one: one.goal.metric,
    )
    rows: dict[str, list[ListRow]] = {name: [] for name in _GROUPS}
    for metric in metrics:
        own = in_reading_order(context, goals.get(metric.metric, ()))
        first = own[0] if own else None
        rows[_group(context, metric)].append(
            metric_row(context, metric, origin, assessment=first, filters=filters)
        )
    shown = [
        RowGroup(rows=own, key=_GROUPS[name][0], head=name) for name, own in rows.items() if own
    ]
    groupings = [
        Option("change", "change"),
        *(Option(one.key, one.label.lower()) for one in filters if one.kind == "select"),
        Option("owner", "owner"),
        Option("none", "nothing"),
    ]
    caption = headings.METRICS_TABLE
    return row_index("metrics-list", caption, shown, filters, groupings, "metric")


def _filters(context: SiteContext, metrics: Sequence[Metric]) -> list[Filter[Metric]]:
    report = context.report
    groups = Counter(_group(context, metric) for metric in metrics)
    return [
        department_filter(
            report.dataset.rows(Department),
            {metric.department for metric in metrics},
            lambda metric: metric.department,
        ),
        Filter(
            "change",
            "Show",
            "All",
            lambda metric: str(_GROUPS[_group(context, metric)][0]),
            [
                Option(changes[0], name, count=groups[name])
                for name, changes in _GROUPS.items()
                if groups[name]
            ],
            kind="chips",
        ),
    ]


def _group(context: SiteContext, metric: Metric) -> str:
    change = context.report.current_change(metric.metric)
    return next(name for name, changes in _GROUPS.items() if change in changes)
