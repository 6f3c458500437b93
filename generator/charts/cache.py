"""Drawn charts kept from build to build, in a folder that may be deleted at any time.

An entry is named by everything that it depends on: what the chart shows, the sources of this
room, and the versions of the drawing libraries, which are looked up without loading them. An
entry carries a checksum; one that is broken counts as missing. Nothing here reads a clock.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from generator.charts.chart_model import Chart, canonical

#: How many entries that this build did not use are kept, the last written first.
SPARE_ENTRIES = 400
_SUFFIX = ".chart"
_LIBRARIES = ("altair", "vl-convert-python")


class ChartCache:
    """A folder of drawn charts.

    A folder that cannot be written stops nothing: `fault` then says why it stayed as it was.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fault: OSError | None = None
        self._used: set[str] = set()

    def load(self, name: str) -> str | None:
        """The text kept under a name, or None where there is none or it is damaged."""
        self._used.add(name)
        try:
            content = (self.folder / f"{name}{_SUFFIX}").read_bytes()
        except OSError:
            return None
        checksum, _, body = content.partition(b"\n")
        return body.decode() if checksum == _checksum(body) else None

    def store(self, name: str, text: str) -> None:
        """Keep a text: whole or not at all, also when two builds run at once."""
        self._used.add(name)
        body = text.encode()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_checksum(body) + b"\n" + body)
                Path(temporary).replace(self.folder / f"{name}{_SUFFIX}")
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as fault:
            self.fault = fault

    def prune(self) -> None:
        """Delete what this build did not use, but for the `SPARE_ENTRIES` written last.

        The spare ones serve a branch or a table that comes back.
        """
        try:
            spare = [
                (-entry.stat().st_mtime_ns, entry.name, entry.path)
                for entry in os.scandir(self.folder)
                if entry.name.endswith(_SUFFIX) and entry.name[: -len(_SUFFIX)] not in self._used
            ]
            for _, _, path in sorted(spare)[SPARE_ENTRIES:]:
                Path(path).unlink(missing_ok=True)
        except OSError as fault:
            self.fault = fault


def cache_key(chart: Chart) -> str:
    """The name under which a chart's drawing is kept."""
    return _name(canonical(chart))


def templates_name() -> str:
    """The name under which the translated templates are kept."""
    return _name(b"templates")


def job_name(chart: Chart) -> str:
    """The name under which a chart's rows are kept."""
    return _name(b"job " + canonical(chart))


def library_name() -> str:
    """The name under which the browser's library is kept: it depends on its version alone."""
    content = f"library 2 {version(_LIBRARIES[-1])}"
    return blake2b(content.encode(), digest_size=16).hexdigest()


def _name(content: bytes) -> str:
    return blake2b(content, digest_size=16, key=recipe()).hexdigest()


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
