"""Exports that begin with one or two header rows: forms, surveys, tickets and crosstabs."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from generator.model.mapping import ExportMapping, Layout
from generator.model.wording import collapse_whitespace
from generator.read.presets.preset import (
    Labels,
    Preset,
    TableLayout,
    TableRows,
    below_header,
    columns_called,
    first_column_called,
    is_blank,
    joined_labels,
    plain_labels,
    recognised_by,
)

_SILENT = frozenset({"response", "open-ended response"})
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def _with_options(rows: TableRows, _mapping: ExportMapping) -> TableLayout:
    """SurveyMonkey: questions in the first header row, their options perhaps in a second.

    The options stand under a blank where every answer has the id of its respondent.
    """
    second = rows[1] if len(rows) > 1 else []
    if is_blank(second) or second[0].strip():
        return TableLayout(labels=plain_labels(rows[0]), body=1)
    labels = joined_labels(rows[:2], _SILENT)
    return TableLayout(labels=_with_questions(labels, rows[0], second), body=2)


def _with_questions(labels: Labels, upper: Sequence[str], lower: Sequence[str]) -> Labels:
    """Adds the text of its question as a name to the only column of a question."""
    named = []
    for column, names in enumerate(labels):
        text = collapse_whitespace(upper[column]) if column < len(upper) else ""
        option = lower[column].strip() if column < len(lower) else ""
        alone = column + 1 >= len(upper) or bool(upper[column + 1].strip())
        also = (text,) if text and alone and option else ()
        named.append(tuple(dict.fromkeys((*names, *also))))
    return tuple(named)


def _without_html(rows: TableRows, _mapping: ExportMapping) -> TableLayout:
    """Typeform: questions may hold HTML; the dates are UTC."""
    labels = tuple(tuple(dict.fromkeys((_plain(name), name))) for (name,) in plain_labels(rows[0]))
    return TableLayout(labels=labels, body=1, zone="UTC")


def _plain(label: str) -> str:
    return collapse_whitespace(html.unescape(_TAG.sub("", label)).replace("*", "")) or label


def _has_field_row(rows: TableRows) -> bool:
    """Tableau: whether the first row only names the field of the periods, once or repeatedly."""
    if len(rows) < 2 or rows[0][0].strip():
        return False
    upper, lower = ([cell.strip() for cell in row if cell.strip()] for row in rows[:2])
    return len(set(upper)) == 1 and len(lower) > 2


def _below_field_row(rows: TableRows, _mapping: ExportMapping) -> TableLayout:
    header = int(_has_field_row(rows))
    return TableLayout(labels=plain_labels(rows[header]), header=header, body=header + 1)


#: The forms, surveys and tickets.
WITH_HEADER_ROWS = (
    Preset(
        name="surveymonkey",
        system="SurveyMonkey",
        about="Export all responses data, CSV. A question is called by its text, an option by the "
        'text of its question, " - " and its own.',
        recognise=first_column_called("Respondent ID", "respondent_id"),
        locate=below_header(_with_options),
        defaults={"date": "End Date"},
    ),
    Preset(
        name="typeform",
        system="Typeform",
        about="Responses, Download, CSV. Its dates are UTC. A question that stands twice is called "
        'by its text and its number: "Why? (2)".',
        recognise=first_column_called("#"),
        locate=below_header(_without_html),
        defaults={"date": "Submit Date (UTC)"},
    ),
    Preset(
        name="google-forms",
        system="Google Forms",
        about="The sheet of the answers, File, Download, CSV. Timestamp is written as the sheet's "
        "language has it: declare date_format.",
        recognise=first_column_called("Timestamp"),
        defaults={"date": "Timestamp"},
    ),
    Preset(
        name="hubspot-feedback",
        system="HubSpot",
        about="Feedback submissions, Export, CSV. One column of ratings for all surveys: declare "
        "the scale of each.",
        recognise=columns_called("Survey name", "Rating"),
        defaults={"survey": "Survey name"},
    ),
    Preset(
        name="jira",
        system="Jira",
        about="Export, CSV (all fields). Names of columns stand several times: the first filled "
        "cell counts, and a filter holds where any of them fits.",
        recognise=columns_called("Issue key", "Issue Type"),
        defaults={"date": "Created"},
        first_of_many=True,
    ),
)

TABLEAU_CROSSTAB = Preset(
    name="tableau-crosstab",
    system="Tableau",
    about="Download, Crosstab, CSV: UTF-16 with tabs, and a column a period.",
    recognise=recognised_by("above its header stands the name of one field alone", _has_field_row),
    locate=below_header(_below_field_row),
    defaults={"layout": Layout.WIDE},
)
