"""A metric at a touchpoint or on one side of a handoff: its course in small, and its figure."""

from __future__ import annotations

from generator.measure.alignment.handoffs import metric_health
from generator.model.tables import Metric
from generator.pages.context import SiteContext
from generator.pages.links import page_of
from generator.pages.rows import series_spark
from generator.pages.view_models import TextLink, View
from generator.sentences.headings import NO_FIGURE
from generator.sentences.metrics import newest_value
from generator.sentences.rows import CHANGE_SIGNS, brief_value
from generator.sentences.words import TRIAGE_BADGES, shortened


def station_figure(
    context: SiteContext, metric: Metric, origin: str, targets: tuple[float, ...] = ()
) -> View:
    """A metric's spark with its newest value, its short name as a link, and its sign.

    The sign is that of the pile of its goals that is read first; without one, of its change.
    """
    series, health = (
        context.whole_series(metric.metric),
        metric_health(context.report, metric.metric),
    )
    href = context.links(origin).to(page_of("metric", metric.metric))
    return {
        "link": TextLink(text=metric.short_name or shortened(metric.name), href=href),
        "spark": series_spark(context, series, targets, health.change),
        "value": brief_value(newest_value(series, context.formats)) or NO_FIGURE,
        "badge": CHANGE_SIGNS[health.change] if health.pile is None else TRIAGE_BADGES[health.pile],
    }
