"""The page of a metric in words: its headline, its line of facts and its segments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generator.measure.answers_by_year import AnswersOfYear
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.segments_apart import SegmentFigure
from generator.measure.series import Freshness, Series
from generator.model.tables import Metric
from generator.model.vocabulary import Change
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.change import since, usual_range_in_words
from generator.sentences.headings import NO_FIGURE
from generator.sentences.metrics import (
    DIRECTIONS,
    counted_value,
    newest_period,
    newest_told,
    newest_value,
)
from generator.sentences.numbers import Formats, short_day
from generator.sentences.words import WITHHELD

#: What people answer when asked whether they would recommend, from left to right of a bar.
ANSWER_KINDS = ("detractors", "passives", "promoters")
ANSWERS_HEADING = "Who answers what"
ANSWERS_NOTE = "detractors 0–6, passives 7–8, promoters 9–10"
_DECEMBER = 12


def year_answered(year: AnswersOfYear, series: Series, formats: Formats) -> str:
    """The year of a bar, or its months where it is not whole: `January to October 2026`."""
    first, last = year.periods[0].first, year.periods[-1].last
    if first.month == 1 and last.month == _DECEMBER:
        return str(last.year)
    return formats.span(year.periods, series.cadence)


def score_of_year(year: AnswersOfYear, metric: Metric, formats: Formats) -> str:
    """The score of a year and what it rests on: `34 from 1,910 answers`."""
    return f"{formats.value(year.score, metric)} from {formats.number(year.n)} answers"


def answers_in_words(year: AnswersOfYear, formats: Formats) -> str:
    """What a bar shows: `18 % detractors, 53 % promoters`."""
    shares = ((year.detractors, ANSWER_KINDS[0]), (year.promoters, ANSWER_KINDS[-1]))
    return ", ".join(f"{formats.percent(count / year.n)} {kind}" for count, kind in shares)


def metric_headline(
    name: str,
    series: Series | None,
    judged: JudgedSeries | None,
    change: Change,
    formats: Formats,
    *,
    stale: bool,
) -> str:
    """The finding of a metric: `Net promoter score: 37; steady, usually 21 to 52.`."""
    if series is None or not series.closed or series.newest_bound:
        told = newest_told(series, formats)
        hidden = series is not None and series.withheld and not told
        return WITHHELD if hidden else f"{name}: {told or NO_FIGURE}."
    text = f"{name}: {newest_value(series, formats)}"
    if stale:
        return f"{text} in {newest_period(series, formats)}; too old to judge."
    if change is Change.UNKNOWN:
        return f"{text}."
    text = f"{text}; {CHANGE_BADGES[change].word}"
    if change in (Change.BETTER, Change.WORSE, Change.OTHER):
        return f"{text} {since(judged, formats)}."
    chart = judged.control_chart if judged is not None else None
    if judged is None or chart is None or chart.groups[-1].trial or change is not Change.NONE:
        return f"{text}."
    usual = usual_range_in_words(judged, formats)
    return f"{text}, usually {usual}." if usual else f"{text}."


def metric_facts(
    metric: Metric, series: Series | None, cadence: str | None, fresh: Freshness, formats: Formats
) -> list[str | None]:
    """What stands under the headline: its answers, how often and which way, when it comes."""
    told = series is not None and series.closed and not series.newest_bound
    behind = counted_value(series, formats) if series is not None and told else None
    due = None
    if fresh.next_due is not None and fresh.newest is not None:
        due = f"next figure {'was due' if fresh.late else 'due'} {short_day(fresh.next_due)}"
    how = ", ".join(filter(None, [cadence, DIRECTIONS[metric.better]]))
    return [behind or None, how, due]


def strip_heading(newest: Series, formats: Formats) -> str:
    """`Segments in October 2026`."""
    return f"Segments in {newest_period(newest, formats)}"


STRIP_NOTE = "95 % interval; answers or cases"
ALL = "All"


def panels_heading(*, compared: bool) -> str:
    """What the small courses of segments are called: by their distance, if there is one."""
    return "Farthest from all first" if compared else "Over time"


def panels_note(parts: Sequence[Series], whole: Series | None, formats: Formats) -> str:
    """What small courses on one scale and over one time have in common; "" without any."""
    behind = [whole] if whole is not None and whole.closed else []
    every = [*behind, *parts]
    if not parts:
        return ""
    values = np.concatenate([one.closed_values for one in every])
    begin = min((one.period(0) for one in every), key=lambda period: period.last)
    end = max((one.period(one.closed - 1) for one in every), key=lambda period: period.last)
    low, high = (float(each) for each in (values.min(), values.max()))
    span = formats.span((begin, end), parts[0].cadence)
    scale = f"one scale, {formats.between(low, high, parts[0].metric)}; {span}"
    return f"grey: all; {scale}" if behind else scale


def segment_in_words(figure: SegmentFigure, formats: Formats) -> str:
    """`23 (−8 to 54; 26)`: a segment's figure with its interval and its answers."""
    series, metric = figure.series, figure.series.metric
    value = formats.value(figure.value, metric)
    if figure.interval is None:
        return value
    n = formats.number(float(series.n[series.closed - 1]))
    return f"{value} ({formats.between(figure.interval.low, figure.interval.high, metric)}; {n})"


def apart_in_words(figure: SegmentFigure, formats: Formats) -> str:
    """`14 below all`, of a part of a sum `4,570, 33 % of all`; "" without a whole."""
    if figure.series.metric.adds_up:
        return share_of_all(figure, formats)
    if figure.apart is None:
        return ""
    distance = formats.distance(abs(figure.apart), figure.series.metric)
    if not figure.apart:
        return "as all"
    return f"{distance} {'below' if figure.apart < 0 else 'above'} all"


def share_of_all(figure: SegmentFigure, formats: Formats) -> str:
    """A part of a sum and its share: `4,570, 33 % of all`; the value alone without a whole."""
    value = newest_value(figure.series, formats)
    whole = 0.0 if figure.apart is None else figure.value - figure.apart
    return f"{value}, {formats.percent(figure.value / whole)} of all" if whole > 0 else value
