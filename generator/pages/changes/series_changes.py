"""Series that changed: figures restated and withdrawn, and what has really changed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.measure.changes.change_kinds import Changes, FigureChange
from generator.model.tables import Metric
from generator.model.vocabulary import Triage
from generator.pages.changes.change_items import ChangeItem, joined, owned
from generator.pages.context import SiteContext
from generator.pages.links import metric_page
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.changes import change_sentences, status_changes
from generator.sentences.headings import Part
from generator.sentences.words import TRIAGE_BADGES, shortened, with_segment


def past_items(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    """The figures of the past that are others now, or no longer there."""
    for change in changes.figures:
        if change.restated:
            sentence = change_sentences.restated_sentence(change, context.formats)
            yield _about_series(context, change, "Restated", sentence)
        if change.withdrawn:
            sentence = change_sentences.withdrawn_sentence(change, context.formats)
            yield _about_series(context, change, "Withdrawn", sentence)


def _about_series(
    context: SiteContext, change: FigureChange, headline: str, sentence: str
) -> ChangeItem:
    metric = change.metric
    return ChangeItem(
        part=Part.PAST,
        title=_series_name(context, metric, change.segment),
        headline=with_segment(headline, context.segment(change.segment)),
        sentence=joined(sentence, owned(metric.owner)),
        sign=TRIAGE_BADGES[Triage.WATCH],
        target=metric_page(metric.metric),
        metric=metric.metric,
        department=metric.department,
    )


def really_items(context: SiteContext, changes: Changes) -> Iterator[ChangeItem]:
    """The series of which it is told otherwise whether they have really changed."""
    for change in changes.variations:
        metric = change.metric
        yield ChangeItem(
            part=Part.REALLY,
            title=_series_name(context, metric, change.segment),
            headline=with_segment("Really changed", context.segment(change.segment)),
            sentence=status_changes.variation_sentences(change, changes.previous.version),
            sign=CHANGE_BADGES[change.after],
            target=metric_page(metric.metric),
            metric=metric.metric,
            department=metric.department,
        )


def _series_name(context: SiteContext, metric: Metric, segment: str) -> str:
    return with_segment(shortened(metric.name), context.segment(segment))
