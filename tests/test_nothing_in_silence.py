"""What would be lost or misread in silence is told in the same words by every way into the site.

The ways are check, import (of exports), collect, the build, and a rebuild while the site is served.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.__main__ import main
from generator.arguments import PROBLEMS
from generator.build import build
from generator.importing.export_section import toml
from generator.messages.served import SiteInputs, build_or_report, without_site
from generator.model.dataset import AsOf
from generator.model.errors import DataError
from generator.model.settings import Settings
from tests.check.folder import TODAY, write_folder

SETTINGS = Settings()
AS_OF = AsOf(day=TODAY, reason="the test says so")


class Case(NamedTuple):
    """A file, what exports.toml says of it, and the one problem that must be told."""

    name: str
    declared: str
    text: str
    message: str
    fix: str


ANSWERS = """\
date = "Day"
period = "month"
metric = "nps"
calculation = "nps"
answer = "Score"
scale = [0, 10]
"""
FIGURES = """\
layout = "long"
date = "Month"
metric = "reply"
value = "Value"
"""
IN_REGIONS = FIGURES + 'segment = { column = "Region" }\n'

#: Import proposes to leave the title out, so there is nothing to tell.
TITLED = "a title above the names of the columns"
EXPORTS = [
    Case(
        "a segment that is blank and filled in others",
        IN_REGIONS,
        "Region,Month,Value\nNorth,2026-10,10\n,2026-11,11\n",
        (
            '"Region" is blank in 1 row and filled in others, so the file does not say whose '
            "figures they are."
        ),
        (
            "Declare fill_down = true for this segment if a blank cell repeats the one above "
            'it, or whole = [""] if it means the whole company.'
        ),
    ),
    Case(
        "a total among the segments",
        IN_REGIONS,
        "Region,Month,Value\nNorth,2026-10,10\nTotal,2026-10,11\n",
        '"Total" is a name for the total of the other segments.',
        (
            'If it is that, declare whole = ["Total"] for this segment, or leave such rows '
            'out: total_rows = ["Total"].'
        ),
    ),
    Case(
        TITLED,
        FIGURES,
        "Replies in October\nMonth,Value\n2026-10,10\n",
        "The names of the columns stand on line 2, below a title.",
        "Declare skip_rows = 1 for this export in exports.toml.",
    ),
    Case(
        "an answer that the share does not name",
        (
            'date = "Day"\nperiod = "month"\nmetric = "csat"\ncalculation = "share"\nanswer = '
            '"Solved"\nis = ["yes"]\nis_not = ["no"]\n'
        ),
        "Day,Solved\n2026-10-01,yes\n2026-10-02,partly\n",
        'Beside "yes" there are other answers: "partly" in 1 row.',
        (
            'Declare which of them count as not met, such as is_not = ["partly"], and leave '
            "the others out by a filter."
        ),
    ),
    Case(
        "two surveys and one scale",
        ANSWERS + 'survey = "Survey"\n',
        "Day,Survey,Score\n2026-10-01,A,9\n2026-10-02,B,5\n",
        'file.csv holds several surveys ("A" and "B"), and one scale is declared.',
        (
            'Declare the scale of each: scales = { "A" = [0, 10] }, or leave the others out by '
            "a filter."
        ),
    ),
    Case(
        "one response with two answers",
        ANSWERS + 'response_id = "Id"\n',
        "Id,Day,Score\nr1,2026-10-01,9\nr1,2026-10-01,3\n",
        'The response "r1" stands on line 2 too, with other answers.',
        "Correct it in the system that it comes from and export the file again, or leave "
        "such rows out by a filter in exports.toml.",
    ),
    Case(
        "no column of dates",
        FIGURES,
        "Value\n10\n",
        "If no column holds a date, write",
        'date_cell = "Report for: {period}" instead.',
    ),
    Case(
        "a date that reads both ways",
        FIGURES,
        "Month,Value\n03/04/2026,10\n",
        (
            '"03/04/2026" can be read as 2026-04-03 or as 2026-03-04, and no other cell of the '
            "column tells which."
        ),
        (
            'Declare how the dates are written, such as date_format = "day-first" or '
            '"%d.%m.%Y", in exports.toml.'
        ),
    ),
    Case(
        "a number that reads both ways",
        FIGURES,
        "Month;Value\n2026-10;1.018\n",
        '"1.018" can be read as 1018 or as 1.018, and no other cell of the column tells which.',
        'Declare decimal = "." or decimal = "," for this export in exports.toml.',
    ),
    Case(
        "a row that lacks a cell",
        FIGURES,
        "Month,Value,Note\n2026-10,10\n",
        "This row has 2 cells where the header has 3.",
        (
            "If it is a footer, declare footer_rows or total_rows for this export; else export "
            "the file again."
        ),
    ),
    Case(
        "a row with a cell too many",
        FIGURES,
        "Month,Value\n2026-10,1,018\n",
        "This row has 3 cells where the header has 2.",
        "Export the file again, with each text that holds a comma in quotation marks.",
    ),
    Case(
        "a figure of two segments",
        FIGURES + 'segment = [{ column = "Region" }, { column = "Tier" }]\n',
        "Region,Month,Tier,Value\nNorth,2026-10,Gold,10\n",
        'This figure is of "North" and "Gold" at once, and a measurement is of one segment.',
        "Name one column in segment, and export the other dimension into a file of its own.",
    ),
    Case(
        "two values of one period",
        FIGURES,
        "Month,Value\n2026-08,10\n2026-08,11\n",
        'There is another row for "reply", 2026-08: value is 11 here and 10 on line 2.',
        (
            "Correct it in the system that it comes from and export the file again, or leave such "
            "rows out by a filter in exports.toml."
        ),
    ),
    Case(
        "a percent sign in one row only",
        FIGURES,
        "Month,Value\n2026-08,42%\n2026-09,0.42\n",
        (
            '"reply" has values with a percent sign ("42%" on line 2) and without one ("0.42" '
            "on line 3)."
        ),
        (
            "Correct it in the system that it comes from and export the file again, or leave such "
            "rows out by a filter in exports.toml."
        ),
    ),
    Case(
        "a quotation mark that is never closed",
        FIGURES,
        'Month,Value\n2026-10,"10\n2026-11,11\n',
        "A quotation mark opens a text here and is never closed.",
        (
            "Export the file again from the system that it comes from, as CSV UTF-8. A quotation "
            'mark inside a text stands there as "".'
        ),
    ),
    Case(
        "two columns of one name",
        FIGURES,
        "Month,Value,Value\n2026-10,10,11\n",
        '2 columns are called "Value" (columns 2 and 3, for example).',
        'Say which one in exports.toml: "Value (1)" or "Value (2)".',
    ),
    Case(
        "weeks that may be counted in two ways",
        FIGURES,
        "Month,Value\nWeek 1 2026,10\n",
        '"Week 1 2026" does not say how its weeks are counted.',
        'If they are weeks of ISO 8601, declare date_format = "iso-weeks" in exports.toml.',
    ),
    Case(
        "a range that is no period",
        FIGURES,
        "Month,Value\n2026-10-01 - 2026-10-20,10\n",
        '"2026-10-01 - 2026-10-20" is neither a day, a week, a month, a quarter nor a year.',
        "Correct date or date_format in exports.toml if they are wrong. Correct it in the "
        "system that it comes from and export the file again, or leave such rows out by a "
        "filter in exports.toml.",
    ),
    Case(
        "an answer off the scale",
        ANSWERS,
        "Day,Score\n2026-10-01,9\n2026-10-01,11\n",
        '"11" is no answer on the scale of 0 to 10.',
        "Correct the scale in exports.toml, or leave such rows out by a filter.",
    ),
    Case(
        "a case that ends before it begins",
        (
            'date = "Closed"\nperiod = "month"\nmetric = "reply"\ncalculation = "median"\nelapsed '
            '= { opened = "Opened", closed = "Closed", unit = "days" }\n'
        ),
        "Opened,Closed\n2026-10-02,2026-10-01\n",
        '"2026-10-01" is before its date in "Opened" (1 row like this).',
        'Correct the dates, or leave such rows out: negative = "skip" in elapsed.',
    ),
    Case(
        "a blank among the values that are added",
        FIGURES + 'period = "month"\nn = "Answers"\naggregate = "sum"\n',
        "Month,Value,Answers\n2026-10-01,10,5\n2026-10-02,,5\n",
        (
            '"Value" is blank in 1 row and filled in others of 2026-10, and all of them become '
            "one value."
        ),
        "Correct it in the system that it comes from and export the file again, or leave "
        "such rows out by a filter in exports.toml.",
    ),
    Case(
        "a header that names no declared segment",
        FIGURES.replace("Value", "{segment}") + 'segment = { values = { "N" = "North" } }\n',
        "Month,N,S\n2026-10,10,11\n",
        '"S" is no segment: exports.toml does not say what it means.',
        'Add it to values, such as "S" = "small", or leave it out by a filter.',
    ),
]

HEADER = "metric,date,segment,value,n\n"
TABLES = [
    Case(
        "a total among the segments",
        "",
        HEADER + "reply,2026-11,North,10,\nreply,2026-11,Total,11,\n",
        '"Total" is a name for the total of the other segments.',
        "Leave the cell blank if it is the whole company, or name the segment in segments.csv.",
    ),
    Case(
        "a second table below",
        "",
        HEADER + "reply,2026-11,,10,\n\nTeam,Size\nA,3\n",
        "A second table begins here, below a blank row.",
        "Save each table as a file of its own.",
    ),
    Case(
        "a note below",
        "",
        HEADER + "reply,2026-11,,10,\n\nAs of 2 November\n",
        "This line is below the table and no part of it.",
        (
            "Declare footer_rows = 1 for this file in exports.toml, or keep it in a file of "
            "your own "
            "elsewhere."
        ),
    ),
    Case(
        "two files that were joined",
        "",
        HEADER + "reply,2026-11,,10,\n" + HEADER + "csat,2026-11,,80,\n",
        "This row repeats the header, as where two files were joined.",
        "Keep the header in the first row alone.",
    ),
    Case(
        "a value under another name",
        "",
        "metric,date,score\nreply,2026-11,10\n",
        "1 row without a value and without counts.",
        'Is "score" the value? Then name that column value.',
    ),
    Case(
        "a date that reads both ways",
        "",
        HEADER + "reply,03/04/2026,,10,\n",
        (
            '"03/04/2026" can be read as 2026-04-03 or as 2026-03-04, and no other cell of the '
            "column tells which."
        ),
        (
            "Write all of them as year-month-day, such as 2026-10-31, or declare the order for "
            'this file in exports.toml: dates = "day-first" or "month-first".'
        ),
    ),
    Case(
        "a number that reads both ways",
        "",
        HEADER.replace(",", ";") + "reply;2026-11;;1.018;\n",
        '"1.018" can be read as 1018 or as 1.018, and no other cell of the column tells which.',
        "Write 1018 without a thousands mark, or 1.0180 with one decimal more.",
    ),
    Case(
        "a row that lacks a cell",
        "",
        HEADER + "reply,2026-11,10\n",
        "This row has 3 cells where the header has 5.",
        "Add what is missing; a blank cell needs its comma too.",
    ),
    Case(
        "a row with a cell too many",
        "",
        HEADER + "reply,2026-11,,1,018,5\n",
        'This row has 6 cells where the header has 5; "5" has no column.',
        "Put a text that holds a comma in quotation marks, or move what is too much to its column.",
    ),
    Case(
        "two values of one period",
        "",
        HEADER + "reply,2026-11,,10,\nreply,2026-11,,11,\n",
        'There is another row for "reply", 2026-11: value is 11 here and 10 on line 2.',
        "Look which of the two is right, and keep that one.",
    ),
    Case(
        "a percent sign in one row only",
        "",
        HEADER + "reply,2026-11,North,42%,\nreply,2026-11,South,0.42,\n",
        (
            '"reply" has values with a percent sign ("42%" on line 2) and without one ("0.42" '
            "on line 3)."
        ),
        "Write all of them in one way, such as 42% or 42.",
    ),
    Case(
        "two columns of one name",
        "",
        "metric,date,value,value\nreply,2026-11,10,11\n",
        'Columns 3 and 4 are both called "value".',
        "Rename one of them.",
    ),
    Case(
        "a quotation mark that is never closed",
        "",
        HEADER + 'reply,2026-11,,"10,\n',
        "A quotation mark opens a text here and is never closed.",
        'Close it, or write "" for a quotation mark inside a text.',
    ),
    Case(
        "a column a period",
        "",
        "metric,2026-10,2026-11\nreply,10,11\n",
        "The table has a column a period, and no column of dates.",
        'layout = "wide"',
    ),
]


class Company(NamedTuple):
    """Folders with the file in the data, and the same file only in the shared folder."""

    root: Path
    case: Case
    is_export: bool

    @property
    def target(self) -> str:
        return "exports/file.csv" if self.is_export else "measurements/file.csv"

    @property
    def section(self) -> str:
        if self.is_export:
            return f'[exports.report]\nfiles = "file.csv"\n{self.case.declared}'
        return f'[files."measurements/file.csv"]\nsystem = "Ours"\n{self.case.declared}'

    def prepare(self, *, in_data: bool) -> Path:
        data = self.root / "data"
        files = {self.target: self.case.text} if in_data else {}
        write_folder(data, {"exports.toml": self.section, **files})
        return data


Way = Callable[[Company, pytest.CaptureFixture[str]], str]


def by_check(company: Company, capsys: pytest.CaptureFixture[str]) -> str:
    company.prepare(in_data=True)
    assert main(["check", "--as-of", str(TODAY)]) == PROBLEMS
    return capsys.readouterr().out


def by_import(company: Company, capsys: pytest.CaptureFixture[str]) -> str:
    data = company.prepare(in_data=False)
    (data / "exports.toml").unlink()
    (company.root / "file.csv").write_text(company.case.text, encoding="utf-8")
    stated = tomllib.loads(company.case.declared).items()
    settings = [f"--set={key}={toml(value)}" for key, value in stated]
    assert main(["import", "file.csv", "--as", "report", *settings]) == PROBLEMS
    return capsys.readouterr().out


def by_collect(company: Company, capsys: pytest.CaptureFixture[str]) -> str:
    company.prepare(in_data=False)
    shared = company.root / "share"
    shared.mkdir()
    (shared / "file.csv").write_text(company.case.text, encoding="utf-8")
    assert main(["collect", "share", "--as-of", str(TODAY)]) == PROBLEMS
    assert not (company.root / "data" / company.target).exists()
    page = (shared / "file.csv.problems.html").read_text(encoding="utf-8")
    told = capsys.readouterr().out
    assert company.case.message in " ".join(unescape(page).split())
    return told


def by_build(company: Company, capsys: pytest.CaptureFixture[str]) -> str:
    del capsys
    with pytest.raises(DataError) as refused:
        build(company.prepare(in_data=True), SETTINGS, as_of=AS_OF)
    return "\n".join(map(str, refused.value.problems))


def by_serve(company: Company, capsys: pytest.CaptureFixture[str]) -> str:
    del capsys
    data = company.prepare(in_data=True)
    (company.root / "content").mkdir()
    inputs = SiteInputs(
        config=company.root / "mkdocs.yml",
        data="data",
        content=company.root / "content",
        files=(),
        directory_urls=True,
    )
    site, report, _ = build_or_report(inputs, lambda: build(data, SETTINGS, as_of=AS_OF))
    assert site is None
    (page,) = without_site(report, SETTINGS).pages
    return unescape(page.markdown)


EVERY_WAY = [by_check, by_collect, by_build, by_serve]
KINDS = [
    *(
        pytest.param(way, case, True, id=f"{way.__name__}: {case.name}, in an export")
        for case in EXPORTS
        for way in (*EVERY_WAY, by_import)
        if (way, case.name) != (by_import, TITLED)
    ),
    *(
        pytest.param(way, case, False, id=f"{way.__name__}: {case.name}, in a table")
        for case in TABLES
        for way in EVERY_WAY
    ),
]


@pytest.mark.parametrize(("way", "case", "is_export"), KINDS)
def test_it_is_told(
    way: Way,
    case: Case,
    is_export: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    told = " ".join(way(Company(tmp_path, case, is_export), capsys).split())
    assert case.message in told
    assert case.fix in told
