"""From results to charts: what of a series, its goals and its events a chart shows."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from generator.charts.chart_model import (
    EventMark,
    ForecastPoint,
    LevelMark,
    MetricChart,
    NumberLocale,
    Panel,
    Point,
    SegmentsChart,
    Signal,
    TargetMark,
)
from generator.charts.control_chart_marks import Bounds, forecast_marks, limit_marks, signal_marks
from generator.charts.labels import newest_closed
from generator.measure.bounds import natural_bounds
from generator.measure.outlook import Forecast
from generator.measure.pooling import Refusal, intervals_of, pool_segments
from generator.measure.report import Report
from generator.measure.series import Series, as_date, as_dates, missing_between
from generator.model.tables import Benchmark, Event, Goal, Metric
from generator.model.vocabulary import Rule, YesNo
from generator.sentences.charts import chart_name
from generator.sentences.goals import aim
from generator.sentences.metrics import newest_value
from generator.sentences.numbers import Formats, short_day, unit_title
from generator.sentences.words import STATUS_WORDS, shortened

_PANEL_NAME = 28
_MARK_NAME = 36
#: With more points than these only the newest shows its interval: in a chart, in a panel.
_INTERVALS, _PANEL_INTERVALS = 26, 13


def metric_key(metric: str, segment: str = "") -> str:
    """The key of a metric's chart, or of one of its segments."""
    return f"{metric}/{segment}" if segment else metric


def segments_key(metric: str) -> str:
    """The key of a metric's small multiples."""
    return f"{metric}//segments"


def metric_chart(report: Report, series: Series, formats: Formats) -> MetricChart:
    """The chart of one metric, or of one segment, with all its open goals."""
    metric = series.metric
    goals = goals_on(report, series)
    judged_series = report.judged_series.get((metric.metric, series.segment))
    bounds = _bounds(metric, [series])
    return MetricChart(
        key=metric_key(metric.metric, series.segment),
        points=points(series, signal_marks(series, judged_series), _INTERVALS),
        unit=unit_title(metric),
        last_label=newest_value(series, formats),
        limits=limit_marks(series, judged_series, bounds),
        forecast=_ahead(report, series, bounds),
        targets=tuple(_target(report, goal, metric, formats) for goal in goals),
        baselines=tuple(
            LevelMark(
                value=goal.baseline,
                label=f"start {formats.stated(goal.baseline, metric)}",
                day=goal.baseline_date,
            )
            for goal in goals
            if goal.baseline is not None and goal.rule is Rule.REACH
        ),
        benchmarks=tuple(
            LevelMark(value=mark.value, label=benchmark_label(mark, metric, formats))
            for mark in (() if series.segment else newest_benchmarks(report, metric))
        ),
        events=tuple(
            EventMark(day=event.date, label=event.title, anew=event.rebase is YesNo.YES)
            for event in events_on(report, series)
        ),
        minimum=bounds[0],
        maximum=bounds[1],
        locale=_locale(formats),
    )


def segments_chart(report: Report, parts: Sequence[Series], formats: Formats) -> SegmentsChart:
    """A metric's segments as small multiples on one scale."""
    metric = parts[0].metric
    whole, whole_label = _whole(report, parts, formats)
    names = report.dataset.segments
    low, high = _bounds(metric, parts)
    return SegmentsChart(
        key=segments_key(metric.metric),
        panels=tuple(
            Panel(
                name=shortened(names[part.segment].name, _PANEL_NAME),
                points=points(
                    part,
                    signal_marks(part, report.judged_series.get((metric.metric, part.segment))),
                    _PANEL_INTERVALS,
                ),
                last_label=newest_value(part, formats),
            )
            for part in parts
        ),
        whole=whole,
        whole_label=whole_label,
        unit=unit_title(metric),
        minimum=low,
        maximum=high,
        locale=_locale(formats),
    )


def text_alternative(report: Report, series: Series, formats: Formats) -> str:
    """The text alternative of a metric's chart: what it shows and what it says."""
    targets = []
    for goal in goals_on(report, series):
        goal_status = report.assessments[goal.goal].goal_status
        due = f" by {short_day(goal.due)}" if goal.due else ""
        targets.append(
            f"target {aim(goal, series.metric, formats)}{due}: {STATUS_WORDS[goal_status.status]}"
        )
    named = report.dataset.segments.get(series.segment)
    judged_series = report.judged_series.get((series.metric.metric, series.segment))
    return chart_name(series, named.name if named else "", judged_series, targets, formats)


