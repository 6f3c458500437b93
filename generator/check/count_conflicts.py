"""The value of a row of measurements, stated or from its counts, and what contradicts it."""

from __future__ import annotations

import re
from enum import StrEnum
from math import inf
from typing import NamedTuple

from generator.check.faults import CellFault
from generator.model.counts import ADDED, NEEDED_COUNTS, Counts, value_of
from generator.model.mending import AT_SOURCE
from generator.model.problems import ProblemCode
from generator.model.tables import Metric
from generator.model.vocabulary import Calculation
from generator.model.wording import all_of

_FRACTION = re.compile(r"[.,](\d+)\D*$", re.ASCII)
_TOLERANCE = 1e-9


class Unused(StrEnum):
    """Why a row without a fault is not used, as the Data page words it."""

    NO_VALUE = "rows without a value"
    NO_ANSWERS = "rows with no answers (n is 0)"


class CountConflict(NamedTuple):
    """Numbers of a row that contradict each other or the metric, reported at a column."""

    column: str
    message: str
    fix: str
    code: ProblemCode = ProblemCode.CONSTRAINT_ERROR

    @property
    def fault(self) -> CellFault:
        """What is reported; of a raw export no cell is corrected, but a bound may be."""
        if self.fix.endswith("in metrics.csv."):
            bound = self.fix.removeprefix("Correct it, or ")
            exported = f"If the value is right, correct {bound} If not: {_lower(AT_SOURCE)}"
            return CellFault(self.message, self.fix, exported=exported)
        return CellFault(self.message, self.fix)


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def resolve_value(
    stated: float | None, counts: Counts, metric: Metric, written: str
) -> float | CountConflict | Unused:
    """The value of a row: as its counts give it, else as stated (`written` in its cell)."""
    conflict = _incomplete(stated, counts, metric) or _contradiction(counts, metric)
    if conflict is not None:
        return conflict
    if counts.n == 0 and metric.calculation not in ADDED:
        return Unused.NO_ANSWERS
    counted = None if _missing(counts, metric) else value_of(metric.calculation, counts)
    if counted is None or stated is None:
        value = stated if counted is None else counted
        if value is None:
            return Unused.NO_VALUE
        return _within(value, metric, is_stated=stated is not None)
    decimals = _decimals(stated, written)
    if metric.decimals is not None:
        decimals = min(decimals, metric.decimals)
    if not same_value(stated, counted, decimals):
        given = f"{round(counted, decimals + 1):.12g}"
        message = f"The value is {stated:.12g}, but the counts give {given}."
        return CountConflict("value", message, "Correct one of them, or leave the value blank.")
    return _within(counted, metric, is_stated=True)


def same_value(one: float, other: float, decimals: int) -> bool:
    """Whether two numbers are the same when they are rounded to so many decimals."""
    return abs(one - other) <= 0.5 * 10.0**-decimals + _TOLERANCE


def _missing(counts: Counts, metric: Metric) -> list[str]:
    """The counts that the calculation needs and the row lacks; "value" if no counts give one."""
    needed = NEEDED_COUNTS.get(metric.calculation)
    if needed is None:
        return ["value"]
    return [name for name in needed if getattr(counts, name) is None]


def _incomplete(stated: float | None, counts: Counts, metric: Metric) -> CountConflict | None:
    """A row without a value, of which some of the counts are there and others are not."""
    blank, needed = _missing(counts, metric), NEEDED_COUNTS.get(metric.calculation, ())
    given = {name for name in needed if name not in blank}
    begun = given - {"n"} or (given and counts.n)
    if stated is not None or not blank or not begun:
        return None
    verb, them = ("is", "it") if len(blank) == 1 else ("are", "them")
    message = (
        f'The calculation "{metric.calculation}" needs {all_of(needed)}, and {all_of(blank)} '
        f"{verb} blank."
    )
    fix = f"Fill {them} in, or give the value instead."
    return CountConflict(blank[0], message, fix, ProblemCode.MISSING_CELL)


def _contradiction(counts: Counts, metric: Metric) -> CountConflict | None:
    """Counts that contradict each other."""
    if _missing(counts, metric):
        return None
    n, part, promoters, detractors, invited = (count or 0.0 for count in counts)
    if counts.invited is not None and invited < n:
        message = f"{n:.12g} answered (n), but only {invited:.12g} were asked."
        return CountConflict("invited", message, "Correct invited or n.")
    if metric.calculation is Calculation.NPS and promoters + detractors > n:
        return CountConflict(
            "promoters",
            f"{promoters:.12g} promoters and {detractors:.12g} detractors are more than "
            f"the {n:.12g} answers (n).",
            "Correct the counts.",
        )
    most = n if metric.is_counted else inf
    if metric.calculation is Calculation.SHARE and not 0 <= part <= most:
        message = f"{part:.12g} of {n:.12g} cannot be a share."
        return CountConflict("numerator", message, "Correct the numerator or n.")
    if metric.calculation is Calculation.MEAN and n == 0 and part:
        message = f"A total of {part:.12g} cannot come from no answers (n is 0)."
        return CountConflict("numerator", message, "Correct the numerator or n.")
    return None


def outside_bounds(value: float, metric: Metric) -> tuple[str, str] | None:
    """What is wrong with a value beyond the metric's bounds, without the value, and the fix."""
    low, high = metric.bounds
    if value < low:
        side, bound, word, column = "below", low, "smallest", "minimum"
    elif value > high:
        side, bound, word, column = "above", high, "largest", "maximum"
    else:
        return None
    is_declared = getattr(metric, column) is not None
    return (
        f'is {side} {bound:.12g}, the {word} value that "{metric.metric}" can have.',
        f"Correct it, or the {column} in metrics.csv." if is_declared else "Correct it.",
    )


def _within(value: float, metric: Metric, *, is_stated: bool) -> float | CountConflict:
    wrong = outside_bounds(value, metric)
    if wrong is None:
        return value
    subject = f"{value:.12g}" if is_stated else f"The counts give {value:.12g}, which"
    column = "value" if is_stated else NEEDED_COUNTS[metric.calculation][0]
    return CountConflict(column, f"{subject} {wrong[0]}", wrong[1])


def _decimals(stated: float, written: str) -> int:
    """How many decimals a value was written with; a thousands mark begins none."""
    match = _FRACTION.search(written)
    if match is None:
        return 0
    fraction = float(f"0.{match[1]}")
    return len(match[1]) if abs(abs(stated) % 1 - fraction) < _TOLERANCE else 0
