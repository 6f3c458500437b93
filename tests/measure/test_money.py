"""A share of money: n is an amount, so it is neither a group of people nor a sample."""

from __future__ import annotations

import numpy as np
import pytest

from generator.measure.control_chart_input import judge_series
from generator.measure.pooling import intervals_of, newest_interval, pool
from generator.measure.series import Series, collect_series
from generator.model.tables import Metric
from generator.model.vocabulary import Calculation, Kind, YesNo
from tests.measure.build import dataset, metric, series

#: 500 or 1,500 up for renewal, of which 98 to 103 % were renewed.
AMOUNTS = [500.0, 1500.0] * 7
RENEWED = [490.0, 1545.0] * 7


def renewal(counted: YesNo | None = YesNo.NO) -> Metric:
    return metric(
        calculation=Calculation.SHARE, kind=Kind.RELATIONSHIP, unit="percent", counted=counted
    )


def renewed(of: Metric) -> Series:
    values = [100 * part / whole for part, whole in zip(RENEWED, AMOUNTS, strict=True)]
    return series(values, "2025-01-01", of=of, n=AMOUNTS, numerator=RENEWED)


def test_there_is_no_interval_and_no_number_of_answers() -> None:
    found = renewed(renewal())
    assert newest_interval(found) is None
    assert not np.isfinite(intervals_of(found)).any()
    pooled = pool(found, slice(0, 2))
    assert pooled.value == pytest.approx(100 * 2035 / 2000)  # pooled from the amounts all the same
    assert (pooled.n, pooled.interval) == (None, None)


def test_the_usual_range_is_that_of_single_values() -> None:
    """Means of 100.5 and steps of 5, instead of sampling errors of amounts."""
    group = judge_series(renewed(renewal())).control_chart
    assert group is not None
    assert group.groups[-1].shares is None
    assert group.groups[-1].limits is not None
    assert group.groups[-1].limits.upper == pytest.approx(100.5 + 2.66 * 5)


def test_what_is_counted_has_limits_of_its_own_at_each_point() -> None:
    values = [98.0, 97.0] * 7
    parts = [n * value / 100 for n, value in zip(AMOUNTS, values, strict=True)]
    found = series(values, "2025-01-01", of=renewal(None), n=AMOUNTS, numerator=parts)
    chart = judge_series(found).control_chart
    assert chart is not None
    assert chart.groups[-1].shares is not None


@pytest.mark.parametrize(("counted", "published"), [(YesNo.NO, 1), (YesNo.YES, 0), (None, 0)])
def test_a_small_amount_is_no_small_group(counted: YesNo | None, published: int) -> None:
    rows = [{"metric": "speed", "date": "2026-10-01", "value": 75.0, "n": 8, "numerator": 6}]
    found = collect_series(dataset(rows, [renewal(counted)]))
    assert len(found["speed", ""]) == published


def test_more_may_be_renewed_than_was_up_for_renewal() -> None:
    assert renewal().bounds[1] == np.inf
    assert renewal(None).bounds == (0.0, 100.0)
