"""Series: the values of one metric and segment in the order of time, as arrays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from generator.measure.suppression import suppress
from generator.model.counts import FIGURE_COLUMNS
from generator.model.dataset import Dataset
from generator.model.periods import Period, add_cadences
from generator.model.tables import Event, Goal, Initiative, Metric, SeriesKey
from generator.model.vocabulary import Accumulates, Bound, Cadence, YesNo

Days = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SHORTEST_GRACE_DAYS = 10
GRACE_PERIODS = 2
_DAYS_APART = {Cadence.DAILY: 1, Cadence.WEEKLY: 7}
_MONTHS_APART = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.YEARLY: 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A day on which something about a metric happened, or an initiative for it began."""

    day: dt.date
    title: str
    began: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """The published values of one metric and segment, sorted by period.

    All arrays have one entry per period; counts are NaN if they are not known. The first
    `closed` periods have ended by the day of the site; a later one is open and provisional.
    `rebased` are the days from which values can no longer be compared with those before, `moments`
    are the events about the metric itself and the starts of initiatives for it.
    `withheld` counts the periods that are not published so that no small group can be worked out.
    `so_far` is how many answers a withheld open period has at least (0: not known). `bounds` are
    what is told of some withheld periods.
    `fiscal_year_start` is the month in which a running total starts again. `handed_in` is the last
    day of the newest closed period that was handed in, published or not. `pooled_from` is the
    dimension from whose segments a whole is pooled; its `file` and `line` are those of all of them.
    """

    metric: Metric
    segment: str
    cadence: Cadence
    first: Days
    last: Days
    value: Numbers
    n: Numbers
    numerator: Numbers
    promoters: Numbers
    detractors: Numbers
    invited: Numbers
    notes: tuple[str | None, ...]
    file: tuple[str, ...]
    line: Integers
    closed: int
    rebased: tuple[dt.date, ...] = ()
    moments: tuple[Occasion, ...] = ()
    withheld: int = 0
    so_far: int = 0
    bounds: tuple[tuple[Period, Bound], ...] = ()
    fiscal_year_start: int = 1
    pooled_from: str = ""
    handed_in: dt.date | None = None

    def __len__(self) -> int:
        """How many periods have a value, an open one included."""
        return len(self.value)

    def period(self, index: int) -> Period:
        """The period at an index of the arrays (negative: from the end)."""
        return Period(last=as_date(self.last[index]), first=as_date(self.first[index]))

    @property
    def periods(self) -> list[Period]:
        """All periods, the first one first."""
        days = zip(as_dates(self.last), as_dates(self.first), strict=True)
        return [Period(last=last, first=first) for last, first in days]

    @property
    def newest(self) -> Period | None:
        """The newest closed period."""
        return self.period(self.closed - 1) if self.closed else None

    @property
    def newest_bound(self) -> tuple[Period, Bound] | None:
        """The newest period of which a bound is told, if none has a figure since."""
        if not self.bounds or (self.newest and self.newest.last > self.bounds[-1][0].last):
            return None
        return self.bounds[-1]

    @property
    def closed_values(self) -> Numbers:
        """The values of the closed periods."""
        return self.value[: self.closed]

    def ended_before(self, day: dt.date) -> int:
        """How many periods end before a day: the index of the first that ends on it or later."""
        return int(np.searchsorted(self.last, np.datetime64(day, "D")))

    def ended_by(self, day: dt.date) -> int:
        """How many periods end on a day or before: the index of the first that ends later."""
        return int(np.searchsorted(self.last, np.datetime64(day, "D"), side="right"))

    def index_ending(self, day: dt.date) -> int | None:
        """The index of the period that ends on a day."""
        index = self.ended_before(day)
        return index if index < self.ended_by(day) else None

    @property
    def group_starts(self) -> list[int]:
        """The closed periods, the first one apart, at which a rebase makes values begin anew."""
        starts = (self.ended_before(day) for day in self.rebased)
        return [start for start in starts if 0 < start < self.closed]

    @property
    def group_start(self) -> int:
        """Where the closed periods since the last rebase begin."""
        return max(self.group_starts, default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """When a metric's next figure was due, and whether it is late or too old to judge by.

    `last_good` is the last day on which the newest figure is fresh enough to judge by: after the
    `grace`, in periods or in days, and the metric's lag. `unpublished` says that a newer figure
    was handed in, of too small a group to be published.
    """

    newest: Period | None
    next_due: dt.date | None
    last_good: dt.date | None
    late: bool
    stale: bool
    unpublished: bool = False
    grace: int = GRACE_PERIODS
    grace_in_days: bool = False


def collect_series(dataset: Dataset, fiscal_year_start: int = 1) -> dict[SeriesKey, Series]:
    """The series of every metric and segment that has at least one measurement.

    Values that are not published are left out and counted (`generator.measure.suppression`).
    """
    frame = dataset.measurements
    metrics = dataset.by_id(Metric)
    rebases = {
        metric: tuple(sorted({event.date for event in events if event.rebase is YesNo.YES}))
        for metric, events in events_by_metric(dataset).items()
    }
    moments = _moments(dataset)
    columns: dict[str, Numbers] = {
        name: frame[name].to_numpy(dtype=float) for name in FIGURE_COLUMNS
    }
    first = frame["first"].to_numpy().astype("datetime64[D]")
    last = frame["last"].to_numpy().astype("datetime64[D]")
    names = frame["metric"].to_numpy()
    segments = frame["segment"].to_numpy()
    notes = [note if isinstance(note, str) else None for note in frame["note"].to_list()]
    files = frame["file"].to_list()
    lines = frame["line"].to_numpy()
    day = np.datetime64(dataset.as_of.day, "D")
    gone = suppress(dataset)
    found: dict[SeriesKey, Series] = {}
    changes = np.flatnonzero((names[1:] != names[:-1]) | (segments[1:] != segments[:-1])) + 1
    for start, stop in pairwise(sorted({0, *changes.tolist(), len(names)})):
        metric = metrics[names[start]]
        cadence = dataset.cadences.get(metric.metric)
        if cadence is None:
            continue
        rows = np.arange(start, stop)
        ended = last[rows[last[rows] <= day]]
        key, silent = (metric.metric, str(segments[start])), rows[gone[rows]]
        spans = zip(as_dates(last[silent]), as_dates(first[silent]), strict=True)
        withheld = len(silent)
        if dataset.withheld is not None:
            withheld = dataset.withheld.get(key, 0)
        if withheld:
            rows = rows[~(gone[rows] | np.isnan(columns["value"][rows]))]
        found[key] = Series(
            metric=metric,
            segment=key[1],
            cadence=cadence,
            first=first[rows],
            last=last[rows],
            notes=tuple(notes[row] for row in rows),
            file=tuple(files[row] for row in rows),
            line=lines[rows],
            closed=int(np.searchsorted(last[rows], day, side="right")),
            rebased=rebases.get(metric.metric, ()),
            moments=moments.get(metric.metric, ()),
            withheld=withheld,
            so_far=dataset.so_far.get(key, 0),
            bounds=tuple(
                (Period(last=end, first=begin), dataset.bounds[*key, end])
                for end, begin in spans
                if (*key, end) in dataset.bounds
            ),
            fiscal_year_start=fiscal_year_start,
            pooled_from="",
            handed_in=as_date(ended[-1]) if len(ended) else None,
            **{name: column[rows] for name, column in columns.items()},
        )
    return found


def freshness(series: Series | None, metric: Metric, as_of: dt.date) -> Freshness:
    """Whether the next figure is late (after its period's end and the metric's lag) or stale.

    A figure that was handed in counts although it may not be published. It is stale if the newest
    closed period's end + lag_days + the larger of two periods and ten days is before `as_of`.
    """
    newest = series.newest if series is not None else None
    if series is None or newest is None:
        return Freshness(newest=None, next_due=None, last_good=None, late=False, stale=False)
    handed_in = max(newest.last, series.handed_in or newest.last)
    due = metric.due_after(handed_in, series.cadence)
    by_periods = add_cadences(newest.last, GRACE_PERIODS, series.cadence)
    by_days = newest.last + dt.timedelta(days=SHORTEST_GRACE_DAYS)
    good = max(by_periods, by_days) + dt.timedelta(days=metric.lag_days)
    return Freshness(
        newest=newest,
        next_due=due,
        last_good=good,
        late=due < as_of,
        stale=good < as_of,
        unpublished=handed_in > newest.last,
        grace=SHORTEST_GRACE_DAYS if by_days > by_periods else GRACE_PERIODS,
        grace_in_days=by_days > by_periods,
    )


def increments(series: Series) -> Numbers:
    """What each period added to a running total (as long as the series less its first value).

    A total that starts again each (fiscal) year adds its whole value in the year's first period;
    a fall within the year is a correction, and counts as one.
    """
    values = series.value
    return np.where(
        starts_again(series, series.last[:-1], series.last[1:]), values[1:], np.diff(values)
    )


def begins_year(series: Series) -> Flags:
    """Which periods are the first of a (fiscal) year, if a running total starts again then."""
    return starts_again(series, series.first - 1, series.last)


def starts_again(series: Series, days: Days, later: Days) -> Flags:
    """Between which days and later ones a running total starts again with the (fiscal) year."""
    if series.metric.accumulates is not Accumulates.YEAR:
        return np.zeros(len(days), dtype=np.bool_)
    before, after = (each.astype("datetime64[M]").astype(np.int64) for each in (days, later))
    first = series.fiscal_year_start - 1
    changes: Flags = (before - first) // 12 != (after - first) // 12
    return changes


def as_date(day: np.datetime64) -> dt.date:
    """A plain date from an array's day."""
    plain = day.item()
    assert isinstance(plain, dt.date)
    return plain


def as_dates(days: Days) -> list[dt.date]:
    """Plain dates from an array of days."""
    plain: list[dt.date] = days.tolist()
    return plain


def events_by_metric(dataset: Dataset) -> dict[str, tuple[Event, ...]]:
    """The events about each metric that has any: its own, its department's, the company's."""
    own: dict[tuple[str | None, str | None], list[Event]] = {}
    for event in dataset.rows(Event):
        scope = (event.metric, None if event.metric else event.department)
        own.setdefault(scope, []).append(event)
    found = {}
    for metric in dataset.rows(Metric):
        scopes = ((metric.metric, None), (None, metric.department), (None, None))
        events = [event for scope in scopes for event in own.get(scope, ())]
        if events:
            found[metric.metric] = tuple(sorted(events, key=lambda e: (e.date, e.title)))
    return found


def _moments(dataset: Dataset) -> dict[str, tuple[Occasion, ...]]:
    """The events about each metric itself and the starts of initiatives for it, by date."""
    found: dict[str, set[Occasion]] = {}
    for event in dataset.rows(Event):
        if event.metric:
            moment = Occasion(day=event.date, title=event.title)
            found.setdefault(event.metric, set()).add(moment)
    metric_of = {goal.goal: goal.metric for goal in dataset.rows(Goal)}
    for initiative in dataset.rows(Initiative):
        for goal in initiative.goals:
            if initiative.start is not None and goal in metric_of:
                moment = Occasion(day=initiative.start, title=initiative.name, began=True)
                found.setdefault(metric_of[goal], set()).add(moment)
    return {
        metric: tuple(sorted(moments, key=lambda one: (one.day, not one.began, one.title)))
        for metric, moments in found.items()
    }


def missing_between(series: Series) -> Integers:
    """How many periods have no value between each one and the next.

    A daily series without a single weekend day misses none of them.
    """
    if series.cadence is Cadence.DAILY and np.is_busday(series.last).all():
        return np.busday_count(series.last[:-1] + 1, series.last[1:])
    if series.cadence in _DAYS_APART:
        return np.diff(series.last).astype(np.int64) // _DAYS_APART[series.cadence] - 1
    months = np.diff(series.last.astype("datetime64[M]")).astype(np.int64)
    return months // _MONTHS_APART[series.cadence] - 1
