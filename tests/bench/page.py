"""What a page weighs and how soon it is read on a phone far away: `make bench-page`.

Chromium asks over slow 4G (1.6 Mbit/s, 150 ms) with a processor four times slower, of a server that
compresses as company servers do. Fails where a page misses a bar.
"""

from __future__ import annotations

import gzip
import sys
import threading
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import FLAGS, browser_path

PAGES = {"Home": "", "a metric": "metrics/nps/", "a goal": "goals/days-to-first-login-30/"}
MOST_KB, LATEST_S, MOST_SHIFT = 120.0, 1.5, 0.01
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
THROTTLE = 4
SETTLED_MS = 3000
#: Notes when a picture is first shown (text, on a page without one), and what moves by itself.
WATCH = """
window.cx = { shown: null, painted: null, shift: 0 };
new MutationObserver((_, observer) => {
  if (!document.querySelector("figure.cx-chart svg")) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { cx.shown = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) cx.shift += entry.hadRecentInput ? 0 : entry.value;
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntriesByName("first-contentful-paint")) cx.painted = entry.startTime;
}).observe({ type: "paint", buffered: true });
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was measured of one page."""

    requests: int
    kilobytes: float
    index: float  # of these, for the search, fetched when the page is there
    seconds: float
    shift: float

    @property
    def is_light(self) -> bool:
        """Whether it is within every bar."""
        return (
            self.kilobytes - self.index < MOST_KB
            and self.seconds < LATEST_S
            and self.shift < MOST_SHIFT
        )


class _Compressing(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:  # the base names it
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base names it)
        """Say nothing of each request."""


def look_at(browser: Browser, address: str) -> Seen:
    """A page as a reader gets it who has never been here."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    named: dict[str, str] = {}
    received: dict[str, float] = {}
    session.on(
        "Network.requestWillBeSent",
        lambda sent: named.update({sent["requestId"]: sent["request"]["url"]}),
    )
    session.on(
        "Network.loadingFinished",
        lambda sent: received.update({sent["requestId"]: sent["encodedDataLength"] / 1000}),
    )
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    page.add_init_script(WATCH)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED_MS)
    found = page.evaluate("window.cx")
    context.close()
    return Seen(
        requests=len(received),
        kilobytes=sum(received.values()),
        index=sum(size for name, size in received.items() if "search_index" in named.get(name, "")),
        seconds=(found["shown"] or found["painted"]) / 1000,
        shift=found["shift"],
    )


def main(site: Path) -> int:
    """Prints a row of the table in the README for each page; 1 where one misses a bar."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressing, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    seen = {}
    with sync_playwright() as playwright:
        path = browser_path(playwright)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for name, page in PAGES.items():
            seen[name] = look_at(browser, f"http://127.0.0.1:{server.server_port}/{page}")
        browser.close()
    server.shutdown()
    for name, one in seen.items():
        print(
            f"| {name} | {one.requests} | {one.kilobytes - one.index:.0f} kB | {one.index:.0f} kB"
            f" | {one.seconds:.1f} s"
            f" | {one.shift:.3f} |"
        )
    return 0 if all(one.is_light for one in seen.values()) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
