"""Answers by year: the promoters and detractors behind a net promoter score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.measure.series import Series
from generator.model.counts import Counts, value_of
from generator.model.periods import Period
from generator.model.vocabulary import Cadence, Calculation

#: So many of the newest years are told.
_MOST_YEARS = 4
_PERIODS_A_YEAR = {Cadence.MONTHLY: 12, Cadence.QUARTERLY: 4, Cadence.YEARLY: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersOfYear:
    """The answers of the closed periods that end in one year, and their score (−100 to 100)."""

    periods: tuple[Period, ...]
    n: float
    promoters: float
    detractors: float
    score: float


def answers_by_year(series: Series) -> tuple[AnswersOfYear, ...]:
    """The newest years of an NPS, the first one first; none of another calculation.

    A year is left out if one of its periods has no counts, and if figures of the series are
    withheld and not every period of that year is published.
    """
    if series.metric.calculation is not Calculation.NPS:
        return ()
    ends = series.last[: series.closed].astype("datetime64[Y]")
    found = []
    for year in np.unique(ends)[-_MOST_YEARS:]:
        rows = np.flatnonzero(ends == year)
        if series.withheld and len(rows) != _PERIODS_A_YEAR.get(series.cadence):
            continue
        n, promoters, detractors = (
            float(counts[rows].sum()) for counts in (series.n, series.promoters, series.detractors)
        )
        counts = Counts(n=n, promoters=promoters, detractors=detractors)
        score = value_of(Calculation.NPS, counts)
        if score is None or not np.isfinite(score):
            continue
        found.append(
            AnswersOfYear(
                periods=tuple(series.period(row) for row in rows.tolist()),
                n=n, promoters=promoters, detractors=detractors, score=score,
            )
        )  # fmt: skip
    return tuple(found)
