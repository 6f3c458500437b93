"""What a page weighs and how soon it is read on a phone far away: `make bench-page`.

Chromium asks over slow 4G (1.6 Mbit/s, 150 ms) with a processor four times slower, of a server that
compresses as company servers do and counts all that it sends. Each page is opened several times,
in turn with the others, by a reader who has never been here; the median is held against the bars,
because one opening says more about what else the machine was doing.
"""

from __future__ import annotations

import gzip
import os
import statistics
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import FLAGS, browser_path

PAGES = {"Home": "", "a metric": "metrics/nps/", "a goal": "goals/days-to-first-login-30/"}
RUNS = 9
MOST_KB, LATEST_S, MOST_SHIFT = 100.0, 1.0, 0.01
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
THROTTLE = 4
SETTLED_MS = 1000  # after the last request that the page is seen to make
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
    """What was measured of one opening of a page."""

    requests: int
    kilobytes: float
    seconds: float
    shift: float


class Server(ThreadingHTTPServer):
    """Gives out a site and keeps the size of each answer, its headers included."""

    def __init__(self, site: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Compressing, directory=str(site)))
        self.sent: list[int] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that has left."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """Where the site is found."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Compressing(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server
    size = 0

    def do_GET(self) -> None:  # the base names it
        self.size = 0
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        body = gzip.compress(path.read_bytes(), 6, mtime=0) if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.server.sent.append(self.size + len(body))
        self.wfile.write(body)

    def send_header(self, keyword: str, value: str) -> None:
        self.size += len(f"{keyword}: {value}\r\n")
        super().send_header(keyword, value)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base names it)
        """Say nothing of each request."""


def look_at(browser: Browser, server: Server, path: str) -> Seen:
    """A page as a reader gets it who has never been here."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    page.add_init_script(WATCH)
    server.sent.clear()
    page.goto(server.address + path, wait_until="networkidle")
    page.wait_for_timeout(SETTLED_MS)
    found = page.evaluate("window.cx")
    context.close()
    return Seen(
        requests=len(server.sent),
        kilobytes=sum(server.sent) / 1000,
        seconds=(found["shown"] or found["painted"]) / 1000,
        shift=found["shift"],
    )


@contextmanager
def served(site: Path) -> Iterator[Server]:
    """The site, served until the end of the block."""
    with Server(site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def faults(name: str, runs: Sequence[Seen]) -> list[str]:
    """Each bar that a page misses, in words."""
    bars: list[tuple[str, Callable[[Seen], float], float]] = [
        ("kB", lambda one: one.kilobytes, MOST_KB),
        ("s to the first chart", lambda one: one.seconds, LATEST_S),
        ("of layout shift", lambda one: one.shift, MOST_SHIFT),
    ]
    found = [(unit, statistics.median(map(of, runs)), bar) for unit, of, bar in bars]
    return [
        f"{name}: {value:.3g} {unit}, not under {bar:g}"
        for unit, value, bar in found
        if not value < bar
    ]


def row(name: str, runs: Sequence[Seen]) -> str:
    """A row of the table in the README: of the seconds the least, the median and the most."""
    seconds = [one.seconds for one in runs]
    requests, kilobytes, shift = (
        statistics.median(getattr(one, of) for one in runs)
        for of in ("requests", "kilobytes", "shift")
    )
    return (
        f"| {name} | {requests:.0f} | {kilobytes:.0f} kB"
        f" | {min(seconds):.2f} / {statistics.median(seconds):.2f} / {max(seconds):.2f} s"
        f" | {shift:.3f} |"
    )


def main(site: Path) -> int:
    """Prints a row for each page, then each bar that is missed; 1 where there is one."""
    seen: dict[str, list[Seen]] = {name: [] for name in PAGES}
    with sync_playwright() as playwright, served(site) as server:
        path = browser_path(playwright)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        look_at(browser, server, "")  # the first page of a browser waits for the browser
        for _ in range(RUNS):
            for name, page in PAGES.items():
                seen[name].append(look_at(browser, server, page))
        browser.close()
    for name, runs in seen.items():
        print(row(name, runs))
    missed = [fault for name, runs in seen.items() for fault in faults(name, runs)]
    if missed:
        busy = f"On average {os.getloadavg()[0]:.0f} programs shared {os.cpu_count()} processors."
        print("\n".join([*missed, busy]), file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
