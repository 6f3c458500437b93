"""Dates whose parts stand in several columns: year and month, year and quarter, year and week."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.check.faults import CellFault
from generator.model.mending import AT_SOURCE
from generator.model.wording import quoted
from generator.read.groups import PARTS

_NUMBER = re.compile(r"(\d{1,4})(?:\.0+)?", re.ASCII)
_ONE_DIGIT = re.compile(r"[^\d]*(\d)[^\d]*", re.ASCII)
_ISO = re.compile(r"W ?(\d{1,2})", re.ASCII | re.IGNORECASE)


def date_of(joined: str, columns: Mapping[str, str]) -> str | CellFault:
    """The date that the joined texts of its parts name, written as one; "" if all are blank.

    `columns` are those of the mapping, by the name of the part.
    """
    texts = joined.split(PARTS)
    if not any(texts):
        return ""
    parts = {part: _plain(text) for part, text in zip(columns, texts, strict=True)}
    for part, text in parts.items():
        if not text:
            filled = next(other for other in parts if parts[other])
            return CellFault(
                f'"{columns[part]}" is blank where "{columns[filled]}" is {quoted(parts[filled])}.',
                f"{AT_SOURCE[:-1]}, or by total_rows.",
            )
    if "quarter" in parts:
        return _of_quarter(parts["year"], parts["quarter"])
    if "week" in parts:
        return _of_week(parts["year"], parts["week"])
    month, day = parts["month"], parts.get("day", "")
    if month.isdecimal():
        return "-".join([parts["year"], *(part.zfill(2) for part in (month, day) if part)])
    return " ".join(filter(None, (day, month, parts["year"])))


def _of_quarter(year: str, quarter: str) -> str:
    digit = _ONE_DIGIT.fullmatch(quarter)
    return f"{year}-Q{digit[1]}" if digit else f"{quarter} {year}"


def _of_week(year: str, week: str) -> str:
    """A bare number does not say how weeks are counted, so it is asked like `Week 1 2026`."""
    iso = _ISO.fullmatch(week)
    if iso:
        return f"{year}-W{int(iso[1]):02}"
    return f"Week {week} {year}" if week.isdecimal() else f"{week} {year}"


def _plain(text: str) -> str:
    """The text of a part; a number that a spreadsheet wrote as `10.0` without its decimals."""
    number = _NUMBER.fullmatch(text)
    return number[1] if number else text
