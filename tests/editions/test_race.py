"""Releases of several clones at once: each is published, and none undoes another."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.editions.clones import Repository, cloned, environment, site, tree_of

pytestmark = pytest.mark.slow
Clone = Callable[[str], Repository]


def begin(clone: Repository, name: str, folder: Path, **changes: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.editions.prepared", name, str(folder)],
        cwd=clone.folder,
        env=environment(**changes),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ended(release: subprocess.Popen[str]) -> str:
    said, _ = release.communicate(timeout=120)
    assert release.returncode == 0, said
    return said


def test_releases_begun_at_once_are_all_published(
    remote: Repository, clone: Clone, tmp_path: Path
) -> None:
    clones = [clone(name) for name in ("a", "b", "c")]
    for turn in range(2):
        names = [f"2026.{turn}.{number}" for number in range(len(clones))]
        begun = [
            begin(each, name, site(tmp_path / name, name))
            for each, name in zip(clones, names, strict=True)
        ]
        for release in begun:
            ended(release)
        assert {*names} <= remote.versions().keys()
    for name in remote.versions():
        assert remote.tree(name) == tree_of(remote, tmp_path / name)
        assert remote.tag(name)
    assert remote.git("rev-list", "--count", "--min-parents=2", "gh-pages") == "0"
    (latest,) = [name for name, aliases in remote.versions().items() if aliases]
    assert remote.tree("latest") == remote.tree(latest)


def trip(tmp_path: Path, tripping: Path, first: str) -> dict[str, str]:
    """Has another release happen between the look and the push of this one."""
    program, calls = tmp_path / "first.sh", tmp_path / "calls"
    program.write_text(first, encoding="utf-8")
    calls.write_text("", encoding="utf-8")
    return {
        "PATH": f"{tripping}{os.pathsep}{os.environ['PATH']}",
        "CX_CALLS": str(calls),
        "CX_AHEAD": "push",
        "CX_FIRST": str(program),
    }


def other_release(clone: Repository, name: str, folder: Path) -> str:
    return (
        f"PATH='{os.environ['PATH']}'; unset CX_AHEAD; cd '{clone.folder}'\n"
        f"'{sys.executable}' -m tests.editions.prepared {name} '{folder}'\n"
    )


def test_a_release_that_is_overtaken_begins_again_from_the_other(
    remote: Repository, clone: Clone, tripping: Path, tmp_path: Path
) -> None:
    ours, theirs = clone("ours"), clone("theirs")
    first = other_release(theirs, "2026-Q1", site(tmp_path / "q1", "q1"))
    said = ended(
        begin(ours, "2026-Q2", site(tmp_path / "q2", "q2"), **trip(tmp_path, tripping, first))
    )
    assert said == "Another release came first: once more, from that one.\npublished\n"
    assert remote.versions() == {"2026-Q2": ["latest"], "2026-Q1": []}
    assert remote.tree("2026-Q1") == tree_of(remote, tmp_path / "q1")
    assert ours.tip() == remote.tip()


def test_the_same_edition_of_two_commits_is_refused_to_the_second(
    remote: Repository, clone: Clone, tripping: Path, tmp_path: Path
) -> None:
    ours, theirs = clone("ours"), clone("theirs")
    made = theirs.commit("data/metrics.csv", "second")
    first = other_release(theirs, "2026-Q1", site(tmp_path / "theirs-q1", "theirs"))
    release = begin(
        ours, "2026-Q1", site(tmp_path / "ours-q1", "ours"), **trip(tmp_path, tripping, first)
    )
    said, _ = release.communicate(timeout=120)
    assert release.returncode == 2
    assert said.splitlines()[-1] == (
        f"2026-Q1 is published already, from commit {made[:7]}. Choose another name, or replace "
        "it with REPLACE=1."
    )
    assert remote.tree("2026-Q1") == tree_of(remote, tmp_path / "theirs-q1")
    assert remote.tag("2026-Q1") == made


def test_the_current_state_never_goes_back_to_an_older_commit(
    remote: Repository, clone: Clone, tripping: Path, tmp_path: Path
) -> None:
    """Two pipelines, the later of which is faster; the slow one has not even seen its commit."""
    slow, fast = clone("slow"), clone("fast")
    fast.commit("data/metrics.csv", "second")
    fast.push()
    first = other_release(fast, "next", site(tmp_path / "new", "new"))
    said = ended(
        begin(slow, "next", site(tmp_path / "old", "old"), **trip(tmp_path, tripping, first))
    )
    assert said.splitlines()[-1] == "overtaken"
    assert remote.tree("next") == tree_of(remote, tmp_path / "new")


def test_a_remote_that_takes_nothing_is_quoted_at_once(remote: Repository, tmp_path: Path) -> None:
    hook = remote.folder / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    ours = cloned(remote, tmp_path / "ours")
    ours.commit("data/metrics.csv", "first")
    release = begin(ours, "2026-Q1", site(tmp_path / "q1", "q1"))
    said, _ = release.communicate(timeout=120)
    assert release.returncode == 2
    assert "pre-receive hook declined" in said
    assert "nothing was published" in said
    assert (remote.tip(), ours.tip(), ours.tag("2026-Q1")) == ("", "", "")


def test_a_remote_that_cannot_take_both_at_once_takes_the_branch_first(
    remote: Repository, clone: Clone, tmp_path: Path
) -> None:
    ours = clone("ours")
    remote.git("config", "receive.advertiseAtomic", "false")
    said = ended(begin(ours, "2026-Q1", site(tmp_path / "q1", "q1")))
    assert said == "published\n"
    assert remote.tag("2026-Q1") == ours.git("rev-parse", "HEAD")

    remote.git("update-ref", "-d", "refs/tags/edition-2026-Q1")  # as if killed between the two
    assert ended(begin(ours, "2026-Q1", tmp_path / "q1")) == "there\n"
    assert remote.tag("2026-Q1") == ours.git("rev-parse", "HEAD")
