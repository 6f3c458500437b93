"""The outlook of a goal in words: will it be there on time, or why that cannot be said."""

from __future__ import annotations

from collections.abc import Mapping

from generator.measure.forecast import INNER_BAND
from generator.measure.forecast_window import (
    FEWEST_POINTS,
    SURE_FROM_SEASONS,
    Cut,
    NoForecastReason,
    measured_to,
)
from generator.measure.outlook import Likelihood, Outlook
from generator.measure.status import GoalStatus
from generator.model.vocabulary import Cadence, Rule, Status
from generator.sentences.goals import in_period
from generator.sentences.numbers import Formats, day, in_words, periods_word, plural
from generator.sentences.words import LIKELIHOOD_BADGES, capitalised

#: What a goal is expected to do, with its preposition, by each likelihood.
_REACH, _STAY = ("be there", "by"), ("still be there", "on")
_HOLD, _RETURN = ("hold", "on"), ("hold again", "by")

#: The questions that nobody asks any more, with their answers.
_UNASKED = {NoForecastReason.PAST_DUE: "Past due", NoForecastReason.CLOSED: "Closed"}

NO_FORECAST: Mapping[NoForecastReason, str] = {
    NoForecastReason.NO_DUE_DATE: "It has no due date, so there is no day to look ahead to.",
    NoForecastReason.NO_DIRECTION: "It is not stated which way is better.",
    NoForecastReason.NO_CLOSED_PERIOD: "No period has ended yet.",
    NoForecastReason.STALE: "Its newest figure is too old to look ahead from.",
    NoForecastReason.ROLLING_AVERAGE: (
        "Each figure averages several periods, so nobody can look ahead from it."
    ),
    NoForecastReason.TOO_FEW: f"Fewer than {FEWEST_POINTS} figures: too few to look ahead from.",
    NoForecastReason.CONSTANT: "Every figure is the same, so there is nothing to look ahead from.",
    NoForecastReason.DECIDED: "The last figure before its due date has come already.",
    NoForecastReason.TOO_FAR: "Its due date is too far away to look ahead to.",
    NoForecastReason.BEGINS_ANEW: "Its record begins anew before the due date.",
}


#: When there is no outlook, for Methods; {} is how far one may look ahead.
_WHEN: Mapping[NoForecastReason, str] = {
    NoForecastReason.NO_DUE_DATE: "the goal has no due date",
    NoForecastReason.PAST_DUE: "its due date has passed",
    NoForecastReason.CLOSED: "the goal is closed",
    NoForecastReason.NO_DIRECTION: "it is not stated which way is better",
    NoForecastReason.NO_CLOSED_PERIOD: "no period has ended",
    NoForecastReason.STALE: "the newest figure is too old",
    NoForecastReason.TOO_FEW: f"there are fewer than {FEWEST_POINTS} figures of ended periods",
    NoForecastReason.TOO_FAR: "the due date is further away than {}",
    NoForecastReason.DECIDED: "the last figure before the due date has come already",
    NoForecastReason.CONSTANT: "every figure is the same",
    NoForecastReason.BEGINS_ANEW: "the record begins anew before the due date",
    NoForecastReason.ROLLING_AVERAGE: "each figure averages several periods",
}


def when_no_outlook(furthest: str, *, rebased: bool, rolling: bool) -> str:
    """When there is no outlook, as a part of a sentence, on a site with or without rebases."""
    needed = {NoForecastReason.BEGINS_ANEW: rebased, NoForecastReason.ROLLING_AVERAGE: rolling}
    phrases = [phrase for reason, phrase in _WHEN.items() if needed.get(reason, True)]
    return ", or ".join(phrases).format(furthest)


def outlook_answer(outlook: Outlook, formats: Formats) -> str:
    """The answer in a word, with its chance if it is stated: `Likely (84 %)`; or `No outlook`."""
    if outlook.reason in _UNASKED:
        return _UNASKED[outlook.reason]
    word = capitalised(LIKELIHOOD_BADGES[outlook.likelihood].word)
    return f"{word}{chance_in_brackets(outlook, formats)}"


