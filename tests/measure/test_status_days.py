"""Statuses that days decide: there already, no start, too early, stale, past the due date."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from generator.measure.status import evaluate_goal
from generator.model.settings import Thresholds
from generator.model.vocabulary import Better, Cadence, Status
from tests.measure.build import day, goal, metric
from tests.measure.cases import (
    DUE_EXACT,
    DUE_POOLED,
    EARLY,
    MET,
    MISSED,
    ON,
    PACE,
    REACHED,
    STALE,
    START,
    THERE,
    Case,
    held,
    judged,
)


@pytest.mark.parametrize(
    ("values", "status", "sustained", "why"),
    [
        ((50.0, 70.0, 72.0, 71.0), THERE, 3, "c = 71; three in a row"),
        (
            (71.0, 70.0, 72.0, 71.0),
            THERE,
            3,
            "December ends on the baseline date and does not count",
        ),
        ((71.0, 69.9, 75.0, 71.0), THERE, 0, "c = 71.97, but only two in a row"),
        ((71.0, 72.0, 75.0, 69.0), THERE, 0, "c = 72, but the newest is below 70"),
        ((71.0, 70.0, 70.0, 69.9), ON, 0, "c = 69.967 < 70; p = .998"),
        ((50.0, 69.9, 70.0, 70.1), REACHED, 0, "c = 210/3 = 70 exactly, two in a row"),
        ((50.0, 70.0, 70.1, 70.2), THERE, 3, "c = 70.1, by less than chance, but three in a row"),
        ((90.0, 90.0, 70.1, 70.2), THERE, 3, "c = 76.77; steps 0 19.9 .1: 1 noise is 3.41"),
    ],
)
def test_already_there_and_sustained(
    values: tuple[float, ...], status: Status, sustained: int, why: str
) -> None:
    case = Case(
        values=values,
        first="2025-12-01",
        as_of="2026-04-10",
        due=DUE_POOLED,
        status=status,
        why=why,
    )
    held(case)
    assert judged(case).sustained == sustained


def test_a_mean_that_equals_the_target_on_paper_equals_it_here() -> None:
    """(0.1 + 0.2 + 0.3) / 3 is 0.2, whatever binary fractions make of it (0.20000000000000004)."""
    held(
        Case(
            values=(0.1, 0.2, 0.3),
            first="2026-01-01",
            as_of="2026-04-10",
            due=DUE_POOLED,
            of=metric(better=Better.LOWER),
            goal={"baseline": 0.5, "baseline_date": START, "target": 0.2},
            status=REACHED,
            why="0.6 / 3 = 0.2",
        )
    )


NO_START = Status.NO_STARTING_POINT


@pytest.mark.parametrize(
    ("given", "due", "value", "why"),
    [
        ({"target": 70.0}, None, 60.0, "nothing but a target"),
        ({"target": 70.0}, DUE_POOLED, 60.0, "no baseline"),
        ({"target": 70.0, "baseline": 50.0}, DUE_POOLED, 60.0, "no baseline date"),
        (PACE, None, 60.0, "no due date"),
    ],
)
def test_no_starting_point(given: dict[str, Any], due: str | None, value: float, why: str) -> None:
    case = Case(
        values=(0.0, 57.0, 60.0, 63.0),
        first="2025-12-01",
        as_of="2026-04-10",
        due=due,
        goal=given,
        status=NO_START,
        why=why,
        value=value,
    )
    held(case)
    assert judged(case).pace is None


def test_already_there_needs_no_starting_point() -> None:
    held(Case(values=(71.0, 72.0, 73.0), goal={"target": 70.0}, due=None, status=THERE, why="72"))


def test_where_neither_is_better_nothing_is_there_without_a_baseline() -> None:
    case = Case(
        values=(71.0, 72.0, 73.0),
        of=metric(better=Better.NEITHER),
        goal={"target": 70.0},
        status=NO_START,
        why="up or down? nobody said",
    )
    held(case)
    past = replace(case, due="2026-01-31")
    held(past)
    assert judged(past).current is not None


@pytest.mark.parametrize(
    ("values", "first", "as_of", "why"),
    [
        ((71.0, 72.0, 73.0), "2025-10-01", "2026-01-10", "December ends on the baseline date"),
        ((71.0, 72.0, 73.0, 99.0), "2025-10-01", "2026-01-30", "January is open"),
    ],
)
def test_too_early_without_a_period_after_the_baseline(
    values: tuple[float, ...], first: str, as_of: str, why: str
) -> None:
    """Not even "already there": what was before the baseline proves nothing."""
    case = Case(values=values, first=first, as_of=as_of, status=EARLY, why=why)
    held(case)
    assert judged(case).current is None


@pytest.mark.parametrize("as_of", ["2026-02-20", "2026-09-09"])
def test_no_data(as_of: str) -> None:
    """No closed period at all, even long after the due date."""
    empty = Case(values=(), as_of=as_of, status=Status.NO_DATA, why="nothing")
    held(empty)
    found = evaluate_goal(
        goal(due=DUE_EXACT, **PACE),
        metric(),
        None,
        [],
        as_of=day(as_of),
        thresholds=Thresholds(),
    )
    assert found.status is Status.NO_DATA


def test_an_open_period_is_no_data() -> None:
    held(Case(values=(60.0,), first="2026-02-01", status=Status.NO_DATA, why="February is open"))


@pytest.mark.parametrize(
    ("cadence", "first", "lag", "last_good", "why"),
    [
        (Cadence.MONTHLY, "2026-01-01", 10, "2026-04-10", "31 Jan + 2 months = 31 Mar, + 10 days"),
        (Cadence.MONTHLY, "2026-01-01", 0, "2026-03-31", "31 Jan + 2 months"),
        (Cadence.MONTHLY, "2025-12-01", 30, "2026-03-30", "31 Dec + 2 months = 28 Feb, + 30 days"),
        (Cadence.QUARTERLY, "2026-01-01", 10, "2026-10-10", "31 Mar + 2 quarters = 30 Sep, + 10"),
        (Cadence.YEARLY, "2025-01-01", 10, "2028-01-10", "31 Dec 2025 + 2 years, + 10"),
        (Cadence.WEEKLY, "2026-01-01", 10, "2026-01-28", "4 Jan + 14 days + 10"),
        (Cadence.DAILY, "2026-01-04", 10, "2026-01-24", "4 Jan + 10 days (2 are less) + 10"),
        (Cadence.DAILY, "2026-01-04", 0, "2026-01-14", "4 Jan + 10 days"),
    ],
)
def test_stale_from_the_day_after(
    cadence: Cadence, first: str, lag: int, last_good: str, why: str
) -> None:
    of = metric(lag_days=lag)
    given = PACE | {"baseline_date": "2024-12-31", "target": 70.0}
    for late, status in ((0, None), (1, STALE)):
        as_of = day(last_good) + dt.timedelta(days=late)
        found = judged(
            Case(
                values=(60.0,),
                first=first,
                cadence=cadence,
                as_of=as_of.isoformat(),
                of=of,
                goal=given,
                due="2029-01-01",
                status=STALE,
                why=why,
            )
        )
        assert (found.status is STALE) is (status is STALE), why
        assert found.fresh.last_good == day(last_good)


def test_stale_comes_before_already_there_and_no_starting_point() -> None:
    held(
        Case(
            values=(75.0,),
            first="2026-01-01",
            as_of="2026-06-01",
            due=None,
            goal={"target": 70.0},
            status=STALE,
            why="January, judged in June",
        )
    )


AWAITING, NEVER = Status.AWAITING_DATA, Status.NOT_REPORTED
PAST = [
    # Monthly figures from January 2026: 60, 65, 71, 72 ... Each case tells which one decides.
    ("2026-03-31", "2026-03-31", 3, THERE, None, "due today is not yet past: c = 71, 71, 71"),
    ("2026-03-31", "2026-04-01", 3, MET, 71.0, "the day after: March, which ends on the due date"),
    ("2026-04-30", "2026-05-05", 3, AWAITING, None, "March ends exactly one month before"),
    ("2026-04-29", "2026-05-05", 3, MET, 71.0, "March is the last to end by 29 April"),
    ("2026-04-15", "2026-05-05", 4, MET, 71.0, "inside: March; April comes later and is ignored"),
    ("2026-03-30", "2026-04-20", 3, MET, 71.0, "February (71) is the last to end by 30 March"),
    ("2026-02-28", "2026-06-20", 5, MET, 71.0, "frozen on February, whatever came later"),
    ("2026-04-30", "2026-06-10", 3, AWAITING, None, "on 10 June March is not stale yet"),
    ("2026-04-30", "2026-06-11", 3, NEVER, None, "on 11 June March is stale: 31 May + 10 days"),
    ("2025-12-31", "2026-02-20", 1, NEVER, None, "figures began after the due date"),
]


@pytest.mark.parametrize(("due", "as_of", "count", "status", "value", "why"), PAST)
def test_past_due(
    due: str, as_of: str, count: int, status: Status, value: float | None, why: str
) -> None:
    case = Case(
        values=(71.0, 71.0, 71.0, 60.0, 60.0)[:count],
        first="2026-01-01",
        as_of=as_of,
        due=due,
        goal=PACE | {"baseline_date": "2025-06-30"},
        status=status,
        why=why,
        value=value,
    )
    held(case)
    assert judged(case).frozen is (status in (MET, MISSED))


DECIDES = [
    # (values from January, missing places, due, as of, status, deciding value)
    ((50.0, 60.0, 69.9), (), "2026-03-31", MISSED, 69.9, "69.9 < 70"),
    ((50.0, 60.0, 70.0), (), "2026-03-31", MET, 70.0, "70 >= 70"),
    ((99.0, 99.0, 60.0), (), "2026-03-31", MISSED, 60.0, "the one period, not the mean of three"),
    ((50.0, 60.0, 99.0), (2,), "2026-03-31", NEVER, None, "March left out, April came"),
    ((50.0, 60.0, 80.0), (2,), "2026-04-30", MET, 80.0, "March left out, April decides"),
]


@pytest.mark.parametrize(("values", "missing", "due", "status", "value", "why"), DECIDES)
def test_the_period_that_decides(
    values: tuple[float, ...],
    missing: tuple[int, ...],
    due: str,
    status: Status,
    value: float | None,
    why: str,
) -> None:
    held(
        Case(
            values=values,
            first="2026-01-01",
            as_of="2026-05-05",
            due=due,
            more={"missing": missing},
            status=status,
            value=value,
            why=why,
        )
    )


@pytest.mark.parametrize(
    ("due", "decides"),
    [
        # The last month that ends by the day, in months of 28 to 31 days.
        ("2026-12-30", "2026-11-30"),
        ("2026-05-30", "2026-04-30"),
        ("2027-03-29", "2027-02-28"),
        ("2027-03-30", "2027-02-28"),
        ("2027-03-31", "2027-03-31"),
        ("2027-02-28", "2027-02-28"),
        ("2027-02-27", "2027-01-31"),
    ],
)
def test_every_due_date_has_one_month_that_decides(due: str, decides: str) -> None:
    case = Case(
        values=tuple(range(100, 130)),
        first="2025-06-01",
        as_of="2027-05-31",
        due=due,
        status=MET,
        why=due,
    )
    held(case)
    current = judged(case).current
    assert current is not None
    assert [period.last for period in current.periods] == [day(decides)]


@pytest.mark.parametrize(
    ("better", "value", "status"),
    [
        (Better.LOWER, 50.0, MET),
        (Better.LOWER, 50.1, MISSED),
        (Better.NEITHER, 50.0, MET),
        (Better.NEITHER, 50.1, MISSED),
    ],
)
def test_met_downwards(better: Better, value: float, status: Status) -> None:
    held(
        Case(
            values=(value,),
            first="2026-01-01",
            due="2026-01-31",
            of=metric(better=better),
            goal={"baseline": 70.0, "baseline_date": START, "target": 50.0},
            status=status,
            why=f"{value} against 50",
        )
    )


def test_met_and_missed_need_no_baseline() -> None:
    held(Case(values=(71.0,), first="2026-01-01", due="2026-01-31", goal={"target": 70.0},
              status=MET, why="71 >= 70"))  # fmt: skip
