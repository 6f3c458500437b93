"""At every width: no page is too wide or ends below its footer, pills are whole, tabs in sight."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import resize
from tests.browser.conftest import HEIGHTS
from tests.browser.sites import Site

WIDTHS = (320, 390, 768, 1366, 1920)
#: What is wrong with the page that is open: how far it is wider than the window and what sticks
#: out; how far below its footer it ends; and the pills that take more than one line.
FAULTS = """
() => {
  const root = document.documentElement;
  const found = [];
  const over = root.scrollWidth - innerWidth;
  if (over > 0) {
    const out = [...document.querySelectorAll("body *")]
      .filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5)
      .map((part) => `${part.tagName}.${part.getAttribute("class")}`);
    found.push(`${over} px too wide: ${out.slice(-3).join(", ")}`);
  }
  const end = document.querySelector(".md-footer").getBoundingClientRect().bottom + scrollY;
  if (Math.abs(root.scrollHeight - end) > 1) found.push(`${root.scrollHeight - end} px of void`);
  for (const pill of document.querySelectorAll(".cx-chip, .cx-filters__chips label > span")) {
    if (!pill.checkVisibility()) continue;
    const style = getComputedStyle(pill);
    const [above, below] = [parseFloat(style.paddingTop), parseFloat(style.paddingBottom)];
    const lines = (pill.clientHeight - above - below) / parseFloat(style.lineHeight);
    if (pill.getClientRects().length > 1 || lines > 1.5)
      found.push(`a pill breaks: ${pill.textContent.trim()}`);
  }
  return found;
}
"""
#: The same of the content of many pages, each shown in turn within the page that is open, which is
#: far faster than to open them all.
FAULTS_OF = f"""
async (paths) => {{
  const faults = {FAULTS.strip()};
  const shown = document.querySelector(".md-content");
  const found = {{}};
  for (const path of paths) {{
    const text = await (await fetch(path)).text();
    const read = new DOMParser().parseFromString(text, "text/html");
    shown.innerHTML = read.querySelector(".md-content").innerHTML;
    if (faults().length) found[path] = faults();
  }}
  return found;
}}
"""


def test_every_type_of_page_fits_every_width(page: Page, site: Site) -> None:
    found: dict[str, list[str]] = {}
    for path in site.one_of_each_type():
        page.goto(path)
        for width in WIDTHS:
            resize(page, width, HEIGHTS[width])
            if faults := page.evaluate(FAULTS):
                found[f"{path} at {width}"] = faults
    assert found == {}


@pytest.mark.parametrize("width", [320])
def test_every_page_fits_the_smallest_width(page: Page, site: Site) -> None:
    """What is too wide is in the data: a name, an address, a figure."""
    page.goto("")
    assert page.evaluate(FAULTS_OF, [site.address + path for path in site.paths()]) == {}


@pytest.mark.full
@pytest.mark.parametrize("width", WIDTHS[1:])
def test_every_page_fits_every_width(page: Page, site: Site, width: int) -> None:
    page.goto("")
    assert page.evaluate(FAULTS_OF, [site.address + path for path in site.paths()]) == {}


@pytest.mark.sample
@pytest.mark.parametrize("site", ["sample"], indirect=True)
@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("<div style='width: 3000px'>Wide</div>", "px too wide: "),
        ("<p style='position: absolute; top: 9000px; margin: 0'>Far below</p>", "px of void"),
        ("<span class='cx-chip' style='white-space: pre'>two\nlines</span>", "a pill breaks"),
    ],
)
def test_finds_what_is_planted(page: Page, planted: str, fault: str) -> None:
    page.goto("goals/")
    page.evaluate(
        "(html) => document.querySelector('article').insertAdjacentHTML('beforeend', html)", planted
    )
    (found,) = page.evaluate(FAULTS)
    assert fault in found


def test_the_tabs_stay_in_sight(page: Page) -> None:
    page.goto("methods/")
    for _ in range(2):
        for tab in page.locator(".md-tabs a").all():
            expect(tab).to_be_in_viewport(ratio=1)
        page.mouse.wheel(0, 3000)
        page.wait_for_function("scrollY > 1000")
    (first,) = page.evaluate(
        """() => [document.elementFromPoint(innerWidth / 2, 80)].map((part) => part.closest(
             ".md-tabs") !== null)"""
    )
    assert first


def test_a_long_page_has_a_table_of_contents(page: Page, site: Site) -> None:
    """Longer than two screens; which of a site's pages are, follows from its data."""
    lacking: list[Any] = []
    for path in site.one_of_each_type():
        page.goto(path)
        resize(page, 1366, 900)
        contents = page.locator(".cx-contents:visible, .md-sidebar--secondary:visible").first
        long = page.evaluate("document.documentElement.scrollHeight > 2 * innerHeight")
        if long and not contents.is_visible():
            lacking.append(path)
    assert lacking == []


@pytest.mark.sample
@pytest.mark.parametrize("site", ["sample"], indirect=True)
@pytest.mark.parametrize("width", [1366, 390])
def test_the_table_of_contents_leads_to_each_part(page: Page, width: int) -> None:
    page.goto("goals/")
    contents = page.locator(".cx-contents")
    contents.locator("summary").press("Enter")
    links = contents.get_by_role("link")
    headings = page.locator("article [data-cx-group]:visible, article h2:visible")
    expect(links).to_have_text([text.strip() for text in headings.all_text_contents()])
    last = headings.nth(headings.count() - 1)
    expect(last).not_to_be_in_viewport()
    links.last.click()
    expect(last).to_be_in_viewport(ratio=1)
    expect(contents.get_by_role("list")).to_be_hidden()
