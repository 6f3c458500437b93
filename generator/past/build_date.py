"""The day of a site: stated by a setting or by SOURCE_DATE_EPOCH, else the date of the commit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from generator.git import Git
from generator.model.dataset import AsOf
from generator.model.settings import Settings, is_day_of_a_site

_EPOCH = "SOURCE_DATE_EPOCH"


def resolve_as_of(settings: Settings, environ: Mapping[str, str], folder: Path) -> AsOf | None:
    """The day of the site: the setting, else SOURCE_DATE_EPOCH, else the commit's date.

    None outside git: then the data decides. `folder` is the data folder.
    """
    stated = stated_as_of(settings, environ)
    if stated is not None:
        return stated
    day = commit_date(folder)
    return None if day is None else AsOf(day=day, reason="the date of the commit being built")


def stated_as_of(settings: Settings, environ: Mapping[str, str]) -> AsOf | None:
    """The day of the site if somebody has stated it: the setting, else SOURCE_DATE_EPOCH."""
    if settings.as_of is not None:
        return AsOf(day=settings.as_of, reason="the setting as_of")
    day = _epoch_date(environ.get(_EPOCH, ""))
    return None if day is None else AsOf(day=day, reason=_EPOCH)


def commit_date(folder: Path) -> dt.date | None:
    """The date of the commit checked out around a folder; None outside git or without a commit."""
    day = Git(folder=folder).read("log", "-1", "--format=%cs")
    try:
        return None if day is None else dt.date.fromisoformat(day)
    except ValueError:
        return None


def _epoch_date(seconds: str) -> dt.date | None:
    """The day of a moment in seconds since 1970; None if the text is none."""
    if not (seconds.isascii() and seconds.isdigit()):
        return None
    try:
        day = dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC).date()
    except (OverflowError, OSError, ValueError):
        return None
    return day if is_day_of_a_site(day) else None
