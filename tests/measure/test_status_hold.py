"""Goals to hold a level or stay within a range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from generator.measure.status import StatusRule
from generator.model.vocabulary import Better, Rule, Status
from tests.measure.build import metric
from tests.measure.cases import (
    STALE,
    Case,
    held,
    judged,
)

HOLDING, SLIPPED, BREACHED = Status.HOLDING, Status.SLIPPED, Status.BREACHED
KEPT, BROKEN = Status.KEPT, Status.BROKEN
AWAITING, NEVER = Status.AWAITING_DATA, Status.NOT_REPORTED
LEVEL = {"rule": Rule.HOLD, "target": 70.0}
BAND = {"rule": Rule.RANGE, "target": 4.0, "target_high": 8.0}
HELD: list[tuple[Any, ...]] = [
    # Months from January 2025.
    ((70.0,), LEVEL, None, "2025-02-10", HOLDING, (1, 1), "70 >= 70, no due date"),
    ((69.9,), LEVEL, None, "2025-02-10", BREACHED, (0, 1), "69.9 < 70"),
    ((60.0, 71.0), LEVEL, "2025-12-31", "2025-03-10", HOLDING, (1, 2), "the newest alone"),
    ((90.0, 90.0, 68.0), LEVEL, None, "2025-04-10", SLIPPED, (2, 3), "2 < (0 + 22)/2/1.128 = 9.8"),
    (
        (0.0, 0.0, *[71.0] * 11, 69.0),
        LEVEL,
        None,
        "2026-03-10",
        SLIPPED,
        (11, 12),
        "of fourteen the last twelve: eleven of 71 and 69; 1 < 73/13/1.128 = 4.98",
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
        "2025-03-30",
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
            status=NEVER,
            why="figures began after the due date",
        )
    )


@pytest.mark.parametrize(
    ("values", "due", "as_of", "status", "why"),
    [
        ((71.0, 72.0), "2025-03-30", "2025-04-20", KEPT, "February ends within a month before"),
        ((71.0, 72.0), "2025-03-31", "2025-04-20", AWAITING, "a month before: March is awaited"),
        ((71.0, 72.0), "2025-03-31", "2025-05-10", AWAITING, "on 10 May February is not stale yet"),
        ((71.0, 72.0), "2025-03-31", "2025-05-11", NEVER, "on 11 May it is"),
        ((71.0, 60.0), "2025-12-31", "2027-01-01", NEVER, "broken by a figure ten months old: no"),
        ((71.0, 72.0), "2024-12-31", "2025-03-10", NEVER, "figures began after the due date"),
    ],
)
def test_past_due_needs_a_figure_within_one_cadence(
    values: tuple[float, ...], due: str, as_of: str, status: Status, why: str
) -> None:
    case = Case(
        values=values, first="2025-01-01", as_of=as_of, due=due, goal=LEVEL, status=status, why=why
    )
    held(case)
    found = judged(case)
    assert found.frozen is (status is KEPT)
    assert (found.kept is None) is (status is not KEPT)


@pytest.mark.parametrize(
    ("values", "level", "noise", "rule", "why"),
    [
        # Steps 4.512, 4.512 and 3: 12.024 / 3 / 1.128 = 3.5532.
        ((72.0, 76.512, 72.0, 69.0), None, 3.5532, StatusRule.SLIPPED, "it misses by 1"),
        ((72.0, 72.5, 72.0, 69.0), None, 1.1820, StatusRule.SLIPPED, "4 / 3 / 1.128; by 1"),
        ((71.0, 71.5, 71.0, 69.0), None, 0.8865, StatusRule.BREACHED, "3 / 3 / 1.128; by 1"),
        # 1.128 / 1.128 = 1 exactly: three steps of 1.128.
        ((70.128, 71.256, 70.128, 69.0), None, 1.0, StatusRule.BREACHED, "by exactly one swing"),
        ((70.118, 71.256, 70.128, 69.001), None, 1.0027, StatusRule.SLIPPED, "by .999"),
        ((99.0, 69.9, 69.9), None, 12.899, StatusRule.BREACHED_AGAIN, "the one before missed too"),
        ((69.9, 69.9), None, 0.0, StatusRule.BREACHED_AGAIN, "two, and both missed"),
        ((69.9,), None, 0.0, StatusRule.BREACHED_WITHOUT_NOISE, "one figure"),
        ((99.0, 69.9), None, 0.0, StatusRule.BREACHED_WITHOUT_NOISE, "two figures have no swing"),
        # The level began in March: the steps before it do not count.
        ((90.0, 10.0, 71.0, 71.0, 69.0), "2025-03-01", 0.8865, StatusRule.BREACHED, "(0 + 2) / 2"),
        ((90.0, 10.0, 71.0, 71.0, 69.0), None, 31.6933, StatusRule.SLIPPED, "143 / 4 / 1.128"),
        ((90.0, 10.0, 71.0, 69.0), "2025-03-01", 0.0, StatusRule.BREACHED_WITHOUT_NOISE, "two"),
    ],
)
def test_a_slip_is_no_breach(
    values: tuple[float, ...], level: str | None, noise: float, rule: StatusRule, why: str
) -> None:
    """A miss by less than the swing since the last level began, with none before it, slips."""
    months = {3: "2025-04-10", 4: "2025-05-10", 5: "2025-06-10"}
    for turned in (False, True):
        case = Case(
            values=tuple(140 - value for value in values) if turned else values,
            first="2025-01-01",
            as_of=months.get(len(values), "2025-03-10"),
            due=None,
            of=metric(better=Better.LOWER if turned else Better.HIGHER),
            goal=LEVEL,
            status=rule.status,
            why=why,
            noise=noise,
            level=level,
        )
        held(case)
        assert judged(case).rule is rule


def test_a_range_slips_at_either_end() -> None:
    """Steps 1, 1 and .6 or 1.4: a swing of .77 or 1."""
    for last, margin in ((3.6, -0.4), (8.4, -0.4)):
        before = (5.0, 4.0, 5.0) if last < 4 else (7.0, 8.0, 7.0)
        case = Case(values=(*before, last), first="2025-01-01", as_of="2025-05-10", due=None,
                    goal=BAND, status=SLIPPED, why=f"{last} misses by .4")  # fmt: skip
        held(case)
        found = judged(case).margin
        assert found is not None
        assert found.distance == pytest.approx(margin)


def test_a_range_needs_no_better_side() -> None:
    of = metric(better=Better.NEITHER)
    held(Case(values=(5.0,), first="2026-01-01", due=None, of=of, goal=BAND, status=HOLDING,
              why="5"))  # fmt: skip
