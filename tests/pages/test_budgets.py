"""How many words the pages of the sample may ask a reader to read, their folds closed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from tests.pages.crawl import BuiltSite, Facts
from tests.pages.words import words_seen

pytestmark = pytest.mark.sample

#: The most words of a headline.
HEADLINE = 22
#: The most words of a page, by the beginning of its address; `/` is a page below it.
BUDGETS = {
    "goals": 850,
    "goals/": 280,
    "metrics": 560,
    "metrics/": 230,
    "departments": 240,
    "departments/legal": 230,
    "objectives": 380,
    "initiatives": 260,
    "initiatives/": 260,
    "journey": 420,
    "handoffs": 450,
    "data": 450,
    "ownership": 450,
    "people/": 365,
    "decisions": 330,
    "segments": 300,
    "maturity": 260,
}
#: A metric with more segments than this may have so many words more for each.
SEGMENTS, EACH_SEGMENT = 3, 22


@pytest.fixture(scope="module")
def sample(site_of: Callable[[str], BuiltSite]) -> BuiltSite:
    return site_of("sample")


def pages(site: BuiltSite, beginning: str) -> Iterator[Facts]:
    """The pages of a type: those below an address, or the one at it."""
    for page in site.pages:
        path = page.path.removesuffix("index.html").removesuffix("/")
        if path == beginning or (beginning.endswith("/") and path.startswith(beginning)):
            yield page


@pytest.mark.parametrize("beginning", BUDGETS)
def test_a_page_keeps_its_budget(sample: BuiltSite, beginning: str) -> None:
    found = list(pages(sample, beginning))
    assert found
    for page in found:
        segments = page.html.count('class="cx-bars__bar"') - 1
        more = EACH_SEGMENT * max(segments - SEGMENTS, 0)
        assert words_seen(page.html) <= BUDGETS[beginning] + more, page.path


@pytest.mark.parametrize("beginning", BUDGETS)
def test_a_headline_is_short(sample: BuiltSite, beginning: str) -> None:
    for page in pages(sample, beginning):
        (headline,) = [one.text for one in page.headings if one.level == 1]
        words = [word for word in headline.split() if re.search(r"\w", word)]
        assert len(words) <= HEADLINE, headline


def test_what_is_counted() -> None:
    html = """<article><nav>not this</nav><h1>Four words – are counted</h1><svg><text>none</text>
    </svg><details><summary>Show more</summary><p>hidden</p></details><p>≤ 30 days</p>
    <span class="cx-unseen">unseen</span></article><footer>outside</footer>"""
    assert words_seen(html) == 4 + 2 + 2
