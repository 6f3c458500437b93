"""The page of a goal in words: its headline, the words beside its small bars, and its pace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.measure.assessment import GoalAssessment
from generator.measure.pace_needed import Move, PaceNeeded
from generator.measure.series import Series
from generator.measure.variation import Assurance
from generator.model.tables import Metric
from generator.model.vocabulary import Cadence, Status
from generator.sentences.assessment import ASSURANCE_BADGES
from generator.sentences.goal_figures import goal_figure
from generator.sentences.goals import aim
from generator.sentences.headings import NO_FIGURE
from generator.sentences.numbers import (
    MINUS,
    Formats,
    counted_periods,
    periods_word,
    short_day,
    unit_title,
)
from generator.sentences.rows import chance_text
from generator.sentences.words import LIKELIHOOD_BADGES, capitalised
from generator.sentences.working import Step

ALL_FIGURES = "The metric"
ONE_SCALE, ONE_SCALE_AND_TARGET = "one scale", "one scale, target dashed"
SIDE_EFFECTS, METRIC = "Side effects", "Metric"
WAY_DONE = "way done"
KEPT_IN = "kept"
CHANCE = "chance"
CHANGE = "change"
AS_WE_WORK = "as we work"
#: The decimals of the numbers that a pace is worked out from.
_EXACT = 3
NEEDED = "needed"
SO_FAR = "so far"

#: What a headline says after the figure, by the status alone; {} is the aim.
_BY_STATUS: Mapping[Status, str] = {
    Status.NO_DATA: "{} cannot be judged yet",
    Status.MET: "it met {}",
    Status.MISSED: "it missed {}",
    Status.AWAITING_DATA: "the figure that decides {} has not come",
    Status.NOT_REPORTED: "the figure that decides {} never came",
    Status.STALE: "too old to judge {}",
    Status.ALREADY_THERE: "the goal of {} is met",
    Status.REACHED: "{} is reached, but not surely",
    Status.NO_STARTING_POINT: "{} has no starting point",
    Status.TOO_EARLY: "too early to judge {}",
    Status.TOO_NOISY: "it swings too much to judge {}",
    Status.ON_PACE: "on the planned way to {}",
    Status.WRONG_WAY: "it moves away from {}",
    Status.OFF_PACE: "far behind the plan for {}",
    Status.AT_RISK: "behind the plan for {}",
    Status.KEPT: "it kept {}",
    Status.BROKEN: "it broke {}",
    Status.HOLDING: "the goal of {} is kept",
    Status.SLIPPED: "it missed {} once",
    Status.BREACHED: "the goal of {} is not kept",
}


def goal_headline(
    assessment: GoalAssessment, series: Series | None, name: str, formats: Formats
) -> str:
    """The finding of a goal: its figure, then what matters most of its answers.

    `Days to first login: 44 days; to reach ≤ 30 days we must work differently.`
    """
    status, metric = assessment.goal_status, assessment.goal_status.metric
    figure = goal_figure(status, series, formats).value or NO_FIGURE
    aimed = aim(assessment.goal, metric, formats)
    text = _BY_STATUS[assessment.status]
    if assessment.unlikely:
        text = "{} is unlikely in time"
        if assessment.assurance is Assurance.FAILS:
            text = "to reach {} we must work differently"
    elif assessment.worse and assessment.status in (Status.ALREADY_THERE, Status.HOLDING):
        text = f"{text}, but it has worsened"
    return f"{name}: {figure}; {text.format(aimed)}."


def way_done(assessment: GoalAssessment, formats: Formats) -> str:
    """`−35 %, plan 53 %`; of a level to hold `9 of 12 months`; "" where neither is known."""
    pace, kept = assessment.goal_status.pace, assessment.goal_status.kept
    if pace is not None:
        progress, expected = formats.percent(pace.progress), formats.percent(pace.expected)
        return f"{progress}, plan {expected}"
    return "" if kept is None else f"{kept.count} of {kept.of}"


def chance_in_words(assessment: GoalAssessment, formats: Formats) -> str:
    """`unlikely, <5 %`; the word alone where no chance is stated."""
    outlook = assessment.outlook
    word, chance = LIKELIHOOD_BADGES[outlook.likelihood].word, chance_text(outlook, formats)
    return word if outlook.stated_chance is None else f"{word}, {chance}"


def able_in_words(assessment: GoalAssessment, formats: Formats) -> str:
    """`no: 39.0 to 44.6 days`: the usual range behind the answer."""
    judged, word = assessment.judged_series, ASSURANCE_BADGES[assessment.assurance].word
    if judged is None or judged.level_range is None:
        return word
    return f"{word}: {formats.between(*judged.level_range, judged.series.metric)}"


def pace_heading(metric: Metric, cadence: Cadence) -> str:
    """`Pace from now, days a month`."""
    unit = {"": "", "%": "points "}.get(unit_title(metric), f"{unit_title(metric)} ")
    return f"Pace from now, {unit}a {periods_word(cadence, 1)}"


def best_of(move: Move, cadence: Cadence) -> str:
    """`best 8 months`."""
    return f"best {counted_periods(move.periods, cadence)}"


def a_period(move: Move, formats: Formats) -> str:
    """A mean change a period with its sign and two figures that count: `−1.75`, `+0.4`."""
    value = move.per_period
    decimals = next((count for limit, count in ((100, 0), (10, 1)) if abs(value) >= limit), 2)
    text = formats.number(abs(value), decimals)
    if decimals and formats.decimal_mark in text:
        text = text.rstrip("0").rstrip(formats.decimal_mark)
    return f"{MINUS if value < 0 else '+'}{text}" if text.strip("0") else "0"


def pace_steps(pace: PaceNeeded, cadence: Cadence, formats: Formats) -> Iterator[Step]:
    """The steps of the pace needed, of that so far and of the best."""

    def step(what: str, move: Move, change: str = "") -> Step:
        change = change or f"{exact(move.change)} after {short_day(move.after)}"
        return Step(
            what=what,
            how=f"{change} / {counted_periods(move.periods, cadence)} to {short_day(move.until)}",
            result=f"{a_period(move, formats)} a {periods_word(cadence, 1)}",
        )

    def exact(value: float) -> str:
        return formats.plain(round(value, _EXACT))

    yield step(
        "Pace needed from now", pace.needed, f"({exact(pace.target)} {MINUS} {exact(pace.newest)})"
    )
    if pace.so_far is not None:
        yield step("Pace so far", pace.so_far)
    if pace.best is not None:
        yield step(capitalised(best_of(pace.best, cadence)), pace.best)
