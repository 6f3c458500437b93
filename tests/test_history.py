"""From which day a site speaks: the setting, SOURCE_DATE_EPOCH, the commit, else the data."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.model.dataset import AsOf
from generator.model.settings import Settings
from generator.past.build_date import commit_date, resolve_as_of
from tests.pages.company import tiny, write_files

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
SET = Settings(as_of=dt.date(2026, 4, 20))


def git(folder: Path, *arguments: str, date: str = "2026-03-04T23:30:00-05:00") -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@a.test", *arguments],
        cwd=folder,
        env={**clean, "GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z"},
        check=True,
        capture_output=True,
    )


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that no repository holds, wherever the tests run."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return tmp_path


def test_the_setting_comes_first(outside: Path) -> None:
    assert resolve_as_of(SET, {"SOURCE_DATE_EPOCH": "0"}, outside) == AsOf(
        day=dt.date(2026, 4, 20), reason="the setting as_of"
    )


@pytest.mark.parametrize(
    ("epoch", "day"),
    [
        ("1767225599", dt.date(2025, 12, 31)),
        ("1767225600", dt.date(2026, 1, 1)),
        ("0", dt.date(1970, 1, 1)),
    ],
)
def test_then_the_epoch_as_a_day_in_utc(epoch: str, day: dt.date, outside: Path) -> None:
    found = resolve_as_of(Settings(), {"SOURCE_DATE_EPOCH": epoch}, outside)
    assert found == AsOf(day=day, reason="SOURCE_DATE_EPOCH")


@pytest.mark.parametrize("epoch", ["", "yesterday", "-5", "1.5", "99999999999999999", "²"])
def test_an_epoch_that_is_none_counts_for_nothing(epoch: str, outside: Path) -> None:
    assert resolve_as_of(Settings(), {"SOURCE_DATE_EPOCH": epoch}, outside) is None


@needs_git
def test_then_the_day_of_the_commit_where_it_was_made(outside: Path) -> None:
    git(outside, "init", "-q")
    write_files(outside / "data", tiny("goals.csv"))
    assert commit_date(outside / "data") is None  # no commit yet
    git(outside, "add", ".")
    git(outside, "commit", "-qm", "x")
    assert resolve_as_of(Settings(), {}, outside / "data") == AsOf(
        day=dt.date(2026, 3, 4), reason="the date of the commit being built"
    )


@needs_git
def test_a_shallow_clone_knows_its_commit_too(outside: Path) -> None:
    origin = outside / "origin"
    write_files(origin, {"a": "x"})
    git(origin, "init", "-q")
    for day in ("2026-01-01T12:00:00Z", "2026-03-04T12:00:00Z"):
        git(origin, "add", ".")
        git(origin, "commit", "-qm", "x", "--allow-empty", date=day)
    git(outside, "clone", "-q", "--depth=1", origin.as_uri(), "shallow")
    assert commit_date(outside / "shallow") == dt.date(2026, 3, 4)


def test_outside_git_the_data_decides(outside: Path) -> None:
    assert resolve_as_of(Settings(), {}, outside) is None
    assert commit_date(outside / "nowhere") is None


def test_nor_does_a_machine_without_git_stop_anything(
    outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(outside))
    assert commit_date(outside) is None
