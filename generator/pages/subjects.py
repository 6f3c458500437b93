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
from generator.pages.context import SiteContext
from generator.pages.segments import segment_link
from generator.pages.view_models import TextLink
from generator.sentences.words import shortened


def subject_fact(context: SiteContext, subject: Subject, origin: str) -> TextLink:
    """The name of a subject, as a link to its page where it has one."""
    return (
        _FACTS[subject.kind](context, subject.key, origin)
        if subject.kind in _FACTS
        else TextLink(text=shortened(subject.key))
    )


def _goal(context: SiteContext, key: str, origin: str) -> TextLink:
    goal_status = context.report.goal_statuses[key]
    return TextLink(
        text=context.title(goal_status), href=context.links(origin).to(address.goal_page(key))
    )


def _metric(context: SiteContext, key: str, origin: str) -> TextLink:
    name = context.report.dataset.by_id(Metric)[key].name
    return TextLink(text=shortened(name), href=context.links(origin).to(address.metric_page(key)))


def _department(context: SiteContext, key: str, origin: str) -> TextLink:
    name = context.department(key).name
    return TextLink(
        text=shortened(name), href=context.links(origin).to(address.department_page(key))
    )


def _objective(context: SiteContext, key: str, origin: str) -> TextLink:
    name = context.report.dataset.by_id(Objective)[key].name
    return TextLink(
        text=shortened(name), href=context.links(origin).to(address.objective_page(key))
    )


def _touchpoint(context: SiteContext, key: str, origin: str) -> TextLink:
    name = context.report.dataset.by_id(Touchpoint)[key].name
    href = context.links(origin).to(address.JOURNEY, anchor=address.touchpoint_anchor(key))
    return TextLink(text=shortened(name), href=href)


def _handoff(context: SiteContext, key: str, origin: str) -> TextLink:
    name = context.report.dataset.by_id(Handoff)[key].name
    href = context.links(origin).to(address.HANDOFFS, anchor=address.handoff_anchor(key))
    return TextLink(text=shortened(name), href=href)


def _initiative(context: SiteContext, key: str, origin: str) -> TextLink:
    name = context.report.dataset.by_id(Initiative)[key].name
    return TextLink(
        text=shortened(name), href=context.links(origin).to(address.initiative_page(key))
    )


def _segment(context: SiteContext, key: str, origin: str) -> TextLink:
    name = context.report.dataset.by_id(Segment)[key].name
    return TextLink(text=shortened(name), href=segment_link(context, key, origin))


def _competency(context: SiteContext, key: str, origin: str) -> TextLink:
    return TextLink(text=shortened(key), href=context.links(origin).to(address.MATURITY))


_FACTS: Mapping[str, Callable[[SiteContext, str, str], TextLink]] = {
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
