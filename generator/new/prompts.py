"""Asking on a terminal for the cells that no option gave, each checked as it is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.check.references import ReferenceIndex
from generator.check.typed_columns import convert
from generator.model.schema import Column, ColumnType, Table
from generator.new.kinds import described
from generator.read.raw_table import RawTable


def missing(table: Table, cells: Mapping[str, str]) -> list[Column]:
    """The columns that a row needs and has no value for."""
    return [
        column
        for column in table.columns
        if column.required and not cells.get(column.name, "").strip()
    ]


def ask_for(
    table: Table,
    cells: Mapping[str, str],
    labels: tuple[str, ...],
    known: ReferenceIndex,
    *,
    ask: Callable[[str], str],
    say: Callable[[str], object],
) -> dict[str, str]:
    """The cells with those asked for: every column of the file that has none yet.

    A blank answer leaves a column blank where it may be; one that cannot be is asked for again.
    """
    answered = dict(cells)
    for column in table.columns:
        if column.name in answered or not (column.required or column.name in labels):
            continue
        answered[column.name] = _answer(table, column, known, ask, say)
    return answered


def _answer(
    table: Table,
    column: Column,
    known: ReferenceIndex,
    ask: Callable[[str], str],
    say: Callable[[str], object],
) -> str:
    say(f"\n{described(column)}{'' if column.required else ' Enter leaves it blank.'}")
    while True:
        answer = ask(f"{column.name}: ").strip()
        fault = fault_of(table, column, answer, known)
        if not fault:
            return answer
        say(fault)


def fault_of(table: Table, column: Column, answer: str, known: ReferenceIndex) -> str:
    """What is wrong with an answer by itself and how to mend it; nothing where it will do."""
    if column.type is ColumnType.ID and answer.casefold() in (known.ids.get(table.name) or {}):
        return f'"{answer}" is there already. Choose another id.'
    raw = RawTable(file="", labels=(column.name,), rows=[[answer]], lines=[1])
    _, problems = convert(raw, table, known)
    return " ".join(f"{problem.message} {problem.fix}" for problem in problems)
