"""Variation and assurance: what the last point signals, and can a target be met as it is.

`examine` judges a series of values, `assure` compares its limits with a target.
`generator.measure.control_chart_input` deals with missing periods, running totals and open ones.

The rules are those of the NHS programme "Making Data Count" for XmR charts, as the R package
NHSRplotthedots 0.2.2 computes them (https://github.com/nhs-r-community/NHSRplotthedots: limits in
`ptd_spc_standard.R`, rules in `ptd_calculate_point_type.R`, assurance in
`ptd_calculate_assurance_type.R`). Everything below is done for each group, the points from one
rebase to the next:

1. mean = the mean of the values (of the first N, if limits are fixed after N periods);
   moving range mr[i] = |y[i] − y[i−1]|.
2. Screening (Nelson 1982): amr = mean(mr); each mr not strictly below 3.267 · amr is dropped;
   amr = mean of the rest. One pass. The mean is not screened.
3. limits = mean ± 2.66 · amr; near limits = mean ± ⅔ · 2.66 · amr.
4. Outside: strictly beyond a limit. Close: not outside, and strictly beyond a near limit.
5. Trend: 7 points, each strictly above (or each below) the one before. Shift: 7 points strictly
   on one side of the mean. Every point of the run is marked.
6. Two of three: 3 neighbours strictly on one side of the mean, two of them or all three close;
   only the close ones are marked. With `beyond_counts` points outside count as close.
7. One label per point, the first that fits: outside, trend, two of three, shift, common cause.

From the source of the package, because descriptions leave it open: a point's trend takes the
direction of the step into the next point if that point is in a trend too, else of the step into
itself; a step that is a tie counts as falling (only between two trends that a tie separates).
Windows and runs never reach across a rebase. With limits fixed, the moving range too ends at the
Nth point, and all later points are judged by those limits.

Three departures, because the package gives no limits or fewer than it could: a group whose
moving ranges are all 0 has its limits on its mean (the package has none there); a single point
has no label rather than "common cause"; and two numbers that differ by less than 1e-12 of the
largest value are equal, because binary fractions would put 0.1 + 0.2 above a limit of 0.3.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise, takewhile

import numpy as np

from generator.measure.natural_limits import (
    FEWEST_TO_FIX,
    NEAR_SHARE,
    UNEQUAL,
    Group,
    Limits,
    group_of,
    tolerance_of,
    widened,
)
from generator.measure.series import Days, Flags, Integers, Numbers
from generator.model.settings import PUBLISHED_RULES, VariationRules
from generator.model.vocabulary import Better

#: The name under which the pages mention these rules.
RULE_SET = "NHS Making Data Count (XmR), as in NHSRplotthedots 0.2.2"


class Label(StrEnum):
    """What a point signals; the first that fits, in this order."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two-of-three"
    SHIFT = "shift"
    COMMON_CAUSE = "common-cause"
    NO_LIMITS = "no-limits"


class Variation(StrEnum):
    """The label of the last point, read by what is better."""

    COMMON_CAUSE = "common-cause"
    IMPROVEMENT_HIGH = "improvement-high"
    IMPROVEMENT_LOW = "improvement-low"
    CONCERN_HIGH = "concern-high"
    CONCERN_LOW = "concern-low"
    NEUTRAL_HIGH = "neutral-high"
    NEUTRAL_LOW = "neutral-low"


class Assurance(StrEnum):
    """Could the process as it is meet the target."""

    PASSES = "consistently-passes"
    HIT_OR_MISS = "hit-or-miss"
    FAILS = "consistently-fails"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ControlChart:
    """Values under `rules`: the points in the order of time, their groups, the variation.

    `labels`, `directions` and `sides` have one entry per point. A direction is +1 (high or
    rising), −1 (low or falling) or 0 without a signal; a side is +1 above the group's mean, −1
    below, 0 on it. `variation` is None if the last group has no limits.
    """

    dates: Days
    values: Numbers
    groups: tuple[Group, ...]
    labels: tuple[Label, ...]
    directions: tuple[int, ...]
    sides: tuple[int, ...]
    variation: Variation | None
    rules: VariationRules

    @property
    def signal_start(self) -> int | None:
        """The first of the unbroken row of points that signal as the last one does; or None."""
        if self.variation in (None, Variation.COMMON_CAUSE):
            return None
        return len(self.labels) - self._alike(self.directions)

    @property
    def run(self) -> int:
        """How many of the last points in a row lie on the last one's side of the mean."""
        return self._alike(self.sides) if self.groups and self.sides[-1] else 0

    @property
    def steps(self) -> int:
        """How many of the last steps in a row lead in the direction of the last signal."""
        direction, values = self.directions[-1], reversed(self.groups[-1].values)
        steps = ((after - before) * direction for after, before in pairwise(values))
        return sum(1 for _ in takewhile(lambda step: step > 0, steps))

    def _alike(self, entries: tuple[int, ...]) -> int:
        """How many of the last entries of the last group are equal to the last one."""
        group = reversed(entries[self.groups[-1].start :])
        return sum(1 for _ in takewhile(lambda entry: entry == entries[-1], group))


