"""The counted rows of one metric, period and segment, from which its value follows.

A median or percentile is that of all answers (between two neighbours by a straight line, as
spreadsheets do), never an average of others.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate

from generator.model.mapping import ExportCalculation, ExportMapping

_PROMOTERS, _DETRACTORS = 9, 6


@dataclass(slots=True)
class Tally:
    """How often each answer was given; by file the number of rows, the first and last line."""

    answers: Counter[float] = field(default_factory=Counter)
    rows: Counter[int] = field(default_factory=Counter)
    firsts: dict[int, int] = field(default_factory=dict)
    lasts: dict[int, int] = field(default_factory=dict)

    def add(self, file: int, worth: float, count: int, first: int, last: int) -> None:
        """Counts equal rows of a file."""
        self.answers[worth] += count
        self.rows[file] += count
        self.firsts[file] = min(first, self.firsts.get(file, first))
        self.lasts[file] = max(last, self.lasts.get(file, last))


def figures(tally: Tally, mapping: ExportMapping) -> dict[str, str]:
    """The cells of a row of measurements, as text."""
    answers = tally.answers
    n = answers.total()
    count = mapping.calculation
    if count is ExportCalculation.NPS:
        promoters = sum(rows for answer, rows in answers.items() if answer >= _PROMOTERS)
        detractors = sum(rows for answer, rows in answers.items() if answer <= _DETRACTORS)
        return {"n": str(n), "promoters": str(promoters), "detractors": str(detractors)}
    if count is ExportCalculation.MEDIAN or count is ExportCalculation.PERCENTILE:
        share = 0.5 if count is ExportCalculation.MEDIAN else mapping.percentile / 100
        return {"value": text_of(percentile(answers, share)), "n": str(n)}
    if count is ExportCalculation.COUNT:
        return {"n": str(n)}
    return {"n": str(n), "numerator": text_of(total(answers))}


def total(answers: Counter[float]) -> float:
    """The sum of all answers, without rounding errors."""
    return math.fsum(answer * rows for answer, rows in answers.items())


def percentile(answers: Counter[float], share: float) -> float:
    """The value below which a share of the answers lies; between two, by a straight line."""
    n = answers.total()
    position = share * (n - 1)
    below = math.floor(position)
    values = sorted(answers)
    ends = [*accumulate(answers[value] for value in values)]
    low, high = (values[bisect_right(ends, at)] for at in (below, min(below + 1, n - 1)))
    return low + (high - low) * (position - below)


def text_of(number: float) -> str:
    """A number as plain digits, which mean the same when they are read again."""
    return format(Decimal(f"{number:.12g}"), "f")
