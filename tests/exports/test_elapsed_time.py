"""The time between two dates of a row: in open hours, over changes of the clocks, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.read.declarations import parse_declarations
from tests.exports.folder import check_export, errors, measured, source

TOML = """\
timezone = "Europe/Berlin"

[exports.cases]
files = "file.csv"
date = "Closed"
period = "month"
metric = "days"
calculation = "mean"
elapsed = { opened = "Opened", closed = "Closed", unit = "hours" }
"""
METRICS = {
    "metrics.csv": (
        "metric,name,department,better,calculation,cadence\n"
        "days,Time to close,support,lower,mean,monthly\n"
        "share,Closed in time,support,higher,share,monthly\n"
        "reply,First reply,support,lower,,monthly\n"
    )
}
OFFICE = 'unit = "hours", hours = "Mon-Fri 9:00-17:00"'


def declared(settings: str = 'unit = "hours"') -> str:
    return TOML.replace('unit = "hours"', settings)


# 2 October 2026 is a Friday. In Berlin clocks go forward on 29 March and back on 25 October.
TIMES = [
    ("half a day", 'unit = "hours"', "2026-10-01 09:00", "2026-10-01 13:30", 4.5),
    ("with seconds", 'unit = "minutes"', "2026-10-01 09:00:15", "2026-10-01 09:01:45", 1.5),
    ("in days", 'unit = "days"', "2026-10-01 09:00", "2026-10-02 21:00", 1.5),
    ("in weeks", 'unit = "weeks"', "2026-10-01", "2026-10-15", 2),
    ("clocks go forward", 'unit = "hours"', "2026-03-28 12:00", "2026-03-29 12:00", 23),
    ("clocks go back", 'unit = "hours"', "2026-10-24 12:00", "2026-10-25 12:00", 25),
    ("two offsets", 'unit = "hours"', "2026-10-01T09:00+02:00", "2026-10-01T09:00Z", 2),
    ("over a weekend", OFFICE, "2026-10-02 16:00", "2026-10-05 10:00", 2),
    ("opened on a Saturday", OFFICE, "2026-10-03 12:00", "2026-10-05 09:30", 0.5),
    ("closed at night", OFFICE, "2026-10-01 16:00", "2026-10-01 23:00", 1),
    ("nothing open between", OFFICE, "2026-10-03 12:00", "2026-10-04 12:00", 0),
    (
        "over a holiday",
        OFFICE + ', holidays = ["2026-10-05"]',
        "2026-10-02 16:00",
        "2026-10-06 10:00",
        2,
    ),
    (
        "a holiday as TOML writes days",
        OFFICE + ", holidays = [2026-10-05]",
        "2026-10-02 16:00",
        "2026-10-06 10:00",
        2,
    ),
    (
        "a break at noon",
        'unit = "hours", hours = ["Mon-Fri 9:00-12:00", "Mon-Fri 13:00-17:00"]',
        "2026-10-01 11:00",
        "2026-10-01 14:00",
        2,
    ),
    (
        "a day is as long as it is open",
        OFFICE.replace('"hours"', '"days"', 1),
        "2026-10-02 09:00",
        "2026-10-05 13:00",
        1.5,
    ),
    (
        "an open night in which clocks go back",
        'unit = "hours", hours = "Sun 0:00-6:00"',
        "2026-10-24 12:00",
        "2026-10-25 12:00",
        7,
    ),
    ("days alone", 'unit = "days"', "2026-10-01", "2026-10-04", 3),
    ("working days", 'unit = "days", hours = "Mon-Fri"', "2026-10-02", "2026-10-05", 1),
    ("no working day after it", 'unit = "days", hours = "Mon-Fri"', "2026-10-02", "2026-10-04", 0),
    ("days of an order that the other column shows", 'unit = "days"', "3/4/2026", "13/4/2026", 10),
]


@pytest.mark.parametrize(("settings", "opened", "closed", "value"), [case[1:] for case in TIMES])
def test_the_time_between(
    settings: str, opened: str, closed: str, value: float, tmp_path: Path
) -> None:
    text = f"Opened,Closed\n{opened},{closed}\n"
    outcome = check_export(tmp_path, declared(settings), files={"file.csv": text}, tables=METRICS)
    assert [figures["value"] for figures in measured(outcome).values()] == [value]


@pytest.mark.parametrize(
    ("format_", "opened", "closed"),
    [
        ("unix-seconds", "1790838000", "1790847000"),
        ("excel-days", "46296.375", "46296.479166666664"),
        ("%d.%m.%Y %H.%M", "01.10.2026 09.00", "01.10.2026 11.30"),
        ("month-first", "10/01/2026 9:00 AM", "10/01/2026 11:30 AM"),
    ],
)
def test_declared_dates(format_: str, opened: str, closed: str, tmp_path: Path) -> None:
    toml = f'{TOML}date_format = "{format_}"\n'
    text = f"Opened,Closed\n{opened},{closed}\n"
    outcome = check_export(tmp_path, toml, files={"file.csv": text}, tables=METRICS)
    assert measured(outcome)["days", "2026-10-31", ""]["value"] == pytest.approx(2.5)


def test_open_hours_are_those_of_the_company(tmp_path: Path) -> None:
    toml = f'{declared(OFFICE)}timezone = "UTC"\n'  # 8:30 to 9:30 in Berlin
    text = "Opened,Closed\n2026-10-01 06:30,2026-10-01 07:30\n"
    outcome = check_export(tmp_path, toml, files={"file.csv": text}, tables=METRICS)
    assert measured(outcome)["days", "2026-10-31", ""]["value"] == 0.5


def test_what_is_still_open_is_left_out_and_counted(tmp_path: Path) -> None:
    text = (
        "Opened,Closed\n2026-10-01 09:00,2026-10-01 10:00\n2026-10-01 09:00,\n"
        ",2026-10-01 10:00\n2026-10-01 09:00,2026-10-01 12:00\n"
    )
    outcome = check_export(tmp_path, TOML, files={"file.csv": text}, tables=METRICS)
    assert measured(outcome) == {
        ("days", "2026-10-31", ""): {"value": 2, "n": 2, "numerator": 4},
    }
    assert dict(source(outcome).skipped) == {
        "rows that are still open": 1,
        "rows without a beginning": 1,
    }


def test_a_share_within_a_promise(tmp_path: Path) -> None:
    toml = TOML.replace('"days"', '"share"').replace('"mean"', '"share"\nat_most = 4')
    text = "Opened,Closed\n" + "".join(
        f"2026-10-01 09:00,2026-10-01 {hour}:00\n" for hour in (10, 13, 14, 15)
    )
    outcome = check_export(tmp_path, toml, files={"file.csv": text}, tables=METRICS)
    assert measured(outcome) == {
        ("share", "2026-10-31", ""): {"value": 50, "n": 4, "numerator": 2},
    }


NEGATIVE = "Opened,Closed\n2026-10-02 09:00,2026-10-01 10:00\n2026-10-01 09:00,2026-10-01 10:00\n"


def test_what_ends_before_it_begins_is_left_out_if_told(tmp_path: Path) -> None:
    toml = declared('unit = "hours", negative = "skip"')
    outcome = check_export(tmp_path, toml, files={"file.csv": NEGATIVE}, tables=METRICS)
    assert measured(outcome)["days", "2026-10-31", ""]["n"] == 1
    assert dict(source(outcome).skipped) == {"rows that end before they begin": 1}


REFUSED = [
    (
        "it ends before it begins",
        TOML,
        NEGATIVE,
        (
            'exports/file.csv:2:Closed: "2026-10-01 10:00" is before its date in '
            '"Opened" (1 row like this). Correct the dates, or leave such rows out: negative = '
            '"skip" in elapsed.'
        ),
    ),
    (
        "a day without a time",
        TOML,
        "Opened,Closed\n2026-10-01,2026-10-02 10:00\n",
        (
            'exports/file.csv:2:Opened: "2026-10-01" has no time of day, so the hours cannot '
            "be told (1 row). Export the times too, or measure whole days from dates alone: "
            'unit = "days".'
        ),
    ),
    (
        "a day and a moment",
        declared('unit = "days"'),
        "Opened,Closed\n2026-10-01 09:00,2026-10-02\n",
        (
            'exports/file.csv:2:Closed: "2026-10-02" has no time of day, so the days cannot be '
            "told (1 row). Export the times too, or measure whole days from dates alone: unit "
            '= "days".'
        ),
    ),
    (
        "an hour that clocks skip",
        TOML,
        "Opened,Closed\n2026-03-29 02:30,2026-03-29 10:00\n",
        (
            'exports/file.csv:2:Opened: "2026-03-29 02:30" is no time in Europe/Berlin, where '
            "clocks skip that hour. Correct the timezone of this export in exports.toml if "
            "it is wrong. Correct it in the system that it comes from and export the file "
            "again, or leave such rows out by a filter in exports.toml."
        ),
    ),
    (
        "no time zone",
        TOML.replace('timezone = "Europe/Berlin"\n', ""),
        "Opened,Closed\n2026-10-01 09:00,2026-10-02 10:00\n",
        (
            "exports.toml:8:elapsed: The times have no zone, so the hour that clocks skip or "
            "repeat cannot be told. Declare the zone of this export, such as timezone = "
            '"Europe/London".'
        ),
    ),
    (
        "a month for a day",
        declared('unit = "days"'),
        "Opened,Closed\n2026-10,2026-10-02\n",
        (
            'exports/file.csv:2:Opened: "2026-10" is no day. Correct date_format in '
            "exports.toml if it is wrong. Correct it in the system that it comes from and "
            "export the file again, or leave such rows out by a filter in exports.toml."
        ),
    ),
]


@pytest.mark.parametrize(("toml", "text", "message"), [case[1:] for case in REFUSED])
def test_times_that_are_refused(toml: str, text: str, message: str, tmp_path: Path) -> None:
    outcome = check_export(tmp_path, toml, files={"file.csv": text}, tables=METRICS)
    assert errors(outcome)[0] == message


def test_an_hour_that_clocks_show_twice(tmp_path: Path) -> None:
    text = "Opened,Closed\n2026-10-25 02:30,2026-10-25 10:00\n"
    outcome = check_export(tmp_path, TOML, files={"file.csv": text}, tables=METRICS)
    assert measured(outcome)["days", "2026-10-31", ""]["value"] == 8.5
    assert outcome.messages[0] == (
        'warning: exports/file.csv:2:Opened: Clocks show "2026-10-25 02:30" twice that '
        "night, and it was read as the first of the two (1 row). Export the times with "
        "their offset, such as +01:00, or in UTC."
    )


def test_another_unit_than_that_of_the_metric(tmp_path: Path) -> None:
    metrics = METRICS["metrics.csv"].replace("cadence\n", "cadence,unit\n")
    tables = {"metrics.csv": metrics.replace("lower,mean,monthly", "lower,mean,monthly,days")}
    text = "Opened,Closed\n2026-10-01 09:00,2026-10-01 10:00\n"
    outcome = check_export(tmp_path, TOML, files={"file.csv": text}, tables=tables)
    assert errors(outcome)[0] == (
        'exports.toml:9:elapsed: The export measures "days" in hours, but metrics.csv says '
        "days (metrics.csv:2). Write one of them in both places."
    )


MISDECLARED = [
    (
        TOML.replace(', unit = "hours"', ""),
        (
            "exports.toml:9: An elapsed time needs its two columns and its unit. Write "
            'elapsed = { opened = "Created", closed = "Solved", unit = "hours" }.'
        ),
    ),
    (
        declared('unit = "hours", hours = "weekdays"'),
        (
            "exports.toml:9:hours: Open hours are days of the week and times. Write hours = "
            '"Mon-Fri 9:00-17:00", or several such in a list.'
        ),
    ),
    (
        declared('unit = "hours", hours = ["Mon-Fri 9:00-17:00", "Fri 15:00-18:00"]'),
        (
            "exports.toml:9:hours: Open hours are days of the week and times. Write hours = "
            '"Mon-Fri 9:00-17:00", or several such in a list.'
        ),
    ),
    (
        declared('unit = "hours", holidays = ["Christmas"]'),
        (
            'exports.toml:9:holidays: Holidays are days. Write holidays = ["2026-12-25", '
            '"2026-12-26"].'
        ),
    ),
    (
        declared('unit = "days", hours = ["Mon-Thu 9:00-17:00", "Fri 9:00-15:00"]'),
        (
            "exports.toml:9:elapsed: The open days are of different length, so time is not "
            'measured in days. Write unit = "hours".'
        ),
    ),
    (
        declared('unit = "weeks", hours = "Mon-Fri"'),
        'exports.toml:9:elapsed: Open hours are not measured in weeks. Write unit = "hours".',
    ),
    (
        TOML + 'answer = "Days"\n',
        (
            'exports.toml:9:elapsed: Both "answer" and "elapsed" say what is measured. Keep '
            "one of them."
        ),
    ),
    (
        TOML.replace('"mean"', '"share"'),
        (
            "exports.toml:8:calculation: Which times count is not stated. Write at_most = 4, "
            "for example."
        ),
    ),
]


@pytest.mark.parametrize(("toml", "message"), MISDECLARED)
def test_what_is_declared_wrongly(toml: str, message: str) -> None:
    assert str(parse_declarations(toml)[1][0]) == message
