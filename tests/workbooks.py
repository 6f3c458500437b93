"""Workbooks as people make them, from typed cells: .xlsx by XlsxWriter, .ods by hand."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter


@dataclass(frozen=True, slots=True)
class Shown:
    """A number under a format of Excel, such as `0.0%` or `mmm yy`."""

    value: float | dt.date
    code: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the result that the program stored."""

    text: str
    result: str | float


Cell = str | float | bool | dt.date | dt.timedelta | Shown | Formula | None
Rows = Sequence[Sequence[Cell]]


def xlsx(
    sheets: Mapping[str, Rows] | Rows,
    *,
    hidden: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    merged: Sequence[str] = (),
    from_1904: bool = False,
) -> bytes:
    """A workbook of Excel; `hidden_rows` and `merged` are those of the first sheet."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "date_1904": from_1904})
    for name, rows in _named(sheets).items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                _write(book, sheet, row, column, cell)
        if name in hidden:
            sheet.hide()
        else:
            sheet.set_first_sheet()
            sheet.activate()
    first = book.worksheets()[0]
    for row in hidden_rows:
        first.set_row(row - 1, None, None, {"hidden": True})
    for area in merged:
        first.merge_range(area, "North")
    book.close()
    return content.getvalue()


def _named(sheets: Mapping[str, Rows] | Rows) -> Mapping[str, Rows]:
    return sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}


def _write(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    cell: Cell,
) -> None:
    code = ""
    if isinstance(cell, Shown):
        code, cell = cell.code, cell.value
    if isinstance(cell, Formula):
        sheet.write_formula(row, column, cell.text, None, cell.result)
    elif isinstance(cell, dt.timedelta):
        form = book.add_format({"num_format": "[h]:mm:ss"})
        sheet.write_number(row, column, cell / dt.timedelta(days=1), form)
    elif isinstance(cell, dt.date):
        moment = isinstance(cell, dt.datetime)
        form = book.add_format(
            {"num_format": code or ("yyyy-mm-dd hh:mm" if moment else "dd.mm.yyyy")}
        )
        sheet.write_datetime(row, column, cell, form)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, book.add_format({"num_format": code or "General"}))
    elif cell is not None:
        sheet.write_string(row, column, cell)


_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
    )
)
_STYLES = (
    "<office:automatic-styles>"
    '<number:date-style style:name="N1"><number:month/><number:year/></number:date-style>'
    '<style:style style:name="month" style:data-style-name="N1"/>'
    '<style:style style:name="off"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles>"
)


def ods(
    sheets: Mapping[str, Rows] | Rows,
    *,
    hidden: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    spanned: int = 0,
) -> bytes:
    """A workbook of LibreOffice; with `spanned` the cell A2 spans so many rows."""
    tables = []
    for name, rows in _named(sheets).items():
        style = ' table:style-name="off"' if name in hidden else ""
        written = []
        for number, cells in enumerate(rows, 1):
            off = ' table:visibility="collapse"' if number in hidden_rows else ""
            texts = [_ods_cell(cell) for cell in cells]
            if spanned and number == 2:
                span = f'<table:table-cell table:number-rows-spanned="{spanned}"'
                texts[0] = texts[0].replace("<table:table-cell", span, 1)
            written.append(f"<table:table-row{off}>{''.join(texts)}</table:table-row>")
        tables.append(
            f"<table:table table:name={quoteattr(name)}{style}>{''.join(written)}</table:table>"
        )
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    content = f"<office:document-content {_NAMESPACES}>{_STYLES}{body}</office:document-content>"
    return archive({"mimetype": "application/vnd.oasis.opendocument", "content.xml": content})


def archive(parts: Mapping[str, str]) -> bytes:
    """A ZIP file of these texts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return data.getvalue()


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with a text of one part replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    return archive(parts)


def _ods_cell(cell: Cell) -> str:  # noqa: PLR0911 -- kinds of cells
    style = ""
    if isinstance(cell, Shown):
        if isinstance(cell.value, dt.date):
            cell, style = cell.value, ' table:style-name="month"'
        else:
            return _typed("percentage", f'office:value="{cell.value!r}"')
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, Formula):
        formula = f"table:formula={quoteattr('of:' + cell.text)}"
        text = str(cell.result)
        return _typed("string", formula, text) if text else f"<table:table-cell {formula}/>"
    if isinstance(cell, bool):
        return _typed("boolean", f'office:boolean-value="{str(cell).lower()}"')
    if isinstance(cell, int | float):
        return _typed("float", f'office:value="{cell!r}"')
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return _typed("time", f'office:time-value="PT{minutes // 60}H{minutes % 60}M{seconds}S"')
    if isinstance(cell, dt.date):
        return _typed("date", f'office:date-value="{cell.isoformat()}"{style}')
    return _typed("string", "", cell)


def _typed(kind: str, attributes: str, text: str = "") -> str:
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n") if text)
    start = f'<table:table-cell office:value-type="{kind}" {attributes}>'
    return f"{start}{paragraphs}</table:table-cell>"
