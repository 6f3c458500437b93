"""The four questions that are asked of a goal, each with its answers and what decides."""

from __future__ import annotations

from generator.sentences.methods.section import Scope, Section, Table

FINDING = (
    "Every answer on this site follows from the figures by a rule; nobody sets one by hand. Here "
    "are the rules, with the numbers that are in force."
)


def questions(scope: Scope) -> Section:
    """The four questions in plain words."""
    likely = scope.percent(scope.settings.chances.likely)
    unlikely = scope.percent(scope.settings.chances.unlikely)
    pace = "Where it stands against its plan, on the day of its figures and not of today."
    if not scope.reach:
        pace = "Whether its newest figure keeps to it; such a goal has no plan."
    elif scope.keep:
        pace += " A level or a range to be kept has no plan: there the newest figure decides."
    return Section(
        anchor="questions",
        title="Four questions",
        text=(
            (
                "Four questions are asked of a goal. Each is answered by a method of its own, and "
                "the answers are never merged into one mark: a goal can be on pace and yet "
                "unlikely to be there on time."
            ),
        ),
        table=Table(
            caption="The four questions",
            heads=("Question", "Answers", "What decides"),
            rows=(
                (
                    "Has it really changed?",
                    "no real change, really better, really worse",
                    (
                        "Its newest figures against the ups and downs that it always has. Of "
                        "metrics without a goal this question alone is asked."
                    ),
                ),
                (
                    "Could today's way of working get there?",
                    "every time, sometimes, not without a change",
                    (
                        "Whether its usual range lies wholly on the right side of the target, on "
                        "both sides of it, or wholly on the wrong side."
                    ),
                ),
                ("Is it on pace?", "the statuses below", pace),
                (
                    "Will it be there on time?",
                    "likely, open, unlikely",
                    (
                        "The chance that its figure fulfils the goal at the due date, if things "
                        f"go on as they did: likely from {likely}, unlikely up to {unlikely}."
                    ),
                ),
            ),
        ),
    )
