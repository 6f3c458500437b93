"""Sources on the Data page: whose each file is, how new it is, and what became of its rows."""

from __future__ import annotations

from markupsafe import Markup

from generator.measure.sources import source_states, warnings_by_file
from generator.model.dataset import SourceFile
from generator.pages.context import UNNAMED, SiteContext
from generator.pages.templating import component
from generator.pages.view_models import Cell, TableColumn
from generator.sentences import headings
from generator.sentences.data import source_state
from generator.sentences.numbers import counted, short_day


def figures_table(context: SiteContext) -> Markup | None:
    """The files that hold figures: system, owner, newest period, when the next is due."""
    states = source_states(context.report)
    if not states:
        return None
    updates = bool(context.report.settings.update_link)
    columns = [
        TableColumn(label="File"),
        TableColumn(label="System"),
        TableColumn(label="Owner"),
        TableColumn(label="Newest period", kind="date"),
        TableColumn(label="Next due", kind="date"),
        TableColumn(label="State", kind="status"),
        *([TableColumn(label="New figures")] if updates else []),
    ]
    rows = []
    for state in states:
        file = state.source.file
        text, tone = source_state(state.going_on, state.late)
        row = [
            Cell(text=file, href=context.source_link(file, 1, 1)),
            Cell(text=", ".join(state.systems) or headings.NO_SYSTEM),
            Cell(text=", ".join(state.owners) or UNNAMED),
            Cell(text=context.formats.period(state.newest, state.cadence)),
            Cell(text=short_day(state.next_due) if state.next_due else ""),
            Cell(text=text, tone=tone),
        ]
        if updates:
            row.append(Cell(text=headings.UPDATE_FILE, href=context.update_link(file)))
        rows.append(row)
    return component("data_table", headings.SOURCES_TABLE, columns, rows, cells=True)


def rows_table(context: SiteContext) -> Markup:
    """Every file that was read: its rows, what was left out and why, and how it is written."""
    number = context.formats.number
    warned = warnings_by_file(context.report)
    updates = bool(context.report.settings.update_link)
    columns = [
        TableColumn(label="File"),
        TableColumn(label="Rows read", kind="number"),
        TableColumn(label="Used", kind="number"),
        TableColumn(label="Skipped", kind="number"),
        TableColumn(label="Why skipped"),
        TableColumn(label="From", kind="date"),
        TableColumn(label="To", kind="date"),
        TableColumn(label="Encoding"),
        TableColumn(label="Delimiter"),
        TableColumn(label="Warnings"),
        *([TableColumn(label="New version")] if updates else []),
    ]
    rows = []
    for source in context.report.dataset.sources:
        row = [
            Cell(text=source.file),
            Cell(text=number(source.rows_read)),
            Cell(text=number(source.rows_used)),
            Cell(text=number(source.rows_read - source.rows_used)),
            Cell(text=_skipped(context, source)),
            Cell(text=short_day(source.first) if source.first else ""),
            Cell(text=short_day(source.last) if source.last else ""),
            Cell(text=source.encoding),
            Cell(text=source.delimiter),
            Cell(text=_count(len(warned.get(source.file, [])))),
        ]
        if updates:
            row.append(Cell(text=headings.UPDATE_FILE, href=context.update_link(source.file)))
        rows.append(row)
    return component("data_table", headings.FILES_TABLE, columns, rows, cells=True)


def warnings_list(context: SiteContext) -> Markup:
    """The warnings in the order of files and lines, each with how to mend it."""
    return component("plain_list", [str(problem) for problem in context.report.dataset.warnings])


def _count(warnings: int) -> str:
    return counted(warnings, "warning") if warnings else "none"


def _skipped(context: SiteContext, source: SourceFile) -> str:
    return "; ".join(
        f"{context.formats.number(count)} {reason}" for reason, count in source.skipped
    )
