"""Roll-ups in words: the last year as one figure, how a whole was pooled, and why there is none."""

from __future__ import annotations

from generator.measure.pooling import PooledPeriods, Refusal
from generator.measure.series import Series
from generator.model.counts import ADDED
from generator.model.vocabulary import Cadence, Calculation
from generator.sentences.numbers import Formats, counted, periods_word

#: How many periods make the last twelve months whole.
_WHOLE_YEAR = {Cadence.WEEKLY: (52, 53), Cadence.MONTHLY: (12,), Cadence.QUARTERLY: (4,)}

_WHY = {
    Refusal.GIVEN: "its figures come without their counts",
    Refusal.NEVER_AVERAGED: "a {calculation} is never averaged",
    Refusal.ROLLING_AVERAGE: "each figure averages several {periods} already",
    Refusal.RUNNING_TOTAL: "its newest figure holds the earlier ones already",
    Refusal.NO_COUNTS: "one of its figures comes without its counts",
    Refusal.NO_ANSWERS: "there are no answers",
    Refusal.NO_PERIODS: "no {period} has ended yet",
    Refusal.PERIOD_MISSING: "a {period} in between has no figure, so the sum would be too small",
    Refusal.REBASED: "its record begins anew within that time",
    Refusal.NO_SEGMENTS: "it has no figures by {dimension}",
    Refusal.NOT_COMPLETE: "it is not stated that its segments by {dimension} are all there are",
    Refusal.PART_UNPUBLISHED: "one of its segments has no published figure",
    Refusal.TOO_SMALL: "there are too few answers to publish it",
}


def year_together(series: Series, together: PooledPeriods | None, formats: Formats) -> str:
    """The last year as one figure: `Last 12 months together: 38 (33 to 43; 1,204 answers)`.

    Without one the reason; "" if there is no year to speak of.
    """
    if together is None:
        return ""
    if isinstance(together.pooled, Refusal):
        return f"No figure for the year as a whole: {refused(together.pooled, series)}."
    pooled, metric = together.pooled, series.metric
    parts = []
    if pooled.interval is not None:
        parts.append(formats.between(pooled.interval.low, pooled.interval.high, metric))
    if pooled.n is not None:
        nouns = ("answer", "answers") if _asked(series) else ("case", "cases")
        parts.append(f"{formats.number(pooled.n)} {nouns[pooled.n != 1]}")
    behind = f" ({'; '.join(parts)})" if parts else ""
    value = formats.value(pooled.value, metric)
    return f"{_span(series, together, formats)} together: {value}{behind}."


def pooled_whole(series: Series) -> str:
    """How a whole came about that was not measured as such; "" if it was."""
    if not series.pooled_from:
        return ""
    if series.metric.calculation in ADDED:
        return f"All together: the sum of its segments by {series.pooled_from}."
    return f"All together: from the counts of its segments by {series.pooled_from}."


def refused(refusal: Refusal, series: Series, dimension: str = "segment") -> str:
    """Why several periods or segments are not given as one figure, as the end of a sentence."""
    return _WHY[refusal].format(
        calculation=series.metric.calculation.value,
        period=periods_word(series.cadence, 1),
        periods=periods_word(series.cadence, 2),
        dimension=dimension,
    )


def _span(series: Series, together: PooledPeriods, formats: Formats) -> str:
    count, nouns = len(together.periods), [periods_word(series.cadence, n) for n in (1, 2)]
    if count in _WHOLE_YEAR.get(series.cadence, ()):
        return f"Last {counted(count, *nouns)}"
    span = formats.span(together.periods, series.cadence)
    text = f"{span} ({counted(count, *nouns)})"
    return text[:1].upper() + text[1:]


def _asked(series: Series) -> bool:
    """Whether the counts are of people's answers."""
    at = series.closed - 1
    return series.metric.calculation is Calculation.NPS or bool(series.invited[at] > 0)
