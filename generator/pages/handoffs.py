"""Handoffs: who serves whom inside, and whether what was promised is kept."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.measure.alignment.metric_health import MetricHealth
from generator.measure.handoffs import HandoffReview, handoff_reviews
from generator.model.subjects import Subject
from generator.model.tables import Department
from generator.pages import links as address
from generator.pages.answer_rows import ANSWER_COLUMNS, answer_rows
from generator.pages.context import SiteContext
from generator.pages.decisions import asked_about, taken_about
from generator.pages.page import Page
from generator.pages.quotes import quotes_about
from generator.pages.templating import component
from generator.pages.view_models import (
    Cell,
    Decision,
    LabelledValue,
    LinkGroup,
    Quote,
    TableColumn,
    TextLink,
)
from generator.sentences import headings
from generator.sentences.handoffs import (
    KEPT_BADGES,
    felt_by,
    handoff_sentence,
    handoffs_sentence,
    judged_by,
)
from generator.sentences.words import STAGE_NAMES, Badge, full_name, shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """One handoff on its page."""

    anchor: str
    name: str
    full: str | None
    sign: Badge
    facts: tuple[TextLink, ...]
    sentence: str
    pairs: tuple[LabelledValue, ...]
    table: Markup | None
    voices: tuple[Quote, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The handoffs from one department to another, each with its sign."""

    label: str
    links: tuple[tuple[TextLink, Badge], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A department that provides, with a crossing for each that receives."""

    head: TextLink
    cells: tuple[Crossing, ...]


def handoffs_page(context: SiteContext) -> Page:
    """All handoffs: those that break first, in a matrix, and each in full."""
    found = handoff_reviews(context.report, context.alignment.handoffs)
    receivers, providers = _matrix(context, found)
    return context.page(
        address.HANDOFFS,
        "handoffs.md",
        "Handoffs",
        in_nav=True,
        sentence=handoffs_sentence(found),
        receivers=receivers,
        providers=providers,
        views=[_view(context, one) for one in found],
        served=_served(context, found),
    )


def _department(context: SiteContext, key: str) -> TextLink:
    return TextLink(
        text=shortened(context.department(key).name),
        href=context.links(address.HANDOFFS).to(address.department_page(key)),
    )


def _matrix(
    context: SiteContext, found: tuple[HandoffReview, ...]
) -> tuple[list[TextLink], list[Provider]]:
    """The departments that receive, and those that provide with what they pass on to each."""
    links = context.links(address.HANDOFFS)
    crossings: dict[tuple[str, str], list[tuple[TextLink, Badge]]] = {}
    for one in found:
        fact = TextLink(
            text=shortened(one.handoff.name),
            href=links.to(address.HANDOFFS, anchor=address.handoff_anchor(one.handoff.handoff)),
        )
        key = one.handoff.provider, one.handoff.receiver
        crossings.setdefault(key, []).append((fact, KEPT_BADGES[one.kept]))
    order = list(context.report.dataset.by_id(Department))
    rows = sorted({provider for provider, _ in crossings}, key=order.index)
    columns = sorted({receiver for _, receiver in crossings}, key=order.index)
    return [_department(context, key) for key in columns], [
        Provider(
            head=_department(context, row),
            cells=tuple(
                Crossing(
                    label=shortened(context.department(column).name),
                    links=tuple(crossings.get((row, column), ())),
                )
                for column in columns
            ),
        )
        for row in rows
    ]


def _view(context: SiteContext, passage: HandoffReview) -> PassageView:
    handoff = passage.handoff
    subject = Subject(kind="handoff", key=handoff.handoff)
    provider, receiver = (
        _department(context, handoff.provider),
        _department(context, handoff.receiver),
    )
    owner = context.owner(handoff.owner, address.HANDOFFS)
    pairs = [
        LabelledValue(label="Provider", value=provider.text, href=provider.href),
        LabelledValue(label="Internal customer", value=receiver.text, href=receiver.href),
        LabelledValue(label="Promise", value=handoff.promise or "None stated"),
        LabelledValue(
            label=headings.ANSWERS_FOR_IT,
            value=owner.text if handoff.owner else headings.NOBODY,
            href=owner.href,
        ),
    ]
    stage = [TextLink(text=STAGE_NAMES[handoff.stage])] if handoff.stage else []
    return PassageView(
        anchor=address.handoff_anchor(handoff.handoff),
        name=shortened(handoff.name),
        full=full_name(handoff.name),
        sign=KEPT_BADGES[passage.kept],
        facts=(TextLink(text=f"{provider.text} for {receiver.text}"), *stage),
        sentence=handoff_sentence(passage, context.report, context.formats),
        pairs=tuple(pairs),
        table=_table(context, passage, provider.text, receiver.text),
        voices=tuple(quotes_about(context, subject)),
        decisions=(
            *asked_about(context, subject, address.HANDOFFS),
            *taken_about(context, subject, address.HANDOFFS),
        ),
    )


def _table(
    context: SiteContext, passage: HandoffReview, provider: str, receiver: str
) -> Markup | None:
    """The metrics of both sides and of the promise, with the four answers about their goals."""
    sides: dict[str, tuple[MetricHealth, list[str]]] = {}
    for condition, label in (
        (passage.promise, "The promise"),
        (passage.provider, judged_by(provider)),
        (passage.receiver, felt_by(receiver)),
    ):
        if condition is not None:
            sides.setdefault(condition.metric.metric, (condition, []))[1].append(label)
    if not sides:
        return None
    rows = [
        [Cell(text="; ".join(labels)), *row]
        for condition, labels in sides.values()
        for row in answer_rows(context, condition.metric, condition.assessments, address.HANDOFFS)
    ]
    columns = (TableColumn(label="Side"), *ANSWER_COLUMNS)
    caption = f"Metrics of: {shortened(passage.handoff.name)}"
    return component("data_table", caption, columns, rows, cells=True, even=True)


def _served(context: SiteContext, found: tuple[HandoffReview, ...]) -> list[LinkGroup]:
    """The internal customers of each department: those it names, and those it hands on to."""
    departments = context.report.dataset.by_id(Department)
    receivers: dict[str, list[str]] = {}
    for one in found:
        receivers.setdefault(one.handoff.provider, []).append(one.handoff.receiver)
    groups = []
    for key, department in departments.items():
        named = [customer for customer in department.customers if customer in departments]
        served = dict.fromkeys([*named, *receivers.get(key, [])])
        if served:
            links = tuple(
                _department(context, customer) for customer in departments if customer in served
            )
            groups.append(LinkGroup(label=shortened(department.name), links=links))
    return groups
