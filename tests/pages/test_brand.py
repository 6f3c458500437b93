"""A company's own colour: what stands on it can be read, and its edges are seen."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb

import pytest

from generator.charts.theme import PAPER, contrast
from generator.pages.brand import BRAND_STYLE, brand_assets, brand_css
from tests.pages.company import settings_of

#: Every hue, pale and deep, and the greys between black and white.
COLOURS = sorted(
    "#" + "".join(f"{round(255 * channel):02x}" for channel in hls_to_rgb(hue / 24, light, full))
    for hue in range(24)
    for light in (0.0, 0.1, 0.25, 0.4, 0.45, 0.5, 0.55, 0.6, 0.75, 0.9, 1.0)
    for full in (0.0, 0.5, 1.0)
)


def tokens(colour: str, scheme: str) -> dict[str, str]:
    (rules,) = re.findall(rf'"{scheme}"\]\[[a-z-]+\] {{(.*?)}}', brand_css(colour), re.DOTALL)
    return dict(re.findall(r"--md-([a-z-]+): (#[0-9a-f]{6});", rules))


@pytest.mark.parametrize(
    ("colour", "ground", "ink", "edge", "edge_in_dark"),
    [
        ("#8a1538", "#8a1538", "#ffffff", "#8a1538", "#a7506a"),  # dark enough for white
        ("#FFC20E", "#ffc20e", "#000000", "#b98d0a", "#ffc20e"),  # bright enough for black
        ("#e2571b", "#cb4e18", "#ffffff", "#e2571b", "#e2571b"),  # neither: it becomes darker
    ],
)
def test_a_colour_becomes_the_header_and_the_edges(
    colour: str, ground: str, ink: str, edge: str, edge_in_dark: str
) -> None:
    for scheme, line in (("default", edge), ("slate", edge_in_dark)):
        found = tokens(colour, scheme)
        assert (found["primary-fg-color"], found["primary-bg-color"]) == (ground, ink)
        assert found["accent-fg-color"] == line


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_whatever_the_colour_all_on_it_can_be_read(scheme: str) -> None:
    paper = PAPER.light if scheme == "default" else PAPER.dark
    for colour in COLOURS:
        found = tokens(colour, scheme)
        assert contrast(found["primary-fg-color"], found["primary-bg-color"]) >= 4.5, colour
        assert contrast(found["accent-fg-color"], paper) >= 3, colour


def test_without_a_colour_the_palette_holds() -> None:
    assert brand_assets(settings_of()) == ()
    (made,) = brand_assets(settings_of(colour="#8a1538"))
    assert (made.src_uri, made.content) == (BRAND_STYLE, brand_css("#8a1538"))
