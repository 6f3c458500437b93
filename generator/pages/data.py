"""Data: what became of every file, how fresh each metric is, and the data dictionary."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.model.schema import Column
from generator.model.tables import TABLES, Metric
from generator.pages import links as address
from generator.pages.context import UNNAMED, SiteContext
from generator.pages.page import Fragment, Page
from generator.pages.sources import figures_table, rows_table, warnings_list
from generator.pages.templating import component
from generator.pages.view_models import Cell, TableColumn
from generator.sentences import headings
from generator.sentences.data import (
    as_of_sentence,
    column_holds,
    freshness_state,
    rows_sentence,
)
from generator.sentences.home import freshness_sentence
from generator.sentences.numbers import counted, short_day
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
    links = context.links(address.DATA)
    return context.page(
        address.DATA,
        "data.md",
        "Data",
        in_nav=True,
        sentence=freshness_sentence(report, context.formats),
        rows=rows_sentence(dataset.sources, context.formats),
        as_of=as_of_sentence(dataset.as_of) if report.figures_to else None,
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
        state, tone = freshness_state(fresh)
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


def _columns(columns: tuple[Column, ...]) -> Markup:
    rows = [
        [
            column.name,
            "required" if column.required else "optional",
            column_holds(column),
            column.about,
            column.example,
        ]
        for column in columns
    ]
    heads = ("Column", "Needed", "Holds", "Meaning", "Example")
    return component("data_table", "Columns", [TableColumn(label=head) for head in heads], rows)
