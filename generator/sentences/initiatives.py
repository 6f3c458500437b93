"""Initiatives in words: what has changed since each began, and what else happened then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.measure.initiatives import Effect, Evidence
from generator.model.tables import Initiative
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.change import change_sentence
from generator.sentences.goals import latest
from generator.sentences.numbers import Formats, counted, day, listed, stated_decimals
from generator.sentences.words import Badge, Tone, shortened

CAUTION = (
    "After is not because: what has changed since an initiative began may have other causes, and "
    "what else happened at that time is named where it is known."
)

_SIGNS: Mapping[Evidence, tuple[Tone, str, str]] = {
    Evidence.BETTER: (Tone.BETTER, "diamond", "B"),
    Evidence.WORSE: (Tone.WORSE, "square", "W"),
    Evidence.OTHER: (Tone.NONE, "diamond", "C"),
    Evidence.NONE: (Tone.NONE, "circle", "N"),
    Evidence.NOT_BEGUN: (Tone.NONE, "○", ""),
}
_UNTOLD = (Tone.NONE, "circle", "?")

_MOST_NAMED = 4


def moves_sentence(initiatives: Sequence[Initiative], running: Sequence[Initiative]) -> str:
    """How many initiatives there are, how many ended, how many serve no goal, what comes next."""
    text = counted(len(initiatives), "initiative")
    one = len(initiatives) == 1
    parts = []
    ended = len(initiatives) - len(running)
    if ended:
        parts.append(f"{'it' if one else ended} {'has' if ended == 1 else 'have'} ended")
    without = sum(not move.goals for move in running)
    if without:
        parts.append(f"{'it' if one else without} {'serves' if without == 1 else 'serve'} no goal")
    text += f": {listed(parts)}." if parts else "."
    dated = [move for move in running if move.decision_date is not None]
    if dated:
        soon = min(dated, key=lambda move: (move.decision_date or dt.date.max, move.initiative))
        assert soon.decision_date is not None
        text += f" The next decision: {shortened(soon.name)}, by {day(soon.decision_date)}."
    return text


def evidence_sentence(found: Sequence[Effect]) -> str:
    """The goals of an initiative counted by what can be said of them."""
    if not found:
        return "It serves no goal, so no figure can say whether it works."
    words = [evidence_word(one) for one in found]
    if len(set(words)) == 1:
        if found[0].evidence is Evidence.NOT_BEGUN:
            return "It has not begun."
        word = "it cannot be told" if found[0].evidence is Evidence.UNKNOWN else words[0]
        whose = {1: "The goal", 2: "Both goals"}.get(len(found), f"All {len(found)} goals")
        return f"{whose} that it is meant to shift: {word}."
    parts = [f"{words.count(word)} {word}" for word in dict.fromkeys(words)]
    return f"Of the {len(found)} goals that it is meant to shift: {listed(parts)}."


def evidence_word(effect: Effect) -> str:
    """What can be said of a goal in a few words: `really better since it began`."""
    if effect.evidence is Evidence.BEFORE:
        return f"{effect.assessment.change} since before it began"
    return effect.evidence.value


def evidence_sign(effect: Effect) -> Badge:
    """The same as a sign."""
    if effect.evidence is Evidence.BEFORE:
        # Named, and not counted for or against the initiative.
        sign = CHANGE_BADGES[effect.assessment.change]
        return replace(sign, word=evidence_word(effect), tone=Tone.NONE)
    tone, shape, letter = _SIGNS.get(effect.evidence, _UNTOLD)
    return Badge(word=evidence_word(effect), tone=tone, shape=shape, letter=letter)


def effect_sentence(effect: Effect, formats: Formats) -> str:
    """What has changed in a goal since an initiative began, from which value to which."""
    start, series = effect.initiative.start, effect.series
    if start is None:
        return "It is not stated when it began, so nothing can be compared."
    if effect.evidence is Evidence.NOT_BEGUN:
        return f"It is to begin on {day(start)}."
    now = latest(series, formats)
    if series is None or not now:
        return "No figure has come yet."
    if effect.assessment.goal_status.fresh.stale:
        return f"{_capital(now)}: too old to judge by."
    if effect.evidence is Evidence.TOO_SOON:
        return f"{_capital(now)}; no period has ended since it began on {day(start)}."
    lead = f"Now {now}."
    if effect.before is not None:
        value = formats.value(float(series.value[effect.before]), series.metric)
        period = formats.period(series.period(effect.before), series.cadence)
        lead = f"Before it began: {value} in {period}; now {now}."
    return f"{lead} {_change(effect, formats)}"


def also_sentence(effect: Effect) -> str:
    """What else happened since an initiative began; "" where nothing is known."""
    said = [f"{shortened(event.title)} ({day(event.date)})" for event in effect.events]
    said += [
        f"{shortened(other.name)} (began {day(other.start)})"
        for other in effect.others
        if other.start is not None
    ]
    if not said:
        return ""
    rest = len(said) - _MOST_NAMED
    shown = said[:_MOST_NAMED] + ([f"{rest} more"] if rest > 0 else [])
    return f"Also at that time: {listed(shown)}."


def lasting(initiative: Initiative) -> str:
    """From when to when it runs; "" where neither is stated."""
    start, end = initiative.start, initiative.end
    if start and end:
        return f"{day(start)} to {day(end)}"
    if start:
        return f"from {day(start)}"
    return f"until {day(end)}" if end else ""


def cost(initiative: Initiative, formats: Formats) -> str:
    """What it costs: `EUR 180,000`; "" where that is not stated."""
    if initiative.cost is None:
        return ""
    text = formats.number(initiative.cost, stated_decimals(initiative.cost))
    return formats.with_code(text, initiative.currency)


def _change(effect: Effect, formats: Formats) -> str:
    assert effect.series is not None
    if effect.since is None or effect.evidence in (Evidence.NONE, Evidence.UNKNOWN):
        sign = effect.assessment.goal_status.sign
        return change_sentence(effect.assessment.judged_series, effect.series, formats, sign)
    since = formats.period(effect.since, effect.series.cadence)
    word = effect.assessment.change.value.capitalize()
    if effect.evidence is Evidence.BEFORE:
        return f"{word} since {since}, so from before it began."
    return f"{word} since {since}."


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
