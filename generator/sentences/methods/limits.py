"""The natural limits of one record, step by step from its figures, to be redone by hand."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np

from generator.measure.assessment import change_of
from generator.measure.control_chart_input import JudgedSeries
from generator.measure.natural_limits import LIMIT, SCREEN, Group
from generator.measure.series import Series
from generator.measure.signals import Label
from generator.measure.variation import ControlChart
from generator.model.settings import VariationRules
from generator.sentences.assessment import CHANGE_BADGES
from generator.sentences.methods.section import Table
from generator.sentences.numbers import MINUS, Formats, counted, stated_decimals
from generator.sentences.working import Step

_MOST_DECIMALS = 6
_LARGE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsWorking:
    """The figures with their steps, what is made of them line by line, and the natural limits."""

    figures: Table
    steps: tuple[Step, ...]
    low: float
    high: float


def limits_working(
    series: Series,
    judged_series: JudgedSeries,
    rules: VariationRules,
    formats: Formats,
    sign: int = 0,
) -> LimitsWorking | None:
    """How the newest natural limits were worked out; None where there are none."""
    if judged_series.control_chart is None or judged_series.control_chart.groups[-1].limits is None:
        return None
    made = _Worked(series, judged_series, judged_series.control_chart, rules, formats)
    change = CHANGE_BADGES[change_of(judged_series, sign)].word
    steps = tuple(made.steps(change))
    return LimitsWorking(figures=made.figures(), steps=steps, low=made.ends[0], high=made.ends[1])


class _Worked:
    """The last group of a record, with the rounded numbers from which each line follows."""

    def __init__(
        self,
        series: Series,
        judged_series: JudgedSeries,
        chart: ControlChart,
        rules: VariationRules,
        formats: Formats,
    ) -> None:
        self.series, self.judged_series, self.control_chart = series, judged_series, chart
        self.rules, self.formats = rules, formats
        self.group: Group = chart.groups[-1]
        self.decimals = self._decimals()
        self.ends: list[float] = []
        values = chart.values[self.group.start :]
        self.values = [round(value, self.decimals) for value in values.tolist()]
        self.moves = [round(abs(m), self.decimals) for m in np.diff(self.values).tolist()]

    def figures(self) -> Table:
        """Every figure since the record last began anew, with its step from the one before."""
        rows = []
        for place, value in enumerate(self.values):
            row = int(self.judged_series.rows[self.group.start + place])
            period = self.formats.period(self.series.period(row), self.series.cadence)
            step = self._number(self.moves[place - 1]) if place else ""
            rows.append((period, self._number(value), step))
        head = "Added" if self.judged_series.of_increments else "Figure"
        return Table(
            caption="The figures and the steps between them",
            heads=("Period", head, "Step"),
            rows=tuple(rows),
        )

    def steps(self, change: str) -> Iterator[Step]:
        """Mean, usual step, limits, and what the newest figure says against them."""
        count = self.group.based_on
        base, moves = self.values[:count], self.moves[: count - 1]
        total, mean = round(sum(base), self.decimals), self._fine(sum(base) / count)
        which = "sum of the first" if count < len(self.values) else "sum of the"
        how = f"{which} {counted(count, 'figure')}: {self._number(total)} / {count}"
        yield Step(what="Mean", how=how, result=self._number(mean))
        swing, path = round(sum(moves), self.decimals), self._fine(sum(moves) / len(moves))
        yield Step(
            what="Mean step",
            how=f"sum of the {counted(len(moves), 'step')}: {self._number(swing)} / {len(moves)}",
            result=self._number(path),
        )
        usual = path
        if self.rules.screening:
            usual = yield from self._screened(moves, swing, path)
        yield from self._limits(mean, usual)
        yield Step(what="Newest figure", how=self._why(), result=change)

    def _screened(
        self, moves: list[float], swing: float, path: float
    ) -> Generator[Step, None, float]:
        most = self._fine(SCREEN * path)
        how = f"{self._number(SCREEN)} × {self._number(path)} = {self._number(most)}"
        left = [move for move in moves if move >= most > 0]
        usual = path
        if left:
            rest = round(swing - sum(left), self.decimals)
            usual = self._fine(rest / (len(moves) - len(left)))
            out = " + ".join(self._number(move) for move in left)
            verb = "step of this size or more is" if len(left) == 1 else "steps this large are"
            how = (
                f"{how}; {len(left)} {verb} left out ({out}): {self._number(rest)} / "
                f"{len(moves) - len(left)}"
            )
        else:
            how = f"{how}; no step is as large, so none is left out"
        yield Step(what="Usual step", how=how, result=self._number(usual))
        return usual

    def _limits(self, mean: float, usual: float) -> Iterator[Step]:
        middle, step = self._number(mean), self._number(usual)
        reach = f"{self._number(LIMIT)} × {step}"
        for what, sign, way in (("Lower", MINUS, -1), ("Upper", "+", 1)):
            limit = round(mean + way * LIMIT * usual, self.decimals)
            self.ends.append(limit)
            yield Step(
                what=f"{what} natural limit",
                how=f"{middle} {sign} {reach}",
                result=self._number(limit),
            )
        near = [round(mean + way * LIMIT * usual * 2 / 3, self.decimals) for way in (-1, 1)]
        yield Step(
            what="Near limits",
            how=f"{middle} {MINUS} ⅔ × {reach} and {middle} + ⅔ × {reach}",
            result=f"{self._number(near[0])} and {self._number(near[1])}",
        )

    def _why(self) -> str:
        """What the newest figure signals, in the terms of the rules."""
        label, value = self.control_chart.labels[-1], self._number(self.values[-1])
        run = self.rules.run_length
        side = "above" if self.control_chart.directions[-1] > 0 else "below"
        if label is Label.OUTSIDE:
            limit = "upper" if side == "above" else "lower"
            return f"{value} lies {side} the {limit} natural limit"
        if label is Label.TREND:
            verb = "rise" if side == "above" else "fall"
            return f"it ends a row of {run} or more figures that {verb} at every step"
        if label is Label.TWO_OF_THREE:
            return f"two or more of the last three lie {side} the near limit, it among them"
        if label is Label.SHIFT:
            return f"it ends a row of {self.control_chart.run} figures {side} the mean"
        text = f"{value} lies between the natural limits, and no other rule fits"
        return f"{text} (trial limits)" if self.group.trial else text

    def _decimals(self) -> int:
        """As many decimals as leave out the same steps as the exact figures do."""
        values = self.control_chart.values[
            self.group.start : self.group.start + self.group.based_on
        ]
        own = self.formats.decimals.get(self.series.metric.metric, 0)
        first = 0 if float(np.abs(values).max()) >= _LARGE else own + 2
        for digits in range(first, _MOST_DECIMALS):
            moves = np.abs(np.diff(np.round(values, digits)))
            most = SCREEN * float(moves.mean())
            if not self.rules.screening or int((moves >= most).sum()) == len(self.group.left_out):
                return digits
        return _MOST_DECIMALS

    def _fine(self, value: float) -> float:
        """A mean: one more decimal than the figures."""
        return round(value, self.decimals + 1)

    def _number(self, value: float) -> str:
        return self.formats.number(value, stated_decimals(value))
