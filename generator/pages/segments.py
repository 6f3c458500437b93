"""Segments: what each kind of customer is promised, what it wishes for, and what it gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.measure.assessment import Change, GoalAssessment, change_of
from generator.measure.series import Series
from generator.model.tables import Segment
from generator.model.vocabulary import YesNo
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.goal_list import goal_cards
from generator.pages.page import Page
from generator.pages.templating import component
from generator.pages.view_models import Card, Cell, TableColumn, TextBlock
from generator.sentences import headings
from generator.sentences import metrics as say
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.goals import latest
from generator.sentences.journey import about_segment, segments_overview
from generator.sentences.words import full_name, shortened

_COLUMNS = (
    TableColumn(label="Metric"),
    TableColumn(label="Newest value", kind="number"),
    TableColumn(label="All together", kind="number"),
    TableColumn(label="Really changed?", kind="status"),
)
_SEGMENT = TableColumn(label="Segment")


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentView:
    """One segment on the page; `anchor` is where other pages lead to."""

    anchor: str
    name: str
    full: str | None
    about: str
    sides: tuple[TextBlock, ...]
    goals: tuple[Card, ...]
    table: Markup | None


def has_segments(context: SiteContext) -> bool:
    """Whether there is a segment of which something can be shown."""
    return any(_is_told(segment) or _series(context, segment) for segment in _rows(context))


def segments_page(context: SiteContext) -> Page:
    """The segments that somebody describes, those the strategy is for first; then the others."""
    told = [segment for segment in _rows(context) if _is_told(segment)]
    others = [segment for segment in _rows(context) if not _is_told(segment)]
    goals: dict[str, list[GoalAssessment]] = {}
    for one in context.report.open_assessments:
        goals.setdefault(one.goal.segment or "", []).append(one)
    first = [one for one in told if one.priority is YesNo.YES]
    groups = {
        headings.PRIORITY_SEGMENTS: first,
        "Other customers" if first else headings.PROMISES: [
            one for one in told if one.priority is not YesNo.YES
        ],
    }
    return context.page(
        address.SEGMENTS,
        "segments.md",
        "Segments",
        in_nav=True,
        sentence=segments_overview(_rows(context)),
        groups={
            name: [_view(context, segment, goals.get(segment.segment, [])) for segment in segments]
            for name, segments in groups.items()
            if segments
        },
        others=_others(context, others),
    )


def segment_link(context: SiteContext, segment: str, origin: str) -> str | None:
    """Where a segment stands on the page; None where there is no such page."""
    row = context.report.dataset.by_id(Segment).get(segment)
    if row is None or not has_segments(context):
        return None
    return context.links(origin).to(address.SEGMENTS, anchor=segment if _is_told(row) else "")


def _rows(context: SiteContext) -> tuple[Segment, ...]:
    return context.report.dataset.rows(Segment)


def _is_told(segment: Segment) -> bool:
    """Whether somebody says what the segment is promised or wishes for, or that it matters most."""
    return bool(segment.promise or segment.ideal_experience or segment.priority is YesNo.YES)


def _series(context: SiteContext, segment: Segment) -> list[Series]:
    return [
        one
        for (_, key), one in context.report.series.items()
        if key == segment.segment and one.closed
    ]


def _view(context: SiteContext, segment: Segment, goals: list[GoalAssessment]) -> SegmentView:
    sides = []
    if segment.promise:
        sides.append(TextBlock(label=headings.PROMISED, text=segment.promise))
    if segment.ideal_experience:
        sides.append(TextBlock(label=headings.PERFECT, text=segment.ideal_experience))
    series = _series(context, segment)
    caption = headings.measured_of(shortened(segment.name))
    rows = [_cells(context, one) for one in series]
    return SegmentView(
        anchor=segment.segment,
        name=shortened(segment.name),
        full=full_name(segment.name),
        about=about_segment(segment),
        sides=tuple(sides),
        goals=tuple(goal_cards(context, goals, address.SEGMENTS)),
        table=component("data_table", caption, _COLUMNS, rows, cells=True) if rows else None,
    )


def _others(context: SiteContext, segments: Sequence[Segment]) -> Markup | None:
    """The segments that are measured and not described, in one table; None without any."""
    rows = [
        [Cell(text=shortened(segment.name), note=about_segment(segment)), *_cells(context, one)]
        for segment in segments
        for one in _series(context, segment)
    ]
    if not rows:
        return None
    columns = [_SEGMENT, *_COLUMNS]
    return component("data_table", headings.OTHER_SEGMENTS_TABLE, columns, rows, cells=True)


def _cells(context: SiteContext, series: Series) -> list[Cell]:
    """A metric of a segment: its newest value, that of the whole, and whether it has changed."""
    report, metric = context.report, series.metric
    change = change_of(report.judged_series.get((metric.metric, series.segment)))
    if report.freshness[metric.metric].stale:
        change = Change.UNKNOWN
    sign = CHANGE_BADGES[change]
    return [
        Cell(
            text=shortened(metric.name),
            href=context.links(address.SEGMENTS).to(address.metric_page(metric.metric)),
        ),
        Cell(
            text=say.newest_value(series, context.formats),
            note=say.newest_period(series, context.formats),
        ),
        Cell(text=latest(report.series.get((metric.metric, "")), context.formats)),
        Cell(text=sign.word, sign=sign),
    ]
