"""Collected: every change since the previous edition, for the pages to which it belongs."""

from __future__ import annotations

from generator.pages.changes.change_items import ChangeItem
from generator.pages.changes.goal_changes import goal_items
from generator.pages.changes.series_changes import past_items, really_items
from generator.pages.changes.table_changes import cell_items, metric_items
from generator.pages.context import SiteContext
from generator.sentences.changes.change_sentences import method_sentence
from generator.sentences.headings import Part


def change_items(context: SiteContext) -> list[ChangeItem]:
    """Every change as an item, in the order of the parts; none without a previous edition."""
    changes = context.changes
    if changes is None:
        return []
    return [
        *goal_items(context, changes),
        *past_items(context, changes),
        *cell_items(context, changes),
        *really_items(context, changes),
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
