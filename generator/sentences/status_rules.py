"""The rules of status in words: in general for Methods, with a goal's numbers for its working."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from generator.measure.status import GoalStatus, StatusRule
from generator.model.settings import Thresholds
from generator.model.vocabulary import Cadence
from generator.sentences.goals import StatusPhrases
from generator.sentences.numbers import FINEST, Formats, counted, day, in_words, periods_word
from generator.sentences.words import STATUS_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNumbers:
    """The rounded numbers that a working prints, from which its last line follows."""

    value: float = 0.0
    planned: float = 0.0
    sigma: float = 0.0
    distance: float = 0.0


def rule_phrases(
    rules: Iterable[StatusRule], thresholds: Thresholds, formats: Formats
) -> tuple[tuple[str, str], ...]:
    """Each status with when it is given, as part of a sentence, in the order of the rules."""
    limits = _Limits(thresholds, formats)
    rows = []
    for status, same in groupby(rules, key=lambda rule: rule.status):
        phrases = dict.fromkeys(_WHEN[rule].format_map(vars(limits)) for rule in same)
        rows.append((STATUS_WORDS[status], "; or ".join(phrases)))
    return tuple(rows)


def reason(
    goal_status: GoalStatus, cadence: Cadence, printed: PrintedNumbers, formats: Formats
) -> str:
    """The rule by which a goal has its status, with the numbers that the rule compares."""
    return _REASONS[goal_status.rule](_Reason(goal_status, cadence, printed, formats))


class _Limits:
    """The thresholds in force, in words."""

    def __init__(self, thresholds: Thresholds, formats: Formats) -> None:
        percent = formats.stated_percent
        self.on, self.off = percent(thresholds.on_pace), percent(thresholds.off_pace)
        self.early = percent(thresholds.too_early)
        self.wrong_way = percent(thresholds.wrong_way_without_noise)
        self.times = formats.plain(thresholds.noise)
        self.wide = f"{self.times} × noise"
        self.sustained = thresholds.sustained
        self.window = thresholds.hold_window


_WHEN: Mapping[StatusRule, str] = {
    StatusRule.WITHHELD: "every figure is withheld so that no small group can be worked out",
    StatusRule.NO_FIGURE: "no period with a figure has ended",
    StatusRule.MET: (
        "the due date has passed, and the figure of the period that ended within one period before "
        "it fulfils the goal. Later figures change nothing"
    ),
    StatusRule.MISSED: (
        "the due date has passed, and the figure of the period that ended within one period before "
        "it does not fulfil the goal"
    ),
    StatusRule.SIDE_UNKNOWN: (
        "the due date has passed, and it is not stated which side of the target is better"
    ),
    StatusRule.NOT_REPORTED: (
        "the due date has passed and that figure has not come; the metric is stale or a later "
        "figure came"
    ),
    StatusRule.AWAITED: "the due date has passed and that figure has not come",
    StatusRule.STALE: "the newest figure is too old to judge by (see Fresh, late and stale)",
    StatusRule.THERE: (
        "the current value is at the target or beyond it, by at least 1 × noise (at once if the "
        "noise is nothing)"
    ),
    StatusRule.THERE_IN_A_ROW: (
        "it is, and so is each of the last {sustained} figures after the baseline's date"
    ),
    StatusRule.REACHED: "the current value is at the target or beyond it, and neither holds",
    StatusRule.NO_START: (
        "the baseline, its date, the due date or which side of the target is better is not stated"
    ),
    StatusRule.NOT_BEGUN: "no period has ended after the baseline's date",
    StatusRule.LITTLE_EXPECTED: "expected is below {early}",
    StatusRule.AWAY_WITHOUT_NOISE: "progress is below {wrong_way}",
    StatusRule.SHARE_WITHOUT_NOISE: "progress / expected is {on} or more",
    StatusRule.FAR_BEHIND_WITHOUT_NOISE: "progress / expected is below {off}",
    StatusRule.BEHIND_WITHOUT_NOISE: "nothing of these holds",
    StatusRule.AWAY: "it has moved away from the target by more than {wide}",
    StatusRule.HIDDEN_BY_NOISE: (
        "expected × the way from baseline to target is smaller than {wide}: standing still would "
        "look like pace"
    ),
    StatusRule.SHARE: "progress / expected is {on} or more",
    StatusRule.GAP_WITHIN_NOISE: "the current value is behind the plan by no more than 1 × noise",
    StatusRule.FAR_BEHIND: (
        "progress / expected is below {off}, and the current value is behind the plan by "
        "more than {wide}"
    ),
    StatusRule.BEHIND: "nothing of these holds",
    StatusRule.GAP_WITHIN_WIDTH: "nothing of these holds",
    StatusRule.KEPT: (
        "the due date has passed, and the figure of the period that ended within one period before "
        "it keeps to it"
    ),
    StatusRule.BROKEN: (
        "the due date has passed, and the figure of the period that ended within one period before "
        "it does not keep to it"
    ),
    StatusRule.HOLDS: (
        "the newest figure keeps to it. Beside it: how many of the last {window} figures kept to it"
    ),
    StatusRule.BREACHED: (
        "the newest figure misses it by at least 1 × the usual swing of one figure, since its "
        "usual range last began anew"
    ),
    StatusRule.BREACHED_AGAIN: "the newest figure misses it, and so does the one before",
    StatusRule.BREACHED_WITHOUT_NOISE: (
        "the newest figure misses it, and there are too few figures for a usual swing"
    ),
    StatusRule.SLIPPED: "the newest figure misses it, and none of these holds",
}


class _Reason(StatusPhrases):
    """The parts of the reasons."""

    def __init__(
        self, goal_status: GoalStatus, cadence: Cadence, printed: PrintedNumbers, formats: Formats
    ) -> None:
        super().__init__(goal_status, cadence, formats)
        self.printed, self.period = printed, periods_word(cadence, 1)
        self.thresholds = goal_status.thresholds
        self.limits = _Limits(self.thresholds, formats)
        self.noise = self.plain(printed.sigma)

    @property
    def due_period(self) -> str:
        return f"the last {self.period} that ends by {self.due}"

    @property
    def beyond(self) -> str:
        """`2.5, at least the noise, 1.5`."""
        return f"{self.plain(self.printed.distance)}, at least the noise, {self.noise}"

    @property
    def short(self) -> str:
        """`0.5, less than the noise, 1.5`."""
        return f"{self.plain(self.printed.distance)}, less than the noise, {self.noise}"

    @property
    def not_sure(self) -> str:
        """Why a target that is reached is not reached for sure."""
        margin = self.goal_status.margin
        known = margin is not None and margin.noise.known
        return f"by {self.short}" if known else "its noise is not known"

    @property
    def wide(self) -> str:
        """`2 × 1.542 = 3.084`."""
        width = self.plain(self.thresholds.noise * self.printed.sigma)
        return f"{self.limits.times} × {self.noise} = {width}"

    @property
    def moved(self) -> str:
        """How far the current value is from the baseline, either way."""
        return self.plain(abs(self.printed.value - (self.goal.baseline or 0.0)))

    def plain(self, value: float) -> str:
        return self.formats.plain(round(value, FINEST))

    def ratio(self, limit: float) -> str:
        """`progress / expected = 47 %`, with the decimals that tell it from a limit."""
        return f"progress / expected = {self.apart(self.pace.ratio, limit)}"

    def apart(self, share: float, limit: float, decimals: int = 0) -> str:
        """A share in percent, with more decimals if it would look like the limit."""
        while decimals < FINEST and _looks_like(share, limit, decimals):
            decimals += 1
        return self.formats.percent(share, 0 if decimals == FINEST else decimals)

    def behind(self) -> str:
        """`progress / expected = 82 %, below 95 %`."""
        on, off = self.thresholds.on_pace, self.thresholds.off_pace
        nearer = min(off, on, key=lambda limit: abs(self.pace.ratio - limit))
        return f"{self.ratio(nearer)}, below {self.limits.on}"

    def far_behind(self) -> str:
        """`progress / expected = 47 %, below 60 %`."""
        return f"{self.ratio(self.thresholds.off_pace)}, below {self.limits.off}"

    def on_pace(self) -> str:
        """`progress / expected = 97 %, at least 95 %`."""
        return f"{self.ratio(self.thresholds.on_pace)}, at least {self.limits.on}"


def _looks_like(share: float, limit: float, decimals: int) -> bool:
    return share != limit and round(100 * share, decimals) == round(100 * limit, decimals)


def _stale(r: _Reason) -> str:
    fresh, metric = r.goal_status.fresh, r.goal_status.metric
    assert fresh.newest is not None
    assert fresh.last_good is not None
    noun = "day" if fresh.grace_in_days else r.period
    more = in_words(fresh.grace, f"more {noun}")
    return (
        f"the newest figure is of the {r.period} to {day(fresh.newest.last)}; with {more} and "
        f"{counted(metric.lag_days, 'day')} of delay it could be judged by until "
        f"{day(fresh.last_good)}"
    )


_NO_START = "the pace needs a baseline, its date and a due date, and one is missing"


def _hidden(r: _Reason) -> str:
    planned = r.plain(abs(r.printed.planned - (r.goal.baseline or 0.0)))
    return f"the plan's move from the baseline, {planned}, is below {r.wide}"


_REASONS: Mapping[StatusRule, Callable[[_Reason], str]] = {
    StatusRule.MET: lambda r: f"the figure of {r.due_period} is {r.fulfilling}",
    StatusRule.MISSED: lambda r: f"the figure of {r.due_period} is not {r.fulfilling}",
    StatusRule.SIDE_UNKNOWN: lambda _: _NO_START,
    StatusRule.NOT_REPORTED: lambda r: f"{r.due_period} has no figure, and is overdue",
    StatusRule.AWAITED: lambda r: f"{r.due_period} has no figure yet",
    StatusRule.STALE: _stale,
    StatusRule.THERE: lambda r: f"the current value is {r.fulfilling}, by {r.beyond}",
    StatusRule.THERE_IN_A_ROW: lambda r: (
        f"the current value is {r.fulfilling}, and so are the last "
        f"{in_words(r.goal_status.sustained, 'figure')}"
    ),
    StatusRule.REACHED: lambda r: (
        f"the current value is {r.fulfilling}, but {r.not_sure}, and not yet for "
        f"{in_words(r.thresholds.sustained, 'figure')} in a row"
    ),
    StatusRule.NO_START: lambda _: _NO_START,
    StatusRule.NOT_BEGUN: lambda r: f"no {r.period} has ended since the baseline",
    StatusRule.LITTLE_EXPECTED: lambda r: (
        f"expected, {r.apart(r.pace.expected, r.thresholds.too_early, 1)}, "
        f"is below {r.limits.early}"
    ),
    StatusRule.SHARE_WITHOUT_NOISE: _Reason.on_pace,
    StatusRule.AWAY_WITHOUT_NOISE: lambda r: (
        f"progress, {r.apart(r.pace.progress, r.thresholds.wrong_way_without_noise, 1)}, "
        f"is below {r.limits.wrong_way}"
    ),
    StatusRule.FAR_BEHIND_WITHOUT_NOISE: _Reason.far_behind,
    StatusRule.BEHIND_WITHOUT_NOISE: lambda r: f"{r.behind()}; off pace is below {r.limits.off}",
    StatusRule.HIDDEN_BY_NOISE: _hidden,
    StatusRule.SHARE: _Reason.on_pace,
    StatusRule.GAP_WITHIN_NOISE: lambda r: (
        f"{r.ratio(r.thresholds.on_pace)}, but the gap does not exceed the noise, {r.noise}"
    ),
    StatusRule.AWAY: lambda r: f"it moved {r.moved} away from the target, more than {r.wide}",
    StatusRule.FAR_BEHIND: lambda r: f"{r.far_behind()}, and the gap exceeds {r.wide}",
    StatusRule.BEHIND: lambda r: (
        f"{r.behind()}, and the gap exceeds the noise, {r.noise}; off pace is below {r.limits.off}"
    ),
    StatusRule.GAP_WITHIN_WIDTH: lambda r: (
        f"{r.behind()}, and the gap exceeds the noise, {r.noise}; off pace is a gap of more than "
        f"{r.wide}"
    ),
    StatusRule.KEPT: lambda r: f"the last figure by {r.due} is {r.fulfilling}",
    StatusRule.BROKEN: lambda r: f"the last figure by {r.due} is not {r.fulfilling}",
    StatusRule.HOLDS: lambda r: f"the newest value is {r.fulfilling}",
    StatusRule.BREACHED: lambda r: f"the newest value is not {r.fulfilling}, by {r.beyond}",
    StatusRule.BREACHED_AGAIN: lambda r: (
        f"the newest value is not {r.fulfilling}, and the one before was not either"
    ),
    StatusRule.BREACHED_WITHOUT_NOISE: lambda r: (
        f"the newest value is not {r.fulfilling}; too few figures for a usual swing"
    ),
    StatusRule.SLIPPED: lambda r: (
        f"the newest value is not {r.fulfilling}, by {r.short}; the one before was"
    ),
}
