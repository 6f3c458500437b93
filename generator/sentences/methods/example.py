"""The worked example: which goal or metric it is, why that one, and its lines step by step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.measure.worked_example import Example
from generator.sentences.assessment import ABLE, ASSURANCE_BADGES, ON_TIME
from generator.sentences.goals import aim
from generator.sentences.methods.interval import interval_working
from generator.sentences.methods.limits import LimitsWorking, limits_working
from generator.sentences.methods.section import SiteFeatures
from generator.sentences.numbers import stated_decimals
from generator.sentences.outlook import outlook_answer
from generator.sentences.working import Step, working

CHOSEN = (
    "Chosen by rule: of the open goals with the fullest working the one with the fewest figures "
    "to add up. Each line follows from the numbers printed above it."
)
CHOSEN_METRIC = (
    "Chosen by rule: of the metrics with the fullest working the one with the fewest figures to "
    "add up. Each line follows from the numbers printed above it."
)
STATUS_LINES = "The status, step by step"
FIGURES = "The figures"
LIMITS_LINES = "The natural limits, and whether it has really changed"
INTERVAL_LINES = "The interval of the newest figure"
OTHER_LINES = "The two other questions"
WORKING_HEADS = ("Step", "How", "Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleWorking:
    """The lines of an example by what they work out; a part that it does not have is empty."""

    chosen: str
    status: tuple[Step, ...]
    limits: LimitsWorking | None
    interval: tuple[Step, ...]
    others: tuple[Step, ...]


def example_working(example: Example, scope: SiteFeatures) -> ExampleWorking:
    """All that is worked out of an example."""
    assessment, formats, settings = example.assessment, scope.formats, scope.settings
    status: tuple[Step, ...] = ()
    if assessment is not None:
        plan = scope.report.milestones.get(assessment.goal.goal, ())
        status = working(assessment.goal_status, example.series, plan, formats, settings.thresholds)
    limits = limits_working(
        example.series,
        example.judged_series,
        settings.variation,
        formats,
        assessment.goal_status.sign if assessment else 0,
    )
    return ExampleWorking(
        chosen=CHOSEN if assessment else CHOSEN_METRIC,
        status=status,
        limits=limits,
        interval=interval_working(example.series, formats),
        others=tuple(_others(example, limits, scope)),
    )


def _others(example: Example, limits: LimitsWorking | None, scope: SiteFeatures) -> Iterator[Step]:
    """The answers that follow from the limits, or from the forecast."""
    assessment = example.assessment
    if assessment is None:
        return
    if limits is not None and assessment.assurance is not None:
        aimed = aim(assessment.goal, assessment.goal_status.metric, scope.formats)
        low, high = (
            scope.formats.number(end, stated_decimals(end)) for end in (limits.low, limits.high)
        )
        yield Step(
            what=ABLE,
            how=f"natural limits {low} and {high}; the goal is {aimed}",
            result=ASSURANCE_BADGES[assessment.assurance].word,
        )
    if assessment.outlook.chance is not None:
        yield Step(
            what=ON_TIME,
            how="from the forecast, which needs a computer",
            result=outlook_answer(assessment.outlook, scope.formats).lower(),
        )
