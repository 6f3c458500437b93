"""Figures: each chart with its finding, its data as a table and its file, made once and shared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, isnan, nan
from typing import Any, TypeAlias

import numpy as np
from markupsafe import Markup

from generator.charts.chart_builder import text_alternative
from generator.charts.chart_model import MetricChart, SegmentsChart
from generator.charts.events import numbered_events
from generator.charts.render import with_label
from generator.measure.outlook import Forecast
from generator.measure.series import Series, missing_between
from generator.model.codec import to_csv
from generator.model.periods import Period
from generator.model.vocabulary import Calculation
from generator.pages.context import SiteContext
from generator.pages.datapackage import DOWNLOAD_COLUMNS
from generator.pages.escape import drawing
from generator.pages.interactive_assets import chart_address
from generator.pages.links import download
from generator.pages.page import ROOT, Asset, folds_key
from generator.pages.site_charts import SiteChart
from generator.pages.tables import TableColumn, data_table
from generator.pages.templating import component
from generator.sentences import charts as reading
from generator.sentences import headings
from generator.sentences import metrics as say
from generator.sentences.numbers import Formats, unit_title
from generator.sentences.words import BOUND_WORDS, shortened, with_segment

_COUNTS = (
    ("n", headings.ANSWERS_OR_CASES),
    ("invited", "Asked"),
    ("promoters", "Promoters"),
    ("detractors", "Detractors"),
    ("numerator", headings.COUNTED_OF_THESE),
)
_SUMMED = (Calculation.MEAN, Calculation.SUM)
#: A period, and the row of its figure; None where a bound is told in its place.
_Told: TypeAlias = tuple[Period, int | None]
#: With more segments a text alternative says how many there are instead of their names.
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLines:
    """A stretch of lines of one file."""

    file: str
    first: int
    last: int

    @property
    def text(self) -> str:
        """In words: `measurements/helpdesk.csv, lines 2 to 61`."""
        if self.first == self.last:
            return f"{self.file}, line {self.first}"
        return f"{self.file}, lines {self.first} to {self.last}"


def figures(
    context: SiteContext, charts: Iterable[SiteChart], svgs: Mapping[str, str]
) -> dict[str, str]:
    """The HTML of every figure by the key of its chart, and its folds by that of `folds_key`."""
    made: dict[str, str] = {}
    for shown in charts:
        key = shown.chart.key
        made[key], made[folds_key(key)] = _figure(context, shown, svgs[key])
    return made


def downloads(context: SiteContext) -> list[Asset]:
    """Each metric's measurements as CSV, all segments in one file; what is pooled is none."""
    by_metric: dict[str, list[Series]] = {}
    for (metric, _), series in context.report.series.items():
        if (len(series) or series.bounds) and not series.pooled_from:
            by_metric.setdefault(metric, []).append(series)
    return [
        Asset(src_uri=download(metric), content=_csv(context, parts))
        for metric, parts in by_metric.items()
    ]


def _figure(context: SiteContext, shown: SiteChart, svg: str) -> tuple[str, str]:
    """A chart with its finding; and how to read it, its data and its source, each behind a fold."""
    series, chart = shown.parts[0], shown.chart
    if isinstance(chart, MetricChart):
        alternative = text_alternative(context.report, series, context.formats)
        about = _about_metric(context, series, chart)
    else:
        alternative, about = _about_segments(context, shown.parts, chart)
    figure = component(
        "figure",
        shown.anchor,
        drawing(with_label(svg, alternative)),
        about["finding"],
        interactive=ROOT + chart_address(shown),
        interactive_words=reading.INTERACTIVE_WORDS["label"],
    )
    folds = component(
        "figure_folds",
        (headings.ABOUT_FIGURE, headings.DATA_TABLE, headings.DOWNLOAD),
        [about.get(part) for part in ("detail", "reading", "source")],
        ROOT + download(series.metric.metric),
        about.get("table"),
    )
    return str(figure), str(folds)


def _about_metric(context: SiteContext, series: Series, chart: MetricChart) -> dict[str, Any]:
    formats = context.formats
    name = with_segment(shortened(series.metric.name), context.segment(series.segment))
    short = series.metric.short_name or shortened(series.metric.name)
    titled = with_segment(short, context.segment(series.segment))
    judged = context.report.judged_series.get((series.metric.metric, series.segment))
    events = [
        (number, event.label, event.day, event.anew) for number, event in numbered_events(chart)
    ]
    detail = [
        reading.events_sentence(events),
        say.gaps_sentence(series, int(missing_between(series).sum())),
        headings.HOLLOW_POINT if series.closed < len(series) else "",
    ]
    return {
        "finding": reading.chart_title(titled, series, judged, formats),
        "detail": " ".join(filter(None, detail)) or None,
        "table": _table(series, formats, name),
        "source": "Source: " + "; ".join(lines.text for lines in source_lines([series])),
        "reading": " ".join(filter(None, _reading(context, series, chart))) or None,
    }


