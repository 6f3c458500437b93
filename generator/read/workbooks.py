"""Workbooks (.xlsx, .ods): the one sheet with a table as the text that a CSV file would hold.

Row 7 of the sheet is line 7 of the text. What a text file could not show is said: merged cells,
formulas without a result, errors, hidden rows, and sheets beside the one that is read.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import PurePath
from xml.etree.ElementTree import ParseError

from generator.model.dialect import FileDialect
from generator.model.errors import WorkbookError
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.wording import all_of, counted, did_you_mean, first_of, quoted
from generator.read.decoding import Text, decode_bytes
from generator.read.ods_sheets import read_ods
from generator.read.raw_table import CELL_MARK
from generator.read.sheet_values import SheetNotation
from generator.read.sheets import BREAK, MOST_CELLS, Sheet, WorkbookParts, too_large
from generator.read.xlsx_sheets import read_xlsx

#: The endings of the workbooks that are read, each with its reader.
_READERS = {".xlsx": read_xlsx, ".ods": read_ods}
WORKBOOKS = tuple(_READERS)
#: A hidden sheet of this name holds the lists of our own templates, and no table.
LISTS = "lists"
_MOST_NAMED = 3
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: The name of the part in which Excel keeps a workbook under a password.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AGAIN = "Open it in Excel or LibreOffice, save it as .xlsx, and use that file."
#: What the libraries raise for a file that is not as its format says.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, ParseError, EOFError, NotImplementedError),
    *(LookupError, ValueError, ArithmeticError, RuntimeError, OSError),
)


def is_workbook(name: str) -> bool:
    """Whether a file is read as a workbook, by its ending."""
    return PurePath(name).suffix.lower() in _READERS


def file_text(
    data: bytes, file: str, dialect: FileDialect, *, exported: bool = False
) -> Text | Problem:
    """The text of a file of any kind that is read, or the problem if there is none."""
    if not is_workbook(file):
        return decode_bytes(data, file, dialect.encoding, exported=exported)
    try:
        sheets = _sheets(data, file, dialect)
        sheet = _chosen(sheets, dialect.sheet)
        text, notes = _text(sheet), _notes(file, sheet, sheets, dialect)
    except WorkbookError as error:
        return _problem(file, error.message, error.fix)
    except _DAMAGE:
        return _problem(file, "The workbook is damaged and cannot be read.", _SAVE_AGAIN)
    ending = PurePath(file).suffix[1:].lower()
    return Text(content=text, encoding=ending, delimiter=CELL_MARK, notes=notes)


def as_csv(text: Text, dialect: FileDialect) -> bytes:
    """A workbook's text as the CSV file for which a dialect is declared."""
    cells = csv.reader(io.StringIO(text.content, newline=""), delimiter=text.delimiter)
    written = io.StringIO()
    writer = csv.writer(written, delimiter=dialect.delimiter or ",", lineterminator="\n")
    writer.writerows([cell.replace(BREAK, "\n") for cell in row] for row in cells)
    return written.getvalue().encode(dialect.encoding or "utf-8")


def _sheets(data: bytes, file: str, dialect: FileDialect) -> list[Sheet]:
    ending = PurePath(file).suffix.lower()
    if not data.strip():
        raise WorkbookError("The file is empty.", "Save it again, or remove it.")
    if data.startswith(_OLD):
        if _ENCRYPTED in data:
            fix = "Save it without one, and use that file."
            raise WorkbookError("The workbook is protected by a password.", fix)
        raise WorkbookError(f"This is an old Excel workbook, not {ending}.", _SAVE_AGAIN)
    if not data.startswith(_ZIP):
        message = f"The name of the file ends in {ending}, and it is no such workbook."
        raise WorkbookError(message, "Open it in a spreadsheet, and save it as CSV UTF-8.")
    return _READERS[ending](WorkbookParts(data), SheetNotation(dialect))


