"""What can be added, as the schema has it: one word a table, one option a column."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from generator.model.schema import Column, Table
from generator.model.tables import TABLES

#: The word for one row of each table: `goal` for goals.csv.
KINDS: Mapping[str, Table] = {table.row.__name__.lower(): table for table in TABLES}


# Apart from the other options: a metric has a column `kind`, and so has the command.
_DEST = "column "


def option(column: Column) -> str:
    """The option that gives a column its value: `--target-high`."""
    return f"--{column.name.replace('_', '-')}"


def add_options(parser: argparse.ArgumentParser, table: Table) -> None:
    """Gives a parser one option for every column of a table."""
    needed = parser.add_argument_group("columns that every row needs")
    free = parser.add_argument_group("columns that may stay blank")
    for column in table.columns:
        group = needed if column.required else free
        group.add_argument(
            option(column),
            dest=_DEST + column.name,
            metavar="VALUE",
            help=described(column).replace("%", "%%"),
        )
    if table.is_folder:
        parser.add_argument(
            "--file", metavar="FILE", help=f"which file of {table.file} the row goes to"
        )


def given(options: argparse.Namespace, table: Table) -> dict[str, str]:
    """The cells that the options give, by column."""
    values = ((column.name, getattr(options, _DEST + column.name)) for column in table.columns)
    return {name: value for name, value in values if value is not None}


def described(column: Column) -> str:
    """What a column holds, with its words or an example."""
    hints = [column.about]
    if column.words and not column.refers_to:
        hints.append(f"One of {', '.join(column.words)}.")
    if column.many:
        hints.append("Several are separated by a semicolon.")
    if column.example:
        hints.append(f"Example: {column.example}")
    return " ".join(hints)
