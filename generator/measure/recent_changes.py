"""Recent changes: the metrics, as a whole, that have improved or worsened within a year."""

from __future__ import annotations

from generator.measure.assessment import (
    is_new,
)
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.report import Report
from generator.measure.triage import FELT_BY_CUSTOMERS
from generator.model.tables import Metric
from generator.model.vocabulary import Change


def find_real_changes(report: Report) -> tuple[JudgedSeries, ...]:
    """The metrics that have improved or worsened within a year.

    Those that customers feel come first, then what changed last, then the id. A metric whose
    newest figure is too old to judge by says nothing of now.
    """
    changed = [
        (_felt_last(judged.series.metric), -since.last.toordinal(), metric, judged)
        for (metric, segment), judged in report.judged_series.items()
        if not segment and report.current_change(metric) in (Change.BETTER, Change.WORSE)
        if is_new(judged)
        if (since := judged.signal_since) is not None
    ]
    return tuple(judged for *_, judged in sorted(changed))


def _felt_last(metric: Metric) -> bool:
    return metric.kind not in FELT_BY_CUSTOMERS
