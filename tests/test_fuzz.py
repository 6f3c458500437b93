"""Spoilt files: a short run of what `make fuzz` does at length."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.folder import write_folder
from tests.exports.folder import check_export, fixture, measured, source
from tests.exports.test_presets import SURVEYMONKEY
from tests.fuzz import SEED, faults_of, fuzz, specimens

SHORT = 500


@pytest.mark.slow
def test_spoilt_files_are_read_or_refused_and_no_row_is_lost() -> None:
    findings = [*fuzz(SHORT, SEED)]
    assert [f"{found.name} ({found.seed}): {found.what}" for found in findings] == []


def test_a_blank_line_behind_the_header_of_surveymonkey(tmp_path: Path) -> None:
    first, _, rest = fixture("surveymonkey/export.csv").partition(b"\n")
    content = first + b"\n\n" + rest.partition(b"\n")[2]
    name = "surveymonkey/export.csv"
    outcome = check_export(tmp_path / "blank", SURVEYMONKEY, files={name: content})
    whole = check_export(tmp_path / "whole", SURVEYMONKEY, name)
    assert measured(outcome) == measured(whole)
    assert dict(source(outcome).skipped)["blank rows"] == 1


def test_rows_are_counted_of_which_no_column_is_read(tmp_path: Path) -> None:
    toml = (
        '[exports.pages]\nfiles = "pages.csv"\npreset = "ga4"\nperiod = "month"\n'
        'metric = "cases"\ncalculation = "count"\n'
    )
    content = "# Start date: 20261001\n# End date: 20261031\nPage,Views\na,1\nb,2\nc,3\n"
    outcome = check_export(tmp_path, toml, files={"pages.csv": content})
    assert measured(outcome) == {("cases", "2026-10-31", ""): {"value": 3, "n": 3}}
    assert source(outcome).rows_used == 3


def test_a_table_without_a_column_it_needs_is_refused_whole(tmp_path: Path) -> None:
    write_folder(tmp_path, {"measurements/values.csv": "meric,date,value\nnps,2026-10,36\n"})
    assert faults_of(tmp_path, "measurements/values.csv") == []


def test_a_year_among_months_refuses_every_row_of_the_file(tmp_path: Path) -> None:
    """Found by the run: rows before the faulty date stood, and were counted as refused too."""
    name = "exports/long/helpdesk.csv"
    specimen = next(found for found in specimens() if found.name == name)
    spoilt = specimen.content.replace(b"30.09.2026;Phone", b"30.09.\n2026;Phone")
    assert spoilt != specimen.content
    write_folder(tmp_path, {**specimen.around, name: spoilt})
    assert faults_of(tmp_path, name) == []
