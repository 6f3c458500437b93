"""Handoffs: who serves whom inside, and whether what was promised is kept."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.measure.alignment.condition import Condition
from generator.measure.handoffs import Passage, goals_of, passages
from generator.model.subjects import Subject
from generator.model.tables import Department
from generator.pages import links as address
from generator.pages.answer_rows import ANSWER_COLUMNS, answer_rows
from generator.pages.book import Book, component
from generator.pages.decisions import asked_about, taken_about
from generator.pages.page import Page
from generator.pages.parts import Cell, Column, Decision, Fact, LinkGroup, Pair, Said
from generator.pages.said import said_about
from generator.sentences.handoffs import KEPT_SIGNS, handoffs_sentence, passage_sentence
from generator.sentences.words import STAGE_NAMES, Sign, full_name, shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """One handoff on its page."""

    anchor: str
    name: str
    full: str | None
    sign: Sign
    facts: tuple[Fact, ...]
    sentence: str
    pairs: tuple[Pair, ...]
    table: Markup | None
    voices: tuple[Said, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The handoffs from one department to another, each with its sign."""

    label: str
    links: tuple[tuple[Fact, Sign], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A department that provides, with a crossing for each that receives."""

    head: Fact
    cells: tuple[Crossing, ...]


def handoffs_page(book: Book) -> Page:
    """All handoffs: those that break first, in a matrix, and each in full."""
    found = passages(book.report, book.alignment.handoffs)
    receivers, providers = _matrix(book, found)
    return book.page(
        address.HANDOFFS,
        "handoffs.md",
        "Handoffs",
        in_nav=True,
        sentence=handoffs_sentence(found),
        receivers=receivers,
        providers=providers,
        views=[_view(book, one) for one in found],
        served=_served(book, found),
    )


def _department(book: Book, key: str) -> Fact:
    return Fact(
        text=shortened(book.department(key).name),
        href=book.links(address.HANDOFFS).to(address.department_page(key)),
    )


def _matrix(book: Book, found: tuple[Passage, ...]) -> tuple[list[Fact], list[Provider]]:
    """The departments that receive, and those that provide with what they pass on to each."""
    links = book.links(address.HANDOFFS)
    crossings: dict[tuple[str, str], list[tuple[Fact, Sign]]] = {}
    for one in found:
        fact = Fact(
            text=shortened(one.handoff.name),
            href=links.to(address.HANDOFFS, anchor=address.handoff_anchor(one.handoff.handoff)),
        )
        key = one.handoff.provider, one.handoff.receiver
        crossings.setdefault(key, []).append((fact, KEPT_SIGNS[one.kept]))
    order = list(book.report.dataset.by_id(Department))
    rows = sorted({provider for provider, _ in crossings}, key=order.index)
    columns = sorted({receiver for _, receiver in crossings}, key=order.index)
    return [_department(book, key) for key in columns], [
        Provider(
            head=_department(book, row),
            cells=tuple(
                Crossing(
                    label=shortened(book.department(column).name),
                    links=tuple(crossings.get((row, column), ())),
                )
                for column in columns
            ),
        )
        for row in rows
    ]


def _view(book: Book, passage: Passage) -> PassageView:
    handoff = passage.handoff
    subject = Subject(kind="handoff", key=handoff.handoff)
    provider, receiver = _department(book, handoff.provider), _department(book, handoff.receiver)
    owner = book.owner(handoff.owner, address.HANDOFFS)
    pairs = [
        Pair(label="Provider", value=provider.text, href=provider.href),
        Pair(label="Internal customer", value=receiver.text, href=receiver.href),
        Pair(label="Promise", value=handoff.promise or "None stated"),
        Pair(
            label="Who answers for it",
            value=owner.text if handoff.owner else "Nobody is named",
            href=owner.href,
        ),
    ]
    stage = [Fact(text=STAGE_NAMES[handoff.stage])] if handoff.stage else []
    return PassageView(
        anchor=address.handoff_anchor(handoff.handoff),
        name=shortened(handoff.name),
        full=full_name(handoff.name),
        sign=KEPT_SIGNS[passage.kept],
        facts=(Fact(text=f"{provider.text} for {receiver.text}"), *stage),
        sentence=passage_sentence(passage, book.report, book.formats),
        pairs=tuple(pairs),
        table=_table(book, passage, provider.text, receiver.text),
        voices=tuple(said_about(book, subject)),
        decisions=(
            *asked_about(book, subject, address.HANDOFFS),
            *taken_about(book, subject, address.HANDOFFS),
        ),
    )


def _table(book: Book, passage: Passage, provider: str, receiver: str) -> Markup | None:
    """The metrics of both sides and of the promise, with the four answers about their goals."""
    sides: dict[str, tuple[Condition, list[str]]] = {}
    for condition, label in (
        (passage.promise, "The promise"),
        (passage.provider, f"What {provider} judges itself by"),
        (passage.receiver, f"Where {receiver} feels it"),
    ):
        if condition is not None:
            sides.setdefault(condition.metric.metric, (condition, []))[1].append(label)
    if not sides:
        return None
    rows = [
        [Cell(text="; ".join(labels)), *row]
        for condition, labels in sides.values()
        for row in answer_rows(
            book, condition.metric, goals_of(book.report, condition.metric), address.HANDOFFS
        )
    ]
    columns = (Column(label="Side"), *ANSWER_COLUMNS)
    caption = f"Metrics of: {shortened(passage.handoff.name)}"
    return component("data_table", caption, columns, rows, cells=True, even=True)


def _served(book: Book, found: tuple[Passage, ...]) -> list[LinkGroup]:
    """The internal customers of each department: those it names, and those it hands on to."""
    departments = book.report.dataset.by_id(Department)
    receivers: dict[str, list[str]] = {}
    for one in found:
        receivers.setdefault(one.handoff.provider, []).append(one.handoff.receiver)
    groups = []
    for key, department in departments.items():
        named = [customer for customer in department.customers if customer in departments]
        served = dict.fromkeys([*named, *receivers.get(key, [])])
        if served:
            links = tuple(
                _department(book, customer) for customer in departments if customer in served
            )
            groups.append(LinkGroup(label=shortened(department.name), links=links))
    return groups
