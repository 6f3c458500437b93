"""Twelve editions of the sample below a path: the list, Changes, the feed, and the way between."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sites import Shared, Site
from tests.pages.words import words_seen
from tests.story.editions import DAYS, name_of, publish

pytestmark = [pytest.mark.slow, pytest.mark.sample]

BELOW = "reports/cx/"
ATOM = "{http://www.w3.org/2005/Atom}"
#: The most words of a page of Changes with so many rows, and for each row more.
CHANGES_WORDS, FEW_ROWS, ROW_WORDS = 260, 8, 14
#: The edition with which the target for complaints moved, on 20 August 2026.
MOVED = "2026-08"


@pytest.fixture(scope="module")
def site(shared: Shared) -> Site:
    whole = shared.site("twelve", published)
    return Site(folder=whole.folder / BELOW, address=f"{whole.address}{BELOW}")


def published(root: Path, address: str) -> None:
    publish(root.with_name("company-of-twelve"), root / BELOW, f"{address}{BELOW}")
    shutil.copy(root / BELOW / "_headers", root)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_the_list_of_editions_has_all_of_them(page: Page) -> None:
    page.goto("latest/editions/")
    names = page.locator(".cx-issue__top strong").all_inner_texts()
    assert names == [name_of(day) for day in reversed(DAYS)]
    page.locator(".cx-issue__top").get_by_role("link", name="2026-03", exact=True).click()
    expect(page).to_have_url(re.compile("/2026-03/(index.html)?$"))
    expect(page.locator("h1")).to_contain_text("Up and running in 30 days")


def test_the_selector_has_all_of_them(page: Page, site: Site) -> None:
    page.goto("2026-05/changes/")
    page.locator(".md-version__current").focus()
    shown = page.locator(".md-version__link")
    expect(shown).to_have_count(len(DAYS))
    shown.filter(has_text="2026-09").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.address}2026-09/changes/")


def test_changes_compare_with_the_edition_before(page: Page) -> None:
    for before, day in pairwise(DAYS):
        page.goto(f"{name_of(day)}/changes/")
        heading = page.locator("article h1 ~ p").first
        expect(heading).to_contain_text(f"Since {name_of(before)}: ")


def test_changes_keep_their_words(site: Site) -> None:
    for day in DAYS[1:]:
        html = (site.folder / name_of(day) / "changes/index.html").read_text(encoding="utf-8")
        rows = html.count('class="cx-main cx-rows__name"')
        assert words_seen(html) <= CHANGES_WORDS + ROW_WORDS * max(rows - FEW_ROWS, 0), day


def test_the_first_edition_has_nothing_to_compare_with(site: Site) -> None:
    first = site.folder / name_of(DAYS[0])
    assert not (first / "changes").exists()
    assert not (first / "editions").exists()


def test_a_moved_target_cannot_be_missed(page: Page, site: Site) -> None:
    said = (
        "Its target moved from 95 % to 90 %, a month before it was due, which made the goal easier."
    )
    for path in ("", "changes/", "goals/complaints-90/", "departments/customer-service/"):
        page.goto(f"{MOVED}/{path}")
        assert said in plain(page.locator("article").inner_text()), path
    feed = ET.parse(site.folder / MOVED / "feed.xml").getroot()  # noqa: S314 -- our own
    titles = [plain(entry.findtext(f"{ATOM}title") or "") for entry in feed.iter(f"{ATOM}entry")]
    assert "Target moved: Complaints answered within 5 working days: ≥ 90 %" in titles


def test_every_address_of_the_feed_is_there(site: Site) -> None:
    feed = ET.parse(site.folder / "latest" / "feed.xml").getroot()  # noqa: S314 -- our own
    links = [
        link.attrib["href"]
        for entry in feed.iter(f"{ATOM}entry")
        for link in entry.iter(f"{ATOM}link")
    ]
    assert len(links) > len(DAYS)
    below = urlsplit(site.address).path
    for href in links:
        path = urlsplit(href).path
        assert path.startswith(below), href
        assert (site.folder / path.removeprefix(below) / "index.html").is_file(), href
