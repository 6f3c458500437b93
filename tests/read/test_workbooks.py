"""A workbook is the table that its CSV file would be; what no table can say is said in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from generator.model.dialect import FileDialect
from generator.model.mapping import FileRules
from generator.model.problems import Problem
from generator.read.data_folder import read_file
from generator.read.decoding import Text
from generator.read.delimited import parse
from generator.read.raw_table import RawTable
from generator.read.sheet_values import Shown as Kind
from generator.read.sheet_values import number_text, shown_as
from generator.read.workbooks import as_csv, file_text
from tests.workbooks import Cell, Formula, Rows, Shown, archive, changed, ods, xlsx

HEAD = ["metric", "date", "value"]
TABLE: Rows = [HEAD, ["nps", "2026-10", 36], ["csat", "2026-10", 81.5]]
ENDINGS: dict[str, Callable[..., bytes]] = {".xlsx": xlsx, ".ods": ods}


def read(data: bytes, ending: str = ".xlsx", **dialect: object) -> Text | Problem:
    return file_text(data, f"values{ending}", FileDialect(**dialect))  # type: ignore[arg-type]


def table_of(data: bytes, ending: str = ".xlsx", **dialect: object) -> RawTable:
    text = read(data, ending, **dialect)
    assert isinstance(text, Text), str(text)
    rules = FileRules(pattern="*", dialect=FileDialect(**dialect))  # type: ignore[arg-type]
    table, problems = parse(text.content, "values", text.encoding, rules, text.delimiter)
    assert not problems
    return table


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Zürich | ¦ \"quoted\", both; 'ways'", "Zürich | ¦ \"quoted\", both; 'ways'"),
        ("two\nlines", "two\u2028lines"),
        (36, "36"),
        (0.1 + 0.2, "0.3"),
        (1.018, "1.0180"),
        (-0.5, "-0.5"),
        (1e15, "1000000000000000"),
        (1.5e-7, "0.00000015"),
        (Shown(0.855, "0.0%"), "85.5%"),
        (Shown(0.07, "0%"), "7%"),
        (dt.date(2026, 10, 5), "2026-10-05"),
        (dt.datetime(2026, 10, 5, 14, 30), "2026-10-05 14:30:00"),  # noqa: DTZ001 -- has none
        (Shown(dt.date(2026, 10, 1), "mmm yy"), "2026-10"),
        (dt.timedelta(hours=26, minutes=5), "26:05:00"),
        (True, "true"),
        (False, "false"),
    ],
)
def test_a_typed_cell_becomes_the_text_of_a_csv_file(cell: Cell, text: str, ending: str) -> None:
    table = table_of(ENDINGS[ending]([HEAD, ["nps", "2026-10", cell]]), ending)
    assert table.rows == [["nps", "2026-10", text]]
    assert (table.lines, table.encoding, table.delimiter_name) == ([2], ending[1:], "none")


@pytest.mark.parametrize(
    ("code", "kind", "text"),
    [
        ("General", Kind.NUMBER, "46300.5"),
        ('#,##0.00 "days"', Kind.NUMBER, "46300.5"),
        ("[$€-407] #,##0", Kind.NUMBER, "46300.5"),
        ("yyyy", Kind.YEAR, "2026"),
        ("d. mmm", Kind.DAY, "2026-10-05 12:00:00"),
        ("[h]:mm", Kind.CLOCK, "1111212:00:00"),
        ("m/d/yy h:mm", Kind.MOMENT, "2026-10-05 12:00:00"),
    ],
)
def test_a_number_is_read_as_it_is_shown(code: str, kind: Kind, text: str) -> None:
    assert shown_as(code) is kind
    assert table_of(xlsx([HEAD, ["a", "b", Shown(46300.5, code)]])).rows[0][2] == text


def test_a_number_filled_up_with_zeros_keeps_them() -> None:
    assert table_of(xlsx([HEAD, [Shown(42, "00000"), "b", 1]])).rows[0][0] == "00042"


def test_numbers_have_the_digits_that_a_spreadsheet_shows() -> None:
    assert [number_text(each) for each in (0.1 + 0.2, 1 / 3, 2e20, 100.0)] == [
        "0.3", "0.333333333333333", "200000000000000000000", "100"
    ]  # fmt: skip


@pytest.mark.parametrize("from_1904", [False, True])
def test_days_are_counted_from_1900_or_1904(from_1904: bool) -> None:
    data = xlsx([HEAD, ["nps", dt.date(2026, 10, 31), 36]], from_1904=from_1904)
    assert table_of(data).rows[0][1] == "2026-10-31"


@pytest.mark.parametrize("ending", ENDINGS)
def test_cells_are_written_as_the_file_is_declared(ending: str) -> None:
    data = ENDINGS[ending]([HEAD, ["nps", dt.date(2026, 10, 5), 1.018]])
    assert table_of(data, ending, decimal=",", dates="%d.%m.%Y").rows == [
        ["nps", "05.10.2026", "1,018"]
    ]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_row_keeps_its_number(ending: str) -> None:
    rows: Rows = [["Report"], [], HEAD, [], ["nps", "two\nlines", 36], ["csat", "b", 81]]
    table = table_of(ENDINGS[ending](rows), ending, skip_rows=2)
    assert (table.header_line, table.lines, table.skipped) == (3, [5, 6], {"blank rows": 1})


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("sheets", "hidden", "sheet", "expected"),
    [
        ({"Data": TABLE, "Empty": []}, (), "", TABLE[1]),
        ({"Notes": [["why"]], "Data": TABLE}, (), " data", TABLE[1]),
        (
            {"Notes": [["why"]], "Data": TABLE},
            (),
            "",
            (
                '2 sheets hold rows: "Notes" and "Data". Say which one is meant in exports.toml: '
                'sheet = "Notes". Or keep the others in a workbook of their own.'
            ),
        ),
        (
            {"Notes": [["why"]], "Data": TABLE},
            (),
            "Dato",
            'The sheet "Dato", which is declared, is not in the workbook. Did you mean Data?',
        ),
        (
            {"Notes": [], "Data": TABLE},
            (),
            "Notes",
            'The sheet "Notes", which is declared, holds no rows. It has "Notes" and "Data".',
        ),
        ({"Old": [["x"], ["y"]], "Data": TABLE}, ("Old",), "", TABLE[1]),
        ({"lists": [["x"]], "Data": TABLE}, ("lists",), "", TABLE[1]),
    ],
)
def test_the_sheet_with_the_table(
    sheets: dict[str, Rows], hidden: tuple[str, ...], sheet: str, expected: object, ending: str
) -> None:
    text = read(ENDINGS[ending](sheets, hidden=hidden), ending, sheet=sheet)
    if isinstance(text, Problem):
        assert f"{text.message} {text.fix}" == expected
        return
    assert text.content.splitlines()[1] == "¦".join(map(str, expected))  # type: ignore[call-overload]
    notes = [f"{note.message} {note.fix}" for note in text.notes]
    assert notes == (
        ['The hidden sheet "Old" (2 rows) was not read. If that is right, declare sheet = "Data".']
        if "Old" in hidden
        else []
    )


def _with_error(ending: str) -> bytes:
    rows: Rows = [HEAD, ["nps", "2026-10", Formula("=NA()", "#N/A")]]
    return ENDINGS[ending](rows)


def _unsolved(ending: str) -> bytes:
    rows: Rows = [HEAD, ["nps", "2026-10", Formula("=A1", "")], ["a", "b", Formula("=A1", "")]]
    if ending == ".ods":
        return ods(rows)
    return changed(xlsx(rows), "xl/worksheets/sheet1.xml", "<v></v>", "")


SAID: list[tuple[str, Callable[[str], bytes], str]] = [
    (
        "an error",
        _with_error,
        "warning: values{}: C2 (#N/A) holds an error. Mend the formulas, if these cells count.",
    ),
    (
        "formulas without a result",
        _unsolved,
        (
            "error: values{}: C2 and C3 hold formulas without a result. Open the workbook in "
            "Excel or LibreOffice, and save it: that works them out."
        ),
    ),
    (
        "a hidden row",
        lambda ending: ENDINGS[ending](TABLE, hidden_rows=[2]),
        (
            "warning: values{}: Row 2 is hidden, and was read too. Move what shall not count to "
            "another workbook."
        ),
    ),
    (
        "rows that are merged",
        lambda ending: ods(TABLE, spanned=2) if ending == ".ods" else xlsx(TABLE, merged=["A2:A3"]),
        (
            "error: values{}: The cells A2:A3 are merged, so only the first row of them has a "
            "value. Unmerge them, and write the value into each row."
        ),
    ),
    (
        "no rows",
        lambda ending: ENDINGS[ending]([]),
        "error: values{}: The workbook holds no rows. Fill a sheet in, or move the file elsewhere.",
    ),
    (
        "an empty file",
        lambda _: b"",
        "error: values{}: The file is empty. Save it again, or remove it.",
    ),
    (
        "a workbook that was cut off",
        lambda ending: ENDINGS[ending](TABLE)[:-40],
        (
            "error: values{}: The workbook is damaged and cannot be read. Open it in Excel or "
            "LibreOffice, save it as .xlsx, and use that file."
        ),
    ),
    (
        "a CSV file under another name",
        lambda _: b"metric,date,value\n",
        (
            "error: values{0}: The name of the file ends in {0}, and it is no such workbook. "
            "Open it in a spreadsheet, and save it as CSV UTF-8."
        ),
    ),
    (
        "a workbook of Excel 97",
        lambda _: b"\xd0\xcf\x11\xe0 Workbook",
        (
            "error: values{0}: This is an old Excel workbook, not {0}. Open it in Excel or "
            "LibreOffice, save it as .xlsx, and use that file."
        ),
    ),
    (
        "a workbook under a password",
        lambda ending: (
            archive({"META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": "x"})
            if ending == ".ods"
            else b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
        ),
        (
            "error: values{}: The workbook is protected by a password. Save it without one, and "
            "use that file."
        ),
    ),
    (
        "a bomb",
        lambda _: archive({"content.xml": " " * (129 << 20)}),
        (
            "error: values{}: The workbook is too large to be read: 129 MB when it is unpacked. "
            "Move what is far from the table elsewhere, or save the sheet as CSV UTF-8."
        ),
    ),
]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("name", "make", "said"), SAID, ids=[name for name, *_ in SAID])
def test_what_a_table_cannot_say_is_said(
    name: str, make: Callable[[str], bytes], said: str, ending: str
) -> None:
    text = read(make(ending), ending)
    (problem,) = text.notes if isinstance(text, Text) else [text]
    assert f"{problem.severity}: {problem}" == said.format(ending)


def test_a_cell_far_from_the_table_is_named() -> None:
    row: list[Cell] = ["nps", "2026-10", 1]
    far = changed(
        xlsx([HEAD, *[row for _ in range(600)]]),
        "xl/worksheets/sheet1.xml",
        '<c r="C2"',
        '<c r="XFD2"',
    )
    text = read(far)
    assert isinstance(text, Problem)
    assert text.message == "The workbook is too large to be read: 601 rows of 16,384 columns."


def test_merged_titles_and_headers_are_fine() -> None:
    data = xlsx([["North", "", ""], [], HEAD, ["nps", "2026-10", 36]], merged=["A1:B2"])
    assert table_of(data, skip_rows=2).rows == [["nps", "2026-10", "36"]]


def test_a_formula_that_excel_has_not_yet_worked_out() -> None:
    """Programs that write no result write 0 and ask Excel to work all of them out."""
    data = xlsx([HEAD, ["nps", "2026-10", Formula("=A1", 0)]])
    text = read(data)
    assert isinstance(text, Problem)
    assert text.message == "C2 holds a formula without a result."


def test_a_strict_workbook_has_other_namespaces() -> None:
    data = xlsx(TABLE)
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        data = changed(data, part, main, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert table_of(data).rows == [["nps", "2026-10", "36"], ["csat", "2026-10", "81.5"]]


def test_notes_of_cells_and_runs_of_text() -> None:
    inside = (
        '<text:p>two<text:s text:c="2"/>spaces<text:line-break/><text:span>bold</text:span>'
        "</text:p>"
        "<office:annotation><text:p>a note</text:p></office:annotation>"
    )
    data = changed(ods([HEAD, ["x", "y", 1]]), "content.xml", "<text:p>x</text:p>", inside)
    assert table_of(data, ".ods").rows == [["two  spaces\u2028bold", "y", "1"]]


def test_repeated_rows_and_cells() -> None:
    start = '<table:table-row><table:table-cell office:value-type="string" ><text:p>a<'
    repeated = start.replace("><", ' table:number-rows-repeated="2"><', 1)
    data = changed(ods([HEAD, ["a", "b", 1], ["b"]]), "content.xml", start, repeated)
    table = table_of(data, ".ods")
    assert (table.rows, table.lines) == ([["a", "b", "1"]] * 2 + [["b", "", ""]], [2, 3, 4])


def test_a_row_repeated_without_end_is_refused_at_once() -> None:
    start = '<table:table-row><table:table-cell office:value-type="string" ><text:p>a<'
    endless = start.replace("><", ' table:number-rows-repeated="99999999999"><', 1)
    text = read(changed(ods([HEAD, ["a", "b", 1]]), "content.xml", start, endless), ".ods")
    assert isinstance(text, Problem)
    assert "a row that is repeated 99,999,999,999 times" in text.message


def test_as_csv_a_workbook_keeps_its_cells_and_lines() -> None:
    text = read(xlsx([HEAD, [], ["a;b", "two\nlines", 81.5]]), decimal=",", delimiter=";")
    assert isinstance(text, Text)
    dialect = FileDialect(decimal=",", delimiter=";")
    assert as_csv(text, dialect) == b'metric;date;value\n\n"a;b";"two\nlines";81,5\n'


def test_a_file_of_a_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("data") / "values.xlsx"
    path.write_bytes(xlsx(TABLE, hidden_rows=[3]))
    table, problems = read_file(path, "values.xlsx")
    assert table is not None and table.rows_read == 2
    assert [problem.severity for problem in problems] == ["warning"]
