"""The aim of a goal, where it stands and why, in sentences that a leader reads aloud."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.measure.evidence import better_for
from generator.measure.pace import Pace
from generator.measure.series import Series
from generator.measure.status import GoalStatus, StatusRule
from generator.model.tables import Goal, Metric
from generator.model.vocabulary import Better, Cadence, Rule, Status
from generator.sentences.numbers import (
    NBSP,
    Formats,
    counted_periods,
    day,
    in_words,
    periods_word,
    plural,
)
from generator.sentences.words import WITHHELD, capitalised, with_segment

SIDES = {Better.HIGHER: "≥", Better.LOWER: "≤", Better.NEITHER: ""}
#: How the signs of a target are read aloud.
SIGNS_IN_WORDS = {"≥": "at least", "≤": "at most"}
_WITHOUT_VALUE = (Status.NO_DATA, Status.STALE, Status.AWAITING_DATA, Status.NOT_REPORTED)


def aim(goal: Goal, metric: Metric, formats: Formats) -> str:
    """What a goal asks for, without its date: `≤ 30 days`, `4–8 weeks`."""
    sign = "" if goal.target_high is not None else SIDES[better_for(goal, metric)]
    return f"{sign}{NBSP}{target_text(goal, metric, formats)}".lstrip()


def aim_in_words(goal: Goal, metric: Metric, formats: Formats) -> str:
    """What a goal asks for, to be read aloud: `at most 30 days`, `between 4 and 8 weeks`."""
    if goal.target_high is not None:
        return f"between {target_text(goal, metric, formats, joint=' and ')}"
    text = aim(goal, metric, formats)
    for sign, words in SIGNS_IN_WORDS.items():
        text = text.replace(f"{sign}{NBSP}", f"{words} ")
    return text


def signs_apart(text: str) -> list[tuple[str, str]]:
    """A text in parts, each sign of a target with how it is read aloud: `("≤", "at most")`."""
    if not any(sign in text for sign in SIGNS_IN_WORDS):
        return [(text, "")]
    parts = re.split(f"([{''.join(SIGNS_IN_WORDS)}])", text)
    return [(part, SIGNS_IN_WORDS.get(part, "")) for part in parts if part]


def target_text(goal: Goal, metric: Metric, formats: Formats, *, joint: str = "") -> str:
    """A goal's target as it was given, or the ends of its range: `30 days`, `4.25–8 weeks`."""
    if goal.target_high is None:
        return formats.stated(goal.target, metric)
    once = formats.unit_once(max(abs(goal.target), abs(goal.target_high)), metric)
    low = formats.plain(goal.target) if once else formats.stated(goal.target, metric)
    if not joint:
        joint = "–" if once and goal.target >= 0 else " to "
    return f"{low}{joint}{formats.stated(goal.target_high, metric)}"


def aim_with_date(goal: Goal, metric: Metric, formats: Formats) -> str:
    """What a goal asks for and by when: `≤ 30 days by 30 June 2027`."""
    text = aim(goal, metric, formats)
    if goal.due is None:
        return text
    return f"{text} {'until' if goal.rule is not Rule.REACH else 'by'} {day(goal.due)}"


def goal_title(
    goal: Goal, metric: Metric, formats: Formats, segment: str = "", name: str = ""
) -> str:
    """A goal's name: its metric, its segment and its aim. `name` shortens the metric's."""
    named = with_segment(name or metric.name, segment)
    return f"{named}: {aim(goal, metric, formats)}"


def latest(series: Series | None, formats: Formats, target: float | None = None) -> str:
    """The newest closed value with its period: `44.1 days in October 2026`; "" without one.

    Beside a target it has the decimals that tell it from that target.
    """
    if series is None or series.newest is None:
        return ""
    newest, metric = float(series.value[series.closed - 1]), series.metric
    value = formats.value(newest, metric)
    if target is not None:
        value = formats.value_beside(newest, metric, target)
    return f"{value} {in_period(formats.period(series.newest, series.cadence), series.cadence)}"


def newest_and_aim(goal_status: GoalStatus, series: Series | None, formats: Formats) -> str:
    """The newest value and the aim; "" if the goal is scored or no value can be judged by."""
    no_value = goal_status.frozen or goal_status.status in _WITHOUT_VALUE
    if no_value or series is None or not series.closed:
        return ""
    goal = goal_status.goal
    newest = latest(series, formats, goal.target)
    aimed = aim_with_date(goal, goal_status.metric, formats)
    return f"{capitalised(newest)}; {aim_noun(goal)} is {aimed}."


def aim_noun(goal: Goal) -> str:
    """What the aim of a goal is called: a target is reached, a goal is kept."""
    return "the target" if goal.rule is Rule.REACH else "the goal"


def finding(
    goal_status: GoalStatus, series: Series | None, cadence: Cadence, formats: Formats
) -> str:
    """Where a goal stands, in two sentences at most: the value and the aim, then why."""
    lead = newest_and_aim(goal_status, series, formats)
    return f"{lead} {why(goal_status, series, cadence, formats)}".lstrip()


