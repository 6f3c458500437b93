"""The sites that this suite looks at: built once, served as a company's server would serve them."""

from __future__ import annotations

import fcntl
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.policy.site_policy import UNDERSCORE
from tests.pages.company import ROOT, built, write_project

#: Public figures of public bodies, which may lie beside the repository.
REAL = ROOT.parent / "shared" / "real"
#: A page of their own, with what is wide in such pages.
ABOUT = f"""# About

What we do, for whom, and how we know that it works. {"A word and another one. " * 10}

## Who decides

| who | decides on | together with | how often | and who is told of it |
|---|---|---|---|---|
| Head of Something | averylongwordwithoutanyplacetobreak | nobody | monthly | everyone |

    a line of code that is far wider than the screen of a telephone, and then some more of it
"""
#: Builds a site into a folder for the address at which it will be found.
Build = Callable[[Path, str], object]
BODIES = {"federal": "us-federal-goals-fy2022", "transit": "nyc-transit-2008-2018"}


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

    def path_below(self, folder: str) -> str:
        """The first page in a folder, such as that of a goal."""
        return next(
            path for path in self.paths() if path.startswith(f"{folder}/") and path.count("/") > 1
        )

    def html(self, path: str) -> str:
        """The HTML of a page."""
        return (self.folder / path / "index.html").read_text(encoding="utf-8")

    def different_pages(self) -> list[str]:
        """One page of each type, and each that has a part or a tone that none before it has."""
        chosen, seen = self.one_of_each_type(), set[str]()
        for path in chosen:
            seen |= _parts(self.html(path))
        for path in self.paths():
            if found := _parts(self.html(path)) - seen:
                chosen.append(path)
                seen |= found
        return chosen


def _parts(html: str) -> set[str]:
    """The names that our style sheet has for what stands in a page."""
    return {
        name
        for names in re.findall(r'class="([^"]*)"', html)
        for name in names.split()
        if name.startswith("cx-")
    }


class _Served(SimpleHTTPRequestHandler):
    """Serves the site that is called as the first part of the host that is asked.

    It sends with every page what the site's own header file says; assets may be kept a while.
    """

    protocol_version = "HTTP/1.1"  # a connection serves more than one request
    disable_nagle_algorithm = True  # which holds each answer back for 40 ms

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base names it)
        """Say nothing of each request."""

    def setup(self) -> None:
        super().setup()
        self.all_sites = Path(self.directory)

    def parse_request(self) -> bool:
        parsed = super().parse_request()
        if parsed:
            self.directory = str(self.all_sites / self.headers["Host"].partition(".")[0])
        return parsed

    def handle(self) -> None:
        with suppress(ConnectionError):  # a reader who has left for another page
            super().handle()

    def end_headers(self) -> None:
        for name, value in stated_headers(Path(self.directory)).items():
            self.send_header(name, value)
        if "/assets/" in self.path:
            self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        own = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not own.exists():
            super().send_error(code, message, explain)
            return
        content = own.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@cache
def stated_headers(folder: Path) -> Mapping[str, str]:
    """What a host that reads `_headers` sends with every page; nothing where it is taken away."""
    file = folder / UNDERSCORE
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return dict(re.findall(r"^  ([\w-]+): (.+)$", text, re.MULTILINE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The sites that every test may look at: built once for all workers of a run.

    A site knows its own address, without which its pages do not turn but are loaded anew; so one
    that is built for all has to be found at the same address by all. Each worker serves it at a
    port of its own, and tells its browser that http://NAME.localhost/ is there.
    """

    folder: Path
    port: int

    @property
    def rule(self) -> str:
        """How the browser finds the sites, and nothing else."""
        return f"--host-resolver-rules=MAP *.localhost 127.0.0.1:{self.port}, MAP * ~NOTFOUND"

    def site(self, name: str, build: Build) -> Site:
        """A site by its name, which the first that asks builds while others wait for it."""
        folder, done = self.folder / name, self.folder / f"{name}.built"
        address = f"http://{name}.localhost/"
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                build(folder, address)
                done.touch()
        return Site(folder=folder, address=address)


@contextmanager
def shared_sites(folder: Path) -> Iterator[Shared]:
    """The sites of a folder that all workers have in common, served to the browser of this one."""
    folder.mkdir(exist_ok=True)
    handler = partial(_Served, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Shared(folder=folder, port=server.server_port)
        server.shutdown()


def build_sample(folder: Path, address: str) -> None:
    """The site of this repository's own content and data."""
    built(ROOT, into=folder, site_url=address)


def build_body(name: str, folder: Path, address: str) -> None:
    """The site of a real data set; the test is skipped, or fails where it must be there."""
    data = REAL / BODIES[name]
    if not data.is_dir():
        reason = f"the real data set {data.name} is not beside the repository"
        if os.environ.get("CX_REQUIRE_REAL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    options = {"data": str(data), "as_of": None, "promise_goal": None}
    build_project(folder, address, {}, options)


def build_project(
    folder: Path, address: str, data: Mapping[str, str | bytes], options: Mapping[str, Any]
) -> None:
    """The site of a company of its own, in the look of the sample."""
    look = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["theme"]
    project = write_project(
        folder.parent / f"{folder.name}-project",
        data,
        options=options,
        config={"theme": look},
        content={"about.md": ABOUT},
    )
    built(project, into=folder, site_url=address)


BUILDS: Mapping[str, Build] = {
    "sample": build_sample,
    **{name: partial(build_body, name) for name in BODIES},
}
