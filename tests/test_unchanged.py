"""A build of which nothing has changed ends at once; anything else changes no byte of the site."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.unchanged import UnchangedSite, inputs_of
from tests.pages.company import mkdocs, run, tiny, write_files, write_project

NOTHING = "Nothing has changed since the last build: the site stays as it is."
_IMPORTED = re.compile(r"^import time: .*\| +(\S+)$", re.MULTILINE)


def git(folder: Path, *arguments: str) -> int:
    named = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    done = subprocess.run(["git", *named, *arguments], cwd=folder, check=True, capture_output=True)
    return done.returncode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in git, with data and a page."""
    files = {"data/goals.csv": "a,b\n", "content/about.md": "# About\n"}
    write_files(tmp_path / "company", files)
    git(tmp_path / "company", "init", "-q")
    git(tmp_path / "company", "add", ".")
    git(tmp_path / "company", "commit", "-q", "-m", "All")
    return tmp_path / "company"


def inputs(folder: Path, settings: str = "", **environ: str) -> str | None:
    return inputs_of(settings, folder / "data", [folder / "content"], environ)


def write(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: [*write_files(folder, {name: text}).iterdir()].clear()


CHANGES: dict[str, Callable[[Path], object]] = {
    "a value": write("data/goals.csv", "a,c\n"),
    "a table more": write("data/metrics.csv", ""),
    "a table less": lambda folder: (folder / "data/goals.csv").unlink(),
    "another name": lambda folder: (folder / "data/goals.csv").rename(folder / "data/Goals.csv"),
    "an empty folder": lambda folder: (folder / "data/exports").mkdir(),
    "a page": write("content/about.md", "# About us\n"),
    "a file staged": lambda folder: (
        write("data/new.csv", "")(folder),
        git(folder, "add", "data/new.csv"),
    ),
    "a commit": lambda folder: git(folder, "commit", "--allow-empty", "-m", "More"),
    "an edition published": lambda folder: git(folder, "branch", "gh-pages"),
    "no repository": lambda folder: shutil.rmtree(folder / ".git"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_hash_covers(folder: Path, change: str) -> None:
    before = inputs(folder)
    assert before
    assert before == inputs(folder)
    CHANGES[change](folder)
    assert inputs(folder) not in (before, None)


def test_the_hash_covers_the_settings_the_environment_and_the_libraries(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        inputs(folder),
        inputs(folder, "audience: board"),
        inputs(folder, SOURCE_DATE_EPOCH="1"),
        inputs(folder, CX_PUBLISHED="0123456"),
    ]
    write_files(folder.parent / "libraries", {"jinja2-99.dist-info/METADATA": ""})
    monkeypatch.syspath_prepend(folder.parent / "libraries")
    found.append(inputs(folder))
    assert len({*found, None}) == len(found) + 1


def test_the_hash_covers_the_code(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.unchanged._CODE", write_files(folder.parent / "code", {"a": ""}))
    before = inputs(folder)
    write_files(folder.parent / "code", {"__pycache__/a.pyc": "compiled"})
    assert inputs(folder) == before
    write_files(folder.parent / "code", {"a": "x = 1"})
    assert inputs(folder) != before


def test_dates_and_other_variables_change_nothing(folder: Path) -> None:
    before = inputs(folder)
    for path in (folder / "data").iterdir():
        os.utime(path, (1, 1))
    assert inputs(folder, LANG="de_DE", TZ="Asia/Tokyo") == before


def test_what_may_change_unseen_is_no_answer(folder: Path) -> None:
    shallow = folder.parent / "shallow"
    git(folder, "commit", "--allow-empty", "-m", "More")
    git(folder, "clone", "-q", "--depth", "1", folder.as_uri(), str(shallow))
    assert inputs(shallow) is None
    (folder / "data/linked.csv").symlink_to(folder / "content/about.md")
    assert inputs(folder) is None


@pytest.fixture
def site(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Path:
    """A finished site; what is told is heard, as MkDocs has it by default."""
    caplog.set_level(logging.INFO, "mkdocs")
    files = {"index.html": "<p>", "goals/index.html": "<ul>", ".well-known/x": "x"}
    return write_files(tmp_path / "site", files)


def last(tmp_path: Path, key: str | None = "1") -> UnchangedSite:
    return UnchangedSite(tmp_path / "kept", lambda: key)


def make(tmp_path: Path, site: Path, *told: tuple[int, str]) -> None:
    build = last(tmp_path)
    assert not build.is_there(site)
    for level, line in told:
        logging.getLogger("mkdocs.plugins.cx").log(level, "%s", line)
    build.keep(site)


def link(site: Path) -> None:
    page = (site / "index.html").rename(site.parent / "index.html")
    (site / "index.html").symlink_to(page)


OTHER_SITES: dict[str, Callable[[Path], object]] = {
    "a damaged page": write("index.html", "<q>"),
    "a page less": lambda site: (site / "goals/index.html").unlink(),
    "a page more": write("index2.html", ""),
    "a folder more": lambda site: (site / "metrics").mkdir(),
    "a damaged hidden file": write(".well-known/x", "y"),
    "a link": link,
    "nothing": shutil.rmtree,
    "a damaged record": lambda site: [
        path.write_bytes(path.read_bytes().replace(b"index", b"Index"))
        for path in site.parent.glob("kept/*")
    ],
    "no record": lambda site: shutil.rmtree(site.parent / "kept"),
}


@pytest.mark.parametrize("other", OTHER_SITES)
def test_another_site_is_built_anew(tmp_path: Path, site: Path, other: str) -> None:
    make(tmp_path, site)
    assert last(tmp_path).is_there(site)
    OTHER_SITES[other](site)
    assert not last(tmp_path).is_there(site)


def test_the_same_site_stays(tmp_path: Path, site: Path, caplog: pytest.LogCaptureFixture) -> None:
    make(tmp_path, site, (logging.INFO, "data/goals.csv: a note"))
    write_files(site, {".git/HEAD": "of others"})
    for path in tmp_path.rglob("*"):
        os.utime(path, (1, 1))
    caplog.clear()
    assert last(tmp_path).is_there(site)
    assert caplog.messages == ["data/goals.csv: a note"]
    assert not last(tmp_path, "2").is_there(site)
    assert not last(tmp_path, None).is_there(site)


def test_a_build_with_a_warning_is_not_kept(tmp_path: Path, site: Path) -> None:
    make(tmp_path, site, (logging.WARNING, "a link that leads nowhere"))
    assert not last(tmp_path).is_there(site)


def test_inputs_that_change_while_they_are_read_are_not_kept(tmp_path: Path, site: Path) -> None:
    keys = iter("12")
    build = UnchangedSite(tmp_path / "kept", lambda: next(keys))
    assert not build.is_there(site)
    build.keep(site)
    assert not (tmp_path / "kept").exists()


def bytes_of(site: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(site).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in site.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
def test_a_build_of_which_nothing_has_changed_reads_no_table(tmp_path: Path) -> None:
    folder = write_project(tmp_path, tiny(), options={"cache": None})
    assert NOTHING not in mkdocs(folder).stdout
    site = bytes_of(folder / "site")
    timed = {"PYTHONPROFILEIMPORTTIME": "1"}
    done = run("-m", "mkdocs", "build", "--strict", cwd=folder, environment=timed)
    assert (done.returncode, NOTHING in done.stdout) == (0, True)
    loaded = set(_IMPORTED.findall(done.stdout))
    assert "generator.unchanged" in loaded
    assert not loaded & {"pandas", "numpy", "generator.build", "generator.charts.render_process"}
    assert bytes_of(folder / "site") == site
    released = {"CX_CACHE": str(tmp_path / "released")}
    done = run("-m", "mkdocs", "build", "--strict", cwd=folder, environment=released)
    assert NOTHING not in done.stdout, "a release reads nothing that another build has left"


@pytest.mark.slow
def test_kept_files_that_are_damaged_old_or_gone_change_no_byte(tmp_path: Path) -> None:
    folder = write_project(tmp_path, tiny(), options={"cache": None})

    def built() -> dict[str, bytes]:
        done = mkdocs(folder, "--strict")
        assert done.returncode == 0, done.stdout
        return {name: content for name, (content, _) in bytes_of(folder / "site").items()}

    site, kept = built(), sorted((folder / ".cache").rglob("*.chart"))
    for path in kept:
        path.write_bytes(path.read_bytes()[:-9] + b"another x")
        os.utime(path, (1, 1))
    assert built() == site
    write_files(folder / "site", {"index.html": "", "goals/index.html": "", "more.html": ""})
    assert built() == site
    for path in kept[::2]:
        path.unlink()
    shutil.rmtree(folder / "site")
    assert built() == site
