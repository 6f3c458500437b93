"""A build is all or nothing: killed, without room, or beside another, it leaves a whole site."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen
from typing import TypeAlias

import pytest

from generator import exchanging
from generator.exchanging import SiteExchange, begin_exchange
from tests.pages.company import TODAY, tiny, write_project

DAYS = ("2026-11-20", "2026-11-27")


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def texts(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def begun(site: Path) -> SiteExchange:
    exchange = begin_exchange(site)
    assert exchange is not None
    return exchange


def beside(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir() if path != site)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path / "site", {"index.html": "old", "same/a.css": "same", "gone.html": "gone"})
    return tmp_path / "site"


@pytest.fixture(params=["at once", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of an exchange: that of Linux and macOS, and that of all other systems."""
    if request.param == "two renames":
        monkeypatch.setattr(exchanging, "_at_once", lambda *_: False)
    return str(request.param)


@pytest.mark.usefixtures("way")
def test_the_new_site_takes_the_place_of_the_old_one(site: Path) -> None:
    same = (site / "same/a.css").stat()
    exchange = begun(site)
    write(exchange.folder, {"index.html": "new", "same/a.css": "same"})
    assert texts(site)["index.html"] == "old"
    exchange.put()
    exchange.close()
    assert texts(site) == {"index.html": "new", "same/a.css": "same"}
    after = (site / "same/a.css").stat()
    assert (after.st_ino, after.st_mtime_ns) == (same.st_ino, same.st_mtime_ns)
    assert beside(site) == []


def test_copies_stay_where_links_cannot_be_made(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    exchange = begun(site)
    write(exchange.folder, {"same/a.css": "same"})
    exchange.put()
    exchange.close()
    assert texts(site) == {"same/a.css": "same"}


def test_the_first_site_needs_no_old_one(tmp_path: Path) -> None:
    exchange = begun(tmp_path / "public/site")
    write(exchange.folder, {"index.html": "new"})
    exchange.put()
    exchange.close()
    assert texts(tmp_path / "public/site") == {"index.html": "new"}


def test_what_others_keep_in_the_site_under_a_hidden_name_stays(site: Path) -> None:
    write(site, {".git/config": "theirs", ".nojekyll": "", ".htaccess": "old"})
    exchange = begun(site)
    write(exchange.folder, {".htaccess": "new"})
    exchange.put()
    exchange.close()
    assert texts(site) == {".git/config": "theirs", ".nojekyll": "", ".htaccess": "new"}


def test_a_build_that_is_given_up_leaves_the_old_site(site: Path) -> None:
    before = texts(site)
    exchange = begun(site)
    write(exchange.folder, {"index.html": "half"})
    exchange.close()
    assert texts(site) == before
    assert beside(site) == []


def test_what_a_killed_build_left_is_removed_and_one_at_work_is_not(site: Path) -> None:
    left = site.with_name(".site.building-1")
    left.mkdir()
    one, two = begun(site), begun(site)
    assert not left.exists()
    assert one.folder.is_dir()
    for exchange, text in ((one, "one"), (two, "two")):
        write(exchange.folder, {"index.html": text, f"{text}.html": text})
        exchange.put()
        exchange.close()
    assert texts(site) == {"index.html": "two", "two.html": "two"}


def test_a_build_killed_between_two_renames_is_put_right_by_the_next(site: Path) -> None:
    before = texts(site)
    site.rename(site.with_name(".site.before"))
    begun(site).close()
    assert texts(site) == before
    assert beside(site) == []


def test_a_site_that_is_a_link_is_exchanged_where_it_leads(site: Path) -> None:
    link = site.with_name("linked")
    link.symlink_to(site)
    exchange = begun(link)
    write(exchange.folder, {"index.html": "new"})
    exchange.put()
    exchange.close()
    assert link.is_symlink()
    assert texts(site) == {"index.html": "new"}


# What follows builds a whole company with MkDocs, in a process of its own.

Content: TypeAlias = dict[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Company:
    """A company, and its whole site of each of two days."""

    folder: Path
    sites: dict[str, Content] = field(default_factory=dict)

    @property
    def site(self) -> Content:
        """The site as it is now."""
        root = self.folder / "site"
        files = (path for path in sorted(root.rglob("*")) if path.is_file())
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}

    @property
    def other_day(self) -> str:
        """The day of which the site in place is not."""
        return next(day for day in DAYS if self.sites[day] != self.site)

    def begin_exchange(self, day: str, prepare: Callable[[], None] | None = None) -> Popen[bytes]:
        """Begins a build of the company on a day."""
        config = (self.folder / "mkdocs.yml").read_text()
        mine = self.folder / f"mkdocs-{day}.yml"
        mine.write_text(config.replace(TODAY.isoformat(), day))
        return Popen(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(mine)],
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=PIPE,
            stderr=STDOUT,
            start_new_session=True,
            preexec_fn=prepare,  # noqa: PLW1509 -- no other thread runs
        )

    def kill(self, day: str, seconds: float) -> bool:
        """Begins a build and kills it; whether it was at work still."""
        process = self.begin_exchange(day)
        time.sleep(seconds)
        is_at_work = process.poll() is None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return is_at_work

    def kill_often(self, times: int) -> int:
        """Kills builds at moments from first to last; the number that were at work."""
        start = time.monotonic()
        assert ended(self.begin_exchange(self.other_day))[0] == 0
        lasts = time.monotonic() - start
        stopped = 0
        for number in range(times):
            stopped += self.kill(self.other_day, lasts * (number + 0.5) / times)
            assert self.site in self.sites.values()
        assert ended(self.begin_exchange(self.other_day))[0] == 0
        assert beside(self.folder / "site") == self.beside
        return stopped

    @property
    def beside(self) -> list[str]:
        """What is beside the site while no build is at work."""
        return sorted(["content", "data", "mkdocs.yml", *(f"mkdocs-{day}.yml" for day in DAYS)])


