"""Metrics: the index that can be sorted and filtered, and a page for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.charts.chart_builder import events_on, metric_key, newest_benchmarks, segments_key
from generator.measure.assessment import GoalAssessment, change_of
from generator.measure.commentary import about_metric
from generator.measure.report import group_by
from generator.measure.series import Series
from generator.model.tables import Department, Metric
from generator.model.vocabulary import Change
from generator.pages import links as address
from generator.pages.changes_page import changes_about
from generator.pages.commentary import said_about
from generator.pages.context import SiteContext
from generator.pages.figure_html import source_lines
from generator.pages.goal_list import change_cell, goal_cards
from generator.pages.metric_list import period_cell, segment_table, value_cell
from generator.pages.page import Fragment, Page, placeholder
from generator.pages.subjects import related_to_metric
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
from generator.pages.view_models import LabelledValue
from generator.sentences import headings, words
from generator.sentences import metrics as say
from generator.sentences.accuracy import false_alarms
from generator.sentences.assessment import CHANGE_BADGES, metric_outlook
from generator.sentences.numbers import day, short_day
from generator.sentences.words import (
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


def metric_pages(context: SiteContext) -> Iterator[Page]:
    """One page per metric."""
    on_metric = group_by(context.report.assessments.values(), lambda one: one.goal.metric)
    for metric in context.report.dataset.rows(Metric):
        yield _metric_page(context, metric, on_metric.get(metric.metric, []))


def _metric_page(context: SiteContext, metric: Metric, goals: list[GoalAssessment]) -> Page:
    report, key, formats = context.report, metric.metric, context.formats
    origin, subject = address.page_of("metric", key), about_metric(key)
    links, series = context.links(origin), context.whole_series(key)
    parts = [part for part in report.segments_of(key) if len(part)]
    listed = [part for part in report.segments_of(key) if len(part) or part.bounds]
    title, fresh = shortened(metric.name), report.freshness[key]
    drawn = series is not None and len(series) > 0
    has_table = (drawn and bool(parts)) or any(part.bounds for part in listed)
    return context.page(
        origin,
        "metric.md",
        title,
        owner=context.owner(metric.owner, origin),
        department=context.department_link(metric.department, origin),
        cadence=report.dataset.cadences.get(key),
        sentence=_opening(context, metric, series, goals)
        if series is not None or not listed
        else say.segments_sentence(
            metric, [(context.segment(part.segment), part) for part in listed], formats
        ),
        freshness=say.due_sentence(fresh) + "." if fresh.newest is not None else "",
        warnings=[
            problem.message
            for problem in report.dataset.warnings
            if problem.location.file == metric.location.file
            and problem.location.line == metric.location.line
            and problem.location.column not in _ABOUT_FIGURES
        ],
        figure=placeholder(metric_key(key)) if drawn else None,
        segments=placeholder(segments_key(key)) if parts else None,
        segment_table=segment_table(context, metric, listed) if has_table else None,
        since=changes_about(context, "metric", key, links),
        goals=goal_cards(context, goals, origin),
        metric=metric,
        series=series,
        say=say,
        words=words,
        formats=formats,
        locations=list(_locations(context, [series] if series is not None and drawn else parts)),
        benchmarks=_benchmarks(context, metric),
        aliases=context.glossary.aliases.of(metric.name),
        related=list(related_to_metric(context, metric, origin)),
        **said_about(context, subject, origin),
        events=[
            LabelledValue(short_day(event.date), event.title, note=event.note)
            for event in (events_on(report, series) if series is not None else [])
        ],
    )


def _opening(
    context: SiteContext, metric: Metric, series: Series | None, goals: list[GoalAssessment]
) -> str:
    """The figure, whether it is changing, and where it is heading if a goal asks."""
    text = say.metric_opening(series, metric, context.formats)
    if series is None or not series.closed or context.report.freshness[metric.metric].stale:
        return text
    about_all = [
        one for one in goals if not one.goal.segment and not context.is_closed(one.goal.goal)
    ]
    judged = context.report.judged_series.get((metric.metric, ""))
    more = metric_outlook(series, judged, about_all, context.formats)
    return f"{capitalised(text)} {more}"


def _benchmarks(context: SiteContext, metric: Metric) -> list[LabelledValue]:
    return [
        LabelledValue(
            "Benchmark",
            f"{mark.label or mark.source}: {context.formats.stated(mark.value, metric)}",
            note=", ".join(filter(None, [mark.source, day(mark.date), mark.comparability])),
        )
        for mark in newest_benchmarks(context.report, metric)
    ]


def _locations(context: SiteContext, parts: Sequence[Series]) -> Iterator[LabelledValue]:
    """The lines of the files in which the figures stand, and where new ones are handed in."""
    for lines in source_lines(parts):
        href = context.source_link(lines.file, lines.first, lines.last)
        yield LabelledValue("Stands in", lines.text, href)
        update = context.update_link(lines.file)
        yield LabelledValue("New figures", headings.UPDATE_FILE if update else None, update)
