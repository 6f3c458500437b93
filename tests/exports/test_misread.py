"""Nothing is misread in silence: what an export leaves open is asked, what is plain is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exports.folder import check_export, errors, measured, source

JANUARY, FEBRUARY = "2026-01-31", "2026-02-28"

LONG = """\
[exports.report]
files = "file.csv"
layout = "long"
date = "Month"
metric = "reply"
value = "Value"
segment = { column = "Region", dimension = "region" }
"""
MERGED = "Region,Month,Value\nNorth,2026-01,10\n,2026-02,11\nSouth,2026-01,5\nSouth,2026-02,6\n"


def test_a_blank_segment_is_not_the_whole(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, LONG, files={"file.csv": MERGED})
    assert errors(outcome) == [
        (
            'exports/file.csv:3:Region: "Region" is blank in 1 row and filled in others, so the '
            "file does not say whose figures they are. Declare fill_down = true for this segment "
            'if a blank cell repeats the one above it, or whole = [""] if it means the whole '
            "company."
        )
    ]


def test_a_blank_segment_repeats_the_one_above(tmp_path: Path) -> None:
    toml = LONG.replace('"region" }', '"region", fill_down = true }')
    outcome = check_export(tmp_path, toml, files={"file.csv": MERGED})
    assert measured(outcome) == {
        ("reply", JANUARY, "region: North"): {"value": 10},
        ("reply", FEBRUARY, "region: North"): {"value": 11},
        ("reply", JANUARY, "region: South"): {"value": 5},
        ("reply", FEBRUARY, "region: South"): {"value": 6},
    }


@pytest.mark.parametrize(("whole", "cell"), [("", ""), ("All", "All"), ("All", "ALL ")])
def test_a_declared_text_means_the_whole(whole: str, cell: str, tmp_path: Path) -> None:
    toml = LONG.replace('"region" }', f'"region", whole = ["{whole}"] }}')
    text = f"Region,Month,Value\nNorth,2026-01,10\n{cell},2026-01,8\n"
    outcome = check_export(tmp_path, toml, files={"file.csv": text})
    assert measured(outcome) == {
        ("reply", JANUARY, ""): {"value": 8},
        ("reply", JANUARY, "region: North"): {"value": 10},
    }


def test_a_segment_with_a_name_for_a_total(tmp_path: Path) -> None:
    text = "Region,Month,Value\nNorth,2026-01,10\nGesamt,2026-01,8\n"
    outcome = check_export(tmp_path, LONG, files={"file.csv": text})
    assert errors(outcome) == [
        (
            'exports/file.csv:3:Region: "Gesamt" is a name for the total of the other segments. If '
            'it is that, declare whole = ["Gesamt"] for this segment, or leave such rows out: '
            'total_rows = ["Gesamt"].'
        )
    ]


def test_a_figure_is_of_one_segment(tmp_path: Path) -> None:
    toml = LONG.replace(
        'segment = { column = "Region", dimension = "region" }',
        'segment = [{ column = "Region", dimension = "region" }, '
        '{ column = "Tier", dimension = "tier" }]',
    )
    text = "Region,Month,Tier,Value\nNorth,2026-01,Gold,10\nSouth,2026-01,Gold,8\n"
    outcome = check_export(tmp_path, toml, files={"file.csv": text})
    assert errors(outcome) == [
        (
            'exports/file.csv:2: This figure is of "region: North" and "tier: Gold" at once, and a '
            "measurement is of one segment. Name one column in segment, and export the other "
            "dimension into a file of its own."
        )
    ]


ANSWERS = """\
[exports.survey]
files = "file.csv"
date = "Date"
period = "month"
metric = "nps"
calculation = "nps"
answer = "Score"
scale = [0, 10]
segment = { column = "Region" }
"""


def test_spellings_of_one_segment_are_one(tmp_path: Path) -> None:
    text = (
        "Date,Region,Score\n2026-01-02,North,9\n2026-01-03,north,9\n"
        "2026-01-04,NORTH ,3\n2026-01-05,No\u00adrth,10\n"
    )
    outcome = check_export(tmp_path, ANSWERS, files={"file.csv": text})
    both = {"value": 50, "n": 4, "promoters": 3, "detractors": 1}
    assert measured(outcome) == {("nps", JANUARY, ""): both, ("nps", JANUARY, "North"): both}


def test_a_header_that_stands_again_is_left_out_and_counted(tmp_path: Path) -> None:
    text = "Date,Region,Score\n2026-01-02,North,9\nDate,Region,Score\n2026-01-03,North,3\n"
    outcome = check_export(tmp_path, ANSWERS, files={"file.csv": text})
    assert measured(outcome)["nps", JANUARY, ""]["n"] == 2
    assert dict(source(outcome).skipped) == {"rows that repeat the header": 1}


def test_one_scale_for_several_surveys(tmp_path: Path) -> None:
    toml = ANSWERS.replace('answer = "Score"', 'preset = "hubspot-feedback"\nanswer = "Rating"')
    toml = toml.replace('segment = { column = "Region" }\n', "")
    text = "Survey name,Rating,Date\nNPS,9,2026-01-02\nCSAT,2,2026-01-04\n"
    outcome = check_export(tmp_path, toml, files={"file.csv": text})
    assert errors(outcome) == [
        (
            'exports.toml:9:scale: exports/file.csv holds several surveys ("NPS" and "CSAT"), and '
            'one scale is declared. Declare the scale of each: scales = { "NPS" = [0, 10] }, or '
            "leave the others out by a filter."
        )
    ]


COUNTED = """\
timezone = "Europe/Berlin"

