"""The four questions that are asked of a goal, each with its answers and what decides."""

from __future__ import annotations

from collections.abc import Iterable

from generator.measure.assessment import Change
from generator.measure.outlook import Likelihood
from generator.measure.variation import Assurance
from generator.sentences.assessment import (
    ABLE,
    ASSURANCE_BADGES,
    CHANGE_BADGES,
    CHANGED,
    LIKELIHOOD_BADGES,
    ON_PACE,
    ON_TIME,
)
from generator.sentences.methods.section import MethodsSection, SiteFeatures, Table
from generator.sentences.words import Badge

ON_THIS_PAGE = "On this page"
FINDING = (
    "Every answer on this site follows from the figures by a rule; nobody sets one by hand. Here "
    "are the rules, with the numbers that are in force."
)


def questions(scope: SiteFeatures) -> MethodsSection:
    """The four questions in plain words."""
    likely = scope.percent(scope.settings.chances.likely)
    unlikely = scope.percent(scope.settings.chances.unlikely)
    pace = "Where it stands against its plan, on the day of its figures and not of today."
    apart = "a goal can be on pace and yet unlikely to be there on time"
    if not scope.reach:
        apart = "a level can be held today and yet be unlikely to be held at its due date"
        pace = "Whether its newest figure keeps to it; such a goal has no plan."
    elif scope.keep:
        pace += " A level or a range to be kept has no plan: there the newest figure decides."
    return MethodsSection(
        anchor="questions",
        title="Four questions",
        text=(
            (
                "Four questions are asked of a goal. Each is answered by a method of its own, and "
                f"the answers are never merged into one mark: {apart}."
            ),
        ),
        table=Table(
            caption="The four questions",
            heads=("Question", "Answers", "What decides"),
            rows=(
                (
                    CHANGED,
                    _words(
                        CHANGE_BADGES[one] for one in (Change.NONE, Change.BETTER, Change.WORSE)
                    ),
                    (
                        "Its newest figures against the ups and downs that it always has. Of "
                        "metrics without a goal this question alone is asked."
                    ),
                ),
                (
                    ABLE,
                    _words(ASSURANCE_BADGES[one] for one in Assurance),
                    (
                        "Whether its usual range lies wholly on the right side of the target, on "
                        "both sides of it, or wholly on the wrong side."
                    ),
                ),
                (ON_PACE, "the statuses below", pace),
                (
                    ON_TIME,
                    _words(LIKELIHOOD_BADGES[one] for one in Likelihood),
                    (
                        "The chance that its figure fulfils the goal at the due date, if things "
                        f"go on as they did: likely from {likely}, unlikely up to {unlikely}."
                    ),
                ),
            ),
        ),
    )


def _words(signs: Iterable[Badge]) -> str:
    return ", ".join(sign.word for sign in signs)
