"""References: what cells may refer to, and the nearest ids to one that does not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from generator.check.telling import CellFault, any_of, quoted
from generator.model.schema import Column, Form, Table
from generator.read.delimited import RawTable

_MANY = ";"
_SUGGESTIONS = 3
_SHORTEST_PART = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What cells may refer to: the ids of each table (None: there is no such table).

    `unsure` are the tables that could not be read whole: an id that is not found in one of them
    is no fault, since its row may stand where the reading failed, and that is told already.
    """

    ids: Mapping[str, Mapping[str, str] | None]
    unsure: frozenset[str] = field(default_factory=frozenset)
    fiscal_year_start: int = 1

    def find(self, word: str, column: Column) -> str | CellFault:
        """What a word of a reference refers to, as its own table writes it."""
        if word.casefold() in column.words:
            return word.casefold()
        table = column.refers_to
        ids = self.ids.get(table)
        canonical = ids.get(word.casefold()) if ids else None
        if canonical is not None:
            return canonical
        if table in self.unsure:
            return word
        if ids is None:
            blank = "" if column.required else ", or leave the cell blank"
            return CellFault(
                f"{quoted(word)} refers to {table}.csv, and there is no such file.",
                f"Add {table}.csv{blank}.",
            )
        return CellFault(
            f"{quoted(word)} is not in {table}.csv.",
            nearest(word, [*ids.values(), *column.words]) or "Add it there, or correct it here.",
        )


def known_ids(
    tables: Iterable[Table], raw: Mapping[str, tuple[RawTable, ...]], fiscal_year_start: int
) -> Known:
    """Every id of every table as its files have it, sound rows or not."""
    ids: dict[str, Mapping[str, str] | None] = {}
    unsure = set()
    for table in tables:
        files = raw.get(table.name)
        if files is None:
            ids[table.name] = None
            if table.required:
                unsure.add(table.name)
            continue
        (key, *others) = table.key
        if others or table.column(key).form is not Form.ID:
            ids[table.name] = {}
            continue
        written = (text for file in files for text in file.written(key))
        ids[table.name] = {text.casefold(): text for text in written if text}
        if not files or not all(file.complete and key in file.labels for file in files):
            unsure.add(table.name)
    return Known(ids=ids, unsure=frozenset(unsure), fiscal_year_start=fiscal_year_start)


def split(text: str) -> list[str]:
    """The words of a cell that takes several."""
    return [part.strip() for part in text.split(_MANY) if part.strip()]


def nearest(word: str, choices: Collection[str]) -> str:
    """A "did you mean" with the nearest choices, or nothing where none is near."""
    folded = word.casefold()
    near = get_close_matches(folded, list(choices), _SUGGESTIONS)
    if len(folded) >= _SHORTEST_PART:
        near += [choice for choice in choices if folded in choice and choice not in near]
    return f"Did you mean {any_of(near[:_SUGGESTIONS])}?" if near else ""
