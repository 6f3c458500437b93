"""Writing: the folder of an edition from its data, its answers and what it knew of the past."""

from __future__ import annotations

from collections.abc import Mapping

import generator
from generator.archive.assessments import (
    ANSWER_COLUMNS,
    CHANGE_COLUMNS,
    answer_rows,
    change_rows,
    judged,
    series_changes,
)
from generator.archive.cells import as_csv
from generator.archive.manifest import (
    MANIFEST,
    Json,
    as_json,
    head,
    listed,
    settings_as_stated,
    with_files,
)
from generator.archive.provenance import provenance
from generator.archive.tables import table_files
from generator.measure.report import Report
from generator.measure.suppression import published
from generator.model.edition import Commit, Edition, EditionHistory, EditionSummary, FeedEntry

#: The folder of the site in which an edition keeps itself.
FOLDER = "edition"
#: The part of the folder that holds what Changes compares with.
PREVIOUS = "previous/"

PROVENANCE = "provenance.json"
ANSWERS = "answers.csv"
SERIES = "series.csv"
FEED = "feed.json"
HISTORY = "history.json"


def edition_of(
    report: Report, *, version: str, commit: str = "", feed: tuple[FeedEntry, ...] = ()
) -> Edition:
    """The edition that a report makes."""
    return Edition(
        version=version,
        dataset=published(report.dataset),
        judged=judged(report),
        changes=series_changes(report),
        settings=settings_as_stated(report.settings),
        generator=generator.__version__,
        commit=commit,
        figures_to=report.figures_to,
        feed=feed,
    )


def archive_files(
    edition: Edition, past: EditionHistory, summary: EditionSummary, commits: Mapping[str, str]
) -> dict[str, str]:
    """Every file of an edition's folder by its name there.

    `commits` names the commit of git in which each source file was last changed.
    """
    files = _files_of(edition)
    cells = [
        {"table": table, "id": key, "column": column, **_commit(commit)}
        for (table, key, column), commit in past.commits.items()
    ]
    files[HISTORY] = as_json({"files": dict(commits), "cells": cells})
    before = past.previous
    if before is not None:
        inside = _files_of(before)
        inside[MANIFEST] = with_files(head(before), inside)
        files |= {f"{PREVIOUS}{name}": text for name, text in inside.items()}
    (told,) = listed([summary])
    manifest: Json = {
        **head(edition),
        "summary": {name: told[name] for name in ("sentence", "piles")},
        "previous": None
        if before is None
        else {"edition": before.version, "commit": before.commit or None},
        "editions": listed(past.editions),
    }
    return {MANIFEST: with_files(manifest, files), **files}


def _files_of(edition: Edition) -> dict[str, str]:
    """The files of an edition itself, without its manifest and without its past."""
    return {
        **table_files(edition.dataset),
        PROVENANCE: as_json(provenance(edition.dataset)),
        ANSWERS: as_csv(ANSWER_COLUMNS, answer_rows(edition.judged)),
        SERIES: as_csv(CHANGE_COLUMNS, change_rows(edition.changes)),
        FEED: as_json([_news(entry) for entry in edition.feed]),
    }


def _news(entry: FeedEntry) -> Json:
    return {
        "key": entry.key,
        "edition": entry.edition,
        "day": entry.day.isoformat(),
        "title": entry.title,
        "text": entry.text,
        "page": entry.page,
    }


def _commit(commit: Commit) -> Json:
    return {"commit": commit.id, "day": commit.day.isoformat()}
