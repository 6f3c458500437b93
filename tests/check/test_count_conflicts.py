"""The value of a row by hand: stated, from its counts, or a conflict between them."""

from __future__ import annotations

import math
from typing import Any

import pytest

from generator.check.count_conflicts import (
    CountConflict,
    Unused,
    outside_bounds,
    resolve_value,
    same_value,
)
from generator.model.counts import Counts
from generator.model.problems import ProblemCode
from generator.model.vocabulary import Calculation
from tests.measure.build import metric

NPS, SHARE, MEAN = Calculation.NPS, Calculation.SHARE, Calculation.MEAN
SUM, COUNT, GIVEN = Calculation.SUM, Calculation.COUNT, Calculation.GIVEN
BLANK = ProblemCode.MISSING_CELL


@pytest.mark.parametrize(
    ("calculation", "stated", "counts", "value"),
    [
        # From the counts alone.
        (NPS, None, Counts(n=10, promoters=6, detractors=2), 40.0),
        (NPS, None, Counts(n=10, promoters=7, detractors=3), 40.0),  # 10 of 10 is possible
        (NPS, None, Counts(n=10, promoters=10, detractors=0), 100.0),
        (SHARE, None, Counts(n=10, numerator=0), 0.0),
        (SHARE, None, Counts(n=10, numerator=10), 100.0),
        (MEAN, None, Counts(n=4, numerator=19), 4.75),
        (MEAN, None, Counts(n=1, numerator=5), 5.0),
        (SUM, None, Counts(numerator=12), 12.0),
        (SUM, None, Counts(numerator=5, invited=0), 5.0),
        (SUM, None, Counts(n=0, numerator=5), 5.0),
        (COUNT, None, Counts(n=0), 0.0),
        # Asked as many as answered.
        (SHARE, None, Counts(n=10, numerator=5, invited=10), 50.0),
        # Stated, with some of the counts or none.
        (GIVEN, 7.5, Counts(), 7.5),
        (GIVEN, 7.5, Counts(n=40), 7.5),
        (SHARE, 81.5, Counts(), 81.5),
        (NPS, 40.0, Counts(n=10, promoters=6), 40.0),
        # No value, and no answers.
        (GIVEN, None, Counts(), Unused.NO_VALUE),
        (SHARE, None, Counts(), Unused.NO_VALUE),
        (SUM, None, Counts(n=40), Unused.NO_VALUE),
        (SHARE, None, Counts(n=0), Unused.NO_ANSWERS),
        (MEAN, None, Counts(n=0, numerator=0), Unused.NO_ANSWERS),
        (SHARE, 50.0, Counts(n=0), Unused.NO_ANSWERS),
    ],
)
def test_values(
    calculation: Calculation, stated: float | None, counts: Counts, value: float | Unused
) -> None:
    written = "" if stated is None else str(stated)
    assert resolve_value(stated, counts, metric(calculation=calculation), written) == value


@pytest.mark.parametrize(
    ("calculation", "counts", "column", "blank"),
    [
        (SHARE, Counts(n=40), "numerator", "numerator is blank. Fill it in"),
        (SHARE, Counts(numerator=40), "n", "n is blank. Fill it in"),
        (NPS, Counts(n=40), "promoters", "promoters and detractors are blank. Fill them in"),
        (NPS, Counts(promoters=40), "detractors", "detractors and n are blank. Fill them in"),
        (NPS, Counts(n=40, promoters=20), "detractors", "detractors is blank. Fill it in"),
    ],
)
def test_some_of_the_counts(
    calculation: Calculation, counts: Counts, column: str, blank: str
) -> None:
    found = resolve_value(None, counts, metric(calculation=calculation), "")
    assert isinstance(found, CountConflict)
    assert (found.column, found.code) == (column, BLANK)
    assert blank in f"{found.message} {found.fix}"


