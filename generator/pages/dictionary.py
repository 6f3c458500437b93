"""The data dictionary: each table with its columns, and an empty one to begin with."""

from __future__ import annotations

from generator.model.schema import Column, Table
from generator.model.tables import TABLES
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.page import Page
from generator.pages.tables import TableColumn, data_table
from generator.sentences.data import column_holds

_COLUMNS: tuple[TableColumn[Column], ...] = (
    TableColumn("Column", lambda column: column.name),
    TableColumn("Needed", lambda column: "required" if column.required else "optional"),
    TableColumn("Holds", column_holds),
    TableColumn("Meaning", lambda column: column.about),
    TableColumn("Example", lambda column: column.example),
)


def dictionary_page(context: SiteContext) -> Page:
    """The page that says what each column of each table holds."""
    links = context.links(address.DICTIONARY)
    return context.page(
        address.DICTIONARY,
        "dictionary.md",
        address.SECTIONS[address.DICTIONARY],
        in_nav=True,
        dictionary=[
            {
                "file": described.file,
                "about": described.about,
                "table": data_table("Columns", _COLUMNS, described.columns),
                "template": links.to(address.blank(described.name)),
            }
            for described in TABLES
        ],
        datapackage=links.to(address.DATAPACKAGE),
        programs=links.to(address.SCHEMA),
    )


def entry_anchor(table: Table) -> str:
    """Where a table is described on the page: the anchor of its heading."""
    return table.file.replace(".", "").removesuffix("/")
