"""Charts as inline SVG: a picture is data and ready words in, drawn text out.

A picture (`picture`) says what is to be seen; `draw` turns pictures into SVG, out of a cache
where it can; `theme` owns every colour and size, and the style sheet that goes with them.
This module imports nothing heavy: an unchanged build never loads the drawing libraries.
"""

from generator.charts.cache import ChartCache
from generator.charts.chart_model import (
    BaselineMark,
    BenchmarkMark,
    EventMark,
    ForecastPoint,
    MetricChart,
    NaturalLimits,
    NumberLocale,
    Panel,
    Picture,
    Point,
    SegmentsPicture,
    Signal,
    TargetMark,
)
from generator.charts.events import NumberedEvent, numbered_events
from generator.charts.render import draw, specification, with_label
from generator.charts.theme import chart_css, dark_css

__all__ = [
    "BaselineMark",
    "BenchmarkMark",
    "ChartCache",
    "EventMark",
    "ForecastPoint",
    "MetricChart",
    "NaturalLimits",
    "NumberLocale",
    "NumberedEvent",
    "Panel",
    "Picture",
    "Point",
    "SegmentsPicture",
    "Signal",
    "TargetMark",
    "chart_css",
    "dark_css",
    "draw",
    "numbered_events",
    "specification",
    "with_label",
]
