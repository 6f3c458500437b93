"""Of which days a row is: a date in parts, or one period for a whole file; never a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.read.declarations import parse_declarations
from tests.exports.folder import check_export, errors, measured

OCTOBER = "2026-10-31"
LONG = """\
[exports.report]
files = "file.csv"
layout = "long"
metric = "reply"
value = "Value"
"""

PARTS = [
    ("a month's number", 'year = "Y"\nmonth = "P"\n', "2026", "10", OCTOBER),
    ("as a spreadsheet saves it", 'year = "Y"\nmonth = "P"\n', "2026.0", "10.0", OCTOBER),
    ("a month's name", 'year = "Y"\nmonth = "P"\n', "2026", "October", OCTOBER),
    ("its German short form", 'year = "Y"\nmonth = "P"\n', "2026", "Okt.", OCTOBER),
    ("Q4", 'year = "Y"\nquarter = "P"\n', "2026", "Q4", "2026-12-31"),
    ("a quarter's number", 'year = "Y"\nquarter = "P"\n', "2026", "4", "2026-12-31"),
    ("a French quarter", 'year = "Y"\nquarter = "P"\n', "2026", "T4", "2026-12-31"),
    ("a fiscal year", 'year = "Y"\nquarter = "P"\n', "FY2026", "Q4", "2026-12-31"),
    ("a week of ISO 8601", 'year = "Y"\nweek = "P"\n', "2026", "W43", "2026-10-25"),
    ("a German week", 'year = "Y"\nweek = "P"\n', "2026", "KW 43", "2026-10-25"),
    (
        "a week's number, declared",
        'year = "Y"\nweek = "P"\ndate_format = "iso-weeks"\n',
        "2026",
        "43",
        "2026-10-25",
    ),
]


@pytest.mark.parametrize(("settings", "year", "part", "last"), [case[1:] for case in PARTS])
def test_a_date_in_two_columns(
    settings: str, year: str, part: str, last: str, tmp_path: Path
) -> None:
    text = f"Y,P,Value\n{year},{part},7\n"
    outcome = check_export(tmp_path, LONG + settings, files={"file.csv": text})
    assert measured(outcome) == {("reply", last, ""): {"value": 7}}


def test_a_date_in_three_columns(tmp_path: Path) -> None:
    toml = LONG + 'year = "Y"\nmonth = "M"\nday = "D"\nperiod = "day"\n'
    text = "D,M,Y,Value\n3,4,2026,7\n5,April,2026,8\n"
    outcome = check_export(tmp_path, toml, files={"file.csv": text})
    assert [*measured(outcome)] == [("reply", "2026-04-03", ""), ("reply", "2026-04-05", "")]


REFUSED_PARTS = [
    (
        "a month that is none",
        "month",
        "2026,13",
        (
            'exports/file.csv:2:P: "2026-13" is not in the calendar. Correct date or date_format '
            "in exports.toml if they are wrong. Correct it in the system that it comes from and "
            "export the file again, or leave such rows out by a filter in exports.toml."
        ),
    ),
    (
        "a blank year: a pivot writes it once",
        "month",
        ",10",
        (
            'exports/file.csv:2:P: "Y" is blank where "P" is "10". Correct it in the system that '
            "it comes from and export the file again, or leave such rows out by a filter in "
            "exports.toml, or by total_rows."
        ),
    ),
    (
        "a blank month: the total of a year",
        "month",
        "2026,",
        (
            'exports/file.csv:2:P: "P" is blank where "Y" is "2026". Correct it in the system '
            "that it comes from and export the file again, or leave such rows out by a filter in "
            "exports.toml, or by total_rows."
        ),
    ),
    (
        "a row of totals",
        "quarter",
        "2026,Total",
        (
            'exports/file.csv:2:P: "Total 2026" is not a date. Correct date or date_format in '
            "exports.toml if they are wrong. Correct it in the system that it comes from and "
            "export the file again, or leave such rows out by a filter in exports.toml."
        ),
    ),
    (
        "a fifth quarter",
        "quarter",
        "2026,5",
        (
            'exports/file.csv:2:P: "2026-Q5" is not in the calendar. Correct date or date_format '
            "in exports.toml if they are wrong. Correct it in the system that it comes from and "
            "export the file again, or leave such rows out by a filter in exports.toml."
        ),
    ),
    (
        "a week that may be counted in two ways",
        "week",
        "2026,1",
        (
            'exports/file.csv:2:P: "Week 1 2026" does not say how its weeks are counted. '
            'If they are weeks of ISO 8601, declare date_format = "iso-weeks" in '
            "exports.toml."
        ),
    ),
]


@pytest.mark.parametrize(("part", "cells", "message"), [case[1:] for case in REFUSED_PARTS])
def test_parts_that_are_no_date(part: str, cells: str, message: str, tmp_path: Path) -> None:
    toml = f'{LONG}year = "Y"\n{part} = "P"\n'
    outcome = check_export(tmp_path, toml, files={"file.csv": f"Y,P,Value\n{cells},7\n"})
    assert errors(outcome)[0] == message


STATED = [
    ("file.csv", 'period_of_file = "2026-10"\n', "Region,Value\nAll,7\n", OCTOBER),
    ("file.csv", 'period_of_file = { "file.csv" = "2026-Q3" }\n', "Value\n7\n", "2026-09-30"),
    ("csat_2026-10.csv", 'from_name = "csat_{period}.csv"\n', "Value\n7\n", OCTOBER),
    ("CSAT_2026_10.CSV", 'from_name = "csat_{period}.csv"\n', "Value\n7\n", OCTOBER),
    ("csat-Q3-2026-v2.csv", 'from_name = "csat-{period}-v*.csv"\n', "Value\n7\n", "2026-09-30"),
    ("2026-10/csat.csv", 'from_name = "{period}/csat.csv"\n', "Value\n7\n", OCTOBER),
    ("oct_2026.csv", 'from_name = "{period}.csv"\n', "Value\n7\n", OCTOBER),
    (
        "file.csv",
        'date_cell = "Report for: {period}"\nskip_rows = 2\n',
        "Report for: October 2026,\n,\nRegion,Value\nAll,7\n",
        OCTOBER,
    ),
    (
        "file.csv",
        'date_cell = "Report for: {period}"\nskip_rows = 1\n',
        "Report for:,October 2026\nRegion,Value\nAll,7\n",
        OCTOBER,
    ),
    (
        "file.csv",
        'date_cell = "# Monat {period}"\n',
        "# Monat Oktober 2026\nRegion,Value\nAll,7\n",
        OCTOBER,
    ),
    (
        "file.csv",
        'date_cell = "From {period}"\nskip_rows = 1\n',
        '"From 1 Jul 2026 to 30 Sep 2026"\nRegion,Value\nAll,7\n',
        "2026-09-30",
    ),
]


@pytest.mark.parametrize(("name", "settings", "text", "last"), STATED)
def test_one_period_for_a_file(
    name: str, settings: str, text: str, last: str, tmp_path: Path
) -> None:
    toml = LONG.replace('"file.csv"', f'"{name}"') + settings
    outcome = check_export(tmp_path, toml, files={name: text})
    assert measured(outcome) == {("reply", last, ""): {"value": 7}}


def test_answers_of_a_file_without_a_date(tmp_path: Path) -> None:
    toml = """\
