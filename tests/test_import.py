"""Looking at an export: the preset that fits, what would be read, and the section for it."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.arguments import FINE, PROBLEMS, USAGE
from generator.importing.export_section import append_section, parse_setting, toml
from generator.importing.inspection import inspect_export
from generator.model.errors import ImportRefusedError
from generator.model.mapping import ExportMapping
from generator.read.declarations import parse_declarations
from generator.read.presets import PRESETS
from tests.check.folder import write_folder
from tests.exports.folder import FIXTURES, fixture
from tests.workbooks import Rows, ods, xlsx

MARKS = {
    "qualtrics/export": "its third row holds ids such as ImportId",
    "qualtrics/rows-deleted": "its columns are called ResponseId and RecordedDate",
    "qualtrics-legacy/export": "its columns are called ResponseID and ResponseSet",
    "qualtrics-legacy/numbered": "its columns are called ResponseID and ResponseSet",
    "qualtrics-legacy/with-ids": "its columns are called ResponseID and ResponseSet",
    "surveymonkey/export": "its first column is called Respondent ID",
    "typeform/export": "its first column is called #",
    "google-forms/export": "its first column is called Timestamp",
    "hubspot-feedback/export": "its columns are called Survey name and Rating",
    "jira/export": "its columns are called Issue key and Issue Type",
    "zendesk/export": "its columns are called Summation column and Id",
    "salesforce/export": "it ends with the notice of Salesforce",
    "power-bi/export": "it ends with the note about filters of Power BI",
    "limesurvey/export": "its columns are called lastpage and startlanguage",
    "ga4/by-day": "it begins with comments that give a start date and an end date",
    "tableau-crosstab/crosstab": "above its header stands the name of one field alone",
    "tableau-crosstab/name-repeated": "above its header stands the name of one field alone",
}
QUALTRICS = """\
survey.csv: the preset qualtrics (Qualtrics) fits: its third row holds ids such as ImportId.
Export Data, CSV. Three header rows; rows two and three may be deleted.
Encoding utf-8, delimiter comma, header on line 1.
"""
# By hand, on the file's own days: September 10, 9, 7, 3 and 10, October 6 and 9; the preview, the
# response that stands twice and two blank answers are left out.
PREVIEW = """\
Preview:
  11 rows read: 7 used, 4 skipped, 0 refused.
  Skipped: previews and tests of the survey: 1.
  Skipped: responses that stand twice: 1.
  Skipped: rows without an answer: 2.
  2026-09 nps: n 5, promoters 3, detractors 1
  2026-10 nps: n 2, promoters 1, detractors 1

The section for data/exports.toml:

[exports.survey]
files = "survey.csv"
preset = "qualtrics"
metric = "nps"
answer = "Q1"
timezone = "Europe/London"
scale = [0, 10]
period = "month"  # day, week, month, quarter or year
calculation = "nps"  # as metrics.csv has it
response_id = "ResponseId"

Nothing was written. To append the section: --write.
"""
ANSWERED = ("--metric", "nps", "--answer", "Q1", "--scale", "0", "10")
ZONE = ("--timezone", "Europe/London")


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A company's folder with an export beside its data."""
    monkeypatch.chdir(tmp_path)
    write_folder(tmp_path / "data", {})
    (tmp_path / "survey.csv").write_bytes(fixture("qualtrics/export.csv"))
    return tmp_path


def imported(*arguments: str) -> int:
    try:
        return main(["import", *arguments])
    except SystemExit as ended:
        return int(str(ended.code))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_preset_is_without_a_mark() -> None:
    assert {name.partition("/")[0] for name in MARKS} == PRESETS.keys()


@pytest.mark.parametrize("name", MARKS)
def test_each_preset_is_known_by_its_mark(name: str) -> None:
    look = inspect_export(FIXTURES / f"{name}.csv", ExportMapping(name=name))
    assert look.preset.name == name.partition("/")[0]
    assert look.why == MARKS[name]


