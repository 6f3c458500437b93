"""The shapes of exports in a workbook, where years are numbers and dates are dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exports.folder import check_export, measured
from tests.workbooks import Rows, ods, xlsx

OCTOBER = "2026-10-31"
_LONG = '[exports.x]\nfiles = "file.*"\nlayout = "long"\nmetric = "reply"\nvalue = "Value"\n'
_TICKETS = """\
timezone = "Europe/Berlin"

[exports.x]
files = "file.*"
date = "Closed"
period = "month"
metric = "median-days"
calculation = "median"
elapsed = { opened = "Opened", closed = "Closed", unit = "hours" }
"""


def _moment(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 10, 5, hour, minute)  # noqa: DTZ001 -- a workbook knows no zone


CASES: list[tuple[str, Rows, float]] = [
    (
        _LONG + 'year = "Year"\nmonth = "Month"\n',
        [["Year", "Month", "Value"], [2026, 10, 7.5]],
        7.5,
    ),
    (
        _LONG + 'date_cell = "Report for: {period}"\nskip_rows = 2\n',
        [["Report for:", "October 2026"], [], ["Team", "Value"], ["A", 7.5]],
        7.5,
    ),
    (
        _LONG + 'date_cell = "Report for: {period}"\nskip_rows = 1\nperiod = "month"\n',
        [["Report for:", dt.date(2026, 10, 31)], ["Team", "Value"], ["A", 7.5]],
        7.5,
    ),
    (
        _LONG.replace('"Value"', '"CSAT {segment}"')
        + 'date = "Day"\nperiod = "month"\naggregate = "sum"\nsegment = { whole = ["Total"] }\n',
        [["Day", "CSAT Total"], [dt.date(2026, 10, 1), 3], [dt.date(2026, 10, 2), 4.5]],
        7.5,
    ),
    (_TICKETS, [["Opened", "Closed"], [_moment(9), _moment(16, 30)], [_moment(9), None]], 7.5),
]


@pytest.mark.parametrize(("ending", "made"), [(".xlsx", xlsx), (".ods", ods)])
@pytest.mark.parametrize(("toml", "rows", "value"), CASES)
def test_a_workbook_of_that_shape(
    toml: str, rows: Rows, value: float, ending: str, made: Callable[..., bytes], tmp_path: Path
) -> None:
    outcome = check_export(tmp_path, toml, files={f"file{ending}": made(rows)})
    found = measured(outcome)
    assert [(last, figures["value"]) for (_, last, _), figures in found.items()] == [
        (OCTOBER, value)
    ]
