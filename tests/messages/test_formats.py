"""The formats of problems: golden files, what a program may rely on, and text that stays text.

    CX_WRITE_GOLDEN=1 make test ARGS="-k messages"

writes the golden files again.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.__main__ import FORMATS, _parser
from generator.messages import gitlab, html, markdown, text
from generator.messages import json as as_json
from generator.messages.check_report import CheckedFolder, CheckReport, check_report
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from tests.pages.company import write_files
from tests.pages.test_golden import matches

GOLDEN = Path(__file__).parent / "golden"
ENDINGS = {"text": "txt", "github": "txt", "markdown": "md", "html": "html"}
SOUND = CheckedFolder(rows=19, files=3, day=dt.date(2026, 4, 20), reason="the setting as_of")
NASTY = '<script>alert(1)</script> "x" | {{ 7*7 }} \x1b[31m **b** :smile: 100%,::x'


def problem(
    file: str = "goals.csv",
    line: int = 0,
    column: str = "",
    message: str = "It is wrong.",
    severity: Severity = Severity.ERROR,
) -> Problem:
    return Problem(
        location=SourceLocation(file, line, column),
        code=ProblemCode.TYPE_ERROR,
        message=message,
        fix="Mend it.",
        severity=severity,
    )


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CheckReport:
    """Two files with problems and a warning, one of them with text that is up to no good."""
    monkeypatch.chdir(tmp_path)
    write_files(
        tmp_path / "data",
        {
            "goals.csv": f'goal,target\nnps-45,"{NASTY.replace(chr(34), chr(34) * 2)}"\nx,abc\n',
            "metrics.csv": "metric,name\nnps,\n",
        },
    )
    return check_report(
        Path("data"),
        [
            problem(line=2, column="target", message=f'"{NASTY}" is not a number.'),
            problem(line=3, column="goal", message="A doubt.", severity=Severity.WARNING),
            problem(line=3, column="target", message='"abc" is not a number.'),
            problem("measurements/", message="There is no CSV file in the folder measurements/."),
            problem("metrics.csv", 2, "name", message="The cell is blank."),
        ],
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_as_it_was(name: str, report: CheckReport) -> None:
    matches(f"problems-{name}.{ENDINGS.get(name, 'json')}", FORMATS[name](report), GOLDEN)


def test_no_golden_file_is_left_over() -> None:
    names = {f"problems-{name}.{ENDINGS.get(name, 'json')}" for name in FORMATS}
    assert {path.name for path in GOLDEN.iterdir()} == names


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_has_something_to_say_of_sound_data(name: str) -> None:
    fine = check_report(Path("data"), [], checked=SOUND)
    written = FORMATS[name](fine)
    if name == "gitlab":
        assert json.loads(written) == []
    else:
        assert "19 rows of 3 files are fine" in written
        assert "The site speaks from 2026-04-20" in written


def test_the_command_line_knows_every_format() -> None:
    for name in FORMATS:
        assert _parser().parse_args(["check", "--format", name]).format == name


class TestText:
    def test_begins_each_problem_with_its_place(self, report: CheckReport) -> None:
        lines = text.write(report).splitlines()
        places = [line.split(": ")[0] for line in lines if line.startswith("data/")]
        assert places == [
            "data/goals.csv:2:target",
            "data/goals.csv:3:target",
            "data/goals.csv:3:goal",
            "data/measurements",
            "data/metrics.csv:2:name",
        ]
        assert lines[-1] == "4 problems, 1 warning."

    def test_colours_only_what_it_is_told_to(self, report: CheckReport) -> None:
        assert "\x1b" not in text.write(report)
        coloured = text.write(report, coloured=True)
        assert re.sub("\x1b\\[[0-9]+m", "", coloured) == text.write(report)

    @pytest.mark.parametrize(
        ("terminal", "environ", "wanted"),
        [
            (True, {}, True),
            (True, {"NO_COLOR": ""}, True),
            (True, {"NO_COLOR": "1"}, False),
            (True, {"TERM": "dumb"}, False),
            (False, {"FORCE_COLOR": "1"}, False),
        ],
    )
    def test_wants_colour_on_a_terminal(
        self, terminal: bool, environ: dict[str, str], wanted: bool
    ) -> None:
        stream = io.StringIO()
        stream.isatty = lambda: terminal  # type: ignore[method-assign]
        assert text.wants_colour(stream, environ) is wanted


class TestJson:
    def test_says_of_every_field_what_it_is(self, report: CheckReport) -> None:
        documented = set(
            re.findall(
                r"^(\w+) +(?:number|text|yes/no|object|list) ", as_json.__doc__ or "", re.MULTILINE
            )
        )
        document = json.loads(as_json.write(report))
        assert document["version"] == as_json.VERSION
        assert {*document, *document["problems"][0]} == documented
        assert document["problems"][0]["excerpt"].keys() == {"line", "text", "start", "end"}

    def test_has_the_cell_at_its_place(self, report: CheckReport) -> None:
        document = json.loads(as_json.write(report))
        found = document["problems"][2]
        excerpt = found["excerpt"]
        assert excerpt["text"][excerpt["start"] : excerpt["end"]] == "abc"
        assert (found["path"], found["line"], found["column"]) == ("data/goals.csv", 3, "target")
        assert document["problems"][3]["line"] is None

    def test_says_what_sound_data_holds(self) -> None:
        document = json.loads(as_json.write(check_report(Path("data"), [], checked=SOUND)))
        assert document["sound"] == {
            "rows": 19,
            "files": 3,
            "as_of": "2026-04-20",
            "reason": "the setting as_of",
        }
        assert document["passes"] is True

    def test_strict_takes_warnings_for_problems(self) -> None:
        warning = problem(severity=Severity.WARNING)
        for strict in (True, False):
            report = check_report(Path("data"), [warning], checked=SOUND, strict=strict)
            assert json.loads(as_json.write(report))["passes"] is not strict

    def test_strict_makes_errors_of_warnings_and_says_so(self) -> None:
        report = check_report(
            Path("data"), [problem(severity=Severity.WARNING)], checked=SOUND, strict=True
        )
        assert report.summary == (
            "data: 19 rows of 3 files are fine, 1 warning, and here a warning counts as a problem. "
            "The site speaks from 2026-04-20 (the setting as_of)."
        )
        assert FORMATS["github"](report).startswith("::error file=data/goals.csv,")
        assert json.loads(FORMATS["gitlab"](report))[0]["severity"] == "major"


class TestGithub:
    def test_names_the_place_and_escapes_the_rest(self, report: CheckReport) -> None:
        first, *_ = FORMATS["github"](report).splitlines()
        head, message = first.removeprefix("::error ").split("::", 1)
        properties = dict(part.split("=", 1) for part in head.split(","))
        assert properties["file"] == "data/goals.csv"
        assert (properties["line"], properties["col"]) == ("2", "8")
        assert properties["title"] == "data/goals.csv%3A2%3Atarget"
        assert "100%25" in message

    def test_one_problem_is_one_line_whatever_it_says(self) -> None:
        report = check_report(
            Path("data"), [problem("a,b:c%.csv", 1, "d", message="One\r\n::set-env x.")]
        )
        assert FORMATS["github"](report).splitlines() == [
            (
                "::error file=data/a%2Cb%3Ac%25.csv,line=1,title=data/a%2Cb%3Ac%25.csv%3A1%3Ad"
                "::One%0D%0A::set-env x. Mend it."
            ),
            "1 problem.",
        ]


class TestGitlab:
    def prints(self, *problems: Problem) -> list[str]:
        report = json.loads(gitlab.write(check_report(Path("data"), problems)))
        return [entry["fingerprint"] for entry in report]

    def test_a_fingerprint_stays_when_lines_move(self) -> None:
        also = "It is so (here and on lines {} and 2 more)."
        before = self.prints(problem(line=3, message=also.format("4, 5")))
        assert self.prints(problem(line=9, message=also.format("10, 11"))) == before

    def test_two_problems_have_two(self) -> None:
        alike = [problem(line=3), problem(line=5)]
        others = [problem(line=3, column="x"), problem("a.csv", 3), problem(message="Else.")]
        prints = self.prints(*alike, *others)
        assert len({*prints}) == 5

    def test_a_path_begins_in_the_repository(self) -> None:
        report = json.loads(gitlab.write(check_report(Path("./data"), [problem(), problem("")])))
        assert [entry["location"]["path"] for entry in report] == ["data/goals.csv", "data"]
        assert report[0]["location"]["lines"] == {"begin": 1}


def of_many_kinds(count: int) -> list[Problem]:
    """Problems of which none is told with another."""
    return [problem(message=f"It is {chr(0x4E00 + number)}.") for number in range(count)]


class TestMarkdown:
    def test_is_a_table_with_as_many_cells_as_heads(self, report: CheckReport) -> None:
        rows = [line for line in markdown.write(report).splitlines() if line.startswith("|")]
        assert len(rows) == 5 + 2 * 3
        assert {row.count("|") for row in rows} == {5}
        assert "<script>" not in markdown.write(report)

    def test_counts_what_is_too_much(self) -> None:
        report = check_report(
            Path("data"),
            [
                problem(message=f"It is {chr(0x4E00 + n)}.")
                for n in range(markdown.MOST_IN_SUMMARY + 3)
            ],
        )
        written = markdown.write(report)
        assert "3 more are not listed here" in written
        assert len(written.encode()) < 1 << 20


class TestHtml:
    class Seen(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.tags: set[str] = set()
            self.addresses: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.tags.add(tag)
            self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def test_needs_nothing_from_elsewhere_and_runs_nothing(self, report: CheckReport) -> None:
        page = html.write(report)
        seen = self.Seen()
        seen.feed(page)
        assert not seen.tags & {"script", "img", "link", "iframe", "a"}
        assert seen.addresses == []
        assert "http" not in page.replace("http-equiv", "")
        assert "default-src 'none'" in page
        assert "@media print" in page

    def test_marks_the_cell(self, report: CheckReport) -> None:
        assert "x,<mark>abc</mark></pre>" in html.write(report)

    def test_counts_what_is_too_much(self) -> None:
        report = check_report(
            Path("data"),
            [problem(message=f"It is {chr(0x4E00 + n)}.") for n in range(html.MOST_ON_PAGE + 3)],
        )
        page = html.write(report)
        assert page.count("<li ") == html.MOST_ON_PAGE
        assert "3 more are not listed here" in page
