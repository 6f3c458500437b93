"""A dry run: a copy of the data folder with one file changed; and putting that file in place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.model.errors import FileChangedError
from generator.read.linked_files import files_under


@contextmanager
def dry_run_of(folder: Path, file: str, content: bytes) -> Iterator[Path]:
    """The data folder with one file changed, elsewhere: the others are links, not copies."""
    with tempfile.TemporaryDirectory(prefix="cx-") as made:
        copy = Path(made)
        for path in files_under(folder):
            name = path.relative_to(folder)
            if name.as_posix() != file:
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                link_or_copy(path, copy / name)
        (copy / file).parent.mkdir(parents=True, exist_ok=True)
        (copy / file).write_bytes(content)
        yield copy


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
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not _replaced(path, before, temporary):
            raise FileChangedError(f"{path.name}: somebody changed it meanwhile.", "Try again.")
    finally:
        temporary.unlink(missing_ok=True)


def _replaced(path: Path, before: bytes | None, temporary: Path) -> bool:
    """Puts a temporary file in place; False if the file has changed or a new one has come."""
    if before is not None:
        if path.read_bytes() != before:
            return False
        shutil.copymode(path, temporary)
        temporary.replace(path)
        return True
    temporary.chmod(0o644)
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:  # some shared drives have no links
        with path.open("xb") as file:
            file.write(temporary.read_bytes())
    return True
