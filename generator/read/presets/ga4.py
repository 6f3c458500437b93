"""Google Analytics 4: comments with the days of the file, then one or several tables.

A table ends at a blank line or at the next comment. If there are several, the mapping names one:
by a line of the comments above it, or by the name of its first column.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.mapping import ExportMapping
from generator.read.presets.preset import (
    NoTableReason,
    Preset,
    Record,
    TableLayout,
    is_blank,
    is_comment,
    plain_labels,
    without_header,
)

#: A comment with a day; its words are those of the reader's language.
_DAY = re.compile(r"#\s*[^\W\d_][^:]*:\s*(\d{4})-?(\d{2})-?(\d{2})\s*$")
_TITLE = re.compile(r"#\s*([^-\s].*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """One table of the file, and the names by which a mapping may ask for it."""

    names: tuple[str, ...]
    line: int
    layout: TableLayout

    @property
    def columns(self) -> set[str]:
        return {name.casefold() for names in self.layout.labels for name in names}


def _day(cells: Sequence[str]) -> dt.date | None:
    """The day that a comment states; None for any other record."""
    found = _DAY.match(",".join(cells))
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _recognise(records: Sequence[Record]) -> str:
    days = [_day(cells) for _, cells in records[:20]]
    if sum(day is not None for day in days) > 1:
        return "it begins with comments that give a start date and an end date"
    return ""


def _locate(records: Sequence[Record], mapping: ExportMapping) -> TableLayout | NoTableReason:
    tables = _tables(records)
    if not tables:
        return without_header(records)
    chosen = tables
    if mapping.table:
        wanted = mapping.table.casefold()
        chosen = [table for table in tables if wanted in map(str.casefold, table.names)]
    if mapping.table and len(chosen) > 1:
        read = {column.casefold() for _, column in mapping.columns}
        having = [table for table in chosen if read <= table.columns]
        chosen = having if len(having) == 1 else chosen
    if len(chosen) == 1:
        return chosen[0].layout
    named = ", ".join(f'"{table.names[0]}"' for table in tables)
    if mapping.table and not chosen:
        message = f'There is no table "{mapping.table}" in this file. Its tables are {named}.'
    else:
        lines = ", ".join(str(table.line) for table in tables)
        message = f"The file holds {len(tables)} tables ({named}, on lines {lines})."
    fix = (
        f'Name one in exports.toml: table = "{tables[0].names[0]}", or by its number: table = "2".'
    )
    return NoTableReason(line=tables[0].line, message=message, fix=fix)


def _tables(records: Sequence[Record]) -> list[_Table]:
    tables: list[_Table] = []
    titles: list[str] = []
    days: list[dt.date] = []
    index = 0
    while index < len(records):
        line, cells = records[index]
        start, index = index, index + 1
        if is_comment(cells):
            text = ",".join(cells)
            if day := _day(cells):
                days.append(day)
            elif title := _TITLE.match(text):
                titles.append(title[1].strip().rstrip(","))
        elif not is_blank(cells):
            while index < len(records):
                _, below = records[index]
                if is_blank(below) or is_comment(below):
                    break
                index += 1
            layout = TableLayout(
                labels=plain_labels(cells),
                header=start,
                body=start + 1,
                end=index,
                span=(min(days[-2:]), max(days[-2:])) if len(days) > 1 else None,
            )
            names = (cells[0].strip(), *titles, str(len(tables) + 1))
            tables.append(_Table(names=names, line=line, layout=layout))
            titles = []
    return tables


GA4 = Preset(
    name="ga4",
    system="Google Analytics 4",
    about="Share this report, Download file, CSV. Name the table where a file holds several; "
    "without a date column the days of the file must lie in one period.",
    recognise=_recognise,
    locate=_locate,
    needs_all=True,
)
