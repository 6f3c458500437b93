"""Numbers, dates and missing cells as people write them become the values they mean."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import pytest

from generator.model.settings import Settings
from tests.check.folder import check_changed

METRICS = "metric,name,department,better,cadence\nreply,First reply,sales,lower,{}\n"

NUMBERS = [
    ("a point", "7.5", 7.5),
    ("a whole number", "1018", 1018),
    ("a leading point", ".5", 0.5),
    ("a plus", "+5", 5),
    ("a minus", "-45", -45),
    ("a true minus", "\u221245", -45),
    ("a minus behind", "45-", -45),
    ("brackets", "(42)", -42),
    ("brackets around a currency", "(€42.50)", -42.5),
    ("a percent sign", "42%", 42),
    ("a percent sign after a space", "42 %", 42),
    ("a percent sign in brackets", "(42%)", -42),
    ("a currency before", "EUR 42.50", 42.5),
    ("a currency behind", "42.50 EUR", 42.5),
    ("a sign before", "$42", 42),
    ("a sign behind", "42 €", 42),
    ("a minus before a sign", "-€42", -42),
    ("thousands by commas and a point", '"1,234,567.5"', 1234567.5),
    ("thousands by two commas", '"1,234,567"', 1234567),
    ("thousands by a space", "1 018", 1018),
    ("thousands by a no-break space", "1\u00a0018", 1018),
    ("thousands by a narrow no-break space", "1\u202f018", 1018),
    ("thousands by an apostrophe", "1'018", 1018),
    ("thousands by a raised comma", "1\u2019018", 1018),
    ("thousands by points and a decimal comma", '"1.234.567,5"', 1234567.5),
    ("a decimal comma", '"1,36"', 1.36),
    ("a decimal comma after nought", '"0,500"', 0.5),
    ("full-width digits", "\uff14\uff12", 42),
    ("a point before three digits", "1.018", 1.018),
    ("spaces around", "  42  ", 42),
    ("lakhs and crores", '"12,34,567.5"', 1234567.5),
    ("rupees", "₹42", 42),
    ("kronor behind", "42 kr", 42),
    ("reals", "R$42", 42),
    ("Arabic digits", "\u0664\u0662", 42),
    ("Persian digits with an Arabic decimal mark", "\u06f4\u06f2\u066b\u06f5", 42.5),
    ("digits kept as text by an apostrophe", "'42", 42),
    ("digits kept as text by a formula", '"=""0042"""', 42),
    ("a sign of no width", "42\u200b", 42),
    ("a mark of reading direction", "\u200e42", 42),
]


def measured(folder: Path, *rows: str, header: str = "metric,date,value") -> list[float]:
    content = "\n".join((header, *rows)) + "\n"
    changes = {"metrics.csv": METRICS.format("monthly"), "measurements/values.csv": content}
    dataset = check_changed(folder, changes).sound
    return [float(value) for value in dataset.measurements["value"]]


@pytest.mark.parametrize(("cell", "value"), [pytest.param(c, v, id=n) for n, c, v in NUMBERS])
def test_a_number_is_read(cell: str, value: float, tmp_path: Path) -> None:
    assert measured(tmp_path, f"reply,2026-10,{cell}") == [value]


DURATIONS = [
    ("hours, minutes and seconds", "minutes", "00:42:10", 42 + 10 / 60),
    ("more than a day of hours", "hours", "26:30:00", 26.5),
    ("letters", "hours", "3h 12m", 3.2),
    ("words", "hours", "1 day 3 hours", 27),
    ("days alone", "days", "42 days", 42),
    ("part of a day", "hours", "1.5 days", 36),
    ("minutes in words", "hours", "90 min", 1.5),
    ("ISO 8601", "hours", "PT3H", 3),
    ("ISO 8601 with days", "hours", "P1DT30M", 24.5),
]


@pytest.mark.parametrize(
    ("unit", "cell", "value"), [pytest.param(*case[1:], id=case[0]) for case in DURATIONS]
)
def test_a_length_of_time_is_read_in_the_unit_of_its_metric(
    unit: str, cell: str, value: float, tmp_path: Path
) -> None:
    changes = {
        "metrics.csv": "metric,name,department,better,unit,cadence\n"
        f"reply,First reply,sales,lower,{unit},monthly\n",
        "measurements/values.csv": f"metric,date,value\nreply,2026-10,{cell}\n",
    }
    frame = check_changed(tmp_path, changes).sound.measurements
    assert [*frame["value"]] == [pytest.approx(value)]


