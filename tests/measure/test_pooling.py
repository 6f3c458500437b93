"""Pooling: what periods and segments give together, and why they sometimes give nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from generator.measure.pooling import (
    Pooled,
    Refusal,
    newest_interval,
    pool_periods,
    pool_segments,
)
from generator.measure.series import Series, collect_series
from generator.model.counts import (
    ADDED,
    NEEDED_COUNTS,
    NEVER_AVERAGED,
    POOLED_BY_COUNTS,
    Counts,
    value_of,
)
from generator.model.dataset import SegmentName
from generator.model.tables import Metric
from generator.model.vocabulary import Accumulates, Calculation, Kind, Smoothing
from tests.measure.build import dataset, day, metric, series

NPS, SHARE, MEAN = Calculation.NPS, Calculation.SHARE, Calculation.MEAN
SUM, COUNT = Calculation.SUM, Calculation.COUNT
NAN = float("nan")
NAMES = {
    key: SegmentName(key=key, name=key, dimension=dimension)
    for key, dimension in (
        ("red", "team"),
        ("blue", "team"),
        ("green", "team"),
        ("north", "region"),
    )
}


def three(calculation: Calculation = SHARE, **given: Any) -> Series:
    """Three months: 80 of 100, 30 of 60, 10 of 40."""
    of = given.pop("of", metric(calculation=calculation))
    counts = {"n": [100, 60, 40], "numerator": [80, 30, 10]}
    return series((80.0, 50.0, 25.0), "2026-01-01", of=of, **(counts | given))


@pytest.mark.parametrize(
    ("found", "value", "n"),
    [
        (three(), 60.0, 200),  # 120 of 200, while the three shares average 51.7
        (three(MEAN), 0.6, 200),
        (three(SUM), 155.0, None),
        (three(COUNT), 155.0, None),
        (three(NPS, promoters=[50, 30, 10], detractors=[10, 30, 20]), 15.0, 200),
        (three(missing=(1,)), 60.0, 200),  # those that are there
    ],
)
def test_periods(found: Series, value: float, n: float | None) -> None:
    pooled = pool_periods(found, slice(0, 3))
    assert isinstance(pooled, Pooled)
    assert pooled.value == pytest.approx(value)
    assert pooled.n == n
    has_interval = found.metric.calculation in (SHARE, NPS)
    assert (pooled.interval is not None) is has_interval


@pytest.mark.parametrize(
    ("found", "refusal"),
    [
        (three(Calculation.GIVEN), Refusal.GIVEN),
        (three(Calculation.MEDIAN), Refusal.NEVER_AVERAGED),
        (three(Calculation.PERCENTILE), Refusal.NEVER_AVERAGED),
        (
            three(of=metric(calculation=SHARE, smoothing=Smoothing.ROLLING)),
            Refusal.ROLLING_AVERAGE,
        ),
        (
            three(of=metric(calculation=SUM, accumulates=Accumulates.YEAR)),
            Refusal.RUNNING_TOTAL,
        ),
        (three(n=[100, NAN, 40]), Refusal.NO_COUNTS),
        (three(NPS), Refusal.NO_COUNTS),
        (three(n=[0, 0, 0], numerator=[0, 0, 0]), Refusal.NO_ANSWERS),
        (three(SUM, missing=(1,)), Refusal.PERIOD_MISSING),
        (three(SUM, missing=(2,)), Refusal.PERIOD_MISSING),
        (three(rebased=["2026-02-15"]), Refusal.REBASED),
        (three(rebased=["2026-02-01"]), Refusal.REBASED),  # the first day of the second month
        (three(rebased=["2026-03-15"]), Refusal.REBASED),
        (three(rebased=["2026-03-31"]), Refusal.REBASED),  # the last day of the last month
        (three(of=metric(calculation=SHARE, min_n=201)), Refusal.TOO_SMALL),
    ],
)
def test_periods_refused(found: Series, refusal: Refusal) -> None:
    assert pool_periods(found, slice(0, 3)) is refusal


def test_what_lies_outside_the_periods_does_not_matter() -> None:
    assert pool_periods(three(), slice(3, 3)) is Refusal.NO_PERIODS
    for rebase in ("2026-01-10", "2026-01-31", "2026-04-01"):
        assert isinstance(pool_periods(three(rebased=[rebase]), slice(0, 3)), Pooled)
    exact = pool_periods(three(of=metric(calculation=SHARE, min_n=200)), slice(0, 3))
    assert isinstance(exact, Pooled)
    later = pool_periods(three(SUM, missing=(1,)), slice(1, 3))
    assert isinstance(later, Pooled)
    assert later.value == 75.0


def test_the_interval_of_the_newest_closed_value() -> None:
    """Wilson: of 60 with 30, (30 + 1.9208 ± 1.96 * sqrt(15 + 0.9604)) / 63.8416."""
    found = newest_interval(three(as_of="2026-03-15"))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((37.7350, 62.2650), abs=5e-4)
    assert newest_interval(three(as_of="2026-01-15")) is None
    paper = newest_interval(three(as_of="2026-03-15"), 1)
    assert paper is not None
    assert (paper.middle, paper.reach) == (31.9, 7.8)


def team(
    cells: Mapping[str, tuple[float, float]],
    calculation: Calculation = SHARE,
    earlier: Sequence[str] = (),
    **given: Any,
) -> Pooled | Refusal:
    """The teams of October together; each cell is (n, numerator), earlier ones have September."""
    of = metric(**({"calculation": calculation, "complete_dimensions": ("Team",)} | given))
    rows = [
        {
            "metric": "speed",
            "date": date,
            "segment": key,
            "value": 100 * part / n if calculation is SHARE else part,
            "n": n,
            "numerator": part,
        }
        for date, held in (("2026-10-01", cells), ("2026-09-01", dict.fromkeys(earlier, (50, 5))))
        for key, (n, part) in held.items()
    ]
    data = replace(dataset(rows, [of]), segments=NAMES)
    assert isinstance(of, Metric)
    return pool_segments(collect_series(data), NAMES, of, "team", day("2026-10-31"))


def test_segments() -> None:
    found = team({"red": (100, 95), "blue": (900, 300), "north": (500, 1)})
    assert isinstance(found, Pooled)
    assert (found.value, found.n) == (39.5, 1000)  # and not 64, the mean of 95 and 33
    added = team({"red": (100, 95), "blue": (900, 300)}, SUM)
    assert isinstance(added, Pooled)
    assert added.value == 395.0


def test_three_teams_with_one_score_between_them() -> None:
    cells = {"red": (40, 36, 2), "blue": (5, 1, 4), "green": (55, 27, 16)}
    of = metric(calculation=NPS, complete_dimensions=("team",), min_n=0)
    rows = [
        {
            "metric": "speed",
            "date": "2026-10-01",
            "segment": key,
            "value": 100.0 * (up - down) / n,
            "n": n,
            "promoters": up,
            "detractors": down,
        }
        for key, (n, up, down) in cells.items()
    ]
    collected = collect_series(replace(dataset(rows, [of]), segments=NAMES))
    found = pool_segments(collected, NAMES, of, "team", day("2026-10-31"))
    assert isinstance(found, Pooled)
    assert (found.value, found.n) == (42.0, 100)  # the three scores, 85, -60 and 20, average 15


@pytest.mark.parametrize(
    ("cells", "given", "refusal"),
    [
        ({"red": (100, 95), "blue": (900, 300)}, {"complete_dimensions": ()}, "NOT_COMPLETE"),
        ({"red": (100, 95)}, {"complete_dimensions": ("region",)}, "NOT_COMPLETE"),
        ({"north": (100, 95)}, {}, "NO_SEGMENTS"),
        ({"red": (100, 95)}, {"earlier": ("blue",)}, "PART_UNPUBLISHED"),
        ({"red": (100, 95), "blue": (900, 300)}, {"calculation": Calculation.GIVEN}, "GIVEN"),
        ({"red": (1, 9), "blue": (1, 3)}, {"calculation": Calculation.MEDIAN}, "NEVER_AVERAGED"),
        ({"red": (100, 95), "blue": (NAN, 30)}, {}, "NO_COUNTS"),
        # A withheld team cannot be told from the teams together.
        ({"red": (100, 95), "blue": (9, 3)}, {"kind": Kind.CUSTOMER}, "PART_UNPUBLISHED"),
        ({"red": (9, 9), "blue": (9, 3)}, {"kind": Kind.CUSTOMER}, "PART_UNPUBLISHED"),
    ],
)
def test_segments_refused(
    cells: dict[str, tuple[float, float]], given: dict[str, Any], refusal: str
) -> None:
    assert team(cells, **given) is Refusal[refusal]


def test_a_team_without_answers_is_none_of_the_whole() -> None:
    """Blue had figures in September and no row since; the whole is red and green alone."""
    cells = {"red": (100, 95), "green": (900, 300)}
    assert team(cells, earlier=["blue"]) is Refusal.PART_UNPUBLISHED
    found = team(cells | {"": (1000, 395)}, earlier=["blue"])
    assert isinstance(found, Pooled)
    assert found.value == 39.5
    assert team(cells | {"": (1040, 395)}, earlier=["blue"]) is Refusal.PART_UNPUBLISHED


def test_sums_without_counts_prove_no_whole() -> None:
    """Without n nobody can say that red and green are all of it."""
    cells = {"red": (NAN, 95), "green": (NAN, 300), "": (NAN, 395)}
    assert team(cells, SUM, earlier=["blue"]) is Refusal.PART_UNPUBLISHED


def test_totals_of_segments_add_though_those_of_periods_do_not() -> None:
    cells = {"red": (100.0, 95.0), "blue": (900.0, 300.0)}
    found = team(cells, SUM, accumulates=Accumulates.YEAR)
    assert isinstance(found, Pooled)
    assert found.value == 395.0


def test_each_calculation_is_pooled_in_one_way() -> None:
    ways = (Calculation.GIVEN, *NEVER_AVERAGED, *ADDED, *POOLED_BY_COUNTS)
    assert sorted(ways) == sorted(Calculation)
    assert NEEDED_COUNTS.keys() == {*ADDED, *POOLED_BY_COUNTS}
    eights = Counts(n=8.0, numerator=8.0, promoters=8.0, detractors=8.0)
    assert {key for key in Calculation if value_of(key, eights) is not None} == {*NEEDED_COUNTS}
