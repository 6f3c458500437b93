"""Comparison of numbers: two that differ only by the rounding of binary fractions are equal."""

from __future__ import annotations

import math

import numpy as np

from generator.measure.series import Flags, Numbers

RELATIVE = 1e-9
ABSOLUTE = 1e-12


def equal(value: float, limit: float) -> bool:
    """Whether two numbers are equal but for rounding."""
    return math.isclose(value, limit, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def less(value: float, limit: float) -> bool:
    """Whether a value is below a limit by more than rounding."""
    return value < limit and not equal(value, limit)


def equal_each(values: Numbers, others: Numbers) -> Flags:
    """Which pairs of two arrays are equal but for rounding; NaN equals nothing."""
    same: Flags = np.isclose(values, others, rtol=RELATIVE, atol=ABSOLUTE)
    return same
