"""axe finds nothing on any type of page: light, dark, wide and narrow, charts still and alive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import OF_COLOURS, SHORTEN, judged, load_axe, paint, resize
from tests.browser.conftest import HEIGHTS
from tests.browser.sites import Site

#: A laptop and a phone; in the full run a tablet and the rims too.
WIDTHS, ALL_WIDTHS = (1366, 390), (1920, 1366, 768, 390, 320)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: The pages of a site are dealt to so many tests, which workers take in turn.
PARTS = 2
#: So many rows or entries of one kind stay in a page, beside those with something of their own.
KEPT = 1


def at_each_width(page: Page, within: str = "", widths: tuple[int, ...] = WIDTHS) -> Iterator[str]:
    """What axe finds at each width: by every rule in light, by those of colours in dark."""
    for width in widths:
        resize(page, width, HEIGHTS[width])
        for scheme in SCHEMES:
            paint(page, scheme)
            rules = OF_COLOURS if scheme == "dark" else ()
            for found in judged(page, within, rules).violations:
                yield f"{scheme} {width}: {found}"


@pytest.mark.parametrize("part", range(PARTS))
def test_finds_nothing_on_any_type_of_page(page: Page, site: Site, part: int) -> None:
    for path in [*site.one_of_each_type(), "404.html"][part::PARTS]:
        assert found_in(page, path, WIDTHS) == []


@pytest.mark.full
@pytest.mark.parametrize("part", range(2 * PARTS))
def test_finds_nothing_on_any_page_that_differs(page: Page, site: Site, part: int) -> None:
    for path in site.different_pages()[part :: 2 * PARTS]:
        assert found_in(page, path, ALL_WIDTHS) == []


def found_in(page: Page, path: str, widths: tuple[int, ...]) -> list[str]:
    page.goto(path)
    page.evaluate(SHORTEN, [KEPT, True])
    load_axe(page)
    return [f"{path} {found}" for found in at_each_width(page, widths=widths)]


def test_finds_nothing_in_charts_that_are_alive(page: Page, site: Site) -> None:
    for path in site.one_of_each_type():
        if "data-cx-chart=" not in site.html(path):
            continue
        page.goto(path)
        page.evaluate(SHORTEN, [KEPT, False])
        for box in page.locator("[data-cx-chart]:visible").all()[:2]:
            box.focus()
            expect(box).to_have_attribute("data-cx-alive", "drawn")
            page.keyboard.press("End")
        load_axe(page)
        assert [f"{path} {found}" for found in at_each_width(page, "figure")] == []


@pytest.mark.parametrize("site", ["sample"], indirect=True)
@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        ("<p style='color: #888; background: #8a8a8a'>Hardly to be read</p>", "color-contrast"),
        ("<h2>x</h2><h5>Two levels are left out</h5>", "heading-order"),
        ("<button></button>", "button-name"),
        ("<figure><svg role='img'></svg></figure>", "svg-img-alt"),
        ("<a href='#x'></a>", "link-name"),
    ],
)
def test_finds_what_is_planted(page: Page, planted: str, rule: str) -> None:
    page.goto("")
    load_axe(page)
    assert judged(page, rules=(rule,)).violations == []
    page.evaluate(
        "(html) => document.querySelector('article').insertAdjacentHTML('beforeend', html)", planted
    )
    (found,) = {line.partition(":")[0] for line in judged(page, rules=(rule,)).violations}
    assert found == rule


@pytest.mark.parametrize("site", ["sample"], indirect=True)
@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        ("<a href='#x'></a>", "link-name"),
        ("<span class='odd' role='img'></span>", "role-img-alt"),
        ("<span class='odd' role='img'>&nbsp;</span>", "role-img-alt"),
    ],
)
def test_what_is_wrong_among_many_alike_is_not_shortened_away(
    page: Page, planted: str, rule: str
) -> None:
    page.goto("")
    one = "<li><a href='#x'>One</a> <span class='odd'>more</span></li>"
    page.evaluate(
        "(html) => document.querySelector('article').insertAdjacentHTML('beforeend', html)",
        f"<ul>{one * 3}<li>{planted}</li>{one * 3}</ul>",
    )
    page.evaluate(SHORTEN, [KEPT, True])
    assert page.locator("article > ul:last-of-type > li").count() == 1 + KEPT
    load_axe(page)
    (found,) = {line.partition(":")[0] for line in judged(page, rules=(rule,)).violations}
    assert found == rule


@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_judges_by_the_rules_that_matter_here(page: Page) -> None:
    page.goto("metrics/nps/")
    load_axe(page)
    wanted = {"color-contrast", "heading-order", "region", "svg-img-alt", "landmark-one-main"}
    assert wanted <= set(judged(page).holding)
