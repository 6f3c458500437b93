"""The look of every chart: colours for light and dark, sizes, text styles and their style sheet.

A chart is drawn once, in the light colours, which stand in it as attributes; the style sheet
recolours them for the dark palette and for forced colours. So each light colour is used for one
token only. After IBCS: what happened is solid and strong, what is planned is outlined or dashed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

WIDTH, HEIGHT = 640, 306
PAD_LEFT, PAD_RIGHT, PAD_TOP, PAD_BOTTOM = 52, 18, 54, 34
PLOT_WIDTH = WIDTH - PAD_LEFT - PAD_RIGHT
PLOT_HEIGHT = HEIGHT - PAD_TOP - PAD_BOTTOM

PANEL_COLUMNS = 2
PANEL_WIDTH, PANEL_HEIGHT = 258, 120
PANEL_GAP_X, PANEL_GAP_Y = 54, 70
PANELS_PAD_TOP = 86

#: Named first because the drawing library carries it; Arial and Helvetica have its widths.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
TEXT_SIZE = 13
#: The size that labels have on a phone: places are found for this one, so that both fit.
PHONE_TEXT_SIZE = 20
#: The size on the narrowest screens, where headings are cut once more.
NARROWEST_TEXT_SIZE = 24.5


def segments_height(panels: int) -> int:
    """The height of a chart with so many panels."""
    rows = -(-max(panels, 1) // PANEL_COLUMNS)
    return PANELS_PAD_TOP + rows * (PANEL_HEIGHT + PANEL_GAP_Y) - PANEL_GAP_Y + PAD_BOTTOM


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """One colour token: light, dark, and the system colour under forced colours."""

    light: str
    dark: str
    system: str


class Use(StrEnum):
    """What a token colours; text and graphic marks have to stand out from the page."""

    TEXT = "text"
    MARK = "mark"
    GROUND = "ground"


ACTUAL = Colour(light="#22354a", dark="#e4ebf3", system="CanvasText")
TARGET = Colour(light="#7a3e9d", dark="#cfa6ee", system="LinkText")
QUIET = Colour(light="#5d656e", dark="#b4bac1", system="CanvasText")
AXIS = Colour(light="#4a5057", dark="#c7cbce", system="CanvasText")
PALE = Colour(light="#78808a", dark="#8a929d", system="GrayText")
GRID = Colour(light="#e1e5e9", dark="#353a46", system="Canvas")
IMPROVEMENT = Colour(light="#0072b2", dark="#5ab4ec", system="CanvasText")
CONCERN = Colour(light="#b45309", dark="#f0a050", system="CanvasText")
USUAL = Colour(light="#ebedf1", dark="#2b303b", system="Canvas")
AHEAD = Colour(light="#dbe4ee", dark="#374152", system="Canvas")
AHEAD_WIDE = Colour(light="#ebf0f6", dark="#2a313e", system="Canvas")
BAND = Colour(light="#f1e9f6", dark="#352c42", system="Canvas")
PAPER = Colour(light="#ffffff", dark="#1e2129", system="Canvas")

#: Every token by name, with what it is used for. Ground lies behind and carries no meaning alone.
COLOURS: dict[str, tuple[Colour, frozenset[Use]]] = {
    "actual": (ACTUAL, frozenset({Use.TEXT, Use.MARK})),
    "target": (TARGET, frozenset({Use.TEXT, Use.MARK})),
    "quiet": (QUIET, frozenset({Use.TEXT, Use.MARK})),
    "improvement": (IMPROVEMENT, frozenset({Use.MARK})),
    "concern": (CONCERN, frozenset({Use.MARK})),
    "axis": (AXIS, frozenset({Use.TEXT})),
    "pale": (PALE, frozenset({Use.MARK})),
    "grid": (GRID, frozenset({Use.GROUND})),
    "limits": (USUAL, frozenset({Use.GROUND})),
    "ahead": (AHEAD, frozenset({Use.GROUND})),
    "ahead wide": (AHEAD_WIDE, frozenset({Use.GROUND})),
    "band": (BAND, frozenset({Use.GROUND})),
    "paper": (PAPER, frozenset({Use.GROUND})),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How the texts of one layer hang on their place, in parts of their own size (em).

    An em keeps the place right when the style sheet enlarges the text. `only` is wide or narrow
    for texts that are shown on such screens only.
    """

    dy: str = ""
    only: str = ""


#: Texts by the name of their layer in the specification, or by the role that axes give them.
TEXTS: dict[str, TextStyle] = {
    "label_above": TextStyle(),
    "label_below": TextStyle(dy=".74em"),
    "label_beside": TextStyle(dy=".35em"),
    "unit": TextStyle(),
    "whole_label": TextStyle(),
    "target_label": TextStyle(),
    "panel_name": TextStyle(),
    "panel_name_wide": TextStyle(only="wide"),
    "panel_name_narrow": TextStyle(only="narrow"),
    "panel_value": TextStyle(),
    "event_number": TextStyle(),
    "event_label": TextStyle(only="wide"),
    "axis_x": TextStyle(dy=".74em"),
    "axis_y": TextStyle(dy=".35em"),
}

_SVG = "figure.cx-chart svg"
_DARK = f'[data-md-color-scheme="slate"] {_SVG}'
#: Below each width of the window, in px: the size of the labels in units of the chart. Every
#: step keeps them at 11 px or more down to the next one, the last down to a window of 320 px.
_STEPS = ((600, 16), (480, PHONE_TEXT_SIZE), (389, NARROWEST_TEXT_SIZE))


def chart_css() -> str:
    """The whole style sheet of the charts: size, text on narrow screens, palettes and print."""
    rules = [
        f"{_SVG}{{display:block;width:100%;height:auto;overflow:visible}}",
        f"{_SVG} text{{paint-order:stroke}}",
        *(
            f"@media screen and (max-width:{width}px){{{_SVG} text{{font-size:{size}px}}}}"
            for width, size in _STEPS
        ),
        f"@media screen and (max-width:{_STEPS[0][0]}px){{{_SVG} .cx-wide{{display:none}}}}",
        f"@media screen and (max-width:{_STEPS[0][0]}px){{{_SVG} .cx-narrow{{display:inline}}}}",
        dark_css(),
        f"@media print{{{_SVG}{{background:#fff;break-inside:avoid;print-color-adjust:exact}}}}",
    ]
    return "\n".join(rules) + "\n"


def dark_css() -> str:
    """The rules that recolour the charts on screen: the dark palette, then forced colours.

    Both hold on screens only, so that paper always gets the light colours.
    """
    dark = _recoloured(_DARK, {colour.light: colour.dark for colour, _ in COLOURS.values()})
    forced = _recoloured(_SVG, {colour.light: colour.system for colour, _ in COLOURS.values()})
    # Twice the same selector would lose against the dark palette's, which is more specific.
    forced += "\n" + _recoloured(
        _DARK, {colour.light: colour.system for colour, _ in COLOURS.values()}
    )
    return (
        f"@media screen{{\n{dark}\n}}\n"
        f"@media screen and (forced-colors:active){{\n"
        f"{_SVG}{{forced-color-adjust:none}}\n{forced}\n}}"
    )


def _recoloured(scope: str, colours: dict[str, str]) -> str:
    return "\n".join(
        f'{scope} [{paint}="{light}"]{{{paint}:{other}}}'
        for light, other in colours.items()
        for paint in ("fill", "stroke")
    )


def contrast(one: str, other: str) -> float:
    """The contrast of two colours written as #rrggbb, 1 to 21 (WCAG 2)."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
