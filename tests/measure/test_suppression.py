"""Suppression: what is withheld, what shields it, and that a reader cannot work it out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from generator.measure import suppression
from generator.measure.series import Series, collect_series
from generator.model.counts import POOLED_BY_COUNTS
from generator.model.dataset import Dataset, SegmentName
from generator.model.vocabulary import Calculation, Kind
from tests.measure.build import dataset, metric

SHARE, NPS, MEAN = Calculation.SHARE, Calculation.NPS, Calculation.MEAN
MONTH = "2026-10-01"

#: Segments by dimension; `kind` is not declared complete.
DIMENSIONS = {
    "size": ("small", "mid", "large", "huge"),
    "region": ("north", "south", "west"),
    "kind": ("new", "old"),
}
NAMES = {
    key: SegmentName(key=key, name=key.title(), dimension=dimension)
    for dimension, keys in DIMENSIONS.items()
    for key in keys
}
OF: dict[str, Any] = {
    "calculation": SHARE,
    "kind": Kind.CUSTOMER,
    "complete_dimensions": ("Size", "region"),
}


def shares(cells: Mapping[str, tuple[int, int]], date: str = MONTH) -> list[dict[str, Any]]:
    """A row a segment: (n, numerator)."""
    return [
        {
            "metric": "speed",
            "date": date,
            "segment": segment,
            "value": 100.0 * part / n,
            "n": float(n),
            "numerator": float(part),
        }
        for segment, (n, part) in cells.items()
    ]


def collected(rows: Sequence[Mapping[str, Any]], **given: Any) -> dict[str, Series]:
    data: Dataset = replace(dataset(rows, [metric(**(OF | given))]), segments=NAMES)
    return {segment: found for (_, segment), found in collect_series(data).items()}


def published(rows: Sequence[Mapping[str, Any]], **given: Any) -> set[str]:
    return {segment for segment, found in collected(rows, **given).items() if len(found)}


@pytest.mark.parametrize(
    ("cells", "shown", "why"),
    [
        (
            {"": (104, 90), "small": (4, 1), "mid": (60, 53), "large": (40, 36)},
            {"", "mid"},
            "small is 104 - 60 - 40: the smaller of the two others shields it",
        ),
        (
            {"": (104, 90), "small": (4, 1), "mid": (100, 89)},
            {""},
            "a pair: the one is the whole less the other",
        ),
        (
            {"": (111, 90), "small": (5, 1), "mid": (6, 4), "large": (100, 85)},
            {"", "large"},
            "two withheld shield each other, and are 11 together",
        ),
        (
            {"": (107, 90), "small": (3, 1), "mid": (4, 4), "large": (60, 50), "huge": (40, 35)},
            {"", "large"},
            "two withheld, but 7 together are a small group as well",
        ),
        (
            {"": (110, 90), "small": (50, 40), "mid": (60, 50)},
            {"", "small", "mid"},
            "none is small",
        ),
        (
            {"": (109, 90), "small": (9, 5), "mid": (10, 8), "large": (90, 77)},
            {"", "large"},
            "10 may be published and 9 may not",
        ),
        (
            {"": (9, 5), "small": (4, 1), "mid": (5, 4)},
            set(),
            "all are small",
        ),
        (
            {"small": (4, 1), "mid": (60, 53), "large": (40, 36)},
            {"mid", "large"},
            "no whole to subtract from",
        ),
        (
            {"small": (4, 1), "mid": (100, 89), "north": (50, 45), "south": (54, 45)},
            {"north", "south"},
            "the regions give the whole",
        ),
        (
            {
                "": (104, 90),
                "small": (4, 1),
                "mid": (100, 89),
                "north": (50, 45),
                "south": (54, 45),
            },
            {"", "north", "south"},
            "the other dimension tells nothing of it, and stays",
        ),
        (
            {"": (104, 90), "new": (4, 1), "old": (100, 89)},
            {""},
            "not declared complete, but the counts say that it is",
        ),
        (
            {"": (110, 90), "new": (4, 1), "old": (100, 84)},
            {"", "old"},
            "not complete: 6 answers belong to neither",
        ),
        (
            {"new": (4, 1), "old": (100, 89)},
            {"old"},
            "neither declared complete nor a whole that could say so",
        ),
        (
            {"": (9, 5), "small": (4, 1), "mid": (20, 18)},
            {"mid"},
            "the whole is small itself: nothing to subtract from",
        ),
        (
            {"": (108, 98), "small": (8, 0), "mid": (20, 0), "large": (80, 78)},
            {""},
            "28 together of whom none: each would be known to be 0 %",
        ),
        (
            {"": (108, 108), "small": (8, 8), "mid": (20, 20), "large": (80, 80)},
            {""},
            "all agree",
        ),
    ],
)
def test_what_is_published(cells: dict[str, tuple[int, int]], shown: set[str], why: str) -> None:
    assert published(shares(cells)) == shown, why


def scores(
    calculation: Calculation, cells: Mapping[str, tuple[float, ...]]
) -> list[dict[str, Any]]:
    names = ("n", "promoters", "detractors") if calculation is NPS else ("n", "numerator")
    return [
        {"metric": "speed", "date": MONTH, "segment": segment, "value": 1.0}
        | dict(zip(names, counts, strict=False))
        for segment, counts in cells.items()
    ]


@pytest.mark.parametrize(
    ("given", "cells", "shown", "why"),
    [
        (
            {"calculation": NPS},
            {"": (104, 60, 20), "small": (4, 1, 1), "mid": (60, 39, 9), "large": (40, 20, 10)},
            {"", "mid"},
            "an NPS subtracts like a share",
        ),
        (
            {"calculation": NPS},
            {"": (90, 50, 20), "small": (4, 0, 4), "mid": (6, 0, 6), "large": (80, 50, 10)},
            {""},
            "ten detractors: each would be known to be -100",
        ),
        (
            {"calculation": NPS},
            {"": (90, 53, 15), "small": (4, 1, 2), "mid": (6, 2, 3), "large": (80, 50, 10)},
            {"", "large"},
            "of the ten 3 are promoters, 5 detractors and 2 neither: not of one mind",
        ),
        (
            {"calculation": NPS},
            {"": (90, 55, 13), "small": (4, 2, 1), "mid": (6, 3, 2), "large": (80, 50, 10)},
            {"", "large"},
            "of the ten 5 are promoters, 3 detractors and 2 neither: the same turned round",
        ),
        (
            {"calculation": NPS},
            {"": (90, 50, 10), "small": (4, 0, 0), "mid": (6, 0, 0), "large": (80, 50, 10)},
            {""},
            "ten who are neither: each would be known to be 0",
        ),
        (
            {"calculation": MEAN},
            {"": (104, 400), "small": (4, 10), "mid": (60, 230), "large": (40, 160)},
            {"", "mid"},
            "so does a mean",
        ),
        (
            {"calculation": MEAN, "minimum": 1.0, "maximum": 5.0},
            {"": (90, 400), "small": (4, 20), "mid": (6, 30), "large": (80, 350)},
            {""},
            "ten answers of 5: each mean would be known",
        ),
        (
            {"calculation": MEAN, "minimum": 2.0, "maximum": 5.0},
            {"": (90, 370), "small": (4, 8), "mid": (6, 12), "large": (80, 350)},
            {""},
            "ten answers of 2, the least there is: each mean would be known",
        ),
        (
            {"calculation": MEAN, "minimum": 2.0, "maximum": 5.0},
            {"": (90, 371), "small": (4, 8), "mid": (6, 13), "large": (80, 350)},
            {"", "large"},
            "one of the ten said 3",
        ),
        (
            {"calculation": Calculation.MEDIAN, "min_n": 10},
            {"": (104,), "small": (4,), "mid": (60,), "large": (40,)},
            {"", "mid", "large"},
            "a median cannot be worked out by subtraction",
        ),
        (
            {"calculation": Calculation.GIVEN, "min_n": 10},
            {"": (104,), "small": (4,), "mid": (60,), "large": (40,)},
            {"", "mid"},
            "values with their n subtract",
        ),
        (
            {"calculation": SHARE, "kind": Kind.OPERATIONAL},
            {"": (104, 90), "small": (4, 1), "mid": (100, 89)},
            {"", "small", "mid"},
            "nobody's answers: nothing is withheld",
        ),
        (
            {"calculation": SHARE, "min_n": 3},
            {"": (104, 90), "small": (4, 1), "mid": (100, 89)},
            {"", "small", "mid"},
            "the metric publishes groups of 3",
        ),
    ],
)
def test_other_calculations(
    given: dict[str, Any], cells: dict[str, tuple[float, ...]], shown: set[str], why: str
) -> None:
    assert published(scores(given["calculation"], cells), **given) == shown, why


def test_each_period_has_its_own_shield() -> None:
    rows = [
        *shares({"": (104, 90), "small": (4, 1), "mid": (60, 53), "large": (40, 36)}, "2026-08-01"),
        *shares(
            {"": (110, 90), "small": (20, 9), "mid": (50, 45), "large": (40, 36)}, "2026-09-01"
        ),
        *shares({"": (100, 90), "small": (9, 7), "mid": (31, 29), "large": (60, 54)}, "2026-10-01"),
    ]
    found = collected(rows)
    assert {key: (len(one), one.withheld, one.shielding) for key, one in found.items()} == {
        "": (3, 0, 0),
        "small": (1, 2, 0),
        "mid": (2, 0, 1),
        "large": (2, 0, 1),
    }


def test_an_edition_counts_what_it_withholds() -> None:
    """In August 4 of 104 are small and mid shields it; in October 9 of 100, and large does."""
    data = replace(
        dataset(
            [
                *shares({"": (104, 90), "small": (4, 1), "mid": (100, 89)}, "2026-08-01"),
                *shares({"": (100, 90), "small": (9, 7), "large": (91, 83)}, "2026-10-01"),
            ],
            [metric(**OF)],
        ),
        segments=NAMES,
    )
    kept = suppression.published(data)
    counts = {("speed", "small"): (2, 0), ("speed", "mid"): (0, 1), ("speed", "large"): (0, 1)}
    assert kept.withheld == counts
    assert kept.measurements["n"].dropna().tolist() == [104.0, 100.0]
    # One more figure is withheld of what an edition keeps: it is counted with the others.
    frame = data.measurements
    whole = ((frame["segment"] == "") & (frame["n"] == 104.0)).to_numpy()
    none = np.zeros_like(whole)
    again = suppression.withhold(kept, whole, none)
    assert again.withheld == counts | {("speed", ""): (1, 0)}
    again = suppression.withhold(again, whole, none)
    assert again.withheld == counts | {("speed", ""): (2, 0)}


# A reader with time: every table of whole numbers that fits what is published is written down.


@dataclass(frozen=True)
class Table:
    """One metric and period: (n, numerator) of the whole and of the segments."""

    cells: dict[str, tuple[int, int]]

    def parts(self, dimension: str) -> list[str]:
        return [key for key in DIMENSIONS[dimension] if key in self.cells]


LEAST = 4


def tables(count: int) -> Iterator[Table]:
    chance = np.random.default_rng(7)
    for number in range(count):
        sizes = DIMENSIONS["size"][: int(chance.integers(2, 5))]
        answers = chance.integers(1, 8, len(sizes))
        yes = chance.binomial(answers, chance.choice([0.1, 0.5, 0.9]))
        cells = {key: (int(n), int(y)) for key, n, y in zip(sizes, answers, yes, strict=True)}
        whole = (int(answers.sum()), int(yes.sum()))
        if number % 2:
            cells |= _split(whole, chance)
        if number % 5:
            cells[""] = whole
        yield Table(cells)


def _split(whole: tuple[int, int], chance: np.random.Generator) -> dict[str, tuple[int, int]]:
    """The same answers by region: some with yes, some with no, dealt out."""
    regions = DIMENSIONS["region"]
    ballots = chance.integers(0, len(regions), whole[0])
    found = {}
    for place, region in enumerate(regions):
        mine = ballots == place
        if mine.any():
            found[region] = (int(mine.sum()), int(mine[: whole[1]].sum()))
    return found


def all_shown(given: Sequence[Table]) -> list[set[str]]:
    """What is published of each table, as the figures of one month after the other."""
    months = [f"{1980 + place // 12}-{place % 12 + 1:02}" for place in range(len(given))]
    rows = [
        row
        for month, table in zip(months, given, strict=True)
        for row in shares(table.cells, f"{month}-01")
    ]
    found = collected(rows, min_n=LEAST)
    shown = {(str(day)[:7], key) for key, one in found.items() for day in one.last}
    return [
        {key for key in table.cells if (month, key) in shown}
        for month, table in zip(months, given, strict=True)
    ]


def fillings(n: int, part: int, small: Sequence[bool]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every way to fill withheld cells that add up to n and part; small ones are below LEAST."""
    for answers in itertools.product(range(1, n + 1), repeat=len(small) - 1):
        rest = n - sum(answers)
        every = (*answers, rest)
        if rest < 1 or any((a < LEAST) is not s for a, s in zip(every, small, strict=True)):
            continue
        for yes in itertools.product(*(range(min(a, part) + 1) for a in answers)):
            left = part - sum(yes)
            if 0 <= left <= rest:
                yield tuple(zip(every, (*yes, left), strict=True))


