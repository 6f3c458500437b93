"""From results to charts: what a chart shows of a series, its goals, events and forecast."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.charts.chart_model import (
    EventMark,
    ForecastPoint,
    LevelMark,
    LimitsMark,
    MetricChart,
    Panel,
    Point,
    SegmentsChart,
    TargetMark,
)
from generator.charts.labels import newest_closed
from generator.measure.assessment import signal_of
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.forecast_window import measured_to
from generator.measure.natural_limits import natural_bounds
from generator.measure.outlook import Forecast
from generator.measure.pooling import intervals_of
from generator.measure.report import Report
from generator.measure.series import Series, as_date, as_dates, missing_between
from generator.model.tables import Benchmark, Event, Goal, Metric
from generator.model.vocabulary import Change, Rule, YesNo
from generator.sentences.charts import chart_name
from generator.sentences.goals import aim
from generator.sentences.metrics import newest_drawn
from generator.sentences.numbers import Formats, short_day, unit_title
from generator.sentences.words import STATUS_WORDS, shortened

_PANEL_NAME = 28
_MARK_NAME = 36
#: With more points only the newest shows its interval: in a chart, in a panel.
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
    minimum, maximum = natural_bounds(metric, [series])
    return MetricChart(
        key=metric_key(metric.metric, series.segment),
        points=points(series, signal_marks(judged_series), _INTERVALS),
        unit=unit_title(metric),
        last_label=newest_drawn(series, formats),
        limits=limit_marks(judged_series),
        forecast=_forecast_to_due(report, series),
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
            LevelMark(value=mark.value, label=_benchmark_label(mark, metric, formats))
            for mark in (() if series.segment else newest_benchmarks(report, metric))
        ),
        events=tuple(
            EventMark(day=event.date, label=event.title, anew=event.rebase is YesNo.YES)
            for event in events_on(report, series)
        ),
        minimum=minimum,
        maximum=maximum,
        decimal=formats.decimal_mark,
        thousands=formats.thousands_mark,
    )


def segments_chart(report: Report, parts: Sequence[Series], formats: Formats) -> SegmentsChart:
    """A metric's segments as small multiples on one scale."""
    metric = parts[0].metric
    whole = report.series.get((metric.metric, ""))
    shown = points(whole) if whole is not None else ()
    newest = newest_closed(shown)
    if newest is None or newest.value is None:
        shown, whole_label = (), ""
    else:
        whole_label = f"pale line: all, {formats.value(newest.value, metric)}"
    minimum, maximum = natural_bounds(metric, parts)
    return SegmentsChart(
        key=segments_key(metric.metric),
        panels=tuple(
            Panel(
                name=shortened(report.dataset.segments[part.segment].name, _PANEL_NAME),
                points=points(
                    part,
                    signal_marks(report.judged_series.get((metric.metric, part.segment))),
                    _PANEL_INTERVALS,
                ),
                last_label=newest_drawn(part, formats),
            )
            for part in parts
        ),
        whole=shown,
        whole_label=whole_label,
        unit=unit_title(metric),
        minimum=minimum,
        maximum=maximum,
        decimal=formats.decimal_mark,
        thousands=formats.thousands_mark,
    )


def text_alternative(report: Report, series: Series, formats: Formats) -> str:
    """The text alternative of a metric's chart: what it shows and what it says."""
    targets = []
    for goal in goals_on(report, series):
        status = STATUS_WORDS[report.assessments[goal.goal].goal_status.status]
        due = f" by {short_day(goal.due)}" if goal.due else ""
        targets.append(f"target {aim(goal, series.metric, formats)}{due}: {status}")
    segment = report.dataset.segments.get(series.segment)
    judged_series = report.judged_series.get((series.metric.metric, series.segment))
    return chart_name(series, segment.name if segment else "", judged_series, targets, formats)


def points(
    series: Series, signals: Mapping[int, Change] | None = None, intervals: int = 0
) -> tuple[Point, ...]:
    """A series as points, with an empty one where periods are missing or values begin anew.

    `signals` are by the index of their points. Each of at most `intervals` points has its own
    interval; of more points only the newest closed one.
    """
    made: list[Point] = []
    missing = [*missing_between(series).tolist(), 0]
    breaks = {series.ended_before(day) for day in series.rebased}
    drawn = _intervals(series, intervals)
    values = series.value.tolist()
    for index, (day, value) in enumerate(zip(as_dates(series.last), values, strict=True)):
        if index in breaks and made and made[-1].value is not None:
            made.append(Point(day=as_date(series.first[index]), value=None))
        made.append(
            Point(
                day=day,
                value=value,
                provisional=index >= series.closed,
                signal=(signals or {}).get(index),
                interval=drawn.get(index),
            )
        )
        if missing[index]:
            gap = series.period(index).shift(1, series.cadence)
            made.append(Point(day=gap.last, value=None))
    return tuple(made)


