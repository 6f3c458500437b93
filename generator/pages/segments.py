"""Segments: what each kind of customer is promised, what it wishes for, and what it gets."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from generator.measure.assessment import GoalAssessment
from generator.measure.report import group_by
from generator.measure.series import Series
from generator.model.tables import Segment
from generator.model.vocabulary import YesNo
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.goal_list import change_cell, goal_cards
from generator.pages.metric_list import value_cell
from generator.pages.page import Page
from generator.pages.subjects import is_described, row_link
from generator.pages.tables import Cell, TableColumn, data_table, link_cell
from generator.pages.view_models import View
from generator.sentences import headings
from generator.sentences.goals import newest_told
from generator.sentences.journey import about_segment, segments_overview
from generator.sentences.metrics import newest_period
from generator.sentences.words import shortened


def segments_page(context: SiteContext) -> Page:
    """The segments that somebody describes, those the strategy is for first; then the others."""
    rows = context.report.dataset.rows(Segment)
    described = [segment for segment in rows if is_described(segment)]
    goals = group_by(context.report.open_assessments, lambda one: one.goal.segment or "")
    first = [segment for segment in described if segment.priority is YesNo.YES]
    groups = {
        headings.PRIORITY_SEGMENTS: first,
        "Other customers" if first else headings.PROMISES: [
            segment for segment in described if segment.priority is not YesNo.YES
        ],
    }
    return context.section(
        address.SEGMENTS,
        sentence=segments_overview(rows),
        groups={
            name: [_view(context, segment, goals.get(segment.segment, [])) for segment in segments]
            for name, segments in groups.items()
            if segments
        },
        others=_others(context, [segment for segment in rows if not is_described(segment)]),
    )


def _series(context: SiteContext, segment: Segment) -> list[Series]:
    """The series of a segment that have a closed period with a figure or a bound."""
    series = context.report.series.items()
    return [
        one for (_, key), one in series if key == segment.segment and (one.closed or one.bounds)
    ]


def _view(context: SiteContext, segment: Segment, goals: list[GoalAssessment]) -> View:
    series, caption = _series(context, segment), headings.measured_of(shortened(segment.name))
    return {
        "about": about_segment(segment),
        "segment": segment,
        "goals": goal_cards(context, goals, address.SEGMENTS),
        "table": data_table(caption, _columns(context), series) if series else None,
    }


def _others(context: SiteContext, segments: Sequence[Segment]) -> Markup | None:
    """The segments that are measured and not described, in one table; None without any."""
    rows = {segment.segment: segment for segment in segments}
    series = [one for segment in segments for one in _series(context, segment)]
    if not series:
        return None

    def name(one: Series) -> Cell:
        segment = rows[one.segment]
        return Cell(shortened(segment.name), note=about_segment(segment))

    columns = [TableColumn("Segment", name), *_columns(context)]
    return data_table(headings.OTHER_SEGMENTS_TABLE, columns, series)


def _columns(context: SiteContext) -> list[TableColumn[Series]]:
    """A metric of a segment: its newest value, that of the whole, and whether it has changed."""
    formats = context.formats

    def value(series: Series) -> Cell:
        return value_cell(context, series, newest_period(series, formats))

    def whole(series: Series) -> str:
        return newest_told(context.whole_series(series.metric.metric), formats)

    def change(series: Series) -> Cell:
        return change_cell(context.report.current_change(series.metric.metric, series.segment))

    return [
        TableColumn(
            "Metric", lambda series: link_cell(row_link(context, series.metric, address.SEGMENTS))
        ),
        TableColumn("Newest value", value, kind="number"),
        TableColumn("All together", whole, kind="number"),
        TableColumn(headings.CHANGING, change, kind="status"),
    ]
