"""Declared values: what mkdocs.yml and exports.toml state, held against the fields of a dataclass.

A field gives the name, the type and the default of a setting; `setting` adds what a type cannot
say. Each file format has a `Notation`: its wording of what does not fit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from generator.model.wording import all_of, any_of, did_you_mean

#: The message and the fix, as formats: of `key`, `value`, and of `words` or `known` settings.
Wording = tuple[str, str]
Path = tuple[str, ...]

_FACETS = "facets"
#: The greatest number that a file may declare; no setting comes near it.
_GREATEST = 10**15
_LONGEST_SHOWN = 1_000
#: For so many unknown settings the nearest one is looked for.
_MOST_NEAR = 20
#: The sign that no text has and no system takes in the name of a file.
_NUL = "\0"
_UNSTATED: Any = object()
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A declared value that does not fit: in the table at `path`, of the setting `key`."""

    path: Path
    key: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """How a file format states values, and how it words what does not fit.

    In a `typed` format (TOML) texts have quotation marks, a blank text states nothing, and a fix
    names the nearest word. In another (YAML) a number may stand for a text and a blank for None.
    """

    typed: bool
    text: Wording
    whole: Wording
    number: Wording
    flag: Wording
    choice: Wording
    table: Wording
    unknown: Wording
    date: Wording = ("", "")
    texts: Wording = ("", "")
    numbers: Wording = ("", "")
    mapping: Wording = ("", "")


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a value of the right type must be; `near` gives words of which one may be meant."""

    accepts: Callable[[Any], bool]
    message: str
    fix: str
    near: Callable[[], Iterable[str]] = tuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What a field says of its setting besides its type and default.

    `keys` are its names in the file: of several, a tuple takes all values and a mapping keeps
    them by key. A field that is not `stated` is in no file. The settings of an `inline`
    dataclass are in the table around it, some under other names ("" for none). `given` is the
    type in the file, and `make` leads from it to the type of the field. `choices` maps words to
    values. `constraint` holds for the value, or for each item of a mapping or list of tables.
    Messages call a table `called` and show its `example`.
    """

    keys: tuple[str, ...] = ()
    stated: bool = True
    inline: Mapping[str, str] | None = None
    given: Any = None
    choices: Mapping[str, Any] | None = None
    constraint: Constraint | None = None
    make: Callable[[Any], Any] | None = None
    called: str = ""
    example: str = ""


def setting(default: Any = MISSING, *, factory: Any = MISSING, **facets: Any) -> Any:
    """A field of a dataclass with the facets of its setting (see `Facets`)."""
    metadata = {_FACETS: Facets(**facets)}
    if factory is not MISSING:
        return field(default_factory=factory, metadata=metadata)
    return field(default=default, metadata=metadata)


class DeclaredValues:
    """Reads the tables of one file; `misfits` collects all that does not fit."""

    def __init__(self, notation: Notation) -> None:
        self.misfits: list[Misfit] = []
        self._notation = notation

    def refuse(
        self, path: Path, key: str, wording: Wording, *, near: str = "", **named: object
    ) -> Any:
        """Notes a misfit, with the nearest words as its fix if there are any."""
        named |= {name: _short(given) for name, given in named.items()}
        message, fix = (part.format(key=_short(key), **named) for part in wording)
        self.misfits.append(Misfit(path=path, key=key, message=message, fix=near or fix))
        return _UNSTATED

    def read(
        self, cls: type[_T], table: Mapping[str, Any], path: Path = (), called: str = "", **own: Any
    ) -> _T:
        """The dataclass with the values that a table states and that fit; `own` are the rest."""
        settings = dict(_settings(cls, {}))
        values: dict[str, Any] = {}
        for key, given in ((str(key), given) for key, given in table.items()):
            if key in settings:
                values[key] = self._value(path, key, given, *settings[key])
            else:
                known = all_of(sorted(settings)) if self._notation.typed else ", ".join(settings)
                is_told = self._notation.typed and len(self.misfits) < _MOST_NEAR
                near = did_you_mean(key, settings) if is_told else ""
                self.refuse(
                    path, key, self._notation.unknown, near=near, called=called, known=known
                )
        stated = {key: value for key, value in values.items() if value is not _UNSTATED}
        return cls(**own, **_by_field(cls, stated, {}))

    def one_of(self, path: Path, key: str, given: Any, choices: Mapping[str, Any]) -> Any:
        """The value of one of several words."""
        word = given
        if self._notation.typed:
            word = self._scalar(path, key, given, str)
            if word in {"", _UNSTATED}:
                return _UNSTATED
        if word in [*choices]:
            return choices[word]
        near = did_you_mean(word, choices) if self._notation.typed else ""
        words = any_of(choices) if self._notation.typed else " nor ".join(choices)
        return self.refuse(path, key, self._notation.choice, near=near, value=word, words=words)

    def _value(self, path: Path, key: str, given: Any, facets: Facets, hint: Any) -> Any:
        kind = facets.given or hint
        if NoneType in get_args(kind):
            kind = next(option for option in get_args(kind) if option is not NoneType)
            if not self._notation.typed and (given is None or given is False or given == ""):
                return None
        if choices := facets.choices or words_of(kind):
            return self.one_of(path, key, given, choices)
        if get_origin(kind) is Mapping:
            return self._mapping(path, key, given, facets, get_args(kind)[1])
        if any(map(is_dataclass, (kind, *get_args(kind)))):
            return self._tables(path, key, given, facets, kind)
        value = self._scalar(path, key, given, kind)
        if self._notation.typed and value in ("", ()):
            return _UNSTATED
        return value if value is _UNSTATED else self._fitting(path, key, value, facets)

    def _scalar(self, path: Path, key: str, given: Any, kind: Any) -> Any:
        name, convert = _SCALARS[kind]
        try:
            return convert(given, self._notation.typed)
        except ValueError:
            return self.refuse(path, key, getattr(self._notation, name), value=given)

    def _fitting(self, path: Path, key: str, value: Any, facets: Facets, item: str = "") -> Any:
        rule = facets.constraint
        if rule is None or rule.accepts(value):
            return facets.make(value) if facets.make else value
        near = did_you_mean(str(value), rule.near())
        return self.refuse(path, key, (rule.message, rule.fix), near=near, value=value, item=item)

    def _mapping(self, path: Path, key: str, given: Any, facets: Facets, kind: Any) -> Any:
        if not isinstance(given, dict) or not given:
            return self.refuse(path, key, self._notation.mapping)
        values = {}
        for item, value in given.items():
            text_or_value = str(value).strip() if kind is str else value
            values[item] = self._fitting(path, key, text_or_value, facets, item)
        return {item: value for item, value in values.items() if value is not _UNSTATED}

    def _tables(self, path: Path, key: str, given: Any, facets: Facets, kind: Any) -> Any:
        """A nested dataclass, or a tuple of them from one table or a list of tables."""
        many = not is_dataclass(kind)
        if given is None:
            return kind()
        tables = given if many and isinstance(given, list) else [given]
        if not all(isinstance(table, dict) for table in tables):
            named = {"value": given, "called": facets.called, "example": facets.example}
            return self.refuse(path, key, self._notation.table, **named)
        inside, cls = (*path, key), get_args(kind)[0] if many else kind
        found = tuple(self.read(cls, table, inside, facets.called) for table in tables)
        for each in found:
            self._fitting(inside, "", each, facets)
        return found if many else found[0]


