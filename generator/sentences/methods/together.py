"""How the departments pull together: what is looked for in the tables, and how tension is told."""

from __future__ import annotations

from collections.abc import Iterator

from generator.measure.alignment.trade_offs import FALSE_DISCOVERIES, FEWEST_PERIODS, MOST_SHIFTS
from generator.model.tables import Goal, Handoff
from generator.sentences.methods.section import MethodsSection, SiteFeatures, Table


def together(scope: SiteFeatures, tried: int) -> MethodsSection:
    """What the findings on Objectives rest on; `tried` is how many pairs of metrics were."""
    return MethodsSection(
        anchor="together",
        title="Do the departments pull the same way?",
        text=(
            (
                "What is found on the page Objectives rests on rows of the tables and on the "
                "answers above. What no table is kept of is not looked for, and no finding says "
                "whose fault it is."
            ),
        ),
        table=Table(
            caption="What is told, and when",
            heads=("Finding", "When it is told"),
            rows=tuple(_found(scope)),
        ),
        notes=(_tension(scope),) if tried else (),
    )


def _found(scope: SiteFeatures) -> Iterator[tuple[str, str]]:
    dataset = scope.report.dataset
    if dataset.has(Goal):
        yield (
            "A goal at the cost of its guardrail",
            (
                "It is going well, and a metric that must not worsen for it is really worse, or "
                "has a goal of its own that is missed, broken or breached"
            ),
        )
        yield (
            "Two goals that oppose each other",
            (
                "Those of two departments, or of one owner, ask one metric to rise and to fall, or "
                "no value fulfils both, while both run"
            ),
        )
    if dataset.has(Handoff):
        yield (
            "A handoff that one side does not feel",
            (
                "The provider's own metric does well and that of the promise or of the receiver "
                "does badly. Well is: every goal on it that can be judged is going well or, "
                "without a goal, it is not really worse. Badly is: it is really worse, or a goal "
                "on it needs a decision"
            ),
        )
    if dataset.has(Goal):
        yield (
            "A commitment with no goal behind it",
            (
                "No open goal of the department is on a metric of what customers or the colleagues "
                "it serves experience"
            ),
        )
        yield (
            "No back-office department",
            "Every department with an open goal for the objective serves customers of the company",
        )


def _tension(scope: SiteFeatures) -> str:
    return (
        "Metrics of two departments that move against each other are looked for among those with "
        f"{FEWEST_PERIODS} periods or more in common. Each is turned so that up is better; from "
        "each step to the next period the mean step into that calendar month is taken; what is "
        "left is compared by Spearman's rank correlation. What chance does is told by shifting "
        f"the one series against the other by every number of periods (of long ones by "
        f"{MOST_SHIFTS}): each pair's correlations are divided by their root mean square, and p is "
        "(1 + shifts of all pairs with a correlation as low) / (1 + all shifts). Of all pairs "
        "tried those are told that stand by the procedure of Benjamini and Hochberg at "
        f"{scope.percent(FALSE_DISCOVERIES)}. They are questions: that two move against each "
        "other does not say that one is the cause."
    )
