"""Metrics: the index, and one page each with chart, segments, definition and source."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.charts.pictures import (
    events_on,
    metric_key,
    newest_benchmarks,
    segments_key,
)
from generator.measure.series import Series
from generator.measure.status import Standing
from generator.model.tables import Department, Metric
from generator.model.words import Accumulates, Smoothing
from generator.pages import links as address
from generator.pages.book import Book, component
from generator.pages.figures import provenance
from generator.pages.page import Page, placeholder
from generator.pages.parts import (
    Card,
    Cell,
    Column,
    Fact,
    Filter,
    Option,
    Pair,
    TableRow,
    Words,
)
from generator.sentences import metrics as say
from generator.sentences.numbers import counted, day, short_day
from generator.sentences.words import CALCULATION_NAMES, KIND_NAMES, full_name, shortened

_INDEX_COLUMNS = (
    Column(label="Metric"),
    Column(label="Newest value", kind="number"),
    Column(label="Period", kind="date"),
    Column(label="Better"),
    Column(label="Department"),
    Column(label="Owner"),
    Column(label="Goals", kind="number"),
)


def metrics_page(book: Book) -> Page:
    """All metrics."""
    report = book.report
    late = sum(fresh.late for fresh in report.fresh.values())
    count = counted(len(report.fresh), "metric")
    sentence = f"{count}; " + (
        f"{late} {'is' if late == 1 else 'are'} late." if late else "none is late."
    )
    book.fragments["/metrics"] = _index(book)
    return book.page(
        address.METRICS,
        "metrics.md",
        "Metrics",
        in_nav=True,
        sentence=sentence,
        table=placeholder("/metrics"),
    )


def metric_pages(book: Book) -> Iterator[Page]:
    """One page a metric."""
    on_metric: dict[str, list[Standing]] = {}
    for standing in book.report.standings.values():
        on_metric.setdefault(standing.goal.metric, []).append(standing)
    segments: dict[str, list[Series]] = {}
    for (name, segment), series in book.report.series.items():
        if segment and len(series):
            segments.setdefault(name, []).append(series)
    for metric in book.report.dataset.rows(Metric):
        key = metric.metric
        yield _metric_page(book, metric, on_metric.get(key, []), segments.get(key, []))


def metric_table(book: Book, metrics: list[Metric], origin: str) -> Markup | None:
    """Metrics as a small table with their newest values; None without any."""
    if not metrics:
        return None
    links, formats = book.links(origin), book.formats
    rows = []
    for metric in metrics:
        series = _main(book, metric)
        fresh = book.report.fresh[metric.metric]
        rows.append(
            [
                Cell(
                    text=shortened(metric.name),
                    href=links.to(address.metric_page(metric.metric)),
                ),
                Cell(text=say.newest_value(series, formats) or "no figure"),
                Cell(text=say.newest_period(series, formats), note="late" if fresh.late else None),
                Cell(text=metric.owner or "No owner named"),
            ]
        )
    columns = [
        Column(label="Metric"),
        Column(label="Newest value", kind="number"),
        Column(label="Period"),
        Column(label="Owner"),
    ]
    return component("data_table", "Metrics and their newest values", columns, rows, cells=True)


def _main(book: Book, metric: Metric) -> Series | None:
    return book.report.series.get((metric.metric, ""))


def _index(book: Book) -> str:
    dataset, formats = book.report.dataset, book.formats
    links = book.links(address.METRICS)
    departments = dataset.by_id(Department)
    goals: dict[str, int] = {}
    for standing in book.report.open_standings:
        goals[standing.goal.metric] = goals.get(standing.goal.metric, 0) + 1
    rows = []
    for metric in dataset.rows(Metric):
        series = _main(book, metric)
        short = shortened(metric.name)
        newest = series.newest if series is not None else None
        late = book.report.fresh[metric.metric].late
        rows.append(
            TableRow(
                cells=(
                    Cell(
                        text=short,
                        full=full_name(metric.name),
                        href=links.to(address.metric_page(metric.metric)),
                        sort=short.casefold(),
                    ),
                    Cell(
                        text=say.newest_value(series, formats) or "no figure",
                        sort=f"{series.value[series.closed - 1]:.12g}"
                        if series is not None and series.closed
                        else "",
                    ),
                    Cell(
                        text=say.newest_period(series, formats),
                        note="late" if late else None,
                        sort=newest.last.isoformat() if newest else "",
                    ),
                    Cell(text=str(metric.better)),
                    Cell(
                        text=shortened(departments[metric.department].name),
                        href=links.to(address.department_page(metric.department)),
                    ),
                    Cell(text=shortened(metric.owner or "")),
                    Cell(text=str(goals.get(metric.metric, 0) or "")),
                ),
                tags={
                    "department": (metric.department,),
                    "kind": (str(metric.kind or "none"),),
                },
            )
        )
    kinds = [kind for kind in KIND_NAMES if any(m.kind is kind for m in dataset.rows(Metric))]
    used = {metric.department for metric in dataset.rows(Metric)}
    filters = [
        Filter(
            key="department",
            label="Department",
            kind="select",
            any="All departments",
            options=tuple(
                Option(value=department.department, label=shortened(department.name))
                for department in dataset.rows(Department)
                if department.department in used
            ),
        )
    ]
    if kinds:
        filters.append(
            Filter(
                key="kind",
                label="Looks at",
                kind="select",
                any="Everything",
                options=tuple(Option(value=str(kind), label=KIND_NAMES[kind]) for kind in kinds),
            )
        )
    return str(
        component(
            "index_table",
            "metrics-list",
            "Metrics with newest value, department and owner",
            _INDEX_COLUMNS,
            rows,
            filters,
            Words(
                search="Search in the list",
                reset="Clear",
                count="{shown} of {all} metrics shown",
                nothing="No metric fits. Clear the search to see all of them.",
            ),
        )
    )


def _metric_page(book: Book, metric: Metric, goals: list[Standing], parts: list[Series]) -> Page:
    report, formats = book.report, book.formats
    origin = address.metric_page(metric.metric)
    links = book.links(origin)
    series = _main(book, metric)
    department = book.department(metric.department)
    title = shortened(metric.name)
    fresh = report.fresh[metric.metric]
    cadence = report.dataset.cadences.get(metric.metric)
    facts = [
        Fact(text=metric.owner or "No owner named"),
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
        sentence=say.opening(series, metric, formats)
        if series is not None or not parts
        else say.segments_sentence(
            metric, [(book.segment(part.segment), part) for part in parts], formats
        ),
        freshness=say.due_sentence(fresh) + ".",
        late=fresh.late,
        warnings=[
            problem.wrong
            for problem in report.dataset.warnings
            if problem.place.file == metric.place.file and problem.place.line == metric.place.line
        ],
        figure=placeholder(metric_key(metric.metric))
        if series is not None and len(series)
        else None,
        segments=placeholder(segments_key(metric.metric)) if parts else None,
        segment_table=segment_table(book, metric, parts) if parts else None,
        goals=_goal_cards(book, goals, origin),
        pairs=_pairs(book, metric, series),
        events=[
            Pair(label=short_day(event.date), value=event.title, note=event.note)
            for event in (events_on(report, series) if series is not None else [])
        ],
    )


def _goal_cards(book: Book, standings: list[Standing], origin: str) -> list[Card]:
    from generator.pages.goals import goal_cards  # noqa: PLC0415 -- goals list metrics too

    return goal_cards(book, standings, origin)


def segment_table(book: Book, metric: Metric, parts: list[Series]) -> Markup:
    """A metric's newest value by segment, as a small table; the whole is named as such."""
    formats = book.formats
    rows = [
        [
            book.segment(part.segment) or "All",
            say.newest_value(part, formats) or "too few answers",
            say.newest_period(part, formats),
            _answers(part, book),
        ]
        for part in parts
    ]
    columns = [
        Column(label="Segment"),
        Column(label="Newest value", kind="number"),
        Column(label="Period"),
        Column(label="Answers or cases", kind="number"),
    ]
    if not any(row[-1] for row in rows):
        columns, rows = columns[:-1], [row[:-1] for row in rows]
    return component("data_table", f"{shortened(metric.name)} by segment", columns, rows)