def test_nobody_can_work_out_a_small_group() -> None:
    """Whatever is published, each withheld small group could have at least two values.

    The reader knows the rules, which segments exist, and which of them are withheld as small.
    """
    withheld = shielded = 0
    given = list(tables(400))
    for table, shown in zip(given, all_shown(given), strict=True):
        assert all(table.cells[key][0] >= LEAST for key in shown)
        whole = table.cells.get("") if "" in shown else None
        for dimension in ("size", "region"):
            keys = table.parts(dimension)
            hidden = [key for key in keys if key not in shown]
            other = table.parts("region" if dimension == "size" else "size")
            if whole is None and other and all(key in shown for key in other):
                whole = _sum(table, other)
            if whole is None or not hidden:
                continue
            known = _sum(table, [key for key in keys if key in shown])
            n, part = whole[0] - known[0], whole[1] - known[1]
            small = [table.cells[key][0] < LEAST for key in hidden]
            assert n >= LEAST, table
            if set(hidden) == set(keys) and part in (0, n):
                continue  # the published whole is of one mind
            seen: dict[int, set[Fraction]] = {
                place: set() for place, is_small in enumerate(small) if is_small
            }
            for filling in fillings(n, part, small):
                for place, found in seen.items():
                    found.add(Fraction(filling[place][1], filling[place][0]))
                if all(len(found) > 1 for found in seen.values()):
                    break  # the reader cannot know any of them, whatever else fits
            assert all(len(found) > 1 for found in seen.values()), (table, shown)
            withheld += sum(small)
            shielded += len(small) - sum(small)
    assert withheld > 300
    assert shielded > 100