def examine(
    dates: Sequence[dt.date] | Days,
    values: Sequence[float] | Numbers,
    *,
    better: Better,
    rebase: Sequence[dt.date] = (),
    fix_after: int | None = None,
    rules: VariationRules = PUBLISHED_RULES,
    sizes: Numbers | None = None,
) -> ControlChart:
    """Judges values by the rules at the head of this module.

    `dates` are the last days of the periods in the order of time, each once; a missing period
    separates nothing. From each date of `rebase` on a new group begins, at the first point on or
    after it. `fix_after` fixes limits after so many points of a group (12 or more). With `sizes`,
    the answers behind shares in percent, groups in which they differ much have limits of P′.
    ValueError for anything that the rules do not allow.
    """
    days = np.asarray(dates, dtype="datetime64[D]")
    numbers = np.asarray(values, dtype=float)
    if days.shape != numbers.shape or days.ndim != 1:
        raise ValueError("there must be one date a value")
    if not np.isfinite(numbers).all():
        raise ValueError("a value is no number: leave its point out")
    if fix_after is not None and fix_after < FEWEST_TO_FIX:
        raise ValueError(f"limits are fixed after {FEWEST_TO_FIX} points or more")
    tolerance = tolerance_of(*numbers.tolist())
    groups: list[Group] = []
    labels: list[Label] = []
    directions: list[int] = []
    sides: list[int] = []
    begins = np.searchsorted(days, np.array(sorted(rebase), dtype="datetime64[D]")).tolist()
    for start, stop in pairwise(sorted({0, *begins, len(days)})):
        part = numbers[start:stop]
        group = group_of(
            part.tolist(),
            start=start,
            tolerance=tolerance,
            fix_after=fix_after,
            screening=rules.screening,
            sizes=_very_unequal(sizes, slice(start, stop)),
        )
        side = _signs(part - group.mean, tolerance)
        part_labels, part_directions = _signals(part, side, group, rules, tolerance)
        groups.append(group)
        labels += part_labels
        directions += part_directions
        sides += side.tolist()
    judged = bool(groups) and groups[-1].limits is not None
    return ControlChart(
        dates=days,
        values=numbers,
        groups=tuple(groups),
        labels=tuple(labels),
        directions=tuple(directions),
        sides=tuple(sides),
        variation=_VARIATIONS[better, directions[-1]] if judged else None,
        rules=rules,
    )


def allow_for_dependence(chart: ControlChart, better: Better, dependence: float) -> ControlChart:
    """A chart of values with this lag-1 autocorrelation within its groups.

    The last group has wider limits, and is judged by them alone: dependent values make runs, trends
    and neighbours close to a limit by themselves.
    """
    if not dependence or chart.groups[-1].limits is None:
        return chart
    group = widened(chart.groups[-1], dependence)
    away = _signs(np.array(group.values) - group.mean, 0.0)
    outside = np.abs(np.array(group.values) - group.mean) > group.reaches
    directions = (*chart.directions[: group.start], *np.where(outside, away, 0).tolist())
    labels = [Label.OUTSIDE if beyond else Label.COMMON_CAUSE for beyond in outside.tolist()]
    return replace(
        chart,
        groups=(*chart.groups[:-1], group),
        labels=(*chart.labels[: group.start], *labels),
        directions=directions,
        variation=_VARIATIONS[better, directions[-1]],
    )