[exports.survey]
files = "csat_*.csv"
from_name = "csat_{period}.csv"
period = "month"
metric = "nps"
calculation = "nps"
answer = "Score"
scale = [0, 10]
"""
    files = {"csat_2026-09.csv": "Score\n9\n3\n", "csat_2026-10.csv": "Score\n9\n9\n3\n8\n"}
    outcome = check_export(tmp_path, toml, files=files)
    assert measured(outcome) == {
        ("nps", "2026-09-30", ""): {"value": 0, "n": 2, "promoters": 1, "detractors": 1},
        ("nps", OCTOBER, ""): {"value": 25, "n": 4, "promoters": 2, "detractors": 1},
    }


REFUSED_FILES = [
    (
        "no column of dates",
        'date = "Month"\n',
        "Value\n7\n",
        (
            'exports/file.csv:1: There is no column "Month", which "report" reads '
            "(exports.toml:6:date). Correct its name there, or export the file with it. If no "
            'column holds a date, write period_of_file = "2026-10", from_name = '
            '"csat_{period}.csv" or date_cell = "Report for: {period}" instead.'
        ),
    ),
    (
        "a name that does not fit",
        'from_name = "csat-{period}.csv"\n',
        "Value\n7\n",
        (
            'exports/file.csv: The name "file.csv" is not "csat-{period}.csv". Rename the file, or '
            "correct from_name in exports.toml."
        ),
    ),
    (
        "a name without a period",
        'from_name = "{period}.csv"\n',
        "Value\n7\n",
        (
            'exports/file.csv: "file" is not a date. Export the file again with its period, or '
            "correct what exports.toml says of where it stands."
        ),
    ),
    (
        "another file than those with a period",
        'period_of_file = { "other.csv" = "2026-10" }\n',
        "Value\n7\n",
        (
            "exports/file.csv: period_of_file states no period of this file. Add "
            '"file.csv" = "2026-10" to it in exports.toml.'
        ),
    ),
    (
        "a period that is none",
        'period_of_file = "2026-13"\n',
        "Value\n7\n",
        (
            'exports.toml:6:period_of_file: "2026-13" is not in the calendar. Correct the '
            "day, week, month or quarter."
        ),
    ),
    (
        "no such cell",
        'date_cell = "Report for: {period}"\nskip_rows = 1\n',
        "Report of October 2026\nValue\n7\n",
        (
            'exports/file.csv: No cell above the names of the columns is "Report for: {period}". '
            "Correct date_cell in exports.toml, or declare skip_rows if the title has more lines."
        ),
    ),
    (
        "two such cells",
        'date_cell = "Report {period}"\nskip_rows = 2\n',
        "Report 2026-09\nReport 2026-10\nValue\n7\n",
        (
            'exports/file.csv: Several cells are "Report {period}": "2026-09" and "2026-10". Make '
            "date_cell in exports.toml longer, so that only one cell fits."
        ),
    ),
    (
        "a cell that is no period",
        'date_cell = "Report for: {period}"\nskip_rows = 1\n',
        "Report for: all regions\nValue\n7\n",
        (
            'exports/file.csv:1: "all regions" is not a date. Export the file again with its '
            "period, or correct what exports.toml says of where it stands."
        ),
    ),
]


@pytest.mark.parametrize(("settings", "text", "message"), [case[1:] for case in REFUSED_FILES])
def test_files_whose_period_is_not_found(
    settings: str, text: str, message: str, tmp_path: Path
) -> None:
    outcome = check_export(tmp_path, LONG + settings, files={"file.csv": text})
    assert errors(outcome)[0] == message


def test_a_day_of_a_file_that_reads_both_ways(tmp_path: Path) -> None:
    toml = LONG.replace('"file.csv"', '"csat_03-04-2026.csv"') + 'from_name = "csat_{period}.csv"\n'
    files = {"csat_03-04-2026.csv": "Value\n7\n"}
    outcome = check_export(tmp_path / "asked", toml, files=files)
    assert errors(outcome)[0] == (
        'exports/csat_03-04-2026.csv: "03-04-2026" can be read as 2026-04-03 or as 2026-03-04, and '
        "no other cell of the column tells which. Declare how the dates are written, such as "
        'date_format = "day-first" or "%d.%m.%Y", in exports.toml.'
    )
    toml += 'date_format = "day-first"\nperiod = "month"\n'
    outcome = check_export(tmp_path / "said", toml, files=files)
    assert [*measured(outcome)] == [("reply", "2026-04-30", "")]


MISDECLARED = [
    (
        "nothing says of which days",
        "",
        (
            'exports.toml:1: The export "report" does not state "date". Add date = '
            '"Month"; or, if no column of the file holds a date, period_of_file = '
            '"2026-10", from_name = "csat_{period}.csv" or date_cell = "Report for: '
            '{period}".'
        ),
    ),
    (
        "two say it",
        'date = "Month"\nfrom_name = "csat_{period}.csv"\n',
        (
            'exports.toml:7:from_name: Both "date" and "from_name" are stated. Keep the '
            "one that says of which days the figures are."
        ),
    ),
    (
        "a date and its parts",
        'date = "Month"\nyear = "Year"\nmonth = "Month"\n',
        (
            'exports.toml:7:year: Both "date" and "year" are stated. Keep the one that '
            "says of which days the figures are."
        ),
    ),
    (
        "a year alone",
        'year = "Year"\n',
        (
            'exports.toml:6:year: A date cannot be put together from year. Write year = "Year" '
            "with month, quarter or week; day goes with year and month."
        ),
    ),
    (
        "a month and a quarter",
        'month = "M"\nquarter = "Q"\n',
        (
            "exports.toml:6:month: A date cannot be put together from month and quarter. Write "
            'year = "Year" with '
            "month, quarter or week; day goes with year and month."
        ),
    ),
    (
        "no place for the period",
        'from_name = "csat_2026-10.csv"\n',
        (
            'exports.toml:6:from_name: "csat_2026-10.csv" does not say where the period '
            'stands. Write from_name = "csat_{period}.csv".'
        ),
    ),
    (
        "one period for several files",
        'period_of_file = "2026-10"\n',
        (
            "exports.toml:6:period_of_file: One period is stated for several files. Name each of "
            'them: period_of_file = { "csat-october.csv" = "2026-10" }.'
        ),
    ),
]


@pytest.mark.parametrize(("settings", "message"), [case[1:] for case in MISDECLARED])
def test_what_is_declared_wrongly(settings: str, message: str) -> None:
    files = "csat_*.csv" if "for several" in message or "several files" in message else "file.csv"
    toml = LONG.replace("file.csv", files) + settings
    assert [str(problem) for problem in parse_declarations(toml)[1]] == [message]


def test_a_wide_export_has_its_dates_in_the_header() -> None:
    toml = LONG.replace('layout = "long"', 'layout = "wide"').replace('value = "Value"\n', "")
    problems = parse_declarations(toml + 'from_name = "{period}.csv"\n')[1]
    assert [str(problem) for problem in problems] == [
        (
            'exports.toml:5:from_name: In the layout "wide" the headers of the columns are the '
            'dates. Remove it, or write layout = "long".'
        )
    ]
