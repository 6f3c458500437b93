"""The workspace of one release at a time, inside the folder of git and never in the tree."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.git import Git
from generator.model.errors import ReleaseRefusedError

fcntl: Any
try:
    import fcntl
except ImportError:  # Windows, where a database of SQLite is the lock
    fcntl = None

_PATIENCE = 10.0  # seconds until another release in this repository has ended
_ABANDONED = 5.0  # seconds after which a lock of git is nobody's: it takes milliseconds
_AGAIN = 0.1


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
        common = self.folder.parent
        for lock in [common / f"{reference}.lock" for reference in references]:
            while (age := _age(lock)) is not None and age < _ABANDONED:
                time.sleep(_AGAIN)
            lock.unlink(missing_ok=True)


@contextmanager
def workspace_of(git: Git) -> Iterator[ReleaseWorkspace]:
    """The workspace of a repository, under a lock that ends with the release and its commands."""
    common = git.run("rev-parse", "--path-format=absolute", "--git-common-dir")
    folder = Path(common) / "editions"
    folder.mkdir(exist_ok=True)
    with _locked(folder) as held:
        _clear(folder)
        try:
            # Its commands hold the lock as well: they may outlive a release that is killed.
            yield ReleaseWorkspace(git=Git(folder=git.folder, held=held), folder=folder)
        finally:
            _clear(folder)


def _clear(folder: Path) -> None:
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)


@contextmanager
def _locked(folder: Path) -> Iterator[tuple[int, ...]]:
    """The lock of a folder, and what commands have to keep open so that they hold it as well."""
    if fcntl is None:
        with _locked_by_sqlite(folder):
            yield ()
        return
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _acquire(lock)
        yield (lock,)
    finally:
        os.close(lock)


@contextmanager
def _locked_by_sqlite(folder: Path) -> Iterator[None]:
    """A lock that every system has, and that ends with this process."""
    import sqlite3  # noqa: PLC0415 -- for Windows alone

    database = folder / "lock.sqlite"
    with closing(sqlite3.connect(database, timeout=_PATIENCE, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise OSError(str(error)) from None
            raise _under_way() from None
        yield


def _acquire(lock: int) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise _under_way() from None
            time.sleep(_AGAIN)
        else:
            return


def _under_way() -> ReleaseRefusedError:
    return ReleaseRefusedError(
        "Another release is under way in this repository.", "Run it again when that has ended."
    )


def _age(path: Path) -> float | None:
    """Seconds since a file was written; None without one. A clock set back makes it old."""
    try:
        age = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return None
    return age if age >= 0 else _ABANDONED
