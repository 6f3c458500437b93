"""Subjects: what a row of commentary is about, as a name with its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.model.subjects import Subject
from generator.model.tables import (
    Handoff,
    Initiative,
    Metric,
    Objective,
    Segment,
    Touchpoint,
)
from generator.pages import links as address
from generator.pages.book import Book
from generator.pages.parts import Fact
from generator.pages.segments import segment_link
from generator.sentences.words import shortened


def subject_fact(book: Book, subject: Subject, origin: str) -> Fact:
    """The name of a subject, as a link to its page where it has one."""
    return (
        _FACTS[subject.kind](book, subject.key, origin)
        if subject.kind in _FACTS
        else Fact(text=shortened(subject.key))
    )


def _goal(book: Book, key: str, origin: str) -> Fact:
    standing = book.report.standings[key]
    return Fact(text=book.title(standing), href=book.links(origin).to(address.goal_page(key)))


def _metric(book: Book, key: str, origin: str) -> Fact:
    name = book.report.dataset.by_id(Metric)[key].name
    return Fact(text=shortened(name), href=book.links(origin).to(address.metric_page(key)))


def _department(book: Book, key: str, origin: str) -> Fact:
    name = book.department(key).name
    return Fact(text=shortened(name), href=book.links(origin).to(address.department_page(key)))


def _objective(book: Book, key: str, origin: str) -> Fact:
    name = book.report.dataset.by_id(Objective)[key].name
    return Fact(text=shortened(name), href=book.links(origin).to(address.objective_page(key)))


def _touchpoint(book: Book, key: str, origin: str) -> Fact:
    name = book.report.dataset.by_id(Touchpoint)[key].name
    href = book.links(origin).to(address.JOURNEY, anchor=address.touchpoint_anchor(key))
    return Fact(text=shortened(name), href=href)


def _handoff(book: Book, key: str, origin: str) -> Fact:
    name = book.report.dataset.by_id(Handoff)[key].name
    href = book.links(origin).to(address.HANDOFFS, anchor=address.handoff_anchor(key))
    return Fact(text=shortened(name), href=href)


def _initiative(book: Book, key: str, origin: str) -> Fact:
    name = book.report.dataset.by_id(Initiative)[key].name
    return Fact(text=shortened(name), href=book.links(origin).to(address.initiative_page(key)))


def _segment(book: Book, key: str, origin: str) -> Fact:
    name = book.report.dataset.by_id(Segment)[key].name
    return Fact(text=shortened(name), href=segment_link(book, key, origin))


def _competency(book: Book, key: str, origin: str) -> Fact:
    return Fact(text=shortened(key), href=book.links(origin).to(address.MATURITY))


_FACTS: Mapping[str, Callable[[Book, str, str], Fact]] = {
    "goal": _goal,
    "metric": _metric,
    "department": _department,
    "objective": _objective,
    "touchpoint": _touchpoint,
    "handoff": _handoff,
    "initiative": _initiative,
    "segment": _segment,
    "competency": _competency,
}
