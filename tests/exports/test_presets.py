"""Each preset reads the exact layout of its system; every number here is worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.folder import Content
from tests.exports.folder import check_export, errors, fixture, measured, source

SEPTEMBER, OCTOBER = "2026-09-30", "2026-10-31"

QUALTRICS = """\
timezone = "Europe/London"

[exports.relationship]
files = "qualtrics/*.csv"
preset = "qualtrics"
period = "month"
metric = "nps"
calculation = "nps"
answer = "Q1"
scale = [0, 10]
segment = { column = "Firm_size", dimension = "size", values = { "1-49" = "small", \
"50-249" = "mid-size", "250+" = "large" } }
filters = [{ column = "Finished", is = "True" }]
response_id = "ResponseId"
"""


@pytest.mark.parametrize("file", ["export", "rows-deleted", "third-row-deleted"])
def test_qualtrics(file: str, tmp_path: Path) -> None:
    toml = QUALTRICS
    if file != "export":  # without its third row the file does not say its time zone
        toml = toml.replace(
            'preset = "qualtrics"', 'preset = "qualtrics"\ntimezone = "America/Denver"'
        )
    outcome = check_export(tmp_path, toml, f"qualtrics/{file}.csv")
    # September: 10, 9, 7, 3; the 10 of 30 September 17:30 in Denver is October in London, with
    # 6 and 9. The preview, the unfinished, the blank and the repeated response are left out.
    assert measured(outcome) == {
        ("nps", SEPTEMBER, ""): {"value": 25, "n": 4, "promoters": 2, "detractors": 1},
        ("nps", SEPTEMBER, "size: small"): {"value": 50, "n": 2, "promoters": 1, "detractors": 0},
        ("nps", SEPTEMBER, "size: mid-size"): {
            "value": 100,
            "n": 1,
            "promoters": 1,
            "detractors": 0,
        },
        ("nps", SEPTEMBER, "size: large"): {"value": -100, "n": 1, "promoters": 0, "detractors": 1},
        ("nps", OCTOBER, ""): {
            "value": pytest.approx(100 / 3),
            "n": 3,
            "promoters": 2,
            "detractors": 1,
        },
        ("nps", OCTOBER, "size: small"): {"value": -100, "n": 1, "promoters": 0, "detractors": 1},
        ("nps", OCTOBER, "size: mid-size"): {"value": 100, "n": 1, "promoters": 1, "detractors": 0},
        ("nps", OCTOBER, "size: large"): {"value": 100, "n": 1, "promoters": 1, "detractors": 0},
    }
    read = source(outcome)
    assert (read.rows_read, read.rows_used) == (11, 7)
    assert dict(read.skipped) == {
        "previews and tests of the survey": 1,
        "responses that stand twice": 1,
        "rows left out by a filter": 1,
        "rows without an answer": 1,
    }
    assert (read.system, read.encoding, read.delimiter) == ("Qualtrics", "utf-8", "comma")


def test_qualtrics_lines(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, QUALTRICS, "qualtrics/export.csv")
    frame = outcome.sound.measurements
    whole = frame[frame["segment"] == ""]
    # The header has a question of two lines, so the first answer, of two lines, is on line 5.
    assert [*zip(whole["line"], whole["last_line"], strict=True)] == [(5, 9), (11, 15)]


def test_qualtrics_in_german(tmp_path: Path) -> None:
    toml = QUALTRICS.replace('"Q1"', '"QID1"').replace('"ResponseId"', '"_recordId"')
    outcome = check_export(tmp_path, toml, "qualtrics/german.csv")
    assert measured(outcome)["nps", SEPTEMBER, ""]["value"] == 25
    assert source(outcome).rows_used == 7


def test_qualtrics_with_a_renamed_column(tmp_path: Path) -> None:
    toml = QUALTRICS.replace("period", 'date = "RecordedDate"\nperiod').replace('"Q1"', '"Q1_NPS"')
    outcome = check_export(tmp_path, toml, "qualtrics/renamed.csv")
    assert errors(outcome) == [
        (
            'exports/qualtrics/renamed.csv:1: There is no column "Q1_NPS", which "relationship" '
            "reads "
            "(exports.toml:10:answer). Did you mean Q1_NPS_GROUP or QID1_NPS_GROUP?"
        )
    ]
    # The name in the second or third row will do: "RecordedDate" is the id of "Recorded_Date".


def test_qualtrics_off_its_scale(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, QUALTRICS, "qualtrics/off-scale.csv")
    fix = "Correct the scale in exports.toml, or leave such rows out by a filter."
    place = "exports/qualtrics/off-scale.csv"
    assert errors(outcome) == [
        f'{place}:8:Q1: "11" is no answer on the scale of 0 to 10 (2 rows have it). {fix}',
        f'{place}:9:Q1: "7.5" is no answer on the scale of 0 to 10. {fix}',
        f'{place}:10:Q1: "-1" is no answer on the scale of 0 to 10. {fix}',
    ]


LEGACY = """\
[exports.old]
files = "qualtrics-legacy/*.csv"
preset = "qualtrics-legacy"
period = "month"
metric = "nps"
calculation = "nps"
answer = "Q1"
scale = [0, 10]
response_id = "ResponseID"
"""


@pytest.mark.parametrize("file", ["export", "second-row-deleted", "numbered", "with-ids"])
def test_qualtrics_legacy(file: str, tmp_path: Path) -> None:
    outcome = check_export(tmp_path, LEGACY, f"qualtrics-legacy/{file}.csv")
    assert measured(outcome) == {
        ("nps", SEPTEMBER, ""): {"value": 25, "n": 4, "promoters": 2, "detractors": 1},
        ("nps", OCTOBER, ""): {"value": -100, "n": 1, "promoters": 0, "detractors": 1},
    }
    assert dict(source(outcome).skipped) == {"previews and tests of the survey": 1}


@pytest.mark.parametrize("name", ["QID1", "How likely are you to recommend us?"])
def test_qualtrics_legacy_question_by_its_id_or_its_text(name: str, tmp_path: Path) -> None:
    toml = LEGACY.replace('"Q1"', f'"{name}"')
    outcome = check_export(tmp_path, toml, "qualtrics-legacy/with-ids.csv")
    assert measured(outcome)["nps", SEPTEMBER, ""]["value"] == 25


def test_qualtrics_legacy_that_numbers_its_columns_without_their_names(tmp_path: Path) -> None:
    first, _, rest = fixture("qualtrics-legacy/numbered.csv").partition(b"\n")
    content = first + b"\n" + rest.partition(b"\n")[2]
    outcome = check_export(tmp_path, LEGACY, files={"qualtrics-legacy/numbered.csv": content})
    assert errors(outcome)[0] == (
        'exports/qualtrics-legacy/numbered.csv:1: There is no column "EndDate", which "old" reads '
        "(exports.toml:1). Correct its name there, or export the file with it."
    )


SURVEYMONKEY = """\
[exports.setup]
files = "surveymonkey/*.csv"
preset = "surveymonkey"
date_format = "month-first"
period = "month"
metric = "csat"
calculation = "top-box"
top = 2
answer = "How satisfied were you with the setup?"
scale = [1, 5]
"""


@pytest.mark.parametrize("file", ["export", "semicolons"])
def test_surveymonkey(file: str, tmp_path: Path) -> None:
    outcome = check_export(tmp_path, SURVEYMONKEY, f"surveymonkey/{file}.csv")
    assert measured(outcome) == {
        ("csat", SEPTEMBER, ""): {"value": 50, "n": 4, "numerator": 2},
        ("csat", OCTOBER, ""): {"value": 50, "n": 2, "numerator": 1},
    }
    assert dict(source(outcome).skipped) == {"rows without an answer": 1}


def test_surveymonkey_options_in_columns_of_their_own(tmp_path: Path) -> None:
    question = "Which channels did you use? (Select all that apply)"
    toml = f"""\
