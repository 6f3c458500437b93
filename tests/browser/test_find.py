"""Finding: a metric by any of its words, and a view by its address."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import search


@pytest.mark.sample
@pytest.mark.parametrize("site", ["sample"], indirect=True)
@pytest.mark.parametrize(
    ("words", "metric"),
    [
        ("first reply time", "first-reply-time"),  # its name
        ("terminal-lead-time", "terminal-lead-time"),  # its id
        ("NPS", "nps"),  # the short form in the glossary
        ("FCR", "first-contact-resolution"),
        ("response time", "first-reply-time"),  # another name in the glossary
        ("retention", "renewal-rate"),
        ("Head of Customer Service reply", "first-reply-time"),  # its owner
        ("supply chain terminals", "terminal-lead-time"),  # its department
    ],
)
def test_a_search_finds_a_metric_with_its_answer(page: Page, words: str, metric: str) -> None:
    page.goto("")
    search(page, words)
    found = page.locator(f".md-search-result__link[href*='metrics/{metric}/']").first
    expect(found).to_be_visible()
    # Such as: 42 minutes in week 46 of 2026.
    expect(found).to_contain_text(re.compile(r"\d.* in .*20\d\d"))


def test_the_index_holds_no_data_of_charts(page: Page) -> None:
    page.goto("")
    index = page.evaluate("fetch('search/search_index.json').then((sent) => sent.text())")
    assert "The data as a table" not in index
    assert "<svg" not in index
    assert "Hollow point" not in index


@pytest.mark.parametrize("path", ["goals/", "metrics/"])
def test_a_sorted_and_filtered_view_is_in_its_address(page: Page, path: str) -> None:
    page.goto(path)
    rows = page.locator(".cx-table--index tbody tr:visible")
    every = rows.count()
    page.locator(".cx-sort").first.press("Enter")
    page.select_option("select[name=department]", index=1)
    page.locator("input[name=q]").fill("a")
    chosen = rows.all_text_contents()
    assert 0 < len(chosen) <= every
    assert re.search(r"\?(?=.*sort=1)(?=.*department=[a-z0-9-]+)(?=.*q=a)", page.url)
    page.goto(page.url)  # as a colleague opens it
    assert rows.all_text_contents() == chosen
    expect(page.locator(".cx-table--index th[aria-sort=ascending]")).to_have_count(1)
    page.locator(".cx-filters__clear").press("Enter")
    expect(rows).to_have_count(every)
    assert "?" not in page.url


def test_the_way_back_leads_to_the_view_that_was_left(page: Page) -> None:
    page.goto("goals/")
    page.select_option("select[name=department]", index=1)
    chosen = page.locator(".cx-table--index tbody tr:visible").all_text_contents()
    address = page.url
    page.locator(".cx-table--index tbody tr:visible a").first.click()
    expect(page.locator(".cx-headline")).to_be_visible()
    page.go_back()
    expect(page.locator(".cx-table--index")).to_be_visible()
    assert page.url == address
    assert page.locator(".cx-table--index tbody tr:visible").all_text_contents() == chosen
