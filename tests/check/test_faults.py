"""Every way to get a table wrong is told in its exact words, at its exact place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.check.cases.case import Case
from tests.check.cases.cells import CELLS
from tests.check.cases.counts import COUNTS
from tests.check.cases.dates import DATES
from tests.check.cases.doubts import DOUBTS
from tests.check.cases.form import FORM
from tests.check.cases.labels import LABELS
from tests.check.cases.numbers import NUMBERS
from tests.check.cases.rules import RULES
from tests.check.folder import check_changed

CASES = [*FORM, *LABELS, *CELLS, *NUMBERS, *DATES, *COUNTS, *RULES, *DOUBTS]
CODE_LIKE = re.compile(r"[{}\[\]]|None|'|\bNaN\b|\\x|_\d|Error")


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
    places = [(problem.place.file, problem.place.line) for problem in outcome.problems]
    assert places == sorted(places)
    assert len(places) == 6
