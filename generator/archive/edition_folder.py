"""The folder of an edition on this machine: its files as text."""

from __future__ import annotations

from pathlib import Path

from generator.archive.manifest import MANIFEST
from generator.archive.tables import PLACES
from generator.model.errors import ArchiveError


def is_edition(folder: Path) -> bool:
    """Whether a folder is that of an edition, and not one that owners fill."""
    return (folder / MANIFEST).is_file() and (folder / PLACES).is_file()


def files_in(folder: Path) -> dict[str, str]:
    """The files of an edition's folder by name; none where it is no such folder."""
    if not is_edition(folder):
        return {}
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            try:
                files[name] = path.read_bytes().decode()
            except UnicodeDecodeError:
                raise ArchiveError(name, "It is no text.", "Take the folder again.") from None
    return files
