"""Journey: the customer's way before, during and after, with its touchpoints in their order."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.measure.answers import Change
from generator.measure.journey import Contact, Journey, Leg, journey
from generator.measure.piles import count_piles
from generator.model.subjects import Subject
from generator.pages import links as address
from generator.pages.answer_rows import ANSWER_COLUMNS, answer_rows
from generator.pages.book import Book, component
from generator.pages.decisions import asked_about, taken_about
from generator.pages.page import Page
from generator.pages.parts import Decision, Fact, Finding, PileView, Said, Tile
from generator.pages.said import said_about
from generator.sentences.answers import CHANGE_SIGNS
from generator.sentences.journey import (
    MOMENT_OF_TRUTH,
    NO_METRIC,
    NO_OWNER,
    STAGE_MEANINGS,
    breaks_said,
    journey_sentence,
    stage_gaps,
)
from generator.sentences.words import STAGE_NAMES, Sign, full_name, shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """One touchpoint: who owns it, what is said of it, and its metrics with their answers."""

    anchor: str
    href: str
    name: str
    full: str | None
    owner: Fact
    truth: str
    piles: tuple[PileView, ...]
    marks: tuple[Sign, ...]
    voices: tuple[Said, ...]
    decisions: tuple[Decision, ...]
    breaks: tuple[str, ...]
    table: Markup | None
    unmeasured: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegView:
    """One stage with its touchpoints."""

    anchor: str
    href: str
    name: str
    meaning: str
    gaps: str
    piles: tuple[PileView, ...]
    contacts: tuple[ContactView, ...]


def journey_page(book: Book) -> Page:
    """The whole way: first at a glance, then where it breaks, then every touchpoint."""
    way = journey(book.report)
    return book.page(
        address.JOURNEY,
        "journey.md",
        "Journey",
        in_nav=True,
        sentence=journey_sentence(way),
        legs=[_leg(book, leg) for leg in way.legs],
        broken=_broken(book, way),
    )


def stage_tiles(book: Book, origin: str) -> list[Tile]:
    """The stages with the goals on their metrics counted by pile, and what they lack."""
    links = book.links(origin)
    return [
        Tile(
            title=STAGE_NAMES[leg.stage],
            full_title=None,
            href=links.to(address.JOURNEY, anchor=_stage_anchor(leg)),
            who=None,
            text=stage_gaps(leg) or None,
            piles=book.piles(count_piles(leg.answers), links, empty=False),
        )
        for leg in journey(book.report).legs
    ]


def _stage_anchor(leg: Leg) -> str:
    return address.stage_anchor(leg.stage)


def _leg(book: Book, leg: Leg) -> LegView:
    links = book.links(address.JOURNEY)
    return LegView(
        anchor=_stage_anchor(leg),
        href=links.to(address.JOURNEY, anchor=_stage_anchor(leg)),
        name=STAGE_NAMES[leg.stage],
        meaning=STAGE_MEANINGS[leg.stage],
        gaps=stage_gaps(leg),
        piles=book.piles(count_piles(leg.answers), links, empty=False),
        contacts=tuple(_contact(book, contact) for contact in leg.contacts),
    )


def _broken(book: Book, way: Journey) -> list[Finding]:
    links = book.links(address.JOURNEY)
    return [
        Finding(
            title=shortened(contact.touchpoint.name),
            href=links.to(
                address.JOURNEY, anchor=address.touchpoint_anchor(contact.touchpoint.touchpoint)
            ),
            sentence=" ".join(breaks_said(contact.breaks, book.report, book.formats)),
        )
        for contact in way.broken
    ]


def _contact(book: Book, contact: Contact) -> ContactView:
    point, links = contact.touchpoint, book.links(address.JOURNEY)
    subject = Subject(kind="touchpoint", key=point.touchpoint)
    anchor = address.touchpoint_anchor(point.touchpoint)
    owner = Fact(text=NO_OWNER)
    if point.department is not None:
        owner = Fact(
            text=shortened(book.department(point.department).name),
            href=links.to(address.department_page(point.department)),
        )
    return ContactView(
        anchor=anchor,
        href=links.to(address.JOURNEY, anchor=anchor),
        name=shortened(point.name),
        full=full_name(point.name),
        owner=owner,
        truth=MOMENT_OF_TRUTH if contact.is_moment_of_truth else "",
        piles=book.piles(count_piles(contact.answers), links, empty=False),
        marks=(CHANGE_SIGNS[Change.WORSE],) if contact.is_worse else (),
        voices=tuple(said_about(book, subject)),
        decisions=(
            *asked_about(book, subject, address.JOURNEY),
            *taken_about(book, subject, address.JOURNEY),
        ),
        breaks=tuple(breaks_said(contact.breaks, book.report, book.formats)),
        table=_table(book, contact),
        unmeasured="" if contact.metrics else NO_METRIC,
    )


def _table(book: Book, contact: Contact) -> Markup | None:
    """The metrics of a touchpoint, a row for each goal on them, with the four answers."""
    rows = [
        row
        for metric in contact.metrics
        for row in answer_rows(book, metric, contact.goals[metric.metric], address.JOURNEY)
    ]
    if not rows:
        return None
    caption = f"Metrics of: {shortened(contact.touchpoint.name)}"
    return component("data_table", caption, ANSWER_COLUMNS, rows, cells=True, even=True)
