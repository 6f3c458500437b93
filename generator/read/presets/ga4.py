"""Google Analytics 4: comments that say the days, then one or several tables.

A table ends at a blank line or at the next comment. Where there are several, the mapping names
one: by a line of the comments above it, or by the name of its first column.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.read.presets.found import (
    Asked,
    Found,
    Preset,
    Record,
    Unfit,
    is_blank,
    is_comment,
    plain_labels,
    without_header,
)

_DAY = re.compile(r"#\s*(start|end) date:\s*(\d{4})-?(\d{2})-?(\d{2})\s*$", re.IGNORECASE)
_SPEAKS = re.compile(r"#\s*([^-\s].*)$")


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of the file: its header's index, where it ends, and the names it answers to."""

    header: int
    end: int
    names: tuple[str, ...]
    span: tuple[dt.date, dt.date] | None


def _recognise(records: Sequence[Record]) -> str:
    if any(_DAY.match(",".join(cells)) for _, cells in records[:20]):
        return "it begins with comments that give a start date and an end date"
    return ""


def _find(records: Sequence[Record], asked: Asked) -> Found | Unfit:
    tables = _tables(records)
    if not tables:
        return without_header(records)
    chosen = tables
    if asked.table:
        wanted = asked.table.casefold()
        chosen = [table for table in tables if wanted in {n.casefold() for n in table.names}]
    if len(chosen) == 1:
        table = chosen[0]
        return Found(
            labels=plain_labels(records[table.header][1]),
            header=table.header,
            body=table.header + 1,
            end=table.end,
            span=table.span,
        )
    named = ", ".join(f'"{table.names[0]}"' for table in tables)
    line = records[tables[0].header][0]
    if asked.table and not chosen:
        message = f'There is no table "{asked.table}" in this file. Its tables are {named}.'
    else:
        lines = ", ".join(str(records[table.header][0]) for table in tables)
        message = f"The file holds {len(tables)} tables ({named}, on lines {lines})."
    return Unfit(
        line=line, message=message, fix=f'Name one in exports.toml: table = "{tables[0].names[0]}".'
    )


def _tables(records: Sequence[Record]) -> list[_Table]:
    tables: list[_Table] = []
    said: list[str] = []
    first = last = None
    index = 0
    while index < len(records):
        cells = records[index][1]
        if is_comment(cells):
            text = ",".join(cells)
            if day := _DAY.match(text):
                found = dt.date(int(day[2]), int(day[3]), int(day[4]))
                first, last = (found, last) if day[1].lower() == "start" else (first, found)
            elif speaks := _SPEAKS.match(text):
                said.append(speaks[1].strip().rstrip(","))
            index += 1
        elif is_blank(cells):
            index += 1
        else:
            end = index
            while end < len(records) and not is_blank(records[end][1]):
                if is_comment(records[end][1]):
                    break
                end += 1
            names = (cells[0].strip(), *said)
            span = (first, last) if first and last else None
            tables.append(_Table(index, end, names, span))
            said = []
            index = end
    return tables


GA4 = Preset(
    name="ga4",
    system="Google Analytics 4",
    about="Share this report, Download file, CSV. Name the table where a file holds several; "
    "without a date column the days of the file must lie in one period.",
    recognise=_recognise,
    find=_find,
    needs_all=True,
)
