"""Numbers as people write them: a column decides its decimal mark, then each cell is read.

A comma may be a decimal mark or a thousands mark. The column proves which: `1,36` breaks the
grouping by three, so the comma is decimal; `1,234.5` shows that it is not. Where nothing proves
it the column is refused, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.check.fault_wording import CellFault, on_lines
from generator.model.wording import quoted

#: Cells that mean "no value" in number and date columns (compared in lower case).
MISSING = frozenset({"", "-", "n/a", "na", "null", "#n/a", "*redacted*"})

_LONGEST = 30
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_THREE_AFTER_POINT = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_SPREADSHEET_ERROR = re.compile(r"#(DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
_CURRENCY = re.compile(
    r"^(?:([€$£¥])|([A-Z]{3})(?=[\s\d.,+-]))|(?:([€$£¥])|(?<=[\s\d.,])([A-Z]{3}))$"
)
_GROUP_MARKS = re.compile(r"(?<=\d)[\s'\u2019\u00a0\u202f](?=\d{3}(?!\d))")
_BODY = re.compile(r"\d+(?:[.,]\d+)*|[.,]\d+", re.ASCII)
_SIGNS = tuple("€$£¥")
_CODES = {"€": "EUR", "£": "GBP"}  # $ and ¥ are the signs of several currencies


@dataclass(slots=True)
class NumberColumn:
    """The numbers of a column (None: missing or faulty) and what each faulty cell lacks.

    `percents` and `currencies` tell which cells were written with a percent sign or a currency.
    `whole` and `required` are what the cells must be: no message may advise otherwise.
    """

    values: list[float | None]
    whole: bool = False
    required: bool = False
    faults: dict[int, CellFault] = field(default_factory=dict)
    percents: set[int] = field(default_factory=set)
    currencies: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Written:
    """A cell's sign and digits, freed of percent, currency, brackets and group spaces."""

    negative: bool
    body: str
    percent: bool
    currency: str


@dataclass(slots=True)
class _Evidence:
    """Which cells show that the decimal mark is a point or a comma, and which could be either.

    `in_threes` are plain cells such as `1.018`, of which the kind of file says what they show.
    """

    point: list[int] = field(default_factory=list)
    comma: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    in_threes: list[int] = field(default_factory=list)

    def add(self, index: int, proven: str) -> None:
        """Counts a cell by what it proves (see `_proves`)."""
        if proven:
            {".": self.point, ",": self.comma, "?": self.unsure}[proven].append(index)


def parse_numbers(
    cells: Sequence[str],
    lines: Sequence[int],
    *,
    points_are_decimal: bool = True,
    whole: bool = False,
    decimal: str = "",
    required: bool = False,
) -> NumberColumn:
    """Reads a column of cells as numbers; `lines` are their lines, for the messages.

    `points_are_decimal` says what a column of nothing but `1.018` means: in a comma-separated
    file the point is the written standard; in a semicolon file it is refused as ambiguous. In a
    column of `whole` numbers `1,018` can only be a thousand and eighteen. `decimal` is the mark
    that exports.toml declares: then nothing has to be proved. In a `required` column no cell may
    be blank.
    """
    column = NumberColumn(values=[None] * len(cells), whole=whole, required=required)
    evidence = _Evidence()
    odd = _read_plain(cells, column, evidence)
    in_threes = evidence.in_threes
    if decimal:
        _read_declared(cells, column, odd, evidence, decimal)
        return column
    if not odd and (points_are_decimal or not in_threes):
        return column
    for index, written in odd.items():
        evidence.add(index, _proves(written.body, whole=whole))
    if not points_are_decimal:
        for index in in_threes:
            evidence.add(index, _proves(cells[index].removeprefix("-"), whole=whole))
    faults = _undecided(cells, lines, evidence, points_are_decimal=points_are_decimal)
    if faults:
        column.faults |= faults
        for index in faults:
            column.values[index] = None
        return column
    mark = "," if evidence.comma else "."
    if mark == ",":
        for index in in_threes:
            column.values[index] = float(cells[index].replace(".", ""))
    _read_odd(cells, column, odd, mark)
    return column


def _read_plain(
    cells: Sequence[str], column: NumberColumn, evidence: _Evidence
) -> dict[int, _Written]:
    """Reads the cells that are plain numbers or missing; returns what needs the column's mark."""
    odd: dict[int, _Written] = {}
    for index, cell in enumerate(cells):
        if _PLAIN.fullmatch(cell) and len(cell) <= _LONGEST:
            column.values[index] = float(cell)
            if "." in cell:
                in_threes = _THREE_AFTER_POINT.fullmatch(cell)
                (evidence.in_threes if in_threes else evidence.point).append(index)
        elif cell.lower() not in MISSING:
            written = _written(cell, column)
            if isinstance(written, CellFault):
                column.faults[index] = written
            else:
                odd[index] = written
    return odd


