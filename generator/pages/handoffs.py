"""Handoffs: who serves whom inside, and whether what was promised is kept."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from generator.measure.alignment.handoffs import HandoffReview, MetricHealth, rank_handoffs
from generator.measure.report import group_by
from generator.model.schema import Subject
from generator.model.tables import Department
from generator.pages import links as address
from generator.pages.commentary import said_about
from generator.pages.context import SiteContext
from generator.pages.metric_list import answer_table, metric_answers
from generator.pages.page import Page
from generator.pages.subjects import row_link
from generator.pages.view_models import LinkGroups, TextLink, View
from generator.sentences.handoffs import (
    KEPT_BADGES,
    felt_by,
    handoff_sentence,
    handoffs_sentence,
    judged_by,
)
from generator.sentences.words import STAGE_NAMES, Badge, shortened


def handoffs_page(context: SiteContext) -> Page:
    """All handoffs: those that break first, in a matrix, and each in full."""
    reviews = rank_handoffs(context.alignment.handoffs)
    receivers, providers = _matrix(context, reviews)
    return context.section(
        address.HANDOFFS,
        sentence=handoffs_sentence(reviews),
        receivers=receivers,
        providers=providers,
        views=[_view(context, review) for review in reviews],
        served=_served(context, reviews),
    )


def _department(context: SiteContext, key: str) -> TextLink:
    return context.department_link(key, address.HANDOFFS)


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


def _view(context: SiteContext, review: HandoffReview) -> View:
    handoff, origin = review.handoff, address.HANDOFFS
    subject = Subject(kind="handoff", key=handoff.handoff)
    provider, receiver = (_department(context, key) for key in (handoff.provider, handoff.receiver))
    return {
        "badge": KEPT_BADGES[review.kept],
        "handoff": handoff,
        "provider": provider,
        "receiver": receiver,
        "stage": STAGE_NAMES[handoff.stage] if handoff.stage else None,
        "owner": context.owner(handoff.owner, origin),
        "sentence": handoff_sentence(review, context.report, context.formats),
        "table": _table(context, review, provider.text, receiver.text),
        **said_about(context, subject, origin),
    }


def _table(context: SiteContext, review: HandoffReview, provider: str, receiver: str) -> Markup:
    """The metrics of both sides and of the promise, with the four answers about their goals."""
    sides: dict[str, tuple[MetricHealth, list[str]]] = {}
    for health, label in (
        (review.promise, "The promise"),
        (review.provider, judged_by(provider)),
        (review.receiver, felt_by(receiver)),
    ):
        if health is not None:
            sides.setdefault(health.metric.metric, (health, []))[1].append(label)
    answers = [
        answer
        for health, labels in sides.values()
        for answer in metric_answers(context, health.metric, health.assessments, "; ".join(labels))
    ]
    caption = f"Metrics of: {shortened(review.handoff.name)}"
    return answer_table(context, caption, answers, address.HANDOFFS)


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
