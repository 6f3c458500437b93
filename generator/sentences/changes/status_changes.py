"""What is said of goals and series that stand elsewhere than in the previous edition, and why."""

from __future__ import annotations

from collections.abc import Mapping

from generator.measure.assessment import Change
from generator.measure.changes.change_kinds import ChangeReason, StatusChange, VariationChange
from generator.measure.series import Series
from generator.model.vocabulary import Status, Triage
from generator.sentences.goals import latest
from generator.sentences.numbers import Formats, listed
from generator.sentences.words import STATUS_WORDS, TRIAGE_BADGES

_REASONS: Mapping[ChangeReason, str] = {
    ChangeReason.NEW_DATA: "new figures",
    ChangeReason.TIME: "no new figure came",
    ChangeReason.RESTATED: "restated figures of the past",
    ChangeReason.DEFINITION: "a changed definition",
    ChangeReason.METHOD: "a changed way of working it out",
    ChangeReason.TARGET: "a moved target, due date or plan",
}
_CHANGES: Mapping[str, str] = {
    Change.NONE: "no real change",
    Change.BETTER: "really better",
    Change.WORSE: "really worse",
    Change.OTHER: "really changed",
    Change.UNKNOWN: "could not be told",
}


def status_sentences(
    change: StatusChange, edition: str, now: Series | None, formats: Formats
) -> str:
    """How it stood and stands, what made the difference, and both values."""
    before, status = change.before, change.after.status
    if before.status == status:
        piles = [TRIAGE_BADGES[Triage(pile)].word for pile in (before.pile, change.after.triage)]
        text = (
            f"{_capital(STATUS_WORDS[status])} as in {edition}; then: {piles[0]}, now: {piles[1]}"
        )
    else:
        then = STATUS_WORDS[Status(before.status)]
        text = f"{_capital(then)} in {edition}, now {STATUS_WORDS[status]}"
    return " ".join(filter(None, [f"{text}{why(change.reasons)}.", _values(change, now, formats)]))


def variation_sentences(change: VariationChange, edition: str) -> str:
    """Whether it has really changed, then and now."""
    then = _CHANGES.get(change.before, change.before)
    return f"{_capital(_CHANGES[change.after])}; in {edition}: {then}{why(change.reasons)}."


def why(reasons: tuple[ChangeReason, ...]) -> str:
    """What made the difference, after what it made: ` (new figures)`."""
    return f" ({listed([_REASONS[reason] for reason in reasons])})" if reasons else ""


def _values(change: StatusChange, now: Series | None, formats: Formats) -> str:
    value, then = latest(now, formats), latest(change.series_before, formats)
    if not value:
        return ""
    after = f", after {then}" if then and then != value else ""
    return f"{_capital(value)}{after}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
