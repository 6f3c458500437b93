"""Journey: the customer's way as stations, each with its worst figure; the rest on demand."""

from __future__ import annotations

from generator.measure.journey import StageReview, TouchpointReview, journey
from generator.model.schema import Subject
from generator.model.vocabulary import Change
from generator.pages import links as address
from generator.pages.commentary import said_about
from generator.pages.context import SiteContext
from generator.pages.page import Page
from generator.pages.station_figures import station_figure
from generator.pages.view_models import View
from generator.sentences.journey import (
    MOMENT_OF_TRUTH,
    NO_METRIC,
    NOBODY,
    UNOWNED,
    break_sentences,
    journey_headline,
)
from generator.sentences.rows import CHANGE_SIGNS
from generator.sentences.words import (
    STAGE_NAMES,
    TRIAGE_BADGES,
    brief_department,
    full_name,
    shortened,
)


def journey_page(context: SiteContext) -> Page:
    """The whole way, a station a touchpoint."""
    reviewed = journey(context.report)
    return context.section(
        address.JOURNEY,
        headline=journey_headline(reviewed),
        legend=[*TRIAGE_BADGES.values(), CHANGE_SIGNS[Change.WORSE], CHANGE_SIGNS[Change.NONE]],
        truth=MOMENT_OF_TRUTH,
        unowned=UNOWNED,
        stages=[_stage(context, review) for review in reviewed.stages if review.touchpoints],
    )


def _stage(context: SiteContext, review: StageReview) -> View:
    return {
        "anchor": address.anchor_of("stage", review.stage),
        "name": STAGE_NAMES[review.stage],
        "stations": tuple(_station(context, one) for one in review.touchpoints),
    }


def _station(context: SiteContext, review: TouchpointReview) -> View:
    point, origin = review.touchpoint, address.JOURNEY
    subject = Subject(kind="touchpoint", key=point.touchpoint)
    worst = review.worst
    return {
        "anchor": address.anchor_of("touchpoint", point.touchpoint),
        "name": shortened(point.name),
        "full": full_name(point.name),
        "owner": brief_department(context.report.dataset, point.department)
        if point.department is not None
        else NOBODY,
        "owned": point.department is not None,
        "department": context.department_link(point.department, origin)
        if point.department is not None
        else None,
        "truth": review.is_moment_of_truth,
        "figure": station_figure(context, worst, origin) if worst is not None else None,
        "unmeasured": NO_METRIC,
        "figures": tuple(station_figure(context, one, origin) for one in review.metrics),
        "breaks": break_sentences(review.breaks, context.report, context.formats),
        **said_about(context, subject, origin),
    }
