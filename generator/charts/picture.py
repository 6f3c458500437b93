"""What a chart shows: the data and the ready words of a picture, and nothing of how it is drawn.

Every text comes in as it will be read; the room adds only the numbers and dates of the axes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLocale:
    """The marks with which the numbers of an axis are written."""

    decimal: str = "."
    thousands: str = ","


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period: its last day and its value.

    Without a value the period is missing and the line breaks there. A provisional point is that
    of an open period: it is drawn hollow, and the way to it dashed.
    """

    day: date
    value: float | None
    provisional: bool = False

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
    """Something dated that may explain a change, as a numbered upright line."""

    day: date
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricPicture:
    """One metric over time.

    `unit` is the title of the value axis; `last_label` stands at the newest closed point ("44
    days"). `minimum` and `maximum` are the metric's own bounds: the axis takes no room beyond
    them unless a value lies there.
    """

    key: str
    points: tuple[Point, ...]
    unit: str = ""
    last_label: str = ""
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


Picture: TypeAlias = MetricPicture | SegmentsPicture


def canonical(picture: Picture) -> bytes:
    """Everything that a picture shows, as bytes: two pictures that look alike give the same.

    The key is left out: it names the picture and is not drawn.
    """
    if isinstance(picture, MetricPicture):
        parts: list[object] = [
            "metric",
            _points(picture.points),
            picture.last_label,
            tuple((mark.value, mark.label, mark.day) for mark in picture.baselines),
            tuple((mark.value, mark.label) for mark in picture.benchmarks),
            tuple((mark.day, mark.label) for mark in picture.events),
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


def _points(points: tuple[Point, ...]) -> list[tuple[int, float | None, bool]]:
    return [(point.day.toordinal(), point.value, point.provisional) for point in points]
