"""What is committed to: the goals and their milestones."""

from __future__ import annotations

import datetime as dt

from generator.model.schema import ColumnType, Row, column, table
from generator.model.tables.metrics import SeriesKey
from generator.model.vocabulary import Audience, GoalState, Rule


@table("goals.csv", "What each department commits to, on one metric each.", key=("goal",))
class Goal(Row):
    """What one department commits to on one metric."""

    goal: str = column("Short id of the goal.", ColumnType.ID, example="first-reply-4h")
    department: str = column(
        "The department that commits to it.", example="customer-service", refers_to="departments"
    )
    metric: str = column("The metric it is about.", example="first-reply-time", refers_to="metrics")
    rule: Rule = column("reach a target, hold a level, or stay within a range.", example="reach")
    target: float = column("The value to reach or hold; the lower end of a range.", example="4")
    target_high: float | None = column("The upper end of a range.", default=None)
    segment: str | None = column(
        "Only this part of the whole.",
        ColumnType.SEGMENT,
        example="size: small",
        default=None,
    )
    baseline: float | None = column("Where it started.", example="9.5", default=None)
    baseline_date: dt.date | None = column("When that was.", example="2025-12-31", default=None)
    due: dt.date | None = column(
        "When the target is to be reached.", example="2026-12-31", default=None
    )
    objective: str | None = column(
        "The objective it serves.", example="easy-start", default=None, refers_to="objectives"
    )
    owner: str | None = column(
        "Who answers for it: a role.",
        ColumnType.ROLE,
        example="Head of Support",
        default=None,
    )
    guardrails: tuple[str, ...] = column(
        "Metrics that must not worsen while it is pursued.",
        example="csat",
        default=(),
        refers_to="metrics",
    )
    next_step: str | None = column("What happens next, and when.", default=None)
    state: GoalState = column("active, or dropped.", example="active", default=GoalState.ACTIVE)
    replaces: str | None = column(
        "The earlier goal that this one continues.", default=None, refers_to="goals"
    )
    audience: Audience = column("Who may read it.", example="all", default=Audience.ALL)
    note: str | None = column("Anything a reader should know.", default=None)

    @property
    def series_key(self) -> SeriesKey:
        """The series that the goal is about."""
        return self.metric, self.segment or ""


@table(
    "milestones.csv",
    "The plan of a goal between baseline and target, where it is no straight line.",
    key=("goal", "date"),
)
class Milestone(Row):
    """The value a goal is expected to have on a date."""

    goal: str = column("Which goal.", example="first-reply-4h", refers_to="goals")
    date: dt.date = column("By when.", example="2026-06-30")
    expected: float = column("The value expected then.", example="7")