[exports.phone]
files = "surveymonkey/*.csv"
preset = "surveymonkey"
date_format = "month-first"
period = "month"
metric = "csat"
calculation = "share"
answer = "{question} - Phone"
filled = true
"""
    outcome = check_export(tmp_path, toml, "surveymonkey/export.csv")
    # Three of four in September and one of three in October ticked the phone.
    assert measured(outcome) == {
        ("csat", SEPTEMBER, ""): {"value": 75, "n": 4, "numerator": 3},
        ("csat", OCTOBER, ""): {"value": pytest.approx(100 / 3), "n": 3, "numerator": 1},
    }


def test_surveymonkey_dates_that_read_both_ways(tmp_path: Path) -> None:
    toml = SURVEYMONKEY.replace('date_format = "month-first"\n', "")
    outcome = check_export(tmp_path, toml, "surveymonkey/day-first.csv")
    assert errors(outcome) == [
        (
            'exports/surveymonkey/day-first.csv:3:End Date: "07/09/2026" can be read as '
            "2026-09-07 or "
            "as 2026-07-09, and no other cell of the column tells which (the same on line 4). "
            "Declare "
            'how the dates are written, such as date_format = "day-first" or "%d.%m.%Y", in '
            "exports.toml."
        )
    ]


TYPEFORM = """\
timezone = "Europe/London"