def _chosen(sheets: Sequence[Sheet], wanted: str) -> Sheet:
    """The sheet that is named, else the only one with rows; hidden ones have to be named."""
    named = {sheet.name.strip().casefold(): sheet for sheet in sheets}
    if wanted:
        found = named.get(wanted.strip().casefold())
        if found is not None and found.rows:
            return found
        every = [sheet.name for sheet in sheets]
        there = f"It has {all_of(map(quoted, every))}."
        state = "holds no rows" if found is not None else "is not in the workbook"
        fix = there if found is not None else did_you_mean(wanted, every) or there
        raise WorkbookError(f"The sheet {quoted(wanted)}, which is declared, {state}.", fix)
    filled = [sheet for sheet in sheets if sheet.rows]
    shown = [sheet for sheet in filled if not sheet.hidden]
    if len(shown) == 1:
        return shown[0]
    if shown:
        names = all_of(quoted(sheet.name) for sheet in shown)
        raise WorkbookError(
            f"{len(shown)} sheets hold rows: {names}.",
            f'Say which one is meant in exports.toml: sheet = "{shown[0].name}". '
            "Or keep the others in a workbook of their own.",
        )
    if filled:
        names = all_of(quoted(sheet.name) for sheet in filled)
        message = f"Only hidden sheets hold rows: {names}."
        raise WorkbookError(message, "Show the sheet that is meant, and save the workbook.")
    fix = "Fill a sheet in, or move the file elsewhere."
    raise WorkbookError("The workbook holds no rows.", fix)


def _text(sheet: Sheet) -> str:
    """The rows from the first on as text with a line for each, blank ones too."""
    width = max(map(len, sheet.rows.values()))
    if width * len(sheet.rows) > MOST_CELLS:
        raise too_large(f"{len(sheet.rows):,} rows of {width:,} columns")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=CELL_MARK, lineterminator="\n")
    last = 0
    for number, cells in sheet.rows.items():
        if number <= last:
            raise ValueError(number)
        text.write("\n" * (number - last - 1))
        writer.writerow(cells + [""] * (width - len(cells)))
        last = number
    return text.getvalue()


def _notes(
    file: str, sheet: Sheet, sheets: Sequence[Sheet], dialect: FileDialect
) -> tuple[Problem, ...]:
    """What is to be said of a sheet that is read; raises WorkbookError if it may not be."""
    prefix = f"{sheet.name}!" if len(sheets) > 1 else ""
    if sheet.unsolved:
        where, more = _named(sheet.unsolved, prefix)
        raise WorkbookError(
            f"{where} {'hold formulas' if more else 'holds a formula'} without a result.",
            "Open the workbook in Excel or LibreOffice, and save it: that works them out.",
        )
    header = next(row for row in sheet.rows if row > dialect.skip_rows or row == max(sheet.rows))
    merged = [area for row, area in sheet.merged if row > header]
    if merged:
        where, _ = _named(merged, prefix)
        raise WorkbookError(
            f"The cells {where} are merged, so only the first row of them has a value.",
            "Unmerge them, and write the value into each row.",
        )
    found = []
    if sheet.errors:
        where, more = _named([f"{at} ({text})" for at, text in sheet.errors.items()], prefix)
        fix = "Mend the formulas, if these cells count."
        found.append((f"{where} {'hold errors' if more else 'holds an error'}.", fix))
    if hidden := [row for row in sheet.hidden_rows if row > header]:
        where, more = _named([str(row) for row in hidden], "")
        message = (
            f"Rows {where} are hidden, and were read too."
            if more
            else f"Row {where} is hidden, and was read too."
        )
        found.append((message, "Move what shall not count to another workbook."))
    if others := [each for each in sheets if each.rows and each is not sheet and each.hidden]:
        for other in others:
            if other.name.casefold() != LISTS and not dialect.sheet:
                rows = counted(len(other.rows), "row")
                message = f"The hidden sheet {quoted(other.name)} ({rows}) was not read."
                found.append((message, f"If that is right, declare sheet = {quoted(sheet.name)}."))
    return tuple(
        Problem(SourceLocation(file), ProblemCode.FORMAT_ERROR, message, fix, Severity.WARNING)
        for message, fix in found
    )


def _named(places: Sequence[str], prefix: str) -> tuple[str, bool]:
    """The first places, and whether there are several."""
    return first_of([f"{prefix}{place}" for place in places], _MOST_NAMED), len(places) > 1


def _problem(file: str, message: str, fix: str) -> Problem:
    return Problem(SourceLocation(file), ProblemCode.FORMAT_ERROR, message, fix)
