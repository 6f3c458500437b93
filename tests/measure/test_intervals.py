"""Values and 95 % intervals from counts, worked out with a pocket calculator (1.96 errors)."""

from __future__ import annotations

import math

import pytest

from generator.measure.intervals import PAPER_DECIMALS, interval_of, share_error
from generator.measure.pooling import intervals_of, pool
from generator.model.counts import Counts, value_of
from generator.model.vocabulary import Calculation
from tests.measure.build import metric, series

NPS, SHARE, MEAN = Calculation.NPS, Calculation.SHARE, Calculation.MEAN
SUM, COUNT, GIVEN = Calculation.SUM, Calculation.COUNT, Calculation.GIVEN
NAN = float("nan")


@pytest.mark.parametrize(
    ("n", "promoters", "detractors", "value", "low", "high", "why"),
    [
        (104, 60, 20, 38.462, 22.440, 52.326, "60.75 and 20.75 of 107: 37.383 less, more 14.943"),
        (100, 64, 22, 42, 24.813, 56.740, "64.75 and 22.75 of 103: 40.777 and 15.963"),
        (400, 180, 100, 20, 11.925, 27.778, "180.75 and 100.75 of 403: 19.851 and 7.927"),
        (1000, 420, 210, 21, 16.201, 25.674, "420.75 and 210.75 of 1003: 20.937 and 4.737"),
        (1650, 700, 300, 24.242, 20.632, 27.765, "700.75 and 300.75 of 1653: 24.198 and 3.566"),
        # Half and half: no passives, the widest there is.
        (100, 50, 50, 0, -19.171, 19.171, "50.75 twice of 103: v .985437, error 9.781"),
        (20, 9, 9, 0, -37.631, 37.631, "9.75 twice of 23: v .847826, error 19.200"),
        (2, 1, 1, 0, -73.336, 73.336, "1.75 twice of 5: v .7, error 37.417"),
        # All agree: the interval does not close, and ends where the scale does.
        (100, 100, 0, 100, 93.090, 100, "97.087 and 3.997; clipped"),
        (100, 0, 100, -100, -100, -93.090, "the same below"),
        (100, 0, 0, 0, -2.331, 2.331, "all passive: .75 twice of 103, error 1.189"),
        (12, 12, 0, 100, 54.195, 100, "80 and 25.805; clipped"),
        (10, 10, 0, 100, 47.503, 100, "76.923 and 29.420; clipped"),
        (10, 0, 10, -100, -100, -47.503, "the same below"),
        (3, 0, 3, -100, -100, 6.580, "-50 and 56.580; clipped"),
        (2, 2, 0, 100, -24.412, 100, "40 and 64.412; clipped"),
        # One answer.
        (1, 1, 0, 100, -48.500, 98.500, "1.75 and .75 of 4: 25 and 73.5"),
        (1, 0, 1, -100, -98.500, 48.500, "the same below"),
        (1, 0, 0, 0, -60.012, 60.012, ".75 twice of 4: error 30.619"),
        # Below zero.
        (50, 10, 30, -40, -59.284, -16.187, "10.75 and 30.75 of 53: -37.736 and 21.549"),
        (10, 2, 7, -50, -82.616, 5.693, "2.75 and 7.75 of 13: -38.462 and 44.155"),
    ],
)
def test_nps(
    n: float, promoters: float, detractors: float, value: float, low: float, high: float, why: str
) -> None:
    counts = Counts(n=n, promoters=promoters, detractors=detractors)
    assert value_of(NPS, counts) == pytest.approx(value, abs=5e-4), why
    found = interval_of(NPS, counts)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-4), why
    # What the mirror image says is the mirror image.
    turned = interval_of(NPS, Counts(n=n, promoters=detractors, detractors=promoters))
    assert turned is not None
    assert (-turned.high, -turned.low) == pytest.approx((low, high), abs=5e-4)


@pytest.mark.parametrize(
    ("n", "numerator", "value", "low", "high", "why"),
    [
        (412, 377, 91.505, 88.414, 93.829, "renewal: 377 of 412 due"),
        (1000, 395, 39.5, 36.516, 42.565, "service level of two queues together"),
        (250, 5, 2, 0.857, 4.596, "churn: far from symmetric"),
        (3000, 2997, 99.9, 99.706, 99.966, "availability"),
        (80, 72, 90, 81.489, 94.845, "CSAT"),
        (12, 11, 91.667, 64.611, 98.514, "CSAT of few"),
        (20, 16, 80, 58.398, 91.934, "16 of 20"),
        (100, 50, 50, 40.383, 59.617, "half: 50 and 9.617, symmetric here alone"),
        (10, 5, 50, 23.659, 76.341, "half of few"),
        (2, 1, 50, 9.453, 90.547, "half of two"),
        (10, 9, 90, 59.584, 98.212, "nine of ten"),
        # None and all: one end is exact, the other is z²/(n + z²).
        (100, 0, 0, 0, 3.699, "3.8416 / 103.8416"),
        (100, 100, 100, 96.301, 100, "the rest of it"),
        (45, 0, 0, 0, 7.865, "3.8416 / 48.8416"),
        (45, 45, 100, 92.135, 100, "the rest of it"),
        (10, 0, 0, 0, 27.754, "3.8416 / 13.8416"),
        (10, 10, 100, 72.246, 100, "the rest of it"),
        (1, 0, 0, 0, 79.346, "one answer: 3.8416 / 4.8416"),
        (1, 1, 100, 20.654, 100, "one answer"),
    ],
)
def test_share(n: float, numerator: float, value: float, low: float, high: float, why: str) -> None:
    counts = Counts(n=n, numerator=numerator)
    assert value_of(SHARE, counts) == pytest.approx(value, abs=5e-4), why
    found = interval_of(SHARE, counts)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-4), why
    assert 0 <= found.low <= found.high <= 100


