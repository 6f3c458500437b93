"""What is committed to, and what is done about it: goals, milestones and initiatives."""

from __future__ import annotations

import datetime as dt

from generator.model.schema import ColumnType, Row, column, table
from generator.model.tables.metrics import SeriesKey
from generator.model.vocabulary import Audience, GoalState, Phase, Rule


@table("goals.csv", "What each department commits to, on one metric each.", key=("goal",))
class Goal(Row):
    """What one department commits to on one metric."""

    goal: str = column("Short id of the goal.", "first-reply-4h", ColumnType.ID)
    short_name: str | None = column(
        "A short name for narrow places; blank: the name of its metric.",
        "First reply",
        default=None,
    )
    department: str = column(
        "The department that commits to it.", "customer-service", refers_to="departments"
    )
    metric: str = column("The metric it is about.", "first-reply-time", refers_to="metrics")
    rule: Rule = column("reach a target, hold a level, or stay within a range.", "reach")
    target: float = column("The value to reach or hold; the lower end of a range.", "4")
    target_high: float | None = column("The upper end of a range.", default=None)
    segment: str | None = column(
        "Only this part of the whole.", "size: small", ColumnType.SEGMENT, default=None
    )
    baseline: float | None = column("Where it started.", "9.5", default=None)
    baseline_date: dt.date | None = column("When that was.", "2025-12-31", default=None)
    due: dt.date | None = column("When the target is to be reached.", "2026-12-31", default=None)
    objective: str | None = column(
        "The objective it serves.", "easy-start", default=None, refers_to="objectives"
    )
    owner: str | None = column(
        "Who answers for it: a role.", "Head of Support", ColumnType.ROLE, default=None
    )
    guardrails: tuple[str, ...] = column(
        "Metrics that must not worsen while it is pursued.", "csat", default=(), refers_to="metrics"
    )
    next_step: str | None = column("What happens next, and when.", default=None)
    state: GoalState = column("active, or dropped.", "active", default=GoalState.ACTIVE)
    replaces: str | None = column(
        "The earlier goal that this one continues.", default=None, refers_to="goals"
    )
    audience: Audience = column("Who may read it.", "all", default=Audience.ALL)
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

    goal: str = column("Which goal.", "first-reply-4h", refers_to="goals")
    date: dt.date = column("By when.", "2026-06-30")
    expected: float = column("The value expected then.", "7")


@table("initiatives.csv", "Dated moves that are meant to shift goals.", key=("initiative",))
class Initiative(Row):
    """A dated move meant to shift goals."""

    initiative: str = column("Short id of the initiative.", "reply-team", ColumnType.ID)
    name: str = column("Name as readers know it.", "A team for first replies")
    department: str = column(
        "The department that carries it.", "customer-service", refers_to="departments"
    )
    goals: tuple[str, ...] = column(
        "The goals that it is meant to shift.",
        "first-reply-4h",
        default=(),
        refers_to="goals",
        essential=True,
    )
    objective: str | None = column(
        "The objective it serves.", "easy-start", default=None, refers_to="objectives"
    )
    phase: Phase | None = column(
        "How far it has come: think big (an idea with its aim), start small (a first try), "
        "learn fast (a trial that is measured), scale (for everybody).",
        "learn-fast",
        default=None,
    )
    owner: str | None = column(
        "Who answers for it: a role.", "Head of Support", ColumnType.ROLE, default=None
    )
    start: dt.date | None = column(
        "When it began, or is to begin.", "2026-04-01", default=None, begins=True
    )
    end: dt.date | None = column("When it ended, or is to end.", "2026-12-31", default=None)
    cost: float | None = column("What it costs.", "180000", default=None, least=0)
    currency: str | None = column(
        "The currency of the cost: its code.", "EUR", ColumnType.CURRENCY, default=None
    )
    hypothesis: str | None = column(
        "What is to change by it, and by what one will know.",
        "If one team takes every first message, the first reply comes within four hours.",
        default=None,
    )
    result: str | None = column("What has come of it so far.", default=None)
    next_step: str | None = column("What happens next, and when.", default=None)
    decision_date: dt.date | None = column(
        "When the next decision about it is taken: go on, scale or stop.",
        "2026-12-15",
        default=None,
    )
