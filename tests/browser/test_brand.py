"""A company's own name, logo, icon and colour, all of them set in mkdocs.yml."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.browser.axe import OF_COLOURS, judged, load_axe, paint, resize
from tests.browser.conftest import HEIGHTS
from tests.browser.sites import Shared, Site
from tests.pages.company import ROOT, built, tiny, write_project

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="24"><path d="M0 0h48v24H0z"/></svg>'
)
NAME = "Kestrel & Sons · What customers tell us"
#: Dark enough for white, bright enough for black, and too near the middle for either.
COLOURS = {"wine": "#8a1538", "yellow": "#ffc20e", "orange": "#e2571b"}


def build(colour: str, folder: Path, address: str) -> None:
    look = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["theme"]
    files = {"logo": "assets/logo.svg", "favicon": "assets/icon.svg"}
    project = write_project(
        folder.with_name(f"{folder.name}-project"),
        tiny(),
        options={"colour": colour},
        config={"site_name": NAME, "theme": {**look, **files}},
        content={"about.md": "# About\n", "assets/logo.svg": LOGO, "assets/icon.svg": LOGO},
    )
    built(project, into=folder, site_url=address)


@pytest.fixture(params=COLOURS)
def site(request: pytest.FixtureRequest, shared: Shared) -> Site:
    return shared.site(f"brand-{request.param}", partial(build, COLOURS[request.param]))


def test_is_shown_and_can_be_read(page: Page) -> None:
    page.goto("goals/")
    expect(page).to_have_title(f"Goals · {NAME}")
    expect(page.locator(".md-header__title")).to_contain_text(NAME)
    logo = page.locator(".md-header .md-logo img")
    expect(logo).to_have_attribute("alt", "logo")
    expect(logo).to_have_js_property("naturalWidth", 48)
    icon = page.locator("link[rel=icon]").get_attribute("href") or ""
    assert icon.endswith("/assets/icon.svg")
    load_axe(page)
    for width in (1366, 390):
        resize(page, width, HEIGHTS[width])
        for scheme in ("light", "dark"):
            paint(page, scheme)
            assert judged(page, rules=OF_COLOURS).violations == [], (width, scheme)


@pytest.mark.parametrize(
    ("site", "ground"),
    [
        ("wine", "rgb(138, 21, 56)"),
        ("yellow", "rgb(255, 194, 14)"),
        ("orange", "rgb(203, 78, 24)"),  # a shade darker
    ],
    indirect=["site"],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paints_the_header(page: Page, ground: str) -> None:
    page.goto("")
    expect(page.locator(".md-header")).to_have_css("background-color", ground)
