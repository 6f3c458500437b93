"""One release at a time in a repository, on every system; a lock ends with its process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.editions import workspace
from generator.editions.preconditions import repository
from generator.editions.workspace import workspace_of
from generator.model.errors import ReleaseRefusedError
from tests.editions.clones import environment, started

#: A release that says when it has begun, and goes on until it is killed.
_HOLDER = """
import sys, time
from pathlib import Path
if sys.argv[1] == "sqlite":
    sys.modules["fcntl"] = None  # as on Windows
from generator.editions.preconditions import repository
from generator.editions.workspace import workspace_of
with workspace_of(repository(Path.cwd())):
    print("begun", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("kind", ["flock", "sqlite"])
def test_a_second_release_waits_its_turn(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "sqlite":
        monkeypatch.setattr(workspace, "fcntl", None)
    elif workspace.fcntl is None:
        pytest.skip("this system has no flock")
    monkeypatch.setattr(workspace, "_PATIENCE", 0.3)
    folder = started(tmp_path / "ours").folder
    git = repository(folder)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, kind],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "begun\n"
    with (
        pytest.raises(ReleaseRefusedError, match="Another release is under way"),
        workspace_of(git),
    ):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with workspace_of(git) as mine:
        assert mine.folder.is_dir()
        assert bool(mine.git.held) == (kind == "flock")
