"""Stacked bars: parts of a figure side by side, with a rule where a target is.

All places are percentages of the width, so that the words beside them keep their size on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from generator.measure.parts import Parts

#: A part that is narrower, in percent of the width, has no words beside it.
_NARROWEST = 9.0
_MIDDLE = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One part from `start` over `width`; `metric` is its id, "" for the remainder."""

    metric: str
    value: float
    start: float
    width: float
    worded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """The parts in their order, and where the rule is; `before`: its words stand left of it."""

    slices: tuple[Slice, ...]
    rule: float | None
    before: bool


def widths(counts: Sequence[float]) -> list[tuple[float, float]]:
    """Where the bar of each of several counts starts, and how wide it is."""
    percents = [round(100 * count / sum(counts), 2) for count in counts]
    return list(zip(accumulate(percents, initial=0.0), percents, strict=False))


def stacked(parts: Parts, target: float | None) -> Stack:
    """The bar of a figure's parts, the remainder last."""
    values = [(metric.metric, value) for metric, value in parts.parts]
    values += [("", parts.remainder)] if parts.remainder > 0 else []
    total = max(sum(value for _, value in values), target or 0.0)
    slices, start = [], 0.0
    for metric, value in values:
        width = round(100 * value / total, 2)
        slices.append(
            Slice(metric=metric, value=value, start=round(start, 2), width=width,
                  worded=width >= _NARROWEST)
        )  # fmt: skip
        start += width
    rule = None if target is None or target < 0 else round(100 * target / total, 2)
    return Stack(slices=tuple(slices), rule=rule, before=rule is not None and rule > _MIDDLE)
