"""References by hand: what a word of a cell refers to, and the key of a written segment."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.check.faults import CellFault
from generator.check.references import ReferenceIndex, SegmentNames, known_ids, split
from generator.model.dataset import SegmentName
from generator.model.problems import SourceLocation
from generator.model.schema import Column, ColumnType, Subject
from generator.model.tables import TABLES, Segment
from generator.read.delimited import parse
from generator.read.raw_table import RawTable
from tests.measure.build import PLACE

SOUND = {
    "departments": "department,name\nSales,Sales\ngoal,The goal team\n",
    "metrics": "metric,name\nnps,Recommend\nreply,First reply\n",
    "goals": "goal,name\nnps,Recommend more\nsales,Sell more\n",
    "people": "person,name\nhead-sales,Head of Sales\n,\nghost,\n",
}


def known(changes: Mapping[str, str | None] | None = None, **more: RawTable) -> ReferenceIndex:
    """The ids of the tables above, with some of them changed or taken out."""
    files = {
        name: (parse(text, f"{name}.csv")[0],)
        for name, text in {**SOUND, **(changes or {})}.items()
        if text is not None
    }
    return known_ids(TABLES, {**files, **{name: (raw,) for name, raw in more.items()}}, 4)


def column(table: str, *words: str, required: bool = False) -> Column:
    """A column that refers to a table, or has one of some words."""
    return Column(
        default=None,
        type=ColumnType.REFERENCE,
        refers_to=table,
        words=words,
        required=required,
        about="",
        example="",
    )


def told(found: object) -> str:
    """What a fault says and how to mend it; else what was found."""
    if not isinstance(found, CellFault):
        return str(found)
    return str(found.at(SourceLocation(""))).removeprefix(": ")


@pytest.mark.parametrize(
    ("word", "of", "found"),
    [
        ("sales", column("departments"), "Sales"),
        ("SALES", column("departments"), "Sales"),
        ("ALL", column("departments", "all"), "all"),
        ("all", column("departments"), '"all" is not in departments.csv. Add it there, or correct'),
        ("sale", column("departments"), '"sale" is not in departments.csv. Did you mean Sales?'),
        (
            "desk",
            column("initiatives"),
            (
                '"desk" refers to initiatives.csv, and there is no such file. Add initiatives.csv, '
                "or leave the cell blank."
            ),
        ),
        (
            "desk",
            column("initiatives", required=True),
            '"desk" refers to initiatives.csv, and there is no such file. Add initiatives.csv.',
        ),
    ],
)
def test_what_a_word_refers_to(word: str, of: Column, found: str) -> None:
    assert told(known().find(word, of)).startswith(found)


@pytest.mark.parametrize(
    ("changes", "unsure"),
    [
        ({}, False),
        ({"departments": None}, True),  # a required table that is missing
        ({"goals": None}, False),  # one that may be missing
        ({"departments": "name\nSales\n"}, True),  # without its key
        ({"departments": 'department,name\nsales,"Sales\n'}, True),  # its end could not be read
        ({"departments": "department,name\nsales,Sales,\n"}, False),  # the id of a ragged row
    ],
)
def test_a_table_that_could_not_be_read_accuses_nobody(
    changes: dict[str, str | None], unsure: bool
) -> None:
    index = known(changes)
    assert ("departments" in index.unsure) is unsure
    assert isinstance(index.find("nobody", column("departments")), CellFault) is not unsure
    assert "goals" not in index.unsure
    assert index.fiscal_year_start == 4


def test_a_table_without_a_file_and_a_folder_have_no_ids() -> None:
    index = known({"goals": None}, measurements=RawTable(file="measurements/a.csv"))
    assert (index.ids["goals"], index.ids["measurements"]) == (None, {})
    assert "measurements" not in index.unsure
    assert "departments" in known_ids(TABLES, {"departments": ()}, 1).unsure


@pytest.mark.parametrize(
    ("people", "word", "found"),
    [
        (SOUND["people"], "head of  SALES", "Head of Sales"),
        (SOUND["people"], "Head-Sales", "Head of Sales"),
        (SOUND["people"], "ghost", '"ghost" is not in people.csv. Write the id or the title'),
        (SOUND["people"], "Head of Sale", '"Head of Sale" is not in people.csv. Did you mean'),
        (None, "Kim", "Kim"),
        ('person,name\nhead,Head\nlead,"Lead\n', "Kim", "Kim"),  # its end could not be read
        ("person,name\nhead,Head\nshort\n", "Head", "Head"),  # a row without a title
    ],
)
def test_roles(people: str | None, word: str, found: str) -> None:
    assert told(known({"people": people}).role(word)).startswith(found)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("metric:nps", Subject(kind="metric", key="nps")),
        (" Goal : NPS", Subject(kind="goal", key="nps")),
        ("reply", Subject(kind="metric", key="reply")),
        ("goal", Subject(kind="department", key="goal")),
        ("nps", '"nps" is an id of metrics and goals. Write metric:nps or goal:nps.'),
        ("goal:nobody", '"nobody" is not in goals.csv.'),
        ("goals:nps", '"goals:nps" is not an id of any table.'),
        ("repli", '"repli" is not an id of any table. Did you mean reply?'),
        ("xyzzy", '"xyzzy" is not an id of any table. Write the id of what it is about, such'),
        (
            "handoff:deal",
            (
                '"deal" refers to handoffs.csv, and there is no such file. Add handoffs.csv, or '
                "correct the cell."
            ),
        ),
    ],
)
def test_what_a_cell_is_about(word: str, found: Subject | str) -> None:
    subject = known().subject(word)
    assert subject == found if isinstance(found, Subject) else told(subject).startswith(found)


def test_a_cell_may_be_about_what_could_not_be_read() -> None:
    index = known({"metrics": "name\nReply\n", "goals": "name\nReply\n"})
    assert index.subject("reply") == Subject(kind="metric", key="reply")


def test_the_values_of_a_cell() -> None:
    assert split(" a ;b;; ; c d ") == ["a", "b", "c d"]
    assert split("") == []


def segment_names() -> SegmentNames:
    """Two sizes, and one segment of no dimension."""
    declared = (
        ("small", "Small firms", "size"),
        ("large", "Large firms", "Size"),
        ("eu", "Europe", ""),
    )
    return SegmentNames(
        Segment(location=PLACE, segment=key, name=name, dimension=dimension)
        for key, name, dimension in declared
    )


@pytest.mark.parametrize(
    ("dimension", "found"),
    [
        ("SIZE", {"small", "small firms", "large", "large firms"}),
        ("region", set()),
        ("", set()),
    ],
)
def test_the_segments_of_a_dimension(dimension: str, found: set[str]) -> None:
    assert segment_names().of_dimension(dimension) == found


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("SMALL", SegmentName(key="small", name="Small firms", dimension="size")),
        ("small firms", SegmentName(key="small", name="Small firms", dimension="size")),
        ("Size:Small", SegmentName(key="small", name="Small firms", dimension="size")),
        ("size : small firms", SegmentName(key="small", name="Small firms", dimension="size")),
        (" West ", SegmentName(key="West", name="West", dimension="")),
        ("Region:West", SegmentName(key="Region: West", name="West", dimension="Region")),
        ("Region:", SegmentName(key="Region:", name="Region:", dimension="")),
        (":West", SegmentName(key=": West", name="West", dimension="")),
    ],
)
def test_the_key_of_a_written_segment(written: str, name: SegmentName) -> None:
    names = segment_names()
    key = names.key(written)
    assert names.names[key] == name
    assert names.key(written.upper()) == key  # the first spelling stays
    assert names.names[key] == name
    assert (key in names.declared) is (key == "small")


def test_a_blank_segment_is_the_whole() -> None:
    names = segment_names()
    assert (names.key(""), names.key(None)) == ("", "")
    assert set(names.names) == {"small", "large", "eu"}