def points(
    series: Series, said: Mapping[int, Signal] | None = None, intervals: int = 0
) -> tuple[Point, ...]:
    """A series as points, with an empty one where periods are missing or values begin anew.

    `said` is what points signal, by their place. Of at most so many points as `intervals` each
    has its own, of more the newest closed one alone, and with 0 none.
    """
    made: list[Point] = []
    said = said or {}
    missing = [*missing_between(series), 0]
    breaks = {series.ended_before(day) for day in series.rebased}
    ends = _intervals(series, intervals)
    values = series.value.tolist()
    for index, (day, value) in enumerate(zip(as_dates(series.last), values, strict=True)):
        if index in breaks and made and made[-1].value is not None:
            made.append(Point(day=as_date(series.first[index]), value=None))
        made.append(
            Point(
                day=day,
                value=value,
                provisional=index >= series.closed,
                signal=said.get(index),
                interval=ends.get(index),
            )
        )
        if missing[index]:
            gap = series.period(index).shift(1, series.cadence)
            made.append(Point(day=gap.last, value=None))
    return tuple(made)


def goals_on(report: Report, series: Series) -> Sequence[Goal]:
    """The open goals on a series, in the order of their due dates."""
    return report.active_goals.get((series.metric.metric, series.segment), ())


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
        steps = report.milestones.get(goal.goal, ())
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


def _ahead(report: Report, series: Series, bounds: Bounds) -> tuple[ForecastPoint, ...]:
    """What is expected until the due date of the furthest open goal that can be foreseen."""
    forecast = report.forecasts.get((series.metric.metric, series.segment))
    if not isinstance(forecast, Forecast):
        return ()
    outlooks = (report.assessments[goal.goal].outlook for goal in goals_on(report, series))
    steps = max((outlook.steps or 0 for outlook in outlooks), default=0)
    return forecast_marks(forecast, steps, bounds)


def _intervals(series: Series, most: int) -> dict[int, tuple[float, float]]:
    """The intervals that are drawn, by the place of their points."""
    if not most or not series.closed:
        return {}
    low, high = (ends.tolist() for ends in intervals_of(series))
    first = 0 if series.closed <= most else series.closed - 1
    return {
        place: (low[place], high[place])
        for place in range(first, series.closed)
        if math.isfinite(low[place])
    }


def _whole(
    report: Report, parts: Sequence[Series], formats: Formats
) -> tuple[tuple[Point, ...], str]:
    """The line of all segments together, as measured or else pooled, and the words for it."""
    metric = parts[0].metric
    whole = report.series.get((metric.metric, ""))
    shown = points(whole) if whole is not None and len(whole) else _pooled(report, parts)
    newest = newest_closed(shown)
    if newest is None or newest.value is None:
        return (), ""
    return shown, f"pale line: all, {formats.value(newest.value, metric)}"


def _pooled(report: Report, parts: Sequence[Series]) -> tuple[Point, ...]:
    """The value of all segments of the first complete dimension that can be pooled, by period."""
    metric = parts[0].metric
    own = {(metric.metric, part.segment): part for part in parts}
    days: list[dt.date] = sorted({day for part in parts for day in as_dates(part.last)})
    for dimension in metric.complete_dimensions:
        found = [
            pool_segments(own, report.dataset.segments, metric, dimension, day) for day in days
        ]
        if not all(isinstance(pooled, Refusal) for pooled in found):
            return tuple(
                Point(
                    day=day,
                    value=None if isinstance(pooled, Refusal) else pooled.value,
                    provisional=day > report.dataset.as_of.day,
                )
                for day, pooled in zip(days, found, strict=True)
            )
    return ()


def _bounds(metric: Metric, shown: Sequence[Series]) -> Bounds:
    """Between which values a metric can lie; None where there is no end."""
    low, high = natural_bounds(metric, shown)
    return None if math.isinf(low) else low, None if math.isinf(high) else high


def _locale(formats: Formats) -> NumberLocale:
    return NumberLocale(decimal=formats.decimal_mark, thousands=formats.thousands_mark)
