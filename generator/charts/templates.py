"""One Altair chart per chart type, built and validated once; a chart only puts its rows into it.

Building and validating costs a hundred times what other rows do, so both happen once, as does the
translation from Vega-Lite into Vega. Charts differ only by named data sets and parameters.

Run as a program, this module writes the translated templates as JSON (see `render_process`); it
alone loads Altair.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, TypeAlias

import altair as alt
import vl_convert

from generator.charts import theme
from generator.model.codec import Json

#: From a name to what is drawn: a data set of that name, or a panel's rows of that kind.
LayerSource: TypeAlias = Callable[[str], alt.Chart]

_FIRST_TICK = "datum.index == 0 || utcmonth(datum.value) == 0"
_DAY_LABEL = (
    "x_step == 'year' ? utcFormat(datum.value, '%Y') :"
    " x_step == 'day' ? utcFormat(datum.value, '%-d %b') :"
    f" {_FIRST_TICK} ? utcFormat(datum.value, '%b %Y') : utcFormat(datum.value, '%b')"
)
_VALUE_LABEL = (
    "datum.value == 0 && y_suffix ? '0' : format(datum.value / y_divisor, y_format) + y_suffix"
)
#: The parameters of every chart, with values that are replaced.
_PARAMETERS = [
    alt.param(name="x_domain", value=[0, 1]),
    alt.param(name="x_ticks", value=[]),
    alt.param(name="x_step", value="year"),
    alt.param(name="y_domain", value=[0, 1]),
    alt.param(name="y_ticks", value=[]),
    alt.param(name="y_divisor", value=1),
    alt.param(name="y_suffix", value=""),
    alt.param(name="y_format", value=",.0f"),
]
#: The baseline of the texts in each layer of labels.
_BASELINES = {"above": "alphabetic", "below": "top", "beside": "middle"}
#: The opacity of natural limits and forecasts over the band of a goal.
_VEIL = 0.75

_X = alt.X(
    "day:T",
    scale=alt.Scale(type="utc", domain=alt.ExprRef("x_domain"), nice=False),
    axis=alt.Axis(
        values=alt.ExprRef("x_ticks"),
        labelExpr=_DAY_LABEL,
        grid=False,
        tickSize=5,
        labelPadding=4,
    ),
)
_Y = alt.Y(
    "value:Q",
    scale=alt.Scale(domain=alt.ExprRef("y_domain"), nice=False, zero=False),
    axis=alt.Axis(
        values=alt.ExprRef("y_ticks"),
        labelExpr=_VALUE_LABEL,
        labelPadding=6,
        ticks=False,
        domain=False,
    ),
)
_START, _LOW = _X.copy(), _Y.copy()
_START.shorthand, _LOW.shorthand = "start:T", "low:Q"
_POINT: Json = {"x": _X, "y": _Y}
_SPAN: Json = {"x": _START, "x2": alt.X2("end")}
_RANGE: Json = {"y": _LOW, "y2": alt.Y2("high")}


def charts() -> dict[str, Json]:
    """The validated Vega-Lite specification of every chart type, with empty data sets."""
    made = {"metric": _metric_chart(), "segments": _segments_chart()}
    return {name: chart.to_dict(validate=True) for name, chart in made.items()}


def _metric_chart() -> alt.LayerChart | alt.FacetChart:
    quiet, pale, target = theme.QUIET.light, theme.PALE.light, theme.TARGET.light
    layers = [
        _named("bands").mark_rect(color=theme.BAND.light).encode(**_SPAN, **_RANGE),
        _named("usual_bands")
        .mark_rect(color=theme.LIMITS.light, opacity=_VEIL)
        .encode(**_SPAN, **_RANGE),
        _named("usual_lines")
        .mark_rule(color=pale, strokeWidth=_field("width"), strokeDash=_field("dash"))
        .encode(**_SPAN, y=_Y),
        _named("ahead_95")
        .mark_area(color=theme.FORECAST_WIDE.light, opacity=_VEIL)
        .encode(x=_X, **_RANGE),
        _named("ahead_80")
        .mark_area(
            fill=theme.FORECAST.light, opacity=_VEIL, stroke=theme.PALE.light, strokeWidth=0.75
        )
        .encode(x=_X, **_RANGE),
        _named("targets")
        .mark_rule(color=target, strokeWidth=1.75, strokeDash=[8, 3])
        .encode(**_SPAN, y=_Y),
        _named("levels").mark_rule(color=quiet, strokeDash=[1.5, 3]).encode(y=_Y),
        _named("events")
        .mark_rule(color=quiet, strokeWidth=_field("width"))
        .encode(x=_X, y=alt.value(-12), y2=alt.value("height")),
        _named("plan")
        .mark_line(color=target, strokeWidth=1.25, strokeDash=[2, 3])
        .encode(**_POINT),
        _hollow(_named("milestones"), "diamond", 52, target),
        _hollow(_named("ends"), "diamond", 80, target),
        _hollow(_named("baselines"), "square", 60, quiet),
        _named("ahead")
        .mark_line(color=theme.ACTUAL.light, strokeWidth=1.75, strokeDash=[6, 4])
        .encode(**_POINT),
        *_actual_layers(_named),
        _fixed(_named("unit"), "unit", (4 - theme.PAD_LEFT, -36), colour=theme.AXIS),
        *(
            _text(
                _named(name), name, quiet, bold=bold, align=_field("align"), dx=_field("dx")
            ).encode(x=_X, y=alt.value(-15))
            for name, bold in (("event_number", True), ("event_label", False))
        ),
        *map(_labels, _BASELINES),
    ]
    chart = alt.layer(*layers).properties(
        width=theme.PLOT_WIDTH, height=theme.PLOT_HEIGHT, **_frame(theme.PAD_TOP)
    )
    return chart.add_params(*_PARAMETERS)


def _segments_chart() -> alt.FacetChart:
    left = 4 - theme.PAD_LEFT
    name: Json = {"bold": True, "colour": theme.ACTUAL}
    layers = [
        _named("whole").mark_line(color=theme.PALE.light, strokeWidth=1.5).encode(**_POINT),
        *_actual_layers(_of_kind),
        *(
            _fixed(_of_kind(kind), f"panel_{kind}", (0, -9), **name)
            for kind in ("name", "name_wide", "name_narrow")
        ),
        _fixed(_of_kind("value"), "panel_value", (theme.PANEL_WIDTH, -9), align="right", **name),
        _fixed(_of_kind("unit"), "unit", (left, -66), colour=theme.AXIS),
        _fixed(_of_kind("whole"), "whole_label", (left, -42), colour=theme.QUIET),
    ]
    panel = alt.layer(*layers).properties(width=theme.PANEL_WIDTH, height=theme.PANEL_HEIGHT)
    facets = panel.facet(
        facet=alt.Facet("panel:O", header=alt.Header(labelExpr="''", title=None)),
        columns=theme.PANEL_COLUMNS,
        data=_named("panels").data,
        spacing={"row": theme.PANEL_GAP_Y, "column": theme.PANEL_GAP_X},
        bounds="flush",
        align="all",
    ).resolve_axis(x="independent", y="independent")
    chart: alt.FacetChart = facets.properties(**_frame(theme.PANELS_PAD_TOP))
    return chart.add_params(*_PARAMETERS)


def _frame(top: int) -> Json:
    """The surroundings of the plots, with `top` px above them."""
    return {
        "background": "transparent",
        "autosize": alt.AutoSizeParams(type="none"),
        "padding": {
            "left": theme.PAD_LEFT,
            "right": theme.PAD_RIGHT,
            "top": top,
            "bottom": theme.PAD_BOTTOM,
        },
        "config": alt.Config(
            aria=False,
            font=theme.FONT,
            mark=alt.MarkConfig(invalid="show"),
            # Rows come in order, so that lines need no sorting.
            line=alt.LineConfig(invalid="break-paths-show-path-domains", order=False),
            area=alt.AreaConfig(order=False),
            view=alt.ViewConfig(stroke=None),
            axis=alt.AxisConfig(
                title=None,
                labelColor=theme.AXIS.light,
                labelFontSize=theme.TEXT_SIZE,
                labelOverlap=False,
                labelBound=False,
                labelFlush=False,
                gridColor=theme.GRID.light,
                gridWidth=1,
                domainColor=theme.PALE.light,
                tickColor=theme.PALE.light,
            ),
        ),
    }


def _named(name: str) -> alt.Chart:
    """A named data set whose days are numbers already (milliseconds since 1970, UTC)."""
    return alt.Chart(alt.NamedData(name, format={"parse": None}))


def _of_kind(kind: str) -> alt.Chart:
    """The rows of one kind in a panel's own data set."""
    return alt.Chart().transform_filter(f"datum.kind == '{kind}'")