def assure(
    limits: Limits | None, target: float | tuple[float, float], better: Better
) -> Assurance | None:
    """Whether a process within its limits meets a target: every time, sometimes or never.

    Strict comparisons: a target on a limit is hit or miss. A range counts by both ends: it passes
    if both limits lie within it and fails if all between the limits lies outside it. None without
    limits, and for a single target if neither side is better.
    """
    if limits is None:
        return None
    low, high = target if isinstance(target, tuple) else (target, target)
    tolerance = tolerance_of(limits.lower, limits.upper, low, high)
    below, above = low < limits.lower - tolerance, high > limits.upper + tolerance
    if isinstance(target, tuple):
        outside = low > limits.upper + tolerance or high < limits.lower - tolerance
        passes, fails = below and above, outside
    elif better is Better.NEITHER:
        return None
    else:
        passes, fails = (below, above) if better is Better.HIGHER else (above, below)
    if fails:
        return Assurance.FAILS
    return Assurance.PASSES if passes else Assurance.HIT_OR_MISS


def _signals(
    values: Numbers, side: Integers, group: Group, rules: VariationRules, tolerance: float
) -> tuple[list[Label], list[int]]:
    """The label and the direction of each point of a group; `side` is its side of the mean."""
    count, limits = len(values), group.limits
    if limits is None:
        return [Label.NO_LIMITS] * count, [0] * count
    if group.shares is None:
        outside = (values > limits.upper + tolerance) | (values < limits.lower - tolerance)
        close = (values > limits.near_upper + tolerance) | (values < limits.near_lower - tolerance)
    else:
        away, reaches = np.abs(values - group.mean), group.reaches
        outside, close = away > reaches + tolerance, away > reaches * NEAR_SHARE + tolerance
    if not rules.beyond_counts:
        close &= ~outside
    steps = _signs(np.diff(values), tolerance).tolist()
    run = _runs(steps, rules.run_length - 1)
    trend = [into or out for into, out in zip([False, *run], [*run, False], strict=True)]
    two = _two_of_three(close, side) & close
    sides = side.tolist()
    shift = _runs(sides, rules.run_length)
    labels, directions = [Label.COMMON_CAUSE] * count, [0] * count
    for place in np.flatnonzero(outside | trend | two | shift).tolist():
        direction = sides[place]
        if outside[place]:
            label = Label.OUTSIDE
        elif trend[place]:
            label = Label.TREND
            into_next = place + 1 < count and trend[place + 1]
            direction = 1 if steps[place if into_next else place - 1] > 0 else -1
        elif two[place]:
            label = Label.TWO_OF_THREE
        else:
            label = Label.SHIFT
        labels[place], directions[place] = label, direction
    return labels, directions


def _very_unequal(sizes: Numbers | None, points: slice) -> list[float] | None:
    """The sizes of some points, if the largest is over twice the smallest and all are known."""
    part = [] if sizes is None else sizes[points].tolist()
    unequal = part and min(part) > 0 and max(part) > UNEQUAL * min(part)
    return part if unequal else None


def _signs(differences: Numbers, tolerance: float) -> Integers:
    """+1, 0 or −1 per difference; one within the tolerance is 0."""
    return (differences > tolerance).astype(np.int64) - (differences < -tolerance)


def _runs(entries: list[int], length: int) -> list[bool]:
    """Which entries belong to a row of at least `length` equal signs other than 0."""
    flags: list[bool] = []
    for sign, row in groupby(entries):
        count = len(list(row))
        flags += [sign != 0 and count >= length] * count
    return flags


def _two_of_three(close: Flags, side: Integers) -> Flags:
    """Which points lie in a window of three on one side of the mean with two or more close."""
    flags = np.zeros(len(close), dtype=np.bool_)
    one_side = np.abs(side[:-2] + side[1:-1] + side[2:]) == 3
    near = close.astype(np.int64)
    windows = one_side & (near[:-2] + near[1:-1] + near[2:] >= 2)
    flags[:-2] |= windows
    flags[1:-1] |= windows
    flags[2:] |= windows
    return flags


#: The variation by the better side and the direction of the last point's signal.
_VARIATIONS = {
    (Better.HIGHER, 1): Variation.IMPROVEMENT_HIGH,
    (Better.HIGHER, -1): Variation.CONCERN_LOW,
    (Better.LOWER, 1): Variation.CONCERN_HIGH,
    (Better.LOWER, -1): Variation.IMPROVEMENT_LOW,
    (Better.NEITHER, 1): Variation.NEUTRAL_HIGH,
    (Better.NEITHER, -1): Variation.NEUTRAL_LOW,
    **{(better, 0): Variation.COMMON_CAUSE for better in Better},
}
