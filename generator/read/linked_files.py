"""What a folder holds that is no plain file of its own: links, above all, and what nobody reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.read.decoding import cannot_open

#: How the names of hidden files and folders begin.
HIDDEN = (".", "~")

_FIX = "Put the file itself there."
_NO_UTF8 = "The name of this file is not in UTF-8, so nothing was read."


def files_under(folder: Path) -> list[Path]:
    """Every file at any depth, also behind a link; each folder once, so that no link goes round."""
    return sorted(_files(folder, set()))


def strays_in(folder: Path) -> Iterator[Problem]:
    """Each link of a folder that leads out of it or nowhere, and all else that is not read in it.

    Whoever may add a file to a folder could else have any file of this machine published. What is
    hidden is never followed.
    """
    root = Path(os.path.realpath(folder))
    closed: list[OSError] = []
    for above, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith(HIDDEN))
        for name in (*folders, *sorted(files)):
            path = Path(above, name)
            message, fix = ("", "") if name.startswith(HIDDEN) else _why_unread(path, root)
            if message:
                place = SourceLocation(path.relative_to(folder).as_posix())
                yield Problem(place, ProblemCode.FORMAT_ERROR, message, fix)
    for error in closed:
        yield cannot_open(Path(error.filename).relative_to(folder).as_posix(), error)


def _why_unread(path: Path, root: Path) -> tuple[str, str]:
    """Why nothing is read while a path is there, and what to do; "" if it does no harm."""
    if any("\ud800" <= sign <= "\udfff" for sign in path.name):  # bytes of another encoding
        return _NO_UTF8, "Rename it, with letters that every system knows."
    if not Path(os.path.realpath(path)).is_relative_to(root):
        return "This link leads out of the folder, so nothing was read.", _FIX
    if not path.exists():
        return "This link leads nowhere, so nothing was read.", _FIX
    if not path.is_dir() and not path.is_file():
        return "This is neither a file nor a folder, so nothing was read.", _FIX
    return "", ""


def _files(folder: Path, seen: set[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in seen or not folder.is_dir():
        return
    seen.add(real)
    with suppress(PermissionError):
        for path in sorted(folder.iterdir()):
            if path.is_dir():
                yield from _files(path, seen)
            elif path.is_file():
                yield path