def _sum(table: Table, keys: Sequence[str]) -> tuple[int, int]:
    cells = [table.cells[key] for key in keys]
    return sum(n for n, _ in cells), sum(part for _, part in cells)


def test_nothing_follows_by_adding_and_subtracting() -> None:
    """No withheld count is a combination of published ones, across dimensions and periods.

    The equations are: the segments of each complete dimension add up to the whole. A withheld
    cell is known when every solution of the equations has the same number in it.
    """
    every = list(tables(200))
    for pair in itertools.pairwise(zip(every, all_shown(every), strict=True)):
        given = {month: table for month, (table, _) in enumerate(pair)}
        unknown = [
            (month, key)
            for month, (table, shown) in enumerate(pair)
            for key in {"", *table.cells} - shown
        ]
        equations = [
            [(month, key) for key in (*table.parts(dimension), "")]
            for month, table in given.items()
            for dimension in ("size", "region")
            if table.parts(dimension)
        ]
        matrix = np.array(
            [
                [(-1.0 if cell[1] == "" else 1.0) if cell in terms else 0.0 for cell in unknown]
                for terms in equations
            ]
        ).reshape(len(equations), len(unknown))
        rank = np.linalg.matrix_rank(matrix) if unknown else 0
        for place, (month, key) in enumerate(unknown):
            if key not in given[month].cells:
                continue  # a whole that nobody stated, nor withheld
            alone = np.zeros((1, len(unknown)))
            alone[0, place] = 1.0
            assert np.linalg.matrix_rank(np.vstack([matrix, alone])) > rank, (month, key, given)


@pytest.mark.parametrize("calculation", POOLED_BY_COUNTS)
def test_two_small_groups_at_the_lowest_value_do_not_shield_each_other(
    calculation: Calculation,
) -> None:
    rows = [
        {
            "metric": "speed",
            "date": MONTH,
            "segment": segment,
            "value": value,
            "n": n,
            "numerator": 0.0,
            "promoters": 0.0,
            "detractors": n,
        }
        for segment, n, value in (
            ("", 102.0, 1.0),
            ("small", 6.0, 0.0),
            ("mid", 6.0, 0.0),
            ("large", 90.0, 1.0),
        )
    ]
    assert published(rows, calculation=calculation, minimum=0.0) == {""}
