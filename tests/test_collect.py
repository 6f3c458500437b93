"""Collecting from a shared folder: what passes is copied, what does not gets a page beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import collecting
from generator.__main__ import main
from generator.arguments import FINE, PROBLEMS, USAGE
from generator.model.errors import FileChangedError
from tests.check.folder import SOUND, Content, write_folder
from tests.workbooks import Rows, ods, xlsx

VALUES = SOUND["measurements/values.csv"]
NEWER = VALUES + "nps,2026-11,37\n"
BAD = VALUES + "nps,2026-11,370\n"
EXPORTS_TOML = """\
[files."measurements/new-*.csv"]
decimal = ","

[exports.survey]
files = "survey*.csv"
layout = "responses"
date = "When"
period = "month"
metric = "nps"
answer = "Score"
scale = [0, 10]
calculation = "nps"
"""
SURVEY = "When,Score,Name\n2026-11-02,9,Ann Other\n2026-11-03,10,Joe Soap\n"
FIRST = "When,Score,Name\n2026-08-02,9,Ann Other\n"


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A company's folder with sound data, and an empty shared folder beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write_folder(tmp_path / "data", {})
    (tmp_path / "share").mkdir()
    return tmp_path


def share(company: Path, files: dict[str, Content]) -> None:
    for name, content in files.items():
        path = company / "share" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content or b"")


def collect(*arguments: str) -> int:
    return main(["collect", "share", *arguments, "--as-of", "2026-11-20"])


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", ["values.csv", "measurements/values.csv", "Values.CSV"])
def test_a_sound_file_is_copied(
    company: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    share(company, {name: NEWER})
    before = contents(company / "data")
    assert collect() == FINE
    assert contents(company / "data") == {**before, "measurements/values.csv": NEWER.encode()}
    assert contents(company / "share") == {name: NEWER.encode()}
    assert capsys.readouterr().out == (
        f"share/{name}: copied to data/measurements/values.csv.\n"
        "1 copied, 0 unchanged, 0 left alone, 0 refused.\n"
    )


def test_an_unchanged_file_is_left_as_it_is(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share(company, {"values.csv": VALUES})
    before = (company / "data/measurements/values.csv").stat()
    assert collect() == FINE
    after = (company / "data/measurements/values.csv").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert "share/values.csv: unchanged.\n" in capsys.readouterr().out


def test_a_refused_file_gets_a_page_until_it_is_mended(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share(company, {"values.csv": BAD})
    before = contents(company / "data")
    assert collect() == PROBLEMS
    assert contents(company / "data") == before
    page = company / "share/values.csv.problems.html"
    told = page.read_text(encoding="utf-8")
    assert "on line 6, column value" in told
    assert "share/values.csv <span>1 problem</span>" in told
    assert "nps,2026-11,<mark>370</mark>" in told
    assert str(company) not in told
    said = capsys.readouterr().out
    assert said.startswith("share/values.csv: refused, see share/values.csv.problems.html.\n")
    assert "share/values.csv:6:value: " in said
    assert said.endswith("0 copied, 0 unchanged, 0 left alone, 1 refused.\n")
    written = page.stat().st_mtime_ns
    assert collect() == PROBLEMS
    assert page.stat().st_mtime_ns == written
    share(company, {"values.csv": NEWER})
    assert collect() == FINE
    assert sorted(contents(company / "share")) == ["values.csv"]


def test_a_page_goes_too_when_the_old_file_comes_back(company: Path) -> None:
    share(company, {"values.csv": VALUES, "values.csv.problems.html": "old"})
    assert collect() == FINE
    assert sorted(contents(company / "share")) == ["values.csv"]


def test_a_bad_file_does_not_stop_a_good_one(company: Path) -> None:
    more = "metric,date,value\ncsat,2026-09,80\n"
    write_folder(company / "data", {"measurements/a.csv": more})
    share(company, {"a.csv": "metric,date,value\ncsat,2026-13,80\n", "values.csv": NEWER})
    assert collect() == PROBLEMS
    data = contents(company / "data")
    assert data["measurements/a.csv"] == more.encode()
    assert data["measurements/values.csv"] == NEWER.encode()


def test_a_row_may_move_from_one_file_to_another(company: Path) -> None:
    """The first alone would repeat a row; with the second it does not, which alone loses one."""
    write_folder(company / "data", {"measurements/a.csv": "metric,date,value\ncsat,2026-09,80\n"})
    share(
        company,
        {
            "a.csv": "metric,date,value\ncsat,2026-09,80\ncsat,2026-10,82\n",
            "values.csv": VALUES.replace("csat,2026-10,81\n", ""),
        },
    )
    assert collect("--replace") == FINE
    assert b"csat,2026-10,82" in (company / "data/measurements/a.csv").read_bytes()


def test_older_content_is_left_alone(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    share(company, {"values.csv": "metric,date,value\nnps,2026-09,38\ncsat,2026-09,80\n"})
    before = contents(company / "data")
    assert collect() == FINE
    assert contents(company / "data") == before
    assert (
        "share/values.csv: left alone: it ends on 2026-09-30, and the present one goes to "
        "2026-10-31.\n"
    ) in capsys.readouterr().out


class TestLoss:
    """A hand-in never takes away in silence what is there."""

    ONE_ROW = "metric,date,value\nnps,2026-11,37\n"
    TOLD = (
        "share/values.csv: 4 of 4 figures would go: csat, nps, reply, from 2026-09-01 to "
        "2026-10-31. Hand in a file that has them too, or ask whoever collects to run it with "
        "--add, which keeps them, or with --replace, which lets them go.\n"
    )

    def test_a_file_of_one_row_does_not_replace_all(
        self, company: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        share(company, {"values.csv": self.ONE_ROW})
        before = contents(company / "data")
        assert collect() == PROBLEMS
        assert contents(company / "data") == before
        assert self.TOLD in capsys.readouterr().out
        assert "share/values.csv.problems.html" in contents(company)

    def test_unless_it_is_said(self, company: Path) -> None:
        share(company, {"values.csv": self.ONE_ROW})
        assert collect("--replace") == FINE
        assert (company / "data/measurements/values.csv").read_text() == self.ONE_ROW

    def test_an_export_that_forgets_a_month(
        self, company: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        toml = EXPORTS_TOML[EXPORTS_TOML.index("[exports") :]
        write_folder(company / "data", {"exports.toml": toml, "exports/survey.csv": FIRST})
        share(company, {"survey.csv": SURVEY})
        assert collect("--add") == PROBLEMS
        assert (
            "share/survey.csv: 1 of 1 figures would go: nps, from 2026-08-01 to 2026-08-31. Hand "
            "in a file that has them too, or ask whoever collects to run it with --replace, which "
            "lets them go.\n"
        ) in capsys.readouterr().out

    def test_data_with_errors_has_no_figures_to_compare(
        self, company: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_folder(company / "data", {"goals.csv": "goal\n"})
        share(company, {"values.csv": self.ONE_ROW})
        assert collect() == PROBLEMS
        assert (
            "share/values.csv: It has 2 lines, and the present one 5; the figures cannot be "
            "compared while the data has errors. "
        ) in capsys.readouterr().out


class TestAdd:
    """`--add` keeps what is there, byte for byte, and adds by metric, period and segment."""

    @pytest.mark.parametrize(
        ("handed_in", "expected", "told"),
        [
            pytest.param(
                "metric,date,value\nnps,2026-11,37\ncsat,2026-11,80\n",
                VALUES + "nps,2026-11,37\ncsat,2026-11,80\n",
                "2 rows added.",
                id="new rows go to the end",
            ),
            pytest.param(
                "value;metric;date\n37,5;nps;2026-11\n",
                VALUES + 'nps,2026-11,"37,5"\n',
                "",
                id="a decimal comma does not fit in",
            ),
            pytest.param(
                "value,date,metric\n38,2026-11,nps\n",
                VALUES + "nps,2026-11,38\n",
                "1 row added.",
                id="columns in another order",
            ),
            pytest.param(
                "metric,date,value\ncsat,2026-10,82\nnps,2026-11,37\n",
                VALUES.replace("csat,2026-10,81\n", "csat,2026-10,82\n") + "nps,2026-11,37\n",
                "1 row added, 1 written anew (csat to 2026-10-31).",
                id="a known figure with another value is told",
            ),
        ],
    )
    def test_what_is_written(
        self,
        company: Path,
        handed_in: str,
        expected: str,
        told: str,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        share(company, {"values.csv": handed_in})
        code = collect("--add")
        said = capsys.readouterr().out
        written = (company / "data/measurements/values.csv").read_text()
        if told:
            assert (code, written) == (FINE, expected)
            assert f"share/values.csv: copied to data/measurements/values.csv: {told}\n" in said
        else:
            assert (code, written) == (PROBLEMS, VALUES)

    def test_rows_that_are_there_change_nothing(
        self, company: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        share(company, {"values.csv": "metric,date,value\nnps,2026-10,36\n"})
        assert collect("--add") == FINE
        assert "share/values.csv: unchanged.\n" in capsys.readouterr().out

    def test_a_file_may_be_declared_so(self, company: Path) -> None:
        mode = '[files."measurements/values.csv"]\nmode = "add"\n'
        write_folder(company / "data", {"exports.toml": mode})
        share(company, {"values.csv": "metric,date,value\nnps,2026-11,37\n"})
        assert collect() == FINE
        assert (company / "data/measurements/values.csv").read_text() == VALUES + "nps,2026-11,37\n"

    def test_comments_notes_and_other_columns_stay(self, company: Path) -> None:
        own = (
            "# from the CRM\r\nmetric,date,value,note\r\n"
            'nps,2026-10,36,"two\r\nlines"\r\ncsat,2026-10,81,kept\r\n\r\n'
        )
        write_folder(company / "data", {"measurements/values.csv": own})
        share(company, {"values.csv": "metric,date,value\nnps,2026-10,35\nnps,2026-11,37\n"})
        assert collect("--add") == FINE
        assert (company / "data/measurements/values.csv").read_bytes().decode() == own.replace(
            "nps,2026-10,36", "nps,2026-10,35"
        ) + "nps,2026-11,37,\r\n"


class TestDeclared:
    def test_a_new_file_that_fits_a_pattern(self, company: Path) -> None:
        write_folder(
            company / "data",
            {
                "exports.toml": EXPORTS_TOML,
                "measurements/new-1.csv": "metric;date;value\ncsat;2026-09;80,5\n",
                "exports/survey-1.csv": FIRST,
            },
        )
        share(
            company,
            {
                "new-2.csv": "metric;date;value\ncsat;2026-08;79,5\n",
                "exports/survey-2.csv": SURVEY,
                "other.csv": VALUES,
            },
        )
        assert collect() == FINE
        data = contents(company / "data")
        assert "measurements/new-2.csv" in data
        assert data["exports/survey-2.csv"] == SURVEY.encode()
        assert "measurements/other.csv" not in data

    def test_a_refused_export_shows_no_other_cell(
        self, company: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_folder(
            company / "data",
            {
                "exports.toml": EXPORTS_TOML,
                "exports/survey-1.csv": FIRST,
                "measurements/new-1.csv": "metric;date;value\ncsat;2026-09;80,5\n",
            },
        )
        share(company, {"survey-2.csv": SURVEY.replace(",9,", ",11,")})
        assert collect() == PROBLEMS
        page = (company / "share/survey-2.csv.problems.html").read_text(encoding="utf-8")
        assert "<mark>11</mark>" in page
        assert "Ann Other" not in page + capsys.readouterr().out

    def test_what_nothing_declares_and_what_is_no_measurement(
        self, company: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        share(company, {"other.csv": VALUES, "metrics.csv": "x", "~values.csv": "", "a.txt": ""})
        (company / "share/values.csv").symlink_to(company / "data/metrics.csv")
        before = contents(company / "data")
        assert collect() == FINE
        assert contents(company / "data") == before
        assert capsys.readouterr().out == (
            "share/a.txt: left alone: nothing in the data declares it. Declare it in exports.toml, "
            "or put it in measurements/ of the data once.\n"
            "share/metrics.csv: left alone: only files of measurements/ and exports/ are "
            "collected.\n"
            "share/other.csv: left alone: nothing in the data declares it. Declare it in "
            "exports.toml, or put it in measurements/ of the data once.\n"
            "share/values.csv: left alone: this is a link. Put the file itself there.\n"
            "0 copied, 0 unchanged, 4 left alone, 0 refused.\n"
        )

    def test_a_workbook_that_nobody_saved_as_csv(
        self, company: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        share(company, {"values.xls": b"PK\x03\x04", "~$values.xlsx": b"", "plan.docx": b"PK"})
        assert collect() == FINE
        assert capsys.readouterr().out == (
            "share/values.xls: left alone: only CSV files, .xlsx and .ods are read. Save it as one "
            "of these.\n0 copied, 0 unchanged, 1 left alone, 0 refused.\n"
        )

    def test_an_export_of_which_the_declaration_is_broken(self, company: Path) -> None:
        broken = EXPORTS_TOML.replace("[exports.survey]", "[exports.survey")
        write_folder(company / "data", {"exports.toml": broken, "exports/survey-1.csv": FIRST})
        share(company, {"exports/survey-1.csv": SURVEY})
        assert collect() == FINE
        assert (company / "data/exports/survey-1.csv").read_bytes() == FIRST.encode()


def test_two_files_of_one_name(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    share(company, {"values.csv": BAD, "measurements/values.csv": NEWER})
    assert collect() == FINE
    assert (company / "data/measurements/values.csv").read_bytes() == NEWER.encode()
    assert (
        "share/values.csv: left alone: measurements/values.csv is the same file of the data.\n"
    ) in capsys.readouterr().out


def test_data_that_is_bad_already_stops_no_good_file(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_folder(company / "data", {"goals.csv": "goal\n"})
    share(company, {"values.csv": NEWER})
    assert collect() == FINE
    assert (company / "data/measurements/values.csv").read_bytes() == NEWER.encode()
    assert "data: 4 problems in the data as it stands.\n" in capsys.readouterr().out


def test_a_warning_is_told_and_stops_nothing(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share(company, {"values.csv": _with_column(NEWER)})
    assert collect() == FINE
    said = capsys.readouterr().out
    assert "share/values.csv:1:mood: warning: " in said


def _with_column(content: str) -> str:
    header, *rows = content.splitlines()
    return "\n".join([f"{header},mood", *(f"{row},good" for row in rows)]) + "\n"


def test_what_cannot_be_put_in_place_is_refused(
    company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(*_: object) -> None:
        raise FileChangedError("values.csv: somebody changed it meanwhile. Try again.")

    monkeypatch.setattr(collecting, "put", changed)
    share(company, {"values.csv": NEWER})
    assert collect() == PROBLEMS
    page = (company / "share/values.csv.problems.html").read_text(encoding="utf-8")
    assert "somebody changed it meanwhile" in page


def test_today_is_the_day_where_none_is_stated(
    company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the last commit: what is collected came after it. What has not yet begun is a fault."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr("generator.past.build_date.commit_date", lambda _: dt.date(2020, 11, 1))
    old = VALUES.replace("2026", "2020")
    write_folder(company / "data", {"measurements/values.csv": old})
    today = dt.datetime.now(dt.UTC).date()
    share(company, {"values.csv": f"{old}nps,{today:%Y-%m},37\n"})
    assert main(["collect", "share"]) == FINE
    share(company, {"values.csv": f"{old}nps,{today.year + 1}-12,37\n"})
    assert main(["collect", "share"]) == PROBLEMS


@pytest.mark.parametrize("named", ["nowhere", "data", "data/measurements", "."])
def test_a_folder_that_cannot_be_collected_from(
    company: Path, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["collect", named]) == USAGE
    assert capsys.readouterr().err.startswith(f"{named}: Th")


def test_without_a_folder(company: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["collect"])
    assert ended.value.code == USAGE


FORMULA_ROWS = """\
nps,2026-11,37,=HYPERLINK("http://x.test")
nps,2026-10,36,"＝1+1, really"
nps,2026-09,35,"\t@SUM(A1)"
nps,2026-08,34,"\r+cmd|' /C calc'!A0"
nps,2026-07,33,-2+3+cmd
"""


def test_a_cell_that_begins_as_a_formula_is_told_and_not_changed(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = ("metric,date,value,note\n" + FORMULA_ROWS).encode()
    share(company, {"values.csv": content})
    assert collect("--replace") == FINE
    assert (company / "data/measurements/values.csv").read_bytes() == content
    assert (
        "share/values.csv:2: warning: 5 cells begin as a formula does, in lines 2, 3, 4 and 2 "
        "more. Nothing in the file was changed. Ask its owner before you open it in a spreadsheet. "
        "The site's downloads are safe there."
    ) in " ".join(capsys.readouterr().out.split())


SIGNED = '''\
metric,date,value,note
nps,2026-11,-37,-
nps,2026-10,+36,−5 %
nps,2026-09,-35,-5 EUR
nps,2026-08,35,"=""0042"""
'''


def test_of_an_export_every_column_counts_and_no_cell_is_quoted(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_folder(company / "data", {"exports.toml": EXPORTS_TOML, "exports/survey.csv": FIRST})
    share(company, {"survey.csv": SURVEY + "2026-11-04,8,=Ann(1)\n"})
    assert collect() == FINE
    said = capsys.readouterr().out
    assert "1 cell begins as a formula does, in line 4." in said
    assert "Ann" not in said
    assert b"=Ann(1)" in (company / "data/exports/survey.csv").read_bytes()


def test_numbers_with_a_sign_are_no_formulas(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share(company, {"values.csv": SIGNED})
    assert collect("--replace") == FINE
    assert "formula" not in capsys.readouterr().out


class TestWorkbooks:
    ROWS: Rows = (
        ["metric", "date", "value"],
        ["nps", "2026-09", 38],
        ["nps", "2026-10", 36.5],
        ["csat", "2026-10", 81],
        ["reply", "2026-10", 7.5],
    )

    @pytest.mark.parametrize(("ending", "make"), [(".xlsx", xlsx), (".ods", ods)])
    def test_a_table_that_is_kept_as_csv_stays_so(
        self,
        ending: str,
        make: Callable[..., bytes],
        company: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        share(company, {f"measurements/values{ending}": make(self.ROWS, hidden_rows=[2])})
        assert collect() == FINE
        told = capsys.readouterr().out
        assert f"share/measurements/values{ending}: copied to data/measurements/values.csv" in told
        assert "Row 2 is hidden, and was read too." in told
        assert contents(company / "data")["measurements/values.csv"] == (
            b"metric,date,value\nnps,2026-09,38\nnps,2026-10,36.5\ncsat,2026-10,81\n"
            b"reply,2026-10,7.5\n"
        )
        assert not (company / f"data/measurements/values{ending}").exists()

    def test_what_a_workbook_does_not_say_is_told_to_its_owner(
        self, company: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        book = xlsx({"One": self.ROWS, "Two": self.ROWS})
        share(company, {"measurements/values.xlsx": book})
        assert collect() == PROBLEMS
        assert '2 sheets hold rows: "One" and "Two".' in capsys.readouterr().out
        assert (company / "share/measurements/values.xlsx.problems.html").is_file()

    def test_an_export_is_kept_as_it_came(self, company: Path) -> None:
        toml = EXPORTS_TOML.replace("survey*.csv", "survey*.xlsx")
        (company / "data/exports.toml").write_text(toml, encoding="utf-8")
        (company / "data/exports").mkdir()
        days = [dt.date(2026, 11, day) for day in (2, 3)]
        book = xlsx([["When", "Score", "Name"], [days[0], 9, "Ann"], [days[1], 10, "Joe"]])
        share(company, {"exports/survey.xlsx": book})
        assert collect() == FINE
        assert contents(company / "data")["exports/survey.xlsx"] == book
