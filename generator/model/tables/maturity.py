"""What the company is able to do: the level of each competency, assessed from time to time."""

from __future__ import annotations

import datetime as dt

from generator.model.schema import ColumnType, Row, column, table

LOWEST_LEVEL, HIGHEST_LEVEL = 1, 5


@table(
    "maturity.csv",
    "How far each competency has come, from 1 to 5, with the evidence for it.",
    key=("competency", "date", "department"),
)
class Maturity(Row):
    """The level of one competency on a date, of the company or of one department."""

    competency: str = column(
        "The competency, by the same name each time.", "Understanding customers"
    )
    date: dt.date = column("When it was assessed.", "2026-06-30")
    level: float = column(
        "The level, from 1 (not at all) to 5 (as a matter of course).",
        "2.5",
        least=LOWEST_LEVEL,
        most=HIGHEST_LEVEL,
    )
    department: str | None = column(
        "Only this department; blank is the whole company.",
        "legal",
        default=None,
        refers_to="departments",
    )
    target: float | None = column(
        "The level aimed at.", "4", default=None, least=LOWEST_LEVEL, most=HIGHEST_LEVEL
    )
    evidence: str | None = column(
        "What the level rests on.",
        "Interviews with 40 customers a year, read by every team",
        default=None,
    )
    assessor: str | None = column(
        "Who assessed it: a role.", "Head of Customer Insight", ColumnType.ROLE, default=None
    )
