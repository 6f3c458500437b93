"""Finding: a metric by any of its words, and a view by its address."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Faults, search
from tests.browser.sites import BODIES, Site

FIELD = ".md-search__input"
INDEX = "**/search/search_index.json"


def loaded_for_search(page: Page) -> list[str]:
    """The files that the page asks for on behalf of the search, as they are asked for."""
    found: list[str] = []
    pattern = re.compile(r"/(?:search/(.+)\.json|workers/(search)\.[0-9a-f]+\.min\.js)$")

    def note(url: str) -> None:
        if name := pattern.search(url):
            found.append(name[1] or name[2])

    page.on("request", lambda request: note(request.url))
    return found


def results(page: Page) -> Locator:
    return page.locator(".md-search-result__link")


WAYS: dict[str, Callable[[Page], None]] = {
    "click": lambda page: page.locator(FIELD).click(),
    "focus": lambda page: page.locator(FIELD).focus(),
    "slash": lambda page: page.keyboard.press("/"),
    "s": lambda page: page.keyboard.press("s"),
    "f": lambda page: page.keyboard.press("f"),
}


@pytest.mark.parametrize(
    ("site", "go"),
    [
        *(pytest.param("sample", go, id=go, marks=pytest.mark.sample) for go in WAYS),
        *(pytest.param(name, "click", id=name) for name in BODIES),
    ],
    indirect=["site"],
)
def test_nothing_of_it_is_loaded_before_the_reader_goes_there(page: Page, go: str) -> None:
    asked = loaded_for_search(page)
    page.goto("departments/", wait_until="networkidle")
    assert asked == []
    WAYS[go](page)
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.wait_for_load_state("networkidle")
    assert asked == ["search_index", *(f"text-{number}" for number in range(len(asked) - 1))]
    assert len(asked) > 1
    page.keyboard.type("departments")
    results(page).first.click()  # the page turns without being loaded, and has what it needs
    expect(page.locator("article mark[data-md-highlight]:visible").first).to_be_visible()
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("width", [390])
def test_it_is_loaded_on_a_phone_when_it_is_opened(page: Page) -> None:
    asked = loaded_for_search(page)
    page.goto("", wait_until="networkidle")
    assert asked == []
    page.locator("label.md-header__button[for=__search]").click()
    page.keyboard.type("departments")
    expect(results(page).first).to_be_visible()
    assert asked[0] == "search_index"
    assert "search" not in asked


def test_what_is_typed_before_the_index_is_there_counts(page: Page) -> None:
    held: list[Route] = []
    page.route(INDEX, lambda route: held.append(route))  # noqa: PLW0108 (needs a function)
    page.goto("")
    page.keyboard.press("/")
    page.keyboard.type("departments")
    expect(page.locator(FIELD)).to_have_value("departments")
    expect(page.locator(".md-search-result__meta")).to_have_text("Initializing search")
    assert results(page).count() == 0
    held[0].continue_()
    expect(results(page).first).to_be_visible()


def test_an_address_can_hold_the_words_that_are_sought(page: Page) -> None:
    page.goto("?q=departments")
    expect(page.locator(FIELD)).to_have_value("departments")
    expect(results(page).first).to_be_visible()


def test_an_address_can_hold_the_words_that_are_marked(page: Page) -> None:
    page.goto("departments/?h=departments")
    expect(page.locator("article mark[data-md-highlight]:visible").first).to_be_visible()


def test_without_the_index_the_site_goes_on(page: Page, faults: Faults) -> None:
    page.route(INDEX, lambda route: route.abort())
    page.goto("")
    with page.expect_event("requestfailed"):
        page.keyboard.press("/")
    page.keyboard.type("departments")
    expect(page.locator(".md-search-result__meta")).to_have_text("Initializing search")
    page.keyboard.press("Escape")
    page.locator(".md-tabs").get_by_role("link", name="Metrics", exact=True).click()
    expect(page.locator("h1")).to_have_text("Metrics")
    said = [error for error in faults.errors if "ERR_FAILED" not in error]
    assert all("Network error" in error for error in said)
    faults.errors.clear()


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
    expect(found).to_contain_text(re.compile(r": .*\d.*\."))  # its finding


def first_results(page: Page, words: str) -> list[str]:
    """The pages that the reader sees first, when all words are typed."""
    last = re.findall(r"\w+", words.lower())[-1]
    expect(results(page).first).to_have_attribute("href", re.compile(rf"[=+]{last}"))
    links = page.locator(".md-search-result__item > .md-search-result__link:first-child")
    return [link.get_attribute("href") or "" for link in links.all()][:10]


def test_an_owner_alone_finds_what_is_theirs(page: Page, site: Site) -> None:
    """Or, where a company names no owners, a department alone finds its page."""
    owned: dict[str, set[str]] = {}
    for path in sorted((site.folder / "metrics").glob("*/index.html")):
        for owner in re.findall(
            r"data-cx-owner>(?:<a [^>]*>)?([^<]+)<", path.read_text(encoding="utf-8")
        ):
            owned.setdefault(unescape(owner), set()).add(f"/metrics/{path.parent.name}/")
    if not owned:
        for path in sorted((site.folder / "departments").glob("*/index.html")):
            name = re.search(r"<h1[^>]*>(.+?)</h1>", path.read_text(encoding="utf-8"))
            assert name is not None
            owned[unescape(name[1])] = {f"/departments/{path.parent.name}/"}
    assert owned
    page.goto("")
    for words, paths in list(owned.items())[:5]:
        page.reload()
        search(page, words)
        found = first_results(page, words)
        assert any(path in address for path in paths for address in found), (words, found)


@pytest.mark.sample
@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_all_that_is_somebodys_comes_before_what_is_not(page: Page) -> None:
    page.goto("")
    search(page, "Head of Onboarding")
    found = first_results(page, "Head of Onboarding")
    titles = page.locator(".md-search-result__item > .md-search-result__link:first-child h1")
    first = titles.all_text_contents()[:4]
    assert all("Head of Onboarding" in title for title in first), first
    assert "people/head-onboarding/" in found[0]
    assert sum("/metrics/" in address for address in found) >= 2


@pytest.mark.sample
@pytest.mark.parametrize("site", ["sample"], indirect=True)
@pytest.mark.parametrize(
    ("words", "group", "address"),
    [
        ("Net promoter score", "Metrics", "metrics/nps/"),
        ("promoter", "Metrics", "metrics/nps/"),
        ("nps-large-45", "Goals", "goals/nps-large-45/"),
        ("renewal", "Metrics", "metrics/renewal-rate/"),
        ("finance", "Departments", "departments/finance/"),
        ("Pia Halvorsen", "People", "people/head-customer-service/"),
        ("chat robot", "Initiatives", "initiatives/chat-robot/"),
        ("How to read this site", "Other pages", "how-to-read/"),
    ],
)
def test_what_is_meant_comes_first_under_a_heading(
    page: Page, words: str, group: str, address: str
) -> None:
    page.goto("")
    search(page, words)
    assert address in first_results(page, words)[0]
    expect(page.locator(".cx-found").first).to_have_text(group)
    headings = page.locator(".cx-found").all_text_contents()
    assert len(headings) == len(set(headings))
    assert [each for each in headings if each in ("Other pages", "Mentioned in")] == headings[
        len(headings) - sum(each in ("Other pages", "Mentioned in") for each in headings) :
    ]


@pytest.mark.sample
@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_names_are_found_where_the_text_does_not_come(page: Page, faults: Faults) -> None:
    page.route("**/search/text-*.json", lambda route: route.abort())
    page.goto("")
    search(page, "first reply time")
    expect(results(page).first).to_have_attribute("href", re.compile("metrics/first-reply-time/"))
    faults.errors.clear()


@pytest.mark.sample
@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_a_department_alone_finds_its_page_and_its_metrics(page: Page) -> None:
    page.goto("")
    search(page, "Legal")
    found = " ".join(first_results(page, "Legal"))
    assert "/departments/legal/" in found
    assert "/metrics/time-to-contract/" in found


def test_the_index_holds_no_data_of_charts(page: Page) -> None:
    page.goto("")
    index = page.evaluate(
        "Promise.all(['search_index', 'text-0'].map((name) =>"
        " fetch(`search/${name}.json`).then((sent) => sent.text()))).then(String)"
    )
    assert "The data as a table" not in index
    assert "<svg" not in index
    assert "Hollow point" not in index


#: The rows of a list that a reader sees, without the headings of their groups.
ROWS = "[data-cx-index] tbody tr:not([data-cx-group]):visible"


@pytest.mark.parametrize("path", ["goals/", "metrics/"])
def test_a_sorted_and_filtered_view_is_in_its_address(page: Page, path: str) -> None:
    page.goto(path)
    rows = page.locator(ROWS)
    every = rows.count()
    page.locator(".cx-sort").first.press("Enter")
    page.select_option("select[name=department]", index=1)
    page.locator("input[name=words]").fill("a")
    chosen = rows.all_text_contents()
    assert 0 < len(chosen) <= every
    assert re.search(r"\?(?=.*sort=1)(?=.*department=[a-z0-9-]+)(?=.*words=a)", page.url)
    page.goto(page.url)  # as a colleague opens it
    expect(page.locator("#__search")).not_to_be_checked()
    assert rows.all_text_contents() == chosen
    expect(page.locator("[data-cx-index] th[aria-sort=ascending]")).to_have_count(1)
    page.locator(".cx-filters__clear").press("Enter")
    expect(rows).to_have_count(every)
    assert "?" not in page.url


def test_the_way_back_leads_to_the_view_that_was_left(page: Page) -> None:
    page.goto("goals/")
    page.select_option("select[name=department]", index=1)
    chosen = page.locator(ROWS).all_text_contents()
    address = page.url
    page.locator(f"{ROWS} a").first.click()
    expect(page.locator(".cx-headline")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-cx-index] .cx-rows")).to_be_visible()
    assert page.url == address
    assert page.locator(ROWS).all_text_contents() == chosen


def test_a_link_to_the_same_list_shows_what_its_address_says(page: Page) -> None:
    page.goto("goals/")
    rows = page.locator(ROWS)
    every = rows.count()
    page.locator(".cx-sort").first.press("Enter")
    page.select_option("select[name=department]", index=1)
    chosen, address = rows.all_text_contents(), page.url
    page.evaluate("window.same = true")
    page.locator(".md-tabs").get_by_role("link", name="Goals", exact=True).click()
    expect(rows).to_have_count(every)
    expect(page.locator("th[aria-sort]")).to_have_count(0)
    assert "?" not in page.url
    page.go_back()
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    assert page.url == address
    assert rows.all_text_contents() == chosen
    assert page.evaluate("window.same") is True
