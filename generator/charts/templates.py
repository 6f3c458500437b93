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
from generator.charts.labels import GUTTER, TONES
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
#: The opacity of natural limits over the band of a goal.
_VEIL = 0.75

_X = alt.X(
    "day:T",
    scale=alt.Scale(type="utc", domain=alt.ExprRef("x_domain"), nice=False),
    axis=alt.Axis(
        values=alt.ExprRef("x_ticks"),
        labelExpr=_DAY_LABEL,
        grid=False,
        ticks=False,
        domain=False,
        labelPadding=6,
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
        _named("years_begin").mark_rule(color=theme.GRID.light).encode(x=_X),
        _named("bands").mark_rect(color=theme.BAND.light).encode(**_RANGE),
        _named("usual_bands")
        .mark_rect(color=theme.LIMITS.light, opacity=_VEIL)
        .encode(**_SPAN, **_RANGE),
        _named("usual_lines")
        .mark_rule(color=pale, strokeWidth=0.75, strokeDash=_field("dash"))
        .encode(**_SPAN, y=_Y),
        _named("bars")
        .mark_rect(color=_field("colour"), opacity=_field("share"))
        .encode(**_SPAN, **_RANGE),
        _named("hatch").mark_line(color=pale, strokeWidth=0.75).encode(**_POINT),
        _named("targets").mark_rule(color=target, strokeWidth=1.75, strokeDash=[8, 3]).encode(y=_Y),
        _named("levels").mark_rule(color=quiet, strokeDash=[1.5, 3]).encode(y=_Y),
        _named("events")
        .mark_rule(color=quiet, strokeWidth=_field("width"), strokeDash=[2, 2])
        .encode(x=_X, **_RANGE),
        _named("plan")
        .mark_line(color=target, strokeWidth=1.25, strokeDash=[2, 3])
        .encode(**_POINT),
        _named("past_years").mark_line(color=pale, strokeWidth=1.25).encode(**_POINT),
        _named("ahead")
        .mark_line(color=theme.ACTUAL.light, strokeWidth=1.5, strokeDash=[6, 4])
        .encode(**_POINT),
        *_actual_layers(_named),
        _hollow(_named("milestones"), "circle", 22, target),
        _hollow(_named("ends"), "diamond", 60, target),
        _hollow(_named("event_dots"), "circle", 26, quiet),
        _named("leaders").mark_line(color=quiet, strokeWidth=1).encode(**_POINT),
        _fixed(_named("unit"), "unit", (3, -6), colour=theme.AXIS),
        _text(_named("event_label"), "event_label", theme.AXIS.light).encode(**_POINT),
        _text(
            _named("run_label"), "run_label", _field("colour"), bold=True, baseline="middle"
        ).encode(**_POINT),
        _text(
            _named("gutter"),
            "gutter",
            _field("colour"),
            fontWeight=_field("weight"),
            baseline="middle",
            dx=GUTTER,
        ).encode(x=alt.value("width"), y=_Y),
    ]
    chart = alt.layer(*layers).properties(
        width=theme.LAPTOP.plot_width, height=theme.LAPTOP.plot_height, **_frame()
    )
    return chart.add_params(*_PARAMETERS)


def _segments_chart() -> alt.FacetChart:
    name: Json = {"bold": True, "colour": theme.ACTUAL}
    value = _text(
        _of_kind("value"), "panel_value", _field("colour"), bold=True, align="right"
    ).encode(x=alt.value("width"), y=alt.value(-8))
    layers = [
        _named("whole").mark_line(color=theme.PALE.light, strokeWidth=1.25).encode(**_POINT),
        *_actual_layers(_of_kind),
        _fixed(_of_kind("name"), "panel_name", (0, -8), **name),
        value,
        _fixed(_of_kind("unit"), "unit", (0, -theme.PANEL_TOP - 6), colour=theme.AXIS),
    ]
    panel = alt.layer(*layers).properties(
        width=theme.LAPTOP.panel_width, height=theme.LAPTOP.panel_height
    )
    facets = panel.facet(
        facet=alt.Facet("panel:O", header=alt.Header(labelExpr="''", title=None)),
        columns=theme.LAPTOP.columns,
        data=_named("panels").data,
        spacing={"row": theme.PANEL_TOP, "column": theme.LAPTOP.panel_gap},
        bounds="flush",
        align="all",
    ).resolve_axis(x="independent", y="independent")
    chart: alt.FacetChart = facets.properties(**_frame())
    return chart.add_params(*_PARAMETERS)


def _frame() -> Json:
    """The surroundings of the plots; each picture puts its own padding in."""
    return {
        "background": "transparent",
        "autosize": alt.AutoSizeParams(type="none"),
        "padding": 0,
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
                labelFontSize=theme.LAPTOP.text,
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
    """The measured values: the interval, the line, what is told now, and the symbols."""
    actual = theme.ACTUAL.light
    line: Json = {"strokeJoin": "round", "strokeCap": "round"}
    dots: Json = {"filled": True, "opacity": 1, "size": _field("size"), "fill": _field("colour")}
    return [
        of("intervals").mark_rule(color=theme.QUIET.light).encode(x=_X, **_RANGE),
        of("line").mark_line(**line, color=actual, strokeWidth=1.75).encode(**_POINT),
        *(
            of(f"run_{tone}").mark_line(**line, color=colour.light, strokeWidth=3).encode(**_POINT)
            for tone, colour in TONES.items()
        ),
        of("open")
        .mark_line(**line, color=actual, strokeWidth=1.75, strokeDash=[0.1, 4.5])
        .encode(**_POINT),
        _hollow(of("earlier"), "circle", 18, actual, 1),
        of("dots").mark_point(**dots).encode(**_POINT),
        _hollow(of("hollow"), "circle", 40, actual),
    ]


def _hollow(source: alt.Chart, shape: str, size: float, colour: str, stroke: float = 1.5) -> Any:
    """Outlined symbols: planned, a baseline, or not final."""
    style: Json = {"shape": shape, "size": size, "stroke": colour, "fill": theme.PAPER.light}
    return source.mark_point(**style, strokeWidth=stroke, opacity=1).encode(**_POINT)


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
    style = {
        "fontWeight": "bold" if bold else "normal",
        "baseline": "alphabetic",
        "align": "left",
        **style,
    }
    return source.mark_text(
        fontSize=theme.LAPTOP.text,
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
