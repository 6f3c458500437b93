"""The board pack: every open goal as a card, chosen in the address, whole on paper."""

from __future__ import annotations

import gzip
import re
from math import ceil

import pytest
from playwright.sync_api import Page, expect

from tests.browser.paper import lay_on, printed
from tests.browser.sites import Site

#: So many cards fit on a sheet at least, whatever their texts.
FEWEST_ON_A_SHEET = 6
#: The most bytes of the page that are sent, by card.
MOST_BYTES = 6_000
#: One px of paper.
MM = 25.4 / 96
WORDS_OF_CARD = """(card) => [...card.querySelectorAll("h2, .cx-course text, .cx-board__facts")]
  .map((one) => one.textContent).join(" ")"""


def cards(page: Page) -> int:
    return page.locator(".cx-board .cx-card:visible").count()


def test_has_a_card_for_every_open_goal(page: Page) -> None:
    page.goto("board/")
    told = re.match(r"(\d+)\s+open goal", page.locator(".cx-finding").inner_text())
    assert told is not None
    assert cards(page) == int(told[1])
    first = page.locator(".cx-board .cx-card").first
    for part in (
        ".cx-chip",
        "h2 a",
        ".cx-course__now",
        ".cx-course__target",
        "span:has-text('Owner')",
    ):
        expect(first.locator(part)).to_be_visible()


@pytest.mark.parametrize("javascript", [False])
def test_shows_every_card_without_scripts(page: Page) -> None:
    page.goto("board/")
    assert cards(page) == page.locator(".cx-board .cx-card").count() > 0
    expect(page.locator(".cx-filters")).to_be_hidden()


def test_shows_what_its_address_says(page: Page) -> None:
    page.goto("board/")
    every = cards(page)
    department = page.locator("select[name=department] option").nth(1)
    page.select_option("select[name=department]", index=1)
    chosen = cards(page)
    assert 0 < chosen < every
    assert page.url.endswith(f"?department={department.get_attribute('value')}")
    page.goto(page.url)
    assert cards(page) == chosen
    page.emulate_media(media="print")
    told = f"{chosen} of {every} open goals shown · {department.text_content()}"
    expect(page.locator(".cx-board__chosen")).to_have_text(told)
    expect(page.locator(".cx-filters")).to_be_hidden()


@pytest.mark.parametrize(
    ("sheet", "size", "width_mm", "scheme"),
    [("a4 landscape", (842, 595), 277, "dark"), ("letter landscape", (792, 612), 259, "light")],
)
def test_prints_a_cover_the_decisions_and_whole_cards(
    page: Page, site: Site, sheet: str, size: tuple[int, int], width_mm: int
) -> None:
    lay_on(page, site, sheet)
    page.goto("board/")
    count, paper = cards(page), printed(page)
    assert paper.sizes == {size}
    headline = page.locator(".cx-cover__headline").text_content() or ""
    assert paper.sheets_with(headline) == [0]
    decisions = page.locator(".cx-cover__next").count()
    assert [one[0] for one in paper.sheets if one[0] == "Decisions asked for"] == (
        ["Decisions asked for"] * decisions
    )
    assert len(paper.sheets) <= 1 + decisions + ceil(count / FEWEST_ON_A_SHEET)
    for card in page.locator(".cx-board .cx-card:visible").all():
        assert paper.sheets_with(card.evaluate(WORDS_OF_CARD)), card.inner_text()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(width_mm / MM), "height": 720})
    charts = page.locator(".cx-board .cx-course").evaluate_all(
        "(all) => all.map((one) => [one.clientWidth, one.clientHeight])"
    )
    assert charts
    assert min(wide for wide, _ in charts) * MM >= 60
    assert min(high for _, high in charts) * MM >= 22
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_is_light(site: Site) -> None:
    html = site.html("board/")
    assert len(gzip.compress(html.encode())) <= html.count('<li class="cx-card ') * MOST_BYTES
