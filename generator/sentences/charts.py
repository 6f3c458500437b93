"""What is said of a chart: its name for whoever cannot see it, and how its marks are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite

from generator.measure.assessment import Change, change_of
from generator.measure.control_chart_input import JudgedSeries, NotJudgedReason
from generator.measure.series import Numbers, Series
from generator.model.periods import Period
from generator.model.vocabulary import Better
from generator.sentences.change import since
from generator.sentences.goals import latest
from generator.sentences.metrics import answers_at
from generator.sentences.numbers import Formats, counted, periods_word, short_day, unit_title
from generator.sentences.words import shortened

#: More targets than these are only counted in a chart's name.
_MOST_TARGETS = 2
_IN_ORDER = _BETTER, _WORSE, _CHANGED = "◆ really better", "■ really worse", "✚ really changed"
#: What the mark of a point says by the direction of its signal, for each better side.
_MARKS = {
    Better.HIGHER: {1: _BETTER, -1: _WORSE},
    Better.LOWER: {1: _WORSE, -1: _BETTER},
    Better.NEITHER: {1: _CHANGED, -1: _CHANGED},
}

#: The words of a chart that has come alive. The first is heard when it is reached by keyboard.
LIVE_WORDS = {
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
    judged_series: JudgedSeries | None,
    targets: Sequence[str],
    formats: Formats,
) -> str:
    """The text alternative of a metric's chart, about 150 characters: it states the finding."""
    metric = series.metric
    name = ", ".join(filter(None, (shortened(metric.name), shortened(segment))))
    if not series.closed:
        return f"Line chart of {name}: no closed period yet."
    unit = unit_title(metric)
    kind = "Line chart" if judged_series is None or not _shown(judged_series) else "Process chart"
    closed = series.periods[: series.closed]
    span = formats.span([closed[0], closed[-1]], series.cadence)
    now = ", ".join(
        filter(None, (latest(series, formats), _change(series, judged_series, formats)))
    )
    said = [f"{kind} of {name}{f' in {unit}' if unit else ''}, {span}: {now}"]
    said += targets[:_MOST_TARGETS]
    if len(targets) > _MOST_TARGETS:
        said.append(counted(len(targets) - _MOST_TARGETS, "more target"))
    return f"{'; '.join(said)}."


def segments_name(parts: Sequence[Series], names: str, finding: str, formats: Formats) -> str:
    """The text alternative of small charts by segment, one series each."""
    metric = parts[0].metric
    unit = unit_title(metric)
    closed = [period for part in parts for period in part.periods[: part.closed]]
    ends = [min(closed, key=_last_day), max(closed, key=_last_day)] if closed else []
    span = f", {formats.span(ends, parts[0].cadence)}" if ends else ""
    of = f"{shortened(metric.name)}{f' in {unit}' if unit else ''}"
    return f"Small charts of {of} by segment on one scale{span}: {names}. {finding}".rstrip()


def marks_sentence(series: Iterable[Series], judged: Iterable[JudgedSeries | None]) -> str:
    """What the marks on points stand for; "" where no point has one."""
    shown = {
        _MARKS[one.metric.better][way]
        for one, judged_series in zip(series, judged, strict=True)
        if judged_series is not None
        and judged_series.control_chart is not None
        and _shown(judged_series)
        for way in judged_series.control_chart.directions
        if way
    }
    said = [mark for mark in _IN_ORDER if mark in shown]
    return f"{', '.join(said)}; no mark: no real change." if said else ""


