"""A site that is served while its input has problems: the last good one, and a page of problems.

It is for `mkdocs serve` alone; no built site contains any of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.build import Site, SiteHeader
from generator.messages.check_report import CheckReport, check_report
from generator.messages.html import MOST_ON_PAGE
from generator.model.dataset import AsOf
from generator.model.errors import DataError, EmbedError, SettingsError
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.settings import Settings
from generator.pages.brand import brand_assets
from generator.pages.interactive_assets import CHART_STYLE
from generator.pages.links import HOME, Links
from generator.pages.page import Asset, Page
from generator.pages.templating import render
from generator.read.linked_files import strays_in

#: The page of problems in the last good site; no hand-written page has this address.
PROBLEMS = "cx-problems/index.md"

_TITLE = "What to mend in the data"


class HandWritten(NamedTuple):
    """A file of the folder of hand-written pages: its path there and in the site."""

    src_uri: str
    dest_uri: str
    is_page: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteInputs:
    """The inputs of a site: its mkdocs.yml, the data folder named there, the folder of pages."""

    config: Path
    data: str
    content: Path
    files: Iterable[HandWritten]
    directory_urls: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """The text above every page, and the address of the problems from the site's root."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FaultySite:
    """Stands in for a site; without a `last` good one the problems are its only page."""

    last: Site | None
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    warnings: tuple[Problem, ...] = ()
    as_of: AsOf | None
    frame: SiteHeader
    banner: Banner | None

    def embed(self, markdown: str, src_uri: str) -> str:
        """A hand-written page with parts of the last good report; unchanged if they do not fit."""
        try:
            return self.last.embed(markdown, src_uri) if self.last else markdown
        except EmbedError:
            return markdown

    def complete(self, text: str, src_uri: str) -> str:
        """A page with its charts and tables inserted."""
        return self.last.complete(text, src_uri) if self.last else text


def build_or_report(
    inputs: SiteInputs, build: Callable[[], Site]
) -> tuple[Site | None, CheckReport, str]:
    """The site, the report on its inputs, and what readers see while there are problems."""
    meanwhile = "This is still the last good site."
    if strays := [*strays_in(inputs.content)]:
        return None, check_report(inputs.content, strays, shown_as=inputs.content.name), meanwhile
    try:
        site = build()
    except SettingsError as error:
        location, code = SourceLocation(inputs.config.name), ProblemCode.CONSTRAINT_ERROR
        problems = [Problem(location, code, message, "") for message in error.messages]
        return None, check_report(inputs.config.parent, problems, shown_as="."), meanwhile
    except DataError as error:
        folder = inputs.config.parent / inputs.data
        return None, check_report(folder, error.problems, shown_as=inputs.data), meanwhile
    if conflicts := [*_address_conflicts(site, inputs)]:
        meanwhile = "What is generated stands in place of what is written."
    else:
        meanwhile = "The parts that are named stand as they are written."
    problems = [*conflicts, *_embed_problems(site, inputs.content)]
    return site, check_report(inputs.content, problems, shown_as=inputs.content.name), meanwhile


def _address_conflicts(site: Site, inputs: SiteInputs) -> Iterator[Problem]:
    """Hand-written files at addresses of the report: one of the two would be lost."""
    made = {CHART_STYLE, *(page.src_uri for page in site.pages), *(a.src_uri for a in site.assets)}
    for file in inputs.files:
        name = file.dest_uri.removesuffix(".html")
        folder = name.removesuffix("/index") if inputs.directory_urls else name
        if made & {file.dest_uri, f"{name}.md", f"{folder}.md"}:
            kind = "page" if file.is_page else "file"
            message = f"This {kind} is generated from the data."
            fix = "Rename yours, or move its text to another page."
            yield Problem(SourceLocation(file.src_uri), ProblemCode.PRIMARY_KEY, message, fix)


def _embed_problems(site: Site, content: Path) -> Iterator[Problem]:
    """The parts of hand-written pages that cannot be inserted, with file and line."""
    for path in sorted(content.rglob("*.md")):
        try:
            text = path.read_text(encoding="utf-8-sig", errors="replace")
            site.embed(text, path.relative_to(content).as_posix())
        except EmbedError as error:
            yield from error.problems


def without_site(report: CheckReport, settings: Settings) -> FaultySite:
    """The problems as the only page: there has been no good site yet."""
    header = SiteHeader(
        company=settings.company,
        sample=settings.sample,
        colour=settings.colour,
        paper=settings.paper,
    )
    page = _page(HOME, report, "The site appears here when they are mended.")
    return FaultySite(
        last=None,
        pages=(page,),
        assets=brand_assets(settings),
        as_of=None,
        frame=header,
        banner=None,
    )


def behind_banner(
    report: CheckReport, last: Site, meanwhile: str, *, directory_urls: bool
) -> FaultySite:
    """The last good site with the problems; `meanwhile` says what readers of it see."""
    address = Links(origin=HOME, directory_urls=directory_urls).to(PROBLEMS)
    return FaultySite(
        last=last,
        pages=(*last.pages, _page(PROBLEMS, report, meanwhile)),
        assets=last.assets,
        as_of=last.as_of,
        frame=last.frame,
        banner=Banner(text=f"{report.summary} {meanwhile}", href=address),
    )


def _page(src_uri: str, report: CheckReport, meanwhile: str) -> Page:
    """The page of problems; all text from the data is escaped."""
    text = render("served.md", report=report, most=MOST_ON_PAGE, meanwhile=meanwhile)
    return Page(src_uri=src_uri, markdown=text, title=_TITLE, in_nav=src_uri == HOME)
