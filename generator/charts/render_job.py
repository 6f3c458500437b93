"""A chart as the rows of its template's data sets and the values of its parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.charts.chart_model import Chart, MetricChart, Panel, SegmentsChart
from generator.charts.events import LaneText, event_lane, numbered_events
from generator.charts.labels import PlacedLabel, metric_labels
from generator.charts.marks import (
    MarkRow,
    event_rows,
    forecast_rows,
    interval_rows,
    limit_rows,
    line_rows,
    milliseconds,
    open_rows,
    plan_rows,
    row,
    symbol_rows,
    target_rows,
)
from generator.charts.scales import PlotArea, metric_plot, segments_plot
from generator.charts.text_width import cut_to_width, width
from generator.charts.theme import (
    HEIGHT,
    NARROWEST_TEXT_SIZE,
    PAD_LEFT,
    PANEL_WIDTH,
    PHONE_TEXT_SIZE,
    PLOT_WIDTH,
    TEXT_SIZE,
    segments_height,
)
from generator.model.codec import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderJob:
    """What is put into a template: rows by the name of the data set, values by parameter.

    `overhang` is how far the numbers of the value axis reach out of the chart on a phone.
    """

    template: str
    data: dict[str, list[MarkRow]]
    params: Json
    height: int
    overhang: float
    decimal: str
    thousands: str


def render_job(chart: Chart) -> RenderJob:
    """The rows and parameters of a chart."""
    if isinstance(chart, MetricChart):
        plot = metric_plot(chart)
        template, height, data = "metric", HEIGHT, _metric_data(chart, plot)
    else:
        plot = segments_plot(chart)
        template, height = "segments", segments_height(len(chart.panels))
        data = _segments_data(chart, plot)
    days, values = plot.days, plot.values
    ticks = (
        f"{tick / values.divisor:,.{values.decimals}f}{values.suffix}" for tick in values.ticks
    )
    longest = max((width(text, PHONE_TEXT_SIZE) for text in ticks), default=0.0)
    return RenderJob(
        template=template,
        height=height,
        overhang=max(0.0, round(longest + 6 - PAD_LEFT, 1)),
        decimal=chart.decimal,
        thousands=chart.thousands,
        params={
            "x_domain": [milliseconds(days.first), milliseconds(days.last)],
            "x_ticks": [milliseconds(day) for day in days.ticks],
            "x_step": days.step,
            "y_domain": [values.low, values.high],
            "y_ticks": list(values.ticks),
            "y_divisor": values.divisor,
            "y_suffix": values.suffix,
            "y_format": f",.{values.decimals}f",
        },
        data=data,
    )


def _metric_data(chart: MetricChart, plot: PlotArea) -> dict[str, list[MarkRow]]:
    events = numbered_events(chart, plot)
    numbers, event_labels = event_lane(events, plot)
    labels = metric_labels(chart, plot)
    levels = (*chart.benchmarks, *chart.baselines)
    return {
        "unit": [{"text": cut_to_width(chart.unit, PLOT_WIDTH * 0.9, PHONE_TEXT_SIZE)}],
        **limit_rows(chart.limits, plot.values),
        **forecast_rows(chart.points, chart.forecast, plot.values),
        "intervals": interval_rows(chart.points, plot.values),
        "line": line_rows(chart.points),
        "open": open_rows(chart.points),
        **symbol_rows(chart.points, PLOT_WIDTH),
        **target_rows(chart.targets, plot),
        "plan": plan_rows(chart.targets),
        "milestones": [row(*step) for mark in chart.targets for step in mark.planned[1:-1]],
        "ends": [
            row(mark.due, value)
            for mark in chart.targets
            if mark.due
            for value in (mark.value, mark.high)
            if value is not None
        ],
        "baselines": [row(mark.day, mark.value) for mark in chart.baselines if mark.day],
        "levels": [{"value": mark.value} for mark in levels if mark.day is None],
        "events": event_rows(event for _, event in events),
        "event_number": [_lane_row(text) for text in numbers],
        "event_label": [_lane_row(text) for text in event_labels],
        **{
            f"label_{layer}": [_label_row(label) for label in labels if label.layer == layer]
            for layer in ("above", "below", "beside")
        },
    }


def _segments_data(chart: SegmentsChart, plot: PlotArea) -> dict[str, list[MarkRow]]:
    legend = {"unit": chart.unit, "whole": chart.whole_label}
    panels: list[MarkRow] = [
        {"panel": 0, "kind": kind, "text": cut_to_width(text, PLOT_WIDTH * 0.5, PHONE_TEXT_SIZE)}
        for kind, text in legend.items()
    ]
    for number, panel in enumerate(chart.panels):
        panels += ({"panel": number, **mark} for mark in _panel_rows(panel, plot))
    return {"panels": panels, "whole": line_rows(chart.whole)}


def _panel_rows(panel: Panel, plot: PlotArea) -> Iterator[MarkRow]:
    value = cut_to_width(panel.last_label, PANEL_WIDTH * 0.68, PHONE_TEXT_SIZE, bold=True)
    yield {"kind": "value", "text": value}
    # A long name is cut less if its text is small.
    wide, narrow = (
        cut_to_width(panel.name, PANEL_WIDTH - width(value, size, bold=True) - 2, size, bold=True)
        for size in (TEXT_SIZE, NARROWEST_TEXT_SIZE)
    )
    names = {"name": wide} if wide == narrow else {"name_wide": wide, "name_narrow": narrow}
    yield from ({"kind": kind, "text": name} for kind, name in names.items())
    for kind, rows in {
        "intervals": interval_rows(panel.points, plot.values),
        "line": line_rows(panel.points),
        "open": open_rows(panel.points),
        **symbol_rows(panel.points, PANEL_WIDTH),
    }.items():
        yield from ({"kind": kind, **mark} for mark in rows)


def _label_row(label: PlacedLabel) -> MarkRow:
    return {
        **row(label.day, label.value),
        "text": label.text,
        "align": label.align,
        "dx": round(label.dx, 1),
        "dy": round(label.dy, 1),
        "colour": label.colour,
        "weight": "bold" if label.bold else "normal",
    }


def _lane_row(text: LaneText) -> MarkRow:
    return {
        "day": milliseconds(text.day),
        "text": text.text,
        "align": text.align,
        "dx": round(text.dx, 1),
    }
