"""The input of a control chart: which points of a series the rules of variation may judge.

The rules (`generator.measure.variation`) see one value per period, within the levels of the record
(`generator.measure.levels`). Of a running total that is what each period added; of a weekly or
daily record it is one value per complete month, since a season of weeks looks like levels. An
average over several periods is not judged: neighbours share their answers, and make runs by
themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from generator.measure.forecast_window import SEASON
from generator.measure.judged_points import (
    BY_MONTH,
    NO_POINTS,
    JudgedPoints,
    days_of,
    judged_points,
)
from generator.measure.levels import LevelRecord, Levels, Movement, find_levels
from generator.measure.natural_limits import FEWEST_OF_COUNT, natural_bounds
from generator.measure.series import (
    Days,
    Integers,
    Numbers,
    Occasion,
    Series,
    as_date,
)
from generator.measure.variation import ControlChart, allow_for_dependence, examine
from generator.model.counts import ADDED
from generator.model.periods import Period
from generator.model.settings import PUBLISHED_RULES, VariationRules
from generator.model.vocabulary import Cadence, Calculation, Smoothing


class NotJudgedReason(StrEnum):
    """Why a series has no variation."""

    NO_CLOSED_PERIOD = "no-closed-period"
    ROLLING_AVERAGE = "rolling-average"
    MAYBE_TOTAL = "maybe-total"
    TOO_FEW = "too-few"
    TOO_RARE = "too-rare"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPeriods:
    """Periods without a value just before a point of the chart."""

    before: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JudgedSeries:
    """A series under the rules of variation, or the reason why they do not judge it.

    `first` and `last` are the days on which the periods of the points of the chart begin and end,
    `cadence` is theirs, and `rows` gives the index in the series at which each of them ends.
    `figures` are their values, of a running total what each period added; the chart has them less
    their season. `levels` is None if the rules search none, `moments` are those at the beginning of
    a point. `not_judged` is None if there is a variation; `control_chart` is None if no point may
    be judged.
    """

    series: Series
    control_chart: ControlChart | None
    not_judged: NotJudgedReason | None
    cadence: Cadence
    first: Days
    last: Days
    rows: Integers
    gaps: tuple[MissingPeriods, ...]
    figures: Numbers
    levels: Levels | None = None
    moments: Mapping[int, Occasion] = field(default_factory=dict)

    def period(self, point: int) -> Period:
        """The period of a point of the chart (negative: from the end)."""
        return Period(last=as_date(self.last[point]), first=as_date(self.first[point]))

    @property
    def by_month(self) -> bool:
        """Whether a finer record is judged by its complete months."""
        return self.cadence is not self.series.cadence

    @property
    def is_drawn(self) -> bool:
        """Whether a chart of the series shows the values that are judged, or parts of them."""
        return not (self.series.metric.is_total or self._adds_months)

    @property
    def _adds_months(self) -> bool:
        return self.by_month and self.series.metric.calculation in ADDED

    @property
    def seasonal(self) -> bool:
        """Whether a season was taken out before it was judged."""
        return self.levels is not None and self.levels.season is not None

    @property
    def usual_ranges(self) -> tuple[Numbers, Numbers]:
        """The ends of the usual range at each point, with its season; NaN without limits.

        They are within what the metric can be.
        """
        chart = self.control_chart
        if chart is None:
            return np.array([]), np.array([])
        mean = np.array([group.mean for group in chart.groups for _ in group.values])
        reach = np.concatenate([group.reaches for group in chart.groups])
        middle = mean + (self.figures - chart.values)
        low, high = (np.clip(middle + sign * reach, *self._bounds) for sign in (-1, 1))
        return low, high

    @property
    def usual_range(self) -> tuple[float, float] | None:
        """The usual range of the newest point; None if it has none."""
        chart = self.control_chart
        if chart is None or chart.groups[-1].limits is None:
            return None
        low, high = self.usual_ranges
        return float(low[-1]), float(high[-1])

    @property
    def level_range(self) -> tuple[float, float] | None:
        """The usual range of the newest level, its season taken out; None if it has none."""
        limits = self.control_chart.groups[-1].limits if self.control_chart is not None else None
        if limits is None:
            return None
        least, most = self._bounds
        low, high = (min(max(end, least), most) for end in (limits.lower, limits.upper))
        return low, high

    @property
    def _bounds(self) -> tuple[float, float]:
        """Between which values the figures can be."""
        least, most = natural_bounds(self.series.metric, [self.series])
        return least, (np.inf if self._adds_months else most)

    @property
    def level_start(self) -> dt.date | None:
        """The first day of the last level of the record; None if it has one level."""
        starts = self.levels.starts if self.levels is not None else ()
        return self.period(starts[-1].start).first if starts else None

    @property
    def claim(self) -> Movement | None:
        """The movement of the record's levels, if it is no wave that such figures make."""
        movement = self.levels.movement if self.levels is not None else None
        return movement if movement is not None and movement.claimed else None

    @property
    def first_sign(self) -> int:
        """The direction in which the last point signals within its level, if no claim says so."""
        chart = self.control_chart
        sign = chart.directions[-1] if chart is not None and self.not_judged is None else 0
        return 0 if self.claim is not None and self.claim.direction == sign else sign

    @property
    def signal_start(self) -> int | None:
        """The first point of the change that is told now: of a first sign, else of the claim."""
        chart = self.control_chart
        if chart is None or self.not_judged is not None:
            return None
        if self.claim is None or self.first_sign:
            return chart.signal_start
        return self.claim.since

    @property
    def told_now(self) -> range:
        """The closed periods of the series that the change told now is about."""
        start = self.signal_start
        if start is None:
            return range(0)
        return range(int(self.rows[start - 1]) + 1 if start else 0, self.series.closed)

    @property
    def claim_moment(self) -> Occasion | None:
        """The event or the start of an initiative at which the claim begins."""
        return None if self.claim is None else self.moments.get(self.claim.since)

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
        """The first period of the change that is told now."""
        start = self.signal_start
        return None if start is None else self.period(start)

    @property
    def signal_direction(self) -> int:
        """+1 if what is told now is a rise, −1 if it is a fall, 0 if nothing is."""
        return self.first_sign or (self.claim.direction if self.claim is not None else 0)


