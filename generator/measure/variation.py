"""Variation and assurance: has it really changed, and could it meet a target as it is.

The public functions are `examine` (a whole record) and `assure` (limits against a target); both
are pure and know arrays and numbers alone. Missing periods, running totals and open periods are
the business of `generator.measure.control_chart_input`.

The rules are those of the NHS programme "Making Data Count" for XmR charts, as the R package
NHSRplotthedots 0.2.2 computes them (https://github.com/nhs-r-community/NHSRplotthedots: limits in
`ptd_spc_standard.R`, rules in `ptd_calculate_point_type.R`, assurance in
`ptd_calculate_assurance_type.R`). Everything below is done for each group, a stretch from one
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
   only the close ones are marked. In the variant `BEYOND_COUNTS` points outside count as close.
7. One label a point, the first that fits: outside, trend, two of three, shift, common cause.

Settled from the source of the package, where descriptions leave it open: a point's trend takes
the direction of the step into the next point if that point is in a trend too, else of the step
into itself; a step that is a tie counts as falling (only between two trends that a tie parts).
Windows and runs never reach across a rebase. With limits fixed, the moving range too ends at the
Nth point, and all later points are judged by those limits.

Three departures, each where the package gives no limits or less than it could: a record whose
moving ranges are all 0 has its limits on its mean (the package has none there); a single point
has no label rather than "common cause"; and two numbers that differ by less than 1e-12 of the
largest value are equal, because binary fractions would put 0.1 + 0.2 above a limit of 0.3.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from generator.measure.natural_limits import FEWEST_TO_FIX, Group, Limits, Numbers, group_of
from generator.measure.signals import (
    RUN_LENGTH,
    RUN_LENGTHS,
    Label,
    Rules,
    Variant,
    signals,
    signs,
)
from generator.model.vocabulary import Better

__all__ = [
    "RULE_SET",
    "RUN_LENGTH",
    "RUN_LENGTHS",
    "Assurance",
    "ControlChart",
    "Group",
    "Label",
    "Limits",
    "Variant",
    "Variation",
    "assure",
    "examine",
]

Days = npt.NDArray[np.datetime64]

#: The name under which the pages speak of these rules.
RULE_SET = "NHS Making Data Count (XmR), as in NHSRplotthedots 0.2.2"

_DUST = 1e-12


class Variation(StrEnum):
    """Has it really changed: the label of the last point, turned by what is better."""

    COMMON_CAUSE = "common cause"
    IMPROVEMENT_HIGH = "improvement, high"
    IMPROVEMENT_LOW = "improvement, low"
    CONCERN_HIGH = "concern, high"
    CONCERN_LOW = "concern, low"
    NEUTRAL_HIGH = "neither, high"
    NEUTRAL_LOW = "neither, low"


class Assurance(StrEnum):
    """Could the process as it is meet the target."""

    PASSES = "consistently passes"
    HIT_OR_MISS = "hit or miss"
    FAILS = "consistently fails"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ControlChart:
    """A record under the rules: its points in the order of time, its groups, two answers.

    `labels` and `directions` have one entry a point; a direction is +1 (high or rising), −1 (low
    or falling) or 0 without a signal. `variation` is None where the last group has no limits,
    `assurance` also where there is no target, or no better side to judge one by.
    """

    dates: Days
    values: Numbers
    groups: tuple[Group, ...]
    labels: tuple[Label, ...]
    directions: tuple[int, ...]
    sides: tuple[int, ...]
    variation: Variation | None
    assurance: Assurance | None

    @property
    def last_group(self) -> Group | None:
        """The group by which the present is judged; None without a point."""
        return self.groups[-1] if self.groups else None

    @property
    def signal_start(self) -> int | None:
        """The first of the unbroken row of points that signal as the last one does; or None."""
        if self.variation in (None, Variation.COMMON_CAUSE):
            return None
        place = len(self.labels) - 1
        direction, start = self.directions[place], self.groups[-1].start
        while place > start and self.directions[place - 1] == direction:
            place -= 1
        return place

    @property
    def run(self) -> int:
        """How many of the last points in a row lie on the last one's side of the mean."""
        if not self.groups or self.sides[-1] == 0:
            return 0
        count, start = 0, self.groups[-1].start
        for side in reversed(self.sides[start:]):
            if side != self.sides[-1]:
                break
            count += 1
        return count

    @property
    def means(self) -> Numbers:
        """The mean of each point's group."""
        return self._by_point([group.mean for group in self.groups])

    def limit(self, name: str) -> Numbers:
        """A limit of each point's group by its name in `Limits`; NaN where there is none."""
        found = [getattr(group.limits, name) if group.limits else math.nan for group in self.groups]
        return self._by_point(found)

    def _by_point(self, values: list[float]) -> Numbers:
        return np.repeat(np.array(values), [group.stop - group.start for group in self.groups])