def _short(given: object) -> object:
    """What a message shows of a declared value: of a long one its beginning."""
    text = str(given)
    return given if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


_hints = cache(get_type_hints)


def declared_fields(
    cls: Any, renamed: Mapping[str, str]
) -> Iterator[tuple[str, Any, Facets, tuple[str, ...]]]:
    """The fields of a dataclass: name, type, facets, and the names of the setting in the file."""
    hints = _hints(cls)
    for item in fields(cls):
        facets = item.metadata.get(_FACETS, Facets())
        key = renamed.get(item.name, item.name)
        keys = (facets.keys or (key,)) if facets.stated and key else ()
        yield item.name, hints[item.name], facets, keys


def _settings(cls: Any, renamed: Mapping[str, str]) -> Iterator[tuple[str, tuple[Facets, Any]]]:
    """The settings of a dataclass by key, those of inline dataclasses among them."""
    for _, hint, facets, keys in declared_fields(cls, renamed):
        if facets.inline is None:
            yield from ((key, (facets, hint)) for key in keys)
        else:
            yield from _settings(hint, facets.inline)


def _by_field(cls: Any, values: Mapping[str, Any], renamed: Mapping[str, str]) -> dict[str, Any]:
    """The values by key as values by field."""
    by_field: dict[str, Any] = {}
    for name, hint, facets, keys in declared_fields(cls, renamed):
        stated = {key: values[key] for key in keys if key in values}
        if facets.inline is not None:
            by_field[name] = hint(**_by_field(hint, values, facets.inline))
        elif get_origin(hint) is Mapping and len(facets.keys) > 1:
            by_field[name] = stated
        elif stated:
            first, *others = stated.values()
            by_field[name] = sum(others, first) if others else first
    return by_field


def words_of(kind: Any) -> dict[str, Any]:
    """The words of an enumeration; none for another type."""
    if not (isinstance(kind, type) and issubclass(kind, Enum)):
        return {}
    return {member.value: member for member in kind if member.value}


def is_number(given: object) -> bool:
    """Whether a declared value is a number, and no larger than one can reckon with."""
    return (
        isinstance(given, int | float) and not isinstance(given, bool) and abs(given) <= _GREATEST
    )


def _require(condition: bool) -> None:
    if not condition:
        raise ValueError


def _text(given: Any, typed: bool) -> str:
    if typed:
        _require(isinstance(given, str) and _NUL not in given)
        return str(given).strip()
    _require(not isinstance(given, bool | dict | list) and _NUL not in str(given))
    return "" if given is None else str(given).strip() or str(given)


def _texts(given: Any, typed: bool) -> tuple[str, ...]:
    listed = given if isinstance(given, list) else [given]
    _require(all(isinstance(item, str | bool | dt.date) or is_number(item) for item in listed))
    return tuple(
        str(item).lower()
        if isinstance(item, bool)
        else str(item).strip()
        if isinstance(item, str | dt.date)
        else f"{item:g}"
        for item in listed
    )


def _whole(given: Any, typed: bool) -> int:
    _require(isinstance(given, int) and is_number(given) and not (typed and given < 0))
    return int(given)


def _number(given: Any, _typed: bool) -> float:
    _require(is_number(given))
    return float(given)


def _numbers(given: Any, _typed: bool) -> tuple[float, ...]:
    _require(isinstance(given, list) and all(map(is_number, given)))
    return tuple(map(float, given))


def _flag(given: Any, _typed: bool) -> bool:
    _require(isinstance(given, bool))
    return bool(given)


def _date(given: Any, _typed: bool) -> dt.date:
    if isinstance(given, dt.datetime):
        return given.date()
    return given if isinstance(given, dt.date) else dt.date.fromisoformat(str(given))


_SCALARS: dict[Any, tuple[str, Callable[[Any, bool], Any]]] = {
    str: ("text", _text),
    int: ("whole", _whole),
    float: ("number", _number),
    bool: ("flag", _flag),
    dt.date: ("date", _date),
    tuple[str, ...]: ("texts", _texts),
    tuple[float, ...]: ("numbers", _numbers),
}
