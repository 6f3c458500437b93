"""The build, from a data folder to a site: read, check, measure, phrase, draw, write."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.archive.edition_files import edition_assets, read_archive
from generator.archive.edition_folder import files_in, is_edition
from generator.charts.cache import ChartCache
from generator.charts.render import Progress, draw
from generator.check.folder_check import check_folder
from generator.check.published_figures import warn_of_published
from generator.measure.alignment import align
from generator.measure.changes.compare import compare, scored_before
from generator.measure.changes.rejudging import rejudge, verdicts_by_method
from generator.measure.earlier_figures import mind_earlier
from generator.measure.ownership import responsibilities
from generator.measure.publishable import publishable, with_shown_people
from generator.measure.report import Report, measure
from generator.model.dataset import AsOf, Dataset
from generator.model.edition import NEXT, BuildContext
from generator.model.errors import ArchiveError, DataError
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.settings import Settings, parse_settings
from generator.model.tables import TABLES
from generator.pages.brand import brand_assets
from generator.pages.change_items import change_items
from generator.pages.context import SiteContext
from generator.pages.datapackage import blanks, datapackage
from generator.pages.embed import embed
from generator.pages.figure_html import downloads, figures
from generator.pages.glossary import GLOSSARY, glossary_in
from generator.pages.interactive_assets import interactive_assets
from generator.pages.json_files import programs
from generator.pages.page import Asset, Page, with_fragments
from generator.pages.people import person_keys
from generator.pages.site import write_pages
from generator.pages.site_charts import site_charts
from generator.pages.workbook_templates import ids_of, workbooks
from generator.read.data_folder import read_folder
from generator.sentences.numbers import day, formats_of

if TYPE_CHECKING:
    from generator.charts.render_process import Renderer


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
    paper: str
    as_of: Moment | None = None
    figures_to: Moment | None = None
    next_due: Moment | None = None


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
    """The site of a data folder, or of the folder that an edition keeps of itself.

    The folder of an edition brings its own day, settings and `origin`. `cache` is a folder for
    drawn charts. `content` is the folder of the hand-written pages, whose
    glossary explains terms and knows other names of metrics. `progress` is told how many charts
    are drawn, of how many. `renderer` is a drawing process that is kept for the next build.
    Raises DataError with every problem of every file, before anything is made.
    """
    context = read_context(
        data,
        settings,
        as_of,
        origin or BuildContext(),
        glossary=_glossary(content),
        directory_urls=directory_urls,
    )
    report = context.report
    chart_cache = ChartCache(cache) if cache else None
    charts = tuple(site_charts(context))
    shown = (each.chart for each in charts)
    svgs = draw(shown, cache=chart_cache, progress=progress, renderer=renderer)
    pages = write_pages(context)
    tables = downloads(context)
    return Site(
        pages=tuple(pages),
        assets=(
            *tables,
            *blanks(),
            *workbooks(ids_of(report.dataset), report.dataset.as_of),
            datapackage(tables),
            *programs(context),
            *edition_assets(context),
            *interactive_assets(context, charts, chart_cache),
            *brand_assets(report.settings),
        ),
        fragments={
            **{key: html for page in pages for key, html in page.fragments.items()},
            **figures(context, charts, svgs),
        },
        warnings=report.dataset.warnings,
        as_of=report.dataset.as_of,
        frame=_frame(report),
        context=context,
    )


def check(
    data: Path, settings: Settings, as_of: AsOf | None = None, *, of_links: bool = False
) -> Dataset:
    """The checked tables alone; raises DataError with every problem."""
    if is_edition(data):
        return read_and_check(data, settings, as_of, BuildContext())[0]
    return check_folder(read_folder(data, TABLES, of_links=of_links), settings, as_of)


def since_published(dataset: Dataset, origin: BuildContext) -> tuple[Problem, ...]:
    """What the edition before has published and the data has no more, or has otherwise."""
    before = origin.past.previous
    return tuple(warn_of_published(dataset, before.dataset, before.version)) if before else ()


def count_verdicts_by_method(dataset: Dataset, settings: Settings, origin: BuildContext) -> int:
    """How many verdicts of the edition before differ by the methods of now alone."""
    _, settings, origin = publishable(dataset, settings, origin)
    before = origin.past.previous
    if before is None:
        return 0
    return sum(1 for _ in verdicts_by_method(before, rejudge(before, settings)))


def read_context(
    data: Path,
    settings: Settings,
    as_of: AsOf | None,
    origin: BuildContext,
    *,
    glossary: str = "",
    directory_urls: bool = True,
) -> SiteContext:
    """All that is known before anything is drawn or written, as pages and a summary take it."""
    dataset, settings, origin = read_and_check(data, settings, as_of, origin)
    dataset, settings, origin = publishable(dataset, settings, origin)
    report = measure(dataset, settings, scored_before(origin.past))
    charged = responsibilities(report)
    answering = {one.owner for one in charged}
    report = replace(report, dataset=with_shown_people(dataset, answering))
    context = SiteContext(
        report=report,
        alignment=align(report),
        formats=formats_of(report.settings, report.series),
        responsibilities=charged,
        people=person_keys(charged),
        glossary=glossary_in(glossary),
        directory_urls=directory_urls,
        origin=origin,
        changes=compare(report, origin.past),
    )
    return replace(context, change_items=tuple(change_items(context)))


def read_and_check(
    data: Path, settings: Settings, as_of: AsOf | None, origin: BuildContext
) -> tuple[Dataset, Settings, BuildContext]:
    """The checked tables, with the settings and the context that hold for them.

    Raises DataError with every problem.
    """
    if is_edition(data):
        return _from_edition(data, settings, origin)
    dataset = check_folder(read_folder(data, TABLES), settings, as_of)
    before = origin.past.previous
    dataset = mind_earlier(
        dataset,
        before.dataset if before else None,
        is_release=origin.version != NEXT,
        withheld=origin.past.withheld,
    )
    return dataset, settings, origin


def _from_edition(
    folder: Path, settings: Settings, origin: BuildContext
) -> tuple[Dataset, Settings, BuildContext]:
    """The folder of an edition, which was checked when it was made.

    It brings the settings and the origin with which it was made. Where the site stands is of now.
    """
    try:
        edition, made = read_archive(files_in(folder))
    except ArchiveError as error:
        location, code = SourceLocation(error.file), ProblemCode.FORMAT_ERROR
        raise DataError((Problem(location, code, error.message, error.fix),)) from None
    stated = {**edition.settings, "data": settings.data, "cache": settings.cache}
    return edition.dataset, parse_settings(stated), replace(made, address=origin.address)


def _glossary(content: Path | None) -> str:
    """The text of the glossary among the hand-written pages; "" without one."""
    glossary = content / GLOSSARY if content else None
    if glossary is None or not glossary.is_file():
        return ""
    return glossary.read_text(encoding="utf-8-sig", errors="replace")


def _frame(report: Report) -> SiteHeader:
    """The dates of the frame: to when the figures run, and when most of the next are due."""
    to = report.figures_to
    due = Counter(
        fresh.next_due
        for fresh in report.freshness.values()
        if fresh.newest and fresh.next_due and fresh.newest.last == to
    )
    return SiteHeader(
        company=report.settings.company,
        sample=report.settings.sample,
        colour=report.settings.colour,
        paper=report.settings.paper,
        as_of=_moment(report.dataset.as_of.day) if to else None,
        figures_to=_moment(to) if to else None,
        next_due=_moment(due.most_common(1)[0][0]) if due else None,
    )


def _moment(date: dt.date) -> Moment:
    return Moment(iso=date.isoformat(), text=day(date))
