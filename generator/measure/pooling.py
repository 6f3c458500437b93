"""Pooling: one value for several periods or for all segments, from counts or not at all.

Three teams with NPS 85, −60 and 20 average 15, while their answers together may give 42. So a
roll-up is made of counts, or refused with the reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np

from generator.measure.series import Series, missing_between
from generator.measure.value_from_counts import Pooled, counts_of, pool_counts
from generator.model.counts import POOLED_BY_COUNTS, Counts
from generator.model.dataset import SegmentName
from generator.model.tables import Metric, SeriesKey
from generator.model.vocabulary import Accumulates, Calculation, Smoothing

#: What adds up instead of being worked out from counts.
_ADDS = (Calculation.SUM, Calculation.COUNT)
_NEVER_AVERAGED = (Calculation.MEDIAN, Calculation.PERCENTILE)


class Refusal(StrEnum):
    """Why a value of several periods or segments together is not given."""

    GIVEN = "values as stated have no counts"
    NEVER_AVERAGED = "a median or percentile is never averaged"
    ROLLING_AVERAGE = "averages over several periods share their answers"
    RUNNING_TOTAL = "a running total holds the earlier periods already"
    NO_COUNTS = "a period or segment does not state its counts"
    NO_ANSWERS = "there are no answers"
    NO_PERIODS = "there are no periods"
    PERIOD_MISSING = "a period between has no value"
    REBASED = "the periods cannot be compared with each other"
    NO_SEGMENTS = "the metric has no segments of this dimension"
    NOT_COMPLETE = "the dimension is not declared complete"
    PART_UNPUBLISHED = "a segment has no published value"
    TOO_SMALL = "too few answers to be published"


def pool_periods(series: Series, rows: slice) -> Pooled | Refusal:
    """The value of several periods of one series together.

    A share, a mean or an NPS comes of the counts of those that have a value; a sum or a count
    adds, so that none may be missing between the first and the last.
    """
    metric, places = series.metric, range(len(series))[rows]
    refusal = _refused(metric)
    if refusal is not None:
        return refusal
    if not places:
        return Refusal.NO_PERIODS
    if len(places) > 1:
        refusal = _apart(series, rows, places)
        if refusal is not None:
            return refusal
    if metric.calculation in _ADDS:
        return Pooled(value=float(series.value[rows].sum()), n=None, standard_error=None)
    return _from_counts(metric, [counts_of(series, rows)])


def pool_segments(
    series: Mapping[SeriesKey, Series],
    names: Mapping[str, SegmentName],
    metric: Metric,
    dimension: str,
    last: dt.date,
) -> Pooled | Refusal:
    """The value of the period that ends on `last`, of all segments of one dimension together.

    Only of a dimension that the metric declares complete, and only if every segment that ever
    had a figure has one here, or those that have one hold all the answers of the whole. So
    nothing is told of a segment that is withheld.
    """
    refusal = _refused(metric, over_time=False)
    if refusal is not None:
        return refusal
    wanted = dimension.casefold()
    parts = [
        part
        for (name, key), part in series.items()
        if name == metric.metric
        and key
        and key in names
        and names[key].dimension.casefold() == wanted
    ]
    if not parts:
        return Refusal.NO_SEGMENTS
    if wanted not in {complete.casefold() for complete in metric.complete_dimensions}:
        return Refusal.NOT_COMPLETE
    found = [part for part in parts if _place(part, last) is not None]
    counts = [_counts_on(part, last) for part in found]
    if len(found) < len(parts) and not _hold_all(counts, series.get((metric.metric, "")), last):
        return Refusal.PART_UNPUBLISHED
    if metric.calculation in _ADDS:
        total = sum(float(part.value[_place(part, last)]) for part in found)
        return Pooled(value=total, n=None, standard_error=None)
    return _from_counts(metric, counts)


def _refused(metric: Metric, *, over_time: bool = True) -> Refusal | None:
    """Why nothing of a metric can be pooled, whichever its figures are."""
    if metric.calculation is Calculation.GIVEN:
        return Refusal.GIVEN
    if metric.calculation in _NEVER_AVERAGED:
        return Refusal.NEVER_AVERAGED
    if over_time and metric.smoothing is Smoothing.ROLLING:
        return Refusal.ROLLING_AVERAGE
    if over_time and metric.accumulates is not Accumulates.NO:
        return Refusal.RUNNING_TOTAL
    return None


def _apart(series: Series, rows: slice, places: range) -> Refusal | None:
    """Why these periods do not go together."""
    ends = series.last[rows]
    if any(ends[0] < np.datetime64(day, "D") <= ends[-1] for day in series.rebased):
        return Refusal.REBASED
    missing = missing_between(series)[places[0] : places[-1]]
    adds = series.metric.calculation in _ADDS
    return Refusal.PERIOD_MISSING if adds and any(missing) else None


def _from_counts(metric: Metric, parts: Sequence[Counts]) -> Pooled | Refusal:
    assert metric.calculation in POOLED_BY_COUNTS
    counts = Counts(
        n=_added([part.n for part in parts]),
        numerator=_added([part.numerator for part in parts]),
        promoters=_added([part.promoters for part in parts]),
        detractors=_added([part.detractors for part in parts]),
    )
    if counts.n == 0:
        return Refusal.NO_ANSWERS
    found = pool_counts(metric.calculation, counts)
    if found is None:
        return Refusal.NO_COUNTS
    return Refusal.TOO_SMALL if (found.n or 0) < metric.smallest_group else found


def _added(numbers: Sequence[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if numbers and len(known) == len(numbers) else None


def _place(series: Series, last: dt.date) -> int | None:
    """Where the period that ends on a day stands in a series."""
    day = np.datetime64(last, "D")
    place = int(np.searchsorted(series.last, day))
    return place if place < len(series) and series.last[place] == day else None


def _counts_on(series: Series, last: dt.date) -> Counts:
    place = _place(series, last)
    assert place is not None
    return counts_of(series, slice(place, place + 1))


def _hold_all(parts: Sequence[Counts], whole: Series | None, last: dt.date) -> bool:
    """Whether segments hold all answers of the published whole."""
    if whole is None or _place(whole, last) is None:
        return False
    answers = _added([part.n for part in parts])
    return answers is not None and answers == _counts_on(whole, last).n
