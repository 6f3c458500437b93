"""Initiatives as bars under a chart, on its own time axis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from generator.charts.chart_model import MetricChart
from generator.charts.drawings import Drawing, PixelScale, span_bar
from generator.charts.scales import metric_plot
from generator.charts.text_width import width
from generator.charts.theme import LAPTOP
from generator.charts.window import windowed_metric
from generator.model.tables import Initiative


def initiative_bars(
    chart: MetricChart, initiatives: Sequence[Initiative], labels: Sequence[str], as_of: dt.date
) -> list[tuple[Drawing, bool]]:
    """A bar each from start to end (the end of the axis without one), done up to a day.

    With each stands whether its label fits to the left of its bar.
    """
    days = metric_plot(windowed_metric(chart, LAPTOP.periods), LAPTOP).days
    x = PixelScale(
        low=days.first.toordinal(),
        high=days.last.toordinal(),
        start=LAPTOP.left,
        end=LAPTOP.left + LAPTOP.plot_width,
    )
    return [
        (
            span_bar(x, (one.start, one.end), as_of, one.decision_date, LAPTOP.width),
            width(label, LAPTOP.text) < x(one.start.toordinal()),
        )
        for one, label in zip(initiatives, labels, strict=True)
        if one.start is not None
    ]
