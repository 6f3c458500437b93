"""One Altair chart a chart type, validated once; a picture only puts its rows into it.

Building and validating a chart costs a hundred times what putting in other rows does, so both
happen once, and so does the translation from Vega-Lite into Vega. What differs from picture to
picture comes in by named data sets and parameters and by nothing else.

Run as a program it writes the translated templates as JSON (see `render`); it is the one module
that loads Altair.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import altair as alt
import vl_convert

from generator.charts import theme

_FIRST_TICK = "datum.index == 0 || utcmonth(datum.value) == 0"
_DAY_LABEL = (
    "x_step == 'year' ? utcFormat(datum.value, '%Y') :"
    " x_step == 'day' ? utcFormat(datum.value, '%-d %b') :"
    f" {_FIRST_TICK} ? utcFormat(datum.value, '%b %Y') : utcFormat(datum.value, '%b')"
)
_VALUE_LABEL = (
    "datum.value == 0 && y_suffix ? '0' : format(datum.value / y_divisor, y_format) + y_suffix"
)


def translated() -> dict[str, dict[str, Any]]:
    """The specification of every chart type in Vega's own language."""
    return {name: vl_convert.vegalite_to_vega(chart) for name, chart in charts().items()}


def charts() -> dict[str, dict[str, Any]]:
    """The validated Vega-Lite specification of every chart type, with empty data sets."""
    made = {"metric": _metric_chart(), "segments": _segments_chart()}
    return {name: chart.to_dict(validate=True) for name, chart in made.items()}


def _metric_chart() -> alt.LayerChart | alt.FacetChart:
    x, y = _x(), _y()
    layers = (
        _target_layers(x, y)
        + [
            _data("levels").mark_rule(color=theme.QUIET.light, strokeDash=[1.5, 3]).encode(y=y),
            _data("events")
            .mark_rule(color=theme.QUIET.light, strokeWidth=0.75)
            .encode(x=x, y=alt.value(-12), y2=alt.value("height")),
            _data("plan")
            .mark_line(color=theme.TARGET.light, strokeWidth=1.25, strokeDash=[2, 3])
            .encode(x=x, y=y),
            _hollow(_data("milestones"), x, y, shape="diamond", size=52, colour=theme.TARGET.light),
            _hollow(_data("ends"), x, y, shape="diamond", size=80, colour=theme.TARGET.light),
            _hollow(_data("baselines"), x, y, shape="square", size=60, colour=theme.QUIET.light),
        ]
        + _actual_layers(x, y)
        + [
            _fixed(_data("unit"), "unit", (4 - theme.PAD_LEFT, -36), colour=theme.AXIS.light),
            _in_lane("event_number", x, bold=True),
            _in_lane("event_label", x),
        ]
        + [_labels(layer, _data(f"label_{layer}"), x, y) for layer in _BASELINES]
    )
    plot = alt.layer(*layers).properties(
        width=theme.PLOT_WIDTH, height=theme.PLOT_HEIGHT, **_whole(theme.PAD_TOP)
    )
    return plot.add_params(*_params())


def _segments_chart() -> alt.FacetChart:
    x, y = _x(), _y()
    layers = [
        *_target_layers(x, y),
        *_target_layers(x, y, of=_kind),
        _data("whole").mark_line(color=theme.PALE.light, strokeWidth=1.5).encode(x=x, y=y),
        *_actual_layers(x, y, facet=True),
        *(
            _fixed(_kind(name), f"panel_{name}", (0, -9), bold=True, colour=theme.ACTUAL.light)
            for name in ("name", "name_wide", "name_narrow")
        ),
        _fixed(
            _kind("value"),
            "panel_value",
            (theme.PANEL_WIDTH, -9),
            align="right",
            bold=True,
            colour=theme.ACTUAL.light,
        ),
        _fixed(_kind("unit"), "unit", (4 - theme.PAD_LEFT, -66), colour=theme.AXIS.light),
        _fixed(_kind("whole"), "whole_label", (4 - theme.PAD_LEFT, -42), colour=theme.QUIET.light),
        _fixed(
            _kind("target"),
            "target_label",
            (theme.PLOT_WIDTH, -66),
            align="right",
            colour=theme.TARGET.light,
        ),
        *(_labels(layer, _kind(layer), x, y) for layer in _BASELINES),
    ]
    panel = alt.layer(*layers).properties(width=theme.PANEL_WIDTH, height=theme.PANEL_HEIGHT)
    facets = panel.facet(
        facet=alt.Facet("panel:O", header=alt.Header(labelExpr="''", title=None)),
        columns=theme.PANEL_COLUMNS,
        data=_data("panels").data,
        spacing={"row": theme.PANEL_GAP_Y, "column": theme.PANEL_GAP_X},
        bounds="flush",
        align="all",
    ).resolve_axis(x="independent", y="independent")
    chart: alt.FacetChart = facets.properties(**_whole(theme.PANELS_PAD_TOP))
    return chart.add_params(*_params())


def _data(name: str) -> alt.Chart:
    """A named data set whose days are numbers already (milliseconds since 1970, UTC)."""
    return alt.Chart(alt.NamedData(name, format={"parse": None}))


