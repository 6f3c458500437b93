"""Signals: what each point of a group shows against the group's mean and limits.

The head of `generator.measure.variation` gives the rules and their source.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import groupby

import numpy as np
import numpy.typing as npt

from generator.measure.natural_limits import Limits, Numbers
from generator.model.settings import VariationRules

Signs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Label(StrEnum):
    """What a point signals; the first that fits, in this order."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two-of-three"
    SHIFT = "shift"
    COMMON_CAUSE = "common-cause"
    NO_LIMITS = "no-limits"


def signals(
    values: Numbers, side: Signs, limits: Limits | None, rules: VariationRules, tolerance: float
) -> tuple[list[Label], list[int]]:
    """The label and the direction of each point of a group; `side` is its side of the mean."""
    count = len(values)
    if limits is None:
        return [Label.NO_LIMITS] * count, [0] * count
    outside = (values > limits.upper + tolerance) | (values < limits.lower - tolerance)
    close = (values > limits.near_upper + tolerance) | (values < limits.near_lower - tolerance)
    if not rules.beyond_counts:
        close &= ~outside
    steps = signs(np.diff(values), tolerance).tolist()
    trend = _points_of(_runs(steps, rules.run_length - 1))
    two = (_two_of_three(close, side) & close).tolist()
    sides = side.tolist()
    shift = _runs(sides, rules.run_length)
    labels, directions = [], []
    for place, beyond in enumerate(outside.tolist()):
        direction = sides[place]
        if beyond:
            label = Label.OUTSIDE
        elif trend[place]:
            label = Label.TREND
            into_next = place + 1 < count and trend[place + 1]
            direction = 1 if steps[place if into_next else place - 1] > 0 else -1
        elif two[place]:
            label = Label.TWO_OF_THREE
        elif shift[place]:
            label = Label.SHIFT
        else:
            label, direction = Label.COMMON_CAUSE, 0
        labels.append(label)
        directions.append(direction)
    return labels, directions


def signs(differences: Numbers, tolerance: float) -> Signs:
    """+1, 0 or −1 per difference; one within the tolerance is 0."""
    return (differences > tolerance).astype(np.int64) - (differences < -tolerance)


def _runs(entries: list[int], length: int) -> list[bool]:
    """Which entries belong to a row of at least `length` equal signs other than 0."""
    flags: list[bool] = []
    for sign, row in groupby(entries):
        count = len(list(row))
        flags += [sign != 0 and count >= length] * count
    return flags


def _points_of(steps: list[bool]) -> list[bool]:
    """Which points lie at either end of a step that belongs to a trend."""
    return [a or b for a, b in zip([False, *steps], [*steps, False], strict=True)]


def _two_of_three(close: Flags, side: Signs) -> Flags:
    """Which points lie in a window of three on one side of the mean with two or more close."""
    flags = np.zeros(len(close), dtype=np.bool_)
    if len(close) >= 3:
        one_side = np.abs(side[:-2] + side[1:-1] + side[2:]) == 3
        near = close.astype(np.int64)
        windows = one_side & (near[:-2] + near[1:-1] + near[2:] >= 2)
        flags[:-2] |= windows
        flags[1:-1] |= windows
        flags[2:] |= windows
    return flags
