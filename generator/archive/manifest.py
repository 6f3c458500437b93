"""The manifest: what an edition is, what it was built with, and the hash of each of its files."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from generator.model.dataset import AsOf
from generator.model.edition import Edition, EditionSummary
from generator.model.errors import ArchiveError
from generator.model.settings import Settings
from generator.model.wording import escape_invisible

Json = dict[str, Any]

MANIFEST = "manifest.json"
#: The form of an edition's folder: a program that reads one looks here first.
FORMAT = 1

#: Where the data and the cache of drawings stand says nothing of the site.
_OF_THE_PLACE = ("data", "cache", "previous")


def as_json(content: object) -> str:
    """Content as JSON text, always in the same form, with a number for each unseen sign."""
    return escape_invisible(json.dumps(content, indent=1, ensure_ascii=False)) + "\n"


def settings_as_stated(settings: Settings) -> Json:
    """The settings as they would stand in mkdocs.yml, without those of the place."""
    stated: Json = _plain(settings)
    return {name: value for name, value in stated.items() if name not in _OF_THE_PLACE}


def head(edition: Edition) -> Json:
    """What an edition is, and what it was built with."""
    as_of = edition.dataset.as_of
    return {
        "format": FORMAT,
        "edition": edition.version,
        "commit": edition.commit or None,
        "generator": edition.generator,
        "audience": edition.settings.get("audience", "all"),
        "as_of": {"day": as_of.day.isoformat(), "reason": as_of.reason},
        "figures_to": _iso(edition.figures_to),
        "settings": dict(edition.settings),
    }


def with_files(manifest: Json, files: Mapping[str, str]) -> str:
    """The manifest as text, with every other file of the folder by name and hash."""
    listed = {name: hash_of(files[name]) for name in sorted(files)}
    return as_json({**manifest, "files": listed})


def hash_of(text: str) -> str:
    """The SHA-256 of a file's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_manifest(text: str) -> Json:
    """The manifest from its text; ArchiveError where it is none that can be read."""
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("format"), int):
        raise ArchiveError(
            MANIFEST, "This is not the manifest of an edition.", "Take the folder again."
        )
    if found["format"] != FORMAT:
        raise ArchiveError(
            MANIFEST,
            f"This edition has the form {found['format']}; this generator reads {FORMAT}.",
            "Take the version of the generator that the manifest names.",
        )
    return found


def check_files(manifest: Json, files: Mapping[str, str], but: str = "") -> None:
    """ArchiveError where a file is missing or is not the one that the manifest names.

    Those in the folder `but` are not asked for.
    """
    for name, expected in manifest["files"].items():
        if but and name.startswith(but):
            continue
        if name not in files:
            raise ArchiveError(
                name, "The manifest names it, and it is not there.", "Take the folder again."
            )
        if hash_of(files[name]) != expected:
            raise ArchiveError(
                name, "It has been changed since the edition was made.", "Take the folder again."
            )


def as_of(manifest: Json) -> AsOf:
    """The day from which the edition speaks."""
    stated = manifest["as_of"]
    return AsOf(day=dt.date.fromisoformat(stated["day"]), reason=stated["reason"])


def figures_to(manifest: Json) -> dt.date | None:
    """The day to which the edition's figures run."""
    return _day(manifest["figures_to"])


def summary_of(manifest: Json) -> EditionSummary:
    """What a list of editions tells of the one that the manifest is of."""
    summary = manifest.get("summary") or {}
    return EditionSummary(
        version=manifest["edition"],
        as_of=as_of(manifest).day,
        figures_to=figures_to(manifest),
        piles=summary.get("piles", {}),
        sentence=summary.get("sentence", ""),
    )


def listed(editions: Iterable[EditionSummary]) -> list[Json]:
    """A list of editions as the manifest keeps it."""
    return [
        {
            "edition": one.version,
            "as_of": one.as_of.isoformat(),
            "figures_to": _iso(one.figures_to),
            "piles": dict(one.piles),
            "sentence": one.sentence,
        }
        for one in editions
    ]


def read_listed(found: Iterable[Json]) -> tuple[EditionSummary, ...]:
    """A list of editions from the manifest."""
    return tuple(
        EditionSummary(
            version=one["edition"],
            as_of=dt.date.fromisoformat(one["as_of"]),
            figures_to=_day(one["figures_to"]),
            piles=one["piles"],
            sentence=one["sentence"],
        )
        for one in found
    )


def _plain(value: object) -> Any:
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
