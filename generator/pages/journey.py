"""Journey: the customer's way before, during and after, with its touchpoints in their order."""

from __future__ import annotations

from generator.measure.journey import StageReview, TouchpointReview, journey
from generator.model.schema import Subject
from generator.model.vocabulary import Change
from generator.pages import links as address
from generator.pages.commentary import said_about
from generator.pages.context import SiteContext
from generator.pages.metric_list import answer_table, metric_answers
from generator.pages.page import Page
from generator.pages.subjects import row_link
from generator.pages.view_models import FindingView, TextLink, Tile, View
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.journey import (
    MOMENT_OF_TRUTH,
    NO_METRIC,
    STAGE_MEANINGS,
    UNOWNED_TOUCHPOINT,
    break_sentences,
    journey_sentence,
    stage_gaps,
)
from generator.sentences.words import STAGE_NAMES, full_name, shortened


def journey_page(context: SiteContext) -> Page:
    """The whole way: first at a glance, then where it breaks, then every touchpoint."""
    reviewed = journey(context.report)
    return context.section(
        address.JOURNEY,
        sentence=journey_sentence(reviewed),
        stages=[_stage(context, review) for review in reviewed.stages],
        broken=[
            FindingView(
                title=shortened(review.touchpoint.name),
                href=row_link(context, review.touchpoint, address.JOURNEY).href,
                sentence=" ".join(break_sentences(review.breaks, context.report, context.formats)),
            )
            for review in reviewed.broken
        ],
    )


def stage_tiles(context: SiteContext, origin: str) -> list[Tile]:
    """The stages with the goals on their metrics counted, and what they lack."""
    return [
        Tile(
            title=STAGE_NAMES[review.stage],
            href=_href(context, review, origin),
            text=stage_gaps(review) or None,
            counts=context.triage_counts(review.assessments, origin),
        )
        for review in journey(context.report).stages
    ]


def _href(context: SiteContext, review: StageReview, origin: str) -> str:
    anchor = address.anchor_of("stage", review.stage)
    return context.links(origin).to(address.JOURNEY, anchor=anchor)


def _stage(context: SiteContext, review: StageReview) -> View:
    return {
        "anchor": address.anchor_of("stage", review.stage),
        "href": _href(context, review, address.JOURNEY),
        "name": STAGE_NAMES[review.stage],
        "meaning": STAGE_MEANINGS[review.stage],
        "gaps": stage_gaps(review),
        "touchpoints": tuple(_touchpoint(context, one) for one in review.touchpoints),
    }


def _touchpoint(context: SiteContext, review: TouchpointReview) -> View:
    point, origin = review.touchpoint, address.JOURNEY
    subject = Subject(kind="touchpoint", key=point.touchpoint)
    anchor, name = address.anchor_of("touchpoint", point.touchpoint), shortened(point.name)
    answers = [
        answer
        for metric in review.metrics
        for answer in metric_answers(context, metric, review.goals[metric.metric])
    ]
    is_worse = any(one.since is not None for one in review.breaks)
    return {
        "anchor": anchor,
        "href": context.links(origin).to(origin, anchor=anchor),
        "name": name,
        "full": full_name(point.name),
        "owner": context.department_link(point.department, origin)
        if point.department is not None
        else TextLink(text=UNOWNED_TOUCHPOINT),
        "truth": MOMENT_OF_TRUTH if review.is_moment_of_truth else "",
        "counts": context.triage_counts(review.assessments, origin),
        "marks": (CHANGE_BADGES[Change.WORSE],) if is_worse else (),
        **said_about(context, subject, origin),
        "breaks": break_sentences(review.breaks, context.report, context.formats),
        "table": answer_table(context, f"Metrics of: {name}", answers, origin),
        "unmeasured": "" if review.metrics else NO_METRIC,
    }