def test_a_clock_without_hours_is_read_beside_one_with_hours(tmp_path: Path) -> None:
    changes = {
        "metrics.csv": "metric,name,department,better,unit,cadence\n"
        "reply,First reply,sales,lower,minutes,monthly\n",
        "measurements/values.csv": "metric,date,value\nreply,2026-09,42:30\n"
        "reply,2026-10,1:02:00\n",
    }
    frame = check_changed(tmp_path, changes).sound.measurements
    assert [*frame["value"]] == [42.5, 62]


def test_a_column_decides_what_its_commas_mean(tmp_path: Path) -> None:
    rows = ('reply,2026-08,"1,018"', 'reply,2026-09,"1,5"')
    assert measured(tmp_path / "a", *rows) == [1.018, 1.5]
    rows = ('reply,2026-08,"1,018"', "reply,2026-09,1.5")
    assert measured(tmp_path / "b", *rows) == [1018, 1.5]


def test_semicolons_with_decimal_commas_and_thousands_by_points(tmp_path: Path) -> None:
    rows = ("reply;2026-08;1.018", "reply;2026-09;7,5")
    assert measured(tmp_path, *rows, header="metric;date;value") == [1018, 7.5]


def test_a_count_with_a_thousands_mark_can_be_nothing_else(tmp_path: Path) -> None:
    changes = {"measurements/values.csv": 'metric,date,value,n\nreply,2026-10,7.5,"1,018"\n'}
    frame = check_changed(tmp_path, changes).sound.measurements
    assert list(frame["n"]) == [1018]


@pytest.mark.parametrize(
    "marker", ["", "-", "n/a", "N/A", "NA", "null", "NULL", "#N/A", "*redacted*"]
)
def test_a_missing_value_is_counted_and_never_nought(marker: str, tmp_path: Path) -> None:
    changes = {
        "metrics.csv": METRICS.format("monthly"),
        "measurements/values.csv": f"metric,date,value,n\nreply,2026-09,{marker},{marker}\n"
        f"reply,2026-10,7,{marker}\n",
    }
    dataset = check_changed(tmp_path, changes).sound
    assert list(dataset.measurements["value"]) == [7]
    assert math.isnan(dataset.measurements["n"].iloc[0])
    source = next(source for source in dataset.sources if source.table == "measurements")
    assert (source.rows_read, source.rows_used) == (2, 1)
    assert source.skipped == (("rows without a value", 1),)


@pytest.mark.parametrize("word", ["NA", "n/a", "-", "null"])
def test_a_missing_marker_in_a_text_is_a_text(word: str, tmp_path: Path) -> None:
    changes = {
        "measurements/values.csv": f"metric,date,value,segment,note\nnps,2026-10,36,{word},{word}\n"
        "nps,2026-10,37,,\n",
        "departments.csv": f"department,name\nsupport,{word}\nsales,Sales\n",
    }
    dataset = check_changed(tmp_path, changes).sound
    assert list(dataset.measurements["segment"]) == ["", word]
    assert list(dataset.measurements["note"]) == [None, word]
    assert next(iter(dataset.tables["departments"].values())).name == word  # type: ignore[attr-defined]


def test_no_answers_are_no_value(tmp_path: Path) -> None:
    changes = {
        "measurements/values.csv": "metric,date,value,n,numerator\ncsat,2026-09,,0,0\n"
        "csat,2026-10,,100,81\nreply,2026-10,7,0,\n"
    }
    dataset = check_changed(tmp_path, changes).sound
    assert list(dataset.measurements["value"]) == [81]
    source = next(source for source in dataset.sources if source.table == "measurements")
    assert source.skipped == (("rows with no answers (n is 0)", 2),)


