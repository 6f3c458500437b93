"""Who answers: the roles that own, lead and sponsor, and who holds them."""

from __future__ import annotations

from generator.model.schema import ColumnType, Row, column, table


@table(
    "people.csv",
    "The roles that own, lead or sponsor something. Where it exists, every owner is one of them.",
    key=("person",),
)
class Person(Row):
    """A role, with the title that readers see and who holds it."""

    person: str = column("Short id of the role.", ColumnType.ID, example="head-support")
    name: str = column("The title of the role.", example="Head of Support")
    holder: str | None = column(
        "Who holds it; shown to every reader of the site.", example="Kim Berg", default=None
    )
    department: str | None = column(
        "The department it belongs to.",
        example="customer-service",
        default=None,
        refers_to="departments",
    )
    email: str | None = column(
        "Where to write to; shown to every reader of the site.",
        ColumnType.EMAIL,
        example="support@example.com",
        default=None,
    )
