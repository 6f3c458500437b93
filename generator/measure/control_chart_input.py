"""The input of a control chart: which points of a series the rules of variation may judge.

The rules (`generator.measure.variation`) see one value per period. Of a running total that is what
each period added. An average over several periods is not judged: neighbours share their answers,
and make runs by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from generator.measure.series import (
    Integers,
    Numbers,
    Series,
    begins_year,
    increments,
    missing_between,
)
from generator.measure.variation import ControlChart, examine
from generator.model.periods import Period
from generator.model.settings import PUBLISHED_RULES, VariationRules
from generator.model.vocabulary import Smoothing

#: Differences of a running total are rounded to so many digits of the total.
_DIGITS = 12


class NotJudgedReason(StrEnum):
    """Why a series has no variation."""

    NO_CLOSED_PERIOD = "no-closed-period"
    ROLLING_AVERAGE = "rolling-average"
    MAYBE_TOTAL = "maybe-total"
    TOO_FEW = "too-few"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPeriods:
    """Periods without a value just before a point of the chart."""

    before: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JudgedSeries:
    """A series under the rules of variation, or the reason why they do not judge it.

    `rows` gives the index in the series of each point of the chart. The values of a running total
    are what each period added. `not_judged` is None if there is a variation; `control_chart` is
    None if no point may be judged.
    """

    series: Series
    control_chart: ControlChart | None
    not_judged: NotJudgedReason | None
    rows: Integers
    gaps: tuple[MissingPeriods, ...]

    def period(self, point: int) -> Period:
        """The period of a point of the chart (negative: from the end)."""
        return self.series.period(int(self.rows[point]))

    @property
    def chart_of_values(self) -> ControlChart | None:
        """The control chart, if the values that it judges are those of the series."""
        return None if self.series.metric.is_total else self.control_chart

    @property
    def signals(self) -> Mapping[int, int]:
        """The direction (0: none) of each value of the series that has limits, by its index."""
        chart = self.chart_of_values
        if chart is None:
            return {}
        return {
            int(self.rows[point]): chart.directions[point]
            for group in chart.groups
            if group.limits is not None
            for point in range(group.start, group.stop)
        }

    @property
    def signal_since(self) -> Period | None:
        """The first period of the unbroken row that signals as the last one does."""
        start = self.control_chart.signal_start if self.control_chart is not None else None
        return None if start is None else self.period(start)


def judge_series(
    series: Series, rules: VariationRules = PUBLISHED_RULES, *, maybe_total: bool = False
) -> JudgedSeries:
    """Judges the closed periods of a series by the rules of variation.

    Groups begin at the series' rebase dates; limits are fixed as its metric says. Nothing is
    judged with `maybe_total`: the average of a running total means nothing.
    """
    rows, values = np.arange(series.closed), series.closed_values
    if series.metric.is_total:
        rows, values = _increments(series)
    reasons = {
        NotJudgedReason.ROLLING_AVERAGE: series.metric.smoothing is Smoothing.ROLLING,
        NotJudgedReason.NO_CLOSED_PERIOD: not series.closed,
        NotJudgedReason.MAYBE_TOTAL: maybe_total,
        NotJudgedReason.TOO_FEW: not len(rows),
    }
    not_judged = next((reason for reason, applies in reasons.items() if applies), None)
    control_chart = None
    if not_judged is not None:
        rows = rows[:0]
    else:
        control_chart = examine(
            series.last[rows],
            values,
            better=series.metric.better,
            rebase=series.rebased,
            fix_after=series.metric.fix_limits_after,
            rules=rules,
        )
        not_judged = NotJudgedReason.TOO_FEW if control_chart.variation is None else None
    return JudgedSeries(
        series=series,
        control_chart=control_chart,
        not_judged=not_judged,
        rows=rows,
        gaps=_gaps(series, rows),
    )


def _increments(series: Series) -> tuple[Integers, Numbers]:
    """The closed periods with a known increment to a running total.

    It is not known after a missing period, since two or more periods share it, and across a
    rebase, unless the total starts again with that period.
    """
    rows = np.arange(1, series.closed)
    added = increments(series)[: max(series.closed - 1, 0)]
    if not len(rows):
        return rows, added
    total = float(np.abs(series.value).max())
    if total > 0:
        decimals = _DIGITS - int(np.ceil(np.log10(total)))
        added = np.round(added, min(max(decimals, 0), _DIGITS))
    follows = missing_between(series)[: len(rows)] == 0
    for start in series.group_starts:
        follows[start - 1] = False
    known = follows | begins_year(series)[rows]
    return rows[known], added[known]


def _gaps(series: Series, rows: Integers) -> tuple[MissingPeriods, ...]:
    """Where periods are missing between one point and the next, in periods of the calendar."""
    absent = np.concatenate([[0], np.cumsum(missing_between(series))])
    missing = np.diff(absent[rows]) + np.diff(rows) - 1
    return tuple(
        MissingPeriods(before=point, missing=count)
        for point, count in enumerate(missing.tolist(), 1)
        if count
    )
