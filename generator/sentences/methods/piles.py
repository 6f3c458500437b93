"""The four piles: which goal lies on which, and in what order goals are read."""

from __future__ import annotations

from generator.measure.assessment import TRIAGE_OF
from generator.model.vocabulary import Rule, Status, Triage
from generator.sentences.methods.section import MethodsSection, SiteFeatures, Table
from generator.sentences.numbers import listed
from generator.sentences.words import STATUS_WORDS, TRIAGE_BADGES

_OF_KEEPING = (Status.KEPT, Status.BROKEN, Status.HOLDING, Status.BREACHED)
_OF_BOTH = (Status.NO_DATA, Status.STALE)
_MORE = {
    Triage.CANNOT_SAY: "",
    Triage.NEEDS_DECISION: "or it is unlikely to be there on time",
    Triage.WATCH: "or its metric is really worse",
    Triage.GOING_WELL: "",
}


def piles(scope: SiteFeatures) -> MethodsSection:
    """The reading order of Home, from the answers."""
    urgent = listed(
        [
            STATUS_WORDS[status]
            for status in (Status.WRONG_WAY, Status.BREACHED, Status.OFF_PACE)
            if _occurs(status, scope)
        ]
    )
    promise = ""
    if scope.settings.promise_goal in scope.report.goal_statuses:
        promise = "first the goal that measures the promise, then "
    return MethodsSection(
        anchor="piles",
        title="The four piles",
        text=(
            (
                "A pile is an order to read in and no fifth status. Each open goal lies on the "
                "first that fits. Goals are counted and never averaged, and neither goals nor "
                "departments are ranked by how well they do."
            ),
        ),
        table=Table(
            caption="The piles in the order in which they are tried",
            heads=("Pile", "What lies on it"),
            rows=tuple((TRIAGE_BADGES[pile].word, _what(pile, scope)) for pile in _MORE),
        ),
        notes=(
            (
                "Once a goal is scored at its due date its status alone decides. A goal is closed "
                "when it is dropped, when another goal continues it, or when a decision about it "
                "was taken after its due date: it keeps its page and is no longer counted."
            ),
            (
                f"What needs attention is read in this order: {promise}what is missed, broken or "
                "unlikely to be there on time, then the rest; within both what is really worse "
                f"first, then what is {urgent}. Among equals what customers feel comes first, then "
                "the earlier due date, then the name of the goal in the data."
            ),
        ),
    )


def _what(pile: Triage, scope: SiteFeatures) -> str:
    statuses = [
        STATUS_WORDS[status]
        for status, of in TRIAGE_OF.items()
        if of is pile and _occurs(status, scope)
    ]
    text = "; ".join(part for part in (", ".join(statuses), _MORE[pile]) if part)
    text = text.removeprefix("or ")
    return f"{text[:1].upper()}{text[1:]}."


def _occurs(status: Status, scope: SiteFeatures) -> bool:
    """Whether a goal of this site could have a status."""
    if status in _OF_BOTH:
        return True
    return scope.keep if status in _OF_KEEPING else Rule.REACH in scope.rules
