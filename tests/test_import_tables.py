"""`import --into` adds rows of another company's spreadsheet to a table, as strictly as a check."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from generator.__main__ import main
from tests.check.folder import check, write_folder

PLAN = (
    "OKRs 2027;;;;;;\n"
    "Ref;Team;KPI;Typ;Zielwert;Fällig;Kommentar\n"
    "nps-45;Kundendienst;Would recommend;erreichen;45,5;31.12.2027;\n"
    "reply-4;Vertrieb;First reply;erreichen;4;30.06.2027;urgent\n"
)
COLUMNS = (
    "--set goal=Ref --set target=Zielwert --set due=Fällig --set dates=day-first --set skip_rows=1 "
    """--set 'rule={ column = "Typ", values = { "erreichen" = "reach" } }' """
    """--set 'department={ column = "Team", values = { "Kundendienst" = "support", """
    """"Vertrieb" = "sales" } }' """
    """--set 'metric={ column = "KPI", values = { "Would recommend" = "nps", """
    """"First reply" = "reply" } }' """
)
HEAD = (
    "goal,short_name,department,metric,rule,target,target_high,segment,baseline,baseline_date,due,"
    "objective,owner,guardrails,next_step,state,replaces,audience,note\n"
)
FINE, PROBLEMS, USAGE = 0, 1, 2


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_folder(tmp_path / "data", {})
    (tmp_path / "plan.csv").write_text(PLAN, encoding="utf-8")
    return tmp_path


def imported(options: str, file: str = "plan.csv", into: str = "goals") -> int:
    return main(["import", file, "--into", into, *shlex.split(options)])


def test_goals_of_other_columns(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(COLUMNS) == FINE
    assert not (company / "data/goals.csv").exists()
    assert capsys.readouterr().out == (
        "plan.csv: 2 rows read, 2 new for data/goals.csv, 0 there already.\n"
        "\n"
        "  goal = ref\n"
        "  department = team\n"
        "  metric = kpi\n"
        "  rule = typ\n"
        "  target = zielwert\n"
        "  due = fällig\n"
        "Not read: kommentar.\n"
        "\n"
        "Nothing was written. To add the rows: --write.\n"
    )
    assert imported(COLUMNS + "--write") == FINE
    assert (company / "data/goals.csv").read_text() == (
        HEAD + "nps-45,,support,nps,reach,45.5,,,,,2027-12-31,,,,,active,,all,\n"
        "reply-4,,sales,reply,reach,4,,,,,2027-06-30,,,,,active,,all,\n"
    )
    assert capsys.readouterr().out.endswith("\ndata/goals.csv:2: the rows are there.\n")
    assert check(company / "data").dataset is not None
    assert imported(COLUMNS + "--write") == FINE
    assert "0 new for data/goals.csv, 2 there already" in capsys.readouterr().out


def test_milestones_and_benchmarks(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(COLUMNS + "--write") == FINE
    (company / "path.csv").write_text("Goal,By,Expected\nreply-4,2027-03,6\n")
    assert imported("--set date=By --write", "path.csv", "milestones.csv") == FINE
    assert (company / "data/milestones.csv").read_text() == (
        "goal,date,expected\nreply-4,2027-03-31,6\n"
    )
    (company / "panel.csv").write_text("KPI,Half,Median\nnps,2026-06-30,41\n")
    options = "--set metric=KPI --set date=Half --set value=Median --write"
    assert imported(options, "panel.csv", "benchmarks") == PROBLEMS
    assert 'panel.csv:1:source: The column "source" is missing.' in capsys.readouterr().out
    options += """ --set 'source={ text = "Panel 2026" }'"""
    assert imported(options, "panel.csv", "benchmarks") == FINE
    assert (company / "data/benchmarks.csv").read_text() == (
        "metric,date,value,source,label,comparability\nnps,2026-06-30,41,Panel 2026,,\n"
    )


@pytest.mark.parametrize(
    ("changed", "options", "told"),
    [
        (
            ("Vertrieb;First", "Einkauf;First"),
            COLUMNS,
            'plan.csv:4:department: "Einkauf" is not in departments.csv.',
        ),
        (("45,5", "4x"), COLUMNS, 'plan.csv:3:target: "4x" is not a number.'),
        (
            ("31.12.2027", "31.13.2027"),
            COLUMNS,
            'plan.csv:3:due: "31.13.2027" is not in the calendar.',
        ),
        (
            ("reply-4;", "nps-45;"),
            COLUMNS,
            "plan.csv:4:goal: There is already another row for goal",
        ),
        # Known only when all tables are looked at together: the metric gets lower to get better.
        (
            ("4;30.06.2027", "4;30.06.2027"),
            COLUMNS + "--set baseline=Zielwert",
            "plan.csv:3:target: ",
        ),
    ],
    ids=["a department", "a number", "a date", "a key twice", "a target at its baseline"],
)
def test_what_a_check_refuses_is_not_written(
    changed: tuple[str, str],
    options: str,
    told: str,
    company: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (company / "plan.csv").write_text(PLAN.replace(*changed), encoding="utf-8")
    assert imported(f"{options} --write") == PROBLEMS
    said = capsys.readouterr().out
    assert f"\n  {told}" in said
    assert said.endswith("\nNothing was written.\n")
    assert not (company / "data/goals.csv").exists()


def test_a_row_that_is_there_otherwise(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(COLUMNS + "--write") == FINE
    before = (company / "data/goals.csv").read_bytes()
    (company / "plan.csv").write_text(PLAN.replace("45,5", "46"), encoding="utf-8")
    assert imported(COLUMNS + "--write") == PROBLEMS
    assert (
        '\n  plan.csv:3:goal: There is another row for "nps-45" already (goals.csv:2). Leave it '
        "out here, or edit it there.\n"
    ) in capsys.readouterr().out
    assert (company / "data/goals.csv").read_bytes() == before


def test_rows_follow_in_the_form_of_the_table(company: Path) -> None:
    there = "goal;department;metric;rule;target;due\r\nold;sales;reply;reach;5;2026-12-31\r\n"
    (company / "data/goals.csv").write_bytes(there.encode())
    assert imported(COLUMNS + "--write") == FINE
    assert (company / "data/goals.csv").read_bytes().decode() == (
        there
        + "nps-45;support;nps;reach;45.5;2027-12-31\r\nreply-4;sales;reply;reach;4;2027-06-30\r\n"
    )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            "--set goal=Reff",
            'plan.csv:1: There is no column "Reff". Its columns are okrs_2027.',
        ),
        (
            "--set skip_rows=1 --set goal=Reff",
            'plan.csv:2: There is no column "Reff". Did you mean ref?',
        ),
        (
            "--set goal=5",
            (
                'goal=5: this names no column. Write goal="Column", goal={ column = "Column", '
                'values = { "text" = "id" } }, or goal={ text = "the same in all rows" }.'
            ),
        ),
        (
            "--set goals=Ref",
            "goals: this is no column of the table and no setting. Did you mean goal?",
        ),
    ],
)
def test_a_wrong_setting(
    options: str, told: str, company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(options) == PROBLEMS
    assert capsys.readouterr().err.startswith(told)
    assert not (company / "data/goals.csv").exists()


def test_a_table_that_is_none(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert imported("", into="goal") == PROBLEMS
    assert capsys.readouterr().err == (
        "--into goal: there is no such table. Did you mean goals?\nNothing was written.\n"
    )
    assert not (company / "data/goals.csv").exists()
