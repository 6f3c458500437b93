"""Numbers as people write them; the whole column decides its decimal mark.

A comma may be a decimal mark or a thousands mark. The column shows which: `1,36` breaks the
grouping by three, so the comma is decimal; `1,234.5` shows that it is not. A column that does not
show it is refused, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from generator.check.durations import read_duration, read_short_clock, writes_hours
from generator.check.faults import CellFault, ParsedColumn, on_lines, same_on
from generator.model.wording import quoted, with_ascii_digits, without_unseen

#: Cells that mean "no value" in columns of numbers and dates, in lower case.
MISSING = frozenset({"", "-", "n/a", "na", "null", "#n/a", "*redacted*"})

_LONGEST = 30
_DECLARE_MARK = 'Declare decimal = "." or decimal = "," for this export in exports.toml.'
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_THREE_AFTER_POINT = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_SPREADSHEET_ERROR = re.compile(r"#(DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
_SIGN = r"[€$£¥₹₩₽₺]|R\$|zł|kr\.?|Kč|Ft"
_CURRENCY = re.compile(
    rf"^(?:({_SIGN})|([A-Z]{{3}})(?=[\s\d.,+-]))|(?:({_SIGN})|(?<=[\s\d.,])([A-Z]{{3}}))$"
)
_AS_TEXT = re.compile(r"=\"([^\"]*)\"|'(?=[-+(\d])(.+)")
_GROUP_MARKS = re.compile(r"(?<=\d)[\s'\u2019\u00a0\u202f](?=\d{3}(?!\d))")
_BODY = re.compile(r"\d+(?:[.,]\d+)*|[.,]\d+", re.ASCII)
_SIGNS = tuple("€$£¥₹₩₽₺")
_CODES = {  # $, ¥ and kr are the signs of several currencies
    "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY",
    "R$": "BRL", "zł": "PLN", "Kč": "CZK", "Ft": "HUF",
}  # fmt: skip


@dataclass(slots=True)
class NumberColumn(ParsedColumn[float]):
    """The numbers of a column.

    `percents` and `currencies` say which cells were written with a percent sign or a currency.
    The values of `durations` are in seconds: who knows the unit converts them.
    `whole` and `required` are what the cells must be: no message may advise otherwise.
    """

    whole: bool = False
    required: bool = False
    percents: set[int] = field(default_factory=set)
    currencies: dict[int, str] = field(default_factory=dict)
    durations: set[int] = field(default_factory=set)

    def refuse(self, faults: Mapping[int, CellFault]) -> None:
        """Gives cells a fault instead of their value."""
        self.faults |= faults
        for index in faults:
            self.values[index] = None


class _Digits(NamedTuple):
    """A cell without percent sign, currency, brackets and group spaces."""

    negative: bool
    body: str
    percent: bool
    currency: str


@dataclass(slots=True)
class _Evidence:
    """The cells that show a decimal point, or a decimal comma, and those that could be either.

    `in_threes` are plain cells such as `1.018`: the kind of file decides what they show.
    """

    point: list[int] = field(default_factory=list)
    comma: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    in_threes: list[int] = field(default_factory=list)

    def add(self, index: int, body: str, *, whole: bool) -> None:
        """Adds a cell by the decimal mark that it shows."""
        shown = {".": self.point, ",": self.comma, "?": self.unsure}
        shown.get(_shown_mark(body, whole=whole), []).append(index)


def is_missing(cell: str) -> bool:
    """Whether a cell of numbers or dates means "no value"."""
    return cell.lower() in MISSING


def parse_numbers(
    cells: Sequence[str],
    lines: Sequence[int],
    *,
    points_are_decimal: bool = True,
    whole: bool = False,
    decimal: str = "",
    required: bool = False,
    durations: bool = False,
) -> NumberColumn:
    """Parses a column of numbers; `lines` are the lines of the cells, for the messages.

    `points_are_decimal` says what a column of nothing but `1.018` means: in a comma-separated
    file the point is decimal; in a semicolon file the column is refused as ambiguous. In a column
    of `whole` numbers `1,018` can only be a thousand and eighteen. `decimal` is the mark that
    exports.toml declares: then the column has to show nothing. A length of time such as `3h 12m`
    is a fault unless `durations` allows it.
    """
    column = NumberColumn(values=[None] * len(cells), whole=whole, required=required)
    evidence = _Evidence()
    odd = _read_plain(cells, column, evidence)
    _read_durations(cells, column, allowed=durations)
    mark = decimal
    if decimal == ",":
        fault = CellFault(
            "{} has a decimal point, and exports.toml declares a comma.",
            "Correct the cell, or the declaration.",
            exported="Correct decimal in exports.toml, or export the file again with commas.",
        )
        column.refuse(
            {
                index: replace(fault, message=fault.message.format(quoted(cells[index])))
                for index in evidence.point
            }
        )
    elif not decimal:
        for index, digits in odd.items():
            evidence.add(index, digits.body, whole=whole)
        for index in () if points_are_decimal else evidence.in_threes:
            evidence.add(index, cells[index].removeprefix("-"), whole=whole)
        undecided = _undecided(cells, lines, evidence, points_are_decimal=points_are_decimal)
        column.refuse(undecided)
        if undecided:
            return column
        mark = "," if evidence.comma else "."
    if mark == ",":
        for index in evidence.in_threes:
            column.values[index] = float(cells[index].replace(".", ""))
    _read_odd(cells, column, odd, mark)
    return column


def _read_plain(
    cells: Sequence[str], column: NumberColumn, evidence: _Evidence
) -> dict[int, _Digits]:
    """Parses plain numbers and missing cells; returns the others, which need the column's mark."""
    odd: dict[int, _Digits] = {}
    for index, cell in enumerate(cells):
        if _PLAIN.fullmatch(cell) and len(cell) <= _LONGEST:
            column.values[index] = float(cell)
            if "." in cell:
                in_threes = _THREE_AFTER_POINT.fullmatch(cell)
                (evidence.in_threes if in_threes else evidence.point).append(index)
        elif not is_missing(cell):
            written = _written(cell, column)
            if isinstance(written, CellFault):
                column.faults[index] = written
            else:
                odd[index] = written
    return odd


