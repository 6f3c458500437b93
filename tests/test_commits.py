"""The commits of data files: the one in which a file got what it holds, else none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.model.settings import Settings
from generator.past.commits import file_commits, source_commits
from tests.pages.company import write_files
from tests.test_history import git, needs_git

LINK = "https://git.test/{commit}/{file}"


def head(folder: Path) -> str:
    done = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(folder: Path, **files: str) -> str:
    write_files(folder, {f"{name}.csv": text for name, text in files.items()})
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "x")
    return head(folder)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a repository of its own."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    git(tmp_path, "init", "--initial-branch", "main")
    return write_files(tmp_path / "data", {})


@needs_git
def test_each_file_has_the_commit_that_changed_it_last(data: Path) -> None:
    data.mkdir(exist_ok=True)
    first = commit(data, a="1", b="1")
    second = commit(data, a="2")
    commit(data.parent, elsewhere="1")
    assert file_commits(data) == {"a.csv": second, "b.csv": first}


@needs_git
def test_a_merge_stands_for_what_it_brought(data: Path) -> None:
    data.mkdir(exist_ok=True)
    first = commit(data, a="1", b="1")
    git(data, "checkout", "-b", "side")
    commit(data, b="2")
    git(data, "checkout", "main")
    second = commit(data, a="2")
    git(data, "merge", "--no-ff", "-m", "merged", "side")
    assert file_commits(data) == {"a.csv": second, "b.csv": head(data)}
    assert first != second


@needs_git
def test_a_file_changed_since_has_none(data: Path) -> None:
    data.mkdir(exist_ok=True)
    only = commit(data, a="1", b="1", c="1", é="1")
    write_files(data, {"a.csv": "2", "new.csv": "1"})
    (data / "c.csv").unlink()
    write_files(data, {"é.csv": "2"})
    assert file_commits(data) == {"b.csv": only}


@needs_git
def test_a_shallow_clone_knows_nothing(data: Path, tmp_path: Path) -> None:
    data.mkdir(exist_ok=True)
    commit(data, a="1")
    commit(data, a="2")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--depth", "1", f"file://{tmp_path}", str(shallow))
    assert file_commits(shallow / "data") == {}


def test_nor_does_a_folder_outside_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write_files(tmp_path, {"a.csv": "1"})
    assert file_commits(tmp_path) == {}
    assert file_commits(tmp_path / "not there") == {}


@needs_git
def test_git_is_asked_only_where_a_link_names_the_commit(data: Path) -> None:
    data.mkdir(exist_ok=True)
    only = commit(data, a="1")
    assert source_commits(Settings(source_link=LINK), data) == {"a.csv": only}
    assert source_commits(Settings(source_link="https://git.test/{file}"), data) == {}
