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

#: Cells that mean "no value" in number and date columns (compared in lower case).
MISSING = frozenset({"", "-", "n/a", "na", "null", "#n/a", "*redacted*"})

_PLAIN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_THREE_AFTER_POINT = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_SPREADSHEET_ERROR = re.compile(r"#(DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
_CURRENCY = re.compile(r"^(?:([€$£¥])|([A-Z]{3})(?=[\s\d.,+-]))|(?:([€$£¥])|(?<=[\s\d.,])([A-Z]{3}))$")
_GROUP_MARKS = re.compile(r"(?<=\d)[\s'\u2019\u00a0\u202f](?=\d{3}(?!\d))")
_BODY = re.compile(r"\d+(?:[.,]\d+)*|[.,]\d+", re.ASCII)
_SIGNS = "€$£¥"

Fault = tuple[str, str]


@dataclass(slots=True)
class NumberColumn:
    """The numbers of a column (None: missing or faulty) and what each faulty cell lacks.

    `faults` maps a cell's index to what is wrong and how to mend it. `percents` and `currencies`
    tell which cells were written with a percent sign or a currency.
    """

    values: list[float | None]
    faults: dict[int, Fault] = field(default_factory=dict)
    percents: set[int] = field(default_factory=set)
    currencies: dict[int, str] = field(default_factory=dict)
    missing: int = 0


def parse_numbers(cells: Sequence[str], *, points_are_decimal: bool = True) -> NumberColumn:
    """Reads a column of cells as numbers.

    `points_are_decimal` says what a column of nothing but `1.018` means: in a comma-separated
    file the point is the written standard; in a semicolon file it is refused as ambiguous.
    """
    column = NumberColumn(values=[None] * len(cells))
    odd: dict[int, _Written] = {}
    three_after_point: list[int] = []
    proof_of_point: list[int] = []
    for index, cell in enumerate(cells):
        if _PLAIN.fullmatch(cell):
            column.values[index] = float(cell)
            if "." in cell:
                ambiguous = _THREE_AFTER_POINT.fullmatch(cell)
                (three_after_point if ambiguous else proof_of_point).append(index)
        elif cell.lower() in MISSING:
            column.missing += 1
        else:
            written = _written(cell)
            if isinstance(written, tuple):
                column.faults[index] = written
            else:
                odd[index] = written
    if odd or (three_after_point and not points_are_decimal):
        _decide(cells, column, odd, three_after_point, proof_of_point, points_are_decimal)
    return column


@dataclass(slots=True)
class _Written:
    """A cell's sign and digits, freed of percent, currency, brackets and group spaces."""

    negative: bool
    body: str
    percent: bool
    currency: str


def _written(cell: str) -> _Written | Fault:
    if _SPREADSHEET_ERROR.search(cell.upper()):
        return (
            f'"{cell}" is an error of the spreadsheet.',
            "Mend the formula, or leave the cell blank.",
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
    if not currency and text[:1] in _SIGNS and text:
        currency, text = text[0], text[1:].strip()
    text = _GROUP_MARKS.sub("", text)
    if not _BODY.fullmatch(text):
        return (f'"{cell}" is no number.', "Write digits only, such as 99.5, or leave it blank.")
    return _Written(negative, text, percent, currency)


def _decide(  # noqa: PLR0913 -- the evidence of one column, taken apart
    cells: Sequence[str],
    column: NumberColumn,
    odd: dict[int, _Written],
    three_after_point: list[int],
    proof_of_point: list[int],
    points_are_decimal: bool,
) -> None:
    """Settles the decimal mark of the column and reads what depends on it."""
    point = list(proof_of_point)
    comma: list[int] = []
    unsure: list[int] = [] if points_are_decimal else list(three_after_point)
    for index, written in odd.items():
        proven = _proves(written.body)
        if proven == ".":
            point.append(index)
        elif proven == ",":
            comma.append(index)
        elif proven == "?":
            unsure.append(index)
    if point and comma:
        wrong, mend = _conflict(cells, point, comma)
        for index in comma:
            column.faults[index] = (wrong, mend)
            column.values[index] = None
        return
    if unsure and not point and not comma:
        for index in unsure:
            whole, decimal = _both_ways(cells[index])
            column.faults[index] = (
                f'"{cells[index]}" can be read as {whole} or as {decimal}, and no other cell of '
                "the column tells which.",
                f"Write {whole} or {decimal} with a decimal point and no thousands mark.",
            )
            column.values[index] = None
        return
    mark = "," if comma else "."
    if mark == ",":
        for index in three_after_point:
            column.values[index] = float(cells[index].replace(".", ""))
    for index, written in odd.items():
        value = _value(written.body, mark)
        if value is None:
            column.faults[index] = (
                f'"{cells[index]}" is no number.',
                "Write digits only, such as 99.5, or leave it blank.",
            )
            continue
        column.values[index] = -value if written.negative else value
        if written.percent:
            column.percents.add(index)
        if written.currency:
            column.currencies[index] = written.currency


def _proves(body: str) -> str:
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
    could_group = len(after) == 3 and 1 <= len(before) <= 3 and before[0] != "0"  # noqa: PLR2004
    return "?" if could_group else mark


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
        not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])  # noqa: PLR2004
    ):
        return None
    return float(f"{''.join(groups) or '0'}.{fraction or '0'}")


def _both_ways(cell: str) -> tuple[str, str]:
    digits = re.sub(r"[^\d.,]", "", unicodedata.normalize("NFKC", cell))
    return re.sub(r"[.,]", "", digits), digits.replace(",", ".")


def _conflict(cells: Sequence[str], point: list[int], comma: list[int]) -> Fault:
    return (
        f'The column mixes decimal commas ("{cells[comma[0]]}") and decimal points '
        f'("{cells[point[0]]}").',
        "Use the point everywhere.",
    )