def chance_in_brackets(outlook: Outlook, formats: Formats) -> str:
    """The chance as it is stated, after a space: ` (under 5 %)`; "" if only the word is."""
    chance = _chance(outlook, formats)
    return f" ({chance})" if chance else ""


def outlook_sentence(goal_status: GoalStatus, outlook: Outlook, formats: Formats) -> str:
    """Whether a goal will be there on time, to be read aloud; "" without an outlook."""
    due, likelihood = goal_status.goal.due, outlook.likelihood
    if likelihood is None or due is None:
        return ""
    does, by = _expected(goal_status, likelihood)
    chance, word = _chance(outlook, formats), LIKELIHOOD_BADGES[likelihood].word
    if likelihood is Likelihood.OPEN:
        text = f"it {word} by {day(due)}"
        text += f": the chance to {does} is {chance}" if chance else ""
    else:
        text = f"it is {word} to {does} {by} {day(due)}"
        text += f" (chance {chance})" if chance else ""
    return f"Going on like this, {text}."


def outlook_basis(
    goal_status: GoalStatus, outlook: Outlook, cadence: Cadence, formats: Formats
) -> str:
    """Where the figure is heading and what that rests on, or why there is no outlook."""
    if outlook.reason is not None:
        return NO_FORECAST.get(outlook.reason, "")
    if outlook.floor is None:
        tried = measured_to(cadence)
        return (
            f"Only the word is given: chances were tried up to {tried} "
            f"{periods_word(cadence, tried)} ahead.{_rests_on(outlook, cadence, formats)}"
        )
    assert outlook.mean is not None
    assert outlook.period is not None
    assert outlook.band_80 is not None
    metric = goal_status.metric
    when = in_period(formats.period(outlook.period, cadence), cadence)
    low, high = (formats.value(end, metric) for end in outlook.band_80)
    return (
        f"Heading for {formats.value(outlook.mean, metric)} {when}; with a chance of "
        f"{formats.percent(INNER_BAND / 100)} it will be between {low} and {high}."
        f"{_rests_on(outlook, cadence, formats)}"
    )


def _rests_on(outlook: Outlook, cadence: Cadence, formats: Formats) -> str:
    """What is special about the figures that it rests on, as sentences after a space."""
    window, text = outlook.window, ""
    if window is None:
        return text
    if window.cut is not None and window.since is not None:
        begun = formats.period(window.since, cadence)
        why = (
            "its record begins anew there" if window.cut is Cut.REBASE else "a gap comes before it"
        )
        text = f" It rests on the figures since {begun}: {why}."
    if window.bridged:
        count = len(window.bridged)
        missing = f"{count} missing {periods_word(cadence, count)} {plural(count, 'was', 'were')}"
        text += f" {missing} bridged by a straight line."
    if window.low_confidence:
        season = "week" if cadence is Cadence.DAILY else "year"
        long = in_words(SURE_FROM_SEASONS, season)
        text += f" Less sure than others: it rests on fewer than {long} of figures."
    return text


def _chance(outlook: Outlook, formats: Formats) -> str:
    """The chance within its floor: `62 %`, `under 5 %`; "" if only the word is stated."""
    if outlook.chance is None or outlook.floor is None:
        return ""
    return formats.chance(outlook.chance, outlook.floor)


def _expected(goal_status: GoalStatus, likelihood: Likelihood) -> tuple[str, str]:
    """What a goal is expected to do up to its date, and the preposition: `be there`, `by`."""
    if goal_status.goal.rule is Rule.REACH:
        return _STAY if goal_status.status in _THERE else _REACH
    does, by = _RETURN if goal_status.status in _OUTSIDE else _HOLD
    if does == "hold" and likelihood is not Likelihood.UNLIKELY:
        does = "still hold"
    return does, by


_THERE = (Status.ALREADY_THERE, Status.REACHED)
_OUTSIDE = (Status.BREACHED, Status.SLIPPED)
