"""What a check needs and what it sees: the tables that it declares, and nothing else of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, TypeVar, cast

from generator.check.references import ReferenceIndex, SegmentNames
from generator.model.dataset import AsOf
from generator.model.problems import Problem
from generator.model.schema import Row, table_of
from generator.model.tables import Measurement, Metric
from generator.model.vocabulary import Audience, Cadence
from generator.read.data_folder import RawFolder
from generator.read.raw_table import RawTable

if TYPE_CHECKING:
    import pandas as pd

Tables = Mapping[str, Mapping[str, Row]]
_R = TypeVar("_R", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CheckContext:
    """A data folder whose cells are parsed: what the checks between rows and tables look at.

    `frame` has the measurements (see `Dataset`), and `exported` the tables that were made from
    raw exports. `is_as_of_stated` is false if the day of the site was inferred from the data.
    """

    raw: RawFolder
    tables: Tables
    known: ReferenceIndex
    segments: SegmentNames
    exported: tuple[RawTable, ...]
    frame: pd.DataFrame
    cadences: Mapping[str, Cadence]
    as_of: AsOf
    is_as_of_stated: bool
    audience: Audience

    def by_id(self, row: type[_R]) -> Mapping[str, _R]:
        """The rows of a table by id; KeyError for a table that the check does not declare."""
        return cast("Mapping[str, _R]", self.tables[table_of(row).name])

    def rows(self, row: type[_R]) -> tuple[_R, ...]:
        """The rows of a table, in the order of its file."""
        return tuple(self.by_id(row).values())

    @property
    def measurements(self) -> pd.DataFrame:
        """The measurements, for a check that declares them."""
        assert table_of(Measurement).name in self.tables
        return self.frame

    @property
    def readable_metrics(self) -> tuple[Metric, ...]:
        """The metrics that this build shows."""
        return tuple(row for row in self.rows(Metric) if is_readable(row, self.audience))


@dataclass(frozen=True, slots=True)
class Check:
    """One check. It sees only the tables that it is `about` and `uses`.

    It is skipped if it is about tables and none of them has a row. A check of `sound`
    data runs only if nothing else is an error: it would rest on rows that are left out.
    """

    find: Callable[[CheckContext], Iterable[Problem]]
    _: KW_ONLY
    about: tuple[type[Row], ...] = ()
    uses: tuple[type[Row], ...] = ()
    sound: bool = False

    def run(self, context: CheckContext) -> list[Problem]:
        """The problems that the check finds."""
        if self.about and not any(
            len(context.frame if row is Measurement else context.by_id(row)) for row in self.about
        ):
            return []
        names = [table_of(row).name for row in (*self.about, *self.uses)]
        return list(self.find(replace(context, tables={n: context.tables[n] for n in names})))


def is_readable(metric: Metric, audience: Audience) -> bool:
    """Whether a build for an audience shows a metric."""
    return audience is Audience.LEADERSHIP or metric.audience is Audience.ALL
