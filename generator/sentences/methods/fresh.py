"""The day from which the site speaks, and when a figure is late or too old to judge by."""

from __future__ import annotations

from generator.measure.series import GRACE_PERIODS, SHORTEST_GRACE_DAYS
from generator.model.tables import Metric
from generator.sentences.methods.section import MethodsSection, SiteFeatures
from generator.sentences.numbers import counted, day


def freshness(scope: SiteFeatures) -> MethodsSection:
    """Late and stale."""
    as_of = scope.report.dataset.as_of
    delays = sorted({metric.lag_days for metric in scope.report.dataset.rows(Metric)})
    delay = " that its metric states"
    if delays:
        delay = f" of {counted(delays[0], 'day')}"
    if len(delays) > 1:
        delay = f" of {delays[0]} to {counted(delays[-1], 'day')}, as each metric states,"
    due = (
        f"A figure is due when its period has ended and the delay{delay} has passed. From then on "
        "it is late. It is stale, too old to judge by, when after the end of the newest period the "
        f"larger of {GRACE_PERIODS} more periods and {SHORTEST_GRACE_DAYS} days has passed, and "
        "the delay as well."
    )
    spoken = (
        f"This site speaks from {day(as_of.day)} ({as_of.reason}). A period counts once its last "
        "day has passed by then."
    )
    return MethodsSection(
        anchor="fresh",
        title="Fresh, late and stale",
        text=(spoken, due) if scope.report.figures_to else (due,),
    )
