"""The worked example of the Methods page: a goal or metric of the company's own, chosen by rule."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from generator.measure.assessment import GoalAssessment
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.intervals import PAPER_DECIMALS
from generator.measure.levels import Movement
from generator.measure.natural_limits import Group, group_of, widened
from generator.measure.pooling import newest_interval
from generator.measure.report import Report

_MOST_DECIMALS = 6
_LARGE = 10_000
#: The decimals of t* on paper.
_T_DECIMALS = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """What is worked out step by step; `assessment` is None without a goal."""

    judged_series: JudgedSeries
    assessment: GoalAssessment | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LimitsOnPaper:
    """A group worked out in rounded numbers, and the sums that its means rest on.

    `steps` are the differences between all its neighbours. `total` is the sum of the first
    `group.based_on` values, `path` that of their moving ranges, `kept_path` that of the moving
    ranges that are not left out. `reach_step` is the usual step as the limits use it: wider if the
    values depend on each other.
    """

    group: Group
    steps: tuple[float, ...]
    total: float
    path: float
    kept_path: float
    reach_step: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementOnPaper:
    """A movement worked out in rounded numbers: the lower and the higher mean, s, r′ and t*."""

    low: float
    high: float
    spread: float
    dependence: float
    t: float


def example_of(report: Report) -> Example | None:
    """The open goal with the fullest working; without goals the metric; None without a figure.

    Wanted, the most important first: a pace with its noise, a chance of sampling, an interval of
    the newest value, firm natural limits that are the same for all figures and follow from them
    alone, without a season, figures that are no running total, and a goal that is
    not yet scored. Among equals the one with the fewest figures, since a reader adds them up by
    hand, then by id.
    """
    found = [
        Example(judged_series=assessment.judged_series, assessment=assessment)
        for assessment in report.open_assessments
        if assessment.judged_series is not None
    ]
    if not found:
        found = [
            Example(judged_series=judged_series, assessment=None)
            for (_, segment), judged_series in report.judged_series.items()
            if not segment
        ]
    return min(found, key=_lacks, default=None)


def limits_on_paper(group: Group, decimals: int) -> LimitsOnPaper:
    """The limits of a group as on paper, with two decimals more than `decimals`.

    Large values have none. There are more if only these leave out the same steps as exact values.
    """
    first = 0 if max(map(abs, group.values)) >= _LARGE else decimals + 2
    digits = min(first, _MOST_DECIMALS)
    rounded = _rounded(group, digits)
    while len(rounded.left_out) != len(group.left_out) and digits < _MOST_DECIMALS:
        digits += 1
        rounded = _rounded(group, digits)
    path = round(math.fsum(rounded.moving_ranges), digits)
    return LimitsOnPaper(
        group=rounded,
        steps=tuple(round(abs(b - a), digits) for a, b in pairwise(rounded.values)),
        total=round(math.fsum(rounded.values[: rounded.based_on]), digits),
        path=path,
        kept_path=round(path - math.fsum(rounded.left_out), digits),
        reach_step=round(rounded.usual_step / math.sqrt(1 - rounded.dependence), digits + 1),
    )


def movement_on_paper(movement: Movement, dependence: float) -> MovementOnPaper:
    """How t* follows from rounded numbers."""
    ends = (movement.means[0], movement.means[-1])
    low, high, spread = (round(value, PAPER_DECIMALS) for value in (*sorted(ends), movement.spread))
    dependence = round(dependence, PAPER_DECIMALS)
    before, last = movement.sizes
    error = spread * math.sqrt(1 / before + 1 / last)
    error *= math.sqrt((1 + dependence) / (1 - dependence))
    t = round((high - low) / error, _T_DECIMALS) if error else math.inf
    return MovementOnPaper(low=low, high=high, spread=spread, dependence=dependence, t=t)


def _rounded(group: Group, digits: int) -> Group:
    rounded = group_of(
        list(group.values),
        fix_after=group.based_on,
        screening=group.screen is not None,
        digits=digits,
    )
    return widened(rounded, round(group.dependence, PAPER_DECIMALS), digits)


def _lacks(example: Example) -> tuple[bool, bool, bool, bool, bool, bool, bool, int, str]:
    """What an example lacks, the most important first."""
    series, chart = example.judged_series.series, example.judged_series.control_chart
    pace = example.assessment.goal_status.pace if example.assessment else None
    noise = pace.noise if pace else None
    group = chart.groups[-1] if chart is not None else None
    firm = group is not None and group.limits is not None and not group.trial
    alike = group is not None and group.shares is None and not example.judged_series.seasonal
    name = example.assessment.goal.goal if example.assessment else series.metric.metric
    return (
        noise is None or noise.sigma == 0,
        noise is None or noise.sampling is None,
        newest_interval(series) is None,
        not firm,
        not alike,
        series.metric.is_total,
        example.assessment is not None and example.assessment.goal_status.frozen,
        len(chart.values) if chart is not None else 0,
        name,
    )
