"""Why a status was given, as the last line of its working: the rule with its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.measure.series import Series
from generator.measure.status import GoalStatus
from generator.model.settings import Thresholds
from generator.model.vocabulary import Cadence, Status
from generator.sentences.goals import aim
from generator.sentences.numbers import Formats, counted, day, periods_word, stated_decimals

_MOST_DECIMALS = 6


@dataclass(slots=True)
class Worked:
    """The rounded numbers that the steps of a working have printed so far."""

    value: float = 0.0
    planned: float = 0.0
    progress: float = 0.0
    expected: float = 0.0
    sigma: float = 0.0


def reason(
    goal_status: GoalStatus, series: Series, worked: Worked, formats: Formats, limits: Thresholds
) -> str:
    """The rule by which a standing has its status, with the numbers that the rule compares."""
    return _RULES[goal_status.status](_Reason(goal_status, series, worked, formats, limits))


class _Reason:
    """What the rules draw on."""

    def __init__(
        self,
        goal_status: GoalStatus,
        series: Series,
        worked: Worked,
        formats: Formats,
        limits: Thresholds,
    ) -> None:
        self.goal_status, self.series, self.worked = goal_status, series, worked
        self.formats, self.limits = formats, limits
        self.goal = goal_status.goal

    @property
    def aim(self) -> str:
        return aim(self.goal, self.goal_status.metric, self.formats)

    @property
    def period(self) -> str:
        return periods_word(self.series.cadence, 1)

    @property
    def due(self) -> str:
        return "" if self.goal.due is None else day(self.goal.due)

    @property
    def noise(self) -> str:
        return self.plain(self.worked.sigma)

    @property
    def wide(self) -> str:
        """`2 × 1.542 = 3.084`."""
        times = self.plain(self.limits.noise)
        return f"{times} × {self.noise} = {self.plain(self.limits.noise * self.worked.sigma)}"

    def plain(self, value: float) -> str:
        rounded = round(value, _MOST_DECIMALS)
        return self.formats.number(rounded, stated_decimals(rounded))

    def share(self, limit: float) -> str:
        """`progress / expected = 47 %`, with the decimals that tell it from a limit."""
        progress, expected = self.goal_status.progress, self.goal_status.expected
        assert progress is not None
        assert expected is not None
        return f"progress / expected = {self.apart(progress / expected, limit)}"

    def apart(self, share: float, limit: float, decimals: int = 0) -> str:
        """A share in percent, with more decimals where it would look like the limit."""
        while decimals < _MOST_DECIMALS and _looks(share, limit, decimals):
            decimals += 1
        return self.formats.percent(share, 0 if decimals == _MOST_DECIMALS else decimals)


def _looks(share: float, limit: float, decimals: int) -> bool:
    return share != limit and round(100 * share, decimals) == round(100 * limit, decimals)


def _last_by_due(said: _Reason) -> str:
    return f"the figure of the last {said.period} that ends by {said.due} is {said.aim}"


def _last_missed(said: _Reason) -> str:
    return f"the figure of the last {said.period} that ends by {said.due} is not {said.aim}"


def _kept(said: _Reason) -> str:
    return f"the last figure by {said.due} is {said.aim}"


def _broken(said: _Reason) -> str:
    return f"the last figure by {said.due} is not {said.aim}"


def _awaiting(said: _Reason) -> str:
    return f"the last {said.period} that ends by {said.due} has no figure yet"


def _not_reported(said: _Reason) -> str:
    return f"the last {said.period} that ends by {said.due} has no figure, and is overdue"


def _stale(said: _Reason) -> str:
    fresh = said.goal_status.fresh
    assert fresh.newest is not None
    assert fresh.last_good is not None
    more = f"two more {periods_word(said.series.cadence, 2)}"
    if said.series.cadence is Cadence.DAILY:
        more = "ten more days"
    lag = counted(said.goal_status.metric.lag_days, "day")
    return (
        f"the newest figure is of the {said.period} to {day(fresh.newest.last)}; with {more} and "
        f"{lag} of delay it could be judged by until {day(fresh.last_good)}"
    )


def _too_early(said: _Reason) -> str:
    expected, limit = said.goal_status.expected, said.limits.too_early
    if expected is None:
        return f"no {said.period} has ended since the baseline"
    return f"expected, {said.apart(expected, limit, 1)}, is below {said.formats.percent(limit)}"


def _too_noisy(said: _Reason) -> str:
    assert said.goal.baseline is not None
    plan = said.plain(abs(said.worked.planned - said.goal.baseline))
    real = said.plain(abs(said.worked.value - said.goal.baseline))
    return (
        f"the plan's move from the baseline, {plan}, and the real one, {real}, are both below "
        f"{said.wide}"
    )


def _on_pace(said: _Reason) -> str:
    progress, expected = said.goal_status.progress, said.goal_status.expected
    assert progress is not None
    assert expected is not None
    limit = said.limits.on_pace
    if progress / expected >= limit - 1e-9:
        return f"{said.share(limit)}, at least {said.formats.percent(limit)}"
    return f"{said.share(limit)}, but the gap does not exceed the noise, {said.noise}"


def _wrong_way(said: _Reason) -> str:
    assert said.goal.baseline is not None
    if not said.worked.sigma:
        limit = said.limits.wrong_way_without_noise
        progress = said.apart(said.goal_status.progress or 0.0, limit, 1)
        return f"progress, {progress}, is below {said.formats.percent(limit)}"
    moved = said.plain(abs(said.worked.value - said.goal.baseline))
    return f"it moved {moved} away from the target, more than {said.wide}"


def _off_pace(said: _Reason) -> str:
    limit = said.limits.off_pace
    text = f"{said.share(limit)}, below {said.formats.percent(limit)}"
    return f"{text}, and the gap exceeds {said.wide}" if said.worked.sigma else text


def _at_risk(said: _Reason) -> str:
    progress, expected = said.goal_status.progress, said.goal_status.expected
    assert progress is not None
    assert expected is not None
    on, off = said.limits.on_pace, said.limits.off_pace
    share = progress / expected
    beside = on if abs(share - on) < abs(share - off) else off
    text = f"{said.share(beside)}, below {said.formats.percent(on)}"
    if said.worked.sigma:
        text += f", and the gap exceeds the noise, {said.noise}"
    if share >= off - 1e-9:
        return f"{text}; off pace is below {said.formats.percent(off)}"
    return f"{text}; off pace is a gap of more than {said.wide}"


_RULES: dict[Status, Callable[[_Reason], str]] = {
    Status.NO_DATA: lambda said: f"no figure by {said.due}",
    Status.MET: _last_by_due,
    Status.MISSED: _last_missed,
    Status.AWAITING_DATA: _awaiting,
    Status.NOT_REPORTED: _not_reported,
    Status.STALE: _stale,
    Status.ALREADY_THERE: lambda said: f"the current value is {said.aim}",
    Status.NO_STARTING_POINT: lambda _: (
        "the pace needs a baseline, its date and a due date, and one is missing"
    ),
    Status.TOO_EARLY: _too_early,
    Status.TOO_NOISY: _too_noisy,
    Status.ON_PACE: _on_pace,
    Status.WRONG_WAY: _wrong_way,
    Status.OFF_PACE: _off_pace,
    Status.AT_RISK: _at_risk,
    Status.KEPT: _kept,
    Status.BROKEN: _broken,
    Status.HOLDING: lambda said: f"the newest value is {said.aim}",
    Status.BREACHED: lambda said: f"the newest value is not {said.aim}",
}
