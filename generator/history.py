"""The edge to git and the environment: from which day a build speaks, where that is not set."""

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
    if settings.as_of is not None:
        return AsOf(day=settings.as_of, reason="the setting as_of")
    day = _epoch_date(environ.get(_EPOCH, ""))
    if day is not None:
        return AsOf(day=day, reason=_EPOCH)
    day = commit_date(folder)
    return None if day is None else AsOf(day=day, reason="the date of the commit being built")


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
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), "log", "-1", "--format=%cs"],
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
        return dt.date.fromisoformat(done.stdout.strip())
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
