"""What is said: explanations and cleared words of customers, beside what they are about."""

from __future__ import annotations

from generator.model.subjects import Subject
from generator.pages.book import Book
from generator.pages.parts import Said
from generator.sentences.voice import said_by


def said_about(book: Book, subject: Subject) -> list[Said]:
    """The owner's newest explanation of something, and the cleared words of customers."""
    voice = book.report.voice
    comment = voice.comment(subject)
    said = [comment] if comment else []
    return [
        Said(text=f"“{' '.join(one.text.split())}”", by=said_by(one))
        for one in [*said, *voice.words(subject)]
    ]
