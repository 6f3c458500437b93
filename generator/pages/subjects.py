"""Names as links: of the rows of tables, and of what commentary is about."""

from __future__ import annotations

from typing import Any

from generator.model.schema import Row, Subject, table_of
from generator.model.tables import SUBJECTS, Segment
from generator.model.vocabulary import YesNo
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.view_models import TextLink
from generator.sentences.words import shortened

_PAGES = {
    "goal": address.goal_page,
    "metric": address.metric_page,
    "department": address.department_page,
    "objective": address.objective_page,
    "initiative": address.initiative_page,
}
_ANCHORS = {
    "touchpoint": (address.JOURNEY, address.touchpoint_anchor),
    "handoff": (address.HANDOFFS, address.handoff_anchor),
}


def row_link(context: SiteContext, row: Row, origin: str) -> TextLink:
    """A row by its name, as a link to its page if it has one."""
    kind = table_of(type(row)).key[0]
    return subject_link(context, Subject(kind=kind, key=str(getattr(row, kind))), origin)


def subject_link(context: SiteContext, subject: Subject, origin: str) -> TextLink:
    """The name of a subject, as a link to its page if it has one."""
    return TextLink(
        text=_name(context, subject.kind, subject.key),
        href=_href(context, subject.kind, subject.key, origin),
    )


def _name(context: SiteContext, kind: str, key: str) -> str:
    if kind == "goal":
        return context.title(context.report.assessments[key].goal_status)
    if kind in _PAGES or kind in _ANCHORS or kind == "segment":
        row: Any = context.report.dataset.by_id(SUBJECTS[kind].row)[key]
        return shortened(row.name)
    return shortened(key)


def _href(context: SiteContext, kind: str, key: str, origin: str) -> str | None:
    links = context.links(origin)
    if kind in _PAGES:
        return links.to(_PAGES[kind](key))
    if kind in _ANCHORS:
        page, anchor = _ANCHORS[kind]
        return links.to(page, anchor=anchor(key))
    if kind == "segment":
        return segment_href(context, key, origin)
    return links.to(address.MATURITY) if kind == "competency" else None


def segment_href(context: SiteContext, segment: str, origin: str) -> str | None:
    """Where a segment stands on the page of segments; None without a row or a page for it."""
    row = context.report.dataset.by_id(Segment).get(segment)
    if row is None or not has_segments(context):
        return None
    return context.links(origin).to(address.SEGMENTS, anchor=segment if is_described(row) else "")


def has_segments(context: SiteContext) -> bool:
    """Whether there is a segment of which something can be shown."""
    measured = {key for (_, key), series in context.report.series.items() if series.closed}
    rows = context.report.dataset.rows(Segment)
    return any(is_described(row) or row.segment in measured for row in rows)


def is_described(segment: Segment) -> bool:
    """Whether somebody says what the segment is promised or wishes for, or that it matters most."""
    return bool(segment.promise or segment.ideal_experience or segment.priority is YesNo.YES)
