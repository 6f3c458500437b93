"""The browser of this suite, the sites that it looks at, and what no page may ever do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Locator,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from generator.printing import find_browser
from tests.browser.sites import BUILDS, Shared, Site, shared_sites

Scheme = Literal["light", "dark"]
EachType = Callable[[], Iterator[str]]

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Milliseconds after which what is expected has not come; a busy machine takes more than 5,000.
_PATIENCE = 20_000
expect.set_options(timeout=_PATIENCE)
#: The windows of this suite: a desk, a screen, the same at 200 %, a tablet, two phones.
HEIGHTS = {1920: 1080, 1366: 768, 683: 384, 768: 1024, 390: 844, 320: 640}

#: Opens what is closed.
UNFOLD = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
#: Says of each breach of the policy where and what it was, as an error of the console.
TELLTALE = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@dataclass(slots=True, kw_only=True)
class Faults:
    """What pages did that they may not do."""

    off_origin: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, page: Page, origin: str) -> None:
        """Record requests to other origins, errors and breaches of the policy.

        Other hosts are not found by the browser of this suite (`Shared.rule`). To abort requests
        one by one would switch its cache off, and make each page half as slow again.
        """

        def is_elsewhere(url: str) -> bool:
            return not url.startswith((origin, "data:", "blob:"))

        page.add_init_script(TELLTALE)
        page.on(
            "request",
            lambda request: (
                self.off_origin.append(request.url) if is_elsewhere(request.url) else None
            ),
        )
        page.on(
            "console",
            lambda message: (
                self.errors.append(f"{message.text} ({message.location['url']})")
                if message.type == "error"
                else None
            ),
        )
        page.on("pageerror", lambda error: self.errors.append(str(error)))


@dataclass(frozen=True, slots=True)
class Readers:
    """Those who open the pages, one a site: what a site has sent once they keep, as readers do.

    To begin each test with an empty cache and a compiler that has seen nothing would take five
    times the work of opening its page.
    """

    browser: Browser
    known: dict[tuple[str, bool], BrowserContext] = field(default_factory=dict)

    def of(self, site: Site, *, javascript: bool) -> BrowserContext:
        """The reader of a site, with scripts or without."""
        key = (site.address, javascript)
        if key not in self.known:
            self.known[key] = self.browser.new_context(
                base_url=site.address, java_script_enabled=javascript, reduced_motion="reduce"
            )
        return self.known[key]


def search(page: Page, words: str) -> Locator:
    """Searches the site for words; gives the links to what is found."""
    page.locator(".md-search__input").click()
    # The index is there when the field says so.
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")
    page.keyboard.type(words)  # Material listens to keys
    found = page.locator(".md-search-result__link")
    expect(found.first).to_be_visible()
    return found


def brought_alive(page: Page) -> Locator:
    """The first chart of a metric of the sample, drawn by the browser and under the keyboard."""
    page.goto("metrics/nps/")
    box = page.locator("[data-cx-chart]").first
    box.focus()
    expect(box).to_have_attribute("data-cx-alive", "drawn")
    return box


def browser_path(playwright: Playwright) -> str | None:
    """A Chromium or Chrome of this machine, or the one that Playwright has brought."""
    own = playwright.chromium.executable_path
    return find_browser(os.environ) or (own if Path(own).exists() else None)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """The sites that are built once for all workers of this run."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # that of the whole run
    with shared_sites(base / "sites") as sites:
        yield sites


@pytest.fixture(scope="session")
def browser(shared: Shared) -> Iterator[Browser]:
    """Chromium or Chrome. Without one the suite is skipped, or fails where one is required."""
    with sync_playwright() as playwright:
        path = browser_path(playwright)
        if path is None:
            reason = "no Chromium or Chrome found: install one, or name it in CX_BROWSER"
            if os.environ.get("CX_REQUIRE_BROWSER"):
                pytest.fail(reason)
            pytest.skip(reason)
        try:
            started = playwright.chromium.launch(executable_path=path, args=[*FLAGS, shared.rule])
        except Error as error:
            pytest.fail(f"{path} does not start: {error.message}")
        yield started
        started.close()


def _marks(name: str) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.sample,) if name == "sample" else ()


@pytest.fixture(scope="session", params=[pytest.param(name, marks=_marks(name)) for name in BUILDS])
def site(request: pytest.FixtureRequest, shared: Shared) -> Site:
    """The sample and each real data set in turn, under the headers that the build wrote."""
    return shared.site(request.param, BUILDS[request.param])


@pytest.fixture
def width() -> int:
    """Width of the window; a test that needs another one parametrises `width`."""
    return 1366


@pytest.fixture
def scheme() -> Scheme:
    """Light or dark; a test that needs both parametrises `scheme`."""
    return "light"


@pytest.fixture
def javascript() -> bool:
    """Whether scripts run; a test that needs both parametrises `javascript`."""
    return True


@pytest.fixture
def faults() -> Faults:
    """What the pages of this test did wrong; `page` fails on any at the end of the test."""
    return Faults()


@pytest.fixture(scope="session")
def readers(browser: Browser) -> Readers:
    """Those who open the pages of this run."""
    return Readers(browser)


@pytest.fixture
def page(
    readers: Readers, site: Site, width: int, scheme: Scheme, javascript: bool, faults: Faults
) -> Iterator[Page]:
    """A fresh page that fails its test on an off-origin request or a console error."""
    page = readers.of(site, javascript=javascript).new_page()
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    page.emulate_media(color_scheme=scheme)
    faults.watch(page, site.address)
    yield page
    if page.url.startswith(site.address):
        page.evaluate("localStorage.clear()")  # what was chosen here is not for the next test
    page.close()
    assert not faults.off_origin, f"requests off the site's origin: {faults.off_origin}"
    assert not faults.errors, f"errors in the console: {faults.errors}"


@pytest.fixture
def each_type(page: Page, site: Site) -> EachType:
    """Opens one page of each type in turn, sees that it has one heading, and gives its path."""

    def opened() -> Iterator[str]:
        for path in site.one_of_each_type():
            page.goto(path)
            assert page.locator("h1:visible").count() == 1, path
            yield path

    return opened
