"""Editions: what a released version of the site keeps of itself, and the facts of earlier ones.

Assessments are kept as codes. An edition of another version of the generator may have codes that
this one does not know, and none of them may be lost.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.model.codec import Code
from generator.model.dataset import Dataset
from generator.model.tables import SeriesKey

#: The rolling edition, built anew with every commit.
NEXT = "next"
#: The branch of the editions, and the list of them there that mike writes.
BRANCH = "gh-pages"
VERSIONS = "versions.json"
_LONGEST = 40
# It begins with the year, so that the list of editions sorts; it has to do as a folder and a tag.
_NAME = re.compile(r"(?:FY)?[0-9]{4}(?:[.-][0-9A-Za-z]+)*")
#: A commit of git as a manifest or a list of editions may name it.
COMMIT = re.compile(r"[0-9a-f]{7,64}")
#: The environment variables that tell a build the name of its edition, and the commit of the
#: published branch that it follows.
EDITION_VARIABLE = "MIKE_DOCS_VERSION"
PUBLISHED_VARIABLE = "CX_PUBLISHED"
#: The one that tells it the cache of this release, in place of that of the settings.
CACHE_VARIABLE = "CX_CACHE"


def is_edition_name(name: str) -> bool:
    """Whether a released edition can have this name."""
    return (
        _NAME.fullmatch(name) is not None and len(name) <= _LONGEST and not name.endswith(".lock")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedAssessment:
    """An edition's assessment of a goal: codes of its status, triage, change and likelihood.

    `chance` (0 to 1) is that of its outlook, not rounded, and `period` the last day of the period
    whose value it is about; both are None without an outlook. Pages state the chance from `floor`
    to 1 less it; without a floor they state the word alone.
    """

    goal: str
    status: Code
    pile: Code
    change: Code = ""
    likelihood: Code = ""
    closed: bool = False
    chance: float | None = None
    floor: float | None = None
    period: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedOutlook:
    """What an edition expected of a series in the period that ends on `last`.

    The ends of the 80 and the 95 % band are in the unit of the metric.
    """

    metric: str
    segment: str = ""
    last: dt.date
    mean: float
    low_80: float
    high_80: float
    low_95: float
    high_95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedStart:
    """A level of a series that an edition found: its first period, and when it was found.

    `found` is the last day of the period that showed it; with `at_moment` it was found at the date
    of an event or an initiative.
    """

    metric: str
    segment: str = ""
    first: dt.date
    last: dt.date
    found: dt.date
    at_moment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSummary:
    """An edition in a list of editions: `piles` are its open goals counted by triage."""

    edition: str
    as_of: dt.date
    figures_to: dt.date | None
    piles: Mapping[Code, int]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit of git with its day."""

    id: str
    day: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry of the news feed; `page` is an address within its edition."""

    key: str
    edition: str
    day: dt.date
    title: str
    text: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edition:
    """An earlier edition: its data, its assessments of goals and series, and its origin.

    `assessments` are by goal; `series_changes` hold the code of each series' change, `outlooks`
    every period ahead up to the furthest due date, `starts` the levels of its record. An edition
    of the first form has neither of the last two. `settings` are those of its build as mkdocs.yml
    states them. `feed` is its own news and older news.
    """

    version: str
    dataset: Dataset
    assessments: Mapping[str, PublishedAssessment]
    series_changes: Mapping[SeriesKey, str]
    settings: Mapping[str, Any]
    generator: str
    commit: str = ""
    figures_to: dt.date | None = None
    feed: tuple[FeedEntry, ...] = ()
    outlooks: Mapping[SeriesKey, tuple[PublishedOutlook, ...]] = field(default_factory=dict)
    starts: Mapping[SeriesKey, tuple[PublishedStart, ...]] = field(default_factory=dict)

    @property
    def fiscal_year_start(self) -> int:
        """The month in which its quarters and years begin."""
        return int(self.settings.get("fiscal_year_start", 1))


#: The commit in which a cell got its present content, by table, id and column.
CellCommits = Mapping[tuple[str, str, str], Commit]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EditionHistory:
    """What a build knows of earlier editions: an input like the data, kept in the edition too.

    `previous` is the edition that Changes compares with; `editions` are those released so far,
    the newest first; `commits` gives the changes of cells since the previous edition. `left_out`
    says of each edition that cannot be read why it is not among them, and `withheld` are the cells
    (metric, segment, last day) of ended periods that any edition withheld, even one that cannot be
    read; no edition keeps these two.
    """

    previous: Edition | None = None
    editions: tuple[EditionSummary, ...] = ()
    commits: CellCommits = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    withheld: frozenset[tuple[str, str, dt.date]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BuildContext:
    """The facts of a build besides its data: its edition, its commits, its history.

    `commit` is the git commit of the data, "" if there is none; `commits` gives the last commit
    of each file. `address` is the address of the site. `packages` lists what a
    released edition was built with, "" for any other.
    """

    version: str = NEXT
    commit: str = ""
    commits: Mapping[str, str] = field(default_factory=dict)
    past: EditionHistory = field(default_factory=EditionHistory)
    address: str = ""
    packages: str = ""