[exports.effort]
files = "typeform/*.csv"
preset = "typeform"
period = "month"
metric = "effort"
calculation = "mean"
answer = "How easy was it to reach us?"
scale = [1, 7]
"""


def test_typeform(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, TYPEFORM, "typeform/export.csv")
    # 23:30 UTC on 30 September is October in London.
    assert measured(outcome) == {
        ("effort", SEPTEMBER, ""): {"value": 5.5, "n": 2, "numerator": 11},
        ("effort", OCTOBER, ""): {"value": 4.5, "n": 2, "numerator": 9},
    }
    assert dict(source(outcome).skipped) == {"rows without an answer": 1}


def test_typeform_with_a_question_that_was_renamed(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, TYPEFORM, "typeform/renamed.csv")
    (message,) = errors(outcome)
    assert message.startswith(
        'exports/typeform/renamed.csv:1: There is no column "How easy was it to reach us?", which '
        '"effort" reads (exports.toml:9:answer). Did you mean How simple was it to reach us?'
    )


def test_typeform_question_that_stands_twice(tmp_path: Path) -> None:
    toml = TYPEFORM.replace("How easy was it to reach us?", "Why?")
    outcome = check_export(tmp_path, toml, "typeform/export.csv")
    assert errors(outcome) == [
        (
            'exports/typeform/export.csv:1:Why?: 2 columns are called "Why?" (columns 4 and 5, for '
            'example). Say which one in exports.toml: "Why? (1)" or "Why? (2)".'
        )
    ]


FORMS = """\
timezone = "Europe/London"

[exports.training]
files = "google-forms/*.csv"
preset = "google-forms"
date_format = "month-first"
period = "month"
metric = "csat"
calculation = "top-box"
favourable = [4, 5]
answer = "How satisfied are you with the training? (1 to 5)"
scale = [1, 5]
"""


@pytest.mark.parametrize(
    ("file", "date_format"),
    [("export", "month-first"), ("german", "day-first"), ("german", "%d.%m.%Y %H:%M:%S")],
)
def test_google_forms(file: str, date_format: str, tmp_path: Path) -> None:
    toml = FORMS.replace("month-first", date_format)
    outcome = check_export(tmp_path, toml, f"google-forms/{file}.csv")
    assert measured(outcome) == {
        ("csat", SEPTEMBER, ""): {"value": pytest.approx(200 / 3), "n": 3, "numerator": 2},
        ("csat", OCTOBER, ""): {"value": 0, "n": 1, "numerator": 0},
    }


def test_google_forms_with_offsets(tmp_path: Path) -> None:
    toml = FORMS.replace("month-first", "year-first")
    outcome = check_export(tmp_path, toml, "google-forms/form-download.csv")
    # 23:45 on 30 September, five hours behind GMT, is October in London.
    assert measured(outcome) == {
        ("csat", SEPTEMBER, ""): {"value": 100, "n": 2, "numerator": 2},
        ("csat", OCTOBER, ""): {"value": 0, "n": 2, "numerator": 0},
    }


def test_google_forms_with_the_name_of_a_zone(tmp_path: Path) -> None:
    toml = FORMS.replace("month-first", "year-first")
    outcome = check_export(tmp_path / "unsaid", toml, "google-forms/zone-named.csv")
    # EST may be in America or in Australia.
    assert errors(outcome) == [
        (
            "exports/google-forms/zone-named.csv:1:Timestamp: The time of "
            '"2026/09/03 10:00:00 AM EST" ends in EST, which names no one time zone. Declare the '
            'zone of this export in exports.toml, such as timezone = "America/New_York".'
        )
    ]
    toml = toml.replace("[exports.training]", '[exports.training]\ntimezone = "America/New_York"')
    outcome = check_export(tmp_path / "said", toml, "google-forms/zone-named.csv")
    assert measured(outcome) == {
        ("csat", SEPTEMBER, ""): {"value": 100, "n": 2, "numerator": 2},
        ("csat", OCTOBER, ""): {"value": 0, "n": 2, "numerator": 0},
    }


def test_google_forms_must_say_how_its_dates_are_written(tmp_path: Path) -> None:
    toml = FORMS.replace('date_format = "month-first"\n', "")
    outcome = check_export(tmp_path, toml, "google-forms/export.csv")
    assert errors(outcome)[0] == (
        'exports.toml:3: The export "training" does not state "date_format". '
        'Add date_format = "month-first", "day-first" or "year-first".'
    )


HUBSPOT = """\
[exports.relationship]
files = "hubspot-feedback/*.csv"
preset = "hubspot-feedback"
date = "Date"
period = "month"
metric = "nps"
calculation = "nps"
answer = "Rating"
scales = { "Relationship survey" = [0, 10] }
filters = [{ column = "Survey name", is = "Relationship survey" }]

