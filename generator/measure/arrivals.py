"""Arrivals: whether the figure of each period of a metric is there, late, missing or open."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.measure.report import Report
from generator.model.periods import Period
from generator.model.tables import Metric
from generator.model.vocabulary import Cadence

_SATURDAY = 5


class Arrival(StrEnum):
    """What became of the figure of a period.

    WITHHELD: it came, and is of too few answers to be published. MISSING: a newer one came, this
    one did not. LATE: it was due. OPEN: it is not due yet.
    """

    THERE = "there"
    LATE = "late"
    MISSING = "missing"
    WITHHELD = "withheld"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A period and what became of its figure."""

    period: Period
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class _Days:
    """The last days of some periods, in their order."""

    days: Sequence[dt.date]

    def within(self, period: Period) -> bool:
        """Whether one of the days is in a period."""
        place = bisect_left(self.days, period.first)
        return place < len(self.days) and self.days[place] <= period.last


def arrivals(report: Report, since: dt.date) -> dict[str, tuple[Arrived, ...]]:
    """The periods of each metric that end after a day, from its first figure to the site's day.

    A period counts as there if a figure of the whole or of any segment is published. Metrics
    without a figure have no periods. Days off are no periods of a record that has none.
    """
    frame = report.dataset.measurements.drop_duplicates(["metric", "last"]).sort_values("last")
    published: dict[str, set[dt.date]] = {}
    for (metric, _), series in report.series.items():
        published.setdefault(metric, set()).update(series.last.tolist())
    found = {}
    for key, rows in frame.groupby("metric"):
        measured = report.dataset.by_id(Metric)[str(key)]
        cadence = report.dataset.cadences.get(measured.metric)
        if cadence is None:
            continue
        handed_in = _Days([day.date() for day in rows["last"]])
        newest = Period(last=handed_in.days[-1], first=rows["first"].iloc[-1].date())
        shown = _Days(sorted(published.get(measured.metric, ())))
        every = [
            *_came(newest, cadence, max(since, handed_in.days[0]), handed_in, shown),
            *_awaited(newest, cadence, measured, report.dataset.as_of.day),
        ]
        weekends = cadence is not Cadence.DAILY or any(map(_is_weekend, handed_in.days))
        found[measured.metric] = tuple(
            one
            for one in sorted(every, key=lambda one: one.period)
            if weekends or not _is_weekend(one.period.last)
        )
    return found


def _came(
    newest: Period, cadence: Cadence, since: dt.date, handed_in: _Days, shown: _Days
) -> Iterator[Arrived]:
    """The periods from the newest one back."""
    period = newest
    while period.last >= since:
        arrival = Arrival.WITHHELD if handed_in.within(period) else Arrival.MISSING
        yield Arrived(period=period, arrival=Arrival.THERE if shown.within(period) else arrival)
        period = period.shift(-1, cadence)


def _awaited(newest: Period, cadence: Cadence, metric: Metric, day: dt.date) -> Iterator[Arrived]:
    """The periods after the newest one that have begun."""
    before, period = newest, newest.shift(1, cadence)
    while period.first <= day:
        late = metric.due_after(before.last, cadence) < day
        yield Arrived(period=period, arrival=Arrival.LATE if late else Arrival.OPEN)
        before, period = period, period.shift(1, cadence)


def _is_weekend(day: dt.date) -> bool:
    return day.weekday() >= _SATURDAY
