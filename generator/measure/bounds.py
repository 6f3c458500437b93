"""Bounds: between which values a metric can lie, as stated and as its own values show."""

from __future__ import annotations

import math
from collections.abc import Iterable

from generator.measure.natural_limits import Group
from generator.measure.series import Series
from generator.model.tables import Metric

#: How the unit percent is written.
PERCENT = ("percent", "%", "per cent")


def natural_bounds(metric: Metric, shown: Iterable[Series]) -> tuple[float, float]:
    """Between which values a metric can lie: its own bounds, and what its series show.

    Percent that stay within 0 and 100 are a share; what was never below zero cannot be.
    """
    low, high = metric.bounds
    values = [value for series in shown for value in series.value.tolist()]
    if not values or min(values) < 0.0:
        return low, high
    if (metric.unit or "").strip().lower() in PERCENT and max(values) <= 100.0:
        high = min(high, 100.0)
    return (0.0 if math.isinf(low) else low), high


def usual_range(group: Group, series: Series) -> tuple[float, float]:
    """The natural limits of a group, within what the metric can be."""
    assert group.limits is not None
    least, most = natural_bounds(series.metric, [series])
    low, high = (min(max(end, least), most) for end in (group.limits.lower, group.limits.upper))
    return low, high
