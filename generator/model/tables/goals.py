"""What is committed to: the goals and their milestones."""

from __future__ import annotations

import datetime as dt

from generator.model.schema import ColumnType, Row, column, table
from generator.model.tables.metrics import SeriesKey
from generator.model.vocabulary import Audience, GoalState, Rule


@table("goals.csv", "What each department commits to, on one metric each.", key=("goal",))
class Goal(Row):
    """What one department commits to on one metric."""

    goal: str = column(ColumnType.ID, "Short id of the goal.", example="first-reply-4h")
    department: str = column(
        ColumnType.REFERENCE,
        "The department that commits to it.",
        example="customer-service",
        refers_to="departments",
    )
    metric: str = column(
        ColumnType.REFERENCE,
        "The metric it is about.",
        example="first-reply-time",
        refers_to="metrics",
    )
    rule: Rule = column(
        ColumnType.CHOICE,
        "reach a target, hold a level, or stay within a range.",
        example="reach",
        words=Rule,
    )
    target: float = column(
        ColumnType.NUMBER, "The value to reach or hold; the lower end of a range.", example="4"
    )
    target_high: float | None = column(ColumnType.NUMBER, "The upper end of a range.", default=None)
    segment: str | None = column(
        ColumnType.SEGMENT, "Only this part of the whole.", example="size: small", default=None
    )
    baseline: float | None = column(
        ColumnType.NUMBER, "Where it started.", example="9.5", default=None
    )
    baseline_date: dt.date | None = column(
        ColumnType.DATE, "When that was.", example="2025-12-31", default=None
    )
    due: dt.date | None = column(
        ColumnType.DATE, "When the target is to be reached.", example="2026-12-31", default=None
    )
    objective: str | None = column(
        ColumnType.REFERENCE,
        "The objective it serves.",
        example="easy-start",
        default=None,
        refers_to="objectives",
    )
    owner: str | None = column(
        ColumnType.ROLE, "Who answers for it: a role.", example="Head of Support", default=None
    )
    guardrails: tuple[str, ...] = column(
        ColumnType.REFERENCE,
        "Metrics that must not worsen while it is pursued.",
        example="csat",
        default=(),
        many=True,
        refers_to="metrics",
    )
    next_step: str | None = column(ColumnType.TEXT, "What happens next, and when.", default=None)
    state: GoalState = column(
        ColumnType.CHOICE,
        "active, or dropped.",
        example="active",
        default=GoalState.ACTIVE,
        words=GoalState,
    )
    replaces: str | None = column(
        ColumnType.REFERENCE,
        "The earlier goal that this one continues.",
        default=None,
        refers_to="goals",
    )
    audience: Audience = column(
        ColumnType.CHOICE, "Who may read it.", example="all", default=Audience.ALL, words=Audience
    )
    note: str | None = column(ColumnType.TEXT, "Anything a reader should know.", default=None)

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

    goal: str = column(
        ColumnType.REFERENCE, "Which goal.", example="first-reply-4h", refers_to="goals"
    )
    date: dt.date = column(ColumnType.DATE, "By when.", example="2026-06-30")
    expected: float = column(ColumnType.NUMBER, "The value expected then.", example="7")
