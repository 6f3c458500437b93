"""Series that changed: figures restated and withdrawn, and what has really changed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.measure.changes.kinds import Changes, FigureChange
from generator.model.tables import Metric
from generator.model.words import Pile
from generator.pages.book import Book
from generator.pages.changes.items import ChangeItem, Part, joined, owned
from generator.pages.links import metric_page
from generator.sentences.answers import CHANGE_SIGNS
from generator.sentences.changes import stands, told
from generator.sentences.words import PILE_SIGNS, shortened, with_segment


def past_items(book: Book, changes: Changes) -> Iterator[ChangeItem]:
    """The figures of the past that are others now, or no longer there."""
    for change in changes.figures:
        if change.restated:
            sentence = told.restated_sentence(change, book.formats)
            yield _about_series(book, change, "Restated", sentence)
        if change.withdrawn:
            sentence = told.withdrawn_sentence(change, book.formats)
            yield _about_series(book, change, "Withdrawn", sentence)


def _about_series(book: Book, change: FigureChange, headline: str, sentence: str) -> ChangeItem:
    metric = change.metric
    return ChangeItem(
        part=Part.PAST,
        title=_series_name(book, metric, change.segment),
        headline=with_segment(headline, book.segment(change.segment)),
        sentence=joined(sentence, owned(metric.owner)),
        sign=PILE_SIGNS[Pile.WATCH],
        target=metric_page(metric.metric),
        metric=metric.metric,
        department=metric.department,
    )


def really_items(book: Book, changes: Changes) -> Iterator[ChangeItem]:
    """The series of which it is told otherwise whether they have really changed."""
    for change in changes.variations:
        metric = change.metric
        yield ChangeItem(
            part=Part.REALLY,
            title=_series_name(book, metric, change.segment),
            headline=with_segment("Really changed", book.segment(change.segment)),
            sentence=stands.variation_sentences(change, changes.previous.version),
            sign=CHANGE_SIGNS[change.after],
            target=metric_page(metric.metric),
            metric=metric.metric,
            department=metric.department,
        )


def _series_name(book: Book, metric: Metric, segment: str) -> str:
    return with_segment(shortened(metric.name), book.segment(segment))
