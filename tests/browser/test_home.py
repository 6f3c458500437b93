"""Home of the sample: one screen of few words that answers a leader's questions, or leads there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.paper import lay_on, printed
from tests.browser.sites import Site

#: Words of `main` as a reader sees them: no pictures, nothing hidden, no navigation.
WORDS = """() => {
  const main = document.querySelector("main .md-content");
  for (const part of main.querySelectorAll("svg, nav, .cx-unseen")) part.style.display = "none";
  return main.innerText.split(/\\s+/).filter((word) => /[\\p{L}\\p{N}]/u.test(word)).length;
}"""
#: Words that are read from the top until an answer is: the headline, the headings of the parts on
#: the way, and of the part in which the answer stands all up to its end.
WORDS_UNTIL = """(answer) => {
  const main = document.querySelector("main .md-content");
  const follows = (one, other) => one.compareDocumentPosition(other) & 4;
  const own = [...main.querySelectorAll("h2")].filter((head) => follows(head, answer)).pop();
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  let words = 0;
  while (walker.nextNode()) {
    const part = walker.currentNode.parentElement;
    if (follows(answer, part) && !answer.contains(part)) break;
    if (part.closest("svg, nav, .cx-unseen, .cx-top") || !part.checkVisibility()) continue;
    if (!part.closest("h1, h2, .cx-finding") && own && !follows(own, part)) continue;
    const said = walker.currentNode.data.split(/\\s+/);
    words += said.filter((word) => /[\\p{L}\\p{N}]/u.test(word)).length;
  }
  return words;
}"""
MOST_WORDS, HIGHEST, FOLD = 350, 1000, 900
#: The most words until one of the answers on the first screen.
UNTIL_AN_ANSWER = 80

pytestmark = [
    pytest.mark.sample,
    pytest.mark.parametrize("site", ["sample"], indirect=True),
]


def is_above_the_fold(found: Locator) -> bool:
    box = found.bounding_box()
    return box is not None and box["y"] + box["height"] <= FOLD


def test_home_has_few_words(page: Page) -> None:
    page.goto("")
    assert page.evaluate(WORDS) <= MOST_WORDS


def test_home_is_hardly_higher_than_a_screen(page: Page) -> None:
    page.goto("")
    assert page.evaluate("document.documentElement.scrollHeight") <= HIGHEST


@pytest.mark.parametrize(
    ("question", "place", "answer"),
    [
        ("which goals we will miss", ".cx-piles > li", "9 need a decision"),
        ("which of them first", ".cx-home__rows tbody tr", "Days from signature to first login"),
        ("what changed since last time", ".cx-home-list > li", "worsened since April 2026"),
        ("who decides what by when", ".cx-decide > li", "30 Nov Onboarding desk"),
        ("who decides", ".cx-decide > li", "Leadership circle"),
        ("where the customer suffers", ".cx-home__main > .cx-label", "Where the 44 days go"),
        ("which departments conflict", ".cx-home-list--pairs > li", "Legal: Concessions"),
        ("how good the data is", ".cx-home .cx-quiet a", "43 of 46 up to date"),
        ("what the board will see", ".cx-home .cx-quiet a", "board pack"),
    ],
)
def test_the_first_screen_answers(page: Page, question: str, place: str, answer: str) -> None:
    page.goto("")
    found = page.locator(place).filter(has_text=answer).first
    assert is_above_the_fold(found), question
    assert found.evaluate(WORDS_UNTIL) <= UNTIL_AN_ANSWER, question


@pytest.mark.parametrize(
    ("question", "clicks", "place", "answer"),
    [
        (
            "what this initiative brought",
            ["Strategy", "Initiatives"],
            ".cx-rows tr:has-text('Onboarding desk') .cx-rows__verdict",
            "improved",
        ),
        (
            "for whom we break the promise",
            ["Days from signature to first login"],
            ".cx-panels li > p",
            "Large firms",
        ),
        (
            "what I am answerable for, and what is due",
            ["Departments", "Ownership"],
            ".cx-rows--people tbody tr",
            "Head of Learning",
        ),
        (
            "whether we are better than others",
            ["Days from signature to first login"],
            "figure svg:visible text",
            "others 33",
        ),
    ],
)
def test_the_others_are_two_clicks_and_one_screen_away(
    page: Page, question: str, clicks: list[str], place: str, answer: str
) -> None:
    page.goto("")
    for name in clicks:
        page.get_by_role("link", name=name, exact=True).locator("visible=true").first.click()
        expect(page.locator("h1")).not_to_have_text("Our promise")
    found = page.locator(place).filter(has_text=answer).first
    expect(found).to_be_visible()  # a page may still be drawing
    assert is_above_the_fold(found), question


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
