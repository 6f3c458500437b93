"""What is said of a department's goals beside their piles: counts, never an average or a rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.measure.answers import Answers, Change
from generator.measure.outlook import Likelihood
from generator.sentences.answers import CHANGE_SIGNS, LIKELIHOOD_SIGNS
from generator.sentences.words import Sign


def answer_counts(answers: Sequence[Answers]) -> tuple[Sign, ...]:
    """How many goals are really better or worse, and likely or unlikely to be there on time.

    Goals that are scored, and those whose figures are too old to judge by, are not counted.
    """
    judged = [one for one in answers if not one.standing.frozen and not one.standing.fresh.stale]
    found = []
    for change in (Change.BETTER, Change.WORSE):
        count = sum(one.change is change for one in judged)
        if count:
            sign = CHANGE_SIGNS[change]
            found.append(replace(sign, word=f"{count} {sign.word}"))
    for ahead in (Likelihood.LIKELY, Likelihood.UNLIKELY):
        count = sum(one.outlook.likelihood is ahead for one in judged)
        if count:
            sign = LIKELIHOOD_SIGNS[ahead]
            found.append(replace(sign, word=f"{count} {sign.word} to be there on time"))
    return tuple(found)
