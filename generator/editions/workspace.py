"""The workspace of one release at a time, inside the folder of git and never in the tree."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from generator.git import Git
from generator.model.errors import ReleaseRefusedError

_PATIENCE = 10.0  # seconds until another release in this repository has ended
_ABANDONED = 5.0  # seconds after which a lock of git is nobody's: it takes milliseconds
_AGAIN = 0.1
_LOCK = "lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWorkspace:
    """Folders for one release, empty at first."""

    git: Git
    folder: Path

    @property
    def site(self) -> Path:
        """Where the site is built."""
        return self.folder / "site"

    @property
    def cache(self) -> Path:
        """Where the drawn charts are kept from one attempt to the next."""
        return self.folder / "cache"

    @property
    def scratch(self) -> Path:
        """The repository in which the edition is put together."""
        return self.folder / "scratch.git"

    def unlock(self, *references: str) -> None:
        """Removes the locks that a killed command of git has left on references.

        No release but this one is at work, and any other command of git holds such a lock for
        milliseconds.
        """
        common = self.folder.parent.parent
        for lock in [common / f"{reference}.lock" for reference in references]:
            while (age := _age(lock)) is not None and age < _ABANDONED:
                time.sleep(_AGAIN)
            lock.unlink(missing_ok=True)


@contextmanager
def workspace_of(git: Git) -> Iterator[ReleaseWorkspace]:
    """The workspace of a repository, under a lock that ends with the release.

    Commands of a release that is killed may outlive it for a moment. So each has a folder of its
    own, into which no other writes, and the next one removes what is left.
    """
    common = git.run("rev-parse", "--path-format=absolute", "--git-common-dir")
    folder = Path(common) / "editions"
    folder.mkdir(exist_ok=True)
    try:
        with FileLock(folder / _LOCK, timeout=_PATIENCE):
            for left in folder.iterdir():
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
            made = Path(tempfile.mkdtemp(prefix="release-", dir=folder))
            try:
                yield ReleaseWorkspace(git=git, folder=made)
            finally:
                shutil.rmtree(made, ignore_errors=True)
    except Timeout:
        raise ReleaseRefusedError(
            "Another release is under way in this repository.", "Run it again when that has ended."
        ) from None


def _age(path: Path) -> float | None:
    """Seconds since a file was written; None without one. A clock set back makes it old."""
    try:
        age = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return None
    return age if age >= 0 else _ABANDONED
