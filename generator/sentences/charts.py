"""Charts in words: a text alternative for each, and how its marks are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite

from babel.dates import format_date

from generator.measure.assessment import change_of
from generator.measure.control_chart_input import JudgedSeries, NotJudgedReason
from generator.measure.method_accuracy import inside_bands
from generator.measure.natural_limits import Group
from generator.measure.series import Numbers, Series
from generator.measure.variation import ControlChart
from generator.model.tables import Benchmark, Goal, Metric
from generator.model.vocabulary import Accumulates, Cadence, Change, Rule
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.change import since
from generator.sentences.goals import aim, latest
from generator.sentences.metrics import MOST_TITLE_WORDS, answers_at, newest_drawn, newest_period
from generator.sentences.numbers import (
    NBSP,
    Formats,
    counted,
    counted_periods,
    listed,
    periods_word,
    plural,
    short_day,
    unit_title,
)
from generator.sentences.rows import brief_value
from generator.sentences.words import shortened

#: More targets than these are only counted in a chart's name.
_MOST_TARGETS = 2
_MILLION = 1e6
_A_YEAR = (365, 366)
#: A longer name of a benchmark has no room beside a chart on a phone.
_LONGEST_OWN = 14

#: The words of an interactive chart. A screen reader says the first on arrival by keyboard.
INTERACTIVE_WORDS = {
    "label": "Points of this chart. Arrow keys: from point to point. Escape: back.",
    "keys": "Arrow keys: from point to point. + and −: a shorter or longer time. Escape: back.",
    "whole": "All periods",
    "copy": "Copy as PNG",
    "link": "Copy link",
    "cite": "Cite",
    "copied": "Copied",
    "shorter": "Shorter time",
    "parts": "Segments shown",
}

_NO_RANGE: Mapping[NotJudgedReason | None, str] = {
    NotJudgedReason.ROLLING_AVERAGE: "Each figure averages several periods",
    NotJudgedReason.MAYBE_TOTAL: "It looks like a running total",
    NotJudgedReason.TOO_RARE: "It is too rare to have one",
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


def _month(date: dt.date) -> str:
    """A month for labels: `Jun 2027`."""
    return format_date(date, "MMM y", locale="en")


def newest_label(series: Series, formats: Formats) -> tuple[str, str]:
    """The label of the newest figure, and a shorter one: `EUR 39 now`; "" without one.

    A bound is newer than it.
    """
    newest = newest_drawn(series, formats)
    now = f"{newest} now" if newest and not series.newest_bound else newest
    return now, _in_axis_unit(newest, series.metric)


def _in_axis_unit(text: str, metric: Metric) -> str:
    """A label as short as it can be under the unit of its axis: `13.7 m` for EUR 13.7 million."""
    return brief_value(text).replace(f"{unit_title(metric)}{NBSP}", "")


def target_label(goal: Goal, metric: Metric, formats: Formats, *, dated: bool = True) -> str:
    """The label of a target, with its date or without: `≤ 30 days by Jun 2027`."""
    reach = goal.rule is Rule.REACH
    text = aim(goal, metric, formats)
    if not dated:
        return _in_axis_unit(text, metric)
    if goal.due is None:
        return text
    return f"{text} {'by' if reach else 'until'} {_month(goal.due)}"


def forecast_label(
    ends: tuple[float, float], day: dt.date, metric: Metric, formats: Formats
) -> tuple[str, str]:
    """The label of the range that a forecast ends with, and a shorter one: `38–50 by Jun 2027`."""
    low, high = (formats.spoken(end, metric) for end in ends)
    if max(map(abs, ends)) >= _MILLION:
        low, high = (formats.number(end / _MILLION, 1) for end in ends)
        high += f"{NBSP}million"
    return f"{low}–{high} by {_month(day)}", _in_axis_unit(f"{low}–{high}", metric)


def benchmark_label(
    mark: Benchmark, metric: Metric, formats: Formats, *, alone: bool
) -> tuple[str, str]:
    """The label of a benchmark, its value first, and a shorter one: `others 33`, `median 34`.

    One that is not `alone` has the first words of its own label, if these are short.
    """
    label = f"{formats.stated(mark.value, metric)} {mark.label or mark.source}"
    own = (mark.label or "").partition(" of ")[0].lower()
    word = own if own and not alone and len(own) <= _LONGEST_OWN else "others"
    return label, f"{word} {formats.plain(mark.value)}"


def past_year_label(year: int, *, fiscal: bool) -> str:
    """The label of an earlier year of a running total: `2025`, or `2025/26`."""
    return f"{year}/{(year + 1) % 100:02}" if fiscal else str(year)


def run_words(judged: JudgedSeries, formats: Formats) -> str:
    """The words at a coloured stretch: `worsened since Feb 2025`."""
    begun = judged.signal_since
    when = since(judged, formats)
    if begun is not None and judged.cadence is Cadence.MONTHLY:
        when = f"since {_month(begun.last)}"
    return f"{CHANGE_BADGES[change_of(judged)].word} {when}"


def moved(series: Series, judged: JudgedSeries | None, formats: Formats) -> str:
    """From where to where a series has moved: `risen from 29 to 44 days`; "" if it has not."""
    claim = judged.claim if judged is not None and judged.is_drawn else None
    if judged is None or claim is None or judged.first_sign:
        return ""
    begin = formats.spoken(claim.means[0], series.metric)
    way = "risen" if claim.direction > 0 else "fallen"
    return f"{way} from {begin} to {newest_drawn(series, formats)}"


def _beside_the_newest(series: Series, formats: Formats) -> str:
    """What a chart shows beside its newest figure: the year before, or between what all were."""
    values, metric = series.closed_values, series.metric
    low, high, now = float(values.min()), float(values.max()), float(values[-1])
    if metric.accumulates is Accumulates.YEAR:
        newest = series.periods[series.closed - 1].last
        before = [
            float(value)
            for period, value in zip(series.periods, values, strict=False)
            if (newest - period.last).days in _A_YEAR and value != now
        ]
        if before:
            more = "more" if now > before[0] else "less"
            return f"{formats.distance(abs(now - before[0]), metric)} {more} than a year before"
        low = high
    if low == high:
        return f"{newest_drawn(series, formats)} by {newest_period(series, formats)}"
    return f"within {formats.between(low, high, metric)} since {series.periods[0].last.year}"


def chart_title(name: str, series: Series, judged: JudgedSeries | None, formats: Formats) -> str:
    """The finding of a chart in nine words at most: `Wait: risen from 29 to 44 days`.

    It says what the headline of a page does not: what was before the newest figure.
    Without room for the name, which the page has above it, there is only the finding.
    """
    if not series.closed:
        return "No period has ended yet"
    said = moved(series, judged, formats) or _beside_the_newest(series, formats)
    whole = f"{name}: {said}"
    if len(whole.replace(NBSP, " ").split()) <= MOST_TITLE_WORDS:
        return whole
    return said[:1].upper() + said[1:]


def segments_name(parts: Sequence[Series], names: str, finding: str, formats: Formats) -> str:
    """The text alternative of small charts by segment, one series each."""
    closed = [period for part in parts for period in part.periods[: part.closed]]
    closed.sort(key=lambda period: period.last)
    span = f", {formats.span(closed, parts[0].cadence)}" if closed else ""
    metric = f"{shortened(parts[0].metric.name)}{_in_unit(parts[0])}"
    return f"Small charts of {metric} by segment on one scale{span}: {names}. {finding}".rstrip()


def marks_sentence(judged: Iterable[JudgedSeries | None], formats: Formats) -> str:
    """What the coloured stretches of small charts are; "" if there is none."""
    told = [one for one in judged if one is not None and one.is_drawn and one.told_now]
    words = dict.fromkeys(CHANGE_BADGES[change_of(one)].word for one in told)
    return f"Coloured: {listed(list(words))}." if words else ""


def usual_range_sentence(series: Series, judged: JudgedSeries | None, formats: Formats) -> str:
    """What the band across a chart is, or why there is none."""
    if judged is None:
        return ""
    if judged.not_judged in _NO_RANGE:
        return f"{_NO_RANGE[judged.not_judged]}, so no usual range is drawn."
    if series.metric.is_total:
        each = periods_word(judged.cadence, 1)
        return f"A running total has no usual range: what each {each} adds is judged instead."
    chart, usual = judged.control_chart, judged.usual_range
    if chart is None or usual is None or usual[0] == usual[1]:
        return ""
    group = chart.groups[-1]
    ends = formats.between(*usual, series.metric)
    if not judged.is_drawn:
        return f"Judged by complete months, with a usual range of {ends}, which is not drawn."
    of = " of complete months" if judged.by_month else ""
    if group.trial:
        rests = counted_periods(group.stop - group.start, judged.cadence)
        text = f"Broken lines: a first estimate of the usual range{of}, {ends}, from {rests}."
    else:
        when = formats.period(judged.period(group.start), judged.cadence)
        text = f"Grey band: the usual range{of}{f' since {when}' if group.start else ''}, {ends}"
        mean = formats.value(group.mean, series.metric)
        text += "." if judged.seasonal else f", around the average of {mean}."
    return " ".join((text, *_about_range(judged, chart, group)))


def _about_range(judged: JudgedSeries, chart: ControlChart, group: Group) -> Iterator[str]:
    """Why the band has steps, or is wide."""
    levels = judged.levels
    if levels is None:
        values, (lows, highs) = judged.figures[group.start :], judged.usual_ranges
        inside = int(((values >= lows[group.start :]) & (values <= highs[group.start :])).sum())
        if 2 * inside < len(values):
            few = f"Only {inside}" if inside else "None"
            noun = periods_word(judged.cadence, 2)
            yield f"{few} of the {len(values)} {noun} {plural(inside, 'is', 'are')} inside it."
        return
    if levels.starts:
        yield "It begins anew where the level moved."
    if judged.seasonal:
        yield (
            "It follows the season, which is taken out before the record is judged; the figures "
            "are drawn as they are."
        )
    if any(each.shares for each in chart.groups):
        yield "It is wider where fewer answers or cases are behind a figure."
    if group.dependence:
        yield "It is wide because each figure depends on the one before."


def interval_sentence(series: Series, ends: tuple[float, float], formats: Formats) -> str:
    """What the upright stroke on the newest point stands for."""
    newest = formats.between(*ends, series.metric)
    return f"Upright stroke: what the newest figure could as well be by chance, {newest}."


def forecast_sentence(cadence: Cadence, formats: Formats, *, few: bool) -> str:
    """How the forecast in a chart is read, and how often its band held where that was tried.

    `few`: it rests on few figures.
    """
    text = "Dashed: where it is heading; hatched: "
    held = None if few else inside_bands(cadence)
    if held is None:
        return f"{text}meant for 4 of 5 outcomes, never tried on " + (
            "so few figures." if few else f"{periods_word(cadence, 2)}."
        )
    return f"{text}held {formats.percent(held[0] / 100)} of outcomes where it was tried."


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
    told, mark = range(0), ""
    if judged is not None and judged.is_drawn and judged.told_now:
        told, mark = judged.told_now, CHANGE_BADGES[change_of(judged)].word
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
        elif at in told:
            lines.append(mark)
        points.append(lines)
    return points


def _in_unit(series: Series) -> str:
    unit = unit_title(series.metric)
    return f" in {unit}" if unit else ""


def _change(judged: JudgedSeries | None, formats: Formats) -> str:
    """Whether a metric has changed and since when; "" if that cannot be told."""
    change = change_of(judged)
    if change is Change.UNKNOWN or judged is None or judged.chart_of_values is None:
        return ""
    return " ".join(filter(None, (CHANGE_BADGES[change].word, since(judged, formats))))
