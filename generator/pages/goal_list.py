"""Goals as a list: on the pages of departments, metrics and objectives, in one reading order."""

from __future__ import annotations

from generator.measure.answers import Answers
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


def reading_order(book: Book, answers: Answers) -> tuple[bool, int, bool, str, str]:
    """Sorts goals: the open ones first, by pile, then by due date and id."""
    goal = answers.goal
    return (
        goal.goal in book.report.closed,
        list(Pile).index(answers.pile),
        goal.due is None,
        goal.due.isoformat() if goal.due else "",
        goal.goal,
    )
