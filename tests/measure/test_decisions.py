"""Decisions: which figure one is about, and what has changed in it since."""

from __future__ import annotations

import pytest

from generator.measure.decisions import concern_of, since_decision
from generator.measure.initiatives import Evidence
from generator.model.schema import Row, Subject
from generator.model.tables import Initiative
from generator.model.vocabulary import Stage
from tests.measure.build import day
from tests.measure.company import (
    CALM,
    LEGAL,
    RISEN,
    SERVICE,
    clauses,
    handoff,
    holds,
    initiative,
    reported,
    touchpoint,
    waiting,
)

GOALS = (holds("waiting"), holds("waiting", 45.0, goal="waiting-strict"), holds())
TABLES: tuple[Row, ...] = (
    SERVICE,
    LEGAL,
    clauses(),
    waiting(),
    initiative("clauses-hold", "waiting-hold"),
    initiative(initiative="aimless"),
    touchpoint("call", Stage.DURING, metrics=("waiting", "clauses")),
    touchpoint("letter", Stage.DURING),
    handoff(metric="clauses", receiver_metric="waiting"),
)


@pytest.mark.parametrize(
    ("about", "goals", "found"),
    [
        ("goal:waiting-hold", True, ("waiting", "waiting-hold")),
        ("initiative:second-desk", True, ("clauses", "clauses-hold")),
        ("initiative:aimless", True, None),
        # 49 days keep to 60, not to 45: the goal that fails is read first.
        ("metric:waiting", True, ("waiting", "waiting-strict")),
        ("touchpoint:call", True, ("waiting", "waiting-strict")),
        ("handoff:contract", True, ("waiting", "waiting-strict")),
        ("touchpoint:call", False, ("waiting", None)),
        ("metric:clauses", False, ("clauses", None)),
        ("touchpoint:letter", True, None),
        ("department:legal", True, None),
    ],
)
def test_what_a_decision_is_about(
    about: str, goals: bool, found: tuple[str, str | None] | None
) -> None:
    without = [row for row in TABLES if not isinstance(row, Initiative)]
    rows = [*TABLES, *GOALS] if goals else without
    report = reported(rows, {"waiting": RISEN, "clauses": CALM})
    kind, _, key = about.partition(":")
    concern = concern_of(report, Subject(kind=kind, key=key))
    said = concern and (
        concern.metric.metric, concern.assessment.goal.goal if concern.assessment else None
    )  # fmt: skip
    assert said == found


@pytest.mark.parametrize(
    ("taken", "evidence"),
    [
        ("2026-04-01", Evidence.WORSE),
        ("2026-07-01", Evidence.BEFORE),
        ("2026-11-02", Evidence.TOO_SOON),
    ],
)
@pytest.mark.parametrize("goals", [GOALS, ()])
def test_what_has_changed_since_it_was_taken(
    taken: str, evidence: Evidence, goals: tuple[Row, ...]
) -> None:
    """The wait rises in April 2026, with a goal on it and without one."""
    report = reported((SERVICE, LEGAL, clauses(), waiting(), *goals), {"waiting": RISEN})
    concern = concern_of(report, Subject(kind="metric", key="waiting"))
    assert concern is not None
    assert since_decision(report, concern, day(taken)).evidence is evidence
