"""The tables for owners and programs: empty ones to begin with, and their description.

`datapackage.json` is a Frictionless Data Package. It states the written standard of each table,
column by column, and lists the empty tables and the downloads of this site.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from generator.check.number_cells import MISSING
from generator.check.typed_columns import ID, LONGEST_ID
from generator.model.codec import Json, to_csv
from generator.model.schema import Column, ColumnType, Table
from generator.model.tables import TABLES
from generator.pages.links import DATAPACKAGE, blank
from generator.pages.page import Asset

#: Every way to write a period that the measurements take by their standard.
_PERIOD = (
    r"^([0-9]{4}|[0-9]{4}-Q[1-4]|[0-9]{4}-W[0-9]{2}|[0-9]{4}-[0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|FY[0-9]{4}(-Q[1-4])?)$"
)
#: The columns of a download: name, type and meaning.
DOWNLOAD_COLUMNS = (
    ("metric", "string", "The id of the metric."),
    ("first_day", "date", "The first day of the period."),
    ("last_day", "date", "The last day of the period."),
    ("segment", "string", "The part of the whole; blank is the whole."),
    ("value", "number", "The value."),
    ("n", "number", "How many answers or cases it rests on."),
    ("numerator", "number", "For a share how many of n; for a mean or a sum the total."),
    ("promoters", "number", "Answers 9 and 10 (NPS)."),
    ("detractors", "number", "Answers 0 to 6 (NPS)."),
    ("invited", "number", "How many were asked."),
    ("open", "string", "Whether the period has not ended yet: yes or no."),
    ("bound", "string", "What is told in place of a value: under-5 or over-95, in percent."),
)
_TYPES = {ColumnType.NUMBER: "number", ColumnType.WHOLE: "integer", ColumnType.DATE: "date"}
_WITH_MARKERS = (ColumnType.NUMBER, ColumnType.WHOLE, ColumnType.DATE, ColumnType.PERIOD)
#: What people write where there is no value, as far as a list can have it.
_MISSING = sorted({"", *MISSING, *(marker.upper() for marker in MISSING)})


def blanks() -> Iterator[Asset]:
    """One empty table per file, with every column and no row."""
    for table in TABLES:
        yield Asset(src_uri=blank(table.name), content=header(table))


def header(table: Table) -> str:
    """The first line of a table's file."""
    return to_csv([column.name for column in table.columns], ())


def datapackage(downloads: Iterable[Asset]) -> Asset:
    """The description of all tables, and of the downloads that this site has."""
    package = {
        "profile": "data-package",
        "name": "customer-experience",
        "title": "Customer experience: goals, metrics and their figures",
        "description": "The empty tables that the site is made from, with the schema of each, "
        "and the figures that it publishes.",
        "resources": [
            *(
                _resource(
                    *(table.name, blank(table.name), table_schema(table)),
                    title=table.file,
                    description=table.about,
                )
                for table in TABLES
            ),
            *(_download(asset.src_uri) for asset in downloads),
        ],
    }
    content = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    return Asset(src_uri=DATAPACKAGE, content=content)


def table_schema(table: Table) -> Json:
    """A table as a Frictionless Table Schema."""
    schema: Json = {
        "fields": [_field(column, table) for column in table.columns],
        "missingValues": [""],
    }
    key = [table.column(name) for name in table.key]
    if all(column.required for column in key):
        schema["primaryKey"] = list(table.key)
    else:  # a blank cell is part of the key, which a primary key cannot have
        schema["uniqueKeys"] = [list(table.key)]
    keys = {each.name: each.key[0] for each in TABLES}
    references = [
        {
            "fields": [column.name],
            "reference": {
                # A table refers to itself by an empty name.
                "resource": "" if column.refers_to == table.name else column.refers_to,
                "fields": [keys[column.refers_to]],
            },
        }
        for column in table.columns
        if column.refers_to and not column.many and not column.words
    ]
    if references:
        schema["foreignKeys"] = references
    return schema


def _download(path: str) -> Json:
    metric = path.rpartition("/")[2].removesuffix(".csv")
    schema = {
        "fields": [
            {"name": name, "type": kind, "description": about}
            for name, kind, about in DOWNLOAD_COLUMNS
        ],
        "missingValues": [""],
        "primaryKey": ["metric", "first_day", "last_day", "segment"],
    }
    return _resource(f"figures.{metric}", path, schema, title=f"Figures of {metric}")


def _resource(name: str, path: str, schema: Json, **about: str) -> Json:
    return {
        "name": name,
        "path": path,
        **about,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column, table: Table) -> Json:
    field: Json = {
        "name": column.name,
        "type": _TYPES.get(column.type, "string"),
        "description": _described(column),
    }
    if column.example:
        field["example"] = column.example
    if column.type in _WITH_MARKERS:
        field["missingValues"] = _MISSING
    if constraints := _constraints(column, table):
        field["constraints"] = constraints
    return field


def _described(column: Column) -> str:
    notes = [column.about]
    if column.many:
        notes.append("Several are separated by a semicolon.")
    if column.many and column.refers_to:
        words = f", or {' or '.join(column.words)}" if column.words else ""
        notes.append(f"Each is an id of {column.refers_to}{words}.")
    if not column.required and column.default not in (None, ()):
        notes.append(f"Blank means {column.default}.")
    return " ".join(notes)


def _constraints(column: Column, table: Table) -> Json:
    constraints: Json = {}
    if column.required:
        constraints["required"] = True
    if column.type is ColumnType.ID:
        constraints |= {"pattern": f"^{ID.pattern}$", "maxLength": LONGEST_ID}
        if table.key == (column.name,):
            constraints["unique"] = True
    if column.type is ColumnType.PERIOD:
        constraints["pattern"] = _PERIOD
    if column.type is ColumnType.CHOICE:
        constraints["enum"] = list(column.words)
    for name, bound in (("minimum", column.least), ("maximum", column.most)):
        if bound is not None:
            constraints[name] = int(bound) if float(bound).is_integer() else bound
    return constraints
