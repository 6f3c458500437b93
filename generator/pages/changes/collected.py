"""Collected: every change since the previous edition, for the pages to which it belongs."""

from __future__ import annotations

from generator.pages.book import Book
from generator.pages.changes.goals import goal_items
from generator.pages.changes.items import ChangeItem, Part
from generator.pages.changes.series import past_items, really_items
from generator.pages.changes.tables import cell_items, metric_items
from generator.sentences.changes.told import method_sentence


def change_items(book: Book) -> list[ChangeItem]:
    """Every change as an item, in the order of the parts; none without a previous edition."""
    changes = book.changes
    if changes is None:
        return []
    return [
        *goal_items(book, changes),
        *past_items(book, changes),
        *cell_items(book, changes),
        *really_items(book, changes),
        *metric_items(changes),
        *(
            ChangeItem(
                part=Part.METHOD,
                title="A setting",
                headline="A setting",
                sentence=method_sentence(change),
            )
            for change in changes.methods
        ),
    ]
