"""Charts in words: a text alternative for each, and how its marks are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite

from generator.measure.assessment import change_of, signal_of
from generator.measure.control_chart_input import JudgedSeries, NotJudgedReason
from generator.measure.series import Numbers, Series
from generator.model.vocabulary import Change
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.change import since
from generator.sentences.goals import latest
from generator.sentences.metrics import answers_at
from generator.sentences.numbers import (
    Formats,
    counted,
    counted_periods,
    periods_word,
    short_day,
    unit_title,
)
from generator.sentences.words import shortened

#: More targets than these are only counted in a chart's name.
_MOST_TARGETS = 2
#: What the mark of a point says.
_MARKS = {
    Change.BETTER: "◆ really better",
    Change.WORSE: "■ really worse",
    Change.OTHER: "✚ really changed",
    Change.NONE: "no real change",
}

#: The words of an interactive chart. A screen reader says the first on arrival by keyboard.
INTERACTIVE_WORDS = {
    "label": "Points of this chart. Arrow keys: from point to point. Escape: back.",
    "keys": "Arrow keys: from point to point. + and −: a shorter or longer time. Escape: back.",
    "whole": "All periods",
    "shorter": "Shorter time",
    "parts": "Segments shown",
}

_NO_RANGE: Mapping[NotJudgedReason | None, str] = {
    NotJudgedReason.ROLLING_AVERAGE: "Each figure averages several periods",
    NotJudgedReason.MAYBE_TOTAL: "It looks like a running total",
}


def chart_name(
    series: Series,
    segment: str,
    judged: JudgedSeries | None,
    targets: Sequence[str],
    formats: Formats,
) -> str:
    """The text alternative of a metric's chart, about 150 characters: it states the finding."""
    name = ", ".join(filter(None, (shortened(series.metric.name), shortened(segment))))
    if not series.closed:
        return f"Line chart of {name}: no closed period yet."
    kind = "Process chart" if judged and judged.chart_of_values else "Line chart"
    span = formats.span([series.period(0), series.period(series.closed - 1)], series.cadence)
    now = ", ".join(filter(None, (latest(series, formats), _change(judged, formats))))
    parts = [f"{kind} of {name}{_in_unit(series)}, {span}: {now}", *targets[:_MOST_TARGETS]]
    if len(targets) > _MOST_TARGETS:
        parts.append(counted(len(targets) - _MOST_TARGETS, "more target"))
    return f"{'; '.join(parts)}."


def segments_name(parts: Sequence[Series], names: str, finding: str, formats: Formats) -> str:
    """The text alternative of small charts by segment, one series each."""
    closed = [period for part in parts for period in part.periods[: part.closed]]
    closed.sort(key=lambda period: period.last)
    span = f", {formats.span(closed, parts[0].cadence)}" if closed else ""
    metric = f"{shortened(parts[0].metric.name)}{_in_unit(parts[0])}"
    return f"Small charts of {metric} by segment on one scale{span}: {names}. {finding}".rstrip()


def marks_sentence(judged: Iterable[JudgedSeries | None]) -> str:
    """What the marks on points stand for; "" if no point has one."""
    shown = {
        signal_of(direction, one.series.metric.better)
        for one in judged
        if one is not None
        for direction in one.signals.values()
    } - {Change.NONE}
    marks = [mark for change, mark in _MARKS.items() if change in shown]
    return f"{', '.join(marks)}; no mark: no real change." if marks else ""


