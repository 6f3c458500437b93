"""What is said of a metric: its newest value with its counts, its charts and its freshness."""

from __future__ import annotations

import numpy as np

from generator.measure.intervals import interval_of
from generator.measure.series import Freshness, Series
from generator.measure.value_from_counts import counts_of
from generator.model.tables import Metric
from generator.model.vocabulary import Accumulates, Better, Calculation
from generator.sentences.goals import latest
from generator.sentences.numbers import Formats, day, periods_word
from generator.sentences.words import SHIELDED, shortened

_FEWEST_FOR_RANGE = 3


def newest_value(series: Series | None, formats: Formats) -> str:
    """The newest closed value with its unit; "" without one."""
    if series is None or not series.closed:
        return ""
    return formats.value(float(series.value[series.closed - 1]), series.metric)


def newest_period(series: Series | None, formats: Formats) -> str:
    """The newest closed period; "" without one."""
    if series is None or series.newest is None:
        return ""
    return formats.period(series.newest, series.cadence)


def opening(series: Series | None, metric: Metric, formats: Formats) -> str:
    """The first sentence of a metric's page: value, period, interval and the answers behind it."""
    if series is None or series.newest is None:
        if series is not None and series.withheld:
            return "Too few answers in every period to publish a figure."
        if series is not None and series.shielding:
            return SHIELDED
        return "No figure has come yet."
    behind = counted_value(series, formats)
    total = {
        Accumulates.YEAR: ", counted from the start of the year",
        Accumulates.EVER: ", counted from the beginning",
        Accumulates.NO: "",
    }[metric.accumulates]
    return f"{latest(series, formats)}{f' ({behind})' if behind else ''}{total}."


def course(name: str, series: Series, formats: Formats) -> str:
    """A chart in a sentence: between which values a metric has been, and where it stands.

    Values from before a rebase are not compared with those since.
    """
    if not series.closed:
        return f"{name}: no period has ended yet."
    metric = series.metric
    begin = series.group_start
    values = series.value[begin : series.closed]
    now = latest(series, formats)
    if len(values) < _FEWEST_FOR_RANGE or metric.accumulates is not Accumulates.NO:
        return f"{name}: {now}."
    low, high = float(values.min()), float(values.max())
    since = formats.period(series.period(begin), series.cadence)
    if low == high:
        return f"{name}: {formats.value(low, metric)} in every period since {since}."
    return (
        f"{name}: {now}; since {since} between {formats.value(low, metric)} and "
        f"{formats.value(high, metric)}."
    )


def direction(metric: Metric) -> str:
    """Which way is better, in a word or two."""
    return {
        Better.HIGHER: "higher is better",
        Better.LOWER: "lower is better",
        Better.NEITHER: "neither way is better",
    }[metric.better]


def response(series: Series | None, formats: Formats) -> str:
    """The response rate of the newest survey; "" where it is not known."""
    if series is None or not series.closed:
        return ""
    at = series.closed - 1
    invited, n = float(series.invited[at]), float(series.n[at])
    if not invited > 0 or not np.isfinite(n):
        return ""
    return f"{formats.percent(n / invited)} of the {formats.number(invited)} asked gave an answer"


def due_sentence(fresh: Freshness) -> str:
    """When the next figure is due, or that it is late."""
    if fresh.next_due is None:
        return "No figure has come yet"
    if fresh.late:
        return f"The next figure was due on {day(fresh.next_due)}"
    return f"The next figure is due on {day(fresh.next_due)}"


def gaps_sentence(series: Series, missing: int) -> str:
    """How many periods of a series have no figure; "" where none is missing."""
    if not missing:
        return ""
    noun = periods_word(series.cadence, missing)
    have = "has" if missing == 1 else "have"
    return f"{missing} {noun} in between {have} no figure; the line breaks there."


def segments_sentence(metric: Metric, parts: list[tuple[str, Series]], formats: Formats) -> str:
    """The highest and lowest segment of the newest common period."""
    newest = [
        (name, float(part.value[part.closed - 1]), part) for name, part in parts if part.closed
    ]
    if len(newest) < 2:
        return ""
    end = max(part.last[part.closed - 1] for _, _, part in newest)
    newest = [entry for entry in newest if entry[2].last[entry[2].closed - 1] == end]
    if len(newest) < 2:
        return ""
    low = min(newest, key=lambda entry: entry[1])
    high = max(newest, key=lambda entry: entry[1])
    period = newest_period(low[2], formats)
    if low[1] == high[1]:
        return f"All segments stand at {formats.value(low[1], metric)} ({period})."
    return (
        f"From {formats.value(low[1], metric)} ({low[0]}) to {formats.value(high[1], metric)} "
        f"({high[0]}) in {period}."
    )


def event_label(title: str, date: str) -> str:
    """An event as charts and lists name it."""
    return f"{shortened(title)} ({date})"


def target_label(aim: str, due: str) -> str:
    """The words at a target line."""
    return f"target {aim}{f' by {due}' if due else ''}"


def counted_value(series: Series, formats: Formats) -> str:
    """What the newest value rests on: `62.1 to 68.4 %; 820 answers`, or its answers alone.

    The two ends are those of its 95 % interval; "" where no count is known.
    """
    at = series.closed - 1
    n = float(series.n[at])
    if not np.isfinite(n):
        return ""
    found = interval_of(series.metric.calculation, counts_of(series, slice(at, at + 1)))
    answers = answers_at(series, n, at, formats)
    if found is None or not answers:
        return answers
    return f"{formats.between(found.low, found.high, series.metric)}; {answers}"


def answers_at(series: Series, n: float, at: int, formats: Formats) -> str:
    """How many answers or cases a period rests on: `1,204 answers`; "" where none are counted."""
    noun = {
        Calculation.NPS: "answer",
        Calculation.SHARE: "case",
        Calculation.MEAN: "case",
    }.get(series.metric.calculation)
    if noun is None:
        return ""
    if np.isfinite(series.invited[at]):
        noun = "answer"
    return f"{formats.number(n)} {noun if n == 1 else noun + 's'}"
