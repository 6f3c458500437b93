"""The sheets of an Excel workbook (.xlsx), read as ECMA-376 describes them."""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from generator.read.sheet_values import SheetNotation, Shown, padding, shown_as
from generator.read.sheets import Sheet, WorkbookParts, local, row_and_column

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
#: The formats that Excel knows by a number alone. Those of East Asia are dates too.
_BUILT_IN = {
    **dict.fromkeys((9, 10), Shown.PERCENT),
    **dict.fromkeys((14, 15, 16, *range(27, 32), 36, *range(50, 55), 57, 58), Shown.DAY),
    **dict.fromkeys((17, 55, 56), Shown.MONTH),
    **dict.fromkeys((18, 19, 20, 21, 45, 46, 47, *range(32, 36)), Shown.CLOCK),
    22: Shown.MOMENT,
}
_TRUE = frozenset({"1", "true", "on"})
_Style = tuple[Shown, int]
_PLAIN: _Style = (Shown.NUMBER, 0)


def read_xlsx(parts: WorkbookParts, notation: SheetNotation) -> list[Sheet]:
    """Every sheet of cells, in its order; errors of the XML and of missing parts pass through."""
    book = _target(parts, "", "officeDocument")
    listed: list[Mapping[str, str]] = []
    from_1904 = uncalculated = False
    for tag, element in parts.elements(book):
        if tag == "sheet":
            listed.append({local(key): value for key, value in element.attrib.items()})
        elif tag == "workbookPr":
            from_1904 = element.get("date1904", "0") in _TRUE
        elif tag == "calcPr":
            uncalculated = element.get("fullCalcOnLoad", "0") in _TRUE
    targets = _relations(parts, book)
    reader = _Cells(
        notation,
        _shared_strings(parts, targets),
        _styles(parts, targets),
        from_1904=from_1904,
        uncalculated=uncalculated,
    )
    sheets = []
    for attributes in listed:
        kind, target = targets[attributes["id"]]
        if kind == "worksheet":
            sheet = Sheet(
                name=attributes.get("name", ""),
                hidden=attributes.get("state", "visible") != "visible",
            )
            reader.read(parts, target, sheet)
            sheets.append(sheet)
    return sheets


class _Cells:
    """Turns the cells of the sheets of one workbook into text."""

    def __init__(
        self,
        notation: SheetNotation,
        strings: list[str],
        styles: list[_Style],
        *,
        from_1904: bool,
        uncalculated: bool,
    ) -> None:
        self._notation, self._strings, self._styles = notation, strings, styles
        self._from_1904, self._uncalculated = from_1904, uncalculated

    def read(self, parts: WorkbookParts, name: str, sheet: Sheet) -> None:
        """Reads a sheet; a row or cell that does not say where it is follows the one before."""
        row = 0
        for tag, element in parts.elements(name):
            if tag == "row":
                row = int(element.get("r", row + 1))
                cells: dict[int, str] = {}
                column = -1
                for cell in element:
                    where = cell.get("r")
                    column = row_and_column(where)[1] if where else column + 1
                    cells[column] = self._text(cell, sheet, where or f"row {row}")
                sheet.put(row, cells, is_hidden=element.get("hidden", "0") in _TRUE)
                element.clear()
            elif tag == "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                if last and row_and_column(first)[0] != row_and_column(last)[0]:
                    sheet.merged.append((row_and_column(first)[0], f"{first}:{last}"))

    def _text(self, cell: Element, sheet: Sheet, where: str) -> str:
        parts = {local(child.tag): child for child in cell}
        stored = parts.get("v")
        value = "" if stored is None else stored.text or ""
        if "f" in parts and (stored is None or (self._uncalculated and value == "0")):
            sheet.unsolved.append(where)
        kind = cell.get("t", "n")
        if "is" in parts:
            return _string(parts["is"])
        if kind == "e":
            sheet.errors[where] = value
        return self._of_kind(kind, value, cell) if value else ""

    def _of_kind(self, kind: str, value: str, cell: Element) -> str:
        if kind == "n":
            return self._number(float(value), int(cell.get("s", "0")))
        if kind == "s":
            return self._strings[int(value)]
        if kind == "b":
            return "true" if value in _TRUE else "false"
        return _unescaped(value)

    def _number(self, value: float, style: int) -> str:
        shown, digits = self._styles[style] if style < len(self._styles) else _PLAIN
        if not math.isfinite(value):
            raise ValueError(value)
        if shown is Shown.PERCENT:
            return self._notation.percent(value)
        if shown is not Shown.NUMBER:
            return self._notation.serial(value, shown, from_1904=self._from_1904)
        text = self._notation.number(value)
        return text.zfill(digits) if digits else text


def _relations(parts: WorkbookParts, of: str) -> dict[str, tuple[str, str]]:
    """The kind and the part of each relation of a part, by its id."""
    folder, name = posixpath.split(of)
    found = {}
    for tag, element in parts.elements(posixpath.join(folder, "_rels", f"{name}.rels")):
        if tag == "Relationship" and element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = (kind, target.lstrip("/"))
    return found


def _target(parts: WorkbookParts, of: str, kind: str) -> str:
    """The one part of a kind; KeyError if there is none."""
    return dict(_relations(parts, of).values())[kind]


def _shared_strings(parts: WorkbookParts, targets: Mapping[str, tuple[str, str]]) -> list[str]:
    strings: list[str] = []
    for kind, name in targets.values():
        if kind == "sharedStrings":
            for tag, element in parts.elements(name):
                if tag == "si":
                    strings.append(_string(element))
                    element.clear()
    return strings


def _string(element: Element) -> str:
    """The text of a string: that of its runs, without hints of how it is pronounced."""
    texts = []
    for child in element:
        tag = local(child.tag)
        if tag == "t":
            texts.append(child.text or "")
        elif tag == "r":
            texts += [part.text or "" for part in child if local(part.tag) == "t"]
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _styles(parts: WorkbookParts, targets: Mapping[str, tuple[str, str]]) -> list[_Style]:
    """What each style of the workbook shows a number as."""
    formats: dict[int, _Style] = {number: (shown, 0) for number, shown in _BUILT_IN.items()}
    styles: list[_Style] = []
    for kind, name in targets.values():
        if kind != "styles":
            continue
        for tag, element in parts.elements(name):
            if tag == "numFmt":
                code = element.get("formatCode", "")
                formats[int(element.get("numFmtId", "0"))] = (shown_as(code), padding(code))
            elif tag == "cellXfs":
                numbers = [int(each.get("numFmtId", "0")) for each in element]
                styles = [formats.get(number, _PLAIN) for number in numbers]
    return styles
