"""Walks the owner's guide with a copy of the sample, timed in steps, with pictures: `make walk`.

The seconds are those of the machine: what a person reads, types and drags comes on top. A step that
does not end as the guide says ends the walk.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import FLAGS, UNFOLD, browser_path

ROOT = Path(__file__).resolve().parents[2]
FILE, METRIC = "measurements/billing.csv", "invoices-right"
BEFORE, WRONG, RIGHT = "4411,4287,97.2", "4502,4380,about 97", "4502,4380,97.3"
UPDATE = "https://git.example.com/our/report/upload/main/data/{folder}"
#: The filter by which LibreOffice saves CSV UTF-8 with commas.
_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
_COPIED = ("content", "data", "mkdocs.yml")


class Walk:
    """One walk in a folder of its own; `seconds` has what each step took."""

    def __init__(self, folder: Path, pictures: Path, page: Page) -> None:
        self.seconds: dict[str, float] = {}
        self._folder, self._pictures, self._page = folder, pictures, page
        self._handed_in = folder / "shared" / FILE

    def walk(self) -> None:
        """The steps of the guide, in their order."""
        self._build()
        with self._step("1 find the file on the page of the metric"):
            self._look("1-file", f"metrics/{METRIC}/", "dl", FILE)
        with self._step("2 add a row"):
            self._handed_in.parent.mkdir(parents=True)
            rows = (self._folder / "data" / FILE).read_text(encoding="utf-8")
            self._handed_in.write_text(f"{rows}2026-11-30,{METRIC},,{WRONG},\n", encoding="utf-8")
        with self._step("3 save it in LibreOffice"):
            self._save()
        with self._step("4 hand it in, and read what is wrong"):
            assert self._run("generator", "collect", "shared").returncode == 1
            self._page.goto(self._handed_in.with_name("billing.csv.problems.html").as_uri())
            self._page.locator("body").screenshot(path=self._pictures / "4-problem.png")
        with self._step("5 mend it, and hand it in again"):
            text = self._handed_in.read_text(encoding="utf-8")
            self._handed_in.write_text(text.replace(WRONG, RIGHT), encoding="utf-8")
            collected = self._run("generator", "collect", "shared")
            assert collected.returncode == 0, collected.stdout
        with self._step("6 the site is built with it"):
            self._build()
        with self._step("7 see the figure"):
            self._look("7-figure", f"metrics/{METRIC}/", "tr", "4,502")

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - began

    def _look(self, picture: str, address: str, selector: str, text: str = "") -> None:
        handler = partial(SimpleHTTPRequestHandler, directory=str(self._folder / "site"))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self._page.goto(f"http://127.0.0.1:{server.server_port}/{address}")
            self._page.evaluate(UNFOLD)
            found = self._page.locator(f"article {selector}").filter(has_text=text).first
            found.screenshot(path=self._pictures / f"{picture}.png")
            server.shutdown()

    def _save(self) -> None:
        """Opens the file in LibreOffice and saves it, where that is installed."""
        office = shutil.which("soffice")
        if office is None:
            return
        saved = self._folder / "saved"
        profile = f"-env:UserInstallation={(self._folder / 'office').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", _AS_CSV, "--outdir", str(saved)]
        subprocess.run([*command, str(self._handed_in)], check=True, capture_output=True)
        shutil.copyfile(saved / self._handed_in.name, self._handed_in)

    def _build(self) -> None:
        built = self._run("mkdocs", "build", "--strict")
        assert built.returncode == 0, built.stderr

    def _run(self, *module: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *module],
            cwd=self._folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )


def main(folder: Path, pictures: Path) -> None:
    """Walks in `folder`, which is new, and writes a PNG for each step that shows something."""
    folder.mkdir(parents=True)
    for name in _COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    added = f"      company: Tidewell\n      update_link: {UPDATE}\n"
    settings.write_text(text.replace("      company: Tidewell\n", added), encoding="utf-8")
    assert BEFORE in (folder / "data" / FILE).read_text(encoding="utf-8")
    pictures.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        path = browser_path(playwright)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 800, "height": 600}, color_scheme="light")
        walk = Walk(folder, pictures, page)
        walk.walk()
        browser.close()
    for name, seconds in walk.seconds.items():
        print(f"{seconds:6.1f} s  {name}")
    print(f"{sum(walk.seconds.values()):6.1f} s  in all")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
