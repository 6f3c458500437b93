"""Every way to get exports.toml wrong is told with its line and its mend."""

from __future__ import annotations

import pytest

from generator.read.declarations import parse_declarations

SOUND = """\
[exports.nps]
files = "nps.csv"
layout = "responses"
date = "day"
period = "month"
metric = "nps"
calculation = "nps"
answer = "score"
scale = [0, 10]
"""

CASES = [
    (
        "no TOML",
        "[exports.nps\nfiles = 3\n",
        (
            "exports.toml:1: This cannot be read as TOML (expected ']' at the end of a table "
            "declaration). Texts stand in quotation marks, lists in square brackets: "
            'files = "survey/*.csv".'
        ),
    ),
    (
        "an unknown setting",
        SOUND.replace("scale", "scal"),
        (
            'exports.toml:9:scal: There is no setting "scal" in an export. Did you mean scale or '
            "scales?"
        ),
    ),
    (
        "an unknown section",
        "[export.nps]\n",
        (
            'exports.toml:1:export: There is no setting "export" in exports.toml. Did you mean '
            "exports?"
        ),
    ),
    (
        "an unknown preset",
        SOUND + 'preset = "qualtrix"\n',
        (
            'exports.toml:10:preset: "qualtrix" is not qualtrics, qualtrics-legacy, surveymonkey, '
            "typeform, google-forms, hubspot-feedback, jira, zendesk, salesforce, power-bi, "
            "limesurvey, ga4 or tableau-crosstab. Did you mean qualtrics?"
        ),
    ),
    (
        "an unknown calculation",
        SOUND.replace('calculation = "nps"', 'calculation = "average"'),
        (
            'exports.toml:7:calculation: "average" is not nps, top-box, share, mean, median, '
            "percentile, "
            "count or sum. Write one of them."
        ),
    ),
    (
        "a time zone that is none",
        SOUND + 'timezone = "Europe/Londn"\n',
        (
            'exports.toml:10:timezone: "Europe/Londn" is no time zone. Did you mean Europe/London, '
            "Europe/Lisbon or Europe/Oslo?"
        ),
    ),
    (
        "a date format that is none",
        SOUND + 'date_format = "dd.mm.yyyy"\n',
        (
            'exports.toml:10:date_format: "dd.mm.yyyy" is no way to write a date. Write day-first, '
            "month-first, year-first, excel-days, iso-weeks, unix-seconds, unix-milliseconds, or a "
            "format such as %d.%m.%Y."
        ),
    ),
    (
        "a number for a text",
        SOUND.replace('"day"', "3"),
        'exports.toml:4:date: "date" must be a text. Write it in quotation marks: date = "…".',
    ),
    (
        "no scale",
        SOUND.replace("scale = [0, 10]\n", ""),
        (
            'exports.toml:1: The scale of the answers in "score" is not stated, and cannot be '
            "told from "
            'the answers. Write scale = [0, 10], or scales = { "Survey name" = [0, 10] } with '
            'survey = "…" where one column holds several.'
        ),
    ),
    (
        "another scale than that of NPS",
        SOUND.replace("[0, 10]", "[1, 7]"),
        (
            "exports.toml:9:scale: NPS is asked on a scale of 0 to 10, not of 1 to 7. Leave such "
            'answers out by a filter, or write calculation = "top-box".'
        ),
    ),
    (
        "a scale upside down",
        SOUND.replace("[0, 10]", "[10, 0]"),
        (
            "exports.toml:9:scale: A scale is its lowest and its highest answer. Write scale = [0, "
            "10]."
        ),
    ),
    (
        "no metric",
        SOUND.replace('metric = "nps"\n', ""),
        (
            'exports.toml:1: The export "nps" names no metric. Write metric = "nps", or '
            'metric_column = "Question" with metrics = { "text" = "nps" }.'
        ),
    ),
    (
        "no period",
        SOUND.replace('period = "month"\n', ""),
        'exports.toml:1: The export "nps" does not state "period". Add period = "month".',
    ),
    (
        "a filter without a test",
        SOUND + 'filters = [{ column = "Status" }]\n',
        (
            "exports.toml:10: A filter needs a column and a test. "
            'Write filters = [{ column = "Status", is = "Complete" }].'
        ),
    ),
    (
        "a top box without its answers",
        SOUND.replace('calculation = "nps"', 'calculation = "top-box"'),
        (
            "exports.toml:7:calculation: Which answers are favourable is not stated. Write "
            "favourable = [4, 5], at_least = 4, or top = 2 for the two highest of the scale."
        ),
    ),
    (
        "a share of nothing",
        SOUND.replace('calculation = "nps"', 'calculation = "share"'),
        (
            "exports.toml:7:calculation: A share needs the condition that it counts. Write "
            'answer = "Channel" and is = ["E-mail", "Phone"], at_least = 4 or filled = true.'
        ),
    ),
    (
        "a calculation of values that are worked out",
        SOUND.replace("responses", "long").replace('answer = "score"', 'value = "score"'),
        (
            'exports.toml:7:calculation: The layout "long" holds values that are worked out '
            "already, so "
            'there is no calculation. Remove it, or write layout = "responses" to work the '
            "values out "
            "from single rows."
        ),
    ),
    (
        "a number that nobody can reckon with",
        f'[files."goals.csv"]\nskip_rows = 1{"0" * 400}\n',
        (
            'exports.toml:2:skip_rows: "skip_rows" must be a whole number. Write skip_rows = 1, '
            "for example."
        ),
    ),
    (
        "a number of thousands of digits",
        f'[files."goals.csv"]\nskip_rows = {"9" * 5000}\n',
        (
            "exports.toml: This cannot be read as TOML (a number has thousands of digits). Texts "
            'stand in quotation marks, lists in square brackets: files = "survey/*.csv".'
        ),
    ),
    (
        "a year twice in a format",
        '[files."goals.csv"]\ndates = "%Y%Y%m"\n',
        (
            'exports.toml:2:dates: "%Y%Y%m" is no way to write a date. Write day-first, '
            "month-first, year-first, excel-days, iso-weeks, unix-seconds, unix-milliseconds, or a "
            "format such as %d.%m.%Y."
        ),
    ),
    (
        "an encoding that is none",
        '[files."goals.csv"]\nencoding = "utf8000"\n',
        'exports.toml:2:encoding: "utf8000" is no encoding. Did you mean utf-8?',
    ),
]


@pytest.mark.parametrize(("toml", "message"), [pytest.param(*c[1:], id=c[0]) for c in CASES])
def test_a_fault_of_exports_toml_is_told_in_these_words(toml: str, message: str) -> None:
    _, problems = parse_declarations(toml)
    assert [str(problem) for problem in problems] == [message]


def test_a_sound_declaration_has_no_fault() -> None:
    declared, problems = parse_declarations(SOUND)
    assert problems == []
    assert [mapping.name for mapping in declared.exports] == ["nps"]