def _reading(context: SiteContext, series: Series, chart: MetricChart) -> Iterator[str]:
    """How to read the marks that a chart has."""
    key = (series.metric.metric, series.segment)
    judged_series = context.report.judged_series.get(key)
    yield reading.usual_range_sentence(series, judged_series, context.formats)
    intervals = [point.interval for point in chart.points if point.interval]
    if intervals:
        yield reading.interval_sentence(series, intervals[-1], context.formats)
    if chart.forecast:
        forecast = context.report.forecasts[key]
        few = isinstance(forecast, Forecast) and forecast.window.low_confidence
        yield reading.forecast_sentence(series.cadence, context.formats, few=few)


def _about_segments(
    context: SiteContext, parts: Sequence[Series], chart: SegmentsChart
) -> tuple[str, dict[str, Any]]:
    """The text alternative of small multiples, and what their figure says."""
    metric, formats = parts[0].metric, context.formats
    named = [(context.segment(part.segment), part) for part in parts]
    finding = say.segments_sentence(metric, named, formats)
    names = ", ".join(name for name, _ in named)
    if len(named) > _MOST_NAMED:
        names = f"{len(named)} of them"
    judged = [context.report.judged_series.get((metric.metric, part.segment)) for part in parts]
    return reading.segments_name(parts, names, finding, formats), {
        "finding": say.segments_title(named, formats) or f"{shortened(metric.name)} by segment",
        "detail": reading.panels_sentence(whole=bool(chart.whole)),
        "reading": reading.marks_sentence(judged, formats) or None,
    }


def _table(series: Series, formats: Formats, name: str) -> Markup:
    """Every period with its value and counts, the newest first."""
    values, bounds = series.value.tolist(), dict(series.bounds)

    def period(told: _Told) -> str:
        text = formats.period(told[0], series.cadence)
        return f"{text} (open)" if told[1] is not None and told[1] >= series.closed else text

    def value(told: _Told) -> str:
        if told[1] is None:
            return BOUND_WORDS[bounds[told[0]]]
        return formats.exact(values[told[1]], series.metric)

    def counts(column: str) -> Callable[[_Told], str]:
        numbers = getattr(series, column).tolist()
        return lambda told: "" if told[1] is None else _count(numbers[told[1]], formats)

    def note(told: _Told) -> str:
        return "" if told[1] is None else series.notes[told[1]] or ""

    columns: list[TableColumn[_Told]] = [
        TableColumn("Period", period),
        TableColumn("Value", value, kind="number"),
        *(
            TableColumn(_of_counts(label, series), counts(column), kind="number")
            for column, label in _COUNTS
            if np.isfinite(getattr(series, column)).any()
        ),
    ]
    if any(series.notes):
        columns.append(TableColumn("Note", note))
    return data_table(name, columns, reversed(_told(series)), long=True)


def _of_counts(label: str, series: Series) -> str:
    """The head of a column of counts; n may be money, and the numerator of a mean is a sum."""
    if label == headings.COUNTED_OF_THESE and series.metric.calculation in _SUMMED:
        return headings.sum_in(unit_title(series.metric))
    counted = series.metric.is_counted or label != headings.ANSWERS_OR_CASES
    return label if counted else headings.OUT_OF


def source_lines(parts: Iterable[Series]) -> list[FileLines]:
    """The lines of each file that hold the values of some series."""
    lines: dict[str, list[int]] = {}
    for series in parts:
        for file, line in zip(series.file, series.line.tolist(), strict=True):
            lines.setdefault(file, []).append(line)
    return [
        FileLines(file=file, first=min(numbers), last=max(numbers))
        for file, numbers in lines.items()
    ]


def _count(value: float, formats: Formats) -> str:
    if not isfinite(value):
        return ""
    return formats.number(value, 0 if value.is_integer() else 1)


def _csv(context: SiteContext, parts: Sequence[Series]) -> str:
    names = [name for name, _, _ in DOWNLOAD_COLUMNS]
    return to_csv(names, (row for series in parts for row in _csv_rows(context, series, names)))


def _csv_rows(
    context: SiteContext, series: Series, names: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    segment, columns = context.segment(series.segment), names[4:-2]
    numbers = [getattr(series, name).tolist() for name in columns]
    for period, row in _told(series):
        values = [nan] * len(columns) if row is None else [column[row] for column in numbers]
        yield (
            *(series.metric.metric, period.first.isoformat(), period.last.isoformat(), segment),
            *("" if isnan(value) else f"{value:.12g}" for value in values),
            "yes" if row is not None and row >= series.closed else "no",
            "" if row is not None else dict(series.bounds)[period],
        )


def _told(series: Series) -> list[_Told]:
    """Every period with a figure and its row, and those of which a bound is told."""
    rows: list[_Told] = [*zip(series.periods, range(len(series)), strict=True)]
    rows += [(period, None) for period, _ in series.bounds]
    return sorted(rows, key=lambda told: told[0].last)
