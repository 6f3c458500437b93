"""A workbook a table: typed, with lists, notes and an example, and the same bytes on every run."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from functools import cache
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.model.dataset import AsOf
from generator.model.dialect import FileDialect
from generator.model.schema import Table, table_of
from generator.model.tables import TABLES, Goal, Measurement
from generator.pages.workbook_templates import workbooks
from generator.read.decoding import Text
from generator.read.workbooks import file_text
from tests.check.folder import SOUND, check, write_folder

DAY = AsOf(day=dt.date(2026, 11, 20), reason="the setting as_of")
IDS = {"departments": ["care", "sales"], "metrics": ["nps"], "people": ["Head, of Care"]}


@cache
def _made(as_of: AsOf | None) -> dict[str, bytes]:
    return made(as_of=as_of)


def made(ids: dict[str, list[str]] = IDS, as_of: AsOf | None = DAY) -> dict[str, bytes]:
    content = {asset.src_uri: asset.content for asset in workbooks(ids, as_of)}
    return {name: data for name, data in content.items() if isinstance(data, bytes)}


def part(name: str, of: str = "templates/goals.xlsx") -> str:
    with zipfile.ZipFile(io.BytesIO(_made(DAY)[of])) as file:
        return file.read(name).decode()


def test_the_same_bytes_on_every_run_and_the_day_of_the_edition_on_each_part() -> None:
    first = made()
    time.sleep(2.1)  # a ZIP file counts in steps of two seconds
    assert made() == first
    assert [*first] == [f"templates/{table.name}.xlsx" for table in TABLES]
    for data in first.values():
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            assert {info.date_time for info in file.infolist()} == {(2026, 11, 20, 0, 0, 0)}
            properties = file.read("docProps/core.xml").decode()
        assert properties.count("2026-11-20T00:00:00Z") == 2  # created and modified
    assert made(as_of=None).keys() == first.keys()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_header_and_a_filled_example_are_read_as_its_table(table: Table) -> None:
    text = file_text(_made(DAY)[f"templates/{table.name}.xlsx"], "a.xlsx", FileDialect())
    assert isinstance(text, Text)
    columns = table.columns
    header, example, *rest = (line.split("¦") for line in text.content.splitlines())
    assert (header, rest, text.notes) == ([column.name for column in columns], [], ())
    assert example == [column.example for column in columns]


def test_the_words_of_the_dictionary_are_notes() -> None:
    notes = part("xl/comments1.xml")
    assert (
        "The value to reach or hold; the lower end of a range. Required: number. Example: 4."
        in (notes)
    )
    assert "Only this part of the whole. Optional: segment. Example: size: small." in notes
    assert notes.count("<comment ") == len(table_of(Goal).columns)


def test_cells_are_typed_and_offer_what_they_may_hold() -> None:
    sheet, lists = part("xl/worksheets/sheet1.xml"), part("xl/worksheets/sheet2.xml")
    names = [column.name for column in table_of(Goal).columns]
    rules = {
        names[ord(rule.split('sqref="')[1][0]) - ord("A")]: rule
        for rule in sheet.split("<dataValidation ")[1:]
    }
    assert (
        'type="list"' in rules["department"] and 'showErrorMessage="1"' not in rules["department"]
    )
    assert "<formula1>lists!$C$1:$C$2</formula1>" in rules["department"]
    assert 'type="list"' in rules["rule"] and 'showErrorMessage="1"' in rules["rule"]
    assert 'type="date"' in rules["due"] and 'type="decimal"' in rules["target"]
    assert "goal" not in rules and "short_name" not in rules
    strings = part("xl/sharedStrings.xml")
    assert all(word in strings for word in ("care", "Head, of Care", "range", "dropped"))
    assert lists.count("<row ") == 3
    assert 'name="lists" sheetId="2" state="hidden"' in part("xl/workbook.xml")


def test_a_period_stays_as_it_is_typed() -> None:
    """A spreadsheet would make a day of 2026-10 or Nov-21; the column holds text."""
    columns = [column.name for column in table_of(Measurement).columns]
    sheet = part("xl/worksheets/sheet1.xml", "templates/measurements.xlsx")
    date = columns.index("date") + 1
    style = sheet.split(f'<col min="{date}" max="{date}"')[1].split('style="')[1].split('"')[0]
    styles = part("xl/styles.xml", "templates/measurements.xlsx")
    forms = styles.split("<cellXfs")[1].split("<xf ")[1:]
    assert 'numFmtId="49"' in forms[int(style)]  # 49 is text


def test_an_example_that_nobody_wrote_over_is_no_row_of_the_company(tmp_path: Path) -> None:
    write_folder(tmp_path, {"departments.csv": None})
    (tmp_path / "departments.xlsx").write_bytes(made()["templates/departments.xlsx"])
    outcome = check(tmp_path)
    assert (
        "departments.xlsx:2: This row is the example of the template. Write your own over it, or "
        "clear its cells." in outcome.messages
    )


def test_the_command_writes_one_a_table_with_the_ids_of_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in SOUND.items():
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text(text, encoding="utf-8")
    assert main(["templates", "--as-of", "2026-11-20"]) == 0
    names = [f"templates/{table.name}.xlsx" for table in TABLES]
    assert capsys.readouterr().out == "".join(f"wrote {name}\n" for name in names)
    with zipfile.ZipFile(tmp_path / "templates/goals.xlsx") as file:
        assert "<t>support</t>" in file.read("xl/sharedStrings.xml").decode()
    assert main(["templates"]) != 0
    assert "is there already. Name a new folder." in capsys.readouterr().err
