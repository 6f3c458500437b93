"""The build, from a data folder to a site: read, check, measure, say, draw, write."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from generator.charts.cache import ChartCache
from generator.charts.draw import draw
from generator.check.tables import DataError, check_folder
from generator.measure.report import Report, measure
from generator.model.dataset import AsOf, Dataset
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.tables import TABLES
from generator.pages.blanks import blanks
from generator.pages.book import Book
from generator.pages.datapackage import datapackage
from generator.pages.embed import EmbedError, embed
from generator.pages.figures import downloads, figure_fragments, pictures
from generator.pages.links import SECTIONS
from generator.pages.page import Asset, Page, with_fragments
from generator.pages.site import write_pages
from generator.read.folder import read_folder
from generator.sentences.numbers import day, formats_of

if TYPE_CHECKING:
    from generator.charts.render import Renderer

__all__ = ["SECTIONS", "DataError", "EmbedError", "Frame", "Moment", "Site", "build", "check"]

Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day for a program and for a reader."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the frame around every page says."""

    company: str
    sample: bool
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
    frame: Frame
    book: Book

    def embed(self, markdown: str, src_uri: str) -> str:
        """A hand-written page with its parts of the report; raises EmbedError."""
        return embed(markdown, self.book, src_uri)

    def complete(self, text: str, src_uri: str) -> str:
        """A page, in whatever format, with its charts and tables in their places."""
        return with_fragments(text, self.fragments, self.book.links(src_uri).root)


def check(data: Path, settings: Settings, as_of: AsOf | None = None) -> Dataset:
    """The checked tables of a data folder; DataError with every problem where there is one."""
    return check_folder(read_folder(data, TABLES), settings, as_of)


def build(  # noqa: PLR0913 -- each is a choice of its own
    data: Path,
    settings: Settings,
    *,
    as_of: AsOf | None = None,
    commits: Mapping[str, str] | None = None,
    cache: Path | None = None,
    directory_urls: bool = True,
    progress: Progress | None = None,
    renderer: Renderer | None = None,
) -> Site:
    """The site of a data folder.

    `as_of` is the day from which it speaks; without one the data decides. `commits` names the
    commit of git in which a file of the folder was last changed. `cache` is a folder for drawn
    charts. `progress` is told how many charts are drawn, of how many; `renderer` is one that is
    kept for the next build. Raises DataError with every problem of every file, before anything
    is made.
    """
    dataset = check(data, settings, as_of)
    report = measure(dataset, settings)
    book = Book(
        report=report,
        formats=formats_of(settings, report.series),
        directory_urls=directory_urls,
        commits=commits or {},
    )
    shown = pictures(book)
    drawn = draw(
        shown.values(),
        cache=ChartCache(cache) if cache else None,
        progress=progress,
        renderer=renderer,
    )
    pages = write_pages(book)
    published = downloads(book)
    return Site(
        pages=tuple(pages),
        assets=(*published, *blanks(), datapackage(published)),
        fragments=book.fragments | figure_fragments(book, drawn, shown),
        warnings=dataset.warnings,
        as_of=dataset.as_of,
        frame=_frame(report),
        book=book,
    )


def _frame(report: Report) -> Frame:
    """The dates of the frame: to when the figures run, and when most of the next are due."""
    to = report.figures_to
    due = Counter(
        fresh.next_due
        for fresh in report.fresh.values()
        if fresh.newest and fresh.next_due and fresh.newest.last == to
    )
    return Frame(
        company=report.settings.company,
        sample=report.settings.sample,
        as_of=_moment(report.dataset.as_of.day) if to else None,
        figures_to=_moment(to) if to else None,
        next_due=_moment(due.most_common(1)[0][0]) if due else None,
    )


def _moment(date: dt.date) -> Moment:
    return Moment(iso=date.isoformat(), text=day(date))
