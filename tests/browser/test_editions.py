"""Published editions below a path: the list of them, the note on an old one, and its way on."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Faults
from tests.browser.sites import Shared, Site
from tests.editions.clones import Repository, company

BELOW = "reports/cx/"
GOAL, DROPPED = "goals/recommend-45/", "goals/contract-range/"


@pytest.fixture(scope="module")
def site(shared: Shared) -> Site:
    """Two editions and the current state of the tiny company; the second has a goal less."""
    whole = shared.site("editions", publish)
    return Site(folder=whole.folder / BELOW, address=f"{whole.address}{BELOW}")


def publish(root: Path, address: str) -> None:
    """Publishes them, and copies what is published to where it is served."""
    theme = {"name": "material", "font": False, "features": ["navigation.instant"]}
    ours = company(
        root.with_name("company-of-editions"),
        config={"site_url": f"{address}{BELOW}", "theme": theme},
    )
    done(ours, "release", "2026-Q1")
    goals = ours.folder / "data/goals.csv"
    rows = goals.read_text(encoding="utf-8").splitlines(keepends=True)
    ours.commit(
        "data/goals.csv", "".join(row for row in rows if not row.startswith("contract-range,"))
    )
    done(ours, "release", "2026-Q2")
    done(ours, "publish")
    done(ours, "editions", "copy", str(root / BELOW))
    shutil.copy(root / BELOW / "_headers", root)


def done(repository: Repository, *arguments: str) -> None:
    run = repository.run("generator", *arguments)
    assert run.returncode == 0, run.stderr


def note(page: Page) -> str:
    """What the note about the edition says."""
    return re.sub(r"\s+", " ", page.locator(".cx-edition").inner_text()).strip()


def test_an_old_edition_leads_to_the_same_page_of_the_latest(page: Page, site: Site) -> None:
    page.goto(f"2026-Q1/{GOAL}?from=mail#cx")
    link = page.get_by_role("link", name="Read this page in the latest edition, 2026-Q2")
    expect(link).to_be_visible()
    assert note(page).startswith("Edition 2026-Q1. A newer one is out. Read")
    heading = page.locator("h1").text_content()
    link.click()
    expect(page).to_have_url(f"{site.address}latest/{GOAL}?from=mail#cx")
    expect(page.locator(".cx-edition")).to_have_text(re.compile(r"^\s*Edition 2026-Q2, the latest"))
    assert page.locator("h1").text_content() == heading
    assert page.locator(".cx-edition a").count() == 0


def test_a_citation_names_the_edition_also_where_the_latest_is_read(page: Page, site: Site) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"latest/{GOAL}?from=mail")
    chart = page.locator("[data-cx-chart]").first
    chart.hover()
    chart.get_by_role("button", name="Cite").click()
    expect(chart.get_by_role("status")).to_have_text("Copied")
    cited = str(page.evaluate("navigator.clipboard.readText()"))
    assert cited.endswith(f", {site.address}2026-Q2/{GOAL}#chart-recommend")


def test_a_page_that_is_gone_leads_to_the_nearest_one_above(
    page: Page, site: Site, faults: Faults
) -> None:
    page.goto(f"2026-Q1/{DROPPED}")
    link = page.get_by_role("link", name="go to the nearest one")
    link.click()
    expect(page).to_have_url(f"{site.address}latest/goals/")
    assert len(faults.errors) == 1
    assert "404" in faults.errors[0]  # the question whether the page is there
    faults.errors.clear()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_list_of_editions_leads_to_the_same_page(page: Page, site: Site) -> None:
    page.goto(f"2026-Q2/{GOAL}")
    current = page.locator(".md-version__current")
    expect(current).to_have_text("2026-Q2")
    current.focus()
    listed = page.locator(".md-version__link")
    expect(listed).to_have_text(["Current state", "2026-Q2", "2026-Q1"])
    listed.nth(2).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.address}2026-Q1/{GOAL}")


def test_the_note_follows_pages_that_turn_without_being_loaded(page: Page, site: Site) -> None:
    page.goto("2026-Q1/goals/")
    expect(page.locator(".cx-edition[data-cx-old]")).to_be_visible()
    page.evaluate("window.kept = true")
    page.locator(f"article a[href$='{GOAL.removeprefix('goals/')}']").first.click()
    expect(page).to_have_url(f"{site.address}2026-Q1/{GOAL}")
    expect(page.locator(".cx-edition a")).to_have_attribute("href", f"{site.address}latest/{GOAL}")
    assert page.evaluate("window.kept") is True


def test_the_current_state_says_that_it_is_no_edition(page: Page) -> None:
    page.goto("next/")
    expect(page.locator(".cx-edition a")).to_have_text(
        "Read this page in the latest edition, 2026-Q2"
    )
    assert note(page).startswith("This is the current state, which is not an edition yet. Read")


@pytest.mark.parametrize("javascript", [False])
def test_without_scripts_it_is_named_and_leads_to_the_latest(page: Page, site: Site) -> None:
    page.goto(f"2026-Q1/{GOAL}")
    assert note(page) == "Edition 2026-Q1. Go to the latest edition"
    page.locator(".cx-edition a").click()
    expect(page).to_have_url(f"{site.address}latest/")


def test_the_address_above_the_editions_leads_to_the_latest(page: Page, site: Site) -> None:
    page.goto("")
    expect(page).to_have_url(f"{site.address}latest/")
