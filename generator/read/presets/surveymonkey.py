"""SurveyMonkey: questions in the first header row, their options in the second."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.wording import collapse_whitespace
from generator.read.presets.found import (
    Asked,
    Found,
    Preset,
    Record,
    Unfit,
    header_index,
    is_blank,
    joined_labels,
    plain_labels,
    without_header,
)

_SILENT = frozenset({"response", "open-ended response"})
_IDS = ("respondent id", "respondent_id")


def _recognise(records: Sequence[Record]) -> str:
    first = header_index(records)
    if first is not None and records[first][1][0].strip().casefold() in _IDS:
        return "its first column is called Respondent ID"
    return ""


def _find(records: Sequence[Record], _asked: Asked) -> Found | Unfit:
    first = header_index(records)
    if first is None:
        return without_header(records)
    rows = [records[first][1]]
    # The options stand under a blank where every answer has the id of its respondent.
    second = records[first + 1][1] if first + 1 < len(records) else []
    if not is_blank(second) and not second[0].strip():
        rows.append(second)
        labels = joined_labels(rows, _SILENT)
        labels = _without_carry(labels, rows)
    else:
        labels = plain_labels(rows[0])
    return Found(labels=labels, header=first, body=first + len(rows))


def _without_carry(
    labels: tuple[tuple[str, ...], ...], rows: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """A question that is asked in one column may be called by its text alone."""
    upper, lower = rows
    named = []
    for column, names in enumerate(labels):
        text = collapse_whitespace(upper[column]) if column < len(upper) else ""
        option = lower[column].strip() if column < len(lower) else ""
        alone = column + 1 >= len(upper) or bool(upper[column + 1].strip())
        also = (text,) if text and alone and option else ()
        named.append(tuple(dict.fromkeys((*names, *also))))
    return tuple(named)


SURVEYMONKEY = Preset(
    name="surveymonkey",
    system="SurveyMonkey",
    about="Export all responses data, CSV. A question is called by its text, an option by the "
    'text of its question, " - " and its own.',
    recognise=_recognise,
    find=_find,
    defaults={"date": "End Date"},
)
