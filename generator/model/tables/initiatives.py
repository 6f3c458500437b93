"""What is done about it: initiatives, the dated moves that are meant to shift goals."""

from __future__ import annotations

import datetime as dt

from generator.model.schema import ColumnType, Row, column, table
from generator.model.vocabulary import Phase


@table("initiatives.csv", "Dated moves that are meant to shift goals.", key=("initiative",))
class Initiative(Row):
    """A dated move meant to shift goals."""

    initiative: str = column("Short id of the initiative.", ColumnType.ID, example="reply-team")
    name: str = column("Name as readers know it.", example="A team for first replies")
    department: str = column(
        "The department that carries it.", example="customer-service", refers_to="departments"
    )
    goals: tuple[str, ...] = column(
        "The goals that it is meant to shift.",
        example="first-reply-4h",
        default=(),
        refers_to="goals",
        essential=True,
    )
    objective: str | None = column(
        "The objective it serves.", example="easy-start", default=None, refers_to="objectives"
    )
    phase: Phase | None = column(
        "How far it has come: think big (an idea with its aim), start small (a first try), "
        "learn fast (a trial that is measured), scale (for everybody).",
        example="learn-fast",
        default=None,
    )
    owner: str | None = column(
        "Who answers for it: a role.",
        ColumnType.ROLE,
        example="Head of Support",
        default=None,
    )
    start: dt.date | None = column(
        "When it began, or is to begin.", example="2026-04-01", default=None, begins=True
    )
    end: dt.date | None = column("When it ended, or is to end.", example="2026-12-31", default=None)
    cost: float | None = column("What it costs.", example="180000", default=None, least=0)
    currency: str | None = column(
        "The currency of the cost: its code.",
        ColumnType.CURRENCY,
        example="EUR",
        default=None,
    )
    hypothesis: str | None = column(
        "What is to change by it, and by what one will know.",
        example="If one team takes every first message, the first reply comes within four hours.",
        default=None,
    )
    result: str | None = column("What has come of it so far.", default=None)
    next_step: str | None = column("What happens next, and when.", default=None)
    decision_date: dt.date | None = column(
        "When the next decision about it is taken: go on, scale or stop.",
        example="2026-12-15",
        default=None,
    )
