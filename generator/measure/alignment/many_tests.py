"""Many tests at once: which are significant, and the lowest of more numbers than are kept."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from generator.measure.series import Numbers

Mask = npt.NDArray[np.bool_]

#: How many numbers wait at least before the lowest of all are looked for.
_SPARE = 200_000


def significant(p_values: Numbers, level: float) -> Mask:
    """Which of several tests are significant by Benjamini and Hochberg's procedure at a level."""
    order = np.argsort(p_values, kind="stable")
    below = p_values[order] <= level * np.arange(1, len(p_values) + 1) / len(p_values)
    last = int(np.flatnonzero(below).max(initial=-1))
    found: Mask = np.zeros(len(p_values), dtype=np.bool_)
    found[order[: last + 1]] = True
    return found


class Lowest:
    """The `most` lowest of all numbers that are added, in no order."""

    def __init__(self, most: int) -> None:
        self.most, self.bound = most, np.inf
        self.kept, self.waiting = list[Numbers](), 0

    def add(self, numbers: Numbers) -> None:
        """Keeps those that may be among the lowest."""
        self.kept.append(numbers[numbers <= self.bound])
        self.waiting += self.kept[-1].size
        if self.waiting > self.most + max(self.most, _SPARE):
            self.kept = [self.found()]
            self.waiting, self.bound = self.most, self.kept[0].max()

    def found(self) -> Numbers:
        """The lowest so far."""
        every = np.concatenate(self.kept)
        return every if every.size <= self.most else np.partition(every, self.most - 1)[: self.most]