def _kind(kind: str) -> alt.Chart:
    """The rows of one kind in a panel's own data set."""
    return alt.Chart().transform_filter(f"datum.kind == '{kind}'")


_BASELINES = {"above": "alphabetic", "below": "top", "beside": "middle"}


def _target_layers(x: alt.X, y: alt.Y, of: Callable[[str], alt.Chart] = _data) -> list[alt.Chart]:
    start, end = x.copy(), alt.X2("end")
    start.shorthand = "start:T"
    low = y.copy()
    low.shorthand = "low:Q"
    return [
        of("bands")
        .mark_rect(color=theme.BAND.light)
        .encode(x=start, x2=end, y=low, y2=alt.Y2("high")),
        of("targets")
        .mark_rule(color=theme.TARGET.light, strokeWidth=1.75, strokeDash=[8, 3])
        .encode(x=start, x2=end, y=y),
    ]


def _actual_layers(x: alt.X, y: alt.Y, *, facet: bool = False) -> list[alt.Chart]:
    """What happened: the line with its gaps, the way to an open period, and the symbols."""
    of = _kind if facet else _data
    colour = theme.ACTUAL.light
    line: dict[str, Any] = {
        "color": colour,
        "strokeWidth": 2.25,
        "strokeJoin": "round",
        "strokeCap": "round",
    }
    dots = of("dot" if facet else "dots")
    return [
        of("line").mark_line(**line).encode(x=x, y=y),
        of("open").mark_line(**line, strokeDash=[3, 4]).encode(x=x, y=y),
        dots.mark_point(filled=True, opacity=1, size=44, color=colour).encode(x=x, y=y),
        _hollow(of("hollow"), x, y, shape="circle", size=48, colour=colour),
    ]


def _hollow(
    of: alt.Chart, x: alt.X, y: alt.Y, *, shape: str, size: float, colour: str
) -> alt.Chart:
    """Outlined symbols: what is planned, where something starts, or what is not final."""
    style: dict[str, Any] = {"shape": shape, "size": size, "stroke": colour}
    style |= {"fill": theme.PAPER.light, "strokeWidth": 1.5, "opacity": 1}
    symbols: alt.Chart = of.mark_point(**style)
    return symbols.encode(x=x, y=y)


def _labels(layer: str, of: alt.Chart, x: alt.X, y: alt.Y) -> alt.Chart:
    style = {**_text(colour=_field("colour")), "baseline": _BASELINES[layer]}
    style |= {"fontWeight": _field("weight")}
    style |= {name: _field(name) for name in ("align", "dx", "dy")}
    labels = of.mark_text(**style).encode(x=x, y=y)
    return _named(labels, f"label_{layer}")


def _fixed(
    of: alt.Chart,
    name: str,
    place: tuple[float, float],
    *,
    colour: str,
    align: str = "left",
    bold: bool = False,
) -> alt.Chart:
    """A text that stands at one place of the picture, whatever the data."""
    x, y = place
    style = {**_text(colour=colour, bold=bold), "align": align}
    return _named(of.mark_text(**style).encode(x=alt.value(x), y=alt.value(y)), name)


def _in_lane(name: str, x: alt.X, *, bold: bool = False) -> alt.Chart:
    """The texts in the lane of the events, above the plot."""
    style = _text(colour=theme.QUIET.light, bold=bold)
    style |= {column: _field(column) for column in ("align", "dx")}
    return _named(_data(name).mark_text(**style).encode(x=x, y=alt.value(-15)), name)


def _named(layer: alt.Chart, name: str) -> alt.Chart:
    """A layer of texts by the name under which the theme says how they hang (`theme.TEXTS`)."""
    named: alt.Chart = layer.properties(name=name)
    return named


def _text(*, colour: Any, bold: bool = False) -> dict[str, Any]:
    """A text with a rim in the colour of the paper, which keeps it legible on a line."""
    return {
        "fontSize": theme.TEXT_SIZE,
        "fontWeight": "bold" if bold else "normal",
        "fill": colour,
        "stroke": theme.PAPER.light,
        "strokeWidth": 3,
        "strokeJoin": "round",
        "baseline": "alphabetic",
        "text": _field("text"),
    }


def _field(name: str) -> alt.ExprRef:
    return alt.ExprRef(f"datum.{name}")


def _x() -> alt.X:
    return alt.X(
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


def _y() -> alt.Y:
    return alt.Y(
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


def _params() -> list[alt.Parameter]:
    return [
        alt.param(name="x_domain", value=[0, 1]),
        alt.param(name="x_ticks", value=[]),
        alt.param(name="x_step", value="year"),
        alt.param(name="y_domain", value=[0, 1]),
        alt.param(name="y_ticks", value=[]),
        alt.param(name="y_divisor", value=1),
        alt.param(name="y_suffix", value=""),
        alt.param(name="y_format", value=",.0f"),
    ]


def _whole(top: int) -> dict[str, Any]:
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


if __name__ == "__main__":
    json.dump(translated(), sys.stdout)
