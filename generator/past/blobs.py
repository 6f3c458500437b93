"""Blobs: the bytes of files at a commit of git, many of them asked for at once."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

_SECONDS = 60


def said(folder: Path, *arguments: str) -> str | None:
    """What git says of a folder; None where there is no git or it has nothing to say."""
    done = _run(folder, arguments, b"")
    return None if done is None else done.decode("utf-8", errors="replace").strip("\n")


def files_at(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The content of each file that is there, by its name for git: `commit:path`."""
    names = list(names)
    if not names:
        return {}
    asked = "".join(f"{name}\n" for name in names).encode()
    answer = _run(folder, ("cat-file", "--batch"), asked) or b""
    found, start = {}, 0
    for name in names:
        end = answer.find(b"\n", start)
        head = answer[start:end].split()
        start = end + 1
        if len(head) == 3 and head[1] == b"blob":
            size = int(head[2])
            found[name] = answer[start : start + size]
        else:  # "… missing", or a folder
            size = -1 if len(head) != 3 else int(head[2])
        if size >= 0:
            start += size + 1
    return found


def _run(folder: Path, arguments: Iterable[str], given: bytes) -> bytes | None:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), "-c", "core.quotePath=off", *arguments],
            input=given,
            capture_output=True,
            check=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
