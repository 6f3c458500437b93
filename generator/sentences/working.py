"""The working beside each status: every step with its numbers, to be redone by hand.

Each result is worked out from the numbers printed beside it, so that a reader who redoes a line
finds the same figure; enough decimals are printed that rounding never hides what decided.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from generator.measure.current import Current, Noise
from generator.measure.intervals import NPS_ADDED_ANSWERS, NPS_ADDED_EACH
from generator.measure.natural_limits import MOVING_RANGE_TO_SIGMA
from generator.measure.series import Series, as_date, increments
from generator.measure.status import GoalStatus
from generator.model.counts import NEVER_AVERAGED
from generator.model.settings import Thresholds
from generator.model.tables import Goal, Milestone
from generator.model.vocabulary import Accumulates, Calculation, Rule
from generator.sentences.goals import aim_with_date
from generator.sentences.numbers import (
    MINUS,
    Formats,
    counted,
    day,
    decimals_apart,
    short_day,
    stated_decimals,
)
from generator.sentences.reasons import Worked, reason
from generator.sentences.words import STATUS_WORDS

_MOST_DECIMALS = 6
_LARGE = 10_000
_FIGURES = 4
_FINEST_SHARE = 0.0005
_FRACTIONS = {1 / 3: "⅓", 1 / 2: "½", 2 / 3: "⅔"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a working: what is worked out, how, and the result."""

    what: str
    how: str
    result: str


def working(
    goal_status: GoalStatus,
    series: Series | None,
    milestones: Sequence[Milestone],
    formats: Formats,
    thresholds: Thresholds,
) -> tuple[Step, ...]:
    """How a status was worked out; empty where nothing was (no figure at all)."""
    if series is None or series.closed == 0:
        return ()
    return tuple(_Working(goal_status, series, milestones, formats, thresholds).steps())


