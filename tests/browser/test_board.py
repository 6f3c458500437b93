"""The board pack: every open goal as a card, chosen in the address, whole on paper."""

from __future__ import annotations

import re
from math import ceil

import pytest
from playwright.sync_api import Page, expect

#: So many cards fit on a sheet at least, whatever their texts.
FEWEST_ON_A_SHEET = 4


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
        ".cx-board__value",
        "dt:has-text('Target')",
        "dt:has-text('Owner')",
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
    ("paper", "size", "scheme"),
    [("A4", (842, 595), "dark"), ("Letter", (792, 612), "light")],
)
def test_prints_across_with_whole_cards(page: Page, paper: str, size: tuple[int, int]) -> None:
    page.goto("board/")
    count = cards(page)
    printed = page.pdf(format=paper, landscape=True, print_background=True)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert {(int(float(wide)), int(float(high))) for wide, high in sheets} == {size}
    assert len(re.findall(rb"/Type /Page\b", printed)) <= ceil(count / FEWEST_ON_A_SHEET) + 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1060, "height": 720})  # what is inside the margins
    kept = page.evaluate(
        """() => [...document.querySelectorAll(".cx-board .cx-card")].map((card) =>
             [getComputedStyle(card).breakInside, card.getBoundingClientRect().height])"""
    )
    assert {how for how, _ in kept} == {"avoid"}
    assert max(high for _, high in kept) < 690
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
