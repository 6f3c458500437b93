"""Reading: an edition from the files of its folder, to be compared with or to be made again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.archive.assessments import read_answers, read_changes
from generator.archive.manifest import (
    MANIFEST,
    Json,
    as_of,
    check_files,
    figures_to,
    read_listed,
    read_manifest,
)
from generator.archive.tables import MEASUREMENTS, PLACES, read_dataset
from generator.archive.writing import ANSWERS, FEED, HISTORY, PREVIOUS, PROVENANCE, SERIES
from generator.model.edition import Commit, Edition, EditionHistory, FeedEntry
from generator.model.errors import ArchiveError

_NEEDED = (PROVENANCE, ANSWERS, SERIES, PLACES, MEASUREMENTS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Archive:
    """All that an edition was made from: its data, its past, and the commits of its files."""

    edition: Edition
    past: EditionHistory
    commits: Mapping[str, str]


def read_edition(files: Mapping[str, str]) -> Edition:
    """The edition in some files by name, without its past.

    ArchiveError where they are none that can be read.
    """
    manifest = read_manifest(files.get(MANIFEST, ""))
    check_files(manifest, files, but=PREVIOUS)
    return _edition(manifest, files)


def read_archive(files: Mapping[str, str]) -> Archive:
    """The edition with its past; ArchiveError as above."""
    manifest = read_manifest(files.get(MANIFEST, ""))
    check_files(manifest, files)
    before = {
        name.removeprefix(PREVIOUS): text
        for name, text in files.items()
        if name.startswith(PREVIOUS)
    }
    history = json.loads(files.get(HISTORY) or '{"files": {}, "cells": []}')
    past = EditionHistory(
        previous=read_edition(before) if manifest.get("previous") else None,
        editions=read_listed(manifest.get("editions", ())),
        commits={
            (cell["table"], cell["id"], cell["column"]): Commit(
                id=cell["commit"], day=dt.date.fromisoformat(cell["day"])
            )
            for cell in history["cells"]
        },
    )
    return Archive(edition=_edition(manifest, files), past=past, commits=history["files"])


def _edition(manifest: Json, files: Mapping[str, str]) -> Edition:
    for name in _NEEDED:
        if name not in files:
            raise ArchiveError(name, "An edition needs it.", "Take the folder again.")
    try:
        return _read(manifest, files)
    except (KeyError, TypeError, ValueError):  # kept by a version that knew other words
        raise ArchiveError(
            MANIFEST,
            "This generator cannot read how the edition was kept.",
            "Take the version of the generator that the manifest names.",
        ) from None


def _read(manifest: Json, files: Mapping[str, str]) -> Edition:
    settings: dict[str, Any] = manifest["settings"]
    return Edition(
        version=manifest["edition"],
        dataset=read_dataset(
            files,
            as_of(manifest),
            json.loads(files[PROVENANCE]),
            int(settings.get("fiscal_year_start", 1)),
        ),
        judged=read_answers(files[ANSWERS]),
        changes=read_changes(files[SERIES]),
        settings=settings,
        generator=manifest["generator"],
        commit=manifest["commit"] or "",
        figures_to=figures_to(manifest),
        feed=tuple(
            FeedEntry(**entry | {"day": dt.date.fromisoformat(entry["day"])})
            for entry in json.loads(files.get(FEED, "[]"))
        ),
    )
