"""Gaps: rows without the goal, owner, metric or initiative that they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from generator.measure.assessment import GoalAssessment
from generator.measure.commentary import about_goal, about_metric
from generator.measure.initiatives import has_ended
from generator.measure.report import Report
from generator.measure.triage import FELT_BY_CUSTOMERS
from generator.model.schema import Row
from generator.model.tables import (
    Commentary,
    Department,
    Goal,
    Initiative,
    Metric,
    Objective,
    Touchpoint,
)
from generator.model.vocabulary import CommentKind, Kind, Stage, Triage

#: The kinds of metrics that show whether a commitment to customers, inside or outside, is kept.
_FELT = (*FELT_BY_CUSTOMERS, Kind.INTERNAL_CUSTOMER)
_EXTERNAL = "external"
_R = TypeVar("_R", bound=Row)


class GapKind(StrEnum):
    """What is missing, in the order of importance: first what concerns customers."""

    COMMITMENT_ALONE = "commitment-alone"
    TOUCHPOINT_WITHOUT_OWNER = "touchpoint-without-owner"
    STAGE_UNMEASURED = "stage-unmeasured"
    OBJECTIVE_WITHOUT_GOAL = "objective-without-goal"
    NO_BACK_OFFICE = "no-back-office"
    CARRIED_ALONE = "carried-alone"
    UNANSWERED = "unanswered"
    NOTHING_SHARED = "nothing-shared"
    SILOED = "siloed"
    INITIATIVE_WITHOUT_GOAL = "initiative-without-goal"
    GOAL_WITHOUT_OWNER = "goal-without-owner"
    METRIC_WITHOUT_OWNER = "metric-without-owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something missing: the first of `evidence_rows` lacks it, the others show that.

    For a stage, `evidence_rows` are its touchpoints, and `stage` names it.
    """

    kind: GapKind
    evidence_rows: tuple[Row, ...]
    stage: Stage | None = None


def gaps(report: Report, serving: Mapping[str, Sequence[GoalAssessment]]) -> tuple[Gap, ...]:
    """Every gap, by importance and then in the order of the tables.

    `serving` holds the assessments of the open goals of each objective. A gap counts only if the
    table that would fill it exists.
    """
    dataset, day = report.dataset, report.dataset.as_of.day
    goals = [one.goal for one in report.open_assessments]
    still_open = {goal.goal for goal in goals}
    found = [
        *_of_departments(report),
        *_of_objectives(report, serving),
        *_of_stages(dataset.rows(Touchpoint)),
        *_unanswered(report),
        *_gaps(
            GapKind.TOUCHPOINT_WITHOUT_OWNER,
            dataset.rows(Touchpoint),
            lambda touchpoint: touchpoint.department is None,
        ),
        *_gaps(
            GapKind.SILOED,
            goals if dataset.has(Objective) else (),
            lambda goal: goal.objective is None,
        ),
        *_gaps(
            GapKind.INITIATIVE_WITHOUT_GOAL,
            dataset.rows(Initiative),
            lambda row: not has_ended(row, day) and still_open.isdisjoint(row.goals),
        ),
        *_gaps(GapKind.GOAL_WITHOUT_OWNER, goals, lambda goal: goal.owner is None),
        *_gaps(
            GapKind.METRIC_WITHOUT_OWNER, dataset.rows(Metric), lambda metric: metric.owner is None
        ),
    ]
    order = list(GapKind)
    return tuple(sorted(found, key=lambda gap: order.index(gap.kind)))


def _gaps(kind: GapKind, rows: Iterable[_R], lacks: Callable[[_R], bool]) -> Iterator[Gap]:
    return (Gap(kind=kind, evidence_rows=(row,)) for row in rows if lacks(row))


def _of_departments(report: Report) -> Iterator[Gap]:
    dataset = report.dataset
    if not dataset.has(Goal):
        return
    own = report.open_by("department")
    for department in dataset.rows(Department):
        goals = own.get(department.department, ())
        rows = (department, *(one.goal for one in goals))
        if dataset.has(Objective) and not any(one.goal.objective for one in goals):
            yield Gap(kind=GapKind.NOTHING_SHARED, evidence_rows=rows)
        kinds = {one.goal_status.metric.kind for one in goals}
        # A metric whose kind is not stated may be one that customers feel.
        if department.customer_commitment and not kinds & {*_FELT, None}:
            yield Gap(kind=GapKind.COMMITMENT_ALONE, evidence_rows=rows)


def _of_objectives(
    report: Report, serving: Mapping[str, Sequence[GoalAssessment]]
) -> Iterator[Gap]:
    dataset = report.dataset
    if not dataset.has(Goal):
        return
    departments = dataset.by_id(Department)
    has_back_office = any(_serves_inside(department) for department in departments.values())
    for objective in dataset.rows(Objective):
        goals = [one.goal for one in serving.get(objective.objective, ())]
        if not goals:
            yield Gap(kind=GapKind.OBJECTIVE_WITHOUT_GOAL, evidence_rows=(objective,))
            continue
        carriers = [departments[key] for key in dict.fromkeys(goal.department for goal in goals)]
        if len(carriers) == 1 < len(departments):
            yield Gap(kind=GapKind.CARRIED_ALONE, evidence_rows=(objective, *goals))
        if has_back_office and all(_EXTERNAL in carrier.customers for carrier in carriers):
            yield Gap(kind=GapKind.NO_BACK_OFFICE, evidence_rows=(objective, *goals))


def _serves_inside(department: Department) -> bool:
    """Whether a department never meets a customer; one that names nobody may well."""
    return bool(department.customers) and _EXTERNAL not in department.customers


def _unanswered(report: Report) -> Iterator[Gap]:
    """The goals that need a decision, without an initiative or a word from an owner."""
    dataset = report.dataset
    if not (dataset.has(Initiative) or dataset.has(Commentary)):
        return
    served = {key for initiative in dataset.rows(Initiative) for key in initiative.goals}
    commentary = report.commentary.by_subject
    for one in report.open_assessments:
        subjects = about_goal(one.goal.goal), about_metric(one.goal.metric)
        explained = any(
            comment.kind is not CommentKind.CUSTOMER_WORDS
            for subject in subjects
            for comment in commentary.get(subject, ())
        )
        if one.triage is Triage.NEEDS_DECISION and one.goal.goal not in served and not explained:
            yield Gap(kind=GapKind.UNANSWERED, evidence_rows=(one.goal,))


def _of_stages(touchpoints: Sequence[Touchpoint]) -> Iterator[Gap]:
    for stage in Stage if touchpoints else ():
        here = tuple(point for point in touchpoints if point.stage is stage)
        if not any(point.metrics for point in here):
            yield Gap(kind=GapKind.STAGE_UNMEASURED, evidence_rows=here, stage=stage)