def limit_marks(judged_series: JudgedSeries | None) -> tuple[LimitsMark, ...]:
    """The usual range level by level, and point by point where its width or the season changes it.

    Each step begins where the one before ends. There is none where the chart does not show what is
    judged: what each period added to a running total, or the sums of months.
    """
    if judged_series is None or judged_series.control_chart is None or not judged_series.is_drawn:
        return ()
    lows, highs = (ends.tolist() for ends in judged_series.usual_ranges)
    season = judged_series.figures - judged_series.control_chart.values
    days = as_dates(judged_series.series.last[judged_series.rows])
    marks: list[LimitsMark] = []
    for group in judged_series.control_chart.groups:
        if group.limits is None:
            continue
        step: tuple[float, ...] = ()
        for at in range(group.start, group.stop):
            first = judged_series.period(at).first if at else days[at]
            if at > group.start and (first - days[at - 1]).days == 1:
                first = days[at - 1]
            ends = (lows[at], highs[at], group.mean + float(season[at]))
            if ends == step:
                marks[-1] = replace(marks[-1], last=days[at])
            else:
                low, high, mean = step = ends
                marks.append(
                    LimitsMark(
                        first=first, last=days[at], low=low, high=high, mean=mean, trial=group.trial
                    )
                )
    return tuple(marks)


def signal_marks(judged_series: JudgedSeries | None) -> Mapping[int, Change]:
    """What is told of the points of a series now, by their index: the claim or the first sign."""
    if judged_series is None or not judged_series.is_drawn or not judged_series.signal_direction:
        return {}
    better = judged_series.series.metric.better
    signal = signal_of(judged_series.signal_direction, better)
    return dict.fromkeys(judged_series.told_now, signal)


def forecast_marks(forecast: Forecast, steps: int) -> tuple[ForecastPoint, ...]:
    """The forecast of each of the next periods."""
    bands = (*forecast.band_80, *forecast.band_95)
    rows = zip(*(column[:steps].tolist() for column in (forecast.mean, *bands)), strict=True)
    return tuple(
        ForecastPoint(
            day=forecast.window.ahead(step).last,
            mean=mean,
            band_80=(low_80, high_80),
            band_95=(low_95, high_95),
        )
        for step, (mean, low_80, high_80, low_95, high_95) in enumerate(rows, 1)
    )


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


def _benchmark_label(mark: Benchmark, metric: Metric, formats: Formats) -> str:
    name = shortened(mark.label or mark.source, _MARK_NAME)
    return f"{name} {formats.stated(mark.value, metric)} ({mark.date.year})"


def _target(report: Report, goal: Goal, metric: Metric, formats: Formats) -> TargetMark:
    reach = goal.rule is Rule.REACH
    due = f" {'by' if reach else 'until'} {short_day(goal.due)}" if goal.due else ""
    planned = []
    if reach and goal.baseline is not None and goal.baseline_date and goal.due:
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
        label=f"target {aim(goal, metric, formats)}{due}",
        planned=tuple(planned),
    )


def _forecast_to_due(report: Report, series: Series) -> tuple[ForecastPoint, ...]:
    """The forecast to the furthest due date of an open goal, as far as its bands were tried."""
    forecast = report.forecasts.get((series.metric.metric, series.segment))
    if not isinstance(forecast, Forecast):
        return ()
    outlooks = (report.assessments[goal.goal].outlook for goal in goals_on(report, series))
    furthest = max((outlook.steps or 0 for outlook in outlooks), default=0)
    return forecast_marks(forecast, min(furthest, measured_to(series.cadence)))


def _intervals(series: Series, most: int) -> dict[int, tuple[float, float]]:
    """The intervals that are drawn, by the index of their points."""
    if not most or not series.closed:
        return {}
    low, high = (ends.tolist() for ends in intervals_of(series))
    first = 0 if series.closed <= most else series.closed - 1
    return {
        index: (low[index], high[index])
        for index in range(first, series.closed)
        if math.isfinite(low[index])
    }
