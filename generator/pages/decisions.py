"""Decisions: what the leadership is asked to decide, by when, and what it has decided."""

from __future__ import annotations

from generator.model.subjects import Subject
from generator.model.tables import Commentary
from generator.pages import links as address
from generator.pages.book import Book
from generator.pages.page import Page
from generator.pages.parts import Decision
from generator.pages.subjects import subject_fact
from generator.sentences.voice import (
    asked_of,
    decisions_sentence,
    first_sentence,
    overdue,
    taken_by,
)


def has_decisions(book: Book) -> bool:
    """Whether any decision is asked for or taken, so that there is a page of them."""
    return bool(book.report.voice.asked or book.report.voice.taken)


def decisions_page(book: Book) -> Page:
    """The decisions asked for, the one needed first first, and those taken, the newest first."""
    voice = book.report.voice
    asked = asked_decisions(book, address.DECISIONS)
    return book.page(
        address.DECISIONS,
        "decisions.md",
        "Decisions",
        in_nav=True,
        sentence=decisions_sentence(len(asked), sum(bool(one.late) for one in asked)),
        asked=asked,
        taken=[_taken(book, *pair, address.DECISIONS) for pair in voice.taken],
    )


def asked_decisions(book: Book, origin: str) -> list[Decision]:
    """The decisions that are asked for and not taken yet, the one needed first first."""
    return [_asked(book, one, origin) for one in book.report.voice.asked]


def asked_about(book: Book, subject: Subject, origin: str) -> list[Decision]:
    """The decisions asked for about one thing."""
    return [_asked(book, one, origin) for one in book.report.voice.asked_about(subject)]


def taken_about(book: Book, subject: Subject, origin: str) -> list[Decision]:
    """The decisions taken about one thing, the newest first."""
    taken = [pair for pair in book.report.voice.taken if pair[0].about == subject]
    return [_taken(book, *pair, origin) for pair in taken]


def _asked(book: Book, asked: Commentary, origin: str) -> Decision:
    text, rest = first_sentence(asked.text)
    return Decision(
        text=text,
        rest=rest,
        about=subject_fact(book, asked.about, origin),
        when=asked_of(asked),
        late=overdue(asked, book.report.dataset.as_of.day),
    )


def _taken(book: Book, taken: Commentary, request: Commentary | None, origin: str) -> Decision:
    text, rest = first_sentence(taken.text)
    return Decision(
        text=text,
        rest=rest,
        about=subject_fact(book, taken.about, origin),
        when=taken_by(taken, request),
    )
