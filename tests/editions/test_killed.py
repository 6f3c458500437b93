"""A release that is killed, at each of its commands of git and in the midst of the weighty ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.editions.clones import Repository, company, environment, site, tree_of

pytestmark = pytest.mark.slow

#: What takes longer than a moment, and for how long it is let run, in seconds.
WEIGHTY = ("fetch", "fast-import", "push", "update-ref")
BEGUN = ("0.004", "0.02")
SETTLED = 20  # seconds within which a remote has done what it was sent


@dataclass(slots=True, kw_only=True)
class Stage:
    """A remote, one clone of it, and the trees of all editions that must be there for ever."""

    remote: Repository
    clone: Repository
    tripping: Path
    sites: Path
    whole: dict[str, str] = field(default_factory=dict)

    def release(self, name: str, **trip: str) -> tuple[int, list[str]]:
        """Releases an edition of its own content; the exit code, and the commands of git."""
        folder = self.sites / name
        if not folder.exists():
            site(folder, name)
            self.whole[name] = tree_of(self.remote, folder)
        calls = self.sites / f"{name}-{len(trip)}.calls"
        calls.write_text("", encoding="utf-8")
        path = f"{self.tripping}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            [sys.executable, "-m", "tests.editions.prepared", name, str(folder)],
            cwd=self.clone.folder,
            env=environment(PATH=path, CX_CALLS=str(calls), **trip),
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, calls.read_text(encoding="utf-8").splitlines()

    def is_whole(self, *names: str) -> None:
        """Every edition named is listed and complete, and nothing but whole editions is there."""
        listed = self.remote.versions()
        assert {*names} <= listed.keys()
        assert self.remote.folders() == {*listed, "latest"} if listed else not self.remote.tip()
        for name in listed:
            assert self.remote.tree(name) == self.whole[name]
        for name in [name for name, aliases in listed.items() if aliases]:
            assert self.remote.tree("latest") == self.whole[name]
        self.remote.git("fsck", "--connectivity-only", "--no-dangling")

    def settle(self) -> None:
        """Waits until the remote has ended what a killed push began: its locks are gone."""
        until = time.monotonic() + SETTLED
        time.sleep(0.1)
        while [*self.remote.folder.rglob("*.lock")] and time.monotonic() < until:
            time.sleep(0.05)


@pytest.fixture
def stage(
    remote: Repository, clone: Callable[[str], Repository], tripping: Path, tmp_path: Path
) -> Stage:
    sites = tmp_path / "sites"
    sites.mkdir()
    return Stage(remote=remote, clone=clone("clone"), tripping=tripping, sites=sites)


def trips(calls: list[str]) -> Iterator[dict[str, str]]:
    """Ahead of each command from where something is written, and in the midst of weighty ones."""
    begins = next(number for number, call in enumerate(calls) if " init " in f" {call} ")
    for number, call in enumerate(calls):
        if number >= begins or number % 4 == 0:
            yield {"CX_KILL_AT": str(number + 1)}
        if {*call.split()} & {*WEIGHTY}:
            for moment in BEGUN:
                yield {"CX_KILL_AT": str(number + 1), "CX_DURING": moment}


def test_a_release_killed_at_any_moment_leaves_whole_editions_and_the_next_succeeds(
    stage: Stage,
) -> None:
    code, _ = stage.release("2026.first")
    assert code == 0
    code, calls = stage.release("2026.second")
    assert code == 0
    there = ["2026.first", "2026.second"]
    stage.is_whole(*there)

    wanted = [*trips(calls)]
    survived = 0
    for number, trip in enumerate(wanted):
        name = f"2026.{number}"
        code, _ = stage.release(name, **trip)
        stage.settle()
        survived += code == 0
        stage.is_whole(*there)
        code, _ = stage.release(name)
        assert code == 0, trip
        there.append(name)
        stage.is_whole(*there)
        assert stage.remote.tag(name) == stage.clone.git("rev-parse", "HEAD")
        assert stage.clone.tip() == stage.remote.tip()
    assert survived < 10, "a command may end before it is killed, but not often"
    assert len(wanted) - survived >= 20
    assert stage.remote.versions().keys() == {*there}
    assert stage.clone.git("status", "--porcelain") == ""


@pytest.mark.parametrize("seconds", [0.2, 0.5, 0.9])
def test_a_release_killed_while_mkdocs_builds_leaves_nothing_behind(
    seconds: float, tmp_path: Path, remote: Repository
) -> None:
    ours = company(tmp_path / "ours")
    ours.git("remote", "add", "origin", str(remote.folder))
    with subprocess.Popen(
        [sys.executable, "-m", "generator", "release", "2026-Q1"],
        cwd=ours.folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as release:
        time.sleep(seconds)
        assert release.poll() is None
        os.killpg(release.pid, signal.SIGKILL)
    assert (remote.tip(), ours.tip(), ours.tag("2026-Q1")) == ("", "", "")
    assert ours.git("status", "--porcelain") == ""
    done = ours.run("generator", "release", "2026-Q1")
    assert done.returncode == 0, done.stderr
    assert remote.versions() == {"2026-Q1": ["latest"]}
