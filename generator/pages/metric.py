"""A metric's page: its value, chart and segments, its definition and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from generator.charts.pictures import (
    events_on,
    metric_key,
    newest_benchmarks,
    segments_key,
)
from generator.measure.answers import Answers
from generator.measure.rollups import last_year
from generator.measure.series import Series
from generator.measure.voice import about_metric
from generator.model.tables import Metric
from generator.model.words import Accumulates, Smoothing
from generator.pages import links as address
from generator.pages.book import Book
from generator.pages.changes.elsewhere import since_for_metric
from generator.pages.decisions import asked_about, taken_about
from generator.pages.figures import stands_in
from generator.pages.goal_list import goal_cards
from generator.pages.metric_list import segment_table, whole_series
from generator.pages.page import Page, placeholder
from generator.pages.parts import (
    Fact,
    Pair,
)
from generator.pages.said import said_about
from generator.pages.touching import touching_metric
from generator.sentences import metrics as say
from generator.sentences.answers import metric_opening
from generator.sentences.numbers import counted, day, short_day
from generator.sentences.rollups import pooled_whole, year_together
from generator.sentences.words import CALCULATION_NAMES, KIND_NAMES, full_name, shortened

#: Columns whose warnings are about the figures; the page's first sentences say the same.
_SAID_OF_FIGURES = ("metric", "accumulates")


def metric_pages(book: Book) -> Iterator[Page]:
    """One page a metric."""
    on_metric: dict[str, list[Answers]] = {}
    for one in book.report.answers.values():
        on_metric.setdefault(one.goal.metric, []).append(one)
    segments: dict[str, list[Series]] = {}
    for (name, segment), series in book.report.series.items():
        if segment and len(series):
            segments.setdefault(name, []).append(series)
    for metric in book.report.dataset.rows(Metric):
        key = metric.metric
        yield _metric_page(book, metric, on_metric.get(key, []), segments.get(key, []))


def _metric_page(book: Book, metric: Metric, goals: list[Answers], parts: list[Series]) -> Page:
    report, formats = book.report, book.formats
    origin = address.metric_page(metric.metric)
    links = book.links(origin)
    series = whole_series(book, metric)
    department = book.department(metric.department)
    title = shortened(metric.name)
    fresh = report.fresh[metric.metric]
    cadence = report.dataset.cadences.get(metric.metric)
    facts = [
        book.owner(metric.owner, origin),
        Fact(
            text=shortened(department.name),
            href=links.to(address.department_page(metric.department)),
        ),
    ]
    if cadence:
        facts.append(Fact(text=str(cadence)))
    return book.page(
        origin,
        "metric.md",
        title,
        heading=title,
        full=full_name(metric.name),
        facts=facts,
        sentence=_opening(book, metric, series, goals)
        if series is not None or not parts
        else say.segments_sentence(
            metric, [(book.segment(part.segment), part) for part in parts], formats
        ),
        freshness=say.due_sentence(fresh) + "." if fresh.newest is not None else "",
        methods_href=links.to(address.METHODS, anchor="change"),
        late=fresh.late,
        warnings=[
            problem.wrong
            for problem in report.dataset.warnings
            if problem.place.file == metric.place.file
            and problem.place.line == metric.place.line
            and problem.place.column not in _SAID_OF_FIGURES
        ],
        figure=placeholder(metric_key(metric.metric))
        if series is not None and len(series)
        else None,
        segments=placeholder(segments_key(metric.metric)) if parts else None,
        segment_table=segment_table(book, metric, parts) if parts else None,
        since=since_for_metric(book, metric.metric, links),
        goals=goal_cards(book, goals, origin),
        pairs=[*_pairs(book, metric, series, parts), *touching_metric(book, metric, origin)],
        voices=said_about(book, about_metric(metric.metric)),
        decisions=[
            *asked_about(book, about_metric(metric.metric), origin),
            *taken_about(book, about_metric(metric.metric), origin),
        ],
        events=[
            Pair(label=short_day(event.date), value=event.title, note=event.note)
            for event in (events_on(report, series) if series is not None else [])
        ],
    )


def _opening(book: Book, metric: Metric, series: Series | None, goals: list[Answers]) -> str:
    """The figure, whether it has really changed, and where it is heading if a goal asks."""
    text = say.opening(series, metric, book.formats)
    if series is None or not series.closed or book.report.fresh[metric.metric].stale:
        return text
    asked = [
        one for one in goals if not one.goal.segment and one.goal.goal not in book.report.closed
    ]
    record = book.report.records.get((metric.metric, ""))
    more = metric_opening(series, record, asked, book.cadence(metric), book.formats)
    return f"{text[:1].upper()}{text[1:]} {more}"


def _pairs(book: Book, metric: Metric, series: Series | None, parts: list[Series]) -> list[Pair]:
    formats = book.formats
    pairs = []
    if metric.definition:
        pairs.append(Pair(label="What is counted", value=metric.definition))
    pairs.append(Pair(label="Which way is better", value=say.direction(metric)))
    if metric.kind:
        pairs.append(Pair(label="Looks at", value=KIND_NAMES[metric.kind]))
    pairs.append(Pair(label="Worked out as", value=CALCULATION_NAMES[metric.calculation]))
    if metric.accumulates is not Accumulates.NO:
        since = "the start of the year" if metric.accumulates is Accumulates.YEAR else "the start"
        pairs.append(Pair(label="Running total", value=f"counted from {since}"))
    if metric.smoothing is Smoothing.ROLLING:
        pairs.append(Pair(label="Smoothed", value="each value averages several periods"))
    pairs.extend(_together(book, series))
    answered = say.response(series, formats)
    if answered:
        pairs.append(Pair(label="Response", value=answered))
    if series is not None and series.withheld:
        withheld = counted(series.withheld, "period has", "periods have")
        few = f"{withheld} fewer than {metric.smallest_group} answers"
        pairs.append(Pair(label="Not published", value=few))
    if series is not None and series.shielding:
        shielding = counted(series.shielding, "period")
        why = "so that no small group can be worked out"
        pairs.append(Pair(label="Kept back", value=shielding, note=why))
    owner = book.owner(metric.owner, address.metric_page(metric.metric))
    pairs.append(Pair(label="Owner", value=owner.text, href=owner.href))
    pairs.append(Pair(label="Comes from", value=metric.source or "No source named"))
    pairs.extend(_places(book, [series] if series is not None and len(series) else parts))
    pairs.extend(
        Pair(
            label="Benchmark",
            value=f"{mark.label or mark.source}: {formats.stated(mark.value, metric)}",
            note=", ".join(filter(None, [mark.source, day(mark.date), mark.comparability])),
        )
        for mark in newest_benchmarks(book.report, metric)
    )
    if metric.note:
        pairs.append(Pair(label="Note", value=metric.note))
    others = book.names.of(metric.name)
    if others:
        pairs.append(Pair(label="Also called", value=", ".join(others)))
    pairs.append(Pair(label="Id in the data", value=metric.metric))
    return pairs


def _together(book: Book, series: Series | None) -> Iterator[Pair]:
    """How the whole came about where it was not measured, and the last year as one figure."""
    if series is None:
        return
    if series.pooled_from:
        yield Pair(label="The whole", value=pooled_whole(series))
    year = year_together(series, last_year(series), book.formats)
    if year:
        yield Pair(label="The year", value=year)


def _places(book: Book, shown: list[Series]) -> Iterator[Pair]:
    """The lines of the files where the figures stand, and where new ones are handed in."""
    for lines in stands_in(shown):
        link = book.source_link(lines.file, lines.first, lines.last)
        yield Pair(label="Stands in", value=lines.text, href=link)
        update = book.update_link(lines.file)
        if update:
            yield Pair(label="New figures", value="Update this file", href=update)
