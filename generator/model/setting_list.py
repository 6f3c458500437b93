"""The settings that a file may state, listed from the fields that its reader fills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from types import NoneType
from typing import Any, get_args, get_origin

from generator.model.declared_values import declared_fields, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSetting:
    """One setting: its keys from the outermost table to its own, and what it may be.

    `kind` is the type that the file states, `choices` the words of which it is one. `rule` is how
    the message of a wrong value says what to write, "" where the type says all.
    """

    path: tuple[str, ...]
    kind: Any
    default: Any
    choices: tuple[str, ...] = ()
    rule: str = ""

    @property
    def key(self) -> str:
        """The keys as one text: `segment.column`."""
        return ".".join(self.path)


def listed_settings(
    cls: Any, path: tuple[str, ...] = (), renamed: Mapping[str, str] | None = None
) -> Iterator[ListedSetting]:
    """Every setting of a dataclass that `DeclaredValues` reads, those of tables inside among them.

    A table comes before its own settings.
    """
    defaults = {item.name: item for item in fields(cls)}
    for name, hint, facets, keys in declared_fields(cls, renamed or {}):
        if facets.inline is not None:
            yield from listed_settings(hint, path, facets.inline)
            continue
        kind = facets.given or hint
        if NoneType in get_args(kind):
            kind = next(each for each in get_args(kind) if each is not NoneType)
        field, rule = defaults[name], facets.constraint
        default = field.default if field.default_factory is MISSING else field.default_factory()
        tables = () if get_origin(kind) is Mapping else (kind, *get_args(kind))
        inner = next(filter(is_dataclass, tables), None)
        for key in keys:
            yield ListedSetting(
                path=(*path, key),
                kind=kind,
                default=None if default is MISSING else default,
                choices=tuple(facets.choices or words_of(kind)),
                rule=rule.fix.format(value="", item="") if rule else "",
            )
            if inner is not None:
                yield from listed_settings(inner, (*path, key))
