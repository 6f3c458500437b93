"""Metrics: the index that can be sorted and filtered, and a page for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.charts.chart_builder import events_on, metric_key, newest_benchmarks, segments_key
from generator.measure.assessment import Change, GoalAssessment, change_of
from generator.measure.commentary import about_metric
from generator.measure.pooling import last_year
from generator.measure.report import group_by
from generator.measure.series import Series
from generator.model.tables import Department, Metric
from generator.model.vocabulary import Smoothing
from generator.pages import links as address
from generator.pages.changes_page import changes_about
from generator.pages.commentary import said_about
from generator.pages.context import SiteContext
from generator.pages.figure_html import source_lines
from generator.pages.goal_list import goal_cards
from generator.pages.goals import sort_value
from generator.pages.metric_list import segment_table
from generator.pages.page import Fragment, Page, placeholder
from generator.pages.subjects import related_to_metric
from generator.pages.tables import (
    BLANK_CELL,
    Cell,
    Filter,
    Option,
    TableColumn,
    department_filter,
    index,
    link_cell,
)
from generator.pages.view_models import LabelledValue, TextLink, known, linked
from generator.sentences import headings
from generator.sentences import metrics as say
from generator.sentences.assessment import CHANGE_BADGES, metric_outlook
from generator.sentences.metrics import pooled_whole, year_together
from generator.sentences.numbers import counted, day, short_day
from generator.sentences.words import (
    CALCULATION_NAMES,
    KIND_NAMES,
    LONGEST_IN_LIST,
    capitalised,
    full_name,
    shortened,
)

#: Columns whose warnings are about the figures; the page's first sentences say the same.
_ABOUT_FIGURES = ("metric", "accumulates")


def metrics_page(context: SiteContext) -> Page:
    """All metrics."""
    freshness = context.report.freshness
    return context.section(
        address.METRICS,
        sentence=say.metrics_sentence(freshness.values()),
        table=Fragment("/metrics", _index(context) if freshness else ""),
    )


def _index(context: SiteContext) -> str:
    metrics, goals = context.report.dataset.rows(Metric), Counter[str]()
    goals.update(assessment.goal.metric for assessment in context.report.open_assessments)
    columns: list[TableColumn[Metric]] = [
        TableColumn("Metric", lambda metric: _name_cell(context, metric)),
        TableColumn("Newest value", lambda metric: _value_cell(context, metric), kind="number"),
        TableColumn("Period", lambda metric: _period_cell(context, metric), kind="date"),
        TableColumn("Really changed?", lambda metric: _change_cell(context, metric), kind="status"),
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
    kinds = {metric.kind for metric in metrics}
    return [
        department_filter(
            context.report.dataset.rows(Department),
            {metric.department for metric in metrics},
            lambda metric: metric.department,
        ),
        Filter(
            key="kind",
            label="Looks at",
            everything="Everything",
            value=lambda metric: str(metric.kind or "none"),
            options=tuple(
                Option(str(kind), name) for kind, name in KIND_NAMES.items() if kind in kinds
            ),
        ),
        Filter(
            key="change",
            label="Show",
            kind="chips",
            everything="All",
            value=lambda metric: str(_change(context, metric)),
            options=tuple(
                Option(change, badge.word)
                for change, badge in CHANGE_BADGES.items()
                if change in changes
            ),
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


def _value_cell(context: SiteContext, metric: Metric) -> Cell:
    series = context.whole_series(metric.metric)
    text = say.newest_value(series, context.formats) or "no figure"
    return Cell(text, sort=sort_value(series))


def _period_cell(context: SiteContext, metric: Metric) -> Cell:
    series = context.whole_series(metric.metric)
    newest = series.newest if series is not None else None
    return Cell(
        say.newest_period(series, context.formats),
        note="late" if context.report.freshness[metric.metric].late else None,
        sort=newest.last.isoformat() if newest else "",
    )


def _change_cell(context: SiteContext, metric: Metric) -> Cell:
    """A metric's change; nothing is said of now if the newest figure is too old."""
    change = _change(context, metric)
    badge, order = CHANGE_BADGES[change], list(CHANGE_BADGES).index(change)
    stale = context.report.freshness[metric.metric].stale
    return BLANK_CELL if stale else Cell(badge.word, badge=badge, sort=str(order))


def metric_pages(context: SiteContext) -> Iterator[Page]:
    """One page per metric."""
    on_metric = group_by(context.report.assessments.values(), lambda one: one.goal.metric)
    for metric in context.report.dataset.rows(Metric):
        yield _metric_page(context, metric, on_metric.get(metric.metric, []))


