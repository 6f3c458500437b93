"""What a company declares of its files: how to read one, and what a raw export measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

from generator.model.problems import SourceLocation
from generator.model.vocabulary import Cadence, Calculation

#: The file in which all this is declared, and the folder of the raw exports.
DECLARED_IN = "exports.toml"
EXPORTS = "exports/"


class Layout(StrEnum):
    """What one row of a raw export stands for."""

    LONG = "long"
    WIDE = "wide"
    RESPONSES = "responses"


class Overlap(StrEnum):
    """What becomes of two files of one source that speak of the same days."""

    REFUSED = ""
    NEWEST_FILE = "newest-file"
    ADD = "add"


class Count(StrEnum):
    """How the rows of a period become one value with its counts."""

    NPS = "nps"
    TOP_BOX = "top-box"
    SHARE = "share"
    MEAN = "mean"
    MEDIAN = "median"
    PERCENTILE = "percentile"
    COUNT = "count"
    SUM = "sum"

    @property
    def calculation(self) -> Calculation:
        """What metrics.csv calls it."""
        return Calculation.SHARE if self is Count.TOP_BOX else Calculation(self.value)


#: The orders of day, month and year that a column of dates may be declared to have, and Excel's
#: numbers of days. Anything else that is declared is a format such as `%d.%m.%Y`.
DATE_ORDERS = ("day-first", "month-first", "year-first")
EXCEL_DATES = "excel-days"

#: What a period is called, and the cadence that it belongs to.
PERIODS = {
    "day": Cadence.DAILY,
    "week": Cadence.WEEKLY,
    "month": Cadence.MONTHLY,
    "quarter": Cadence.QUARTERLY,
    "year": Cadence.YEARLY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDialect:
    """What cannot be told from a file by itself: how its text becomes rows of cells."""

    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    thousands: str = ""
    dates: str = ""
    skip_rows: int = 0
    footer_rows: int = 0
    total_rows: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The decimal mark, as declared or as the declared mark of thousands leaves it."""
        return self.decimal or {",": ".", ".": ","}.get(self.thousands, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRules:
    """What is declared of the tables whose file matches `pattern`."""

    pattern: str
    line: int = 0
    form: FileDialect = field(default_factory=FileDialect)
    layout: Layout = Layout.LONG
    overlap: Overlap = Overlap.REFUSED
    system: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What the cell of a row must be; every test that is stated must hold."""

    column: str = ""
    one_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    filled: bool | None = None
    separator: str = ""

    @property
    def is_stated(self) -> bool:
        """Whether there is at least one test."""
        bounds = (self.at_least, self.at_most, self.filled)
        return bool(self.one_of or self.none_of) or any(bound is not None for bound in bounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The column that says to which segment of one dimension a row belongs."""

    column: str
    dimension: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    separator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The lowest and the highest answer that a question takes."""

    low: int
    high: int

    def __str__(self) -> str:
        """As it is spoken of."""
        return f"{self.low} to {self.high}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportMapping:
    """How the rows of the files that match `files` become measurements.

    `figures` names the columns of a long export that hold a value and its counts. `lines` says
    on which line of exports.toml each setting stands.
    """

    name: str
    files: str
    preset: str = ""
    layout: Layout = Layout.RESPONSES
    form: FileDialect = field(default_factory=FileDialect)
    header_rows: int = 1
    table: str = ""
    date: str = ""
    timezone: ZoneInfo | None = None
    period: Cadence | None = None
    filters: tuple[Condition, ...] = ()
    metric: str = ""
    metric_column: str = ""
    metrics: Mapping[str, str] = field(default_factory=dict)
    breakdowns: tuple[Breakdown, ...] = ()
    answer: str = ""
    answers: Mapping[str, float] = field(default_factory=dict)
    survey: str = ""
    scale: Scale | None = None
    scales: Mapping[str, Scale] = field(default_factory=dict)
    count: Count | None = None
    condition: Condition = field(default_factory=Condition)
    favourable: tuple[float, ...] = ()
    top: int = 0
    percentile: float = 0.0
    response_id: str = ""
    figures: Mapping[str, str] = field(default_factory=dict)
    overlap: Overlap = Overlap.REFUSED
    system: str = ""
    owner: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def location(self, key: str = "") -> SourceLocation:
        """Where a setting stands in exports.toml, else where the export begins."""
        line = self.lines.get(key) or self.lines.get("", 0)
        return SourceLocation(DECLARED_IN, line, key if key in self.lines else "")

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Every column that it reads, with the setting that names it; the others are not read."""
        named = [
            ("date", self.date),
            ("metric_column", self.metric_column),
            *(("segment", breakdown.column) for breakdown in self.breakdowns),
            ("survey", self.survey if self.scales else ""),
            ("answer", self.answer),
            *(("filters", condition.column) for condition in self.filters),
            *self.figures.items(),
        ]
        return tuple((key, column) for key, column in named if column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declarations:
    """All that exports.toml says. `timezone` is the company's own.

    `unsound` are the files of exports whose settings have a fault, so that they are not read.
    """

    files: tuple[FileRules, ...] = ()
    exports: tuple[ExportMapping, ...] = ()
    unsound: tuple[str, ...] = ()
    timezone: ZoneInfo | None = None
