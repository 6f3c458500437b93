"""Metrics in words: the newest value with its counts, the course so far, and what has changed."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from generator.measure.pooling import Refusal, last_year, newest_interval, pool_periods
from generator.measure.series import Freshness, Series
from generator.model.counts import ADDED
from generator.model.tables import Metric
from generator.model.vocabulary import Accumulates, Better, Bound, Cadence, Calculation, Change
from generator.sentences.goals import in_period, latest
from generator.sentences.numbers import (
    NBSP,
    Formats,
    counted,
    counted_periods,
    periods_word,
    plural,
    tally,
)
from generator.sentences.words import BOUND_WORDS, TOLD_AS_BOUND, WITHHELD, capitalised

#: The longest title of a chart.
MOST_TITLE_WORDS = 9
_COUNTED_FROM: Mapping[Accumulates, str] = {
    Accumulates.YEAR: ", counted from the start of the year",
    Accumulates.EVER: ", counted from the beginning",
    Accumulates.NO: "",
}
RUNNING_TOTALS: Mapping[Accumulates, str] = {
    Accumulates.YEAR: "counted from the start of the year",
    Accumulates.EVER: "counted from the start",
}
#: Which way is better, in a word or two.
DIRECTIONS: Mapping[Better, str] = {
    Better.HIGHER: "higher is better",
    Better.LOWER: "lower is better",
    Better.NEITHER: "neither way is better",
}
#: What the values of a calculation rest on, if people were not asked.
_COUNTED_NOUNS: Mapping[Calculation, str] = {
    Calculation.NPS: "answer",
    Calculation.SHARE: "case",
    Calculation.MEAN: "case",
}


def metrics_headline(changes: Collection[Change], freshness: Collection[Freshness]) -> str:
    """How many metrics have worsened, improved and are late."""
    if not changes:
        return "No metric is described yet."
    counts, late = Counter(changes), sum(fresh.late for fresh in freshness)
    moved = tally(
        (
            (counts[Change.WORSE], "has worsened", "have worsened"),
            (counts[Change.BETTER], "has improved", "have improved"),
            (late, "is late", "are late"),
        )
    )
    return f"{counted(len(changes), 'metric')}; {moved or 'none has changed and none is late'}."


def newest_told(series: Series | None, formats: Formats) -> str:
    """The newest closed value with its period, or the bound that is told in its place."""
    told = series.newest_bound if series is not None else None
    if series is None or told is None:
        return latest(series, formats)
    period, bound = told
    when = in_period(formats.period(period, series.cadence), series.cadence)
    return f"{BOUND_WORDS[bound]} {when}"


def newest_value(series: Series | None, formats: Formats) -> str:
    """The newest closed value with its unit, or the bound in its place; "" without either."""
    told = series.newest_bound if series is not None else None
    return newest_drawn(series, formats) if told is None else BOUND_WORDS[told[1]]


def newest_drawn(series: Series | None, formats: Formats) -> str:
    """The newest closed value with its unit; "" without one."""
    if series is None or not series.closed:
        return ""
    return formats.value(float(series.value[series.closed - 1]), series.metric)


def newest_period(series: Series | None, formats: Formats) -> str:
    """The period of the newest closed value, or of the bound in its place; "" without one."""
    if series is None:
        return ""
    newest = series.newest_bound[0] if series.newest_bound else series.newest
    return formats.period(newest, series.cadence) if newest else ""


def metric_opening(series: Series | None, metric: Metric, formats: Formats) -> str:
    """The first sentence of a metric's page: value, period, interval and the answers behind it."""
    if series is not None and series.newest_bound:
        return f"{capitalised(newest_told(series, formats))}: {TOLD_AS_BOUND}."
    if series is None or series.newest is None:
        if series is not None and series.withheld:
            return WITHHELD
        return "No figure has come yet."
    behind = counted_value(series, formats)
    total = _COUNTED_FROM[metric.accumulates]
    return f"{latest(series, formats)}{f' ({behind})' if behind else ''}{total}."


def response_rate(series: Series | None, formats: Formats) -> str:
    """The response rate of the newest survey; "" if it is not known."""
    if series is None or not series.closed:
        return ""
    at = series.closed - 1
    invited, n = float(series.invited[at]), float(series.n[at])
    if not invited > 0 or not np.isfinite(n):
        return ""
    return f"{formats.percent(n / invited)} of the {formats.number(invited)} asked gave an answer"


def so_far_sentence(series: Series, formats: Formats) -> str:
    """How many answers an open period has that has no figure yet; "" if it is not known."""
    if not series.so_far:
        return ""
    return f"At least {formats.number(series.so_far)} answers so far"


def withheld_sentence(series: Series) -> str:
    """How many periods are not published."""
    return counted(series.withheld, "period")


def bounds_sentence(series: Series) -> str:
    """Of how many periods a bound is told in place of a figure; "" if of none."""
    return counted(len(series.bounds), "period") if series.bounds else ""


def gaps_sentence(series: Series, missing: int) -> str:
    """How many periods of a series have no figure; "" if none is missing."""
    if not missing:
        return ""
    periods = periods_word(series.cadence, missing)
    have = plural(missing, "has", "have")
    return f"{missing} {periods} in between {have} no figure; the line breaks there."


