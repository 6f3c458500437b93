"""Adding a row: in the file's own form, checked with all else before, never over anything."""

from __future__ import annotations

import builtins
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.__main__ import _parser, main
from generator.arguments import FINE, PROBLEMS, USAGE
from generator.build import check
from generator.model.schema import Table
from generator.model.tables import TABLES
from generator.new.dry_run import dry_run_of
from generator.new.row_columns import KINDS, option
from tests.check.folder import SOUND, write_folder

GOAL = ("--goal", "nps-45", "--department", "support", "--metric", "nps", "--rule", "reach")
GOALS = "goal,department,metric,rule,target,owner\nold,sales,reply,hold,4,Head of Sales\n"


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A company's folder with sound data, in which the command is given."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write_folder(tmp_path / "data", {"goals.csv": GOALS})
    return tmp_path


def new(*arguments: str) -> int:
    try:
        return main(["new", *arguments, "--as-of", "2026-11-20"])
    except SystemExit as ended:
        return int(str(ended.code))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_row_is_added_at_the_end(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new("goal", *GOAL, "--target", "45", "--owner", "Möller, Å") == FINE
    goals = company / "data/goals.csv"
    assert goals.read_text(encoding="utf-8") == GOALS + 'nps-45,support,nps,reach,45,"Möller, Å"\n'
    assert capsys.readouterr().out == "data/goals.csv:3: the row is there.\n"
    assert main(["check", "--as-of", "2026-11-20"]) == FINE
    assert [path.name for path in (company / "data").iterdir() if path.name.startswith(".")] == []


FORMS = [
    (GOALS.encode(), b"n,support,nps,reach,45,\n"),
    (GOALS.rstrip().encode(), b"\nn,support,nps,reach,45,\n"),
    (GOALS.replace("\n", "\r\n").encode(), b"n,support,nps,reach,45,\r\n"),
    (GOALS.replace("\n", "\r").encode(), b"n,support,nps,reach,45,\r"),
    (GOALS.replace(",", ";").encode("utf-8-sig"), b"n;support;nps;reach;45;\n"),
    (GOALS.replace(",", "\t").encode(), b"n\tsupport\tnps\treach\t45\t\n"),
    (GOALS.replace("Head", "Chéf").encode("cp1252"), b"n,support,nps,reach,45,\n"),
    (
        b"\xff\xfe" + GOALS.replace(",", "\t").encode("utf-16-le"),
        "n\tsupport\tnps\treach\t45\t\n".encode("utf-16-le"),
    ),
    (
        b"\xfe\xff" + GOALS.replace(",", "\t").encode("utf-16-be"),
        "n\tsupport\tnps\treach\t45\t\n".encode("utf-16-be"),
    ),
    (
        b'"target","goal","rule","metric","department"\n"4","old","hold","reply","sales"\n',
        b'"45","n","reach","nps","support"\n',
    ),
    (b"# ours\n\ngoal,department,metric,rule,target\n\n", b"n,support,nps,reach,45\n"),
    (b"sep=;\ngoal;department;metric;rule;target;\n", b"n;support;nps;reach;45\n"),
]


@pytest.mark.parametrize(("before", "row"), FORMS)
def test_in_the_form_of_its_file(before: bytes, row: bytes, company: Path) -> None:
    goals = company / "data/goals.csv"
    goals.write_bytes(before)
    goals.chmod(0o640)
    assert new("goal", "--goal", "n", *GOAL[2:], "--target", "45") == FINE
    assert goals.read_bytes() == before + row
    assert goals.stat().st_mode & 0o777 == 0o640


def test_a_letter_that_the_file_cannot_hold_is_refused(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goals = company / "data/goals.csv"
    goals.write_bytes(GOALS.replace("Head", "Chéf").encode("cp1252"))
    before = contents(company)
    assert new("goal", *GOAL, "--target", "45", "--owner", "東京") == PROBLEMS
    assert "is written in cp1252, which has no 東. Save it as CSV UTF-8" in capsys.readouterr().err
    assert contents(company) == before


def test_a_missing_file_is_begun_with_every_column(company: Path) -> None:
    assert new("objective", "--objective", "easy", "--name", "An easy start") == FINE
    assert (company / "data/objectives.csv").read_text(encoding="utf-8") == (
        "objective,name,model,sponsor,description,outcome_metric\neasy,An easy start,,,,\n"
    )


def test_a_company_that_begins_has_not_all_files_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    metric = ("--metric", "m", "--name", "M", "--better", "lower", "--department")
    value = ("--metric", "m", "--value", "4", "--date")
    assert new("department", "--department", "sales", "--name", "Sales") == FINE
    assert new("metric", *metric, "sails") == PROBLEMS
    assert new("metric", *metric, "sales") == FINE
    assert new("measurement", *value, "2026-10") == FINE
    assert new("measurement", *value, "2026-10") == PROBLEMS
    assert sorted(path.name for path in (tmp_path / "data").rglob("*.csv")) == [
        "departments.csv",
        "measurements.csv",
        "metrics.csv",
    ]


REFUSED = [
    (("--target", "abc"), 'data/goals.csv:3:target: "abc" is not a number.'),
    (("--target", "4", "--due", "2026-13"), 'data/goals.csv:3:due: "2026-13"'),
    (("--target", "4", "--rule", "reech"), "Did you mean reach?"),
    (("--target", "4", "--metric", "npss"), "Did you mean nps?"),
    (("--target", "4", "--goal", "Nps 45"), 'Write "nps-45".'),
    (("--target", "4", "--rule", "range"), "goals.csv:3:"),
]


def test_the_first_role_is_listed_though_others_are_not_yet(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new("person", "--person", "head-it", "--name", "Head of IT") == FINE
    people = (company / "data/people.csv").read_text(encoding="utf-8")
    assert people.endswith("head-it,Head of IT,,,\n")
    capsys.readouterr()
    assert new("goal", *GOAL, "--target", "45", "--owner", "head-it") == PROBLEMS
    assert '"Head of Sales" is not in people.csv' in capsys.readouterr().out
    assert new("person", "--person", "head-sales", "--name", "Head of Sales") == FINE
    assert new("goal", *GOAL, "--target", "45", "--owner", "head-it") == FINE


def test_what_somebody_said_is_added(company: Path) -> None:
    assert new("goal", *GOAL, "--target", "45") == FINE
    words = ("--date", "2026-11-03", "--kind", "decision needed", "--text", "Go on, or stop?")
    asked = (*words, "--by", "Head of Support", "--due", "2026-12-01")
    assert new("commentary", "--about", "nps-45", *asked) == FINE
    assert new("commentary", "--about", "nps-46", *asked) == PROBLEMS
    written = (company / "data/commentary.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert written == [
        '2026-11-03,nps-45,decision needed,"Go on, or stop?",Head of Support,2026-12-01,,,'
    ]


@pytest.mark.parametrize(("changes", "message"), REFUSED)
def test_what_the_check_would_refuse_is_not_written(
    changes: tuple[str, ...], message: str, company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (company / "data/goals.csv").write_text(
        GOALS.replace("owner", "due").replace("Head of Sales", "")
    )
    before = contents(company)
    assert new("goal", *GOAL, *changes) == PROBLEMS
    said = capsys.readouterr().out
    assert message in said
    assert said.endswith("Nothing was written.\n")
    assert contents(company) == before


@pytest.mark.parametrize("name", ["old", "OLD", " old "])
def test_an_id_that_is_there_is_refused(
    name: str, company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(company)
    assert new("goal", "--goal", name, *GOAL[2:], "--target", "45") == PROBLEMS
    assert capsys.readouterr().err == (
        f'data/goals.csv:2: There is already a row for goal "{name}". Edit it there.\n'
        "Nothing was written.\n"
    )
    assert contents(company) == before


def test_the_very_same_row_is_refused_too(company: Path) -> None:
    same = ("--department", "sales", "--metric", "reply", "--rule", "hold", "--target", "4")
    assert new("goal", "--goal", "old", *same, "--owner", "Head of Sales") == PROBLEMS
    assert (company / "data/goals.csv").read_text(encoding="utf-8") == GOALS


def test_a_column_that_the_file_lacks_is_named(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new("goal", *GOAL, "--target", "45", "--next-step", "Ask") == PROBLEMS
    assert capsys.readouterr().err.startswith(
        "goals.csv has no column next_step. Add it to line 1, or leave out --next-step."
    )
    assert (company / "data/goals.csv").read_text(encoding="utf-8") == GOALS


def test_what_leadership_alone_may_read_is_checked_and_added(company: Path) -> None:
    goals = company / "data/goals.csv"
    goals.write_text(GOALS.replace("owner", "audience").replace("Head of Sales", "all"))
    assert new("goal", *GOAL, "--target", "45", "--audience", "leadership") == FINE
    assert goals.read_text().endswith("nps-45,support,nps,reach,45,leadership\n")


def test_a_row_among_problems_waits_until_they_are_mended(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (company / "data/goals.csv").write_text(GOALS.replace("hold", "hald"))
    assert new("goal", *GOAL, "--target", "45") == PROBLEMS
    assert "data/goals.csv:2:rule:" in capsys.readouterr().out


def test_a_file_that_is_no_table_is_told_as_by_the_check(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (company / "data/goals.csv").write_bytes(b"PK\x03\x04")
    assert new("goal", *GOAL, "--target", "45") == PROBLEMS
    assert "This is an Excel workbook" in capsys.readouterr().out


def test_a_warning_about_the_row_is_told(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    metric = ("--metric", "effort", "--name", "Effort", "--department", "sales")
    assert new("metric", *metric, "--better", "lower") == FINE
    said = capsys.readouterr().out
    assert 'data/metrics.csv:5:metric: warning: "effort" has no measurement yet.' in said
    assert said.endswith("data/metrics.csv:5: the row is there.\n")


class TestMeasurements:
    ROW = ("--metric", "nps", "--date", "2026-08", "--value", "37")

    def test_go_to_the_only_file(self, company: Path) -> None:
        assert new("measurement", *self.ROW) == FINE
        values = company / "data/measurements/values.csv"
        assert values.read_text().endswith("reply,2026-10,7.5\nnps,2026-08,37\n")

    def test_go_to_the_file_that_has_their_metric(self, company: Path) -> None:
        write_folder(
            company / "data", {"measurements/new.csv": "metric,date,value\nreply,2026-08,3\n"}
        )
        assert new("measurement", *self.ROW) == FINE
        assert "2026-08,37" in (company / "data/measurements/values.csv").read_text()

    def test_go_where_they_are_told_to(self, company: Path) -> None:
        for name in ("measurements/a.csv", "b.csv", "data/measurements/c.csv"):
            date = f"2026-0{'abc'.index(name[-5]) + 1}"
            row = ("--metric", "nps", "--date", date, "--value", "37", "--file", name)
            assert new("measurement", *row) == FINE
        assert {path.name for path in (company / "data/measurements").iterdir()} == {
            "a.csv",
            "b.csv",
            "c.csv",
            "values.csv",
        }

    @pytest.mark.parametrize(
        "name", ["../x.csv", "/etc/x.csv", "x.txt", "measurements/../../x.csv"]
    )
    def test_never_go_elsewhere(self, name: str, company: Path) -> None:
        before = contents(company.parent)
        code = new("measurement", *self.ROW, "--file", name)
        after = contents(company.parent)
        if code == FINE:
            assert {*after} - {*before} == {str(company / "data/measurements" / name.strip("/"))}
        else:
            assert after == before

    def test_of_a_metric_in_two_files_ask_which(
        self, company: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_folder(
            company / "data", {"measurements/old.csv": "metric,date,value\nnps,2026-01,3\n"}
        )
        assert new("measurement", *self.ROW) == PROBLEMS
        assert "--file measurements/old.csv or measurements/values.csv." in capsys.readouterr().err

    def test_of_a_period_that_is_there_are_refused(self, company: Path) -> None:
        assert new("measurement", "--metric", "nps", "--date", "2026-10-31", "--value", "3") == 1
        assert (company / "data/measurements/values.csv").read_text().count("nps,2026-10") == 1

    def test_of_a_wide_file_are_refused(
        self, company: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_folder(
            company / "data",
            {
                "exports.toml": '[files."measurements/wide.csv"]\nlayout = "wide"\n',
                "measurements/wide.csv": "metric,2026-01,2026-02\nreply,3,4\n",
                "measurements/values.csv": SOUND["measurements/values.csv"].replace(
                    "reply,2026-10,7.5\n", ""
                ),
            },
        )
        assert new("measurement", "--metric", "reply", "--date", "2026-03", "--value", "3") == 1
        assert "Add it in your spreadsheet" in capsys.readouterr().err


class TestMeanwhile:
    def test_a_change_by_somebody_else_stays(
        self, company: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        goals = company / "data/goals.csv"
        checked = check

        def slow(*arguments: object, **options: object) -> object:
            goals.write_text(GOALS + "more,sales,reply,hold,3,\n")
            return checked(*arguments, **options)  # type: ignore[arg-type]

        monkeypatch.setattr("generator.new.adding.check", slow)
        assert new("goal", *GOAL, "--target", "45") == PROBLEMS
        assert "somebody changed it meanwhile" in capsys.readouterr().err
        assert goals.read_text() == GOALS + "more,sales,reply,hold,3,\n"

    def test_a_file_that_came_meanwhile_stays(
        self, company: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        objectives = company / "data/objectives.csv"
        checked = check

        def slow(*arguments: object, **options: object) -> object:
            objectives.write_text("theirs")
            return checked(*arguments, **options)  # type: ignore[arg-type]

        monkeypatch.setattr("generator.new.adding.check", slow)
        assert new("objective", "--objective", "easy", "--name", "Easy") == PROBLEMS
        assert objectives.read_text() == "theirs"
        assert [p.name for p in (company / "data").iterdir() if p.name.startswith(".")] == []

    def test_the_trial_leaves_the_folder_alone(self, company: Path) -> None:
        before = contents(company)
        with dry_run_of(company / "data", "goals.csv", b"other") as trial:
            assert (trial / "goals.csv").read_bytes() == b"other"
            assert (trial / "measurements/values.csv").is_file()
        assert not trial.exists()
        assert contents(company) == before


class TestOptions:
    @pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
    def test_follow_from_the_schema(self, table: Table, capsys: pytest.CaptureFixture[str]) -> None:
        kind, stated = next((k, t) for k, t in KINDS.items() if t is table)
        with pytest.raises(SystemExit):
            _parser().parse_args(["new", kind, "--help"])
        told = capsys.readouterr().out
        for column in stated.columns:
            assert f"{option(column)} " in told

    def test_that_are_missing_are_named(
        self, company: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO("x\n"))
        assert new("department", "--department", "x") == USAGE
        assert capsys.readouterr().err == (
            "--name is needed: Name as readers know it. Example: Legal\n"
        )
        assert company.is_dir()

    def test_that_are_blank_are_missing(self, company: Path) -> None:
        assert new("department", "--department", "x", "--name", "  ") == USAGE
        assert company.is_dir()

    def test_of_another_kind_are_refused(self, company: Path) -> None:
        assert new("department", "--target", "4") == USAGE
        assert new("pet", "--name", "Rex") == USAGE
        assert company.is_dir()


class TestAsking:
    @pytest.fixture
    def answer(self, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
        """Answers what is asked on a terminal; gives what was asked for."""

        def prepare(*answers: str) -> list[str]:
            left, asked = list(answers), []

            def ask(prompt: str) -> str:
                asked.append(prompt.rstrip(": "))
                if not left:
                    raise EOFError
                return left.pop(0)

            monkeypatch.setattr(builtins, "input", ask)
            for stream in (sys.stdin, sys.stdout):
                monkeypatch.setattr(stream, "isatty", lambda: True)
            return asked

        return prepare

    def test_for_what_no_option_gave(self, company: Path, answer: Callable[..., list[str]]) -> None:
        asked = answer("nps-45", "support", "reach", "45", "")
        assert new("goal", "--metric", "nps") == FINE
        assert asked == ["goal", "department", "rule", "target", "owner"]
        goals = (company / "data/goals.csv").read_text()
        assert goals == GOALS + "nps-45,support,nps,reach,45,\n"

    def test_again_after_an_answer_that_will_not_do(
        self,
        company: Path,
        answer: Callable[..., list[str]],
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        asked = answer("", "old", "Nps 45", "nps-45", "suport", "support", "reach", "x", "45", "")
        assert new("goal", "--metric", "nps") == FINE
        assert asked == [*["goal"] * 4, *["department"] * 2, "rule", "target", "target", "owner"]
        said = capsys.readouterr().out
        for message in (
            'The cell is blank, and "goal" is required.',
            '"old" is there already. Choose another id.',
            'Write "nps-45".',
            "Did you mean support?",
            '"x" is not a number.',
        ):
            assert message in said
        assert (company / "data/goals.csv").read_text().endswith("nps-45,support,nps,reach,45,\n")

    def test_ends_where_the_answers_end(
        self, company: Path, answer: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
    ) -> None:
        answer("nps-45")
        before = contents(company)
        assert new("goal") == USAGE
        assert "Nothing was written." in capsys.readouterr().err
        assert contents(company) == before

    def test_not_at_all_where_nothing_is_missing(
        self, company: Path, answer: Callable[..., list[str]]
    ) -> None:
        asked = answer()
        assert new("goal", *GOAL, "--target", "45") == FINE
        assert asked == []
        assert company.is_dir()


def test_a_folder_that_is_not_there_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert new("department", "--department", "x", "--name", "X") == PROBLEMS
    assert capsys.readouterr().err.startswith("data: There is no such folder.")
