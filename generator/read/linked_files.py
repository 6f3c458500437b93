"""Symbolic links: the files they lead to within a folder, and those that lead out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from generator.model.problems import Problem, ProblemCode, SourceLocation

#: How the names of hidden files and folders begin.
HIDDEN = (".", "~")

_FIX = "Put the file itself there, or delete the link."


def files_under(folder: Path) -> list[Path]:
    """Every file at any depth, also behind a link; each folder once, so that no link goes round."""
    return sorted(_files(folder, set()))


def links_out(folder: Path) -> Iterator[Problem]:
    """Each link of a folder that leads out of it or nowhere; hidden ones are never followed.

    Whoever may add a file to a folder could else have any file of this machine published.
    """
    root = Path(os.path.realpath(folder))
    for above, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(HIDDEN))
        for name in (*folders, *sorted(files)):
            path = Path(above, name)
            if name.startswith(HIDDEN) or not (path.is_symlink() or path.is_dir()):
                continue
            message = ""
            if not Path(os.path.realpath(path)).is_relative_to(root):
                message = "This link leads out of the folder, so nothing was read."
            elif not path.exists():
                message = "This link leads nowhere, so nothing was read."
            if message:
                place = SourceLocation(path.relative_to(folder).as_posix())
                yield Problem(place, ProblemCode.FORMAT_ERROR, message, _FIX)


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
