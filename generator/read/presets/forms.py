"""Exports with one plain header row: Google Forms, HubSpot's feedback and Jira."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.read.presets.found import Preset, Record, header_index, header_row


def _with_columns(*wanted: str) -> Callable[[Sequence[Record]], str]:
    """Knows a file by the names of some of its columns."""

    def recognise(records: Sequence[Record]) -> str:
        first = header_index(records)
        names = set() if first is None else {c.strip().casefold() for c in records[first][1]}
        if {name.casefold() for name in wanted} <= names:
            return f"its columns are called {' and '.join(wanted)}"
        return ""

    return recognise


def _begins_with_timestamp(records: Sequence[Record]) -> str:
    first = header_index(records)
    if first is not None and records[first][1][0].strip().casefold() == "timestamp":
        return "its first column is called Timestamp"
    return ""


GOOGLE_FORMS = Preset(
    name="google-forms",
    system="Google Forms",
    about="The sheet of the answers, File, Download, CSV. Timestamp is written as the sheet's "
    "language has it: declare date_format.",
    recognise=_begins_with_timestamp,
    find=header_row,
    defaults={"date": "Timestamp"},
)

HUBSPOT_FEEDBACK = Preset(
    name="hubspot-feedback",
    system="HubSpot",
    about="Feedback submissions, Export, CSV. One column of ratings for all surveys: declare the "
    "scale of each.",
    recognise=_with_columns("Survey name", "Rating"),
    find=header_row,
    defaults={"survey": "Survey name"},
)

JIRA = Preset(
    name="jira",
    system="Jira",
    about="Export, CSV (all fields). Names of columns stand several times: the first filled cell "
    "counts, and a filter holds where any of them fits.",
    recognise=_with_columns("Issue key", "Issue Type"),
    find=header_row,
    defaults={"date": "Created"},
    first_of_many=True,
)
