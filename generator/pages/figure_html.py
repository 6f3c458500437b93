"""Figures: each chart with its finding, its data as a table and its file, made once and shared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, isnan

import numpy as np
from markupsafe import Markup

from generator.charts.chart_builder import (
    metric_chart,
    metric_key,
    segments_chart,
    segments_key,
    text_alternative,
)
from generator.charts.chart_model import Chart, MetricChart, SegmentsChart
from generator.charts.events import numbered_events
from generator.charts.render import with_label
from generator.charts.scales import cut_off
from generator.measure.outlook import Forecast
from generator.measure.series import Series, missing_between
from generator.model.codec import to_csv
from generator.pages.context import SiteContext
from generator.pages.datapackage import DOWNLOAD_COLUMNS
from generator.pages.escape import drawing
from generator.pages.interactive_assets import chart_address, numbered, segments_address
from generator.pages.links import download
from generator.pages.page import ROOT, Asset
from generator.pages.tables import TableColumn, table
from generator.pages.templating import component
from generator.sentences import charts as reading
from generator.sentences import headings
from generator.sentences import metrics as say
from generator.sentences.numbers import Formats
from generator.sentences.words import shortened, with_segment

_COUNTS = (
    ("n", headings.ANSWERS_OR_CASES),
    ("invited", "Asked"),
    ("promoters", "Promoters"),
    ("detractors", "Detractors"),
    ("numerator", headings.COUNTED_OF_THESE),
)
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


def site_charts(context: SiteContext) -> dict[str, Chart]:
    """Every chart of the site by its key: each metric, each segment with a goal, each breakdown."""
    made: dict[str, Chart] = {}
    report = context.report
    with_goal = {one.goal.series_key for one in report.assessments.values()}
    breakdowns: dict[str, list[Series]] = {}
    for (metric, segment), series in report.series.items():
        if not len(series):
            continue
        if not segment or (metric, segment) in with_goal:
            made[metric_key(metric, segment)] = metric_chart(report, series, context.formats)
        if segment:
            breakdowns.setdefault(metric, []).append(series)
    for metric, parts in breakdowns.items():
        made[segments_key(metric)] = segments_chart(report, parts, context.formats)
    return made


def figure_fragments(
    context: SiteContext, drawn: Mapping[str, str], made: Mapping[str, Chart]
) -> dict[str, str]:
    """The HTML of every figure by the key of its chart."""
    fragments: dict[str, str] = {}
    breakdowns: dict[str, list[Series]] = {}
    for series, number in numbered(context.report):
        metric = series.metric.metric
        if series.segment and len(series):
            breakdowns.setdefault(metric, []).append(series)
        key = metric_key(metric, series.segment)
        chart = made.get(key)
        if isinstance(chart, MetricChart):
            file = chart_address(metric, number)
            fragments[key] = metric_figure(context, series, chart, drawn[key], interactive=file)
    for metric, parts in breakdowns.items():
        key = segments_key(metric)
        panels = made.get(key)
        if isinstance(panels, SegmentsChart):
            fragments[key] = _segments_figure(context, parts, panels, drawn[key])
    return fragments


def downloads(context: SiteContext) -> list[Asset]:
    """Each metric's measurements as CSV, all segments in one file; what is pooled is none."""
    by_metric: dict[str, list[Series]] = {}
    for (metric, _), series in context.report.series.items():
        if len(series) and not series.pooled_from:
            by_metric.setdefault(metric, []).append(series)
    return [
        Asset(src_uri=download(metric), content=_csv(context, parts))
        for metric, parts in by_metric.items()
    ]


def metric_figure(
    context: SiteContext,
    series: Series,
    chart: MetricChart,
    svg: str,
    *,
    name: str = "",
    interactive: str = "",
) -> str:
    """The chart of one series with its finding, its data and its source; `name` is its id.

    `interactive` is the address of the file from which it comes alive, where there is one.
    """
    anchor = name or f"chart-{series.metric.metric}"
    metric, formats = series.metric, context.formats
    missing = sum(missing_between(series))
    name = with_segment(shortened(metric.name), context.segment(series.segment))
    finding = say.history_sentence(name, series, formats)
    detail = [
        reading.events_sentence(
            [
                (found.number, found.event.label, found.event.day, found.event.anew)
                for found in numbered_events(chart)
            ]
        ),
        say.gaps_sentence(series, missing),
        headings.HOLLOW_POINT if series.closed < len(series) else "",
    ]
    return str(
        component(
            "figure",
            anchor,
            drawing(with_label(svg, text_alternative(context.report, series, formats))),
            finding,
            detail=" ".join(filter(None, detail)) or None,
            table=_table(series, formats, name),
            summary=headings.DATA_TABLE,
            csv=ROOT + download(metric.metric),
            csv_words=headings.DOWNLOAD,
            source=source_note(series),
            reading=" ".join(filter(None, _reading(context, series, chart))) or None,
            interactive=ROOT + interactive if interactive else None,
            interactive_words=reading.INTERACTIVE_WORDS["label"],
        )
    )


