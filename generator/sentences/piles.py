"""Why a goal is in its pile: in general for Methods, and of one goal beside its status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.measure.assessment import TRIAGE_OF, GoalAssessment, PileRule
from generator.model.vocabulary import Status, Triage
from generator.sentences.words import STATUS_WORDS, TRIAGE_BADGES, Badge, badge_of
from generator.sentences.working import Step

#: What puts a goal in a pile besides its status; the other rules are about the status alone.
_WHEN: Mapping[PileRule, str] = {
    PileRule.UNLIKELY_AT_RISK: "at risk and unlikely to be there on time",
    PileRule.UNLIKELY_WORSENED: "worsened since its baseline and unlikely to be there on time",
    PileRule.WORSENED: "worsened since its baseline",
    PileRule.UNLIKELY: "unlikely to be there on time",
    PileRule.FIRST_SIGN: "a first sign of worsening",
    PileRule.DOUBTFUL: "less likely than not to be there on time",
}


def pile_word(assessment: GoalAssessment) -> str:
    """The name of a goal's pile: `needs a decision`."""
    return TRIAGE_BADGES[assessment.triage].word


def pile_reason(assessment: GoalAssessment) -> str:
    """Why a goal is in its pile, in a few words: `off pace`, `worsened since its baseline`."""
    return _WHEN.get(assessment.pile_rule, STATUS_WORDS[assessment.status])


def status_beside_pile(assessment: GoalAssessment) -> Badge:
    """The status as it is told beside the pile: no goal to watch is said to be on track."""
    badge = badge_of(assessment.status)
    if assessment.triage is Triage.WATCH and TRIAGE_OF[assessment.status] is Triage.GOING_WELL:
        return replace(badge, word=badge.detail, detail="")
    return badge


def pile_step(assessment: GoalAssessment) -> Step:
    """The pile as the last line of a working."""
    return Step("Pile", pile_reason(assessment), pile_word(assessment))


def pile_phrases(statuses: set[Status]) -> Iterator[tuple[str, str]]:
    """Each pile with what is in it, in the order in which they are tried; of these statuses."""
    for pile in dict.fromkeys(rule.triage for rule in PileRule):
        alone = [
            STATUS_WORDS[one] for one, of in TRIAGE_OF.items() if of is pile and one in statuses
        ]
        others = [_WHEN[rule] for rule in PileRule if rule.triage is pile and rule in _WHEN]
        yield TRIAGE_BADGES[pile].word, "; or ".join(filter(None, ("; ".join(alone), *others)))
