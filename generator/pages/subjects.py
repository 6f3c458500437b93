"""Rows by their names: as links, and as labelled links where they are related to another row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.measure.initiatives import effects
from generator.model.schema import Row, Subject, table_of
from generator.model.tables import SUBJECTS, Goal, Handoff, Initiative, Metric, Segment, Touchpoint
from generator.model.vocabulary import YesNo
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.view_models import LabelledValue, TextLink, linked
from generator.sentences.initiatives import evidence_badge
from generator.sentences.words import PHASE_NAMES, STAGE_NAMES, shortened

_WITH_PAGES = ("goal", "metric", "department", "objective", "initiative")
_ANCHORED = {"touchpoint": address.JOURNEY, "handoff": address.HANDOFFS}


def row_link(context: SiteContext, row: Row, origin: str) -> TextLink:
    """A row by its name, as a link to its page if it has one."""
    kind = table_of(type(row)).key[0]
    return subject_link(context, Subject(kind=kind, key=str(getattr(row, kind))), origin)


def row_value(
    context: SiteContext, row: Row, origin: str, label: str, note: str | None = None
) -> LabelledValue:
    """A row by its name, after a label."""
    return linked(label, row_link(context, row, origin), note)


def subject_link(context: SiteContext, subject: Subject, origin: str) -> TextLink:
    """The name of a subject, as a link to its page if it has one."""
    kind, key, links = subject.kind, subject.key, context.links(origin)
    row: Any = None
    name, href = shortened(key), None
    if kind == "goal":
        name = context.title(context.report.assessments[key].goal_status)
    elif kind in (*_WITH_PAGES, *_ANCHORED, "segment"):
        row = context.report.dataset.by_id(SUBJECTS[kind].row)[key]
        name = shortened(row.name)
    if kind in _WITH_PAGES:
        href = links.to(address.page_of(kind, key))
    elif kind in _ANCHORED:
        href = links.to(_ANCHORED[kind], anchor=address.anchor_of(kind, key))
    elif isinstance(row, Segment) and has_segments(context):
        href = links.to(address.SEGMENTS, anchor=key if is_described(row) else "")
    elif kind == "competency":
        href = links.to(address.MATURITY)
    return TextLink(text=name, href=href)


def has_segments(context: SiteContext) -> bool:
    """Whether there is a segment of which something can be shown."""
    measured = {key for (_, key), series in context.report.series.items() if series.closed}
    rows = context.report.dataset.rows(Segment)
    return any(is_described(row) or row.segment in measured for row in rows)


def is_described(segment: Segment) -> bool:
    """Whether somebody says what the segment is promised or wishes for, or that it matters most."""
    return bool(segment.promise or segment.ideal_experience or segment.priority is YesNo.YES)


def related_to_metric(context: SiteContext, metric: Metric, origin: str) -> Iterator[LabelledValue]:
    """The touchpoints and handoffs at which a metric tells how it goes."""
    dataset, key = context.report.dataset, metric.metric
    for point in dataset.rows(Touchpoint):
        if key in point.metrics:
            yield row_value(context, point, origin, "Touchpoint", STAGE_NAMES[point.stage])
    for handoff in dataset.rows(Handoff):
        if key in (handoff.metric, handoff.provider_metric, handoff.receiver_metric):
            names = [context.department(one).name for one in (handoff.provider, handoff.receiver)]
            note = " for ".join(shortened(name) for name in names)
            yield row_value(context, handoff, origin, "Handoff", note)


def related_to_goal(context: SiteContext, goal: Goal, origin: str) -> Iterator[LabelledValue]:
    """The initiatives that are meant to shift a goal, with what can be said since each began."""
    for initiative in context.report.dataset.rows(Initiative):
        for effect in effects(context.report, initiative):
            if effect.assessment.goal.goal == goal.goal:
                evidence = evidence_badge(effect).word
                yield row_value(context, initiative, origin, "Initiative", evidence)


def initiative_list(
    context: SiteContext,
    initiatives: Iterable[Initiative],
    origin: str,
) -> Iterator[LabelledValue]:
    """Initiatives by their phase, with the department, the owner and the next step."""
    for initiative in initiatives:
        department = context.department(initiative.department)
        notes = (
            shortened(department.name),
            initiative.owner,
            f"Next: {initiative.next_step}" if initiative.next_step else None,
        )
        label = PHASE_NAMES[initiative.phase] if initiative.phase else "Initiative"
        yield row_value(context, initiative, origin, label, " · ".join(filter(None, notes)))
