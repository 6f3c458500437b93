"""A folder of pages under its policy: the header files written, and each page told where asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from generator.policy.directives import policy
from generator.policy.scripts import inline_hashes
from generator.policy.servers import FILES, headers

_HEAD = re.compile(rb"<head\b[^>]*>", re.IGNORECASE)
# The encoding has to be stated within the first 1,024 bytes, so the policy comes after it.
_ENCODING = re.compile(rb"<meta\s+charset\s*=[^>]*>", re.IGNORECASE)
_STATED = b'<meta http-equiv="Content-Security-Policy"'


def apply_policy(folder: Path, frame_ancestors: str, *, in_pages: bool) -> int:
    """Writes the header files of a folder of pages; gives the number of its pages.

    The policy names the inline scripts of every page below the folder. With `in_pages` each page
    without a policy states it too, for hosts that send no headers.
    """
    paths = sorted(folder.rglob("*.html"))
    hashes: set[str] = set()
    silent = []
    for path in paths:
        content = path.read_bytes()
        hashes |= inline_hashes(content)
        if _STATED not in content:
            silent.append(path)
    if in_pages:
        _state(silent, policy(hashes))
    sent = headers(policy(hashes, frame_ancestors))
    for name, written in FILES.items():
        (folder / name).write_text(written(sent), encoding="utf-8", newline="\n")
    return len(paths)


def _state(paths: Iterable[Path], words: str) -> None:
    # It holds no quotation mark and no angle: it is made of keywords, hashes and checked settings.
    meta = _STATED + f' content="{words}">'.encode()
    for path in paths:
        content = path.read_bytes()
        place = _ENCODING.search(content) or _HEAD.search(content)
        if place is not None:
            path.write_bytes(content[: place.end()] + b"\n      " + meta + content[place.end() :])
