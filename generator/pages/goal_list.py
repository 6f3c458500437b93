"""Goals as a list: on the pages of departments, metrics and objectives, in one reading order."""

from __future__ import annotations

import datetime as dt

from generator.measure.answers import Answers
from generator.measure.piles import Pressing, pressing
from generator.model.words import Pile
from generator.pages.book import Book
from generator.pages.parts import (
    Card,
)


def goal_cards(book: Book, answers: list[Answers], origin: str) -> list[Card]:
    """Goals as a list, in reading order."""
    links = book.links(origin)
    return [
        book.card(one, links) for one in sorted(answers, key=lambda one: reading_order(book, one))
    ]


def reading_order(book: Book, answers: Answers) -> tuple[bool, int, Pressing | tuple[dt.date, str]]:
    """Sorts goals: the open ones first, by pile.

    What needs a decision or watching stands in the order that it has on Home, all else by due
    date and id.
    """
    goal, pile = answers.goal, answers.pile
    pressed = pile in (Pile.NEEDS_DECISION, Pile.WATCH)
    promise = book.report.settings.promise_goal
    return (
        goal.goal in book.report.closed,
        list(Pile).index(pile),
        pressing(answers, promise) if pressed else (goal.due or dt.date.max, goal.goal),
    )
