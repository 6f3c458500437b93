"""The whole site under its policy: `page` itself fails on a breach and on a request elsewhere."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.conftest import Faults, search
from tests.browser.sites import Site, stated_headers


def test_is_the_one_that_the_server_sends(page: Page, site: Site) -> None:
    sent = page.goto("")
    assert sent is not None
    policy = sent.header_value("content-security-policy") or ""
    assert policy == stated_headers(site.folder)["Content-Security-Policy"]
    assert "unsafe-eval" not in policy
    assert re.search(r"script-src 'self'( 'sha256-[^']+')+;", policy)


def test_stops_what_is_not_of_the_site(page: Page, faults: Faults) -> None:
    page.goto("")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.planted = true";
          document.body.append(script);
          const picture = document.createElement("img");
          picture.src = "https://elsewhere.test/x.png";
          document.body.append(picture);
          document.body.insertAdjacentHTML("beforeend", "<b onclick='window.planted = true'>x</b>");
          document.body.lastElementChild.click();
        }"""
    )
    page.wait_for_timeout(100)
    assert page.evaluate("window.planted") is None
    told = [error for error in faults.errors if error.startswith("policy: ")]
    assert {error.split()[1] for error in told} == {"script-src-elem", "img-src", "script-src-attr"}
    faults.errors.clear()
    faults.off_origin.clear()  # it was asked for, and never left the browser


def test_no_other_host_is_found_by_these_tests(browser: Browser) -> None:
    context = browser.new_context()
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        context.new_page().goto("http://127.0.0.2/")  # by itself it would refuse the connection
    context.close()


def test_lets_pages_turn_without_being_loaded_anew(page: Page) -> None:
    page.goto("")
    page.evaluate("window.same = true")
    for name in ("Departments", "Metrics", "Data"):
        page.locator(".md-tabs").get_by_role("link", name=name, exact=True).click()
        expect(page.locator("h1")).to_have_text(name)
    page.locator("article table a[href$='/']:visible").first.click()
    expect(page.locator("h1")).not_to_have_text("Data")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Data")
    assert page.evaluate("window.same") is True


def test_lets_the_reader_search(page: Page) -> None:
    page.goto("")
    found = search(page, "departments")
    found.first.click()
    expect(page).to_have_url(re.compile(r"\?h=departments"))
    expect(page.locator("article.md-content__inner h1")).to_be_visible()


def test_lets_the_reader_choose_the_palette(page: Page) -> None:
    page.goto("")
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.locator("label[title='Switch to dark']:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("path", ["nowhere/", "goals/no-such-goal/"])
def test_holds_where_nothing_is_found(page: Page, path: str, faults: Faults) -> None:
    sent = page.goto(path)
    assert sent is not None
    assert sent.status == 404
    expect(page.locator("h1")).to_have_text("There is no page here")
    page.locator(".md-tabs a").first.click()
    expect(page.locator("article .cx-finding").first).to_be_visible()
    faults.errors[:] = [error for error in faults.errors if "status of 404" not in error]