def segments_sentence(metric: Metric, parts: Sequence[tuple[str, Series]], formats: Formats) -> str:
    """The highest and the lowest segment in the newest period of any; "" for less than two."""
    ends = _lowest_and_highest(parts)
    if ends is None:
        return ""
    (low, lowest, at_low), (high, highest, at_high) = ends
    period = newest_period(at_low, formats)
    least, most = newest_value(at_low, formats), newest_value(at_high, formats)
    if low == high:
        return f"All segments are at {least} ({period})."
    return f"From {least} ({lowest}) to {most} ({highest}) in {period}."


def segments_title(parts: Sequence[tuple[str, Series]], formats: Formats) -> str:
    """The same in so few words that it heads a chart: `Small firms 27 days, Large firms 61 days`.

    Without room for the names there are only the figures; "" for less than two segments.
    """
    ends = _lowest_and_highest(parts)
    if ends is None:
        return ""
    (low, lowest, at_low), (high, highest, at_high) = ends
    least, most = newest_value(at_low, formats), newest_value(at_high, formats)
    if low == high:
        return f"All segments are at {least}"
    title = f"{lowest} {least}, {highest} {most}"
    long = len(title.replace(NBSP, " ").split()) > MOST_TITLE_WORDS
    return f"Segments from {least} to {most}" if long else title


def _lowest_and_highest(
    parts: Sequence[tuple[str, Series]],
) -> tuple[tuple[float, str, Series], ...] | None:
    told = [
        (*_newest_end(part), name, part) for name, part in parts if part.newest_bound or part.newest
    ]
    newest = max((last for last, *_ in told), default=None)
    common = [(value, name, part) for last, value, name, part in told if last == newest]
    if len(common) < 2:
        return None
    return tuple(end(common, key=lambda entry: entry[0]) for end in (min, max))


def _newest_end(part: Series) -> tuple[dt.date, float]:
    """The last day of the newest period of which something is told, and the value to order by."""
    if part.newest_bound:
        period, bound = part.newest_bound
        return period.last, math.inf if bound is Bound.OVER else -math.inf
    return part.period(part.closed - 1).last, float(part.value[part.closed - 1])


def counted_value(series: Series, formats: Formats) -> str:
    """The 95 % interval and the answers of the newest value: `62.1 to 68.4 %; 820 answers`."""
    at = series.closed - 1
    n = float(series.n[at])
    if not np.isfinite(n):
        return ""
    interval = newest_interval(series)
    answers = answers_at(series, n, at, formats)
    if interval is None or not answers:
        return answers
    return f"{formats.between(interval.low, interval.high, series.metric)}; {answers}"


def answers_at(series: Series, n: float, at: int, formats: Formats) -> str:
    """How many answers or cases a period rests on: `1,204 answers`; "" if none are counted."""
    noun = _COUNTED_NOUNS.get(series.metric.calculation)
    if noun is None or not series.metric.is_counted:
        return ""
    if np.isfinite(series.invited[at]):
        noun = "answer"
    return f"{formats.number(n)} {plural(n, noun)}"


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
    Refusal.NO_SEGMENTS: "it has no figures by segment",
    Refusal.NOT_COMPLETE: "it is not stated that its segments are all there are",
    Refusal.PART_UNPUBLISHED: "one of its segments has no published figure",
    Refusal.TOO_SMALL: "there are too few answers to publish it",
}


def year_together(series: Series, formats: Formats) -> str:
    """`Last 12 months together: 38 (33 to 43; 1,204 answers)`, or why there is no such figure."""
    rows, metric, parts = last_year(series), series.metric, []
    if rows is None:
        return ""
    pooled = pool_periods(series, rows)
    if isinstance(pooled, Refusal):
        return f"No figure for the year as a whole: {refused(pooled, series)}."
    if pooled.interval is not None:
        parts.append(formats.between(pooled.interval.low, pooled.interval.high, metric))
    if pooled.n is not None:
        noun = plural(pooled.n, "answer" if _asked(series) else "case")
        parts.append(f"{formats.number(pooled.n)} {noun}")
    behind = f" ({'; '.join(parts)})" if parts else ""
    value = formats.value(pooled.value, metric)
    return f"{_span(series, rows, formats)} together: {value}{behind}."


def pooled_whole(series: Series) -> str:
    """How a whole came about that was not measured as such; "" if it was."""
    if not series.pooled_from:
        return ""
    if series.metric.calculation in ADDED:
        return f"All together: the sum of its segments by {series.pooled_from}."
    return f"All together: from the counts of its segments by {series.pooled_from}."


def refused(refusal: Refusal, series: Series) -> str:
    """Why several periods or segments are not given as one figure, as the end of a sentence."""
    return _WHY[refusal].format(
        calculation=series.metric.calculation.value,
        period=periods_word(series.cadence, 1),
        periods=periods_word(series.cadence, 2),
    )


def _span(series: Series, rows: slice, formats: Formats) -> str:
    periods = series.periods[rows]
    count = counted_periods(len(periods), series.cadence)
    if len(periods) in _WHOLE_YEAR.get(series.cadence, ()):
        return f"Last {count}"
    return capitalised(f"{formats.span(periods, series.cadence)} ({count})")


def _asked(series: Series) -> bool:
    """Whether the counts are of people's answers."""
    at = series.closed - 1
    return series.metric.calculation is Calculation.NPS or bool(series.invited[at] > 0)
