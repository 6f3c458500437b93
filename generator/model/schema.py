"""The schema of a table: one dataclass per table, one described field per column.

All else about a table (its checks, its dictionary, its templates) follows from it, so a new
column is one field in `tables/` and a new table one class there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields, replace
from enum import StrEnum
from types import NoneType
from typing import Any, TypeVar, dataclass_transform, get_args, get_origin, get_type_hints

from generator.model.problems import SourceLocation


class ColumnType(StrEnum):
    """What the cells of a column hold."""

    ID = "id"
    REFERENCE = "reference"
    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    DATE = "date"
    PERIOD = "period"
    CHOICE = "choice"
    SEGMENT = "segment"
    ROLE = "role"
    SUBJECT = "any id"
    CURRENCY = "currency code"
    EMAIL = "e-mail address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a row of commentary is about: a row of another table.

    `kind` is the name of that table's first key column.
    """

    kind: str
    key: str

    def __str__(self) -> str:
        """As a cell may write it if several tables have the id: `goal:nps-45`."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one column holds, in words and in rules.

    A `many` column takes several values separated by `;`. `refers_to` names the table whose ids a
    reference takes, and `words` what it takes beside ids. `essential` is a reference that the row
    is about, though it may be blank: the row goes where all that it names goes. `begins` is a date
    on which something begins: a month stands for its first day, not its last. `least` and `most`
    bound a number, both ends included.
    """

    name: str = ""
    about: str
    example: str
    type: ColumnType
    required: bool
    many: bool = False
    refers_to: str = ""
    essential: bool = False
    begins: bool = False
    words: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    default: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row has besides its columns: its location."""

    location: SourceLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the data folder: its file, its rows and its columns."""

    name: str
    file: str
    about: str
    required: bool
    key: tuple[str, ...]
    row: type[Row]
    columns: tuple[Column, ...]

    @property
    def is_folder(self) -> bool:
        """Whether the table is every CSV file of a folder rather than one file."""
        return self.file.endswith("/")

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if there is none."""
        return {each.name: each for each in self.columns}[name]


#: The type of a column by the annotation of its field.
_TYPES = {
    str: ColumnType.TEXT,
    float: ColumnType.NUMBER,
    int: ColumnType.WHOLE,
    dt.date: ColumnType.DATE,
    Subject: ColumnType.SUBJECT,
}
_KEY = "column"
_TABLE = "__table__"
_R = TypeVar("_R", bound=Row)


def column(
    about: str,
    example: str = "",
    column_type: ColumnType | None = None,
    *,
    default: Any = MISSING,
    **facets: Any,
) -> Any:
    """One column of a table, with the facets of `Column`; without a default it is required.

    Its type follows from the annotation of the field unless `column_type` says more.
    """
    plain = ColumnType.REFERENCE if "refers_to" in facets else ColumnType.TEXT
    described = Column(
        about=about,
        example=example,
        type=column_type or plain,
        required=default is MISSING,
        default=None if default is MISSING else default,
        **facets,
    )
    return field(default=default, metadata={_KEY: described})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(column,))
def table(
    file: str, about: str, *, key: tuple[str, ...], required: bool = False
) -> Callable[[type[_R]], type[_R]]:
    """Makes a class the schema of the table in `file` (a folder if it ends in `/`)."""

    def state(cls: type[_R]) -> type[_R]:
        row = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        hints = get_type_hints(row)
        columns = tuple(
            _completed(described, item.name, hints[item.name])
            for item in fields(row)
            if (described := item.metadata.get(_KEY)) is not None
        )
        statement = Table(
            name=file.removesuffix(".csv").removesuffix("/"),
            file=file,
            about=about,
            required=required,
            key=key,
            row=row,
            columns=columns,
        )
        setattr(row, _TABLE, statement)
        return row

    return state


def table_of(row: type[Row]) -> Table:
    """The table of a row class."""
    statement = getattr(row, _TABLE)
    assert isinstance(statement, Table)
    return statement


def _completed(described: Column, name: str, hint: Any) -> Column:
    """The column with its name, and with what follows from the annotation of its field."""
    named = replace(described, name=name, many=get_origin(hint) is tuple)
    if named.type is not ColumnType.TEXT:
        return named
    kind = next((option for option in get_args(hint) if option is not NoneType), hint)
    if issubclass(kind, StrEnum):
        words = tuple(str(word) for word in kind)
        return replace(named, type=ColumnType.CHOICE, words=words)
    return replace(named, type=_TYPES[kind])
