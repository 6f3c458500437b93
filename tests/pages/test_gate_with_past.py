"""The markers of `test_gate` once more, in a site that follows an edition on the published branch.

The edition before was built from other words: each text, message and author differs since.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.pages.company import run, write_files, write_project
from tests.pages.test_gate import (
    ALL,
    LEADERSHIP,
    NOBODY,
    Found,
    Planted,
    commit_each,
    planted,
    search,
    who_may,
)

#: The columns of text that are written anew after the edition before.
_REWRITTEN = ("name", "note", "title", "text", "source", "description", "lever", "question")
_BEFORE, _NOW = "2026-Q3", "2026-Q4"


@dataclass(frozen=True, kw_only=True)
class Following:
    """A site for `audience` that follows an edition for `before`."""

    audience: str
    before: str
    plant: Planted
    found: Found


def build(folder: Path, edition: str) -> Path:
    done = run("-m", "mkdocs", "build", cwd=folder, environment={"MIKE_DOCS_VERSION": edition})
    assert done.returncode == 0, done.stdout
    return folder / "site"


def git(folder: Path, *arguments: str, **environ: str) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, **environ},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def publish(folder: Path, plant: Planted) -> None:
    """Lays the site on the branch as the edition before, by an author whom nobody finds."""
    tree = folder.parent / f"{folder.name}-branch"
    shutil.copytree(folder / "site", tree / _BEFORE)
    listed = [{"version": _BEFORE, "title": _BEFORE, "aliases": []}]
    write_files(tree, {"versions.json": json.dumps(listed)})
    index = {"GIT_INDEX_FILE": str(folder.parent / f"{folder.name}-index")}
    git(folder, f"--work-tree={tree}", "add", "-A", ".", **index)
    who = {
        f"GIT_{role}_{part}": plant.mark(NOBODY, f"publisher {part.lower()}")
        for role in ("AUTHOR", "COMMITTER")
        for part in ("NAME", "EMAIL")
    }
    message = plant.mark(NOBODY, "message of the published branch")
    commit = git(folder, "commit-tree", git(folder, "write-tree", **index), "-m", message, **who)
    git(folder, "update-ref", "refs/heads/gh-pages", commit)


def rewrite(folder: Path, plant: Planted) -> None:
    """Other words in the columns of text, other figures, and commits of other authors."""
    for marker, place in [*plant.markers.items()]:
        if place.rpartition(".")[2] in _REWRITTEN and "people" not in place:
            other = plant.mark(marker[:2], f"{place} since")
            for name, text in plant.files.items():
                plant.files[name] = text.replace(marker, other)
    for name, text in plant.files.items():
        if name.startswith("measurements/"):
            plant.files[name] = text.replace(",37,", ",39,")
    write_files(folder / "data", plant.files)
    author = plant.mark(NOBODY, "author since")
    who = {
        f"GIT_{role}_{part}": author
        for role in ("AUTHOR", "COMMITTER")
        for part in ("NAME", "EMAIL")
    }
    dates = {f"GIT_{role}_DATE": "2026-11-15T12:00:00+0000" for role in ("AUTHOR", "COMMITTER")}
    git(folder, "add", "-f", "data")
    git(folder, "commit", "-q", "-m", plant.mark(NOBODY, "message since"), **who, **dates)


@pytest.fixture(
    scope="module",
    params=[
        ("all", "all"),
        ("leadership", "leadership"),
        ("all", "leadership"),
        pytest.param(("leadership", "all"), marks=pytest.mark.slow),
    ],
    ids=lambda pair: f"{pair[0]} after {pair[1]}",
)
def following(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Following:
    audience, before = request.param
    plant, folder = planted(), tmp_path_factory.mktemp("following") / "company"
    link = "https://git.example.com/blob/{commit}/data/{file}#L{line}-L{last_line}"
    options = {"source_link": link, "promise_goal": "zqgoalsgoalzq"}

    def settings(whom: str, day: str) -> None:
        given = {**options, "audience": whom, "as_of": day}
        write_project(folder, plant.files, options=given)

    settings(before, "2026-10-20")
    commit_each(folder, plant)
    build(folder, _BEFORE)
    publish(folder, plant)
    settings(audience, "2026-11-20")
    rewrite(folder, plant)
    found = search(build(folder, _NOW), plant.markers)
    return Following(audience=audience, before=before, plant=plant, found=found)


def test_no_reader_finds_what_is_not_theirs(following: Following) -> None:
    may = {ALL, LEADERSHIP} if following.audience == "leadership" else {ALL}
    site = following.found.site
    assert {
        marker: (place, [name for name, found in site.items() if marker in found][:4])
        for marker, place in following.plant.markers.items()
        if marker in following.found.anywhere and who_may(marker, place) not in may
    } == {}


def test_the_edition_before_is_read_only_if_it_was_for_the_same(following: Following) -> None:
    """Else the test above would hold of a site without a past."""
    kept = [name for name in following.found.site if name.startswith("edition/previous/")]
    assert bool(kept) == (following.audience == following.before)
    who = ALL if following.audience == "all" else LEADERSHIP
    since = {m for m, place in following.plant.markers.items() if "since" in place and m[:2] == who}
    assert len(since & following.found.anywhere) >= 10
