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
]


def measured(folder: Path, *rows: str, header: str = "metric,date,value") -> list[float]:
    content = "\n".join((header, *rows)) + "\n"
    changes = {"metrics.csv": METRICS.format("monthly"), "measurements/values.csv": content}
    dataset = check_changed(folder, changes).sound
    return [float(value) for value in dataset.measurements["value"]]


@pytest.mark.parametrize(("cell", "value"), [pytest.param(c, v, id=n) for n, c, v in NUMBERS])
def test_a_number_is_read(cell: str, value: float, tmp_path: Path) -> None:
    assert measured(tmp_path, f"reply,2026-10,{cell}") == [value]


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
