"""The dataset: everything the tables say once they are checked, and where it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast

from generator.model.problems import Problem
from generator.model.schema import Row, table_of
from generator.model.subjects import Subject
from generator.model.tables import Commentary, Metric, Person, SeriesKey
from generator.model.vocabulary import Cadence

if TYPE_CHECKING:
    import pandas as pd

_R = TypeVar("_R", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The day from which the site speaks, and what decided it."""

    day: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """What became of one file: `rows_read` is `rows_used` plus every count in `skipped`.

    `system` and `owner` are what exports.toml says (see `Dataset.origin`). Of a raw export,
    `export` is the name of its mapping in exports.toml, and `fed` says how many of its rows each
    metric was made from.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentName:
    """How a segment is called, and what it divides the whole by ("" if that is not said)."""

    key: str
    name: str
    dimension: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dataset:
    """The checked tables.

    `measurements` has one row a metric, segment and period, sorted by these, with the columns
    metric, segment (a key of `segments`; "" is the whole), first and last (days of the period),
    value, n, numerator, promoters, detractors, invited (numbers, NaN where blank), note, file,
    line and last_line (of a raw export the last of the rows it was made from). `cadences` holds
    each metric's cadence, stated or inferred, where it has one. The data of an edition has no
    value in a row that is not published: `withheld` says instead of how many periods of a series
    (metric, segment) the groups are too small, and how many shield such a one. `hidden` are the
    ids by table of the rows that were dropped because this audience may not know of them.
    """

    as_of: AsOf
    tables: Mapping[str, Mapping[str, Row]]
    measurements: pd.DataFrame
    cadences: Mapping[str, Cadence]
    segments: Mapping[str, SegmentName]
    sources: tuple[SourceFile, ...]
    warnings: tuple[Problem, ...]
    withheld: Mapping[SeriesKey, tuple[int, int]] | None = None
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

    def origin(self, source: SourceFile) -> tuple[str, str]:
        """The system and the owner of a file: as declared, else as its metrics have them."""
        here = self.measurements["metric"][self.measurements["file"] == source.file]
        keys = dict.fromkeys([*(key for key, _ in source.fed), *here])
        known = self.by_id(Metric)
        metrics = [known[key] for key in keys if key in known]
        system = source.system or "; ".join(dict.fromkeys(m.source for m in metrics if m.source))
        owner = source.owner or "; ".join(dict.fromkeys(m.owner for m in metrics if m.owner))
        return system, owner

    def roles(self) -> Mapping[str, Person]:
        """The listed roles by their titles, as every cell that names one has them."""
        return {person.name: person for person in self.rows(Person)}

    def said(self) -> Mapping[Subject, tuple[Commentary, ...]]:
        """Commentary by what it is about, the newest first; of one day the last in its file."""
        found: dict[Subject, list[Commentary]] = {}
        for comment in self.rows(Commentary)[::-1]:
            found.setdefault(comment.about, []).append(comment)
        return {
            subject: tuple(sorted(comments, key=lambda comment: comment.date, reverse=True))
            for subject, comments in found.items()
        }

    def rows(self, row: type[_R]) -> tuple[_R, ...]:
        """The rows of a table, in the order of its file."""
        return tuple(self.by_id(row).values())
