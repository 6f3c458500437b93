"""What an outlook rests on: gaps, rebases and running totals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from generator.measure.forecast import project
from generator.measure.forecast_window import Cut, ForecastWindow, NoForecastReason, find_window
from generator.measure.outlook import chance_of
from generator.measure.series import Series
from generator.model.vocabulary import Accumulates, Better, Cadence
from tests.measure.build import day, goal, metric, series
from tests.measure.levels import LEVEL, asked, forecast, monthly, refused


@pytest.mark.parametrize("missing", [(20,), (20, 21)])
def test_a_gap_of_up_to_two_periods_is_bridged_and_told(missing: Sequence[int]) -> None:
    of = monthly(34, missing=missing)
    rests = find_window(of)
    assert rests.refused is None and rests.cut is None
    assert (rests.points, len(rests.values)) == (34, 34 + len(missing))
    before, after = LEVEL[19], LEVEL[20]
    share = 1 / (len(missing) + 1)
    assert rests.values[20] == pytest.approx(before + (after - before) * share)
    assert [period.last for period in rests.bridged] == [
        of.period(19).shift(count + 1, Cadence.MONTHLY).last for count in range(len(missing))
    ]


def test_of_a_longer_gap_only_the_stretch_since() -> None:
    of = monthly(34, missing=(20, 21, 22))
    rests = find_window(of)
    assert rests.values.tolist() == LEVEL[20:34]
    assert (rests.cut, rests.bridged, rests.points) == (Cut.GAP, (), 14)
    assert rests.since == of.period(20)
    assert refused(monthly(31, missing=(20, 21, 22))) is NoForecastReason.TOO_FEW


def test_after_a_rebase_only_the_points_since() -> None:
    rests = find_window(monthly(36, rebased=["2025-06-15"]))
    assert rests.since is not None and rests.since.last == day("2025-06-30")
    assert (rests.points, rests.cut) == (17, Cut.REBASE)
    assert rests.low_confidence
    assert asked(monthly(36, rebased=["2025-11-01"])).reason is None
    assert refused(monthly(36, rebased=["2025-12-01"])) is NoForecastReason.TOO_FEW


def test_the_later_of_rebase_and_gap_counts() -> None:
    of = {"missing": (10, 11, 12)}
    assert find_window(monthly(36, rebased=["2025-06-15"], **of)).cut is Cut.REBASE
    assert find_window(monthly(36, rebased=["2023-09-15"], **of)).cut is Cut.GAP


@pytest.mark.parametrize(
    ("rebase", "reason"),
    [
        ("2026-11-05", NoForecastReason.BEGINS_ANEW),  # in the open period
        ("2027-06-30", NoForecastReason.BEGINS_ANEW),
        ("2027-07-01", None),
    ],
)
def test_nothing_is_forecast_across_a_rebase(rebase: str, reason: NoForecastReason | None) -> None:
    assert refused(monthly(36, rebased=[rebase])) is reason


# Running totals.


def total(kind: Accumulates, values: Sequence[float], first: str, **given: Any) -> Series:
    return series(values, first, of=metric(accumulates=kind), as_of="2026-11-20", **given)


def test_a_total_for_ever_adds_what_is_forecast() -> None:
    added = LEVEL[:36]
    of = total(Accumulates.EVER, np.cumsum([100.0, *added]).tolist(), "2023-10-01")
    found, plain = forecast(of), project(np.array([added]), 12, 24)
    assert found.window.values == pytest.approx(added)
    newest = of.value[-1]
    assert found.mean[0] == pytest.approx(newest + plain.mean[0, 0])
    assert found.mean[11] == pytest.approx(newest + plain.mean[0, :12].sum())
    assert found.spread[0] == pytest.approx(plain.spread[0, 0])
    ratio = found.spread[11] / plain.spread[0, :12].sum()
    assert 0.4 < ratio < 1  # neither quite independent nor all alike


def test_a_total_within_the_year_starts_again() -> None:
    """Fiscal years from April: by June 2027 the total holds April to June alone."""
    added = [*LEVEL[:43]]  # April 2023 to October 2026
    totals = [sum(added[place - place % 12 : place + 1]) for place in range(43)]
    of = total(Accumulates.YEAR, totals, "2023-04-01", fiscal_year_start=4)
    found, plain = forecast(of), project(np.array([added]), 12, 24)
    assert found.window.values == pytest.approx(added)
    assert found.mean[4] == pytest.approx(totals[-1] + plain.mean[0, :5].sum())  # March 2027
    assert found.mean[5] == pytest.approx(plain.mean[0, 5])  # April 2027
    assert found.mean[7] == pytest.approx(plain.mean[0, 5:8].sum())  # June 2027
    assert found.spread[5] < found.spread[4]
    assert asked(of, target=145.0).chance == pytest.approx(
        chance_of(goal(target=145.0), Better.HIGHER, found.centre[7], found.spread[7])
    )


def test_a_gap_in_a_total_is_shared_evenly_but_not_across_a_year() -> None:
    """January 2024 to October 2026, 10 a month but for a few; months left out."""
    added = [10.0 + (place % 5) for place in range(34)]
    totals = [sum(added[place - place % 12 : place + 1]) for place in range(34)]

    def without(*places: int) -> ForecastWindow:
        kept = [value for place, value in enumerate(totals) if place not in places]
        return find_window(total(Accumulates.YEAR, kept, "2024-01-01", missing=places))

    within = without(4, 5)
    assert within.values[3:8] == pytest.approx([added[3]] + [sum(added[4:7]) / 3] * 3 + [added[7]])
    assert len(within.values) == 34
    across = without(11)
    assert (across.cut, across.points) == (Cut.GAP, 22)
    assert across.values == pytest.approx(added[12:])  # January begins the year and is known


def test_a_total_needs_twelve_additions_and_some_that_differ() -> None:
    counts = np.cumsum(LEVEL[:13]).tolist()
    assert refused(total(Accumulates.EVER, counts[:12], "2025-11-01")) is NoForecastReason.TOO_FEW
    assert refused(total(Accumulates.EVER, counts, "2025-10-01")) is None
    even = [0.1 * place for place in range(30)]
    assert refused(total(Accumulates.EVER, even, "2024-05-01")) is NoForecastReason.CONSTANT