def why(goal_status: GoalStatus, series: Series | None, cadence: Cadence, formats: Formats) -> str:
    """Why a goal has its status, in one sentence: the rule that decided."""
    return _WHY[goal_status.rule](_Wording(goal_status, series, cadence, formats))


class StatusPhrases:
    """What the sentence about a status and the reason in its working have in common."""

    def __init__(self, goal_status: GoalStatus, cadence: Cadence, formats: Formats) -> None:
        self.goal_status, self.cadence, self.formats = goal_status, cadence, formats
        self.goal, self.metric = goal_status.goal, goal_status.metric
        self.aim = aim(self.goal, self.metric, formats)
        self.due = "" if self.goal.due is None else day(self.goal.due)

    @property
    def fulfilling(self) -> str:
        """How a figure is that fulfils the goal: `≤ 30 days`, `within 4–8 weeks`."""
        return self.aim if self.goal.target_high is None else f"within {self.aim}"

    @property
    def pace(self) -> Pace:
        """The pace of a goal to reach; other rules do not ask for it."""
        assert self.goal_status.pace is not None
        return self.goal_status.pace


class _Wording(StatusPhrases):
    """The parts of the sentences about a status."""

    def __init__(
        self, goal_status: GoalStatus, series: Series | None, cadence: Cadence, formats: Formats
    ) -> None:
        super().__init__(goal_status, cadence, formats)
        self.series = series
        self.aim_with_date = aim_with_date(self.goal, self.metric, formats)

    @property
    def pooled(self) -> bool:
        """Whether the value that decides is made of several periods."""
        current = self.goal_status.current
        return current is not None and len(current.periods) > 1

    @property
    def current(self) -> str:
        """The value that decides with its periods: `42.9 days over August to October 2026`."""
        current = self.goal_status.current
        assert current is not None
        value = self.formats.value_beside(current.value, self.metric, self.goal.target)
        span = self.formats.span(current.periods, self.cadence)
        return f"{value} over {span}" if self.pooled else f"{value} {in_period(span, self.cadence)}"

    @property
    def start(self) -> str:
        """`38.2 days on 31 March 2026`."""
        assert self.goal.baseline is not None
        assert self.goal.baseline_date is not None
        stated = self.formats.stated(self.goal.baseline, self.metric)
        return f"{stated} on {day(self.goal.baseline_date)}"

    @property
    def shares(self) -> str:
        """`it has covered 30 % of the distance, where the plan expected 75 % by then`."""
        progress, expected = self.pace.progress, self.formats.percent(self.pace.expected)
        share = self.formats.percent(progress) if progress > 0 else "none"
        share = "all" if progress >= 1 else share
        return f"{self.come(share)}, where the plan expected {expected} by then"

    def come(self, share: str) -> str:
        """How far it has come, and by which value if that is not the newest alone."""
        current, series = self.goal_status.current, self.series
        text = f"it has covered {share} of the distance"
        if current is None or series is None or current.value == series.value[series.closed - 1]:
            return text
        return f"at {self.current} {text}"

    @property
    def kept(self) -> str:
        """How many periods kept to it, as a sentence after a space; "" for a single one."""
        kept = self.goal_status.kept
        if kept is None or kept.of < 2:
            return ""
        count = {0: "none", kept.of: "all"}.get(kept.count, str(kept.count))
        if self.goal_status.rule is StatusRule.HOLDS and not kept.mostly:
            count = f"only {count}"
        if self.goal_status.frozen:
            return f" Of the {kept.of} {self.cadence} figures until then {count} kept to it."
        if kept.consecutive:
            return f" Kept in {count} of the last {counted_periods(kept.of, self.cadence)}."
        return f" Of the last {kept.of} {self.cadence} figures {count} kept to it."


def _stale(wording: _Wording) -> str:
    fresh = wording.goal_status.fresh
    assert fresh.newest is not None
    assert fresh.next_due is not None
    newest = wording.formats.period(fresh.newest, wording.cadence)
    return (
        f"The newest figure is that of {newest}; the next was due on {day(fresh.next_due)}. "
        "Too old to judge by."
    )


def _there(wording: _Wording) -> str:
    if wording.goal_status.sustained:
        count = wording.formats.number(wording.goal_status.sustained)
        return f"Already there at each of the last {count} {wording.cadence} figures."
    return f"Already there: {wording.current}." if wording.pooled else "Already there."


def _reached(wording: _Wording) -> str:
    margin, figures = wording.goal_status.margin, wording.goal_status.thresholds.sustained
    assert margin is not None
    reached = f"Reached: {wording.current}" if wording.pooled else "Reached"
    if not margin.noise.known:
        return f"{reached}; too few figures to tell whether that is chance."
    return (
        f"{reached}, by less than chance can move it; sure after {in_words(figures, 'figure')} "
        "in a row."
    )


