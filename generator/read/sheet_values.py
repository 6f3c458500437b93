"""Typed cells of a spreadsheet as the text that a CSV file would hold, without loss.

A number has at most the 15 digits that a spreadsheet shows, a percentage its sign, a date is
year-month-day. Where exports.toml declares how a file writes numbers or dates, they are written so.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from enum import Enum, auto

from generator.model.dialect import FileDialect

_IN_THREES = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_NO_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_PADDED = re.compile(r"0{2,}")
_EXACT = 1e15
_DAY = 86_400


class Shown(Enum):
    """What a number of a spreadsheet is shown as."""

    NUMBER = auto()
    PERCENT = auto()
    DAY = auto()
    MONTH = auto()
    YEAR = auto()
    MOMENT = auto()
    CLOCK = auto()


def shown_as(code: str) -> Shown:
    """What the format code of Excel shows: `0.0%`, `mmm yy`, `[h]:mm`."""
    code = _NO_CODE.sub("", code).lower().partition(";")[0]
    if _ELAPSED.search(code):
        return Shown.CLOCK
    if code == "general" or not re.search("[dmyhs]", code):
        return Shown.PERCENT if "%" in code else Shown.NUMBER
    if re.search("[hs]", code):
        return Shown.MOMENT if re.search("[dy]", code) else Shown.CLOCK
    return shown_parts(day="d" in code, month="m" in code, year="y" in code)


def shown_parts(*, day: bool, month: bool, year: bool) -> Shown:
    """What a date is shown as if it shows these parts of it; without its year it is a day."""
    if day or not year:
        return Shown.DAY
    return Shown.MONTH if month else Shown.YEAR


def padding(code: str) -> int:
    """The number of digits that a code such as `00000` fills up with zeros; else 0."""
    return len(code) if _PADDED.fullmatch(code) else 0


def number_text(value: float) -> str:
    """A number in digits, without the noise of binary fractions."""
    if abs(value) < _EXACT and float(value).is_integer():
        return str(int(value))
    return format(Decimal(f"{value:.15g}"), "f")


def clock(seconds: float) -> str:
    """A length of time, or a time of day, as hours, minutes and seconds."""
    whole = Decimal(f"{abs(seconds):.3f}")
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    rest_text = f"{rest:06.3f}".rstrip("0").rstrip(".")
    return f"{'-' * (seconds < 0)}{int(hours)}:{int(minutes):02}:{rest_text}"


class SheetNotation:
    """How the numbers and dates of one file are written."""

    def __init__(self, dialect: FileDialect) -> None:
        self._mark = dialect.decimal_mark
        self._dates = dialect.dates if "%" in dialect.dates else ""

    def number(self, value: float) -> str:
        """A number; `1.018` gets a zero more, because it could be a thousand and eighteen."""
        text = number_text(value)
        if not self._mark and _IN_THREES.fullmatch(text):
            return f"{text}0"
        return text.replace(".", self._mark or ".")

    def percent(self, value: float) -> str:
        """A fraction as a percentage."""
        shifted = Decimal(number_text(value)).scaleb(2)
        return f"{self.number(float(shifted))}%"

    def date(self, value: dt.datetime, shown: Shown) -> str:
        """A date as year-month-day, with its time if it has one; a month as year-month."""
        if self._dates:
            return value.strftime(self._dates)
        if shown in {Shown.MONTH, Shown.YEAR}:
            return value.strftime("%Y-%m" if shown is Shown.MONTH else "%Y")
        if value.time() == dt.time():
            return value.date().isoformat()
        return value.replace(microsecond=0).isoformat(sep=" ")

    def serial(self, value: float, shown: Shown, *, from_1904: bool) -> str:
        """A number as a spreadsheet counts days, written as it is shown there."""
        if shown is Shown.CLOCK:
            return clock(value * _DAY)
        # Excel has a 29 February 1900, so its days agree with the calendar from March on.
        origin = dt.datetime(1904, 1, 1) if from_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001
        try:
            return self.date(origin + dt.timedelta(seconds=round(value * _DAY)), shown)
        except OverflowError:
            return self.number(value)
