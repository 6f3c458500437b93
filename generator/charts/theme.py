"""The look of every chart: colours for light and dark, sizes, text styles and their style sheet.

A chart is drawn once, with the light colours as attributes; the style sheet recolours them for the
dark palette and for forced colours. So each light colour belongs to one token only. After IBCS,
actual values are solid and strong, plans outlined or dashed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

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
#: The size on the narrowest screens; headings are cut once more for it.
NARROWEST_TEXT_SIZE = 24.5


def segments_height(panels: int) -> int:
    """The height of a chart with so many panels."""
    rows = -(-max(panels, 1) // PANEL_COLUMNS)
    return PANELS_PAD_TOP + rows * (PANEL_HEIGHT + PANEL_GAP_Y) - PANEL_GAP_Y + PAD_BOTTOM


class Use(Enum):
    """What a token colours, with the contrast to its ground that this needs (WCAG 2).

    Grounds lie behind and carry no meaning alone.
    """

    TEXT = 4.5
    MARK = 3.0
    GROUND = 1.0


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour token: light, dark, the system colour under forced colours, and its use."""

    light: str
    dark: str
    system: str
    use: Use


ACTUAL = Colour("#22354a", "#e4ebf3", "CanvasText", Use.TEXT)
TARGET = Colour("#7a3e9d", "#cfa6ee", "LinkText", Use.TEXT)
QUIET = Colour("#5d656e", "#b4bac1", "CanvasText", Use.TEXT)
IMPROVEMENT = Colour("#0072b2", "#5ab4ec", "CanvasText", Use.MARK)
CONCERN = Colour("#b45309", "#f0a050", "CanvasText", Use.MARK)
AXIS = Colour("#4a5057", "#c7cbce", "CanvasText", Use.TEXT)
PALE = Colour("#78808a", "#8a929d", "GrayText", Use.MARK)
GRID = Colour("#e1e5e9", "#353a46", "Canvas", Use.GROUND)
LIMITS = Colour("#ebedf1", "#2b303b", "Canvas", Use.GROUND)
FORECAST = Colour("#dbe4ee", "#374152", "Canvas", Use.GROUND)
FORECAST_WIDE = Colour("#ebf0f6", "#2a313e", "Canvas", Use.GROUND)
BAND = Colour("#f1e9f6", "#352c42", "Canvas", Use.GROUND)
PAPER = Colour("#ffffff", "#1e2129", "Canvas", Use.GROUND)
COLOURS = (
    *(ACTUAL, TARGET, QUIET, IMPROVEMENT, CONCERN, AXIS, PALE),
    *(GRID, LIMITS, FORECAST, FORECAST_WIDE, BAND, PAPER),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How far the texts of a layer are moved down, in em: also right if they are enlarged.

    `only` is wide or narrow for texts that are shown on such screens only.
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
    narrow = f"@media screen and (max-width:{_STEPS[0][0]}px)"
    rules = [
        f"{_SVG}{{display:block;width:100%;height:auto;overflow:visible}}",
        f"{_SVG} text{{paint-order:stroke}}",
        *(
            f"@media screen and (max-width:{width}px){{{_SVG} text{{font-size:{size}px}}}}"
            for width, size in _STEPS
        ),
        f"{narrow}{{{_SVG} .cx-wide{{display:none}}}}",
        f"{narrow}{{{_SVG} .cx-narrow{{display:inline}}}}",
        dark_css(),
        f"@media print{{{_SVG}{{background:#fff;break-inside:avoid;print-color-adjust:exact}}}}",
    ]
    return "\n".join(rules) + "\n"


def dark_css() -> str:
    """The rules that recolour charts: the dark palette, then forced colours.

    Both hold on screens only, so that paper always gets the light colours.
    """
    dark = {colour.light: colour.dark for colour in COLOURS}
    forced = {colour.light: colour.system for colour in COLOURS}
    # Without the scope of the dark palette, forced colours would lose against it: it is narrower.
    return (
        f"@media screen{{\n{_recoloured(_DARK, dark)}\n}}\n"
        f"@media screen and (forced-colors:active){{\n{_SVG}{{forced-color-adjust:none}}\n"
        f"{_recoloured(_SVG, forced)}\n{_recoloured(_DARK, forced)}\n}}"
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