def ended(process: Popen[bytes]) -> tuple[int, str]:
    said, _ = process.communicate()
    return process.returncode, said.decode()


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    folder = tmp_path_factory.mktemp("company")
    company = Company(folder=write_project(folder, tiny()))
    for day in DAYS:
        code, said = ended(company.begin_exchange(day))
        assert code == 0, said
        company.sites[day] = company.site
    assert company.sites[DAYS[0]] != company.sites[DAYS[1]]
    return company


def test_a_killed_build_leaves_a_whole_site(company: Company) -> None:
    assert company.kill_often(2)


@pytest.mark.slow
def test_thirty_killed_builds_leave_a_whole_site(company: Company) -> None:
    assert company.kill_often(30) >= 15


def test_a_full_disk_leaves_the_old_site(company: Company) -> None:
    before = company.site
    room = max(map(len, before.values())) - 1

    def limit() -> None:
        """The largest file of the site has no room."""
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    code, said = ended(company.begin_exchange(company.other_day, limit))
    assert (code, "Traceback" in said) == (1, False), said
    assert "File too large. The site stays as it was." in said
    assert company.site == before
    assert beside(company.folder / "site") == company.beside


def test_two_builds_at_once_do_not_mix(company: Company) -> None:
    both = [company.begin_exchange(day) for day in DAYS]
    assert [ended(process)[0] for process in both] == [0, 0]
    assert company.site in company.sites.values()
    assert beside(company.folder / "site") == company.beside


def test_a_warning_that_ends_a_strict_build_leaves_the_old_site(company: Company) -> None:
    before, about = company.site, company.folder / "content/about.md"
    words = about.read_text()
    about.write_text(f"{words}\n[gone](nowhere.md)\n")
    code, said = ended(company.begin_exchange(company.other_day))
    about.write_text(words)
    assert (code, "Aborted with 1 warnings" in said) == (1, True), said
    assert company.site == before
