"""What a build reads, as one hash, and the site that came of it: while both are equal, it stays.

The hash covers every file of the data, of the hand-written pages and of a company's own theme, the
settings, the generator's own files, the versions of all libraries, what git knows, and the
environment. The files of the finished site are compared as well. Nothing here reads a clock.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from generator.charts.cache import ChartCache
from generator.git import Git

#: The record in the folder of a cache: that of the last build alone.
_NAME = "site"
_CODE = Path(__file__).parent
_INSTALLED = (".dist-info", ".egg-info")
#: How the names of environment variables begin that a build reads.
_READ = ("CX_", "MIKE_", "SOURCE_DATE_EPOCH", "GIT_")
#: What MkDocs says of its own work, and says itself.
_OF_EVERY_BUILD = "mkdocs.commands.build"
_BUILDER = logging.getLogger("mkdocs")


class UnchangedSite(logging.Handler):
    """The site that came of the inputs as they are, if the last build has made it.

    `cache` is the folder in which its hashes are kept; `inputs` gives the hash of the inputs now.
    What the build of a site tells is kept too, and told again.
    """

    def __init__(self, cache: Path, inputs: Callable[[], str | None]) -> None:
        super().__init__(logging.INFO)
        self.cache, self.inputs_now = ChartCache(cache), inputs
        self.inputs = inputs()
        self.told: list[tuple[str, int, str]] = []

    def is_there(self, site: Path) -> bool:
        """Whether the site is as its build left it; from now on what is told is kept."""
        kept = self.cache.load(_NAME) if self.inputs and site.is_dir() else None
        if kept is not None:
            made = json.loads(kept)
            with suppress(OSError):
                if made.get("inputs") == self.inputs and _is_made_of(site, made["files"]):
                    for name, level, line in made["told"]:
                        logging.getLogger(name).log(level, "%s", line)
                    return True
        _BUILDER.addHandler(self)
        return False

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps a line, unless it is of every build."""
        if record.name != _OF_EVERY_BUILD:
            self.told.append((record.name, record.levelno, record.getMessage()))

    def keep(self, site: Path) -> None:
        """Keeps the hashes of a finished site, unless an input has changed meanwhile.

        Nor where there was a warning, which may end a strict build, nor after a quiet build.
        """
        _BUILDER.removeHandler(self)
        warned = any(level >= logging.WARNING for _, level, _ in self.told)
        if warned or not _BUILDER.isEnabledFor(logging.INFO) or self.inputs is None:
            return
        with suppress(OSError):
            made = {"inputs": self.inputs, "files": dict(_hashes(site)), "told": self.told}
            if self.inputs_now() == self.inputs:
                self.cache.store(_NAME, json.dumps(made, sort_keys=True))


def inputs_of(
    settings: str, data: Path, folders: Iterable[Path], environ: Mapping[str, str]
) -> str | None:
    """The hash of all that a build reads; None if a link or an unreadable file is among it.

    `settings` says what was stated to the builder of sites, `folders` what it reads besides `data`.
    None too in a shallow clone, where the history of the data may grow.
    """
    digest = blake2b(digest_size=16)
    git = _of_git(Git(folder=data)) if data.is_dir() else ()
    if "true" in git:
        return None
    read = sorted((name, value) for name, value in environ.items() if name.startswith(_READ))
    versions = (sys.version, sys.platform, sorted(_libraries()))
    digest.update(repr((settings, read, versions, git)).encode())
    try:
        for folder in (_CODE, data, *folders):
            digest.update(f"\0{folder.name}\0{folder.is_dir()}\0".encode())
            for path, content in _hashes(folder, "__pycache__" if folder == _CODE else ""):
                digest.update(f"{path}\0{content}\0".encode())
    except OSError:
        return None
    return digest.hexdigest()


def _of_git(git: Git) -> tuple[str | None, ...]:
    """Whether a clone is shallow, its commits, and the files that are in none as they are now."""
    return (
        git.read("rev-parse", "--is-shallow-repository"),
        git.read("rev-parse", "HEAD"),
        git.read("for-each-ref", "--format=%(objectname) %(refname)"),
        git.read("diff", "--raw", "HEAD", "--", "."),
    )


def _libraries() -> Iterator[str]:
    """The names of all libraries, each with its version."""
    for place in map(Path, sys.path):
        if place.is_dir():
            yield from (one.name for one in place.iterdir() if one.name.endswith(_INSTALLED))


def _is_made_of(site: Path, files: Mapping[str, str]) -> bool:
    """Whether a site has these files alone, but for what others have put there: `.git`."""
    made = {path.partition("/")[0] for path in files}
    others = {path.name for path in site.iterdir() if path.name.startswith(".")} - made
    there = _hashes(site)
    return {path: one for path, one in there if path.partition("/")[0] not in others} == files


def _hashes(folder: Path, without: str = "") -> Iterator[tuple[str, str]]:
    """The files at any depth with the hashes of their bytes, and the folders with none.

    Raises OSError for a link and for what cannot be read.
    """
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name == without:
            continue
        if entry.is_symlink():  # what it leads to may change unseen
            raise OSError(entry.path)
        if entry.is_dir():
            yield entry.name, ""
            for path, content in _hashes(Path(entry.path), without):
                yield f"{entry.name}/{path}", content
        else:
            bytes_of_it = Path(entry.path).read_bytes()
            yield entry.name, blake2b(bytes_of_it, digest_size=16).hexdigest()
