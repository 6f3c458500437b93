"""Will it be there on time: the outlook of a goal in words, or why there is none."""

from __future__ import annotations

from generator.measure.forecast_window import FEWEST_POINTS, Cut, NoForecastReason
from generator.measure.outlook import Likelihood, Outlook
from generator.measure.status import GoalStatus
from generator.model.vocabulary import Cadence, Rule, Status
from generator.sentences.numbers import Formats, day, periods_word
from generator.sentences.words import LIKELIHOOD_WORDS

#: Of a goal to reach, of one to hold that holds, and of one to hold that does not.
_REACH = {
    Likelihood.LIKELY: "it will probably be there by",
    Likelihood.OPEN: "it is open whether it will be there by",
    Likelihood.UNLIKELY: "it will hardly be there by",
}
_HOLD = {
    Likelihood.LIKELY: "it will probably still hold on",
    Likelihood.OPEN: "it is open whether it will still hold on",
    Likelihood.UNLIKELY: "it will hardly hold on",
}
_RETURN = {
    Likelihood.LIKELY: "it will probably hold again by",
    Likelihood.OPEN: "it is open whether it will hold again by",
    Likelihood.UNLIKELY: "it will hardly hold again by",
}
_STAY = {
    Likelihood.LIKELY: "it will probably still be there on",
    Likelihood.OPEN: "it is open whether it will still be there on",
    Likelihood.UNLIKELY: "it will hardly still be there on",
}

#: The questions that nobody asks any more.
_UNASKED = (NoForecastReason.PAST_DUE, NoForecastReason.CLOSED)

_NONE = {
    NoForecastReason.NO_DUE_DATE: "It has no due date, so there is no day to look ahead to.",
    NoForecastReason.PAST_DUE: "Its due date has passed.",
    NoForecastReason.CLOSED: "This goal is closed.",
    NoForecastReason.NO_DIRECTION: "It is not stated which way is better.",
    NoForecastReason.NO_CLOSED_PERIOD: "No period has ended yet.",
    NoForecastReason.ROLLING_AVERAGE: (
        "Each figure averages several periods, so one cannot look ahead from it."
    ),
    NoForecastReason.TOO_FEW: (f"Fewer than {FEWEST_POINTS} figures: too few to look ahead from."),
    NoForecastReason.CONSTANT: "Every figure is the same, so there is nothing to look ahead from.",
    NoForecastReason.DECIDED: "The last figure before its due date has come already.",
    NoForecastReason.TOO_FAR: "Its due date is too far away to look ahead to.",
    NoForecastReason.BEGINS_ANEW: "Its record begins anew before the due date.",
}


def outlook_answer(outlook: Outlook, formats: Formats) -> str:
    """The answer in a word with its chance: `Likely (84 %)`; `No outlook` where there is none."""
    if outlook.none is NoForecastReason.PAST_DUE:
        return "Past due"
    if outlook.none is NoForecastReason.CLOSED:
        return "Closed"
    if outlook.likelihood is None or outlook.chance is None:
        return "No outlook"
    return f"{LIKELIHOOD_WORDS[outlook.likelihood].capitalize()} ({formats.chance(outlook.chance)})"


def outlook_sentence(goal_status: GoalStatus, outlook: Outlook, formats: Formats) -> str:
    """Whether a goal will be there on time, to be read aloud; "" where nobody asks or can tell."""
    if outlook.likelihood is None or outlook.chance is None or goal_status.goal.due is None:
        return ""
    words = _words(goal_status)[outlook.likelihood]
    when = day(goal_status.goal.due)
    return f"Going on like this, {words} {when} (chance {formats.chance(outlook.chance)})."


def outlook_basis(
    goal_status: GoalStatus, outlook: Outlook, cadence: Cadence, formats: Formats
) -> str:
    """What an outlook rests on and where the figure is heading; why there is none where none is."""
    if outlook.none is not None:
        return "" if outlook.none in _UNASKED else _NONE[outlook.none]
    assert outlook.mean is not None
    assert outlook.period is not None
    assert outlook.band_80 is not None
    metric = goal_status.metric
    when = formats.period(outlook.period, cadence)
    preposition = "on" if cadence is Cadence.DAILY else "in"
    text = (
        f"Heading for {formats.value(outlook.mean, metric)} {preposition} {when}; with a chance of "
        f"{formats.percent(0.8)} it will lie between "
        f"{_ends(outlook.band_80, formats, goal_status)}."
    )
    return f"{text}{_since(outlook, cadence, formats)}"


def _ends(band: tuple[float, float], formats: Formats, goal_status: GoalStatus) -> str:
    low, high = band
    return f"{formats.value(low, goal_status.metric)} and {formats.value(high, goal_status.metric)}"


def _since(outlook: Outlook, cadence: Cadence, formats: Formats) -> str:
    """Which figures it rests on, where that are fewer than there are."""
    stretch = outlook.stretch
    if stretch is None:
        return ""
    text = ""
    if stretch.cut is not None and stretch.since is not None:
        begun = formats.period(stretch.since, cadence)
        why = "its record begins anew there" if stretch.cut is Cut.REBASE else "a gap lies before"
        text = f" It rests on the figures since {begun}: {why}."
    if stretch.bridged:
        count = len(stretch.bridged)
        verb = "was" if count == 1 else "were"
        text += (
            f" {count} missing {periods_word(cadence, count)} {verb} bridged by a straight line."
        )
    if outlook.low_confidence:
        long = "two weeks" if cadence is Cadence.DAILY else "two years"
        text += f" Less sure than others: it rests on fewer than {long} of figures."
    return text


def _words(goal_status: GoalStatus) -> dict[Likelihood, str]:
    if goal_status.goal.rule is Rule.REACH:
        return _STAY if goal_status.status is Status.ALREADY_THERE else _REACH
    return _RETURN if goal_status.status is Status.BREACHED else _HOLD
