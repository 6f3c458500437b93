"""Compiled: templates kept from build to build; to compile them takes as long as 200 pages.

They are read again only for the same source, the same Python and the same versions of what they
are named by.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from generator.pages.context import environment


def keep_compiled(env: Environment, cache: Path | None, *named: str) -> None:
    """Keep the templates of an environment in a folder of the cache that has this name."""
    if cache is None:
        return
    folder = cache / "-".join(["templates", *named])
    with suppress(OSError):  # a folder that cannot be written stops nothing
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            env.bytecode_cache = _Kept(str(folder))


def keep_pages_compiled(cache: Path | None) -> None:
    """Keep the templates of the report's own pages.

    How they are escaped is compiled into them, so they are named by that as well.
    """
    digest = blake2b(digest_size=8)
    for name in ("context.py", "escape.py"):
        digest.update(Path(__file__).with_name(name).read_bytes())
    keep_compiled(environment(), cache, *versions("jinja2"), "pages", digest.hexdigest())


class _Kept(FileSystemBytecodeCache):
    """A folder that may be deleted at any time."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def versions(*packages: str) -> list[str]:
    """The versions of some packages, for a name."""
    return [version(package) for package in packages]
