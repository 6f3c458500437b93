"""A table is stated once: what the statement must say, and that all else follows from it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields
from typing import get_type_hints

import pytest

from generator.check.references import known_ids
from generator.check.typed_columns import convert
from generator.check.typed_rows import check_table
from generator.model.problems import Problem
from generator.model.schema import Column, ColumnType, Row, Table, column, table, table_of
from generator.model.tables import TABLES
from generator.model.vocabulary import YesNo
from generator.read.delimited import parse

COLUMNS = [
    pytest.param(table_, column_, id=f"{table_.name}.{column_.name}")
    for table_ in TABLES
    for column_ in table_.columns
]
NUMERIC = (ColumnType.NUMBER, ColumnType.WHOLE)
OF_THE_COMPANY = (
    ColumnType.REFERENCE,
    ColumnType.SUBJECT,
    ColumnType.ROLE,
    ColumnType.TEXT,
    ColumnType.SEGMENT,
)
EXPLAINS_ITSELF = (ColumnType.TEXT, ColumnType.REFERENCE, ColumnType.NUMBER)


@pytest.mark.parametrize(("table_", "column_"), COLUMNS)
def test_a_column_says_what_it_holds(table_: Table, column_: Column) -> None:
    assert column_.about[-1] in ".:" or column_.about.endswith(")")
    first = re.split(r"[ ,:]", column_.about)[0]
    assert first[0].isupper() or first in (*column_.words, "score"), "a sentence, or its words"
    assert column_.example or (not column_.required and column_.type in EXPLAINS_ITSELF)


@pytest.mark.parametrize(("table_", "column_"), COLUMNS)
def test_the_example_of_a_column_is_sound(table_: Table, column_: Column) -> None:
    if not column_.example or column_.type in OF_THE_COMPANY:
        return
    made = Table(
        name="example",
        file="example.csv",
        about="",
        required=False,
        key=(column_.name,),
        row=table_.row,
        columns=(column_,),
    )
    raw, problems = parse(f"{column_.name}\n{column_.example}\n", "example.csv")
    _, faults = convert(raw, made, known_ids([], {}, 1))
    assert [*problems, *faults] == []


@pytest.mark.parametrize(("table_", "column_"), COLUMNS)
def test_a_column_states_what_its_form_needs(table_: Table, column_: Column) -> None:
    assert bool(column_.words) >= (column_.type is ColumnType.CHOICE)
    assert bool(column_.refers_to) is (column_.type is ColumnType.REFERENCE)
    assert (column_.least is None and column_.most is None) or column_.type in NUMERIC
    if column_.refers_to:
        target = next(other for other in TABLES if other.name == column_.refers_to)
        assert target.column(target.key[0]).type is ColumnType.ID
    if column_.many:
        assert column_.default == ()
    if column_.begins:
        assert column_.type is ColumnType.DATE
    if column_.essential:
        assert column_.refers_to
        assert not column_.required
    if column_.type is ColumnType.ID:
        assert table_.key == (column_.name,)


@pytest.mark.parametrize("table_", TABLES, ids=lambda table_: table_.name)
def test_a_table_has_its_key_and_says_what_it_is(table_: Table) -> None:
    names = [column_.name for column_ in table_.columns]
    assert {*table_.key} <= {*names}
    assert len({*names}) == len(names)
    assert table_.column(table_.key[0]).required
    assert table_.about.endswith(".")
    assert {"location", *names} == {item.name for item in fields(table_.row)}
    assert (table_.row.__doc__ or "").endswith(".")
    assert table_of(table_.row) is table_


def test_the_tables_are_named_once_and_three_are_required() -> None:
    assert len({table_.file for table_ in TABLES}) == len(TABLES)
    assert [t.name for t in TABLES if t.required] == ["departments", "metrics", "measurements"]


@table("pets.csv", "The pets of the office.", key=("pet",))
class Pet(Row):
    """A pet of the office."""

    pet: str = column("Short id of the pet.", "rex", ColumnType.ID)
    legs: int = column("How many legs it has.", "4", least=0, most=8)
    born: dt.date | None = column("When.", "2024-05-01", default=None)
    friends: tuple[str, ...] = column("Whom it likes.", default=(), refers_to="pets")
    tame: YesNo = column("Whether it is tame.", "yes", default=YesNo.NO)


def check_pets(text: str) -> tuple[list[Row], list[str]]:
    raw, problems = parse(text, "pets.csv")
    pets = table_of(Pet)
    rows, faults = check_table(raw, pets, known_ids([pets], {"pets": (raw,)}, 1))
    assert all(isinstance(problem, Problem) for problem in faults)
    return [*rows.values()], [str(problem) for problem in (*problems, *faults)]


def test_a_new_table_is_checked_without_other_code() -> None:
    rows, messages = check_pets(
        "pet,legs,born,friends,tame\nrex,4,2024-05,tom; Rex,Yes\ntom,3,,,\n"
    )
    assert messages == []
    rex, tom = rows
    assert isinstance(rex, Pet)
    assert isinstance(tom, Pet)
    assert (rex.legs, rex.born, rex.friends) == (4, dt.date(2024, 5, 31), ("tom", "rex"))
    assert rex.tame is YesNo.YES
    assert (tom.born, tom.friends, tom.tame) == (None, (), YesNo.NO)
    assert str(tom.location) == "pets.csv:3"


def test_a_new_column_is_checked_by_its_statement() -> None:
    _, messages = check_pets("pet,legs,friends,tame,coat\nrex,9,bob,perhaps,\nrex,four,,,\n")
    assert messages[0].startswith('pets.csv:1:coat: There is no column "coat" in pets')
    assert messages[1:] == [
        'pets.csv:2:legs: "9" is above 8. Write 8 or less.',
        'pets.csv:3:legs: "four" is not a number. Write digits, such as 99.',
        'pets.csv:2:friends: "bob" is not in pets.csv. Add it there, or correct it here.',
        'pets.csv:2:tame: "perhaps" is not yes or no. Write one of them.',
    ]


def test_whole_numbers_become_whole_and_choices_their_words() -> None:
    hints = get_type_hints(Pet)
    (pet,), _ = check_pets("pet,legs\nrex,4.0\n")
    assert isinstance(pet, Pet)
    assert (hints["legs"], type(pet.legs)) == (int, int)
    with pytest.raises(KeyError):
        table_of(Pet).column("wings")
