"""The sheets of a workbook as rows of text, whichever program wrote it; and what spoils them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from generator.model.errors import WorkbookError

#: The most that a workbook may hold unpacked, and the most cells of a sheet. Excel has 2**20 rows.
_MOST_BYTES = 128 << 20
MOST_CELLS = 8 << 20
MOST_ROWS = 1 << 20
#: A line break within a cell: it ends no line of a text file, so each row keeps its number.
BREAK = "\u2028"
_ALPHABET = 26


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The filled rows of a sheet, by their numbers, and the cells that need a word.

    `merged` are ranges of several rows with the number of the first; `errors` are the texts of
    error cells by their position, `unsolved` the positions of formulas without a result.
    """

    name: str
    hidden: bool = False
    rows: dict[int, list[str]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    merged: list[tuple[int, str]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    unsolved: list[str] = field(default_factory=list)
    cells: int = 0

    def put(self, row: int, cells: dict[int, str], *, is_hidden: bool) -> None:
        """Adds a row of cells by their columns, from 0; a row of blanks counts as none."""
        filled = {column: text for column, text in cells.items() if text.strip()}
        if not filled:
            return
        width = max(filled) + 1
        self.cells += width
        if self.cells > MOST_CELLS or row > MOST_ROWS:
            far = position(row, width - 1)
            raise too_large(f"down to {far}, more than {MOST_CELLS:,} cells")
        self.rows[row] = [broken(filled.get(column, "")) for column in range(width)]
        if is_hidden:
            self.hidden_rows.append(row)


class WorkbookParts:
    """The parts of a workbook, which is a ZIP file; raises WorkbookError for one that is none."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        unpacked = sum(info.file_size for info in self._zip.infolist() if _is_xml(info.filename))
        if unpacked > _MOST_BYTES:
            raise too_large(f"{unpacked >> 20} MB when it is unpacked")

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name in self._zip.NameToInfo

    def open(self, name: str) -> IO[bytes]:
        """A part as bytes; KeyError if there is none."""
        return self._zip.open(name)

    def elements(self, name: str) -> Iterator[tuple[str, Element]]:
        """Each element of a part, with its name without a namespace, when it is complete."""
        with self.open(name) as part:
            for _, element in iterparse(part):  # noqa: S314 -- see the import
                yield local(element.tag), element


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def too_large(how: str) -> WorkbookError:
    """The error of a workbook that would take too much memory."""
    return WorkbookError(
        f"The workbook is too large to be read: {how}.",
        "Move what is far from the table elsewhere, or save the sheet as CSV UTF-8.",
    )


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def broken(text: str) -> str:
    """The text of a cell on one line of a text file."""
    if "\n" not in text and "\r" not in text:
        return text
    return text.replace("\r\n", BREAK).replace("\r", BREAK).replace("\n", BREAK)


def position(row: int, column: int) -> str:
    """The position of a cell as a spreadsheet names it; `column` counts from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _ALPHABET)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def row_and_column(reference: str) -> tuple[int, int]:
    """The row and the column, from 0, of `B7`; ValueError for any other text."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(reference)
        column = column * _ALPHABET + ord(letter) - ord("A") + 1
    return int(reference[len(letters) :]), column - 1