DATES = [
    ("a day", "2026-10-05", "daily", 1, "2026-10-05", "2026-10-05"),
    ("a day with slashes", "2026/10/5", "daily", 1, "2026-10-05", "2026-10-05"),
    ("a day with a time", "2026-10-05T08:30:00Z", "daily", 1, "2026-10-05", "2026-10-05"),
    ("a day with a named month", "5-Oct-2026", "daily", 1, "2026-10-05", "2026-10-05"),
    ("a day in words", "5 October 2026", "daily", 1, "2026-10-05", "2026-10-05"),
    ("day-first by its parts", "31/10/2026", "daily", 1, "2026-10-31", "2026-10-31"),
    ("day-first with points", "31.10.2026", "daily", 1, "2026-10-31", "2026-10-31"),
    ("day-first with a time", "31/10/2026 23:59", "daily", 1, "2026-10-31", "2026-10-31"),
    ("month-first by its parts", "10/31/2026", "daily", 1, "2026-10-31", "2026-10-31"),
    ("month-first, two digits", "10/31/26", "daily", 1, "2026-10-31", "2026-10-31"),
    ("day-first by a last day", "31/10/26", "daily", 1, "2026-10-31", "2026-10-31"),
    ("year-first by a last day", "26-09-30", "daily", 1, "2026-09-30", "2026-09-30"),
    ("one reading in both orders", "05/05/2026", "daily", 1, "2026-05-05", "2026-05-05"),
    ("a day of a week", "2026-10-07", "weekly", 1, "2026-10-05", "2026-10-11"),
    ("a week", "2026-W41", "weekly", 1, "2026-10-05", "2026-10-11"),
    ("a week without its hyphen", "2026W41", "weekly", 1, "2026-10-05", "2026-10-11"),
    ("the week that begins a year", "2026-W01", "weekly", 1, "2025-12-29", "2026-01-04"),
    ("a month", "2026-02", "monthly", 1, "2026-02-01", "2026-02-28"),
    ("a month in a leap year", "2024-02", "monthly", 1, "2024-02-01", "2024-02-29"),
    ("a month with a slash", "2026/2", "monthly", 1, "2026-02-01", "2026-02-28"),
    ("a month as Excel shows it", "Oct-26", "monthly", 1, "2026-10-01", "2026-10-31"),
    ("a day as Excel shows it", "31-Oct-26", "daily", 1, "2026-10-31", "2026-10-31"),
    ("a month in words", "October 2026", "monthly", 1, "2026-10-01", "2026-10-31"),
    ("a month cut short", "Sept. 2026", "monthly", 1, "2026-09-01", "2026-09-30"),
    ("a day of a month", "2026-10-17", "monthly", 1, "2026-10-01", "2026-10-31"),
    ("a quarter", "2026-Q3", "quarterly", 1, "2026-07-01", "2026-09-30"),
    ("a quarter before its year", "Q3 2026", "quarterly", 1, "2026-07-01", "2026-09-30"),
    ("a quarter in one word", "2026Q3", "quarterly", 1, "2026-07-01", "2026-09-30"),
    ("a fiscal quarter", "FY2027-Q1", "quarterly", 7, "2026-07-01", "2026-09-30"),
    ("a fiscal quarter before its year", "Q1 FY2027", "quarterly", 7, "2026-07-01", "2026-09-30"),
    ("a day of a fiscal quarter", "2026-01-31", "quarterly", 12, "2025-12-01", "2026-02-28"),
    ("a year", "2025", "yearly", 1, "2025-01-01", "2025-12-31"),
    ("a fiscal year", "FY2026", "yearly", 10, "2025-10-01", "2026-09-30"),
    ("a fiscal year without its letters", "2026", "yearly", 4, "2025-04-01", "2026-03-31"),
    ("a day of a fiscal year", "2026-04-01", "yearly", 4, "2026-04-01", "2027-03-31"),
    ("a weekday before its day", "Mon 5 Jan 2026", "daily", 1, "2026-01-05", "2026-01-05"),
    ("German", "5. März 2026", "daily", 1, "2026-03-05", "2026-03-05"),
    ("French", "févr. 2026", "monthly", 1, "2026-02-01", "2026-02-28"),
    ("Spanish", "5 de enero de 2026", "daily", 1, "2026-01-05", "2026-01-05"),
    ("Spanish, cut short", "05-ene-2026", "daily", 1, "2026-01-05", "2026-01-05"),
    ("Italian", "maggio 2026", "monthly", 1, "2026-05-01", "2026-05-31"),
    ("Dutch", "5 mei 2026", "daily", 1, "2026-05-05", "2026-05-05"),
    ("Portuguese", "fev. 2026", "monthly", 1, "2026-02-01", "2026-02-28"),
    ("Polish", "5 stycznia 2026", "daily", 1, "2026-01-05", "2026-01-05"),
    ("Swedish", "5 augusti 2026", "daily", 1, "2026-08-05", "2026-08-05"),
    ("Danish", "maj 2026", "monthly", 1, "2026-05-01", "2026-05-31"),
    ("Norwegian", "5. desember 2025", "daily", 1, "2025-12-05", "2025-12-05"),
    ("Japanese", "2026年1月", "monthly", 1, "2026-01-01", "2026-01-31"),
    ("a month before its year", "10/2026", "monthly", 1, "2026-10-01", "2026-10-31"),
    ("a month in six digits", "202610", "monthly", 1, "2026-10-01", "2026-10-31"),
    ("points are day-first", "04.03.2026", "daily", 1, "2026-03-04", "2026-03-04"),
    ("a German week", "KW 1/2026", "weekly", 1, "2025-12-29", "2026-01-04"),
    ("a quarter of a short fiscal year", "Q1 FY26", "quarterly", 7, "2025-07-01", "2025-09-30"),
    ("a fiscal period", "FY26 P01", "monthly", 7, "2025-07-01", "2025-07-31"),
    ("a fiscal period as SAP writes it", "003.2026", "monthly", 1, "2026-03-01", "2026-03-31"),
    ("a range", "2026-10-01 - 2026-10-31", "monthly", 1, "2026-10-01", "2026-10-31"),
    ("a range of a week", "2026-10-05 to 2026-10-11", "weekly", 1, "2026-10-05", "2026-10-11"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "cadence", "start", "first", "last"), [pytest.param(*c[1:], id=c[0]) for c in DATES]
)
def test_a_date_is_read(
    cell: str, cadence: str, start: int, first: str, last: str, tmp_path: Path
) -> None:
    changes = {
        "metrics.csv": METRICS.format(cadence),
        "measurements/values.csv": f"metric,date,value\nreply,{cell},7\n",
    }
    frame = check_changed(tmp_path, changes, Settings(fiscal_year_start=start)).sound.measurements
    assert [frame["first"].iloc[0].date(), frame["last"].iloc[0].date()] == [
        dt.date.fromisoformat(first),
        dt.date.fromisoformat(last),
    ]