@pytest.mark.parametrize(
    ("calculation", "counts", "column", "message"),
    [
        (SHARE, Counts(n=10, numerator=5, invited=9), "invited", "10 answered (n), but only 9"),
        (SHARE, Counts(n=10, numerator=11), "numerator", "11 of 10 cannot be a share."),
        (SHARE, Counts(n=10, numerator=-1), "numerator", "-1 of 10 cannot be a share."),
        (NPS, Counts(n=10, promoters=6, detractors=5), "promoters", "6 promoters and 5 detract"),
        (MEAN, Counts(n=0, numerator=5), "numerator", "A total of 5 cannot come from no answers"),
    ],
)
def test_counts_that_contradict_each_other(
    calculation: Calculation, counts: Counts, column: str, message: str
) -> None:
    found = resolve_value(None, counts, metric(calculation=calculation), "")
    assert isinstance(found, CountConflict)
    assert found.column == column
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    ("stated", "written", "decimals", "result"),
    [
        # The counts give 37.46 (1873 of 50); the value is compared to the decimals it was written.
        (37.0, "37", None, 37.46),
        (37.5, "37.5", None, 37.46),
        (37.4, "37.4", None, "37.46"),
        (37.46, "37.46", None, 37.46),
        (37.47, "37.47", None, "37.46"),
        (38.0, "38", None, "37.5"),  # the conflict gives one decimal more
        # A metric with fewer decimals allows more.
        (37.4, "37.4", 0, 37.46),
        (37.4, "37,4", 1, "37.46"),
        # A comma that parts thousands begins no decimals; a unit after the number is no digit.
        (37.5, "37.5 h", None, 37.46),
        (37.0, "0,037", None, 37.46),
        (37.0, "37.000000001", None, 37.46),
    ],
)
def test_a_stated_value_is_compared_as_it_was_written(
    stated: float, written: str, decimals: int | None, result: float | str
) -> None:
    of = metric(calculation=MEAN, decimals=decimals)
    found = resolve_value(stated, Counts(n=50, numerator=1873), of, written)
    if isinstance(found, CountConflict):
        assert found.column == "value"
        assert found.message == f"The value is {stated:.12g}, but the counts give {result}."
    else:
        assert found == result


@pytest.mark.parametrize(
    ("one", "other", "decimals", "same"),
    [
        (36.5, 37.0, 0, True),
        (36.4, 37.0, 0, False),
        (37.05, 37.0, 1, True),
        (37.06, 37.0, 1, False),
        (-2.5, -2.0, 0, True),
        (-2.0, 2.0, 0, False),
        # Binary fractions: a billionth more than half is still the same, and no more than that.
        (0.5 + 1e-9, 0.0, 0, True),
        (math.nextafter(0.5 + 1e-9, 1.0), 0.0, 0, False),
    ],
)
def test_the_same_value(one: float, other: float, decimals: int, same: bool) -> None:
    assert same_value(one, other, decimals) is same
    assert same_value(other, one, decimals) is same


@pytest.mark.parametrize(
    ("given", "value", "outside"),
    [
        ({}, -1e9, None),
        ({"minimum": 1.0, "maximum": 5.0}, 1.0, None),
        ({"minimum": 1.0, "maximum": 5.0}, 5.0, None),
        (
            {"minimum": 1.0, "maximum": 5.0},
            0.9,
            ("below 1, the smallest", "Correct it, or the minimum in metrics.csv."),
        ),
        (
            {"minimum": 1.0, "maximum": 5.0},
            5.1,
            ("above 5, the largest", "Correct it, or the maximum in metrics.csv."),
        ),
        ({"calculation": SHARE}, 0.0, None),
        ({"calculation": SHARE}, 100.0, None),
        ({"calculation": SHARE}, 100.1, ("above 100, the largest", "Correct it.")),
        ({"calculation": SHARE, "maximum": 90.0}, -1.0, ("below 0, the smallest", "Correct it.")),
    ],
)
def test_bounds(given: dict[str, Any], value: float, outside: tuple[str, str] | None) -> None:
    found = outside_bounds(value, metric(**given))
    if outside is None or found is None:
        assert found is outside
    else:
        assert found[0] == f'is {outside[0]} value that "speed" can have.'
        assert found[1] == outside[1]


@pytest.mark.parametrize(
    ("stated", "written", "counts", "column", "subject"),
    [
        (6.5, "6.5", Counts(), "value", "6.5 is above 5"),
        (6.5, "6.5", Counts(n=2, numerator=13), "value", "6.5 is above 5"),
        (None, "", Counts(n=2, numerator=13), "numerator", "The counts give 6.5, which is above 5"),
    ],
)
def test_a_value_out_of_bounds_is_told_where_it_was_written(
    stated: float | None, written: str, counts: Counts, column: str, subject: str
) -> None:
    of = metric(calculation=MEAN, minimum=1.0, maximum=5.0)
    found = resolve_value(stated, counts, of, written)
    assert isinstance(found, CountConflict)
    assert found.column == column
    assert found.message.startswith(subject)
    assert found.fix == "Correct it, or the maximum in metrics.csv."
