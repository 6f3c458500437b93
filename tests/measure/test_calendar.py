"""Periods and the arithmetic of cadences, with dates read off a wall calendar."""

from __future__ import annotations

import pytest

from generator.model.periods import Period, add_cadences, add_months
from generator.model.vocabulary import Cadence
from tests.measure.build import day

D, W, M, Q, Y = Cadence.DAILY, Cadence.WEEKLY, Cadence.MONTHLY, Cadence.QUARTERLY, Cadence.YEARLY


@pytest.mark.parametrize(
    ("text", "cadence", "start", "first", "last"),
    [
        ("2026-02-28", D, 1, "2026-02-28", "2026-02-28"),
        # Weeks are ISO weeks: 1 January 2027 is a Friday and belongs to week 53 of 2026.
        ("2027-01-01", W, 1, "2026-12-28", "2027-01-03"),
        ("2027-01-03", W, 1, "2026-12-28", "2027-01-03"),
        ("2027-01-04", W, 1, "2027-01-04", "2027-01-10"),
        ("2025-12-29", W, 1, "2025-12-29", "2026-01-04"),  # week 1 of 2026 begins in 2025
        ("2026-12-31", W, 4, "2026-12-28", "2027-01-03"),  # the fiscal year moves no week
        ("2026-02-01", M, 1, "2026-02-01", "2026-02-28"),
        ("2028-02-10", M, 1, "2028-02-01", "2028-02-29"),
        ("2026-12-31", M, 7, "2026-12-01", "2026-12-31"),
        ("2026-03-31", Q, 1, "2026-01-01", "2026-03-31"),
        ("2026-04-01", Q, 1, "2026-04-01", "2026-06-30"),
        ("2026-12-15", Q, 1, "2026-10-01", "2026-12-31"),
        ("2026-03-31", Q, 4, "2026-01-01", "2026-03-31"),
        # A year from February: quarters Feb to Apr, May to Jul, Aug to Oct, Nov to Jan.
        ("2026-01-15", Q, 2, "2025-11-01", "2026-01-31"),
        ("2026-02-01", Q, 2, "2026-02-01", "2026-04-30"),
        ("2026-10-31", Q, 2, "2026-08-01", "2026-10-31"),
        ("2028-03-01", Q, 12, "2028-03-01", "2028-05-31"),
        ("2028-02-29", Q, 12, "2027-12-01", "2028-02-29"),
        ("2026-07-01", Y, 1, "2026-01-01", "2026-12-31"),
        ("2026-03-31", Y, 4, "2025-04-01", "2026-03-31"),
        ("2026-04-01", Y, 4, "2026-04-01", "2027-03-31"),
        ("2026-09-30", Y, 10, "2025-10-01", "2026-09-30"),
        ("2028-02-29", Y, 3, "2027-03-01", "2028-02-29"),
    ],
)
def test_containing(text: str, cadence: Cadence, start: int, first: str, last: str) -> None:
    found = Period.containing(day(text), cadence, start)
    assert (found.first, found.last) == (day(first), day(last))


@pytest.mark.parametrize(
    ("text", "cadence", "count", "first", "last"),
    [
        ("2026-10-31", D, 1, "2026-11-01", "2026-11-01"),
        ("2026-12-31", W, 1, "2027-01-04", "2027-01-10"),
        ("2027-01-04", W, -1, "2026-12-28", "2027-01-03"),
        ("2026-01-31", M, 1, "2026-02-01", "2026-02-28"),
        ("2028-01-31", M, 1, "2028-02-01", "2028-02-29"),
        ("2026-02-28", M, -2, "2025-12-01", "2025-12-31"),
        ("2026-12-31", M, 0, "2026-12-01", "2026-12-31"),
        ("2026-11-30", Q, 1, "2027-01-01", "2027-03-31"),
        ("2026-01-01", Q, -1, "2025-10-01", "2025-12-31"),
        ("2026-06-30", Y, 2, "2028-01-01", "2028-12-31"),
    ],
)
def test_shift(text: str, cadence: Cadence, count: int, first: str, last: str) -> None:
    found = Period.containing(day(text), cadence).shift(count, cadence)
    assert (found.first, found.last) == (day(first), day(last))


def test_a_fiscal_quarter_shifts_into_the_next() -> None:
    quarter = Period.containing(day("2026-01-15"), Q, 2)
    assert quarter.shift(1, Q) == Period.containing(day("2026-02-01"), Q, 2)


@pytest.mark.parametrize(
    ("text", "months", "result"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-05-30", -3, "2026-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-08-31", 0, "2026-08-31"),
    ],
)
def test_add_months(text: str, months: int, result: str) -> None:
    assert add_months(day(text), months) == day(result)


@pytest.mark.parametrize(
    ("text", "count", "cadence", "result"),
    [
        ("2026-12-31", 2, D, "2027-01-02"),
        ("2026-12-27", 2, W, "2027-01-10"),
        # A month's last day stays a last day, in both directions.
        ("2026-02-28", 1, M, "2026-03-31"),
        ("2026-04-30", 1, M, "2026-05-31"),
        ("2026-04-30", -1, M, "2026-03-31"),
        ("2026-09-30", -1, M, "2026-08-31"),
        ("2028-01-31", 1, M, "2028-02-29"),
        ("2026-10-31", 2, M, "2026-12-31"),
        ("2026-09-30", 2, Q, "2027-03-31"),
        ("2026-06-30", -1, Q, "2026-03-31"),
        ("2027-02-28", 1, Y, "2028-02-29"),
        ("2026-12-31", 2, Y, "2028-12-31"),
        # A day within the month stays that day.
        ("2026-01-15", 1, M, "2026-02-15"),
        ("2026-01-30", 1, M, "2026-02-28"),
        ("2026-11-10", 1, Q, "2027-02-10"),
    ],
)
def test_add_cadences(text: str, count: int, cadence: Cadence, result: str) -> None:
    assert add_cadences(day(text), count, cadence) == day(result)


def test_periods_sort_by_their_last_day() -> None:
    year, month = (Period.containing(day("2026-10-31"), cadence) for cadence in (Y, M))
    assert sorted([year, month]) == [month, year]
