"""The site while it is served: with bad data the last good one stays, and it mends itself."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest

from generator.messages.check_report import CheckReport, check_report
from generator.messages.served import (
    PROBLEMS,
    FaultySite,
    behind_banner,
    without_site,
)
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.pages.prerendered import as_html
from generator.plugin import CxPlugin
from tests.pages.company import ROOT, mkdocs, settings_of, tiny, tiny_site, write_project

GOALS = tiny("goals.csv")["goals.csv"]
BAD_GOALS = "goal,department,metric,rule,target\na,servce,recommend,reach,45\n"
WRONG = '"servce" is not in departments.csv.'
BANNER = "See what to mend"
LIST = "What to mend in the data"
#: An answer that takes longer than this hangs.
ANSWER_SECONDS = 5.0
#: A rebuild on a busy machine.
REBUILD_SECONDS = 60.0


def problem(message: str = "It is wrong.", line: int = 2, **changes: Any) -> Problem:
    place = SourceLocation("goals.csv", line, "department")
    given = {"code": ProblemCode.FOREIGN_KEY, "message": message, "fix": "Mend it.", **changes}
    return Problem(location=place, **given)


def report_of(folder: Path, *problems: Problem) -> CheckReport:
    return check_report(folder, problems, shown_as="data")


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


class TestTheList:
    def data(self, folder: Path, text: str = BAD_GOALS) -> Path:
        folder.mkdir(exist_ok=True)
        (folder / "goals.csv").write_text(text, encoding="utf-8")
        return folder

    def test_has_the_words_of_the_check_and_the_line(self, tmp_path: Path) -> None:
        folder = self.data(tmp_path / "data")
        report = report_of(folder, problem(), problem("Odd.", severity=Severity.WARNING))
        (page,) = without_site(report, settings_of()).pages
        html, _ = as_html(page.markdown)
        text = words(html[html.index("</style>") :])
        assert "1 problem, 1 warning." in text
        assert "data/goals.csv 1 problem, 1 warning" in text
        assert "Problem on line 2, column department It is wrong." in text
        assert "a, servce ,recommend,reach,45 Mend it." in text
        assert "Warning on line 2, column department Odd." in text
        assert str(tmp_path) not in html

    def test_takes_the_data_as_text_and_nothing_else(self, tmp_path: Path) -> None:
        evil = "<script>alert(1)</script> {{ 7*7 }} [[value nps]] <!-- cx:fragment x --> `*_#"
        folder = self.data(tmp_path / "data", f"goal,department\na,{evil}\n")
        report = report_of(folder, problem(f'"{evil}" is wrong.'))
        (page,) = without_site(report, settings_of()).pages
        for sign in ("<script", "{{", "[[", "<!--"):
            assert sign not in page.markdown
        html, headings = as_html(page.markdown)
        assert f'"{evil}" is wrong.' in words(html)
        assert [heading["name"] for heading in headings] == [LIST]

    def test_shows_the_same_problems_as_the_check(self, tmp_path: Path) -> None:
        folder = self.data(tmp_path / "data")
        given = [problem(), problem("Another.", line=1)]
        report = report_of(folder, *given)
        assert report.problems[0].location == "data/goals.csv:2:department"
        assert len(report.problems) == len(check_report(folder, given).problems)


class TestTheSite:
    def test_is_the_last_good_one_with_one_page_more(self, tmp_path: Path) -> None:
        last = tiny_site()
        report = report_of(tmp_path, problem())
        for directory_urls, href in ((True, "cx-problems/"), (False, "cx-problems/index.html")):
            site = behind_banner(report, last, "Meanwhile.", directory_urls=directory_urls)
            assert [page.src_uri for page in site.pages] == [
                *(page.src_uri for page in last.pages),
                PROBLEMS,
            ]
            assert site.banner is not None
            assert (site.banner.text, site.banner.href) == ("1 problem. Meanwhile.", href)
            assert (site.assets, site.frame, site.as_of) == (last.assets, last.frame, last.as_of)

    def test_leaves_a_part_that_cannot_be_put_in(self, tmp_path: Path) -> None:
        report = report_of(tmp_path, problem())
        site = behind_banner(report, tiny_site(), "", directory_urls=True)
        assert "[[" not in site.embed("[[value recommend]]", "about.md")
        assert site.embed("[[value recomend]]", "about.md") == "[[value recomend]]"

    def test_is_one_page_where_none_was_good(self, tmp_path: Path) -> None:
        site = without_site(report_of(tmp_path, problem()), settings_of())
        assert [(page.src_uri, page.in_nav) for page in site.pages] == [("index.md", True)]
        assert site.banner is None
        assert site.embed("[[value nps]]", "about.md") == "[[value nps]]"
        assert site.complete("<p>", "index.md") == "<p>"


def test_nothing_of_it_is_in_a_built_site(tmp_path: Path) -> None:
    folder = write_project(tmp_path, tiny())
    done = mkdocs(folder)
    assert done.returncode == 0, done.stdout
    for path in (folder / "site").rglob("*"):
        assert "cx-problems" not in path.as_posix()
        if path.suffix in (".html", ".css", ".js", ".xml"):
            text = path.read_text(encoding="utf-8")
            assert "cx-problems" not in text
            assert "cx-faulty" not in text


def test_a_plain_build_is_not_served() -> None:
    plugin = CxPlugin()
    plugin.on_startup(command="build", dirty=False)
    assert not plugin.serving
    assert not isinstance(plugin.work.last_good, FaultySite)


class Server:
    """`mkdocs serve` as `make serve` runs it, on a port of its own."""

    def __init__(self, port: int, process: subprocess.Popen[bytes], log: Path) -> None:
        self.port = port
        self.process = process
        self.log = log

    def get(self, path: str, seconds: float = ANSWER_SECONDS) -> tuple[int, str]:
        """A page; a request that hangs is a TimeoutError."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def wait_for(self, path: str, text: str, *, there: bool = True) -> str:
        """Waits until a page has a text, or has it no more; gives the page."""
        until = time.monotonic() + REBUILD_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                status, page = self.get(path, REBUILD_SECONDS)
            except (OSError, HTTPException):
                status, page = 0, ""
            if status == 200 and (text in words(page)) == there:
                return page
            time.sleep(0.1)
        raise AssertionError(f"{path}: {text!r} is {'not ' if there else ''}there\n{self.said()}")

    def said(self) -> str:
        """What stands in the terminal."""
        return self.log.read_text(encoding="utf-8")

    def reloads(self, page: str) -> bool:
        """Whether a browser that shows `page` is told that there is a newer one."""
        found = re.search(r"livereload\((\d+), (\d+)\);", page)
        assert found, "a page that reloads by itself"
        return int(self.get(f"/livereload/{found[1]}/{found[2]}")[1]) > int(found[1])


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--no-strict"]
    log = folder / "served.log"
    environment = {"NO_MKDOCS_2_WARNING": "1", "TZ": "UTC", "PYTHONPATH": str(ROOT)}
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [*command, "--dev-addr", f"127.0.0.1:{port}"],
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        try:
            yield Server(port, process, log)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def save(folder: Path, name: str, content: str | bytes) -> None:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.mark.slow
