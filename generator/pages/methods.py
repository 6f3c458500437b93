"""Methods: how every answer is worked out, in plain words first, with the numbers in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages import links as address
from generator.pages.book import Book
from generator.pages.page import Page
from generator.pages.parts import Column
from generator.sentences.methods.ahead import outlook
from generator.sentences.methods.change import real_change, way_of_working
from generator.sentences.methods.fresh import freshness
from generator.sentences.methods.pace import how_often_right, to_keep, to_reach
from generator.sentences.methods.piles import piles
from generator.sentences.methods.questions import FINDING, questions
from generator.sentences.methods.section import Scope, Section, Table
from generator.sentences.methods.values import values


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A table with its heads as columns."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section as the template takes it."""

    anchor: str
    title: str
    text: tuple[str, ...]
    steps: tuple[str, ...]
    table: TableView | None
    notes: tuple[str, ...]


def methods_page(book: Book) -> Page:
    """The page by which every answer can be worked out again."""
    scope = Scope(book.report, book.formats)
    return book.page(
        address.METHODS,
        "methods.md",
        "Methods",
        in_nav=True,
        finding=FINDING,
        sections=[_view(section) for section in _sections(scope)],
    )


def _sections(scope: Scope) -> Iterator[Section]:
    """What this site has something to say about, in the order of reading."""
    goals = bool(scope.rules)
    if goals:
        yield questions(scope)
    if scope.reach:
        yield to_reach(scope)
        yield how_often_right(scope)
    if scope.keep:
        yield to_keep(scope)
    yield real_change(scope)
    if goals:
        yield way_of_working(scope)
        yield outlook(scope)
        yield piles(scope)
    yield values(scope)
    yield freshness(scope)


def _view(section: Section) -> SectionView:
    return SectionView(
        anchor=section.anchor,
        title=section.title,
        text=section.text,
        steps=section.steps,
        table=_table(section.table) if section.table and section.table.rows else None,
        notes=section.notes,
    )


def _table(table: Table) -> TableView:
    columns = tuple(Column(label=head) for head in table.heads)
    return TableView(caption=table.caption, columns=columns, rows=table.rows)
