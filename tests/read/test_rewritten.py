"""A file that is accepted, written again in another form, is the same table or is asked about.

The family is made from numbers: each of 60 files has its own columns, dates and figures.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.folder import Content, check, write_folder
from tests.workbooks import Cell, ods, xlsx

_TEXTS = ("Zürich, sehr gut", "a; b", 'says "yes"', "l’été | côté", "plain", "")
_DATES: tuple[tuple[str, Callable[[dt.date], Cell]], ...] = (
    ("iso", lambda day: day.isoformat()),
    ("german", lambda day: f"{day:%d.%m.%Y}"),
    ("typed", lambda day: day),
    ("written", lambda day: f"{day:%d %b %Y}"),
)
_FORMS = ("comma utf-8", "comma cp1252", "semicolon utf-8", "semicolon utf-16", "tab utf-8")
Table = list[list[Cell]]


def generated(seed: int) -> Table:
    """Measurements of two metrics; what is typed may be written as text by a form."""
    choose = random.Random(seed)  # noqa: S311 -- no secret
    _, written = choose.choice(_DATES)
    digits = choose.choice((0, 1, 2, 3))
    columns = choose.sample(("value", "date", "metric", "note"), 4)
    rows: Table = [[*columns]]
    for metric in ("nps", "csat"):
        for month in range(1, choose.randint(3, 10)):
            cells: dict[str, Cell] = {
                "metric": metric,
                "date": written(dt.date(2026, month + 1, 1) - dt.timedelta(days=1)),
                "value": round(choose.uniform(10, 100), digits),
                "note": choose.choice(_TEXTS),
            }
            rows.append([cells[column] for column in columns])
    return rows


def as_text(rows: Table, form: str, decimal: str = ".") -> bytes:
    """The rows as a text file of a delimiter and an encoding."""
    name, encoding = form.split()
    mark = {"comma": ",", "semicolon": ";", "tab": "\t"}[name]

    def cell(value: Cell) -> str:
        text = str(value).replace(".", decimal) if isinstance(value, float) else str(value)
        return '"' + text.replace('"', '""') + '"' if set(text) & {mark, '"'} else text

    lines = [mark.join(map(cell, row)) for row in rows]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def figures(folder: Path, name: str, content: bytes) -> object:
    """The figures of a folder with this file, or the messages that refuse it."""
    files: dict[str, Content] = {"measurements/values.csv": None, f"measurements/{name}": content}
    write_folder(folder, files)
    outcome = check(folder)
    (folder / "measurements" / name).unlink()
    if outcome.dataset is None:
        return outcome.messages
    frame = outcome.dataset.measurements
    columns = [frame[column] for column in ("metric", "first", "last", "value", "note")]
    return list(zip(*(map(str, column) for column in columns), strict=True))


def is_asked(found: object) -> bool:
    """Whether a file is refused only because its numbers can be read in two ways."""
    return isinstance(found, list) and all(
        isinstance(each, str) and "can be read as" in each for each in found
    )


@pytest.mark.parametrize("seed", range(60))
def test_the_same_figures_in_every_form(seed: int, tmp_path: Path) -> None:
    rows = generated(seed)
    expected = figures(tmp_path, "values.csv", as_text(rows, "comma utf-8"))
    assert isinstance(expected, list) and isinstance(expected[0], tuple), expected
    for form in _FORMS:
        marks = "." if form.startswith("comma") else ".,"
        for mark in marks:
            found = figures(tmp_path, "values.csv", as_text(rows, form, mark))
            assert found == expected or is_asked(found), f"{form} with {mark}"
    assert figures(tmp_path, "values.xlsx", xlsx(rows)) == expected
    assert figures(tmp_path, "values.ods", ods(rows)) == expected


HEAD: list[Cell] = ["metric", "date", "value"]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "values.csv",
            b'metric,date,value\nreply,2026-10,"1,018"\n',
            '"1,018" can be read as 1018 or as 1.018, and no other cell of the column tells which.',
        ),
        (
            "values.csv",
            b"metric;date;value\nreply;2026-10;1.018\n",
            '"1.018" can be read as 1018 or as 1.018, and no other cell of the column tells which.',
        ),
        (
            "values.xlsx",
            xlsx([HEAD, ["reply", "2026-10", "1,018"]]),
            '"1,018" can be read as 1018 or as 1.018, and no other cell of the column tells which.',
        ),
        ("values.csv", b"metric,date,value\nreply,2026-10,1.018\n", 1.018),
        ("values.xlsx", xlsx([HEAD, ["reply", "2026-10", 1.018]]), 1.018),
        ("values.ods", ods([HEAD, ["reply", "2026-10", 1.018]]), 1.018),
        ("values.xlsx", xlsx([HEAD, ["reply", "2026-10", 1018]]), 1018.0),
        ("values.ods", ods([HEAD, ["reply", "2026-10", 1018]]), 1018.0),
    ],
)
def test_a_number_that_reads_two_ways_is_asked_about_unless_its_cell_is_typed(
    name: str, content: bytes, expected: object, tmp_path: Path
) -> None:
    found = figures(tmp_path, name, content)
    assert isinstance(found, list)
    if isinstance(expected, float):
        assert [float(row[3]) for row in found] == [expected]
    else:
        assert any(str(expected) in message for message in found), found
