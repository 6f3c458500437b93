"""What a chart shows: its data and its ready words, and nothing of how it is drawn.

Texts come as they will be read; this room adds only the numbers and dates of the axes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf, isfinite
from typing import TypeAlias

from generator.charts.theme import LAYOUTS, ChartLayout
from generator.model.vocabulary import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period: its last day and its value; None is a missing period and breaks the line.

    A provisional point belongs to an open period: it is hollow, and the line to it dotted. An
    `earlier` one signalled a change that is not told any more. `interval` is how far chance alone
    could have moved the value.
    """

    day: date
    value: float | None
    provisional: bool = False
    earlier: bool = False
    interval: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        """Refuse what no axis can show: a missing value is None."""
        if self.value is not None and not isfinite(self.value):
            raise ValueError(f"{self.day}: {self.value} cannot be drawn; a missing value is None")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetMark:
    """The target of a goal: a line at `value`, or a band up to `high`, until `due`.

    Where the label has no room, `short` takes its place. `planned` is the plan from the baseline
    over the milestones to the target, first to last.
    """

    value: float
    label: str
    short: str = ""
    high: float | None = None
    due: date | None = None
    planned: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelMark:
    """A benchmark: a dotted line across the plot."""

    value: float
    label: str
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The change that is told now, from the day of its first point to the newest one.

    Only this stretch of a chart has a colour: there is never more than one.
    """

    change: Change
    first: date
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastYear:
    """An earlier year of a running total, its days moved into the year that is shown."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMark:
    """A dated event as a numbered upright line, stronger if values begin `anew` there."""

    day: date
    label: str
    anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsMark:
    """The natural limits of a stretch of points; `trial` limits rest on few: drawn broken."""

    first: date
    last: date
    low: float
    high: float
    trial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPoint:
    """The forecast of one period: its mean, and the band of 80 %."""

    day: date
    mean: float
    band: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricChart:
    """One metric over time.

    `unit` is the title of the value axis; `last_label` names the newest closed point ("44 days
    now"), from which `forecast` goes on; `forecast_label` names its last range. `minimum` and
    `maximum` are the metric's own bounds: the axis does not reach beyond them unless a value does.
    `bars`: counts and sums have a bar each, from zero. `decimal` and `thousands` are the marks of
    its numbers. It is drawn once for each of its `layouts`, the largest first.
    """

    key: str
    points: tuple[Point, ...]
    unit: str = ""
    last_label: str = ""
    last_short: str = ""
    run: Run | None = None
    limits: tuple[LimitsMark, ...] = ()
    forecast: tuple[ForecastPoint, ...] = ()
    forecast_label: str = ""
    forecast_short: str = ""
    targets: tuple[TargetMark, ...] = ()
    benchmarks: tuple[LevelMark, ...] = ()
    events: tuple[EventMark, ...] = ()
    years: tuple[PastYear, ...] = ()
    bars: bool = False
    minimum: float = -inf
    maximum: float = inf
    decimal: str = "."
    thousands: str = ","
    layouts: tuple[ChartLayout, ...] = LAYOUTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One segment of a metric, under its name."""

    name: str
    points: tuple[Point, ...]
    last_label: str = ""
    run: Run | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentsChart:
    """The segments of one metric as small multiples on one scale, the whole pale behind each.

    `whole_label` stands once, above the panels.
    """

    key: str
    panels: tuple[Panel, ...]
    whole: tuple[Point, ...] = ()
    whole_label: str = ""
    unit: str = ""
    minimum: float = -inf
    maximum: float = inf
    decimal: str = "."
    thousands: str = ","
    layouts: tuple[ChartLayout, ...] = LAYOUTS


Chart: TypeAlias = MetricChart | SegmentsChart
