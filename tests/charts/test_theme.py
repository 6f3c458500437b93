from __future__ import annotations

import re

import pytest

from generator.charts.labels import TONES
from generator.charts.theme import (
    COLOURS,
    HALF,
    LAPTOP,
    PAPER,
    PHONE,
    WIDE,
    Colour,
    Use,
    chart_css,
    contrast,
    dark_css,
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#ffffff", "#000000", 21.0), ("#777777", "#ffffff", 4.48), ("#007a59", "#ffffff", 5.35)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("colour", COLOURS)
def test_colours_stand_out_from_the_page(colour: Colour) -> None:
    assert contrast(colour.light, "#ffffff") >= colour.use.value
    assert contrast(colour.dark, "#1e2129") >= colour.use.value


@pytest.mark.parametrize("ground", [colour for colour in COLOURS if colour.use is Use.GROUND])
def test_text_and_marks_stand_out_from_every_ground_they_may_lie_on(ground: Colour) -> None:
    for colour in COLOURS:
        if colour.use is not Use.GROUND:
            assert contrast(colour.light, ground.light) >= colour.use.value, colour
            assert contrast(colour.dark, ground.dark) >= colour.use.value, colour


@pytest.mark.parametrize("tone", TONES.values())
def test_the_words_of_a_change_which_have_a_rim_of_paper_stand_out_from_it(tone: Colour) -> None:
    assert contrast(tone.light, PAPER.light) >= Use.TEXT.value
    assert contrast(tone.dark, PAPER.dark) >= Use.TEXT.value


def test_the_paper_is_the_page_of_either_palette() -> None:
    assert (PAPER.light, PAPER.dark) == ("#ffffff", "#1e2129")


def test_each_light_colour_belongs_to_one_token() -> None:
    lights = [colour.light for colour in COLOURS]
    assert len(set(lights)) == len(lights)


def test_every_colour_in_a_picture_is_a_token(drawn: dict[str, str]) -> None:
    known = {colour.light for colour in COLOURS}
    for svg in drawn.values():
        assert set(re.findall(r'(?:fill|stroke)="(#[^"]*)"', svg)) <= known


def test_the_dark_palette_recolours_every_token_on_screens_only() -> None:
    css = dark_css()
    for colour in COLOURS:
        for paint in ("fill", "stroke"):
            assert f'svg [{paint}="{colour.light}"]{{{paint}:{colour.dark}}}' in css
            assert f'svg [{paint}="{colour.light}"]{{{paint}:{colour.system}}}' in css
    outside = re.sub(r"@media screen[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", css)
    assert outside.strip() == ""


def test_labels_keep_eleven_pixels_down_to_a_window_of_320() -> None:
    switches = re.findall(r"@container \(m\w\w-width:(\d+)px\)", chart_css())
    for switch, layout in zip(map(int, switches), (WIDE, LAPTOP, HALF), strict=True):
        assert (switch + 1) / layout.width * layout.text >= 10.55
    margins = 32
    assert (320 - margins) / PHONE.width * PHONE.text >= 10.95


def test_braces_of_the_style_sheet_are_paired() -> None:
    assert chart_css().count("{") == chart_css().count("}")


def test_one_picture_is_shown_at_each_width() -> None:
    css = chart_css()
    assert css.index("svg:is(.cx-phone,.cx-wide){display:none") < css.index("@container")
    for shown, hidden in (
        (".cx-wide", ".cx-wide~.cx-laptop"),
        (".cx-phone:not(.cx-half~*)", ".cx-laptop"),
        (".cx-phone", ".cx-half"),
    ):
        figure = "figure.cx-chart svg"
        assert f"{{{figure}{shown}{{display:block}}{figure}{hidden}{{display:none}}}}" in css
