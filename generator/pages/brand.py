"""The brand: a company's own colour, as the style sheet that the look of the site is laid on."""

from __future__ import annotations

from generator.charts.theme import PAPER, contrast
from generator.model.settings import Settings
from generator.pages.page import Asset

#: The style sheet of the brand.
BRAND_STYLE = "assets/cx-brand.css"

_WHITE, _BLACK = "#ffffff", "#000000"
#: What a text and what an edge needs against its ground, at least (WCAG 2.2, 1.4.3 and 1.4.11).
_TEXT, _EDGE = 4.5, 3.0
#: How much darker Material draws the field of the search than the header that it lies in.
_FIELD = 0.26
_STEPS = 40


def brand_assets(settings: Settings) -> tuple[Asset, ...]:
    """The style sheet of the company's colour; none if the palette is to hold."""
    if not settings.colour:
        return ()
    return (Asset(src_uri=BRAND_STYLE, content=brand_css(settings.colour)),)


def brand_css(colour: str) -> str:
    """A style sheet that gives the header and the edges a colour, written as #rrggbb.

    A colour on which neither white nor black can be read becomes darker for the header, and one
    that does not stand out from the page is shaded for the edges, until they can.
    """
    ground, ink = _header(colour.lower())
    edges = {
        "default": _shaded(colour, _BLACK, PAPER.light, _EDGE),
        "slate": _shaded(colour, _WHITE, PAPER.dark, _EDGE),
    }
    palette = "".join(
        f'body[data-md-color-scheme="{scheme}"][data-md-color-primary] {{\n'
        f"  --md-primary-fg-color: {ground};\n"
        f"  --md-primary-fg-color--light: {ground};\n"
        f"  --md-primary-fg-color--dark: {ground};\n"
        f"  --md-primary-bg-color: {ink};\n"
        f"  --md-primary-bg-color--light: {ink};\n"
        f"  --md-accent-fg-color: {edge};\n"
        "}\n"
        for scheme, edge in edges.items()
    )
    return f"/* Made by the build, of the colour in mkdocs.yml. */\n{palette}"


def _header(colour: str) -> tuple[str, str]:
    """The ground of the header and the colour of what stands on it."""
    if contrast(colour, _WHITE) >= _TEXT:
        return colour, _WHITE
    if contrast(_mixed(colour, _BLACK, _FIELD), _BLACK) >= _TEXT:
        return colour, _BLACK
    return _shaded(colour, _BLACK, _WHITE, _TEXT), _WHITE


def _shaded(colour: str, towards: str, against: str, least: float) -> str:
    """The colour, or the nearest mixture on its way to black or white with enough contrast."""
    shades = (_mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in shades if contrast(shade, against) >= least)


def _mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share of another one in it."""
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)
