"""A chart as the rows of its template's data sets and the values of its parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.charts.chart_model import Chart, MetricChart, Panel, SegmentsChart
from generator.charts.events import LaneText, event_lane, numbered_events
from generator.charts.labels import (
    BOLD_RESERVE,
    TONES,
    GutterLabel,
    RunLabel,
    StraightPart,
    gutter_labels,
    run_colour,
    run_label,
    strokes,
    with_own_gutter,
)
from generator.charts.marks import (
    MarkRow,
    bar_rows,
    curve,
    event_rows,
    forecast_rows,
    interval_rows,
    limit_rows,
    line_rows,
    milliseconds,
    open_rows,
    placed,
    plan_rows,
    row,
    run_rows,
    symbol_rows,
    target_rows,
    year_rows,
)
from generator.charts.scales import PlotArea, metric_plot, segments_plot
from generator.charts.text_width import cut_to_width, width
from generator.charts.theme import PANEL_BOTTOM, PANEL_TOP, PANELS_HEAD, ChartLayout
from generator.charts.window import windowed
from generator.model.codec import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderJob:
    """What is put into a template: rows by the name of the data set, values by parameter.

    `frame` has the sizes that this picture has in place of the template's; `plots` is where its
    plots lie: left, top, width, height, columns, and from one to the next across and down.
    """

    template: str
    layout: str
    data: dict[str, list[MarkRow]]
    params: Json
    frame: Json
    plots: tuple[float, ...]
    size: tuple[float, float]
    text: float
    decimal: str
    thousands: str


def render_job(chart: Chart, layout: ChartLayout, *, whole: bool = False) -> RenderJob:
    """The rows and parameters of one picture of a chart: of its newest periods, or of all."""
    shown = chart if whole else windowed(chart, layout.periods)
    if isinstance(shown, MetricChart):
        layout = with_own_gutter(shown, layout)
    padding = {"left": layout.left, "right": layout.right}
    if isinstance(shown, MetricChart):
        plot = metric_plot(shown, layout)
        unit = cut_to_width(chart.unit, layout.width * 0.6, layout.text)
        lane = event_lane(numbered_events(shown), plot, layout, unit)
        padding["top"] = layout.top(max((text.row + 1 for text in lane), default=0))
        template, height = "metric", padding["top"] + plot.height + layout.bottom
        data = _metric_data(shown, plot, layout, lane)
        data["unit"] = [{"text": unit}]
        frame: Json = {"width": plot.width, "height": plot.height}
        plots: tuple[float, ...] = (layout.left, padding["top"], plot.width, plot.height, 1, 0, 0)
    else:
        plot = segments_plot(shown, layout)
        template, height = "segments", layout.panels_height(len(shown.panels))
        data = _segments_data(shown, plot, layout)
        across, down = layout.panel_gap, PANEL_TOP + PANEL_BOTTOM
        padding |= {"top": PANELS_HEAD + PANEL_TOP, "right": 0}
        frame = {"columns": layout.columns, "row": down, "column": across}
        plots = (*(layout.left, PANELS_HEAD + PANEL_TOP), *(plot.width, plot.height))
        plots = (*plots, layout.columns, across, down)
    days, values = plot.days, plot.values
    return RenderJob(
        template=template,
        layout=layout.name,
        frame={**frame, "padding": {**padding, "bottom": layout.bottom}},
        plots=plots,
        size=(layout.width, height),
        text=layout.text,
        decimal=chart.decimal,
        thousands=chart.thousands,
        params={
            "child_width": plot.width,
            "child_height": plot.height,
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


def _metric_data(
    chart: MetricChart, plot: PlotArea, layout: ChartLayout, lane: list[LaneText]
) -> dict[str, list[MarkRow]]:
    events = event_rows(lane, chart.points, plot)
    limits = limit_rows(chart.limits, plot.values)
    gutter = gutter_labels(chart, plot, layout)
    targets = target_rows(chart.targets)
    levels = [{"value": mark.value} for mark in chart.benchmarks]
    forecast = forecast_rows(chart.points, chart.forecast, plot)
    said = _run_label(chart, plot, layout, [*targets["targets"], *levels], lane)
    return {
        "years_begin": [{"day": milliseconds(day)} for day in plot.days.years],
        **limits,
        **forecast,
        "bars": bar_rows(chart.points, chart.run) if chart.bars else [],
        "past_years": year_rows(chart.years),
        "intervals": interval_rows(chart.points, plot.values),
        **({} if chart.bars else _lines(chart)),
        **targets,
        "plan": plan_rows(chart.targets, plot),
        "milestones": [
            row(day, value)
            for mark in chart.targets
            for day, value in mark.planned[1:-1]
            if plot.days.first <= day and plot.values.low <= value <= plot.values.high
        ],
        "ends": [
            row(mark.due, value)
            for mark in chart.targets
            if mark.due and plot.days.first <= mark.due
            for value in (mark.value, mark.high)
            if value is not None
        ],
        "levels": levels,
        **events,
        "event_label": [{**placed(plot, text.x, text.y), "text": text.text} for text in lane],
        "leaders": list(_leaders(gutter, said, plot)),
        "gutter": [
            {
                "value": plot.value_at(label.y),
                "text": label.text,
                "colour": label.colour,
                "weight": "bold" if label.bold else "normal",
            }
            for label in gutter
        ],
        "run_label": [
            {**placed(plot, said.x, said.y), "text": said.text, "colour": run_colour(chart.run)}
        ]
        if said
        else [],
    }


def _lines(chart: MetricChart | Panel) -> dict[str, list[MarkRow]]:
    """The measured values as a line, with what is told now, and the symbols of points."""
    return {
        "line": line_rows(chart.points),
        "open": open_rows(chart.points),
        **{f"run_{tone}": [] for tone in TONES},
        **run_rows(chart.points, chart.run),
        **symbol_rows(chart.points, chart.run),
    }


def _run_label(
    chart: MetricChart,
    plot: PlotArea,
    layout: ChartLayout,
    levels: list[MarkRow],
    lane: list[LaneText],
) -> RunLabel | None:
    """The words of the run, beside its first point in the picture."""
    run = chart.run
    inside = [p for p in chart.points if run and p.day >= run.first and p.value is not None]
    if run is None or not inside:
        return None
    taken: list[StraightPart] = list(strokes(curve(chart.points, plot)))
    for mark in chart.targets:
        taken += strokes([(plot.x(day), plot.y(value)) for day, value in mark.planned])
    for year in chart.years:
        taken += strokes(curve(year.points, plot))
    taken += ((0.0, y, plot.width, y) for y in (plot.y(level["value"]) for level in levels))
    for limits in chart.limits:
        ends = (plot.x(limits.first), plot.x(limits.last))
        taken += ((ends[0], y, ends[1], y) for y in (plot.y(limits.low), plot.y(limits.high)))
    if chart.forecast:
        here = plot.x(max(point.day for point in chart.points))
        taken += ((here, y, plot.width, y) for y in range(0, int(plot.height), 8))
    if chart.bars:
        taken += ((x, plot.y(0.0), x, y) for x, y in filter(None, curve(chart.points, plot)))
    taken += ((x, 0.0, x, plot.height) for x in (plot.x(text.event.day) for text in lane))
    first = (plot.x(inside[0].day), plot.y(inside[0].value or 0.0))
    short = replace(run, label=run.label[run.label.find("since") :])
    return run_label(run, first, taken, plot, layout) or run_label(
        short, first, taken, plot, layout
    )


def _leaders(gutter: list[GutterLabel], said: RunLabel | None, plot: PlotArea) -> Iterator[MarkRow]:
    """The thin lines to labels, one after the other with breaks."""
    paths = [label.leader for label in gutter if label.leader]
    if said is not None and said.rule is not None:
        paths.append((said.rule[:2], said.rule[2:]))
    for path in paths:
        yield from (placed(plot, *place) for place in path)
        yield {**placed(plot, *path[-1]), "value": None}


def _segments_data(
    chart: SegmentsChart, plot: PlotArea, layout: ChartLayout
) -> dict[str, list[MarkRow]]:
    legend = {"unit": chart.unit, "whole": chart.whole_label}
    head = ", ".join(filter(None, legend.values()))
    text = cut_to_width(head, layout.width - layout.left, layout.text)
    panels: list[MarkRow] = [{"panel": 0, "kind": "unit", "text": text}]
    for number, panel in enumerate(chart.panels):
        panels += ({"panel": number, **mark} for mark in _panel_rows(panel, plot, layout))
    return {"panels": panels, "whole": line_rows(chart.whole)}


def _panel_rows(panel: Panel, plot: PlotArea, layout: ChartLayout) -> Iterator[MarkRow]:
    value = cut_to_width(panel.last_label, plot.width * 0.6, layout.text, bold=True)
    yield {"kind": "value", "text": value, "colour": run_colour(panel.run)}
    room = plot.width - width(value, layout.text, bold=True) * BOLD_RESERVE - 6
    yield {
        "kind": "name",
        "text": cut_to_width(panel.name, room / BOLD_RESERVE, layout.text, bold=True),
    }
    rows = {"intervals": interval_rows(panel.points, plot.values), **_lines(panel)}
    for kind, marks in rows.items():
        yield from ({"kind": kind, **mark} for mark in marks)
