"""How a series runs: its level, season and noise, and the counts drawn from them.

Counts are drawn as surveys and systems produce them, so that the noise of a share or of a net
promoter score is the noise of so many answers. Every part of every series has a random
generator of its own, seeded by its name: adding a metric leaves all others as they were.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from random import Random
from typing import Literal

from tests.story.periods import Cadence, Period, month_end, span

Kind = Literal["share", "nps", "mean", "value", "count", "sum"]
Knots = Sequence[tuple[str, float]]
NOTHING: Mapping[int, float] = {}
UNTOLD: Mapping[str, float] = {}

#: Of a hundred answers to the question of recommendation, how many are no 7 or 8.
_DECIDED = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The course of one series.

    ``level`` and ``size`` are joined by straight lines between the named months. ``season``
    adds to the level in a month of the year, ``busy`` multiplies the size. ``noise`` is what
    the process adds to the noise of counting; ``spread`` is how far single cases of a mean lie
    apart. ``told`` and ``told_size`` state single periods by hand. ``response`` is the share
    of those invited who answered.
    """

    level: Knots
    size: Knots = (("2021-11", 0),)
    size_noise: float = 0.05
    season: Mapping[int, float] = field(default_factory=lambda: NOTHING)
    busy: Mapping[int, float] = field(default_factory=lambda: NOTHING)
    noise: float = 0.0
    spread: float = 0.0
    response: float = 0.0
    told: Mapping[str, float] = field(default_factory=lambda: UNTOLD)
    told_size: Mapping[str, float] = field(default_factory=lambda: UNTOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """All series of one metric: the whole alone, or parts by segment that add up to it.

    Metrics of one ``sample`` are asked of the same people: they have the same sizes.
    """

    kind: Kind
    parts: Mapping[str, Shape]
    first: str = "2021-11"
    last: str = "2026-10"
    cadence: Cadence = "monthly"
    decimals: int = 1
    running: bool = False
    sample: str = ""
    draw: int = 1
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One measurement: a period, perhaps of a segment, with its value or its counts."""

    period: Period
    segment: str = ""
    value: float | None = None
    n: int | None = None
    numerator: int | None = None
    promoters: int | None = None
    detractors: int | None = None
    invited: int | None = None
    note: str = ""


def points(metric: str, course: Course) -> list[Point]:
    """Return the measurements of one metric, period by period, the whole before its parts."""
    stretch = span(course.cadence, course.first, course.last)
    drawn = {name: _part(metric, name, course, stretch) for name in course.parts}
    rows: list[Point] = []
    for index, period in enumerate(stretch):
        group = [series[index] for series in drawn.values()]
        if "" not in drawn:
            rows.append(_whole(course, period, group))
        rows.extend(group)
    return rows


def at(knots: Knots, period: Period) -> float:
    """Return the height of a broken line at the end of a period; flat beyond its ends."""
    day = period.last.toordinal()
    placed = [(month_end(month).toordinal(), height) for month, height in knots]
    if day <= placed[0][0]:
        return placed[0][1]
    for (x0, y0), (x1, y1) in pairwise(placed):
        if day <= x1:
            return y0 + (y1 - y0) * (day - x0) / (x1 - x0)
    return placed[-1][1]


def _part(metric: str, segment: str, course: Course, stretch: Sequence[Period]) -> list[Point]:
    """Draw one series, its values and its sizes with a generator each."""
    shape = course.parts[segment]
    values = Random(f"{metric}/{segment}/{course.draw}")  # noqa: S311 - a story, no secret
    sizes = Random(f"{course.sample or metric}/{segment}")  # noqa: S311 - as above
    rows: list[Point] = []
    for period in stretch:
        name = f"{period.name}/{segment}" if segment else period.name
        blank = Point(period=period, segment=segment, note=course.notes.get(name, ""))
        if course.kind in ("value", "count", "sum"):
            point = replace(blank, value=_value(values, shape, course, period))
        else:
            sized = _sized(sizes, shape, blank)
            point = _counted(values, shape, course, sized)
        if course.running and rows and rows[-1].period.last.year == period.last.year:
            point = replace(point, value=(rows[-1].value or 0.0) + (point.value or 0.0))
        rows.append(point)
    return rows


def _level(random: Random, shape: Shape, period: Period) -> float:
    """Return the level of one period: line, season and the noise of the process, or as told."""
    level = at(shape.level, period) + shape.season.get(period.last.month, 0.0)
    level += random.gauss(0, shape.noise) if shape.noise else 0.0
    return shape.told.get(period.name, level)


def _value(random: Random, shape: Shape, course: Course, period: Period) -> float:
    """Draw a value that has no counts."""
    level = _level(random, shape, period)
    if course.kind == "count" and period.name not in shape.told:
        return float(_poisson(random, level))
    return round(level, course.decimals)


def _sized(random: Random, shape: Shape, point: Point) -> Point:
    """Draw how many answered, and of how many invited."""
    period = point.period
    size = at(shape.size, period) * shape.busy.get(period.last.month, 1.0)
    size *= random.gauss(1, shape.size_noise)
    n = max(1, round(shape.told_size.get(period.name, size)))
    if not shape.response:
        return replace(point, n=n)
    return replace(point, n=n, invited=round(n / (shape.response * random.gauss(1, 0.03))))


def _counted(random: Random, shape: Shape, course: Course, point: Point) -> Point:
    """Draw the counts from which a share, a mean or a net promoter score follows."""
    n = point.n or 0
    told = point.period.name in shape.told
    level = _level(random, shape, point.period)
    if course.kind == "nps":
        promoted, detracted = (_DECIDED + level) / 200, (_DECIDED - level) / 200
        if told:
            return replace(point, promoters=round(n * promoted), detractors=round(n * detracted))
        promoters = _binomial(random, n, promoted)
        detractors = _binomial(random, n - promoters, detracted / (1 - promoted))
        return replace(point, promoters=promoters, detractors=detractors)
    if course.kind == "mean":
        around = 0.0 if told else random.gauss(0, shape.spread / math.sqrt(n))
        return replace(point, numerator=round((level + around) * n))
    return replace(
        point, numerator=round(n * level / 100) if told else _binomial(random, n, level / 100)
    )


def _whole(course: Course, period: Period, group: Sequence[Point]) -> Point:
    """Add the parts of one period up."""
    note = course.notes.get(period.name, "")
    if course.kind in ("value", "count", "sum"):
        value = sum(part.value or 0.0 for part in group)
        return Point(period=period, value=round(value, course.decimals), note=note)
    return Point(
        period=period,
        n=_sum(part.n for part in group),
        numerator=_sum(part.numerator for part in group),
        promoters=_sum(part.promoters for part in group),
        detractors=_sum(part.detractors for part in group),
        invited=_sum(part.invited for part in group),
        note=note,
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    """Add counts; nothing where they are not counted."""
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _binomial(random: Random, n: int, chance: float) -> int:
    """Draw how many of ``n`` say yes."""
    return sum(random.random() < chance for _ in range(n))


def _poisson(random: Random, mean: float) -> int:
    """Draw a count of rare things."""
    if mean > 50:
        return max(0, round(random.gauss(mean, math.sqrt(mean))))
    floor, product, count = math.exp(-mean), random.random(), 0
    while product > floor:
        product *= random.random()
        count += 1
    return count
