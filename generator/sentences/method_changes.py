"""Methods that changed, in words: the verdicts that differ by them, and beginnings that moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.measure.changes.change_kinds import (
    ChangeReason,
    GoalVerdict,
    MethodChange,
    MovedStart,
    SeriesVerdict,
)
from generator.model.vocabulary import Status
from generator.sentences.changes import CHANGE_ANSWERS, in_brackets
from generator.sentences.numbers import Formats, counted, listed, plural
from generator.sentences.words import LIKELIHOOD_BADGES, TRIAGE_BADGES, capitalised, state_in_full

MOVED_START = "Beginning of a level"
BY_METHOD = "By the methods of now"
ABOUT_SETTING = "A setting"

_STATES: Mapping[str, str] = {status: state_in_full(status) for status in Status}
_PILES: Mapping[str, str] = {pile: badge.word for pile, badge in TRIAGE_BADGES.items()}
_CHANCES: Mapping[str, str] = {
    "": "no outlook",
    **{str(one): badge.word for one, badge in LIKELIHOOD_BADGES.items() if one is not None},
}


def method_line(verdicts: int) -> str:
    """How many verdicts the methods alone changed: `Method changed: 3 verdicts differ ...`."""
    verb = plural(verdicts, "differs", "differ")
    return f"Method changed: {counted(verdicts, 'verdict')} {verb} for that reason alone."


def withheld_line(figures: int) -> str:
    """How many figures are not published any more: `3 more figures are not published ...`."""
    verb = plural(figures, "is", "are")
    return (
        f"{counted(figures, 'more figure')} {verb} not published, so that no small group can be "
        "worked out."
    )


def goal_verdict_sentence(verdict: GoalVerdict, edition: str) -> str:
    """The answers about a goal that differ, as published and by the methods of now."""
    then, after = verdict.before, verdict.after
    likelihood = after.outlook.likelihood
    answers = (
        (_word(_STATES, then.status), _STATES[after.status]),
        (_word(_PILES, then.pile), _PILES[after.triage]),
        (_word(_CHANCES, then.likelihood), _CHANCES[likelihood or ""]),
    )
    differ = [pair for pair in answers if pair[0] != pair[1]]
    published, now = (listed([pair[place] for pair in differ]) for place in (0, 1))
    return _by_both(published, now, edition)


def series_verdict_sentence(verdict: SeriesVerdict, edition: str) -> str:
    """The change of a series as published and by the methods of now."""
    return _by_both(_word(CHANGE_ANSWERS, verdict.before), CHANGE_ANSWERS[verdict.after], edition)


def moved_start_sentence(change: MovedStart, formats: Formats) -> str:
    """`Restated figures moved a beginning: the level of May 2025 begins in April 2025 now.`."""
    lead = f"A beginning moved{in_brackets(change.reasons)}"
    if change.reasons == (ChangeReason.RESTATED,):
        lead = "Restated figures moved a beginning"
    before = formats.period(change.before, change.cadence)
    if change.after is None:
        return f"{lead}: no level begins in {before} any more."
    after = formats.period(change.after, change.cadence)
    return f"{lead}: the level that began in {before} now begins in {after}."


def method_sentence(change: MethodChange) -> str:
    """`thresholds.on_pace is 0.9; it was 0.95.`."""
    return f"{change.name} is {change.after}; it was {change.before}."


def _by_both(then: str, now: str, edition: str) -> str:
    return f"{capitalised(then)} in {edition}; the methods of now say of the same figures: {now}."


def _word(words: Mapping[Any, str], code: str) -> str:
    """The word of a code; another version of the generator may know other codes."""
    return words.get(code) or code.replace("-", " ")
