"""A site that is there whole or not at all: built beside the old one, and exchanged for it.

Names beside the folder `site`: `.site.building-…` is one build, `.site.before` the old site for the
moment in which a system without an exchange renames twice. A build that was killed leaves its
folder, and the next one removes it.
"""

from __future__ import annotations

import ctypes
import filecmp
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_ABANDONED = 3600.0  # seconds after which a folder that cannot be locked is nobody's
_AT_FDCWD, _EXCHANGE = -100, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteExchange:
    """One build of `site` in a folder of its own; `lock` is open for as long as it runs."""

    site: Path
    folder: Path
    lock: int | None

    def put(self) -> None:
        """Puts what was built in place of the old site; OSError if the system refuses."""
        with _locked(self.site.parent):
            _recover(self.site)
            if self.site.is_dir():
                shutil.copymode(self.site, self.folder)
                _keep_unchanged(self.site, self.folder)
                _keep_hidden(self.site, self.folder)
            _exchange(self.folder, self.site)

    def close(self) -> None:
        """Removes the folder: what was built if it was not put in place, else the old site."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.lock is not None:
            with suppress(OSError):
                os.close(self.lock)


def begin_exchange(site: Path) -> SiteExchange | None:
    """An empty folder beside a site; None where a site can only be written in its own place.

    That is so for the root of a mounted disk, and in a folder that takes no other.
    """
    site = Path(os.path.realpath(site))
    if site.is_mount():
        return None
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        with _locked(site.parent):
            _recover(site)
            for left in site.parent.glob(f".{site.name}.building-*"):
                _remove_abandoned(left)
            folder = site.parent / f".{site.name}.building-{os.getpid()}"
            while folder.exists():  # of another build in this process, or on another machine
                folder = folder.with_name(f"{folder.name}x")
            folder.mkdir()
            return SiteExchange(site=site, folder=folder, lock=_lock(folder, wait=False))
    except PermissionError:
        return None


def _recover(site: Path) -> None:
    """Puts the old site back if a build was killed between two renames; else removes it."""
    before = _before(site)
    if before.is_dir():
        if site.exists():
            shutil.rmtree(before, ignore_errors=True)
        else:
            before.rename(site)


def _before(site: Path) -> Path:
    return site.with_name(f".{site.name}.before")


def _keep_unchanged(site: Path, folder: Path) -> None:
    """Puts the very files of a site in place of equal ones: their dates and their room stay."""
    spare = folder / ".unchanged"
    for path in _files(folder):
        old = site / path.relative_to(folder)
        with suppress(OSError):  # a system without links keeps the copy
            if old.is_file() and not old.is_symlink() and filecmp.cmp(old, path, shallow=False):
                os.link(old, spare)
                spare.replace(path)
    spare.unlink(missing_ok=True)


def _keep_hidden(site: Path, folder: Path) -> None:
    """Keeps what others have put into a site under a hidden name, as MkDocs does: `.git`."""
    for path in site.iterdir():
        new = folder / path.name
        if not path.name.startswith(".") or new.exists():
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, new, symlinks=True)
        else:
            shutil.copy2(path, new, follow_symlinks=False)


def _files(folder: Path) -> Iterator[Path]:
    for above, _, names in os.walk(folder):
        yield from (Path(above, name) for name in names)


def _exchange(new: Path, site: Path) -> None:
    """Gives each of two folders the name of the other, at once where the system can."""
    if not site.exists():
        new.rename(site)
    elif not _at_once(new, site):
        before = _before(site)
        site.rename(before)
        try:
            new.rename(site)
        except OSError:
            before.rename(site)
            raise
        shutil.rmtree(before, ignore_errors=True)


def _at_once(new: Path, site: Path) -> bool:
    """Whether the system has exchanged two folders: Linux and macOS can, not on every disk."""
    one, other = os.fsencode(new), os.fsencode(site)
    with suppress(AttributeError, OSError, TypeError):  # a C library that lacks the call
        library = ctypes.CDLL(None)
        done = (
            library.renamex_np(one, other, _EXCHANGE)
            if sys.platform == "darwin"
            else library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _EXCHANGE)
        )
        return bool(done == 0)
    return False


def _remove_abandoned(folder: Path) -> None:
    """Removes the folder of a build that is no more: nobody holds its lock, or it is old."""
    try:
        lock = _lock(folder, wait=False)
        if lock is None and time.time() - folder.stat().st_mtime < _ABANDONED:
            return
    except OSError:
        return
    shutil.rmtree(folder, ignore_errors=True)
    if lock is not None:
        os.close(lock)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One build after the other; only as long as it takes to begin or to exchange."""
    lock = _lock(folder, wait=True)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def _lock(folder: Path, *, wait: bool) -> int | None:
    """The lock of a folder, which ends with the process; None where folders have none.

    Raises BlockingIOError if another has it and this one does not `wait`.
    """
    from filelock import lock_descriptor  # noqa: PLC0415 -- slow to import

    if os.name == "nt":  # Windows opens no folder
        return None
    lock = os.open(folder, os.O_RDONLY)
    try:
        if lock_descriptor(lock, blocking=wait):
            return lock
    except OSError:  # some shared drives
        os.close(lock)
        return None
    os.close(lock)
    raise BlockingIOError(folder)
