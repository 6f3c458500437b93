"""The codec: frozen dataclasses as JSON and as CSV, and back, by the types of their fields.

It knows text, numbers, flags, dates, enumerations, tuples, mappings, optional values and
dataclasses of these. JSON and CSV have the names of the fields.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)
from unicodedata import category, normalize

from generator.model.schema import Subject

Json: TypeAlias = dict[str, Any]
#: Text for readers of the schema is annotated: `Annotated[str, "Where it stands."]`.
#: A code is that of an enumeration; another version of the generator may know other codes.
Code: TypeAlias = Annotated[str, "A code."]
_T = TypeVar("_T")

_MANY = "; "
_QUOTE = "'"
_FORMULA_STARTS = frozenset({"=", "+", "-", "\N{MINUS SIGN}", "@"})
#: What has a sign in front and is no formula: numbers, dashes, and text in the way of Excel.
_HARMLESS = re.compile(
    r"""[-+\u2212]*[\s\d.,'\u2019%()$\u20ac\xa3]*(\de[-+]?\d+|\d\s?[A-Za-z]{3})?|="[^"]*"\s*"""
)
#: The categories of blanks and of signs without a shape.
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_NUMBER = re.compile(r"-?[0-9.]+(e[+-]?[0-9]+)?")


def encode(value: object) -> Any:
    """A value as plain JSON; NaN, which JSON lacks, is null."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if is_dataclass(value):
        return {item.name: encode(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {encode(key): encode(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [encode(inner) for inner in value]
    return None if value != value else value  # noqa: PLR0124 -- NaN


def decode(kind: type[_T], value: Any) -> _T:
    """A value of a type from plain JSON.

    A dataclass ignores keys it does not know; a missing key has the field's default. Raises
    KeyError, TypeError or ValueError if the value is none of that type.
    """
    decoded: _T = _decoder(cast("Any", kind))(value)
    return decoded


def json_schema(kind: Any) -> Json:
    """The JSON Schema of a type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if inner := _optional(kind):
        schema = json_schema(inner)
        if "enum" in schema:
            return {"enum": [None, *schema["enum"]]}
        return schema | {"type": [schema["type"], "null"]}
    if origin is not None:
        return _generic_schema(origin, arguments)
    if is_dataclass(kind):
        hints = get_type_hints(kind, include_extras=True)
        return _object_schema({item.name: json_schema(hints[item.name]) for item in fields(kind)})
    return (
        _SCALAR_SCHEMAS[kind]
        if kind in _SCALAR_SCHEMAS
        else {"enum": [member.value for member in kind]}
    )


def to_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV text without formulas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([without_formula(cell) for cell in row] for row in rows)
    return text.getvalue()


