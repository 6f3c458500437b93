"""Metrics: the index that can be sorted and filtered."""

from __future__ import annotations

from generator.measure.assessment import change_of
from generator.model.tables import Department, Metric
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.metric_list import whole_series
from generator.pages.page import Fragment, Page
from generator.pages.templating import component
from generator.pages.view_models import (
    Cell,
    Filter,
    IndexLabels,
    Option,
    TableColumn,
    TableRow,
    filled,
)
from generator.sentences import headings
from generator.sentences import metrics as say
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.words import KIND_NAMES, LONGEST_IN_LIST, Badge, full_name, shortened

_INDEX_COLUMNS = (
    TableColumn(label="Metric"),
    TableColumn(label="Newest value", kind="number"),
    TableColumn(label="Period", kind="date"),
    TableColumn(label="Really changed?", kind="status"),
    TableColumn(label="Department"),
    TableColumn(label="Owner"),
    TableColumn(label="Goals", kind="number"),
)


def metrics_page(context: SiteContext) -> Page:
    """All metrics."""
    report = context.report
    return context.page(
        address.METRICS,
        "metrics.md",
        "Metrics",
        in_nav=True,
        sentence=say.metrics_sentence(report.freshness.values()),
        table=Fragment("/metrics", _index(context) if report.freshness else ""),
    )


def _index(context: SiteContext) -> str:
    dataset, formats = context.report.dataset, context.formats
    links = context.links(address.METRICS)
    departments = dataset.by_id(Department)
    goals: dict[str, int] = {}
    for one in context.report.open_assessments:
        goals[one.goal.metric] = goals.get(one.goal.metric, 0) + 1
    rows = []
    for metric in dataset.rows(Metric):
        series = whole_series(context, metric)
        short = shortened(metric.name, LONGEST_IN_LIST)
        newest = series.newest if series is not None else None
        late = context.report.freshness[metric.metric].late
        change = change_of(context.report.judged_series.get((metric.metric, "")))
        mark = CHANGE_BADGES[change]
        rows.append(
            TableRow(
                cells=(
                    Cell(
                        text=short,
                        full=full_name(metric.name, LONGEST_IN_LIST),
                        href=links.to(address.metric_page(metric.metric)),
                        sort=short.casefold(),
                    ),
                    Cell(
                        text=say.newest_value(series, formats) or "no figure",
                        sort=f"{series.value[series.closed - 1]:.12g}"
                        if series is not None and series.closed
                        else "",
                    ),
                    Cell(
                        text=say.newest_period(series, formats),
                        note="late" if late else None,
                        sort=newest.last.isoformat() if newest else "",
                    ),
                    _change_cell(mark, stale=context.report.freshness[metric.metric].stale),
                    Cell(
                        text=shortened(departments[metric.department].name),
                        href=links.to(address.department_page(metric.department)),
                    ),
                    Cell(text=shortened(metric.owner or "")),
                    Cell(text=str(goals.get(metric.metric, 0) or "")),
                ),
                tags={
                    "department": (metric.department,),
                    "kind": (str(metric.kind or "none"),),
                    "change": (str(change),),
                },
            )
        )
    kinds = [kind for kind in KIND_NAMES if any(m.kind is kind for m in dataset.rows(Metric))]
    used = {metric.department for metric in dataset.rows(Metric)}
    filters = [
        Filter(
            key="change",
            label="Show",
            kind="chips",
            any="All",
            options=tuple(
                Option(value=change, label=sign.word)
                for change, sign in CHANGE_BADGES.items()
                if any(row.tags["change"] == (change,) for row in rows)
            ),
        ),
        Filter(
            key="department",
            label="Department",
            kind="select",
            any="All departments",
            options=tuple(
                Option(value=department.department, label=shortened(department.name))
                for department in dataset.rows(Department)
                if department.department in used
            ),
        ),
    ]
    if kinds:
        filters.append(
            Filter(
                key="kind",
                label="Looks at",
                kind="select",
                any="Everything",
                options=tuple(Option(value=str(kind), label=KIND_NAMES[kind]) for kind in kinds),
            )
        )
    return str(
        component(
            "index_table",
            "metrics-list",
            headings.METRICS_TABLE,
            *filled(_INDEX_COLUMNS, rows),
            filters,
            IndexLabels(
                search=headings.SEARCH_LIST,
                reset="Clear",
                count=headings.shown_of_all("metrics"),
                nothing=headings.nothing_fits("metric"),
            ),
        )
    )


def _change_cell(mark: Badge, *, stale: bool) -> Cell:
    """A metric's change; nothing is said of now where the newest figure is too old."""
    order = [sign.word for sign in CHANGE_BADGES.values()].index(mark.word)
    return Cell(text="") if stale else Cell(text=mark.word, sign=mark, sort=str(order))
