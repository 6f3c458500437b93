"""What people really save is read: every encoding, delimiter, newline and stray cell of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from generator.model.problems import Problem
from generator.read.decoding import decode_bytes
from generator.read.delimited import parse
from generator.read.raw_table import BLANK_ROWS, RawTable

PLAIN = "metric,date,note\nnps,2026-10,good\n"
ROW = ["nps", "2026-10", "good"]
LETTERS = "Zufriedenheit der Käufer: müßig? Très élevé à Zürich, übrigens größer als früher"
FRENCH = "Délai de première réponse à l’école, très élevé; où ça s’est arrêté cet été"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A file, and how it is read: `rows` with the lines on which they start."""

    name: str
    data: bytes
    rows: list[list[str]] = field(default_factory=lambda: [ROW])
    lines: list[int] = field(default_factory=lambda: [2])
    encoding: str = "utf-8"
    delimiter: str = "comma"
    skipped: dict[str, int] = field(default_factory=dict)


ACCEPTED = [
    Accepted(name="the written standard", data=PLAIN.encode()),
    Accepted(name="a byte order mark", data=PLAIN.encode("utf-8-sig")),
    Accepted(name="no newline at the end", data=PLAIN.strip().encode()),
    Accepted(
        name="UTF-16 with tabs, as Excel saves Unicode text",
        data=PLAIN.replace(",", "\t").encode("utf-16"),
        encoding="utf-16",
        delimiter="tab",
    ),
    Accepted(
        name="UTF-16 the other way round",
        data=b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        encoding="utf-16",
    ),
    Accepted(
        name="Windows",
        data=f'metric,date,note\nnps,2026-10,"{LETTERS}"\n'.encode("cp1252"),
        rows=[["nps", "2026-10", LETTERS]],
        encoding="cp1252",
    ),
    Accepted(
        name="Windows with a single letter",
        data="metric,date,note\nnps,2026-10,Größe\n".encode("cp1252"),
        rows=[["nps", "2026-10", "Größe"]],
        encoding="cp1252",
    ),
    Accepted(
        name="old Mac",
        data=f'metric,date,note\rnps,2026-10,"{FRENCH}"\r'.encode("mac_roman"),
        rows=[["nps", "2026-10", FRENCH]],
        encoding="mac_roman",
    ),
    Accepted(name="CR alone", data=PLAIN.replace("\n", "\r").encode()),
    Accepted(name="CR and LF", data=PLAIN.replace("\n", "\r\n").encode()),
    Accepted(
        name="newlines of three kinds",
        data=b"metric,date,note\r\nnps,2026-10,good\rnps,2026-10,good\nnps,2026-10,good",
        rows=[ROW, ROW, ROW],
        lines=[2, 3, 4],
    ),
    Accepted(name="semicolons", data=PLAIN.replace(",", ";").encode(), delimiter="semicolon"),
    Accepted(name="bars", data=PLAIN.replace(",", "|").encode(), delimiter="bar"),
    Accepted(
        name="semicolons and more commas than semicolons",
        data=b"metric;date;note\nnps;2026-10;a,b,c,d\n",
        rows=[["nps", "2026-10", "a,b,c,d"]],
        delimiter="semicolon",
    ),
    Accepted(
        name="a sep= line",
        data=b"sep=;\nmetric;date;note\nnps;2026-10;good\n",
        lines=[3],
        delimiter="semicolon",
    ),
    Accepted(
        name="a sep= line in quotation marks",
        data=b'"sep=;"\r\nmetric;date;note\r\nnps;2026-10;good\r\n',
        lines=[3],
        delimiter="semicolon",
    ),
    Accepted(
        name="comments with delimiters before the header",
        data=b"# Helpdesk, monthly; all of it\n#\n\nmetric,date,note\nnps,2026-10,good\n",
        lines=[5],
    ),
    Accepted(
        name="what begins with # and is a value",
        data=b"metric,date,note\n#1,2026-10,# 2\n",
        rows=[["#1", "2026-10", "# 2"]],
    ),
    Accepted(
        name="spaces around cells",
        data=b" metric , date , note \n nps , 2026-10 , good \n",
    ),
    Accepted(
        name="a space before quotation marks",
        data=b'metric, date, note\nnps, "2026-10", "good"\n',
    ),
    Accepted(name="a header in capitals", data=b"METRIC,Date,NOTE\nnps,2026-10,good\n"),
    Accepted(
        name="no-break spaces around cells",
        data="metric,date,note\nnps\u00a0,\u00a02026-10,good\n".encode(),
    ),
    Accepted(
        name="blank lines",
        data=b"\n\nmetric,date,note\n\nnps,2026-10,good\n\n   \n",
        lines=[5],
        skipped={BLANK_ROWS: 3},
    ),
    Accepted(
        name="rows of delimiters alone",
        data=b"metric,date,note\nnps,2026-10,good\n,,\n,,,,\n",
        skipped={BLANK_ROWS: 2},
    ),
    Accepted(
        name="a delimiter too much on every row",
        data=b"metric,date,note,\nnps,2026-10,good,\nnps,2026-10,good,\n",
        rows=[ROW, ROW],
        lines=[2, 3],
    ),
    Accepted(
        name="a delimiter too much on the rows and not on the header",
        data=b"metric,date,note\nnps,2026-10,good,\nnps,2026-10,good,,\n",
        rows=[ROW, ROW],
        lines=[2, 3],
    ),
    Accepted(
        name="newlines and quotation marks in a text",
        data=b'metric,date,note\nnps,2026-10,"one\r\n""two"""\nnps,2026-10,good\n',
        rows=[["nps", "2026-10", 'one\r\n"two"'], ROW],
        lines=[2, 4],
    ),
    Accepted(
        name="an inch inside a text",
        data=b'metric,date,note\nnps,2026-10,a 5" screen\n',
        rows=[["nps", "2026-10", 'a 5" screen']],
    ),
    Accepted(
        name="formulas, tags and templates are texts",
        data=b'metric,date,note\nnps,2026-10,"=HYPERLINK(""x"")<b>{{ a }}"\n',
        rows=[["nps", "2026-10", '=HYPERLINK("x")<b>{{ a }}']],
    ),
]