[exports.after-a-case]
files = "hubspot-feedback/*.csv"
preset = "hubspot-feedback"
date = "Date"
period = "month"
metric = "csat"
calculation = "top-box"
top = 1
answer = "Rating"
scales = { "After a case" = [0, 2] }
filters = [{ column = "Survey name", is = "After a case" }]
"""


def test_hubspot_feedback(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, HUBSPOT, "hubspot-feedback/export.csv")
    assert measured(outcome) == {
        ("nps", SEPTEMBER, ""): {
            "value": pytest.approx(100 / 3),
            "n": 3,
            "promoters": 2,
            "detractors": 1,
        },
        ("nps", OCTOBER, ""): {"value": 0, "n": 1, "promoters": 0, "detractors": 0},
        ("csat", SEPTEMBER, ""): {"value": 50, "n": 2, "numerator": 1},
        ("csat", OCTOBER, ""): {"value": 0, "n": 1, "numerator": 0},
    }
    read = {s.export: (s.rows_read, s.rows_used) for s in outcome.sound.sources if s.export}
    assert read == {"relationship": (9, 4), "after-a-case": (9, 3)}


def test_hubspot_feedback_with_a_survey_of_unknown_scale(tmp_path: Path) -> None:
    filters = 'filters = [{ column = "Survey name", is = "Relationship survey" }]\n'
    toml = HUBSPOT.partition("\n[exports.after")[0].replace(filters, "")
    outcome = check_export(tmp_path, toml, "hubspot-feedback/new-survey.csv")
    place = "exports/hubspot-feedback/new-survey.csv"
    add = "Add it to scales, such as"
    left = "or leave its rows out by a filter."
    assert errors(outcome) == [
        (
            f'{place}:5:Survey name: The scale of the survey "After a case" is not stated (3 '
            "rows have "
            f'it). {add} "After a case" = [0, 10], {left}'
        ),
        (
            f'{place}:7:Survey name: The scale of the survey "How easy was it" is not stated (2 '
            "rows "
            f'have it). {add} "How easy was it" = [0, 10], {left}'
        ),
        (
            f'{place}:11:Survey name: The scale of the survey "Relationship survey 2027" is not '
            "stated. Did you mean Relationship survey?"
        ),
    ]


JIRA = """\
[exports.bugs]
files = "jira/*.csv"
preset = "jira"
period = "month"
metric = "median-days"
calculation = "median"
answer = "Custom field (Days to resolve)"
filters = [{ column = "Issue Type", is = "Bug" }, { column = "Labels", is = "customer" }]

[exports.slow]
files = "jira/*.csv"
preset = "jira"
period = "month"
metric = "slow-days"
calculation = "percentile"
percentile = 90
answer = "Custom field (Days to resolve)"
filters = [{ column = "Issue Type", is = "Bug" }, { column = "Labels", is = "customer" }]

