"""Every chart of the site with the series that it shows, its file for scripts and its anchor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.charts.chart_builder import home_chart, metric_chart, segments_chart
from generator.charts.chart_model import Chart, EventMark
from generator.measure.assessment import GoalAssessment
from generator.measure.series import Series
from generator.measure.triage import rank_attention, sink_long_past_due
from generator.model.tables import Initiative
from generator.model.wording import folded
from generator.pages.context import SiteContext
from generator.sentences.words import shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChart:
    """A chart, the series of it or of its panels, the name of its file, and its id in a page."""

    chart: Chart
    parts: tuple[Series, ...]
    file: str
    anchor: str


def site_charts(context: SiteContext) -> Iterator[SiteChart]:
    """The charts of metrics, segments with a goal, breakdowns and initiatives, and that of Home."""
    report, formats = context.report, context.formats
    with_goal = {each.goal.series_key for each in report.assessments.values()}
    segments: Counter[str] = Counter()
    for (metric, segment), series in report.series.items():
        segments[metric] += bool(segment)
        if len(series) and (not segment or (metric, segment) in with_goal):
            yield SiteChart(
                chart=metric_chart(report, series, formats),
                parts=(series,),
                file=f"{metric}.{segments[metric]}" if segment else metric,
                anchor=f"chart-{metric}",
            )
    for metric in segments:
        parts = tuple(part for part in report.segments_of(metric) if len(part))
        if parts:
            yield SiteChart(
                chart=segments_chart(report, parts, formats),
                parts=parts,
                file=f"{metric}.segments",
                anchor=f"segments-{metric}",
            )
    for initiative in report.dataset.rows(Initiative):
        yield from _initiative_charts(context, initiative)
    home = drawn_on_home(context)
    if home is not None:
        chart = home_chart(metric_chart(report, home, formats))
        anchor = f"chart-{home.metric.metric}"
        yield SiteChart(chart=chart, parts=(home,), file="home", anchor=anchor)


def ranked_on_home(context: SiteContext) -> list[GoalAssessment]:
    """The open goals in the order in which Home tells of them."""
    report = context.report
    ranked = rank_attention(report.open_assessments, report.settings.promise_goal)
    return sink_long_past_due(ranked, report.dataset.as_of.day)


def drawn_on_home(context: SiteContext) -> Series | None:
    """The series of the promise, else of the goal that needs a decision most."""
    promise = context.report.assessments.get(context.report.settings.promise_goal)
    for one in [promise] if promise else ranked_on_home(context):
        series = context.series(one.goal_status)
        if series is not None and len(series):
            return series
    return None


def initiative_key(initiative: Initiative, metric: str, segment: str) -> str:
    """The key of the chart of one series of an initiative."""
    return f"/initiative/{initiative.initiative}/{metric}/{segment}"


def _initiative_charts(context: SiteContext, initiative: Initiative) -> Iterator[SiteChart]:
    """Each series that a goal of an initiative is about, with the day on which it began."""
    report = context.report
    goals = (report.assessments[goal].goal for goal in initiative.goals)
    for number, key in enumerate(dict.fromkeys(goal.series_key for goal in goals), 1):
        series = report.series.get(key)
        if series is None or not len(series):
            continue
        chart = metric_chart(report, series, context.formats)
        events = chart.events
        if initiative.start is not None:
            name = shortened(initiative.name)
            names = {folded(initiative.name), name.casefold()}
            start = EventMark(day=initiative.start, label=f"Start: {name}")
            events = (*(e for e in events if e.label.casefold() not in names), start)
        yield SiteChart(
            chart=replace(chart, key=initiative_key(initiative, *key), events=events),
            parts=(series,),
            file=f"initiative.{initiative.initiative}.{number}",
            anchor=f"chart-{number}-{series.metric.metric}",
        )
