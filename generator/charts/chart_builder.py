"""From results to charts: what a chart shows of a series, its goals, events and forecast."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from generator.charts.chart_model import (
    EventMark,
    ForecastPoint,
    LevelMark,
    LimitsMark,
    MetricChart,
    Panel,
    PastYear,
    Point,
    Run,
    SegmentsChart,
    TargetMark,
)
from generator.charts.labels import newest_closed
from generator.charts.theme import HALF, LAYOUTS, PHONE, WIDE
from generator.charts.window import target_from
from generator.measure.assessment import change_of
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.forecast_window import measured_to
from generator.measure.natural_limits import natural_bounds
from generator.measure.outlook import Forecast
from generator.measure.pooling import intervals_of
from generator.measure.report import Report
from generator.measure.series import Series, as_date, as_dates, missing_between
from generator.model.counts import ADDED
from generator.model.tables import Benchmark, Event, Goal, Metric
from generator.model.vocabulary import Accumulates, Rule, YesNo
from generator.sentences.charts import (
    benchmark_label,
    chart_name,
    forecast_label,
    newest_label,
    past_year_label,
    run_words,
    target_label,
)
from generator.sentences.goals import aim_in_words
from generator.sentences.metrics import newest_drawn
from generator.sentences.numbers import Formats, short_day, unit_title
from generator.sentences.rows import brief_value
from generator.sentences.words import TRIAGE_BADGES, shortened

_PANEL_NAME = 28
#: So many years of a running total are laid over one another.
_MOST_YEARS = 4
#: The key of the chart on Home.
HOME_KEY = "/home"


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
    benchmarks = () if series.segment else newest_benchmarks(report, metric)
    forecast = _forecast_to_due(report, series)
    ahead, ahead_short = (
        forecast_label(forecast[-1].band, forecast[-1].day, metric, formats)
        if forecast
        else ("", "")
    )
    newest, newest_short = newest_label(series, formats)
    drawn = points(series, earlier_signals(judged_series))
    years = years_of(series, drawn)
    shown = years[-1].points if years else drawn
    return MetricChart(
        key=metric_key(metric.metric, series.segment),
        points=shown,
        unit=unit_title(metric),
        last_label=newest,
        last_short=newest_short,
        run=run_of(judged_series, formats),
        limits=limit_marks(judged_series),
        forecast=forecast,
        forecast_label=ahead,
        forecast_short=ahead_short,
        targets=tuple(
            target_from(target, shown[0].day) if years else target
            for target in (_target(report, goal, metric, formats) for goal in goals)
        ),
        benchmarks=tuple(
            LevelMark(value=mark.value, label=label, short=short)
            for mark in benchmarks
            for label, short in (
                benchmark_label(mark, metric, formats, alone=len(benchmarks) == 1),
            )
        ),
        events=tuple(
            EventMark(day=event.date, label=event.title, anew=event.rebase is YesNo.YES)
            for event in events_on(report, series)
        ),
        years=years[:-1],
        bars=metric.calculation in ADDED and not metric.is_total,
        minimum=minimum,
        maximum=maximum,
        decimal=formats.decimal_mark,
        thousands=formats.thousands_mark,
        # A metric's own page gives it the whole width, a goal's page mostly two thirds.
        layouts=(WIDE, *LAYOUTS),
    )


def home_chart(chart: MetricChart) -> MetricChart:
    """The same chart at the size that it has on Home."""
    return replace(chart, key=HOME_KEY, layouts=(HALF, PHONE))


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
                points=points(part),  # a panel is too small for what is told no more
                last_label=brief_value(newest_drawn(part, formats)),
                run=run_of(judged_series, formats),
            )
            for part in parts
            for judged_series in (report.judged_series.get((metric.metric, part.segment)),)
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
        pile = TRIAGE_BADGES[report.assessments[goal.goal].triage].word
        due = f" by {short_day(goal.due)}" if goal.due else ""
        targets.append(f"target {aim_in_words(goal, series.metric, formats)}{due}: {pile}")
    segment = report.dataset.segments.get(series.segment)
    judged_series = report.judged_series.get((series.metric.metric, series.segment))
    return chart_name(series, segment.name if segment else "", judged_series, targets, formats)


def points(series: Series, earlier: Collection[int] = ()) -> tuple[Point, ...]:
    """A series as points, with an empty one where periods are missing or values begin anew.

    `earlier` are the indices of the points that signalled something before. The newest closed
    point has its interval.
    """
    made: list[Point] = []
    missing = [*missing_between(series).tolist(), 0]
    breaks = {series.ended_before(day) for day in series.rebased}
    values = series.value.tolist()
    for index, (day, value) in enumerate(zip(as_dates(series.last), values, strict=True)):
        if index in breaks and made and made[-1].value is not None:
            made.append(Point(day=as_date(series.first[index]), value=None))
        made.append(
            Point(
                day=day,
                value=value,
                provisional=index >= series.closed,
                earlier=index in earlier,
                interval=_interval(series) if index == series.closed - 1 else None,
            )
        )
        if missing[index]:
            gap = series.period(index).shift(1, series.cadence)
            made.append(Point(day=gap.last, value=None))
    return tuple(made)


def years_of(series: Series, drawn: Sequence[Point]) -> tuple[PastYear, ...]:
    """The years of a running total that starts anew each year, all within the days of the last.

    There are none of another record, or if it has one year only.
    """
    if series.metric.accumulates is not Accumulates.YEAR or not drawn:
        return ()
    years: dict[int, list[Point]] = {}
    for point in drawn:
        if point.value is not None:
            begun = point.day.month >= series.fiscal_year_start
            years.setdefault(point.day.year - (not begun), []).append(point)
    newest = max(years)
    if len(years) == 1:
        return ()
    return tuple(
        PastYear(
            label=past_year_label(year, fiscal=series.fiscal_year_start > 1),
            points=tuple(replace(p, day=_years_on(p.day, newest - year)) for p in points_of),
        )
        for year, points_of in sorted(years.items())[-_MOST_YEARS:]
    )


def _years_on(day: date, years: int) -> date:
    return date(
        day.year + years,
        day.month,
        monthrange(day.year + years, day.month)[1] if day.day > 27 else day.day,
    )


def limit_marks(judged_series: JudgedSeries | None) -> tuple[LimitsMark, ...]:
    """The usual range level by level, and point by point where its width or the season changes it.

    Each step begins where the one before ends. There is none where the chart does not show what is
    judged: what each period added to a running total, or the sums of months.
    """
    if judged_series is None or judged_series.control_chart is None or not judged_series.is_drawn:
        return ()
    lows, highs = (ends.tolist() for ends in judged_series.usual_ranges)
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
            ends = (lows[at], highs[at])
            if ends == step:
                marks[-1] = replace(marks[-1], last=days[at])
            else:
                low, high = step = ends
                marks.append(
                    LimitsMark(first=first, last=days[at], low=low, high=high, trial=group.trial)
                )
    return tuple(marks)


def run_of(judged_series: JudgedSeries | None, formats: Formats) -> Run | None:
    """The change that is told of a series now: its claim, or else its first sign."""
    if judged_series is None or not judged_series.is_drawn or not judged_series.told_now:
        return None
    change = change_of(judged_series)
    first = judged_series.series.period(judged_series.told_now.start).last
    return Run(change=change, first=first, label=run_words(judged_series, formats))


def earlier_signals(judged_series: JudgedSeries | None) -> frozenset[int]:
    """The points that signalled a change that is not told any more, by their index."""
    if judged_series is None or not judged_series.is_drawn:
        return frozenset()
    signalled = {at for at, direction in judged_series.signals.items() if direction}
    return frozenset(signalled.difference(judged_series.told_now))


def forecast_marks(forecast: Forecast, steps: int) -> tuple[ForecastPoint, ...]:
    """The forecast of each of the next periods."""
    columns = (forecast.mean, *forecast.band_80)
    rows = zip(*(column[:steps].tolist() for column in columns), strict=True)
    return tuple(
        ForecastPoint(day=forecast.window.ahead(step).last, mean=mean, band=(low, high))
        for step, (mean, low, high) in enumerate(rows, 1)
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


def _target(report: Report, goal: Goal, metric: Metric, formats: Formats) -> TargetMark:
    reach = goal.rule is Rule.REACH
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
        label=target_label(goal, metric, formats),
        short=target_label(goal, metric, formats, dated=False),
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


def _interval(series: Series) -> tuple[float, float] | None:
    """The interval of the newest closed point."""
    low, high = (float(ends[series.closed - 1]) for ends in intervals_of(series))
    return (low, high) if math.isfinite(low) else None