def _written(cell: str, column: NumberColumn) -> _Written | CellFault:
    if _SPREADSHEET_ERROR.search(cell.upper()):
        blank = "" if column.required else ", or leave the cell blank"
        return CellFault(
            f"{quoted(cell)} is an error of the spreadsheet.", f"Mend the formula there{blank}."
        )
    text = unicodedata.normalize("NFKC", cell).replace("\u2212", "-").strip()
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1].strip()
    percent = text.endswith("%")
    text = text.removesuffix("%").strip()
    currency = ""
    found = _CURRENCY.search(text)
    if found:
        currency = next(part for part in found.groups() if part)
        text = (text[: found.start()] + text[found.end() :]).strip()
    if text.endswith("-"):
        negative, text = not negative, text[:-1].strip()
    elif text.startswith(("-", "+")):
        negative, text = negative ^ (text[0] == "-"), text[1:].strip()
    if not currency and text.startswith(_SIGNS):
        currency, text = text[0], text[1:].strip()
    text = _GROUP_MARKS.sub("", text)
    if not _BODY.fullmatch(text) or len(text) > _LONGEST:
        return _no_number(cell, column)
    return _Written(negative, text, percent, currency)


def _no_number(cell: str, column: NumberColumn) -> CellFault:
    example = "99" if column.whole else "99.5"
    blank = "" if column.required else ", or leave it blank"
    return CellFault(f"{quoted(cell)} is not a number.", f"Write digits, such as {example}{blank}.")


def _undecided(
    cells: Sequence[str], lines: Sequence[int], evidence: _Evidence, *, points_are_decimal: bool
) -> dict[int, CellFault]:
    """The faults of a column whose decimal mark is shown to be both or shown by nothing."""
    point, comma, unsure = evidence.point, evidence.comma, evidence.unsure
    if point and comma:
        fault = CellFault(
            f"The column mixes decimal commas ({_example(cells, lines, comma)}) and decimal "
            f"points ({_example(cells, lines, point)}).",
            "Use one of them in the whole column.",
            names_lines=True,
        )
        return dict.fromkeys([*comma, *point, *unsure], fault)
    if unsure and not point and not comma:
        first, *rest = unsure
        whole, decimal = _both_ways(cells[first])
        also = f" (the same on {on_lines([lines[index] for index in rest])})" if rest else ""
        fault = CellFault(
            f"{quoted(cells[first])} can be read as {whole} or as {decimal}, and no other cell of "
            f"the column tells which{also}.",
            f"Write {whole} or {decimal}, without a thousands mark."
            if points_are_decimal
            else f"Write {whole} without a thousands mark, or {decimal}0 with one decimal more.",
            names_lines=True,
        )
        return dict.fromkeys(unsure, fault)
    return {}


def _read_declared(
    cells: Sequence[str],
    column: NumberColumn,
    odd: dict[int, _Written],
    evidence: _Evidence,
    mark: str,
) -> None:
    if mark == ",":
        for index in evidence.in_threes:
            column.values[index] = float(cells[index].replace(".", ""))
        for index in evidence.point:
            column.values[index] = None
            column.faults[index] = CellFault(
                f"{quoted(cells[index])} has a decimal point, and exports.toml declares a comma.",
                "Correct the cell, or the declaration.",
            )
    _read_odd(cells, column, odd, mark)


def _read_odd(
    cells: Sequence[str], column: NumberColumn, odd: dict[int, _Written], mark: str
) -> None:
    for index, written in odd.items():
        value = _value(written.body, mark)
        if value is None:
            column.faults[index] = _no_number(cells[index], column)
            continue
        column.values[index] = -value if written.negative else value
        if written.percent:
            column.percents.add(index)
        if written.currency:
            column.currencies[index] = _CODES.get(written.currency, written.currency)


def _proves(body: str, *, whole: bool = False) -> str:
    """Which decimal mark a cell proves: `.`, `,`, `?` (could be either) or "" (no mark)."""
    points, commas = body.count("."), body.count(",")
    if not points and not commas:
        return ""
    if points and commas:
        return "." if body.rindex(".") > body.rindex(",") else ","
    mark, other = (".", ",") if points else (",", ".")
    if body.count(mark) > 1:
        return other
    before, after = body.split(mark)
    could_group = len(after) == 3 and 1 <= len(before) <= 3 and before[0] != "0"
    if not could_group:
        return mark
    return other if whole and after != "000" else "?"


def _value(body: str, mark: str) -> float | None:
    """The number under the decimal mark, or None where its groups are not of three digits."""
    thousands = "," if mark == "." else "."
    if body.count(mark) > 1:
        return None
    whole, _, fraction = body.partition(mark)
    if thousands in fraction:
        return None
    groups = whole.split(thousands)
    if len(groups) > 1 and (
        not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])
    ):
        return None
    return float(f"{''.join(groups) or '0'}.{fraction or '0'}")


def _both_ways(cell: str) -> tuple[str, str]:
    digits = re.sub(r"[^\d.,]", "", unicodedata.normalize("NFKC", cell))
    return re.sub(r"[.,]", "", digits), digits.replace(",", ".")


def _example(cells: Sequence[str], lines: Sequence[int], indexes: Sequence[int]) -> str:
    return f"{quoted(cells[indexes[0]])} on {on_lines([lines[index] for index in indexes])}"
