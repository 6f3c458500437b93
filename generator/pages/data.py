"""Data: what became of every file, how fresh each metric is, and the data dictionary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from markupsafe import Markup

from generator.measure.sources import SourceState, source_states, warnings_by_file
from generator.model.dataset import SourceFile
from generator.model.schema import Column
from generator.model.tables import TABLES, Metric
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.page import Fragment, Page
from generator.pages.subjects import row_link
from generator.pages.tables import Cell, Item, TableColumn, data_table, link_cell
from generator.pages.templating import component
from generator.sentences import headings
from generator.sentences.data import (
    as_of_sentence,
    column_holds,
    freshness_state,
    rows_sentence,
    source_state,
)
from generator.sentences.home import freshness_sentence
from generator.sentences.numbers import counted, short_day
from generator.sentences.words import Tone


def data_page(context: SiteContext) -> Page:
    """The page that shows where every figure comes from."""
    report = context.report
    dataset = report.dataset
    states = source_states(report)
    links = context.links(address.DATA)
    return context.section(
        address.DATA,
        sentence=freshness_sentence(report, context.formats),
        rows=rows_sentence(dataset.sources, context.formats),
        as_of=as_of_sentence(dataset.as_of) if report.figures_to else None,
        sources=Fragment("/sources", _sources_table(context, states)) if states else None,
        files=Fragment("/rows", _files_table(context)),
        freshness=Fragment("/freshness", _freshness_table(context)) if report.freshness else None,
        warnings=Fragment("/warnings", component("plain_list", list(map(str, dataset.warnings))))
        if dataset.warnings
        else None,
        warned=counted(len(dataset.warnings), "warning"),
        dictionary=[
            {
                "file": described.file,
                "about": described.about,
                "table": data_table("Columns", _DICTIONARY, described.columns),
                "template": links.to(address.blank(described.name)),
            }
            for described in TABLES
        ],
        datapackage=links.to(address.DATAPACKAGE),
        programs=links.to(address.SCHEMA),
    )


def _freshness_table(context: SiteContext) -> Markup:
    """Metrics by when their next figure is due, the late ones first."""
    formats, metrics = context.formats, context.report.dataset.by_id(Metric)
    freshness = context.report.freshness

    def newest(metric: Metric) -> str:
        period = freshness[metric.metric].newest
        return formats.period(period, context.cadence(metric)) if period else ""

    def state(metric: Metric) -> Cell:
        return _state_cell(*freshness_state(freshness[metric.metric]))

    columns: list[TableColumn[Metric]] = [
        TableColumn("Metric", lambda metric: link_cell(row_link(context, metric, address.DATA))),
        TableColumn("Owner", lambda metric: metric.owner or headings.NO_OWNER),
        TableColumn("Newest period", newest, kind="date"),
        TableColumn(
            headings.NEXT_FIGURE_DUE,
            lambda metric: _day(freshness[metric.metric].next_due),
            kind="date",
        ),
        TableColumn("State", state),
        TableColumn("Comes from", lambda metric: metric.source or ""),
    ]
    due = {key: fresh.next_due for key, fresh in freshness.items()}
    order = sorted(due, key=lambda key: (due[key] or dt.date.max, key))
    return data_table(headings.FRESHNESS_TABLE, columns, [metrics[key] for key in order])


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


#: The columns of the data dictionary.
_DICTIONARY: tuple[TableColumn[Column], ...] = (
    TableColumn("Column", lambda column: column.name),
    TableColumn("Needed", lambda column: "required" if column.required else "optional"),
    TableColumn("Holds", column_holds),
    TableColumn("Meaning", lambda column: column.about),
    TableColumn("Example", lambda column: column.example),
)
