"""The look of every chart: colours for light and dark, sizes, text styles and their style sheet.

A chart is drawn once, with the light colours as attributes; the style sheet recolours them for the
dark palette and for forced colours. So each light colour belongs to one token only. After IBCS,
actual values are solid and strong, plans outlined or dashed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

#: Named first because the drawing library carries it; Arial and Helvetica have its widths.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLayout:
    """The sizes of one picture of a chart, in px, and how many of the newest periods it shows.

    Labels are beside the plot, in the `right` gutter. Panels have a size of their own.
    """

    name: str
    width: int
    plot_height: int
    left: int
    right: int
    bottom: int
    text: int
    periods: int
    columns: int
    panel_width: int
    panel_height: int
    panel_gap: int

    @property
    def plot_width(self) -> int:
        """The width of the plot of a metric's chart."""
        return self.width - self.left - self.right

    def top(self, rows: int) -> int:
        """What is above the plot of a metric's chart, with so many rows of events."""
        return 24 + EVENT_ROW * max(rows - 1, 0)

    def panels_height(self, panels: int) -> int:
        """The height of a chart with so many panels."""
        rows = -(-max(panels, 1) // self.columns)
        return rows * (self.panel_height + PANEL_TOP + PANEL_BOTTOM) + PANELS_HEAD


#: From one row of events to the next.
EVENT_ROW = 16
#: What is above and below each panel, and above them all.
PANEL_TOP, PANEL_BOTTOM, PANELS_HEAD = 26, 24, 18
LAPTOP = ChartLayout(
    name="laptop",
    width=790,
    plot_height=280,
    left=42,
    right=178,
    bottom=24,
    text=12,
    periods=36,
    columns=3,
    panel_width=212,
    panel_height=104,
    panel_gap=48,
)
#: The whole width of a page, and half of it: drawn at the size that they have on a laptop.
WIDE = replace(LAPTOP, name="wide", width=1188, right=190)
HALF = replace(LAPTOP, name="half", width=578, plot_height=200, left=36, right=168)
PHONE = ChartLayout(
    name="phone",
    width=340,
    plot_height=196,
    left=36,
    right=112,
    bottom=24,
    text=13,
    periods=24,
    columns=1,
    panel_width=288,
    panel_height=84,
    panel_gap=40,
)
#: The pictures that a chart has: the page shows the one for which there is room.
LAYOUTS = (LAPTOP, PHONE)


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
CONCERN = Colour("#b45309", "#ffb86b", "CanvasText", Use.MARK)
AXIS = Colour("#4a5057", "#c7cbce", "CanvasText", Use.TEXT)
PALE = Colour("#78808a", "#8a929d", "GrayText", Use.MARK)
GRID = Colour("#e1e5e9", "#353a46", "Canvas", Use.GROUND)
LIMITS = Colour("#ebedf1", "#2b303b", "Canvas", Use.GROUND)
BAND = Colour("#f1e9f6", "#352c42", "Canvas", Use.GROUND)
PAPER = Colour("#ffffff", "#1e2129", "Canvas", Use.GROUND)
COLOURS = (
    *(ACTUAL, TARGET, QUIET, IMPROVEMENT, CONCERN, AXIS, PALE),
    *(GRID, LIMITS, BAND, PAPER),
)


#: How far texts are moved down, in em, by the name of their layer or the role that axes give them:
#: so it is right for each size of text.
TEXTS: dict[str, str] = {
    "gutter": ".35em",
    "run_label": ".35em",
    "unit": "",
    "whole_label": "",
    "panel_name": "",
    "panel_value": "",
    "event_label": "",
    "axis_x": ".74em",
    "axis_y": ".35em",
}

_SVG = "figure.cx-chart svg"
_DARK = f'[data-md-color-scheme="slate"] {_SVG}'
#: With less room than this, in px, the picture for phones takes the place of the other.
_ENOUGH = 700
#: From this on the wide one does; below this the half one gives way.
_ENOUGH_WIDE, _ENOUGH_HALF = 1050, 510


def chart_css() -> str:
    """The whole style sheet of the charts: size, which picture is shown, palettes and print."""
    # A drawing that has come alive stands alone: only beside others does one give way to them.
    rooms = (
        _in_room(f"min-width:{_ENOUGH_WIDE}px", ".cx-wide", ".cx-wide~.cx-laptop"),
        _in_room(f"max-width:{_ENOUGH}px", ".cx-phone:not(.cx-half~*)", ".cx-laptop"),
        _in_room(f"max-width:{_ENOUGH_HALF}px", ".cx-phone", ".cx-half"),
    )
    rules = [
        f"{_SVG}{{display:block;width:100%;height:auto;overflow:visible}}",
        f"{_SVG} text{{paint-order:stroke}}",
        f"{_SVG}.cx-phone{{max-width:22rem}}",
        f"{_SVG}:is(.cx-phone,.cx-wide){{display:none}}",
        f"@media screen{{{''.join(rooms)}}}",
        dark_css(),
        f"@media print{{{_SVG}{{background:#fff;break-inside:avoid;print-color-adjust:exact}}}}",
    ]
    return "\n".join(rules) + "\n"


def _in_room(condition: str, shown: str, hidden: str) -> str:
    """The rule for a box of so much room: which picture is shown there, and which is not."""
    rules = f"{_SVG}{shown}{{display:block}}{_SVG}{hidden}{{display:none}}"
    return f"@container ({condition}){{{rules}}}"


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