CADENCES = [
    ("daily", ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06"]),
    ("weekly", ["2026-10-02", "2026-10-09", "2026-10-16", "2026-10-30"]),
    ("monthly", ["2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"]),
    ("monthly", ["2026-10"]),
    ("monthly", ["2026-09", "2026-10-31"]),
    ("quarterly", ["2025-12-31", "2026-03-31", "2026-06-30", "2026-09-30"]),
    ("quarterly", ["2026-Q3"]),
    ("yearly", ["2022-12-31", "2023-12-31", "2024-12-31", "2025-12-31"]),
    ("yearly", ["2025"]),
]


@pytest.mark.parametrize(("cadence", "days"), CADENCES)
def test_a_cadence_is_inferred(cadence: str, days: list[str], tmp_path: Path) -> None:
    rows = "".join(f"reply,{day},{7 - place}\n" for place, day in enumerate(days))
    changes = {
        "metrics.csv": METRICS.format(""),
        "measurements/values.csv": f"metric,date,value\n{rows}",
    }
    assert check_changed(tmp_path, changes).sound.cadences == {"reply": cadence}


def test_a_day_that_is_last_of_its_month_proves_the_order_of_its_column(tmp_path: Path) -> None:
    rows = ("reply,26-09-05,7", "reply,26-08-31,8", "reply,26-10-31,9")
    content = "\n".join(("metric,date,value", *rows)) + "\n"
    changes = {"metrics.csv": METRICS.format("daily"), "measurements/values.csv": content}
    frame = check_changed(tmp_path, changes).sound.measurements
    assert [str(day.date()) for day in frame["last"]] == ["2026-08-31", "2026-09-05", "2026-10-31"]