[exports.number]
files = "jira/*.csv"
preset = "jira"
period = "month"
metric = "cases"
calculation = "count"
segment = { column = "Labels", dimension = "label", values = { customer = "customer", \
billing = "billing", internal = "", x = "", y = "" } }
"""


def test_jira(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, JIRA, "jira/export.csv")
    # Bugs of customers in September took 2, 6 and 10 days: the 90th percentile is 6 + 0.8 × 4.
    assert measured(outcome) == {
        ("median-days", SEPTEMBER, ""): {"value": 6, "n": 3},
        ("median-days", OCTOBER, ""): {"value": 4, "n": 1},
        ("slow-days", SEPTEMBER, ""): {"value": pytest.approx(9.2), "n": 3},
        ("slow-days", OCTOBER, ""): {"value": 4, "n": 1},
        ("cases", SEPTEMBER, ""): {"value": 5, "n": 5},
        ("cases", SEPTEMBER, "label: customer"): {"value": 4, "n": 4},
        ("cases", SEPTEMBER, "label: billing"): {"value": 2, "n": 2},
        ("cases", OCTOBER, ""): {"value": 2, "n": 2},
        ("cases", OCTOBER, "label: customer"): {"value": 2, "n": 2},
    }


def test_jira_with_months_in_another_language(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, JIRA.partition("\n[exports.slow")[0], "jira/german.csv")
    assert measured(outcome) == {("median-days", OCTOBER, ""): {"value": 2, "n": 1}}


GA4 = """\
[exports.help]
files = "ga4/*.csv"
preset = "ga4"
date = "Date"
period = "month"
metric = "views"
calculation = "sum"
answer = "Views"
"""
GA4_SNAPSHOT = GA4.replace('date = "Date"\n', "").replace("preset", 'table = "{}"\npreset')


def test_ga4(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, GA4, "ga4/by-day.csv")
    assert measured(outcome) == {
        ("views", SEPTEMBER, ""): {"value": 2000, "n": 2, "numerator": 2000},
        ("views", OCTOBER, ""): {"value": 1200, "n": 2, "numerator": 1200},
    }
    assert source(outcome).rows_read == 4


def test_ga4_with_a_grand_total(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, GA4, "ga4/grand-total.csv")
    assert errors(outcome) == [
        (
            'exports/ga4/grand-total.csv:11:Date: "Grand total" is no date, but a row of totals. '
            'Declare total_rows = ["Grand total"] for this export.'
        )
    ]
    toml = GA4 + 'total_rows = ["Grand total"]\n'
    outcome = check_export(tmp_path, toml, "ga4/grand-total.csv")
    assert measured(outcome)["views", SEPTEMBER, ""]["value"] == 2000
    assert dict(source(outcome).skipped) == {"rows of totals": 1}


def test_ga4_with_several_tables(tmp_path: Path) -> None:
    toml = GA4_SNAPSHOT.replace('table = "{}"\n', "")
    outcome = check_export(tmp_path / "a", toml, "ga4/two-tables.csv")
    assert errors(outcome) == [
        (
            'exports/ga4/two-tables.csv:10: The file holds 2 tables ("Page title", "Session '
            'channel", '
            'on lines 10, 19). Name one in exports.toml: table = "Page title", or by its number: '
            'table = "2".'
        )
    ]
    outcome = check_export(
        tmp_path / "b", GA4_SNAPSHOT.format("reports snapshot"), "ga4/two-tables.csv"
    )
    assert measured(outcome) == {
        ("views", SEPTEMBER, ""): {"value": 2000, "n": 2, "numerator": 2000}
    }
    toml = GA4_SNAPSHOT.format("Sessions by channel").replace('"Views"', '"Sessions"')
    outcome = check_export(tmp_path / "c", toml, "ga4/two-tables.csv")
    assert measured(outcome) == {("views", SEPTEMBER, ""): {"value": 100, "n": 2, "numerator": 100}}


def test_ga4_that_speaks_of_more_than_a_period(tmp_path: Path) -> None:
    toml = GA4_SNAPSHOT.format("Page title")
    outcome = check_export(tmp_path, toml, "ga4/whole-quarter.csv")
    assert errors(outcome) == [
        (
            "exports.toml:5:period: exports/ga4/whole-quarter.csv speaks of 2026-09-01 to "
            "2026-11-30, "
            "which is more than one period, and no column of dates is named. Name it "
            '(date = "Date"), or export each period into a file of its own.'
        )
    ]


OF_30 = "of the 30 days of its period. Export the whole period."
PROVISIONAL = "its figure is then provisional."


@pytest.mark.parametrize(
    ("first", "last", "settings", "told"),
    [
        ("20260901", "20260930", "", ""),
        ("20260901", "20260927", "", ""),
        ("20260901", "20260926", "", f"26 {OF_30}"),
        ("20260901", "20260926", 'partial = "open"', f"26 {OF_30}"),
        ("20261101", "20261118", "", f'18 {OF_30} Or declare partial = "open": {PROVISIONAL}'),
        ("20261101", "20261118", 'partial = "open"', ""),
    ],
)
def test_ga4_of_a_part_of_a_period(
    first: str, last: str, settings: str, told: str, tmp_path: Path
) -> None:
    content = fixture("ga4/two-tables.csv").decode()
    for stated, other in (("20260901", first), ("20260930", last)):
        assert stated in content
        content = content.replace(stated, other)
    toml = GA4_SNAPSHOT.format("Page title") + settings
    outcome = check_export(tmp_path, toml, files={"ga4/part.csv": content})
    days = [f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in (first, last)]
    expected = [f"exports/ga4/part.csv: It covers {days[0]} to {days[1]}: {told}"] if told else []
    assert [error for error in errors(outcome) if not error.startswith("warning")] == expected


TABLEAU = """\
[exports.closed]
files = "tableau-crosstab/*.csv"
preset = "tableau-crosstab"
metric = "reply"
thousands = ","
segment = { column = "Region", dimension = "region" }
total_rows = ["Grand Total"]
"""


@pytest.mark.parametrize("file", ["crosstab", "without-mark", "saved-again", "name-repeated"])
def test_tableau_crosstab(file: str, tmp_path: Path) -> None:
    toml = TABLEAU + ('encoding = "utf-16"\n' if file == "without-mark" else "")
    outcome = check_export(tmp_path, toml, f"tableau-crosstab/{file}.csv")
    assert measured(outcome) == {
        ("reply", SEPTEMBER, "region: North"): {"value": 1204},
        ("reply", SEPTEMBER, "region: South"): {"value": 998},
        ("reply", OCTOBER, "region: North"): {"value": 1310},
        ("reply", OCTOBER, "region: South"): {"value": 1001},
    }
    read = source(outcome)
    assert (read.rows_read, read.rows_used) == (6, 4)
    assert read.delimiter == ("semicolon" if file == "saved-again" else "tab")


def test_a_thousands_mark_alone_has_to_be_declared(tmp_path: Path) -> None:
    toml = TABLEAU.replace('thousands = ","\n', "").replace("Grand Total", "South", 1)
    toml = toml.replace('["South"]', '["South", "Grand Total"]')
    outcome = check_export(tmp_path, toml, "tableau-crosstab/crosstab.csv")
    assert len(errors(outcome)) == 1
    assert '"1,204" can be read as 1204 or as 1.204' in errors(outcome)[0]


LONG = """\
[exports.helpdesk]
files = "long/*.csv"
layout = "long"
date = "Month"
date_format = "day-first"
decimal = ","
period = "month"
metric_column = "Measure"
metrics = { "Satisfaction" = "csat", "First reply" = "reply" }
segment = { column = "Team", dimension = "channel", values = { All = "", Phone = "phone" } }
value = "Score"
n = "Answers"
total_rows = ["Total"]
"""


def test_long(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, LONG, "long/helpdesk.csv")
    assert measured(outcome) == {
        ("csat", "2026-08-31", ""): {"value": 78.4, "n": 500},
        ("csat", SEPTEMBER, ""): {"value": 79.2, "n": 480},
        ("csat", SEPTEMBER, "channel: phone"): {"value": 81, "n": 200},
        ("csat", OCTOBER, ""): {"value": 80, "n": 510},
        ("reply", SEPTEMBER, ""): {"value": 7.5},
        ("reply", OCTOBER, ""): {"value": 6.25},
    }
    read = source(outcome)
    assert (read.rows_read, read.rows_used) == (8, 6)
    assert dict(read.skipped) == {"blank rows": 1, "rows of totals": 1}


def test_long_with_an_unknown_text(tmp_path: Path) -> None:
    toml = LONG.replace('"First reply" = "reply"', '"First replay" = "reply"').replace(
        'Phone = "phone"', 'Phones = "phone"'
    )
    outcome = check_export(tmp_path, toml, "long/helpdesk.csv")
    assert errors(outcome) == [
        (
            'exports/long/helpdesk.csv:4:Team: "Phone" is no segment: exports.toml does not say '
            "what "
            "it means. Did you mean Phones?"
        ),
        (
            'exports/long/helpdesk.csv:5:Measure: "First reply" is no metric: exports.toml does '
            "not "
            "say what it means (2 rows have it). Did you mean First replay?"
        ),
    ]


WIDE = """\
[exports.reply]
files = "wide/*.csv"
layout = "wide"
skip_rows = 1
metric = "reply"
segment = { column = "Region", dimension = "region", values = { All = "", North = "North" } }
"""


def test_wide(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, WIDE, "wide/reply-times.csv")
    assert measured(outcome) == {
        ("reply", "2026-08-31", ""): {"value": 8.5},
        ("reply", SEPTEMBER, ""): {"value": 7.25},
        ("reply", OCTOBER, ""): {"value": 6},
        ("reply", "2026-08-31", "region: North"): {"value": 9},
        ("reply", SEPTEMBER, "region: North"): {"value": 8},
    }
    assert dict(source(outcome).skipped) == {"rows without a value": 1}


def test_wide_without_its_skipped_row(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, WIDE.replace("skip_rows = 1\n", ""), "wide/reply-times.csv")
    assert errors(outcome)[0].startswith(
        "exports/wide/reply-times.csv:1: The names of the columns stand on line 2, below a title. "
        "Declare skip_rows = 1 for this export in exports.toml."
    )


RESPONSES = """\
[exports.hours]
files = "responses/*.csv"
layout = "responses"
date = "Closed Date"
date_format = "month-first"
footer_rows = 5
period = "month"
metric = "effort"
calculation = "mean"
answer = "Hours Open"
segment = { column = "Origin", dimension = "channel" }
"""


def test_responses(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, RESPONSES, "responses/salesforce.csv")
    assert measured(outcome) == {
        ("effort", SEPTEMBER, ""): {"value": 4, "n": 3, "numerator": 12},
        ("effort", SEPTEMBER, "channel: Phone"): {"value": 2.75, "n": 2, "numerator": 5.5},
        ("effort", SEPTEMBER, "channel: Web"): {"value": 6.5, "n": 1, "numerator": 6.5},
        ("effort", OCTOBER, ""): {"value": pytest.approx(17 / 3), "n": 3, "numerator": 17},
        ("effort", OCTOBER, "channel: Phone"): {"value": 2.5, "n": 2, "numerator": 5},
        ("effort", OCTOBER, "channel: Web"): {"value": 12, "n": 1, "numerator": 12},
    }
    read = source(outcome)
    assert (read.rows_read, dict(read.skipped)) == (12, {"blank rows": 1, "footer rows": 5})


def test_responses_with_an_undeclared_footer(tmp_path: Path) -> None:
    toml = RESPONSES.replace("footer_rows = 5\n", "")
    outcome = check_export(tmp_path, toml, "responses/salesforce.csv")
    assert errors(outcome) == [
        (
            "exports/responses/salesforce.csv:9: This row has 1 cell where the header has 4 (the "
            "same "
            "is so of 4 more rows). If it is a footer, declare footer_rows or total_rows for this "
            "export; else export the file again."
        )
    ]


WITH_UNIT = {
    "metrics.csv": (
        "metric,name,department,better,calculation,cadence,unit\n"
        "reply,First reply,sales,lower,median,,{unit}\n"
        "average,Average first reply,sales,lower,,monthly,{unit}\n"
    )
}
ZENDESK = """\
[exports.reply]
files = "zendesk/*.csv"
preset = "zendesk"
period = "month"
metric = "reply"
calculation = "median"
answer = "First reply time in minutes"
"""


def with_unit(unit: str) -> dict[str, Content]:
    return {name: text.format(unit=unit) for name, text in WITH_UNIT.items()}


@pytest.mark.parametrize(
    ("unit", "median"), [("minutes", 30), ("hours", 0.5), ("seconds", 1800), ("days", 1 / 48)]
)
def test_zendesk_in_the_unit_of_the_metric(unit: str, median: float, tmp_path: Path) -> None:
    outcome = check_export(tmp_path, ZENDESK, "zendesk/export.csv", tables=with_unit(unit))
    # 30, 900 and 12 minutes; the open ticket has no reply.
    assert measured(outcome)["reply", OCTOBER, ""]["value"] == pytest.approx(median)
    assert dict(source(outcome).skipped) == {"rows without an answer": 1}


def test_zendesk_of_a_metric_without_a_unit_of_time(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, ZENDESK, "zendesk/export.csv", tables=with_unit("tickets"))
    assert errors(outcome) == [
        (
            "exports.toml:7:answer: The column is in minutes, and metrics.csv names no unit of "
            'time for "reply" (metrics.csv:2). Write seconds, minutes, hours, days or weeks as '
            "its unit there."
        )
    ]


def test_zendesk_values_that_explore_has_worked_out(tmp_path: Path) -> None:
    toml = """\