def from_csv(text: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV text that `to_csv` wrote, by the names in its head; else ValueError."""
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if None in row or None in row.values():
            raise ValueError("a row has more or fewer cells than the head")
        yield {name: cell.removeprefix(_QUOTE) for name, cell in row.items()}


def without_formula(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; `from_csv` gives the original back."""
    if not cell or cell[0].isalnum() or _NUMBER.fullmatch(cell):
        return cell
    starts = _seen(cell)[:1]
    return _QUOTE + cell if starts in _FORMULA_STARTS or starts == _QUOTE else cell


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet takes a cell for a formula.

    A number with its sign is none, nor is text that is written as `="0042"`.
    """
    if not cell or cell[0].isalnum():
        return False
    seen = _seen(cell)
    return seen[:1] in _FORMULA_STARTS and not _HARMLESS.fullmatch(seen)


def _seen(cell: str) -> str:
    """A cell from its first sign with a shape, in the signs that a spreadsheet takes it for."""
    # Those are the plain ones for the full-width signs of East Asia.
    plain = normalize("NFKC", cell)
    start = next((at for at, sign in enumerate(plain) if category(sign) not in _UNSEEN), None)
    return "" if start is None else plain[start:]


def records_to_csv(kind: type, records: Iterable[object]) -> str:
    """Dataclasses of one type as CSV text, with a column for each field."""
    names = [item.name for item in fields(kind)]
    rows = ([to_cell(getattr(record, name)) for name in names] for record in records)
    return to_csv(names, rows)


def records_from_csv(kind: type[_T], text: str) -> Iterator[_T]:
    """Dataclasses of one type from CSV text; a blank cell has the field's default if there is one.

    Raises TypeError or ValueError if a row is none of that type.
    """
    hints = get_type_hints(kind, include_extras=True)
    columns = [(item, cell_decoder(hints[item.name])) for item in fields(cast("Any", kind))]
    for row in from_csv(text):
        values = {}
        for item, read in columns:
            cell = row.get(item.name) or ""
            if cell or item.default is MISSING:
                values[item.name] = read(cell)
        yield kind(**values)


def to_cell(value: object) -> str:
    """A value as the text of a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return _number(value)
        case tuple():
            return _MANY.join(map(str, value))
        case _:
            return str(encode(value)) if isinstance(value, Enum) else str(value)


def cell_decoder(hint: Any) -> Callable[[str], Any]:
    """Makes values of a type from the text of cells; ValueError if a text is none."""
    hint = _optional(hint) or hint
    if get_origin(hint) is tuple:
        return lambda text: tuple(part for part in text.split(_MANY) if part)
    if hint is Subject:
        return _subject
    if hint is bool:
        return lambda text: text == "yes"
    if hint is float:
        return finite
    return int if hint is int else _decoder(hint)


def finite(text: str) -> float:
    """A number that has an end; ValueError for any other text."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _number(value: float) -> str:
    """A number in full, so that the same one is read back; nothing for no number."""
    if value != value:  # noqa: PLR0124 -- NaN
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _subject(text: str) -> Subject:
    kind, _, key = text.partition(":")
    return Subject(kind=kind, key=key)


@cache
def _decoder(hint: Any) -> Callable[[Any], Any]:
    """Makes values of a type from plain JSON."""
    if kind := _optional(hint):
        inner = _decoder(kind)
        return lambda value: None if value is None else inner(value)
    if origin := get_origin(hint):
        return _generic_decoder(origin, get_args(hint))
    if is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        read = {item.name: _decoder(hints[item.name]) for item in fields(hint)}
        make: Any = hint

        def decode_fields(value: Any) -> Any:
            stated = _of_type(dict, value)
            return make(**{key: read[key](stated[key]) for key in stated if key in read})

        return decode_fields
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: hint(_code(value))
    return dt.date.fromisoformat if hint is dt.date else partial(_scalar, hint)


def _generic_decoder(origin: Any, arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if origin is Annotated:
        return _code
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            each = _decoder(arguments[0])
            return lambda value: tuple(map(each, _of_type(list, value)))
        parts = [*map(_decoder, arguments)]
        return lambda value: tuple(
            part(inner) for part, inner in zip(parts, _of_type(list, value), strict=True)
        )
    key, inner = map(_decoder, arguments)
    return lambda value: {key(name): inner(one) for name, one in _of_type(dict, value).items()}


def _of_type(kind: type[_T], value: Any) -> _T:
    if not isinstance(value, kind):
        raise TypeError(value)
    return value


def _scalar(hint: Any, value: Any) -> Any:
    if hint is Any:
        return value
    if isinstance(value, bool) and hint is not bool:
        raise TypeError(value)
    return value if hint is float and isinstance(value, int) else _of_type(hint, value)


def _code(text: str) -> str:
    """A code as it is spelt now: earlier versions wrote spaces for hyphens."""
    return _of_type(str, text).replace(" ", "-")


def _optional(hint: Any) -> Any:
    """The type that an optional value has; None if it is not optional."""
    if get_origin(hint) not in (Union, UnionType):
        return None
    return next(kind for kind in get_args(hint) if kind is not NoneType)


def _generic_schema(origin: Any, arguments: tuple[Any, ...]) -> Json:
    if origin is Annotated:
        return json_schema(arguments[0]) | {"description": arguments[1]}
    if origin is Literal:
        return {"const": arguments[0]}
    if origin is tuple:
        return {"type": "array", "items": json_schema(arguments[0])}
    # A mapping has a value for every member of an enumeration.
    values = dict.fromkeys((member.value for member in arguments[0]), json_schema(arguments[1]))
    return _object_schema(values) | {"additionalProperties": False}


def _object_schema(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": [*properties]}


_SCALAR_SCHEMAS: Mapping[type, Json] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0},  # every whole number is a count
    float: {"type": "number"},
    dt.date: {"type": "string", "format": "date"},
}
