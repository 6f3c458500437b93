"""What a chart shows: its data and its ready words, and nothing of how it is drawn.

Texts come as they will be read; this room adds only the numbers and dates of the axes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf, isfinite
from typing import TypeAlias

from generator.model.vocabulary import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period: its last day and its value; None is a missing period and breaks the line.

    A provisional point belongs to an open period: it is hollow, and the line to it dotted.
    `signal` is the real change that it signals; each has a shape and a colour. `interval` is how
    far chance alone could have moved the value.
    """

    day: date
    value: float | None
    provisional: bool = False
    signal: Change | None = None
    interval: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        """Refuse what no axis can show: a missing value is None."""
        if self.value is not None and not isfinite(self.value):
            raise ValueError(f"{self.day}: {self.value} cannot be drawn; a missing value is None")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetMark:
    """The target of a goal: a line at `value`, or a band up to `high`, until `due`.

    `planned` is the plan from the baseline over the milestones to the target, first to last.
    """

    value: float
    label: str
    high: float | None = None
    due: date | None = None
    planned: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelMark:
    """A baseline or a benchmark: a hollow square on its day, or a dotted line without a day."""

    value: float
    label: str
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMark:
    """A dated event as a numbered upright line, stronger if values begin `anew` there."""

    day: date
    label: str
    anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsMark:
    """Mean and natural limits of a group of points; `trial` limits rest on few: drawn broken."""

    first: date
    last: date
    mean: float
    low: float
    high: float
    trial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPoint:
    """The forecast of one period: its mean, and the bands of 80 and 95 %."""

    day: date
    mean: float
    band_80: tuple[float, float]
    band_95: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricChart:
    """One metric over time.

    `unit` is the title of the value axis; `last_label` names the newest closed point ("44 days"),
    from which `forecast` goes on. `minimum` and `maximum` are the metric's own bounds: the axis
    does not reach beyond them unless a value does. `decimal` and `thousands` are the marks of its
    numbers.
    """

    key: str
    points: tuple[Point, ...]
    unit: str = ""
    last_label: str = ""
    limits: tuple[LimitsMark, ...] = ()
    forecast: tuple[ForecastPoint, ...] = ()
    targets: tuple[TargetMark, ...] = ()
    baselines: tuple[LevelMark, ...] = ()
    benchmarks: tuple[LevelMark, ...] = ()
    events: tuple[EventMark, ...] = ()
    minimum: float = -inf
    maximum: float = inf
    decimal: str = "."
    thousands: str = ","


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One segment of a metric, under its name."""

    name: str
    points: tuple[Point, ...]
    last_label: str = ""


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


Chart: TypeAlias = MetricChart | SegmentsChart