def test_a_preview_is_exact(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(company)
    assert imported("survey.csv", *ANSWERED, *ZONE) == FINE
    told = capsys.readouterr().out
    assert told.startswith(QUALTRICS)
    assert '\n  Q1                     numbers from 0 to 10  "How likely are you' in told
    assert told.partition("Preview")[1] + told.partition("Preview")[2] == PREVIEW
    assert contents(company) == before


SECTIONS = {
    "qualtrics-legacy/numbered": """\
preset = "qualtrics-legacy"
period = "month"  # day, week, month, quarter or year
response_id = "V1"
# metric = "…"  # an id of metrics.csv; or metric_column with metrics = { "text" = "id" }
# answer = "…"  # the column of the answers; perhaps "V7", "Q1"
""",
    "google-forms/zone-named": """\
preset = "google-forms"
date_format = "year-first"  # as all its dates are
period = "month"  # day, week, month, quarter or year
""",
    "google-forms/export": """\
preset = "google-forms"
period = "month"  # day, week, month, quarter or year
# date_format = "…"  # month-first, day-first or year-first, as the sheet has it
""",
    "hubspot-feedback/export": """\
# scales = { "…" = [0, 10] }  # the scale of each survey, by its name

Fill in every value behind a #: metric, answer, calculation, scales.
""",
    "tableau-crosstab/crosstab": """\
preset = "tableau-crosstab"
# metric = "…"  # an id of metrics.csv; or metric_column with metrics = { "text" = "id" }
# thousands = "…"  # , or . or a space: what marks the thousands in its numbers
""",
}


@pytest.mark.parametrize("name", SECTIONS)
def test_a_preset_asks_for_what_it_cannot_know(
    name: str, company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (company / "export.csv").write_bytes(fixture(f"{name}.csv"))
    imported("export.csv")
    assert SECTIONS[name] in capsys.readouterr().out


def test_what_cannot_be_known_is_asked_for(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported("survey.csv") == FINE
    told = capsys.readouterr().out
    assert "Preview, rows only counted, since it is open what the answers mean:" in told
    assert "  2026-09: n 5\n  2026-10: n 4\n" in told
    for line in ('# metric = "…"', '# answer = "…"', '# calculation = "…"', "# scale = [0, 10]"):
        assert f"\n{line}  # " in told
    assert 'perhaps "Q1"\n' in told
    assert "Fill in every value behind a #: metric, answer, calculation, scale." in told
    assert "planted" not in told.casefold()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n# a remark"])
def test_the_section_is_appended(newline: str, end: str, company: Path) -> None:
    before = f'\ufefftimezone = "Europe/London"{end}'.replace("\n", newline).encode()
    path = company / "data/exports.toml"
    path.write_bytes(before)
    arguments = ("survey.csv", "--as", "relationship", *ANSWERED, "--write")
    assert imported(*arguments) == FINE
    after = path.read_bytes()
    assert after.startswith(before)
    if newline in before.decode():
        assert after.count(b"\n") == after.count(newline.encode())
    declared, problems = parse_declarations(after.decode("utf-8-sig"))
    assert [mapping.name for mapping in declared.exports] == ["relationship"]
    assert problems == []
    assert imported(*arguments) == PROBLEMS
    assert path.read_bytes() == after
    assert sorted(p.name for p in (company / "data").iterdir() if p.name.startswith(".")) == []


def test_what_was_proposed_is_read(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (company / "data/exports").mkdir()
    shutil.copy(company / "survey.csv", company / "data/exports/survey.csv")
    (company / "data/measurements/values.csv").write_text(
        "metric,date,value\ncsat,2026-09,80\ncsat,2026-10,81\nreply,2026-10,7.5\n", encoding="utf-8"
    )
    assert imported("data/exports/survey.csv", *ANSWERED, *ZONE, "--write") == FINE
    told = capsys.readouterr().out
    assert "data/exports.toml:1: the section is there." in told
    assert "yourself" not in told
    main(["check", "--as-of", "2026-11-20"])
    assert "survey" not in capsys.readouterr().out


HOSTILE = {
    "nothing": (b"", "The file is empty"),
    "nul": (b"a,b\n1,\x002\n", "NUL"),
    "blank": (b"\n\n,,\n", ""),
    "quote": (b'a,b\n"1,2\n', ""),
    "escape": (b"\x1b[2Ja,\xe2\x80\xaeb\n1,2\n", ""),
    "delete": (b'"\x7f",Date\n1,2026-09-01\n', ""),
    "ids": (b'a,b\nc,d\n"{""ImportId"":1}",{}\n', ""),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file(case: str, company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, sentence = HOSTILE[case]
    (company / "evil ].csv").write_bytes(content)
    before = contents(company)
    assert imported("evil ].csv") in {FINE, PROBLEMS}
    told = capsys.readouterr()
    assert sentence in told.err
    assert "\x1b" not in told.out + told.err
    assert contents(company) == before


def test_faults_of_the_file_are_told(company: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (company / "off.csv").write_bytes(fixture("qualtrics/off-scale.csv"))
    assert imported("off.csv", *ANSWERED) == PROBLEMS
    told = capsys.readouterr().out
    assert "6 rows read: 2 used, 0 skipped, 4 refused." in told
    assert 'off.csv:9:Q1: "7.5" is no answer on the scale of 0 to 10.' in told


def test_a_file_with_several_tables(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(FIXTURES / "ga4/two-tables.csv")
    assert imported(file) == PROBLEMS
    assert 'Name one in exports.toml: table = "Page title"' in capsys.readouterr().out
    views = ("--set", "table=Page title", "--answer", "Views", "--calculation", "sum")
    imported(file, *views, "--metric", "pages-seen")
    assert "Preview:\n" in capsys.readouterr().out


def test_a_plain_file_with_a_column_a_period(capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(str(FIXTURES / "wide/reply-times.csv")) == FINE
    told = capsys.readouterr().out
    assert "6 rows read: 5 used, 1 skipped, 0 refused." in told
    assert 'layout = "wide"\nskip_rows = 1\n# metric = ' in told


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("none.csv",), PROBLEMS, "none.csv: There is no such file."),
        (("data/metrics.xls",), PROBLEMS, "Only files that end in .csv"),
        (("data/metrics.xlsx",), PROBLEMS, "The name of the file ends in .xlsx, and it is no such"),
        (("survey.csv", "--set", "nonsense"), PROBLEMS, "write it as KEY=VALUE"),
        (("survey.csv", "--set", "encoding=utf-9"), PROBLEMS, '"utf-9" is no encoding.'),
        (("survey.csv", "--preset", "sap"), USAGE, "invalid choice"),
    ],
)
def test_what_is_refused(
    arguments: tuple[str, ...],
    code: int,
    sentence: str,
    company: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (company / "data/metrics.xlsx").write_bytes(b"PK")
    (company / "data/metrics.xls").write_bytes(b"PK")
    assert imported(*arguments) == code
    assert sentence in capsys.readouterr().err


def test_an_unsound_file_of_declarations_is_left_alone(company: Path) -> None:
    (company / "data/exports.toml").write_text("[exports", encoding="utf-8")
    with pytest.raises(ImportRefusedError, match="mend this file first"):
        append_section(company / "data", "a", '[exports.a]\nfiles = "a"\n')


def test_settings_are_values_or_texts() -> None:
    assert parse_setting("footer_rows=5") == ("footer_rows", 5)
    assert parse_setting("timezone = Europe/London") == ("timezone", "Europe/London")
    assert parse_setting('segment={ column = "Size" }') == ("segment", {"column": "Size"})
    for message in ("a", "a b=1", "a=1\n[exports.b]", "="):
        with pytest.raises(ImportRefusedError):
            parse_setting(message)
    assert toml({"a b": [1, True, 'say "so"\n\x7f']}) == (
        '{ "a b" = [1, true, "say \\"so\\"\\n\\u007f"] }'
    )


@pytest.mark.parametrize(("ending", "make"), [(".xlsx", xlsx), (".ods", ods)])
def test_a_workbook_is_looked_at_like_any_export(
    ending: str,
    make: Callable[..., bytes],
    company: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows: Rows = [["When", "Score"], [dt.date(2026, 10, 5), 9], [dt.date(2026, 10, 6), 3]]
    (company / f"answers{ending}").write_bytes(make({"Notes": [["x"]], "Answers": rows}))
    assert imported(f"answers{ending}") == PROBLEMS
    assert '2 sheets hold rows: "Notes" and "Answers".' in capsys.readouterr().err
    known = ("--set", "sheet=Answers", "--calculation", "nps", "--answer", "Score")
    assert imported(f"answers{ending}", *known, "--scale", "0", "10") == FINE
    told = capsys.readouterr().out
    assert f"Encoding {ending[1:]}, delimiter none, header on line 1." in told
    assert "2 rows read: 2 used, 0 skipped, 0 refused." in told
    assert 'sheet = "Answers"' in told
