"""A metric's page: its finding, its chart over the whole width, and its segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.charts import drawings
from generator.charts.chart_builder import events_on, metric_key, newest_benchmarks, segments_key
from generator.charts.drawings import Drawing, Look
from generator.charts.stack import widths
from generator.measure.answers_by_year import answers_by_year
from generator.measure.assessment import GoalAssessment
from generator.measure.commentary import about_metric
from generator.measure.report import group_by
from generator.measure.segments_apart import SegmentFigure, segments_apart
from generator.measure.series import Series
from generator.model.tables import Metric
from generator.pages import links as address
from generator.pages.changes_page import changes_about
from generator.pages.commentary import said_about
from generator.pages.context import SiteContext
from generator.pages.figure_html import source_lines
from generator.pages.goal_list import in_reading_order
from generator.pages.metric_list import segment_table
from generator.pages.page import Page
from generator.pages.subjects import related_to_metric
from generator.pages.view_models import LabelledValue, View
from generator.sentences import headings, words
from generator.sentences import metric_page as page_words
from generator.sentences import metrics as say
from generator.sentences.assessment import metric_outlook
from generator.sentences.goals import aim
from generator.sentences.numbers import Formats, day, short_day
from generator.sentences.words import capitalised, shortened, with_segment

#: Columns whose warnings are about the figures; the page's first sentences say the same.
_ABOUT_FIGURES = ("metric", "accumulates")
#: So many segments are drawn over time, and so many as dots; a fold has all.
_MOST_PANELS, _MOST_DOTS = 6, 12


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
    name, fresh = shortened(metric.name), report.freshness[key]
    drawn = series is not None and len(series) > 0
    return context.page(
        origin,
        "metric.md",
        name,
        headline=page_words.metric_headline(
            name,
            series,
            report.judged_series.get((key, "")),
            report.current_change(key),
            formats,
            stale=fresh.stale,
        ),
        facts=page_words.metric_facts(
            metric, series, report.dataset.cadences.get(key), fresh, formats
        ),
        owner=context.owner(metric.owner, origin),
        department=context.department_link(metric.department, origin),
        goals=[_goal(context, one, origin) for one in in_reading_order(context, goals)],
        sentence=_opening(context, metric, series, goals) if series is not None else None,
        warnings=[
            problem.message
            for problem in report.dataset.warnings
            if problem.location.file == metric.location.file
            and problem.location.line == metric.location.line
            and problem.location.column not in _ABOUT_FIGURES
        ],
        chart=metric_key(key) if drawn else None,
        all_segments=segments_key(key) if parts else None,
        segments=_segments(context, series, parts),
        answers=list(_answers(series, formats)) if series is not None else [],
        segment_table=segment_table(context, metric, listed) if listed else None,
        since=changes_about(context, "metric", key, links),
        metric=metric,
        series=series,
        say=say,
        page_words=page_words,
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


def _goal(context: SiteContext, assessment: GoalAssessment, origin: str) -> View:
    """A goal on a metric: the shape of its pile, and its aim as a link."""
    goal, metric = assessment.goal, assessment.goal_status.metric
    text = with_segment(aim(goal, metric, context.formats), context.segment(goal.segment))
    return {
        "text": text,
        "href": context.links(origin).to(address.page_of("goal", goal.goal)),
        "badge": context.badge(assessment),
    }


def _segments(context: SiteContext, whole: Series | None, parts: Sequence[Series]) -> View | None:
    """The segments as dots with their intervals, and the farthest from the whole over time."""
    figures, formats = segments_apart(whole, parts), context.formats
    if not figures:
        return None
    newest = max(
        (one.series.newest for one in figures if one.series.newest), key=lambda period: period.last
    )
    # The heading names one period: what has no figure of it is left to the charts below.
    of_now = [one for one in figures if one.series.newest == newest]
    shown = of_now[:_MOST_DOTS]
    if whole is not None and whole.newest == newest:
        shown = [*segments_apart(whole, [whole]), *shown]
    now = float(whole.closed_values[-1]) if whole is not None and whole.closed else None
    drawn = list(_panels(figures, whole))
    return {
        "heading": page_words.strip_heading(of_now[0].series, formats),
        "note": page_words.STRIP_NOTE if any(one.interval for one in shown) else "",
        "strip": tuple(
            {
                "name": _segment_name(context, one),
                "drawing": dots,
                "text": page_words.segment_in_words(one, formats),
            }
            for one, dots in zip(shown, _dots(shown, now), strict=True)
        ),
        "panels_heading": page_words.panels_heading(
            compared=now is not None and not of_now[0].series.metric.adds_up
        ),
        "panels_note": page_words.panels_note([one.series for one, _ in drawn], whole, formats),
        "panels": tuple(
            {
                "name": _segment_name(context, one),
                "value": page_words.apart_in_words(one, formats),
                "drawing": panel,
            }
            for one, panel in drawn
        ),
    }


def _answers(series: Series, formats: Formats) -> Iterator[View]:
    """Who answers what: detractors, passives and promoters of each year as a stacked bar."""
    for year in answers_by_year(series):
        passives = year.n - year.promoters - year.detractors
        counts = (year.detractors, passives, year.promoters)
        yield {
            "year": page_words.year_answered(year, series, formats),
            "text": page_words.score_of_year(year, series.metric, formats),
            "words": page_words.answers_in_words(year, formats),
            "slices": [
                {
                    "kind": kind,
                    "start": start,
                    "width": width,
                    "text": formats.percent(count / year.n),
                }
                for kind, count, (start, width) in zip(
                    page_words.ANSWER_KINDS, counts, widths(counts), strict=True
                )
            ],
        }


def _segment_name(context: SiteContext, figure: SegmentFigure) -> str:
    return shortened(context.segment(figure.series.segment)) or page_words.ALL


def _dots(figures: Sequence[SegmentFigure], whole: float | None) -> Iterator[Drawing]:
    """Each figure with its interval on one scale, beside the whole."""
    ends = [end for one in figures if one.interval for end in (one.interval.low, one.interval.high)]
    values = [*ends, *(one.value for one in figures), *([] if whole is None else [whole])]
    x = drawings.across(values, drawings.STRIP)
    for one in figures:
        interval = (one.interval.low, one.interval.high) if one.interval else None
        yield drawings.dot_line(x, one.value, interval, whole)


def _panels(
    figures: Sequence[SegmentFigure], whole: Series | None
) -> Iterator[tuple[SegmentFigure, Drawing]]:
    """The farthest segments over time, the whole pale behind each, all on one scale."""
    shown = [one for one in figures if one.series.closed > 1][:_MOST_PANELS]
    behind = [whole] if whole is not None and whole.closed > 1 else []
    every = [*behind, *(one.series for one in shown)]
    if not shown:
        return
    frame = drawings.frame_of(every)
    for one in shown:
        courses = [*((Look.PALE, each) for each in behind), (Look.LINE, one.series)]
        yield one, drawings.panel(courses, *frame)


def _opening(
    context: SiteContext, metric: Metric, series: Series, goals: list[GoalAssessment]
) -> str:
    """The figure, whether it is changing, and where it is heading if a goal asks."""
    text = say.metric_opening(series, metric, context.formats)
    if not series.closed or context.report.freshness[metric.metric].stale:
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
