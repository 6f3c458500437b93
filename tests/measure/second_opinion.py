"""A second opinion on variation: the same published rules, worked out in another way.

Exact fractions of the written decimals instead of arrays, and every window of a rule looked at
one by one, as one would with a pencil. Nothing of the generator is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What the rules say: limits a group as (first point, mean, lower, upper), a label a point.

    Labels are written as the letter of the rule and the side: O+, T-, 2+, S-, "." and "?".
    """

    groups: list[tuple[int, Fraction, Fraction | None, Fraction | None]]
    labels: list[str]
    assurance: str | None


def second_opinion(
    values: Sequence[float],
    *,
    starts: Sequence[int] = (),
    better: str = "higher",
    target: float | tuple[float, float] | None = None,
    fix_after: int | None = None,
    screen: bool = True,
    beyond_counts: bool = False,
    run: int = 7,
) -> Opinion:
    """The rules applied to values in the order of time; groups begin at the places `starts`."""
    exact = [Fraction(repr(float(value))) for value in values]
    groups: list[tuple[int, Fraction, Fraction | None, Fraction | None]] = []
    labels: list[str] = []
    part: list[Fraction] = []
    begin = 0
    for place in range(len(exact) + 1):
        if part and (place == len(exact) or place in starts):
            mean, reach = _limits(part, fix_after, screen)
            lower = None if reach is None else mean - reach
            upper = None if reach is None else mean + reach
            groups.append((begin, mean, lower, upper))
            labels += _labels(part, mean, reach, beyond_counts, run)
            part, begin = [], place
        if place < len(exact):
            part.append(exact[place])
    _, _, lower, upper = groups[-1]
    return Opinion(groups=groups, labels=labels, assurance=_assurance(lower, upper, target, better))


def _limits(
    part: list[Fraction], fix_after: int | None, screen: bool
) -> tuple[Fraction, Fraction | None]:
    base = part if fix_after is None else part[:fix_after]
    mean = sum(base, Fraction(0)) / len(base)
    if len(part) < 2:
        return mean, None
    moves = [abs(base[place] - base[place - 1]) for place in range(1, len(base))]
    average = sum(moves, Fraction(0)) / len(moves)
    if screen and average != 0:
        threshold = Fraction("3.267") * average
        kept = [move for move in moves if move < threshold]
        average = sum(kept, Fraction(0)) / len(kept) or average
    return mean, Fraction("2.66") * average


def _labels(
    part: list[Fraction], mean: Fraction, reach: Fraction | None, beyond_counts: bool, run: int
) -> list[str]:
    if reach is None:
        return ["?"] * len(part)
    labels = []
    for place, value in enumerate(part):
        side = "+" if value > mean else "-"
        if abs(value - mean) > reach:
            labels.append("O" + side)
        elif _in_trend(part, place, run):
            labels.append("T" + _trend_side(part, place, run))
        elif _in_two_of_three(part, place, mean, reach, beyond_counts):
            labels.append("2" + side)
        elif _in_shift(part, place, mean, run):
            labels.append("S" + side)
        else:
            labels.append(".")
    return labels


def _windows(count: int, place: int, size: int) -> list[range]:
    """Every stretch of `size` places that holds `place`."""
    return [
        range(start, start + size)
        for start in range(place - size + 1, place + 1)
        if start >= 0 and start + size <= count
    ]


def _in_trend(part: list[Fraction], place: int, run: int) -> bool:
    for window in _windows(len(part), place, run):
        stretch = [part[index] for index in window]
        rising = all(stretch[i] > stretch[i - 1] for i in range(1, run))
        falling = all(stretch[i] < stretch[i - 1] for i in range(1, run))
        if rising or falling:
            return True
    return False


def _trend_side(part: list[Fraction], place: int, run: int) -> str:
    onward = place + 1 < len(part) and _in_trend(part, place + 1, run)
    earlier, later = (place, place + 1) if onward else (place - 1, place)
    return "+" if part[later] > part[earlier] else "-"


def _in_shift(part: list[Fraction], place: int, mean: Fraction, run: int) -> bool:
    for window in _windows(len(part), place, run):
        if all(part[index] > mean for index in window):
            return True
        if all(part[index] < mean for index in window):
            return True
    return False


def _in_two_of_three(
    part: list[Fraction], place: int, mean: Fraction, reach: Fraction, beyond_counts: bool
) -> bool:
    def is_close(value: Fraction) -> bool:
        distance = abs(value - mean)
        return distance > reach * Fraction(2, 3) and (beyond_counts or distance <= reach)

    if not is_close(part[place]):
        return False
    for window in _windows(len(part), place, 3):
        stretch = [part[index] for index in window]
        one_side = all(value > mean for value in stretch) or all(value < mean for value in stretch)
        if one_side and len([value for value in stretch if is_close(value)]) >= 2:
            return True
    return False


def _assurance(
    lower: Fraction | None,
    upper: Fraction | None,
    target: float | tuple[float, float] | None,
    better: str,
) -> str | None:
    if lower is None or upper is None or target is None:
        return None
    if isinstance(target, tuple):
        low, high = (Fraction(repr(float(end))) for end in target)
        if low < lower and upper < high:
            return "consistently-passes"
        return "consistently-fails" if upper < low or high < lower else "hit-or-miss"
    aim = Fraction(repr(float(target)))
    if better == "neither":
        return None
    if lower <= aim <= upper:
        return "hit-or-miss"
    beyond_reach = aim > upper if better == "higher" else aim < lower
    return "consistently-fails" if beyond_reach else "consistently-passes"
