"""The build, from a data folder to a site: read, check, measure, say, draw, write."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from generator.archive.assets import edition_assets
from generator.archive.edition_folder import files_in, is_edition
from generator.archive.reading import Archive, read_archive
from generator.charts.cache import ChartCache
from generator.charts.render import draw
from generator.check.folder_check import check_folder
from generator.measure.alignment import align
from generator.measure.changes.comparable_history import readable_past
from generator.measure.changes.compare import compare, scored_before
from generator.measure.report import Report, measure
from generator.model.dataset import AsOf, Dataset
from generator.model.edition import BuildContext
from generator.model.errors import ArchiveError, DataError
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.settings import Settings, parse_settings
from generator.model.tables import TABLES
from generator.pages.blanks import blanks
from generator.pages.brand import brand_assets
from generator.pages.context import SiteContext
from generator.pages.datapackage import datapackage
from generator.pages.embed import embed
from generator.pages.figure_html import downloads, figure_fragments, pictures
from generator.pages.glossary import glossary_in
from generator.pages.initiative_charts import move_assets, move_fragments, move_pictures
from generator.pages.interactive_assets import live_assets
from generator.pages.json_files import programs
from generator.pages.links import SECTIONS
from generator.pages.metric_aliases import GLOSSARY, names_in
from generator.pages.page import Asset, Page, with_fragments
from generator.pages.site import write_pages
from generator.pages.templating import keep_pages_compiled
from generator.read.data_folder import read_folder
from generator.sentences.numbers import day, formats_of

if TYPE_CHECKING:
    from generator.charts.render_process import Renderer

__all__ = ["SECTIONS", "Moment", "Site", "SiteHeader", "build", "check"]

Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day for a program and for a reader."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHeader:
    """What the frame around every page says."""

    company: str
    sample: bool
    colour: str
    as_of: Moment | None
    figures_to: Moment | None
    next_due: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Site:
    """A site before any site builder: pages, assets, and the fragments that pages refer to."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    fragments: Mapping[str, str]
    warnings: tuple[Problem, ...]
    as_of: AsOf
    frame: SiteHeader
    context: SiteContext

    def embed(self, markdown: str, src_uri: str) -> str:
        """A hand-written page with its parts of the report; raises EmbedError."""
        return embed(markdown, self.context, src_uri)

    def complete(self, text: str, src_uri: str) -> str:
        """A page, in whatever format, with its charts and tables in their places."""
        return with_fragments(text, self.fragments, self.context.links(src_uri).root)


def check(data: Path, settings: Settings, as_of: AsOf | None = None) -> Dataset:
    """The checked tables of a data folder; DataError with every problem where there is one.

    The folder of an edition has been checked when it was made.
    """
    if is_edition(data):
        return _opened(data).edition.dataset
    return check_folder(read_folder(data, TABLES), settings, as_of)


def build(  # noqa: PLR0913 -- each is a choice of its own
    data: Path,
    settings: Settings,
    *,
    as_of: AsOf | None = None,
    origin: BuildContext | None = None,
    cache: Path | None = None,
    content: Path | None = None,
    directory_urls: bool = True,
    progress: Progress | None = None,
    renderer: Renderer | None = None,
) -> Site:
    """The site of a data folder.

    `as_of` is the day from which it speaks; without one the data decides. `origin` is what is
    known besides the data: the edition, its commits, the editions before it. The folder of an
    edition brings all of these, and its settings. `cache` is a folder for drawn charts, `content`
    the one of the pages by hand, whose glossary explains terms and knows other names of metrics.
    `progress` is told how many charts are drawn, of how many; `renderer` is one that is kept for
    the next build. Raises DataError with every problem of every file, before anything is made.
    """
    context = read_book(
        data, settings, as_of, origin or BuildContext(), directory_urls=directory_urls
    )
    glossary = _glossary(content)
    context.names, context.glossary = names_in(glossary), glossary_in(glossary)
    dataset = context.report.dataset
    keep_pages_compiled(cache)
    own = pictures(context)
    shown = own | move_pictures(context)
    kept = ChartCache(cache) if cache else None
    alive = (*live_assets(context, own, kept), *move_assets(context, shown, kept))
    drawn = draw(shown.values(), cache=kept, progress=progress, renderer=renderer)
    pages = write_pages(context)
    published = downloads(context)
    described = (*published, *blanks(), datapackage(published))
    return Site(
        pages=tuple(pages),
        assets=(
            *(*described, *programs(context), *edition_assets(context)),
            *(*alive, *brand_assets(context.report.settings)),
        ),
        fragments=context.fragments
        | figure_fragments(context, drawn, shown)
        | move_fragments(context, drawn, shown),
        warnings=dataset.warnings,
        as_of=dataset.as_of,
        frame=_frame(context.report),
        context=context,
    )


def _glossary(content: Path | None) -> str:
    """The text of the glossary among the pages written by hand; "" where there is none."""
    glossary = content / GLOSSARY if content else None
    if glossary is None or not glossary.is_file():
        return ""
    return glossary.read_text(encoding="utf-8-sig", errors="replace")


def read_book(
    data: Path,
    settings: Settings,
    as_of: AsOf | None,
    origin: BuildContext,
    *,
    directory_urls: bool = True,
) -> SiteContext:
    """All that is known before anything is drawn or written; raises DataError."""
    if is_edition(data):
        archive = _opened(data)
        dataset = archive.edition.dataset
        settings, origin = _as_made(archive, settings, origin)
    else:
        dataset = check(data, settings, as_of)
        origin = replace(origin, past=readable_past(origin.past, dataset))
    report = measure(dataset, settings, scored_before(origin.past))
    return SiteContext(
        report=report,
        alignment=align(report),
        formats=formats_of(settings, report.series),
        directory_urls=directory_urls,
        origin=origin,
        changes=compare(report, origin.past),
    )


def _opened(folder: Path) -> Archive:
    """The edition in a folder; DataError where it is not as it was made."""
    try:
        return read_archive(files_in(folder))
    except ArchiveError as fault:
        problem = Problem(
            location=SourceLocation(fault.file),
            code=ProblemCode.FORMAT_ERROR,
            message=fault.message,
            fix=fault.fix,
        )
        raise DataError((problem,)) from None


def _as_made(
    archive: Archive, settings: Settings, origin: BuildContext
) -> tuple[Settings, BuildContext]:
    """The settings and the origin with which an edition was made; where it stands is of now."""
    edition = archive.edition
    stated = {**edition.settings, "data": settings.data, "cache": settings.cache}
    made = replace(
        origin,
        version=edition.version,
        commit=edition.commit,
        commits=archive.commits,
        past=archive.past,
    )
    return parse_settings(stated), made


def _frame(report: Report) -> SiteHeader:
    """The dates of the frame: to when the figures run, and when most of the next are due."""
    to = report.figures_to
    due = Counter(
        fresh.next_due
        for fresh in report.fresh.values()
        if fresh.newest and fresh.next_due and fresh.newest.last == to
    )
    return SiteHeader(
        company=report.settings.company,
        sample=report.settings.sample,
        colour=report.settings.colour,
        as_of=_moment(report.dataset.as_of.day) if to else None,
        figures_to=_moment(to) if to else None,
        next_due=_moment(due.most_common(1)[0][0]) if due else None,
    )


def _moment(date: dt.date) -> Moment:
    return Moment(iso=date.isoformat(), text=day(date))
