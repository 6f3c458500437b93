"""One sentence if the four answers about a goal seem to differ, so that none is explained away."""

from __future__ import annotations

from collections.abc import Mapping

from generator.measure.assessment import GoalAssessment
from generator.measure.outlook import Likelihood
from generator.measure.variation import Assurance
from generator.model.vocabulary import Change, Status

_LIKELY, _OPEN, _UNLIKELY = Likelihood.LIKELY, Likelihood.OPEN, Likelihood.UNLIKELY
_BETTER, _WORSE = Change.BETTER, Change.WORSE
_FIRST_BETTER, _FIRST_WORSE = Change.FIRST_BETTER, Change.FIRST_WORSE
_FAILS, _SOMETIMES, _PASSES = Assurance.FAILS, Assurance.HIT_OR_MISS, Assurance.PASSES

_BEHIND = (Status.OFF_PACE, Status.WRONG_WAY, Status.AT_RISK)
_NO_VERDICT = (
    Status.TOO_EARLY,
    Status.TOO_NOISY,
    Status.NO_STARTING_POINT,
    Status.AWAITING_DATA,
    Status.NOT_REPORTED,
)

#: By status: other answers and the sentence about them; the first that fits speaks. Of each kind of
#: answer that is named the goal must have one; None is a goal without an outlook.
_RULES: Mapping[
    tuple[Status, ...], Mapping[tuple[Change | Assurance | Likelihood | None, ...], str]
] = {
    (Status.ON_PACE,): {
        (_WORSE,): (
            "On pace so far by its last figures together; but it has worsened, which "
            "uses up the lead."
        ),
        (_FAILS, _OPEN, _UNLIKELY, None): (
            "On pace so far; as we work today it would not get there, so the planned change has to."
        ),
        (_UNLIKELY,): "On pace so far; but its own course would not get there in time.",
        (_FIRST_WORSE,): "On pace so far; but there is a first sign of worsening.",
    },
    (Status.ALREADY_THERE,): {
        (_WORSE,): "Already there; but it has worsened, and may not stay there.",
        (_UNLIKELY,): "Already there; but its own course leads away from the target again.",
        (_FIRST_WORSE,): "Already there; but there is a first sign of worsening.",
        (_FAILS,): (
            "Already there, and better than its usual range would have given: what has changed "
            "has to last."
        ),
        (_SOMETIMES, _OPEN): (
            "Already there; its usual range reaches to both sides of the target, so a single "
            "figure may still miss it."
        ),
    },
    (Status.REACHED,): {
        (_WORSE,): "Reached just now; but it has worsened, and may not stay there.",
        (_UNLIKELY,): "Reached just now; but its own course leads away from the target again.",
        (_FIRST_WORSE,): "Reached just now; but there is a first sign of worsening.",
        (_LIKELY,): "Likely to be there on time; but just now so narrowly that chance may undo it.",
        (_BETTER,): "Reached, and it has improved; but so narrowly that chance may undo it.",
        (_FIRST_BETTER,): (
            "Reached, with a first sign of improvement; but so narrowly that chance may undo it."
        ),
        (_PASSES,): (
            "All of its usual range is beyond the target; but its last figures together are too "
            "close to it to be sure."
        ),
    },
    (Status.HOLDING,): {
        (_WORSE,): "It holds for now; but it has worsened, and may soon not.",
        (_UNLIKELY,): "It holds for now; but its own course leads out of what the goal asks for.",
        (_FIRST_WORSE,): "It holds for now; but there is a first sign of worsening.",
    },
    (Status.SLIPPED,): {
        (_WORSE,): "It slipped by no more than chance explains; but it has worsened too.",
        (_UNLIKELY,): (
            "It slipped by no more than chance explains; but its own course leads out of what the "
            "goal asks for."
        ),
        (_FIRST_WORSE,): (
            "It slipped by no more than chance explains; but there is a first sign of worsening."
        ),
        (_LIKELY,): "It slipped by no more than chance explains; its own course brings it back.",
        (_BETTER,): "It slipped by no more than chance explains, though it has improved.",
        (_FIRST_BETTER,): (
            "It slipped by no more than chance explains; there is a first sign of improvement."
        ),
        (_SOMETIMES, _PASSES): (
            "It slipped by no more than chance explains: as we work today that happens at times."
        ),
        (_FAILS,): (
            "It slipped by no more than chance explains; but all of its usual range misses what "
            "the goal asks for."
        ),
    },
    (Status.BREACHED,): {
        (_BETTER,): "It does not hold yet, though it has improved.",
        (_LIKELY,): "It does not hold just now; its own course brings it back.",
        (_FIRST_BETTER,): "It does not hold yet; there is a first sign of improvement.",
        (_WORSE, _SOMETIMES, _PASSES): (
            "It does not hold and has worsened: its newest level could keep to the goal, "
            "its last figures do not."
        ),
        (Change.NONE, _SOMETIMES, _PASSES): (
            "It does not hold just now, though it is steady: as we work today that happens at "
            "times."
        ),
        (_PASSES,): "It does not hold just now, though all of its usual range would.",
    },
    _BEHIND: {
        (_BETTER, _LIKELY): (
            "Behind plan so far; but it has improved, and its own course would bring it there."
        ),
        (_BETTER,): "It has improved, but is still behind the plan.",
        (_LIKELY,): "Behind plan so far; but its own course would bring it there.",
        (_FIRST_BETTER,): "Behind plan so far; but there is a first sign of improvement.",
        (_WORSE, _SOMETIMES, _PASSES): (
            "Behind plan and worsened: its newest level could get there, its last figures do not."
        ),
        (_PASSES,): "Behind plan just now, though all of its usual range would get there.",
    },
    _NO_VERDICT: {
        (_WORSE,): "There is no verdict yet, but it has worsened.",
        (_FIRST_WORSE,): "There is no verdict yet, but there is a first sign of worsening.",
        (_UNLIKELY, _LIKELY): "There is no verdict yet; the chance rests on its own course alone.",
        (_BETTER,): "There is no verdict yet, though it has improved.",
        (_FIRST_BETTER,): "There is no verdict yet, though there is a first sign of improvement.",
        (Change.OTHER, Change.FIRST_OTHER): "There is no verdict yet, though it has changed.",
    },
}


def explain_disagreement(assessment: GoalAssessment) -> str:
    """What explains answers that seem to differ; "" if they agree or the goal is scored."""
    if assessment.goal_status.frozen:
        return ""
    change, assurance = assessment.change, assessment.assurance
    likelihood = assessment.outlook.likelihood
    rules = next((rules for statuses, rules in _RULES.items() if assessment.status in statuses), {})
    for named, sentence in rules.items():
        kinds = {type(answer) for answer in named}
        if (
            (Change not in kinds or change in named)
            and (Assurance not in kinds or (assurance is not None and assurance in named))
            and (Likelihood not in kinds or likelihood in named)
        ):
            return sentence
    return ""