[exports.moments]
files = "file.csv"
date = "Date"
period = "month"
metric = "cases"
calculation = "count"
"""


@pytest.mark.parametrize(
    ("format_", "rows"),
    [
        # 31 January 2026, 22:59:59 and 23:00:00 in UTC: in Berlin the second is February.
        ("unix-seconds", ("1769900399", "1769900400")),
        ("unix-milliseconds", ("1769900399000", "1769900400000")),
    ],
)
def test_moments_since_1970(format_: str, rows: tuple[str, str], tmp_path: Path) -> None:
    toml = f'{COUNTED}date_format = "{format_}"\n'
    text = "\n".join(("Date,X", *(f"{row},1" for row in rows))) + "\n"
    found = measured(check_export(tmp_path, toml, files={"file.csv": text}))
    assert found == {
        ("cases", JANUARY, ""): {"value": 1, "n": 1},
        ("cases", FEBRUARY, ""): {"value": 1, "n": 1},
    }


def test_weeks_that_are_declared_as_of_iso_8601(tmp_path: Path) -> None:
    toml = LONG.replace('segment = { column = "Region", dimension = "region" }\n', "")
    text = "Month,Value\nWeek 1 2026,10\nWeek 2 2026,11\n"
    outcome = check_export(tmp_path / "asked", toml, files={"file.csv": text})
    assert errors(outcome)[0] == (
        'exports/file.csv:2:Month: "Week 1 2026" does not say how its weeks are counted. If they '
        'are weeks of ISO 8601, declare date_format = "iso-weeks" in exports.toml.'
    )
    toml += 'date_format = "iso-weeks"\n'
    outcome = check_export(tmp_path / "said", toml, files={"file.csv": text})
    assert [*measured(outcome)] == [("reply", "2026-01-04", ""), ("reply", "2026-01-11", "")]


GA4 = """\
[exports.traffic]
files = "file.csv"
preset = "ga4"
period = "month"
metric = "views"
answer = "Nutzer"
calculation = "sum"
"""


def test_ga4_in_another_language(tmp_path: Path) -> None:
    text = (
        "# ---\n# Startdatum: 20260101\n# Enddatum: 20260131\n"
        "Kanal,Nutzer\nDirect,120\nOrganic Search,300\n"
    )
    outcome = check_export(tmp_path, GA4, files={"file.csv": text})
    assert measured(outcome) == {("views", JANUARY, ""): {"value": 420, "n": 2, "numerator": 420}}


def test_a_file_that_does_not_say_of_which_days_it_speaks(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, GA4, files={"file.csv": "Kanal,Nutzer\nDirect,120\n"})
    assert errors(outcome) == [
        (
            "exports.toml:1: exports/file.csv does not say of which days it speaks, and no column "
            'of dates is named. Name the column: date = "Date".'
        )
    ]
