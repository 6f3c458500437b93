"""Segments: what each kind of customer is promised, what it wishes for, and what it gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.measure.answers import Answers, Change, change_of
from generator.measure.series import Series
from generator.model.tables import Segment
from generator.model.words import YesNo
from generator.pages import links as address
from generator.pages.book import Book, component
from generator.pages.goal_list import goal_cards
from generator.pages.page import Page
from generator.pages.parts import Card, Cell, Column, Side
from generator.sentences import metrics as say
from generator.sentences.answers import CHANGE_SIGNS
from generator.sentences.goals import latest
from generator.sentences.segments import about_segment, segments_state
from generator.sentences.words import full_name, shortened

_COLUMNS = (
    Column(label="Metric"),
    Column(label="Newest value", kind="number"),
    Column(label="All together", kind="number"),
    Column(label="Really changed?", kind="status"),
)
_SEGMENT = Column(label="Segment")


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentView:
    """One segment on the page; `anchor` is where other pages lead to."""

    anchor: str
    name: str
    full: str | None
    about: str
    sides: tuple[Side, ...]
    goals: tuple[Card, ...]
    table: Markup | None


def has_segments(book: Book) -> bool:
    """Whether there is a segment of which something can be shown."""
    return any(_is_told(segment) or _series(book, segment) for segment in _rows(book))


def segments_page(book: Book) -> Page:
    """The segments that somebody describes, those the strategy is for first; then the others."""
    told = [segment for segment in _rows(book) if _is_told(segment)]
    others = [segment for segment in _rows(book) if not _is_told(segment)]
    goals: dict[str, list[Answers]] = {}
    for one in book.report.open_answers:
        goals.setdefault(one.goal.segment or "", []).append(one)
    first = [one for one in told if one.priority is YesNo.YES]
    groups = {
        "The customers the strategy is for": first,
        "Other customers" if first else "What each is promised": [
            one for one in told if one.priority is not YesNo.YES
        ],
    }
    return book.page(
        address.SEGMENTS,
        "segments.md",
        "Segments",
        in_nav=True,
        sentence=segments_state(_rows(book)),
        groups={
            name: [_view(book, segment, goals.get(segment.segment, [])) for segment in segments]
            for name, segments in groups.items()
            if segments
        },
        others=_others(book, others),
    )


def segment_link(book: Book, segment: str, origin: str) -> str | None:
    """Where a segment stands on the page; None where there is no such page."""
    row = book.report.dataset.by_id(Segment).get(segment)
    if row is None or not has_segments(book):
        return None
    return book.links(origin).to(address.SEGMENTS, anchor=segment if _is_told(row) else "")


def _rows(book: Book) -> tuple[Segment, ...]:
    return book.report.dataset.rows(Segment)


def _is_told(segment: Segment) -> bool:
    """Whether somebody says what the segment is promised or wishes for, or that it matters most."""
    return bool(segment.promise or segment.ideal_experience or segment.priority is YesNo.YES)


def _series(book: Book, segment: Segment) -> list[Series]:
    return [
        one for (_, key), one in book.report.series.items() if key == segment.segment and one.closed
    ]


def _view(book: Book, segment: Segment, goals: list[Answers]) -> SegmentView:
    sides = []
    if segment.promise:
        sides.append(Side(label="What we promise them", text=segment.promise))
    if segment.ideal_experience:
        sides.append(Side(label="What would be perfect to them", text=segment.ideal_experience))
    series = _series(book, segment)
    caption = f"What is measured of {shortened(segment.name)}"
    rows = [_cells(book, one) for one in series]
    return SegmentView(
        anchor=segment.segment,
        name=shortened(segment.name),
        full=full_name(segment.name),
        about=about_segment(segment),
        sides=tuple(sides),
        goals=tuple(goal_cards(book, goals, address.SEGMENTS)),
        table=component("data_table", caption, _COLUMNS, rows, cells=True) if rows else None,
    )


def _others(book: Book, segments: Sequence[Segment]) -> Markup | None:
    """The segments that are measured and not described, in one table; None without any."""
    rows = [
        [Cell(text=shortened(segment.name), note=about_segment(segment)), *_cells(book, one)]
        for segment in segments
        for one in _series(book, segment)
    ]
    if not rows:
        return None
    columns = [_SEGMENT, *_COLUMNS]
    return component("data_table", "What is measured of others", columns, rows, cells=True)


def _cells(book: Book, series: Series) -> list[Cell]:
    """A metric of a segment: its newest value, that of the whole, and whether it has changed."""
    report, metric = book.report, series.metric
    change = change_of(report.records.get((metric.metric, series.segment)))
    if report.fresh[metric.metric].stale:
        change = Change.UNKNOWN
    sign = CHANGE_SIGNS[change]
    return [
        Cell(
            text=shortened(metric.name),
            href=book.links(address.SEGMENTS).to(address.metric_page(metric.metric)),
        ),
        Cell(
            text=say.newest_value(series, book.formats),
            note=say.newest_period(series, book.formats),
        ),
        Cell(text=latest(report.series.get((metric.metric, "")), book.formats)),
        Cell(text=sign.word, sign=sign),
    ]
