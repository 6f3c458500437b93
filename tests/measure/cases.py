"""A case of a goal's status: what is given, what must come out, and the arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from generator.measure.status import GoalStatus, evaluate_goal
from generator.model.settings import Thresholds
from generator.model.tables import Metric
from generator.model.vocabulary import Cadence, Status
from tests.measure.build import day, goal, metric, milestone, series

START, DUE_EXACT, DUE_POOLED = "2025-12-31", "2026-03-03", "2026-04-30"
PACE = {"baseline": 50.0, "baseline_date": START, "target": 70.0}
UNIT = 1.128  # steps of this size are a noise of 1 where k = 1


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is given, what must come out, and the arithmetic in `why`."""

    values: Sequence[float]
    status: Status
    why: str
    first: str = "2025-11-01"
    as_of: str = "2026-02-20"
    due: str | None = DUE_EXACT
    of: Metric = field(default_factory=metric)
    goal: dict[str, Any] = field(default_factory=lambda: dict(PACE))
    cadence: Cadence = Cadence.MONTHLY
    plan: Sequence[tuple[str, float]] = ()
    more: dict[str, Any] = field(default_factory=dict)
    level: str | None = None
    value: float | None = None
    progress: float | None = None
    expected: float | None = None
    noise: float | None = None
    gap: float | None = None


def judged(case: Case) -> GoalStatus:
    values = series(
        case.values,
        case.first,
        as_of=case.as_of,
        cadence=case.cadence,
        of=case.of,
        **case.more,
    )
    return evaluate_goal(
        goal(due=case.due, **case.goal),
        case.of,
        values,
        [milestone(date, expected) for date, expected in case.plan],
        as_of=day(case.as_of),
        thresholds=Thresholds(),
        level_start=None if case.level is None else day(case.level),
    )


def held(case: Case) -> None:
    found = judged(case)
    assert found.status is case.status, case.why
    numbers = {
        "value": found.current.value if found.current else None,
        "progress": found.progress,
        "expected": found.pace.expected if found.pace else None,
        "noise": found.pace.noise.sigma
        if found.pace
        else found.margin and found.margin.noise.sigma,
        "gap": found.pace.gap if found.pace else None,
    }
    for name, number in numbers.items():
        wanted = getattr(case, name)
        if wanted is not None:
            assert number == pytest.approx(wanted, abs=5e-4), f"{name}: {case.why}"


#: The statuses by short names.
ON, RISK, OFF = Status.ON_PACE, Status.AT_RISK, Status.OFF_PACE
WRONG, NOISY, EARLY = Status.WRONG_WAY, Status.TOO_NOISY, Status.TOO_EARLY
THERE, REACHED, STALE = Status.ALREADY_THERE, Status.REACHED, Status.STALE
MET, MISSED = Status.MET, Status.MISSED
