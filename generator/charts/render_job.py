"""A chart as the rows of its template's data sets and the values of its parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.charts.chart_model import Chart, MetricChart, Panel, SegmentsChart
from generator.charts.events import LaneText, shown_events
from generator.charts.labels import PlacedLabel, metric_labels, panel_labels
from generator.charts.marks import (
    MarkRow,
    ahead_rows,
    event_rows,
    interval_rows,
    line_rows,
    milliseconds,
    open_rows,
    plan_rows,
    symbol_rows,
    target_rows,
    usual_rows,
)
from generator.charts.scales import PlotArea, metric_plot, segments_plot
from generator.charts.text_width import cut_to_width, width
from generator.charts.theme import (
    HEIGHT,
    NARROWEST_TEXT_SIZE,
    PAD_LEFT,
    PANEL_HEIGHT,
    PANEL_WIDTH,
    PHONE_TEXT_SIZE,
    PLOT_HEIGHT,
    PLOT_WIDTH,
    TEXT_SIZE,
    segments_height,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderJob:
    """What is put into a template: rows by the name of the data set, values by parameter.

    `overhang` is how far the numbers of the value axis reach out of the chart on a phone.
    """

    template: str
    data: dict[str, list[MarkRow]]
    params: dict[str, Any]
    height: int
    overhang: float
    decimal: str
    thousands: str


def render_job(chart: Chart) -> RenderJob:
    """The rows and parameters of a chart."""
    if isinstance(chart, MetricChart):
        return _metric(chart)
    return _segments(chart)


def _metric(chart: MetricChart) -> RenderJob:
    plot = metric_plot(chart, PLOT_WIDTH, PLOT_HEIGHT)
    events, lane = shown_events(chart, plot)
    labels = metric_labels(chart, plot)
    return RenderJob(
        template="metric",
        height=HEIGHT,
        overhang=_overhang(plot),
        decimal=chart.locale.decimal,
        thousands=chart.locale.thousands,
        params=_axes(plot),
        data={
            "unit": [{"text": cut_to_width(chart.unit, PLOT_WIDTH * 0.9, PHONE_TEXT_SIZE)}],
            **usual_rows(chart.limits, plot.values),
            **ahead_rows(chart.points, chart.forecast, plot.values),
            "intervals": interval_rows(chart.points, plot.values),
            "line": line_rows(chart.points),
            "open": open_rows(chart.points),
            **symbol_rows(chart.points, PLOT_WIDTH),
            **target_rows(chart.targets, plot),
            "plan": plan_rows(chart.targets),
            "milestones": [
                {"day": milliseconds(day), "value": value}
                for mark in chart.targets
                for day, value in mark.planned[1:-1]
            ],
            "ends": [
                {"day": milliseconds(mark.due), "value": value}
                for mark in chart.targets
                if mark.due
                for value in (mark.value, mark.high)
                if value is not None
            ],
            "baselines": [
                {"day": milliseconds(mark.day), "value": mark.value}
                for mark in chart.baselines
                if mark.day
            ],
            "levels": [
                *({"value": mark.value} for mark in chart.benchmarks),
                *({"value": mark.value} for mark in chart.baselines if mark.day is None),
            ],
            "events": event_rows(events),
            "event_number": [_lane_row(text) for text in lane.numbers],
            "event_label": [_lane_row(text) for text in lane.labels],
            **{
                f"label_{layer}": [_label_row(label) for label in labels if label.layer == layer]
                for layer in ("above", "below", "beside")
            },
        },
    )


def _segments(chart: SegmentsChart) -> RenderJob:
    plot = segments_plot(chart, PANEL_WIDTH, PANEL_HEIGHT)
    rows: list[MarkRow] = [{"panel": 0, **row} for row in _legend(chart)]
    for number, panel in enumerate(chart.panels):
        rows += [{"panel": number, **row} for row in _panel(panel, chart, plot)]
    return RenderJob(
        template="segments",
        height=segments_height(len(chart.panels)),
        overhang=_overhang(plot),
        decimal=chart.locale.decimal,
        thousands=chart.locale.thousands,
        params=_axes(plot),
        data={
            "panels": rows,
            "whole": line_rows(chart.whole),
            **target_rows(chart.targets, plot),
        },
    )


def _legend(chart: SegmentsChart) -> Iterator[MarkRow]:
    """What stands once above the panels: the unit, and what all of them have in common."""
    half = PLOT_WIDTH * 0.5
    yield {"kind": "unit", "text": cut_to_width(chart.unit, half, PHONE_TEXT_SIZE)}
    yield {"kind": "whole", "text": cut_to_width(chart.whole_label, half, PHONE_TEXT_SIZE)}
    common = "; ".join(mark.label for mark in chart.targets)
    yield {"kind": "target", "text": cut_to_width(common, half, PHONE_TEXT_SIZE)}


def _panel(panel: Panel, chart: SegmentsChart, plot: PlotArea) -> Iterator[MarkRow]:
    own = target_rows(panel.targets, plot)
    labels = panel_labels(panel, chart.whole, chart.targets, plot)
    yield from _heading(panel)
    for kind, rows in {
        "intervals": interval_rows(panel.points, plot.values),
        "line": line_rows(panel.points),
        "open": open_rows(panel.points),
        **symbol_rows(panel.points, PANEL_WIDTH),
        "bands": own["bands"],
        "targets": own["targets"],
    }.items():
        yield from ({"kind": kind, **row} for row in rows)
    yield from ({"kind": label.layer, **_label_row(label)} for label in labels)


def _heading(panel: Panel) -> Iterator[MarkRow]:
    """A panel's name and its newest value; a long name is cut less where text is small."""
    value = cut_to_width(panel.last_label, PANEL_WIDTH * 0.68, PHONE_TEXT_SIZE, bold=True)
    wide, narrow = (
        cut_to_width(panel.name, PANEL_WIDTH - width(value, size, bold=True) - 2, size, bold=True)
        for size in (TEXT_SIZE, NARROWEST_TEXT_SIZE)
    )
    yield {"kind": "value", "text": value}
    if wide == narrow:
        yield {"kind": "name", "text": wide}
    else:
        yield {"kind": "name_wide", "text": wide}
        yield {"kind": "name_narrow", "text": narrow}


def _axes(plot: PlotArea) -> dict[str, Any]:
    days, values = plot.days, plot.values
    return {
        "x_domain": [milliseconds(days.first), milliseconds(days.last)],
        "x_ticks": [milliseconds(day) for day in days.ticks],
        "x_step": days.step,
        "y_domain": [values.low, values.high],
        "y_ticks": list(values.ticks),
        "y_divisor": values.divisor,
        "y_suffix": values.suffix,
        "y_format": f",.{values.decimals}f",
    }


def _overhang(plot: PlotArea) -> float:
    axis = plot.values
    texts = (f"{tick / axis.divisor:,.{axis.decimals}f}{axis.suffix}" for tick in axis.ticks)
    longest = max((width(text, PHONE_TEXT_SIZE) for text in texts), default=0.0)
    return max(0.0, round(longest + 6 - PAD_LEFT, 1))


def _label_row(label: PlacedLabel) -> MarkRow:
    return {
        "day": milliseconds(label.day),
        "value": label.value,
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
        "align": "center" if text.align == "middle" else text.align,
        "dx": round(text.dx, 1),
    }
