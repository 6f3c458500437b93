"""The files that make charts interactive: one per chart, one per chart type, and the library."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.charts.cache import ChartCache
from generator.charts.chart_model import MetricChart
from generator.charts.interactive import chart_rows, interactive_templates
from generator.charts.theme import chart_css
from generator.measure.pooling import intervals_of
from generator.measure.series import Series, as_dates
from generator.model.codec import Json
from generator.pages.context import SiteContext
from generator.pages.page import Asset
from generator.pages.site_charts import SiteChart
from generator.sentences.charts import INTERACTIVE_WORDS, spoken_points

_SHARED = "assets/vega"
#: The style sheet of the charts.
CHART_STYLE = "assets/cx-charts.css"


def chart_address(chart: SiteChart) -> str:
    """The address of a chart's file."""
    return f"assets/charts/{chart.file}.json"


def interactive_assets(
    context: SiteContext, charts: Sequence[SiteChart], cache: ChartCache | None
) -> Iterator[Asset]:
    """A file per chart: its rows, and the place and the spoken words of each point."""
    rows = chart_rows((shown.chart for shown in charts), cache)
    for shown in charts:
        panels = [
            _panel(context, part, isinstance(shown.chart, MetricChart)) for part in shown.parts
        ]
        # The panels become the last member of the object that the rows are the text of.
        text = rows[shown.chart.key].removesuffix("}")
        panels_text = json.dumps(panels, separators=(",", ":"))
        yield Asset(src_uri=chart_address(shown), content=f'{text},"panels":{panels_text}}}')


def shared_assets(cache: ChartCache | None) -> Iterator[Asset]:
    """What all charts share: their colours, the library, and the template of each chart type."""
    from generator.charts.render_process import library  # noqa: PLC0415 -- apart from the build itself

    # The colours are stated once, beside the code that draws them.
    yield Asset(src_uri=CHART_STYLE, content=chart_css())
    yield Asset(src_uri=f"{_SHARED}/vega.js", content=library(cache))
    for name, template in interactive_templates(cache).items():
        content = json.dumps({**template, "words": INTERACTIVE_WORDS}, ensure_ascii=False)
        yield Asset(src_uri=f"{_SHARED}/{name}.json", content=content)


def _panel(context: SiteContext, series: Series, alone: bool) -> Json:
    judged_series = context.report.judged_series.get((series.metric.metric, series.segment))
    words = spoken_points(series, judged_series, intervals_of(series), context.formats)
    days = (day.isoformat() for day in as_dates(series.last))
    return {
        "name": "" if alone else context.segment(series.segment),
        "points": list(zip(days, series.value.tolist(), words, strict=True)),
    }
