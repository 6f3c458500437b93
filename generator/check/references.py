"""References: what cells may refer to, and the nearest ids to one that does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.check.faults import CellFault
from generator.model.schema import Column, Table, table_of
from generator.model.subjects import Subject
from generator.model.tables import SUBJECTS, Person
from generator.model.wording import all_of, any_of, did_you_mean, folded, quoted, visible
from generator.read.raw_table import RawTable

_MANY = ";"
_KIND = ":"
_PEOPLE = table_of(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceIndex:
    """What cells may refer to: the ids of each table (None: there is no such table).

    `unsure` are the tables that could not be read whole: an id that is not found in one of them
    is no fault, since its row may stand where the reading failed, and that is told already.
    `roles` are the titles of people.csv by title and by id; none where nobody is listed.
    """

    ids: Mapping[str, Mapping[str, str] | None]
    roles: Mapping[str, str] = field(default_factory=dict)
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
            did_you_mean(word, [*ids.values(), *column.words])
            or "Add it there, or correct it here.",
        )

    def role(self, word: str) -> str | CellFault:
        """The title of a role, by its id or its title; any words where no roles are listed."""
        title = self.roles.get(folded(visible(word)))
        if title is not None:
            return title
        if not self.roles or _PEOPLE.name in self.unsure:
            return word
        return CellFault(
            f"{quoted(word)} is not in {_PEOPLE.file}.",
            did_you_mean(word, [*dict.fromkeys(self.roles.values())])
            or "Write the id or the title of a role there, or add it.",
        )

    def subject(self, word: str) -> Subject | CellFault:
        """What a cell is about: `goal:nps`, or only the id where no other table has it too."""
        before, mark, after = word.partition(_KIND)
        kind = before.strip().casefold()
        if mark and kind in SUBJECTS:
            return self._subject_of(kind, after.strip())
        found = [
            Subject(kind=kind, key=ids[word.casefold()])
            for kind, table in SUBJECTS.items()
            if word.casefold() in (ids := self.ids.get(table.name) or {})
        ]
        if len(found) == 1:
            return found[0]
        if found:
            return CellFault(
                f"{quoted(word)} is an id of {all_of([SUBJECTS[one.kind].name for one in found])}.",
                f"Write {any_of([str(one) for one in found])}.",
            )
        unsure = [kind for kind, table in SUBJECTS.items() if table.name in self.unsure]
        if unsure:
            return Subject(kind=unsure[0], key=word)
        every = dict.fromkeys(
            key for table in SUBJECTS.values() for key in (self.ids.get(table.name) or {}).values()
        )
        return CellFault(
            f"{quoted(word)} is not an id of any table.",
            did_you_mean(word, [*every]) or "Write the id of what it is about, such as goal:nps.",
        )

    def _subject_of(self, kind: str, key: str) -> Subject | CellFault:
        table = SUBJECTS[kind]
        ids = self.ids.get(table.name)
        canonical = ids.get(key.casefold()) if ids else None
        if canonical is not None or table.name in self.unsure:
            return Subject(kind=kind, key=canonical or key)
        if ids is None:
            return CellFault(
                f"{quoted(key)} refers to {table.file}, and there is no such file.",
                f"Add {table.file}, or correct the cell.",
            )
        return CellFault(
            f"{quoted(key)} is not in {table.file}.",
            did_you_mean(key, [*ids.values()]) or "Add it there, or correct it here.",
        )


def known_ids(
    tables: Iterable[Table], raw: Mapping[str, tuple[RawTable, ...]], fiscal_year_start: int
) -> ReferenceIndex:
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
        if table.is_folder:
            ids[table.name] = {}
            continue
        key = table.key[0]
        written = [text for file in files for text in file.written(key) if text]
        ids[table.name] = {text.casefold(): text for text in reversed(written)}
        if not files or not all(file.complete and key in file.labels for file in files):
            unsure.add(table.name)
    return ReferenceIndex(
        ids=ids,
        roles=_roles(raw.get(_PEOPLE.name, ())),
        unsure=frozenset(unsure),
        fiscal_year_start=fiscal_year_start,
    )


def _roles(files: Iterable[RawTable]) -> dict[str, str]:
    """The titles of people.csv by title and by id, as a cell may write either."""
    roles: dict[str, str] = {}
    for file in files:
        pairs = zip(file.written("person"), map(visible, file.written("name")), strict=False)
        for person, title in pairs:
            if title:
                roles |= {folded(title): title, folded(person): title}
    return roles


def split(text: str) -> list[str]:
    """The words of a cell that takes several."""
    return [part.strip() for part in text.split(_MANY) if part.strip()]
