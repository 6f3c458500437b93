"""The edge to git and the environment: the day of a build, and the commits of the data files."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Mapping
from pathlib import Path

from generator.model.dataset import AsOf
from generator.model.settings import Settings

_EPOCH = "SOURCE_DATE_EPOCH"


def resolve_as_of(settings: Settings, environ: Mapping[str, str], folder: Path) -> AsOf | None:
    """The day of the site: the setting, else SOURCE_DATE_EPOCH, else the commit's date.

    None outside git: then the data decides (see `check.tables`). `folder` is the data folder.
    """
    stated = stated_as_of(settings, environ)
    if stated is not None:
        return stated
    day = commit_date(folder)
    return None if day is None else AsOf(day=day, reason="the date of the commit being built")


def stated_as_of(settings: Settings, environ: Mapping[str, str]) -> AsOf | None:
    """The day of the site where somebody has stated it: the setting, else SOURCE_DATE_EPOCH."""
    if settings.as_of is not None:
        return AsOf(day=settings.as_of, reason="the setting as_of")
    day = _epoch_date(environ.get(_EPOCH, ""))
    return None if day is None else AsOf(day=day, reason=_EPOCH)


def _epoch_date(seconds: str) -> dt.date | None:
    """The day of a moment in seconds since 1970; None where the text is none."""
    if not (seconds.isascii() and seconds.isdigit()):
        return None
    try:
        return dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC).date()
    except (OverflowError, OSError, ValueError):
        return None


def commit_date(folder: Path) -> dt.date | None:
    """The date of the commit checked out around a folder; None outside git or without a commit."""
    said = _git(folder, "log", "-1", "--format=%cs")
    try:
        return None if said is None else dt.date.fromisoformat(said.strip())
    except ValueError:
        return None


def source_commits(settings: Settings, folder: Path) -> dict[str, str]:
    """The commits of the data files, where the settings link to them."""
    return file_commits(folder) if "{commit}" in settings.source_link else {}


def file_commits(folder: Path) -> dict[str, str]:
    """The commit in which each file under a folder got what it holds, by its path in the folder.

    A file that was changed since is left out. Nothing is known outside git, nor in a shallow
    clone, whose history ends too early to tell.
    """
    if (_git(folder, "rev-parse", "--is-shallow-repository") or "").strip() != "false":
        return {}
    # Along the first parents: a merge gives what it brought.
    said = _git(
        folder,
        *("-c", "core.quotePath=off", "log", "--first-parent", "-m", "--no-renames"),
        *("--relative", "--name-only", "--format=%x00%H", "--", "."),
    )
    changed = _git(
        folder, "-c", "core.quotePath=off", "diff", "--name-only", "--relative", "HEAD", "--", "."
    )
    if said is None or changed is None:
        return {}
    found: dict[str, str] = {}
    for entry in said.split("\0")[1:]:
        commit, *files = entry.split("\n")
        for file in filter(None, files):
            found.setdefault(file, commit)
    for file in changed.splitlines():
        found.pop(file, None)
    return {file: commit for file, commit in found.items() if (folder / file).is_file()}


def _git(folder: Path, *arguments: str) -> str | None:
    """What git says of a folder; None where there is no git or it has nothing to say."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
            timeout=20,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
