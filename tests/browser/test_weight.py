"""What a page weighs: all that is sent for it, compressed, by the rows that it has."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.sites import Site

#: Kilobytes of a page with few rows; so many rows; of each more, and of a card of the board pack.
MOST, ROWS, EACH_ROW, EACH_CARD = 100.0, 150, 0.12, 6.0
_FIGURES = re.compile(r"<figure.*?</figure>", re.DOTALL)
_ROW = re.compile(r'<tr|<li|class="cx-shape')


@cache
def kilobytes(file: Path) -> float:
    return len(gzip.compress(file.read_bytes(), 6, mtime=0)) / 1000


def allowed(html: str) -> float:
    """What a page may weigh: its rows are those of tables and lists, and the dots in a row."""
    article = _FIGURES.sub("", html.partition("<article")[2])
    if 'class="cx-board' in article:
        return max(MOST, EACH_CARD * article.count("cx-card "))
    rows = len(_ROW.findall(article))
    return MOST + EACH_ROW * max(rows - ROWS, 0)


@pytest.mark.parametrize("width", [390])
def test_no_page_is_heavier_than_its_rows_allow(page: Page, site: Site) -> None:
    asked: set[str] = set()
    browser = page.context.browser
    assert browser is not None
    fresh = browser.new_page(base_url=site.address)  # has kept nothing from before
    fresh.on("request", lambda request: asked.add(urlsplit(request.url).path))
    fresh.goto("goals/", wait_until="load")
    fresh.wait_for_load_state("networkidle")
    fresh.close()
    shared = {site.folder / path.lstrip("/") for path in asked if not path.endswith("/")}
    assert {"cx.css", "cx.js"} <= {file.name for file in shared}
    for_all = sum(map(kilobytes, shared))
    heavy = {}
    for path in site.paths():
        weight = for_all + kilobytes(site.folder / path / "index.html")
        most = allowed(site.html(path))
        if weight > most:
            heavy[path] = f"{weight:.1f} kB, not {most:.1f}"
    assert heavy == {}
