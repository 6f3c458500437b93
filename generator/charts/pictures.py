"""From results to pictures: what of a series, its goals and its events a chart shows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from generator.charts.picture import (
    BaselineMark,
    BenchmarkMark,
    EventMark,
    MetricPicture,
    NumberLocale,
    Panel,
    Point,
    SegmentsPicture,
    TargetMark,
)
from generator.measure.report import Report
from generator.measure.series import Series, as_date, as_dates, missing_between
from generator.model.tables import Benchmark, Event, Goal, Metric
from generator.model.words import Rule
from generator.sentences.goals import aim
from generator.sentences.metrics import chart_name, newest_value
from generator.sentences.numbers import Formats, short_day, unit_title
from generator.sentences.words import shortened

_PERCENT_BOUNDS = (0.0, 100.0)
_PANEL_NAME = 28
_MARK_NAME = 36


def metric_key(metric: str, segment: str = "") -> str:
    """The key of a metric's chart, or of one of its segments."""
    return f"{metric}/{segment}" if segment else metric


def segments_key(metric: str) -> str:
    """The key of a metric's small multiples."""
    return f"{metric}//segments"


def metric_picture(report: Report, series: Series, formats: Formats) -> MetricPicture:
    """The chart of one metric, or of one segment, with all its open goals."""
    metric = series.metric
    goals = goals_on(report, series)
    low, high = _bounds(metric, [series])
    return MetricPicture(
        key=metric_key(metric.metric, series.segment),
        points=points(series),
        unit=unit_title(metric),
        last_label=newest_value(series, formats),
        targets=tuple(_target(report, goal, metric, formats) for goal in goals),
        baselines=tuple(
            BaselineMark(
                value=goal.baseline,
                label=f"start {formats.stated(goal.baseline, metric)}",
                day=goal.baseline_date,
            )
            for goal in goals
            if goal.baseline is not None and goal.rule is Rule.REACH
        ),
        benchmarks=tuple(
            BenchmarkMark(value=mark.value, label=benchmark_label(mark, metric, formats))
            for mark in (() if series.segment else newest_benchmarks(report, metric))
        ),
        events=tuple(
            EventMark(day=event.date, label=event.title) for event in events_on(report, series)
        ),
        minimum=low,
        maximum=high,
        locale=_locale(formats),
    )


def segments_picture(report: Report, parts: Sequence[Series], formats: Formats) -> SegmentsPicture:
    """A metric's segments as small multiples on one scale."""
    metric = parts[0].metric
    whole = report.series.get((metric.metric, ""))
    names = report.dataset.segments
    low, high = _bounds(metric, parts)
    return SegmentsPicture(
        key=segments_key(metric.metric),
        panels=tuple(
            Panel(
                name=shortened(names[part.segment].name, _PANEL_NAME),
                points=points(part),
                last_label=newest_value(part, formats),
            )
            for part in parts
        ),
        whole=points(whole) if whole is not None else (),
        whole_label="pale line: all" if whole is not None else "",
        unit=unit_title(metric),
        minimum=low,
        maximum=high,
        locale=_locale(formats),
    )


def picture_name(report: Report, series: Series, formats: Formats) -> str:
    """The text alternative of a metric's chart: what it shows and what it says."""
    targets = []
    for goal in goals_on(report, series):
        standing = report.standings[goal.goal]
        due = f" by {short_day(goal.due)}" if goal.due else ""
        targets.append(f"target {aim(goal, series.metric, formats)}{due}: {standing.status}")
    events = len(events_on(report, series))
    return chart_name(series.metric, series, formats, targets, events)


def points(series: Series) -> tuple[Point, ...]:
    """A series as points, with an empty one wherever periods are missing."""
    made: list[Point] = []
    missing = [*missing_between(series), 0]
    values = series.value.tolist()
    for index, (day, value) in enumerate(zip(as_dates(series.last), values, strict=True)):
        made.append(Point(day=day, value=value, provisional=index >= series.closed))
        if missing[index]:
            gap = series.period(index).shift(1, series.cadence)
            made.append(Point(day=gap.last, value=None))
    return tuple(made)


def goals_on(report: Report, series: Series) -> Sequence[Goal]:
    """The open goals on a series, in the order of their due dates."""
    return report.aims.get((series.metric.metric, series.segment), ())


def events_on(report: Report, series: Series) -> list[Event]:
    """The events about a series that fall within its time, oldest first."""
    if not len(series):
        return []
    first, last = as_date(series.first[0]), as_date(series.last[-1])
    about = report.events.get(series.metric.metric, ())
    return [event for event in about if first <= event.date <= last]


def newest_benchmarks(report: Report, metric: Metric) -> list[Benchmark]:
    """The newest benchmark of each source and label."""
    newest: dict[tuple[str, str | None], Benchmark] = {}
    for mark in report.benchmarks.get(metric.metric, ()):
        kept = newest.get((mark.source, mark.label))
        if kept is None or kept.date < mark.date:
            newest[mark.source, mark.label] = mark
    return list(newest.values())


def benchmark_label(mark: Benchmark, metric: Metric, formats: Formats) -> str:
    """A benchmark as its line names it: what it stands for, its value and year."""
    name = shortened(mark.label or mark.source, _MARK_NAME)
    return f"{name} {formats.stated(mark.value, metric)} ({mark.date.year})"


def _target(report: Report, goal: Goal, metric: Metric, formats: Formats) -> TargetMark:
    due = f" by {short_day(goal.due)}" if goal.due and goal.rule is Rule.REACH else ""
    until = f" until {short_day(goal.due)}" if goal.due and goal.rule is not Rule.REACH else ""
    planned = []
    if goal.rule is Rule.REACH and goal.baseline is not None and goal.baseline_date and goal.due:
        steps = report.plans.get(goal.goal, ())
        planned = [
            (goal.baseline_date, goal.baseline),
            *sorted((milestone.date, milestone.expected) for milestone in steps),
            (goal.due, goal.target),
        ]
    return TargetMark(
        value=goal.target,
        high=goal.target_high,
        due=goal.due,
        label=f"target {aim(goal, metric, formats)}{due}{until}",
        planned=tuple(planned),
    )


def _bounds(metric: Metric, shown: Sequence[Series]) -> tuple[float | None, float | None]:
    """Between which values a metric can lie; percent that stay within 0 and 100 are a share."""
    low, high = metric.bounds
    least, most = _PERCENT_BOUNDS
    if unit_title(metric) == "%" and all(
        least <= value <= most for series in shown for value in series.value.tolist()
    ):
        low, high = max(low, least), min(high, most)
    return None if math.isinf(low) else low, None if math.isinf(high) else high


def _locale(formats: Formats) -> NumberLocale:
    return NumberLocale(decimal=formats.decimal_mark, thousands=formats.thousands_mark)
