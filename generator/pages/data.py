"""Data: what became of every file, how fresh each metric is, and the data dictionary."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.measure.series import Freshness
from generator.model.schema import Column, ColumnType, table_of
from generator.model.tables import TABLES, Metric, Person
from generator.pages import links as address
from generator.pages.context import UNNAMED, SiteContext
from generator.pages.page import Fragment, Page
from generator.pages.sources import figures_table, rows_table, warnings_list
from generator.pages.templating import component
from generator.pages.view_models import Cell, TableColumn
from generator.sentences import headings
from generator.sentences.home import freshness_sentence
from generator.sentences.numbers import counted, day, short_day
from generator.sentences.words import shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """The columns of one table, in words."""

    file: str
    about: str
    table: Markup
    template: str


def data_page(context: SiteContext) -> Page:
    """The page that shows where every figure comes from."""
    report = context.report
    dataset = report.dataset
    figures = figures_table(context)
    read = sum(source.rows_read for source in dataset.sources)
    used = sum(source.rows_used for source in dataset.sources)
    number = context.formats.number
    rows = (
        f"{number(read)} rows read from {counted(len(dataset.sources), 'file')}, "
        f"{number(used)} used, {number(read - used)} skipped; each is accounted for below."
    )
    links = context.links(address.DATA)
    return context.page(
        address.DATA,
        "data.md",
        "Data",
        in_nav=True,
        sentence=freshness_sentence(report, context.formats),
        rows=rows,
        as_of=f"The site speaks from {day(dataset.as_of.day)} ({dataset.as_of.reason})."
        if report.figures_to
        else None,
        sources=Fragment("/sources", figures) if figures else None,
        files=Fragment("/rows", rows_table(context)),
        freshness=Fragment("/freshness", _freshness(context)) if report.freshness else None,
        warnings=Fragment("/warnings", warnings_list(context)) if dataset.warnings else None,
        warned=counted(len(dataset.warnings), "warning"),
        dictionary=[
            Dictionary(
                file=table.file,
                about=table.about,
                table=_columns(table.columns),
                template=links.to(address.blank(table.name)),
            )
            for table in TABLES
        ],
        datapackage=links.to(address.DATAPACKAGE),
        programs=links.to(address.SCHEMA),
    )


def _freshness(context: SiteContext) -> Markup:
    """Metrics by when their next figure is due, the late ones first."""
    links = context.links(address.DATA)
    report = context.report
    columns = [
        TableColumn(label="Metric"),
        TableColumn(label="Owner"),
        TableColumn(label="Newest period", kind="date"),
        TableColumn(label=headings.NEXT_FIGURE_DUE, kind="date"),
        TableColumn(label="State"),
        TableColumn(label="Comes from"),
    ]
    metrics = report.dataset.by_id(Metric)
    ordered = sorted(
        report.freshness.items(),
        key=lambda item: (item[1].next_due is None, str(item[1].next_due), item[0]),
    )
    rows = []
    for key, fresh in ordered:
        metric = metrics[key]
        cadence = context.cadence(metric)
        state, tone = _state(fresh)
        rows.append(
            [
                Cell(text=shortened(metric.name), href=links.to(address.metric_page(key))),
                Cell(text=metric.owner or UNNAMED),
                Cell(text=context.formats.period(fresh.newest, cadence) if fresh.newest else ""),
                Cell(text=short_day(fresh.next_due) if fresh.next_due else ""),
                Cell(text=state, tone=tone),
                Cell(text=metric.source or ""),
            ]
        )
    return component("data_table", headings.FRESHNESS_TABLE, columns, rows, cells=True)


def _state(fresh: Freshness) -> tuple[str, str]:
    if fresh.newest is None:
        return headings.NO_FIGURE, "none"
    if fresh.stale:
        return "too old to judge by", "bad"
    if fresh.late:
        return "late", "watch"
    if fresh.unpublished:
        return "up to date; too few answers to show the newest", "good"
    return "up to date", "good"


def _columns(columns: tuple[Column, ...]) -> Markup:
    rows = [
        [
            column.name,
            "required" if column.required else "optional",
            _holds(column),
            column.about,
            column.example,
        ]
        for column in columns
    ]
    heads = ("Column", "Needed", "Holds", "Meaning", "Example")
    return component("data_table", "Columns", [TableColumn(label=head) for head in heads], rows)


def _holds(column: Column) -> str:
    several = ", several separated by ;" if column.many else ""
    if column.words and not column.refers_to:
        return f"one of {', '.join(column.words)}"
    if column.refers_to:
        also = f", or {', '.join(column.words)}" if column.words else ""
        return f"an id of {column.refers_to}{also}{several}"
    if column.form is ColumnType.ROLE:
        return f"a role, or its id in {table_of(Person).name}"
    return f"{column.form}{several}"
