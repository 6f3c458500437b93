"""Vega's SVG made small and inert: what the chart needs, and nothing else.

Only elements and attributes of a short list are written, so that no script, no link, no id and no
accessibility label of the drawing library gets through; the page labels the chart as a whole.
Numbers are cut to what an eye can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree as ET

from generator.charts.theme import FONT, TEXTS

_ELEMENTS = frozenset({"svg", "g", "path", "line", "rect", "text", "tspan"})
_GEOMETRY = ("transform", "d", "x", "y", "x2", "y2", "width", "height", "dx", "dy")
#: Attributes that a group can have for its children, with their defaults.
_INHERITED = {
    "fill": "none",
    "stroke": None,
    "stroke-width": "1",
    "stroke-dasharray": "",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "text-anchor": "start",
    "font-weight": "normal",
}
_DEFAULTS = {**_INHERITED, "transform": "translate(0,0)", "opacity": "1"}
_LONG_NUMBER = re.compile(r"-?\d*\.\d{2,}(?:e-?\d+)?|-?\d+e-?\d+")
_SYMBOL = re.compile(r"M[-.\d]+,[-.\d]+(?:[Lhv][-.,\d]+)+Z")
_STEP = re.compile(r"([MLhv])([-.\d]+)(?:,([-.\d]+))?")
_MOVED = re.compile(r"translate\(([-.\d]+),([-.\d]+)\)")
_NAME_END = "_marks"


def minify_svg(svg: str, layout: str, size: tuple[float, float], text: float) -> str:
    """The drawing as an inline image of a fixed shape, whose size the style sheet decides."""
    root = ET.Element("g")
    # Drawn a moment ago by our own renderer, which escapes the text that it is given.
    root.extend(_children(ET.fromstring(svg), None))  # noqa: S314
    _hoist(root)
    body = "".join(map(_written, _opened(root)))
    attributes = _attributes(root)
    shape = f"0 0 {_short(size[0])} {_short(size[1])}"
    return (
        f'<svg role="img" class="cx-{layout}" focusable="false" viewBox="{shape}" '
        f'font-family="{escape(FONT)}" font-size="{_short(text)}" fill="none">'
        + (f"<g{attributes}>{body}</g>" if attributes else body)
        + "</svg>"
    )


def _children(element: ET.Element, layer: str | None) -> Iterator[ET.Element]:
    """What is kept of the children of an element, which belongs to a layer of the template."""
    for child in element:
        tag = child.tag.rpartition("}")[2]
        names = child.get("class", "").split()
        if tag not in _ELEMENTS or child.get("display") == "none" or "background" in names:
            continue
        own = None if "role-axis" in names else _layer(names) or layer
        node = ET.Element(tag, _kept_attributes(child))
        node.text = child.text or ""
        node.extend(_children(child, own))
        shown = {"text": node.text, "g": len(node), "path": node.get("d")}
        if shown.get(tag, True):
            if tag == "text":
                _place_text(node, own)
            yield node


def _kept_attributes(element: ET.Element) -> dict[str, str]:
    kept = {}
    for name in (*_GEOMETRY, *_INHERITED, "opacity"):
        value = element.get(name)
        if value is not None and name in _GEOMETRY:
            value = _LONG_NUMBER.sub(lambda number: _short(float(number[0])), value)
        if value is not None and value != _DEFAULTS.get(name):
            kept[name] = value
    return kept


def _layer(names: list[str]) -> str | None:
    """The layer that a group belongs to, by the name that the template gave it."""
    for name in names:
        if name.endswith(_NAME_END):
            return name.removesuffix(_NAME_END).removeprefix("child_")
        if name == "role-axis-label":
            return "axis"
    return None


def _place_text(node: ET.Element, layer: str | None) -> None:
    """Give a text its place in parts of its own size, and its class."""
    if layer == "axis":
        layer = "axis_x" if node.get("text-anchor") == "middle" else "axis_y"
    if layer not in TEXTS:
        raise ValueError(f"a text on the layer {layer!r}, which the theme does not know")
    if TEXTS[layer]:
        node.set("dy", TEXTS[layer])
    if layer == "gutter":
        node.set("class", "cx-beside-plot")
    if "stroke" in node.attrib:
        node.set("paint-order", "stroke")


def _hoist(node: ET.Element) -> None:
    """Lift what all children have in common to their group, and open groups without effect."""
    for child in node:
        _hoist(child)
    node[:] = _merged([kept for child in node for kept in _opened(child)])
    if node.tag != "g" or not len(node):
        return
    for name in (*_INHERITED, "paint-order"):
        values = {child.get(name) for child in node}
        if len(values) == 1 and (value := values.pop()) is not None:
            node.set(name, value)
            for child in node:
                del child.attrib[name]


def _merged(nodes: list[ET.Element]) -> list[ET.Element]:
    """The same nodes, but symbols that look alike are one path: there can be hundreds of them."""
    kept: list[ET.Element] = []
    alike: dict[tuple[tuple[str, str], ...], ET.Element] = {}
    for node in nodes:
        moved = _MOVED.fullmatch(node.get("transform", "")) if node.tag == "path" else None
        if moved is None or not _SYMBOL.fullmatch(node.attrib["d"]):
            kept.append(node)
            continue
        look = tuple(pair for pair in node.attrib.items() if pair[0] != "transform")
        path = _moved_symbol(node.attrib["d"], float(moved[1]), float(moved[2]))
        if look in alike:
            alike[look].attrib["d"] += path
        else:
            alike[look] = ET.Element("path", {**dict(look), "d": path})
            kept.append(alike[look])
    return kept


def _moved_symbol(symbol: str, x: float, y: float) -> str:
    """A symbol of straight lines in its place, each step relative to the one before."""
    path, here = "", (0.0, 0.0)
    for command, first, second in _STEP.findall(symbol):
        if command in "hv":
            path += f"{command}{first}"
            step = float(first)
            here = (here[0] + step, here[1]) if command == "h" else (here[0], here[1] + step)
            continue
        there = (float(first), float(second))
        if command == "M":
            path += f"M{_short(x + there[0])},{_short(y + there[1])}"
        else:
            path += f"l{_short(there[0] - here[0])},{_short(there[1] - here[1])}"
        here = there
    return f"{path}z"


def _opened(node: ET.Element) -> list[ET.Element]:
    """The node, or its children in its place if it is a group without an effect."""
    if node.tag != "g" or (node.attrib and len(node) > 1):
        return [node]
    if not node.attrib:
        return list(node)
    only = node[0]
    if "opacity" in node.attrib or {"transform"} <= node.attrib.keys() & only.attrib.keys():
        return [node]
    only.attrib = {**node.attrib, **only.attrib}
    return [only]


def _written(node: ET.Element) -> str:
    inner = escape(node.text or "", quote=False) if node.tag in ("text", "tspan") else ""
    inner += "".join(map(_written, node))
    start = f"<{node.tag}{_attributes(node)}"
    return f"{start}>{inner}</{node.tag}>" if inner else f"{start}/>"


def _attributes(node: ET.Element) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in node.attrib.items())


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0") if number else "0"
