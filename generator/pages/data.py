"""Data: what came of every metric and period, and what became of every file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from markupsafe import Markup

from generator.charts.timeline import sample_cell, strip_axis
from generator.measure.arrivals import Arrival, Arrived, arrivals
from generator.measure.sources import SourceState, source_states, warnings_by_file
from generator.model.dataset import SourceFile
from generator.model.problems import one_a_kind
from generator.model.tables import TABLES, Metric
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.dictionary import entry_anchor
from generator.pages.page import Fragment, Page
from generator.pages.subjects import row_link
from generator.pages.tables import Cell, Item, TableColumn, data_table
from generator.pages.templating import component
from generator.pages.view_models import TextLink, View
from generator.sentences import headings
from generator.sentences.data import (
    ARRIVALS,
    arrivals_in_words,
    as_of_sentence,
    freshness_state,
    next_figure,
    rows_sentence,
    source_state,
)
from generator.sentences.home import freshness_sentence
from generator.sentences.numbers import counted, short_day
from generator.sentences.words import Tone, full_name


def data_page(context: SiteContext) -> Page:
    """The page that shows how complete the figures are, and where each comes from."""
    report = context.report
    dataset = report.dataset
    states = source_states(report)
    links = context.links(address.DATA)
    # Links to a table on this page are kept: until it had a page, the dictionary was here.
    tables = [
        (anchor, TextLink(text=table.file, href=links.to(address.DICTIONARY, anchor=anchor)))
        for table in TABLES
        for anchor in [entry_anchor(table)]
    ]
    workbooks = [
        TextLink(text=each.file, href=links.to(address.workbook(each.name))) for each in TABLES
    ]
    warnings = one_a_kind(dataset.warnings)
    return context.section(
        address.DATA,
        sentence=freshness_sentence(report, context.formats),
        rows=rows_sentence(dataset.sources, context.formats),
        as_of=as_of_sentence(dataset.as_of) if report.figures_to else None,
        strip=Fragment("/arrivals", _strip(context)) if report.freshness else None,
        sources=Fragment("/sources", _sources_table(context, states)) if states else None,
        files=Fragment("/rows", _files_table(context)),
        warnings=Fragment("/warnings", component("plain_list", list(map(str, warnings))))
        if warnings
        else None,
        warned=counted(len(dataset.warnings), "warning"),
        dictionary=links.to(address.DICTIONARY),
        workbooks=Fragment("/workbooks", component("plain_links", workbooks)),
        tables=Fragment("/tables", component("anchored_links", tables)),
    )


def _strip(context: SiteContext) -> Markup:
    """Metrics with the figures of their periods; those that are late first, then by due date."""
    report, metrics = context.report, context.report.dataset.by_id(Metric)
    axis = strip_axis(report.dataset.as_of.day)
    found = arrivals(report, axis.first)
    used = {one.arrival for periods in found.values() for one in periods}
    ordered = sorted(report.freshness.items(), key=lambda item: (
        not item[1].late, item[1].newest is not None, item[1].next_due or dt.date.max, item[0]
    ))  # fmt: skip

    def row(key: str) -> View:
        metric, fresh = metrics[key], report.freshness[key]
        periods: Sequence[Arrived] = found.get(key, ())
        state, tone = freshness_state(fresh)
        return {
            "link": row_link(context, metric, address.DATA),
            "full": full_name(metric.name),
            "tone": tone,
            "state": state,
            "drawn": axis.strip(periods) if periods else None,
            "words": arrivals_in_words(periods),
            "due": next_figure(metric, fresh, report.dataset.as_of.day),
        }

    return component(
        "arrival_rows",
        axis,
        [(sample_cell(one), ARRIVALS[one]) for one in Arrival if one in used],
        [row(key) for key, _ in ordered],
    )


def _state_cell(text: str, tone: Tone) -> Cell:
    return Cell(text, tone=tone)


def _day(date: dt.date | None) -> str:
    return short_day(date) if date else ""


def _sources_table(context: SiteContext, states: Sequence[SourceState]) -> Markup:
    """The files that hold figures: system, owner, newest period, when the next is due."""

    def file(state: SourceState) -> Cell:
        name = state.source.file
        return Cell(name, href=context.source_link(name, 1, 1))

    columns: list[TableColumn[SourceState]] = [
        TableColumn("File", file),
        TableColumn("System", lambda state: ", ".join(state.systems) or headings.NO_SYSTEM),
        TableColumn("Owner", lambda state: ", ".join(state.owners) or headings.NO_OWNER),
        TableColumn(
            "Newest period",
            lambda state: context.formats.period(state.newest, state.cadence),
            kind="date",
        ),
        TableColumn("Next due", lambda state: _day(state.next_due), kind="date"),
        TableColumn(
            "State",
            lambda state: _state_cell(*source_state(state.going_on, state.late)),
            kind="status",
        ),
        *_update_column(context, "New figures", lambda state: state.source.file),
    ]
    return data_table(headings.SOURCES_TABLE, columns, states)


def _update_column(
    context: SiteContext, label: str, file: Callable[[Item], str]
) -> list[TableColumn[Item]]:
    """Where each file is handed in anew, if the settings name such a place."""
    if not context.report.settings.update_link:
        return []

    def cell(item: Item) -> Cell:
        return Cell(headings.UPDATE_FILE, href=context.update_link(file(item)))

    return [TableColumn(label, cell)]


def _files_table(context: SiteContext) -> Markup:
    """Every file that was read: its rows, what was left out and why, and how it is written."""
    number, warned = context.formats.number, warnings_by_file(context.report)

    def rows(source: SourceFile, count: int) -> str:
        return number(count) if source.counted else headings.NOT_TOLD

    def skipped(source: SourceFile) -> str:
        return "; ".join(f"{number(count)} {reason}" for reason, count in source.skipped)

    def warnings(source: SourceFile) -> str:
        count = len(warned.get(source.file, []))
        return counted(count, "warning") if count else "none"

    columns: list[TableColumn[SourceFile]] = [
        TableColumn("File", lambda source: source.file),
        TableColumn("Rows read", lambda source: rows(source, source.rows_read), kind="number"),
        TableColumn("Used", lambda source: rows(source, source.rows_used), kind="number"),
        TableColumn(
            "Skipped",
            lambda source: rows(source, source.rows_read - source.rows_used),
            kind="number",
        ),
        TableColumn("Why skipped", skipped),
        TableColumn("From", lambda source: _day(source.first), kind="date"),
        TableColumn("To", lambda source: _day(source.last), kind="date"),
        TableColumn("Encoding", lambda source: source.encoding),
        TableColumn("Delimiter", lambda source: source.delimiter),
        TableColumn("Warnings", warnings),
        *_update_column(context, "New version", lambda source: source.file),
    ]
    return data_table(headings.FILES_TABLE, columns, context.report.dataset.sources)