class TestServing:
    def test_bad_data_leaves_the_last_good_site_behind_a_banner(self, tmp_path: Path) -> None:
        folder = write_project(tmp_path, tiny())
        with served(folder) as server:
            good = server.wait_for("/", "Kestrel Bicycles")
            assert BANNER not in good
            save(folder, "data/goals.csv", BAD_GOALS)
            bad = server.wait_for("/", BANNER)
            assert server.reloads(good)
            assert 'href="cx-problems/"' in bad
            status, problems = server.get("/cx-problems/")
            assert status == 200
            assert "data/goals.csv" in words(problems)
            assert WRONG in words(problems)
            assert "../cx-problems/" in server.get("/metrics/")[1]
            for path in ("/goals/recommend-45/", "/metrics/recommend/", "/about/"):
                status, page = server.get(path)
                assert (status, BANNER in page) == (200, True), path
            assert "<svg" in server.get("/metrics/recommend/")[1]
            save(folder, "data/goals.csv", GOALS)
            server.wait_for("/", BANNER, there=False)
            assert server.reloads(problems)
            assert server.get("/cx-problems/")[0] == 404
            save(folder, "content/about.md", "# About\n\n[[value recomend]]\n")
            server.wait_for("/about/", BANNER)
            assert "content/about.md" in words(server.get("/cx-problems/")[1])
            save(folder, "content/about.md", "# About\n\n[[value recommend]]\n")
            server.wait_for("/about/", BANNER, there=False)

    def test_data_that_is_bad_from_the_start_is_told_and_mended(self, tmp_path: Path) -> None:
        nav = [{"Start": "index.md"}, {"Us": "about.md"}]
        data = {**tiny(), "goals.csv": BAD_GOALS}
        folder = write_project(tmp_path, data, config={"nav": nav})
        with served(folder) as server:
            bad = server.wait_for("/", LIST)
            assert WRONG in words(bad)
            assert server.get("/about/")[0] == 404
            save(folder, "data/goals.csv", GOALS)
            server.wait_for("/", LIST, there=False)
            assert server.reloads(bad)
            assert server.get("/about/")[0] == 200
            assert server.get("/goals/recommend-45/")[0] == 200

    def test_a_setting_that_cannot_be_is_told_behind_a_banner(self, tmp_path: Path) -> None:
        folder = write_project(tmp_path, tiny())
        with served(folder) as server:
            good = server.wait_for("/", "Kestrel Bicycles")
            config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
            save(folder, "mkdocs.yml", config.replace("company:", "compny:"))
            server.wait_for("/", BANNER)
            assert server.reloads(good)
            problems = words(server.get("/cx-problems/")[1])
            assert "mkdocs.yml 1 problem" in problems
            assert "compny: there is no such setting." in problems
            save(folder, "mkdocs.yml", config)
            server.wait_for("/", BANNER, there=False)

    def test_a_page_at_an_address_of_the_report_gives_way_and_is_told(self, tmp_path: Path) -> None:
        folder = write_project(tmp_path, tiny())
        with served(folder) as server:
            server.wait_for("/goals/", "Goals")
            save(folder, "content/goals.md", "# Our own goals\n")
            page = server.wait_for("/goals/", BANNER)
            assert "Our own goals" not in words(page)
            problems = words(server.get("/cx-problems/")[1])
            assert "content/goals.md 1 problem" in problems
            assert "This page is generated from the data." in problems
            (folder / "content/goals.md").unlink()
            server.wait_for("/goals/", BANNER, there=False)

    def test_a_broken_mkdocs_yml_leaves_the_pages_and_is_followed(self, tmp_path: Path) -> None:
        folder = write_project(tmp_path, tiny())
        with served(folder) as server:
            server.wait_for("/", "Kestrel Bicycles")
            config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
            save(folder, "mkdocs.yml", "plugins: [\n")
            until = time.monotonic() + REBUILD_SECONDS
            while "The pages are those of the last build." not in server.said():
                assert time.monotonic() < until, server.said()
                time.sleep(0.1)
            assert "Kestrel Bicycles" in words(server.get("/")[1])
            save(folder, "mkdocs.yml", config.replace("Kestrel Bicycles", "Kestrel Cycles"))
            server.wait_for("/", "Kestrel Cycles")

    def test_a_data_folder_that_is_missing_is_told_and_later_followed(self, tmp_path: Path) -> None:
        folder = write_project(tmp_path, tiny(), options={"data": "figures"})
        with served(folder) as server:
            assert "There is no such folder." in words(server.wait_for("/", LIST))
            config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
            save(folder, "mkdocs.yml", config.replace("data: figures", "data: data"))
            server.wait_for("/", LIST, there=False)
            save(folder, "data/goals.csv", BAD_GOALS)
            server.wait_for("/", BANNER)
