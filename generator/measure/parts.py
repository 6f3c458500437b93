"""Parts: what the newest figure of a metric is made of, by the metrics that are parts of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.measure.report import Report
from generator.model.tables import Metric, Touchpoint
from generator.model.vocabulary import Stage

#: The fewest parts with a figure that are worth a look.
_FEWEST = 2
_STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The newest figure of a whole and those of its parts, in the order of the customer's way.

    Those that no touchpoint names come last, in the order of their table.

    `remainder` is what the parts leave of the whole; it is 0 where they add up to more.
    """

    metric: Metric
    whole: float
    parts: tuple[tuple[Metric, float], ...]
    remainder: float


def parts_of(report: Report, metric: Metric) -> Parts | None:
    """The parts of a metric that have a figure of the same period; None if fewer than two have."""
    series = report.series.get((metric.metric, ""))
    if series is None or not series.closed:
        return None
    last = series.last[series.closed - 1]
    found = []
    for part in report.dataset.rows(Metric):
        own = report.series.get((part.metric, "")) if part.part_of == metric.metric else None
        if own is not None and own.closed and own.last[own.closed - 1] == last:
            found.append((part, float(own.closed_values[-1])))
    way = sorted(
        report.dataset.rows(Touchpoint), key=lambda one: (_STAGES.index(one.stage), one.order or 0)
    )
    place = {key: index for index, key in enumerate(key for one in way for key in one.metrics)}
    found.sort(key=lambda pair: place.get(pair[0].metric, len(place)))
    whole = float(series.closed_values[-1])
    if len(found) < _FEWEST or whole <= 0 or any(value < 0 for _, value in found):
        return None
    remainder = max(whole - sum(value for _, value in found), 0.0)
    return Parts(metric=metric, whole=whole, parts=tuple(found), remainder=remainder)
