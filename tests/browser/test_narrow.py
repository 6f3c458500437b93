"""On a phone: no page is wider than the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.sites import Site

#: Shows the content of each page in turn within the page that is open, which is far faster than
#: to open them all; gives by how many pixels each is too wide, and what sticks out.
WIDER = """
async (paths) => {
  const root = document.documentElement;
  const shown = document.querySelector(".md-content");
  const wide = {};
  for (const path of paths) {
    const text = await (await fetch(path)).text();
    const read = new DOMParser().parseFromString(text, "text/html");
    shown.innerHTML = read.querySelector(".md-content").innerHTML;
    const over = root.scrollWidth - root.clientWidth;
    if (over <= 0) continue;
    const out = [...shown.querySelectorAll("*")]
      .filter((part) => part.getBoundingClientRect().right > root.clientWidth + 0.5)
      .map((part) => `${part.tagName}.${part.getAttribute("class")}`);
    wide[path] = `${over} px: ${out.slice(-3).join(", ")}`;
  }
  return wide;
}
"""


@pytest.mark.parametrize("width", [320])
def test_no_page_scrolls_sideways(page: Page, site: Site) -> None:
    page.goto("")
    paths = [site.address + path for path in site.paths()]  # all: what is too wide is in the data
    assert page.evaluate(WIDER, paths) == {}
