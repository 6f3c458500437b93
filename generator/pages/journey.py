"""Journey: the customer's way before, during and after, with its touchpoints in their order."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.measure.assessment import Change
from generator.measure.journey import Journey, StageReview, TouchpointReview, journey
from generator.measure.triage import count_triage
from generator.model.subjects import Subject
from generator.pages import links as address
from generator.pages.answer_rows import ANSWER_COLUMNS, answer_rows
from generator.pages.context import SiteContext
from generator.pages.decisions import asked_about, taken_about
from generator.pages.page import Page
from generator.pages.quotes import quotes_about
from generator.pages.templating import component
from generator.pages.view_models import Decision, Finding, Quote, TextLink, Tile, TriageView
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.journey import (
    MOMENT_OF_TRUTH,
    NO_METRIC,
    NO_OWNER,
    STAGE_MEANINGS,
    break_sentences,
    journey_sentence,
    stage_gaps,
)
from generator.sentences.words import STAGE_NAMES, Badge, full_name, shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """One touchpoint: who owns it, what is said of it, and its metrics with their answers."""

    anchor: str
    href: str
    name: str
    full: str | None
    owner: TextLink
    truth: str
    piles: tuple[TriageView, ...]
    marks: tuple[Badge, ...]
    voices: tuple[Quote, ...]
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
    piles: tuple[TriageView, ...]
    contacts: tuple[ContactView, ...]


def journey_page(context: SiteContext) -> Page:
    """The whole way: first at a glance, then where it breaks, then every touchpoint."""
    way = journey(context.report)
    return context.page(
        address.JOURNEY,
        "journey.md",
        "Journey",
        in_nav=True,
        sentence=journey_sentence(way),
        legs=[_leg(context, leg) for leg in way.stages],
        broken=_broken(context, way),
    )


def stage_tiles(context: SiteContext, origin: str) -> list[Tile]:
    """The stages with the goals on their metrics counted by pile, and what they lack."""
    links = context.links(origin)
    return [
        Tile(
            title=STAGE_NAMES[leg.stage],
            full_title=None,
            href=links.to(address.JOURNEY, anchor=_stage_anchor(leg)),
            who=None,
            text=stage_gaps(leg) or None,
            piles=context.piles(count_triage(leg.assessments), links, empty=False),
        )
        for leg in journey(context.report).stages
    ]


def _stage_anchor(leg: StageReview) -> str:
    return address.stage_anchor(leg.stage)


def _leg(context: SiteContext, leg: StageReview) -> LegView:
    links = context.links(address.JOURNEY)
    return LegView(
        anchor=_stage_anchor(leg),
        href=links.to(address.JOURNEY, anchor=_stage_anchor(leg)),
        name=STAGE_NAMES[leg.stage],
        meaning=STAGE_MEANINGS[leg.stage],
        gaps=stage_gaps(leg),
        piles=context.piles(count_triage(leg.assessments), links, empty=False),
        contacts=tuple(_contact(context, contact) for contact in leg.touchpoints),
    )


def _broken(context: SiteContext, way: Journey) -> list[Finding]:
    links = context.links(address.JOURNEY)
    return [
        Finding(
            title=shortened(contact.touchpoint.name),
            href=links.to(
                address.JOURNEY, anchor=address.touchpoint_anchor(contact.touchpoint.touchpoint)
            ),
            sentence=" ".join(break_sentences(contact.breaks, context.report, context.formats)),
        )
        for contact in way.broken
    ]


def _contact(context: SiteContext, contact: TouchpointReview) -> ContactView:
    point, links = contact.touchpoint, context.links(address.JOURNEY)
    subject = Subject(kind="touchpoint", key=point.touchpoint)
    anchor = address.touchpoint_anchor(point.touchpoint)
    owner = TextLink(text=NO_OWNER)
    if point.department is not None:
        owner = TextLink(
            text=shortened(context.department(point.department).name),
            href=links.to(address.department_page(point.department)),
        )
    return ContactView(
        anchor=anchor,
        href=links.to(address.JOURNEY, anchor=anchor),
        name=shortened(point.name),
        full=full_name(point.name),
        owner=owner,
        truth=MOMENT_OF_TRUTH if contact.is_moment_of_truth else "",
        piles=context.piles(count_triage(contact.assessments), links, empty=False),
        marks=(CHANGE_BADGES[Change.WORSE],) if contact.is_worse else (),
        voices=tuple(quotes_about(context, subject)),
        decisions=(
            *asked_about(context, subject, address.JOURNEY),
            *taken_about(context, subject, address.JOURNEY),
        ),
        breaks=tuple(break_sentences(contact.breaks, context.report, context.formats)),
        table=_table(context, contact),
        unmeasured="" if contact.metrics else NO_METRIC,
    )


def _table(context: SiteContext, contact: TouchpointReview) -> Markup | None:
    """The metrics of a touchpoint, a row for each goal on them, with the four answers."""
    rows = [
        row
        for metric in contact.metrics
        for row in answer_rows(context, metric, contact.goals[metric.metric], address.JOURNEY)
    ]
    if not rows:
        return None
    caption = f"Metrics of: {shortened(contact.touchpoint.name)}"
    return component("data_table", caption, ANSWER_COLUMNS, rows, cells=True, even=True)
