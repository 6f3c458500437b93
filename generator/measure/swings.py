"""Swings: large moves that only look like a change; and the metrics that have changed.

Both are about whole metrics, never a segment. What customers feel comes first.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.measure.assessment import (
    change_of,
    is_new,
)
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.report import Report
from generator.measure.series import Series
from generator.measure.triage import FELT_BY_CUSTOMERS
from generator.measure.variation import ControlChart, Label
from generator.model.periods import Period
from generator.model.tables import Metric
from generator.model.vocabulary import Change

#: A move of so many usual steps looks like news. If nothing changes, one move in nine is as large
#: (normal values: P(|z| > 2 · 1.128 / √2)).
SWING_STEPS = 2.0

#: How old the end of a move may be, in days before the day of the site: about four months.
RECENT_DAYS = 124


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Swing:
    """A move from one closed period to the next that is large and yet no change.

    Both values are within their usual ranges; `low` to `high` is that of the newest, which follows
    the season if the record is `seasonal`. `usual_step` is the mean moving range behind it.
    """

    series: Series
    earlier: Period
    period: Period
    before: float
    after: float
    low: float
    high: float
    usual_step: float
    seasonal: bool = False

    @property
    def steps(self) -> float:
        """How many usual steps the move is."""
        return abs(self.after - self.before) / self.usual_step


def find_swings(report: Report, most: int = 3) -> tuple[Swing, ...]:
    """The large moves to the newest period that are no change, at most `most`.

    The period ended within `RECENT_DAYS`, on a metric without a claim or a first sign and with firm
    limits. Neither end may signal, and the move must be `SWING_STEPS` or more. Those that
    customers feel come first, then the larger in usual steps, then the id. Running totals are left
    out: the rules judge not what they show but what each period added.
    """
    day = report.dataset.as_of.day
    swings = [
        newest
        for (_, segment), judged in report.judged_series.items()
        if not segment and not judged.series.metric.is_total
        if (newest := _newest(judged, day)) is not None
    ]
    swings.sort(
        key=lambda swing: (
            _felt_last(swing.series.metric),
            -swing.steps,
            swing.series.metric.metric,
        )
    )
    return tuple(swings[:most])


def find_real_changes(report: Report) -> tuple[JudgedSeries, ...]:
    """The metrics that have improved or worsened within a year.

    Those that customers feel come first, then what changed last, then the id. A metric whose
    newest figure is too old to judge by says nothing of now.
    """
    changed = [
        (_felt_last(judged.series.metric), -since.last.toordinal(), metric, judged)
        for (metric, segment), judged in report.judged_series.items()
        if not segment and report.current_change(metric) in (Change.BETTER, Change.WORSE)
        if is_new(judged)
        if (since := judged.signal_since) is not None
    ]
    return tuple(judged for *_, judged in sorted(changed))


def _felt_last(metric: Metric) -> bool:
    return metric.kind not in FELT_BY_CUSTOMERS


def _newest(judged: JudgedSeries, day: dt.date) -> Swing | None:
    """The move to the newest point, if it is a swing."""
    chart = judged.control_chart
    if chart is None or judged.claim or change_of(judged) is not Change.NONE:
        return None
    point, group = len(chart.labels) - 1, chart.groups[-1]
    after_gap = any(gap.before == point for gap in judged.gaps)
    alone = point == group.start or chart.labels[point - 1] is not Label.COMMON_CAUSE
    if group.trial or not group.usual_step or after_gap or alone:
        return None
    swing = _swing(judged, chart, point)
    recent = (day - swing.period.last).days <= RECENT_DAYS
    return swing if recent and swing.steps >= SWING_STEPS else None


def _swing(judged: JudgedSeries, chart: ControlChart, point: int) -> Swing:
    assert judged.usual_range is not None
    low, high = judged.usual_range
    return Swing(
        series=judged.series,
        earlier=judged.period(point - 1),
        period=judged.period(point),
        before=float(judged.figures[point - 1]),
        after=float(judged.figures[point]),
        low=low,
        high=high,
        usual_step=chart.groups[-1].usual_step,
        seasonal=judged.seasonal,
    )
