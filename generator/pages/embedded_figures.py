"""Figures inside hand-written pages: `nps`, `nps of small`, `nps in 2026-03`, `nps in last 3`.

A figure is that of a metric, perhaps of one segment, of its newest closed period, of a named one or
of the last few together. It is read from what the report publishes, so a figure of a group that is
too small to be published is none here either.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np

from generator.check.date_cells import EXAMPLES, parse_dates, period_of
from generator.check.exports.days import period_text
from generator.measure.pooling import Refusal, mean_of_last
from generator.measure.series import Series
from generator.model.errors import UnknownFigureError
from generator.model.periods import Period
from generator.model.tables import Metric
from generator.model.vocabulary import Bound
from generator.model.wording import any_of, did_you_mean, folded, quoted
from generator.pages.context import SiteContext
from generator.sentences.embedded import EmbeddedFigure
from generator.sentences.metrics import refused
from generator.sentences.numbers import counted_periods

_FIGURE = re.compile(r"(?P<metric>\S+)(?: +of +(?P<segment>.+?))??(?: +in +(?P<when>.+))?")
_SHOWN = 8
_LAST = re.compile(r"(?:the )?last (\d{1,3})", re.ASCII)


def find_figure(text: str, context: SiteContext) -> EmbeddedFigure:
    """The figure that a text names; raises UnknownFigureError with the nearest names."""
    metrics = context.report.dataset.by_id(Metric)
    match = _FIGURE.fullmatch(text)
    name = match["metric"] if match else text
    if match is None or name not in metrics:
        raise unknown("metric", name, metrics)
    metric = metrics[name]
    segment, when = match["segment"], match["when"]
    if segment and when and _segment(f"{segment} in {when}", metric, context) is not None:
        segment, when = f"{segment} in {when}", None
    key = _segment(segment, metric, context) if segment else ""
    if key is None:
        raise unknown(f"segment of {metric.metric}", segment, _segments(metric, context))
    series = context.report.series.get((metric.metric, key))
    cadence = context.cadence(metric)
    if series is None or (not len(series) and not series.bounds and not when):
        return EmbeddedFigure(metric=metric, cadence=cadence)
    if when is None and series.newest_bound:
        return _of_bound(series, *series.newest_bound)
    if when is None:
        return _of_rows(series, slice(series.closed - 1, series.closed))
    last = _LAST.fullmatch(when)
    return _of_last(series, int(last[1])) if last else _of_period(series, when, context)


def _of_rows(series: Series, rows: slice) -> EmbeddedFigure:
    if not series.closed:
        return EmbeddedFigure(metric=series.metric, cadence=series.cadence)
    return EmbeddedFigure(
        metric=series.metric,
        cadence=series.cadence,
        value=float(series.value[rows][-1]),
        periods=tuple(series.periods[rows]),
    )


def _of_bound(series: Series, period: Period, bound: Bound) -> EmbeddedFigure:
    return EmbeddedFigure(
        metric=series.metric, cadence=series.cadence, periods=(period,), bound=bound
    )


def _of_last(series: Series, count: int) -> EmbeddedFigure:
    """The mean of the last closed periods, from counts where they exist."""
    asked = f'There is no figure of "{series.metric.metric}" over {count} periods to put in here'
    if not 1 <= count <= series.closed:
        closed = counted_periods(series.closed, series.cadence)
        raise UnknownFigureError(f"{asked}.", f"Its published record has {closed}.")
    pooled = mean_of_last(series, count)
    if isinstance(pooled, Refusal):
        raise UnknownFigureError(f"{asked}: {refused(pooled, series)}.", "Name one period.")
    return EmbeddedFigure(
        metric=series.metric,
        cadence=series.cadence,
        value=pooled.value,
        periods=tuple(series.periods[series.closed - count : series.closed]),
    )


def _of_period(series: Series, when: str, context: SiteContext) -> EmbeddedFigure:
    """The figure of a named period, which has to be closed."""
    start = context.report.settings.fiscal_year_start
    stamps = parse_dates([when], [1], start)
    for fault in stamps.faults.values():
        raise UnknownFigureError(fault.message, fault.fix)
    (stamp,) = stamps.values
    period = period_of(stamp, series.cadence, start) if stamp else None
    if period is None:
        form = EXAMPLES[series.cadence]
        message = f"{quoted(when)} is no period of {series.metric.metric}."
        raise UnknownFigureError(message, f"Write it as {form}, or as last 3.")
    row = series.index_ending(period.last)
    if row is not None and row < series.closed:
        return _of_rows(series, slice(row, row + 1))
    bound = next((one for told, one in series.bounds if told.last == period.last), None)
    if bound is not None:
        return _of_bound(series, period, bound)
    if period.last <= context.report.dataset.as_of.day and _handed_in(series, period, context):
        return EmbeddedFigure(metric=series.metric, cadence=series.cadence, periods=(period,))
    raise UnknownFigureError(
        f'There is no figure of "{series.metric.metric}" for {quoted(when)} to put in here.',
        _near(series, period, start),
    )


def _handed_in(series: Series, period: Period, context: SiteContext) -> bool:
    """Whether a period has a figure that is not published; of a pooled whole, one of a segment."""
    frame = context.report.dataset.measurements
    rows = (frame["metric"] == series.metric.metric) & (frame["last"] == np.datetime64(period.last))
    if not series.pooled_from:
        rows &= frame["segment"] == series.segment
    return bool(rows.any())


def _near(series: Series, period: Period, start: int) -> str:
    """The closed periods before and after one that has no figure, as a table writes them."""
    at, closed = series.ended_before(period.last), series.closed
    rows = sorted({row for row in (min(at, closed) - 1, at) if 0 <= row < closed})
    near = [period_text(series.period(row), series.cadence, start) for row in rows]
    return f"The nearest with a figure: {any_of(near)}." if near else "It has no closed period."


def _segment(text: str, metric: Metric, context: SiteContext) -> str | None:
    """The key of a segment of a metric, in whatever case it is written."""
    known = {folded(key): key for key in _segments(metric, context)}
    return known.get(folded(text))


def _segments(metric: Metric, context: SiteContext) -> list[str]:
    return [part.segment for part in context.report.segments_of(metric.metric)]


def unknown(kind: str, word: str, known: Collection[str]) -> UnknownFigureError:
    """That a name does not exist, with the nearest that do."""
    names = sorted(known)
    few = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
    return UnknownFigureError(
        f'There is no {kind} "{word}" to put in here.',
        did_you_mean(word, known) or (f"Known are: {few}." if few else "There is none."),
    )
