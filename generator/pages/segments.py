"""Segments: each with its figures beside those of all, and what it is promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.measure.report import group_by
from generator.measure.segment_heat import SegmentBeside, segment_beside
from generator.model.tables import Metric, Segment
from generator.model.vocabulary import YesNo
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.goal_list import in_reading_order
from generator.pages.page import Page
from generator.pages.rows import goal_row, row_table
from generator.pages.subjects import is_described, row_link
from generator.pages.view_models import LabelledValue, TextLink, View
from generator.sentences import headings
from generator.sentences import segments as say
from generator.sentences.metric_page import ALL
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.rows import NOTHING, brief_value
from generator.sentences.words import full_name, shortened

#: More segments than this are rows, and their metrics columns.
_MOST_COLUMNS = 6

HeatCells = Mapping[tuple[str, str], SegmentBeside]


def segments_page(context: SiteContext) -> Page:
    """A table of segments and metrics for each dimension, those the strategy is for first."""
    rows = context.report.dataset.rows(Segment)
    measured = (one for key, one in context.report.series.items() if key[1])
    found = [one for series in measured if (one := segment_beside(context.report, series))]
    cells = {(one.series.metric.metric, one.series.segment): one for one in found}
    first = {row.dimension for row in rows if row.priority is YesNo.YES}
    dimensions = sorted(
        group_by(rows, lambda row: row.dimension).items(), key=lambda entry: entry[0] not in first
    )
    shown = [segment.segment for segment in rows]
    goals = [one for one in context.report.open_assessments if one.goal.segment in shown]
    return context.section(
        address.SEGMENTS,
        sentence=say.segments_headline(rows, found),
        tables=[
            table
            for name, segments in dimensions
            if (table := _table(context, name, segments, cells))
        ],
        goals=row_table(
            headings.GOALS_TABLE,
            [goal_row(context, one, address.SEGMENTS) for one in in_reading_order(context, goals)],
            leave_out=("due", "owner"),
        ),
        promises=[fact for segment in rows for fact in _described(segment)],
        unmeasured=[
            segment.segment
            for segment in rows
            if is_described(segment) and not any(key[1] == segment.segment for key in cells)
        ],
    )


def _table(
    context: SiteContext, dimension: str, segments: Sequence[Segment], cells: HeatCells
) -> View | None:
    """The segments of a dimension beside the whole; None if nothing is measured of them."""
    names = [one.segment for one in segments]
    metrics = [
        metric
        for key, metric in context.report.dataset.by_id(Metric).items()
        if any((key, name) in cells for name in names)
    ]
    if not metrics:
        return None
    of_metrics = [_metric_head(context, metric) for metric in metrics]
    all_head = {"link": TextLink(text=ALL), "full": None, "note": "", "anchor": ""}
    of_segments = [all_head, *(_segment_head(segment) for segment in segments)]
    grid = [[_cell(context, metric, name, cells) for name in ("", *names)] for metric in metrics]
    if len(segments) > _MOST_COLUMNS:
        turned = [list(column) for column in zip(*grid, strict=True)]
        return _view(dimension, of_metrics, list(zip(of_segments, turned, strict=True)))
    return _view(dimension, of_segments, list(zip(of_metrics, grid, strict=True)))


def _view(
    dimension: str, heads: Sequence[View], rows: Sequence[tuple[View, Sequence[View]]]
) -> View:
    return {"heading": say.by_dimension(dimension), "heads": heads, "rows": rows}


def _metric_head(context: SiteContext, metric: Metric) -> View:
    link = row_link(context, metric, address.SEGMENTS)
    return {"link": link, "full": full_name(metric.name), "note": "", "anchor": ""}


def _segment_head(segment: Segment) -> View:
    return {
        "link": TextLink(text=shortened(segment.name)),
        "full": full_name(segment.name) or segment.note,
        "note": say.PRIORITY if segment.priority is YesNo.YES else "",
        "anchor": segment.segment if is_described(segment) else "",
    }


def _cell(context: SiteContext, metric: Metric, segment: str, cells: HeatCells) -> View:
    """The newest figure of a segment and how it does; of the whole the figure alone."""
    formats = context.formats
    if not segment:
        whole = brief_value(newest_value(context.whole_series(metric.metric), formats))
        return {"beside": "", "far": False, "sign": "", "text": whole or NOTHING, "word": ""}
    one = cells.get((metric.metric, segment))
    if one is None:
        return {"beside": "", "far": False, "sign": "", "text": "", "word": ""}
    return {
        "beside": one.beside,
        "far": one.far,
        "sign": say.sign(one),
        "text": say.cell_text(one, brief_value(newest_value(one.series, formats))),
        "word": say.word(one, newest_period(one.series, formats)),
    }


def _described(segment: Segment) -> Iterator[LabelledValue]:
    """What a segment is promised, and what would be perfect to it."""
    name = shortened(segment.name)
    about = say.about_segment(segment)
    yield LabelledValue(say.promise_to(name), segment.promise, note=about)
    yield LabelledValue(say.perfect(name), segment.ideal_experience, note=about)
