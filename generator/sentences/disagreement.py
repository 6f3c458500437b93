"""One sentence if the four answers about a goal seem to differ, so that none is explained away."""

from __future__ import annotations

from collections.abc import Mapping

from generator.measure.assessment import GoalAssessment
from generator.measure.outlook import Likelihood
from generator.measure.variation import Assurance
from generator.model.vocabulary import Change, Status

_LIKELY, _OPEN, _UNLIKELY = Likelihood.LIKELY, Likelihood.OPEN, Likelihood.UNLIKELY
_BETTER, _WORSE = Change.BETTER, Change.WORSE
_FAILS, _SOMETIMES, _PASSES = Assurance.FAILS, Assurance.HIT_OR_MISS, Assurance.PASSES

_ON_PACE, _THERE = (Status.ON_PACE,), (Status.ALREADY_THERE,)
_HOLDING, _BREACHED = (Status.HOLDING,), (Status.BREACHED,)
_BEHIND = (Status.OFF_PACE, Status.WRONG_WAY, Status.AT_RISK)
_UNKNOWN = (Status.TOO_EARLY, Status.TOO_NOISY, Status.NO_STARTING_POINT)

#: By status: other answers and the sentence about them; the first that fits speaks. Of each kind of
#: answer that is named the goal must have one; None is a goal without an outlook.
_RULES: Mapping[
    tuple[Status, ...], Mapping[tuple[Change | Assurance | Likelihood | None, ...], str]
] = {
    _ON_PACE: {
        (_WORSE,): (
            "On pace so far by its last figures together; but it is getting really worse, which "
            "uses up the lead."
        ),
        (_FAILS, _OPEN, _UNLIKELY, None): (
            "On pace so far; today's way of working would not get there, so the coming change has "
            "to."
        ),
        (_UNLIKELY,): "On pace so far; but its own course would not cover what is left of the way.",
    },
    _THERE: {
        (_WORSE,): "Already there; but it is getting really worse, and may not stay there.",
        (_UNLIKELY,): "Already there; but its own course leads away from the target again.",
        (_FAILS,): (
            "Already there, and better than its record as a whole would have given: what has "
            "changed has to last."
        ),
        (_SOMETIMES, _OPEN): (
            "Already there; its usual range reaches to both sides of the target, so a single "
            "figure may still miss it."
        ),
    },
    _HOLDING: {
        (_WORSE,): "It holds for now; but it is getting really worse, and may soon not.",
        (_UNLIKELY,): "It holds for now; but its own course leads out of what the goal asks for.",
        (_FAILS,): (
            "It holds for now, which its record as a whole would not have given: what has changed "
            "has to last."
        ),
        (_SOMETIMES,): (
            "It holds for now; its usual range reaches beyond what the goal asks for, so it will "
            "be missed at times even if nothing changes."
        ),
    },
    _BREACHED: {
        (_BETTER,): "It does not hold yet, though it is getting really better.",
        (_LIKELY,): "It does not hold just now; its own course brings it back.",
        (Change.NONE, _SOMETIMES, _PASSES): (
            "It does not hold just now, without a real change: today's way of working lets that "
            "happen at times."
        ),
        (_WORSE, _SOMETIMES, _PASSES): (
            "It does not hold and is really worse: its record as a whole could keep to the goal, "
            "its last figures do not."
        ),
    },
    _BEHIND: {
        (_BETTER, _LIKELY): (
            "Behind plan so far; but it is getting really better, and its own course would bring "
            "it there."
        ),
        (_BETTER,): "It is getting really better, but more slowly than the plan.",
        (_LIKELY,): "Behind plan so far; but its own course would bring it there.",
        (_WORSE, _SOMETIMES, _PASSES): (
            "Behind plan and really worse: its record as a whole could get there, its last figures "
            "do not."
        ),
        (_PASSES,): "Behind plan just now; its record as a whole would get there.",
    },
    _UNKNOWN: {
        (_BETTER, _WORSE, Change.OTHER): (
            "Against the plan nothing can be told yet; against its own record it has really "
            "changed."
        ),
        (_LIKELY, _UNLIKELY): (
            "Against the plan nothing can be told yet; the outlook rests on its own course alone."
        ),
    },
}


def explain_disagreement(assessment: GoalAssessment) -> str:
    """What explains answers that seem to differ; "" if they agree or the goal is scored."""
    if assessment.goal_status.frozen:
        return ""
    assurance, likelihood = assessment.assurance, assessment.outlook.likelihood
    rules = next((rules for statuses, rules in _RULES.items() if assessment.status in statuses), {})
    for named, sentence in rules.items():
        kinds = {type(answer) for answer in named}
        if (
            (Change not in kinds or assessment.change in named)
            and (Assurance not in kinds or (assurance is not None and assurance in named))
            and (Likelihood not in kinds or likelihood in named)
        ):
            return sentence
    return ""
