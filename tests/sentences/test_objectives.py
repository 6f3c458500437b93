"""What is said of who serves an objective: by how many goals, of whom, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.measure.assessment import GoalAssessment
from generator.measure.forecast_window import NoForecastReason
from generator.measure.outlook import Outlook
from generator.measure.series import Freshness
from generator.measure.status import GoalStatus
from generator.model.vocabulary import Better, Change, Status
from generator.sentences.objectives import objective_sentence
from tests.measure.build import goal, metric, rule_of

FRESH = Freshness(newest=None, next_due=None, last_good=None, late=False, stale=False)
WELL, BAD, RISK, UNTOLD = Status.ON_PACE, Status.OFF_PACE, Status.AT_RISK, Status.NO_DATA


def standing_at(status: Status) -> GoalAssessment:
    return GoalAssessment(
        goal_status=GoalStatus(
            goal=goal(),
            metric=metric(),
            rule=rule_of(status),
            better=Better.HIGHER,
            fresh=FRESH,
        ),
        outlook=Outlook(reason=NoForecastReason.TOO_FEW),
        change=Change.NONE,
        assurance=None,
    )


@pytest.mark.parametrize(
    ("statuses", "departments", "says"),
    [
        ([], [], "No open goal serves it."),
        ([UNTOLD], ["Legal"], "1 open goal of Legal serves it, and it has no verdict."),
        ([BAD], ["Legal"], "1 open goal of Legal serves it, and it needs a decision."),
        ([RISK], ["Legal"], "1 open goal of Legal serves it, and it is to be watched."),
        (
            [WELL, WELL],
            ["Legal", "Sales"],
            "2 open goals of Legal and Sales serve it, and both are on track.",
        ),
        (
            [BAD, BAD, BAD],
            ["Legal", "Sales", "Talent", "Finance"],
            (
                "3 open goals of Legal, Sales and 2 other departments serve it, and all need a "
                "decision."
            ),
        ),
        (
            [BAD, WELL],
            ["Legal"],
            "2 open goals of Legal serve it: 1 needs a decision, 1 on track.",
        ),
    ],
)
def test_state(statuses: Sequence[Status], departments: Sequence[str], says: str) -> None:
    said = objective_sentence([standing_at(status) for status in statuses], departments)
    assert said.replace("\u00a0", " ") == says
