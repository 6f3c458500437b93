"""What exports.toml declares: how to read a file, and what a raw export measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from generator.model.counts import FIGURE_COLUMNS
from generator.model.declared_values import Constraint, is_number, setting
from generator.model.dialect import FileDialect
from generator.model.elapsed import Elapsed
from generator.model.problems import SourceLocation
from generator.model.vocabulary import Cadence, Calculation, HandInMode

#: The file of the declarations, and the folder of the raw exports.
DECLARED_IN = "exports.toml"
EXPORTS = "exports/"
#: The settings that name the columns of a date in parts, and what they may be together.
DATE_PARTS = ("year", "month", "day", "quarter", "week")
DATES_IN_PARTS = (
    {"year", "month"},
    {"year", "month", "day"},
    {"year", "quarter"},
    {"year", "week"},
)
#: The settings that give the period of a whole file, each with an example.
PERIOD_STATED = {
    "period_of_file": 'period_of_file = "2026-10"',
    "from_name": 'from_name = "csat_{period}.csv"',
    "date_cell": 'date_cell = "Report for: {period}"',
}
ELAPSED_EXAMPLE = 'elapsed = { opened = "Created", closed = "Solved", unit = "hours" }'
#: What a pattern has in place of a period, and of the name of a segment.
PERIOD_MARK = "{period}"
SEGMENT_MARK = "{segment}"


class Layout(StrEnum):
    """What one row of a raw export stands for."""

    LONG = "long"
    WIDE = "wide"
    RESPONSES = "responses"


class Overlap(StrEnum):
    """What happens if two files of one source have figures for the same days."""

    REFUSED = ""
    NEWEST_FILE = "newest-file"
    ADD = "add"


class ExportCalculation(StrEnum):
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
    def in_metrics(self) -> Calculation:
        """The calculation as metrics.csv states it."""
        if self is ExportCalculation.TOP_BOX:
            return Calculation.SHARE
        return Calculation(self.value)


class Aggregate(StrEnum):
    """How the finished values of one period and segment become one: never guessed."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"
    MAX = "max"


#: The words for a period, with its cadence.
PERIODS = {
    "day": Cadence.DAILY,
    "week": Cadence.WEEKLY,
    "month": Cadence.MONTHLY,
    "quarter": Cadence.QUARTERLY,
    "year": Cadence.YEARLY,
}


@cache
def time_zone_names() -> frozenset[str]:
    """Every time zone known here; to list them walks a folder of several hundred files."""
    return frozenset(available_timezones())


def _period_pattern(key: str) -> Any:
    """The field of a text that a period stands in."""
    return setting(
        "",
        constraint=Constraint(
            lambda text: text.count(PERIOD_MARK) == 1,
            '"{value}" does not say where the period stands.',
            f"Write {PERIOD_STATED[key]}".replace("{", "{{").replace("}", "}}") + ".",
        ),
    )