class _Working:
    def __init__(
        self,
        goal_status: GoalStatus,
        series: Series,
        milestones: Sequence[Milestone],
        formats: Formats,
        thresholds: Thresholds,
    ) -> None:
        self.goal_status, self.series, self.formats = goal_status, series, formats
        self.goal, self.metric, self.limits = goal_status.goal, goal_status.metric, thresholds
        self.milestones = sorted(milestones, key=lambda milestone: milestone.date)
        self.decimals = self._decimals()
        self.worked = Worked()

    def steps(self) -> Iterator[Step]:
        goal, current, inside = self.goal, self.goal_status.current, self.goal_status.inside
        yield Step(
            what="Goal",
            how=_RULES[goal.rule],
            result=aim_with_date(goal, self.metric, self.formats),
        )
        if goal.baseline is not None and goal.rule is Rule.REACH:
            since = f"on {day(goal.baseline_date)}" if goal.baseline_date else "with no date"
            stated = self.formats.stated(goal.baseline, self.metric)
            yield Step(what="Baseline", how=f"stated, {since}", result=stated)
        if current is not None:
            yield from self._current(current)
        if current is not None and self.goal_status.noise is not None:
            yield from self._pace(current)
            yield from self._noise(current, self.goal_status.noise)
        if inside is not None:
            yield Step(
                what="Periods that kept to it",
                how=f"{inside.kept} of {inside.of}",
                result=self.formats.percent(inside.kept / inside.of),
            )
        why = reason(self.goal_status, self.series, self.worked, self.formats, self.limits)
        yield Step(what="Status", how=why, result=STATUS_WORDS[self.goal_status.status])

    def _current(self, current: Current) -> Iterator[Step]:
        alone = len(current.periods) == 1
        span = self.formats.span(current.periods, self.series.cadence)
        yield Step(
            what="Value that decides" if alone else "Current value",
            how=f"{span}: {self._pooling(current)}",
            result=self._with_unit(current.value),
        )
        if not alone and self.goal_status.noise is not None:
            ends = ", ".join(short_day(period.last) for period in current.periods)
            yield Step(
                what="Its date", how=f"the mean of the last days {ends}", result=day(current.day)
            )

    def _pooling(self, current: Current) -> str:
        """How the periods make one value, with their numbers."""
        rows = self._rows(current)
        series, calculation = self.series, self.metric.calculation
        if self.metric.accumulates is not Accumulates.NO:
            return "a running total, so its newest value"
        if not current.from_counts:
            values = [self._plain(value) for value in series.value[rows].tolist()]
            if len(values) > 1:
                return f"{_summed(values)} / {len(values)}"
            newest = calculation in NEVER_AVERAGED
            return f"a {calculation} is never averaged, so its value" if newest else "its value"
        n = _summed([self._plain(value) for value in series.n[rows].tolist()])
        if calculation is Calculation.NPS:
            promoters = _summed([self._plain(value) for value in series.promoters[rows].tolist()])
            detractors = _summed([self._plain(value) for value in series.detractors[rows].tolist()])
            return f"100 × ({promoters} promoters {MINUS} {detractors} detractors) / {n}"
        above = _summed([self._plain(value) for value in series.numerator[rows].tolist()])
        return f"{'100 × ' if calculation is Calculation.SHARE else ''}{above} / {n}"

    def _rows(self, current: Current) -> slice:
        stop = self.series.ended_by(current.periods[-1].last)
        return slice(stop - len(current.periods), stop)

    def _pace(self, current: Current) -> Iterator[Step]:
        """Progress, plan and gap, each from the rounded numbers that are printed."""
        goal_status, goal, percent = self.goal_status, self.goal, self.formats.percent
        assert goal.baseline is not None
        assert goal_status.expected is not None
        assert goal_status.expected_value is not None
        base, target = self._stated(goal.baseline), self._stated(goal.target)
        whole_way = f"({target} {MINUS} {_bracket(base)})"
        value = round(current.value, self.decimals)
        planned = round(goal_status.expected_value, self.decimals)
        self.worked.value, self.worked.planned = value, planned
        self.worked.progress = _share(value, goal)
        yield Step(
            what="Progress",
            how=f"({self._number(value)} {MINUS} {_bracket(base)}) / {whole_way}",
            result=percent(self.worked.progress, 1),
        )
        line, days = self._line(current, goal_status.expected_value)
        plan = Step(what="Plan for that date", how=line, result=self._with_unit(planned))
        if self.milestones:
            self.worked.expected = _share(planned, goal)
            how = f"({self._number(planned)} {MINUS} {_bracket(base)}) / {whole_way}"
        else:
            self.worked.expected = goal_status.expected
            how = f"{days}: days passed, of those from baseline to due date"
        expected = Step(what="Expected by then", how=how, result=percent(self.worked.expected, 1))
        yield from (plan, expected) if self.milestones else (expected, plan)
        ahead = goal_status.sign * (value - planned) >= 0
        yield Step(
            what="Gap to the plan",
            how=f"{self._number(value)} {MINUS} {_bracket(self._number(planned))}, "
            f"{'ahead of' if ahead else 'behind'} the plan",
            result=self._apart(self._number(abs(value - planned))),
        )

    def _line(self, current: Current, planned: float) -> tuple[str, str]:
        """The straight line between the two points of the plan around the current date."""
        goal = self.goal
        assert goal.baseline is not None
        assert goal.baseline_date is not None
        assert goal.due is not None
        points = [
            (goal.baseline_date, goal.baseline),
            *((milestone.date, milestone.expected) for milestone in self.milestones),
            (goal.due, goal.target),
        ]
        after = next(
            index
            for index, (date, _) in enumerate(points)
            if index and (date.toordinal() >= current.ordinal or index == len(points) - 1)
        )
        (start, low), (end, high) = points[after - 1], points[after]
        passed, whole = current.ordinal - start.toordinal(), (end - start).days
        days = f"{self._days(passed)} / {whole}"
        line = f"{self._stated(low)} + {days} × ({self._stated(high)} {MINUS} "
        line += f"{_bracket(self._stated(low))})"
        if not self.milestones:
            return line, days
        line = f"from {short_day(start)} to {short_day(end)}: {line}"
        if not math.isclose(low + passed / whole * (high - low), planned, abs_tol=1e-9):
            line += ", but no less than the baseline and no more than the target"
        return line, days

    def _noise(self, current: Current, noise: Noise) -> Iterator[Step]:
        if noise.process is not None:
            yield self._process(current)
        if noise.sampling is not None and current.n is not None:
            yield self._sampling(current, noise.sampling)
        if noise.sigma == 0:
            short = noise.process is None
            how = "too few periods to tell" if short else "its figures do not swing at all"
            yield Step(what="Noise", how=f"{how}: nothing is held to be chance", result="few data")
        elif noise.process is not None and noise.sampling is not None:
            yield Step(
                what="Noise",
                how="the larger of the two",
                result=self._apart(self._fine(self.worked.sigma)),
            )

    def _process(self, current: Current) -> Step:
        start, total = self.series.group_start, self.metric.accumulates is not Accumulates.NO
        values = self.series.closed_values[start:]
        if total:
            values = increments(self.series)[: self.series.closed - 1][start:]
        step = _rounded(float(np.abs(np.diff(values)).mean()))
        count = len(current.periods)
        found = _rounded(step / MOVING_RANGE_TO_SIGMA / math.sqrt(count))
        self.worked.sigma = max(self.worked.sigma, found)
        since = short_day(as_date(self.series.last[start + (1 if total else 0)]))
        return Step(
            what="Usual swing",
            how=f"mean step between neighbours{' of what each period added' if total else ''} "
            f"({counted(len(values), 'period')} since {since}): "
            f"{self._fine(step)} / {MOVING_RANGE_TO_SIGMA}{f' / √{count}' if count > 1 else ''}",
            result=self._apart(self._fine(found)),
        )

    def _sampling(self, current: Current, error: float) -> Step:
        answers = self.formats.number(current.n or 0)
        if self.metric.calculation is Calculation.NPS:
            more = self.formats.number((current.n or 0) + NPS_ADDED_ANSWERS)
            rows, extra = self._rows(current), self._stated(NPS_ADDED_EACH)
            p, d = (
                f"({self._plain(float(count[rows].sum()))} + {extra}) / {more}"
                for count in (self.series.promoters, self.series.detractors)
            )
            how = f"100 × √((p + d {MINUS} (p {MINUS} d)²) / {more}), p = {p}, d = {d}"
        else:
            value = self._number(current.value)
            how = f"√({value} × (100 {MINUS} {value}) / {answers})"
            rounded = round(current.value, self.decimals)
            error = math.sqrt(max(rounded * (100 - rounded), 0.0) / (current.n or 1))
        found = _rounded(error)
        self.worked.sigma = max(self.worked.sigma, found)
        return Step(what="Chance of sampling", how=how, result=self._apart(self._fine(found)))

    def _decimals(self) -> int:
        """How many decimals a worked-out value needs for rounding not to hide what decided.

        One more than it is shown with, as many as its progress in tenths of a percent needs, and
        enough to tell it from the target.
        """
        goal, current = self.goal, self.goal_status.current
        numbers = [goal.target, goal.baseline or 0.0, current.value if current else 0.0]
        digits = self.formats.decimals.get(self.metric.metric, 0) + 1
        if max(abs(number) for number in numbers) >= _LARGE:
            digits = 0
        if goal.baseline is not None and goal.baseline != goal.target:
            finest = abs(goal.target - goal.baseline) * _FINEST_SHARE
            digits = max(digits, math.ceil(-math.log10(finest)))
        if current is not None:
            for limit in (goal.target, goal.target_high):
                if limit is not None:
                    digits = max(digits, decimals_apart(current.value, limit, digits))
        return min(digits, _MOST_DECIMALS)

    def _number(self, value: float) -> str:
        """A worked-out value, without needless zeros."""
        rounded = round(value, self.decimals)
        return self.formats.number(rounded, stated_decimals(rounded))

    def _with_unit(self, value: float) -> str:
        return self.formats.with_unit(self._number(value), self.metric)

    def _apart(self, number: str) -> str:
        """A difference with its unit: percentage points where the values are percentages."""
        return self.formats.apart(number, self.metric)

    def _plain(self, value: float) -> str:
        """A number as the source has it."""
        rounded = round(value, self.decimals + 1)
        return self.formats.number(rounded, stated_decimals(rounded))

    def _stated(self, value: float) -> str:
        return self.formats.number(value, stated_decimals(value))

    def _fine(self, value: float) -> str:
        """A noise: four figures."""
        return self.formats.number(value, _fine_decimals(value))

    def _days(self, passed: float) -> str:
        whole = math.floor(passed + 1e-6)
        left = passed - whole
        part = next((sign for size, sign in _FRACTIONS.items() if abs(left - size) < 0.01), "")
        return part if part and not whole else f"{self.formats.number(whole)}{part}"


_RULES = {Rule.REACH: "to reach", Rule.HOLD: "to hold", Rule.RANGE: "to stay within"}


def _share(value: float, goal: Goal) -> float:
    assert goal.baseline is not None
    return (value - goal.baseline) / (goal.target - goal.baseline)


def _fine_decimals(value: float) -> int:
    if value == 0:
        return 0
    return min(max(_FIGURES - 1 - math.floor(math.log10(abs(value))), 0), _MOST_DECIMALS)


def _rounded(value: float) -> float:
    return round(value, _fine_decimals(value))


def _summed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"


def _bracket(number: str) -> str:
    return f"({number})" if number.startswith(MINUS) else number
