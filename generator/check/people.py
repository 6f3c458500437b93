"""People: the roles that are listed, and the cells that name one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.check.telling import fault_of, quoted
from generator.model.problems import Problem
from generator.model.schema import Form, Row, table_of
from generator.model.tables import Person


def check_people(people: Iterable[Person]) -> Iterator[Problem]:
    """No two roles have one title."""
    first_at: dict[str, Person] = {}
    for person in people:
        first = first_at.setdefault(" ".join(person.name.casefold().split()), person)
        if first is not person:
            yield fault_of(
                person,
                "name",
                f"{quoted(person.name)} is also the title of "
                f'"{first.person}" ({first.place}), and readers could not tell them apart.',
                "Give each role a title of its own.",
            )


def named_roles(
    tables: Mapping[str, Mapping[str, Row]],
) -> Iterator[tuple[Row, str, str | None]]:
    """Every cell that names a role: its row, its column and the role."""
    for rows in tables.values():
        row = next(iter(rows.values()), None)
        columns = table_of(type(row)).columns if row else ()
        for name in [column.name for column in columns if column.form is Form.ROLE]:
            for row in rows.values():
                yield row, name, getattr(row, name)
