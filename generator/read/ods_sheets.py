"""The sheets of an OpenDocument workbook (.ods), as LibreOffice writes it."""

from __future__ import annotations

import datetime as dt
import math
import re
from xml.etree.ElementTree import Element

from generator.model.errors import WorkbookError
from generator.read.sheet_values import SheetNotation, Shown, clock, shown_parts
from generator.read.sheets import (
    BREAK,
    MOST_ROWS,
    Sheet,
    WorkbookParts,
    local,
    position,
    too_large,
)

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_TIME = re.compile(r"(-?)PT?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?", re.ASCII)
_SECONDS = (3600, 60, 1)
_CELLS = ("table-cell", "covered-table-cell")
#: What stands within a cell or before the rows and is not the text of a cell.
_ASIDE = frozenset({"annotation", "tracked-changes", "shapes", "dde-links"})
_TYPED = frozenset({"float", "currency", "percentage", "boolean", "time", "date"})
#: LibreOffice has at most so many columns.
_STYLED = 1 << 14


def read_ods(parts: WorkbookParts, notation: SheetNotation) -> list[Sheet]:
    """Every sheet, in its order; errors of the XML and of missing parts pass through."""
    if parts.has(_MANIFEST) and any(t == "encryption-data" for t, _ in parts.elements(_MANIFEST)):
        raise WorkbookError(
            "The workbook is protected by a password.", "Save it without one, and use that file."
        )
    reader = _Cells(notation)
    if parts.has("styles.xml"):
        for tag, element in parts.elements("styles.xml"):
            reader.see_style(tag, element)
    sheets: list[Sheet] = []
    for tag, element in parts.elements(_CONTENT):
        if tag == "table-row":
            reader.row(element)
            element.clear()
        elif tag == "table-column":
            reader.column(element)
        elif tag == "table":
            sheets.append(reader.sheet(element))
        elif tag in _ASIDE:
            element.clear()
        else:
            reader.see_style(tag, element)
    return sheets


class _Cells:
    """Turns the cells of the sheets of one workbook into text."""

    def __init__(self, notation: SheetNotation) -> None:
        self._notation = notation
        self._formats: dict[str, Shown] = {}
        self._styles: dict[str, Shown] = {}
        self._hidden_tables: set[str] = set()
        self._begin()

    def _begin(self) -> None:
        self._sheet = Sheet(name="")
        self._columns: list[str] = []
        self._next_row = 1

    def see_style(self, tag: str, element: Element) -> None:
        """Keeps what a style shows a date as, and which sheets are hidden."""
        if tag == "date-style":
            shown = {local(part.tag) for part in element}
            self._formats[_get(element, "name")] = shown_parts(
                day="day" in shown, month="month" in shown, year="year" in shown
            )
        elif tag == "style":
            name = _get(element, "name")
            form = self._formats.get(_get(element, "data-style-name"))
            if form is not None:
                self._styles[name] = form
            if any(_get(part, "display") == "false" for part in element):
                self._hidden_tables.add(name)

    def sheet(self, table: Element) -> Sheet:
        """The sheet of the rows seen since the last one: a table's name is known at its end."""
        sheet = self._sheet
        sheet.name = _get(table, "name")
        sheet.hidden = _get(table, "style-name") in self._hidden_tables
        self._begin()
        return sheet

    def column(self, element: Element) -> None:
        """Keeps the style of cells that have none of their own."""
        count = min(_repeated(element, "number-columns-repeated"), _STYLED)
        self._columns += [_get(element, "default-cell-style-name")] * count

    def row(self, element: Element) -> None:
        """Adds a row, as often as it is repeated."""
        first, cells, column = self._next_row, dict[int, str](), 0
        self._next_row += _repeated(element, "number-rows-repeated")
        for cell in element:
            if local(cell.tag) not in _CELLS:
                continue
            count = _repeated(cell, "number-columns-repeated")
            where = position(first, column)
            style = self._columns[column] if column < len(self._columns) else ""
            if text := self._text(cell, style, where):
                if column + count > _STYLED:
                    raise too_large(f"a row of {column + count:,} cells")
                cells |= dict.fromkeys(range(column, column + count), text)
            spanned = _repeated(cell, "number-rows-spanned")
            if spanned > 1:
                last = column + _repeated(cell, "number-columns-spanned") - 1
                self._sheet.merged.append((first, f"{where}:{position(first + spanned - 1, last)}"))
            column += count
        if cells and self._next_row > MOST_ROWS:
            raise too_large(f"a row that is repeated {self._next_row - first:,} times")
        is_hidden = _get(element, "visibility", "visible") != "visible"
        for row in range(first, self._next_row) if cells else ():
            self._sheet.put(row, cells, is_hidden=is_hidden)

    def _text(self, cell: Element, column_style: str, where: str) -> str:
        if local(cell.tag) == "covered-table-cell":
            return ""
        kinds = {value for key, value in cell.attrib.items() if key.endswith("}value-type")}
        text = _paragraphs(cell)
        is_formula = bool(_get(cell, "formula"))
        if "error" in kinds or (is_formula and text.startswith(("#", "Err:"))):
            self._sheet.errors[where] = text
            return text
        if is_formula and not kinds:
            self._sheet.unsolved.append(where)
        typed = kinds & _TYPED
        if not typed:
            return text or _get(cell, "string-value")
        style = _get(cell, "style-name") or column_style
        return self._typed(min(typed), cell, self._styles.get(style, Shown.DAY))

    def _typed(self, kind: str, cell: Element, shown: Shown) -> str:
        if kind == "boolean":
            return _get(cell, "boolean-value")
        if kind == "time":
            return _clock(_get(cell, "time-value"))
        if kind == "date":
            moment = dt.datetime.fromisoformat(_get(cell, "date-value").rstrip("Z"))
            return self._notation.date(moment, shown)
        value = float(_get(cell, "value"))
        if not math.isfinite(value):
            raise ValueError(value)
        return (
            self._notation.percent(value) if kind == "percentage" else self._notation.number(value)
        )


def _paragraphs(cell: Element) -> str:
    return BREAK.join(_written(part) for part in cell if local(part.tag) == "p")


def _written(element: Element) -> str:
    """The text of a paragraph; spaces, tabs and line breaks are elements in it."""
    texts = [element.text or ""]
    for part in element:
        tag = local(part.tag)
        if tag == "s":
            texts.append(" " * min(int(_get(part, "c", "1")), 1 << 10))
        elif tag in {"tab", "line-break"}:
            texts.append("\t" if tag == "tab" else BREAK)
        else:
            texts.append(_written(part))
        texts.append(part.tail or "")
    return "".join(texts)


def _get(element: Element, name: str, default: str = "") -> str:
    """An attribute by its name without a namespace."""
    return next((v for k, v in element.attrib.items() if local(k) == name), default)


def _repeated(element: Element, name: str) -> int:
    return max(int(_get(element, name, "1")), 1)


def _clock(text: str) -> str:
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    parts = (float((part or "0").replace(",", ".")) for part in found.groups()[1:])
    seconds = sum(part * unit for part, unit in zip(parts, _SECONDS, strict=True))
    return clock(-seconds if found[1] else seconds)
