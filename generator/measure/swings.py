"""News: which metrics have really changed, and which large moves only look as if they had.

Both look at whole metrics alone, never at one segment. What customers feel comes first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from generator.measure.assessment import Change, change_of
from generator.measure.bounds import natural_bounds
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.natural_limits import LIMIT
from generator.measure.report import Report
from generator.measure.series import Series
from generator.measure.triage import FELT_BY_CUSTOMERS
from generator.measure.variation import ControlChart, Label
from generator.model.periods import Period
from generator.model.tables import Metric
from generator.model.vocabulary import Cadence

#: A move of so many usual steps is taken for news. Where nothing changes one move in nine is as
#: large (normal values: P(|z| > 2 · 1.128 / √2)).
LOOKS_LIKE_NEWS = 2.0

#: How old the end of a move may be, in days before the day of the site: about four months.
RECENT_DAYS = 124

#: How many of the last moves are looked at: as many of each cadence, or the daily figures would
#: have thirty chances where the monthly ones have one.
_LAST_MOVES = {Cadence.DAILY: 4, Cadence.WEEKLY: 4, Cadence.MONTHLY: 4, Cadence.QUARTERLY: 1}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Swing:
    """A move from one closed period to the next that is large and yet no real change.

    Both values lie within the natural limits `low` and `high`, which are clipped to what the
    metric can be. `usual_step` is the mean moving range behind those limits.
    """

    metric: Metric
    series: Series
    earlier: Period
    period: Period
    before: float
    after: float
    low: float
    high: float
    usual_step: float

    @property
    def times(self) -> float:
        """How many usual steps the move is."""
        return abs(self.after - self.before) / self.usual_step


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Changed:
    """A metric that is really better or really worse now.

    `since` is the first of the unbroken row of periods that say so, `points` their number. With
    `of_increments` it is what each period added to a running total that has changed.
    """

    metric: Metric
    series: Series
    change: Change
    since: Period
    points: int
    of_increments: bool


def looks_like_news(report: Report, most: int = 3) -> tuple[Swing, ...]:
    """The large moves of the last months that are no real change, one a metric, `most` at most.

    Looked at are the last four moves between neighbouring closed periods (quarterly: the last
    one) that ended within the last 124 days, on a metric that has not really changed and has
    firm limits. Neither end may signal, and the move must be two usual steps or more. Those that
    customers feel come first, then the larger in usual steps, then the id. Running totals are
    left out: what they show is not what the rules judge.
    """
    day = report.dataset.as_of.day
    found = [
        largest
        for key, record in report.records.items()
        if not key[1] and not record.of_increments
        if (largest := _largest(report.series[key], record, day)) is not None
    ]
    found.sort(key=lambda move: (_felt_last(move.metric), -move.times, move.metric.metric))
    return tuple(found[:most])


def really_changed(report: Report) -> tuple[Changed, ...]:
    """The metrics that are really better or really worse now.

    Those that customers feel come first, then what changed last, then the id. A metric whose
    newest figure is too old to judge by says nothing of now.
    """
    found = [
        changed
        for (metric, segment), record in report.records.items()
        if not segment and not report.fresh[metric].stale
        if (changed := _changed(report.series[metric, segment], record)) is not None
    ]
    found.sort(
        key=lambda one: (_felt_last(one.metric), -one.since.last.toordinal(), one.metric.metric)
    )
    return tuple(found)


def _felt_last(metric: Metric) -> bool:
    return metric.kind not in FELT_BY_CUSTOMERS


def _largest(series: Series, record: JudgedSeries, day: dt.date) -> Swing | None:
    """The largest of a record's last moves, if it is one that looks like news and is not."""
    process = record.process
    if process is None or change_of(record) is not Change.NONE:
        return None
    group = process.groups[-1]
    if group.limits is None or group.trial or group.limits.upper <= group.mean:
        return None
    moves = [_move(series, record, process, place) for place in _places(series, record, process)]
    recent = [move for move in moves if (day - move.period.last).days <= RECENT_DAYS]
    largest = max(recent, key=lambda move: move.times, default=None)
    return largest if largest is not None and largest.times >= LOOKS_LIKE_NEWS else None


def _places(series: Series, record: JudgedSeries, process: ControlChart) -> Iterator[int]:
    """The ends of the last moves between neighbours of which neither signals."""
    labels, after_gap = process.labels, {gap.before for gap in record.gaps}
    earliest = len(labels) - _LAST_MOVES.get(series.cadence, 0)
    for place in range(max(process.groups[-1].start + 1, earliest), len(labels)):
        quiet = labels[place - 1] is labels[place] is Label.COMMON_CAUSE
        if quiet and place not in after_gap:
            yield place


def _move(series: Series, record: JudgedSeries, process: ControlChart, place: int) -> Swing:
    group, (least, most) = process.groups[-1], natural_bounds(series.metric, [series])
    assert group.limits is not None
    return Swing(
        metric=series.metric,
        series=series,
        earlier=series.period(int(record.rows[place - 1])),
        period=series.period(int(record.rows[place])),
        before=float(process.values[place - 1]),
        after=float(process.values[place]),
        low=max(group.limits.lower, least),
        high=min(group.limits.upper, most),
        usual_step=(group.limits.upper - group.mean) / LIMIT,
    )


def _changed(series: Series, record: JudgedSeries) -> Changed | None:
    change, process = change_of(record), record.process
    if change not in (Change.BETTER, Change.WORSE) or process is None:
        return None
    start = process.signal_start
    assert start is not None
    return Changed(
        metric=series.metric,
        series=series,
        change=change,
        since=series.period(int(record.rows[start])),
        points=len(process.labels) - start,
        of_increments=record.of_increments,
    )
