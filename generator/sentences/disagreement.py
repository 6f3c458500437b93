"""One sentence where the four answers about a goal seem to differ, so that none is explained away.

The rules are tried in order, and the first that fits speaks; where the answers agree none does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from generator.measure.assessment import Change, GoalAssessment
from generator.measure.outlook import Likelihood
from generator.measure.variation import Assurance
from generator.model.vocabulary import Status

_LIKELY, _OPEN, _UNLIKELY = Likelihood.LIKELY, Likelihood.OPEN, Likelihood.UNLIKELY
_BEHIND = (Status.OFF_PACE, Status.WRONG_WAY, Status.AT_RISK)
_UNTOLD = (Status.TOO_EARLY, Status.TOO_NOISY, Status.NO_STARTING_POINT)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """Answers that seem to differ, and what is said then; what is left out may be anything."""

    status: Collection[Status]
    sentence: str
    change: Collection[Change] = ()
    assurance: Collection[Assurance] = ()
    likelihood: Collection[Likelihood | None] = ()

    def fits(self, assessment: GoalAssessment) -> bool:
        return (
            assessment.status in self.status
            and (not self.change or assessment.change in self.change)
            and (not self.assurance or assessment.assurance in self.assurance)
            and (not self.likelihood or assessment.outlook.likelihood in self.likelihood)
        )


_RULES = (
    _Rule(
        status=(Status.ON_PACE,),
        change=(Change.WORSE,),
        sentence="On pace so far by its last figures together; but it is getting really worse, "
        "which uses up the lead.",
    ),
    _Rule(
        status=(Status.ON_PACE,),
        assurance=(Assurance.FAILS,),
        likelihood=(_OPEN, _UNLIKELY, None),
        sentence="On pace so far; today's way of working would not get there, so the coming "
        "change has to.",
    ),
    _Rule(
        status=(Status.ON_PACE,),
        likelihood=(_UNLIKELY,),
        sentence="On pace so far; but its own course would not cover what is left of the way.",
    ),
    _Rule(
        status=(Status.ALREADY_THERE,),
        change=(Change.WORSE,),
        sentence="Already there; but it is getting really worse, and may not stay there.",
    ),
    _Rule(
        status=(Status.ALREADY_THERE,),
        likelihood=(_UNLIKELY,),
        sentence="Already there; but its own course leads away from the target again.",
    ),
    _Rule(
        status=(Status.ALREADY_THERE,),
        assurance=(Assurance.FAILS,),
        sentence="Already there, and better than its record as a whole would have given: what has "
        "changed has to last.",
    ),
    _Rule(
        status=(Status.ALREADY_THERE,),
        assurance=(Assurance.HIT_OR_MISS,),
        likelihood=(_OPEN,),
        sentence="Already there; its usual range reaches to both sides of the target, so a single "
        "figure may still miss it.",
    ),
    _Rule(
        status=(Status.HOLDING,),
        change=(Change.WORSE,),
        sentence="It holds for now; but it is getting really worse, and may soon not.",
    ),
    _Rule(
        status=(Status.HOLDING,),
        likelihood=(_UNLIKELY,),
        sentence="It holds for now; but its own course leads out of what the goal asks for.",
    ),
    _Rule(
        status=(Status.HOLDING,),
        assurance=(Assurance.FAILS,),
        sentence="It holds for now, which its record as a whole would not have given: what has "
        "changed has to last.",
    ),
    _Rule(
        status=(Status.HOLDING,),
        assurance=(Assurance.HIT_OR_MISS,),
        sentence="It holds for now; its usual range reaches beyond what the goal asks for, so it "
        "will be missed at times even if nothing changes.",
    ),
    _Rule(
        status=(Status.BREACHED,),
        change=(Change.BETTER,),
        sentence="It does not hold yet, though it is getting really better.",
    ),
    _Rule(
        status=(Status.BREACHED,),
        likelihood=(_LIKELY,),
        sentence="It does not hold just now; its own course brings it back.",
    ),
    _Rule(
        status=(Status.BREACHED,),
        change=(Change.NONE,),
        assurance=(Assurance.HIT_OR_MISS, Assurance.PASSES),
        sentence="It does not hold just now, without a real change: today's way of working lets "
        "that happen at times.",
    ),
    _Rule(
        status=(Status.BREACHED,),
        change=(Change.WORSE,),
        assurance=(Assurance.HIT_OR_MISS, Assurance.PASSES),
        sentence="It does not hold and is really worse: its record as a whole could keep to the "
        "goal, its last figures do not.",
    ),
    _Rule(
        status=_BEHIND,
        change=(Change.BETTER,),
        likelihood=(_LIKELY,),
        sentence="Behind plan so far; but it is getting really better, and its own course would "
        "bring it there.",
    ),
    _Rule(
        status=_BEHIND,
        change=(Change.BETTER,),
        sentence="It is getting really better, but more slowly than the plan.",
    ),
    _Rule(
        status=_BEHIND,
        likelihood=(_LIKELY,),
        sentence="Behind plan so far; but its own course would bring it there.",
    ),
    _Rule(
        status=_BEHIND,
        change=(Change.WORSE,),
        assurance=(Assurance.HIT_OR_MISS, Assurance.PASSES),
        sentence="Behind plan and really worse: its record as a whole could get there, its last "
        "figures do not.",
    ),
    _Rule(
        status=_BEHIND,
        assurance=(Assurance.PASSES,),
        sentence="Behind plan just now; its record as a whole would get there.",
    ),
    _Rule(
        status=_UNTOLD,
        change=(Change.BETTER, Change.WORSE, Change.OTHER),
        sentence="Against the plan nothing can be told yet; against its own record it has really "
        "changed.",
    ),
    _Rule(
        status=_UNTOLD,
        likelihood=(_LIKELY, _UNLIKELY),
        sentence="Against the plan nothing can be told yet; the outlook rests on its own course "
        "alone.",
    ),
)


def reconciled(assessment: GoalAssessment) -> str:
    """What reconciles answers that seem to differ; "" where they agree or the goal is scored."""
    if assessment.goal_status.frozen:
        return ""
    return next((rule.sentence for rule in _RULES if rule.fits(assessment)), "")
