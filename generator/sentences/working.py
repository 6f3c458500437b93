"""The working beside each status: every step with its numbers, to be redone by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from generator.measure.series import Series, as_date, increments
from generator.measure.status import Current, Standing
from generator.measure.values import MOVING_RANGE_TO_SIGMA
from generator.model.settings import Thresholds
from generator.model.tables import Milestone
from generator.model.words import Accumulates, Calculation, Rule, Status
from generator.sentences.goals import aim, aim_with_date
from generator.sentences.numbers import (
    MINUS,
    Formats,
    counted,
    day,
    short_day,
    stated_decimals,
)

_MORE_DECIMALS = 2
_LARGE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a working: what is worked out, how, and the result."""

    what: str
    how: str
    result: str


def working(
    standing: Standing,
    series: Series | None,
    milestones: Sequence[Milestone],
    formats: Formats,
    thresholds: Thresholds,
) -> tuple[Step, ...]:
    """How a status was worked out; empty where nothing was (no figure at all)."""
    if series is None or series.closed == 0:
        return ()
    return tuple(_Working(standing, series, milestones, formats, thresholds).steps())


class _Working:
    def __init__(
        self,
        standing: Standing,
        series: Series,
        milestones: Sequence[Milestone],
        formats: Formats,
        thresholds: Thresholds,
    ) -> None:
        self.standing, self.series, self.formats = standing, series, formats
        self.goal, self.metric, self.limits = standing.goal, standing.metric, thresholds
        self.milestones = sorted(milestones, key=lambda milestone: milestone.date)
        self.decimals = formats.decimals.get(self.metric.metric, 0)

    def steps(self) -> Iterator[Step]:
        goal, current = self.goal, self.standing.current
        yield Step(what="Goal", how=_rule(goal.rule), result=self._aim())
        if goal.baseline is not None and goal.rule is Rule.REACH:
            since = f"on {day(goal.baseline_date)}" if goal.baseline_date else "on no stated date"
            yield Step(
                what="Baseline",
                how=f"stated, {since}",
                result=self.formats.stated(goal.baseline, self.metric),
            )
        if current is not None:
            yield from self._current(current)
        if self.standing.expected is not None:
            yield from self._pace()
        if self.standing.inside is not None:
            inside = self.standing.inside
            yield Step(
                what="Periods that kept to it",
                how=f"{inside.kept} of {inside.of}",
                result=self.formats.percent(inside.kept / inside.of),
            )
        yield self._verdict()

    def _aim(self) -> str:
        return aim_with_date(self.goal, self.metric, self.formats)

    def _current(self, current: Current) -> Iterator[Step]:
        what = "Value that decides" if len(current.periods) == 1 else "Current value"
        yield Step(
            what=what,
            how=f"{self.formats.span(current.periods, self.series.cadence)}: {self._pooling(current)}",
            result=self._number(current.value),
        )
        if len(current.periods) > 1 and self.standing.expected is not None:
            ends = ", ".join(short_day(period.last) for period in current.periods)
            yield Step(
                what="Its date", how=f"the middle of the last days {ends}", result=day(current.day)
            )

    def _pooling(self, current: Current) -> str:
        """How the periods make one value, with their numbers."""
        stop = self._stop(current)
        rows = slice(stop - len(current.periods), stop)
        series, number = self.series, self.formats.number
        if series.metric.accumulates is not Accumulates.NO:
            return "a running total, so its newest value"
        if not current.from_counts:
            values = [self._number(float(value)) for value in series.value[rows]]
            if len(values) == 1:
                return "its value"
            return f"({' + '.join(values)}) / {len(values)}"
        n = [number(float(value)) for value in series.n[rows]]
        below = _summed(n)
        if series.metric.calculation is Calculation.NPS:
            promoters = _summed([number(float(value)) for value in series.promoters[rows]])
            detractors = _summed([number(float(value)) for value in series.detractors[rows]])
            return f"100 × ({promoters} promoters {MINUS} {detractors} detractors) / {below}"
        above = _summed([self._total(float(value)) for value in series.numerator[rows]])
        factor = "100 × " if series.metric.calculation is Calculation.SHARE else ""
        return f"{factor}{above} / {below}"

    def _stop(self, current: Current) -> int:
        last = np.datetime64(current.periods[-1].last, "D")
        return int(np.searchsorted(self.series.last, last)) + 1

    def _pace(self) -> Iterator[Step]:
        standing, goal, formats = self.standing, self.goal, self.formats
        current, noise = standing.current, standing.noise
        assert current is not None and noise is not None
        assert standing.progress is not None and standing.expected is not None
        assert standing.gap is not None and standing.expected_value is not None
        assert goal.baseline is not None and goal.baseline_date is not None and goal.due
        base, target = self._stated(goal.baseline), self._stated(goal.target)
        value, planned = self._number(current.value), self._number(standing.expected_value)
        yield Step(
            what="Progress",
            how=f"({value} {MINUS} {_bracket(base)}) / ({target} {MINUS} {_bracket(base)})",
            result=formats.percent(standing.progress),
        )
        passed = current.ordinal - goal.baseline_date.toordinal()
        whole = (goal.due - goal.baseline_date).days
        if self.milestones:
            plan = ", ".join(
                f"{self._stated(m.expected)} on {short_day(m.date)}" for m in self.milestones
            )
            how = f"the plan has milestones: {plan}; straight between them"
        else:
            days = formats.number(passed, 0 if passed.is_integer() else 1)
            how = f"{days} of {counted(whole, 'day')} from baseline to due date"
        yield Step(
            what="Expected by then", how=how, result=formats.percent(standing.expected)
        )
        yield Step(
            what="Plan for that date",
            how=f"{base} + {formats.percent(standing.expected)} of ({target} {MINUS} "
            f"{_bracket(base)})",
            result=planned,
        )
        ahead = "ahead of the plan" if standing.gap >= 0 else "behind the plan"
        yield Step(
            what="Gap to the plan",
            how=f"{value} {MINUS} {_bracket(planned)}, {ahead}",
            result=self._number(abs(standing.gap)),
        )
        yield from self._noise()

    def _noise(self) -> Iterator[Step]:
        noise, current = self.standing.noise, self.standing.current
        assert noise is not None and current is not None
        if noise.process is not None:
            start = self.series.group_start
            total = self.series.metric.accumulates is not Accumulates.NO
            if total:
                values = increments(self.series)[: self.series.closed - 1][start:]
            else:
                values = self.series.value[start : self.series.closed]
            moved = float(np.abs(np.diff(values)).mean())
            count = 1 if total else len(current.periods)
            root = f" / √{count}" if count > 1 else ""
            of = "what each period added" if total else "its values"
            yield Step(
                what="Usual swing (process)",
                how=f"mean step between neighbours of {of}, {counted(len(values), 'period')} since "
                f"{short_day(as_date(self.series.last[start]))}: "
                f"{self._fine(moved)} / {MOVING_RANGE_TO_SIGMA}{root}",
                result=self._fine(noise.process),
            )
        if noise.sampling is not None:
            answers = self.formats.number(current.n or 0)
            yield Step(
                what="Chance of sampling",
                how=f"standard error of {answers} answers or cases",
                result=self._fine(noise.sampling),
            )
        if noise.sigma == 0:
            yield Step(
                what="Noise", how="too few data to tell", result="few data"
            )

    def _verdict(self) -> Step:
        return Step(what="Status", how=self._reason(), result=self.standing.status.value)

    def _reason(self) -> str:  # noqa: C901, PLR0911, PLR0912 -- one branch a status
        status, standing, limits = self.standing.status, self.standing, self.limits
        percent, aimed = self.formats.percent, aim(self.goal, self.metric, self.formats)
        noise = standing.noise
        sigma = noise.sigma if noise else 0.0
        wide = f"{limits.noise:g} × {self._fine(sigma)} = {self._fine(limits.noise * sigma)}"
        match status:
            case Status.MET | Status.KEPT | Status.HOLDING:
                return f"the value is {aimed}"
            case Status.MISSED | Status.BROKEN | Status.BREACHED:
                return f"the value is not {aimed}"
            case Status.ALREADY_THERE:
                return f"the current value is {aimed}"
            case Status.STALE:
                return (
                    f"the newest period, its {self.metric.lag_days} days of delay and two more "
                    "periods (ten days at least) have passed"
                )
            case Status.AWAITING_DATA | Status.NOT_REPORTED:
                return "no period that ends within one before the due date has a figure"
            case Status.NO_STARTING_POINT:
                return "baseline, baseline date and due date are needed, and one is missing"
            case Status.TOO_EARLY if standing.expected is None:
                return "no period has ended since the baseline"
            case Status.TOO_EARLY:
                return f"expected is below {percent(limits.too_early)}"
            case Status.TOO_NOISY:
                return f"neither the plan's move nor the real one exceeds {wide}"
            case Status.WRONG_WAY if sigma:
                return f"it moved away from the baseline by more than {wide}"
            case Status.WRONG_WAY:
                return f"progress is below {percent(limits.wrong_way_without_noise)}"
        assert standing.progress is not None and standing.expected is not None
        share = f"progress / expected = {percent(standing.progress / standing.expected)}"
        match status:
            case Status.ON_PACE if standing.progress / standing.expected >= limits.on_pace:
                return f"{share}, at least {percent(limits.on_pace)}"
            case Status.ON_PACE:
                return f"the gap is not more than the noise, {self._fine(sigma)}"
            case Status.OFF_PACE if sigma:
                return f"{share}, below {percent(limits.off_pace)}, and the gap exceeds {wide}"
            case Status.OFF_PACE:
                return f"{share}, below {percent(limits.off_pace)}"
            case _:
                return f"{share}: behind the plan, but neither off pace nor moving the wrong way"

    def _number(self, value: float) -> str:
        """A worked-out value: with one decimal more than it is shown, so that rounding is seen."""
        return self.formats.number(value, 0 if abs(value) >= _LARGE else self.decimals + 1)

    def _stated(self, value: float) -> str:
        return self.formats.number(value, stated_decimals(value))

    def _fine(self, value: float) -> str:
        return self.formats.number(value, self.decimals + _MORE_DECIMALS)

    def _total(self, value: float) -> str:
        return self.formats.number(value, 0 if value.is_integer() else _MORE_DECIMALS)


def _rule(rule: Rule) -> str:
    return {
        Rule.REACH: "to reach",
        Rule.HOLD: "to hold",
        Rule.RANGE: "to stay within",
    }[rule]


def _summed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"


def _bracket(number: str) -> str:
    return f"({number})" if number.startswith(MINUS) else number
