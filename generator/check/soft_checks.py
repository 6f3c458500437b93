"""Doubts: what deserves a look in tables that are sound, told as warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from generator.check.count_conflicts import same_value
from generator.check.fault_wording import warning_of
from generator.check.segment_keys import SegmentNames
from generator.model.problems import Problem
from generator.model.schema import Row
from generator.model.tables import Goal, Metric, SeriesKey
from generator.model.vocabulary import Accumulates, GoalState
from generator.model.wording import did_you_mean, quoted

if TYPE_CHECKING:
    import pandas as pd

_NEARLY_EQUAL = 0.92
_SHORTEST_RUN = 3


def warn_of_segments(
    goals: Iterable[Goal], names: SegmentNames, measured: frozenset[SeriesKey]
) -> Iterator[Problem]:
    """Goals on a segment of which nothing is measured, with the nearest one that is."""
    for goal in goals:
        key = names.key(goal.segment)
        if not key or (goal.metric, key) in measured or goal.state is GoalState.DROPPED:
            continue
        there = sorted(other for metric, other in measured if metric == goal.metric and other)
        yield warning_of(
            goal,
            "segment",
            f'"{goal.metric}" has no measurement for the segment {quoted(goal.segment or "")}.',
            did_you_mean(key, there) or "Correct it, or add its measurements.",
        )


def warn_of_silence(metrics: Iterable[Metric], measured: frozenset[str]) -> Iterator[Problem]:
    """Metrics without a single measurement."""
    for metric in metrics:
        if metric.metric not in measured:
            yield warning_of(
                metric,
                "metric",
                f'"{metric.metric}" has no measurement yet.',
                "Add its values to a file in measurements/.",
            )


def warn_of_running_totals(
    unsaid: Iterable[Metric], series: Mapping[str, pd.DataFrame], fiscal_year_start: int
) -> Iterator[Problem]:
    """Series that look like running totals while `accumulates` is blank."""
    for metric in unsaid:
        whole = series.get(metric.metric)
        if whole is None:
            continue
        kind = looks_like_total(whole["last"], whole["value"], fiscal_year_start)
        if kind is not None:
            falls = "never falls" if kind is Accumulates.EVER else "falls only at a new year"
            yield warning_of(
                metric,
                "accumulates",
                f'"{metric.metric}" {falls}, as a running total does.',
                f'If it is one, write "{kind}" in accumulates; if not, write "no".',
            )


def looks_like_total(
    last: pd.Series, value: pd.Series, fiscal_year_start: int = 1
) -> Accumulates | None:
    """Whether three or more values never fall, or fall only where a new fiscal year begins."""
    values = value.to_numpy()
    if len(values) < _SHORTEST_RUN or values.min() == values.max():
        return None
    falls = values[1:] < values[:-1]
    if not falls.any():
        return Accumulates.EVER
    months = last.to_numpy().astype("datetime64[M]").astype(int)
    years = (months - (fiscal_year_start - 1)) // 12
    new_year = years[1:] != years[:-1]
    within_years = not new_year.all()
    return Accumulates.YEAR if within_years and not (falls & ~new_year).any() else None


def warn_of_baselines(
    goals: Iterable[Goal],
    metrics: Mapping[str, Metric],
    names: SegmentNames,
    frame: pd.DataFrame,
) -> Iterator[Problem]:
    """Goals whose stated baseline differs from the value measured for that date."""
    stated = [goal for goal in goals if goal.baseline is not None and goal.baseline_date]
    if not stated:
        return
    rows = frame.groupby(["metric", "segment"], sort=False).indices
    first, last, values = (frame[name].to_numpy() for name in ("first", "last", "value"))
    for goal in stated:
        at = rows.get((goal.metric, names.key(goal.segment)))
        if at is None or goal.baseline is None or goal.baseline_date is None:
            continue
        day = np.datetime64(goal.baseline_date)
        there = at[(first[at] <= day) & (day <= last[at])]
        if metrics[goal.metric].accumulates is not Accumulates.NO:
            there = there[last[there] == day]
        if not len(there):
            continue
        measured = float(values[there[0]])
        decimals = metrics[goal.metric].decimals
        decimals = _decimals(goal.baseline) if decimals is None else decimals
        if not same_value(measured, goal.baseline, decimals):
            yield warning_of(
                goal,
                "baseline",
                f'The baseline of "{goal.goal}" is {goal.baseline:.12g}, but the measurement for '
                f"{goal.baseline_date} is {_shown(measured, decimals + 1)}.",
                "Correct one of them, or say in the note why they differ.",
            )


def _decimals(value: float) -> int:
    _, _, fraction = f"{value:.6f}".rstrip("0").partition(".")
    return len(fraction)


def _shown(value: float, decimals: int) -> str:
    return f"{round(value, decimals):.12g}"


def warn_of_near_names(people: Iterable[tuple[Row, str, str | None]]) -> Iterator[Problem]:
    """Owners, sponsors and leads whose names differ so little that one is meant."""
    first_at: dict[str, Row] = {}
    told: set[str] = set()
    for row, column, written in people:
        if not written or written in first_at or written in told:
            continue
        twin = next((other for other in first_at if _nearly(written, other)), None)
        if twin is None:
            first_at[written] = row
            continue
        told.add(written)
        yield warning_of(
            row,
            column,
            f"{quoted(written)} is nearly {quoted(twin)} ({first_at[twin].location}).",
            "If they are the same, write them the same.",
        )


def _nearly(one: str, other: str) -> bool:
    """Whether two names are the same but for a slip; other numbers are other names."""
    first, second = ("".join(filter(str.isalnum, text.casefold())) for text in (one, other))
    if first == second:
        return True
    if [*filter(str.isdigit, first)] != [*filter(str.isdigit, second)]:
        return False
    matcher = SequenceMatcher(None, first, second)
    return matcher.quick_ratio() >= _NEARLY_EQUAL and matcher.ratio() >= _NEARLY_EQUAL
