"""The sentence that reconciles the four answers, for every combination of them."""

from __future__ import annotations

import itertools

import pytest

from generator.measure.assessment import TRIAGE_OF, GoalAssessment
from generator.measure.forecast_window import NoForecastReason
from generator.measure.outlook import Likelihood, Outlook
from generator.measure.series import Freshness
from generator.measure.status import GoalStatus
from generator.measure.variation import Assurance
from generator.model.vocabulary import Better, Change, Status, Triage
from generator.sentences.disagreement import explain_disagreement
from tests.measure.build import goal, metric, rule_of

FRESH = Freshness(newest=None, next_due=None, last_good=None, late=False, stale=False)
N, B, W, C, U = Change.NONE, Change.BETTER, Change.WORSE, Change.OTHER, Change.UNKNOWN
FIRST_B, FIRST_W, FIRST_C = Change.FIRST_BETTER, Change.FIRST_WORSE, Change.FIRST_OTHER
PASSES, SOMETIMES, FAILS = Assurance.PASSES, Assurance.HIT_OR_MISS, Assurance.FAILS
LIKELY, OPEN, UNLIKELY = Likelihood.LIKELY, Likelihood.OPEN, Likelihood.UNLIKELY


def assessment(
    status: Status,
    change: Change,
    assurance: Assurance | None,
    ahead: Likelihood | None,
    *,
    frozen: bool = False,
) -> GoalAssessment:
    none = None if ahead else NoForecastReason.TOO_FEW
    return GoalAssessment(
        goal_status=GoalStatus(
            goal=goal(),
            metric=metric(),
            rule=rule_of(status),
            better=Better.HIGHER,
            fresh=FRESH,
            frozen=frozen,
        ),
        outlook=Outlook(reason=none, likelihood=ahead),
        change=change,
        assurance=assurance,
    )


ALL = list(itertools.product(Status, Change, [*Assurance, None], [*Likelihood, None]))


