"""The kinds of changes: which columns are compared, and what a comparison of two editions finds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.measure.assessment import GoalAssessment
from generator.measure.series import Series
from generator.model.edition import Commit, Edition, PublishedAssessment
from generator.model.periods import Period
from generator.model.schema import Row
from generator.model.tables import Department, Goal, Metric, Objective
from generator.model.vocabulary import Cadence, Change, Status

#: What a goal commits to; the rest of its row defines what it is about.
COMMITMENT = ("target", "target_high", "baseline", "baseline_date", "due")
#: The milestones of a goal, as if they were a column of it.
PLAN = "plan"
#: The compared columns of each table: first what an id means, then who answers for it.
DEFINITIONS: Mapping[type[Row], tuple[str, ...]] = {
    Goal: ("metric", "segment", "rule", "objective", "guardrails", "department", "owner"),
    Metric: (
        "better",
        "calculation",
        "counted",
        "definition",
        "unit",
        "cadence",
        "accumulates",
        "smoothing",
        "kind",
        "minimum",
        "maximum",
        "min_n",
        "complete_dimensions",
        "lag_days",
        "fix_limits_after",
        "source",
        "name",
        "department",
        "owner",
    ),
    Objective: ("name", "model", "description", "outcome_metric", "sponsor"),
    Department: ("name", "traditional_focus", "customer_commitment", "customers", "lead"),
}
#: A commitment that changes within so many days before the due date changes late.
LATE_DAYS = 92


def changed_columns(before: Row, now: Row, columns: Iterable[str]) -> list[str]:
    """The columns in which two versions of a row differ."""
    return [name for name in columns if getattr(before, name) != getattr(now, name)]


class ChangeReason(StrEnum):
    """Why an answer is another one than in the previous edition."""

    METHOD = "method"
    DEFINITION = "definition"
    RESTATED = "restated"
    NEW_DATA = "new-data"
    TIME = "time"
    TARGET = "target"


class ChangeDirection(StrEnum):
    """Which way a goal went by its triage; to or from "cannot say" it is neither."""

    WORSENED = "worsened"
    IMPROVED = "improved"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A closed period that has another value now."""

    period: Period
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FigureChange:
    """The periods of one series that were added, restated and withdrawn."""

    series: Series
    added: tuple[Period, ...] = ()
    restated: tuple[Restated, ...] = ()
    withdrawn: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CommitmentChange:
    """A goal with another commitment: its target, baseline, due date or plan.

    `easier` is None if that is unknown, or if one part became easier and another harder.
    `assessment` is that of now, `status_as_committed` the status of today's figures by the
    previous commitment. `days_before_due` counts from the change to the old due date, if known.
    """

    goal: Goal
    previous_goal: Goal
    columns: tuple[str, ...]
    easier: bool | None
    assessment: GoalAssessment
    status_as_committed: Status
    days_before_due: int | None
    commit: Commit | None

    @property
    def decisive(self) -> bool:
        """Whether the goal would have another status by its previous commitment."""
        return self.assessment.status is not self.status_as_committed

    @property
    def late(self) -> bool:
        """Whether it changed shortly before the due date, or after."""
        return self.days_before_due is not None and self.days_before_due <= LATE_DAYS

    @property
    def grave(self) -> bool:
        """Whether a leader must not miss it: easier, and late or deciding the status."""
        return self.easier is True and (self.late or self.decisive)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StatusChange:
    """A goal with another status or triage than in the previous edition."""

    before: PublishedAssessment
    after: GoalAssessment
    reasons: tuple[ChangeReason, ...]
    direction: ChangeDirection
    series_before: Series | None

    @property
    def by_figures(self) -> bool:
        """Whether it went one way because of new figures, not of rules or targets."""
        return self.direction is not ChangeDirection.OTHER and ChangeReason.NEW_DATA in self.reasons

    @property
    def by_method(self) -> bool:
        """Whether the method alone made the difference: `Changes.verdicts` has it too."""
        return self.reasons == (ChangeReason.METHOD,)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VariationChange:
    """A series that had changed and has not now, or the other way round."""

    series: Series
    before: str
    after: Change
    reasons: tuple[ChangeReason, ...]

    @property
    def by_method(self) -> bool:
        """Whether the method alone made the difference: `Changes.verdicts` has it too."""
        return self.reasons == (ChangeReason.METHOD,)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MovedStart:
    """A level of the previous edition's record that begins elsewhere now (None: nowhere)."""

    series: Series
    cadence: Cadence
    before: Period
    after: Period | None
    reasons: tuple[ChangeReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GoalVerdict:
    """A goal on which the methods of now give another verdict, of the previous edition's data."""

    before: PublishedAssessment
    after: GoalAssessment


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeriesVerdict:
    """A series of which the methods of now say another change, of the previous edition's data."""

    series: Series
    before: str
    after: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One cell of a table that holds something else than before."""

    table: str
    key: str
    column: str
    before: object
    after: object
    commit: Commit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodChange:
    """A setting of the methods with another value."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Changes:
    """Everything that differs from the previous edition, each kind by importance.

    `verdicts` are those of the previous edition that differ by the methods alone.
    `gone` are goals that the tables no longer hold, `dropped` those that they keep as dropped,
    `replaced` those that another one continues since then.
    """

    previous: Edition
    as_of: dt.date
    verdicts: tuple[GoalVerdict | SeriesVerdict, ...]
    commitment_changes: tuple[CommitmentChange, ...]
    statuses: tuple[StatusChange, ...]
    variations: tuple[VariationChange, ...]
    figures: tuple[FigureChange, ...]
    moved_starts: tuple[MovedStart, ...]
    cells: tuple[CellChange, ...]
    methods: tuple[MethodChange, ...]
    added: tuple[Goal, ...]
    gone: tuple[Goal, ...]
    dropped: tuple[Goal, ...]
    replaced: tuple[Goal, ...]
    metrics_added: tuple[Metric, ...]
    metrics_gone: tuple[Metric, ...]

    def by_figures(self, direction: ChangeDirection) -> list[StatusChange]:
        """The goals that went one way because of new figures, not of rules or targets."""
        return [
            change
            for change in self.statuses
            if change.direction is direction and change.by_figures
        ]