[exports.reply]
files = "explore.csv"
preset = "zendesk"
layout = "long"
date = "Month"
metric = "average"
value = "First reply time (min)"
"""
    content = "Month,First reply time (min)\n2026-09,90\n2026-10,45.5\n2026-11,\n"
    outcome = check_export(
        tmp_path, toml, files={"explore.csv": content}, tables=with_unit("hours")
    )
    values = {key[1]: one["value"] for key, one in measured(outcome).items()}
    assert values == {SEPTEMBER: 1.5, OCTOBER: pytest.approx(45.5 / 60)}


SALESFORCE = """\
[exports.cases]
files = "salesforce/*.csv"
preset = "salesforce"
date = "Opened Date"
date_format = "month-first"
period = "month"
metric = "cases"
calculation = "count"
"""
_BELOW = (
    '\n\n"Cases"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
    '"Confidential Information - Do Not Distribute"\n"Generated By:  A User"\n"Tidewell"\n'
)


def test_salesforce_with_totals_and_notice(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, SALESFORCE, "salesforce/export.csv")
    assert measured(outcome) == {("cases", OCTOBER, ""): {"value": 3, "n": 3}}
    assert (source(outcome).rows_read, dict(source(outcome).skipped)) == (
        11,
        {"footer rows": 5, "rows of totals": 1, "blank rows": 2},
    )


def test_salesforce_saved_again_keeps_every_row_of_several_cells(tmp_path: Path) -> None:
    """A spreadsheet fills the notes with blank cells; a row below them is still a row."""
    rows = "Opened Date,Case Origin\n10/1/2026,Web\n,\nCases,\nTidewell,\n10/30/2026,Phone\n"
    outcome = check_export(tmp_path, SALESFORCE, files={"salesforce/a.csv": rows})
    assert measured(outcome) == {("cases", OCTOBER, ""): {"value": 2, "n": 2}}
    assert dict(source(outcome).skipped) == {"footer rows": 2, "blank rows": 1}


def test_salesforce_with_a_customer_called_total(tmp_path: Path) -> None:
    rows = "Account,Opened Date\nTotal,10/1/2026\nGrand Totals,10/2/2026\n" + _BELOW
    outcome = check_export(tmp_path, SALESFORCE, files={"salesforce/a.csv": rows})
    assert measured(outcome) == {("cases", OCTOBER, ""): {"value": 2, "n": 2}}


POWER_BI = """\
[exports.replies]
files = "power-bi/*.csv"
preset = "power-bi"
layout = "long"
date = "Month"
metric = "reply"
value = "Average first reply"
n = "Tickets"
"""
_CUT = "Exported data exceeded the allowed volume. Some data may have been omitted."


def test_power_bi_without_its_total_and_notes(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, POWER_BI, "power-bi/export.csv")
    assert measured(outcome) == {
        ("reply", SEPTEMBER, ""): {"value": 5.25, "n": 40},
        ("reply", OCTOBER, ""): {"value": 4.5, "n": 44},
    }
    assert dict(source(outcome).skipped) == {
        "footer rows": 1,
        "rows of totals": 1,
        "blank rows": 1,
    }


@pytest.mark.parametrize("note", [_CUT, f"{_CUT},,,", f"\nNo filters applied\n{_CUT}"])
def test_power_bi_that_was_cut(note: str, tmp_path: Path) -> None:
    content = fixture("power-bi/export.csv").decode() + note + "\n"
    outcome = check_export(tmp_path, POWER_BI, files={"power-bi/export.csv": content})
    line = content.splitlines().index(note.splitlines()[-1]) + 1
    assert errors(outcome) == [
        (
            f"exports/power-bi/export.csv:{line}: The system says here that the file is cut: it "
            "holds not all rows. Export it again with a filter, such as a single month, so that "
            "all of it fits."
        )
    ]


LIMESURVEY = """\
[exports.recommend]
files = "limesurvey/*.csv"
preset = "limesurvey"
period = "month"
metric = "nps"
calculation = "nps"
answer = "NPS"
scale = [0, 10]
"""


def test_limesurvey_takes_what_was_submitted(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, LIMESURVEY, "limesurvey/export.csv")
    assert measured(outcome) == {
        ("nps", OCTOBER, ""): {
            "value": pytest.approx(200 / 3),
            "n": 3,
            "promoters": 2,
            "detractors": 0,
        }
    }
    assert dict(source(outcome).skipped) == {"responses not submitted": 1}


@pytest.mark.parametrize("answer", ["NPS. How likely?", "NPS", "How likely?"])
def test_limesurvey_question_by_its_code_or_its_text(answer: str, tmp_path: Path) -> None:
    content = fixture("limesurvey/export.csv").decode().replace('"NPS"', '"NPS. How likely?"')
    toml = LIMESURVEY.replace('"NPS"', f'"{answer}"')
    outcome = check_export(tmp_path, toml, files={"limesurvey/export.csv": content})
    assert measured(outcome)["nps", OCTOBER, ""]["n"] == 3


def test_limesurvey_that_records_no_dates(tmp_path: Path) -> None:
    content = fixture("limesurvey/export.csv").decode().replace("2026-10-02", "1980-01-01")
    outcome = check_export(tmp_path, LIMESURVEY, files={"limesurvey/export.csv": content})
    assert errors(outcome) == [
        (
            "exports/limesurvey/export.csv:2: The survey records no dates: LimeSurvey has written "
            "1980-01-01. Switch on Date stamp in the settings of the survey; answers so far have "
            "none."
        )
    ]