def test_the_steps_on_paper() -> None:
    """Each step is rounded to four decimals, and the next one follows from it."""
    nps = interval_of(NPS, Counts(n=104, promoters=60, detractors=20), PAPER_DECIMALS)
    assert nps is not None
    # 4000 / 107; 60.75 / 107 and 20.75 / 107.
    assert (nps.adjusted_n, nps.middle, nps.shares) == (107.0, 37.3832, (0.5678, 0.1939))
    # The error is 100 * sqrt((0.7617 - 0.3739 ** 2) / 107), and 1.96 of it the reach.
    assert nps.standard_error == pytest.approx(7.623738, abs=1e-6)
    assert nps.reach == 14.9425
    assert (nps.low, nps.high) == pytest.approx((22.4407, 52.3257), abs=1e-9)
    share = interval_of(SHARE, Counts(n=20, numerator=16), PAPER_DECIMALS)
    assert share is not None
    # 16 + 3.8416 / 2; 1.96 * sqrt(16 * 4 / 20 + 3.8416 / 4).
    assert (share.adjusted_n, share.middle, share.reach) == (23.8416, 17.9208, 3.9978)
    assert share.shares is None
    assert (share.low, share.high) == pytest.approx((58.39793, 91.93427), abs=1e-5)
    assert share.standard_error == pytest.approx(8.944272, abs=1e-6)  # 100 * sqrt(.8 * .2 / 20)


@pytest.mark.parametrize(
    ("share", "n", "error"),
    [
        (0.5, 100.0, 5.0),
        (0.9, 100.0, 3.0),  # sqrt(.09 / 100)
        (0.2, 64.0, 5.0),  # sqrt(.16 / 64)
        (0.0, 10.0, 0.0),
        (1.0, 10.0, 0.0),
    ],
)
def test_the_standard_error_of_a_share(share: float, n: float, error: float) -> None:
    assert share_error(share, n) == pytest.approx(error, abs=1e-12)


@pytest.mark.parametrize(
    ("calculation", "counts", "value"),
    [
        (MEAN, Counts(n=40, numerator=190), 4.75),
        (MEAN, Counts(n=3, numerator=-6), -2),
        (MEAN, Counts(n=1, numerator=5), 5),
        (SUM, Counts(numerator=12500), 12500),
        (SUM, Counts(numerator=0), 0),
        (COUNT, Counts(n=17), 17),
        (COUNT, Counts(n=0), 0),
        # No answers give no value, and not 0.
        (NPS, Counts(n=0, promoters=0, detractors=0), None),
        (SHARE, Counts(n=0, numerator=0), None),
        (MEAN, Counts(n=0, numerator=0), None),
        # Counts that are not known.
        (NPS, Counts(n=40), None),
        (NPS, Counts(n=40, promoters=20), None),
        (NPS, Counts(promoters=20, detractors=5), None),
        (SHARE, Counts(n=40), None),
        (SHARE, Counts(numerator=40), None),
        (MEAN, Counts(n=40), None),
        (SUM, Counts(n=40), None),
        (GIVEN, Counts(n=40, numerator=20), None),
        (Calculation.MEDIAN, Counts(n=40, numerator=20), None),
        (Calculation.PERCENTILE, Counts(n=40, numerator=20), None),
    ],
)
def test_values_without_an_interval(
    calculation: Calculation, counts: Counts, value: float | None
) -> None:
    assert value_of(calculation, counts) == value
    assert interval_of(calculation, counts) is None


def test_an_end_that_is_exact_is_exact() -> None:
    for n in range(1, 200):
        none, every = (
            interval_of(SHARE, Counts(n=n, numerator=0)),
            interval_of(SHARE, Counts(n=n, numerator=n)),
        )
        assert none is not None and every is not None
        assert (none.low, every.high) == (0.0, 100.0)


@pytest.mark.parametrize(
    ("calculation", "counts"),
    [
        (SHARE, Counts(n=10, numerator=12)),
        (SHARE, Counts(n=10, numerator=-1)),
        (NPS, Counts(n=10, promoters=11, detractors=0)),
        (NPS, Counts(n=10, promoters=6, detractors=5)),
    ],
)
def test_counts_that_cannot_be(calculation: Calculation, counts: Counts) -> None:
    """A total that was a mean may be called a share later: it has no chance of sampling."""
    assert interval_of(calculation, counts) is None


def test_the_interval_of_periods_pooled_is_that_of_their_answers() -> None:
    of = metric(calculation=SHARE)
    both = series((95.0, 100 / 3), "2026-01-01", of=of, n=[100, 900], numerator=[95, 300])
    found = pool(both, slice(0, 2)).interval
    assert found is not None
    assert (found.low, found.high) == pytest.approx((36.516, 42.565), abs=5e-4)


def test_the_intervals_of_a_series() -> None:
    of = metric(calculation=NPS)
    three = series(
        (38.5, 20.0, 30.0),
        "2026-01-01",
        of=of,
        n=[104, 400, 90],
        promoters=[60, 180, NAN],
        detractors=[20, 100, NAN],
    )
    low, high = intervals_of(three)
    assert low[:2].tolist() == pytest.approx([22.440, 11.925], abs=5e-4)
    assert high[:2].tolist() == pytest.approx([52.326, 27.778], abs=5e-4)
    assert math.isnan(low[2]) and math.isnan(high[2])  # as stated, without its counts
    given = intervals_of(series((4.0, 5.0), "2026-01-01", n=[10, 20]))
    assert all(math.isnan(end) for ends in given for end in ends)