def _no_start(wording: _Wording) -> str:
    goal = wording.goal
    missing = [
        noun
        for noun, value in (
            ("baseline", goal.baseline),
            ("baseline date", goal.baseline_date if goal.baseline is not None else goal),
            ("due date", goal.due),
        )
        if value is None
    ]
    verb = plural(len(missing), "is", "are")
    text = f"No {' and no '.join(missing)} {verb} stated, so its pace cannot be judged."
    current = wording.goal_status.current
    if current is None:
        return text
    gap = wording.formats.distance(abs(current.value - wording.goal.target), wording.metric)
    when = wording.formats.span(current.periods, wording.cadence)
    when = f"over {when}" if wording.pooled else in_period(when, wording.cadence)
    return f"{text} {capitalised(when)} it was {gap} from the target."


def _hidden(wording: _Wording) -> str:
    needed = wording.pace.answers_needed
    text = (
        "Its figures swing more than the plan would have moved them, so progress cannot be told "
        "from standing still."
    )
    if needed is None:
        return text
    each, current = periods_word(wording.cadence, 1), wording.goal_status.current
    text = f"{text} About {wording.formats.number(needed)} answers a {each} would tell"
    if current is None or current.n is None:
        return f"{text}."
    return f"{text}; it has about {wording.formats.number(current.n / len(current.periods))}."


def _on_pace(wording: _Wording) -> str:
    pace, percent = wording.pace, wording.formats.percent
    come, planned = percent(pace.progress), percent(pace.expected)
    if come != planned and pace.gap < 0 and pace.gap_within_noise:
        return f"{capitalised(wording.shares)}; the gap is no more than chance explains."
    return f"{capitalised(wording.come(come))}; the plan expected {planned} by then."


def _away(wording: _Wording) -> str:
    text = f"It started at {wording.start} and has moved away from the target"
    return f"{text}: {wording.current}." if wording.pooled else f"{text}."


def _breached(wording: _Wording) -> str:
    range_goal, kept = wording.goal.rule is Rule.RANGE, wording.goal_status.kept
    text = "It is outside the range" if range_goal else "The level is not held"
    now = " just now" if kept is not None and kept.mostly else ""
    return f"{text}{now}.{wording.kept}"


def _slipped(wording: _Wording) -> str:
    left = "It left the range" if wording.goal.rule is Rule.RANGE else "It missed the level"
    return f"{left} once, by less than its figures usually swing.{wording.kept}"


_WHY: dict[StatusRule, Callable[[_Wording], str]] = {
    StatusRule.WITHHELD: lambda _: WITHHELD,
    StatusRule.NO_FIGURE: lambda _: "No figure has come yet.",
    StatusRule.MET: lambda w: f"Met: {w.current}; the target was {w.aim_with_date}.",
    StatusRule.MISSED: lambda w: f"Missed: {w.current}; the target was {w.aim_with_date}.",
    StatusRule.SIDE_UNKNOWN: _no_start,
    StatusRule.NOT_REPORTED: lambda w: (
        f"It was due on {w.due}, and the figure that decides never came. The goal was {w.aim}."
    ),
    StatusRule.AWAITED: lambda w: (
        f"It was due on {w.due}; the figure that decides has not come yet. The goal was {w.aim}."
    ),
    StatusRule.STALE: _stale,
    StatusRule.THERE: _there,
    StatusRule.THERE_IN_A_ROW: _there,
    StatusRule.REACHED: _reached,
    StatusRule.NO_START: _no_start,
    StatusRule.NOT_BEGUN: lambda w: (
        f"No period has ended since its start ({w.start}): too early to judge."
    ),
    StatusRule.LITTLE_EXPECTED: lambda w: (
        f"The plan expected only {w.formats.percent(w.pace.expected)} of the distance by then: "
        "too early to judge."
    ),
    StatusRule.AWAY_WITHOUT_NOISE: _away,
    StatusRule.SHARE_WITHOUT_NOISE: _on_pace,
    StatusRule.FAR_BEHIND_WITHOUT_NOISE: lambda w: f"Far behind plan: {w.shares}.",
    StatusRule.BEHIND_WITHOUT_NOISE: lambda w: f"Behind plan: {w.shares}.",
    StatusRule.AWAY: _away,
    StatusRule.HIDDEN_BY_NOISE: _hidden,
    StatusRule.SHARE: _on_pace,
    StatusRule.GAP_WITHIN_NOISE: _on_pace,
    StatusRule.FAR_BEHIND: lambda w: f"Far behind plan: {w.shares}.",
    StatusRule.BEHIND: lambda w: f"Behind plan: {w.shares}.",
    StatusRule.GAP_WITHIN_WIDTH: lambda w: f"Behind plan: {w.shares}.",
    StatusRule.KEPT: lambda w: f"Kept: {w.current}; the goal was {w.aim_with_date}.{w.kept}",
    StatusRule.BROKEN: lambda w: f"Broken: {w.current}; the goal was {w.aim_with_date}.{w.kept}",
    StatusRule.HOLDS: lambda w: w.kept.strip() or "It holds.",
    StatusRule.BREACHED: _breached,
    StatusRule.BREACHED_AGAIN: _breached,
    StatusRule.BREACHED_WITHOUT_NOISE: _breached,
    StatusRule.SLIPPED: _slipped,
}


def in_period(name: str, cadence: Cadence) -> str:
    """When a period was, by its name: `in October 2026`, `on 3 October 2026`."""
    return f"on {name}" if cadence is Cadence.DAILY else f"in {name}"
