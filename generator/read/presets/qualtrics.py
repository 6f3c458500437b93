"""Qualtrics: three header rows (names, questions, ids in braces), or two in older exports.

People delete the second and the third row, or only the third, so each is known by what it says.
The oldest exports number their own columns in the first row (V1, V2 …) and name them in the second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model.wording import collapse_whitespace
from generator.read.presets.found import (
    Asked,
    Drop,
    Found,
    Preset,
    Record,
    Unfit,
    header_index,
    plain_labels,
    without_header,
)

_IDS = "importid"
_DATES = ("startdate", "enddate", "recordeddate")
_DIGIT = re.compile(r"\d")
# In newer exports the braces hold JSON, in older ones the same in single quotes.
_STATED = r"""["']{}["']\s*:\s*["']([^"']*)"""
_IMPORT_ID = re.compile(_STATED.format("ImportId"))
_TIME_ZONE = re.compile(_STATED.format("timeZone"))
_LEGACY = {"responseid", "responseset"}
# The texts of a status where the export has them, and its codes where it has numbers.
_TRIALS = Drop(
    columns=("Status",),
    texts=(
        *("Survey Preview", "Survey Test", "Survey Preview Spam", "Offline Survey Preview"),
        *("1", "2", "9", "17"),
    ),
    reason="previews and tests of the survey",
)


def _recognise(records: Sequence[Record]) -> str:
    names = _names(records)
    if _recognise_legacy(records):
        return ""
    if any(_is_ids(cells) for _, cells in records[:4]):
        return "its third row holds ids such as ImportId"
    if "responseid" in names and "recordeddate" in names:
        return "its columns are called ResponseId and RecordedDate"
    return ""


def _recognise_legacy(records: Sequence[Record]) -> str:
    first = header_index(records)
    rows = [] if first is None else records[first : first + 2]
    if any(_folded(cells) >= _LEGACY for _, cells in rows):
        return "its columns are called ResponseID and ResponseSet"
    return ""


def _names(records: Sequence[Record]) -> set[str]:
    first = header_index(records)
    return set() if first is None else _folded(records[first][1])


def _folded(cells: Sequence[str]) -> set[str]:
    return {cell.strip().casefold() for cell in cells}


def _find(records: Sequence[Record], _asked: Asked) -> Found | Unfit:
    first = header_index(records)
    if first is None:
        return without_header(records)
    names = plain_labels(records[first][1])
    body, questions, ids, zone = first + 1, [""] * len(names), [""] * len(names), ""
    while body < min(first + 3, len(records)):
        cells = records[body][1]
        if _is_ids(cells):
            ids, zone = _ids(cells)
        elif _is_questions(cells, names) or _followed_by_ids(records, body):
            questions = [collapse_whitespace(cell) for cell in cells]
        else:
            break
        body += 1
    labels = []
    for column, (name,) in enumerate(names):
        others = (row[column] if column < len(row) else "" for row in (questions, ids))
        labels.append(tuple(dict.fromkeys((name, *filter(None, others)))))
    return Found(labels=tuple(labels), header=first, body=body, zone=zone)


def _is_ids(cells: Sequence[str]) -> bool:
    return any(_IDS in cell.casefold() and cell.strip().startswith("{") for cell in cells[:3])


def _followed_by_ids(records: Sequence[Record], index: int) -> bool:
    return index + 1 < len(records) and _is_ids(records[index + 1][1])


def _ids(cells: Sequence[str]) -> tuple[list[str], str]:
    """The id of each column, and the time zone of the dates."""
    ids = [found[1] if (found := _IMPORT_ID.search(cell)) else "" for cell in cells]
    zone = next((found[1] for cell in cells if (found := _TIME_ZONE.search(cell))), "")
    return ids, "UTC" if zone == "Z" else zone


def _is_questions(cells: Sequence[str], names: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a row says what was asked: the cells of its dates are words without a digit.

    In the oldest exports this is the row that names the columns of dates.
    """
    if _folded(cells) >= _LEGACY:
        return True
    dates = [
        cells[column]
        for column, (name,) in enumerate(names)
        if name.casefold() in _DATES and column < len(cells)
    ]
    return bool(dates) and all(cell.strip() and not _DIGIT.search(cell) for cell in dates)


QUALTRICS = Preset(
    name="qualtrics",
    system="Qualtrics",
    about="Export Data, CSV. Three header rows; rows two and three may be deleted.",
    recognise=_recognise,
    find=_find,
    defaults={"date": "RecordedDate"},
    drops=(_TRIALS,),
)

QUALTRICS_LEGACY = Preset(
    name="qualtrics-legacy",
    system="Qualtrics",
    about="The older export, often with two header rows and a comma at the end of every row.",
    recognise=_recognise_legacy,
    find=_find,
    defaults={"date": "EndDate"},
    drops=(_TRIALS,),
)
