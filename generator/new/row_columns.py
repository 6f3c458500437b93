"""The columns of a new row: as options of the command line, and as questions on a terminal."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from generator.model.schema import Column, ColumnType, Table
from generator.model.tables import TABLES

if TYPE_CHECKING:
    from generator.check.references import ReferenceIndex

#: The word for one row of each table: `goal` for goals.csv.
KINDS: Mapping[str, Table] = {table.row.__name__.lower(): table for table in TABLES}

# Apart from the other options: a metric has a column `kind`, and so has the command.
_DEST = "column "


def option(column: Column) -> str:
    """The option that gives a column its value: `--target-high`."""
    return f"--{column.name.replace('_', '-')}"


def add_column_options(parser: argparse.ArgumentParser, table: Table) -> None:
    """Gives a parser one option for every column of a table."""
    required = parser.add_argument_group("columns that every row needs")
    optional = parser.add_argument_group("columns that may stay blank")
    for column in table.columns:
        (required if column.required else optional).add_argument(
            option(column),
            dest=_DEST + column.name,
            metavar="VALUE",
            help=describe(column).replace("%", "%%"),
        )
    if table.is_folder:
        parser.add_argument(
            "--file", metavar="FILE", help=f"which file of {table.file} the row goes to"
        )


def cells_of(options: argparse.Namespace, table: Table) -> dict[str, str]:
    """The cells that the options give, by column."""
    values = {column.name: getattr(options, _DEST + column.name) for column in table.columns}
    return {name: value for name, value in values.items() if value is not None}


def describe(column: Column) -> str:
    """What a column holds, with its words or an example."""
    hints = [column.about]
    if column.words and not column.refers_to:
        hints.append(f"One of {', '.join(column.words)}.")
    if column.many:
        hints.append("Several are separated by a semicolon.")
    if column.example:
        hints.append(f"Example: {column.example}")
    return " ".join(hints)


def missing(table: Table, cells: Mapping[str, str]) -> list[Column]:
    """The required columns without a value."""
    return [c for c in table.columns if c.required and not cells.get(c.name, "").strip()]


def ask_for(
    table: Table,
    cells: Mapping[str, str],
    labels: tuple[str, ...],
    known: ReferenceIndex,
    *,
    ask: Callable[[str], str],
    say: Callable[[str], object],
) -> dict[str, str]:
    """The cells with an answer for every column of the file that has none yet.

    Each answer is checked at once, and asked for again if it is wrong. A blank answer leaves an
    optional column blank.
    """
    answers = dict(cells)
    for column in table.columns:
        if column.name in answers or not (column.required or column.name in labels):
            continue
        say(f"\n{describe(column)}{'' if column.required else ' Enter leaves it blank.'}")
        while fault := _fault_of(table, column, answer := ask(f"{column.name}: ").strip(), known):
            say(fault)
        answers[column.name] = answer
    return answers


def _fault_of(table: Table, column: Column, answer: str, known: ReferenceIndex) -> str:
    """What is wrong with an answer by itself and how to fix it; "" if nothing is."""
    from generator.check.typed_columns import convert  # noqa: PLC0415 -- slow to import
    from generator.read.raw_table import RawTable  # noqa: PLC0415

    if column.type is ColumnType.ID and answer.casefold() in (known.ids.get(table.name) or {}):
        return f'"{answer}" is there already. Choose another id.'
    raw = RawTable(file="", labels=(column.name,), rows=[[answer]], lines=[1])
    _, problems = convert(raw, table, known)
    return " ".join(f"{problem.message} {problem.fix}" for problem in problems)
