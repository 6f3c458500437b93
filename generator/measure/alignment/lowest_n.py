"""Lowest: the smallest of more numbers than are to be held at once."""

from __future__ import annotations

import numpy as np

from generator.measure.series import Numbers

#: How many numbers wait at least before they are sifted.
_WAITING = 200_000


class LowestN:
    """The `count` lowest of many numbers that come one lot after the other."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._kept: list[Numbers] = []
        self._waiting = 0

    def add(self, numbers: Numbers) -> None:
        """Takes in some more."""
        self._kept.append(numbers.ravel())
        self._waiting += numbers.size
        if self._waiting > max(self._count, _WAITING):
            self._sift()

    def in_order(self) -> Numbers:
        """The lowest of all, sorted."""
        self._sift()
        return np.sort(self._kept[0])

    def _sift(self) -> None:
        every = np.concatenate(self._kept)
        if every.size > self._count:
            every = np.partition(every, self._count - 1)[: self._count].copy()
        self._kept, self._waiting = [every], 0
