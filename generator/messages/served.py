"""A site that is served while its data has problems: the last good one, and a page that lists them.

It is for `mkdocs serve` alone; nothing of it is ever in a built site.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.build import Site, SiteHeader
from generator.messages.check_report import CheckReport, account, path_of
from generator.messages.html import MOST
from generator.model.dataset import AsOf
from generator.model.errors import EmbedError
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.settings import Settings
from generator.pages.brand import brand_assets
from generator.pages.links import HOME, Links
from generator.pages.page import Asset, Page
from generator.pages.templating import render

#: Where the list stands in the last good site: no page that is written by hand has this address.
PROBLEMS = "cx-problems/index.md"

_TITLE = "What to mend in the data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """What stands above every page, and the address of the list from the site's root."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FaultySite:
    """What is served in place of a site; without a `last` good one the list is its only page."""

    last: Site | None
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    warnings: tuple[Problem, ...] = ()
    as_of: AsOf | None
    frame: SiteHeader
    banner: Banner | None

    def embed(self, markdown: str, src_uri: str) -> str:
        """A hand-written page with its parts of the last good report, where they can be put in."""
        try:
            return self.last.embed(markdown, src_uri) if self.last else markdown
        except EmbedError:
            return markdown

    def complete(self, text: str, src_uri: str) -> str:
        """A page with its charts and tables in their places."""
        return self.last.complete(text, src_uri) if self.last else text


def account_as(shown: str, folder: Path, problems: Sequence[Problem]) -> CheckReport:
    """The account of a folder under the name that the settings have for it."""
    found = account(folder, problems)
    told = (
        replace(one, path=path_of(Path(shown), one.problem.location.file)) for one in found.told
    )
    return replace(found, folder=shown, told=tuple(told))


def account_of_settings(file: Path, messages: Sequence[str]) -> CheckReport:
    """The account of what is wrong with the settings in a file."""
    location, kind = SourceLocation(file.name), ProblemCode.CONSTRAINT_ERROR
    problems = [
        Problem(location=location, code=kind, message=message, fix="") for message in messages
    ]
    return account_as(".", file.parent, problems)


def without_site(told: CheckReport, settings: Settings) -> FaultySite:
    """The list as the only page: the data had problems from the start."""
    frame = SiteHeader(
        company=settings.company,
        sample=settings.sample,
        colour=settings.colour,
        as_of=None,
        figures_to=None,
        next_due=None,
    )
    page = _page(HOME, told, "The site appears here when they are mended.")
    return FaultySite(
        last=None,
        pages=(page,),
        assets=brand_assets(settings),
        as_of=None,
        frame=frame,
        banner=None,
    )


def behind_banner(
    told: CheckReport, last: Site, meanwhile: str, *, directory_urls: bool
) -> FaultySite:
    """The last good site with the list; `meanwhile` says what of it is still to be seen."""
    address = Links(origin=HOME, directory_urls=directory_urls).to(PROBLEMS)
    return FaultySite(
        last=last,
        pages=(*last.pages, _page(PROBLEMS, told, meanwhile)),
        assets=last.assets,
        as_of=last.as_of,
        frame=last.frame,
        banner=Banner(text=f"{told.summary} {meanwhile}", href=address),
    )


def _page(src_uri: str, told: CheckReport, meanwhile: str) -> Page:
    """The list as a page; whatever comes from the data stands in it as text and nothing else."""
    text = render("served.md", account=told, most=MOST, meanwhile=meanwhile)
    return Page(src_uri=src_uri, markdown=text, title=_TITLE, in_nav=src_uri == HOME)