def usual_range_sentence(
    series: Series, judged: JudgedSeries | None, usual: tuple[float, float] | None, formats: Formats
) -> str:
    """What the band across a chart stands for, or why there is none; `usual` are its ends."""
    if judged is None:
        return ""
    each = periods_word(series.cadence, 1)
    if judged.not_judged in _NO_RANGE:
        return f"{_NO_RANGE[judged.not_judged]}, so no usual range is drawn."
    if series.metric.is_total:
        return f"A running total has no usual range: what each {each} adds is judged instead."
    chart = judged.control_chart
    if chart is None or usual is None or usual[0] == usual[1]:
        return ""
    group = chart.groups[-1]
    ends = formats.between(*usual, series.metric)
    if group.trial:
        rests = counted_periods(group.stop - group.start, series.cadence)
        return f"Broken lines: a first estimate of the usual range, {ends}, from {rests}."
    mean = formats.value(group.mean, series.metric)
    since_when = ""
    if group.start:
        since_when = f" since {formats.period(judged.period(group.start), series.cadence)}"
    text = f"Grey band: the usual range{since_when}, {ends}, around the average of {mean}."
    values = chart.values[group.start : group.stop].tolist()
    inside = sum(usual[0] <= value <= usual[1] for value in values)
    if 2 * inside < len(values):
        few = f"Only {inside}" if inside else "None"
        verb = "lies" if inside <= 1 else "lie"
        text += f" {few} of the {len(values)} {each}s {verb} inside it: the level moves."
    return text


def interval_sentence(
    series: Series, ends: tuple[float, float], formats: Formats, *, every: bool
) -> str:
    """What the upright strokes stand for, on the newest point or on `every` one."""
    newest = formats.between(*ends, series.metric)
    if every:
        return f"Upright strokes: what each figure could as well be by chance; the newest {newest}."
    return f"Upright stroke: what the newest figure could as well be by chance, {newest}."


def forecast_sentence(*, few: bool, beyond: bool) -> str:
    """How the forecast in a chart is read: does it rest on few figures, does the frame cut it."""
    text = "Dashed: where it is heading; the band holds 4 of 5 outcomes, its pale rim 19 of 20."
    if few:
        text += " It rests on few figures."
    if beyond:
        text += " It goes on beyond the picture."
    return text


def events_sentence(events: Sequence[tuple[int, str, dt.date, bool]]) -> str:
    """The events of a chart by number, each with its day and whether values begin anew."""
    parts = [
        f"{number} {title} ({short_day(date)}{'; values begin anew' if anew else ''})"
        for number, title, date, anew in events
    ]
    return f"Events: {'; '.join(parts)}." if parts else ""


def panels_sentence(*, whole: bool) -> str:
    """How small charts by segment are read."""
    return f"All on one scale{'; the whole is drawn pale behind each' if whole else ''}."


def spoken_points(
    series: Series, judged: JudgedSeries | None, ends: tuple[Numbers, Numbers], formats: Formats
) -> list[list[str]]:
    """What a reader hears of each point: period, value, interval, number of answers, signal.

    `ends` are the lower and the upper ends of the intervals, NaN if a period has none.
    """
    directions = judged.signals if judged is not None else {}
    points = []
    counts, values = series.n.tolist(), series.value.tolist()
    lows, highs = (column.tolist() for column in ends)
    for at, (period, value) in enumerate(zip(series.periods, values, strict=True)):
        lines = [formats.period(period, series.cadence), formats.exact(value, series.metric)]
        if isfinite(lows[at]):
            between = formats.between(lows[at], highs[at], series.metric)
            lines.append(f"could as well be {between} by chance")
        if isfinite(counts[at]) and (answers := answers_at(series, counts[at], at, formats)):
            lines.append(answers)
        if at >= series.closed:
            lines.append("not ended yet")
        elif at in directions:
            lines.append(_MARKS[signal_of(directions[at], series.metric.better)])
        points.append(lines)
    return points


def _in_unit(series: Series) -> str:
    unit = unit_title(series.metric)
    return f" in {unit}" if unit else ""


def _change(judged: JudgedSeries | None, formats: Formats) -> str:
    """Whether a metric has really changed and since when; "" if that cannot be told."""
    change = change_of(judged)
    if change is Change.UNKNOWN or judged is None or judged.chart_of_values is None:
        return ""
    return " ".join(filter(None, (CHANGE_BADGES[change].word, since(judged, formats))))
