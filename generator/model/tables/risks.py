"""What could go wrong for customers."""

from __future__ import annotations

from generator.model.schema import ColumnType, Row, column, table


@table("risks.csv", "What could go wrong for customers.", key=("risk",))
class Risk(Row):
    """Something that could go wrong."""

    risk: str = column("Short id of the risk.", ColumnType.ID, example="late-bills")
    name: str = column("Name as readers know it.", example="Bills come late")
    department: str = column("The department that answers for it.", example="billing",
        refers_to="departments")
