"""The command line: what it says, and how it ends (0 fine, 1 problems in the data, 2 usage)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.arguments import FINE, PROBLEMS, USAGE
from generator.messages.text import show_progress
from tests.pages.company import CACHE, DATA, REQUIRED, run, tiny, write_files

CONFIG = (
    f"plugins:\n  - cx:\n      company: Kestrel\n      as_of: 2026-04-20\n      cache: {CACHE}\n"
)
SOUND = "departments.csv", "metrics.csv", "measurements/survey.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A company's folder, with three files of data, in which the command is given."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write_files(tmp_path, {"mkdocs.yml": CONFIG})
    write_files(tmp_path / "data", tiny(*REQUIRED))
    return tmp_path


@pytest.fixture
def command(company: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Gives the command with arguments, in the company's folder."""
    assert Path.cwd() == company

    def give(*arguments: str) -> Ended:
        try:
            code = main(arguments)
        except SystemExit as ended:  # argparse ends so
            code = int(str(ended.code))
        said = capsys.readouterr()
        return Ended(code=code, out=said.out, err=said.err)

    return give


def told(ended: Ended) -> list[str]:
    """The lines said, without those that show a line of a file and point into it."""
    return [line for line in ended.out.splitlines() if line and not line.startswith(" ")]


def spoil(company: Path) -> None:
    write_files(company / "data", {"departments.csv": "department,name\nservice,\nlegal,Legal\n"})


class TestCheck:
    def test_of_sound_data_counts_it(self, command: Command) -> None:
        ended = command("check")
        silent = "has no measurement yet. Add its values to a file in measurements/."
        assert (ended.code, ended.err) == (FINE, "")
        assert told(ended) == [
            f'data/metrics.csv:3:metric: warning: "ready-as-named" {silent}',
            f'data/metrics.csv:4:metric: warning: "contract-days" {silent}',
            f'data/metrics.csv:5:metric: warning: "fees" {silent}',
            (
                "data: 19 rows of 3 files are fine, 3 warnings. "
                "The site speaks from 2026-04-20 (the setting as_of)."
            ),
        ]

    def test_of_faulty_data_lists_every_problem(self, company: Path, command: Command) -> None:
        spoil(company)
        ended = command("check")
        assert (ended.code, ended.err) == (PROBLEMS, "")
        assert told(ended) == [
            ('data/departments.csv:2:name: The cell is blank, and "name" is required. Fill it in.'),
            (
                'data/metrics.csv:3:department: "workshop" is not in departments.csv. '
                "Add it there, or correct it here."
            ),
            "2 problems.",
        ]

    def test_with_strict_takes_a_warning_for_a_problem(
        self, company: Path, command: Command
    ) -> None:
        assert command("check", "--strict").code == PROBLEMS
        shutil.rmtree(company / "data")
        shutil.copytree(DATA, company / "data")
        goals = company / "data/goals.csv"
        text = goals.read_text(encoding="utf-8").replace(",20,2025-06-30", ",,")
        goals.write_text(text, encoding="utf-8")
        (company / "data/milestones.csv").unlink()
        (company / "data/commentary.csv").unlink()
        assert command("check", "--strict") == command("check")
        assert command("check", "--strict").code == FINE

    def test_takes_another_folder_and_another_day(self, company: Path, command: Command) -> None:
        (company / "data").rename(company / "figures")
        assert told(command("check")) == [
            "data: There is no such folder. Name the folder that holds your CSV files.",
            "1 problem.",
        ]
        ended = command("check", "--data", "figures", "--as-of", "2026-04-30")
        assert ended.code == FINE
        assert ended.out.splitlines()[-1] == (
            "figures: 19 rows of 3 files are fine, 3 warnings. "
            "The site speaks from 2026-04-30 (the setting as_of)."
        )

    def test_works_without_a_mkdocs_yml(self, company: Path, command: Command) -> None:
        (company / "mkdocs.yml").unlink()
        assert command("check").out.endswith(
            "The site speaks from 2026-03-31 (the newest period that a quarter of the metrics "
            "share).\n"
        )

    def test_follows_the_settings_from_where_they_stand(
        self, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        ended = command("check", "--config", "../mkdocs.yml")
        assert ended.code == FINE
        assert "../data: 19 rows of 3 files are fine" in ended.out


class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ((), "the following arguments are required: COMMAND"),
            (("bild",), "invalid choice: 'bild'"),
            (("pages",), "the following arguments are required: OUT"),
            (("check", "--as-of", "20.4.2026"), "'20.4.2026' is no date; write it as 2026-11-20"),
            (("check", "--as-of", "2026-02-30"), "'2026-02-30' is no date"),
            (("check", "--quiet"), "unrecognized arguments: --quiet"),
            (("start", "--config", "x"), "unrecognized arguments: --config"),
        ],
    )
    def test_that_is_wrong_ends_with_2(
        self, arguments: tuple[str, ...], message: str, command: Command
    ) -> None:
        ended = command(*arguments)
        assert ended.code == USAGE
        assert ended.out == ""
        assert message in ended.err

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (CONFIG + "      shade: red\n", "mkdocs.yml: shade: there is no such setting."),
            (CONFIG + "      sample: 3\n", 'mkdocs.yml: sample: "3" is neither true nor false.'),
            ("plugins: [\n", "mkdocs.yml: it cannot be read as YAML on line 2. Mend that line."),
            (b"site_name: \xff\n", "mkdocs.yml: it is not in UTF-8. Save it as UTF-8 text."),
        ],
    )
    def test_so_do_settings_that_cannot_be_used(
        self, content: str | bytes, message: str, company: Path, command: Command
    ) -> None:
        write_files(company, {"mkdocs.yml": content})
        ended = command("check")
        assert (ended.code, ended.out) == (USAGE, "")
        assert ended.err.startswith(message)

    def test_and_a_file_of_settings_that_is_not_there(self, command: Command) -> None:
        ended = command("check", "--config", "mkdoc.yml")
        assert ended == Ended(
            code=USAGE, out="", err="mkdoc.yml: it cannot be read (No such file or directory).\n"
        )


