"""The working beside each status: every step with its numbers, to be redone by hand.

Each result is worked out from the numbers printed beside it, so that a reader who redoes a line
finds the same figure; enough decimals are printed that rounding never hides what decided.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from generator.measure.current import Current, Noise, UsualSwing, ValueMethod
from generator.measure.evidence import Margin
from generator.measure.intervals import NPS_ADDED_ANSWERS, NPS_ADDED_EACH, share_error
from generator.measure.natural_limits import MOVING_RANGE_TO_SIGMA, swing_error
from generator.measure.pace import Pace, share_of_way
from generator.measure.series import Numbers, Series
from generator.measure.status import GoalStatus
from generator.model.vocabulary import Calculation, Rule
from generator.sentences.goals import aim_with_date
from generator.sentences.numbers import (
    FINEST,
    MINUS,
    Formats,
    counted,
    day,
    decimals_apart,
    short_day,
)
from generator.sentences.status_rules import PrintedNumbers, reason
from generator.sentences.words import STATUS_WORDS

_LARGE = 10_000
_FIGURES = 4
_FINEST_SHARE = 0.0005
_FRACTIONS = ((1 / 3, "⅓"), (1 / 2, "½"), (2 / 3, "⅔"))
_HUNDREDTH = 1 / 100


class Step(NamedTuple):
    """One line of a working: what is worked out, how, and the result."""

    what: str
    how: str
    result: str


def working(goal_status: GoalStatus, series: Series | None, formats: Formats) -> tuple[Step, ...]:
    """How a status was worked out; empty without any figure."""
    if series is None or series.closed == 0:
        return ()
    return tuple(_Working(goal_status, series, formats).steps())


class _Working:
    """The steps of one status, each from the rounded numbers that are printed."""

    def __init__(self, goal_status: GoalStatus, series: Series, formats: Formats) -> None:
        self.goal_status, self.series, self.formats = goal_status, series, formats
        self.goal, self.metric = goal_status.goal, goal_status.metric
        self.decimals = self._decimals()
        self.printed = self._printed()

    def steps(self) -> Iterator[Step]:
        goal, current, kept = self.goal, self.goal_status.current, self.goal_status.kept
        yield Step("Goal", _ASKS[goal.rule], aim_with_date(goal, self.metric, self.formats))
        if goal.baseline is not None and goal.rule is Rule.REACH:
            since = f"on {day(goal.baseline_date)}" if goal.baseline_date else "with no date"
            stated = self.formats.stated(goal.baseline, self.metric)
            yield Step("Baseline", f"stated, {since}", stated)
        if current is not None:
            yield from self._current(current)
        if current is not None and self.goal_status.pace is not None:
            yield from self._pace(self.goal_status.pace)
            yield from self._noise(current, self.goal_status.pace.noise)
        margin = self.goal_status.margin
        if current is not None and margin is not None:
            yield from self._margin(current, margin)
        if kept is not None:
            yield Step(
                "Periods that kept to it",
                f"{kept.count} of {kept.of}",
                self.formats.percent(kept.count / kept.of),
            )
        why = reason(self.goal_status, self.series.cadence, self.printed, self.formats)
        yield Step("Status", why, STATUS_WORDS[self.goal_status.status])

    def _current(self, current: Current) -> Iterator[Step]:
        alone = len(current.periods) == 1
        span = self.formats.span(current.periods, self.series.cadence)
        yield Step(
            "Value that decides" if alone else "Current value",
            f"{span}: {self._pooling(current)}",
            self._with_unit(current.value),
        )
        if not alone and self.goal_status.pace is not None:
            ends = ", ".join(short_day(period.last) for period in current.periods)
            yield Step("Its date", f"the mean of the last days {ends}", day(current.day))

    def _pooling(self, current: Current) -> str:
        """How the periods make one value, with their numbers."""
        calculation = self.metric.calculation
        if current.method is ValueMethod.RUNNING_TOTAL:
            return "a running total, so its newest value"
        if current.method is ValueMethod.NEVER_AVERAGED:
            return f"a {calculation} is never averaged, so its value"
        if current.method is ValueMethod.SINGLE:
            return "its value"
        rows, series = current.rows, self.series
        if current.method is ValueMethod.MEAN:
            return f"{self._sum(series.value[rows])} / {len(current.periods)}"
        n = self._sum(series.n[rows])
        if calculation is Calculation.NPS:
            promoters, detractors = (
                self._sum(counts[rows]) for counts in (series.promoters, series.detractors)
            )
            return f"100 × ({promoters} promoters {MINUS} {detractors} detractors) / {n}"
        share = "100 × " if calculation is Calculation.SHARE else ""
        return f"{share}{self._sum(series.numerator[rows])} / {n}"

    def _pace(self, pace: Pace) -> Iterator[Step]:
        """Progress, plan and gap."""
        goal, percent = self.goal, self.formats.percent
        assert goal.baseline is not None
        value, planned = self.printed.value, self.printed.planned
        base = _bracket(self.formats.plain(goal.baseline))
        whole_way = f"({self.formats.plain(goal.target)} {MINUS} {base})"
        yield Step(
            "Progress",
            f"({self._number(value)} {MINUS} {base}) / {whole_way}",
            percent(share_of_way(value, goal) or 0.0, 1),
        )
        segment = pace.segment
        low, high = self.formats.plain(segment.start_value), self.formats.plain(segment.end_value)
        days = f"{self._days(segment.passed)} / {segment.days}"
        line = f"{low} + {days} × ({high} {MINUS} {_bracket(low)})"
        if pace.has_milestones:
            line = f"from {short_day(segment.start)} to {short_day(segment.end)}: {line}"
        if segment.clipped:
            line += ", but no less than the baseline and no more than the target"
        plan = Step("Plan for that date", line, self._with_unit(planned))
        how, share = f"{days}: days passed, of those from baseline to due date", pace.expected
        if pace.has_milestones:
            how = f"({self._number(planned)} {MINUS} {base}) / {whole_way}"
            share = share_of_way(planned, goal) or 0.0
        expected = Step("Expected by then", how, percent(share, 1))
        yield from (plan, expected) if pace.has_milestones else (expected, plan)
        ahead = self.goal_status.better.sign * (value - planned) >= 0
        yield Step(
            "Gap to the plan",
            f"{self._number(value)} {MINUS} {_bracket(self._number(planned))}, "
            f"{'ahead of' if ahead else 'behind'} the plan",
            self._apart(self._number(abs(value - planned))),
        )

    def _margin(self, current: Current, margin: Margin) -> Iterator[Step]:
        """How far the value is beyond the aim or misses it, and its noise."""
        goal, value = self.goal, self.printed.value
        limit = goal.target
        if goal.target_high is not None and value > goal.target_high:
            limit = goal.target_high
        high, low = self._number(max(value, limit)), self._number(min(value, limit))
        yield Step(
            "Misses by" if margin.distance < 0 else "Beyond the target by",
            f"{high} {MINUS} {_bracket(low)}",
            self._apart(self._number(self.printed.distance)),
        )
        yield from self._noise(current, margin.noise)

    def _noise(self, current: Current, noise: Noise) -> Iterator[Step]:
        if noise.swing is not None:
            yield self._swing(noise.swing)
        if noise.sampling is not None:
            yield self._sampling(current, noise.sampling)
        if noise.sigma == 0:
            short = noise.swing is None
            how = "too few periods to tell" if short else "its figures do not swing at all"
            yield Step("Noise", f"{how}: nothing is held to be chance", "few data")
        elif noise.swing is not None and noise.sampling is not None:
            sigma = self._apart(self._fine(self.printed.sigma))
            yield Step("Noise", "the larger of the two", sigma)

    def _swing(self, swing: UsualSwing) -> Step:
        added = " of what each period added" if self.metric.is_total else ""
        root = f" / √{swing.pooled}" if swing.pooled > 1 else ""
        return Step(
            "Usual swing",
            f"mean step between neighbours{added} ({counted(swing.values, 'period')} since "
            f"{short_day(swing.since)}): {self._fine(_rounded(swing.mean_step))} / "
            f"{MOVING_RANGE_TO_SIGMA}{root}",
            self._apart(self._fine(_printed_swing(swing))),
        )

    def _sampling(self, current: Current, error: float) -> Step:
        n = current.n or 0
        if self.metric.calculation is Calculation.NPS:
            more = self.formats.number(n + NPS_ADDED_ANSWERS)
            extra = self.formats.plain(NPS_ADDED_EACH)
            p, d = (
                f"({self._source(float(counts[current.rows].sum()))} + {extra}) / {more}"
                for counts in (self.series.promoters, self.series.detractors)
            )
            how = f"100 × √((p + d {MINUS} (p {MINUS} d)²) / {more}), p = {p}, d = {d}"
        else:
            value = self._number(current.value)
            how = f"√({value} × (100 {MINUS} {value}) / {self.formats.number(n)})"
        sigma = self._printed_sampling(current, error)
        return Step("Chance of sampling", how, self._apart(self._fine(sigma)))

    def _printed_sampling(self, current: Current, error: float) -> float:
        """The sampling error from the printed value."""
        if self.metric.calculation is Calculation.NPS:
            return _rounded(error)
        share = round(current.value, self.decimals) / 100
        return _rounded(share_error(share, current.n or 1))

    def _printed(self) -> PrintedNumbers:
        current, pace = self.goal_status.current, self.goal_status.pace
        margin = self.goal_status.margin
        noise = pace.noise if pace is not None else margin.noise if margin is not None else None
        if current is None or noise is None:
            return PrintedNumbers()
        sigma, value = 0.0, round(current.value, self.decimals)
        if noise.swing is not None:
            sigma = _printed_swing(noise.swing)
        if noise.sampling is not None:
            sigma = max(sigma, self._printed_sampling(current, noise.sampling))
        limits = [one for one in (self.goal.target, self.goal.target_high) if one is not None]
        return PrintedNumbers(
            value=value,
            planned=round(pace.planned, self.decimals) if pace is not None else 0.0,
            sigma=sigma,
            distance=min(abs(value - limit) for limit in limits),
        )

    def _decimals(self) -> int:
        """How many decimals a worked-out value needs for rounding not to hide what decided."""
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
        return min(digits, FINEST)

    def _number(self, value: float) -> str:
        """A worked-out value, without needless zeros."""
        return self.formats.plain(round(value, self.decimals))

    def _with_unit(self, value: float) -> str:
        return self.formats.with_unit(self._number(value), self.metric)

    def _apart(self, number: str) -> str:
        """A difference with its unit: percentage points where the values are percentages."""
        return self.formats.apart(number, self.metric)

    def _source(self, value: float) -> str:
        """A number as the source has it."""
        return self.formats.plain(round(value, self.decimals + 1))

    def _sum(self, values: Numbers) -> str:
        """Numbers as the source has them, added: `(55 + 58 + 61)`; one stands alone."""
        parts = [self._source(value) for value in values.tolist()]
        return parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"

    def _fine(self, value: float) -> str:
        """A noise: four figures."""
        return self.formats.number(value, _fine_decimals(value))

    def _days(self, passed: float) -> str:
        """Days passed: whole, or with a third or a half as the mean of two or three days has."""
        whole = math.floor(passed + _HUNDREDTH)
        rest = passed - whole
        part = next((mark for size, mark in _FRACTIONS if abs(rest - size) < _HUNDREDTH), "")
        return part if part and not whole else f"{self.formats.number(whole)}{part}"


_ASKS = {Rule.REACH: "to reach", Rule.HOLD: "to hold", Rule.RANGE: "to stay within"}


def _fine_decimals(value: float) -> int:
    if value == 0:
        return 0
    return min(max(_FIGURES - 1 - math.floor(math.log10(abs(value))), 0), FINEST)


def _rounded(value: float) -> float:
    return round(value, _fine_decimals(value))


def _printed_swing(swing: UsualSwing) -> float:
    """The usual swing from the printed mean step."""
    return _rounded(swing_error(_rounded(swing.mean_step), swing.pooled))


def _bracket(number: str) -> str:
    return f"({number})" if number.startswith(MINUS) else number
