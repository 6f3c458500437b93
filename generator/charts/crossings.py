"""Lines between two columns of names, ordered so that few of them cross."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

_A = TypeVar("_A", bound=Hashable)
_B = TypeVar("_B", bound=Hashable)
#: How often each column is sorted by the middle of the places that its names lead to.
_PASSES = 6
#: The width of the picture, and its height for each name of the longer column.
WIDTH, STEP = 320, 30


def untangled(pairs: Sequence[tuple[_A, _B]]) -> tuple[list[_A], list[_B]]:
    """The names of both columns in an order in which few lines cross (barycentre method)."""
    left = list(dict.fromkeys(one for one, _ in pairs))
    right = list(dict.fromkeys(other for _, other in pairs))
    for _ in range(_PASSES):
        right.sort(key=lambda name: _mean([left.index(a) for a, b in pairs if b == name]))
        left.sort(key=lambda name: _mean([right.index(b) for a, b in pairs if a == name]))
    return left, right


def curves(pairs: Sequence[tuple[int, int]], left: int, right: int) -> str:
    """The lines between places of two columns of so many names, as the `d` of one path.

    Both columns fill the height: `STEP` for each name of the longer one.
    """
    height, middle = STEP * max(left, right), WIDTH // 2
    pieces = []
    for a, b in pairs:
        y0, y1 = ((2 * place + 1) * height / (2 * of) for place, of in ((a, left), (b, right)))
        pieces.append(f"M0 {y0:.0f}C{middle} {y0:.0f} {middle} {y1:.0f} {WIDTH} {y1:.0f}")
    return "".join(pieces)


def _mean(places: Sequence[int]) -> float:
    return sum(places) / len(places)
