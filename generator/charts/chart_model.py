"""What a chart shows: the data and the ready words of a picture, and nothing of how it is drawn.

Every text comes in as it will be read; the room adds only the numbers and dates of the axes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLocale:
    """The marks with which the numbers of an axis are written."""

    decimal: str = "."
    thousands: str = ","


class Signal(StrEnum):
    """What a point says that routine change does not: each has a shape and a colour."""

    BETTER = "better"
    WORSE = "worse"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period: its last day and its value.

    Without a value the period is missing and the line breaks there. A provisional point is that
    of an open period: it is drawn hollow, and the way to it dotted. `interval` is how far chance
    alone could have moved the value, drawn as an upright stroke.
    """

    day: date
    value: float | None
    provisional: bool = False
    signal: Signal | None = None
    interval: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        """Refuse what no axis can show: a missing value is None."""
        if self.value is not None and not isfinite(self.value):
            raise ValueError(f"{self.day}: {self.value} cannot be drawn; a missing value is None")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetMark:
    """What a goal aims at: a line at `value`, or a band up to `high`, until `due`.

    `planned` is the plan from the baseline over the milestones to the target, first to last.
    """

    value: float
    label: str
    high: float | None = None
    due: date | None = None
    planned: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineMark:
    """Where a goal starts: a hollow square on its day, or a line where the day is unknown."""

    value: float
    label: str
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkMark:
    """A value from outside, as a dotted line."""

    value: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMark:
    """Something dated that may explain a change, as a numbered upright line.

    One with which values begin `anew` has a stronger line.
    """

    day: date
    label: str
    anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NaturalLimits:
    """Between which values routine change moves a stretch of points, and their mean.

    A `trial` range rests on few points and is drawn broken.
    """

    first: date
    last: date
    mean: float
    low: float
    high: float
    trial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPoint:
    """What is expected of one period to come: the middle, and the bands of 80 and 95 %."""

    day: date
    mean: float
    band_80: tuple[float, float]
    band_95: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricChart:
    """One metric over time.

    `unit` is the title of the value axis; `last_label` stands at the newest closed point ("44
    days"), from which `ahead` goes on. `minimum` and `maximum` are the metric's own bounds: the
    axis takes no room beyond them unless a value lies there.
    """

    key: str
    points: tuple[Point, ...]
    unit: str = ""
    last_label: str = ""
    usual: tuple[NaturalLimits, ...] = ()
    ahead: tuple[ForecastPoint, ...] = ()
    targets: tuple[TargetMark, ...] = ()
    baselines: tuple[BaselineMark, ...] = ()
    benchmarks: tuple[BenchmarkMark, ...] = ()
    events: tuple[EventMark, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    locale: NumberLocale = field(default_factory=NumberLocale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One segment of a metric, under its name; `targets` are those of this segment alone."""

    name: str
    points: tuple[Point, ...]
    last_label: str = ""
    targets: tuple[TargetMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentsPicture:
    """The segments of one metric as small multiples on one scale, the whole pale behind each.

    `targets` hold for every segment. Their labels and `whole_label` ("pale: all customers") stand
    once, above the panels.
    """

    key: str
    panels: tuple[Panel, ...]
    whole: tuple[Point, ...] = ()
    whole_label: str = ""
    unit: str = ""
    targets: tuple[TargetMark, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    locale: NumberLocale = field(default_factory=NumberLocale)


Picture: TypeAlias = MetricChart | SegmentsPicture


def canonical(picture: Picture) -> bytes:
    """Everything that a picture shows, as bytes: two pictures that look alike give the same.

    The key is left out: it names the picture and is not drawn.
    """
    if isinstance(picture, MetricChart):
        parts: list[object] = [
            "metric",
            _points(picture.points),
            picture.last_label,
            tuple((mark.value, mark.label, mark.day) for mark in picture.baselines),
            tuple((mark.value, mark.label) for mark in picture.benchmarks),
            tuple((mark.day, mark.label, mark.anew) for mark in picture.events),
            [(r.first, r.last, r.mean, r.low, r.high, r.trial) for r in picture.usual],
            [(step.day, step.mean, step.band_80, step.band_95) for step in picture.ahead],
        ]
    else:
        parts = [
            "segments",
            [
                (panel.name, panel.last_label, _points(panel.points), _targets(panel.targets))
                for panel in picture.panels
            ],
            _points(picture.whole),
            picture.whole_label,
        ]
    parts += [
        picture.unit,
        _targets(picture.targets),
        (picture.minimum, picture.maximum),
        (picture.locale.decimal, picture.locale.thousands),
    ]
    return repr(parts).encode("utf-8", "surrogatepass")


def _targets(targets: tuple[TargetMark, ...]) -> list[object]:
    return [(mark.value, mark.label, mark.high, mark.due, mark.planned) for mark in targets]


def _points(points: tuple[Point, ...]) -> list[tuple[object, ...]]:
    return [
        (p.day.toordinal(), p.value, p.provisional, str(p.signal or ""), p.interval) for p in points
    ]
