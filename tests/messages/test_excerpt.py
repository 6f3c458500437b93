"""Excerpts: the line of a problem as it can be shown, and where in it the cell is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.messages.excerpt import Excerpt, excerpts
from generator.model.problems import SourceLocation
from generator.model.wording import printable
from tests.pages.company import write_files


def shown(
    folder: Path, content: str | bytes, line: int, column: str, name: str = "t.csv"
) -> Excerpt:
    write_files(folder, {name: content})
    place = SourceLocation(name, line, column)
    return excerpts(folder, [place])[place]


def cell(excerpt: Excerpt) -> str:
    return excerpt.text[excerpt.start : excerpt.end]


@pytest.mark.parametrize(
    ("content", "line", "column", "expected"),
    [
        ("a,b,c\n1,two,3\n", 2, "b", ("1,two,3", "two", 3)),
        ("a;b;c\r\n1;zwei;3\r\n", 2, "c", ("1;zwei;3", "3", 8)),
        ("a\tb\rx\ty\r", 2, "b", ("x y", "y", 3)),
        ("A, My  Cell \n1,  x  \n", 2, "my_cell", ("1,  x  ", "x", 5)),
        ('a,b\n"x, ""y""",z\n', 2, "b", ('"x, ""y""",z', "z", 12)),
        ('a,b\n"x, ""y""",z\n', 2, "a", ('"x, ""y""",z', '"x, ""y"""', 1)),
        ("sep=;\na;b\n1;2\n", 3, "b", ("1;2", "2", 3)),
        ("# note\na,b\n1,2\n", 3, "b", ("1,2", "2", 3)),
        ("\ufeffa,b\n1,2\n".encode(), 2, "a", ("1,2", "1", 1)),
        ("a\tb\nä\t2\n".encode("utf-16"), 2, "a", ("ä 2", "ä", 1)),
        ("a,b\nM\xfcller,2\n".encode("cp1252"), 2, "a", ("Müller,2", "Müller", 1)),
    ],
)
def test_the_cell_of_a_place_is_found(
    content: str | bytes, line: int, column: str, expected: tuple[str, str, int], tmp_path: Path
) -> None:
    found = shown(tmp_path, content, line, column)
    assert (found.text, cell(found), found.column) == expected


def test_a_cell_below_a_line_break_is_shown_on_its_own_line(tmp_path: Path) -> None:
    found = shown(tmp_path, 'a,b,c\n"one\ntwo",2,x\n', 2, "c")
    assert (found.line, found.text, cell(found)) == (3, 'two",2,x', "x")


def test_a_cell_that_holds_a_line_break_is_marked_up_to_it(tmp_path: Path) -> None:
    found = shown(tmp_path, 'a,b\n1,"one\ntwo"\n', 2, "b")
    assert (found.line, found.text, cell(found)) == (2, '1,"one', '"one')


@pytest.mark.parametrize("column", ["", "c", "colour"])
def test_without_a_cell_the_line_has_no_mark(column: str, tmp_path: Path) -> None:
    found = shown(tmp_path, "a,b,c\n1,2\n", 2, column)
    assert (found.text, found.mark, found.column) == ("1,2", "", 0)


def test_a_blank_cell_has_a_mark_all_the_same(tmp_path: Path) -> None:
    found = shown(tmp_path, "a,b,c\n1,,3\n", 2, "b")
    assert (found.text, found.mark) == ("1,,3", "  ^")


@pytest.mark.parametrize("before", [0, 30, 300])
@pytest.mark.parametrize("after", [0, 300])
def test_a_long_line_is_cut_around_the_cell(before: int, after: int, tmp_path: Path) -> None:
    found = shown(tmp_path, f"a,b,c\n{'x' * before},HERE,{'y' * after}\n", 2, "b")
    assert len(found.text) <= 102
    assert cell(found) == "HERE"
    assert found.column == before + 2
    assert found.text.startswith("…") is (before == 300)
    assert found.text.endswith("…") is (after == 300)


def test_a_long_cell_is_cut_too(tmp_path: Path) -> None:
    found = shown(tmp_path, f"a,b\n1,{'x' * 5000}\n", 2, "b")
    assert len(found.text) <= 102
    assert set(cell(found)) == {"x"}


def test_of_a_raw_export_only_the_cell_is_shown(tmp_path: Path) -> None:
    write_files(tmp_path, {"exports/s.csv": "name,score\nAnn Example,eleven\n"})
    cell_, line = SourceLocation("exports/s.csv", 2, "score"), SourceLocation("exports/s.csv", 2)
    found = excerpts(tmp_path, [cell_, line])
    assert found[cell_].text == "eleven"
    assert found[cell_].mark == "^^^^^^"
    assert line not in found


def test_of_what_is_no_table_the_word_is_marked(tmp_path: Path) -> None:
    found = shown(tmp_path, '[exports.nps]\nscales = 1\nscale = "x"\n', 3, "scale", "exports.toml")
    assert (found.text, found.mark) == ('scale = "x"', "^^^^^")


def test_the_declared_form_of_a_file_is_kept_to(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "exports.toml": '[files."measurements/m.csv"]\nencoding = "mac_roman"\n',
            "measurements/m.csv": "a,b\nM\x9fller,2\n".encode("latin_1"),
        },
    )
    place = SourceLocation("measurements/m.csv", 2, "a")
    assert excerpts(tmp_path, [place])[place].text == "Müller,2"


@pytest.mark.parametrize(
    "place",
    [
        SourceLocation("t.csv"),
        SourceLocation("t.csv", 9, "a"),
        SourceLocation("t.csv", 3),
        SourceLocation("no.csv", 2, "a"),
        SourceLocation(""),
    ],
)
def test_what_has_no_line_has_no_excerpt(place: SourceLocation, tmp_path: Path) -> None:
    write_files(tmp_path, {"t.csv": "a,b\n1,2\n"})
    assert excerpts(tmp_path, [place]) == {}


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04zip", b"a\x00b\n1\n", b'a,b\n1,"2\n', b"\n\n"]
)
def test_no_file_is_too_odd(content: bytes, tmp_path: Path) -> None:
    write_files(tmp_path, {"t.csv": content})
    excerpts(tmp_path, [SourceLocation("t.csv", line, "b") for line in range(5)])


def test_a_mark_stands_under_wide_letters(tmp_path: Path) -> None:
    found = shown(tmp_path, "a,b\n東京,x\n", 2, "b")
    assert found.mark == "     ^"
    assert shown(tmp_path, "a,b\n東京,x\n", 2, "a").mark == "^^^^"


def test_what_moves_the_cursor_is_shown_as_a_sign() -> None:
    assert printable("a\x1b[2Jb\tc\u202ed\x07") == "a\ufffd[2Jb c\ufffdd\ufffd"
    assert printable("Löhne – 5 €, 東京") == "Löhne – 5 €, 東京"
