"""The worked example of the Methods page: a goal or metric of the company's own, chosen by rule."""

from __future__ import annotations

from dataclasses import dataclass

from generator.measure.assessment import GoalAssessment
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.intervals import interval_of
from generator.measure.pooling import counts_of
from generator.measure.report import Report
from generator.measure.series import Series
from generator.model.counts import POOLED_BY_COUNTS
from generator.model.vocabulary import Accumulates


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """What is worked out step by step; `assessment` is None without a goal."""

    series: Series
    judged_series: JudgedSeries
    assessment: GoalAssessment | None


def example_of(report: Report) -> Example | None:
    """The open goal with the fullest working; without goals the metric; None without a figure.

    Wanted, the most important first: a pace with its noise, a chance of sampling, an interval of
    the newest value, firm natural limits, figures that are no running total, and a goal that is
    not yet scored. Among equals the one with the fewest figures, since they are to be added up by
    hand, then by id.
    """
    found = [
        Example(series=report.series[key], judged_series=judged_series, assessment=assessment)
        for assessment in report.open_assessments
        if (key := assessment.goal.series_key) in report.series
        and (judged_series := report.judged_series.get(key)) is not None
    ]
    if not found:
        found = [
            Example(series=report.series[key], judged_series=judged_series, assessment=None)
            for key, judged_series in report.judged_series.items()
            if not key[1]
        ]
    return min(found, key=_wants, default=None)


def _wants(example: Example) -> tuple[bool, bool, bool, bool, bool, bool, int, str]:
    """What an example lacks, the most important first."""
    series, chart = example.series, example.judged_series.control_chart
    noise = example.assessment.goal_status.noise if example.assessment else None
    group = chart.last_group if chart is not None else None
    firm = group is not None and group.limits is not None and not group.trial
    name = example.assessment.goal.goal if example.assessment else series.metric.metric
    return (
        noise is None or noise.sigma == 0,
        noise is None or noise.sampling is None,
        not has_interval(series),
        not firm,
        series.metric.accumulates is not Accumulates.NO,
        example.assessment is not None and example.assessment.goal_status.frozen,
        len(chart.values) if chart is not None else 0,
        name,
    )


def has_interval(series: Series) -> bool:
    """Whether the newest closed value has an interval."""
    newest, calculation = series.closed - 1, series.metric.calculation
    if calculation not in POOLED_BY_COUNTS or newest < 0:
        return False
    return interval_of(calculation, counts_of(series, slice(newest, newest + 1))) is not None
