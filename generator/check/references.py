"""References: what cells may refer to, and the key that each written segment becomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.check.faults import CellFault
from generator.model.dataset import SegmentName
from generator.model.schema import Column, Subject, Table, table_of
from generator.model.tables import SUBJECTS, Person, Segment
from generator.model.wording import all_of, any_of, did_you_mean, folded, quoted, visible
from generator.read.raw_table import RawTable

_MANY = ";"
_KIND = ":"
_PEOPLE = table_of(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceIndex:
    """What cells may refer to: the ids of each table (None: there is no such table).

    `unsure` are the tables that could not be read completely. An id that is missing in one of
    them is no fault: its row may be in the part with the fault. `roles` are the titles of
    people.csv by title and by id.
    """

    ids: Mapping[str, Mapping[str, str] | None]
    roles: Mapping[str, str]
    unsure: frozenset[str]
    fiscal_year_start: int

    def find(self, word: str, column: Column) -> str | CellFault:
        """What a word of a reference refers to, as its own table writes it."""
        if word.casefold() in column.words:
            return word.casefold()
        otherwise = "" if column.required else ", or leave the cell blank"
        return self._find_in(column.refers_to, word, otherwise, column.words)

    def _find_in(
        self, table: str, word: str, otherwise: str, words: Iterable[str] = ()
    ) -> str | CellFault:
        ids = self.ids.get(table)
        canonical = ids.get(word.casefold()) if ids else None
        if canonical is not None or table in self.unsure:
            return canonical or word
        if ids is None:
            return CellFault(
                f"{quoted(word)} refers to {table}.csv, and there is no such file.",
                f"Add {table}.csv{otherwise}.",
            )
        return CellFault(
            f"{quoted(word)} is not in {table}.csv.",
            "Add it there, or correct it here.",
            exported=f"Add it there, or say in exports.toml what it means: metrics = "
            f'{{ {quoted(word)} = "…" }}.',
            near=lambda: did_you_mean(word, [*ids.values(), *words]),
        )

    def role(self, word: str) -> str | CellFault:
        """The title of a role, by its id or title; any text if no roles are listed."""
        title = self.roles.get(folded(visible(word)))
        if title is not None:
            return title
        if not self.roles or _PEOPLE.name in self.unsure:
            return word
        return CellFault(
            f"{quoted(word)} is not in {_PEOPLE.file}.",
            "Write the id or the title of a role there, or add it.",
            near=lambda: did_you_mean(word, dict.fromkeys(self.roles.values())),
        )

    def subject(self, word: str) -> Subject | CellFault:
        """What a cell is about: `goal:nps`, or only the id if no other table has it too."""
        before, mark, after = word.partition(_KIND)
        kind = before.strip().casefold()
        if mark and kind in SUBJECTS:
            key = self._find_in(SUBJECTS[kind].name, after.strip(), ", or correct the cell")
            return key if isinstance(key, CellFault) else Subject(kind=kind, key=key)
        subjects = [
            Subject(kind=kind, key=ids[word.casefold()])
            for kind, table in SUBJECTS.items()
            if word.casefold() in (ids := self.ids.get(table.name) or {})
        ]
        if len(subjects) == 1:
            return subjects[0]
        if subjects:
            return CellFault(
                f"{quoted(word)} is an id of "
                f"{all_of(SUBJECTS[subject.kind].name for subject in subjects)}.",
                f"Write {any_of(map(str, subjects))}.",
            )
        unsure = [kind for kind, table in SUBJECTS.items() if table.name in self.unsure]
        if unsure:
            return Subject(kind=unsure[0], key=word)
        ids_of = [self.ids.get(table.name) or {} for table in SUBJECTS.values()]
        return CellFault(
            f"{quoted(word)} is not an id of any table.",
            "Write the id of what it is about, such as goal:nps.",
            near=lambda: did_you_mean(
                word, dict.fromkeys(key for ids in ids_of for key in ids.values())
            ),
        )


def known_ids(
    tables: Iterable[Table], raw: Mapping[str, tuple[RawTable, ...]], fiscal_year_start: int
) -> ReferenceIndex:
    """The ids of every table, also those of rows with a fault."""
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
    """The values of a cell that takes several."""
    return [part.strip() for part in text.split(_MANY) if part.strip()]


class SegmentNames:
    """Gives each written segment its key: the id of segments.csv, else its first spelling.

    Names are trimmed and compared case-insensitively; `dimension: value` names a breakdown.
    """

    def __init__(self, declared: Iterable[Segment]) -> None:
        self._keys: dict[str, str] = {}
        self.names: dict[str, SegmentName] = {}
        for segment in declared:
            name = SegmentName(key=segment.segment, name=segment.name, dimension=segment.dimension)
            self.names[name.key] = name
            for spelling in (segment.segment, segment.name):
                self._keys[spelling.casefold()] = name.key
                self._keys[f"{segment.dimension}: {spelling}".casefold()] = name.key
        self.declared = frozenset(self.names)
        self.ids = frozenset(self._keys)

    def of_dimension(self, dimension: str) -> frozenset[str]:
        """The declared ids and names of a dimension's segments, in lower case."""
        return frozenset(
            spelling.casefold()
            for key in self.declared
            if dimension and self.names[key].dimension.casefold() == dimension.casefold()
            for spelling in (key, self.names[key].name)
        )

    def key(self, written: str | None) -> str:
        """The key of a segment as written; "" for blank, the whole."""
        if not written:
            return ""
        dimension, colon, name = (part.strip() for part in written.partition(":"))
        spelling = f"{dimension}: {name}"
        if not (colon and name):
            dimension, name = "", written.strip()
            spelling = name
        key = self._keys.setdefault(spelling.casefold(), spelling)
        if key not in self.names:
            self.names[key] = SegmentName(key=key, name=name, dimension=dimension)
        return key
