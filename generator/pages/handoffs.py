"""Handoffs: who serves whom inside, and whether what was promised is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.measure.alignment.handoffs import HandoffReview, MetricHealth, rank_handoffs
from generator.measure.report import group_by
from generator.model.schema import Subject
from generator.model.tables import Department
from generator.pages import links as address
from generator.pages.commentary import said_about
from generator.pages.context import SiteContext
from generator.pages.dots import Dot, Dots
from generator.pages.page import Page
from generator.pages.station_figures import station_figure
from generator.pages.subjects import row_link
from generator.pages.view_models import LinkGroups, TextLink, View
from generator.sentences import handoffs as say
from generator.sentences.handoffs import KEPT_BADGES
from generator.sentences.words import STAGE_NAMES, Badge, brief_department, shortened


def handoffs_page(context: SiteContext) -> Page:
    """All handoffs: the crossing as signs, then a row each, those not kept first."""
    reviews = rank_handoffs(context.alignment.handoffs)
    receivers, providers = _matrix(context, reviews)
    return context.section(
        address.HANDOFFS,
        headline=say.handoffs_headline(reviews),
        receivers=receivers,
        providers=providers,
        kept=_kept(context, reviews),
        heads=say.FIGURE_HEADS,
        views=[handoff_view(context, one, address.HANDOFFS) for one in reviews],
        served=_served(context, reviews),
    )


def _kept(context: SiteContext, reviews: Sequence[HandoffReview]) -> View:
    """The promises as signs, by whether they are kept."""
    by_answer = group_by(reviews, lambda one: one.kept)

    def dot(review: HandoffReview) -> Dot:
        link = row_link(context, review.handoff, address.HANDOFFS)
        badge, passage = KEPT_BADGES[review.kept], say.passage(review, context.report)
        return Dot(sign=badge, short=passage, full=passage, href=link.href or "")

    rows = [(KEPT_BADGES[kept], [dot(one) for one in own]) for kept, own in by_answer.items()]
    return {
        "label": say.promises_words(len(reviews)),
        "rows": [
            {
                "badge": badge,
                "count": len(dots),
                "href": dots[0].href,
                "dots": Dots(dots=tuple(dots)),
                "was": "",
            }
            for badge, dots in rows
        ],
    }


def _department(context: SiteContext, key: str, origin: str = address.HANDOFFS) -> TextLink:
    """A department by its short name, as a link to its page."""
    href = context.links(origin).to(address.page_of("department", key))
    return TextLink(text=brief_department(context.report.dataset, key), href=href)


def _matrix(
    context: SiteContext, reviews: Sequence[HandoffReview]
) -> tuple[list[TextLink], list[View]]:
    """The departments that receive, and those that provide with what they pass on to each."""
    crossings = group_by(reviews, lambda one: (one.handoff.provider, one.handoff.receiver))

    def links(provider: str, receiver: str) -> list[tuple[TextLink, Badge]]:
        return [
            (row_link(context, one.handoff, address.HANDOFFS), KEPT_BADGES[one.kept])
            for one in crossings.get((provider, receiver), ())
        ]

    order = list(context.report.dataset.by_id(Department))
    rows = sorted({provider for provider, _ in crossings}, key=order.index)
    columns = sorted({receiver for _, receiver in crossings}, key=order.index)
    receivers = [_department(context, key) for key in columns]
    return receivers, [
        {
            "head": _department(context, row),
            "cells": tuple(
                {"label": receiver.text, "links": links(row, column)}
                for column, receiver in zip(columns, receivers, strict=True)
            ),
        }
        for row in rows
    ]


def handoff_view(context: SiteContext, review: HandoffReview, origin: str) -> View:
    """A handoff as a row with three figures, and what stands behind it."""
    handoff = review.handoff
    subject = Subject(kind="handoff", key=handoff.handoff)
    provider, receiver = (
        _department(context, key, origin) for key in (handoff.provider, handoff.receiver)
    )
    return {
        "badge": KEPT_BADGES[review.kept],
        "handoff": handoff,
        "passage": say.passage(review, context.report),
        "figures": tuple(_figures(context, review, origin)),
        "facts": (
            provider,
            receiver,
            STAGE_NAMES[handoff.stage] if handoff.stage else None,
            context.owner(handoff.owner, origin),
        ),
        "sentence": say.handoff_sentence(review, context.report, context.formats),
        **said_about(context, subject, origin),
    }


def _figures(context: SiteContext, review: HandoffReview, origin: str) -> Iterator[View | None]:
    """The provider's own figure, that of the promise with its value, and what is felt."""
    for health in (review.provider, review.promise, review.receiver):
        yield None if health is None else _figure(context, review, health, origin)


def _figure(context: SiteContext, review: HandoffReview, health: MetricHealth, origin: str) -> View:
    is_promise = health is review.promise
    value = review.handoff.promise_value if is_promise else None
    targets = () if value is None else (value,)
    return {
        **station_figure(context, health.metric, origin, targets),
        "promised": say.promised(review, context.formats) if is_promise else "",
    }


def _served(context: SiteContext, reviews: Sequence[HandoffReview]) -> LinkGroups:
    """The internal customers of each department: those it names, and those it hands on to."""
    departments = context.report.dataset.by_id(Department)
    served = {key: set(department.customers) for key, department in departments.items()}
    for review in reviews:
        served[review.handoff.provider].add(review.handoff.receiver)
    groups = {
        key: [_department(context, one) for one in departments if one in customers]
        for key, customers in served.items()
    }
    return [(shortened(departments[key].name), links) for key, links in groups.items() if links]
