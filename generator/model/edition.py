"""Editions: what a released version of the site keeps of itself, and what is known of earlier ones.

The answers are kept as the words that readers saw: an edition of another version of the generator
may have known other words, and none of its words may be lost for that.
"""

from __future__ import annotations

import datetime as dt
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
#: The environment variables that tell a build the name of its edition, and the commit of the
#: published branch that it follows.
EDITION_VARIABLE = "MIKE_DOCS_VERSION"
PUBLISHED_VARIABLE = "CX_PUBLISHED"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedAssessment:
    """What an edition said of a goal: its status, its pile and two more of its answers."""

    goal: str
    status: Code
    pile: Code
    change: Code = ""
    likelihood: Code = ""
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSummary:
    """What a list of editions tells of one: `piles` are its open goals counted by pile."""

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
    """One piece of news, as the feed tells it; `page` is an address within its edition."""

    key: str
    edition: str
    day: dt.date
    title: str
    text: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edition:
    """An earlier edition: its data, what it said of goals and series, and where it came from.

    `judged` is by goal; `changes` holds whether a series had really changed, by metric and
    segment. `settings` are those of its build as they stand in mkdocs.yml. `feed` is the news that
    it carried, its own and older.
    """

    version: str
    dataset: Dataset
    judged: Mapping[str, PublishedAssessment]
    changes: Mapping[SeriesKey, str]
    settings: Mapping[str, Any]
    generator: str
    commit: str = ""
    figures_to: dt.date | None = None
    feed: tuple[FeedEntry, ...] = ()

    @property
    def fiscal_year_start(self) -> int:
        """The month in which its quarters and years begin."""
        return int(self.settings.get("fiscal_year_start", 1))


#: The commit in which a cell of a table got what it holds, by table, id and column.
CellCommits = Mapping[tuple[str, str, str], Commit]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EditionHistory:
    """What a build knows of the time before it: an input like the data, and kept like it.

    `previous` is the edition that Changes compares with; `editions` are those released so far,
    the newest first; `commits` says when cells were changed since the previous edition.
    """

    previous: Edition | None = None
    editions: tuple[EditionSummary, ...] = ()
    commits: CellCommits = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BuildContext:
    """What is known of a build besides its data: which edition it makes, from what, after what.

    `commit` is the commit of git that the data stands in, "" where it does not; `commits` names
    the one in which each of its files was last changed. `address` is where the site will stand.
    """

    version: str = NEXT
    commit: str = ""
    commits: Mapping[str, str] = field(default_factory=dict)
    past: EditionHistory = field(default_factory=EditionHistory)
    address: str = ""
