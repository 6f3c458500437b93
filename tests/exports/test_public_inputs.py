"""Small inputs from public bug reports: each is read right, or refused in words that can be used.

They lie beside the repository with what is right (`expected.json`); where they are absent the
tests are skipped, unless CX_REQUIRE_REAL=1 says that they must be there.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.check.folder import Outcome, check

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "exports"
NAMES = sorted(path.name for path in CASES.iterdir()) if CASES.is_dir() else []
#: After every date of the inputs.
AS_OF = dt.date(2027, 1, 31)
#: Inputs of few days do not show their cadence: it is declared for them.
DAILY = ("dutch_long", "spanish_dates", "weekday_prefix")
#: What must be refused, by the words that the message has to hold.
REFUSED: Mapping[str, str] = {
    "backslash_quote": "goes on after its closing quotation mark",
    "ddmm_excel_mixed_text": "mixes day-first dates",
    "hubspot_one_scale": "holds several surveys",
    "k_suffix": '"1.2K" is not a number',
    "merged1": '"Region" is blank in 1 row',
    "multi_currency": "more than one currency",
    "multi_select_codes": '"1,2,3" is not a number',
    "percent_mixed": "with a percent sign",
    "powerbi_applied_filters": "footer_rows",
    "powerbi_title": "skip_rows",
    "salesforce_footer": "footer_rows",
    "scale_labels_0_10": "answers = {",
    "seg2": "at once",
    "units_days": "is a length of time",
    "units_h_m": "is a length of time",
    "us_week_name": "does not say how its weeks are counted",
    "zendesk_tz_abbrev": "names no one time zone",
}
#: What is read with a warning.
WARNED: Mapping[str, str] = {
    "percent_as_fraction": "percent, and all its values are between 0 and 1",
    "share_scale_1": "percent, and all its values are between 0 and 1",
}

_COUNTS = {"n": "n", "num": "numerator", "prom": "promoters", "det": "detractors"}


def outcome_of(name: str, folder: Path) -> Outcome:
    shutil.copytree(CASES / name / "data", folder)
    if name in DAILY:
        path = folder / "metrics.csv"
        head, row = path.read_text(encoding="utf-8").splitlines()
        path.write_text(f"{head},cadence\n{row},daily\n", encoding="utf-8")
    return check(folder, as_of=AS_OF)


def test_the_inputs_are_there() -> None:
    if not NAMES:
        if os.environ.get("CX_REQUIRE_REAL") == "1":
            pytest.fail("the inputs are not beside the repository")
        pytest.skip("the inputs are not beside the repository")
    assert len(NAMES) == 49
    assert {*REFUSED, *WARNED} <= {*NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_an_input_is_read_right_or_refused(name: str, tmp_path: Path) -> None:
    expected: dict[str, Any] = json.loads((CASES / name / "expected.json").read_text("utf-8"))
    outcome = outcome_of(name, tmp_path / "data")
    if name in REFUSED:
        assert outcome.dataset is None
        assert any(REFUSED[name] in message for message in outcome.messages), outcome.messages
        return
    frame = outcome.sound.measurements
    whole = frame[frame["segment"] == ""]
    if name in WARNED:
        assert any(WARNED[name] in each for each in outcome.messages), outcome.messages
    if "values" in expected:
        assert whole["value"].tolist() == pytest.approx(expected["values"])
    if "by" in expected:
        months = whole["last"].dt.strftime("%Y-%m")
        assert dict(zip(months, whole["value"], strict=True)) == expected["by"]
    if "dates" in expected:
        ends = zip(sorted(expected["dates"]), whole["first"], strict=True)
        assert all(f"{first:%Y-%m-%d}".startswith(date) for date, first in ends)
    for key in _COUNTS.keys() & expected.keys():
        assert whole[_COUNTS[key]].sum() == expected[key]


def test_na_is_a_region_of_north_america(tmp_path: Path) -> None:
    if not NAMES:
        pytest.skip("the inputs are not beside the repository")
    frame = outcome_of("na_region", tmp_path / "data").sound.measurements
    assert [*frame["segment"]] == ["", "EU", "NA"]


def test_an_unseen_sign_makes_no_second_segment(tmp_path: Path) -> None:
    if not NAMES:
        pytest.skip("the inputs are not beside the repository")
    frame = outcome_of("soft_hyphen_segment", tmp_path / "data").sound.measurements
    assert frame[["segment", "n"]].to_numpy().tolist() == [["", 2.0], ["Support", 2.0]]
