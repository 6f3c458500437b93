"""One release at a time in a repository, on every system; a lock ends with its process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.editions.clones import environment, started

#: A release that says when it has begun, and goes on until it is killed.
_RELEASE = """
import sys, time
from pathlib import Path
if sys.argv[1] == "without flock":
    sys.modules["fcntl"] = None
from generator.editions import workspace
from generator.editions.preconditions import repository
from generator.model.errors import ReleaseRefusedError
workspace._PATIENCE = 0.3
try:
    with workspace.workspace_of(repository(Path.cwd())) as mine:
        print("begun", *mine.folder.iterdir(), flush=True)
        (mine.folder / "site").mkdir()
        time.sleep(float(sys.argv[2]))
except ReleaseRefusedError as error:
    print(error, flush=True)
"""


def release(folder: Path, kind: str, seconds: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _RELEASE, kind, str(seconds)],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("kind", ["flock", "without flock"])
def test_a_second_release_waits_its_turn(kind: str, tmp_path: Path) -> None:
    folder = started(tmp_path / "ours").folder
    with release(folder, kind, 60) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "begun\n"
        assert release(folder, kind, 0).communicate()[0] == (
            "Another release is under way in this repository. Run it again when that has ended.\n"
        )
        holder.kill()
    assert release(folder, kind, 0).communicate()[0] == "begun\n"
    assert [path.name for path in (folder / ".git/editions").iterdir() if path.is_dir()] == []