def usual_sentence(
    series: Series,
    judged_series: JudgedSeries | None,
    usual: tuple[float, float] | None,
    formats: Formats,
) -> str:
    """What the band across a chart stands for, or why there is none; `usual` are its ends."""
    if judged_series is None:
        return ""
    each, many = (periods_word(series.cadence, count) for count in (1, 2))
    if judged_series.not_judged in _NO_RANGE:
        return f"{_NO_RANGE[judged_series.not_judged]}, so no usual range is drawn."
    if judged_series.of_increments:
        return f"A running total has no usual range: what each {each} adds is judged instead."
    group = judged_series.control_chart.last_group if judged_series.control_chart else None
    if (
        judged_series.control_chart is None
        or group is None
        or usual is None
        or usual[0] == usual[1]
    ):
        return ""
    ends = formats.between(*usual, series.metric)
    if group.trial:
        rests = counted(group.stop - group.start, each, many)
        return f"Broken lines: a first estimate of the usual range, {ends}, from {rests}."
    mean = formats.value(group.mean, series.metric)
    begun = ""
    if group.start:
        period = series.period(int(judged_series.rows[group.start]))
        begun = f" since {formats.period(period, series.cadence)}"
    text = f"Grey band: the usual range{begun}, {ends}, around the average of {mean}."
    judged = judged_series.control_chart.values[group.start : group.stop].tolist()
    inside = sum(usual[0] <= value <= usual[1] for value in judged)
    if 2 * inside < len(judged):
        few = f"Only {inside}" if inside else "None"
        verb = "lies" if inside <= 1 else "lie"
        text += f" {few} of the {len(judged)} {many} {verb} inside it: the level moves."
    return text


def interval_sentence(
    series: Series, ends: tuple[float, float], formats: Formats, *, every: bool
) -> str:
    """What the upright strokes stand for: that of the newest point, or of `every` one."""
    said = formats.between(*ends, series.metric)
    if every:
        return f"Upright strokes: what each figure could as well be by chance; the newest {said}."
    return f"Upright stroke: what the newest figure could as well be by chance, {said}."


def ahead_sentence(*, few: bool, beyond: bool) -> str:
    """How the outlook in a chart is read; `few`: it rests on few figures, `beyond`: it is cut."""
    text = "Dashed: where it is heading; the band holds 4 of 5 outcomes, its pale rim 19 of 20."
    if few:
        text += " It rests on few figures."
    if beyond:
        text += " It goes on beyond the picture."
    return text


def events_sentence(events: Sequence[tuple[int, str, dt.date, bool]]) -> str:
    """The events of a chart by number, each with its day, and where values begin anew."""
    listed = [
        f"{number} {title} ({short_day(date)}{'; values begin anew' if anew else ''})"
        for number, title, date, anew in events
    ]
    return f"Events: {'; '.join(listed)}." if listed else ""


def panels_sentence(*, whole: bool) -> str:
    """How small charts by segment are read."""
    return (
        "All on one scale; the whole is drawn pale behind each." if whole else "All on one scale."
    )


def spoken_points(
    series: Series,
    judged_series: JudgedSeries | None,
    ends: tuple[Numbers, Numbers],
    formats: Formats,
) -> list[list[str]]:
    """What is said of each point when it is pointed at: period, value, what it rests on, signal.

    `ends` are those of the periods' intervals.
    """
    judged = _judged(judged_series)
    said = []
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
        elif at in judged:
            way = judged[at]
            lines.append(_MARKS[series.metric.better][way] if way else "no real change")
        said.append(lines)
    return said


def _last_day(period: Period) -> dt.date:
    return period.last


def _judged(judged_series: JudgedSeries | None) -> Mapping[int, int]:
    """What the rules say of each point that they have judged, by its place."""
    if judged_series is None or judged_series.control_chart is None or not _shown(judged_series):
        return {}
    chart = judged_series.control_chart
    return {
        int(judged_series.rows[point]): int(chart.directions[point])
        for group in chart.groups
        if group.limits is not None
        for point in range(group.start, group.stop)
    }


def _shown(judged_series: JudgedSeries) -> bool:
    """Whether a chart shows the values that the rules have judged."""
    return judged_series.control_chart is not None and not judged_series.of_increments


def _change(series: Series, judged_series: JudgedSeries | None, formats: Formats) -> str:
    """Whether it has really changed and since when; "" where that cannot be told."""
    change = change_of(judged_series)
    if change is Change.UNKNOWN or judged_series is None or judged_series.control_chart is None:
        return ""
    if judged_series.of_increments:
        return ""
    return " ".join(filter(None, (change, since(judged_series, formats))))