def time_zone() -> Any:
    """The field of a time zone that a file names."""
    return setting(
        None,
        given=str,
        constraint=Constraint(
            lambda name: name in time_zone_names(),
            '"{value}" is no time zone.',
            'Write one such as "Europe/London".',
            near=time_zone_names,
        ),
        make=ZoneInfo,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRules:
    """The declaration for the tables whose file matches `pattern`."""

    pattern: str = setting(stated=False)
    line: int = setting(0, stated=False)
    dialect: FileDialect = setting(factory=FileDialect, inline={})
    layout: Layout = setting(
        Layout.LONG, choices={layout.value: layout for layout in (Layout.LONG, Layout.WIDE)}
    )
    overlap: Overlap = setting(Overlap.REFUSED, choices={"newest-file": Overlap.NEWEST_FILE})
    mode: HandInMode = setting(HandInMode.WHOLE, choices={mode.value: mode for mode in HandInMode})
    system: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What the cell of a row must be; every stated test must hold."""

    column: str = ""
    one_of: tuple[str, ...] = setting((), keys=("is", "one_of"))
    none_of: tuple[str, ...] = setting((), keys=("is_not", "none_of"))
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
    """The column that names the segment of a row, within one dimension.

    It is "" where the headers of the columns of figures name the segments.
    `whole` are the texts that mean the whole company; "" is a blank cell. With `fill_down` a blank
    cell means the text above it.
    """

    column: str = ""
    dimension: str = ""
    values: Mapping[str, str] = setting(factory=dict)
    separator: str = ""
    whole: tuple[str, ...] = ()
    fill_down: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The lowest and the highest answer to a question."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low} to {self.high}"


def _is_scale(ends: Any) -> bool:
    return (
        isinstance(ends, list | tuple)
        and len(ends) == 2
        and all(is_number(end) and float(end).is_integer() for end in ends)
        and ends[0] < ends[1]
    )


def _scale(ends: Any) -> Scale:
    return Scale(low=int(ends[0]), high=int(ends[1]))


def _scale_as(example: str) -> Constraint:
    message = "A scale is its lowest and its highest answer."
    return Constraint(_is_scale, message, f"Write {example}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportMapping:
    """How the rows of the files that match `files` become measurements.

    `date_parts` are the columns of year, month, day, quarter and week where a date stands in
    several. `period_of_file` gives the period by the name of a file. `figures` names the columns of
    a long export that hold a value and its counts; one with `{segment}` names a column for each
    segment. `lines` gives the line of each setting in exports.toml.
    """

    name: str = setting(stated=False)
    files: str = ""
    preset: str = ""
    layout: Layout = Layout.RESPONSES
    dialect: FileDialect = setting(factory=FileDialect, inline={"dates": "date_format"})
    header_rows: int = 1
    table: str = ""
    date: str = ""
    date_parts: Mapping[str, str] = setting(factory=dict, given=str, keys=DATE_PARTS)
    period_of_file: Mapping[str, str] = setting(factory=dict)
    from_name: str = _period_pattern("from_name")
    date_cell: str = _period_pattern("date_cell")
    timezone: ZoneInfo | None = time_zone()
    period: Cadence | None = setting(None, choices=PERIODS)
    filters: tuple[Condition, ...] = setting(
        (),
        called="a filter",
        constraint=Constraint(
            lambda condition: condition.column and condition.is_stated,
            "A filter needs a column and a test.",
            'Write filters = [{{ column = "Status", is = "Complete" }}].',
        ),
    )
    metric: str = ""
    metric_column: str = ""
    metrics: Mapping[str, str] = setting(factory=dict)
    breakdowns: tuple[Breakdown, ...] = setting(
        (),
        keys=("segment",),
        called="a segment",
    )
    answer: str = ""
    elapsed: Elapsed | None = setting(
        None,
        called="an elapsed time",
        example=ELAPSED_EXAMPLE,
        constraint=Constraint(
            lambda elapsed: elapsed.opened and elapsed.closed and elapsed.unit,
            "An elapsed time needs its two columns and its unit.",
            f"Write {ELAPSED_EXAMPLE.replace('{', '{{').replace('}', '}}')}.",
        ),
    )
    answers: Mapping[str, float] = setting(
        factory=dict,
        constraint=Constraint(
            is_number,
            'The answer "{item}" must mean a number.',
            'Write answers = {{ "Very satisfied" = 5 }}.',
        ),
        make=float,
    )
    survey: str = ""
    scale: Scale | None = setting(
        None, given=tuple[float, ...], constraint=_scale_as("scale = [0, 10]"), make=_scale
    )
    scales: Mapping[str, Scale] = setting(
        factory=dict, constraint=_scale_as('scales = {{ "Survey name" = [0, 10] }}'), make=_scale
    )
    calculation: ExportCalculation | None = None
    condition: Condition = setting(factory=Condition, inline={"column": ""})
    favourable: tuple[float, ...] = ()
    top: int = 0
    percentile: float = 0.0
    response_id: str = ""
    figures: Mapping[str, str] = setting(factory=dict, given=str, keys=FIGURE_COLUMNS)
    aggregate: Aggregate | None = None
    overlap: Overlap = Overlap.REFUSED
    partial: bool = setting(False, choices={"open": True})
    system: str = ""
    owner: str = ""
    lines: Mapping[str, int] = setting(factory=dict, stated=False)

    def location(self, key: str = "") -> SourceLocation:
        """The location of a setting in exports.toml, or that of the whole export."""
        line = self.lines.get(key) or self.lines.get("", 0)
        return SourceLocation(DECLARED_IN, line, key if key in self.lines else "")

    @property
    def date_columns(self) -> tuple[str, ...]:
        """The columns that a date is read from; none if the file has one period."""
        return (self.date,) if self.date else tuple(self.date_parts.values())

    @property
    def elapsed_columns(self) -> tuple[str, ...]:
        """The columns between whose dates time is measured."""
        return (self.elapsed.opened, self.elapsed.closed) if self.elapsed else ()

    @property
    def patterns(self) -> dict[str, str]:
        """The figures that have a column for each segment, with the pattern of its header."""
        return {key: name for key, name in self.figures.items() if SEGMENT_MARK in name}

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Every column that the mapping reads, with the setting that names it."""
        named = [
            ("date", self.date),
            *self.date_parts.items(),
            ("metric_column", self.metric_column),
            *(("segment", breakdown.column) for breakdown in self.breakdowns),
            ("survey", self.survey if self.scales or self.scale else ""),
            ("answer", self.answer),
            *(("elapsed", column) for column in self.elapsed_columns),
            *(("filters", condition.column) for condition in self.filters),
            *(each for each in self.figures.items() if SEGMENT_MARK not in each[1]),
        ]
        return tuple((key, column) for key, column in named if column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declarations:
    """All that exports.toml says. `timezone` is the company's own.

    `unsound` are the files of exports whose settings do not fit, so that they are not read.
    """

    files: tuple[FileRules, ...] = ()
    exports: tuple[ExportMapping, ...] = ()
    unsound: tuple[str, ...] = ()
    timezone: ZoneInfo | None = None
