"""The dataset: the checked tables, and the files that they came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

from generator.model.problems import Problem
from generator.model.schema import Row, Subject, table_of
from generator.model.tables import Commentary, Person, SeriesKey
from generator.model.vocabulary import Bound, Cadence

if TYPE_CHECKING:
    import pandas as pd

_R = TypeVar("_R", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The day from which the site speaks, and the rule that decided it."""

    day: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """The account of one file: `rows_read` is `rows_used` plus every count in `skipped`.

    `system` and `owner` are those of exports.toml. Of a raw export, `export` is the name of its
    mapping there, and `fed` counts the rows from which each metric was made. Where such numbers
    would tell how many answers a group has that is not published, nothing is `counted`.
    """

    file: str
    table: str
    encoding: str
    delimiter: str
    rows_read: int
    rows_used: int
    skipped: tuple[tuple[str, int], ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    system: str = ""
    owner: str = ""
    export: str = ""
    fed: tuple[tuple[str, int], ...] = ()
    counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentName:
    """The name of a segment, and its dimension ("" if none is stated)."""

    key: str
    name: str
    dimension: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dataset:
    """The checked tables.

    `measurements` has one row per metric, segment and period, sorted by these, with the columns
    metric, segment (a key of `segments`; "" is the whole), first and last (days of the period),
    value, n, numerator, promoters, detractors, invited (numbers, NaN if blank), note, file, line
    and last_line (of a raw export, the last row from which it was made). `cadences` holds the
    stated or inferred cadence of each metric that has one. In the data of an edition, rows that
    are not published have no value; `withheld` then gives for a series how many periods they are.
    `so_far` gives how many answers a withheld open period has at least; `bounds` what is told of
    some withheld cells (metric, segment, last day), before suppression by the earlier edition.
    `kept_back` are cells that an earlier edition withheld. `hidden` are the ids by table of the
    rows that were dropped because this audience may not know of them.
    """

    as_of: AsOf
    tables: Mapping[str, Mapping[str, Row]]
    measurements: pd.DataFrame
    cadences: Mapping[str, Cadence]
    segments: Mapping[str, SegmentName]
    sources: tuple[SourceFile, ...]
    warnings: tuple[Problem, ...]
    withheld: Mapping[SeriesKey, int] | None = None
    so_far: Mapping[SeriesKey, int] = field(default_factory=dict)
    bounds: Mapping[tuple[str, str, dt.date], Bound] = field(default_factory=dict)
    kept_back: frozenset[tuple[str, str, dt.date]] = frozenset()
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def has(self, row: type[Row]) -> bool:
        """Whether the table of `row` has at least one row."""
        return bool(self.tables.get(table_of(row).name))

    def by_id(self, row: type[_R]) -> Mapping[str, _R]:
        """The rows of a table by id, in the order of its file."""
        return cast("Mapping[str, _R]", self.tables.get(table_of(row).name, {}))

    def segment_name(self, key: str | None) -> str:
        """A segment's name, or its key if segments.csv has none; "" for the whole."""
        known = self.segments.get(key or "")
        return known.name if known else key or ""

    def roles(self) -> Mapping[str, Person]:
        """The listed roles by their titles; every cell that names a role has its title."""
        return {person.name: person for person in self.rows(Person)}

    def commentary_by_subject(self) -> Mapping[Subject, tuple[Commentary, ...]]:
        """Commentary by its subject, the newest first; of one day the last in its file first."""
        by_subject: dict[Subject, list[Commentary]] = {}
        for comment in self.rows(Commentary)[::-1]:
            by_subject.setdefault(comment.about, []).append(comment)
        return {
            subject: tuple(sorted(comments, key=lambda comment: comment.date, reverse=True))
            for subject, comments in by_subject.items()
        }

    def rows(self, row: type[_R]) -> tuple[_R, ...]:
        """The rows of a table, in the order of its file."""
        return tuple(self.by_id(row).values())