def _answers(series: Series, book: Book) -> str:
    if not series.closed or not series.has_counts():
        return ""
    n = float(series.n[series.closed - 1])
    return "" if n != n else book.formats.number(n)  # noqa: PLR0124 -- NaN


def _pairs(book: Book, metric: Metric, series: Series | None) -> list[Pair]:
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
    answered = say.response(series, formats)
    if answered:
        pairs.append(Pair(label="Response", value=answered))
    if series is not None and series.withheld:
        withheld = counted(series.withheld, "period has", "periods have")
        pairs.append(
            Pair(
                label="Not published",
                value=f"{withheld} fewer than {metric.smallest_group} answers",
            )
        )
    pairs.append(Pair(label="Owner", value=metric.owner or "No owner named"))
    pairs.append(Pair(label="Comes from", value=metric.source or "No source named"))
    if series is not None and len(series):
        pairs.append(Pair(label="Stands in", value=provenance(series).removeprefix("Source: ")))
    for mark in newest_benchmarks(book.report, metric):
        pairs.append(
            Pair(
                label="Benchmark",
                value=f"{mark.label or mark.source}: {formats.stated(mark.value, metric)}",
                note=", ".join(filter(None, [mark.source, day(mark.date), mark.comparability])),
            )
        )
    if metric.note:
        pairs.append(Pair(label="Note", value=metric.note))
    return pairs
