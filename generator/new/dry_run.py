"""The trial of a data folder with one file changed, and putting that file in place at once."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.model.errors import RowRefusedError


@contextmanager
def trial_of(folder: Path, file: str, content: bytes) -> Iterator[Path]:
    """The data folder with one file changed, elsewhere: the others are linked, not copied."""
    with tempfile.TemporaryDirectory(prefix="cx-") as made:
        trial = Path(made)
        link: Callable[[Path, Path], object] = _link
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if path.is_dir():
                (trial / name).mkdir(parents=True, exist_ok=True)
            elif name.as_posix() != file:
                link(path, trial / name)
        (trial / file).parent.mkdir(parents=True, exist_ok=True)
        (trial / file).write_bytes(content)
        yield trial


def _link(path: Path, at: Path) -> None:
    try:
        at.symlink_to(path.resolve())
    except OSError:  # Windows asks for a right that few have
        shutil.copyfile(path, at)


def put(path: Path, before: bytes | None, content: bytes) -> None:
    """Puts a file in place at once, or not at all; what somebody else wrote meanwhile stays."""
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
            raise RowRefusedError(f"{path.name}: somebody changed it meanwhile. Try again.")
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
