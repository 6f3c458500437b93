"""Goals as a list: on the pages of departments, metrics and objectives, in one reading order."""

from __future__ import annotations

from generator.measure.piles import pile_of
from generator.measure.status import Standing
from generator.model.words import Pile
from generator.pages.book import Book
from generator.pages.parts import (
    Card,
)


def goal_cards(book: Book, standings: list[Standing], origin: str) -> list[Card]:
    """Goals as a list, in reading order."""
    links = book.links(origin)
    return [
        book.card(standing, links)
        for standing in sorted(standings, key=lambda s: reading_order(book, s))
    ]


def reading_order(book: Book, standing: Standing) -> tuple[bool, int, bool, str, str]:
    """Sorts goals: the open ones first, by pile, then by due date and id."""
    goal = standing.goal
    return (
        goal.goal in book.report.closed,
        list(Pile).index(pile_of(standing)),
        goal.due is None,
        goal.due.isoformat() if goal.due else "",
        goal.goal,
    )
