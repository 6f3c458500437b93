"""An edition as the files of its folder: written from a report, and read back."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeVar

import generator
from generator.archive.dataset_files import MEASUREMENTS, PROVENANCE, dataset_files, read_dataset
from generator.archive.edition_folder import (
    FOLDER,
    MANIFEST,
    PLACES,
    PREVIOUS,
    Manifest,
    ManifestPrevious,
    ManifestSummary,
    as_json,
    check_files,
    hashes,
    read_manifest,
    readable,
)
from generator.measure.assessment import change_of
from generator.measure.changes.moved_starts import starts_of
from generator.measure.outlook import Forecast, Outlook
from generator.measure.report import Report, group_by
from generator.measure.suppression import published
from generator.model.codec import Code, decode, encode, records_from_csv, records_to_csv
from generator.model.edition import (
    BuildContext,
    Commit,
    Edition,
    EditionHistory,
    EditionSummary,
    FeedEntry,
    PublishedAssessment,
    PublishedOutlook,
    PublishedStart,
)
from generator.model.tables import SeriesKey
from generator.model.vocabulary import Status, Triage
from generator.pages.context import SiteContext
from generator.pages.editions import summary_of
from generator.pages.feed import feed, feed_entries
from generator.pages.page import Asset

ANSWERS = "answers.csv"
SERIES = "series.csv"
OUTLOOKS = "outlooks.csv"
STARTS = "starts.csv"
FEED_FILE = "feed.json"
HISTORY = "history.json"
SBOM = "sbom.json"

_R = TypeVar("_R", PublishedOutlook, PublishedStart)

_NEEDED = (PROVENANCE, ANSWERS, SERIES, PLACES, MEASUREMENTS)
#: The settings that an edition does not keep: where its data and caches are is not of the site.
_OF_THE_PLACE = ("data", "cache", "previous", "remote")
#: What the manifest of the edition before says nothing of.
_OF_THE_PAST = ("summary", "previous", "editions")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChange:
    """Whether a series had really changed."""

    metric: str
    segment: str = ""
    change: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCommit:
    """The commit in which a cell of a table got what it holds."""

    table: str
    id: str
    column: str
    commit: str
    day: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The commits of the source files, and of cells that changed since the previous edition."""

    files: Mapping[str, str] = field(default_factory=dict)
    cells: tuple[CellCommit, ...] = ()


def edition_assets(context: SiteContext) -> list[Asset]:
    """The folder that the site keeps of itself, and the feed of its news."""
    news = feed_entries(context)
    files = _folder_of(_edition_of(context, news), context.origin, summary_of(context))
    kept = [Asset(src_uri=f"{FOLDER}/{name}", content=text) for name, text in files.items()]
    return [feed(context, news), *kept]


def read_edition(files: Mapping[str, str]) -> Edition:
    """The edition in some files by name, without its past; ArchiveError if it cannot be read."""
    manifest = read_manifest(files)
    check_files(manifest, files, _NEEDED, but=PREVIOUS)
    return _read(manifest, files)


def read_archive(files: Mapping[str, str]) -> tuple[Edition, BuildContext]:
    """The edition, and the context of its build; ArchiveError if they cannot be read."""
    manifest = read_manifest(files)
    check_files(manifest, files, _NEEDED)
    edition = _read(manifest, files)
    before = {
        name.removeprefix(PREVIOUS): text
        for name, text in files.items()
        if name.startswith(PREVIOUS)
    }
    with readable():
        history = decode(History, json.loads(files.get(HISTORY, "{}")))
    past = EditionHistory(
        previous=read_edition(before) if manifest.previous else None,
        editions=manifest.editions,
        commits={
            (cell.table, cell.id, cell.column): Commit(id=cell.commit, day=cell.day)
            for cell in history.cells
        },
    )
    return edition, BuildContext(
        version=edition.version,
        commit=edition.commit,
        commits=history.files,
        past=past,
        packages=files.get(SBOM, ""),
    )


def _folder_of(edition: Edition, origin: BuildContext, summary: EditionSummary) -> dict[str, str]:
    """Every file of an edition's folder by its name there."""
    files = _files_of(edition)
    cells = tuple(
        CellCommit(table=table, id=key, column=column, commit=commit.id, day=commit.day)
        for (table, key, column), commit in origin.past.commits.items()
    )
    files[HISTORY] = as_json(History(files=origin.commits, cells=cells))
    if origin.packages:
        files[SBOM] = origin.packages
    before, previous = origin.past.previous, None
    if before is not None:
        previous = ManifestPrevious(edition=before.version, commit=before.commit or None)
        inside = _files_of(before)
        head = encode(_manifest(before, inside))
        inside[MANIFEST] = as_json({k: v for k, v in head.items() if k not in _OF_THE_PAST})
        files |= {f"{PREVIOUS}{name}": text for name, text in inside.items()}
    manifest = replace(
        _manifest(edition, files),
        summary=ManifestSummary(sentence=summary.sentence, piles=summary.piles),
        previous=previous,
        editions=origin.past.editions,
    )
    return {MANIFEST: as_json(manifest), **files}