def _reading(context: SiteContext, series: Series, chart: MetricChart) -> Iterator[str]:
    """How the marks of a chart are read: those that it has."""
    key = (series.metric.metric, series.segment)
    judged_series = context.report.judged_series.get(key)
    yield reading.marks_sentence([series], [judged_series])
    usual = chart.limits[-1] if chart.limits else None
    yield reading.usual_range_sentence(
        series, judged_series, (usual.low, usual.high) if usual else None, context.formats
    )
    strokes = [point.interval for point in chart.points if point.interval]
    if strokes:
        yield reading.interval_sentence(
            series, strokes[-1], context.formats, every=len(strokes) > 1
        )
    if chart.forecast:
        forecast = context.report.forecasts[key]
        few = isinstance(forecast, Forecast) and forecast.low_confidence
        yield reading.forecast_sentence(few=few, beyond=cut_off(chart))


def _segments_figure(
    context: SiteContext, parts: Sequence[Series], chart: SegmentsChart, svg: str
) -> str:
    metric, formats = parts[0].metric, context.formats
    named = [(context.segment(part.segment), part) for part in parts]
    finding = say.segments_sentence(metric, named, formats)
    name = shortened(metric.name)
    names = ", ".join(name for name, _ in named)
    if len(named) > _MOST_NAMED:
        names = f"{len(named)} of them"
    judged = [context.report.judged_series.get((metric.metric, part.segment)) for part in parts]
    return str(
        component(
            "figure",
            f"segments-{metric.metric}",
            drawing(with_label(svg, reading.segments_name(parts, names, finding, formats))),
            finding or f"{name} by segment.",
            detail=reading.panels_sentence(whole=bool(chart.whole)),
            reading=reading.marks_sentence(parts, judged) or None,
            csv=ROOT + download(metric.metric),
            csv_words=headings.DOWNLOAD,
            interactive=ROOT + segments_address(metric.metric),
            interactive_words=reading.INTERACTIVE_WORDS["label"],
        )
    )


def _table(series: Series, formats: Formats, name: str) -> Markup:
    """Every period with its value and counts, the newest first."""
    values = series.value.tolist()

    def period(row: int) -> str:
        text = formats.period(series.periods[row], series.cadence)
        return f"{text} (open)" if row >= series.closed else text

    def counts(column: str) -> Callable[[int], str]:
        numbers = getattr(series, column).tolist()
        return lambda row: _count(numbers[row], formats)

    columns: list[TableColumn[int]] = [
        TableColumn("Period", period),
        TableColumn("Value", lambda row: formats.exact(values[row], series.metric), kind="number"),
        *(
            TableColumn(label, counts(column), kind="number")
            for column, label in _COUNTS
            if np.isfinite(getattr(series, column)).any()
        ),
    ]
    if any(series.notes):
        columns.append(TableColumn("Note", lambda row: series.notes[row] or ""))
    return table(name, columns, reversed(range(len(values))), long=True)


def source_note(series: Series) -> str:
    """Where the values of a series stand: `measurements/helpdesk.csv, lines 2 to 61`."""
    return "Source: " + "; ".join(lines.text for lines in source_lines([series]))


def source_lines(parts: Iterable[Series]) -> list[FileLines]:
    """Between which lines of which files the values of some series stand."""
    lines: dict[str, list[int]] = {}
    for series in parts:
        for file, line in zip(series.file, series.line.tolist(), strict=True):
            lines.setdefault(file, []).append(line)
    return [
        FileLines(file=file, first=min(found), last=max(found)) for file, found in lines.items()
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
    segment = context.segment(series.segment)
    numbers = zip(*(getattr(series, name).tolist() for name in names[4:-1]), strict=True)
    for index, (period, values) in enumerate(zip(series.periods, numbers, strict=True)):
        yield (
            *(series.metric.metric, period.first.isoformat(), period.last.isoformat(), segment),
            *("" if isnan(value) else f"{value:.12g}" for value in values),
            "yes" if index >= series.closed else "no",
        )
