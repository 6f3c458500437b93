"""Workbooks to fill in, one a table: typed cells, lists to choose from, a filled example.

The words of the dictionary are notes on the names of the columns. A workbook depends on its table,
the ids of the company and the day of the edition alone, so each run makes the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from generator.model.dataset import AsOf, Dataset
from generator.model.schema import Column, ColumnType, Table, table_of
from generator.model.tables import TABLES, Person, Segment
from generator.model.vocabulary import CURRENCIES
from generator.pages.links import workbook
from generator.pages.page import Asset
from generator.read.workbooks import LISTS
from generator.sentences.data import column_note

_LAST_ROW = 2_000
_EARLIEST = dt.date(1900, 3, 1)
#: The number of the format of Excel that leaves what is typed as it is.
_AS_TEXT = 49
_FIRST_OF_ZIP = dt.date(1980, 1, 1)
_NUMBERS = {ColumnType.NUMBER: "decimal", ColumnType.WHOLE: "integer"}
_PEOPLE, _SEGMENTS = table_of(Person).name, table_of(Segment).name

#: The ids of each table that cells may refer to; of people the titles of their roles.
KnownIds = Mapping[str, Sequence[str]]


def ids_of(dataset: Dataset) -> KnownIds:
    """What the cells of a company's tables may refer to."""
    ids = {table.name: [*dataset.tables.get(table.name, ())] for table in TABLES}
    return ids | {_PEOPLE: [*dataset.roles()]}


def workbooks(ids: KnownIds, as_of: AsOf | None) -> Iterable[Asset]:
    """The workbook of every table, dated by the day of the edition."""
    day = as_of.day if as_of else _FIRST_OF_ZIP
    for table in TABLES:
        yield Asset(src_uri=workbook(table.name), content=_workbook(table, ids, day))


def _workbook(table: Table, ids: KnownIds, day: dt.date) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({"title": table.file, "created": dt.datetime.combine(day, dt.time())})
    sheet = book.add_worksheet(table.name)
    lists = book.add_worksheet(LISTS)
    lists.hide()
    sheet.freeze_panes(1, 0)
    head = book.add_format({"bold": True, "bottom": 1})
    for index, column in enumerate(table.columns):
        form = _format(column)
        example = book.add_format({**form, "italic": True, "font_color": "#6B6B6B"})
        sheet.set_column(index, index, max(12, len(column.name) + 4), book.add_format(form))
        sheet.write_string(0, index, column.name, head)
        size = {"author": "", "x_scale": 2.0, "y_scale": 1.5}
        sheet.write_comment(0, index, column_note(column), size)
        if (value := _example(column)) != "":
            sheet.write(1, index, value, example)
        choices = _choices(column, ids)
        lists.write_column(0, index, choices)
        letter = xl_col_to_name(index, col_abs=True)
        source = f"={LISTS}!{letter}$1:{letter}${len(choices)}" if choices else ""
        if rule := _rule(column, source):
            sheet.data_validation(1, index, _LAST_ROW, index, rule)
    book.close()
    return _dated(content.getvalue(), day)


def _format(column: Column) -> dict[str, str | int]:
    """How the cells of a column are typed: no text becomes a date of a spreadsheet's making."""
    if column.type is ColumnType.DATE:
        return {"num_format": "yyyy-mm-dd"}
    return {"num_format": "General" if column.type in _NUMBERS else _AS_TEXT}


def _example(column: Column) -> str | float | dt.date:
    if column.example and column.type is ColumnType.DATE:
        return dt.date.fromisoformat(column.example)
    if column.example and column.type in _NUMBERS:
        return float(column.example)
    return column.example


def _choices(column: Column, ids: KnownIds) -> Sequence[str]:
    """What a cell may hold, as far as it is a list."""
    if column.type is ColumnType.ROLE:
        return ids.get(_PEOPLE, ())
    if column.type is ColumnType.SEGMENT:
        return ids.get(_SEGMENTS, ())
    if column.type is ColumnType.CURRENCY:
        return sorted(CURRENCIES)
    return (*column.words, *(ids.get(column.refers_to, ()) if column.refers_to else ()))


def _rule(column: Column, source: str) -> dict[str, object]:
    """The rule of a column's cells; {} for none. Only a word of the standard is enforced."""
    if source:
        enforced = column.type is ColumnType.CHOICE
        error = {} if enforced else {"show_error": False}
        return {"validate": "list", "source": source, **error}
    if column.type is ColumnType.DATE:
        return {"validate": "date", "criteria": ">=", "value": _EARLIEST}
    kind = _NUMBERS.get(column.type)
    if kind is None:
        return {}
    if column.least is not None and column.most is not None:
        bounds = {"criteria": "between", "minimum": column.least, "maximum": column.most}
        return {"validate": kind, **bounds}
    least = -1e15 if column.least is None else column.least
    return {"validate": kind, "criteria": ">=", "value": least}


def _dated(data: bytes, day: dt.date) -> bytes:
    """A workbook with the date of the edition on each of its parts."""
    written = io.BytesIO()
    date = (max(day.year, _FIRST_OF_ZIP.year), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(written, "w") as dated:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, date)
            dated.writestr(part, made.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()
