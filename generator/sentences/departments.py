"""What is said of a department's goals beside their piles: counts, never an average or a rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.measure.assessment import Change, GoalAssessment
from generator.measure.outlook import Likelihood
from generator.sentences.assessment import CHANGE_BADGES, LIKELIHOOD_BADGES
from generator.sentences.words import Badge


def answer_counts(answers: Sequence[GoalAssessment]) -> tuple[Badge, ...]:
    """How many goals are really better or worse, and likely or unlikely to be there on time.

    Goals that are scored, and those whose figures are too old to judge by, are not counted.
    """
    judged = [
        one for one in answers if not one.goal_status.frozen and not one.goal_status.fresh.stale
    ]
    found = []
    for change in (Change.BETTER, Change.WORSE):
        count = sum(one.change is change for one in judged)
        if count:
            sign = CHANGE_BADGES[change]
            found.append(replace(sign, word=f"{count} {sign.word}"))
    for ahead in (Likelihood.LIKELY, Likelihood.UNLIKELY):
        count = sum(one.outlook.likelihood is ahead for one in judged)
        if count:
            sign = LIKELIHOOD_BADGES[ahead]
            found.append(replace(sign, word=f"{count} {sign.word} to be there on time"))
    return tuple(found)
