"""The files from which charts come alive: one a chart, one a chart type, and the library."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from generator.charts.cache import ChartCache
from generator.charts.chart_builder import metric_key, segments_key
from generator.charts.chart_model import Chart, MetricChart
from generator.charts.interactive import chart_rows, interactive_templates
from generator.charts.theme import chart_css
from generator.measure.pooling import intervals_of
from generator.measure.report import Report
from generator.measure.series import Series, as_dates
from generator.pages.context import SiteContext
from generator.pages.page import Asset
from generator.sentences.charts import INTERACTIVE_WORDS, spoken_points

_FOLDER = "assets/charts"
_SHARED = "assets/vega"
#: The style sheet of the charts.
CHART_STYLE = "assets/cx-charts.css"


def chart_address(metric: str, number: int = 0) -> str:
    """The address of a chart's file: of the whole, or of the segment of that number."""
    return f"{_FOLDER}/{metric}.{number}.json" if number else f"{_FOLDER}/{metric}.json"


def numbered(report: Report) -> Iterator[tuple[Series, int]]:
    """Every series with the number of its file: 0 for the whole, 1 for the first segment."""
    counted: Counter[str] = Counter()
    for (metric, segment), series in report.series.items():
        if segment:
            counted[metric] += 1
        yield series, counted[metric] if segment else 0


def initiative_address(initiative: str, number: int) -> str:
    """The address of the file of an initiative's chart of that number."""
    return f"{_FOLDER}/initiative.{initiative}.{number}.json"


def segments_address(metric: str) -> str:
    """The address of the file of a metric's small charts."""
    return f"{_FOLDER}/{metric}.segments.json"


def interactive_assets(
    context: SiteContext, charts: Mapping[str, Chart], cache: ChartCache | None
) -> Iterator[Asset]:
    """A file for each chart: its rows, and of each point where it lies and what is said of it."""
    rows = chart_rows(charts.values(), cache)
    parts: dict[str, list[Series]] = {}
    for series, number in numbered(context.report):
        metric, key = series.metric.metric, metric_key(series.metric.metric, series.segment)
        if number and len(series):
            parts.setdefault(metric, []).append(series)
        if isinstance(charts.get(key), MetricChart):
            yield chart_asset(context, series, chart_address(metric, number), rows[key])
    for metric, several in parts.items():
        plots = [_plot(context, series, context.segment(series.segment)) for series in several]
        yield _asset(segments_address(metric), rows[segments_key(metric)], plots)


def chart_asset(context: SiteContext, series: Series, address: str, rows: str) -> Asset:
    """The file of the chart of one series."""
    return _asset(address, rows, [_plot(context, series, "")])


def shared_assets(cache: ChartCache | None) -> Iterator[Asset]:
    """What all charts share: their colours, the library, and what each type is made of."""
    from generator.charts.render_process import library  # noqa: PLC0415 -- apart from the build itself

    # The colours are stated once, beside the code that draws them.
    yield Asset(src_uri=CHART_STYLE, content=chart_css())
    yield Asset(src_uri=f"{_SHARED}/vega.js", content=library(cache))
    for name, template in interactive_templates(cache).items():
        content = json.dumps({**template, "words": INTERACTIVE_WORDS}, ensure_ascii=False)
        yield Asset(src_uri=f"{_SHARED}/{name}.json", content=content)


def _asset(address: str, rows: str, plots: list[dict[str, Any]]) -> Asset:
    """The object that `rows` is the text of, with its panels as its last member."""
    panels = json.dumps(plots, separators=(",", ":"))
    return Asset(src_uri=address, content=f'{rows.removesuffix("}")},"panels":{panels}}}')


def _plot(context: SiteContext, series: Series, name: str) -> dict[str, Any]:
    judged_series = context.report.judged_series.get((series.metric.metric, series.segment))
    said = spoken_points(series, judged_series, intervals_of(series), context.formats)
    days = [day.isoformat() for day in as_dates(series.last)]
    points = zip(days, series.value.tolist(), said, strict=True)
    return {"name": name, "points": [[day, value, lines] for day, value, lines in points]}
