"""One Altair chart a chart type, validated once; a chart only puts its rows into it.

Building and validating a chart costs a hundred times what putting in other rows does, so both
happen once, and so does the translation from Vega-Lite into Vega. What differs from chart to
chart comes in by named data sets and parameters and by nothing else.

Run as a program it writes the translated templates as JSON (see `render`); only it and its
`layers` load Altair.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import altair as alt
import vl_convert

from generator.charts import theme
from generator.charts.layers import (
    BASELINES,
    actual_layers,
    ahead_bands,
    ahead_line,
    fixed,
    in_lane,
    labels,
    level_layers,
    named,
    of_kind,
    plan_layers,
    target_bands,
    target_lines,
    usual_layers,
)

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
    shown = (
        target_bands(x, y)
        + usual_layers(x, y)
        + ahead_bands(x, y)
        + target_lines(x, y)
        + level_layers(x, y)
        + plan_layers(x, y)
        + [ahead_line(x, y)]
        + actual_layers(x, y, named)
        + [
            fixed(named("unit"), "unit", (4 - theme.PAD_LEFT, -36), colour=theme.AXIS.light),
            in_lane("event_number", x, bold=True),
            in_lane("event_label", x),
        ]
        + [labels(layer, named(f"label_{layer}"), x, y) for layer in BASELINES]
    )
    plot = alt.layer(*shown).properties(
        width=theme.PLOT_WIDTH, height=theme.PLOT_HEIGHT, **_whole(theme.PAD_TOP)
    )
    return plot.add_params(*_params())


def _segments_chart() -> alt.FacetChart:
    x, y = _x(), _y()
    shown = [
        *target_bands(x, y),
        *target_lines(x, y),
        *target_bands(x, y, of=of_kind),
        *target_lines(x, y, of=of_kind),
        named("whole").mark_line(color=theme.PALE.light, strokeWidth=1.5).encode(x=x, y=y),
        *actual_layers(x, y, of_kind),
        *(
            fixed(of_kind(name), f"panel_{name}", (0, -9), bold=True, colour=theme.ACTUAL.light)
            for name in ("name", "name_wide", "name_narrow")
        ),
        fixed(
            of_kind("value"),
            "panel_value",
            (theme.PANEL_WIDTH, -9),
            align="right",
            bold=True,
            colour=theme.ACTUAL.light,
        ),
        fixed(of_kind("unit"), "unit", (4 - theme.PAD_LEFT, -66), colour=theme.AXIS.light),
        fixed(of_kind("whole"), "whole_label", (4 - theme.PAD_LEFT, -42), colour=theme.QUIET.light),
        fixed(
            of_kind("target"),
            "target_label",
            (theme.PLOT_WIDTH, -66),
            align="right",
            colour=theme.TARGET.light,
        ),
        *(labels(layer, of_kind(layer), x, y) for layer in BASELINES),
    ]
    panel = alt.layer(*shown).properties(width=theme.PANEL_WIDTH, height=theme.PANEL_HEIGHT)
    facets = panel.facet(
        facet=alt.Facet("panel:O", header=alt.Header(labelExpr="''", title=None)),
        columns=theme.PANEL_COLUMNS,
        data=named("panels").data,
        spacing={"row": theme.PANEL_GAP_Y, "column": theme.PANEL_GAP_X},
        bounds="flush",
        align="all",
    ).resolve_axis(x="independent", y="independent")
    chart: alt.FacetChart = facets.properties(**_whole(theme.PANELS_PAD_TOP))
    return chart.add_params(*_params())


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


if __name__ == "__main__":
    json.dump(translated(), sys.stdout)
