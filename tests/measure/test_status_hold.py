"""Goals to hold a level or stay within a range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from generator.model.vocabulary import Better, Rule, Status
from tests.measure.build import metric
from tests.measure.cases import (
    STALE,
    Case,
    held,
    judged,
)

HOLDING, BREACHED = Status.HOLDING, Status.BREACHED
KEPT, BROKEN = Status.KEPT, Status.BROKEN
LEVEL = {"rule": Rule.HOLD, "target": 70.0}
BAND = {"rule": Rule.RANGE, "target": 4.0, "target_high": 8.0}
HELD: list[tuple[Any, ...]] = [
    # Months from January 2025.
    ((70.0,), LEVEL, None, "2025-02-10", HOLDING, (1, 1), "70 >= 70, no due date"),
    ((69.9,), LEVEL, None, "2025-02-10", BREACHED, (0, 1), "69.9 < 70"),
    ((60.0, 71.0), LEVEL, "2025-12-31", "2025-03-10", HOLDING, (1, 2), "the newest alone"),
    ((90.0, 90.0, 69.0), LEVEL, None, "2025-04-10", BREACHED, (2, 3), "its mean of 83 is no help"),
    (
        (0.0, 0.0, *[71.0] * 11, 69.0),
        LEVEL,
        None,
        "2026-03-10",
        BREACHED,
        (11, 12),
        "of fourteen the last twelve: eleven of 71 and 69",
    ),
    ((71.0,), LEVEL, None, "2025-04-10", HOLDING, (1, 1), "on 10 April January is not stale"),
    ((71.0,), LEVEL, None, "2025-04-11", STALE, (1, 1), "on the 11th it is"),
    ((4.0,), BAND, None, "2025-02-10", HOLDING, (1, 1), "the lower end belongs to it"),
    ((3.9,), BAND, None, "2025-02-10", BREACHED, (0, 1), "below it"),
    ((8.0,), BAND, None, "2025-02-10", HOLDING, (1, 1), "the upper end belongs to it"),
    ((8.1,), BAND, None, "2025-02-10", BREACHED, (0, 1), "above it"),
    ((6.0, 9.0, 3.0, 5.0), BAND, None, "2025-05-10", HOLDING, (2, 4), "6 and 5 of four"),
    # Past its due date: the last period that ends by it, the share over all of them.
    ((71.0, 69.0, 72.0), LEVEL, "2025-03-31", "2025-03-31", HOLDING, (2, 3), "due today"),
    ((71.0, 69.0, 72.0), LEVEL, "2025-03-31", "2025-04-01", KEPT, (2, 3), "the day after"),
    ((71.0, 69.0, 72.0), LEVEL, "2025-03-30", "2025-04-10", BROKEN, (1, 2), "February: 69"),
    ((71.0, 72.0, 60.0), LEVEL, "2025-02-28", "2025-04-10", KEPT, (2, 2), "March is ignored"),
    ((71.0, 72.0), LEVEL, "2025-12-31", "2027-01-01", KEPT, (2, 2), "the last by then, if old"),
    (
        (60.0, 60.0, 71.0, 69.0, 72.0),
        LEVEL | {"baseline": 60.0, "baseline_date": "2025-02-28"},
        "2025-05-31",
        "2025-06-10",
        KEPT,
        (2, 3),
        "the share counts from the baseline date: 71, 69 and 72",
    ),
    (
        (60.0, 71.0),
        LEVEL | {"baseline": 60.0, "baseline_date": "2025-03-15"},
        "2025-04-30",
        "2025-06-10",
        KEPT,
        (1, 2),
        "no period after the baseline: all of them",
    ),
    # A baseline date counts only past due.
    (
        (60.0, 60.0, 71.0, 69.0, 72.0),
        LEVEL | {"baseline": 60.0, "baseline_date": "2025-02-28"},
        "2025-12-31",
        "2025-06-10",
        HOLDING,
        (2, 5),
        "it runs: 60, 60, 71, 69 and 72 from January on, the baseline date changes nothing",
    ),
    (
        (60.0, 60.0, 71.0, 69.0, 72.0),
        LEVEL,
        "2025-12-31",
        "2025-06-10",
        HOLDING,
        (2, 5),
        "it runs without a baseline date: the same",
    ),
    (
        tuple([71.0] * 3 + [69.0] * 11 + [72.0]),
        LEVEL | {"baseline": 60.0, "baseline_date": "2025-12-31"},
        None,
        "2026-04-10",
        HOLDING,
        (1, 12),
        "it runs: the last twelve of fifteen, not the three after the baseline date",
    ),
    (
        (60.0, 60.0, 71.0, 69.0, 72.0),
        LEVEL,
        "2025-05-31",
        "2025-06-10",
        KEPT,
        (2, 5),
        "past due without a baseline date: all five",
    ),
    ((5.0, 9.0), BAND, "2025-02-28", "2025-03-10", BROKEN, (1, 2), "9 is above 8"),
    (
        tuple([71.0] * 14 + [69.0] * 6),
        LEVEL,
        "2026-08-31",
        "2026-12-01",
        BROKEN,
        (14, 20),
        "past due the share is over all twenty, not the last twelve",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("values", "given", "due", "as_of", "status", "kept", "why"), HELD)
def test_hold_and_range(
    values: Sequence[float],
    given: dict[str, Any],
    due: str | None,
    as_of: str,
    status: Status,
    kept: tuple[int, int],
    why: str,
) -> None:
    case = Case(
        values=values, first="2025-01-01", as_of=as_of, due=due, goal=given, status=status, why=why
    )
    held(case)
    found = judged(case)
    assert found.kept is not None
    assert (found.kept.count, found.kept.of) == kept
    assert found.frozen is (status in (KEPT, BROKEN))
    assert found.progress is None
    assert found.pace is None


@pytest.mark.parametrize(("value", "status"), [(70.0, HOLDING), (69.0, HOLDING), (70.1, BREACHED)])
def test_hold_where_less_is_better(value: float, status: Status) -> None:
    held(
        Case(
            values=(value,),
            first="2026-01-01",
            due=None,
            of=metric(better=Better.LOWER),
            goal=LEVEL,
            status=status,
            why="at most 70",
        )
    )


@pytest.mark.parametrize("given", [LEVEL, BAND])
def test_hold_without_data(given: dict[str, Any]) -> None:
    held(Case(values=(), goal=given, status=Status.NO_DATA, why="nothing"))
    held(
        Case(
            values=(71.0,),
            first="2026-03-01",
            as_of="2026-06-01",
            due="2026-02-28",
            goal=given,
            status=Status.NO_DATA,
            why="figures began after the due date",
        )
    )


def test_a_range_needs_no_better_side() -> None:
    of = metric(better=Better.NEITHER)
    held(Case(values=(5.0,), first="2026-01-01", due=None, of=of, goal=BAND, status=HOLDING,
              why="5"))  # fmt: skip