@pytest.mark.parametrize(
    ("status", "change", "assurance", "ahead", "begins"),
    [
        (Status.ON_PACE, N, PASSES, LIKELY, ""),
        (Status.ON_PACE, B, SOMETIMES, LIKELY, ""),
        (Status.ON_PACE, B, SOMETIMES, OPEN, ""),
        (Status.ON_PACE, B, FAILS, LIKELY, ""),
        (Status.ON_PACE, B, FAILS, OPEN, "On pace so far; as we work today it would not"),
        (Status.ON_PACE, N, FAILS, None, "On pace so far; as we work today it would not"),
        (Status.ON_PACE, B, None, OPEN, ""),  # nothing is known of its way of working
        (Status.ON_PACE, N, SOMETIMES, UNLIKELY, "On pace so far; but its own course would not"),
        (Status.ON_PACE, FIRST_W, SOMETIMES, OPEN, "On pace so far; but there is a first sign of"),
        (Status.ON_PACE, FIRST_B, SOMETIMES, OPEN, ""),
        (Status.ON_PACE, W, FAILS, UNLIKELY, "On pace so far by its last figures together; but"),
        (Status.ALREADY_THERE, N, PASSES, LIKELY, ""),
        (Status.ALREADY_THERE, B, SOMETIMES, LIKELY, ""),
        (Status.ALREADY_THERE, N, SOMETIMES, OPEN, "Already there; its usual range reaches"),
        (Status.ALREADY_THERE, B, FAILS, OPEN, "Already there, and better than its usual"),
        (Status.ALREADY_THERE, N, PASSES, UNLIKELY, "Already there; but its own course leads"),
        (Status.ALREADY_THERE, W, PASSES, LIKELY, "Already there; but it has worsened"),
        (Status.ALREADY_THERE, FIRST_W, None, LIKELY, "Already there; but there is a first sign"),
        (Status.REACHED, N, None, OPEN, ""),
        (Status.REACHED, W, None, UNLIKELY, "Reached just now; but it has worsened"),
        (Status.REACHED, N, None, UNLIKELY, "Reached just now; but its own course leads"),
        (Status.REACHED, FIRST_W, None, LIKELY, "Reached just now; but there is a first sign"),
        (Status.REACHED, B, None, LIKELY, "Likely to be there on time; but just now so"),
        (Status.REACHED, B, None, OPEN, "Reached, and it has improved; but so narrowly"),
        (Status.REACHED, FIRST_B, None, None, "Reached, with a first sign of improvement"),
        (Status.REACHED, N, PASSES, OPEN, "All of its usual range is beyond the target"),
        (Status.HOLDING, N, PASSES, LIKELY, ""),
        (Status.HOLDING, FIRST_W, None, LIKELY, "It holds for now; but there is a first sign"),
        (Status.SLIPPED, W, SOMETIMES, LIKELY, "It slipped by no more than chance explains; but i"),
        (Status.SLIPPED, N, SOMETIMES, UNLIKELY, "It slipped by no more than chance explains; but"),
        (Status.SLIPPED, N, SOMETIMES, OPEN, "It slipped by no more than chance explains: as we"),
        (Status.SLIPPED, N, FAILS, OPEN, "It slipped by no more than chance explains; but all"),
        (Status.SLIPPED, N, None, None, ""),
        (Status.HOLDING, N, SOMETIMES, UNLIKELY, "It holds for now; but its own course leads out"),
        (Status.HOLDING, W, PASSES, LIKELY, "It holds for now; but it has worsened"),
        (Status.BREACHED, W, FAILS, UNLIKELY, ""),
        (Status.BREACHED, W, SOMETIMES, None, "It does not hold and has worsened: its newest"),
        (Status.BREACHED, N, SOMETIMES, OPEN, "It does not hold just now, though it is steady"),
        (Status.BREACHED, N, SOMETIMES, LIKELY, "It does not hold just now; its own course"),
        (Status.BREACHED, B, FAILS, LIKELY, "It does not hold yet, though it has improved"),
        (Status.OFF_PACE, W, FAILS, UNLIKELY, ""),
        (Status.OFF_PACE, N, FAILS, UNLIKELY, ""),
        (Status.OFF_PACE, W, SOMETIMES, UNLIKELY, "Behind plan and worsened: its newest level"),
        (Status.OFF_PACE, B, FAILS, UNLIKELY, "It has improved, but is still behind the plan"),
        (Status.AT_RISK, B, SOMETIMES, LIKELY, "Behind plan so far; but it has improved"),
        (Status.AT_RISK, N, SOMETIMES, LIKELY, "Behind plan so far; but its own course would"),
        (Status.WRONG_WAY, N, PASSES, OPEN, "Behind plan just now, though all of its usual"),
        (Status.TOO_NOISY, N, SOMETIMES, OPEN, ""),
        (Status.TOO_NOISY, B, SOMETIMES, OPEN, "There is no verdict yet, though it has improved"),
        (Status.TOO_EARLY, N, FAILS, UNLIKELY, "There is no verdict yet; the chance rests"),
        (Status.TOO_EARLY, W, FAILS, UNLIKELY, "There is no verdict yet, but it has worsened"),
        (Status.TOO_EARLY, FIRST_W, FAILS, UNLIKELY, "There is no verdict yet, but there is a"),
        (Status.TOO_NOISY, FIRST_C, SOMETIMES, OPEN, "There is no verdict yet, though it has cha"),
        (Status.NOT_REPORTED, W, FAILS, None, "There is no verdict yet, but it has worsened"),
        (Status.NO_DATA, U, None, None, ""),
        (Status.STALE, W, FAILS, UNLIKELY, ""),
        (Status.AWAITING_DATA, B, FAILS, None, "There is no verdict yet, though it has improved"),
        (Status.ON_PACE, U, None, None, ""),
        (Status.ON_PACE, U, None, OPEN, ""),
        (Status.ON_PACE, U, FAILS, None, "On pace so far; as we work today it would not"),
    ],
)
def test_the_sentence_of_a_disagreement(
    status: Status,
    change: Change,
    assurance: Assurance | None,
    ahead: Likelihood | None,
    begins: str,
) -> None:
    said = explain_disagreement(assessment(status, change, assurance, ahead))
    assert said.startswith(begins) if begins else said == ""


def test_a_scored_goal_needs_no_explanation() -> None:
    for status, change, assurance, ahead in ALL:
        assert explain_disagreement(assessment(status, change, assurance, ahead, frozen=True)) == ""


def _differ(found: GoalAssessment) -> bool:
    """Whether one answer sounds good and another one bad."""
    pile, ahead = TRIAGE_OF[found.status], found.outlook.likelihood
    good = pile is Triage.GOING_WELL
    bad = pile in (Triage.NEEDS_DECISION, Triage.WATCH)
    against = found.change in (W, FIRST_W) or ahead is UNLIKELY
    speaks_for = found.change in (B, FIRST_B) or ahead is LIKELY or found.assurance is PASSES
    unknown = pile is Triage.CANNOT_SAY
    return (good and against) or (bad and speaks_for) or (unknown and against)


#: All but those that are scored, and those whose figures are too old or have never come.
JUDGED = [
    status
    for status in Status
    if status
    not in (Status.MET, Status.MISSED, Status.KEPT, Status.BROKEN, Status.STALE, Status.NO_DATA)
]


def test_no_combination_that_differs_is_left_alone() -> None:
    """Wherever one answer is good, or none is given, and another is bad, a sentence says so."""
    silent = [
        (status, change, assurance, ahead)
        for status, change, assurance, ahead in ALL
        if status in JUDGED
        and _differ(assessment(status, change, assurance, ahead))
        and not explain_disagreement(assessment(status, change, assurance, ahead))
    ]
    assert silent == []


def test_every_sentence_is_one_sentence() -> None:
    said = {explain_disagreement(assessment(*combination)) for combination in ALL} - {""}
    assert len(said) >= 40
    assert all(text.endswith(".") and text.count(". ") == 0 for text in said)
