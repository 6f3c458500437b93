"""The browser of this suite, the site that it looks at, and what no page may ever do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

Scheme = Literal["light", "dark"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
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
HEIGHTS = {1366: 768, 768: 1024, 390: 844, 320: 640}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A built site and the address under which it is served."""

    folder: Path
    address: str

    def paths(self) -> list[str]:
        """The path of every page, in order: "" is Home."""
        found = (page.parent.relative_to(self.folder) for page in self.folder.rglob("index.html"))
        return sorted("" if path == Path() else f"{path.as_posix()}/" for path in found)

    def one_of_each_type(self) -> list[str]:
        """The first page of each type: the same folder and the same depth are one type."""
        first: dict[tuple[str, int], str] = {}
        for path in self.paths():
            first.setdefault((path.partition("/")[0], path.count("/")), path)
        return list(first.values())


@dataclass(slots=True, kw_only=True)
class Faults:
    """What pages did that they may not do."""

    off_origin: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext, origin: str) -> None:
        """Refuse and record requests to other origins; record every error of a page."""

        def is_elsewhere(url: str) -> bool:
            return not url.startswith((origin, "data:", "blob:"))

        context.route(is_elsewhere, lambda route: route.abort())
        context.on(
            "request",
            lambda request: (
                self.off_origin.append(request.url) if is_elsewhere(request.url) else None
            ),
        )
        context.on(
            "console",
            lambda message: (
                self.errors.append(f"{message.text} ({message.location['url']})")
                if message.type == "error"
                else None
            ),
        )
        context.on("weberror", lambda raised: self.errors.append(str(raised.error)))


def browser_path(playwright: Playwright) -> str | None:
    named = os.environ.get("CX_BROWSER")
    if named:
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    for place in (*PLACES, playwright.chromium.executable_path):
        if Path(place).exists():
            return place
    return None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium or Chrome. Without one the suite is skipped, or fails where one is required."""
    with sync_playwright() as playwright:
        path = browser_path(playwright)
        if path is None:
            reason = "no Chromium or Chrome found: install one, or name it in CX_BROWSER"
            if os.environ.get("CX_REQUIRE_BROWSER"):
                pytest.fail(reason)
            pytest.skip(reason)
        try:
            started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        except Error as error:
            pytest.fail(f"{path} does not start: {error.message}")
        yield started
        started.close()


@pytest.fixture(scope="session")
def site_folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository's content and data, built once."""
    folder = tmp_path_factory.mktemp("built") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=root,
        env={**os.environ, "TZ": "UTC", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base names it)
        """Say nothing of each request."""


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[Site]:
    """The built site, served on a free port."""
    handler = partial(_Quiet, directory=str(site_folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder=site_folder, address=f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


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


@pytest.fixture
def page(
    browser: Browser, site: Site, width: int, scheme: Scheme, javascript: bool, faults: Faults
) -> Iterator[Page]:
    """A fresh page that fails its test on an off-origin request or a console error."""
    context = browser.new_context(
        base_url=site.address,
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme=scheme,
        java_script_enabled=javascript,
        reduced_motion="reduce",
    )
    faults.watch(context, site.address)
    yield context.new_page()
    context.close()
    assert not faults.off_origin, f"requests off the site's origin: {faults.off_origin}"
    assert not faults.errors, f"errors in the console: {faults.errors}"


@pytest.fixture
def each_type(page: Page, site: Site) -> Callable[[], Iterator[str]]:
    """Opens one page of each type in turn and gives its path."""

    def opened() -> Iterator[str]:
        for path in site.one_of_each_type():
            page.goto(site.address + path, wait_until="load")
            yield path

    return opened
