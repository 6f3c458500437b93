"""Writing the section: behind all that exports.toml holds already, at once or not at all."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from generator.model.errors import ImportRefusedError
from generator.model.mapping import DECLARED_IN
from generator.new.dry_run import put

_NEWLINE = re.compile(r"\r\n|\r|\n")


def refuse_taken(folder: Path, name: str) -> None:
    """ImportRefusedError if an export of this name is declared, or the file is unsound."""
    _, text = _present(folder)
    path = (folder / DECLARED_IN).as_posix()
    try:
        exports = tomllib.loads(text).get("exports", {})
    except tomllib.TOMLDecodeError as fault:
        raise ImportRefusedError(f"{path}: mend this file first ({fault}).") from None
    if isinstance(exports, dict) and name in exports:
        raise ImportRefusedError(
            f'{path} has an export "{name}" already.', "Choose another: --as NAME."
        )


def append_section(folder: Path, name: str, section: str) -> int:
    """Appends a section and gives the line on which it begins; what stands there stays as it is."""
    refuse_taken(folder, name)
    before, text = _present(folder)
    found = _NEWLINE.findall(text)
    newline = max(dict.fromkeys(found), key=found.count) if found else "\n"
    start = text
    if text.strip():
        start += ("" if text.endswith(("\n", "\r")) else newline) + newline
    added = start[len(text) :] + section.replace("\n", newline)
    try:
        tomllib.loads(text + added)
    except tomllib.TOMLDecodeError as fault:
        raise ImportRefusedError(f"The section does not fit {DECLARED_IN} ({fault}).") from None
    put(folder / DECLARED_IN, before, (before or b"") + added.encode())
    return len(_NEWLINE.findall(start)) + 1


def _present(folder: Path) -> tuple[bytes | None, str]:
    path = folder / DECLARED_IN
    if not folder.is_dir():
        raise ImportRefusedError(f"{folder.as_posix()}: There is no such folder.")
    try:
        before = path.read_bytes() if path.is_file() else None
        return before, (before or b"").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRefusedError(
            f"{path.as_posix()} is not in UTF-8.", "Save it as UTF-8 text."
        ) from None
