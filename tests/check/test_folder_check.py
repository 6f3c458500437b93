"""The list of checks: each sees only what it declares, and their order makes no difference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.check import folder_check
from generator.check.check_context import Check, CheckContext
from generator.check.folder_check import CHECKS, parse_folder
from generator.model.dataset import AsOf
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.tables import TABLES, Department, Goal, Measurement, Metric
from generator.read.data_folder import read_folder
from tests.check.folder import TODAY, Content, check_changed, write_folder

FAULTY: dict[str, Content] = {
    "goals.csv": "goal,department,metric,rule,target,target_high\n"
    "a,sales,reply,range,9,8\nb,sales,nps,hold,200,\n",
    "initiatives.csv": "initiative,name,department,cost\ndesk,A desk,sales,5\n",
    "commentary.csv": "date,about,kind,text,due\n2026-10-01,nps,comment,So it is.,2026-09-01\n",
}
DOUBTFUL: dict[str, Content] = {
    "goals.csv": "goal,department,metric,rule,target,segment,owner\n"
    "a,sales,reply,hold,9,big,Head of Sales\nb,sales,nps,hold,20,,Head of Saless\n",
    "initiatives.csv": "initiative,name,department,decision_date\ndesk,A desk,sales,2026-01-05\n",
}


def context_of(folder: Path, **changes: Content) -> CheckContext:
    write_folder(folder, {f"{name}.csv": text for name, text in changes.items()})
    day = AsOf(day=TODAY, reason="the test says so")
    context, problems = parse_folder(read_folder(folder, TABLES), Settings(), day)
    assert problems == []
    return context


@pytest.mark.parametrize("changes", [FAULTY, DOUBTFUL], ids=["errors", "warnings"])
def test_the_order_of_the_checks_is_free(
    changes: dict[str, Content], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = check_changed(tmp_path, changes).messages
    monkeypatch.setattr(folder_check, "CHECKS", CHECKS[::-1])
    assert check_changed(tmp_path, changes).messages == messages
    assert len(messages) >= 3


def test_a_check_sees_only_the_tables_that_it_declares(tmp_path: Path) -> None:
    def read_goals(context: CheckContext) -> list[Problem]:
        assert context.rows(Goal) == ()
        return []

    def read_measurements(context: CheckContext) -> list[Problem]:
        assert len(context.measurements)
        return []

    context = context_of(tmp_path)
    with pytest.raises(KeyError, match="goals"):
        Check(find=read_goals, about=(Metric,)).run(context)
    with pytest.raises(AssertionError):
        Check(find=read_measurements, about=(Metric,)).run(context)
    assert Check(find=read_goals, about=(Metric,), uses=(Goal,)).run(context) == []
    assert Check(find=read_measurements, about=(Measurement,)).run(context) == []


def test_a_check_of_tables_without_rows_does_not_run(tmp_path: Path) -> None:
    def fail(_context: CheckContext) -> Iterator[Problem]:
        raise AssertionError

    context = context_of(tmp_path)
    assert Check(find=fail, about=(Goal,), uses=(Metric,)).run(context) == []
    for about in (Department, Measurement):
        with pytest.raises(AssertionError):
            Check(find=fail, about=(about,)).run(context)
