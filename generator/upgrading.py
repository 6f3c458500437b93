"""A new version of the generator in a company's repository: its pin is raised, and no more."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from generator.beginning import VENDOR, keep, pins, text_in, write
from generator.model.errors import StartRefusedError
from generator.model.installation import INSTALL

_PIN = re.compile(rf"\./{VENDOR}/([a-z_]+-([0-9.]+)-\S+\.whl)")
_WHEEL = re.compile(r"[a-z_]+-([0-9.]+)-\S+\.whl")
#: Where the list of changes and that of what they ask begin to speak of a version.
_CHANGES, _ASKED = re.compile(r"^## \[([0-9.]+)\].*$"), re.compile(r"^### ([0-9.]+)$")


def run_upgrade(options: argparse.Namespace) -> Iterator[str]:
    """Raises the pin of the repository here to a wheel; yields what is to be told.

    Raises StartRefusedError if the repository pins no wheel, or the file is none.
    """
    folder, wheel = Path(), Path(options.wheel)
    given = folder / "requirements.in"
    pinned = _PIN.fullmatch(given.read_text(encoding="utf-8").strip()) if given.is_file() else None
    named = _WHEEL.fullmatch(wheel.name)
    if pinned is None or named is None:
        raise StartRefusedError(
            "requirements.in here pins no wheel, or none was given, so nothing was touched.",
            "Run it in a repository that cx start has made: cx upgrade WHEEL.",
        )
    files = pins(wheel)
    changes = [
        *_between(text_in(wheel, "CHANGELOG.md"), _CHANGES, pinned[2], named[1]),
        *_between(text_in(wheel, "UPGRADING.md"), _ASKED, pinned[2], named[1]),
    ]
    if wheel.resolve().parent != (folder / VENDOR).resolve():
        keep(folder, wheel)
    write(folder, files)
    if pinned[1] != wheel.name:
        (folder / VENDOR / pinned[1]).unlink(missing_ok=True)
    yield from changes
    yield f"The pin is raised from {pinned[2]} to {named[1]}. Nothing else was touched."
    yield f"Do what is asked above, then: {INSTALL}, cx check, cx build, git commit."


def _between(text: str, heading: re.Pattern[str], old: str, new: str) -> Iterator[str]:
    """The lines about versions after `old`, up to `new`."""
    wanted = False
    for line in text.splitlines():
        if found := heading.match(line):
            wanted = _order(old) < _order(found[1]) <= _order(new)
        if wanted:
            yield line


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
