"""Percent and fraction: 0.97 beside values of 92 to 96 percent is 97, or a slip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from generator.check.check_context import CheckContext
from generator.check.faults import CellFault, row_error, row_warning
from generator.check.soft_checks import quotable
from generator.model.mapping import EXPORTS
from generator.model.problems import Problem, SourceLocation
from generator.model.schema import Row
from generator.model.tables import Benchmark, Goal, Metric, Milestone
from generator.model.vocabulary import Calculation
from generator.model.wording import quoted

if TYPE_CHECKING:
    import pandas as pd

#: A number is of the other order if a hundred times it, or a hundredth, is at most this far beyond
#: the ends of the values.
_BEYOND = 2.0
#: So many values show of which order a series is.
_ENOUGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Range:
    """The least and the greatest value of a metric in percent."""

    low: float
    high: float

    def slip(self, number: float) -> float | None:
        """The number of the right order that was probably meant; None if it is of that order."""
        if 0 < number <= 1 < self.low:
            meant = number * 100
        elif 0 < self.high <= 1 < number:
            meant = number / 100
        else:
            return None
        return meant if self.low / _BEYOND <= meant <= self.high * _BEYOND else None


def check_fractions(context: CheckContext) -> Iterator[Problem]:
    """Values of a metric, and what goals and benchmarks say of it, that are of another order."""
    metrics = {row.metric: row for row in context.rows(Metric) if _is_percent(row)}
    frame = context.measurements
    ranges: dict[str, _Range] = {}
    for name, rows in frame[frame["metric"].isin(list(metrics))].groupby("metric", sort=False):
        values = rows["value"].to_numpy(float)
        stated = rows["numerator"].isna().to_numpy() & (values > 0)
        if not stated.any():
            ranges[str(name)] = _Range(low=float(values.min()), high=float(values.max()))
            continue
        small = stated & (values <= 1)
        others = values[~small]
        if small.any() and len(others) >= _ENOUGH:
            span = _Range(low=float(others.min()), high=float(others.max()))
            yield from _odd_values(str(name), rows[small], span)
            ranges[str(name)] = span
        else:
            ranges[str(name)] = _Range(low=float(values.min()), high=float(values.max()))
    goals = context.by_id(Goal)
    for goal in goals.values():
        for column in ("target", "target_high", "baseline"):
            yield from _slip(goal, column, goal.metric, getattr(goal, column), ranges)
    for milestone in context.rows(Milestone):
        if milestone.goal in goals:
            metric = goals[milestone.goal].metric
            yield from _slip(milestone, "expected", metric, milestone.expected, ranges)
    for mark in context.rows(Benchmark):
        yield from _slip(mark, "value", mark.metric, mark.value, ranges)


def warn_of_fractions(context: CheckContext) -> Iterator[Problem]:
    """Metrics in percent of which every stated value is a fraction."""
    frame = quotable(context.measurements, context.by_id(Metric))
    greatest = frame[frame["numerator"].isna()].groupby("metric")["value"].max()
    for metric in context.rows(Metric):
        high = float(greatest.get(metric.metric, np.nan))
        if _is_percent(metric) and 0 < high <= 1 and metric.maximum != 1:
            yield row_warning(
                metric,
                "unit",
                f'The unit of "{metric.metric}" is percent, and all its values are between 0 and '
                f"1: {high:.6g} is shown as {high:.6g} %.",
                "If they are fractions, multiply them by 100 in the export; if they are right, "
                "write 1 in maximum.",
            )


def _odd_values(metric: str, rows: pd.DataFrame, span: _Range) -> Iterator[Problem]:
    places = zip(*(rows[name] for name in ("file", "line", "value")), strict=True)
    for file, line, value in places:
        meant = span.slip(float(value))
        if meant is None:
            continue
        location = SourceLocation(file, int(line), "" if file.startswith(EXPORTS) else "value")
        yield CellFault(*_words(metric, float(value), meant, span)).of(file).at(location)


def _slip(
    row: Row, column: str, metric: str, number: float | None, ranges: dict[str, _Range]
) -> Iterator[Problem]:
    span = ranges.get(metric)
    meant = span.slip(number) if span and number is not None else None
    if span and number is not None and meant is not None:
        yield row_error(row, column, *_words(metric, number, meant, span))


def _words(metric: str, number: float, meant: float, span: _Range) -> tuple[str, str]:
    this, others = ("a fraction", "percent") if number <= 1 else ("percent", "fractions")
    message = (
        f"{number:.6g} looks like {this}, and the values of {quoted(metric)} are {others}: "
        f"{span.low:.6g} to {span.high:.6g}."
    )
    return message, f"Did you mean {meant:.6g}?"


def _is_percent(metric: Metric) -> bool:
    unit = (metric.unit or "").strip().lower()
    return unit in {"percent", "%"} or (not unit and metric.calculation is Calculation.SHARE)