def _read_durations(cells: Sequence[str], column: NumberColumn, *, allowed: bool) -> None:
    """Lengths of time among the cells that are no numbers: their seconds, or a better fault."""
    with_hours = bool(column.faults) and writes_hours(cells)
    for index in [*column.faults]:
        cell = without_unseen(cells[index])
        seconds, short = read_duration(cell), read_short_clock(cell)
        if short is not None and with_hours:
            seconds = short
        if seconds is not None and allowed:
            del column.faults[index]
            column.values[index] = seconds
            column.durations.add(index)
        elif seconds is not None:
            column.faults[index] = CellFault(
                f"{quoted(cell)} is a length of time, and this column holds plain numbers.",
                "Write the number alone, in the unit of the metric.",
            )
        elif short is not None:
            column.faults[index] = CellFault(
                f"{quoted(cell)} may be minutes and seconds, or hours and minutes, and no other "
                "cell of the column tells which.",
                "Write hours, minutes and seconds, such as 0:42:10.",
            )


def _written(cell: str, column: NumberColumn) -> _Digits | CellFault:
    if _SPREADSHEET_ERROR.search(cell.upper()):
        blank = "" if column.required else ", or leave the cell blank"
        return CellFault(
            f"{quoted(cell)} is an error of the spreadsheet.", f"Mend the formula there{blank}."
        )
    text = _plain_signs(cell)
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1].strip()
    percent = "%" in {text[:1], text[-1:]}
    text = (text.removeprefix("%") if text.startswith("%") else text.removesuffix("%")).strip()
    currency = ""
    sign = _CURRENCY.search(text)
    if sign:
        currency = next(part for part in sign.groups() if part)
        text = (text[: sign.start()] + text[sign.end() :]).strip()
    if text.endswith("-"):
        negative, text = not negative, text[:-1].strip()
    elif text.startswith(("-", "+")):
        negative, text = negative ^ (text[0] == "-"), text[1:].strip()
    if not currency and text.startswith(_SIGNS):
        currency, text = text[0], text[1:].strip()
    text = _GROUP_MARKS.sub("", text)
    if not _BODY.fullmatch(text) or len(text) > _LONGEST:
        return _no_number(cell, column)
    return _Digits(negative, text, percent, currency)