def _actual_layers(of: LayerSource) -> list[alt.Chart]:
    """The measured values: intervals, the line with its gaps, open periods, and the symbols."""
    colour = theme.ACTUAL.light
    line: Json = {"color": colour, "strokeWidth": 2.25, "strokeJoin": "round", "strokeCap": "round"}
    signal: Json = {name: _field(name) for name in ("shape", "size")}
    signal |= {"fill": _field("colour"), "stroke": theme.PAPER.light, "strokeWidth": 0.75}
    return [
        of("intervals").mark_rule(color=theme.QUIET.light).encode(x=_X, **_RANGE),
        of("line").mark_line(**line).encode(**_POINT),
        of("open").mark_line(**line, strokeDash=[0.1, 4.5]).encode(**_POINT),
        of("dots").mark_point(filled=True, opacity=1, size=44, color=colour).encode(**_POINT),
        of("signals").mark_point(**signal, filled=True, opacity=1).encode(**_POINT),
        _hollow(of("hollow"), "circle", 48, colour),
    ]


def _hollow(source: alt.Chart, shape: str, size: float, colour: str) -> Any:
    """Outlined symbols: planned, a baseline, or not final."""
    style: Json = {"shape": shape, "size": size, "stroke": colour, "fill": theme.PAPER.light}
    return source.mark_point(**style, strokeWidth=1.5, opacity=1).encode(**_POINT)


