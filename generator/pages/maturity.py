"""Maturity: how far each competency has come, of the company and of each department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.measure.maturity import Course, courses
from generator.model.subjects import Subject
from generator.pages import links as address
from generator.pages.book import Book, component
from generator.pages.page import Page
from generator.pages.parts import Cell, Column, Fact, Pair
from generator.pages.said import said_about
from generator.sentences.maturity import (
    SCALE,
    WHOLE,
    evidence,
    gap_sentence,
    level,
    maturity_sentence,
)
from generator.sentences.numbers import short_day
from generator.sentences.words import Tone, full_name, shortened

#: How many of the newest assessments stand side by side.
_MOST_DATES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The competencies of the company or of one department."""

    head: Fact
    sentence: str
    table: Markup


def maturity_pages(book: Book) -> Iterator[Page]:
    """The page of maturity, where anything has been assessed."""
    found = courses(book.report.dataset)
    if not found:
        return
    groups = [_assessed(book, key, made) for key, made in found.items()]
    model = book.report.settings.maturity_model
    yield book.page(
        address.MATURITY,
        "maturity.md",
        "Maturity",
        in_nav=True,
        sentence=groups[0].sentence if None in found else None,
        scale=f"{model}. {SCALE}" if model else SCALE,
        groups=groups,
        has_whole=None in found,
        said=_said(book, {course.competency for made in found.values() for course in made}),
    )


def _assessed(book: Book, key: str | None, found: Sequence[Course]) -> Assessed:
    head = Fact(text=WHOLE)
    if key is not None:
        head = Fact(
            text=shortened(book.department(key).name),
            href=book.links(address.MATURITY).to(address.department_page(key)),
        )
    return Assessed(head=head, sentence=maturity_sentence(found), table=_table(book, head, found))


def _table(book: Book, head: Fact, found: Sequence[Course]) -> Markup:
    """A row a competency: its levels by date, and where it stands to its target."""
    dates = sorted({one.date for course in found for one in course.assessed})[-_MOST_DATES:]
    columns = (
        Column(label="Competency"),
        *(Column(label=short_day(date), kind="number") for date in dates),
        Column(label="Target", kind="status"),
    )
    rows = []
    for course in found:
        assessed = [course.on(date) for date in dates]
        target = gap_sentence(course, book.formats)
        rows.append(
            [
                Cell(
                    text=shortened(course.competency),
                    full=full_name(course.competency),
                    note=evidence(course) or None,
                ),
                *(Cell(text=level(one.level, book.formats) if one else "") for one in assessed),
                Cell(text=target, tone=_tone(course) if target else None),
            ]
        )
    caption = f"Levels of competencies: {head.text}"
    return component("data_table", caption, columns, rows, cells=True)


def _tone(course: Course) -> Tone:
    return Tone.GOOD if course.gap == 0 else Tone.NONE


def _said(book: Book, competencies: set[str]) -> list[Pair]:
    """What owners say of competencies, the newest of each."""
    return [
        Pair(label=shortened(name), value=said.text, note=said.by)
        for name in sorted(competencies)
        for said in said_about(book, Subject(kind="competency", key=name))
    ]
