"""Swings: large moves that only look like a change; and the metrics that have really changed.

Both are about whole metrics, never a segment. What customers feel comes first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from generator.measure.assessment import change_of
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.natural_limits import usual_range
from generator.measure.report import Report
from generator.measure.series import Series
from generator.measure.triage import FELT_BY_CUSTOMERS
from generator.measure.variation import ControlChart, Label
from generator.model.periods import Period
from generator.model.tables import Metric
from generator.model.vocabulary import Cadence, Change

#: A move of so many usual steps looks like news. If nothing changes, one move in nine is as large
#: (normal values: P(|z| > 2 · 1.128 / √2)).
SWING_STEPS = 2.0

#: How old the end of a move may be, in days before the day of the site: about four months.
RECENT_DAYS = 124

#: How many of the last moves count: alike for each cadence, or daily figures would have thirty
#: chances for one of monthly figures.
_LAST_MOVES = {Cadence.DAILY: 4, Cadence.WEEKLY: 4, Cadence.MONTHLY: 4, Cadence.QUARTERLY: 1}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Swing:
    """A move from one closed period to the next that is large and yet no real change.

    Both values lie within the natural limits `low` and `high`, which are clipped to what the
    metric can be. `usual_step` is the mean moving range behind those limits.
    """

    series: Series
    earlier: Period
    period: Period
    before: float
    after: float
    low: float
    high: float
    usual_step: float

    @property
    def steps(self) -> float:
        """How many usual steps the move is."""
        return abs(self.after - self.before) / self.usual_step


def find_swings(report: Report, most: int = 3) -> tuple[Swing, ...]:
    """The large moves of the last months that are no real change, one per metric, at most `most`.

    They are the last moves (`_LAST_MOVES`) between neighbouring closed periods that ended within
    `RECENT_DAYS`, on a metric that has not really changed and has firm limits. Neither end may
    signal, and the move must be `SWING_STEPS` or more. Those that customers feel come first, then
    the larger in usual steps, then the id. Running totals are left out: the rules judge not what
    they show but what each period added.
    """
    day = report.dataset.as_of.day
    swings = [
        largest
        for (_, segment), judged in report.judged_series.items()
        if not segment and not judged.series.metric.is_total
        if (largest := _largest(judged, day)) is not None
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
    """The metrics that are really better or really worse now.

    Those that customers feel come first, then what changed last, then the id. A metric whose
    newest figure is too old to judge by says nothing of now.
    """
    changed = [
        (_felt_last(judged.series.metric), -since.last.toordinal(), metric, judged)
        for (metric, segment), judged in report.judged_series.items()
        if not segment and report.current_change(metric) in (Change.BETTER, Change.WORSE)
        if (since := judged.signal_since) is not None
    ]
    return tuple(judged for *_, judged in sorted(changed))


def _felt_last(metric: Metric) -> bool:
    return metric.kind not in FELT_BY_CUSTOMERS


def _largest(judged: JudgedSeries, day: dt.date) -> Swing | None:
    """The largest of the last moves, if it is a swing."""
    chart = judged.control_chart
    if chart is None or change_of(judged) is not Change.NONE:
        return None
    group = chart.groups[-1]
    if group.trial or not group.usual_step:
        return None
    swings = [_swing(judged, chart, point) for point in _quiet_moves(judged, chart)]
    recent = [swing for swing in swings if (day - swing.period.last).days <= RECENT_DAYS]
    largest = max(recent, key=lambda swing: swing.steps, default=None)
    return largest if largest is not None and largest.steps >= SWING_STEPS else None


def _quiet_moves(judged: JudgedSeries, chart: ControlChart) -> Iterator[int]:
    """The ends of the last moves between neighbours of which neither signals."""
    labels, after_gap = chart.labels, {gap.before for gap in judged.gaps}
    earliest = len(labels) - _LAST_MOVES.get(judged.series.cadence, 0)
    for point in range(max(chart.groups[-1].start + 1, earliest), len(labels)):
        quiet = labels[point - 1] is labels[point] is Label.COMMON_CAUSE
        if quiet and point not in after_gap:
            yield point


def _swing(judged: JudgedSeries, chart: ControlChart, point: int) -> Swing:
    low, high = usual_range(chart.groups[-1], judged.series)
    return Swing(
        series=judged.series,
        earlier=judged.period(point - 1),
        period=judged.period(point),
        before=float(chart.values[point - 1]),
        after=float(chart.values[point]),
        low=low,
        high=high,
        usual_step=chart.groups[-1].usual_step,
    )