class TestPages:
    def test_are_written_with_what_they_need(self, command: Command) -> None:
        ended = command("pages", "out/pages")
        assert ended.code == FINE
        assert re.fullmatch(r"out/pages: \d+ pages, \d+ files?\.", told(ended)[-1])
        written = {p.relative_to("out/pages").as_posix() for p in Path("out").rglob("*.*")}
        assert {"index.md", "metrics/recommend.md", "downloads/recommend.csv"} <= written
        page = Path("out/pages/metrics/recommend.md").read_text(encoding="utf-8")
        assert '<svg role="img" aria-label="Process chart of' in page
        assert 'href="../../downloads/recommend.csv"' in page
        assert "cx:fragment" not in page
        assert "cx-root:" not in page

    def test_go_into_an_empty_folder_too(self, company: Path, command: Command) -> None:
        (company / "out").mkdir()
        assert command("pages", "out").code == FINE

    @pytest.mark.parametrize("occupied", ["out/keep.txt", "out"])
    def test_never_into_one_that_holds_something(
        self, occupied: str, company: Path, command: Command
    ) -> None:
        write_files(company, {occupied: "keep"})
        ended = command("pages", "out")
        assert ended == Ended(
            code=USAGE,
            out="",
            err="out: it is there already and not empty. Name a new folder.\n",
        )
        assert (company / occupied).read_text(encoding="utf-8") == "keep"

    def test_are_not_written_where_the_data_has_problems(
        self, company: Path, command: Command
    ) -> None:
        spoil(company)
        ended = command("pages", "out")
        assert ended.code == PROBLEMS
        assert ended.out.splitlines()[-1].endswith("Nothing was written.")
        assert not (company / "out").exists()

    def test_say_why_they_cannot_be_written(self, company: Path, command: Command) -> None:
        write_files(company, {"file": "x"})
        ended = command("pages", "file/out")
        assert ended.code == USAGE
        assert ended.err == "file/out: it cannot be written (Not a directory).\n"

    def test_are_the_same_from_wherever_they_are_written(
        self, company: Path, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        def files(folder: Path) -> dict[str, bytes]:
            return {
                path.relative_to(folder).as_posix(): path.read_bytes()
                for path in folder.rglob("*")
                if path.is_file()
            }

        assert command("pages", "one").code == FINE
        away = tmp_path / "a" / "b"
        away.mkdir(parents=True)
        monkeypatch.chdir(away)
        assert command("pages", "two", "--config", str(company / "mkdocs.yml")).code == FINE
        assert files(company / "one") == files(away / "two")


class TestHeaders:
    def test_are_written_for_a_folder_of_pages(self, company: Path, command: Command) -> None:
        write_files(company, {"site/index.html": "<head></head>", "site/1.0/index.html": "<p>"})
        assert command("headers", "site") == Ended(
            code=FINE,
            out="site: 2 pages under one policy, in headers.nginx.conf, .htaccess, _headers.\n",
            err="",
        )
        assert "frame-ancestors 'none'" in (company / "site/_headers").read_text(encoding="utf-8")

    def test_need_a_folder(self, command: Command) -> None:
        assert command("headers", "nowhere") == Ended(
            code=USAGE,
            out="",
            err="nowhere: there is no such folder. Name that of a built site.\n",
        )


def test_it_needs_no_mkdocs(company: Path) -> None:
    """A Python that finds no mkdocs writes the pages all the same."""
    write_files(company, {"no/mkdocs/__init__.py": "raise ImportError('not here')"})
    script = (
        "import sys; sys.path.insert(0, 'no'); "
        "from generator.__main__ import main; sys.exit(main(['pages', 'out']))"
    )
    done = run("-c", script, cwd=company)
    assert done.returncode == FINE, done.stdout


def test_the_module_runs_as_a_program(company: Path) -> None:
    done = run("-m", "generator", "check", "--strict", cwd=company)
    assert done.returncode == PROBLEMS
    assert done.stdout.startswith("data/metrics.csv:3:metric: warning:")


class TestProgress:
    class Stream:
        def __init__(self, *, terminal: bool) -> None:
            self.said = ""
            self._terminal = terminal

        def isatty(self) -> bool:
            return self._terminal

        def write(self, text: str) -> None:
            self.said += text

        def flush(self) -> None:
            pass

    def told(self, count: int, *, terminal: bool) -> str:
        stream = self.Stream(terminal=terminal)
        tell = show_progress(stream)  # type: ignore[arg-type]
        for done in range(1, count + 1):
            tell(done, count)
        return stream.said

    def test_of_a_few_charts_goes_without_a_word(self) -> None:
        assert self.told(19, terminal=True) == ""
        assert self.told(19, terminal=False) == ""

    def test_is_a_bar_on_a_terminal(self) -> None:
        said = self.told(20, terminal=True)
        assert said.count("\r") == 20
        assert said.endswith(f"\rDrawing charts [{'#' * 30}] 20 of 20\n")
        assert f"\rDrawing charts [{'#' * 15}{'.' * 15}] 10 of 20" in said

    @pytest.mark.parametrize("count", [20, 21, 58, 1000])
    def test_is_four_lines_elsewhere(self, count: int) -> None:
        lines = self.told(count, terminal=False).splitlines()
        assert len(lines) == 4
        assert lines[-1] == f"Drawing charts: {count} of {count}"


class TestWhatNobodyForesaw:
    """Any error that is not the generator's own: one line, exit code 3, a trace only if asked."""

    @pytest.fixture
    def faulty(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def read(path: Path, *_: object) -> None:
            del path
            message = "a sum\nthat does not add up"
            raise ZeroDivisionError(message)

        monkeypatch.setattr("generator.read.data_folder.read_file", read)

    @pytest.mark.usefixtures("faulty")
    def test_is_told_in_one_line(self, command: Command) -> None:
        ended = command("check")
        assert (ended.code, ended.out) == (3, "")
        assert ended.err == (
            "This was not foreseen: ZeroDivisionError (a sum that does not add up), while "
            "departments.csv was read. Run the command again with --traceback to see where it "
            "happened, and report it.\n"
        )

    @pytest.mark.usefixtures("faulty")
    def test_has_its_trace_where_somebody_asks(self, command: Command) -> None:
        ended = command("check", "--traceback")
        assert ended.code == 3
        assert ended.err.startswith("Traceback (most recent call last):\n")
        assert "ZeroDivisionError" in ended.err.splitlines()[-1]

    def test_a_command_that_is_stopped_says_nothing(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("generator.read.data_folder.read_file", stop)
        assert command("check") == Ended(code=130, out="", err="")
