"""Files that nobody writes by mistake end in a problem, and in good time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from generator.messages.check_report import check_report
from tests.check.folder import Outcome, check, check_changed

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "safety"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a = " + "[" * 5000 + "]" * 5000,
            "exports.toml: This holds lists or tables within one another more than a hundred",
        ),
        *(
            (
                f'[files."goals.csv"]\nencoding = "{name}"\n',
                f'exports.toml:2:encoding: "{name}" is no encoding.',
            )
            for name in ("undefined", "idna", "punycode", "unicode_escape", "rot13", "zip")
        ),
    ],
    ids=lambda text: text[:40],
)
def test_what_exports_toml_may_hold(tmp_path: Path, text: str, message: str) -> None:
    found = check_changed(tmp_path, {"exports.toml": text}).messages
    assert any(each.startswith(message) for each in found), found


def test_a_wide_table_is_reported_in_good_time(tmp_path: Path) -> None:
    """Each of 2,500 unknown columns is a warning; they are told as one."""
    names = ",".join(f"c{number}" for number in range(2500))
    cells = ",".join(["1"] * 2500)
    events = f"date,title,{names}\n2026-06-01,New prices,{cells}\n"
    problems = check_changed(tmp_path, {"events.csv": events}).problems
    start = time.process_time()
    report = check_report(tmp_path, problems)
    assert len(problems) >= 2500
    assert len(report.problems) == 1
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "name", ["fz-traceback-check-300-1009", "min-toml-deep", "min-toml-undefined", "wide"]
)
def test_folders_that_ended_in_a_traceback(name: str) -> None:
    if not (CASES / name).is_dir():
        pytest.skip("the cases are not beside the repository")
    start = time.process_time()
    found = check(CASES / name)
    assert isinstance(found, Outcome)
    check_report(CASES / name, found.problems)
    assert time.process_time() - start < 10
