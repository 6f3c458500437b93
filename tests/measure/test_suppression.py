"""Suppression: what is withheld, what shields it, and that a reader cannot work it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from generator.measure import suppression
from generator.measure.series import Series, collect_series
from generator.model.dataset import Dataset, SegmentName
from generator.model.vocabulary import Bound, Calculation, Kind
from tests.measure.build import dataset, metric

SHARE, NPS, MEAN = Calculation.SHARE, Calculation.NPS, Calculation.MEAN
NAN = float("nan")
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
            {"", "mid"},
            "small and mid are 28 of whom none, so each would be known: large shields it",
        ),
        (
            {"": (108, 108), "small": (8, 8), "mid": (20, 20), "large": (80, 80)},
            {"", "large"},
            "all agree: the published whole alone says it",
        ),
    ],
)
def test_what_is_published(cells: dict[str, tuple[int, int]], shown: set[str], why: str) -> None:
    assert published(shares(cells)) == shown, why


def scores(
    calculation: Calculation, cells: Mapping[str, tuple[float, ...]]
) -> list[dict[str, Any]]:
    names = {
        NPS: ("n", "promoters", "detractors"),
        Calculation.GIVEN: ("n", "value"),
    }.get(calculation, ("n", "numerator"))
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
            {""},
            "one of the ten said 3: each mean is known to a third of a point",
        ),
        (
            {"calculation": Calculation.MEDIAN, "min_n": 10},
            {"": (104,), "small": (4,), "mid": (60,), "large": (40,)},
            {"", "mid"},
            "a median cannot be worked out by subtraction, and its n can",
        ),
        (
            {"calculation": Calculation.GIVEN, "min_n": 10},
            {"": (104,), "small": (4,), "mid": (60,), "large": (40,)},
            {"", "mid"},
            "values with their n subtract",
        ),
        (
            {"calculation": Calculation.GIVEN, "min_n": 10, "minimum": 1.0, "maximum": 5.0},
            {"": (80, 4.0), "small": (4, 5.0), "mid": (6, 5.0), "large": (70, 3.857142857142857)},
            {""},
            "320 less 270 is 50: the ten have 5 each, the most there is",
        ),
        (
            {"calculation": Calculation.GIVEN, "min_n": 10, "minimum": 1.0, "maximum": 5.0},
            {"": (80, 4.0), "small": (4, 2.0), "mid": (6, 4.0), "large": (70, 4.114285714285714)},
            {"", "large"},
            "320 less 288 is 32 of ten: the four may have 1 or 5 each",
        ),
        (
            {"calculation": SHARE},
            {"": (104, 90), "small": (NAN, 1), "mid": (60, 53), "large": (40, 36)},
            {"", "mid"},
            "small does not state its n: 104 - 60 - 40 are left",
        ),
        (
            {"calculation": SHARE},
            {"": (110, 90), "small": (NAN, 1), "mid": (60, 53), "large": (40, 36)},
            {"", "small", "mid", "large"},
            "ten are left",
        ),
        (
            {"calculation": SHARE},
            {"": (140, 115), "small": (NAN, 15), "mid": (NAN, 21), "large": (100, 79)},
            {"", "large"},
            "forty are left of two: each may be small",
        ),
        (
            {"calculation": SHARE},
            {
                "": (110, 90),
                "small": (NAN, 1),
                "mid": (100, 89),
                "north": (50, 45),
                "south": (60, 45),
            },
            {"", "small", "mid", "north", "south"},
            "ten are left by its own dimension, whatever the regions have",
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


@pytest.mark.parametrize(
    ("kind", "n", "part", "shown"),
    [
        (Kind.EMPLOYEE, 29, 29, False),
        (Kind.EMPLOYEE, 29, 0, False),
        (Kind.EMPLOYEE, 29, 28, False),
        (Kind.EMPLOYEE, 29, 27, True),
        (Kind.EMPLOYEE, 20, 19, True),
        (Kind.EMPLOYEE, 30, 30, True),
        (Kind.CUSTOMER, 29, 29, True),
    ],
)
def test_under_thirty_colleagues_of_one_mind_are_withheld(
    kind: Kind, n: int, part: int, shown: bool
) -> None:
    """Three times the smallest group of ten: who knows a colleague would know the answer."""
    assert published(shares({"": (n, part)}), kind=kind) == ({""} if shown else set())


ALL, NONE = Bound.OVER, Bound.UNDER


@pytest.mark.parametrize(
    ("cells", "given", "bounds", "why"),
    [
        ({"": (29, 29)}, {}, {"": ALL}, "nothing else is known of it"),
        ({"": (12, 0)}, {}, {"": NONE}, "nobody says from outside that they are twelve"),
        ({"": (29, 28)}, {}, {"": ALL}, "96.6 %: all or all but one is not told"),
        ({"": (30, 30)}, {}, {}, "large enough for its figure"),
        ({"": (9, 9)}, {}, {}, "too small for a bound"),
        ({"": (29, 29)}, {"kind": Kind.CUSTOMER}, {}, "customers do not sit at the next desk"),
        ({"": (20, 20)}, {"min_n": 7}, {}, "of at most 20, over 95 % are all"),
        ({"": (23, 23)}, {"min_n": 8}, {"": ALL}, "of 21 to 23, it may be all but one"),
        ({"": (29, 0)}, {"min_numerator": 3}, {}, "none or one is less than 3 apart"),
        (
            {"": (120, 84), "small": (25, 25), "mid": (35, 23), "large": (60, 36)},
            {},
            {"small": ALL},
            "mid shields it: of 60 answers 12 are no, and one of them may be small's",
        ),
        (
            {"": (62, 61), "small": (12, 12), "mid": (14, 14), "large": (36, 35)},
            {},
            {"small": ALL, "mid": ALL},
            "large shields them, and the one who said no may be of each",
        ),
        (
            {"": (100, 100), "small": (25, 25), "mid": (35, 35), "large": (40, 40)},
            {},
            {},
            "the whole says that all said yes",
        ),
        (
            {"": (90, 60), "small": (10, 10), "mid": (10, 7), "large": (70, 43)},
            {},
            {},
            "of 20 answers, 17 are yes: of 21 it would take one to differ",
        ),
        (
            {"": (127, 87), "small": (7, 3), "mid": (25, 25), "large": (35, 23), "huge": (60, 36)},
            {},
            {"mid": ALL},
            "large shields small from who knows that mid says yes",
        ),
        (
            {"": (25, 25), "small": (13, 13), "mid": (12, 12)},
            {},
            {"": ALL},
            "of the whole alone: of 25 who all say yes, so do 12",
        ),
        (
            {"": (25, 25), "small": (16, 16), "mid": (9, 9)},
            {},
            {},
            "what is said of the whole holds of nine",
        ),
    ],
)
def test_a_bound_is_told_where_it_says_no_more(
    cells: dict[str, tuple[int, int]], given: dict[str, Any], bounds: dict[str, Bound], why: str
) -> None:
    of = metric(**(OF | {"kind": Kind.EMPLOYEE} | given))
    kept = suppression.published(replace(dataset(shares(cells), [of]), segments=NAMES))
    last = {(name, day) for name, _, day in kept.bounds}
    assert {segment: bound for (_, segment, _), bound in kept.bounds.items()} == bounds, why
    assert len(last) == bool(bounds)
    silent = kept.measurements[kept.measurements["value"].isna()]
    assert bounds.keys() <= {*silent["segment"]}


@pytest.mark.parametrize(
    ("n", "other", "same_answers", "bounds"),
    [
        (12, 12, None, set()),
        (12, 13, None, {"speed"}),
        (25, 25, None, {"speed"}),
        (25, 25, "speed", set()),
    ],
)
def test_where_another_metric_says_how_many_they_are_no_bound_is_told(
    n: int, other: int, same_answers: str | None, bounds: set[str]
) -> None:
    """Of 12 over 95 % are all, of 25 all or all but one."""
    rows = [*shares({"": (n, n)})]
    rows += [{**row, "metric": "trust"} for row in shares({"": (other, other - 4)})]
    of = OF | {"kind": Kind.EMPLOYEE}
    metrics = [metric(**of), metric(**of, metric="trust", same_answers=same_answers)]
    kept = suppression.published(replace(dataset(rows, metrics), segments=NAMES))
    assert {name for name, _, _ in kept.bounds} == bounds


def test_an_open_period_has_no_bound() -> None:
    of = metric(**(OF | {"kind": Kind.EMPLOYEE}))
    kept = suppression.published(dataset(shares({"": (25, 25)}), [of], as_of="2026-10-30"))
    assert kept.bounds == {}


def test_each_period_has_its_own_shield() -> None:
    rows = [
        *shares({"": (104, 90), "small": (4, 1), "mid": (60, 53), "large": (40, 36)}, "2026-08-01"),
        *shares(
            {"": (110, 90), "small": (20, 9), "mid": (50, 45), "large": (40, 36)}, "2026-09-01"
        ),
        *shares({"": (100, 90), "small": (9, 7), "mid": (31, 29), "large": (60, 54)}, "2026-10-01"),
    ]
    found = collected(rows)
    assert {key: (len(one), one.withheld) for key, one in found.items()} == {
        "": (3, 0),
        "small": (1, 2),
        "mid": (2, 1),
        "large": (2, 1),
    }


@pytest.mark.parametrize(
    ("as_of", "n", "at_least"),
    [
        ("2026-10-30", 29, 20),
        ("2026-10-30", 10, 10),
        ("2026-10-30", 9, None),
        ("2026-10-31", 29, None),  # closed, and of one mind
    ],
)
def test_the_whole_of_an_open_period_says_how_many_answers_there_are_at_least(
    as_of: str, n: int, at_least: int | None
) -> None:
    """Down to the ten, and nothing of a segment."""
    cells = {"": (n, n), "large": (n, n)}
    of = metric(**(OF | {"kind": Kind.EMPLOYEE}))
    kept = suppression.published(replace(dataset(shares(cells), [of], as_of=as_of), segments=NAMES))
    assert kept.withheld == {("speed", ""): 1, ("speed", "large"): 1}
    assert kept.so_far == ({} if at_least is None else {("speed", ""): at_least})


def test_without_a_smallest_group_an_open_period_says_nothing_of_its_answers() -> None:
    of = metric(calculation=SHARE, kind=Kind.OPERATIONAL, min_numerator=5)
    kept = suppression.published(dataset(shares({"": (40, 3)}), [of], as_of="2026-10-30"))
    assert (kept.withheld, kept.so_far) == ({("speed", ""): 1}, {})


@pytest.mark.parametrize(
    ("same_answers", "shown"),
    [
        (None, {"speed": {"", "mid"}, "trust": {"", "large"}}),
        ("speed", {"speed": {""}, "trust": {""}}),
    ],
)
def test_metrics_of_the_same_answers_withhold_the_same_groups(
    same_answers: str | None, shown: dict[str, set[str]]
) -> None:
    """Of speed none of small and mid said yes, so large shields small; of trust mid does."""
    speed = {"": (108, 98), "small": (8, 0), "mid": (20, 0), "large": (80, 78)}
    trust = {"": (108, 60), "small": (8, 3), "mid": (20, 12), "large": (80, 45)}
    rows = [*shares(speed), *({**row, "metric": "trust"} for row in shares(trust))]
    metrics = [metric(**OF), metric(**OF, metric="trust", same_answers=same_answers)]
    found = collect_series(replace(dataset(rows, metrics), segments=NAMES))
    assert {
        name: {segment for (one, segment), each in found.items() if one == name and len(each)}
        for name in shown
    } == shown


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
    counts = {("speed", "small"): 2, ("speed", "mid"): 1, ("speed", "large"): 1}
    assert kept.withheld == counts
    assert kept.measurements["n"].dropna().tolist() == [104.0, 100.0]
    # One more figure is withheld of what an edition keeps: it is counted with the others.
    frame = data.measurements
    again = suppression.withhold(
        kept, ((frame["segment"] == "") & (frame["n"] == 104.0)).to_numpy()
    )
    assert again.withheld == counts | {("speed", ""): 1}
