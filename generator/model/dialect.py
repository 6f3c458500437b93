"""The dialect of a file: how its text becomes rows of cells, as exports.toml declares it."""

from __future__ import annotations

import codecs
import datetime as dt
import re
from dataclasses import dataclass

from generator.model.declared_values import Constraint, setting

#: The declared orders of day, month and year, and Excel's numbers of days. Any other declaration
#: is a format such as `%d.%m.%Y`.
DATE_ORDERS = ("day-first", "month-first", "year-first")
EXCEL_DATES = "excel-days"
#: `Week 1 2026` as a week of ISO 8601, and moments counted since 1970 began in UTC.
ISO_WEEKS = "iso-weeks"
UNIX_TIMES = {"unix-seconds": 1, "unix-milliseconds": 1000}
#: Every declaration that is a word.
DATE_WORDS = (*DATE_ORDERS, EXCEL_DATES, ISO_WEEKS, *UNIX_TIMES)

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_DELIMITERS |= {mark: mark for mark in _DELIMITERS.values()}
_DECIMAL_MARKS = {".": ".", ",": ",", "point": ".", "comma": ","}
_THOUSANDS_MARKS = {
    ".": ".", ",": ",", "point": ".", "comma": ",", "space": " ", "apostrophe": "'",
}  # fmt: skip
_EXAMPLE_DAY = dt.date(2026, 10, 31)


#: What Python can turn text into, and no file is written in.
_NO_ENCODINGS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape"})


def _is_encoding(name: str) -> bool:
    """Whether Python knows it as an encoding of text; a name may be that of something else."""
    try:
        return codecs.lookup(name).name not in _NO_ENCODINGS and "a".encode(name) != b""
    except (LookupError, ValueError):
        return False


def _is_date_format(stated: str) -> bool:
    """Whether it is an order, Excel's days, or a format of `strptime` with a year and a month."""
    if stated in DATE_WORDS:
        return True
    if "%" not in stated:
        return False
    try:
        written = _EXAMPLE_DAY.strftime(stated)
        day = dt.datetime.strptime(written, stated).date()  # noqa: DTZ007 -- a date alone
    except (ValueError, re.error):  # a part that stands twice
        return False
    return (day.year, day.month) == (2026, 10)


_ENCODING = Constraint(
    _is_encoding,
    '"{value}" is no encoding.',
    "Write utf-8, utf-16, cp1252, mac_roman or latin_1.",
    near=lambda: ("utf-8", "utf-16", "cp1252", "mac_roman", "latin_1"),
)
_DATE_FORMAT = Constraint(
    _is_date_format,
    '"{value}" is no way to write a date.',
    f"Write {', '.join(DATE_WORDS)}, or a format such as %d.%m.%Y.",
    near=lambda: DATE_WORDS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDialect:
    """What a file does not show itself: how its text becomes rows of cells.

    With `short_rows` the cells that a row lacks at its end are blank; else it is refused.
    """

    encoding: str = setting("", constraint=_ENCODING)
    delimiter: str = setting("", choices=_DELIMITERS)
    decimal: str = setting("", choices=_DECIMAL_MARKS)
    thousands: str = setting("", choices=_THOUSANDS_MARKS)
    dates: str = setting("", constraint=_DATE_FORMAT)
    sheet: str = ""
    skip_rows: int = 0
    footer_rows: int = 0
    total_rows: tuple[str, ...] = ()
    short_rows: bool = setting(False, choices={"fill": True})

    @property
    def decimal_mark(self) -> str:
        """The decimal mark: as declared, or the other one than the declared mark of thousands."""
        return self.decimal or {",": ".", ".": ","}.get(self.thousands, "")
