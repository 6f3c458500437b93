"""Next month's export has this month's rows too: nothing is counted twice, changes are counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.exports.folder import check_export, errors, measured

TOML = """\
[exports.relationship]
files = "nps-*.csv"
layout = "responses"
date = "day"
period = "month"
metric = "nps"
calculation = "nps"
answer = "score"
scale = [0, 10]
"""
IDS = TOML + 'response_id = "id"\n'
NEWEST = 'overlap = "newest-file"\n'
HEADER = "id,day,score\n"
SEPTEMBER = HEADER + "a,2026-09-10,10\nb,2026-09-20,3\nc,2026-10-02,9\n"
OCTOBER = HEADER + "b,2026-09-20,3\nc,2026-10-02,9\nd,2026-10-20,8\n"
CHANGED = HEADER + "b,2026-09-20,7\nc,2026-10-02,9\nd,2026-10-20,8\n"
KEYS = [("nps", "2026-09-30", ""), ("nps", "2026-10-31", "")]
WAYS_OUT = (
    'If the newer file replaces the older one, declare overlap = "newest-file" for this export in '
    'exports.toml; if they hold different rows, overlap = "add".'
)


def values(tmp_path: Path, toml: str, first: str, second: str) -> tuple[Any, Any]:
    files = {"nps-2026-09.csv": first, "nps-2026-10.csv": second}
    outcome = check_export(tmp_path, toml, files=files)
    found = measured(outcome)
    for source in outcome.sound.sources:
        assert source.rows_read == source.rows_used + sum(count for _, count in source.skipped)
    skipped = {s.file: dict(s.skipped) for s in outcome.sound.sources if s.skipped}
    return [(found[key]["value"], found[key]["n"]) for key in KEYS], skipped


@pytest.mark.parametrize("overlap", ["", NEWEST])
def test_responses_with_an_id_are_counted_once(overlap: str, tmp_path: Path) -> None:
    found, skipped = values(tmp_path, IDS + overlap, SEPTEMBER, OCTOBER)
    assert found == [(0, 2), (50, 2)]
    assert skipped == {"exports/nps-2026-09.csv": {"rows that a newer file has too": 2}}


def test_a_changed_response_is_restated_where_that_is_declared(tmp_path: Path) -> None:
    found, skipped = values(tmp_path, IDS + NEWEST, SEPTEMBER, CHANGED)
    assert found == [(50, 2), (50, 2)]
    assert skipped == {
        "exports/nps-2026-09.csv": {
            "rows that a newer file has too": 1,
            "rows restated by a newer file": 1,
        }
    }


def test_a_changed_response_is_refused_where_nothing_is_declared(tmp_path: Path) -> None:
    files = {"nps-2026-09.csv": SEPTEMBER, "nps-2026-10.csv": CHANGED}
    assert errors(check_export(tmp_path, IDS, files=files)) == [
        (
            'exports/nps-2026-09.csv:3: The response "b" has other answers on line 2 of '
            f"exports/nps-2026-10.csv. {WAYS_OUT}"
        )
    ]


def test_the_newest_file_is_that_of_the_newest_date_whatever_its_name(tmp_path: Path) -> None:
    files = {"nps-a.csv": CHANGED, "nps-b.csv": SEPTEMBER}
    found = measured(check_export(tmp_path, IDS + NEWEST, files=files))
    assert found[KEYS[0]]["value"] == 50


def test_days_of_two_files_without_ids_are_refused_until_declared(tmp_path: Path) -> None:
    files = {"nps-2026-09.csv": SEPTEMBER, "nps-2026-10.csv": OCTOBER}
    assert errors(check_export(tmp_path, TOML, files=files)) == [
        (
            "exports/nps-2026-09.csv:3: This file and exports/nps-2026-10.csv (line 2) both "
            "speak of "
            "the days from 2026-09-20 to 2026-10-02, and no response_id tells their rows apart. "
            f"{WAYS_OUT}"
        )
    ]


def test_the_newer_file_replaces_the_days_of_the_older(tmp_path: Path) -> None:
    found, skipped = values(tmp_path, TOML + NEWEST, SEPTEMBER, CHANGED)
    assert found == [(50, 2), (50, 2)]
    assert skipped == {
        "exports/nps-2026-09.csv": {
            "rows that a newer file has too": 1,
            "rows restated by a newer file": 1,
        }
    }


def test_files_with_different_rows_of_the_same_days_are_added(tmp_path: Path) -> None:
    found, skipped = values(tmp_path, TOML + 'overlap = "add"\n', SEPTEMBER, OCTOBER)
    assert found == [(pytest.approx(-100 / 3), 3), (pytest.approx(200 / 3), 3)]
    assert skipped == {}


def test_files_that_follow_each_other_pool_within_a_month(tmp_path: Path) -> None:
    first = HEADER + "a,2026-09-10,10\nb,2026-09-14,3\n"
    second = HEADER + "c,2026-09-15,9\nd,2026-10-20,8\n"
    found, skipped = values(tmp_path, TOML, first, second)
    assert found == [(pytest.approx(100 / 3), 3), (0, 1)]
    assert skipped == {}


def test_the_same_file_twice_is_read_once(tmp_path: Path) -> None:
    files = {"nps-2026-09.csv": SEPTEMBER, "nps-2026-09 (1).csv": SEPTEMBER}
    outcome = check_export(tmp_path, TOML, files=files)
    assert errors(outcome) == [
        (
            "warning: exports/nps-2026-09.csv: This file is the same as exports/nps-2026-09 "
            "(1).csv, "
            "so it was not read again. Move one of the two elsewhere."
        )
    ]
    assert measured(outcome)[KEYS[0]]["n"] == 2


def test_a_response_that_contradicts_itself_in_one_file(tmp_path: Path) -> None:
    rows = "a,2026-09-10,10\na,2026-09-10,10\nb,2026-09-11,9\nb,2026-09-11,2\nb,2026-09-12,9\n"
    assert errors(check_export(tmp_path, IDS, files={"nps-1.csv": HEADER + rows})) == [
        (
            'exports/nps-1.csv:5: The response "b" stands on line 4 too, with other answers. The '
            "same "
            "is so of 1 more. Correct it in the system that it comes from and export the file "
            "again, or leave such rows out by a filter in exports.toml."
        )
    ]


LONG = """\
[exports.helpdesk]
files = "*.csv"
layout = "long"
date = "month"
metric = "reply"
value = "hours"
"""


def test_long_files_restate_values(tmp_path: Path) -> None:
    files = {
        "a.csv": "month,hours\n2026-08,7\n2026-09,6\n",
        "b.csv": "month,hours\n2026-09,6.5\n2026-10,5\n",
    }
    outcome = check_export(tmp_path / "refused", LONG, files=files)
    assert errors(outcome) == [
        (
            'exports/b.csv:2:month: There is another row for "reply", 2026-09: value is 6.5 here '
            "and 6 "
            "at exports/a.csv:3. Move the one that is out of date elsewhere, or declare "
            'overlap = "newest-file" for [exports.helpdesk].'
        )
    ]
    outcome = check_export(tmp_path / "declared", LONG + NEWEST, files=files)
    found = measured(outcome)
    assert [numbers["value"] for numbers in found.values()] == [7, 6.5, 5]
    skipped = {s.file: dict(s.skipped) for s in outcome.sound.sources if s.skipped}
    assert skipped == {"exports/a.csv": {"rows restated by a newer file": 1}}
