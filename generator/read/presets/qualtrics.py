"""Qualtrics: three header rows (names, questions, ids in braces), or two in older exports.

People delete the second and the third row, or only the third, so each is known by its content.
The oldest exports number their own columns in the first row (V1, V2 …) and name them in the second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model.mapping import ExportMapping
from generator.model.wording import collapse_whitespace
from generator.read.presets.preset import (
    Labels,
    Preset,
    Record,
    TableLayout,
    TableRows,
    UnwantedRows,
    below_header,
    columns_called,
    folded_cells,
    plain_labels,
)

_IDS = "importid"
_DATES = ("startdate", "enddate", "recordeddate")
_DIGIT = re.compile(r"\d")
# In newer exports the braces hold JSON, in older ones the same in single quotes.
_STATED = r"""["']{}["']\s*:\s*["']([^"']*)"""
_IMPORT_ID = re.compile(_STATED.format("ImportId"))
_TIME_ZONE = re.compile(_STATED.format("timeZone"))
_LEGACY = ("ResponseID", "ResponseSet")
# The texts of a status, and the codes of those exports that have numbers.
_TRIALS = UnwantedRows(
    columns=("Status",),
    texts=(
        *("Survey Preview", "Survey Test", "Survey Preview Spam", "Offline Survey Preview"),
        *("1", "2", "9", "17"),
    ),
    reason="previews and tests of the survey",
)
_recognise_legacy = columns_called(*_LEGACY, within=2)
_recognise_columns = columns_called("ResponseId", "RecordedDate")


def _recognise(records: Sequence[Record]) -> str:
    if _recognise_legacy(records):
        return ""
    if any(_is_ids(cells) for _, cells in records[:4]):
        return "its third row holds ids such as ImportId"
    return _recognise_columns(records)


def _read_header(rows: TableRows, _mapping: ExportMapping) -> TableLayout:
    names = plain_labels(rows[0])
    body, questions, ids, zone = 1, [""] * len(names), [""] * len(names), ""
    while body < min(3, len(rows)):
        cells = rows[body]
        if _is_ids(cells):
            ids = [found[1] if (found := _IMPORT_ID.search(cell)) else "" for cell in cells]
            zone = next((found[1] for cell in cells if (found := _TIME_ZONE.search(cell))), "")
        elif _is_questions(cells, names) or any(map(_is_ids, rows[body + 1 : body + 2])):
            questions = [collapse_whitespace(cell) for cell in cells]
        else:
            break
        body += 1
    labels = []
    for column, (name,) in enumerate(names):
        others = (row[column] if column < len(row) else "" for row in (questions, ids))
        labels.append(tuple(dict.fromkeys((name, *filter(None, others)))))
    return TableLayout(labels=tuple(labels), body=body, zone="UTC" if zone == "Z" else zone)


def _is_ids(cells: Sequence[str]) -> bool:
    return any(_IDS in cell.casefold() and cell.strip().startswith("{") for cell in cells[:3])


def _is_questions(cells: Sequence[str], names: Labels) -> bool:
    """Whether a row holds the questions: its cells under dates are words without a digit.

    In the oldest exports this is the row that names the columns of dates.
    """
    if folded_cells(cells) >= folded_cells(_LEGACY):
        return True
    dates = [cell for cell, (name,) in zip(cells, names, strict=False) if name.casefold() in _DATES]
    return bool(dates) and all(cell.strip() and not _DIGIT.search(cell) for cell in dates)


QUALTRICS = (
    Preset(
        name="qualtrics",
        system="Qualtrics",
        about="Export Data, CSV. Three header rows; rows two and three may be deleted.",
        recognise=_recognise,
        locate=below_header(_read_header),
        defaults={"date": "RecordedDate"},
        unwanted=(_TRIALS,),
    ),
    Preset(
        name="qualtrics-legacy",
        system="Qualtrics",
        about="The older export, often with two header rows and a comma at the end of every row.",
        recognise=_recognise_legacy,
        locate=below_header(_read_header),
        defaults={"date": "EndDate"},
        unwanted=(_TRIALS,),
    ),
)
