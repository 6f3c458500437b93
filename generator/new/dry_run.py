"""A dry run: a copy of the data folder with one file changed; and putting that file in place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.model.errors import FileChangedError


@contextmanager
def trial_of(folder: Path, file: str, content: bytes) -> Iterator[Path]:
    """The data folder with one file changed, elsewhere: the others are linked, not copied."""
    with tempfile.TemporaryDirectory(prefix="cx-") as made:
        trial = Path(made)
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_dir():
                (trial / name).mkdir(parents=True, exist_ok=True)
            elif name.as_posix() != file:
                link_or_copy(path, trial / name)
        (trial / file).parent.mkdir(parents=True, exist_ok=True)
        (trial / file).write_bytes(content)
        yield trial


def link_or_copy(path: Path, at: Path) -> None:
    """Links a file to another place; copies it if the system does not allow the link."""
    try:
        at.symlink_to(path.resolve())
    except OSError:  # Windows asks for a right that few have
        shutil.copyfile(path, at)


def put(path: Path, before: bytes | None, content: bytes) -> None:
    """Replaces a file at once, or not at all.

    `before` is what the caller read, None for no file. If somebody has changed the file since
    then, their version stays, and FileChangedError is raised.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not _placed(made, path, before, content):
            raise FileChangedError(f"{path.name}: somebody changed it meanwhile.", "Try again.")
    finally:
        made.unlink(missing_ok=True)


def _placed(made: Path, path: Path, before: bytes | None, content: bytes) -> bool:
    """Whether the file could be put in place: not where another has come or changed meanwhile."""
    if before is not None:
        if path.read_bytes() != before:
            return False
        shutil.copymode(path, made)
        made.replace(path)
        return True
    made.chmod(0o644)
    try:
        os.link(made, path)
    except FileExistsError:
        return False
    except OSError:  # some shared drives know no links
        with path.open("xb") as file:
            file.write(content)
    return True
