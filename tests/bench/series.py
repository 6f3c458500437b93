"""The series of the made-up company: kinds of metric that take turns, and their measurements.

Every series has a random generator of its own, seeded by its name, so that the same size gives
the same bytes everywhere.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Final

MONTHS: Final = 60
_FIRST_MONTH = 2021 * 12 + 10  # November 2021
#: The month whose value is the baseline of a goal: December 2025.
BASELINE_MONTH: Final = 49
SEGMENTS: Final = ("small", "mid-size", "large")
_COLUMNS = ("value", "n", "numerator", "promoters", "detractors", "invited")
_TRENDS = (-0.3, 0.0, 0.5, 0.8, 1.1)

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Sort:
    """What sort of thing a metric measures, where it started and by how much it is to move."""

    calculation: str
    unit: str
    better: str
    kind: str
    level: float
    gain: float
    decimals: int = 1


_SORTS = (
    Sort("share", "percent", "higher", "customer", 74, 8),
    Sort("given", "days", "lower", "operational", 21, -6),
    Sort("nps", "score", "higher", "relationship", 30, 12, decimals=0),
    Sort("mean", "score", "higher", "customer", 4.8, 0.7, decimals=2),
    Sort("share", "percent", "higher", "operational", 66, 10),
    Sort("given", "currency:EUR", "lower", "business", 18, -4, decimals=2),
    Sort("given", "percent", "higher", "operational", 88, 5),
    Sort("given", "count", "lower", "customer", 140, -40, decimals=0),
)


def metric_id(number: int) -> str:
    """The id of the metric with a number from 0."""
    return f"metric-{number + 1:04d}"


def sort_of(number: int) -> Sort:
    """What sort of metric it is."""
    return _SORTS[number % len(_SORTS)]


def has_segments(number: int) -> bool:
    """Whether a metric is measured by segment too."""
    return number % len(_SORTS) == 0


def month(index: int) -> str:
    """A month of the series as its tables write it: 2026-10."""
    year, of_year = divmod(_FIRST_MONTH + index, 12)
    return f"{year}-{of_year + 1:02d}"


def month_end(index: int) -> str:
    """The last day of a month of the series."""
    year, of_year = map(int, month(index).split("-"))
    return date(year, of_year, monthrange(year, of_year)[1]).isoformat()


def baseline(number: int) -> str:
    """The value measured in the month from which the goal on a metric starts."""
    cells = next(row for row in measurements(number) if row["date"] == month(BASELINE_MONTH))
    if cells["value"]:
        return cells["value"]
    n = int(cells["n"])
    if cells["numerator"]:
        part = int(cells["numerator"]) / n
        return f"{part if sort_of(number).calculation == 'mean' else 100 * part:.4f}"
    return f"{100 * (int(cells['promoters']) - int(cells['detractors'])) / n:.4f}"


@cache
def measurements(number: int) -> tuple[Cells, ...]:
    """The rows of a metric in the order of time, the whole before its segments."""
    sort, chance = sort_of(number), Random(metric_id(number))  # noqa: S311 -- no secret
    slope = sort.gain * chance.choice(_TRENDS) / MONTHS
    rows = []
    for index in range(MONTHS):
        moved = index == MONTHS - 20 and number % 5 == 0
        for segment, cells in _values(number, sort.level + slope * index, chance):
            rows.append(
                {
                    "metric": metric_id(number),
                    "date": month(index),
                    "segment": segment,
                    **{column: cells.get(column, "") for column in _COLUMNS},
                    "note": "System moved in this month" if moved else "",
                }
            )
    return tuple(rows)


def _values(number: int, level: float, chance: Random) -> Iterator[tuple[str, Cells]]:
    sort = sort_of(number)
    if has_segments(number):
        parts = [_counts(sort, level, chance, size) for size in (260, 140, 60)]
        yield "", {name: str(sum(int(part[name]) for part in parts)) for name in parts[0]}
        yield from zip(SEGMENTS, parts, strict=True)
    elif sort.calculation == "given":
        value = max(level + chance.gauss(0, abs(sort.gain) / 4), 0)
        value = min(value, 100.0) if sort.unit == "percent" else value
        yield "", {"value": f"{value:.{sort.decimals}f}"}
    else:
        yield "", _counts(sort, level, chance, 400)


def _counts(sort: Sort, level: float, chance: Random, size: int) -> Cells:
    n = size + chance.randrange(size // 4)
    counts = {"n": n, "invited": n * 3 + chance.randrange(n)}
    if sort.calculation == "nps":
        for column, side in (("promoters", 1), ("detractors", -1)):
            counts[column] = round(n * (0.36 + side * level / 200) + chance.gauss(0, n**0.5 / 3))
    elif sort.calculation == "mean":
        counts["numerator"] = round(n * (level + chance.gauss(0, 0.1)))
    else:
        part = level / 100 + chance.gauss(0, 0.5 / n**0.5)
        counts["numerator"] = round(n * min(max(part, 0), 1))
    return {column: str(count) for column, count in counts.items()}
