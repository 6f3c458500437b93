"""Empty tables to begin with: the header of each table as a CSV file to download."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from generator.model.schema import Table
from generator.model.tables import TABLES
from generator.pages.links import blank
from generator.pages.page import Asset


def blanks() -> Iterator[Asset]:
    """One file a table, with every column and no row."""
    for table in TABLES:
        yield Asset(src_uri=blank(table.name), content=header(table))


def header(table: Table) -> str:
    """The first line of a table's file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(column.name for column in table.columns)
    return text.getvalue()
