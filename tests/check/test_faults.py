"""Every way to get a table wrong is told in its exact words, at its exact place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.check.cases.case import Case
from tests.check.cases.cells import CELLS
from tests.check.cases.commentary import COMMENTARY
from tests.check.cases.counts import COUNTS
from tests.check.cases.dates import DATES
from tests.check.cases.form import FORM
from tests.check.cases.journey import JOURNEY
from tests.check.cases.labels import LABELS
from tests.check.cases.numbers import NUMBERS
from tests.check.cases.overdue import OVERDUE
from tests.check.cases.rules import RULES
from tests.check.cases.soft_checks import SOFT_CHECKS
from tests.check.folder import check, check_changed, write_folder

CASES = [
    *FORM,
    *LABELS,
    *CELLS,
    *NUMBERS,
    *DATES,
    *COUNTS,
    *RULES,
    *SOFT_CHECKS,
    *OVERDUE,
    *JOURNEY,
    *COMMENTARY,
]
CODE_LIKE = re.compile(r"[{}]|None|'|\bNaN\b|\\x|_\d|Error")


def test_the_sound_folder_is_sound(tmp_path: Path) -> None:
    assert check_changed(tmp_path, {}).messages == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_told_in_these_words(case: Case, tmp_path: Path) -> None:
    outcome = check_changed(tmp_path, case.files, case.settings, case.as_of)
    assert outcome.messages == case.messages
    only_warnings = all(message.startswith("warning: ") for message in case.messages)
    assert (outcome.dataset is not None) is only_warnings


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_messages_are_plain_sentences(case: Case) -> None:
    for message in case.messages:
        words = re.sub(r'"[^"]*"', '"…"', message)
        assert re.search(r"[.?]$", words), "a message ends as a sentence does"
        assert len(re.findall(r"[.?)] [A-Z]", words)) >= 1, "what is wrong, then how to mend it"
        assert not CODE_LIKE.search(words), "a message speaks to an owner, not to a programmer"
        assert "  " not in message


def test_the_table_of_faults_is_long_and_names_each_once() -> None:
    names = [case.name for case in CASES]
    assert len({*names}) == len(names) >= 75


def test_problems_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    outcome = check_changed(
        tmp_path,
        {
            "goals.csv": (
                "goal,department,metric,rule,target\nB,sales,nps,reach,x\na,sale,np,go,9\n"
            ),
            "departments.csv": "department,name\nsupport,Support\nsales,\nsales,Sales\n",
        },
    )
    places = [(problem.location.file, problem.location.line) for problem in outcome.problems]
    assert places == sorted(places)
    assert len(places) == 6


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    expected = [": There is no such folder. Name the folder that holds your CSV files."]
    assert check(tmp_path / "data").messages == expected
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    assert check(tmp_path / "data").messages == expected


def test_what_is_no_table_by_its_looks_is_left_alone(tmp_path: Path) -> None:
    changes = {
        "README.md": "# Our data\n",
        ".keep": "",
        "measurements/~lock.csv": "x",
        "a.toml": "",
    }
    write_folder(tmp_path, changes)
    (tmp_path / "measurements" / "old.csv").mkdir()
    (tmp_path / "measurements" / ".trash").mkdir()
    (tmp_path / "measurements" / ".trash" / "june.csv").write_text("x", encoding="utf-8")
    assert check(tmp_path).messages == []


def test_measurements_may_lie_in_folders_of_their_own(tmp_path: Path) -> None:
    changes = {"measurements/2026/october.CSV": "metric,date,value\nnps,2026-08,35\n"}
    files = {source.file for source in check_changed(tmp_path, changes).sound.sources}
    assert "measurements/2026/october.CSV" in files


def test_a_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(tmp_path, {"goals.csv": "goal\n"})
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "goals.csv":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert check(tmp_path).messages == [
        (
            "goals.csv: The file cannot be opened (Permission denied). Close it in other programs, "
            "or give yourself the right to read it."
        )
    ]
