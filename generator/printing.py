"""Printing: the board pack as a PDF, by a Chromium or Chrome of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Collection, Mapping
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote_plus

from generator.model.errors import PrintError
from generator.model.installation import here
from generator.model.wording import any_of, did_you_mean

_NAMES = (
    "chromium-headless-shell",  # has no window, so it prints sooner
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
)
_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_BOARD = "board/index.html"
_TIMEOUT_SECONDS = 120
#: The field of the form that takes any words.
_FREE_TEXT = "words"


def find_browser(environment: Mapping[str, str]) -> str | None:
    """A Chromium or Chrome: the one named in CX_BROWSER, else one that is installed."""
    if named := environment.get("CX_BROWSER"):
        return named
    installed = (*map(shutil.which, _NAMES), *(path for path in _PATHS if Path(path).exists()))
    return next(filter(None, installed), None)


def print_board(site: Path, out: Path, *, query: str = "") -> None:
    """Prints the board pack of a built site; raises PrintError.

    `query` is the query of its address, which chooses goals: `department=sales`.
    """
    if not (site / _BOARD).is_file():
        raise PrintError(
            f"{site / _BOARD}: no board pack is there.", here("With goals one is built: make site.")
        )
    _check_choice(query, (site / _BOARD).read_text(encoding="utf-8"))
    browser = find_browser(os.environ)
    if browser is None:
        raise PrintError(
            "No Chromium or Chrome was found.", "Install one, or name it: CX_BROWSER=/path/to/it."
        )
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_SilentHandler, directory=str(site))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/{_BOARD}?{query}"
        try:
            _run(browser, address, out)
        finally:
            server.shutdown()


def _check_choice(query: str, page: str) -> None:
    """Raises PrintError if a part of the query chooses by nothing that the page has."""
    form = _Choices()
    form.feed(page)
    for part in filter(None, query.split("&")):
        key, _, value = part.partition("=")
        key, value = unquote_plus(key), unquote_plus(value)
        if key not in form.values:
            raise _unknown(part, key, form.values)
        if key != _FREE_TEXT and value not in form.values[key]:
            raise _unknown(part, value, form.values[key] - {""})


def _unknown(part: str, word: str, choices: Collection[str]) -> PrintError:
    """The error about a word that is none of the choices."""
    known = did_you_mean(word, choices) or f"Choose {any_of(sorted(choices))}."
    return PrintError(f"--choose {part}: {word} is not known.", known)


class _Choices(HTMLParser):
    """What the form of the board pack chooses by: the values of each of its fields."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, set[str]] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a field, or a value of one."""
        given = dict(attrs)
        if tag == "select":
            self._select = given.get("name") or ""
        name = self._select if tag == "option" else (given.get("name") or "")
        if tag in ("select", "option") or (tag == "input" and _is_choice(given)):
            self.values.setdefault(name, set()).add(given.get("value") or "")


def _is_choice(given: dict[str, str | None]) -> bool:
    return given.get("type") == "radio" or given.get("name") == _FREE_TEXT


def _run(browser: str, address: str, out: Path) -> None:
    out.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={out.resolve()}",
            address,
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # it refuses to run as root otherwise
            command.insert(1, "--no-sandbox")
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=_TIMEOUT_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PrintError(f"{browser} did not print: {error}.") from None
    if not out.is_file():
        lines = (done.stderr or done.stdout).strip().splitlines() or ["it did not say why"]
        raise PrintError(f"{browser} did not print: {lines[-1]}.")


class _SilentHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base names it
        """Logs no request."""
