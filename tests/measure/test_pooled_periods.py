"""Pooling and standard errors, worked out by hand (or with a pocket calculator)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from generator.measure.natural_limits import mean_moving_range, swing_error
from generator.measure.pooling import Pooled, Refusal, mean_of_last, pool
from generator.model.tables import Metric
from generator.model.vocabulary import Accumulates, Calculation, Smoothing
from tests.measure.build import metric, series

NPS, SHARE, MEAN = Calculation.NPS, Calculation.SHARE, Calculation.MEAN
NAN = float("nan")


@pytest.mark.parametrize(
    ("calculation", "values", "counts", "value", "n", "error", "why"),
    [
        (
            NPS,
            (85.0, -60.0, 20.0),
            {"n": [40, 5, 55], "promoters": [36, 1, 27], "detractors": [2, 4, 16]},
            42.0,
            100,
            8.1446,
            (
                "64 - 22 of 100, while the three scores average 15; p = 64.75/103 = .628641, d = "
                "22.75/103 = .220874: .849515 - .166274 = .683241; sqrt(.683241/103) = .081446"
            ),
        ),
        (
            NPS,
            (-50.0,),
            {"n": [10], "promoters": [2], "detractors": [7]},
            -50.0,
            10,
            22.5280,
            (
                "p = 2.75/13 = .211538, d = 7.75/13 = .596154: .807692 - .147929 = .659763; "
                "sqrt(.659763/13) = .225280"
            ),
        ),
        (
            NPS,
            (100.0,),
            {"n": [5], "promoters": [5], "detractors": [0]},
            100.0,
            5,
            22.9640,
            (
                "all agree, and still not certain: p = 5.75/8 = .71875, d = .75/8 = .09375: "
                ".8125 - .390625 = .421875; sqrt(.421875/8) = .229640"
            ),
        ),
        (
            NPS,
            (0.0,),
            {"n": [1], "promoters": [0], "detractors": [0]},
            0.0,
            1,
            30.6186,
            "one passive answer: p = d = .75/4 = .1875: sqrt(.375/4) = .306186",
        ),
        (
            SHARE,
            (95.0, 100 / 3),
            {"n": [100, 900], "numerator": [95, 300]},
            39.5,
            1000,
            1.5459,
            "395 of 1,000, while the two shares average 64.2; sqrt(.395 * .605/1000) = .0154588",
        ),
        (
            SHARE,
            (50.0,),
            {"n": [100], "numerator": [50]},
            50.0,
            100,
            5.0,
            "sqrt(.5 * .5/100) = .05",
        ),
        (
            SHARE,
            (80.0, 90.0),
            {"n": [20, 80], "numerator": [16, 72]},
            88.0,
            100,
            3.2496,
            "88 of 100; sqrt(.88 * .12/100) = .0324962",
        ),
        (SHARE, (100.0,), {"n": [45], "numerator": [45]}, 100.0, 45, 0.0, "none left over"),
        (SHARE, (0.0,), {"n": [45], "numerator": [0]}, 0.0, 45, 0.0, "none at all"),
        (SHARE, (57.0,), {"n": [100], "numerator": [57]}, 57.0, 100, 4.9508, "57 exactly"),
        (
            MEAN,
            (4.0, 5.0),
            {"n": [10, 30], "numerator": [40, 150]},
            4.75,
            40,
            None,
            "190/40, while the two means average 4.5",
        ),
        # Without all the counts: the mean of the values.
        (SHARE, (80.0, 90.0), {}, 85.0, None, None, "no counts"),
        (SHARE, (80.0, 90.0), {"n": [20, 80]}, 85.0, None, None, "n alone does not pool"),
        (SHARE, (80.0, 90.0), {"n": [20, NAN], "numerator": [16, NAN]}, 85.0, None, None, "half"),
        (NPS, (30.0, 50.0), {"n": [100, 10]}, 40.0, None, None, "n alone does not pool"),
        (MEAN, (4.0, 5.0), {"n": [10, 30]}, 4.5, None, None, "n alone does not pool"),
        (SHARE, (80.0,), {"n": [0], "numerator": [0]}, 80.0, None, None, "of nothing"),
        (Calculation.GIVEN, (4.0, 5.0, 9.0), {}, 6.0, None, None, "18/3"),
        (Calculation.GIVEN, (4.0, 8.0), {"n": [1, 9]}, 6.0, None, None, "n does not weigh"),
        (Calculation.SUM, (4.0, 8.0), {"numerator": [4, 8]}, 6.0, None, None, "a usual period's"),
        (Calculation.COUNT, (4.0, 8.0), {"n": [4, 8]}, 6.0, None, None, "a usual period's"),
    ],
)
def test_pool(
    calculation: Calculation,
    values: tuple[float, ...],
    counts: dict[str, Any],
    value: float,
    n: int | None,
    error: float | None,
    why: str,
) -> None:
    of = metric(calculation=calculation)
    all_of_it = series(values, "2026-01-01", of=of, **counts)
    found = pool(all_of_it, slice(0, len(values)))
    assert found.value == pytest.approx(value, abs=1e-9), why
    assert found.n == n, why
    given = found.interval.standard_error if found.interval else None
    assert given == (None if error is None else pytest.approx(error, abs=5e-5)), why


def test_pool_takes_only_the_rows_asked_for() -> None:
    values = series(
        (0.0, 80.0, 90.0),
        "2026-01-01",
        of=metric(calculation=SHARE),
        n=[1000, 20, 80],
        numerator=[0, 16, 72],
    )
    assert pool(values, slice(1, 3)).value == pytest.approx(88.0)


def test_the_mean_of_the_last_closed_periods() -> None:
    """16 of 20 and 72 of 80: 88 of 100; November is open, and August is one too many."""
    values = series(
        (0.0, 80.0, 90.0, 10.0),
        "2026-08-01",
        as_of="2026-11-20",
        of=metric(calculation=SHARE),
        n=[1000, 20, 80, 500],
        numerator=[0, 16, 72, 50],
    )
    found = mean_of_last(values, 2)
    assert isinstance(found, Pooled)
    assert (found.value, found.n) == (88.0, 100)
    given = mean_of_last(series((1.0, 4.0, 5.0), "2026-08-01"), 2)
    assert isinstance(given, Pooled)
    assert (given.value, given.n) == (4.5, None)  # without counts: the mean of the values


@pytest.mark.parametrize(
    ("of", "refusal"),
    [
        (metric(calculation=Calculation.MEDIAN), Refusal.NEVER_AVERAGED),
        (metric(calculation=SHARE, smoothing=Smoothing.ROLLING), Refusal.ROLLING_AVERAGE),
        (metric(calculation=Calculation.SUM, accumulates=Accumulates.YEAR), Refusal.RUNNING_TOTAL),
    ],
)
def test_what_has_no_mean_of_the_last_periods(of: Metric, refusal: Refusal) -> None:
    assert mean_of_last(series((4.0, 5.0), "2026-08-01", of=of), 2) is refusal


@pytest.mark.parametrize(("count", "value"), [(1, 5.0), (2, 4.5), (3, None)])
def test_no_mean_of_the_last_periods_reaches_across_a_rebase(
    count: int, value: float | None
) -> None:
    """August 1, then September 4 and October 5 on a new basis."""
    found = mean_of_last(series((1.0, 4.0, 5.0), "2026-08-01", rebased=["2026-09-01"]), count)
    assert found == (Refusal.REBASED if value is None else Pooled(value=value))


def test_a_share_is_exact_where_paper_is() -> None:
    """57 of 100 is 57.0 and no 56.99999999999999, or a goal of 57 % would be missed."""
    for n, numerator, percent in ((100, 57, 57.0), (100, 29, 29.0), (1000, 1000, 100.0)):
        of = metric(calculation=SHARE)
        one = series((percent,), "2026-01-01", of=of, n=[n], numerator=[numerator])
        assert pool(one, slice(0, 1)).value == percent


@pytest.mark.parametrize(
    ("values", "noise", "why"),
    [
        ((), None, "nothing"),
        ((5.0,), None, "one"),
        ((5.0, 7.0), None, "two are too few"),
        ((5.0, 7.0, 5.0), 1.7730, "steps 2 and 2: 2 / 1.128"),
        ((10.0, 13.0, 11.0, 12.0), 1.7730, "steps 3 2 1: 2 / 1.128"),
        ((0.0, -6.0, 0.0), 5.3191, "6 / 1.128"),
        ((4.0, 4.0, 4.0), 0.0, "constant"),
        ((1.0, 2.0, 3.0, 4.0), 0.8865, "a straight line: 1 / 1.128"),
    ],
)
def test_the_error_of_the_usual_swing(
    values: tuple[float, ...], noise: float | None, why: str
) -> None:
    step = mean_moving_range(np.array(values, dtype=float))
    found = None if step is None else swing_error(step, 1)
    assert found == (None if noise is None else pytest.approx(noise, abs=5e-5)), why
