"""Qualtrics: three header rows (names, questions, ids as JSON), or two in older exports.

People delete the second and the third row, or only the third, so each is known by what it says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

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
_PREVIEWS = Drop(
    columns=("Status",), texts=("Survey Preview", "1"), reason="previews of the survey"
)


def _recognise(records: Sequence[Record]) -> str:
    names = _names(records)
    if any(_is_ids(cells) for _, cells in records[:4]):
        return "its third row holds ids such as ImportId"
    if "responseid" in names and "recordeddate" in names:
        return "its columns are called ResponseId and RecordedDate"
    return ""


def _recognise_legacy(records: Sequence[Record]) -> str:
    names = _names(records)
    if {"responseid", "responseset"} <= names:
        return "its columns are called ResponseID and ResponseSet"
    return ""


def _names(records: Sequence[Record]) -> set[str]:
    first = header_index(records)
    return set() if first is None else {cell.strip().casefold() for cell in records[first][1]}


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
            questions = [" ".join(cell.split()) for cell in cells]
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
    ids, zone = [], ""
    for cell in cells:
        try:
            said = json.loads(cell)
        except ValueError:
            said = {}
        said = said if isinstance(said, dict) else {}
        ids.append(str(said.get("ImportId", "")))
        zone = zone or str(said.get("timeZone", ""))
    return ids, "UTC" if zone == "Z" else zone


def _is_questions(cells: Sequence[str], names: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a row says what was asked: the cells of its dates are words without a digit."""
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
    drops=(_PREVIEWS,),
)

QUALTRICS_LEGACY = Preset(
    name="qualtrics-legacy",
    system="Qualtrics",
    about="The older export, with two header rows and a comma at the end of every row.",
    recognise=_recognise_legacy,
    find=_find,
    defaults={"date": "EndDate"},
    drops=(_PREVIEWS,),
)
