"""The layers of a chart: one mark each, drawn from the rows of one data set or of one kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import altair as alt

from generator.charts import theme

#: From a name to what is drawn: a data set of that name, or a panel's rows of that kind.
LayerSource: TypeAlias = Callable[[str], alt.Chart]

#: Where each layer of labels hangs its texts.
BASELINES = {"above": "alphabetic", "below": "top", "beside": "middle"}

#: How thickly what is usual and what is ahead lie over the band of a goal.
_VEIL = 0.75


def named(name: str) -> alt.Chart:
    """A named data set whose days are numbers already (milliseconds since 1970, UTC)."""
    return alt.Chart(alt.NamedData(name, format={"parse": None}))


def of_kind(kind: str) -> alt.Chart:
    """The rows of one kind in a panel's own data set."""
    return alt.Chart().transform_filter(f"datum.kind == '{kind}'")


def usual_layers(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """What is usual: a quiet band between the limits, and thin lines at them and at the mean."""
    start, end, low, high = _spans(x, y)
    style: dict[str, Any] = {"strokeWidth": _field("width"), "strokeDash": _field("dash")}
    return [
        named("usual_bands")
        .mark_rect(color=theme.USUAL.light, opacity=_VEIL)
        .encode(x=start, x2=end, y=low, y2=high),
        named("usual_lines")
        .mark_rule(color=theme.PALE.light, **style)
        .encode(x=start, x2=end, y=y),
    ]


def ahead_bands(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Between which values the periods to come are expected: 95 % behind, 80 % with an edge."""
    _, _, low, high = _spans(x, y)
    edge: dict[str, Any] = {"stroke": theme.PALE.light, "strokeWidth": 0.75}
    return [
        named("ahead_95")
        .mark_area(color=theme.AHEAD_WIDE.light, opacity=_VEIL)
        .encode(x=x, y=low, y2=high),
        named("ahead_80")
        .mark_area(fill=theme.AHEAD.light, opacity=_VEIL, **edge)
        .encode(x=x, y=low, y2=high),
    ]


def ahead_line(x: alt.X, y: alt.Y) -> alt.Chart:
    """Where it is heading, dashed."""
    style: dict[str, Any] = {"color": theme.ACTUAL.light, "strokeWidth": 1.75}
    line: alt.Chart = named("ahead").mark_line(**style, strokeDash=[6, 4])
    return line.encode(x=x, y=y)


def target_bands(x: alt.X, y: alt.Y, of: LayerSource = named) -> list[alt.Chart]:
    """Between which values goals want to stay."""
    start, end, low, high = _spans(x, y)
    bands = of("bands").mark_rect(color=theme.BAND.light)
    return [bands.encode(x=start, x2=end, y=low, y2=high)]


def target_lines(x: alt.X, y: alt.Y, of: LayerSource = named) -> list[alt.Chart]:
    """What goals aim at, until their due dates."""
    start, end, _, _ = _spans(x, y)
    style: dict[str, Any] = {"color": theme.TARGET.light, "strokeWidth": 1.75}
    lines = of("targets").mark_rule(**style, strokeDash=[8, 3])
    return [lines.encode(x=start, x2=end, y=y)]


def level_layers(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """What lies across the plot: values from outside, and events as upright lines."""
    return [
        named("levels").mark_rule(color=theme.QUIET.light, strokeDash=[1.5, 3]).encode(y=y),
        named("events")
        .mark_rule(color=theme.QUIET.light, strokeWidth=_field("width"))
        .encode(x=x, y=alt.value(-12), y2=alt.value("height")),
    ]


def plan_layers(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The plan with its milestones, where it ends and where it began: all outlined or dashed."""
    colour = theme.TARGET.light
    return [
        named("plan").mark_line(color=colour, strokeWidth=1.25, strokeDash=[2, 3]).encode(x=x, y=y),
        _hollow(named("milestones"), x, y, shape="diamond", size=52, colour=colour),
        _hollow(named("ends"), x, y, shape="diamond", size=80, colour=colour),
        _hollow(named("baselines"), x, y, shape="square", size=60, colour=theme.QUIET.light),
    ]


def actual_layers(x: alt.X, y: alt.Y, of: LayerSource) -> list[alt.Chart]:
    """What happened: the line with its gaps, the way to an open period, and the symbols."""
    colour = theme.ACTUAL.light
    line: dict[str, Any] = {
        "color": colour,
        "strokeWidth": 2.25,
        "strokeJoin": "round",
        "strokeCap": "round",
    }
    _, _, low, high = _spans(x, y)
    signal: dict[str, Any] = {name: _field(name) for name in ("shape", "size")}
    signal |= {"fill": _field("colour"), "stroke": theme.PAPER.light, "strokeWidth": 0.75}
    return [
        of("intervals").mark_rule(color=theme.QUIET.light).encode(x=x, y=low, y2=high),
        of("line").mark_line(**line).encode(x=x, y=y),
        of("open").mark_line(**line, strokeDash=[0.1, 4.5]).encode(x=x, y=y),
        of("dots").mark_point(filled=True, opacity=1, size=44, color=colour).encode(x=x, y=y),
        of("signals").mark_point(**signal, filled=True, opacity=1).encode(x=x, y=y),
        _hollow(of("hollow"), x, y, shape="circle", size=48, colour=colour),
    ]


def labels(layer: str, of: alt.Chart, x: alt.X, y: alt.Y) -> alt.Chart:
    """Labels in the places that were found for them."""
    style = {**_text(colour=_field("colour")), "baseline": BASELINES[layer]}
    style |= {"fontWeight": _field("weight")}
    style |= {name: _field(name) for name in ("align", "dx", "dy")}
    return _called(of.mark_text(**style).encode(x=x, y=y), f"label_{layer}")


def fixed(
    of: alt.Chart,
    name: str,
    place: tuple[float, float],
    *,
    colour: str,
    align: str = "left",
    bold: bool = False,
) -> alt.Chart:
    """A text that stands at one place of the chart, whatever the data."""
    x, y = place
    style = {**_text(colour=colour, bold=bold), "align": align}
    return _called(of.mark_text(**style).encode(x=alt.value(x), y=alt.value(y)), name)


def in_lane(name: str, x: alt.X, *, bold: bool = False) -> alt.Chart:
    """The texts in the lane of the events, above the plot."""
    style = _text(colour=theme.QUIET.light, bold=bold)
    style |= {column: _field(column) for column in ("align", "dx")}
    return _called(named(name).mark_text(**style).encode(x=x, y=alt.value(-15)), name)


def _spans(x: alt.X, y: alt.Y) -> tuple[alt.X, alt.X2, alt.Y, alt.Y2]:
    """What is drawn from one day to another, or from one value to another."""
    start, low = x.copy(), y.copy()
    start.shorthand, low.shorthand = "start:T", "low:Q"
    return start, alt.X2("end"), low, alt.Y2("high")


def _hollow(
    of: alt.Chart, x: alt.X, y: alt.Y, *, shape: str, size: float, colour: str
) -> alt.Chart:
    """Outlined symbols: what is planned, where something starts, or what is not final."""
    style: dict[str, Any] = {"shape": shape, "size": size, "stroke": colour}
    style |= {"fill": theme.PAPER.light, "strokeWidth": 1.5, "opacity": 1}
    symbols: alt.Chart = of.mark_point(**style)
    return symbols.encode(x=x, y=y)


def _called(layer: alt.Chart, name: str) -> alt.Chart:
    """A layer of texts by the name under which the theme says how they hang (`theme.TEXTS`)."""
    called: alt.Chart = layer.properties(name=name)
    return called


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