def judge_series(
    series: Series, rules: VariationRules = PUBLISHED_RULES, *, maybe_total: bool = False
) -> JudgedSeries:
    """Judges one series as `judge_together` does."""
    return judge_together([(series, maybe_total)], rules)[0]


def judge_together(
    series: Sequence[tuple[Series, bool]], rules: VariationRules = PUBLISHED_RULES
) -> list[JudgedSeries]:
    """Judges the closed periods of each series by the rules of variation.

    Groups begin at the series' rebase dates and at the levels found since; limits are fixed as its
    metric says. Beside each series stands whether it may be a running total: then nothing is
    judged, since its average means nothing.
    """
    asked = [_Asked.of(one, maybe_total) for one, maybe_total in series]
    levels: list[Levels | None] = [None] * len(asked)
    if not rules.whole:
        places = [place for place, one in enumerate(asked) if one.not_judged is None]
        found = find_levels([asked[place].record for place in places])
        for place, one in zip(places, found, strict=True):
            levels[place] = one
    return [_judged(*one, rules) for one in zip(asked, levels, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Asked:
    """A series, its points, and why they are not judged if they are not."""

    series: Series
    points: JudgedPoints
    not_judged: NotJudgedReason | None

    @classmethod
    def of(cls, series: Series, maybe_total: bool) -> _Asked:
        points = judged_points(series)
        reasons = {
            NotJudgedReason.ROLLING_AVERAGE: series.metric.smoothing is Smoothing.ROLLING,
            NotJudgedReason.NO_CLOSED_PERIOD: not series.closed,
            NotJudgedReason.MAYBE_TOTAL: maybe_total,
            NotJudgedReason.TOO_FEW: not len(points.rows),
            NotJudgedReason.TOO_RARE: _too_rare(series, points.values),
        }
        not_judged = next((reason for reason, applies in reasons.items() if applies), None)
        return cls(series=series, points=points, not_judged=not_judged)

    @property
    def cadence(self) -> Cadence:
        return Cadence.MONTHLY if self.series.cadence in BY_MONTH else self.series.cadence

    @property
    def record(self) -> LevelRecord:
        points = self.points
        return LevelRecord(
            values=points.values,
            season=SEASON[self.cadence],
            places=points.places,
            rebased=np.searchsorted(points.last, days_of(self.series.rebased)).tolist(),
            moments=[*_moments(self.series.moments, points.first)],
        )


def _judged(asked: _Asked, levels: Levels | None, rules: VariationRules) -> JudgedSeries:
    series, points, not_judged = asked.series, asked.points, asked.not_judged
    control_chart = None
    if not_judged is None:
        values, begins = points.values, list(series.rebased)
        if levels is not None:
            values = levels.values
            begins += [as_date(points.last[level.start]) for level in levels.starts]
        control_chart = examine(
            points.last,
            values,
            better=series.metric.better,
            rebase=begins,
            fix_after=series.metric.fix_limits_after,
            rules=rules,
            sizes=points.sizes,
        )
        if levels is not None:
            better, dependence = series.metric.better, levels.dependence
            control_chart = allow_for_dependence(control_chart, better, dependence)
        not_judged = NotJudgedReason.TOO_FEW if control_chart.variation is None else None
    judged = points if control_chart is not None else NO_POINTS
    return JudgedSeries(
        series=series,
        control_chart=control_chart,
        not_judged=not_judged,
        cadence=asked.cadence,
        first=judged.first,
        last=judged.last,
        rows=judged.rows,
        gaps=_gaps(judged.places),
        figures=judged.values,
        levels=levels,
        moments=_moments(series.moments, points.first),
    )


def _too_rare(series: Series, values: Numbers) -> bool:
    """Whether a count is so rare that its limits would say nothing."""
    counts = series.metric.calculation is Calculation.COUNT
    return counts and bool(len(values)) and float(values.mean()) < FEWEST_OF_COUNT


def _moments(moments: Sequence[Occasion], begins: Days) -> dict[int, Occasion]:
    """The moments by the first point that begins then or later; none before the first point's."""
    places = np.searchsorted(begins, days_of(moment.day for moment in moments)).tolist()
    found = zip(places, moments, strict=True)
    return {place: moment for place, moment in found if 0 < place < len(begins)}


def _gaps(places: Integers) -> tuple[MissingPeriods, ...]:
    """Where periods are missing between one point and the next."""
    return tuple(
        MissingPeriods(before=point, missing=step - 1)
        for point, step in enumerate(np.diff(places).tolist(), 1)
        if step > 1
    )