def _edition_of(context: SiteContext, news: tuple[FeedEntry, ...]) -> Edition:
    report, origin = context.report, context.origin
    return Edition(
        version=origin.version,
        dataset=published(report.dataset),
        assessments={
            key: PublishedAssessment(
                goal=key,
                status=one.status.value,
                pile="" if key in report.closed_goals else one.triage.value,
                change=one.change.value,
                likelihood=one.outlook.likelihood.value if one.outlook.likelihood else "",
                closed=key in report.closed_goals,
                chance=one.outlook.chance,
                floor=one.outlook.floor,
                period=_period_of(one.outlook),
            )
            for key, one in report.assessments.items()
        },
        series_changes={key: change_of(one).value for key, one in report.judged_series.items()},
        settings={k: v for k, v in encode(report.settings).items() if k not in _OF_THE_PLACE},
        generator=generator.__version__,
        commit=origin.commit,
        figures_to=report.figures_to,
        feed=news,
        outlooks=_outlooks_of(report),
        starts={key: starts_of(one) for key, one in report.judged_series.items()},
    )


def _period_of(outlook: Outlook) -> dt.date | None:
    """The last day of the period that a chance is about."""
    return None if outlook.chance is None or outlook.period is None else outlook.period.last


def _outlooks_of(report: Report) -> dict[SeriesKey, tuple[PublishedOutlook, ...]]:
    """Every period ahead of each series up to the furthest due date that its goals ask about."""
    furthest: Counter[SeriesKey] = Counter()
    for one in report.open_assessments:
        key, outlook = one.goal.series_key, one.outlook
        furthest[key] = max(furthest[key], outlook.steps or 0)
    return {
        (metric, segment): tuple(
            PublishedOutlook(
                metric=metric,
                segment=segment,
                last=forecast.window.ahead(step + 1).last,
                mean=float(forecast.mean[step]),
                low_80=float(forecast.band_80[0, step]),
                high_80=float(forecast.band_80[1, step]),
                low_95=float(forecast.band_95[0, step]),
                high_95=float(forecast.band_95[1, step]),
            )
            for step in range(furthest[metric, segment])
        )
        for (metric, segment), forecast in report.forecasts.items()
        if isinstance(forecast, Forecast) and furthest[metric, segment]
    }


def _files_of(edition: Edition) -> dict[str, str]:
    """The files of an edition itself, without its manifest and without its past."""
    changes = [
        SeriesChange(metric=metric, segment=segment, change=change)
        for (metric, segment), change in edition.series_changes.items()
    ]
    records: tuple[tuple[str, type, Iterable[Iterable[object]]], ...] = (
        (OUTLOOKS, PublishedOutlook, edition.outlooks.values()),
        (STARTS, PublishedStart, edition.starts.values()),
    )
    kept = ((name, kind, [*chain.from_iterable(each)]) for name, kind, each in records)
    return {
        **dataset_files(edition.dataset),
        ANSWERS: records_to_csv(PublishedAssessment, edition.assessments.values()),
        SERIES: records_to_csv(SeriesChange, changes),
        FEED_FILE: as_json(edition.feed),
        **{name: records_to_csv(kind, rows) for name, kind, rows in kept if rows},
    }


def _manifest(edition: Edition, files: Mapping[str, str]) -> Manifest:
    return Manifest(
        edition=edition.version,
        commit=edition.commit or None,
        generator=edition.generator,
        audience=edition.settings.get("audience", "all"),
        as_of=edition.dataset.as_of,
        figures_to=edition.figures_to,
        settings=edition.settings,
        files=hashes(files),
    )


def _read(manifest: Manifest, files: Mapping[str, str]) -> Edition:
    with readable():
        start = int(manifest.settings.get("fiscal_year_start", 1))
        assessments = [*records_from_csv(PublishedAssessment, files[ANSWERS])]
        for one in assessments:  # pages name these codes in words
            Status(one.status)
            Triage(one.pile or Triage.CANNOT_SAY)
        changes = records_from_csv(SeriesChange, files[SERIES])
        return Edition(
            version=manifest.edition,
            dataset=read_dataset(files, manifest.as_of, start),
            assessments={one.goal: one for one in assessments},
            series_changes={(one.metric, one.segment): one.change for one in changes},
            settings=manifest.settings,
            generator=manifest.generator,
            commit=manifest.commit or "",
            figures_to=manifest.figures_to,
            feed=decode(tuple[FeedEntry, ...], json.loads(files.get(FEED_FILE, "[]"))),
            outlooks=_by_series(records_from_csv(PublishedOutlook, files.get(OUTLOOKS, ""))),
            starts=_by_series(records_from_csv(PublishedStart, files.get(STARTS, ""))),
        )


def _by_series(records: Iterable[_R]) -> dict[SeriesKey, tuple[_R, ...]]:
    """Records by the series that they are of, in their order."""
    groups = group_by(records, lambda one: (one.metric, one.segment))
    return {key: tuple(found) for key, found in groups.items()}
