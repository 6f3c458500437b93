"""Home of the sample: one screen of few words that answers a leader's first questions."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.paper import lay_on, printed
from tests.browser.sites import Site

#: Words of `main` as a reader sees them: no pictures, nothing hidden, no navigation.
WORDS = """() => {
  const main = document.querySelector("main .md-content");
  for (const part of main.querySelectorAll("svg, nav, .cx-unseen")) part.style.display = "none";
  return main.innerText.split(/\\s+/).filter((word) => /[\\p{L}\\p{N}]/u.test(word)).length;
}"""
MOST_WORDS, HIGHEST, FOLD = 350, 1000, 900

pytestmark = pytest.mark.parametrize("site", ["sample"], indirect=True)


def test_home_has_few_words(page: Page) -> None:
    page.goto("")
    assert page.evaluate(WORDS) <= MOST_WORDS


def test_home_is_hardly_higher_than_a_screen(page: Page) -> None:
    page.goto("")
    assert page.evaluate("document.documentElement.scrollHeight") <= HIGHEST


@pytest.mark.parametrize(
    ("question", "place", "answer"),
    [
        ("which goals we miss", ".cx-home .cx-label", "9 unlikely in time"),
        ("which goal first", ".cx-home__rows tbody tr", "Days from signature to first login"),
        ("what changed", ".cx-home__side", "Newest changes"),
        ("who decides what by when", ".cx-decide > li", "Leadership circle"),
        ("where the customer suffers", ".cx-home__main > .cx-label", "Where the 44 days go"),
        ("which departments conflict", ".cx-home-list--pairs > li", "Legal: Concessions"),
        ("how good the data is", ".cx-home .cx-quiet", "43 of 46 up to date"),
        ("what the board sees", ".cx-home .cx-quiet", "board pack"),
    ],
)
def test_the_first_screen_answers(page: Page, question: str, place: str, answer: str) -> None:
    page.goto("")
    found = page.locator(place).filter(has_text=answer).first
    box = found.bounding_box()
    assert box is not None, question
    assert box["y"] + box["height"] <= FOLD, question


@pytest.mark.parametrize(
    ("sheet", "size"), [("a4 landscape", (842, 595)), ("letter landscape", (792, 612))]
)
def test_home_is_one_printed_page(
    page: Page, site: Site, sheet: str, size: tuple[int, int]
) -> None:
    lay_on(page, site, sheet)
    page.goto("")
    paper = printed(page)
    assert (len(paper.sheets), paper.sizes) == (1, {size})
