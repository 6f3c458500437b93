"""People: the roles that are listed, and the cells that name one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.check.fault_wording import CellFault, fault_of
from generator.check.references import ReferenceIndex
from generator.model.mapping import DECLARED_IN
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.schema import ColumnType, Row, table_of
from generator.model.tables import Person
from generator.model.wording import folded, quoted
from generator.read.raw_table import RawTable


def check_people(people: Iterable[Person]) -> Iterator[Problem]:
    """No two roles have one title."""
    first_at: dict[str, Person] = {}
    for person in people:
        first = first_at.setdefault(folded(person.name), person)
        if first is not person:
            yield fault_of(
                person,
                "name",
                f"{quoted(person.name)} is also the title of "
                f'"{first.person}" ({first.location}), and readers could not tell them apart.',
                "Give each role a title of its own.",
            )


def named_roles(
    tables: Mapping[str, Mapping[str, Row]],
) -> Iterator[tuple[Row, str, str | None]]:
    """Every cell that names a role: its row, its column and the role."""
    for rows in tables.values():
        row = next(iter(rows.values()), None)
        columns = table_of(type(row)).columns if row else ()
        for name in [column.name for column in columns if column.type is ColumnType.ROLE]:
            for row in rows.values():
                yield row, name, getattr(row, name)


def check_declared(files: Iterable[RawTable], known: ReferenceIndex) -> Iterator[Problem]:
    """Who keeps a file, as exports.toml declares it, is a role too."""
    owners = {(file.rules.line, file.rules.owner) for file in files if file.rules}
    for line, owner in sorted(owners):
        found = known.role(owner) if owner else ""
        if isinstance(found, CellFault):
            yield Problem(
                location=SourceLocation(DECLARED_IN, line, "owner"),
                code=ProblemCode.FOREIGN_KEY,
                message=found.message,
                fix=found.fix,
            )


def owner_of(file: RawTable, known: ReferenceIndex) -> str:
    """The title of the role that keeps a file, where one is declared."""
    found = known.role(file.rules.owner) if file.rules and file.rules.owner else ""
    return found if isinstance(found, str) else ""