def _plain_signs(cell: str) -> str:
    """The cell with ASCII digits and signs, without unseen signs and the marks of text cells.

    A spreadsheet keeps digits as text if they stand behind an apostrophe or in `="0042"`.
    """
    text = unicodedata.normalize("NFKC", without_unseen(cell)).replace("\u2212", "-").strip()
    if not text.isascii():
        text = with_ascii_digits(text).replace("\u066b", ".").replace("\u066c", ",")
    if as_text := _AS_TEXT.fullmatch(text):
        text = (as_text[1] or as_text[2] or "").strip()
    return text


def _no_number(cell: str, column: NumberColumn) -> CellFault:
    example = "99" if column.whole else "99.5"
    blank = "" if column.required else ", or leave it blank"
    return CellFault(f"{quoted(cell)} is not a number.", f"Write digits, such as {example}{blank}.")


def _undecided(
    cells: Sequence[str], lines: Sequence[int], evidence: _Evidence, *, points_are_decimal: bool
) -> dict[int, CellFault]:
    """The faults of a column that shows both decimal marks, or neither of them."""
    point, comma, unsure = evidence.point, evidence.comma, evidence.unsure
    if point and comma:
        fault = CellFault(
            f"The column mixes decimal commas ({_example(cells, lines, comma)}) and decimal "
            f"points ({_example(cells, lines, point)}).",
            "Use one of them in the whole column.",
            names_lines=True,
            exported="Export the file again with one of them in the whole column.",
        )
        return dict.fromkeys([*comma, *point, *unsure], fault)
    if unsure and not point and not comma:
        first = unsure[0]
        whole, decimal = _both_ways(cells[first])
        note = same_on([lines[index] for index in unsure])
        fault = CellFault(
            f"{quoted(cells[first])} can be read as {whole} or as {decimal}, and no other cell of "
            "the column tells which.",
            f"Write {whole} or {decimal}, without a thousands mark."
            if points_are_decimal
            else f"Write {whole} without a thousands mark, or {decimal}0 with one decimal more.",
            names_lines=True,
            exported=_DECLARE_MARK,
        )
        return dict.fromkeys(unsure, fault.with_note(note))
    return {}


def _read_odd(
    cells: Sequence[str], column: NumberColumn, odd: dict[int, _Digits], mark: str
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


def _shown_mark(body: str, *, whole: bool) -> str:
    """The decimal mark that a cell shows: `.`, `,`, `?` (could be either) or "" (no mark)."""
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
    """The number under the decimal mark; None if its groups are not of three digits."""
    thousands = "," if mark == "." else "."
    if body.count(mark) > 1:
        return None
    whole, _, fraction = body.partition(mark)
    if thousands in fraction:
        return None
    groups = whole.split(thousands)
    if not _are_groups(groups):
        return None
    return float(f"{''.join(groups) or '0'}.{fraction or '0'}")


def _are_groups(groups: Sequence[str]) -> bool:
    """Whether digits are grouped by three, or as in India: `12,34,567`."""
    first, *rest = map(len, groups)
    if not rest:
        return True
    by_three = first <= 3 and all(length == 3 for length in rest)
    indian = first <= 2 and rest[-1] == 3 and all(length == 2 for length in rest[:-1])
    return first >= 1 and (by_three or indian)


def _both_ways(cell: str) -> tuple[str, str]:
    digits = re.sub(r"[^\d.,]", "", unicodedata.normalize("NFKC", cell))
    return re.sub(r"[.,]", "", digits), digits.replace(",", ".")


def _example(cells: Sequence[str], lines: Sequence[int], indexes: Sequence[int]) -> str:
    return f"{quoted(cells[indexes[0]])} on {on_lines([lines[index] for index in indexes])}"
