"""Vega's SVG made lean and inert: what the chart needs, and nothing else.

Only elements and attributes of a short list are written, so that no script, no link, no id and no
accessibility label of the drawing library gets through; the page labels the chart as a whole.
Numbers are cut to what an eye can tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from xml.etree import ElementTree as ET

from generator.charts.theme import FONT, TEXT_SIZE, TEXTS, WIDTH

_ELEMENTS = frozenset({"svg", "g", "path", "line", "rect", "text", "tspan"})
_GEOMETRY = ("transform", "d", "x", "y", "x2", "y2", "width", "height", "dx", "dy")
_INHERITED = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "text-anchor",
    "font-weight",
)
_DEFAULTS = {
    ("fill", "none"),
    ("font-weight", "normal"),
    ("text-anchor", "start"),
    ("stroke-linecap", "butt"),
    ("stroke-linejoin", "miter"),
    ("stroke-width", "1"),
    ("stroke-dasharray", ""),
    ("transform", "translate(0,0)"),
}
_LONG_NUMBER = re.compile(r"-?\d*\.\d{2,}(?:e-?\d+)?|-?\d+e-?\d+")
_SYMBOL = re.compile(r"M[-.\d]+,[-.\d]+(?:[Lhv][-.,\d]+)+Z")
_STEP = re.compile(r"([MLhv])([-.\d]+)(?:,([-.\d]+))?")
_MOVED = re.compile(r"translate\(([-.\d]+),([-.\d]+)\)")
_ROLES = {"role-axis-label": "axis"}
_NAME_END = "_marks"


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: dict[str, str]
    children: list[_Node] = field(default_factory=list)
    text: str = ""


def minify_svg(svg: str, height: int, overhang: float) -> str:
    """The drawing as an inline image of a fixed shape, whose size the style sheet decides."""
    # Drawn a moment ago by our own renderer, which escapes the text that it is given.
    root = ET.fromstring(svg)  # noqa: S314
    node = _Node("g", {}, _read_all(root, None))
    _hoist(node)
    body = "".join(_written(child) for child in _opened(node))
    attributes = _attributes(node.attributes)
    shape = f"{_short(-overhang)} 0 {_short(WIDTH + overhang)} {height}"
    return (
        f'<svg role="img" focusable="false" viewBox="{shape}" '
        f'font-family="{escape(FONT)}" font-size="{TEXT_SIZE}" fill="none">'
        + (f"<g{attributes}>{body}</g>" if attributes else body)
        + "</svg>"
    )


def _read_all(element: ET.Element, layer: str | None) -> list[_Node]:
    children = []
    for child in element:
        node = _read(child, layer)
        if node is not None:
            children.append(node)
    return children


def _read(element: ET.Element, layer: str | None) -> _Node | None:
    tag = element.tag.rpartition("}")[2]
    names = element.get("class", "").split()
    if tag not in _ELEMENTS or element.get("display") == "none" or "background" in names:
        return None
    layer = _layer(names) or layer
    if "role-axis" in names:
        layer = None
    attributes = {
        name: _rounded(value) if name in _GEOMETRY else value
        for name in (*_GEOMETRY, *_INHERITED, "opacity")
        if (value := element.get(name)) is not None
    }
    if attributes.get("opacity") == "1":
        del attributes["opacity"]
    for pair in _DEFAULTS & set(attributes.items()):
        del attributes[pair[0]]
    node = _Node(tag, attributes, _read_all(element, layer), element.text or "")
    if tag == "text":
        if not node.text:
            return None
        _hang(node, layer)
    if tag == "g" and not node.children:
        return None
    return None if tag in ("path", "rect") and _unseen(node) else node


def _layer(names: list[str]) -> str | None:
    """The layer that a group belongs to, by the name that the template gave it."""
    for name in names:
        if name.endswith(_NAME_END):
            return name.removesuffix(_NAME_END).removeprefix("child_")
        if name in _ROLES:
            return _ROLES[name]
    return None


def _hang(node: _Node, layer: str | None) -> None:
    """Give a text its place in parts of its own size, and its class."""
    if layer == "axis":
        layer = "axis_x" if node.attributes.get("text-anchor") == "middle" else "axis_y"
    style = TEXTS.get(layer or "")
    if style is None:
        raise ValueError(f"a text on the layer {layer!r}, which the theme does not know")
    if style.dy:
        node.attributes["dy"] = style.dy
    if style.only:
        node.attributes["class"] = f"cx-{style.only}"
    if style.only == "narrow":
        node.attributes["display"] = "none"  # until the style sheet shows it
    if "stroke" in node.attributes:
        node.attributes["paint-order"] = "stroke"


def _unseen(node: _Node) -> bool:
    return node.tag == "path" and not node.attributes.get("d")


def _hoist(node: _Node) -> None:
    """Lift what all children have in common to their group, and open groups that say nothing."""
    children: list[_Node] = []
    for child in node.children:
        _hoist(child)
        children += _opened(child)
    children = _merged(children)
    node.children = children
    if node.tag != "g" or not children:
        return
    for name in (*_INHERITED, "paint-order"):
        values = {child.attributes.get(name) for child in children}
        if len(values) == 1 and (value := values.pop()) is not None:
            node.attributes[name] = value
            for child in children:
                del child.attributes[name]


def _merged(nodes: list[_Node]) -> list[_Node]:
    """The same nodes, but symbols that look alike are one path: there can be hundreds of them."""
    kept: list[_Node] = []
    alike: dict[tuple[tuple[str, str], ...], _Node] = {}
    for node in nodes:
        moved = (
            _MOVED.fullmatch(node.attributes.get("transform", "")) if node.tag == "path" else None
        )
        if moved is None or not _SYMBOL.fullmatch(node.attributes["d"]):
            kept.append(node)
            continue
        look = tuple(pair for pair in node.attributes.items() if pair[0] != "transform")
        path = _at(node.attributes["d"], float(moved[1]), float(moved[2]))
        if look in alike:
            alike[look].attributes["d"] += path
        else:
            alike[look] = _Node("path", {**dict(look), "d": path})
            kept.append(alike[look])
    return kept


def _at(symbol: str, x: float, y: float) -> str:
    """A symbol of straight lines in its place, each step told from the one before."""
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


def _opened(node: _Node) -> list[_Node]:
    """The node, or its children in its place where it is a group without an effect."""
    if node.tag != "g" or (node.attributes and len(node.children) > 1):
        return [node]
    if not node.attributes:
        return node.children
    only = node.children[0]
    if "opacity" in node.attributes or {"transform"} <= node.attributes.keys() & only.attributes:
        return [node]
    only.attributes = {**node.attributes, **only.attributes}
    return [only]


def _written(node: _Node) -> str:
    inner = escape(node.text, quote=False) if node.tag in ("text", "tspan") else ""
    inner += "".join(_written(child) for child in node.children)
    start = f"<{node.tag}{_attributes(node.attributes)}"
    return f"{start}>{inner}</{node.tag}>" if inner else f"{start}/>"


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _rounded(geometry: str) -> str:
    return _LONG_NUMBER.sub(lambda found: _short(float(found[0])), geometry)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0") if number else "0"
