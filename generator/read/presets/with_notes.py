"""Zendesk, Salesforce, Power BI and LimeSurvey: one header row, and peculiarities around it.

Zendesk writes times in minutes. Salesforce and Power BI write notes and totals below the table.
LimeSurvey keeps answers that were begun and never submitted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model.mapping import ExportMapping
from generator.read.presets.preset import (
    BELOW_HEADER,
    NoTableReason,
    Notes,
    Preset,
    Recognise,
    Record,
    TableLayout,
    UnwantedRows,
    below_header,
    columns_called,
    folded_cells,
    plain_labels,
    recognised_by,
)

_IN_MINUTES = re.compile(r"\bin minutes\b|\(min\)", re.IGNORECASE)
_IN_HOURS = re.compile(r"\bin hours\b|\(hrs\)", re.IGNORECASE)
_WITH_CODE = re.compile(r"(\w+(?:\[[^\]]*\])*)\. (.+)")
_SUBMITTED = ("submitdate", "Date submitted")
#: The date of every answer to a survey that records no dates.
_UNDATED = "1980-01-01"
_SALESFORCE = Notes(
    beginnings=("Copyright (c) 2000-", "Copyright © 2000-", "Confidential Information - "),
    totals=re.compile(r"Grand Totals? \([\d,.]+ records?\)"),
)
_POWER_BI = Notes(
    beginnings=("Applied filters:", "No filters applied", "Exported data exceeded"),
    totals=re.compile(r"Total"),
    cut="Exported data exceeded the allowed volume",
)


def _time_unit(column: str) -> str:
    """The unit that a column of Zendesk names: `First reply time in minutes`."""
    if _IN_MINUTES.search(column):
        return "minutes"
    return "hours" if _IN_HOURS.search(column) else ""


def _ends_with(mark: str, notes: Notes) -> Recognise:
    """Recognises a file by a note among its first records."""

    def recognise(records: Sequence[Record]) -> str:
        cells = ([cell.strip() for cell in cells if cell.strip()] for _, cells in records)
        found = any(len(own) == 1 and own[0].startswith(notes.beginnings) for own in cells)
        return mark if found else ""

    return recognise


def _with_codes(rows: Sequence[Sequence[str]], _mapping: ExportMapping) -> TableLayout:
    """A header with codes, texts, or both (`Q1. How likely …`): any of them names the column."""
    labels = []
    for (name,) in plain_labels(rows[0]):
        both = _WITH_CODE.fullmatch(name)
        labels.append(tuple(dict.fromkeys((name, *(both.groups() if both else ())))))
    return TableLayout(labels=tuple(labels), body=1)


def _dated(records: Sequence[Record], mapping: ExportMapping) -> TableLayout | NoTableReason:
    """The table of a survey that records dates."""
    layout = below_header(_with_codes)(records, mapping)
    if isinstance(layout, NoTableReason):
        return layout
    dates = [at for at, names in enumerate(layout.labels) if {*names} & {*_SUBMITTED}]
    for line, cells in records[layout.body :]:
        if any(at < len(cells) and cells[at].strip().startswith(_UNDATED) for at in dates):
            return NoTableReason(
                line=line,
                message="The survey records no dates: LimeSurvey has written 1980-01-01.",
                fix="Switch on Date stamp in the settings of the survey; answers so far have none.",
            )
    return layout


_SURVEY_COLUMNS = ({"lastpage", "startlanguage"}, {"last page", "start language"})

#: The four systems.
WITH_NOTES = (
    Preset(
        name="zendesk",
        system="Zendesk",
        about="Tickets as CSV, or a report of Explore. Times in minutes or hours, as the name of "
        "their column says, become the unit of the metric.",
        recognise=columns_called("Summation column", "Id"),
        defaults={"date": "Created at"},
        time_unit=_time_unit,
    ),
    Preset(
        name="salesforce",
        system="Salesforce",
        about="Report, Export, Details Only, CSV. Grand totals and the lines below are left out.",
        recognise=_ends_with("it ends with the notice of Salesforce", _SALESFORCE),
        locate=BELOW_HEADER,
        notes=_SALESFORCE,
    ),
    Preset(
        name="power-bi",
        system="Power BI",
        about="Export data, saved as CSV. The total and the notes about filters are left out; a "
        "file that was cut is refused.",
        recognise=_ends_with("it ends with the note about filters of Power BI", _POWER_BI),
        locate=BELOW_HEADER,
        notes=_POWER_BI,
    ),
    Preset(
        name="limesurvey",
        system="LimeSurvey",
        about="Responses, Export, CSV. A question is called by its code or its text, a part of it "
        "with its own in brackets. Answers that were not submitted are left out.",
        recognise=recognised_by(
            "its columns are called lastpage and startlanguage",
            lambda rows: any(
                wanted <= folded_cells(row) for wanted in _SURVEY_COLUMNS for row in rows[:1]
            ),
        ),
        locate=_dated,
        defaults={"date": "submitdate"},
        unwanted=(UnwantedRows(columns=_SUBMITTED, texts=("",), reason="responses not submitted"),),
    ),
)
