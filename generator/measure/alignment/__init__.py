"""Alignment: whether the departments pull the same way, by the tables and by the figures.

Gaps and conflicts rest on rows; a trade-off is a question that two series raise. Nothing here
ranks departments or says whose fault it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.measure.alignment.conflicts import (
    ConflictingTargets,
    GuardrailConflict,
    conflicting_targets,
    guardrail_conflicts,
)
from generator.measure.alignment.gaps import Gap, GapKind, gaps
from generator.measure.alignment.handoffs import HandoffReview, handoff_reviews
from generator.measure.alignment.trade_offs import TradeOff, TradeOffs, trade_offs
from generator.measure.assessment import GoalAssessment
from generator.measure.report import Report
from generator.model.schema import Row
from generator.model.tables import Department, Goal, Handoff, Objective

Finding: TypeAlias = GuardrailConflict | HandoffReview | ConflictingTargets | Gap | TradeOff


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Alignment:
    """All findings, and `serving`: the assessments of the open goals of each objective.

    `handoffs` has all of them in the order of the table, whether they are conflicts or not.
    """

    guardrails: tuple[GuardrailConflict, ...]
    handoffs: tuple[HandoffReview, ...]
    conflicting_targets: tuple[ConflictingTargets, ...]
    gaps: tuple[Gap, ...]
    trade_offs: TradeOffs
    serving: Mapping[str, Sequence[GoalAssessment]]

    @property
    def conflicts(self) -> tuple[GuardrailConflict | HandoffReview | ConflictingTargets, ...]:
        """One goal or side that does well at the cost of another: guardrails first.

        A handoff that says the same of the same goal and metric as a guardrail is none.
        """
        told = {one.pair for one in self.guardrails}
        handoffs = [one for one in self.handoffs if one.is_conflict and one.pair not in told]
        return (*self.guardrails, *handoffs, *self.conflicting_targets)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything in the order of importance: conflicts, gaps, trade-offs."""
        return (*self.conflicts, *self.gaps, *self.trade_offs.significant)

    def of_kind(self, kind: GapKind) -> tuple[Gap, ...]:
        """The gaps of one kind."""
        return tuple(gap for gap in self.gaps if gap.kind is kind)

    def about(self, row: Row) -> tuple[Finding, ...]:
        """The findings that rest on a row."""
        return tuple(
            one for one in self.findings if any(found is row for found in one.evidence_rows)
        )

    def of_objective(self, objective: Objective) -> tuple[Finding, ...]:
        """The gaps of an objective and of its goals, and the conflicts in which these are."""
        key = objective.objective

        def belongs(row: Row) -> bool:
            return row is objective or (isinstance(row, Goal) and row.objective == key)

        return (
            *(one for one in self.conflicts if any(map(belongs, one.evidence_rows))),
            *(gap for gap in self.gaps if any(map(belongs, gap.evidence_rows[:1]))),
        )

    def in_department(self, department: Department) -> tuple[Finding, ...]:
        """The findings that rest on a department or on a row of its own."""
        key = department.department
        return tuple(
            one
            for one in self.findings
            if any(key in _departments(row) for row in one.evidence_rows)
        )


def align(report: Report) -> Alignment:
    """Finds every gap, conflict and trade-off; a table that is absent leaves none."""
    serving = report.open_by("objective")
    return Alignment(
        guardrails=guardrail_conflicts(report),
        handoffs=handoff_reviews(report),
        conflicting_targets=conflicting_targets(report),
        gaps=gaps(report, serving),
        trade_offs=trade_offs(report),
        serving=serving,
    )


def _departments(row: Row) -> tuple[str, ...]:
    """The departments whose row it is."""
    if isinstance(row, Handoff):
        return row.provider, row.receiver
    key = getattr(row, "department", None)
    return (key,) if isinstance(key, str) else ()
