"""Roll-ups: the whole of a metric that is measured by segments alone, and a year together.

Both are made of counts (`generator.measure.pooling`) or not at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from generator.measure.pooling import Pooled, Refusal, pool_periods, pool_segments
from generator.measure.series import Numbers, Series, as_dates
from generator.model.counts import COUNT_COLUMNS
from generator.model.dataset import Dataset
from generator.model.periods import Period, add_months
from generator.model.tables import Metric, SeriesKey

_MONTHS_OF_A_YEAR = 12
_FEWEST_TOGETHER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledPeriods:
    """Several closed periods as one figure, or why there is none."""

    periods: tuple[Period, ...]
    pooled: Pooled | Refusal


def pooled_wholes(series: Mapping[SeriesKey, Series], dataset: Dataset) -> dict[SeriesKey, Series]:
    """The whole of each metric that has segments and no whole of its own, by (metric, "").

    It is pooled from the first complete dimension that gives a figure for any period; a period
    for which a segment has none is left out. Nothing is pooled of a metric of which a segment of
    another dimension is withheld: taken from the whole the others would tell it.
    """
    parts: dict[str, dict[SeriesKey, Series]] = {}
    for key, one in series.items():
        if (key[0], "") not in series:
            parts.setdefault(key[0], {})[key] = one
    metrics = dataset.by_id(Metric)
    found: dict[SeriesKey, Series] = {}
    for name, own in parts.items():
        for dimension in metrics[name].complete_dimensions:
            whole = _pooled(metrics[name], own, dataset, dimension)
            if whole is not None:
                found[name, ""] = whole
                break
    return found


def last_year(series: Series) -> PooledPeriods | None:
    """The closed periods of the last twelve months together; None of fewer than two.

    A yearly figure is alone in its year.
    """
    newest = series.newest
    if newest is None:
        return None
    begin = add_months(newest.last + dt.timedelta(days=1), -_MONTHS_OF_A_YEAR)
    first = series.first[: series.closed]
    rows = slice(int(np.searchsorted(first, np.datetime64(begin, "D"))), series.closed)
    periods = tuple(series.period(place) for place in range(rows.start, rows.stop))
    if len(periods) < _FEWEST_TOGETHER:
        return None
    return PooledPeriods(periods=periods, pooled=pool_periods(series, rows))


def _pooled(
    metric: Metric, parts: Mapping[SeriesKey, Series], dataset: Dataset, dimension: str
) -> Series | None:
    """The whole as the segments of one dimension give it; None where they give none."""
    wanted = dimension.casefold()
    names = dataset.segments
    here = [
        part
        for (_, segment), part in parts.items()
        if segment in names and names[segment].dimension.casefold() == wanted
    ]
    if not here or any(
        part.withheld or part.shielding for part in parts.values() if part not in here
    ):
        return None
    given = [
        (day, found)
        for day in sorted({day for part in here for day in as_dates(part.last)})
        if isinstance(found := pool_segments(parts, names, metric, dimension, day), Pooled)
    ]
    if not given:
        return None
    # On these days every segment has a figure, or there would be no whole.
    days = np.array([day for day, _ in given], dtype="datetime64[D]")
    places = [np.searchsorted(part.last, days) for part in here]
    sums: dict[str, Numbers] = {
        name: np.sum(
            [getattr(part, name)[at] for part, at in zip(here, places, strict=True)], axis=0
        )
        for name in COUNT_COLUMNS
    }
    first = here[0]
    return Series(
        metric=metric,
        segment="",
        cadence=first.cadence,
        first=first.first[places[0]],
        last=days,
        value=np.array([found.value for _, found in given]),
        notes=(None,) * len(days),
        file=tuple(file for part in here for file in part.file),
        line=np.concatenate([part.line for part in here]),
        closed=int(np.searchsorted(days, np.datetime64(dataset.as_of.day, "D"), side="right")),
        rebased=first.rebased,
        withheld=0,
        shielding=0,
        fiscal_year_start=first.fiscal_year_start,
        pooled_from=dimension,
        handed_in=max((part.handed_in for part in here if part.handed_in), default=None),
        **sums,
    )
