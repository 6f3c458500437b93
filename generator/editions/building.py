"""The site of an edition, built strictly by MkDocs in a process of its own."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from generator.model.edition import CACHE_VARIABLE, EDITION_VARIABLE, PUBLISHED_VARIABLE
from generator.model.errors import SiteBuildError

_DAY = "SOURCE_DATE_EPOCH"


def build_site(config: Path, site: Path, environment: Mapping[str, str]) -> None:
    """Builds the site of a configuration into a folder; SiteBuildError if it does not build."""
    arguments = ("--config-file", str(config), "--site-dir", str(site))
    if run_mkdocs("build", "--strict", "--clean", *arguments, **environment):
        raise SiteBuildError


def build_or_serve(options: argparse.Namespace) -> int:
    """Builds the site strictly, or shows it on this machine; the exit code is 0 or 1."""
    config = ("--config-file", options.config or "mkdocs.yml")
    if not options.serve:
        into = ("--site-dir", str(Path(options.into).absolute())) if options.into else ()
        return min(run_mkdocs("build", "--strict", *config, *into), 1)
    address = ("--dev-addr", options.address)
    try:
        return min(run_mkdocs("serve", "--livereload", "--no-strict", *address, *config), 1)
    except KeyboardInterrupt:
        return 0


def run_mkdocs(*arguments: str, **environment: str) -> int:
    """The exit code of a command of MkDocs, run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        check=False,
        env={"TZ": "UTC", "NO_MKDOCS_2_WARNING": "1", **os.environ, **environment},
    )
    return done.returncode


def environment_of(
    edition: str, published: str | None, day: int | None, cache: Path
) -> dict[str, str]:
    """What a build knows of its edition; `day` is the day of the site in seconds since 1970.

    `cache` is a folder that no other job can have written.
    """
    environment = {
        EDITION_VARIABLE: edition,
        PUBLISHED_VARIABLE: published or "",
        CACHE_VARIABLE: str(cache),
    }
    return environment if day is None else {**environment, _DAY: str(day)}


def address_in(site_url: str | None, edition: str) -> str | None:
    """The address of an edition's pages, below the address of the site."""
    if not site_url:
        return site_url
    # When mike builds, it has done so already.
    return f"{site_url.rstrip('/').removesuffix(f'/{edition}')}/{edition}/"