def _metric_page(context: SiteContext, metric: Metric, goals: list[GoalAssessment]) -> Page:
    report, key = context.report, metric.metric
    origin, subject = address.page_of("metric", key), about_metric(key)
    links, series = context.links(origin), context.whole_series(key)
    parts = [part for part in report.segments_of(key) if len(part)]
    title, fresh, cadence = shortened(metric.name), report.freshness[key], report.dataset.cadences
    return context.page(
        origin,
        "metric.md",
        title,
        heading=title,
        full=full_name(metric.name),
        facts=[
            context.owner(metric.owner, origin),
            context.department_link(metric.department, origin),
            *([TextLink(text=str(cadence[key]))] if key in cadence else []),
        ],
        sentence=_opening(context, metric, series, goals)
        if series is not None or not parts
        else say.segments_sentence(
            metric, [(context.segment(part.segment), part) for part in parts], context.formats
        ),
        freshness=say.due_sentence(fresh) + "." if fresh.newest is not None else "",
        methods_href=links.to(address.METHODS, anchor="change"),
        warnings=[
            problem.message
            for problem in report.dataset.warnings
            if problem.location.file == metric.location.file
            and problem.location.line == metric.location.line
            and problem.location.column not in _ABOUT_FIGURES
        ],
        figure=placeholder(metric_key(key)) if series is not None and len(series) else None,
        segments=placeholder(segments_key(key)) if parts else None,
        segment_table=segment_table(context, metric, parts) if parts else None,
        since=changes_about(context, "metric", key, links),
        goals=goal_cards(context, goals, origin),
        facts_beside=[
            *_facts(context, metric, series, parts),
            *related_to_metric(context, metric, origin),
        ],
        **said_about(context, subject, origin),
        events=[
            LabelledValue(short_day(event.date), event.title, note=event.note)
            for event in (events_on(report, series) if series is not None else [])
        ],
    )


def _opening(
    context: SiteContext, metric: Metric, series: Series | None, goals: list[GoalAssessment]
) -> str:
    """The figure, whether it has really changed, and where it is heading if a goal asks."""
    text = say.metric_opening(series, metric, context.formats)
    if series is None or not series.closed or context.report.freshness[metric.metric].stale:
        return text
    about_all = [
        one for one in goals if not one.goal.segment and not context.is_closed(one.goal.goal)
    ]
    judged = context.report.judged_series.get((metric.metric, ""))
    more = metric_outlook(series, judged, about_all, context.formats)
    return f"{capitalised(text)} {more}"


def _facts(
    context: SiteContext, metric: Metric, series: Series | None, parts: Sequence[Series]
) -> list[LabelledValue]:
    formats = context.formats
    return known(
        LabelledValue(headings.WHAT_IS_COUNTED, metric.definition),
        LabelledValue(headings.BETTER_WAY, say.DIRECTIONS[metric.better]),
        LabelledValue("Looks at", KIND_NAMES[metric.kind] if metric.kind else None),
        LabelledValue(headings.WORKED_OUT, CALCULATION_NAMES[metric.calculation]),
        LabelledValue("Running total", say.RUNNING_TOTALS.get(metric.accumulates)),
        LabelledValue(
            "Smoothed", headings.SMOOTHED if metric.smoothing is Smoothing.ROLLING else None
        ),
        *(_of_series(context, metric, series) if series is not None else ()),
        linked("Owner", context.owner(metric.owner, address.page_of("metric", metric.metric))),
        LabelledValue("Comes from", metric.source or headings.NO_SOURCE),
        *_locations(context, [series] if series is not None and len(series) else parts),
        *(
            LabelledValue(
                "Benchmark",
                f"{mark.label or mark.source}: {formats.stated(mark.value, metric)}",
                note=", ".join(filter(None, [mark.source, day(mark.date), mark.comparability])),
            )
            for mark in newest_benchmarks(context.report, metric)
        ),
        LabelledValue("Note", metric.note),
        LabelledValue("Also called", ", ".join(context.glossary.aliases.of(metric.name))),
        LabelledValue(headings.ID_IN_DATA, metric.metric),
    )


def _of_series(context: SiteContext, metric: Metric, series: Series) -> Iterator[LabelledValue]:
    """How the whole came about if it was not measured, the last year, and what is not shown."""
    if series.pooled_from:
        yield LabelledValue("The whole", pooled_whole(series))
    yield LabelledValue("The year", year_together(series, last_year(series), context.formats))
    yield LabelledValue("Response", say.response_rate(series, context.formats))
    if series.withheld:
        yield LabelledValue("Not published", say.withheld_sentence(series))
    if series.shielding:
        periods = counted(series.shielding, "period")
        yield LabelledValue("Kept back", periods, note=headings.SHIELDING)


def _locations(context: SiteContext, parts: Sequence[Series]) -> Iterator[LabelledValue]:
    """The lines of the files in which the figures stand, and where new ones are handed in."""
    for lines in source_lines(parts):
        href = context.source_link(lines.file, lines.first, lines.last)
        yield LabelledValue("Stands in", lines.text, href)
        update = context.update_link(lines.file)
        yield LabelledValue("New figures", headings.UPDATE_FILE if update else None, update)
