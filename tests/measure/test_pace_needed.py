"""The pace needed from now, beside that so far and the best: worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from generator.measure.pace_needed import PaceNeeded, pace_needed
from generator.model.periods import Period, periods_to
from generator.model.vocabulary import Accumulates, Cadence, Rule
from tests.measure.build import day, goal, metric
from tests.measure.company import reported, waiting

#: Twelve months to October 2026: 40 in December 2025, 44 now; the best two months fell by 3.
COURSE = [38.0, 40.0, 41.0, 43.0, 42.0, 40.0, 41.0, 42.0, 43.0, 44.0, 43.0, 44.0]


def asked(
    of: Any, values: list[float], as_of: str = "2026-11-20", **given: Any
) -> PaceNeeded | None:
    own = {"baseline": 40.0, "baseline_date": "2025-12-31", "due": "2026-12-31", **given}
    one = goal(metric=of.metric, **own)
    report = reported((of, one), {of.metric: values}, as_of=as_of)
    return pace_needed(report.assessments[one.goal], report.series[of.metric, ""])


def test_by_hand() -> None:
    pace = asked(waiting(), COURSE, target=30.0)
    assert pace is not None
    assert (pace.newest, pace.target) == (44.0, 30.0)
    # (30 - 44) / 2 months: November and December.
    assert (pace.needed.change, pace.needed.periods, pace.needed.per_period) == (-14.0, 2, -7.0)
    # (44 - 40) / 10 months since December.
    assert pace.so_far is not None
    assert (pace.so_far.change, pace.so_far.periods, pace.so_far.per_period) == (4.0, 10, 0.4)
    # From 43 in February to 40 in April.
    assert pace.best is not None
    assert (pace.best.change, pace.best.periods, pace.best.per_period) == (-3.0, 2, -1.5)
    assert (pace.best.after, pace.best.until) == (day("2026-02-28"), day("2026-04-30"))


def test_a_running_total_moves_by_what_its_periods_add() -> None:
    # 10 a month in 2025 from August on (80 by then), 12 a month in 2026: 120 by October.
    total = metric(metric="sold", name="Sold", accumulates=Accumulates.YEAR)
    values = [80.0, 90.0, 100.0, 110.0, 120.0, *(12.0 * month for month in range(1, 11))]
    pace = asked(total, values, target=150.0, baseline=0.0)
    assert pace is not None
    assert pace.needed.per_period == 15.0  # (150 - 120) / 2
    assert pace.so_far is not None
    assert pace.so_far.per_period == 12.0  # 120 in ten months
    assert pace.best is not None
    assert pace.best.per_period == 12.0


@pytest.mark.parametrize(
    "given",
    [
        {"target": 50.0},  # met
        {"target": 30.0, "rule": Rule.HOLD},  # nothing to reach
        {"target": 30.0, "due": None},
        {"target": 30.0, "due": "2026-11-15"},  # no period ends until then
        {"target": 30.0, "as_of": "2027-06-01"},  # too old
    ],
)
def test_it_is_not_asked(given: dict[str, Any]) -> None:
    assert asked(waiting(), COURSE, **given) is None


def test_not_of_a_total_that_begins_anew_before_the_due_date() -> None:
    total = metric(metric="sold", name="Sold", accumulates=Accumulates.YEAR)
    values = [12.0 * month for month in range(1, 11)]
    assert asked(total, values, target=150.0, due="2027-01-31") is None


def test_without_baseline_or_with_a_short_record_less_stands_beside_it() -> None:
    pace = asked(waiting(), [43.0, 44.0], target=30.0, baseline=None, baseline_date=None)
    assert pace is not None
    assert pace.needed.per_period == -7.0
    assert pace.so_far is None
    assert pace.best is None


@pytest.mark.parametrize(
    ("cadence", "until", "count"),
    [
        (Cadence.MONTHLY, "2026-12-31", 2),
        (Cadence.MONTHLY, "2026-12-30", 1),
        (Cadence.MONTHLY, "2025-12-31", -10),
        (Cadence.MONTHLY, "2026-03-15", -8),  # March to October
        (Cadence.QUARTERLY, "2027-06-30", 2),
        (Cadence.QUARTERLY, "2026-03-15", -4),
        (Cadence.YEARLY, "2028-12-30", 1),
        (Cadence.WEEKLY, "2026-11-15", 2),
        (Cadence.WEEKLY, "2026-10-30", -1),
        (Cadence.DAILY, "2026-11-03", 3),
    ],
)
def test_periods_to_a_day(cadence: Cadence, until: str, count: int) -> None:
    assert periods_to(Period.containing(day("2026-10-31"), cadence), day(until), cadence) == count