def _labels(layer: str) -> Any:
    """Labels in the places that were found for them."""
    style = {name: _field(name) for name in ("align", "dx", "dy")}
    style |= {"baseline": _BASELINES[layer], "fontWeight": _field("weight")}
    name = f"label_{layer}"
    return _text(_named(name), name, _field("colour"), **style).encode(**_POINT)


def _fixed(
    source: alt.Chart,
    name: str,
    place: tuple[float, float],
    *,
    colour: theme.Colour,
    align: str = "left",
    bold: bool = False,
) -> Any:
    """A text at one place of the chart, whatever the data."""
    text = _text(source, name, colour.light, bold=bold, align=align)
    return text.encode(x=alt.value(place[0]), y=alt.value(place[1]))


def _text(source: alt.Chart, name: str, colour: Any, *, bold: bool = False, **style: Any) -> Any:
    """A layer of texts under a name of `theme.TEXTS`.

    A rim in the colour of the paper keeps them legible on a line.
    """
    style = {"fontWeight": "bold" if bold else "normal", "baseline": "alphabetic", **style}
    return source.mark_text(
        fontSize=theme.TEXT_SIZE,
        fill=colour,
        stroke=theme.PAPER.light,
        strokeWidth=3,
        strokeJoin="round",
        text=_field("text"),
        **style,
    ).properties(name=name)


def _field(name: str) -> Any:
    return alt.ExprRef(f"datum.{name}")


if __name__ == "__main__":
    json.dump(
        {name: vl_convert.vegalite_to_vega(chart) for name, chart in charts().items()}, sys.stdout
    )
