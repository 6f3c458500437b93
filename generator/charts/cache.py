"""Drawn charts kept from build to build, in a folder that may be deleted at any time.

A key covers all that an entry depends on: what the chart shows, the sources of this room, and the
versions of the drawing libraries, looked up without loading them. An entry carries a checksum; a
broken one counts as missing. Nothing here reads a clock.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from generator.charts.chart_model import Chart

#: How many entries that this build did not use are kept, the last written first.
SPARE_ENTRIES = 400
_SUFFIX = ".chart"
_LIBRARIES = ("altair", "vl-convert-python")


class ChartCache:
    """A folder of drawn charts; a folder that cannot be written is left as it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._used: set[str] = set()

    def load(self, key: str) -> str | None:
        """The text kept under a key; None if there is none or it is damaged."""
        self._used.add(key)
        try:
            content = (self.folder / f"{key}{_SUFFIX}").read_bytes()
        except OSError:
            return None
        checksum, _, body = content.partition(b"\n")
        return body.decode() if checksum == _checksum(body) else None

    def store(self, key: str, text: str) -> None:
        """Keep a text: whole or not at all, also if two builds run at once."""
        self._used.add(key)
        body = text.encode()
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_checksum(body) + b"\n" + body)
                Path(temporary).replace(self.folder / f"{key}{_SUFFIX}")
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise

    def prune(self) -> None:
        """Delete what this build did not use, except the `SPARE_ENTRIES` written last.

        The spare ones serve a branch or a table that comes back.
        """
        with suppress(OSError):
            spare = [
                (-entry.stat().st_mtime_ns, entry.name, entry.path)
                for entry in os.scandir(self.folder)
                if entry.name.endswith(_SUFFIX) and entry.name[: -len(_SUFFIX)] not in self._used
            ]
            for _, _, path in sorted(spare)[SPARE_ENTRIES:]:
                Path(path).unlink(missing_ok=True)


def cached(cache: ChartCache | None, key: str, make: Callable[[], str]) -> str:
    """The text under a key, made and kept if it is not there."""
    text = cache.load(key) if cache else None
    if text is None:
        text = make()
        if cache:
            cache.store(key, text)
    return text


def cache_key(kind: str, chart: Chart | None = None) -> str:
    """The key of something of this kind, or of a chart: of all that the chart shows.

    The key of the chart itself is not drawn and left out.
    """
    content = f"{kind} {chart and replace(chart, key='')!r}"
    return blake2b(content.encode(), digest_size=16, key=recipe()).hexdigest()


def library_key() -> str:
    """The key of the browser's library: it depends on its version alone."""
    content = f"library 2 {version(_LIBRARIES[-1])}"
    return blake2b(content.encode(), digest_size=16).hexdigest()


@cache
def recipe() -> bytes:
    """What every drawing depends on, whatever it shows: the sources and the libraries."""
    digest = blake2b(digest_size=32)
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(f"{source.name}\0".encode() + source.read_bytes() + b"\0")
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\0".encode())
    return digest.digest()


def _checksum(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).hexdigest().encode()
