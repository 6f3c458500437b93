"""Initiatives in words: what has changed since each began, and what else happened then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.measure.initiatives import Aftermath, Effect, Evidence
from generator.model.tables import Commentary, Initiative, Metric
from generator.model.vocabulary import Change
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.change import change_sentence
from generator.sentences.goal_figures import latest_of_goal
from generator.sentences.goals import latest
from generator.sentences.numbers import Formats, counted, day, listed, plural, short_day
from generator.sentences.rows import CHANGE_SIGNS
from generator.sentences.words import Badge, Tone, capitalised, shortened

CAUTION = "A change since an initiative began may have other causes; known ones are named."


def _since_it_began(change: Change) -> Badge:
    badge = CHANGE_BADGES[change]
    return replace(badge, word=f"{badge.word} since it began")


#: What can be said of a goal in a few words. `BEFORE` has the badge of its change instead.
EVIDENCE_BADGES: Mapping[Evidence, Badge] = {
    Evidence.BETTER: _since_it_began(Change.BETTER),
    Evidence.WORSE: _since_it_began(Change.WORSE),
    Evidence.OTHER: _since_it_began(Change.OTHER),
    Evidence.NONE: _since_it_began(Change.NONE),
    Evidence.TOO_SOON: replace(CHANGE_BADGES[Change.UNKNOWN], word="too early to tell"),
    Evidence.NOT_BEGUN: Badge(word="not begun", tone=Tone.NONE, shape="○"),
    Evidence.UNKNOWN: CHANGE_BADGES[Change.UNKNOWN],
}

#: Of an initiative without a goal.
NO_GOAL = Badge(word="serves no goal", tone=Tone.NONE, shape="○")

_OF_CHANGE = (Evidence.BETTER, Evidence.WORSE, Evidence.OTHER, Evidence.NONE, Evidence.BEFORE)
_CHANGED = (Evidence.BETTER, Evidence.WORSE, Evidence.OTHER)
_MOST_NAMED = 4
_MOST_IN_HEADLINE = 2
#: What a headline says of a goal whose values it does not give, or of all where none has changed.
_IN_HEADLINE = {
    Evidence.BETTER: "improved",
    Evidence.WORSE: "worsened",
    Evidence.OTHER: "changed",
    Evidence.NONE: "did not change",
    Evidence.BEFORE: "was already changing",
    Evidence.TOO_SOON: "it is too early to tell",
    Evidence.NOT_BEGUN: "it has not begun",
    Evidence.UNKNOWN: "its effect is not known",
}


def initiatives_sentence(initiatives: int, begun: int, improved: int, to_decide: int) -> str:
    """How many initiatives that have begun show an improvement, and how many are to be decided.

    `Of 9 initiatives that have begun, 2 show an improvement; 3 wait for a decision.`
    """
    if not begun:
        text = f"{counted(initiatives, 'initiative')}; none has begun"
    elif begun == 1:
        shows = "shows an improvement" if improved else "shows no improvement"
        text = f"The one initiative that has begun {shows}"
    else:
        shows = f"{improved or 'none'} {plural(improved or 1, 'shows', 'show')} an improvement"
        text = f"Of {begun} initiatives that have begun, {shows}"
    if to_decide:
        text += f"; {to_decide} {plural(to_decide, 'waits', 'wait')} for a decision"
    return f"{text}."


def initiative_headline(name: str, effects: Sequence[Effect], formats: Formats) -> str:
    """What its goals were before it began and are now: `A second lift: Ready 88.9 → 93.2 %.`."""
    if not effects:
        return f"{name}: it serves no goal, so no figure can say whether it works."
    told = [one for one in effects if one.evidence in _OF_CHANGE]
    named: dict[str, dict[str, None]] = {}
    for one in told:
        said = before_and_now(one, formats) or _change_told(one)
        named.setdefault(said, {})[_short_name(one)] = None
    parts = [
        f"{listed(list(names), _MOST_IN_HEADLINE)} {said}"
        if len(names) == 1
        else f"{listed(list(names), _MOST_IN_HEADLINE)} {said.replace('was ', 'were ', 1)}"
        for said, names in named.items()
    ]
    if parts:
        return f"{name}: {listed(parts, _MOST_IN_HEADLINE)}."
    return f"{name}: {_IN_HEADLINE[effects[0].evidence]}."


def _change_told(effect: Effect) -> str:
    if effect.evidence is Evidence.BEFORE and effect.change in (Change.BETTER, Change.WORSE):
        return f"was already getting {'better' if effect.change is Change.BETTER else 'worse'}"
    return _IN_HEADLINE[effect.evidence]


def verdict(effect: Effect) -> Badge:
    """What can be said of a goal in three words: `improved since start`."""
    sign = evidence_sign(effect)
    since = effect.evidence in _OF_CHANGE and effect.evidence is not Evidence.BEFORE
    return replace(sign, word=f"{sign.word} since start") if since else sign


def before_and_now(effect: Effect, formats: Formats) -> str:
    """`44 → 27 days`; "" where nothing has changed since the start, or no figure is before it."""
    if effect.before is None or effect.series is None or effect.evidence not in _CHANGED:
        return ""
    values = effect.series.closed_values
    return from_to(float(values[effect.before]), float(values[-1]), effect.series.metric, formats)


def from_to(before: float, now: float, metric: Metric, formats: Formats) -> str:
    """Two values with their unit once: `44 → 27 days`."""
    once = formats.unit_once(max(abs(before), abs(now)), metric)
    first = formats.spoken(before, metric) if once else formats.value(before, metric)
    return f"{first} → {formats.value(now, metric)}"


def next_date(initiative: Initiative, asked: Commentary | None) -> str:
    """`decide 30 Nov 2026` for a decision that is asked for, else `review 18 Dec 2026`; or ""."""
    date = (asked.due if asked else None) or initiative.decision_date
    return f"{'decide' if asked else 'review'} {short_day(date)}" if date else ""


def start_or_next_date(initiative: Initiative, asked: Commentary | None, today: dt.date) -> str:
    """`begins 11 Jan 2027` of one that is planned, else its next date."""
    start = initiative.start
    return f"begins {short_day(start)}" if start and start > today else next_date(initiative, asked)


def next_date_and_cost(initiative: Initiative, asked: Commentary | None, formats: Formats) -> str:
    """`Decide 30 Nov 2026. Cost: EUR 180,000.`; "" where neither is stated."""
    price, date = cost(initiative, formats), capitalised(next_date(initiative, asked))
    return " ".join(filter(None, [f"{date}." if date else "", f"Cost: {price}." if price else ""]))


def others_for_comparison(names: Sequence[str]) -> str:
    """What stands under other segments; `names` are those that have worsened since the start."""
    worsened = f": {listed(names)} worsened" if names else ""
    return f"Others, for comparison{worsened}."


def of_segment(name: str) -> str:
    """The label of a figure: a segment by its name, else all."""
    return name or "All"


def _short_name(effect: Effect) -> str:
    goal, metric = effect.assessment.goal, effect.assessment.goal_status.metric
    return shortened(goal.short_name or metric.short_name or metric.name)


def evidence_badge(effect: Aftermath) -> Badge:
    """What can be said of a goal since an initiative for it began."""
    if effect.evidence is not Evidence.BEFORE:
        return EVIDENCE_BADGES[effect.evidence]
    # It neither speaks for the initiative nor against it, so it has no colour.
    badge = CHANGE_BADGES[effect.change]
    return replace(badge, word=f"{badge.word} before it began", tone=Tone.NONE)


def evidence_sign(effect: Aftermath) -> Badge:
    """The same under the head "Since it began", with the sign of a change."""
    badge = evidence_badge(effect)
    sign = CHANGE_SIGNS[effect.change] if effect.evidence in _OF_CHANGE else NO_GOAL
    word = badge.word.replace(" before it began", " before").removesuffix(" since it began")
    return Badge(word=word, tone=badge.tone, shape=sign.shape)


def effect_sentence(effect: Effect, formats: Formats) -> str:
    """What has changed in a goal since an initiative began, from which value to which."""
    start, series = effect.initiative.start, effect.series
    if start is None:
        return "It is not stated when it began, so nothing can be compared."
    if effect.evidence is Evidence.NOT_BEGUN:
        return f"It is to begin on {day(start)}."
    goal_status, now = effect.assessment.goal_status, latest(series, formats)
    if goal_status.frozen:
        now = latest_of_goal(goal_status, series, formats)
    if series is None or not now:
        return "No figure has come yet."
    if goal_status.fresh.stale:
        return f"{capitalised(now)}: too old to judge by."
    if effect.evidence is Evidence.TOO_SOON:
        return f"{capitalised(now)}; no period has ended since it began on {day(start)}."
    at_end = "at its due date" if goal_status.frozen else "now"
    lead = f"{capitalised(at_end)} {now}."
    if effect.before is not None:
        value = formats.value(float(series.value[effect.before]), series.metric)
        period = formats.period(series.period(effect.before), series.cadence)
        lead = f"Before it began: {value} in {period}; {at_end} {now}."
    return f"{lead} {_change(effect, formats)}"


def other_causes_sentence(effect: Effect) -> str:
    """What else happened since an initiative began; "" if nothing is known."""
    other = [f"{shortened(event.title)} ({day(event.date)})" for event in effect.events]
    other += [
        f"{shortened(initiative.name)} (began {day(initiative.start)})"
        for initiative in effect.other_initiatives
        if initiative.start is not None
    ]
    return f"Also at that time: {listed(other, _MOST_NAMED)}." if other else ""


def running_dates(initiative: Initiative) -> str:
    """From when to when it runs; "" if neither is stated."""
    start, end = initiative.start, initiative.end
    if start and end:
        return f"{day(start)} to {day(end)}"
    if start:
        return f"from {day(start)}"
    return f"until {day(end)}" if end else ""


def cost(initiative: Initiative, formats: Formats) -> str:
    """What it costs: `EUR 180,000`; "" if that is not stated."""
    if initiative.cost is None:
        return ""
    return formats.with_code(formats.plain(initiative.cost), initiative.currency)


def _change(effect: Effect, formats: Formats) -> str:
    assert effect.series is not None
    if effect.since is None or effect.evidence in (Evidence.NONE, Evidence.UNKNOWN):
        assessment = effect.assessment
        better = assessment.goal_status.better
        return change_sentence(assessment.judged_series, effect.series, formats, better)
    since = formats.period(effect.since, effect.series.cadence)
    before = ", so from before it began" if effect.evidence is Evidence.BEFORE else ""
    return f"{capitalised(CHANGE_BADGES[effect.change].word)} since {since}{before}."
