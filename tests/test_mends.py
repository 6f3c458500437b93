"""What messages advise: one a kind, nothing that loses data, and no row of a raw export to edit."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.messages import text
from generator.messages.check_report import check_report
from generator.model.mapping import EXPORTS
from generator.model.problems import Problem, ProblemCode, SourceLocation, one_a_kind
from tests.check.folder import SOUND, Content, check, write_folder
from tests.fuzz import specimens, spoilt
from tests.syntax import nodes_of

#: What nobody can follow who hands in an export as a system wrote it.
EDITING = re.compile(r"\b(Write|Delete|Type|Fill it|Close it|Retype|Edit)\b|Put a text")
#: What takes data away.
LOSING = re.compile(r"\b[Dd]elete (the row|it|one of|the file|what|them|the other)")
ROOMS = ("read", "check", "importing", "new", "collecting")
PACKAGE = Path(__file__).resolve().parent.parent / "generator"
#: CPU seconds within which the largest of faulty tables are told.
LONGEST_SECONDS = 1.0


def problem(line: int, message: str = '"{0}" is not in metrics.csv.') -> Problem:
    place = SourceLocation("measurements/a.csv", line, "metric")
    return Problem(place, ProblemCode.FOREIGN_KEY, message.format(f"m{line}"), "Add it there.")


def test_no_message_advises_what_loses_data() -> None:
    modules = [path for room in ROOMS for path in PACKAGE.glob(f"{room}*") if path.exists()]
    files = [
        path for each in modules for path in ([each] if each.is_file() else each.rglob("*.py"))
    ]
    assert len(files) > 40
    texts = [
        f"{path.name}: {value}"
        for path in files
        for node in nodes_of(path)
        if isinstance(value := getattr(node, "value", None), str)
        and LOSING.search(value)
        and not value.startswith("Qualtrics:")
    ]
    assert texts == []


@pytest.mark.slow
def test_no_message_about_a_raw_export_asks_to_edit_it(tmp_path: Path) -> None:
    advice = set()
    exports = [each for each in specimens() if each.name.startswith(EXPORTS)]
    for number, specimen in enumerate(exports * 4):
        content = spoilt(specimen, random.Random(number))  # noqa: S311 -- nothing secret
        folder = tmp_path / str(number)
        write_folder(folder, {**specimen.around, specimen.name: content})
        problems = check(folder).problems
        advice |= {each.fix for each in problems if each.location.file.startswith(EXPORTS)}
    assert len(advice) > 5
    assert sorted(filter(EDITING.search, advice)) == []


def test_three_of_a_kind_are_told_each_by_itself() -> None:
    three = [problem(2), problem(3), problem(4)]
    assert one_a_kind(three) == tuple(three)


def test_more_of_a_kind_are_told_as_one() -> None:
    (told,) = one_a_kind(problem(line) for line in range(2, 1002))
    assert str(told) == (
        'measurements/a.csv:2:metric: "m2" is not in metrics.csv. The same is so of "m3" on line '
        '3, "m4" on line 4, "m5" on line 5 and 996 more. Add it there.'
    )


def test_without_a_value_the_lines_are_named() -> None:
    (told,) = one_a_kind(problem(line, "This row has 2 cells.") for line in range(2, 7))
    assert told.message == (
        "This row has 2 cells. The same is so of line 3, line 4, line 5 and 1 more."
    )


def _names(count: int) -> Iterable[str]:
    chance = random.Random(1)  # noqa: S311 -- nothing secret
    return ("Head of Customer " + "".join(chance.choices("abcdefghij", k=6)) for _ in range(count))


METRICS = "metric,name,department,better,calculation,cadence\n" + "".join(
    f"metric-{number:04},Metric {number},support,higher,,monthly\n" for number in range(1000)
)
LARGE: dict[str, dict[str, Content]] = {
    "10,000 columns": {
        "metrics.csv": f"metric,{','.join(f'colum{number}' for number in range(10_000))}\n"
    },
    "10,000 columns without a name": {"metrics.csv": f"metric{',' * 10_000}x\n"},
    "1,000 unknown ids": {
        "metrics.csv": METRICS,
        "measurements/values.csv": "metric,date,value\n"
        + "".join(f"metric-{number:04}x,2026-10,1\n" for number in range(1000)),
    },
    "1,000 names that resemble one another": {
        "metrics.csv": "metric,name,department,better,owner\n"
        + "".join(f"m{at},M {at},support,higher,{name}\n" for at, name in enumerate(_names(1000)))
    },
    "1,000 rows that are too short": {
        "measurements/values.csv": "metric,date,value\n" + "nps,2026-10\n" * 1000
    },
}


@pytest.mark.slow
@pytest.mark.timed
@pytest.mark.parametrize("name", LARGE)
def test_the_largest_are_told_in_a_second(name: str, tmp_path: Path) -> None:
    write_folder(tmp_path / "warm", SOUND)
    check(tmp_path / "warm")  # what is imported once
    write_folder(tmp_path / "data", LARGE[name])
    began = time.process_time()
    report = check_report(tmp_path / "data", check(tmp_path / "data").problems)
    told = text.write(report)
    assert time.process_time() - began < LONGEST_SECONDS
    assert len(told.splitlines()) < 40