def examine(  # noqa: PLR0913 -- the published rules have this many independent inputs
    dates: Sequence[dt.date] | Days,
    values: Sequence[float] | Numbers,
    *,
    direction: Better,
    target: float | tuple[float, float] | None = None,
    rebase: Sequence[dt.date] = (),
    fix_after: int | None = None,
    screen: bool = True,
    variant: Variant = Variant.PUBLISHED,
    run_length: int = RUN_LENGTH,
) -> ControlChart:
    """Examines a record of values under the rules at the head of this module.

    `dates` are the last days of the periods, each once, in any order; the record is that of the
    present points, and a missing period parts nothing. `direction` says which side is better.
    `target` is a value, or the two ends of a range. From each date of `rebase` on a new group
    begins, at the first point on or after it. `fix_after` fixes limits after so many points of a
    group (12 or more). ValueError on anything that the rules do not allow.
    """
    days = np.asarray(dates, dtype="datetime64[D]")
    numbers = np.asarray(values, dtype=float)
    _check(days, numbers, fix_after, run_length)
    if (days[1:] < days[:-1]).any():
        order = np.argsort(days, kind="stable")
        days, numbers = days[order], numbers[order]
    if (days[1:] == days[:-1]).any():
        raise ValueError("a date stands there twice")
    dust = _DUST * float(np.abs(numbers).max(initial=0.0))
    rules = Rules(variant=variant, run_length=run_length, dust=dust)
    groups: list[Group] = []
    labels: list[Label] = []
    directions: list[int] = []
    sides: list[int] = []
    for start, stop in _edges(days, rebase):
        group = group_of(numbers[start:stop], start, dust, fix_after, screen=screen)
        side = signs(numbers[start:stop] - group.mean, dust)
        said, turned = signals(numbers[start:stop], side, group.limits, rules)
        groups.append(group)
        labels += said
        directions += turned
        sides += side.tolist()
    limits = groups[-1].limits if groups else None
    return ControlChart(
        dates=days,
        values=numbers,
        groups=tuple(groups),
        labels=tuple(labels),
        directions=tuple(directions),
        sides=tuple(sides),
        variation=_TURNED[direction][directions[-1]] if limits is not None else None,
        assurance=assure(limits, target, direction),
    )


def assure(
    limits: Limits | None, target: float | tuple[float, float] | None, direction: Better
) -> Assurance | None:
    """Whether a process within its limits meets a target: every time, sometimes or never.

    Strict comparisons: a target on a limit is hit or miss. Of a range both ends count: passes
    when both limits lie within it, fails when all between the limits lies outside it. None
    without limits or target, and for a single target where neither side is better.
    """
    if limits is None or target is None:
        return None
    low, high = target if isinstance(target, tuple) else (target, target)
    dust = _DUST * max(abs(limits.lower), abs(limits.upper), abs(low), abs(high))
    below, above = low < limits.lower - dust, high > limits.upper + dust
    if isinstance(target, tuple):
        outside = low > limits.upper + dust or high < limits.lower - dust
        passes, fails = below and above, outside
    elif direction is Better.NEITHER:
        return None
    else:
        passes, fails = (below, above) if direction is Better.HIGHER else (above, below)
    if fails:
        return Assurance.FAILS
    return Assurance.PASSES if passes else Assurance.HIT_OR_MISS


#: The variation by the direction of the last point's signal, for each better side.
_TURNED = {
    Better.HIGHER: {
        1: Variation.IMPROVEMENT_HIGH,
        -1: Variation.CONCERN_LOW,
        0: Variation.COMMON_CAUSE,
    },
    Better.LOWER: {
        1: Variation.CONCERN_HIGH,
        -1: Variation.IMPROVEMENT_LOW,
        0: Variation.COMMON_CAUSE,
    },
    Better.NEITHER: {
        1: Variation.NEUTRAL_HIGH,
        -1: Variation.NEUTRAL_LOW,
        0: Variation.COMMON_CAUSE,
    },
}


def _check(days: Days, numbers: Numbers, fix_after: int | None, run_length: int) -> None:
    if days.shape != numbers.shape or days.ndim != 1:
        raise ValueError("there must be one date a value")
    if not np.isfinite(numbers).all():
        raise ValueError("a value is no number: leave its point out")
    if fix_after is not None and fix_after < FEWEST_TO_FIX:
        raise ValueError(f"limits are fixed after {FEWEST_TO_FIX} points or more")
    if run_length not in RUN_LENGTHS:
        raise ValueError("a run has 6, 7 or 8 points")


def _edges(days: Days, rebase: Sequence[dt.date]) -> list[tuple[int, int]]:
    """Where each group begins and ends."""
    begins = np.searchsorted(days, np.array(sorted(rebase), dtype="datetime64[D]")).tolist()
    return list(pairwise(sorted({0, *begins, len(days)})))
