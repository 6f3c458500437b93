"""Metrics: all of them as rows that can be sorted, filtered and grouped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.measure.report import group_by
from generator.model.tables import Department, Metric
from generator.model.vocabulary import Change
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.goal_list import in_reading_order
from generator.pages.page import Fragment, Page
from generator.pages.rows import ListRow, RowGroup, metric_row, row_index
from generator.pages.tables import Filter, Option, department_filter, used_options
from generator.sentences import headings
from generator.sentences import metrics as say
from generator.sentences.accuracy import false_alarms
from generator.sentences.rows import CHANGE_SIGNS
from generator.sentences.words import KIND_NAMES

#: The changes in the order in which they are read, what has worsened first.
_READ = (
    Change.WORSE,
    Change.FIRST_WORSE,
    Change.BETTER,
    Change.FIRST_BETTER,
    Change.OTHER,
    Change.FIRST_OTHER,
    Change.NONE,
    Change.UNKNOWN,
)


def metrics_page(context: SiteContext) -> Page:
    """All metrics, those that have worsened first."""
    report = context.report
    changes = [report.current_change(metric) for metric in report.freshness]
    return context.section(
        address.METRICS,
        sentence=say.metrics_headline(changes, report.freshness.values()),
        first_signs=say.first_signs_sentence(
            changes, false_alarms(report.settings.variation, context.formats)["false_alarms"]
        ),
        table=Fragment("/metrics", _index(context) if changes else ""),
    )


def _index(context: SiteContext) -> str:
    report, metrics = context.report, context.report.dataset.rows(Metric)
    filters = _filters(context, metrics)
    goals = group_by(
        (one for one in report.open_assessments if not one.goal.segment),
        lambda one: one.goal.metric,
    )
    groups: dict[Change, list[ListRow]] = {change: [] for change in _READ}
    for metric in metrics:
        own = in_reading_order(context, goals.get(metric.metric, ()))
        groups[report.current_change(metric.metric)].append(
            metric_row(
                context,
                metric,
                address.METRICS,
                assessment=own[0] if own else None,
                filters=filters,
            )
        )
    shown = [
        RowGroup(rows=rows, key=change, head=CHANGE_SIGNS[change].word)
        for change, rows in groups.items()
        if rows
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
    changes = Counter(report.current_change(metric.metric) for metric in metrics)
    return [
        department_filter(
            report.dataset.rows(Department),
            {metric.department for metric in metrics},
            lambda metric: metric.department,
        ),
        Filter(
            "kind",
            "Looks at",
            "Everything",
            lambda metric: str(metric.kind or "none"),
            used_options(KIND_NAMES, {metric.kind for metric in metrics if metric.kind}),
        ),
        Filter(
            "change",
            "Show",
            "All",
            lambda metric: str(report.current_change(metric.metric)),
            [
                Option(change, CHANGE_SIGNS[change].word, count=changes[change])
                for change in _READ
                if changes[change]
            ],
            kind="chips",
        ),
    ]
