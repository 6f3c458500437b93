"""The kinds of changes: what a comparison of two editions finds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from generator.measure.assessment import Change, GoalAssessment
from generator.measure.series import Series
from generator.model.edition import Commit, Edition, PublishedAssessment
from generator.model.periods import Period
from generator.model.tables import Goal, Metric
from generator.model.vocabulary import Cadence


class ChangeReason(StrEnum):
    """Why an answer is another one than in the previous edition."""

    METHOD = "method"
    DEFINITION = "definition"
    RESTATED = "restated"
    NEW_DATA = "new-data"
    TIME = "time"
    TARGET = "target"


class Turn(StrEnum):
    """Which way a goal went, by its pile; where it came from or went to "cannot say": neither."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A closed period that has another value now."""

    period: Period
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """What became of the figures of one series: periods added, restated and withdrawn."""

    metric: Metric
    segment: str
    cadence: Cadence
    added: tuple[Period, ...]
    restated: tuple[Restated, ...]
    withdrawn: tuple[Period, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CommitmentChange:
    """A goal whose commitment moved: its target, baseline, due date or plan.

    `easier` is None if that is unknown, or if one part became easier and another harder.
    `assessment` judges today's figures by the goal of today, `assessment_as_committed` by the
    previous one. `days_before_due` counts from the change to the old due date, if known.
    """

    goal: Goal
    previous_goal: Goal
    columns: tuple[str, ...]
    easier: bool | None
    assessment: GoalAssessment
    assessment_as_committed: GoalAssessment
    days_before_due: int | None
    commit: Commit | None = None

    @property
    def decisive(self) -> bool:
        """Whether the goal would have another status by the commitment that it had."""
        return self.assessment.status is not self.assessment_as_committed.status

    @property
    def late(self) -> bool:
        """Whether it moved shortly before it was due, or after."""
        return self.days_before_due is not None and self.days_before_due <= LATE_DAYS

    @property
    def grave(self) -> bool:
        """Whether a leader must not miss it: easier, and late or deciding how the goal stands."""
        return self.easier is True and (self.late or self.decisive)


#: A target that moves within so many days before its due date moves late.
LATE_DAYS = 92


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StatusChange:
    """A goal that stands elsewhere than in the previous edition, with its figures of then."""

    goal: Goal
    before: PublishedAssessment
    after: GoalAssessment
    reasons: tuple[ChangeReason, ...]
    direction: Turn
    series_before: Series | None = None

    @property
    def of_figures(self) -> bool:
        """Whether it is the figures that made it so, and not the rules or the target."""
        return ChangeReason.NEW_DATA in self.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class VariationChange:
    """A series of which something else is known now: whether it has really changed."""

    metric: Metric
    segment: str
    before: str
    after: Change
    reasons: tuple[ChangeReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One cell of a table that says something else than before."""

    table: str
    key: str
    column: str
    before: object
    after: object
    commit: Commit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodChange:
    """A setting of the methods that is another one."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Changes:
    """Everything that differs from the previous edition, each kind with what matters most first.

    `gone` are goals that the tables no longer hold, `dropped` those that are kept as dropped,
    `replaced` those that another one continues since then.
    """

    previous: Edition
    as_of: dt.date
    commitment_changes: tuple[CommitmentChange, ...]
    statuses: tuple[StatusChange, ...]
    variations: tuple[VariationChange, ...]
    figures: tuple[FigureChange, ...]
    cells: tuple[CellChange, ...]
    methods: tuple[MethodChange, ...]
    added: tuple[Goal, ...]
    gone: tuple[Goal, ...]
    dropped: tuple[Goal, ...]
    replaced: tuple[Goal, ...]
    metrics_added: tuple[Metric, ...]
    metrics_gone: tuple[Metric, ...]

    @property
    def improved(self) -> tuple[StatusChange, ...]:
        """The goals that stand better because of their figures."""
        return tuple(one for one in self.statuses if _of_figures(one, Turn.IMPROVED))

    @property
    def worsened(self) -> tuple[StatusChange, ...]:
        """The goals that stand worse because of their figures."""
        return tuple(one for one in self.statuses if _of_figures(one, Turn.WORSENED))

    @property
    def restated(self) -> int:
        """How many figures of the past are others now."""
        return sum(len(one.restated) for one in self.figures)

    @property
    def withdrawn(self) -> int:
        """How many figures of the past are no longer there."""
        return sum(len(one.withdrawn) for one in self.figures)


def _of_figures(one: StatusChange, turn: Turn) -> bool:
    return one.direction is turn and one.of_figures