def read(data: bytes) -> tuple[RawTable, list[Problem]]:
    text = decode_bytes(data, "file.csv")
    assert not isinstance(text, Problem), str(text)
    return parse(text.content, "file.csv", text.encoding)


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.name)
def test_a_file_is_read_as_it_was_meant(case: Accepted) -> None:
    table, problems = read(case.data)
    assert problems == []
    assert table.labels == ("metric", "date", "note")
    assert table.rows == case.rows
    assert table.lines == case.lines
    assert (table.encoding, table.delimiter_name) == (case.encoding, case.delimiter)
    assert table.skipped == case.skipped


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.name)
def test_nothing_is_lost_on_the_way(case: Accepted) -> None:
    table, _ = read(case.data)
    assert table.rows_used == len(table.rows)
    assert table.rows_read == table.rows_used + sum(table.skipped.values()) + table.refused


def test_labels_of_two_words_become_one() -> None:
    table, problems = read(b"Metric, Baseline  Date\nnps,2026-10\n")
    assert (table.labels, problems) == (("metric", "baseline_date"), [])


def test_a_first_column_called_number_is_no_comment() -> None:
    table, _ = read(b"#\tname\n1\tnps\n")
    assert table.labels == ("#", "name")


def test_a_column_of_one_needs_no_delimiter() -> None:
    table, problems = read(b"metric\nnps\ncsat\n")
    assert (table.rows, problems) == ([["nps"], ["csat"]], [])


def test_a_refused_row_is_counted_and_its_cells_are_kept_for_references() -> None:
    table, problems = read(b"metric,date\nnps,2026-10,36\ncsat,2026-10\n")
    assert len(problems) == 1
    assert (table.rows_read, table.rows_used, table.refused) == (2, 1, 1)
    assert table.written("metric") == ["csat", "nps"]
