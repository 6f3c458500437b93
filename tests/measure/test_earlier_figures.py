"""What an earlier edition told or withheld, and what the next one makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from generator.measure.earlier_figures import mind_earlier
from generator.measure.suppression import published, suppress
from generator.model.dataset import Dataset
from generator.model.vocabulary import Calculation, Kind
from tests.measure.build import dataset, day, metric

THEN = {"": (104, 60), "a": (4, 1), "b": (60, 30), "c": (40, 29)}


def data(cells: Mapping[str, tuple[int, int]], kind: Kind = Kind.CUSTOMER, **given: Any) -> Dataset:
    rows = [
        {"metric": "speed", "date": "2026-10-01", "segment": segment, "value": 100.0 * x / n,
         "n": float(n), "numerator": float(x)}
        for segment, (n, x) in cells.items()
    ]  # fmt: skip
    of = metric(calculation=Calculation.SHARE, kind=kind)
    return dataset(rows, [of], **given)


def shown(of: Dataset) -> dict[str, float]:
    frame = of.measurements[~suppress(of)]
    return dict(zip(frame["segment"], frame["n"], strict=True))


def test_a_cell_once_withheld_stays_withheld() -> None:
    """Were a and c published now, of 14 and 40, c's 40 of then would give a's 4 of then."""
    earlier = published(data(THEN))
    later = data({"": (114, 65), "a": (14, 6), "b": (60, 30), "c": (40, 29)})
    assert shown(later).keys() == {"", "a", "b", "c"}
    assert shown(mind_earlier(later, earlier, is_release=True)) == {"": 114.0, "b": 60.0}
    assert shown(mind_earlier(later, None, is_release=True)) == shown(later)


ALIKE = {"": (120, 84), "a": (60, 36), "b": (35, 23), "c": (25, 25)}


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (ALIKE, ALIKE, True),
        ({**ALIKE, "": (119, 83), "c": (24, 24)}, ALIKE, True),
        ({**ALIKE, "c": (9, 9), "": (104, 68)}, ALIKE, False),
        (ALIKE, {**ALIKE, "c": (40, 30), "": (135, 89)}, False),
        ({**ALIKE, "c": (30, 30), "": (125, 89)}, ALIKE, True),
    ],
)
def test_a_bound_is_told_again_and_not_where_an_edition_withheld_all(
    then: dict[str, tuple[int, int]], now: dict[str, tuple[int, int]], told: bool
) -> None:
    """And what had a bound keeps no figure when it has one mind no more."""
    earlier = published(data(then, Kind.EMPLOYEE))
    later = published(mind_earlier(data(now, Kind.EMPLOYEE), earlier, is_release=True))
    assert bool(later.bounds) == told
    assert "c" not in shown(later)


def test_an_open_period_may_be_shown_once_it_has_ended() -> None:
    earlier = published(data({"": (104, 60)}, as_of="2026-10-20"))
    assert (earlier.withheld, earlier.so_far) == ({("speed", ""): 1}, {("speed", ""): 100})
    later = data({"": (204, 110)})
    assert shown(mind_earlier(later, earlier, is_release=True)) == {"": 204.0}


@pytest.mark.parametrize(
    ("kind", "n", "is_release", "shows"),
    [
        (Kind.EMPLOYEE, 107, False, 104.0),
        (Kind.INTERNAL_CUSTOMER, 95, False, 104.0),
        (Kind.EMPLOYEE, 107, True, 107.0),
        (Kind.EMPLOYEE, 114, False, 114.0),
        (Kind.CUSTOMER, 107, False, 107.0),
    ],
)
def test_few_more_answers_of_colleagues_wait_for_a_release(
    kind: Kind, n: int, is_release: bool, shows: float
) -> None:
    earlier, later = published(data({"": (104, 60)}, kind)), data({"": (n, 61)}, kind)
    assert shown(mind_earlier(later, earlier, is_release=is_release)) == {"": shows}


def test_a_group_that_comes_with_them_waits_too() -> None:
    earlier = published(data({"": (104, 60)}, Kind.EMPLOYEE))
    later = data({"": (107, 61), "a": (50, 30), "b": (57, 31)}, Kind.EMPLOYEE)
    found = mind_earlier(later, earlier, is_release=False)
    assert shown(found) == {"": 104.0}
    assert found.kept_back == {("speed", key, day("2026-10-31")) for key in ("a", "b")}


def test_the_day_of_the_earlier_edition_decides_what_was_closed() -> None:
    earlier = published(data({"": (4, 1)}))
    found = mind_earlier(data({"": (40, 10)}), earlier, is_release=False)
    assert shown(found) == {}
