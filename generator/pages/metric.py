"""A metric's page: its value, chart and segments, its definition and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from generator.charts.chart_builder import (
    events_on,
    metric_key,
    newest_benchmarks,
    segments_key,
)
from generator.measure.assessment import GoalAssessment
from generator.measure.commentary import about_metric
from generator.measure.pooling import last_year
from generator.measure.series import Series
from generator.model.tables import Metric
from generator.model.vocabulary import Smoothing
from generator.pages import links as address
from generator.pages.changes_page import changes_of_metric
from generator.pages.context import SiteContext
from generator.pages.decisions import asked_about, taken_about
from generator.pages.figure_html import stands_in
from generator.pages.goal_list import goal_cards
from generator.pages.metric_list import segment_table, whole_series
from generator.pages.page import Page, placeholder
from generator.pages.quotes import quotes_about
from generator.pages.related import touching_metric
from generator.pages.view_models import (
    LabelledValue,
    TextLink,
)
from generator.sentences import headings
from generator.sentences import metrics as say
from generator.sentences.assessment import metric_opening
from generator.sentences.numbers import counted, day, short_day
from generator.sentences.rollups import pooled_whole, year_together
from generator.sentences.words import (
    CALCULATION_NAMES,
    KIND_NAMES,
    capitalised,
    full_name,
    shortened,
)

#: Columns whose warnings are about the figures; the page's first sentences say the same.
_SAID_OF_FIGURES = ("metric", "accumulates")


def metric_pages(context: SiteContext) -> Iterator[Page]:
    """One page a metric."""
    on_metric: dict[str, list[GoalAssessment]] = {}
    for one in context.report.assessments.values():
        on_metric.setdefault(one.goal.metric, []).append(one)
    segments: dict[str, list[Series]] = {}
    for (name, segment), series in context.report.series.items():
        if segment and len(series):
            segments.setdefault(name, []).append(series)
    for metric in context.report.dataset.rows(Metric):
        key = metric.metric
        yield _metric_page(context, metric, on_metric.get(key, []), segments.get(key, []))


def _metric_page(
    context: SiteContext, metric: Metric, goals: list[GoalAssessment], parts: list[Series]
) -> Page:
    report, formats = context.report, context.formats
    origin = address.metric_page(metric.metric)
    links = context.links(origin)
    series = whole_series(context, metric)
    department = context.department(metric.department)
    title = shortened(metric.name)
    fresh = report.freshness[metric.metric]
    cadence = report.dataset.cadences.get(metric.metric)
    facts = [
        context.owner(metric.owner, origin),
        TextLink(
            text=shortened(department.name),
            href=links.to(address.department_page(metric.department)),
        ),
    ]
    if cadence:
        facts.append(TextLink(text=str(cadence)))
    return context.page(
        origin,
        "metric.md",
        title,
        heading=title,
        full=full_name(metric.name),
        facts=facts,
        sentence=_opening(context, metric, series, goals)
        if series is not None or not parts
        else say.segments_sentence(
            metric, [(context.segment(part.segment), part) for part in parts], formats
        ),
        freshness=say.due_sentence(fresh) + "." if fresh.newest is not None else "",
        methods_href=links.to(address.METHODS, anchor="change"),
        late=fresh.late,
        warnings=[
            problem.message
            for problem in report.dataset.warnings
            if problem.location.file == metric.location.file
            and problem.location.line == metric.location.line
            and problem.location.column not in _SAID_OF_FIGURES
        ],
        figure=placeholder(metric_key(metric.metric))
        if series is not None and len(series)
        else None,
        segments=placeholder(segments_key(metric.metric)) if parts else None,
        segment_table=segment_table(context, metric, parts) if parts else None,
        since=changes_of_metric(context, metric.metric, links),
        goals=goal_cards(context, goals, origin),
        pairs=[*_pairs(context, metric, series, parts), *touching_metric(context, metric, origin)],
        voices=quotes_about(context, about_metric(metric.metric)),
        decisions=[
            *asked_about(context, about_metric(metric.metric), origin),
            *taken_about(context, about_metric(metric.metric), origin),
        ],
        events=[
            LabelledValue(label=short_day(event.date), value=event.title, note=event.note)
            for event in (events_on(report, series) if series is not None else [])
        ],
    )


def _opening(
    context: SiteContext, metric: Metric, series: Series | None, goals: list[GoalAssessment]
) -> str:
    """The figure, whether it has really changed, and where it is heading if a goal asks."""
    text = say.opening(series, metric, context.formats)
    if series is None or not series.closed or context.report.freshness[metric.metric].stale:
        return text
    asked = [
        one
        for one in goals
        if not one.goal.segment and one.goal.goal not in context.report.closed_goals
    ]
    judged_series = context.report.judged_series.get((metric.metric, ""))
    more = metric_opening(series, judged_series, asked, context.cadence(metric), context.formats)
    return f"{capitalised(text)} {more}"


def _pairs(
    context: SiteContext, metric: Metric, series: Series | None, parts: list[Series]
) -> list[LabelledValue]:
    formats = context.formats
    pairs = []
    if metric.definition:
        pairs.append(LabelledValue(label=headings.WHAT_IS_COUNTED, value=metric.definition))
    pairs.append(LabelledValue(label=headings.BETTER_WAY, value=say.DIRECTIONS[metric.better]))
    if metric.kind:
        pairs.append(LabelledValue(label="Looks at", value=KIND_NAMES[metric.kind]))
    pairs.append(
        LabelledValue(label=headings.WORKED_OUT, value=CALCULATION_NAMES[metric.calculation])
    )
    if metric.accumulates in say.RUNNING_TOTALS:
        total = say.RUNNING_TOTALS[metric.accumulates]
        pairs.append(LabelledValue(label="Running total", value=total))
    if metric.smoothing is Smoothing.ROLLING:
        pairs.append(LabelledValue(label="Smoothed", value=headings.SMOOTHED))
    pairs.extend(_together(context, series))
    answered = say.response_rate(series, formats)
    if answered:
        pairs.append(LabelledValue(label="Response", value=answered))
    if series is not None and series.withheld:
        pairs.append(LabelledValue(label="Not published", value=say.withheld_sentence(series)))
    if series is not None and series.shielding:
        shielding = counted(series.shielding, "period")
        why = headings.SHIELDING
        pairs.append(LabelledValue(label="Kept back", value=shielding, note=why))
    owner = context.owner(metric.owner, address.metric_page(metric.metric))
    pairs.append(LabelledValue(label="Owner", value=owner.text, href=owner.href))
    pairs.append(LabelledValue(label="Comes from", value=metric.source or headings.NO_SOURCE))
    pairs.extend(_places(context, [series] if series is not None and len(series) else parts))
    pairs.extend(
        LabelledValue(
            label="Benchmark",
            value=f"{mark.label or mark.source}: {formats.stated(mark.value, metric)}",
            note=", ".join(filter(None, [mark.source, day(mark.date), mark.comparability])),
        )
        for mark in newest_benchmarks(context.report, metric)
    )
    if metric.note:
        pairs.append(LabelledValue(label="Note", value=metric.note))
    others = context.glossary.aliases.of(metric.name)
    if others:
        pairs.append(LabelledValue(label="Also called", value=", ".join(others)))
    pairs.append(LabelledValue(label=headings.ID_IN_DATA, value=metric.metric))
    return pairs


def _together(context: SiteContext, series: Series | None) -> Iterator[LabelledValue]:
    """How the whole came about where it was not measured, and the last year as one figure."""
    if series is None:
        return
    if series.pooled_from:
        yield LabelledValue(label="The whole", value=pooled_whole(series))
    year = year_together(series, last_year(series), context.formats)
    if year:
        yield LabelledValue(label="The year", value=year)


def _places(context: SiteContext, shown: list[Series]) -> Iterator[LabelledValue]:
    """The lines of the files where the figures stand, and where new ones are handed in."""
    for lines in stands_in(shown):
        link = context.source_link(lines.file, lines.first, lines.last)
        yield LabelledValue(label="Stands in", value=lines.text, href=link)
        update = context.update_link(lines.file)
        if update:
            yield LabelledValue(label="New figures", value=headings.UPDATE_FILE, href=update)
