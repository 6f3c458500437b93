"""What holds for every type of page.

`page` itself fails on off-origin requests, errors, and breaches of the policy, under which the site
is served.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import UNFOLD, EachType
from tests.browser.sites import Site


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_follow_the_readers_system(page: Page, scheme: str) -> None:
    page.goto("")
    painted = page.locator("body").get_attribute("data-md-color-scheme")
    assert painted == {"light": "default", "dark": "slate"}[scheme]


@pytest.mark.parametrize("javascript", [False])
def test_every_type_of_page_reads_without_scripts(page: Page, each_type: EachType) -> None:
    for path in each_type():
        assert len(page.locator("article").inner_text()) > 200, path
        for picture in page.locator("article figure .cx-figure__picture").all():
            # What is closed, and what the board pack has for paper alone, is not on the screen.
            if not picture.evaluate("(part) => part.closest('details:not([open]), .cx-cover')"):
                # One for a screen and one for a phone, of which one is shown.
                expect(picture.locator("svg:visible")).to_have_count(1)


def test_a_link_and_the_way_back_lead_to_the_same_page(page: Page) -> None:
    page.goto("")
    heading = page.locator("h1")
    home = heading.text_content() or ""
    page.locator("article a[href$='/']:visible").first.click()
    expect(heading).not_to_have_text(home)
    page.go_back()
    expect(heading).to_have_text(home)


def test_every_type_of_chart_comes_alive(page: Page, site: Site) -> None:
    for kind in ("", ".segments"):
        pattern = re.compile(rf'data-cx-chart="([^"]+{re.escape(kind)}\.json)"')
        pages = (
            (path, (site.folder / path / "index.html").read_text("utf-8")) for path in site.paths()
        )
        found = ((path, chart[1]) for path, html in pages if (chart := pattern.search(html)))
        path, address = next(found, ("", ""))
        if path:
            page.goto(path)
            page.evaluate(UNFOLD)
            box = page.locator(f"[data-cx-chart='{address}']").first
            box.hover()
            expect(box).to_have_attribute("data-cx-alive", "drawn")
